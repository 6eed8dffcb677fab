package api_test

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"tenon/api"
	"tenon/engine"
	"tenon/index"
	"tenon/index/columns"
	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/gazetteer"
	"tenon/profiles/money"
	"tenon/profiles/taxonomy"
)

var (
	asOf = profiles.NewMonth(2026, 6)
	role = &profiles.Role{ID: "r", Title: profiles.Ref{Name: "Data Engineer"}, Requirements: []profiles.Requirement{
		{Kind: profiles.ReqSkill, Ref: profiles.Ref{Name: "SQL"}, Necessity: profiles.Must}}}
	candidate = &profiles.Candidate{ID: "c", Headline: "Engineer", Skills: []profiles.Skill{{Ref: profiles.Ref{Name: "SQL"}, Level: 4}}}
)

// records are one role and one candidate.
type records struct{}

func (records) Candidate(_ context.Context, k profiles.Key) (*profiles.Candidate, error) {
	if k.ID == "c" {
		return candidate, nil
	}
	return nil, profiles.ErrNotFound
}

func (records) Role(_ context.Context, k profiles.Key) (*profiles.Role, error) {
	if k.ID == "r" {
		return role, nil
	}
	return nil, profiles.ErrNotFound
}

func (records) Candidates(context.Context, func(profiles.Key, *profiles.Candidate) error) error {
	return nil
}
func (records) Roles(context.Context, func(profiles.Key, *profiles.Role) error) error { return nil }

// text finds one role whatever is asked.
type text struct{}

func (text) Search(_ context.Context, q index.Query) (*index.Result, error) {
	if len(q.Text) > 100 {
		return nil, profiles.ErrInvalid
	}
	return &index.Result{Total: 1, Hits: []index.Hit{{ID: "r", Kind: q.Kind.String()}}}, nil
}

func handler() http.Handler {
	d := facts.NewDeriver(taxonomy.Default(), money.Default())
	live := columns.New(d, asOf)
	live.Apply([]columns.Update{{Key: profiles.Key{Kind: profiles.KindCandidate, ID: "c"}, Candidate: candidate},
		{Key: profiles.Key{Kind: profiles.KindRole, ID: "r"}, Role: role}}, 2)
	e := &engine.Engine{Deriver: d, Cities: gazetteer.Default(), Columns: live, Records: records{}}
	return api.New(e, text{}, slog.New(slog.NewTextHandler(io.Discard, nil)))
}

func TestRoutes(t *testing.T) {
	h := handler()
	for _, c := range []struct {
		name, method, path, body string
		status                   int
		has                      []string
	}{
		{"health", "GET", "/healthz", "", 200, []string{`"ok"`}},
		{"search", "GET", "/v1/search?kind=role&q=sql", "", 200, []string{`"total":1`, `"id":"r"`}},
		{"search of another kind", "GET", "/v1/search?kind=identity", "", 422, []string{`"code":"invalid"`}},
		{"search with a bad limit", "GET", "/v1/search?limit=-1", "", 422, []string{"limit: want a whole number"}},
		{"search that is too long", "GET", "/v1/search?q=" + strings.Repeat("x", 200), "", 422, []string{"invalid"}},
		{"rank for a role", "POST", "/v1/rank", `{"role":"r"}`, 200, []string{`"exact":true`, `"contributions":[`, `"id":"c"`, `"asOf":"2026-06"`}},
		{"rank for a candidate", "POST", "/v1/rank", `{"candidate":"c","top":1,"lambda":0}`, 200, []string{`"candidate":"c"`, `"lambdaRequested":0`}},
		{"rank with weights", "POST", "/v1/rank", `{"role":"r","weights":{"degree":20}}`, 200, []string{`applied 0`}},
		{"rank for nobody", "POST", "/v1/rank", `{}`, 422, []string{"name one role or one candidate"}},
		{"rank for a stranger", "POST", "/v1/rank", `{"role":"none"}`, 404, []string{`"code":"not_found"`}},
		{"unknown field", "POST", "/v1/rank", `{"role":"r","tops":3}`, 422, []string{"tops"}},
		{"two objects", "POST", "/v1/rank", `{"role":"r"}{}`, 422, []string{"behind the object"}},
		{"no JSON", "POST", "/v1/rank", `role=r`, 422, []string{"invalid"}},
		{"where with a slip", "POST", "/v1/rank", `{"role":"r","where":"yeers > 3"}`, 422, []string{"did you mean years?"}},
		{"too large", "POST", "/v1/rank", `{"query":"` + strings.Repeat("x", 2<<20) + `"}`, 413, []string{"too_large"}},
		{"explain", "GET", "/v1/explain?role=r&candidate=c", "", 200, []string{`"matched":"SQL"`, `"strength":{`}},
		{"explain of a stranger", "GET", "/v1/explain?role=r&candidate=x", "", 404, []string{"not_found"}},
		{"explain with a bad month", "GET", "/v1/explain?role=r&candidate=c&asOf=June", "", 422, []string{"YYYY-MM"}},
		{"no such path", "GET", "/v2", "", 404, []string{"no such path"}},
		{"no such method", "DELETE", "/v1/rank", "", 405, []string{"method_not_allowed"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := httptest.NewRecorder()
			h.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), c.method, c.path, strings.NewReader(c.body)))
			if w.Code != c.status {
				t.Errorf("status %d, want %d: %s", w.Code, c.status, w.Body)
			}
			for _, s := range c.has {
				if !strings.Contains(w.Body.String(), s) {
					t.Errorf("%s lacks %s", w.Body, s)
				}
			}
			if !json.Valid(w.Body.Bytes()) {
				t.Errorf("not JSON: %s", w.Body)
			}
			if problem := w.Header().Get("Content-Type") == "application/problem+json"; problem != (c.status >= 400) {
				t.Errorf("content type %s of status %d", w.Header().Get("Content-Type"), w.Code)
			}
		})
	}
}
