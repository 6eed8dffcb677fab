package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"tenon/api"
	"tenon/api/auth"
	"tenon/api/wire"
	"tenon/cmd/tenon/app/apptest"
)

// TestEveryRefusalIsAProblem holds that whatever is refused is refused in one form, under its code, with the paths of the fields at fault.
func TestEveryRefusalIsAProblem(t *testing.T) {
	a, k := apptest.Open(t)
	now := &clock{at: apptest.Now}
	keys, err := auth.OpenKeys(t.TempDir(), now.now)
	if err != nil {
		t.Fatal(err)
	}
	issue := func(x auth.Key) string {
		_, text, err := keys.Create(x)
		if err != nil {
			t.Fatal(err)
		}
		return "Bearer " + text
	}
	admin, auditor := issue(auth.Key{Role: auth.Admin}), issue(auth.Key{Role: auth.Auditor})
	over := issue(auth.Key{Role: auth.Admin, Expires: now.now().Add(time.Minute)})
	now.move(time.Minute + time.Second)
	h := apptest.API(t, a, k, api.Options{Keys: keys, Auth: auth.Closed{Keys: keys}, Now: now.now})
	hurried := apptest.API(t, a, k, api.Options{Now: now.now, Limits: api.Limits{Rate: 0.001, Burst: 1}})
	ask(t, hurried, "GET", "/v1/policies", "")
	starting := api.NewGate()
	for _, c := range []struct {
		name         string
		h            http.Handler
		method, path string
		body         string
		header       []string
		status       int
		code, field  string
	}{
		{"no key", h, "GET", "/v1/policies", "", nil, 401, wire.CodeUnauthenticated, ""},
		{"a key that has been over for a second", h, "GET", "/v1/policies", "", []string{"Authorization", over}, 401, wire.CodeUnauthenticated, ""},
		{"a key under another scheme", h, "GET", "/v1/policies", "", []string{"Authorization", strings.Replace(admin, "Bearer", "Basic", 1)}, 401, wire.CodeUnauthenticated, ""},
		{"a role that may not", h, "GET", "/v1/keys", "", []string{"Authorization", auditor}, 403, wire.CodeForbidden, ""},
		{"a record that is not there", h, "GET", "/v1/roles/none", "", []string{"Authorization", admin}, 404, wire.CodeNotFound, ""},
		{"a path that is not there", h, "GET", "/v1/nowhere", "", []string{"Authorization", admin}, 404, wire.CodeNotFound, ""},
		{"a method that is not there", h, "PATCH", "/v1/keys", "", []string{"Authorization", admin}, 405, wire.CodeMethod, ""},
		{"a record that is there", h, "POST", "/v1/roles", `{"id":"r-001","title":{"name":"Potter"}}`, []string{"Authorization", admin}, 409, wire.CodeExists, ""},
		{"a revision that was", h, "PUT", "/v1/roles/r-001", `{"title":{"name":"Potter"}}`, []string{"Authorization", admin, "If-Match", `"9999999"`}, 412, wire.CodePrecondition, ""},
		{"a body that is too large", h, "POST", "/v1/keys", `{"label":"` + strings.Repeat("x", 100<<10) + `"}`, []string{"Authorization", admin}, 413, wire.CodeTooLarge, ""},
		{"a body of another type", h, "POST", "/v1/keys", "role=admin", []string{"Authorization", admin, "Content-Type", "text/plain"}, 415, wire.CodeMediaType, ""},
		{"a field that is not as it should be", h, "POST", "/v1/roles", `{"title":{"name":"Potter"},"seniority":"king"}`, []string{"Authorization", admin}, 422, wire.CodeInvalid, "seniority"},
		{"a field deep inside", h, "POST", "/v1/candidates", `{"jobs":[{"title":{"name":"Potter"},"start":"2020-13"}]}`, []string{"Authorization", admin}, 422, wire.CodeInvalid, "jobs[0].start"},
		{"a parameter", h, "GET", "/v1/roles?limit=x", "", []string{"Authorization", admin}, 422, wire.CodeInvalid, "query.limit"},
		{"no revision", h, "PUT", "/v1/roles/r-001", `{"title":{"name":"Potter"}}`, []string{"Authorization", admin}, 428, wire.CodeNoPrecondition, ""},
		{"too often", hurried, "GET", "/v1/policies", "", nil, 429, wire.CodeRateLimited, ""},
		{"not open yet", starting, "GET", "/v1/policies", "", nil, 503, wire.CodeUnavailable, ""},
	} {
		w := ask(t, c.h, c.method, c.path, c.body, c.header...)
		p := problemOf(t, w.Body.Bytes())
		if w.Code != c.status || p.Status != c.status || p.Code != c.code || p.Title != http.StatusText(c.status) || w.Header().Get("Content-Type") != wire.ProblemType {
			t.Errorf("%s: %d %s", c.name, w.Code, w.Body)
		}
		if c.field != "" && (len(p.Errors) == 0 || p.Errors[0].Path != c.field) {
			t.Errorf("%s: the field is not %s: %s", c.name, c.field, w.Body)
		}
		wants := map[int]string{401: "WWW-Authenticate", 405: "Allow", 429: "Retry-After", 503: "Retry-After"}[c.status]
		if wants != "" && w.Header().Get(wants) == "" {
			t.Errorf("%s: no %s: %s", c.name, wants, fmt.Sprint(w.Header()))
		}
	}
}
