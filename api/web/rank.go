package web

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"tenon/api/wire"
	"tenon/engine"
	"tenon/engine/plan"
	"tenon/profiles"
)

// pageSize is how many results a page has.
const pageSize = 20

// rankView is a ranking with the controls that made it.
type rankView struct {
	Subject  profiles.Record // whom it is for
	Title    string
	ID       string
	Kind     profiles.Kind // of the subject
	Ranking  *engine.Ranking
	Rows     []row
	From     int
	Next     string // query of the next page
	Shaken   string // query of the marks that say how stable the order is; empty where there are none
	Controls controls
	Fault    string // of the filter, said beside it
}

// row is one result.
type row struct {
	engine.Result
	Rank  int
	Moved int  // places up since the weights of the policy; down is negative
	New   bool // not among those compared before
	Role  *profiles.Role
	Href  string
	Pick  string // query that compares it
}

// controls are what somebody can move.
type controls struct {
	Policy  string
	Lambda  int
	Weights []weight
	Sort    string
	Where   string
	Query   string
	Vetoed  bool
	Near    string
	Km      int
	Mode    string
	Pay     string
	Engaged string
	Raw     url.Values
}

type weight struct {
	Name  string
	Value int
	Set   bool
}

var rankPage = page("rank.html")

// rankCandidates is the employer's: candidates for a role.
func (p *Pages) rankCandidates(w http.ResponseWriter, r *http.Request) {
	p.rank(w, r, profiles.KindRole, r.URL.Query().Get("role"))
}

// rankRoles is the candidate's: roles for a candidate.
func (p *Pages) rankRoles(w http.ResponseWriter, r *http.Request) {
	p.rank(w, r, profiles.KindCandidate, r.URL.Query().Get("candidate"))
}

func (p *Pages) rank(w http.ResponseWriter, r *http.Request, kind profiles.Kind, id string) {
	if id == "" {
		p.choose(w, r, kind)
		return
	}
	q := r.URL.Query()
	d := rankView{ID: id, Kind: kind, Controls: readControls(q), From: max(0, number(q.Get("from"), 0))}
	if err := p.subject(r, &d); err != nil {
		p.failed(w, r, err)
		return
	}
	ask := wire.RankRequest{Weighing: weighing(q), Sort: engine.Sort(d.Controls.Sort), Where: d.Controls.where(kind), Query: d.Controls.Query,
		Vetoed: d.Controls.Vetoed, Plain: true, Cursor: q.Get("cursor")}
	size := pageSize
	ask.Top = &size
	if kind == profiles.KindRole {
		ask.Role = id
	} else {
		ask.Candidate = id
	}
	var got wire.Ranking
	if err := p.ask(r, http.MethodPost, "/v1/rank", ask, &got); err != nil {
		if problem := problemOf(err); problem == nil || problem.Status != http.StatusUnprocessableEntity {
			p.failed(w, r, err)
			return
		}
		d.Fault, got.Ranking = told(problemOf(err)), &engine.Ranking{}
	}
	d.Ranking = got.Ranking
	d.Controls.weigh(got.Weights.Requested)
	if err := p.rows(r, &d, &ask); err != nil {
		p.failed(w, r, err)
		return
	}
	if got.Next != "" {
		next := clone(q)
		next.Set("cursor", got.Next)
		next.Set("from", strconv.Itoa(d.From+len(d.Rows)))
		d.Next = "?" + next.Encode()
	}
	if d.From == 0 && d.Fault == "" && !d.Controls.Vetoed && d.Controls.Sort != "musts" {
		d.Shaken = q.Encode()
	}
	title := "rank.candidates"
	if kind == profiles.KindCandidate {
		title = "rank.roles"
	}
	if r.Header.Get("HX-Request") == "true" {
		q.Del("cursor")
		q.Del("from")
		w.Header().Set("HX-Replace-Url", r.URL.Path+"?"+q.Encode())
	}
	p.render(w, r, http.StatusOK, rankPage, "results", title, &d)
}

// subject reads whom a ranking is for.
func (p *Pages) subject(r *http.Request, d *rankView) error {
	if d.Kind == profiles.KindRole {
		var role profiles.Role
		err := p.ask(r, http.MethodGet, record(d.Kind, d.ID), nil, &role)
		d.Subject, d.Title = &role, role.Title.Name
		return err
	}
	var c profiles.Candidate
	err := p.ask(r, http.MethodGet, record(d.Kind, d.ID), nil, &c)
	d.Subject, d.Title = &c, c.Headline
	return err
}

// rows are the results with how they moved against the same question under the weights of the policy.
func (p *Pages) rows(r *http.Request, d *rankView, ask *wire.RankRequest) error {
	before := map[string]int{}
	moved := len(ask.Weights) > 0 || ask.Lambda != nil || ask.Policy != ""
	if moved && d.From == 0 && d.Fault == "" {
		plainly := *ask
		plainly.Weighing, plainly.Cursor = wire.Weighing{AsOf: ask.AsOf, Gates: ask.Gates}, ""
		all := 100
		plainly.Top = &all
		var was wire.Ranking
		if err := p.ask(r, http.MethodPost, "/v1/rank", plainly, &was); err != nil {
			return err
		}
		for i := range was.Results {
			before[was.Results[i].ID] = i + 1
		}
	}
	for i := range d.Ranking.Results {
		x := row{Result: d.Ranking.Results[i], Rank: d.From + i + 1}
		if rank, ok := before[x.ID]; ok {
			x.Moved = rank - x.Rank
		} else if len(before) > 0 {
			x.New = true
		}
		pair := url.Values{"role": {d.ID}, "candidate": {x.ID}}
		if d.Kind == profiles.KindCandidate {
			pair = url.Values{"role": {x.ID}, "candidate": {d.ID}}
			x.Role = &profiles.Role{}
			if err := p.ask(r, http.MethodGet, record(profiles.KindRole, x.ID), nil, x.Role); err != nil {
				return err
			}
		}
		d.Controls.keep(pair)
		x.Href = "/pair?" + pair.Encode()
		d.Rows = append(d.Rows, x)
	}
	return nil
}

// record is the path of a record.
func record(kind profiles.Kind, id string) string {
	if kind == profiles.KindRole {
		return "/v1/roles/" + url.PathEscape(id)
	}
	return "/v1/candidates/" + url.PathEscape(id)
}

// weighing is how a page's address says that scores are made.
func weighing(q url.Values) wire.Weighing {
	w := wire.Weighing{Policy: q.Get("policy")}
	if l, err := strconv.Atoi(q.Get("lambda")); err == nil && l != engine.DefaultLambda {
		w.Lambda = &l
	}
	for _, c := range categories() {
		if v, err := strconv.Atoi(q.Get("w." + c)); err == nil {
			if w.Weights == nil {
				w.Weights = map[string]int{}
			}
			w.Weights[c] = max(0, v)
		}
	}
	fit(w.Weights)
	return w
}

// fit scales weights that come to more than 100 down to it: people move one slider after the other.
func fit(weights map[string]int) {
	sum := 0
	for _, v := range weights {
		sum += v
	}
	if sum <= 100 {
		return
	}
	for k, v := range weights {
		weights[k] = v * 100 / sum
	}
}

// weigh shows the weights in force on the sliders; those that were moved are set.
func (c *controls) weigh(w engine.Categories) {
	for i, k := range categories() {
		c.Weights = append(c.Weights, weight{k, w[i], c.Raw.Has("w." + k)})
	}
}

// categories are the names of the forward categories in their order.
func categories() []string {
	var out []string
	for _, k := range profiles.RequirementKinds() {
		out = append(out, plan.CategoryName(k))
	}
	return out
}

func readControls(q url.Values) controls {
	c := controls{Policy: q.Get("policy"), Lambda: number(q.Get("lambda"), engine.DefaultLambda), Sort: q.Get("sort"), Where: strings.TrimSpace(q.Get("where")),
		Query: q.Get("q"), Vetoed: q.Get("vetoed") != "", Near: strings.TrimSpace(q.Get("near")), Km: number(q.Get("km"), 50), Mode: q.Get("mode"), Pay: strings.TrimSpace(q.Get("pay")),
		Engaged: q.Get("engagement"), Raw: q}
	if !slices.Contains([]string{"overall", "forward", "reverse", "musts"}, c.Sort) {
		c.Sort = ""
	}
	return c
}

// where puts the filters of the form into one expression.
func (c *controls) where(profiles.Kind) string {
	var all []string
	if c.Near != "" {
		near := fmt.Sprintf("city within %dkm of %s", c.Km, quote(c.Near))
		if c.Mode == "" {
			near = "(" + near + " or mode = remote)"
		}
		all = append(all, near)
	}
	if c.Mode != "" {
		all = append(all, "mode = "+quote(c.Mode))
	}
	if c.Pay != "" {
		all = append(all, "pay >= "+c.Pay)
	}
	if c.Engaged != "" {
		all = append(all, "engagement = "+quote(c.Engaged))
	}
	if c.Where != "" {
		all = append(all, "("+c.Where+")")
	}
	return strings.Join(all, " and ")
}

func quote(s string) string { return `"` + strings.ReplaceAll(s, `"`, "") + `"` }

// keep puts how scores are made into another address.
func (c *controls) keep(to url.Values) {
	for k, v := range c.Raw {
		if k == "policy" || k == "lambda" || strings.HasPrefix(k, "w.") {
			to[k] = v
		}
	}
}

func number(s string, otherwise int) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	return otherwise
}

func clone(q url.Values) url.Values {
	out := url.Values{}
	for k, v := range q {
		out[k] = slices.Clone(v)
	}
	return out
}
