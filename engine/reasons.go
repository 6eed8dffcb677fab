package engine

import (
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// Reasons are what an explanation says of a pair beside its score.
type Reasons struct {
	// Rank is the candidate's among all candidates for the role, RoleRank the role's among all roles for the candidate. Both are
	// exact, over all records that no gate vetoes, and missing where a gate vetoes the pair or there is no store.
	Rank     *Place     `json:"rank,omitempty"`
	RoleRank *Place     `json:"roleRank,omitempty"`
	Tree     []Branch   `json:"tree"`
	Missing  []Lift     `json:"missing"` // the largest first
	NoData   []Question `json:"noData"`
	Told     Told       `json:"told"`
}

// Place is a rank, from 1, among so many.
type Place struct {
	Rank int `json:"rank"`
	Of   int `json:"of"`
}

// Branch is a category of the tree. Its weight and points are the sums of its lines'.
type Branch struct {
	Side     string `json:"side"`
	Category string `json:"category"`
	Weight   int32  `json:"weight"`
	Points   int32  `json:"points"`
	Lines    []int  `json:"lines"` // indices into contributions
}

// Lift says what it would add if one line of the score were met. The pair is scored anew with it: by the candidate's facts of a
// forward line (a certificate brings the skills that it proves), by the role's offer of a reverse one.
type Lift struct {
	Line        int    `json:"line"` // index into contributions
	Side        string `json:"side"`
	Category    string `json:"category"`
	Requirement string `json:"requirement"`
	State       string `json:"state"`
	Points      int32  `json:"points"` // of this line
	Adds        Triple `json:"adds"`   // to the scores, with all lines that rise as well
	After       Triple `json:"after"`
	Also        []int  `json:"also,omitempty"` // the other lines that rise
	// Rank is the new one: of the candidate for the role (forward), or of the role for the candidate (reverse). RankBefore is the
	// present one. Missing where a gate vetoes.
	Rank       *Place   `json:"rank,omitempty"`
	RankBefore *Place   `json:"rankBefore,omitempty"`
	Nearest    *Nearest `json:"nearest,omitempty"` // of a skill: what the candidate has that comes closest
	Proofs     []Proof  `json:"proofs,omitempty"`  // of a skill: certificates that would prove it
}

// Nearest is the skill of a candidate that is nearest to another, by edges of the taxonomy. Sim is the product of the steps', per
// cent; one step counts in scores, more only say how far it is.
type Nearest struct {
	Have     string          `json:"have"`
	Strength uint8           `json:"strength"` // 1–15
	Sim      uint8           `json:"sim"`
	Steps    []taxonomy.Edge `json:"steps"` // from what the candidate has; none where it is the skill itself
}

// Proof is a certificate that proves a skill.
type Proof struct {
	Certificate string `json:"certificate"`
	Concept     string `json:"concept"`
	Issuer      string `json:"issuer,omitempty"`
	Level       uint8  `json:"level"`                 // of the skill that it proves, 1–5
	ValidMonths int    `json:"validMonths,omitempty"` // 0: it does not expire
}

// Question is what to ask where a line has no data, or takes something for granted.
type Question struct {
	Line        int    `json:"line"` // index into contributions
	To          string `json:"to"`   // whom: candidate or employer
	Requirement string `json:"requirement"`
	Question    string `json:"question"`
	Assumed     bool   `json:"assumed,omitempty"` // there is data, but not all of it
	Points      int32  `json:"points"`            // the most that an answer can add to the line, of 10000
}

// Source is where in the record, and in the file that it came from, something stands.
type Source struct {
	Path   string             `json:"path"` // of the field, as jobs[0].description
	Start  int                `json:"start,omitempty"`
	End    int                `json:"end,omitempty"`    // bytes of the field
	Words  string             `json:"words,omitempty"`  // what stands there
	File   string             `json:"file,omitempty"`   // that the record was read from
	InFile *profiles.Position `json:"inFile,omitempty"` // where in that file
}
