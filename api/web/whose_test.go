package web_test

import (
	"encoding/csv"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tenon/api"
	"tenon/api/auth"
)

// neighbour is a recruiter of one organisation who looks at pages over the sample, which is another's.
type neighbour struct {
	http.Handler
	t   *testing.T
	key string
}

func (n *neighbour) send(method, path, media, body string) *httptest.ResponseRecorder {
	n.t.Helper()
	r := httptest.NewRequest(method, "http://127.0.0.1"+path, strings.NewReader(body))
	r.Header.Set("Authorization", "Bearer "+n.key)
	if media != "" {
		r.Header.Set("Content-Type", media)
	}
	r.AddCookie(&http.Cookie{Name: "tenon", Value: "perspective=employer"})
	w := httptest.NewRecorder()
	n.ServeHTTP(w, r)
	return w
}

// page opens a page that has to be there.
func (n *neighbour) page(path string) string {
	n.t.Helper()
	w := n.send("GET", path, "", "")
	if w.Code != http.StatusOK {
		n.t.Fatalf("%s: %d %s", path, w.Code, w.Body)
	}
	return w.Body.String()
}

// sharing gives the neighbour of the sample a role, and shares one candidate of the sample with it.
func sharing(t *testing.T) *neighbour { return sharingWith(t, "") }

// sharingWith is sharing by an organisation of another name, which has a candidate of its own.
func sharingWith(t *testing.T, org string) *neighbour {
	t.Helper()
	h, keys, _ := closed(t, api.Options{})
	owner, n := &neighbour{h, t, ""}, &neighbour{h, t, ""}
	_, owner.key = newKey(t, keys, auth.Key{Role: auth.Admin, Org: org})
	_, n.key = newKey(t, keys, auth.Key{Role: auth.Admin, Org: "acme"})
	if org != "" {
		owner.put("/v1/candidates/c-001?wait=searchable", `{"headline":"Platform engineer","skills":[{"name":"Kubernetes","level":5}]}`)
	}
	if w := owner.send("POST", "/v1/candidates/c-001/consents?wait=searchable", "application/json", `{"purpose":"placement","org":"acme"}`); w.Code != http.StatusCreated {
		t.Fatal(w.Body)
	}
	n.put("/v1/roles/r-acme?wait=searchable", `{"title":{"name":"MLOps Engineer"},"requirements":[{"kind":"skill","name":"Kubernetes","necessity":"must"}]}`)
	n.put("/v1/candidates/c-001?wait=searchable", `{"headline":"A namesake","skills":[{"name":"Kubernetes"}]}`)
	_, n.key = newKey(t, keys, auth.Key{Role: auth.Recruiter, Org: "acme"})
	return n
}

// put creates a record.
func (n *neighbour) put(path, body string) {
	n.t.Helper()
	r := httptest.NewRequest("PUT", "http://127.0.0.1"+path, strings.NewReader(body))
	r.Header.Set("Authorization", "Bearer "+n.key)
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("If-None-Match", "*")
	w := httptest.NewRecorder()
	if n.ServeHTTP(w, r); w.Code != http.StatusCreated {
		n.t.Fatalf("%s: %d %s", path, w.Code, w.Body)
	}
}

var hrefs = regexp.MustCompile(`(?:href|action|formaction|hx-post)="([^"]*)"`)

// leads finds an address on a page that has all of some words.
func leads(t *testing.T, body string, words ...string) string {
	t.Helper()
	for _, m := range hrefs.FindAllStringSubmatch(body, -1) {
		to := strings.ReplaceAll(m[1], "&amp;", "&")
		if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(to, w) }) {
			return to
		}
	}
	t.Fatalf("nothing leads to %v in %s", words, body)
	return ""
}

// Whom another organisation shares goes all the way that one's own go, and is never taken for a namesake.
func TestASharedCandidateGoesAllTheWay(t *testing.T) {
	n := sharing(t)
	const headline, namesake = "Senior MLOps engineer", "A namesake"
	ranking := n.page("/rank?role=r-acme")
	if !strings.Contains(ranking, headline) || !strings.Contains(ranking, namesake) || !strings.Contains(ranking, "of another organisation") {
		t.Fatalf("the ranking: %s", ranking)
	}
	pair := n.page(leads(t, ranking, "/pair?", "candidateOrg=", "candidate=c-001"))
	if !strings.Contains(pair, headline) || strings.Contains(pair, namesake) {
		t.Errorf("the explanation: %s", pair)
	}
	const form = "application/x-www-form-urlencoded"
	star := leads(t, ranking, "/reviews/c-001?", "candidateOrg=", "back=")
	if w := n.send("POST", star, form, url.Values{"listed": {"1"}}.Encode()); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/rank?role=r-acme" {
		t.Fatalf("%s: %d to %q %s", star, w.Code, w.Header().Get("Location"), w.Body)
	}
	if pressed := strings.Count(n.page("/rank?role=r-acme"), `aria-pressed="true"`); pressed != 2 { // and the employer's switch
		t.Errorf("%d are starred", pressed)
	}
	decide := leads(t, pair, "/roles/r-acme/reviews/c-001?", "candidateOrg=")
	if w := n.send("POST", decide, form, url.Values{"verdict": {"invite"}, "reason": {"has run clusters"}}.Encode()); w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	list := n.page("/shortlist?role=r-acme")
	if !strings.Contains(list, headline) || !strings.Contains(list, "has run clusters") || strings.Contains(list, namesake) {
		t.Errorf("the shortlist: %s", list)
	}
	if review := n.page(leads(t, list, "/roles/r-acme/reviews/c-001?", "candidateOrg=")); !strings.Contains(review, "has run clusters") || !strings.Contains(review, headline) {
		t.Errorf("the review: %s", review)
	}
	if review := n.page("/roles/r-acme/reviews/c-001"); strings.Contains(review, "has run clusters") || !strings.Contains(review, namesake) {
		t.Errorf("the review of the namesake: %s", review)
	}
	if table := n.page("/compare?role=r-acme&candidate=c-001&" + url.Values{"candidate@": {"c-001"}}.Encode()); strings.Index(table, namesake) > strings.Index(table, headline) || !strings.Contains(table, headline) {
		t.Errorf("side by side: %s", table)
	}
	if !strings.Contains(ranking, `name="candidate@" value="c-001"`) {
		t.Error("the ranking does not let the shared one be compared")
	}
	if person := n.page("/candidates/c-001?org="); !strings.Contains(person, headline) || strings.Contains(person, "/correct") {
		t.Errorf("the record: %s", person)
	}
	file := n.send("GET", "/rank/export?role=r-acme", "", "")
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(file.Body.String(), "\ufeff"))).ReadAll()
	if err != nil || len(rows) != 4 {
		t.Fatalf("%v: %s", err, file.Body)
	}
	for _, r := range rows[1:] {
		if shared := r[2] == headline; shared != (r[13] == "Invite") {
			t.Errorf("the file: %v", r)
		}
	}
}
