package market

import (
	"tenon/engine"
	"tenon/profiles"
)

// Least is how many roles a figure of pay has to rest on to be shown.
const Least = 5

// The tables that can be asked for: what roles are counted by, then pay, premiums of skills, and candidates per role.
const (
	Month      = "month"
	Family     = "family"
	Level      = "level"
	City       = "city"
	Country    = "country"
	Employer   = "employer"
	Skill      = "skill"
	Mode       = "mode"
	Industry   = "industry"
	Engagement = "engagement"
	Pay        = "pay"
	Premium    = "premium"
	Supply     = "supply"
)

// Tables lists all tables, in their order.
func Tables() []string {
	return []string{Month, Family, Level, City, Country, Employer, Skill, Mode, Industry, Engagement, Pay, Premium, Supply}
}

// The limits and defaults of a request.
const (
	DefaultMonths = 24
	MaxMonths     = 120
	DefaultTop    = 10
	MaxTop        = 10_000
)

// Request asks for a description of the market.
type Request struct {
	Org      string   `json:"-"`                  // its own roles and public ones are counted
	By       []string `json:"by,omitempty"`       // tables; none: all
	Where    string   `json:"where,omitempty"`    // in the grammar of --where, of roles
	Months   int      `json:"months,omitempty"`   // up to the month of the snapshot; 0: 24
	Top      int      `json:"top,omitempty"`      // rows of a table; 0: 10
	Currency string   `json:"currency,omitempty"` // of amounts; "": USD
	// AsOf is the last month that is counted; 0: that of the snapshot. Candidates are as of the snapshot whatever it is.
	AsOf profiles.Month `json:"asOf,omitzero"`
}

// Answer describes the market. A table that was not asked for is absent; one that has nothing to show has no rows.
type Answer struct {
	AsOf       profiles.Month `json:"asOf"`
	From       profiles.Month `json:"from"` // the first month that is counted
	Seq        profiles.Seq   `json:"seq"`
	Taxonomy   string         `json:"taxonomy"`
	Rates      string         `json:"rates"`
	Currency   string         `json:"currency"` // of all amounts: whole units, gross base pay a year
	Roles      Counts         `json:"roles"`
	Candidates int            `json:"candidates"`        // that are seen
	Notices    []string       `json:"notices,omitempty"` // what a reader should know first
	Told       engine.Told    `json:"told"`
	Months     []MonthRow     `json:"months,omitempty"` // the latest first
	Demand     []Demand       `json:"demand,omitempty"`
	Pay        *PayTable      `json:"pay,omitempty"`
	Premium    *PremiumTable  `json:"premium,omitempty"`
	Supply     *SupplyTable   `json:"supply,omitempty"`
}

// Counts says which roles are behind an answer, and why others are not.
type Counts struct {
	Counted  int            `json:"counted"`          // in all tables
	Undated  int            `json:"undated"`          // of those: without a month of posting, so in no month
	Older    int            `json:"older"`            // posted before the months asked for: left out
	Later    int            `json:"later"`            // posted after the month of the snapshot: left out
	Filtered int            `json:"filtered"`         // of which the filter is not true
	Paid     int            `json:"paid"`             // counted, with pay that is known in US dollars
	Unpaid   int            `json:"unpaid"`           // counted, pay not stated
	NoRate   map[string]int `json:"noRate,omitempty"` // counted, pay stated in a currency without a rate, by currency
}

// Growth compares two counts; Percent is absent where there is nothing to compare with.
type Growth struct {
	From    int  `json:"from"`
	To      int  `json:"to"`
	Percent *int `json:"percent,omitempty"` // whole, half away from zero
}

// MonthRow is the demand of a month. Current: it is not over.
type MonthRow struct {
	Month   profiles.Month `json:"month"`
	Roles   int            `json:"roles"`
	Current bool           `json:"current,omitempty"`
	Before  Growth         `json:"monthOverMonth"` // against the month before
	Year    Growth         `json:"yearOverYear"`   // against the same month of the year before
}

// Demand is how many roles there are by one thing that roles state.
type Demand struct {
	By       string `json:"by"`
	Distinct int    `json:"distinct"` // how many rows there are, Rows being the first of them
	Unknown  int    `json:"unknown"`  // roles that do not state it
	Rows     []Row  `json:"rows"`
}

// Row is one line of demand. A role that states several skills, modes or engagements is in the line of each.
type Row struct {
	Name  string `json:"name"`
	ID    string `json:"id,omitempty"` // of the taxonomy, of GeoNames, or ISO
	Roles int    `json:"roles"`
	Share int    `json:"share"`           // of the roles counted, per mille
	Month Growth `json:"monthOverMonth"`  // the last whole month against the one before
	Year  Growth `json:"yearOverYear"`    // the last twelve whole months against the twelve before
	Point *Point `json:"point,omitempty"` // of a city
}

// Point is where a city is, in hundredths of a degree: north and east are positive.
type Point struct {
	Lat int `json:"lat"`
	Lon int `json:"lon"`
}

// PayTable holds quartiles of pay.
type PayTable struct {
	Families []PayRow `json:"families"` // of all levels and places
	Groups   []PayRow `json:"groups"`   // family × level × country, and × city
	Distinct int      `json:"distinct"` // groups that rest on [Least] roles or more
	Hidden   int      `json:"hidden"`   // groups that rest on fewer, and are not shown
}

// PayRow is what a group is paid: whole units of the answer's currency a year.
type PayRow struct {
	Family   string             `json:"family"`
	FamilyID string             `json:"familyId,omitempty"`
	Level    profiles.Seniority `json:"level,omitempty"` // absent: not stated
	Country  string             `json:"country,omitempty"`
	City     string             `json:"city,omitempty"`
	Roles    int                `json:"roles"`
	Low      int64              `json:"quartile1"`
	Median   int64              `json:"median"`
	High     int64              `json:"quartile3"`
}

// PremiumTable says how much more roles pay that ask for a skill.
type PremiumTable struct {
	Roles    int          `json:"roles"`            // with pay that is known: what the regression rests on
	Controls []string     `json:"controls"`         // what is held equal
	R2       int          `json:"r2"`               // share of the variance of log pay that is explained, per mille
	Excluded []string     `json:"excluded"`         // skills that cannot be told from others or from a control
	Reason   string       `json:"reason,omitempty"` // why there are no rows
	Rows     []PremiumRow `json:"rows"`
}

// PremiumRow is the premium of a skill. Percentages are of pay; Coefficient is of the natural logarithm of pay.
type PremiumRow struct {
	Skill       string  `json:"skill"`
	ID          string  `json:"id"`
	Roles       int     `json:"roles"`       // with pay that ask for it
	Raw         float64 `json:"raw"`         // per cent more, nothing held equal
	Percent     float64 `json:"percent"`     // per cent more, all else that is known held equal
	Low         float64 `json:"low"`         // of the 95 % interval
	High        float64 `json:"high"`        // of the 95 % interval
	Coefficient float64 `json:"coefficient"` // Percent = 100·(e^Coefficient − 1)
	Error       float64 `json:"error"`       // its standard error
}

// SupplyTable is how many candidates there are for the roles that ask for a skill.
type SupplyTable struct {
	Rows   []SupplyRow `json:"rows"`   // the skills in most demand
	Scarce []SupplyRow `json:"scarce"` // of those that [Least] roles or more ask for, with fewest candidates a role
}

// SupplyRow is the supply of a skill.
type SupplyRow struct {
	Skill      string  `json:"skill"`
	ID         string  `json:"id"`
	Roles      int     `json:"roles"`
	Candidates int     `json:"candidates"` // who have it, at any strength; 0: nobody
	PerRole    float64 `json:"candidatesPerRole"`
}
