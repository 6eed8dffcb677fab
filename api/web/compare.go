package web

import (
	"net/http"
	"slices"

	"tenon/api/wire"
	"tenon/engine"
	"tenon/profiles"
)

// maxCompared is how many stand side by side.
const maxCompared = 4

// compareView is a table: a line for each requirement, a column for each of those compared.
type compareView struct {
	Columns []compared
	Lines   []comparedLine
	Role    string // id of the one role, where candidates are compared
	Fault   bool   // more or fewer were chosen than fit
}

type compared struct {
	engine.Result
	Title, Href string
}

type comparedLine struct {
	Side, Category, Requirement string
	Cells                       []*engine.Contribution // nil: not asked for
}

var comparePage = page("compare.html")

// compare sets up to four candidates for a role, or roles for a candidate, side by side.
func (p *Pages) compare(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	roles, candidates := picked(r.URL.RawQuery, profiles.KindRole), picked(r.URL.RawQuery, profiles.KindCandidate)
	d := compareView{}
	n := max(len(roles), len(candidates))
	if len(roles) == 0 || len(candidates) == 0 || min(len(roles), len(candidates)) > 1 || n < 2 || n > maxCompared {
		d.Fault = true
		p.render(w, r, http.StatusUnprocessableEntity, comparePage, "", "compare.title", &d)
		return
	}
	if len(roles) == 1 {
		d.Role = roles[0].ID
	}
	for i := range n {
		role, candidate := roles[min(i, len(roles)-1)], candidates[min(i, len(candidates)-1)]
		ask := wire.ExplainRequest{Role: role.ID, RoleOrg: role.Org, Candidate: candidate.ID, CandidateOrg: candidate.Org, Weighing: weighing(q)}
		var got wire.Ranking
		if err := p.ask(r, http.MethodPost, "/v1/explain", ask, &got); err != nil {
			p.failed(w, r, err)
			return
		}
		d.add(&got.Results[0], pairHref(role, candidate), n)
	}
	p.render(w, r, http.StatusOK, comparePage, "", "compare.title", &d)
}

// add puts one more column into the table.
func (d *compareView) add(x *engine.Result, href string, n int) {
	at := len(d.Columns)
	d.Columns = append(d.Columns, compared{*x, x.Title, href})
	for i := range x.Contributions {
		c := &x.Contributions[i]
		line := slices.IndexFunc(d.Lines, func(l comparedLine) bool {
			return l.Side == c.Side && l.Category == c.Category && l.Requirement == c.Requirement && l.Cells[at] == nil
		})
		if line < 0 {
			line = len(d.Lines)
			d.Lines = append(d.Lines, comparedLine{c.Side, c.Category, c.Requirement, make([]*engine.Contribution, n)})
		}
		d.Lines[line].Cells[at] = c
	}
}
