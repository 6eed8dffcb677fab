package engine

import (
	"tenon/engine/plan"
	"tenon/profiles"
)

// GapsRequest asks what a candidate should learn next.
type GapsRequest struct {
	Request          // of a candidate; Top is how many single skills are listed
	Threshold int32  // of overall, 0–1,000,000, that a role has to pass; 0: [DefaultThreshold]
	Level     uint8  // at which a skill counts as learned, 1–5; 0: [DefaultLearned]
	Skills    int    // how many skills are combined at most, 1–3; 0: 3
	Bars      *Bars  // of the kept lists; nil: the threshold alone
	Aim       string // AimThreshold or AimTop; "": the top where there are bars that fit
}

// The aims of learning: a score, or the kept list of the role.
const (
	AimThreshold = "threshold"
	AimTop       = "top"
)

// What a request gets that names none.
const (
	DefaultThreshold int32 = 700_000
	DefaultLearned   uint8 = 3
)

// Bars are what it takes to be among the best of each role, from kept lists.
type Bars struct {
	Top      int // of the list
	Policy   string
	Lambda   int
	Taxonomy string
	AsOf     profiles.Month
	Seq      profiles.Seq
	Of       map[profiles.Key]plan.Hit // by role: the last of its list; of a list that is not full there is none
}

// Gaps is the answer to a [GapsRequest], over all roles that are open to the candidate.
type Gaps struct {
	Candidate string       `json:"candidate"`
	Aim       string       `json:"aim"` // threshold or top
	Threshold int32        `json:"threshold"`
	Top       int          `json:"top,omitempty"`     // of the kept lists, where they are used
	BarsSeq   profiles.Seq `json:"barsSeq,omitempty"` // the state that the kept lists are of
	Level     uint8        `json:"level"`
	Strength  uint8        `json:"strength"` // at which a learned skill counts
	Roles     int          `json:"roles"`    // that are open and seen
	Vetoed    int          `json:"vetoed"`   // of those, that a gate closes; no advice leads there
	Closed    int          `json:"closed"`   // past their last day, beside Roles
	Reached   int          `json:"reached"`  // of Roles, how many fit already
	// Singles are single skills, the most roles first; exact. Sets has the best single one, and then, one by one, the skill that adds
	// most to those before it.
	Singles  []Gap          `json:"singles"`
	Sets     []GapSet       `json:"sets"`
	Seq      profiles.Seq   `json:"seq"`
	Policy   string         `json:"policy"`
	Taxonomy string         `json:"taxonomy"`
	AsOf     profiles.Month `json:"asOf"`
	Lambda   int            `json:"lambda"`
	Notices  []string       `json:"notices,omitempty"`
	Told     Told           `json:"told"`
}

// Gap is a skill to learn, or to learn better.
type Gap struct {
	Skill   string     `json:"skill"`
	Concept string     `json:"concept"`
	Has     uint8      `json:"has,omitempty"` // the strength that the candidate has in it, 1–15
	Lifts   int        `json:"lifts"`         // roles that come to fit
	Gain    int64      `json:"gain"`          // Σ of overall, 0–1,000,000 each, over all roles that are not reached yet
	Pay     PostedPay  `json:"pay"`           // of the roles lifted
	Nearest *Nearest   `json:"nearest,omitempty"`
	Proofs  []Proof    `json:"proofs"`
	Roles   []RoleLift `json:"roles"` // some of them, the best first
}

// GapSet is up to three skills together.
type GapSet struct {
	Skills []string   `json:"skills"`
	Lifts  int        `json:"lifts"`
	Pay    PostedPay  `json:"pay"`
	Roles  []RoleLift `json:"roles"`
}

// RoleLift is a role that comes to fit.
type RoleLift struct {
	ID    string `json:"id"`
	Title string `json:"title,omitempty"`
	Was   int32  `json:"was"` // overall
	Now   int32  `json:"now"`
}

// PostedPay is the pay that roles post, in the middle of its range, yearly and in US dollars by the rates in force. Nothing is guessed
// for roles that state none, or one in a currency without a rate: they are counted.
type PostedPay struct {
	MedianUSD int64 `json:"medianUsd,omitempty"` // missing where no role states a pay that can be compared
	Stated    int   `json:"stated"`              // roles with a pay that can be compared
	NoPay     int   `json:"noPay,omitempty"`
	NoRate    int   `json:"noRate,omitempty"` // in a currency without an exchange rate
}
