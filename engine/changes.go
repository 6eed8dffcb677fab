package engine

// Change is what a what-if request supposes. Weights, policy and λ take the place of the request's.
type Change struct {
	Policy    string         `json:"policy,omitempty"`
	Weights   map[string]int `json:"weights,omitempty"`
	Suggested bool           `json:"suggested,omitempty"` // the weights that the role's own text and structure suggest
	Lambda    *int           `json:"lambda,omitempty"`
	Drop      []string       `json:"drop,omitempty"`   // requirements of the role, as "degree" or "skill:Python"
	Soften    []string       `json:"soften,omitempty"` // one step of necessity down, and no longer a condition
	// AddSkills are "Kubernetes" or "Kubernetes:4"; without a level it is 3. For a candidate's roles, the candidate has the skill as
	// after a year of use at that level in a job; for a role's candidates, the role asks for it as a should.
	AddSkills       []string `json:"addSkills,omitempty"`
	AddCertificates []string `json:"addCertificates,omitempty"` // likewise; the candidate's is valid, and proves what it proves
}

// WhatIfRequest asks what a change does to a ranking.
type WhatIfRequest struct {
	Request
	Change Change
	Shakes int    // how many changes of weights make the stability, 0 none
	Seed   uint64 // of the shakes
}

// DefaultShakes is how many changes of weights make a stability.
const DefaultShakes = 200

// WhatIf is the answer to a [WhatIfRequest]: the new order beside the present one. Both are exact over all records.
type WhatIf struct {
	Role      string      `json:"role,omitempty"`
	Candidate string      `json:"candidate,omitempty"`
	Changes   []string    `json:"changes"` // in words
	Before    Stand       `json:"before"`
	After     Stand       `json:"after"`
	Results   []Shift     `json:"results"`             // the top k of the new order
	Left      []Shift     `json:"left"`                // those of the present top k that are no longer in it
	Stability *Stability  `json:"stability,omitempty"` // of the new order
	Suggested *Suggestion `json:"suggested,omitempty"` // for a role
	Notices   []string    `json:"notices,omitempty"`
	Told      Told        `json:"told"`
}

// Stand is what a ranking of a what-if rests on, and what became of all.
type Stand struct {
	Policy   string     `json:"policy"`
	Lambda   int        `json:"lambda"`
	Weights  WeightSets `json:"weights"`
	Total    int        `json:"total"`
	Vetoed   int        `json:"vetoed"`
	Filtered int        `json:"filtered"`
	Exact    bool       `json:"exact"`
}

// Shift is a record of which the rank may have changed. A rank of 0 is that of somebody who is vetoed.
type Shift struct {
	ID     string `json:"id"`
	Title  string `json:"title,omitempty"`
	Rank   int    `json:"rank"`
	Before int    `json:"before"`
	Now    Totals `json:"now"`
	Was    Totals `json:"was"`
	Stays  int    `json:"stays,omitempty"` // of the stability's shakes, in how many it stays in the top k
}

// Stability says how much an order hangs on the exact weights: each category's is multiplied by a factor drawn evenly from 0.8 to
// 1.2 and all are brought back to 100 points, in steps of a hundredth of a point; so many times, from a seed.
type Stability struct {
	Shakes int      `json:"shakes"`
	Seed   uint64   `json:"seed"`
	Top    int      `json:"top"`
	Stays  []Stays  `json:"stays"`  // of each of the top k, in their order
	Lowest int      `json:"lowest"` // the least of them, whole per cent
	Others []string `json:"others"` // who enters the top k in some of the shakes, the most often first
}

// Stays is in how many of the shakes a record stays in the top k.
type Stays struct {
	ID    string `json:"id"`
	Times int    `json:"times"`
	Share int    `json:"share"` // whole per cent, rounded down
}

// Suggestion are weights derived from a role. Of every 100 points 50 are the preset's and up to 25 go by how often the text of the role
// speaks of a category: 2.5 for each time that it speaks of any. The others go by how much the role asks for in each (Σ necessity). A
// category that the role does not ask for keeps what the preset gives it.
type Suggestion struct {
	Weights   Categories `json:"weights"`
	Preset    Categories `json:"preset"`
	Structure Categories `json:"structure"` // per cent of what is asked
	Text      Categories `json:"text"`      // per cent of what the text speaks of
	Why       []string   `json:"why"`
}
