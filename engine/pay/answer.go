package pay

import (
	"tenon/engine"
	"tenon/profiles"
)

// Question asks what is paid. One of Role, Candidate, RoleRecord, CandidateRecord and Title is set; the facts below win over those of
// a record.
type Question struct {
	Org             string              `json:"-"`
	Roles           engine.Scope        `json:"-"`                   // which roles may be asked about and named as evidence
	Role            string              `json:"role,omitempty"`      // id of a stored role
	Candidate       string              `json:"candidate,omitempty"` // id of a stored candidate
	RoleOrg         *string             `json:"roleOrg,omitempty"`   // whose role it is; nil: one's own
	CandidateOrg    *string             `json:"candidateOrg,omitempty"`
	RoleRecord      *profiles.Role      `json:"-"`
	CandidateRecord *profiles.Candidate `json:"-"`
	Title           string              `json:"title,omitempty"`
	Level           profiles.Seniority  `json:"level,omitempty"`
	Place           string              `json:"place,omitempty"` // a city, or a country
	Mode            profiles.Mode       `json:"mode,omitempty"`
	Size            string              `json:"size,omitempty"`     // of the employer: S, M or L
	Currency        string              `json:"currency,omitempty"` // of the answer; "": the record's, else that of the country, else USD
	Period          profiles.Period     `json:"period,omitempty"`   // of the answer; 0: a year
}

// Estimate is what is paid, with what it rests on. Amounts are gross base pay in hundredths of Currency for Period.
type Estimate struct {
	Role      string          `json:"role,omitempty"`
	Candidate string          `json:"candidate,omitempty"`
	Of        Facts           `json:"of"`
	Currency  string          `json:"currency"`
	Period    profiles.Period `json:"period"`
	Base      Range           `json:"base"`
	Total     *Total          `json:"total,omitempty"`  // absent: nobody states what comes beside base pay
	Stated    *Stated         `json:"stated,omitempty"` // what the record itself says
	Evidence  Evidence        `json:"evidence"`
	Notices   []string        `json:"notices,omitempty"`
	Told      engine.Told     `json:"told"`
	Seq       profiles.Seq    `json:"seq"`
	AsOf      profiles.Month  `json:"asOf"`
	Taxonomy  string          `json:"taxonomy"`
	Rates     string          `json:"rates"`
}

// Facts are what the estimate is made from; what is absent is not known, and the estimate is one without it.
type Facts struct {
	Title    string             `json:"title,omitempty"`
	TitleID  string             `json:"titleId,omitempty"`
	Family   string             `json:"family,omitempty"`
	FamilyID string             `json:"familyId,omitempty"`
	Level    profiles.Seniority `json:"level,omitempty"`
	Country  string             `json:"country,omitempty"` // ISO 3166
	City     string             `json:"city,omitempty"`
	Mode     profiles.Mode      `json:"mode,omitempty"`
	Size     string             `json:"size,omitempty"`
	Contract bool               `json:"contract,omitempty"`
	Assumed  []string           `json:"assumed,omitempty"` // which of them are read from something else, and from what
}

// Range is a median with the ranges in which half, and four of five, lie.
type Range struct {
	Low80  int64 `json:"low80Cents"`
	Low50  int64 `json:"low50Cents"`
	Median int64 `json:"medianCents"`
	High50 int64 `json:"high50Cents"`
	High80 int64 `json:"high80Cents"`
}

// Total is base pay with the bonus that is stated. From says by whom: "role", or "comparable roles", Roles of them.
type Total struct {
	Range
	From      string `json:"from"`
	Roles     int    `json:"roles,omitempty"`
	BonusLow  int    `json:"bonusLow"`  // per mille of base pay
	BonusHigh int    `json:"bonusHigh"` // per mille of base pay
}

// Stated is the pay that a record states: of a candidate the least that is wanted.
type Stated struct {
	Min        int64  `json:"minCents"`
	Max        int64  `json:"maxCents"`
	Beside     string `json:"beside,omitempty"`
	Percentile int    `json:"percentile"` // of its middle within the estimate, 0 to 100
}

// Evidence is what the estimate rests on.
type Evidence struct {
	Records int `json:"records"` // comparable ones
	Survey  int `json:"survey"`  // of those, of the shipped survey
	Own     int `json:"own"`     // of those, stored roles
	// Steps are the steps of widening from the narrowest on. The comparable records are those of the first with [LeastComparable].
	Steps []Step `json:"steps"`
	// Paid is what the comparable records are paid as they are, without the fit; absent where there are none.
	Paid   *Range       `json:"paid,omitempty"`
	Roles  []Comparable `json:"roles,omitempty"` // stored roles among them that are there for who asks, the likest first
	All    int          `json:"all"`             // records that are fitted
	AllOwn int          `json:"allOwn"`          // of those, stored roles
	Source string       `json:"source"`          // of the survey
}

// Step is one step of widening.
type Step struct {
	Same    string `json:"same"` // what the records have in common, as "title, level, country"
	What    string `json:"what"` // the same in words, as "MLOps engineer, senior, Germany"
	Records int    `json:"records"`
	Used    bool   `json:"used,omitempty"` // the comparable records are those of this step
}

// Comparable is a stored role that is comparable, in the answer's currency and period.
type Comparable struct {
	ID    string  `json:"id"`
	Org   *string `json:"org,omitempty"` // whose role it is, where it is another organisation's
	Title string  `json:"title,omitempty"`
	Place string  `json:"place,omitempty"`
	Min   int64   `json:"minCents"`
	Max   int64   `json:"maxCents"`
}
