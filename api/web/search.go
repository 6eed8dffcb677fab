package web

import (
	"html/template"
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
	Found *wire.Found
	Hits  []hit
	Next  string
	Fault string
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
	ask := url.Values{"kind": {d.Kind}, "q": {d.Q}, "limit": {"20"}}
	if c := q.Get("cursor"); c != "" {
		ask.Set("cursor", c)
	}
	if err := p.ask(r, http.MethodGet, "/v1/search?"+ask.Encode(), nil, d.Found); err != nil {
		problem := problemOf(err)
		if problem == nil || problem.Status != http.StatusUnprocessableEntity {
			p.failed(w, r, err)
			return
		}
		d.Fault = told(problem)
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
		d.Next = "?" + url.Values{"kind": {d.Kind}, "q": {d.Q}, "cursor": {d.Found.Next}}.Encode()
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

// Narrow is the address of the same search with one more condition; "" where the text does not hold it.
func (d *searchView) Narrow(facet, value string) string {
	if !slices.Contains([]string{"skills", "city", "employer", "industry"}, facet) {
		return ""
	}
	phrase := quote(value)
	if strings.Contains(d.Q, phrase) {
		return ""
	}
	return "?" + url.Values{"kind": {d.Kind}, "q": {strings.TrimSpace(d.Q + " " + phrase)}}.Encode()
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
	if r.URL.Query().Get("kind") == "place" {
		kinds = []string{"place"}
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
