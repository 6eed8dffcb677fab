package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"tenon/api"
	"tenon/api/wire"
	"tenon/profiles"
)

const reviewed = "/v1/roles/r-ref-mlops-berlin/reviews/c-001"

// changeOf sends a change of a review and returns what the review is then.
func changeOf(t *testing.T, h http.Handler, path, body string) *profiles.Review {
	t.Helper()
	w := ask(t, h, "PATCH", path, body)
	var r profiles.Review
	if err := json.Unmarshal(w.Body.Bytes(), &r); err != nil || w.Code != 200 {
		t.Fatalf("%s: %d %s", body, w.Code, w.Body)
	}
	return &r
}

func TestAReviewFromTheStarToTheDecision(t *testing.T) {
	h := handler(t, api.Options{})
	refused(t, h, wire.CodeNotFound, "GET", reviewed, "")
	changeOf(t, h, reviewed, `{"listed":true}`)
	changeOf(t, h, reviewed, `{"note":" Ask about on-call. "}`)
	r := changeOf(t, h, reviewed, `{"note":"Second thought."}`)
	if !r.Listed || len(r.Notes) != 2 || r.Notes[0].Text != "Ask about on-call." || r.Notes[0].At != "2026-06-15T12:00:00Z" || r.Notes[0].By != "local" {
		t.Errorf("%+v", r)
	}
	r = changeOf(t, h, reviewed, fmt.Sprintf(`{"forget":%q}`, r.Notes[1].ID))
	if len(r.Notes) != 1 || r.Notes[0].Text != "Ask about on-call." {
		t.Errorf("the other note is gone: %+v", r.Notes)
	}
	changeOf(t, h, reviewed, `{"verdict":"hold","reason":"Wait for the budget."}`)
	r = changeOf(t, h, reviewed, `{"verdict":"invite","reason":"The budget is there."}`)
	if d := r.Decided(); len(r.Decisions) != 2 || d.Verdict != profiles.Invite || d.Reason != "The budget is there." {
		t.Errorf("%+v", r.Decisions)
	}
	w := ask(t, h, "GET", reviewed, "")
	var again profiles.Review
	if err := json.Unmarshal(w.Body.Bytes(), &again); err != nil || again.Decided() == nil || *again.Decided() != *r.Decided() || w.Header().Get("ETag") == "" {
		t.Errorf("%s", w.Body)
	}
	for body, path := range map[string]string{`{"verdict":"decline"}`: "decisions[2].reason", `{"verdict":"decline","reason":" . "}`: "decisions[2].reason", `{"reason":"because"}`: "decisions[2].verdict",
		`{"verdict":"maybe","reason":"x"}`: "verdict", `{}`: "body", `{"note":"…"}`: "notes[1].text"} {
		if p := refused(t, h, wire.CodeInvalid, "PATCH", reviewed, body); len(p.Errors) != 1 || p.Errors[0].Path != path {
			t.Errorf("%s: %+v: want a fault of %s", body, p.Errors, path)
		}
	}
	refused(t, h, wire.CodeNotFound, "PATCH", reviewed, `{"forget":"none"}`)
	refused(t, h, wire.CodeNotFound, "PATCH", "/v1/roles/r-ref-mlops-berlin/reviews/nobody", `{"listed":true}`)
	refused(t, h, wire.CodeNotFound, "PATCH", "/v1/roles/none/reviews/c-001", `{"listed":true}`)
	if w := ask(t, h, "DELETE", reviewed, ""); w.Code != 204 {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	refused(t, h, wire.CodeNotFound, "DELETE", reviewed, "")
}

func TestAStarThatIsTakenBackLeavesNothing(t *testing.T) {
	h := handler(t, api.Options{})
	changeOf(t, h, reviewed, `{"listed":true}`)
	if r := changeOf(t, h, reviewed, `{"listed":false}`); !r.Empty() {
		t.Errorf("%+v", r)
	}
	refused(t, h, wire.CodeNotFound, "GET", reviewed, "")
	changeOf(t, h, reviewed, `{"listed":false}`) // of what was never listed
}

func TestReviewsAreListedByRoleAndCounted(t *testing.T) {
	h := handler(t, api.Options{})
	for _, c := range []string{"c-001", "c-002", "c-003"} {
		changeOf(t, h, "/v1/roles/r-ref-mlops-berlin/reviews/"+c, `{"listed":true}`)
	}
	changeOf(t, h, reviewed, `{"verdict":"decline","reason":"Lives elsewhere."}`)
	changeOf(t, h, "/v1/roles/r-001/reviews/c-001", `{"verdict":"invite","reason":"Has all of it."}`)
	var got []string
	next := ""
	for {
		var p wire.Reviews
		w := ask(t, h, "GET", "/v1/reviews?role=r-ref-mlops-berlin&limit=2&cursor="+next, "")
		if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || w.Code != 200 {
			t.Fatal(w.Body)
		}
		for _, r := range p.Reviews {
			got = append(got, r.Role+"/"+r.Candidate)
		}
		if next = p.Next; next == "" {
			break
		}
	}
	if len(got) != 3 || strings.Contains(strings.Join(got, " "), "r-001") {
		t.Errorf("%v", got)
	}
	if w := ask(t, h, "GET", "/v1/reviews", ""); strings.Count(w.Body.String(), `"candidate":`) != 4 {
		t.Errorf("all: %s", w.Body)
	}
	w := ask(t, h, "GET", "/v1/reviews?role=r-ref-mlops-berlin&candidate=c-002&candidate=c-014&candidate=c-003", "")
	if s := w.Body.String(); strings.Count(s, `"candidate":`) != 2 || !strings.Contains(s, "c-002") || !strings.Contains(s, "c-003") {
		t.Errorf("of three: %s", s)
	}
	refused(t, h, wire.CodeInvalid, "GET", "/v1/reviews?candidate=c-002", "")
	var n wire.ReviewCounts
	if err := json.Unmarshal(ask(t, h, "GET", "/v1/reviews/counts", "").Body.Bytes(), &n); err != nil || len(n.Roles) != 2 {
		t.Fatal(n, err)
	}
	if r := n.Roles[1]; r.Role != "r-ref-mlops-berlin" || r.Listed != 3 || r.Verdicts["decline"] != 1 || n.Roles[0].Listed != 0 || n.Roles[0].Verdicts["invite"] != 1 {
		t.Errorf("%+v", n.Roles)
	}
}

func TestAnAuditorSeesDecisionsAndNobody(t *testing.T) {
	h := handler(t, api.Options{Auth: byHeader{}})
	as := func(role, method, path, body string) (int, string) {
		w := ask(t, h, method, path, body, "X-Test-Key", role+":k")
		return w.Code, w.Body.String()
	}
	if code, body := as("recruiter", "PATCH", reviewed, `{"listed":true,"note":"A pearl.","verdict":"invite","reason":"She ran it all."}`); code != 200 {
		t.Fatal(body)
	}
	code, body := as("auditor", "GET", "/v1/reviews?role=r-ref-mlops-berlin", "")
	if code != 200 || !strings.Contains(body, `"invite"`) || !strings.Contains(body, "r-ref-mlops-berlin") {
		t.Errorf("%d %s", code, body)
	}
	for _, s := range []string{"c-001", "pearl", "She", `"by"`, profiles.ReviewID("r-ref-mlops-berlin", "c-001")} {
		if strings.Contains(body, s) {
			t.Errorf("an auditor sees %s: %s", s, body)
		}
	}
	if code, body := as("auditor", "GET", "/v1/reviews/counts", ""); code != 200 || !strings.Contains(body, `"invite":1`) || strings.Contains(body, "c-001") {
		t.Errorf("%d %s", code, body)
	}
	for _, role := range []string{"auditor", "candidate", "batch"} {
		for _, x := range [][3]string{{"GET", reviewed, ""}, {"PATCH", reviewed, `{"listed":false}`}, {"DELETE", reviewed, ""}} {
			if code, body := as(role, x[0], x[1], x[2]); code != 403 {
				t.Errorf("%s: %s: %d %s", role, x[0], code, body)
			}
		}
	}
	if code, _ := as("candidate", "GET", "/v1/reviews", ""); code != 403 {
		t.Errorf("a candidate lists reviews: %d", code)
	}
}

func TestNotesOfManyAtOnceAreAllKept(t *testing.T) {
	h := handler(t, api.Options{})
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			if w := ask(t, h, "PATCH", reviewed, fmt.Sprintf(`{"note":"note %d"}`, i)); w.Code != 200 {
				t.Errorf("%d %s", w.Code, w.Body)
			}
		})
	}
	all.Wait()
	if r := changeOf(t, h, reviewed, `{"listed":true}`); len(r.Notes) != 8 {
		t.Errorf("%d notes of 8", len(r.Notes))
	}
	for range 2 {
		if w := ask(t, h, "PATCH", reviewed, `{"note":"once"}`, "Idempotency-Key", "k"); w.Code != 200 {
			t.Fatal(w.Body)
		}
	}
	if r := changeOf(t, h, reviewed, `{"listed":true}`); len(r.Notes) != 9 {
		t.Errorf("%d notes of 9: a repeated request adds another", len(r.Notes))
	}
}

// What people decide is apart from what is scored: rankings are the same, byte for byte, but for the number of the store's last change.
func TestDecisionsChangeNoScore(t *testing.T) {
	h := handler(t, api.Options{})
	rank := func() string {
		var out struct {
			Results json.RawMessage `json:"results"`
			Vetoed  int             `json:"vetoed"`
		}
		w := ask(t, h, "POST", "/v1/rank", `{"role":"r-ref-mlops-berlin","top":50}`)
		if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil || w.Code != 200 {
			t.Fatal(w.Body)
		}
		return string(out.Results)
	}
	before := rank()
	for i, v := range []string{"decline", "hire", "hold"} {
		changeOf(t, h, fmt.Sprintf("/v1/roles/r-ref-mlops-berlin/reviews/c-%03d", i+1), fmt.Sprintf(`{"listed":true,"note":"x","verdict":%q,"reason":"so it is"}`, v))
	}
	if w := ask(t, h, "PATCH", "/v1/candidates/c-014?wait=searchable", `[{"op":"replace","path":"/headline","value":"Somebody else"}]`); w.Code != 200 { // so that the columns have read past the reviews
		t.Fatal(w.Body)
	}
	if after := rank(); strings.ReplaceAll(after, "Somebody else", "") != strings.ReplaceAll(before, headlineOf(t, before, "c-014"), "") {
		t.Errorf("the ranking is another one:\n%s\n%s", before, after)
	}
}

func headlineOf(t *testing.T, results, id string) string {
	t.Helper()
	var rs []struct{ ID, Title string }
	if err := json.Unmarshal([]byte(results), &rs); err != nil {
		t.Fatal(err)
	}
	for _, r := range rs {
		if r.ID == id {
			return r.Title
		}
	}
	return "Somebody else"
}

func TestReviewsGoWithTheirCandidateOrRole(t *testing.T) {
	h := handler(t, api.Options{})
	const other = "/v1/roles/r-001/reviews/c-002"
	changeOf(t, h, reviewed, `{"listed":true}`)
	changeOf(t, h, other, `{"listed":true}`)
	if w := ask(t, h, "DELETE", "/v1/candidates/c-001", ""); w.Code != 204 {
		t.Fatal(w.Body)
	}
	if w := ask(t, h, "GET", "/v1/reviews", ""); strings.Contains(w.Body.String(), "c-001") || !strings.Contains(w.Body.String(), "c-002") {
		t.Errorf("%s", w.Body)
	}
	if w := ask(t, h, "DELETE", "/v1/roles/r-001", ""); w.Code != 204 {
		t.Fatal(w.Body)
	}
	if w := ask(t, h, "GET", "/v1/reviews", ""); strings.Contains(w.Body.String(), "c-002") {
		t.Errorf("%s", w.Body)
	}
}

// Whom another organisation shares is shortlisted as one's own are: the review is of the organisation that made it, and goes with the
// person.
func TestASharedCandidateOfAnotherOrganisationIsReviewed(t *testing.T) {
	h := houses(t)
	const recruiter, beta = "recruiter/acme/", "admin/beta/"
	const at = "/v1/roles/r-acme/reviews/c-beta?candidateOrg=beta"
	star := `{"listed":true,"note":"ask beta","verdict":"hold","reason":"in spring"}`
	hidden := as(t, h, recruiter, "PATCH", at, star, 404).Body.String()
	if nobody := as(t, h, recruiter, "PATCH", "/v1/roles/r-acme/reviews/none?candidateOrg=beta", star, 404).Body.String(); requestIDs.ReplaceAllString(hidden, "") != requestIDs.ReplaceAllString(nobody, "") {
		t.Errorf("one that is hidden is told from one that is not there:\n%s\n%s", hidden, nobody)
	}
	share := func() {
		as(t, h, "candidate/beta/c-beta", "POST", "/v1/candidates/c-beta/consents?wait=searchable", `{"purpose":"placement","org":"acme"}`, 201)
	}
	share()
	w := as(t, h, recruiter, "PATCH", at, star, 200)
	if l := w.Header().Get("Location"); l != at {
		t.Errorf("it is at %s", l)
	}
	// a candidate of one's own with the same id is somebody else
	as(t, h, "admin/acme/", "PUT", "/v1/candidates/c-beta?wait=searchable", `{"headline":"Namesake","skills":[{"name":"Python"}]}`, 201, "If-None-Match", "*")
	as(t, h, recruiter, "GET", "/v1/roles/r-acme/reviews/c-beta", "", 404)
	as(t, h, recruiter, "PATCH", "/v1/roles/r-acme/reviews/c-beta?candidateOrg=acme", `{"note":"our own"}`, 200)
	for path, want := range map[string][2]string{at: {"ask beta", "our own"}, "/v1/roles/r-acme/reviews/c-beta": {"our own", "ask beta"},
		"/v1/reviews?role=r-acme&candidate=c-beta&candidateOrg=beta": {"ask beta", "our own"}, "/v1/reviews?role=r-acme&candidate=c-beta": {"our own", "ask beta"}} {
		if s := as(t, h, recruiter, "GET", path, "", 200).Body.String(); !strings.Contains(s, want[0]) || strings.Contains(s, want[1]) {
			t.Errorf("%s: %s", path, s)
		}
	}
	if s := as(t, h, recruiter, "GET", "/v1/reviews?role=r-acme", "", 200).Body.String(); !strings.Contains(s, `"candidateOrg":"beta"`) || !strings.Contains(s, "our own") {
		t.Errorf("the shortlist: %s", s)
	}
	if s := as(t, h, beta, "GET", "/v1/reviews", "", 200).Body.String(); strings.Contains(s, "ask") {
		t.Errorf("another organisation reads %s", s)
	}
	if s := as(t, h, "candidate/beta/c-beta", "GET", "/v1/candidates/c-beta/export", "", 200).Body.String(); strings.Contains(s, "ask beta") {
		t.Errorf("what one organisation wrote is in the export of another: %s", s)
	}
	as(t, h, beta, "DELETE", "/v1/candidates/c-beta", "", 204)
	as(t, h, recruiter, "GET", at, "", 404)
	as(t, h, recruiter, "GET", "/v1/roles/r-acme/reviews/c-beta", "", 200)

	as(t, h, beta, "PUT", "/v1/candidates/c-beta?wait=searchable", `{"headline":"Data engineer","skills":[{"name":"Python"}]}`, 201, "If-None-Match", "*")
	share()
	as(t, h, recruiter, "PATCH", at, star, 200)
	as(t, h, "candidate/beta/c-beta", "POST", "/v1/candidates/c-beta/erasure", "", 200)
	as(t, h, recruiter, "GET", at, "", 404)
	as(t, h, recruiter, "GET", "/v1/roles/r-acme/reviews/c-beta", "", 200)
}
