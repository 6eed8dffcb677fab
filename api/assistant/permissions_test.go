package assistant_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"tenon/api"
	"tenon/api/assistant"
	"tenon/api/auth"
	"tenon/cmd/tenon/app/apptest"
)

// keysOf makes a key for every role, and one for another organisation.
func keysOf(t *testing.T) (*auth.Keys, map[string]string) {
	t.Helper()
	keys, err := auth.OpenKeys(t.TempDir(), func() time.Time { return apptest.Now })
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for name, k := range map[string]auth.Key{"stranger": {Role: auth.Admin, Org: "other"}} {
		if _, texts[name], err = keys.Create(k); err != nil {
			t.Fatal(err)
		}
	}
	for _, role := range auth.Roles() {
		k := auth.Key{Role: role}
		if role == auth.Candidate {
			k.Candidate = "c-001"
		}
		if _, texts[string(role)], err = keys.Create(k); err != nil {
			t.Fatal(err)
		}
	}
	return keys, texts
}

// ask asks an API without a socket.
func ask(t *testing.T, h http.Handler, method, path, body, key, addr string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, "http://localhost"+path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "application/json, text/event-stream")
	if key != "" {
		r.Header.Set("Authorization", "Bearer "+key)
	}
	if addr != "" {
		r.RemoteAddr = addr
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// Whoever asks by a tool gets what /v1 gives, and is refused what /v1 refuses, with the same code: whatever the table of permissions says.
func TestToolsGiveWhatTheAPIGives(t *testing.T) {
	keys, texts := keysOf(t)
	h, url := opened(t, api.Options{Keys: keys, Auth: auth.Closed{Keys: keys}})
	refusals := map[string]int{}
	for who, key := range texts {
		c, err := connect(t, url, key)
		if err != nil {
			t.Fatalf("%s: %v", who, err)
		}
		for _, x := range []struct {
			tool               string
			args               map[string]any
			method, path, body string
		}{
			{"search", map[string]any{"query": "python", "limit": 2}, "GET", "/v1/search?q=python&limit=2&facets=false", ""},
			{"search", map[string]any{"query": "python", "kind": "candidate", "limit": 2}, "GET", "/v1/search?q=python&kind=candidate&limit=2&facets=false", ""},
			{"rank", map[string]any{"role": "r-001", "top": 2}, "POST", "/v1/rank", `{"role":"r-001","top":2,"plain":true}`},
			{"rank", map[string]any{"candidate": "c-001", "top": 2}, "POST", "/v1/rank", `{"candidate":"c-001","top":2,"plain":true}`},
			{"rank", map[string]any{"candidate": "c-003", "top": 2}, "POST", "/v1/rank", `{"candidate":"c-003","top":2,"plain":true}`},
			{"rank", map[string]any{"roleText": "Data Engineer\nPython\n", "top": 2}, "POST", "/v1/rank", `{"roleDocument":"Data Engineer\nPython\n","top":2,"plain":true}`},
			{"explain", map[string]any{"role": "r-001", "candidate": "c-001"}, "POST", "/v1/explain", `{"role":"r-001","candidate":"c-001"}`},
			{"explain", map[string]any{"role": "r-001", "candidate": "c-003"}, "POST", "/v1/explain", `{"role":"r-001","candidate":"c-003"}`},
			{"gaps", map[string]any{"candidate": "c-001"}, "POST", "/v1/gaps", `{"candidate":"c-001","top":5}`},
			{"gaps", map[string]any{"candidate": "c-003"}, "POST", "/v1/gaps", `{"candidate":"c-003","top":5}`},
			{"market", nil, "GET", "/v1/market?top=5", ""},
		} {
			w := ask(t, h, x.method, x.path, x.body, key, "")
			var want map[string]any
			if err := json.Unmarshal(w.Body.Bytes(), &want); err != nil {
				t.Fatalf("%s %s: %v", x.method, x.path, err)
			}
			text, got, refused := call(t, c, x.tool, x.args)
			if refused != (w.Code >= 400) {
				t.Errorf("%s, %s %v: refused %v, and the API says %d: %s", who, x.tool, x.args, refused, w.Code, text)
			}
			if refused {
				refusals[who]++
				delete(got, "requestId")
				delete(want, "requestId")
			}
			if g, e := fmt.Sprint(got), fmt.Sprint(want); g != e {
				t.Errorf("%s, %s %v:\n%s\nis not what the API gives:\n%s", who, x.tool, x.args, g, e)
			}
		}
	}
	// A candidate: candidates of a search, of a role, of an advert; three of others. An auditor: everything but the market.
	if refusals["candidate"] != 6 || refusals["auditor"] != 10 || refusals["admin"] != 0 || refusals["stranger"] < 7 {
		t.Errorf("refused %v", refusals)
	}
}

const calling = `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":%q,"arguments":%s}}`

func TestWithoutAKeyThereIsNothing(t *testing.T) {
	keys, texts := keysOf(t)
	h, url := opened(t, api.Options{Keys: keys, Auth: auth.Closed{Keys: keys}})
	for _, key := range []string{"", "tenon_forged", texts["admin"] + "x"} {
		if _, err := connect(t, url, key); err == nil {
			t.Errorf("key %q is let in", key)
		}
		w := ask(t, h, "POST", "/mcp", fmt.Sprintf(calling, "market", "{}"), key, "")
		if w.Code != 401 || !strings.Contains(w.Body.String(), `"unauthenticated"`) {
			t.Errorf("key %q: %d %s", key, w.Code, w.Body)
		}
	}
}

// Over HTTP the request says who asks, whatever key the process has.
func TestOverHTTPTheKeyOfTheProcessDoesNotCount(t *testing.T) {
	keys, texts := keysOf(t)
	h, _ := opened(t, api.Options{Keys: keys, Auth: auth.Closed{Keys: keys}})
	s := assistant.New(assistant.Options{Key: texts["admin"]})
	s.Over(h)
	if w := ask(t, s, "POST", "/", fmt.Sprintf(calling, "market", "{}"), "", ""); !strings.Contains(w.Body.String(), `"unauthenticated"`) {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

// Over streams the key of the process counts, and no key is no key.
func TestOverStreamsTheKeyOfTheProcessCounts(t *testing.T) {
	keys, texts := keysOf(t)
	h, _ := opened(t, api.Options{Keys: keys, Auth: auth.Closed{Keys: keys}})
	for key, code := range map[string]any{"": "unauthenticated", texts["candidate"]: "forbidden", texts["recruiter"]: nil} {
		s := assistant.New(assistant.Options{Key: key})
		s.Over(h)
		if text, answer, _ := call(t, overStreams(t, s), "rank", map[string]any{"role": "r-001", "top": 1}); answer["code"] != code {
			t.Errorf("%s: want %v", text, code)
		}
	}
}

func TestRequestsOfToolsAreCountedByWhoSendsThem(t *testing.T) {
	keys, texts := keysOf(t)
	h, _ := opened(t, api.Options{Keys: keys, Auth: auth.Closed{Keys: keys}, Limits: api.Limits{Rate: 0.001, Burst: 5}})
	send := func(key, addr string) string {
		w := ask(t, h, "POST", "/mcp", fmt.Sprintf(calling, "market", `{"by":["pay"]}`), key, addr)
		return fmt.Sprint(w.Code, strings.Contains(w.Body.String(), "rate_limited"))
	}
	var got []string
	for range 4 { // a message and the question of its tool are two requests
		got = append(got, send(texts["admin"], "10.0.0.1:99"))
	}
	if want := "200 false 200 false 200 true 429 true"; strings.Join(got, " ") != want {
		t.Errorf("%v: want %s", got, want)
	}
	if again := send(texts["recruiter"], "10.0.0.2:99"); again != "200 false" {
		t.Errorf("another address is refused for the first: %s", again)
	}
	if again := send(texts["batch"], "10.0.0.1:98"); again != "429 true" {
		t.Errorf("the address is let in again with another key: %s", again)
	}
}

const canary = "Zanzibarowicz"

// Who a candidate is comes by no tool, though the search by it is tried, the résumé was read from text with it, and it is stored.
func TestNoToolTellsWhoSomebodyIs(t *testing.T) {
	h, url := opened(t, api.Options{})
	cv := "Ada " + canary + "\nada@" + strings.ToLower(canary) + ".example\n+49 30 5550199\n\nExperience\nMar 2021 – Present\nPlatform Engineer, Acme GmbH, Berlin\n\nSkills\nKubernetes, Terraform, Python\n"
	w := ask(t, h, "POST", "/v1/imports?name=cv.txt&show=true&wait=searchable", cv, "", "")
	var report struct {
		Records []struct{ Candidate struct{ ID string } }
	}
	if err := json.Unmarshal(w.Body.Bytes(), &report); err != nil || len(report.Records) != 1 {
		t.Fatalf("%v: %d %s", err, w.Code, w.Body)
	}
	id := report.Records[0].Candidate.ID
	if w := ask(t, h, "GET", "/v1/candidates/"+id+"/identity?purpose=placement", "", "", ""); !strings.Contains(w.Body.String(), canary) {
		t.Fatalf("the canary is not stored: %s", w.Body)
	}
	c, err := connect(t, url, "")
	if err != nil {
		t.Fatal(err)
	}
	seen := false
	for _, x := range []struct {
		tool string
		args map[string]any
	}{
		{"search", map[string]any{"query": "terraform", "kind": "candidate", "limit": 50}},
		{"rank", map[string]any{"role": "r-ref-mlops-berlin", "top": 100, "lines": true}},
		{"rank", map[string]any{"candidate": id, "lines": true}},
		{"rank", map[string]any{"candidateText": cv, "lines": true}},
		{"explain", map[string]any{"role": "r-ref-mlops-berlin", "candidate": id}},
		{"gaps", map[string]any{"candidate": id}},
		{"gaps", map[string]any{"candidateText": cv}},
		{"market", map[string]any{"top": 100}},
	} {
		text, answer, refused := call(t, c, x.tool, x.args)
		all := text + fmt.Sprint(answer)
		if refused {
			t.Errorf("%s %v: %s", x.tool, x.args, text)
		}
		seen = seen || strings.Contains(all, id)
		for _, secret := range []string{canary, strings.ToLower(canary), "5550199"} {
			if strings.Contains(all, secret) {
				t.Errorf("%s %v tells %s", x.tool, x.args, secret)
			}
		}
	}
	if !seen {
		t.Error("no tool knows of the candidate: the test shows nothing")
	}
	if text, _, _ := call(t, c, "search", map[string]any{"query": canary, "kind": "candidate"}); !strings.HasPrefix(text, "0 candidates") {
		t.Errorf("somebody is found by name: %s", text)
	}
}
