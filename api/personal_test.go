package api_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"tenon/api"
	"tenon/api/auth"
	"tenon/cmd/tenon/app/apptest"
)

// asked takes who asks from a header: role, organisation and own record. It is the edge of the process.
type asked struct{}

func (asked) Authenticate(r *http.Request) (auth.Principal, error) {
	parts := strings.Split(r.Header.Get("X-Who"), "/")
	if len(parts) != 3 {
		return auth.Principal{}, auth.ErrUnauthenticated
	}
	return auth.Principal{Role: auth.Role(parts[0]), Org: parts[1], Candidate: parts[2], ID: "k-" + parts[0] + parts[1]}, nil
}

func houses(t *testing.T) http.Handler {
	t.Helper()
	a, k := apptest.OpenWith(t, t.TempDir())
	keys, err := auth.OpenKeys(t.TempDir(), nil)
	if err != nil {
		t.Fatal(err)
	}
	h := apptest.API(t, a, k, api.Options{Auth: asked{}, Keys: keys})
	for _, org := range []string{"acme", "beta"} {
		for path, body := range map[string]string{"/v1/candidates/c-" + org: `{"headline":"Data engineer","skills":[{"name":"Python","level":4}]}`,
			"/v1/roles/r-" + org: `{"title":{"name":"Data Engineer"},"visibility":"public","requirements":[{"kind":"skill","name":"Python","necessity":"must"}]}`} {
			as(t, h, "admin/"+org+"/", "PUT", path+"?wait=searchable", body, 201, "If-None-Match", "*")
		}
		as(t, h, "admin/"+org+"/", "PUT", "/v1/candidates/c-"+org+"/identity", `{"name":"Jana Wolff"}`, 200, "If-None-Match", "*")
	}
	return h
}

func as(t *testing.T, h http.Handler, who, method, path, body string, want int, header ...string) *httptest.ResponseRecorder {
	t.Helper()
	w := ask(t, h, method, path, body, append(header, "X-Who", who, "Content-Type", "application/json")...)
	if w.Code != want {
		t.Errorf("%s: %s %s %s: %d, want %d: %s", who, method, path, body, w.Code, want, w.Body)
	}
	return w
}

func TestWhoACandidateIsNeedsAConsentForThePurposeAndIsWrittenDown(t *testing.T) {
	h := houses(t)
	const recruiter, admin, self = "recruiter/acme/", "admin/acme/", "candidate/acme/c-acme"
	at := "/v1/candidates/c-acme/identity"
	as(t, h, recruiter, "GET", at, "", 422)                      // no purpose
	as(t, h, recruiter, "GET", at+"?purpose=placement", "", 403) // no consent
	as(t, h, recruiter, "POST", "/v1/candidates/c-acme/consents", `{"purpose":"placement"}`, 403)
	var g struct{ ID string }
	if err := json.Unmarshal(as(t, h, self, "POST", "/v1/candidates/c-acme/consents", `{"purpose":"placement"}`, 201).Body.Bytes(), &g); err != nil {
		t.Fatal(err)
	}
	as(t, h, recruiter, "GET", at+"?purpose=placement", "", 200)
	as(t, h, recruiter, "GET", at+"?purpose=newsletter", "", 403)
	as(t, h, admin, "GET", at+"?purpose=audit", "", 200)
	as(t, h, self, "GET", at, "", 200)
	as(t, h, self, "DELETE", "/v1/candidates/c-acme/consents/"+g.ID, "", 200)
	as(t, h, recruiter, "GET", at+"?purpose=placement", "", 403)
	log := as(t, h, "auditor/acme/", "GET", "/v1/accesses", "", 200).Body.String()
	if n := strings.Count(log, `"what":"get-identity"`); n != 3 || !strings.Contains(log, `"who":"k-recruiteracme"`) || !strings.Contains(log, `"purpose":"audit"`) || strings.Contains(log, "Wolff") {
		t.Errorf("%d accesses: %s", n, log)
	}
	as(t, h, recruiter, "GET", "/v1/accesses", "", 403)
	if other := as(t, h, "auditor/beta/", "GET", "/v1/accesses", "", 200).Body.String(); strings.Contains(other, "c-acme") {
		t.Errorf("another organisation reads %s", other)
	}
}

func TestAConsentSharesACandidateWithAnotherOrganisation(t *testing.T) {
	h := houses(t)
	at := "/v1/candidates/c-beta?org=beta"
	as(t, h, "recruiter/acme/", "GET", at, "", 404)
	if r := as(t, h, "recruiter/acme/", "POST", "/v1/rank", `{"role":"r-acme"}`, 200).Body.String(); strings.Contains(r, "c-beta") {
		t.Errorf("not shared and ranked: %s", r)
	}
	as(t, h, "candidate/beta/c-beta", "POST", "/v1/candidates/c-beta/consents?wait=searchable", `{"purpose":"placement","org":"acme"}`, 201)
	as(t, h, "recruiter/acme/", "GET", at, "", 200)
	as(t, h, "recruiter/acme/", "GET", "/v1/candidates/c-beta/identity?org=beta&purpose=placement", "", 200)
	as(t, h, "admin/acme/", "GET", "/v1/candidates/c-beta/identity?org=beta&purpose=audit", "", 403) // an administrator needs none at home alone
	as(t, h, "admin/beta/", "GET", "/v1/candidates/c-beta/identity?purpose=audit", "", 200)
	if r := as(t, h, "recruiter/acme/", "POST", "/v1/rank", `{"role":"r-acme"}`, 200).Body.String(); !strings.Contains(r, `"org":"beta"`) {
		t.Errorf("shared and not ranked: %s", r)
	}
	as(t, h, "recruiter/acme/", "GET", "/v1/roles/r-beta?org=beta", "", 404) // a recruiter sees the own roles alone
	as(t, h, "admin/acme/", "GET", "/v1/roles/r-beta?org=beta", "", 200)
}

// What was agreed to began in the past, and has ended when it first did.
func TestAConsentBeginsInThePastAndEndsOnce(t *testing.T) {
	h := houses(t)
	const self, at = "candidate/acme/c-acme", "/v1/candidates/c-acme/consents"
	soon := apptest.Now.Add(time.Minute).Format(time.RFC3339)
	if r := as(t, h, self, "POST", at, `{"purpose":"placement","since":"`+soon+`"}`, 422).Body.String(); !strings.Contains(r, `"path":"since"`) {
		t.Errorf("from a minute on: %s", r)
	}
	var g struct{ ID string }
	if err := json.Unmarshal(as(t, h, self, "POST", at, `{"purpose":"placement","since":"2026-01-05T10:00:00Z"}`, 201).Body.Bytes(), &g); err != nil {
		t.Fatal(err)
	}
	ended := func(who string) (e struct{ Withdrawn, WithdrawnBy string }) {
		if err := json.Unmarshal(as(t, h, who, "DELETE", at+"/"+g.ID, "", 200).Body.Bytes(), &e); err != nil {
			t.Fatal(err)
		}
		return e
	}
	if first, again := ended(self), ended("admin/acme/"); first != again || first.Withdrawn == "" || first.WithdrawnBy == "" {
		t.Errorf("withdrawn as %+v, then as %+v", first, again)
	}
}

func TestAPersonIsExportedAndErasedOverHTTP(t *testing.T) {
	h := houses(t)
	all := as(t, h, "candidate/acme/c-acme", "GET", "/v1/candidates/c-acme/export", "", 200).Body.String()
	for _, part := range []string{`"record":{`, `"name":"Jana Wolff"`, `"what":"export-person"`} {
		if !strings.Contains(all, part) {
			t.Errorf("no %s in %s", part, all)
		}
	}
	as(t, h, "recruiter/acme/", "POST", "/v1/candidates/c-acme/erasure", "", 403)
	as(t, h, "admin/beta/", "POST", "/v1/candidates/c-acme/erasure", "", 404)
	as(t, h, "candidate/acme/c-acme", "POST", "/v1/candidates/c-acme/erasure", "", 200)
	as(t, h, "admin/acme/", "GET", "/v1/candidates/c-acme", "", 404)
	if log := as(t, h, "auditor/acme/", "GET", "/v1/accesses", "", 200).Body.String(); strings.Contains(log, "c-acme") || !strings.Contains(log, `"erased":true`) {
		t.Errorf("the log of access after the erasure: %s", log)
	}
}

// A recruiter cannot say, with an identity, that the candidate agreed.
func TestARecruiterGivesNoConsentByWriting(t *testing.T) {
	h := houses(t)
	as(t, h, "recruiter/acme/", "POST", "/v1/candidates", `{"id":"c-new","identity":{"name":"Jana Wolff","consent":{"purpose":"placement","since":"2026-01"}}}`, 201)
	as(t, h, "recruiter/acme/", "GET", "/v1/candidates/c-new/identity?purpose=placement", "", 403)
	as(t, h, "admin/acme/", "POST", "/v1/candidates", `{"id":"c-two","identity":{"name":"Jana Wolff","consent":{"purpose":"placement","since":"2026-01"}}}`, 201)
	as(t, h, "recruiter/acme/", "GET", "/v1/candidates/c-two/identity?purpose=placement", "", 200)
}
