package web_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"tenon/api"
	"tenon/api/auth"
	"tenon/api/web"
)

// A link to a ranking is worth what its reader may see: the same to a colleague, the page to sign in on to nobody and to somebody whose
// session is over, and to others what they would see of a role that is not there.
func TestALinkIsWorthWhatItsReaderMaySee(t *testing.T) {
	h, keys, _ := closed(t, api.Options{})
	_, mine := newKey(t, keys, auth.Key{Role: auth.Recruiter})
	colleagueID, colleague := newKey(t, keys, auth.Key{Role: auth.Recruiter})
	_, elsewhere := newKey(t, keys, auth.Key{Role: auth.Recruiter, Org: "acme"})
	_, person := newKey(t, keys, auth.Key{Role: auth.Candidate, Candidate: "c-001"})
	me := signedIn(t, h, mine)
	page := get(t, h, "/rank?role=r-ref-mlops-berlin&w.degree=60&lambda=10&sort=forward&from=21", me).Body.String()
	m := regexp.MustCompile(`<input id="link" readonly value="http://127\.0\.0\.1([^"]*)"`).FindStringSubmatch(page)
	if m == nil {
		t.Fatalf("there is no link: %s", page)
	}
	link := strings.ReplaceAll(m[1], "&amp;", "&")
	if strings.Contains(link, "from=") || strings.Contains(link, "cursor=") {
		t.Errorf("the link is %s: it begins somewhere in the middle", link)
	}
	order := func(body string) (ids []string) {
		for _, m := range rowOf.FindAllStringSubmatch(body, -1) {
			ids = append(ids, m[2])
		}
		return ids
	}
	want := order(get(t, h, link, me).Body.String())
	theirs := signedIn(t, h, colleague)
	if got := order(get(t, h, link, theirs).Body.String()); len(want) == 0 || strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("a colleague sees %v: want %v", got, want)
	}
	if err := keys.Revoke("", colleagueID); err != nil {
		t.Fatal(err)
	}
	for who, header := range map[string]http.Header{"nobody": nil, "somebody whose session is over": theirs} {
		w := get(t, h, link, header)
		to, err := url.Parse(w.Header().Get("Location"))
		if err != nil || w.Code != http.StatusSeeOther || to.Path != "/sign-in" || to.Query().Get("to") != link {
			t.Errorf("%s is sent to %s (%d): want there and back to %s", who, to, w.Code, link)
		}
	}
	r := httptest.NewRequest("POST", "http://127.0.0.1/sign-in", strings.NewReader(url.Values{"to": {link}, "key": {mine}}.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	if h.ServeHTTP(w, r); w.Code != http.StatusSeeOther || w.Header().Get("Location") != link {
		t.Errorf("signed in, one comes to %q", w.Header().Get("Location"))
	}
	foreign, missing := get(t, h, link, signedIn(t, h, elsewhere)), get(t, h, "/rank?role=none", signedIn(t, h, elsewhere))
	if foreign.Code != http.StatusNotFound || missing.Code != http.StatusNotFound || strings.Contains(foreign.Body.String(), "MLOps") {
		t.Errorf("another organisation: %d, and of no role %d: %s", foreign.Code, missing.Code, foreign.Body)
	}
	if w := get(t, h, link, signedIn(t, h, person)); w.Code != http.StatusForbidden || strings.Contains(w.Body.String(), `id="results"`) {
		t.Errorf("a candidate: %d %s", w.Code, w.Body)
	}
}

// No form of another site does anything, whichever it is.
func TestNoFormOfAnotherSiteIsTaken(t *testing.T) {
	h, keys, _ := closed(t, api.Options{})
	_, key := newKey(t, keys, auth.Key{Role: auth.Admin})
	session := signedIn(t, h, key)
	forms := 0
	for _, pattern := range web.New().Patterns() {
		path, form := strings.CutPrefix(pattern, "POST ")
		if !form {
			continue
		}
		forms++
		path = strings.NewReplacer("{kind}", "candidates", "{id}", "c-001", "{candidate}", "c-001", "{index}", "0").Replace(path)
		for _, header := range []http.Header{{"Sec-Fetch-Site": {"cross-site"}}, {"Sec-Fetch-Site": {"same-site"}}, {"Origin": {"https://evil.example"}}, {"Origin": {"null"}}} {
			r := httptest.NewRequest("POST", "http://127.0.0.1"+path, strings.NewReader("do=delete"))
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			for _, h := range []http.Header{session, header} {
				for k, v := range h {
					r.Header[k] = v
				}
			}
			for where, site := range map[string]http.Handler{"behind the API": h, "alone": web.New()} { // either would do
				w := httptest.NewRecorder()
				if site.ServeHTTP(w, r.Clone(t.Context())); w.Code != http.StatusForbidden {
					t.Errorf("%s of %v, %s: %d", path, header, where, w.Code)
				}
			}
		}
	}
	if forms < 10 {
		t.Errorf("only %d forms", forms)
	}
}
