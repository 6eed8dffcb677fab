package web

import (
	"html/template"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"tenon/api/wire"
	"tenon/index"
	"tenon/profiles"
)

// searchView is what a search found.
type searchView struct {
	Kind  string
	Q     string
	Has   map[string]string // values of facets that are asked for
	Found *wire.Found
	Hits  []hit
	Next  string
	Fault *Saying
}

type hit struct {
	index.Hit
	Who       whose
	Href      string
	Role      *profiles.Role // nil where a candidate was found
	Candidate *profiles.Candidate
	Marks     []template.HTML // the snippets, with the words found marked
}

var searchPage = page("search.html")

func (p *Pages) search(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	d := searchView{Kind: "role", Q: q.Get("q"), Found: &wire.Found{}}
	if q.Get("kind") == "candidate" {
		d.Kind = "candidate"
	}
	d.Has = map[string]string{}
	for facet, name := range narrowing {
		if v := q.Get(name); v != "" {
			d.Has[facet] = v
		}
	}
	ask := d.query()
	ask.Set("limit", "20")
	if c := q.Get("cursor"); c != "" {
		ask.Set("cursor", c)
	}
	if err := p.ask(r, http.MethodGet, "/v1/search?"+ask.Encode(), nil, d.Found); err != nil {
		problem := problemOf(err)
		if problem == nil || problem.Status != http.StatusUnprocessableEntity {
			p.failed(w, r, err)
			return
		}
		d.Fault = wordsOf(r).Told(err)
	}
	for _, h := range d.Found.Hits {
		x := hit{Hit: h, Who: whose{profiles.KindRole, h.ID, h.Org}, Href: "/rank?role=" + url.QueryEscape(h.ID)}
		if d.Kind == "candidate" {
			x.Who.Kind, x.Href = profiles.KindCandidate, "/match?candidate="+url.QueryEscape(h.ID)
		}
		if h.Org != nil { // of another organisation's one reads the record; what it is ranked with is theirs to ask
			x.Href = x.Who.Href()
		}
		for _, s := range h.Snippets {
			x.Marks = append(x.Marks, marked(s))
		}
		d.Hits = append(d.Hits, x)
	}
	if err := p.withRecords(r, &d); err != nil {
		p.failed(w, r, err)
		return
	}
	if d.Found.Next != "" {
		next := d.query()
		next.Set("cursor", d.Found.Next)
		d.Next = "?" + next.Encode()
	}
	p.render(w, r, http.StatusOK, searchPage, "", "search.title", &d)
}

// withRecords puts to the hits whose they are.
func (p *Pages) withRecords(r *http.Request, d *searchView) error {
	var found []whose
	for _, h := range d.Hits {
		found = append(found, h.Who)
	}
	if d.Kind == "role" {
		roles, err := p.rolesOf(r, found)
		for i := range d.Hits {
			d.Hits[i].Role = roles[d.Hits[i].Who.Key()]
		}
		return err
	}
	candidates, err := p.candidatesOf(r, found)
	for i := range d.Hits {
		d.Hits[i].Candidate = candidates[d.Hits[i].Who.Key()]
	}
	return err
}

// narrowing are the facets that a search can be narrowed by, each with its parameter; skills are words of the text.
var narrowing = map[string]string{"city": "city", "country": "country", "employer": "employer", "industry": "industry", "level": "level", "modes": "mode"}

// query is the address of the same search, from its first page.
func (d *searchView) query() url.Values {
	q := url.Values{"kind": {d.Kind}, "q": {d.Q}}
	for facet, value := range d.Has {
		q.Set(narrowing[facet], value)
	}
	return q
}

// Kept are the conditions as fields of the form that asks for other words.
func (d *searchView) Kept() (out []field) {
	for _, facet := range slices.Sorted(maps.Keys(d.Has)) {
		out = append(out, field{narrowing[facet], d.Has[facet]})
	}
	return out
}

// Narrow is the address of the same search with one more condition; "" where it has it, or where there is none such.
func (d *searchView) Narrow(facet, value string) string {
	q, name := d.query(), narrowing[facet]
	switch phrase := quote(value); {
	case facet == "skills" && !strings.Contains(d.Q, phrase):
		q.Set("q", strings.TrimSpace(d.Q+" "+phrase))
	case name != "" && d.Has[facet] == "":
		q.Set(name, value)
	default:
		return ""
	}
	return "?" + q.Encode()
}

// Lift is the address of the same search without a condition; "" where it has none such.
func (d *searchView) Lift(facet string) string {
	if d.Has[facet] == "" {
		return ""
	}
	q := d.query()
	q.Del(narrowing[facet])
	return "?" + q.Encode()
}

// marked turns the signs around words that were found into marks; all else is text.
func marked(s string) template.HTML {
	s = template.HTMLEscapeString(s)
	return template.HTML(strings.NewReplacer("«", "<mark>", "»", "</mark>").Replace(s)) //nolint:gosec // escaped above
}

var suggestions = page("suggest.html")

// suggest completes what somebody types, as options of a list.
func (p *Pages) suggest(w http.ResponseWriter, r *http.Request) {
	kinds := []string{"skill", "title"}
	if k := r.URL.Query().Get("kind"); k != "" {
		kinds = []string{k}
	}
	var all []wire.Suggestion
	for _, k := range kinds {
		var got wire.Suggestions
		q := url.Values{"kind": {k}, "q": {r.URL.Query().Get("q")}, "limit": {"5"}}
		if err := p.ask(r, http.MethodGet, "/v1/suggest?"+q.Encode(), nil, &got); err != nil {
			p.failed(w, r, err)
			return
		}
		all = append(all, got.Suggestions...)
	}
	p.render(w, r, http.StatusOK, suggestions, "options", "search.suggestions", all)
}
