package api_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"tenon/api"
	"tenon/api/wire"
	"tenon/cmd/tenon/app"
	"tenon/cmd/tenon/app/apptest"
	"tenon/engine"
)

// asksFor is a role, as JSON, that asks for so many different skills.
func asksFor(n int) string {
	var all []string
	for i := range n {
		all = append(all, fmt.Sprintf(`{"kind":"skill","name":"Skill number %d","necessity":"must"}`, i))
	}
	return `{"title":{"name":"Data Engineer"},"requirements":[` + strings.Join(all, ",") + "]}"
}

// A role that matches everyone, one that matches no one, more results than there are records, none at all, as many requirements as there
// may be: each has its answer.
func TestRolesAtTheBoundsHaveDefinedAnswers(t *testing.T) {
	h := handler(t, api.Options{})
	for id, role := range map[string]string{
		"everyone": asksFor(0), "most": asksFor(128),
		"nobody": `{"title":{"name":"Data Engineer"},"requirements":[{"kind":"skill","name":"COBOL","necessity":"must","level":5,"gate":true}]}`,
	} {
		if w := ask(t, h, "PUT", "/v1/roles/"+id+"?wait=searchable", role, "If-None-Match", "*"); w.Code != 201 {
			t.Fatalf("%s: %d %s", id, w.Code, w.Body)
		}
	}
	rank := func(body string) (r wire.Ranking) {
		t.Helper()
		if w := ask(t, h, "POST", "/v1/rank", body); w.Code != 200 || json.Unmarshal(w.Body.Bytes(), &r) != nil {
			t.Fatalf("%s: %d %s", body, w.Code, w.Body)
		}
		return r
	}
	all := rank(`{"role":"everyone","top":1000}`)
	if len(all.Results) != all.Total || all.Total < 60 || !all.Exact || all.Next != "" {
		t.Errorf("everyone matches, and more are wanted than there are: %d results of %d, next %q", len(all.Results), all.Total, all.Next)
	}
	if r := rank(`{"role":"nobody","strict":true}`); len(r.Results) != 0 || r.Results == nil || r.Vetoed != all.Total || r.Next != "" {
		t.Errorf("nobody matches: %d results, %d vetoed of %d", len(r.Results), r.Vetoed, r.Total)
	}
	if r := rank(`{"role":"everyone","top":0}`); len(r.Results) != 0 || r.Total != all.Total {
		t.Errorf("no results are wanted: %d of %d", len(r.Results), r.Total)
	}
	if r := rank(`{"role":"most"}`); len(r.Results) != 10 || r.Total != all.Total {
		t.Errorf("128 requirements: %d results of %d", len(r.Results), r.Total)
	}
}

// The same in the other direction: a candidate of whom nothing is known, one whom no role suits, and a role of 128 requirements.
func TestCandidatesAtTheBoundsHaveDefinedAnswers(t *testing.T) {
	h := handler(t, api.Options{})
	for path, body := range map[string]string{
		"candidates/empty": `{}`, "candidates/picky": `{"preferences":{"pay":{"min":{"cents":900000000,"currency":"USD","period":"year"},"only":true}}}`, "roles/most": asksFor(128),
	} {
		if w := ask(t, h, "PUT", "/v1/"+path+"?wait=searchable", body, "If-None-Match", "*"); w.Code != 201 {
			t.Fatalf("%s: %d %s", path, w.Code, w.Body)
		}
	}
	rank := func(body string) (r wire.Ranking) {
		t.Helper()
		if w := ask(t, h, "POST", "/v1/rank", body); w.Code != 200 || json.Unmarshal(w.Body.Bytes(), &r) != nil {
			t.Fatalf("%s: %d %s", body, w.Code, w.Body)
		}
		return r
	}
	all := rank(`{"candidate":"empty","top":1000}`)
	if len(all.Results)+all.Vetoed != all.Total || all.Total < 10 || !all.Exact || all.Next != "" {
		t.Errorf("more than there are: %d results and %d vetoed of %d, next %q", len(all.Results), all.Vetoed, all.Total, all.Next)
	}
	if !slices.ContainsFunc(all.Results, func(x engine.Result) bool { return x.ID == "most" }) {
		t.Errorf("a role of 128 requirements is not among %d", len(all.Results))
	}
	if r := rank(`{"candidate":"empty","top":0}`); len(r.Results) != 0 || r.Total != all.Total {
		t.Errorf("no results are wanted: %d of %d", len(r.Results), r.Total)
	}
	if r := rank(`{"candidate":"picky","strict":true}`); len(r.Results) != 0 || r.Results == nil || r.Vetoed != all.Total {
		t.Errorf("no role suits: %d results, %d vetoed of %d", len(r.Results), r.Vetoed, r.Total)
	}
}

func TestWhatIsBeyondTheBoundsIsRefused(t *testing.T) {
	h := handler(t, api.Options{})
	if p := refused(t, h, wire.CodeInvalid, "PUT", "/v1/roles/more", asksFor(129), "If-None-Match", "*"); !strings.Contains(fmt.Sprint(p.Detail, p.Errors), "128") {
		t.Errorf("129 requirements: %+v", p)
	}
	for _, x := range []struct{ path, body string }{
		{"/v1/rank", `{"role":"r-001","top":-1}`}, {"/v1/rank", `{"role":"r-001","top":1001}`}, {"/v1/rescores", `{"top":10001}`}, {"/v1/rescores", `{"top":-1}`},
	} {
		if p := refused(t, h, wire.CodeInvalid, "POST", x.path, x.body); !strings.Contains(fmt.Sprint(p.Errors), "top") {
			t.Errorf("%s %s: %+v", x.path, x.body, p)
		}
	}
}

// Who asks for a run that does not fit into memory is told at once, with both numbers and what to do, and no run begins.
func TestARunThatDoesNotFitIntoMemoryIsRefused(t *testing.T) {
	a, k := apptest.Open(t)
	b, err := a.Backend(k)
	if err != nil {
		t.Fatal(err)
	}
	b.Batch.Afford = func(what string, need uint64) error { return app.CheckMemory(what, need, 1<<10) }
	h, err := api.New(b, api.Options{Now: func() time.Time { return apptest.Now }})
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	p := refused(t, h, wire.CodeUnavailable, "POST", "/v1/rescores", `{"top":10000}`)
	for _, want := range []string{"to keep the best 10000", "needs about", "1 MB (1024 bytes) are available", "--memory"} {
		if !strings.Contains(p.Detail, want) {
			t.Errorf("%q does not say %q", p.Detail, want)
		}
	}
	if w := ask(t, h, "GET", "/v1/rescores", ""); !strings.Contains(w.Body.String(), `"rescores":[]`) {
		t.Errorf("a run began: %s", w.Body)
	}
}

// Whoever writes what has no place in memory is told at once, however it comes, and what is there is read on.
func TestRecordsThatDoNotFitIntoMemoryAreRefused(t *testing.T) {
	a, err := app.OpenWithin(t.Context(), t.TempDir(), apptest.AsOf, nil, slog.New(slog.DiscardHandler), app.Need(1, 0))
	if err != nil {
		t.Fatal(err)
	}
	h := apptest.API(t, a, apptest.Kept(t, a), api.Options{})
	if w := ask(t, h, "PUT", "/v1/candidates/first", engineer, "If-None-Match", "*"); w.Code != http.StatusCreated {
		t.Fatalf("the one that fits: %d %s", w.Code, w.Body)
	}
	if err := a.Follower.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct{ method, path, body, media string }{
		{"PUT", "/v1/candidates/second", engineer, "application/json"},
		{"PUT", "/v1/roles/second", `{"title":{"name":"Weaver"}}`, "application/json"},
		{"POST", "/v1/imports", `{"id":"second",` + engineer[1:], "application/x-ndjson"},
		{"POST", "/v1/bulk/candidates", `{"id":"second",` + engineer[1:] + "\n", "application/x-ndjson"},
	} {
		p := refused(t, h, wire.CodeUnavailable, x.method, x.path, x.body, "If-None-Match", "*", "Content-Type", x.media)
		if !strings.Contains(p.Detail, "needs about") || !strings.Contains(p.Detail, "--memory") {
			t.Errorf("%s does not say what is needed: %+v", x.path, p)
		}
	}
	if w := ask(t, h, "GET", "/v1/candidates", ""); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "first") || strings.Contains(w.Body.String(), "second") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}
