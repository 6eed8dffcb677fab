package web

import (
	"bytes"
	"context"
	"embed"
	"html/template"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"tenon/api/wire"
	"tenon/engine"
	"tenon/profiles"
)

//go:embed templates/*.html
var templateFiles embed.FS

// sheet is a page in every language: its templates write numbers and dates as that language does.
type sheet map[*Words]*template.Template

// view is what every template gets: the page's own data under .Data.
type view struct {
	*Words
	settings
	Me    *wire.Me // who looks at it; nil: nobody that is known
	Path  string
	Title string
	Part  bool // only the part that htmx asked for
	Data  any
	named func() []string // of policies, asked for where a page lists them
}

// Employer says whose eyes the page is for.
func (v view) Employer() bool { return v.Perspective == perspectiveEmployer }

// For is the view for the eyes of those who look at a kind of record: roles are an employer's.
func (v view) For(kind string) view {
	v.Perspective = perspectiveCandidate
	if kind == profiles.KindRole.String() {
		v.Perspective = perspectiveEmployer
	}
	return v
}

// With is the view with other data, for parts.
func (v view) With(data any) view {
	v.Data = data
	return v
}

// page parses a file of templates/ beside the frame and the parts.
func page(file string) sheet {
	out := sheet{}
	for _, w := range languages {
		out[w] = template.Must(template.New("").Funcs(functions(w)).ParseFS(templateFiles, "templates/frame.html", "templates/parts.html", "templates/"+file))
	}
	return out
}

// render writes a whole page, or the part of it that htmx asked for by name.
func (p *Pages) render(w http.ResponseWriter, r *http.Request, status int, t sheet, part, title string, data any) {
	v := view{Words: wordsOf(r), settings: readSettings(r), Me: p.me(r), Path: r.URL.RequestURI(), Data: data, named: func() []string { return p.policyNames(r) }}
	if v.Me != nil && isReading(r) {
		v.Me.Operations = slices.DeleteFunc(v.Me.Operations, func(o string) bool { return strings.HasPrefix(o, "correct-") })
	}
	v.Title = v.T(title)
	name := "frame"
	if part != "" && r.Header.Get("HX-Request") == "true" {
		name, v.Part = part, true
	}
	var b bytes.Buffer
	if err := t[v.Words].ExecuteTemplate(&b, name, v); err != nil {
		where, _, _ := strings.Cut(err.Error(), ">: ") // what comes after may have a value of a record
		slog.ErrorContext(r.Context(), "page does not render", "template", name, "where", where)
		http.Error(w, v.T("fault.internal"), http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", v.Tag)
	h.Add("Vary", "Cookie, Accept-Language, HX-Request")
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes()) // whoever has gone away does not read it
}

// entryFor is what one has to be allowed for an entry of the navigation to be of use.
var entryFor = map[string]string{"nav.start": "list-roles", "nav.match": "rank", "nav.rank": "rank", "nav.shortlist": "list-reviews", "nav.alerts": "list-searches", "nav.market": "market", "nav.operations": "list-rescores"}

// readingKey marks the request of a page that is for reading, whatever who looks at it may do elsewhere.
type readingKey struct{}

func forReading(r *http.Request) *http.Request {
	return r.WithContext(context.WithValue(r.Context(), readingKey{}, true))
}

func isReading(r *http.Request) bool { return r.Context().Value(readingKey{}) != nil }

// May says whether who looks at the page may call an operation of the API.
func (v view) May(operation string) bool {
	return v.Me != nil && slices.Contains(v.Me.Operations, operation)
}

// link is an entry of the navigation.
type link struct {
	Href, Key string
	Here      bool
}

// Nav are the pages of the perspective.
func (v view) Nav() []link {
	links := []link{{"/", "nav.start", false}, {"/match", "nav.match", false}, {"/alerts", "nav.alerts", false}, {"/market", "nav.market", false}, {"/operations", "nav.operations", false}}
	switch {
	case v.Me != nil && v.Me.Candidate != "":
		links[1].Href = "/match?" + url.Values{"candidate": {v.Me.Candidate}}.Encode()
	case v.Employer():
		links = slices.Replace(links, 1, 2, link{"/rank", "nav.rank", false}, link{"/shortlist", "nav.shortlist", false})
	}
	links = slices.DeleteFunc(links, func(l link) bool { return !v.May(entryFor[l.Key]) })
	for i := range links {
		path, _, _ := strings.Cut(links[i].Href, "?")
		links[i].Here = v.Path == path || path != "/" && strings.HasPrefix(v.Path, path)
	}
	return links
}

// Others are the languages that the page is not in.
func (v view) Others() []*Words {
	return slices.DeleteFunc(slices.Clone(languages), func(w *Words) bool { return w == v.Words })
}

// What forms can choose from.
func (view) Kms() []int { return []int{10, 25, 50, 100, 200} }

// KmsAnd are the distances with another one that is chosen.
func (v view) KmsAnd(km int) []int {
	all := v.Kms()
	if i, there := slices.BinarySearch(all, km); !there {
		all = slices.Insert(all, i, km)
	}
	return all
}

func (view) Modes() []string       { return []string{"remote", "hybrid", "on-site"} }
func (view) Engagements() []string { return []string{"permanent", "contract", "trial"} }
func (view) Sorts() []string       { return []string{"overall", "forward", "reverse", "musts"} }
func (view) States() []string      { return []string{"met", "partial", "missing", "no_data"} }

// Policies are the names of those that there are, the default first.
func (v view) Policies() []string {
	if v.named == nil {
		return nil
	}
	return v.named()
}

// FieldName is a field of a record in words, each name on the way to it.
func (v view) FieldName(names string) string {
	var out []string
	for _, n := range strings.Fields(names) {
		if w := v.T("field." + n); w != "field."+n {
			out = append(out, w)
		} else {
			out = append(out, n)
		}
	}
	return strings.Join(out, ", ")
}

// Choices are the words that a list can hold, nil where it can hold any.
func (view) Choices(name string) []string {
	return map[string][]string{"modes": {"remote", "hybrid", "on-site"}, "engagements": {"permanent", "contract", "trial", "internship"},
		"interviews": {"remote", "in-person", "take-home", "pairing", "portfolio"}}[name]
}

// Addable says whether things are added to a list of a record by their names alone.
func (view) Addable(name string) bool {
	return slices.Contains([]string{"skills", "jobs", "certificates", "education", "languages", "industries", "requirements", "modes", "engagements", "values", "interviews", "applicantCountries", "remoteCountries"}, name)
}

// PayText writes a range of pay as people do; "" of none.
func (v view) PayText(p *profiles.Pay) string {
	if p == nil || max(p.Min, p.Max) <= 0 {
		return ""
	}
	return v.payOf(p) + " " + v.T("per."+p.Period.String())
}

// PolicyName is a shipped policy in words; one of one's own is called what it is called.
func (v view) PolicyName(name string) string {
	if words := v.T("policy." + name); words != "policy."+name {
		return words
	}
	return name
}

// Flag is a warning in words.
func (v view) Flag(word string) string { return v.T("flag." + word) }

// Necessities are how much a requirement is asked for.
func (view) Necessities() []string { return []string{"must", "should", "nice"} }

// Lower is the level of an advice as the form of a requirement has it: the linter writes it as people do.
func (view) Lower(to string) string {
	return strings.TrimSuffix(strings.TrimPrefix(to, "level "), " months")
}

// Deepest is how far pages and files of a ranking go.
func (view) Deepest() int { return engine.MaxDepth }

// Categories are the names of what scores are made of.
func (view) Categories() []string { return engine.CategoryNames() }
