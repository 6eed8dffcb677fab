package web

import (
	"net/http"
	"net/url"
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
	Sides   []comparedSide
	Subject string // whom all of them are compared for
	Back    string // the ranking for it
	Roles   bool   // roles are compared, for a candidate
	Fault   bool   // more or fewer were chosen than fit
}

type compared struct {
	engine.Result
	Title, Href string
	Letter      string // names the column where there is no room for a title
}

// comparedSide are the lines of what a role asks for, or of what a candidate wants.
type comparedSide struct {
	Side  string
	Lines []comparedLine
}

// comparedLine is a requirement that all have in common, or, where each has wishes of its own, a category of them.
type comparedLine struct {
	Category, Requirement string
	Cells                 []*engine.Contribution // nil: not asked for
}

// letters name columns.
const letters = "ABCD"

var comparePage = page("compare.html")

// compare sets up to four candidates for a role, or roles for a candidate, side by side.
func (p *Pages) compare(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	roles, candidates := picked(r.URL.RawQuery, profiles.KindRole), picked(r.URL.RawQuery, profiles.KindCandidate)
	d := compareView{Roles: len(roles) > 1, Sides: []comparedSide{{Side: "forward"}, {Side: "reverse"}}}
	kept, n := keptWeighing(q), max(len(roles), len(candidates))
	if len(roles) == 0 || len(candidates) == 0 || min(len(roles), len(candidates)) > 1 || n < 2 || n > maxCompared {
		d.Fault = true
		p.render(w, r, http.StatusUnprocessableEntity, comparePage, "", "compare.title", &d)
		return
	}
	if err := p.comparedFor(r, &d, roles[0], candidates[0]); err != nil {
		p.failed(w, r, err)
		return
	}
	for i := range n {
		role, candidate := roles[min(i, len(roles)-1)], candidates[min(i, len(candidates)-1)]
		ask := wire.ExplainRequest{Role: role.ID, RoleOrg: role.Org, Candidate: candidate.ID, CandidateOrg: candidate.Org, Weighing: weighing(q)}
		var got wire.Ranking
		if err := p.ask(r, http.MethodPost, "/v1/explain", ask, &got); err != nil {
			p.failed(w, r, err)
			return
		}
		d.add(&got.Results[0], pairHref(role, candidate)+kept, n)
	}
	p.render(w, r, http.StatusOK, comparePage, "", "compare.title", &d)
}

// comparedFor reads for whom all of them are compared.
func (p *Pages) comparedFor(r *http.Request, d *compareView, role, candidate whose) error {
	one, href := role, "/rank?role="
	if d.Roles {
		one, href = candidate, "/match?candidate="
	}
	d.Subject = p.titleOf(r, one)
	if one.Org == nil {
		d.Back = href + url.QueryEscape(one.ID) + keptWeighing(r.URL.Query())
	}
	return nil
}

// keptWeighing is how scores are made, to be put behind another address that has a query.
func keptWeighing(q url.Values) string {
	to, c := url.Values{}, controls{Raw: q}
	if c.keep(to); len(to) == 0 {
		return ""
	}
	return "&" + to.Encode()
}

// add puts one more column into the table.
func (d *compareView) add(x *engine.Result, href string, n int) {
	at := len(d.Columns)
	d.Columns = append(d.Columns, compared{*x, x.Title, href, letters[at : at+1]})
	for i := range x.Contributions {
		c := &x.Contributions[i]
		for j := range d.Sides {
			if s := &d.Sides[j]; s.Side == c.Side {
				s.put(c, at, n, s.Side == "reverse" && !d.Roles)
			}
		}
	}
}

// put puts a contribution into the line of its requirement, or of its category where each has wishes of its own.
func (s *comparedSide) put(c *engine.Contribution, at, n int, own bool) {
	line := slices.IndexFunc(s.Lines, func(l comparedLine) bool {
		return l.Category == c.Category && (own || l.Requirement == c.Requirement) && l.Cells[at] == nil
	})
	if line < 0 {
		line = len(s.Lines)
		s.Lines = append(s.Lines, comparedLine{Category: c.Category, Cells: make([]*engine.Contribution, n)})
		if !own {
			s.Lines[line].Requirement = c.Requirement
		}
	}
	s.Lines[line].Cells[at] = c
}
