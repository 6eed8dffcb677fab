package api_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"tenon/api"
	"tenon/api/auth"
	"tenon/api/wire"
	"tenon/cmd/tenon/app/apptest"
	"tenon/engine"
	"tenon/profiles"
)

// into reads the answer of a request that has to work.
func into(t *testing.T, h http.Handler, method, path, body string, out any) {
	t.Helper()
	w := ask(t, h, method, path, body, "Content-Type", "application/json")
	if w.Code > 299 {
		t.Fatalf("%s %s: %d %s", method, path, w.Code, w.Body)
	}
	if out == nil {
		return
	}
	if err := json.Unmarshal(w.Body.Bytes(), out); err != nil {
		t.Fatalf("%s %s: %v: %s", method, path, err, w.Body)
	}
}

func TestImportsLeaveTheirReports(t *testing.T) {
	h := handler(t, api.Options{})
	lines := `{"id":"c-a","headline":"Engineer"}` + "\n" + `{"id":"c-b","headline":"` + strings.Repeat("x", 100_000) + `"}` + "\n"
	if w := ask(t, h, "POST", "/v1/imports?name=two.ndjson", lines, "Content-Type", "application/x-ndjson"); w.Code != 200 {
		t.Fatal(w.Body)
	}
	if w := ask(t, h, "POST", "/v1/imports?name=dry.ndjson&dryRun=true", lines, "Content-Type", "application/x-ndjson"); w.Code != 200 {
		t.Fatal(w.Body)
	}
	if w := ask(t, h, "POST", "/v1/bulk/roles", `{"id":"r-a","title":{"name":"Engineer"}}`, "Content-Type", "application/x-ndjson"); w.Code != 200 {
		t.Fatal(w.Body)
	}
	var got wire.Imports
	into(t, h, "GET", "/v1/imports", "", &got)
	if len(got.Imports) != 2 {
		t.Fatalf("%+v", got.Imports)
	}
	x := got.Imports[1]
	if x.Files[0] != "two.ndjson" || x.Report.Accepted != 1 || x.Report.Rejected != 1 || len(x.Report.Faults) != 1 || x.Report.Faults[0].Path != "headline" || x.At == "" {
		t.Errorf("%+v", x)
	}
}

func TestAPolicyOfOnesOwnCountsWhereAPolicyIsNamed(t *testing.T) {
	h := handler(t, api.Options{})
	var made wire.Policy
	into(t, h, "PUT", "/v1/policies/no-degree", `{"base":"balanced","weights":{"degree":0,"title":15}}`, &made)
	var list wire.Policies
	into(t, h, "GET", "/v1/policies", "", &list)
	if last := list.Policies[len(list.Policies)-1]; last.Name != "no-degree" || last.Policy != made.Policy || last.Base != "balanced" || len(list.Policies) != 4 {
		t.Errorf("%+v", list)
	}
	var named, spelled, reweighed wire.Ranking
	into(t, h, "POST", "/v1/rank", `{"role":"r-ref-mlops-berlin","policy":"no-degree"}`, &named)
	into(t, h, "POST", "/v1/rank", `{"role":"r-ref-mlops-berlin","policy":"balanced","weights":{"degree":0,"title":15}}`, &spelled)
	if named.Policy != made.Policy || named.Results[0].ID != spelled.Results[0].ID || named.Results[0].Overall != spelled.Results[0].Overall || named.Weights.Requested != spelled.Weights.Requested {
		t.Errorf("%s %+v and %s %+v", named.Policy, named.Weights.Requested, spelled.Policy, spelled.Weights.Requested)
	}
	into(t, h, "POST", "/v1/rank", `{"role":"r-ref-mlops-berlin","policy":"no-degree","weights":{"degree":40}}`, &reweighed)
	if reweighed.Weights.Requested[7] != 40 || reweighed.Policy == made.Policy {
		t.Errorf("weights on top of it: %+v", reweighed.Weights)
	}
	refused(t, h, wire.CodeInvalid, "PUT", "/v1/policies/balanced", `{"weights":{"degree":0}}`)
	refused(t, h, wire.CodeInvalid, "PUT", "/v1/policies/x", `{"weights":{"degree":101}}`)
	refused(t, h, wire.CodeInvalid, "PUT", "/v1/policies/x", `{"base":"best","weights":{}}`)
	into(t, h, "DELETE", "/v1/policies/no-degree", "", nil)
	refused(t, h, wire.CodeInvalid, "POST", "/v1/rank", `{"role":"r-ref-mlops-berlin","policy":"no-degree"}`)
	refused(t, h, wire.CodeNotFound, "DELETE", "/v1/policies/no-degree", "")
}

// A policy of one's own counts in a standing search as it does in a ranking, as it is when the search is kept.
func TestAPolicyOfOnesOwnCountsInAStandingSearch(t *testing.T) {
	h := handler(t, api.Options{})
	into(t, h, "PUT", "/v1/policies/no-degree", `{"base":"balanced","weights":{"degree":0,"title":15}}`, nil)
	var ranked wire.Ranking
	into(t, h, "POST", "/v1/rank", `{"role":"r-ref-mlops-berlin","policy":"no-degree","weights":{"languages":0},"top":1}`, &ranked)
	best := ranked.Results[0]
	search := `{"for":"candidate","role":"r-ref-mlops-berlin","policy":"no-degree","weights":{"languages":0},"above":1}`
	for _, c := range [][3]string{{"POST", "/v1/searches", strings.Replace(search, "{", `{"id":"s-a",`, 1)}, {"PUT", "/v1/searches/s-b", search}} {
		w := ask(t, h, c[0], c[1], c[2], "If-None-Match", map[bool]string{true: "*"}[c[0] == "PUT"])
		var kept profiles.Search
		if err := json.Unmarshal(w.Body.Bytes(), &kept); err != nil || w.Code != 201 || kept.Policy != "balanced" || kept.Weights["degree"] != 0 || kept.Weights["title"] == 0 {
			t.Fatalf("%s: %d %s", c[0], w.Code, w.Body)
		}
		until(t, "it is not judged by the policy", func() bool {
			var ms wire.Matches
			w := ask(t, h, "GET", "/v1/searches/"+kept.ID+"/matches?limit=1", "")
			return json.Unmarshal(w.Body.Bytes(), &ms) == nil && len(ms.Matches) == 1 && ms.Matches[0].ID == best.ID && ms.Matches[0].Overall == best.Overall
		})
	}
	refused(t, h, wire.CodeInvalid, "POST", "/v1/searches", strings.Replace(search, "no-degree", "no-diploma", 1))
}

// The requirements of a public role of another organisation are judged over the own candidates; who does not see it, does not.
func TestARoleOfAnotherOrganisationIsJudgedWhereItIsSeen(t *testing.T) {
	e := twoEstates(t)
	for who, want := range map[string]int{"admin/acme/": 200, "batch/acme/": 200, "recruiter/acme/": 404} {
		w := ask(t, e, "POST", "/v1/lint", `{"role":"r-beta-open","roleOrg":"beta"}`, "X-Who", who, "Content-Type", "application/json")
		var got engine.Linted
		if w.Code != want || want == 200 && (json.Unmarshal(w.Body.Bytes(), &got) != nil || len(got.Requirements) != 2 || got.Role != "r-beta-open") {
			t.Errorf("%s: %d %s", who, w.Code, w.Body)
		}
	}
}

func TestTheStateSaysWhatIsStored(t *testing.T) {
	h := handler(t, api.Options{})
	var got wire.State
	into(t, h, "GET", "/v1/state", "", &got)
	if got.Status != "ready" || got.Candidates == 0 || got.Roles == 0 || got.Seq == 0 || got.Sizes["records"]+got.Sizes["tenon"] == 0 || got.Memory == 0 {
		t.Errorf("%+v", got)
	}
}

// rescored runs a re-scoring to its end.
func rescored(t *testing.T, h http.Handler, body string) {
	t.Helper()
	var x wire.Rescore
	into(t, h, "POST", "/v1/rescores", body, &x)
	for x.State == wire.JobRunning {
		into(t, h, "GET", "/v1/rescores/"+x.ID, "", &x)
	}
	if x.State != wire.JobDone {
		t.Fatalf("%+v", x)
	}
}

func TestMovesSayWhoMovedAndWhy(t *testing.T) {
	h := handler(t, api.Options{})
	var none, first, second, one wire.Moves
	into(t, h, "GET", "/v1/moves", "", &none)
	if none.Is != nil || len(none.Moves) != 0 {
		t.Errorf("before any run: %+v", none)
	}
	rescored(t, h, `{"top":5}`)
	into(t, h, "GET", "/v1/moves", "", &first)
	if first.Is == nil || first.Was != nil || len(first.Moves) != 0 {
		t.Errorf("after one run: %+v", first)
	}
	rescored(t, h, `{"top":5,"weights":{"degree":60}}`)
	into(t, h, "GET", "/v1/moves?limit=20", "", &second)
	if second.Was == nil || second.Was.Generation != 1 || second.Is.Generation != 2 || len(second.Moves) != 20 || !second.More {
		t.Fatalf("%+v %+v, %d moves", second.Was, second.Is, len(second.Moves))
	}
	m := second.Moves[0]
	into(t, h, "GET", "/v1/moves?list="+m.List.String()+"&id="+m.ID+"&limit=1000", "", &one)
	if len(one.Moves) == 0 || one.More || one.Moves[0].Because != m.Because {
		t.Errorf("%+v", one)
	}
	for _, x := range one.Moves {
		if x.ID != m.ID || x.List != m.List {
			t.Errorf("of another list: %+v", x)
		}
	}
	refused(t, h, wire.CodeInvalid, "GET", "/v1/moves?id=r-001", "")
}

func TestACandidateHasTheOwnStandingSearchesAlone(t *testing.T) {
	a, k := apptest.Open(t)
	keys, err := auth.OpenKeys(t.TempDir(), func() time.Time { return apptest.Now })
	if err != nil {
		t.Fatal(err)
	}
	h := apptest.API(t, a, k, api.Options{Keys: keys, Auth: auth.Closed{Keys: keys}})
	var bearers [2]string
	for i, role := range []auth.Role{auth.Admin, auth.Candidate} {
		x := auth.Key{Role: role}
		if role == auth.Candidate {
			x.Candidate = "c-001"
		}
		_, text, err := keys.Create(x)
		if err != nil {
			t.Fatal(err)
		}
		bearers[i] = "Bearer " + text
	}
	for _, c := range []struct {
		who                int
		method, path, body string
		want               int
	}{
		{0, "PUT", "/v1/searches/theirs", `{"for":"role","candidate":"c-002","above":1}`, 201},
		{0, "PUT", "/v1/searches/people", `{"for":"candidate","where":"country = DE"}`, 201},
		{1, "PUT", "/v1/searches/mine", `{"for":"role","candidate":"c-001","above":1}`, 201},
		{1, "GET", "/v1/searches/mine", "", 200},
		{1, "GET", "/v1/searches/mine/matches", "", 200},
		{1, "GET", "/v1/searches/theirs", "", 404},
		{1, "GET", "/v1/searches/people", "", 404},
		{1, "GET", "/v1/searches/theirs/matches", "", 404},
		{1, "DELETE", "/v1/searches/theirs", "", 404},
		{1, "POST", "/v1/searches", `{"for":"role","candidate":"c-002","above":1}`, 404},
		{1, "POST", "/v1/searches", `{"for":"candidate","where":"country = DE"}`, 404},
	} {
		w := ask(t, h, c.method, c.path, c.body, "Authorization", bearers[c.who], "Content-Type", "application/json", "If-None-Match", map[bool]string{true: "*"}[c.method == "PUT"])
		if w.Code != c.want {
			t.Errorf("%d %s %s: %d, want %d: %s", c.who, c.method, c.path, w.Code, c.want, w.Body)
		}
	}
	if w := ask(t, h, "GET", "/v1/searches", "", "Authorization", bearers[1]); !strings.Contains(w.Body.String(), `"mine"`) || strings.Contains(w.Body.String(), `"theirs"`) || strings.Contains(w.Body.String(), `"people"`) {
		t.Errorf("%s", w.Body)
	}
}

// TestAPausedSearchTellsNothing holds that what happens during a pause is no news, and that it goes on after it.
func TestAPausedSearchTellsNothing(t *testing.T) {
	a, k := apptest.Open(t)
	b, err := a.Backend(k)
	if err != nil {
		t.Fatal(err)
	}
	alerts, err := a.Alerts()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := alerts.Close(); err != nil {
			t.Error(err)
		}
	})
	b.Standing = alerts.Standing
	h, err := api.New(b, api.Options{Now: func() time.Time { return apptest.Now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.Close)
	// step does something, has it judged, and says how many matches and alerts there are then.
	step := func(method, path, body string, header ...string) (matches, told int) {
		t.Helper()
		w := ask(t, h, method, path, body, append(header, "Content-Type", "application/json")...)
		if w.Code > 299 {
			t.Fatalf("%s %s: %d %s", method, path, w.Code, w.Body)
		}
		if _, err := alerts.CatchUp(t.Context()); err != nil {
			t.Fatal(err)
		}
		var ms wire.Matches
		var as wire.Alerts
		into(t, h, "GET", "/v1/searches/s/matches", "", &ms)
		into(t, h, "GET", "/v1/alerts?latest=true&limit=2", "", &as)
		return ms.Total, len(as.Alerts)
	}
	tag := func() string { return ask(t, h, "GET", "/v1/searches/s", "").Header().Get("ETag") }
	for _, c := range []struct {
		what, method, path, body, header string
		matches, told                    int
	}{
		{"made", "PUT", "/v1/searches/s", `{"for":"candidate","where":"country = LV"}`, "If-None-Match", 0, 0},
		{"a match comes", "PUT", "/v1/candidates/c-1", `{"place":{"city":"Riga","country":"LV"}}`, "If-None-Match", 1, 1},
		{"paused", "PUT", "/v1/searches/s", `{"for":"candidate","where":"country = LV","paused":true}`, "If-Match", 0, 1},
		{"one comes during the pause", "PUT", "/v1/candidates/c-2", `{"place":{"city":"Riga","country":"LV"}}`, "If-None-Match", 0, 1},
		{"it goes on", "PUT", "/v1/searches/s", `{"for":"candidate","where":"country = LV"}`, "If-Match", 2, 1},
		{"one comes after it", "PUT", "/v1/candidates/c-3", `{"place":{"city":"Liepāja","country":"LV"}}`, "If-None-Match", 3, 2},
	} {
		value := "*"
		if c.header == "If-Match" {
			value = tag()
		}
		if matches, told := step(c.method, c.path, c.body, c.header, value); matches != c.matches || told != c.told {
			t.Errorf("%s: %d matches and %d alerts, want %d and %d", c.what, matches, told, c.matches, c.told)
		}
	}
}

// TestTheOrderAloneIsTheOrder holds that a ranking without records has the order and the scores of one with them, in both directions.
func TestTheOrderAloneIsTheOrder(t *testing.T) {
	h := handler(t, api.Options{})
	for _, side := range []string{`"role":"r-ref-mlops-berlin"`, `"candidate":"c-001"`} {
		var whole, order wire.Ranking
		into(t, h, "POST", "/v1/rank", `{`+side+`,"top":30}`, &whole)
		into(t, h, "POST", "/v1/rank", `{`+side+`,"top":30,"order":true}`, &order)
		if len(order.Results) != len(whole.Results) || len(order.Results) < 10 {
			t.Fatalf("%d and %d results", len(order.Results), len(whole.Results))
		}
		for i, x := range order.Results {
			if y := whole.Results[i]; x.ID != y.ID || x.Overall != y.Overall || x.Forward != y.Forward || x.Reverse != y.Reverse || x.Tie != y.Tie {
				t.Errorf("%s %d: %+v and %+v", side, i, x, y)
			}
			if len(x.Contributions) > 0 || x.Title != "" {
				t.Errorf("%d: more than the order: %+v", i, x)
			}
		}
	}
}
