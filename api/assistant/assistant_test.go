package assistant_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"tenon/api"
	"tenon/api/assistant"
	"tenon/cmd/tenon/app/apptest"
)

// opened is the API with its tools over the shipped sample, at an address on loopback.
func opened(t *testing.T, o api.Options) (h *api.API, url string) {
	t.Helper()
	a, k := apptest.Open(t)
	tools := assistant.New(assistant.Options{Version: "test"})
	o.Tools = tools
	h = apptest.API(t, a, k, o)
	tools.Over(h)
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return h, s.URL
}

// bearer sends a key with every request.
type bearer string

func (b bearer) RoundTrip(r *http.Request) (*http.Response, error) {
	if b != "" {
		r = r.Clone(r.Context())
		r.Header.Set("Authorization", "Bearer "+string(b))
	}
	return http.DefaultTransport.RoundTrip(r)
}

// connect is an assistant over HTTP.
func connect(t *testing.T, url, key string) (*mcp.ClientSession, error) {
	t.Helper()
	return session(t, &mcp.StreamableClientTransport{Endpoint: url + "/mcp", HTTPClient: &http.Client{Transport: bearer(key)}, MaxRetries: -1})
}

func session(t *testing.T, over mcp.Transport) (*mcp.ClientSession, error) {
	t.Helper()
	c, err := mcp.NewClient(&mcp.Implementation{Name: "test", Version: "1"}, nil).Connect(t.Context(), over, nil)
	if err == nil {
		t.Cleanup(func() { _ = c.Close() })
	}
	return c, err
}

// call calls a tool and returns its text and the structured answer.
func call(t *testing.T, c *mcp.ClientSession, tool string, args map[string]any) (text string, answer map[string]any, refused bool) {
	t.Helper()
	r, err := c.CallTool(t.Context(), &mcp.CallToolParams{Name: tool, Arguments: args})
	if err != nil {
		t.Fatalf("%s %v: %v", tool, args, err)
	}
	for _, x := range r.Content {
		text += x.(*mcp.TextContent).Text
	}
	answer, ok := r.StructuredContent.(map[string]any)
	if !ok || text == "" {
		t.Fatalf("%s %v: %q, %T", tool, args, text, r.StructuredContent)
	}
	return text, answer, r.IsError
}

// calls are a call of each tool on the sample, with words that its text has.
var calls = map[string]struct {
	args map[string]any
	says []string
	has  string // a field of the structured answer
}{
	"search":  {map[string]any{"query": "kubernetes", "kind": "role", "limit": 3}, []string{"roles found", "r-", "cursor"}, "hits"},
	"rank":    {map[string]any{"role": "r-ref-mlops-berlin", "top": 3}, []string{"Exact over", "c-001", "must-haves 6 of 7", "cursor"}, "results"},
	"explain": {map[string]any{"role": "r-ref-mlops-berlin", "candidate": "c-001", "for": "employer"}, []string{"the candidate scores", "must-haves 6 of 7"}, "results"},
	"gaps":    {map[string]any{"candidate": "c-014", "threshold": 60}, []string{"open roles", "you score 60.00 or more", "would prove it"}, "singles"},
	"market":  {map[string]any{"by": []string{"family", "supply"}, "for": "employer"}, []string{"roles are counted", "Hardest to find"}, "demand"},
}

func answersEveryTool(t *testing.T, c *mcp.ClientSession) {
	t.Helper()
	list, err := c.ListTools(t.Context(), nil)
	if err != nil || len(list.Tools) != len(calls) {
		t.Fatalf("%v: %d tools, want %d", err, len(list.Tools), len(calls))
	}
	for _, tool := range list.Tools {
		x, ok := calls[tool.Name]
		if !ok || tool.Description == "" || tool.Annotations == nil || !tool.Annotations.ReadOnlyHint {
			t.Errorf("tool %+v", tool)
		}
		text, answer, refused := call(t, c, tool.Name, x.args)
		if refused || answer[x.has] == nil {
			t.Errorf("%s: %v without %s: %s", tool.Name, answer, x.has, text)
		}
		for _, says := range x.says {
			if !strings.Contains(text, says) {
				t.Errorf("%s does not say %q:\n%s", tool.Name, says, text)
			}
		}
	}
}

func TestEveryToolAnswersOverHTTP(t *testing.T) {
	_, url := opened(t, api.Options{})
	c, err := connect(t, url, "")
	if err != nil {
		t.Fatal(err)
	}
	answersEveryTool(t, c)
	if c.ID() != "" {
		t.Errorf("there is a session %q: want none that could be taken over", c.ID())
	}
}

func TestEveryToolAnswersOverStreams(t *testing.T) {
	a, k := apptest.Open(t)
	s := assistant.New(assistant.Options{})
	s.Over(apptest.API(t, a, k, api.Options{}))
	answersEveryTool(t, overStreams(t, s))
}

// overStreams is an assistant over pipes, which ends when the test does, and the server with it.
func overStreams(t *testing.T, s *assistant.Server) *mcp.ClientSession {
	t.Helper()
	in, toServer := io.Pipe()
	fromServer, out := io.Pipe()
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(context.Background(), in, out) }()
	c, err := session(t, &mcp.IOTransport{Reader: fromServer, Writer: toServer})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = c.Close()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return c
}

// Every argument says what it is for, and is bounded.
func TestArgumentsAreDescribed(t *testing.T) {
	s := assistant.New(assistant.Options{})
	list, err := overStreams(t, s).ListTools(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, tool := range list.Tools {
		b, err := json.Marshal(tool.InputSchema)
		if err != nil {
			t.Fatal(err)
		}
		var schema struct {
			Properties map[string]struct {
				Type, Description  string
				Enum               []any
				Maximum, MaxLength *float64
			}
			AdditionalProperties any
		}
		if err := json.Unmarshal(b, &schema); err != nil {
			t.Fatalf("%s: %v: %s", tool.Name, err, b)
		}
		if schema.AdditionalProperties == nil {
			t.Errorf("%s takes any argument", tool.Name)
		}
		for name, p := range schema.Properties {
			bounded := len(p.Enum) > 0 || p.Maximum != nil || p.MaxLength != nil || p.Type == "object" || p.Type == "array" || p.Type == "boolean"
			if p.Description == "" || p.Type == "" || !bounded {
				t.Errorf("%s: %s is %+v", tool.Name, name, p)
			}
		}
	}
}

func TestErrorsHaveTheCodeOfTheAPI(t *testing.T) {
	_, url := opened(t, api.Options{})
	c, err := connect(t, url, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		tool string
		args map[string]any
		code string
		says string
	}{
		{"rank", map[string]any{}, "invalid", "name one role or one candidate"},
		{"rank", map[string]any{"role": "r-001", "candidate": "c-001"}, "invalid", ""},
		{"rank", map[string]any{"role": "none"}, "not_found", "no such record"},
		{"rank", map[string]any{"role": "r-001", "tops": 3}, "invalid", "tops"},
		{"rank", map[string]any{"role": "r-001", "top": 5000}, "invalid", "top"},
		{"rank", map[string]any{"role": 7}, "invalid", "role"},
		{"rank", map[string]any{"role": "r-001", "where": "yeers > 3"}, "invalid", "years"},
		{"rank", map[string]any{"role": "r-001", "policy": "best"}, "invalid", "skills-first"},
		{"rank", map[string]any{"role": "r-001", "weights": map[string]any{"luck": 3}}, "invalid", "luck"},
		{"explain", map[string]any{"role": "r-001"}, "invalid", "candidate"},
		{"explain", map[string]any{"role": "r-001", "candidate": "c-001", "for": "nobody"}, "invalid", "for"},
		{"gaps", map[string]any{"candidate": "c-001", "aim": "top"}, "invalid", "no lists are kept"},
		{"gaps", map[string]any{}, "invalid", ""},
		{"market", map[string]any{"by": []string{"weather"}}, "invalid", "by"},
		{"market", map[string]any{"currency": "XXX"}, "invalid", "XXX"},
		{"search", map[string]any{"query": "x", "cursor": "forged"}, "invalid", "cursor"},
	} {
		text, answer, refused := call(t, c, x.tool, x.args)
		if !refused || answer["code"] != x.code || !strings.HasPrefix(text, x.code) || !strings.Contains(text, x.says) {
			t.Errorf("%s %v: %v %v %q: want %s and %q", x.tool, x.args, refused, answer, text, x.code, x.says)
		}
	}
}

func TestTextsThatAreNotStoredAreRanked(t *testing.T) {
	_, url := opened(t, api.Options{})
	c, err := connect(t, url, "")
	if err != nil {
		t.Fatal(err)
	}
	cv := "Experience\nMar 2021 – Present\nData Engineer, Acme GmbH, Berlin\n\nSkills\nPython, SQL\n"
	if text, _, refused := call(t, c, "rank", map[string]any{"candidateText": cv, "top": 2}); refused || !strings.Contains(text, "roles: ") || !strings.Contains(text, "\nr-") {
		t.Errorf("roles for a résumé: %s", text)
	}
	if text, _, refused := call(t, c, "gaps", map[string]any{"candidateText": cv}); refused || !strings.Contains(text, "open roles") {
		t.Errorf("gaps of a résumé: %s", text)
	}
	if text, answer, refused := call(t, c, "rank", map[string]any{"roleText": "Data Engineer\nWe look for Python and SQL.\n", "top": 1, "lines": true}); refused || !strings.Contains(text, "candidates: ") ||
		len(answer["results"].([]any)[0].(map[string]any)["contributions"].([]any)) == 0 {
		t.Errorf("candidates for an advert: %s", text)
	}
}

// What is no message of the protocol is refused as everything that the API refuses is.
func TestWhatIsNoMessageIsAProblem(t *testing.T) {
	h, _ := opened(t, api.Options{})
	for _, x := range []struct {
		method, body string
		status       int
		code         string
	}{
		{"GET", "", 405, "method_not_allowed"},
		{"DELETE", "", 405, "method_not_allowed"},
		{"POST", "", 422, "invalid"},
		{"POST", "{", 422, "invalid"},
		{"POST", `{"id":1,"id":2}`, 422, "invalid"},
		{"POST", "\xff", 422, "invalid"},
		{"POST", "[]", 400, "invalid"},
		{"POST", "5", 400, "invalid"},
		{"POST", `{"jsonrpc":"2.0","id":1,"method":"no/such"}`, 400, "invalid"},
		{"POST", strings.Repeat(" ", 5<<20), 413, "too_large"},
		{"POST", strings.Repeat("[", 3<<20), 422, "invalid"},
	} {
		w := ask(t, h, x.method, "/mcp", x.body, "", "")
		if w.Code != x.status || !strings.HasPrefix(w.Header().Get("Content-Type"), "application/problem+json") || !strings.Contains(w.Body.String(), `"code":"`+x.code+`"`) {
			t.Errorf("%s %.20q: %d %s %s: want %d %s", x.method, x.body, w.Code, w.Header().Get("Content-Type"), w.Body, x.status, x.code)
		}
	}
	w := ask(t, h, "POST", "/mcp", `{"jsonrpc":"2.0","id":1,"method":"tools/list"}`, "", "")
	if !strings.Contains(w.Body.String(), `"result"`) || w.Header().Get("Cache-Control") != "no-store" || w.Header().Get("X-Request-Id") == "" {
		t.Errorf("%d %v %s", w.Code, w.Header(), w.Body)
	}
	if w := ask(t, withoutTools(t), "POST", "/mcp", `{"jsonrpc":"2.0","id":1,"method":"ping"}`, "", ""); w.Code != 503 || !strings.Contains(w.Body.String(), `"unavailable"`) {
		t.Errorf("without tools: %d %s", w.Code, w.Body)
	}
}

// withoutTools is an API without tools.
func withoutTools(t *testing.T) *api.API {
	t.Helper()
	a, k := apptest.Open(t)
	return apptest.API(t, a, k, api.Options{})
}
