package web_test

import (
	"bytes"
	"encoding"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"tenon/api/web"
	"tenon/api/wire"
	"tenon/profiles"
	"tenon/profiles/identity"
)

// leaves are the fields of a type as JSON has it, each as a document in which that field alone has a text: a new field is one of them by
// itself.
func leaves(t reflect.Type, deep int) (names []string, docs []func(text string) any) {
	writes := func(t reflect.Type) bool {
		for _, w := range []reflect.Type{reflect.TypeFor[encoding.TextMarshaler](), reflect.TypeFor[json.Marshaler]()} {
			if t.Implements(w) || reflect.PointerTo(t).Implements(w) {
				return true
			}
		}
		return false
	}
	add := func(name string, doc func(string) any) { names, docs = append(names, name), append(docs, doc) }
	under := func(name string, t reflect.Type, wrap func(any) any) {
		ns, ds := leaves(t, deep-1)
		for i, d := range ds {
			add(name+ns[i], func(s string) any { return wrap(d(s)) })
		}
	}
	switch {
	case deep == 0:
	case t.Kind() == reflect.Pointer:
		return leaves(t.Elem(), deep)
	case writes(t) || t.Kind() != reflect.Struct && t.Kind() != reflect.Slice && t.Kind() != reflect.Map:
		add("", func(s string) any { return s })
	case t.Kind() == reflect.Slice:
		under("[]", t.Elem(), func(v any) any { return []any{v} })
	case t.Kind() == reflect.Map:
		add("{key}", func(s string) any { return map[string]any{s: 1} })
		under("{}", t.Elem(), func(v any) any { return map[string]any{"degree": v} })
	default:
		for i := range t.NumField() {
			f := t.Field(i)
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			switch {
			case !f.IsExported() || name == "-":
			case f.Anonymous && name == "":
				ns, ds := leaves(f.Type, deep)
				names, docs = append(names, ns...), append(docs, ds...)
			default:
				under("."+name, f.Type, func(v any) any { return map[string]any{name: v} })
			}
		}
	}
	return names, docs
}

// bodies are the requests that carry a type.
func bodies() []struct {
	method, path string
	of           reflect.Type
	base         map[string]any // what makes it a request
} {
	return []struct {
		method, path string
		of           reflect.Type
		base         map[string]any
	}{
		{"PUT", "/v1/candidates/", reflect.TypeFor[profiles.Candidate](), map[string]any{"headline": "Engineer", "skills": []any{map[string]any{"name": "Kubernetes"}}}},
		{"PUT", "/v1/roles/", reflect.TypeFor[profiles.Role](), map[string]any{"title": map[string]any{"name": "Engineer"}, "requirements": []any{map[string]any{"kind": "skill", "name": "Kubernetes", "necessity": "must"}}}},
		{"PUT", "/v1/candidates/c-001/identity", reflect.TypeFor[identity.Identity](), map[string]any{"name": "Somebody"}},
		{"PUT", "/v1/searches/", reflect.TypeFor[profiles.Search](), map[string]any{"for": "candidate", "role": "r-001", "where": "years >= 0"}},
		{"PATCH", "/v1/roles/r-001/reviews/c-001", reflect.TypeFor[wire.ReviewChange](), map[string]any{"listed": true}},
		{"POST", "/v1/keys", reflect.TypeFor[wire.NewKey](), map[string]any{"role": "recruiter"}},
		{"PUT", "/v1/policies/", reflect.TypeFor[wire.NewPolicy](), map[string]any{"base": "balanced"}},
		{"POST", "/v1/rank", reflect.TypeFor[wire.RankRequest](), map[string]any{"role": "r-001"}},
		{"POST", "/v1/candidates/c-001/consents", reflect.TypeFor[wire.NewConsent](), map[string]any{"purpose": "placement"}},
	}
}

// TestNoFieldOfAnyKindTakesWhatRuns sends each field of each kind, those of closed sets, numbers, dates and addresses too, what would run
// on a page; what is taken is looked at, and what is refused is told in words that stay words.
func TestNoFieldOfAnyKindTakesWhatRuns(t *testing.T) {
	p := poison(t, 1)
	all := payloads()
	each := 2
	if testing.Short() {
		each = 1
	}
	taken, refused, next := 0, 0, 0
	for _, b := range bodies() {
		names, docs := leaves(b.of, 6)
		if len(names) < 2 {
			t.Fatalf("%s has the fields %v", b.of, names)
		}
		for i, doc := range docs {
			for range each {
				next++
				id := fmt.Sprintf("leaf-%d", next)
				path, body := b.path, map[string]any{}
				for k, v := range b.base {
					body[k] = v
				}
				for k, v := range doc(all[next*7%len(all)]).(map[string]any) {
					body[k] = v
				}
				if strings.HasSuffix(path, "/") {
					path += id
					if names[i] != ".id" {
						delete(body, "id")
					}
				}
				text, err := json.Marshal(body)
				if err != nil {
					t.Fatal(err)
				}
				r := httptest.NewRequest(b.method, "http://127.0.0.1"+path, bytes.NewReader(text))
				r.Header.Set("Content-Type", "application/json")
				if b.method == "PUT" && !strings.Contains(path, "policies") {
					r.Header.Set("If-None-Match", "*")
				}
				w := p.do(r)
				if w.Code == http.StatusInternalServerError {
					t.Fatalf("%s%s: %d %s", b.of, names[i], w.Code, w.Body)
				}
				if m := w.Header().Get("Content-Type"); !strings.Contains(m, "json") && w.Body.Len() > 0 || w.Header().Get("X-Content-Type-Options") != "nosniff" {
					t.Fatalf("%s%s is answered as %q", b.of, names[i], m)
				}
				if w.Code > 299 {
					refused++
					continue
				}
				taken++
				for _, at := range looksAt(b.of, id) {
					if w := p.do(httptest.NewRequest("GET", "http://127.0.0.1"+at, nil)); len(inert(w.Body.String())) > 0 || w.Code == http.StatusInternalServerError {
						t.Fatalf("%s%s = %s on %s: %d %v", b.of, names[i], text, at, w.Code, inert(w.Body.String()))
					}
				}
			}
		}
	}
	t.Logf("%d were taken and looked at, %d refused", taken, refused)
	if taken < 50*each || refused < 100*each {
		t.Errorf("%d taken, %d refused: this test has become blind", taken, refused)
	}
}

// looksAt are the pages of what was taken.
func looksAt(of reflect.Type, id string) []string {
	switch of {
	case reflect.TypeFor[profiles.Candidate]():
		return []string{"/candidates/" + id, "/match?candidate=" + id, "/pair?role=r-ref-mlops-berlin&candidate=" + id}
	case reflect.TypeFor[profiles.Role]():
		return []string{"/roles/" + id, "/rank?role=" + id, "/pair?candidate=c-001&role=" + id}
	case reflect.TypeFor[profiles.Search]():
		return []string{"/alerts/" + id}
	case reflect.TypeFor[wire.ReviewChange]():
		return []string{"/roles/r-001/reviews/c-001", "/shortlist?role=r-001"}
	case reflect.TypeFor[wire.NewKey]():
		return []string{"/operations/keys"}
	case reflect.TypeFor[wire.NewPolicy]():
		return []string{"/operations/policies?edit=" + id}
	}
	return nil
}

// parameterNames are all names that the pages read from addresses, forms and paths, found in their source: a new one is covered by itself.
func parameterNames(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`(?:\.(?:Get|Has|FormValue|PathValue)|text|q|v|form)\(?\[?"([A-Za-z][A-Za-z0-9.]*)"[\])]`).FindAllSubmatch(b, -1) {
			out = append(out, string(m[1]))
		}
	}
	out = append(out, "w.degree", "roleOrg", "candidateOrg", "candidate@", "role@x")
	slices.Sort(out)
	if out = slices.Compact(out); len(out) < 50 {
		t.Fatalf("only %d names: this test has become blind: %v", len(out), out)
	}
	return out
}

// TestNoParameterOrHeaderRuns puts what would run into each name that a page reads, one after the other and all at once, into what
// browsers send along, and into forms.
func TestNoParameterOrHeaderRuns(t *testing.T) {
	p := poison(t, 1)
	all, names := payloads(), parameterNames(t)
	rows, next := pagesOf(p.ids[0], "x"), 0
	look := func(r *http.Request) {
		t.Helper()
		w := p.do(r)
		media := w.Header().Get("Content-Type")
		if strings.HasPrefix(media, "text/csv") || w.Code == http.StatusSeeOther && w.Body.Len() == 0 {
			if to := w.Header().Get("Location"); to != "" && (!strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//")) {
				t.Fatalf("%s %s leads to %q", r.Method, r.URL, to)
			}
			return
		}
		if faults := inert(w.Body.String()); len(faults) > 0 || w.Code == http.StatusInternalServerError || w.Body.Len() > 0 && !strings.HasPrefix(media, "text/html") && !strings.HasPrefix(media, "text/plain") {
			t.Fatalf("%s %s: %d %s %v", r.Method, r.URL, w.Code, media, faults)
		}
	}
	bad := func() string { next++; return all[next%len(all)] }
	for _, paths := range rows {
		if len(paths) == 0 {
			continue
		}
		path := paths[len(paths)-1]
		if i := strings.Index(path, "?"); i < 0 {
			path += "?"
		} else {
			path += "&"
		}
		for _, name := range names {
			look(httptest.NewRequest("GET", "http://127.0.0.1"+path+url.QueryEscape(name)+"="+url.QueryEscape(bad()), nil))
		}
		for range 8 {
			q := url.Values{}
			for _, name := range names {
				q.Set(name, bad())
			}
			look(httptest.NewRequest("GET", "http://127.0.0.1"+path+q.Encode(), nil))
		}
		for _, header := range []string{"Accept-Language", "Referer", "User-Agent", "HX-Request", "HX-Current-URL", "HX-Target", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-For", "Cookie", "Origin", "Sec-Fetch-Site"} {
			for range 3 {
				r := httptest.NewRequest("GET", "http://127.0.0.1"+path, nil)
				r.Header.Set(header, bad())
				if header == "Cookie" {
					r.Header.Set(header, "tenon="+url.QueryEscape(bad())+"; tenon_session="+url.QueryEscape(bad()))
				}
				look(r)
			}
		}
		for range 3 {
			r := httptest.NewRequest("GET", "http://127.0.0.1"+path, nil)
			r.Host = bad()
			look(r)
		}
	}
	ids := strings.NewReplacer("{kind}", "candidates", "{candidate}", "c-001", "{index}", "0")
	for _, pattern := range web.New().Patterns() {
		path, form := strings.CutPrefix(pattern, "POST ")
		if !form {
			continue
		}
		for i := range 40 {
			id := "c-001"
			if strings.HasPrefix(path, "/roles") {
				id = "r-001"
			}
			if i%4 == 3 {
				id = url.PathEscape(bad())
			}
			q := url.Values{}
			for _, name := range names {
				if i%2 == 0 || (i+len(name))%3 == 0 {
					q.Set(name, bad())
				}
			}
			r := httptest.NewRequest("POST", "http://127.0.0.1"+strings.ReplaceAll(ids.Replace(path), "{id}", id), strings.NewReader(q.Encode()))
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			look(r)
		}
		for range 10 { // files by names and of types that would run
			var b bytes.Buffer
			m := multipart.NewWriter(&b)
			w, err := m.CreateFormFile("file", bad()+".json")
			if err == nil {
				_, err = fmt.Fprintf(w, "{\"headline\":%q}", bad())
			}
			if err != nil || m.WriteField("kind", bad()) != nil || m.Close() != nil {
				t.Fatal(err)
			}
			r := httptest.NewRequest("POST", "http://127.0.0.1"+strings.ReplaceAll(ids.Replace(path), "{id}", "c-001"), &b)
			r.Header.Set("Content-Type", m.FormDataContentType())
			look(r)
		}
	}
}

// TestNoNameOfAnOrganisationRuns has an organisation, a key's label, a policy and a file called by what would run, in a browser.
func TestNoNameOfAnOrganisationRuns(t *testing.T) {
	org := payloads()[1]
	n := sharingWith(t, org)
	if w := n.send("POST", "/roles/r-acme/reviews/c-001?"+url.Values{"candidateOrg": {org}}.Encode(), "application/x-www-form-urlencoded", "listed=1"); w.Code != http.StatusSeeOther {
		t.Fatal(w.Body)
	}
	pages := map[string]bool{}
	for _, at := range []string{"/rank?role=r-acme", "/shortlist?role=r-acme", "/pair?" + url.Values{"role": {"r-acme"}, "candidate": {"c-001"}, "candidateOrg": {org}}.Encode(), "/alerts/new?role=r-acme", "/operations", "/operations/policies"} {
		body := n.send("GET", at, "", "").Body.String()
		if faults := inert(body); len(faults) > 0 {
			t.Errorf("%s: %v", at, faults)
		}
		pages[at] = strings.Contains(body, "onerror")
	}
	if !pages["/rank?role=r-acme"] || !pages["/shortlist?role=r-acme"] {
		t.Errorf("the name is nowhere to be seen: %v", pages)
	}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Header.Set("Authorization", "Bearer "+n.key)
		n.ServeHTTP(w, r)
	}))
	t.Cleanup(s.Close)
	tab := newTab(t, browser(t), s.URL, look{1440, false})
	for at := range pages {
		tab.open(at)
		var ran bool
		tab.run(chromedp.Evaluate(`document.querySelectorAll('details').forEach(d => d.open = true); 'bad' in window`, &ran))
		if ran {
			t.Errorf("%s: the name of an organisation ran", at)
		}
	}
}
