package facts

import (
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// Candidate is what scoring sees of a candidate.
type Candidate struct {
	Skills     []Skill
	Certs      []Cert
	Titles     []Title
	Families   []Family
	Languages  []Language
	Industries []taxonomy.No
	Months     uint16         // of all dated jobs, the length of their union
	Unresolved uint16         // of the dated jobs whose title does not resolve; part of every family's months
	Degree     profiles.ISCED // highest finished; 0 unknown
	Evidence   uint8          // bit k-1 for each profiles.EvidenceKind k that is not a project
	Known      Kinds          // the kinds of requirements on which the record has data
	Unsure     Kinds          // the kinds, known or not, in which something unstated could change a value
	Open       Kinds          // under [Best]: the kinds of which something unstated could make anything
	Geo        uint32         // city of the gazetteer, 0 unknown
	Country    Country
	Public     bool
	Shared     []string `json:",omitempty"` // organisations beside the own that see the candidate, sorted
	Wish       Wish
}

// Kinds is a set of requirement kinds.
type Kinds uint16

// everyKind are all of them.
const everyKind = 1<<(profiles.ReqDegree+1) - 1<<profiles.ReqSkill

// Has says whether k is in the set.
func (s Kinds) Has(k profiles.RequirementKind) bool { return s>>k&1 == 1 }

// With returns the set with k.
func (s Kinds) With(k profiles.RequirementKind) Kinds { return s | 1<<k }

// Skill is a skill with its strength, 1–15.
type Skill struct {
	No       taxonomy.No
	Strength uint8
}

// Cert is a certificate of the taxonomy. One that is held twice is valid when one of the two is. Assumed: no date says so.
type Cert struct {
	No      taxonomy.No
	Valid   bool
	Assumed bool
}

// Title is a job title of the last ten years with its step and the recency, in thousandths, of its latest use.
type Title struct {
	No      taxonomy.No
	Step    profiles.Seniority
	Recency uint16
}

// Family is the length of the union of dated jobs that count as experience in a title family: those whose own family is at
// least 50 % similar, and those whose title does not resolve.
type Family struct {
	No     taxonomy.No
	Months uint16
}

// Language is a language with its level, B1 where none is stated (Assumed).
type Language struct {
	No      taxonomy.No
	Level   profiles.CEFR
	Assumed bool
}

// Country is an ISO 3166 code packed into two bytes, 0 unknown.
type Country uint16

// CountryOf packs a code of two letters.
func CountryOf(iso string) Country {
	if len(iso) != 2 {
		return 0
	}
	return Country(iso[0])<<8 | Country(iso[1])
}

func (c Country) String() string {
	if c == 0 {
		return ""
	}
	return string([]byte{byte(c >> 8), byte(c)})
}

// MonthsIn is the experience in a title family; family 0 is all of it.
func (c *Candidate) MonthsIn(family taxonomy.No) uint16 {
	if family == 0 {
		return c.Months
	}
	for _, f := range c.Families {
		if f.No == family {
			return f.Months
		}
	}
	return c.Unresolved
}

// Preference numbers the wishes of a candidate in their canonical order.
type Preference uint8

// The wishes of scoring.md, "Reverse".
const (
	PrefPay Preference = iota
	PrefPlace
	PrefSkills
	PrefSeniority
	PrefEngagement
	PrefValues
	PrefInterview
	Preferences
)

var preferenceWords = [Preferences]string{"pay", "place", "skills", "seniority", "engagement", "values", "interview"}

func (p Preference) String() string { return preferenceWords[p] }

// Wish is what a candidate wants. Bit p of Stated and of Only belongs to Preference p; a wish of which no part resolves is
// not stated. It is small, because there is one for most candidates; what few of them have is apart.
type Wish struct {
	Stated, Only uint8
	Modes        uint8 // bit profiles.Mode-1; all three when none is named
	Relocate     bool
	NoRate       bool // the wish for pay has a currency without a rate
	Seniority    profiles.Seniority
	Engagements  uint8
	Interviews   uint8
	KM           uint16
	City         uint32 // wished, 0 none; the candidate's own when none is named
	PayUSD       int64  // whole US dollars a year
	Lists        *WishLists
}

// WishLists are the parts of a wish that few have. It is shared; do not modify.
type WishLists struct {
	Cities    []uint32 // more cities wished
	Concepts  []taxonomy.No
	NumSkills uint8 // of the concepts; the others are values
}

// Skills are those wanted, in order.
func (l *WishLists) Skills() []taxonomy.No { return l.Concepts[:l.NumSkills] }

// Values are the values and benefits wanted, in order.
func (l *WishLists) Values() []taxonomy.No { return l.Concepts[l.NumSkills:] }

var noLists WishLists

// More are the lists of the wish, which may all be empty.
func (w *Wish) More() *WishLists {
	if w.Lists == nil {
		return &noLists
	}
	return w.Lists
}

// Wants says whether a preference is stated.
func (w *Wish) Wants(p Preference) bool { return w.Stated>>p&1 == 1 }

// Role is what scoring sees of a role.
type Role struct {
	Requirements []Requirement // canonical order, no duplicates
	Title        taxonomy.No
	Family       taxonomy.No
	Step         profiles.Seniority
	Skills       []taxonomy.No // every skill that a requirement names
	Values       []taxonomy.No
	Industry     taxonomy.No // of the employer; 0 unknown
	Geo          uint32
	Country      Country
	Modes        uint8
	RemoteIn     []Country // sorted; empty: anywhere
	Applicants   []Country // sorted; a gate when not empty
	Engagements  uint8
	Interviews   uint8
	PaySet       bool  // pay is stated
	NoRate       bool  // in a currency without a rate
	PayUSD       int64 // its upper end, whole US dollars a year
	Substitution Substitution
	Public       bool
	Posted       profiles.Month
	Until        profiles.Month
	Unmapped     []int // indices of the record's requirements that name nothing of the taxonomy
	Duplicates   []int // indices of those that a larger one of the same kind and concepts replaces
}

// Substitution says whether experience may stand for a degree.
type Substitution uint8

// The rule of a role: the policy decides, or the role itself.
const (
	SubstitutionByPolicy Substitution = iota
	SubstitutionRefused
	SubstitutionAllowed
)

// Requirement is a requirement with its concepts resolved. Asked is in the unit of the kind: skill level, seniority step, CEFR
// or ISCED level, or for evidence the bit set of the kinds that count.
type Requirement struct {
	Kind      profiles.RequirementKind
	No        taxonomy.No   // 0 where the kind needs none; for experience the title family
	AnyOf     []taxonomy.No // sorted, without No
	Necessity profiles.Necessity
	Asked     uint8
	Months    uint16
	Gate      bool
	Index     int // in the record's requirements
}

// Each calls f for No and all of AnyOf.
func (r *Requirement) Each(f func(taxonomy.No)) {
	f(r.No)
	for _, n := range r.AnyOf {
		f(n)
	}
}
