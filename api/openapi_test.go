package api_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"slices"
	"sort"
	"strings"
	"testing"
	"time"

	"tenon/api"
	"tenon/api/assistant"
	"tenon/api/auth"
	"tenon/cmd/tenon/app/apptest"
)

var update = flag.Bool("update", false, "write the golden files anew")

const golden = "../testdata/golden/openapi.json"

// The document is made from the routes and the types: whatever changes for users shows in the difference of this file.
func TestTheDocumentIsTheGoldenOne(t *testing.T) {
	h, err := api.New(api.Backend{}, api.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(golden, h.Document(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(h.Document(), want) {
		t.Errorf("the document is another than %s: look at the difference, and renew it with -update", golden)
	}
}

// openapi is the part of a document that the tests read.
type openapi struct {
	OpenAPI string                          `json:"openapi"`
	Paths   map[string]map[string]operation `json:"paths"`
	Parts   struct {
		Schemas map[string]json.RawMessage `json:"schemas"`
	} `json:"components"`
}

type operation struct {
	ID         string `json:"operationId"`
	Summary    string `json:"summary"`
	Parameters []struct {
		Name, In string
		Example  any
		Required bool
	} `json:"parameters"`
	Body *struct {
		Content map[string]struct {
			Example json.RawMessage `json:"example"`
		} `json:"content"`
	} `json:"requestBody"`
	Responses map[string]struct {
		Content map[string]struct {
			Schema *schema `json:"schema"`
		} `json:"content"`
	} `json:"responses"`
}

func readDocument(t testing.TB, h *api.API) *openapi {
	t.Helper()
	var d openapi
	if err := json.Unmarshal(h.Document(), &d); err != nil {
		t.Fatal(err)
	}
	return &d
}

func TestTheDocumentIsWholeAndPointsNowhereElse(t *testing.T) {
	h, err := api.New(api.Backend{}, api.Options{})
	if err != nil {
		t.Fatal(err)
	}
	d := readDocument(t, h)
	if d.OpenAPI != "3.1.0" {
		t.Errorf("OpenAPI %q", d.OpenAPI)
	}
	seen := map[string]bool{}
	for path, ops := range d.Paths {
		for method, op := range ops {
			if op.ID == "" || op.Summary == "" || seen[op.ID] {
				t.Errorf("%s %s: operation %q, %q", method, path, op.ID, op.Summary)
			}
			seen[op.ID] = true
			for status, r := range op.Responses {
				if _, ok := r.Content["application/problem+json"]; !ok && status >= "400" {
					t.Errorf("%s %s: %s is no problem", method, path, status)
				}
			}
		}
	}
	for _, ref := range strings.Split(string(h.Document()), `"$ref": "`)[1:] {
		ref, _, _ = strings.Cut(ref, `"`)
		name, ok := strings.CutPrefix(ref, "#/components/schemas/")
		if d.Parts.Schemas[name] == nil || !ok {
			t.Errorf("nothing at %s", ref)
		}
	}
}

// notInTheDocument are the routes that the document leaves out, and why.
var notInTheDocument = map[string]string{
	"metrics": "for Prometheus, in its own format",
	"openapi": "the document itself",
	"docs":    "a page for reading it",
	"docs-js": "what the page loads",
}

func TestTheDocumentHasEveryRoute(t *testing.T) {
	h, err := api.New(api.Backend{}, api.Options{})
	if err != nil {
		t.Fatal(err)
	}
	d := readDocument(t, h)
	for _, op := range api.Operations() {
		_, left := notInTheDocument[op.ID]
		if in := d.Paths[op.Path][strings.ToLower(op.Method)].ID == op.ID; in == left {
			t.Errorf("%s %s: in the document %v, left out %v", op.Method, op.Path, in, left)
		}
	}
}

// sent is an example of the document as a request.
type sent struct {
	method, path, body, media string
	op                        operation
	header                    []string
}

func examplesOf(d *openapi) (out []sent) {
	for path, ops := range d.Paths {
		for method, op := range ops {
			x := sent{method: strings.ToUpper(method), path: path, op: op}
			q := url.Values{}
			for _, p := range op.Parameters {
				switch v := p.Example; {
				case v == nil:
				case p.In == "path":
					x.path = strings.ReplaceAll(x.path, "{"+p.Name+"}", url.PathEscape(fmt.Sprint(v)))
				case p.In == "header":
					x.header = append(x.header, p.Name, fmt.Sprint(v))
				default:
					if list, ok := v.([]any); ok {
						for _, e := range list {
							q.Add(p.Name, fmt.Sprint(e))
						}
						continue
					}
					q.Set(p.Name, fmt.Sprint(v))
				}
			}
			if len(q) > 0 {
				x.path += "?" + q.Encode()
			}
			if op.Body != nil {
				for media, m := range op.Body.Content {
					x.media, x.body = media, string(m.Example)
				}
			}
			out = append(out, x)
		}
	}
	// What writes comes behind what reads, and what deletes last.
	order := []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete}
	sort.Slice(out, func(i, j int) bool {
		a, b := slices.Index(order, out[i].method), slices.Index(order, out[j].method)
		return a < b || a == b && out[i].path < out[j].path
	})
	return out
}

// Every operation has an example that works, and what it answers is as the document says.
func TestTheExamplesOfTheDocumentWork(t *testing.T) {
	keys, err := auth.OpenKeys(t.TempDir(), func() time.Time { return apptest.Now })
	if err != nil {
		t.Fatal(err)
	}
	who := auth.NewSessions(auth.Closed{Keys: keys}, func() time.Time { return apptest.Now })
	_, text, err := keys.Create(auth.Key{Role: auth.Admin})
	if err != nil {
		t.Fatal(err)
	}
	tools := assistant.New(assistant.Options{})
	served := handler(t, api.Options{Keys: keys, Auth: who, Sessions: who, Tools: tools})
	tools.Over(served)
	h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Header.Set("Authorization", "Bearer "+text)
		served.ServeHTTP(w, r)
	})
	d := readDocument(t, served)
	v := &validator{parts: d.Parts.Schemas}
	if w := ask(t, h, "PUT", "/v1/searches/s-example", `{"for":"role","where":"country = DE"}`, "If-None-Match", "*"); w.Code != 201 {
		t.Fatal(w.Body)
	}
	w := ask(t, h, "POST", "/v1/candidates/c-001/consents", `{"purpose":"placement"}`)
	var consent struct{ ID string }
	if err := json.Unmarshal(w.Body.Bytes(), &consent); err != nil || w.Code != 201 {
		t.Fatal(err, w.Body)
	}
	if w := ask(t, h, "PATCH", "/v1/roles/r-ref-mlops-berlin/reviews/c-003", `{"listed":true}`); w.Code != 200 {
		t.Fatal(w.Body)
	}
	var run string
	for _, x := range examplesOf(d) {
		t.Run(x.op.ID, func(t *testing.T) {
			if strings.Contains(x.path, "/v1/keys/{id}") {
				made, _, err := keys.Create(auth.Key{Role: auth.Auditor})
				if err != nil {
					t.Fatal(err)
				}
				x.path = strings.ReplaceAll(x.path, "{id}", made.ID)
			}
			x.path = strings.ReplaceAll(x.path, "k-example", consent.ID)
			if strings.Contains(x.path, "{id}") { // of a run, which only this test knows
				if run == "" {
					run = startRun(t, h)
				}
				x.path = strings.ReplaceAll(x.path, "{id}", run)
			}
			if x.op.ID == "import" {
				var text string
				if err := json.Unmarshal([]byte(x.body), &text); err != nil {
					t.Fatal(err)
				}
				x.body, x.media = text, "text/plain"
			}
			header := x.header
			if x.media != "" {
				header = append(header, "Content-Type", x.media)
			}
			w := ask(t, h, x.method, x.path, x.body, header...)
			if w.Code < 200 || w.Code > 299 {
				t.Fatalf("%s %s: %d %s", x.method, x.path, w.Code, w.Body)
			}
			r, ok := x.op.Responses[fmt.Sprint(w.Code)]
			if !ok {
				t.Fatalf("%s %s: the document does not know of %d", x.method, x.path, w.Code)
			}
			if c, ok := r.Content["application/json"]; ok && c.Schema != nil {
				v.check(t, x.op.ID, c.Schema, w.Body.Bytes())
			}
		})
	}
}

func startRun(t *testing.T, h http.Handler) string {
	t.Helper()
	w := ask(t, h, "POST", "/v1/rescores", `{"top":3}`)
	if w.Code == 409 { // that of the example goes on
		w = ask(t, h, "GET", "/v1/rescores", "")
	}
	var x struct {
		ID       string
		Rescores []struct{ ID string }
	}
	if err := json.Unmarshal(w.Body.Bytes(), &x); err != nil || x.ID == "" && len(x.Rescores) == 0 {
		t.Fatal(err, w.Body)
	}
	if x.ID == "" {
		return x.Rescores[0].ID
	}
	return x.ID
}
