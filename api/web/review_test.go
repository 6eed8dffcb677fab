package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"tenon/api"
	"tenon/api/auth"
	"tenon/api/web"
	"tenon/cmd/tenon/app/apptest"
)

const reviewPath = "/roles/r-ref-mlops-berlin/reviews/c-001"

// What people write about a candidate stays text wherever it is shown.
func TestWordsOfAReviewAreText(t *testing.T) {
	h := open(t)
	for i, bad := range payloads() {
		form := url.Values{"note": {bad}}
		if i%2 == 1 && i < 120 { // a review holds so many decisions
			form = url.Values{"verdict": {"hold"}, "reason": {bad}}
		}
		if w := post(t, h, reviewPath, form, nil); w.Code != http.StatusSeeOther && w.Code != http.StatusUnprocessableEntity { // not all have words
			t.Fatalf("%q: %d %s", bad, w.Code, w.Body)
		}
	}
	raw := regexp.MustCompile(`(?i)<(script>|img src=x|svg onload|iframe|a href="javascript)`)
	employer := http.Header{"Cookie": {"tenon=perspective=employer"}}
	for _, path := range []string{reviewPath, "/shortlist?role=r-ref-mlops-berlin", "/pair?role=r-ref-mlops-berlin&candidate=c-001", "/rank?role=r-ref-mlops-berlin"} {
		w := get(t, h, path, employer)
		if found := raw.FindString(w.Body.String()); w.Code != http.StatusOK || found != "" {
			t.Errorf("%s: %d, %q", path, w.Code, found)
		}
	}
	if w := get(t, h, reviewPath, nil); !strings.Contains(w.Body.String(), "&lt;script&gt;window.bad=1") {
		t.Error("the payloads are not there")
	}
}

// Who may not decide sees no shortlists: neither buttons nor what others wrote.
func TestACandidateSeesNoReviews(t *testing.T) {
	a, k := apptest.Open(t)
	keys, err := auth.OpenKeys(t.TempDir(), func() time.Time { return apptest.Now })
	if err != nil {
		t.Fatal(err)
	}
	p := web.New()
	h := apptest.API(t, a, k, api.Options{Pages: p, Keys: keys, Auth: keys})
	p.Over(h)
	header := func(x auth.Key) http.Header {
		_, text, err := keys.Create(x)
		if err != nil {
			t.Fatal(err)
		}
		return http.Header{"Authorization": {"Bearer " + text}, "Cookie": {"tenon=perspective=employer"}}
	}
	recruiter, candidate := header(auth.Key{Role: auth.Recruiter}), header(auth.Key{Role: auth.Candidate, Candidate: "c-001"})
	if w := post(t, h, reviewPath, url.Values{"note": {"a secret of the house"}, "listed": {"1"}}, recruiter); w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	const pair = "/pair?role=r-ref-mlops-berlin&candidate=c-001"
	if w := get(t, h, pair, recruiter); !strings.Contains(w.Body.String(), "a secret of the house") {
		t.Errorf("the recruiter does not see it: %d", w.Code)
	}
	if w := get(t, h, pair, candidate); w.Code != http.StatusOK || strings.Contains(w.Body.String(), "a secret") || strings.Contains(w.Body.String(), `id="review"`) {
		t.Errorf("the candidate: %d", w.Code)
	}
	for _, path := range []string{reviewPath, "/shortlist", "/shortlist?role=r-ref-mlops-berlin", "/rank/export?role=r-ref-mlops-berlin"} {
		if w := get(t, h, path, candidate); w.Code == http.StatusOK || strings.Contains(w.Body.String(), "a secret") {
			t.Errorf("the candidate at %s: %d", path, w.Code)
		}
	}
	if w := post(t, h, reviewPath, url.Values{"listed": {"0"}}, candidate); w.Code != http.StatusForbidden && w.Code != http.StatusNotFound {
		t.Errorf("the candidate takes the star away: %d", w.Code)
	}
}
