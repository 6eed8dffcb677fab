package web

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"tenon/api/wire"
	"tenon/engine"
	"tenon/profiles"
)

// pageSize is how many results a page has, and amongst how many of the order before, to either side, it says how far one has moved.
const (
	pageSize = 20
	amongst  = 100
)

// rankView is a ranking with the controls that made it.
type rankView struct {
	Subject  profiles.Record // whom it is for
	Title    string
	ID       string
	Kind     profiles.Kind // of the subject
	Ranking  *engine.Ranking
	Rows     []row
	From     int
	Listed   int    // of how many the order is
	Pager    *pager // nil: all are on this page
	Export   string // address of the file with all of it
	Share    string // address that shows the same to somebody else
	Shaken   string // query of the marks that say how stable the order is; empty where there are none
	Controls controls
	Fault    *Saying // of the filter, said beside it
}

// row is one result.
type row struct {
	engine.Result
	Who   whose
	Rank  int
	Moved int  // places up since the weights of the policy; down is negative
	New   bool // not among those compared before
	Far   bool // likewise, on a page behind the first: it comes from further away than is compared
	Role  *profiles.Role
	Href  string
	Star  *starView // of a candidate
}

// Away is how many kilometres away the role is, -1 where that is not known.
func (x row) Away() int {
	if x.Offer == nil || x.Offer.KM == nil {
		return -1
	}
	return *x.Offer.KM
}

// OwnPay is what the role pays in the candidate's currency, where that is another than the role's.
func (x row) OwnPay() *profiles.Pay {
	if x.Offer == nil || x.Offer.Pay == nil || x.Role.Pay != nil && x.Offer.Pay.Currency == x.Role.Pay.Currency {
		return nil
	}
	return x.Offer.Pay
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
	d := rankView{ID: id, Kind: kind, From: firstRank(q.Get("from")) - 1}
	ask, err := p.asked(r, &d)
	if err == nil {
		err = p.answer(r, &d, ask)
	}
	if err != nil {
		p.failed(w, r, err)
		return
	}
	d.links(r)
	title := "rank.candidates"
	if kind == profiles.KindCandidate {
		title = "rank.roles"
	}
	if r.Header.Get("HX-Request") == "true" {
		w.Header().Set("HX-Replace-Url", r.URL.Path+"?"+shareable(q).Encode())
	}
	p.render(w, r, http.StatusOK, rankPage, "results", title, &d)
}

// asked reads whom a page's address ranks for, and by what.
func (p *Pages) asked(r *http.Request, d *rankView) (*wire.RankRequest, error) {
	q := r.URL.Query()
	d.Controls = readControls(q)
	if err := p.subject(r, d); err != nil {
		return nil, err
	}
	c := &d.Controls
	c.of(d.Subject)
	size := pageSize
	ask := &wire.RankRequest{From: d.From + 1, Weighing: weighing(q), Sort: engine.Sort(c.Sort), Where: c.where(), Query: c.Query, Vetoed: c.Show == showVetoed,
		Plain: true, Cursor: q.Get("cursor"), Top: &size}
	if ask.Cursor != "" {
		ask.From = 0 // the cursor says where, and the address which rank that was
	}
	if d.Kind == profiles.KindRole {
		ask.Role = d.ID
	} else {
		ask.Candidate, ask.Currency = d.ID, c.Currency
	}
	if c.Show == showNear && d.Kind == profiles.KindRole {
		return ask, p.butOne(r, ask)
	}
	return ask, nil
}

// butOne narrows a request to those who meet all must-haves but one. How many there are, any result says.
func (p *Pages) butOne(r *http.Request, ask *wire.RankRequest) error {
	one, any1 := *ask, 1
	one.Where, one.Query, one.Cursor, one.From, one.Top = "", "", "", 0, &any1
	var got wire.Ranking
	if err := p.ask(r, http.MethodPost, "/v1/rank", one, &got); err != nil {
		return err
	}
	all := 0
	if len(got.Results) > 0 {
		all = got.Results[0].Musts.Of
	}
	where := "musts = " + strconv.Itoa(max(0, all-1)) + " and musts != all"
	if ask.Where != "" {
		where += " and (" + ask.Where + ")"
	}
	ask.Where = where
	return nil
}

// answer asks for the ranking. What is wrong with a filter is said beside it.
func (p *Pages) answer(r *http.Request, d *rankView, ask *wire.RankRequest) error {
	var got wire.Ranking
	was := make(chan earlier, 1)
	go func() { was <- p.before(r, d.From, ask) }()
	err := p.ask(r, http.MethodPost, "/v1/rank", ask, &got)
	before := <-was
	if err != nil {
		if problem := problemOf(err); problem == nil || problem.Status != http.StatusUnprocessableEntity {
			return err
		}
		d.Fault = wordsOf(r).Told(err)
		if err := p.without(r, ask, &got); err != nil {
			return err
		}
	}
	d.Ranking = got.Ranking
	d.Controls.weigh(got.Weights.Requested)
	d.Listed = got.Scored + got.Skipped
	if ask.Vetoed {
		d.Listed = got.Vetoed
	}
	if d.Fault == nil && before.err != nil {
		return before.err
	}
	if len(got.Results) == 0 && ask.From > 1 && d.Listed > 0 { // there are not as many: the last page, then
		d.From = lastFirst(d.Listed) - 1
		ask.From, d.Ranking, d.Controls.Weights = d.From+1, nil, nil
		return p.answer(r, d, ask)
	}
	if err := p.rows(r, d, before.ranks); err != nil {
		return err
	}
	d.Pager = d.pager(r.URL.Query(), got.Next)
	return nil
}

// without answers with the state of the controls alone, where the filters cannot be read.
func (p *Pages) without(r *http.Request, ask *wire.RankRequest, got *wire.Ranking) error {
	plain, none := *ask, 0
	plain.Where, plain.Query, plain.Cursor, plain.Currency, plain.Sort, plain.From, plain.Top = "", "", "", "", "", 0, &none
	err := p.ask(r, http.MethodPost, "/v1/rank", plain, got)
	if refused(err) { // it is not the filters: a policy that there is not
		got.Ranking, err = &engine.Ranking{}, nil
	}
	return err
}

// links are where else the same question leads.
func (d *rankView) links(r *http.Request) {
	q := shareable(r.URL.Query())
	if d.From == 0 && d.Fault == nil && d.Controls.Show == "" && d.Controls.Sort != "musts" {
		d.Shaken = q.Encode()
	}
	if d.Kind != profiles.KindRole || d.Fault != nil { // what is of a candidate is nobody's to pass on
		return
	}
	d.Export = "/rank/export?" + q.Encode()
	scheme := "http://"
	if encrypted(r) {
		scheme = "https://"
	}
	d.Share = scheme + r.Host + "/rank?" + q.Encode()
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
	d.Subject, d.Title = &c, called(&c)
	return err
}

// rows are the results with what belongs beside each.
func (p *Pages) rows(r *http.Request, d *rankView, before map[string]int) error {
	for i := range d.Ranking.Results {
		x := row{Result: d.Ranking.Results[i], Rank: d.From + i + 1}
		x.Who = whose{profiles.KindCandidate, x.ID, x.Org}
		if d.Kind == profiles.KindCandidate {
			x.Who.Kind = profiles.KindRole
		}
		pair := url.Values{d.Kind.String(): {d.ID}}
		x.Who.to(pair)
		d.Controls.keep(pair)
		x.Href = "/pair?" + pair.Encode()
		if rank, ok := before[x.Who.Key()]; ok {
			x.Moved = rank - x.Rank
		} else if len(before) > 0 {
			x.New, x.Far = d.From == 0, d.From > 0
		}
		d.Rows = append(d.Rows, x)
	}
	if d.Kind == profiles.KindCandidate {
		return p.withRoles(r, d)
	}
	return p.withStars(r, d)
}

// earlier is where each stood under the weights of the policy.
type earlier struct {
	ranks map[string]int // nil: there is nothing to compare with
	err   error
}

// before are the ranks under the weights of the policy, where others are in force: of the page and of those around it.
func (p *Pages) before(r *http.Request, from int, ask *wire.RankRequest) (out earlier) {
	if len(ask.Weights) == 0 && ask.Lambda == nil && ask.Policy == "" {
		return out
	}
	plainly, all, first := *ask, amongst, max(0, from-amongst)
	if from > 0 {
		all = min(from-first+pageSize+amongst, engine.MaxDepth-first)
	}
	plainly.Weighing, plainly.Cursor, plainly.From, plainly.Top = wire.Weighing{AsOf: ask.AsOf, Gates: ask.Gates}, "", first+1, &all
	plainly.Order = true
	var was wire.Ranking
	if out.err = p.ask(r, http.MethodPost, "/v1/rank", plainly, &was); out.err != nil {
		return out
	}
	out.ranks = map[string]int{}
	for i := range was.Results {
		out.ranks[whose{ID: was.Results[i].ID, Org: was.Results[i].Org}.Key()] = first + i + 1
	}
	return out
}

// listed are whom the rows are about.
func (d *rankView) listed() []whose {
	var out []whose
	for i := range d.Rows {
		out = append(out, d.Rows[i].Who)
	}
	return out
}

// withRoles puts the roles to their rows.
func (p *Pages) withRoles(r *http.Request, d *rankView) error {
	roles, err := p.rolesOf(r, d.listed())
	for i := range d.Rows {
		if d.Rows[i].Role = roles[d.Rows[i].Who.Key()]; d.Rows[i].Role == nil { // deleted meanwhile
			d.Rows[i].Role = &profiles.Role{}
		}
	}
	return err
}

// withStars puts what people made of the candidates to their rows.
func (p *Pages) withStars(r *http.Request, d *rankView) error {
	reviews, err := p.reviewsOf(r, d.ID, d.listed())
	if err != nil {
		return err
	}
	back := "/rank?" + r.URL.Query().Encode()
	for i := range d.Rows {
		s := starView{Role: d.ID, Candidate: d.Rows[i].Who, Back: back}
		if x := reviews[s.Candidate.Key()]; x != nil {
			s.Listed, s.Decided = x.Listed, x.Decided()
		}
		d.Rows[i].Star = &s
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

// Weighing are fields that carry on how scores are made.
func (d *rankView) Weighing() (out []field) {
	kept := url.Values{}
	d.Controls.keep(kept)
	for _, name := range slices.Sorted(maps.Keys(kept)) {
		out = append(out, field{name, kept.Get(name)})
	}
	return out
}
