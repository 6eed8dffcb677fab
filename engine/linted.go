package engine

import "tenon/profiles"

// LintRequest asks what a role's requirements do to its pool.
type LintRequest struct {
	Request         // of a role
	Threshold int32 // of overall, 0–1,000,000; 0: [DefaultThreshold]
}

// Linted is the answer to a [LintRequest]. Its numbers are exact, over all candidates whom no gate vetoes.
type Linted struct {
	Role      string `json:"role"`
	Title     string `json:"title,omitempty"`
	Threshold int32  `json:"threshold"`
	Pool      int    `json:"pool"`   // candidates that are seen and not vetoed
	Vetoed    int    `json:"vetoed"` // by gates of either side
	Above     int    `json:"above"`  // of the pool, how many reach the threshold
	// Musts is how many must-haves there are; AllMusts how many of the pool pass all of them, which is 70 % or more of each.
	Musts        int            `json:"musts"`
	AllMusts     int            `json:"allMusts"`
	Requirements []Asked        `json:"requirements"`
	Advice       []Advice       `json:"advice"` // what would bring most above the threshold, the most first
	Findings     []Finding      `json:"findings"`
	Degree       *DegreeCost    `json:"degree,omitempty"` // missing where the role asks for none
	Seq          profiles.Seq   `json:"seq"`
	Policy       string         `json:"policy"`
	Taxonomy     string         `json:"taxonomy"`
	AsOf         profiles.Month `json:"asOf"`
	Lambda       int            `json:"lambda"`
	Notices      []string       `json:"notices,omitempty"`
	Told         Told           `json:"told"`
}

// Asked is one requirement with how the pool stands to it.
type Asked struct {
	Index       int    `json:"index"` // in the role's requirements
	Category    string `json:"category"`
	Requirement string `json:"requirement"`
	Necessity   string `json:"necessity"`
	Gate        bool   `json:"gate,omitempty"`
	Weight      int32  `json:"weight"`
	Pass        int    `json:"pass"`   // worth 70 % or more
	Met         int    `json:"met"`    // worth 100 %
	NoData      int    `json:"noData"` // worth nothing because the record says nothing of its kind
	Share       int    `json:"share"`  // Pass in hundredths of a per cent of the pool, rounded down
	Alone       int    `json:"alone"`  // of a must-have: who pass all other must-haves and not this one
}

// The ways in which a requirement can give.
const (
	AdviceDrop   = "drop"
	AdviceSoften = "soften" // one step of necessity down, and no longer a condition
	AdviceLower  = "lower"  // one level, step or year down
)

// Advice is a change of one requirement with what it does.
type Advice struct {
	Do          string `json:"do"`    // drop, soften or lower
	Index       int    `json:"index"` // in the role's requirements
	Requirement string `json:"requirement"`
	To          string `json:"to,omitempty"` // what it would be
	Above       int    `json:"above"`        // who reach the threshold then
	Adds        int    `json:"adds"`         // against now; may be negative
	Pool        int    `json:"pool"`         // who are not vetoed then
}

// Finding is something about the requirements themselves.
type Finding struct {
	Kind string `json:"kind"` // duplicate, implied, contradiction, unknown, unmeetable or rare
	Says string `json:"says"`
	Of   []int  `json:"of,omitempty"` // the requirements that it is about, by their index
}

// DegreeCost is what the degree requirement would cost as a filter: of the Top best by skills alone, how many have no such degree.
type DegreeCost struct {
	Degree   string   `json:"degree"`
	Top      int      `json:"top"` // 50, or how many there are
	Removes  int      `json:"removes"`
	Unknown  int      `json:"unknown"`  // of those removed, whose record says nothing of education
	Replaces int      `json:"replaces"` // of those removed, whose experience counts for 70 % or more in its place
	IDs      []string `json:"ids"`      // of those removed, the best first
}
