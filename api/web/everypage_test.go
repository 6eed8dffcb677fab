package web_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"tenon/api"
	"tenon/api/auth"
	"tenon/api/web"
)

// seen is a page with something on it.
type seen struct{ name, path string }

// pagesToSee are the addresses to look at, by the patterns of the table of routes. What is no page has a reason.
func pagesToSee() map[string][]seen {
	const role, person = "r-ref-mlops-berlin", "c-001"
	return map[string][]seen{
		"GET /{$}":     {{"start", "/"}},
		"GET /sign-in": {{"signin", "/sign-in?to=/market"}},
		"GET /match":   {{"choose-candidate", "/match"}, {"match", "/match?candidate=" + person}, {"match-filtered", "/match?candidate=" + person + "&near=Berlin&km=100&pay=60000&currency=EUR&w.degree=30"}},
		"GET /rank": {{"choose", "/rank"}, {"rank", "/rank?role=" + role}, {"rank-deep", "/rank?role=" + role + "&from=21&w.degree=40&lambda=10"}, {"rank-near", "/rank?role=" + role + "&show=near"},
			{"rank-vetoed", "/rank?role=r-ref-mlr-bengaluru&show=vetoed"}, {"rank-slip", "/rank?role=" + role + "&where=yeers+%3E+3"}, {"rank-none", "/rank?role=" + role + "&where=years+%3E+60"}},
		"GET /pair":                           {{"pair", "/pair?role=" + role + "&candidate=" + person}},
		"GET /compare":                        {{"compare", "/compare?role=" + role + "&candidate=c-001&candidate=c-014&candidate=c-003&candidate=c-007"}, {"compare-roles", "/compare?candidate=c-001&role=" + role + "&role=r-001"}, {"compare-one", "/compare?role=" + role + "&candidate=c-001"}},
		"GET /search":                         {{"search", "/search?q=kubernetes"}, {"search-people", "/search?kind=candidate&q=kubernetes"}, {"search-narrowed", "/search?q=kubernetes&country=DE&level=senior&mode=hybrid"}, {"search-none", "/search?q=zzzz"}},
		"GET /market":                         {{"market", "/market"}},
		"GET /learn":                          {{"learn", "/learn?candidate=" + person}},
		"GET /guess":                          {{"guess", "/guess?n=0&low=80000&high=110000"}, {"guess-first", "/guess"}},
		"GET /candidates/{id}":                {{"candidate", "/candidates/" + person}},
		"GET /roles/{id}":                     {{"role", "/roles/" + role}},
		"GET /roles/{id}/reviews/{candidate}": {{"review", "/roles/" + role + "/reviews/" + person}, {"review-new", "/roles/" + role + "/reviews/c-007"}},
		"GET /shortlist":                      {{"shortlists", "/shortlist"}, {"shortlist", "/shortlist?role=" + role}, {"shortlist-empty", "/shortlist?role=r-001"}},
		"GET /alerts":                         {{"alerts", "/alerts"}},
		"GET /alerts/new":                     {{"alert-new", "/alerts/new?role=" + role + "&policy=balanced&w.degree=10&q=kubernetes"}, {"alert-new-candidate", "/alerts/new?candidate=" + person}},
		"GET /alerts/{id}":                    {{"alert", "/alerts/seen"}},
		"GET /operations":                     {{"operations", "/operations"}},
		"GET /operations/keys":                {{"keys", "/operations/keys"}},
		"GET /operations/policies":            {{"policies", "/operations/policies"}, {"policies-edit", "/operations/policies?edit=seen&a=seen&b=balanced"}},
		"/":                                   {{"missing", "/nothing-here"}},
		"GET /rank/export":                    nil, // a file
		"GET /suggest":                        nil, // a part of a page
		"GET /stability":                      nil, // likewise
		"GET /assets/":                        nil, // what pages load
	}
}

// everyPage are all pages to see, in order; one of the table of routes that has no row here fails the test.
func everyPage(t *testing.T) (out []seen) {
	t.Helper()
	rows := pagesToSee()
	for _, pattern := range append(web.New().Patterns(), "GET /assets/", "/") {
		if _, ok := rows[pattern]; !ok && !strings.HasPrefix(pattern, "POST ") {
			t.Errorf("nobody has looked at the page %s: it has no row in this test", pattern)
		}
		out = append(out, rows[pattern]...)
		rows[pattern] = nil
	}
	for pattern, left := range rows {
		if len(left) > 0 {
			t.Errorf("there is no page %s", pattern)
		}
	}
	slices.SortFunc(out, func(a, b seen) int { return strings.Compare(a.name, b.name) })
	return out
}

// furnished serves the pages over the sample, with something of everything that people make on them, to an administrator; the page to
// sign in on, to nobody yet.
func furnished(t *testing.T) string {
	t.Helper()
	h, keys, _ := closed(t, api.Options{})
	return furnish(t, h, keys, strings.NewReplacer())
}

// furnish is furnished over other records: by tells what those of the sample are called there.
func furnish(t *testing.T, h http.Handler, keys *auth.Keys, by *strings.Replacer) string {
	t.Helper()
	n := &neighbour{h, t, ""}
	_, n.key = newKey(t, keys, auth.Key{Role: auth.Admin, Label: "operations"})
	newKey(t, keys, auth.Key{Role: auth.Recruiter, Label: "talent team"})
	newKey(t, keys, auth.Key{Role: auth.Candidate, Candidate: by.Replace("c-001"), Label: "a job seeker"})
	for _, x := range [][3]string{
		{"PUT", "/v1/searches/seen", `{"name":"New people for MLOps","for":"candidate","role":"r-ref-mlops-berlin","above":500000,"policy":"balanced","weights":{"degree":5},"where":"years >= 2"}`},
		{"PUT", "/v1/searches/paused", `{"name":"Berlin","for":"role","where":"city within 50km of Berlin","paused":true}`},
		{"PUT", "/v1/policies/seen", `{"base":"balanced","weights":{"degree":0,"title":15}}`},
		{"PATCH", "/v1/roles/r-ref-mlops-berlin/reviews/c-001", `{"listed":true,"note":"Ask about on-call.","verdict":"invite","reason":"Has run clusters of this size."}`},
		{"PATCH", "/v1/roles/r-ref-mlops-berlin/reviews/c-014", `{"listed":true}`},
		{"POST", "/v1/bulk/roles?wait=searchable", `{"id":"r-new","title":{"name":"Fresh"},"requirements":[]}` + "\n{no record}\n"},
		{"POST", "/v1/rescores", `{"top":20}`},
	} {
		if *figures > 0 && x[1] == "/v1/rescores" {
			continue // a run beside would be measured, too
		}
		media := "application/json"
		if strings.Contains(x[1], "bulk") {
			media = "application/x-ndjson"
		}
		r := httptest.NewRequest(x[0], "http://127.0.0.1"+by.Replace(x[1]), strings.NewReader(by.Replace(x[2])))
		r.Header.Set("Authorization", "Bearer "+n.key)
		r.Header.Set("Content-Type", media)
		if x[0] == "PUT" && strings.Contains(x[1], "searches") {
			r.Header.Set("If-None-Match", "*")
		}
		w := httptest.NewRecorder()
		if h.ServeHTTP(w, r); w.Code > 299 && w.Code != http.StatusPreconditionFailed { // a directory of figures has it already
			t.Fatalf("%s: %d %s", x[1], w.Code, w.Body)
		}
	}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/sign-in" {
			r.Header.Set("Authorization", "Bearer "+n.key)
		}
		if _, err := r.Cookie("tenon"); err != nil && slices.ContainsFunc([]string{"/rank", "/shortlist", "/pair", "/compare", "/roles", "/operations"}, func(p string) bool { return strings.HasPrefix(r.URL.Path, p) }) {
			r.AddCookie(&http.Cookie{Name: "tenon", Value: "perspective=employer"})
		}
		h.ServeHTTP(w, r)
	}))
	t.Cleanup(s.Close)
	return s.URL
}

func TestEveryPageInEveryLook(t *testing.T) {
	b, base, pages := browser(t), furnished(t), everyPage(t)
	for _, l := range looks {
		t.Run(l.String(), func(t *testing.T) {
			t.Parallel() // each has a tab
			tab := newTab(t, b, base, l)
			for _, p := range pages {
				tab.open(p.path)
				if p.name == "missing" || p.name == "compare-one" { // the browser says on the console that it was refused
					tab.forgive()
				}
				tab.check(p.name)
			}
		})
	}
}

// TestEveryPageIsGivenAsItIsMeant holds that each page is there with what it should have on it: a look at a page of a fault says little.
func TestEveryPageIsGivenAsItIsMeant(t *testing.T) {
	base := furnished(t)
	want := map[string]int{"missing": http.StatusNotFound, "compare-one": http.StatusUnprocessableEntity}
	for _, p := range everyPage(t) {
		r, err := http.Get(base + p.path)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r.Body)
		_ = r.Body.Close() // read to its end
		if err != nil {
			t.Fatal(err)
		}
		if status := max(want[p.name], http.StatusOK); r.StatusCode != status {
			t.Errorf("%s: %d: %s", p.path, r.StatusCode, body)
		}
		if p.name != "signin" && strings.Contains(r.Request.URL.Path, "sign-in") {
			t.Errorf("%s leads to the page to sign in on", p.path)
		}
		if csp := r.Header.Get("Content-Security-Policy"); csp == "" || strings.Contains(csp, "unsafe") {
			t.Errorf("%s: policy %q", p.path, csp)
		}
	}
}

func TestPagesAreLight(t *testing.T) {
	base := furnished(t)
	weigh := func(path string) int {
		r, err := http.Get(base + path)
		if err != nil {
			t.Fatal(err)
		}
		n, err := io.Copy(io.Discard, r.Body)
		_ = r.Body.Close() // read to its end
		if err != nil {
			t.Fatal(err)
		}
		return int(n)
	}
	loaded := 0
	for _, p := range []string{"/assets/tenon.css", "/assets/tenon.js", "/assets/htmx.min.js", "/assets/tenon.svg"} {
		loaded += weigh(p)
	}
	for _, p := range everyPage(t) {
		if n := weigh(p.path) + loaded; n > 200<<10 {
			t.Errorf("%s weighs %d KB", p.name, n>>10)
		}
	}
}
