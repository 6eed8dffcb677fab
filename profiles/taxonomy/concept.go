package taxonomy

import "tenon/profiles"

// Kind is a kind of concept. Concepts of different kinds are never similar.
type Kind uint8

// The kinds, in the order in which concepts are numbered.
const (
	Skill Kind = iota + 1
	Certification
	Title
	Family
	Degree
	Language
	Industry
	Value
)

const kinds = int(Value)

// kindPrefixes are the first parts of ids, by kind.
var kindPrefixes = [kinds + 1]string{"", "skill", "cert", "title", "family", "degree", "language", "industry", "value"}

// String is the prefix of the ids of the kind, as "skill".
func (k Kind) String() string {
	if int(k) > kinds {
		return ""
	}
	return kindPrefixes[k]
}

// No is the dense number of a concept in one version of the taxonomy: 1 to Len, sorted by (Kind, ID), so that within a kind
// the smaller id has the smaller number. 0 is no concept. A number means nothing in another version.
type No uint16

// Group is a bit set of skill groups, which policies may weigh differently.
type Group uint8

// The groups of skills that market.md found to differentiate.
const (
	GenAI Group = 1 << iota
	MLOps
	ResponsibleAI
)

// Names are the names of the groups of a set, in order.
func (g Group) Names() []string {
	var out []string
	for i, name := range groupNames {
		if g>>i&1 == 1 {
			out = append(out, name)
		}
	}
	return out
}

// Concept is one thing of the taxonomy. Fields that do not concern its kind are zero. Do not modify.
type Concept struct {
	No        No
	ID        string
	Kind      Kind
	Label     string
	Aliases   []string // as people write them, without the label
	Open      bool     // of the open part: ESCO, O*NET and others; its aliases are not here, see Taxonomy.Names
	Groups    Group
	Type      string             // skills: tool, method, language, platform or practice
	Family    No                 // titles: their role family
	Seniority profiles.Seniority // titles that imply a step by themselves ("CTO"), else 0
	ISCED     profiles.ISCED     // degrees
	Parent    No                 // industries: the parent industry, else 0
	Skills    []No               // titles: what people of the title usually know, as ESCO says
	Cert      *Cert              // certifications
}

// Cert is what is known of a certification beside its names.
type Cert struct {
	Issuer      string
	ValidMonths int   // 0: does not expire
	Level       uint8 // of skill that it proves, 1 to 5
	Skills      []No  // that it proves, ascending
}

// Edge says how far one concept stands for another, and who says so.
type Edge struct {
	Kind   string `json:"kind"` // same, narrower, related or broader
	From   string `json:"from"` // id of what the candidate has
	To     string `json:"to"`   // id of what is asked
	Sim    uint8  `json:"sim"`  // per cent
	Source string `json:"source"`
}

// Near is a concept that stands for another at Sim per cent.
type Near struct {
	No  No
	Sim uint8
}

// Span is a concept named by the bytes [Start, End) of a text.
type Span struct {
	No         No
	Start, End int
}
