package profiles

// Ref is a thing of the taxonomy as somebody wrote it. Concept, when the source names one, wins over Name.
type Ref struct {
	Name    string `json:"name,omitempty" cbor:"1,keyasint,omitempty"`
	Concept string `json:"concept,omitempty" cbor:"2,keyasint,omitempty"` // id of the taxonomy, as skill/pytorch
}

// Position is where in its source a fact was found: the path of the field and, in a text, the bytes [Start, End).
type Position struct {
	Path  string `json:"path,omitempty" cbor:"1,keyasint,omitempty"`
	Start int    `json:"start,omitempty" cbor:"2,keyasint,omitempty"`
	End   int    `json:"end,omitempty" cbor:"3,keyasint,omitempty"`
}

// Candidate is what is known of someone who looks for work. Lists that are empty are unknown, lists that are not are closed.
type Candidate struct {
	ID           string        `json:"id" cbor:"1,keyasint,omitempty"`
	Headline     string        `json:"headline,omitempty" cbor:"2,keyasint,omitempty"`
	Summary      string        `json:"summary,omitempty" cbor:"3,keyasint,omitempty"`
	Text         string        `json:"text,omitempty" cbor:"4,keyasint,omitempty"` // running text outside of entries
	Skills       []Skill       `json:"skills,omitempty" cbor:"5,keyasint,omitempty"`
	Jobs         []Job         `json:"jobs,omitempty" cbor:"6,keyasint,omitempty"`
	Evidence     []Evidence    `json:"evidence,omitempty" cbor:"7,keyasint,omitempty"`
	Certificates []Certificate `json:"certificates,omitempty" cbor:"8,keyasint,omitempty"`
	Education    []Education   `json:"education,omitempty" cbor:"9,keyasint,omitempty"`
	Languages    []Language    `json:"languages,omitempty" cbor:"10,keyasint,omitempty"`
	Industries   []Ref         `json:"industries,omitempty" cbor:"11,keyasint,omitempty"` // beside those of the jobs
	Place        *Place        `json:"place,omitempty" cbor:"12,keyasint,omitempty"`
	Preferences  *Preferences  `json:"preferences,omitempty" cbor:"13,keyasint,omitempty"`
	Visibility   Visibility    `json:"visibility,omitzero" cbor:"14,keyasint,omitempty"`
	Flags        []Flag        `json:"flags,omitempty" cbor:"15,keyasint,omitempty"`
	Source       *Source       `json:"source,omitempty" cbor:"16,keyasint,omitempty"`
	// SharedWith are the organisations beside the own that may find the candidate: those of the consents that are in force when the
	// record is read. It is no part of the record, and nobody's to write.
	SharedWith []string `json:"-" cbor:"-"`
}

// Skill is a skill that somebody lists. Level 1 novice, 2 basic, 3 working, 4 advanced, 5 expert; 0 not stated.
type Skill struct {
	Ref      `cbor:"1,keyasint,omitempty"`
	Level    uint8     `json:"level,omitempty" cbor:"2,keyasint,omitempty"`
	Months   int       `json:"months,omitempty" cbor:"3,keyasint,omitempty"` // claimed months of use, 0–600
	LastUsed Month     `json:"lastUsed,omitzero" cbor:"4,keyasint,omitempty"`
	At       *Position `json:"at,omitempty" cbor:"5,keyasint,omitempty"`
}

// Job is an entry of work. It is dated when Start is stated and either End is or Current is set; both ends count.
type Job struct {
	Title       Ref       `json:"title,omitzero" cbor:"1,keyasint,omitempty"`
	Employer    string    `json:"employer,omitempty" cbor:"2,keyasint,omitempty"`
	Industry    Ref       `json:"industry,omitzero" cbor:"3,keyasint,omitempty"`
	Start       Month     `json:"start,omitzero" cbor:"4,keyasint,omitempty"`
	End         Month     `json:"end,omitzero" cbor:"5,keyasint,omitempty"`
	Current     bool      `json:"current,omitempty" cbor:"6,keyasint,omitempty"`
	Description string    `json:"description,omitempty" cbor:"7,keyasint,omitempty"`
	Skills      []Ref     `json:"skills,omitempty" cbor:"8,keyasint,omitempty"`
	Place       *Place    `json:"place,omitempty" cbor:"9,keyasint,omitempty"`
	At          *Position `json:"at,omitempty" cbor:"10,keyasint,omitempty"`
}

// Evidence is a piece of work that others can look at. It is dated like a job; one date only is Start = End.
type Evidence struct {
	Kind        EvidenceKind `json:"kind" cbor:"1,keyasint,omitempty"`
	Name        string       `json:"name,omitempty" cbor:"2,keyasint,omitempty"`
	Start       Month        `json:"start,omitzero" cbor:"3,keyasint,omitempty"`
	End         Month        `json:"end,omitzero" cbor:"4,keyasint,omitempty"`
	Current     bool         `json:"current,omitempty" cbor:"5,keyasint,omitempty"`
	Description string       `json:"description,omitempty" cbor:"6,keyasint,omitempty"`
	Skills      []Ref        `json:"skills,omitempty" cbor:"7,keyasint,omitempty"`
	URL         string       `json:"url,omitempty" cbor:"8,keyasint,omitempty"`
	At          *Position    `json:"at,omitempty" cbor:"9,keyasint,omitempty"`
}

// Certificate is a certificate that somebody holds. Without Expires, the issuer's validity counts from Issued.
type Certificate struct {
	Ref     `cbor:"1,keyasint,omitempty"`
	Issuer  string    `json:"issuer,omitempty" cbor:"2,keyasint,omitempty"`
	Issued  Month     `json:"issued,omitzero" cbor:"3,keyasint,omitempty"`
	Expires Month     `json:"expires,omitzero" cbor:"4,keyasint,omitempty"` // the last month in which it is valid
	At      *Position `json:"at,omitempty" cbor:"5,keyasint,omitempty"`
}

// Education is a course of study. Level, when stated, wins over what Degree resolves to. An End later than now is planned.
type Education struct {
	Degree      Ref       `json:"degree,omitzero" cbor:"1,keyasint,omitempty"`
	Level       ISCED     `json:"level,omitzero" cbor:"2,keyasint,omitempty"`
	Field       string    `json:"field,omitempty" cbor:"3,keyasint,omitempty"`
	Institution string    `json:"institution,omitempty" cbor:"4,keyasint,omitempty"`
	Start       Month     `json:"start,omitzero" cbor:"5,keyasint,omitempty"`
	End         Month     `json:"end,omitzero" cbor:"6,keyasint,omitempty"`
	Description string    `json:"description,omitempty" cbor:"7,keyasint,omitempty"`
	At          *Position `json:"at,omitempty" cbor:"8,keyasint,omitempty"`
}

// Language is a language that somebody speaks. Native is C2.
type Language struct {
	Ref   `cbor:"1,keyasint,omitempty"`
	Level CEFR      `json:"level,omitzero" cbor:"2,keyasint,omitempty"`
	At    *Position `json:"at,omitempty" cbor:"3,keyasint,omitempty"`
}

// Place is a city. Geo is its number in the gazetteer, set at intake where City and Country name one; 0 is unknown.
type Place struct {
	City    string `json:"city,omitempty" cbor:"1,keyasint,omitempty"`
	Region  string `json:"region,omitempty" cbor:"2,keyasint,omitempty"`
	Country string `json:"country,omitempty" cbor:"3,keyasint,omitempty"` // ISO 3166-1 alpha-2, upper case
	Geo     uint32 `json:"geo,omitempty" cbor:"4,keyasint,omitempty"`
}

// Source is where a record came from. File is a base name without its folder.
type Source struct {
	File   string `json:"file,omitempty" cbor:"1,keyasint,omitempty"`
	Index  int    `json:"index,omitempty" cbor:"2,keyasint,omitempty"` // of the record in the file, from 0
	Format string `json:"format,omitempty" cbor:"3,keyasint,omitempty"`
}

// Money is an amount in hundredths of a unit of a currency, for a period.
type Money struct {
	Cents    int64  `json:"cents" cbor:"1,keyasint,omitempty"`
	Currency string `json:"currency" cbor:"2,keyasint,omitempty"` // ISO 4217
	Period   Period `json:"period" cbor:"3,keyasint,omitempty"`
}

// Preferences are what a candidate wants from a role. A nil part is not stated. Only makes a part a gate.
type Preferences struct {
	Pay        *PayWish        `json:"pay,omitempty" cbor:"1,keyasint,omitempty"`
	Place      *PlaceWish      `json:"place,omitempty" cbor:"2,keyasint,omitempty"`
	Skills     *RefWish        `json:"skills,omitempty" cbor:"3,keyasint,omitempty"`
	Seniority  *SeniorityWish  `json:"seniority,omitempty" cbor:"4,keyasint,omitempty"`
	Engagement *EngagementWish `json:"engagement,omitempty" cbor:"5,keyasint,omitempty"`
	Values     *RefWish        `json:"values,omitempty" cbor:"6,keyasint,omitempty"` // values and benefits
	Interview  *InterviewWish  `json:"interview,omitempty" cbor:"7,keyasint,omitempty"`
}

// PayWish is the least gross base pay that somebody wants.
type PayWish struct {
	Min  Money `json:"min" cbor:"1,keyasint,omitempty"`
	Only bool  `json:"only,omitempty" cbor:"2,keyasint,omitempty"`
}

// PlaceWish is where and how somebody wants to work. No modes: any; no places: the candidate's own.
type PlaceWish struct {
	Modes    []Mode  `json:"modes,omitempty" cbor:"1,keyasint,omitempty"`
	Places   []Place `json:"places,omitempty" cbor:"2,keyasint,omitempty"`   // at most 8
	WithinKM int     `json:"withinKm,omitempty" cbor:"3,keyasint,omitempty"` // 1–1000; 0: the default of 50
	Relocate bool    `json:"relocate,omitempty" cbor:"4,keyasint,omitempty"`
	Only     bool    `json:"only,omitempty" cbor:"5,keyasint,omitempty"`
}

// RefWish is a list of concepts that somebody wants: skills to work with, or values and benefits.
type RefWish struct {
	Want []Ref `json:"want" cbor:"1,keyasint,omitempty"` // 1–32
	Only bool  `json:"only,omitempty" cbor:"2,keyasint,omitempty"`
}

// SeniorityWish is the lowest step of the ladder that somebody wants.
type SeniorityWish struct {
	Min  Seniority `json:"min" cbor:"1,keyasint,omitempty"`
	Only bool      `json:"only,omitempty" cbor:"2,keyasint,omitempty"`
}

// EngagementWish lists the forms of engagement that somebody accepts.
type EngagementWish struct {
	Accept []Engagement `json:"accept" cbor:"1,keyasint,omitempty"`
	Only   bool         `json:"only,omitempty" cbor:"2,keyasint,omitempty"`
}

// InterviewWish lists the formats of interviews that somebody accepts.
type InterviewWish struct {
	Accept []Interview `json:"accept" cbor:"1,keyasint,omitempty"`
	Only   bool        `json:"only,omitempty" cbor:"2,keyasint,omitempty"`
}

// Role is a job on offer, with its employer.
type Role struct {
	ID           string        `json:"id" cbor:"1,keyasint,omitempty"`
	Title        Ref           `json:"title,omitzero" cbor:"2,keyasint,omitempty"`
	Seniority    Seniority     `json:"seniority,omitzero" cbor:"3,keyasint,omitempty"`
	Employer     Employer      `json:"employer,omitzero" cbor:"4,keyasint,omitempty"`
	Description  string        `json:"description,omitempty" cbor:"5,keyasint,omitempty"`
	Requirements []Requirement `json:"requirements,omitempty" cbor:"6,keyasint,omitempty"`
	Place        *Place        `json:"place,omitempty" cbor:"7,keyasint,omitempty"`
	Modes        []Mode        `json:"modes,omitempty" cbor:"8,keyasint,omitempty"`
	// RemoteCountries are the only countries from which the remote mode is allowed; empty: any.
	RemoteCountries []string `json:"remoteCountries,omitempty" cbor:"9,keyasint,omitempty"`
	// ApplicantCountries are the only countries that applicants may live in: a gate; empty: any.
	ApplicantCountries []string     `json:"applicantCountries,omitempty" cbor:"10,keyasint,omitempty"`
	Pay                *Pay         `json:"pay,omitempty" cbor:"11,keyasint,omitempty"`
	Engagements        []Engagement `json:"engagements,omitempty" cbor:"12,keyasint,omitempty"`
	Values             []Ref        `json:"values,omitempty" cbor:"13,keyasint,omitempty"` // values and benefits
	Interviews         []Interview  `json:"interviews,omitempty" cbor:"14,keyasint,omitempty"`
	// ExperienceInPlaceOfEducation allows (true) or refuses (false) months of work for a degree; nil leaves it to the policy.
	ExperienceInPlaceOfEducation *bool      `json:"experienceInPlaceOfEducation,omitempty" cbor:"15,keyasint,omitempty"`
	Posted                       Month      `json:"posted,omitzero" cbor:"16,keyasint,omitempty"`
	ValidThrough                 Month      `json:"validThrough,omitzero" cbor:"17,keyasint,omitempty"`
	Visibility                   Visibility `json:"visibility,omitzero" cbor:"18,keyasint,omitempty"`
	Flags                        []Flag     `json:"flags,omitempty" cbor:"19,keyasint,omitempty"`
	Source                       *Source    `json:"source,omitempty" cbor:"20,keyasint,omitempty"`
}

// Employer is who offers a role: public, searchable, never scored.
type Employer struct {
	Name     string `json:"name,omitempty" cbor:"1,keyasint,omitempty"`
	Industry Ref    `json:"industry,omitzero" cbor:"2,keyasint,omitempty"`
	Size     string `json:"size,omitempty" cbor:"3,keyasint,omitempty"` // S, M or L
}

// Pay is the yearly, monthly, … gross base pay of a role. What comes beside it is kept as text and never compared.
type Pay struct {
	Min      int64  `json:"minCents,omitempty" cbor:"1,keyasint,omitempty"`
	Max      int64  `json:"maxCents,omitempty" cbor:"2,keyasint,omitempty"` // 0: Min is all that is stated
	Currency string `json:"currency" cbor:"3,keyasint,omitempty"`
	Period   Period `json:"period" cbor:"4,keyasint,omitempty"`
	Beside   string `json:"beside,omitempty" cbor:"5,keyasint,omitempty"` // bonus, equity, allowances, tax-free
}

// Requirement is one thing that a role asks for. Which of the level fields counts follows from its kind; 0 asks for none.
type Requirement struct {
	Kind      RequirementKind `json:"kind" cbor:"1,keyasint,omitempty"`
	Ref       `cbor:"2,keyasint,omitempty"`
	AnyOf     []Ref          `json:"anyOf,omitempty" cbor:"3,keyasint,omitempty"` // each as good as the first; at most 16
	Necessity Necessity      `json:"necessity" cbor:"4,keyasint,omitempty"`
	Level     uint8          `json:"level,omitempty" cbor:"5,keyasint,omitempty"`     // skill: 1–5
	Months    int            `json:"months,omitempty" cbor:"6,keyasint,omitempty"`    // skill, experience: 0–600
	Seniority Seniority      `json:"seniority,omitzero" cbor:"7,keyasint,omitempty"`  // title
	CEFR      CEFR           `json:"cefr,omitzero" cbor:"8,keyasint,omitempty"`       // language
	ISCED     ISCED          `json:"isced,omitzero" cbor:"9,keyasint,omitempty"`      // degree
	Evidence  []EvidenceKind `json:"evidence,omitempty" cbor:"10,keyasint,omitempty"` // evidence: the kinds that count; empty: any
	Gate      bool           `json:"gate,omitempty" cbor:"11,keyasint,omitempty"`
	At        *Position      `json:"at,omitempty" cbor:"12,keyasint,omitempty"`
}

// Asked is the minimum level of a requirement in the unit of its kind; 0 is none.
func (r *Requirement) Asked() uint8 {
	switch r.Kind {
	case ReqSkill:
		return r.Level
	case ReqTitle:
		return uint8(r.Seniority)
	case ReqLanguage:
		return uint8(r.CEFR)
	case ReqDegree:
		return uint8(r.ISCED)
	case ReqCertification, ReqExperience, ReqEvidence, ReqIndustry:
	}
	return 0
}

// RecordKind implements [Record].
func (*Candidate) RecordKind() Kind { return KindCandidate }

// RecordID implements [Record].
func (c *Candidate) RecordID() string { return c.ID }

// RecordKind implements [Record].
func (*Role) RecordKind() Kind { return KindRole }

// RecordID implements [Record].
func (r *Role) RecordID() string { return r.ID }
