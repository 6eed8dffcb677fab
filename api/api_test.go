package api_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"tenon/api"
	"tenon/api/wire"
	"tenon/cmd/tenon/app/apptest"
)

// handler is the API over the judged part of the sample.
func handler(t testing.TB, o api.Options) *api.API {
	t.Helper()
	a, k := apptest.Open(t)
	return apptest.API(t, a, k, o)
}

// ask sends a request; header is name and value in turn.
func ask(t testing.TB, h http.Handler, method, path, body string, header ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, path, strings.NewReader(body))
	r.Host = "localhost:8080"
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// scenario is a request with what its answer must and must not contain.
type scenario struct {
	name, method, path, body string
	header                   []string
	status                   int
	has, hasNot              []string
}

func (c *scenario) run(t *testing.T, h http.Handler) {
	t.Helper()
	w := ask(t, h, c.method, c.path, c.body, c.header...)
	if w.Code != c.status {
		t.Errorf("status %d, want %d: %s", w.Code, c.status, w.Body)
	}
	for _, s := range c.has {
		if !strings.Contains(w.Body.String(), s) {
			t.Errorf("%.2000s lacks %s", w.Body, s)
		}
	}
	for _, s := range append(c.hasNot, "jana.wolff", "@example") {
		if strings.Contains(w.Body.String(), s) {
			t.Errorf("%.2000s has %s", w.Body, s)
		}
	}
	isProblem := w.Header().Get("Content-Type") == wire.ProblemType
	if isProblem != (c.status >= 400) {
		t.Errorf("content type %s of status %d", w.Header().Get("Content-Type"), w.Code)
	}
	if isProblem {
		var p wire.Problem
		if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || p.Status != w.Code || p.Code == "" || p.Title == "" || p.RequestID != w.Header().Get("X-Request-Id") {
			t.Errorf("problem %s, %v", w.Body, err)
		}
	}
}

func TestRoutes(t *testing.T) {
	h := handler(t, api.Options{})
	big := strings.Repeat("x", 200)
	for _, c := range []scenario{
		{name: "health", method: "GET", path: "/healthz", status: 200, has: []string{`"ok"`}},
		{name: "ready", method: "GET", path: "/readyz", status: 200, has: []string{`"ready"`, `"lag":0`}},
		{name: "search", method: "GET", path: "/v1/search?kind=role&q=kubernetes", status: 200, has: []string{`"total":`, `"facets":`, `"snippets":`}},
		{name: "search of another kind", method: "GET", path: "/v1/search?kind=identity", status: 422, has: []string{`"code":"invalid"`, `"query.kind"`}},
		{name: "search with a bad limit", method: "GET", path: "/v1/search?limit=-1", status: 422, has: []string{`"query.limit"`}},
		{name: "search with an unknown parameter", method: "GET", path: "/v1/search?size=1", status: 422, has: []string{`"query.size"`}},
		{name: "search that is too long", method: "GET", path: "/v1/search?q=" + strings.Repeat("a+", 200), status: 422, has: []string{"invalid"}},
		{name: "search with a forged cursor", method: "GET", path: "/v1/search?cursor=" + big, status: 422, has: []string{`"cursor"`}},
		{name: "suggest a skill", method: "GET", path: "/v1/suggest?kind=skill&q=kuber", status: 200, has: []string{`"Kubernetes"`, `"skill/`}},
		{name: "suggest a title", method: "GET", path: "/v1/suggest?kind=title&q=data+eng", status: 200, has: []string{`"title/`}},
		{name: "suggest a place", method: "GET", path: "/v1/suggest?kind=place&q=berl", status: 200, has: []string{`"Berlin"`, `"DE"`}},
		{name: "suggest nothing", method: "GET", path: "/v1/suggest?kind=skill&q=", status: 200, has: []string{`"suggestions":[]`}},
		{name: "suggest what", method: "GET", path: "/v1/suggest?q=x", status: 422, has: []string{`"query.kind"`}},
		{name: "policies", method: "GET", path: "/v1/policies", status: 200, has: []string{`"skills-first"`, `"weights":{`}},
		{name: "rank for a role", method: "POST", path: "/v1/rank", body: `{"role":"r-ref-mlops-berlin"}`, status: 200, has: []string{`"exact":true`, `"contributions":[`, `"id":"c-001"`, `"next":"`}},
		{name: "rank for a candidate", method: "POST", path: "/v1/rank", body: `{"candidate":"c-001","top":1,"lambda":0}`, status: 200, has: []string{`"candidate":"c-001"`, `"lambdaRequested":0`}},
		{name: "rank with weights", method: "POST", path: "/v1/rank", body: `{"role":"r-001","weights":{"degree":20}}`, status: 200, has: []string{`"requested":{`}},
		{name: "rank without contributions", method: "POST", path: "/v1/rank", body: `{"role":"r-001","plain":true}`, status: 200, has: []string{`"contributions":[]`}, hasNot: []string{`"necessity"`}},
		{name: "rank for a document", method: "POST", path: "/v1/rank", body: `{"roleDocument":{"title":{"name":"Data Engineer"}},"top":2}`, status: 200, has: []string{`"id":"c-`}},
		{name: "rank for a résumé as text", method: "POST", path: "/v1/rank", body: `{"candidateDocument":"Experience\nMar 2021 – Present\nData Engineer, Acme GmbH, Berlin\n\nSkills\nPython, SQL\n","top":2}`, status: 200, has: []string{`"id":"r-`}},
		{name: "rank for a bad document", method: "POST", path: "/v1/rank", body: `{"roleDocument":{"titel":1},"top":2}`, status: 422, has: []string{`"roleDocument.titel"`}},
		{name: "rank for a document of the other kind", method: "POST", path: "/v1/rank", body: `{"roleDocument":{"kind":"candidate"}}`, status: 422, has: []string{`"roleDocument.kind"`}},
		{name: "rank for nobody", method: "POST", path: "/v1/rank", body: `{}`, status: 422, has: []string{"name one role or one candidate"}},
		{name: "rank for a stranger", method: "POST", path: "/v1/rank", body: `{"role":"none"}`, status: 404, has: []string{`"code":"not_found"`}},
		{name: "unknown field", method: "POST", path: "/v1/rank", body: `{"role":"r-001","tops":3}`, status: 422, has: []string{`"path":"tops"`}},
		{name: "repeated field", method: "POST", path: "/v1/rank", body: `{"role":"r-001","role":"r-002"}`, status: 422, has: []string{"stands twice"}},
		{name: "two objects", method: "POST", path: "/v1/rank", body: `{"role":"r-001"}{}`, status: 422, has: []string{"invalid"}},
		{name: "no JSON", method: "POST", path: "/v1/rank", body: `role=r`, status: 422, has: []string{"invalid"}},
		{name: "no body", method: "POST", path: "/v1/rank", status: 422, has: []string{"invalid"}},
		{name: "λ out of its bounds", method: "POST", path: "/v1/rank", body: `{"role":"r-001","lambda":101}`, status: 422, has: []string{`"path":"lambda"`}},
		{name: "top of another type", method: "POST", path: "/v1/rank", body: `{"role":"r-001","top":"3"}`, status: 422, has: []string{`"path":"top"`}},
		{name: "where with a slip", method: "POST", path: "/v1/rank", body: `{"role":"r-001","where":"yeers > 3"}`, status: 422, has: []string{"did you mean years?"}},
		{name: "where that is too long", method: "POST", path: "/v1/rank", body: `{"role":"r-001","where":"` + strings.Repeat("(", 5000) + `"}`, status: 422, has: []string{`"path":"where"`}},
		{name: "a form", method: "POST", path: "/v1/rank", body: `role=r`, header: []string{"Content-Type", "application/x-www-form-urlencoded"}, status: 415, has: []string{"unsupported_media_type"}},
		{name: "too large", method: "POST", path: "/v1/rank", body: `{"query":"` + strings.Repeat("x", 10<<20) + `"}`, status: 413, has: []string{"too_large"}},
		{name: "score", method: "POST", path: "/v1/score", body: `{"role":{"title":{"name":"Data Engineer"},"requirements":[{"kind":"skill","name":"SQL","necessity":"must"}]},"candidate":{"skills":[{"name":"SQL","level":4}]}}`, status: 200, has: []string{`"matched":"SQL"`, `"overall":`}},
		{name: "score without a candidate", method: "POST", path: "/v1/score", body: `{"role":{}}`, status: 422, has: []string{"candidate"}},
		{name: "explain", method: "POST", path: "/v1/explain", body: `{"role":"r-ref-mlops-berlin","candidate":"c-001"}`, status: 200, has: []string{`"matched":"Kubernetes"`, `"strength":{`}},
		{name: "explain of a stranger", method: "POST", path: "/v1/explain", body: `{"role":"r-001","candidate":"x"}`, status: 404, has: []string{"not_found"}},
		{name: "explain with a bad month", method: "POST", path: "/v1/explain", body: `{"role":"r-001","candidate":"c-001","asOf":"June"}`, status: 422, has: []string{`"path":"asOf"`}},
		{name: "what if", method: "POST", path: "/v1/whatif", body: `{"role":"r-ref-mlops-berlin","top":3,"change":{"weights":{"degree":30}}}`, status: 200, has: []string{`"before":`, `"results":[`}},
		{name: "what if nothing is known", method: "POST", path: "/v1/whatif", body: `{"role":"r-001","change":{"drop":["skill:Unheard of"]}}`, status: 422, has: []string{"Unheard of"}},
		{name: "gaps", method: "POST", path: "/v1/gaps", body: `{"candidate":"c-001","top":3}`, status: 200, has: []string{`"singles":[`, `"aim":"threshold"`}},
		{name: "gaps of nobody", method: "POST", path: "/v1/gaps", body: `{}`, status: 422, has: []string{"name one"}},
		{name: "gaps to lists that are not kept", method: "POST", path: "/v1/gaps", body: `{"candidate":"c-001","aim":"top"}`, status: 422, has: []string{`"path":"aim"`}},
		{name: "lint", method: "POST", path: "/v1/lint", body: `{"role":"r-ref-mlops-berlin"}`, status: 200, has: []string{`"requirements":[`, `"advice":[`}},
		{name: "lint of a stranger", method: "POST", path: "/v1/lint", body: `{"role":"none"}`, status: 404, has: []string{"not_found"}},
		{name: "a search for nothing", method: "POST", path: "/v1/searches", body: `{"for":"role"}`, status: 422, has: []string{`"path":"where"`}},
		{name: "a search with a slip", method: "POST", path: "/v1/searches", body: `{"for":"role","where":"yeers > 3"}`, status: 422, has: []string{`"path":"where"`, "years"}},
		{name: "a replaced search with a slip", method: "PUT", path: "/v1/searches/s", body: `{"for":"role","where":"yeers > 3"}`, header: []string{"If-None-Match", "*"}, status: 422, has: []string{`"path":"where"`, "years"}},
		{name: "a search of a pair without a candidate", method: "PUT", path: "/v1/searches/s", body: `{"for":"role","where":"musts = all"}`, header: []string{"If-None-Match", "*"}, status: 422, has: []string{`"path":"where"`, "candidate"}},
		{name: "a search by no policy", method: "PUT", path: "/v1/searches/s", body: `{"for":"role","where":"mode = remote","policy":"best"}`, header: []string{"If-None-Match", "*"}, status: 422, has: []string{`"path":"policy"`, "skills-first"}},
		{name: "a search for nobody", method: "POST", path: "/v1/searches", body: `{"for":"role","candidate":"none"}`, status: 422, has: []string{`"path":"candidate"`}},
		{name: "market", method: "GET", path: "/v1/market?by=skill&by=pay&currency=EUR", status: 200, has: []string{`"currency":"EUR"`, `"roles":{`}},
		{name: "market by something else", method: "GET", path: "/v1/market?by=name", status: 422, has: []string{`query.by`}},
		{name: "estimate", method: "POST", path: "/v1/estimate", body: `{"title":"Data Engineer","level":"senior","place":"Berlin"}`, status: 200, has: []string{`"medianCents":`, `"evidence":`}},
		{name: "estimate of nothing", method: "POST", path: "/v1/estimate", body: `{}`, status: 422, has: []string{"title"}},
		{name: "a change that is not there yet", method: "POST", path: "/v1/rank", body: `{"role":"r-001","minSeq":99999999}`, status: 422, has: []string{`"path":"minSeq"`}},
		{name: "no such path", method: "GET", path: "/v2", status: 404, has: []string{"no such path"}},
		{name: "no such method", method: "DELETE", path: "/v1/rank", status: 405, has: []string{"method_not_allowed"}},
		{name: "a page of another origin", method: "POST", path: "/v1/rank", body: `{}`, header: []string{"Sec-Fetch-Site", "cross-site"}, status: 403, has: []string{"another origin"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.name == "a page of another origin" { // is refused before a request has an id
				if w := ask(t, h, c.method, c.path, c.body, c.header...); w.Code != 403 || !strings.Contains(w.Body.String(), "another origin") {
					t.Errorf("%d %s", w.Code, w.Body)
				}
				return
			}
			c.run(t, h)
		})
	}
}

func TestWithoutKeysOnlyLoopbackIsAnswered(t *testing.T) {
	h := handler(t, api.Options{})
	r := httptest.NewRequestWithContext(t.Context(), "GET", "/v1/policies", nil)
	r.Host = "evil.example:8080" // a name that its owner lets point to 127.0.0.1
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != 401 || w.Header().Get("WWW-Authenticate") == "" {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}
