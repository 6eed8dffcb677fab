package engine

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"tenon/engine/plan"
	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// UnmarshalJSON reads what MarshalJSON writes; a category of another name is an error.
func (c *Categories) UnmarshalJSON(b []byte) error {
	var m map[string]int
	if err := json.Unmarshal(b, &m); err != nil {
		return err
	}
	for i := range c {
		k := plan.CategoryName(profiles.RequirementKind(i + 1))
		c[i] = m[k]
		delete(m, k)
	}
	for k := range m {
		return fmt.Errorf("%w: weights: no category is called %q", profiles.ErrInvalid, k)
	}
	return nil
}

// Ranking is the answer to a request. Total = Scored + Skipped + Vetoed + Filtered, and only then Exact.
type Ranking struct {
	Role            string         `json:"role,omitempty"`
	Candidate       string         `json:"candidate,omitempty"`
	Results         []Result       `json:"results"`
	Total           int            `json:"total"`
	Scored          int            `json:"scored"`
	Skipped         int            `json:"skipped"`
	Vetoed          int            `json:"vetoed"`
	Filtered        int            `json:"filtered"`
	Exact           bool           `json:"exact"`
	Seq             profiles.Seq   `json:"seq"`
	Policy          string         `json:"policy"`
	Taxonomy        string         `json:"taxonomy"`
	AsOf            profiles.Month `json:"asOf"`
	LambdaRequested int            `json:"lambdaRequested"`
	Weights         WeightSets     `json:"weights"`
	Notices         []string       `json:"notices,omitempty"`
	// Degraded says why records may be missing: damaged ones are left out, or damaged columns or text are being made anew. The
	// ranking is exact over the others, and Exact is false.
	Degraded []string  `json:"degraded,omitempty"`
	Next     *Position `json:"-"` // behind the last result, nil where there are no more
}

// WeightSets are the category weights, points of 100: of the preset, after the request, and applied to what is asked for.
type WeightSets struct {
	Suggested Categories `json:"suggested"`
	Requested Categories `json:"requested"`
	Applied   Categories `json:"applied"`
}

// Categories are weights by category in their canonical order.
type Categories plan.Weights

// CategoryNames are the names of the categories in their canonical order.
func CategoryNames() []string {
	var out []string
	for _, k := range profiles.RequirementKinds() {
		out = append(out, plan.CategoryName(k))
	}
	return out
}

// MarshalJSON writes an object with the categories in order.
func (c Categories) MarshalJSON() ([]byte, error) {
	b := []byte{'{'}
	for i, w := range c {
		if i > 0 {
			b = append(b, ',')
		}
		k, err := json.Marshal(plan.CategoryName(profiles.RequirementKind(i + 1)))
		if err != nil {
			return nil, err
		}
		v, err := json.Marshal(w)
		if err != nil {
			return nil, err
		}
		b = append(append(append(b, k...), ':'), v...)
	}
	return append(b, '}'), nil
}

// Result is one record of a ranking, or the score of a pair. Forward and Reverse are 0–10000, Overall 0–1,000,000.
type Result struct {
	ID            string         `json:"id"`
	Org           *string        `json:"org,omitempty"`   // whose record it is, where it is another organisation's
	Title         string         `json:"title,omitempty"` // of the role, or the candidate's headline
	Overall       int32          `json:"overall"`
	Forward       int32          `json:"forward"`
	Reverse       int32          `json:"reverse"`
	Lambda        int            `json:"lambda"`
	Tie           uint64         `json:"tie,string"`
	Relevance     float64        `json:"relevance,omitempty"`
	Musts         Musts          `json:"musts"`
	Low           Triple         `json:"low"`
	High          Triple         `json:"high"`
	Coverage      Triple         `json:"coverage"` // whole per cent
	Contributions []Contribution `json:"contributions"`
	NotAsked      int32          `json:"notAsked"` // points of 10000 that nobody gets
	AboveAsked    bool           `json:"aboveAskedLevel,omitempty"`
	Flags         []string       `json:"flags,omitempty"`
	Vetoes        []Veto         `json:"vetoes,omitempty"`
	Unverified    []Veto         `json:"unverified,omitempty"`
	Offer         *Offer         `json:"offer,omitempty"` // of a role that is ranked for a candidate
	*Reasons                     // of an explanation; nil in a ranking
}

// Musts counts the must-haves that are met at 70 % or more.
type Musts struct {
	Met int `json:"met"`
	Of  int `json:"of"`
}

// Triple is a number for each direction and for both.
type Triple struct {
	Forward int32 `json:"forward"`
	Reverse int32 `json:"reverse"`
	Overall int32 `json:"overall"`
}

// Contribution is one line of a score. Points of the forward lines add up to forward, of the reverse lines to reverse.
type Contribution struct {
	Side        string         `json:"side"` // forward or reverse
	Category    string         `json:"category"`
	Requirement string         `json:"requirement"`
	Necessity   string         `json:"necessity,omitempty"`
	Matched     string         `json:"matched,omitempty"`
	Edge        *taxonomy.Edge `json:"edge,omitempty"`
	Strength    *Strength      `json:"strength,omitempty"`
	Months      int            `json:"months,omitempty"`
	Level       string         `json:"level,omitempty"`
	Weight      int32          `json:"weight"`
	Value       uint8          `json:"value"`
	Points      int32          `json:"points"`
	State       string         `json:"state"`
	Assumed     []string       `json:"assumed,omitempty"`
	Found       string         `json:"found,omitempty"` // where in the record, in short
	Source      *Source        `json:"source,omitempty"`
}

// Strength is s(c, k) with its parts: L and R in thousandths, E in per cent.
type Strength struct {
	S      uint8  `json:"s"`
	Target uint8  `json:"target"`
	L      uint16 `json:"l"`
	E      uint8  `json:"e"`
	R      uint16 `json:"r"`
	From   string `json:"from"`
}

// Veto is a gate that failed, or one that could not be verified.
type Veto struct {
	Gate   string `json:"gate"`
	Reason string `json:"reason"`
}

func (e *Engine) notices(p *plan.Plan, q *Request, rec *profiles.Role) []string {
	var out []string
	for _, k := range slices.Sorted(maps.Keys(q.Weights)) {
		for _, kind := range profiles.RequirementKinds() {
			if (plan.CategoryName(kind) == k || kind.String() == k) && p.Asked.Of(kind) == 0 && q.Weights[k] > 0 {
				out = append(out, e.words.Say("weight {0}: the role does not ask for it, applied 0", e.words.Say(k)))
			}
		}
	}
	for _, i := range p.Role.Unmapped {
		out = append(out, e.words.Say("not scored: the taxonomy has no {0} called “{1}”", rec.Requirements[i].Kind, name(rec.Requirements[i].Ref)))
	}
	for _, i := range p.Role.Duplicates {
		out = append(out, e.words.Say("asked twice: {0} “{1}”, the larger counts", rec.Requirements[i].Kind, name(rec.Requirements[i].Ref)))
	}
	if p.Role.NoRate {
		out = append(out, e.words.Say("no_rate: the role's pay is in {0}, for which there is no exchange rate", rec.Pay.Currency))
	}
	return out
}

func name(r profiles.Ref) string {
	if r.Name != "" {
		return r.Name
	}
	return r.Concept
}

// names joins the labels of a requirement's concepts.
func (e *Engine) names(q *facts.Requirement) string {
	var out []string
	q.Each(func(n taxonomy.No) {
		if n != 0 {
			out = append(out, e.Deriver.Taxonomy.Concept(n).Label)
		}
	})
	return e.words.Choice(out)
}
