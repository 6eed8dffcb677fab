package command_test

import (
	"encoding/json"
	"maps"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tenon/api"
	"tenon/cmd/tenon/app/apptest"
)

// deed is something that is done to a data directory, on the command line and over HTTP; what comes of it has to be the same.
type deed struct {
	args         []string
	method, path string
	body         string // FILE: the file of the arguments, as a part of a form
	pick         string // of the answer over HTTP: the field that the command line prints
	without      []string
}

// Flags of verbs that do something and that /v1 has otherwise, or does not need.
const (
	atServersMonth = "the server judges at the month that it is"
	onTheMachine   = "a file of the machine; over HTTP the answer is where it is written to"
)

// deeds are by verb, in the order in which they are done; between them they have every flag of it.
var deeds = []struct {
	verb    string
	besides map[string]string // flags for the command line alone, and why
	deeds   []deed
}{
	{"import", map[string]string{"as-of": atServersMonth}, []deed{
		{args: []string{"--kind", "candidate", "--columns", "Stack=skills,Town=place.city", "people.csv"}, method: "POST", path: "/v1/imports?kind=candidate&columns=Stack%3Dskills,Town%3Dplace.city", body: "FILE", pick: "report"},
		{args: []string{"--dry-run", "--show", "people.csv"}, method: "POST", path: "/v1/imports?dryRun=true&show=true", body: "FILE"},
	}},
	{"export", map[string]string{"out": onTheMachine}, []deed{
		{args: []string{"--candidate", "c-001", "--format", "jsonresume"}, method: "GET", path: "/v1/candidates/c-001/jsonresume"},
		{args: []string{"--candidate", "c-who", "--format", "jsonresume", "--identity", "--purpose", "placement"}, method: "GET", path: "/v1/candidates/c-who/jsonresume?identity=true&purpose=placement"},
		{args: []string{"--role", "r-001", "--format", "jobposting"}, method: "GET", path: "/v1/roles/r-001/jobposting"},
		{args: []string{"--role", "r-001", "--format", "tenon"}, method: "GET", path: "/v1/roles/r-001", without: []string{"kind"}},
		{args: []string{"--kind", "role", "--format", "tenon"}, method: "GET", path: "/v1/bulk/roles"},
		{args: []string{"--kind", "candidate", "--format", "jsonresume"}, method: "GET", path: "/v1/bulk/candidates?format=jsonresume"},
		{args: []string{"--kind", "candidate", "--format", "tenon", "--identity", "--purpose", "placement"}, method: "GET", path: "/v1/bulk/candidates?identity=true&purpose=placement"},
	}},
	{"rescore run", map[string]string{"as-of": atServersMonth, "out": onTheMachine}, []deed{
		{args: []string{"--top", "7", "--policy", "balanced", "--weight", "degree=5", "--lambda", "40"}, method: "POST", path: "/v1/rescores", body: `{"top":7,"policy":"balanced","weights":{"degree":5},"lambda":40}`, pick: "report", without: []string{"last", "seconds", "pairsPerSecond"}},
		{args: []string{"--top", "5", "--full", "--resume"}, method: "POST", path: "/v1/rescores", body: `{"top":5,"full":true,"resume":true}`, pick: "report", without: []string{"last", "seconds", "pairsPerSecond"}},
	}},
	{"alerts add", nil, []deed{
		{args: []string{"a", "--candidate", "c-001", "--above", "60", "--where", "mode = remote", "--policy", "balanced", "--weight", "degree=5", "--lambda", "20", "--name", "near"}, method: "PUT", path: "/v1/searches/a",
			body: `{"for":"role","candidate":"c-001","above":600000,"where":"mode = remote","policy":"balanced","weights":{"degree":5},"lambda":20,"name":"near"}`, without: kept},
		{args: []string{"b", "--role", "r-001", "--above", "50"}, method: "PUT", path: "/v1/searches/b", body: `{"for":"candidate","role":"r-001","above":500000}`, without: kept},
		{args: []string{"c", "--for", "role", "--where", "mode = remote"}, method: "PUT", path: "/v1/searches/c", body: `{"for":"role","where":"mode = remote"}`, without: kept},
	}},
	{"import", nil, []deed{{args: []string{"fresh.json"}, method: "POST", path: "/v1/imports?wait=searchable", body: "FILE", pick: "report"}}},
	{"rescore run", nil, []deed{{args: []string{"--top", "5"}, method: "POST", path: "/v1/rescores", body: `{"top":5}`, pick: "report", without: []string{"last", "seconds", "pairsPerSecond"}}}},
	{"rescore diff", nil, []deed{{method: "GET", path: "/v1/moves?limit=1000", without: []string{"last", "more"}}}},
	{"alerts list", nil, []deed{{method: "GET", path: "/v1/searches", without: append([]string{"next", "seq"}, kept...)}}},
	{"alerts show", map[string]string{}, []deed{{args: []string{"a", "--limit", "3"}, method: "GET", path: "/v1/searches/a/matches?limit=3", without: append([]string{"id", "name", "for", "candidate", "where", "above", "policy", "weights", "lambda", "total", "seq"}, kept...)}}},
	{"alerts events", nil, []deed{
		{args: []string{"--since", "1", "--limit", "5"}, method: "GET", path: "/v1/alerts?since=1&limit=5", without: []string{"seq"}},
		{args: []string{"--search", "c"}, method: "GET", path: "/v1/alerts?search=c", without: []string{"seq"}},
	}},
	{"alerts lists", nil, []deed{{args: []string{"--since", "3", "--limit", "4"}, method: "GET", path: "/v1/events?since=3&limit=4", without: []string{"generation", "seq"}}}},
	{"alerts remove", nil, []deed{{args: []string{"b"}, method: "DELETE", path: "/v1/searches/b"}}},
	{"alerts list", nil, []deed{{method: "GET", path: "/v1/searches", without: append([]string{"next", "seq"}, kept...)}}},
}

// kept is what the command line says of a search beside what it is.
var kept = []string{"created", "revision", "matches", "fault"}

// telling is what an answer has to have for a comparison to be of something.
var telling = map[string]string{"alerts events": `"number"`, "alerts lists": `"number"`, "alerts show": `"overall"`, "alerts list": `"where"`, "rescore diff": `"fresh"`, "rescore run": `"pairs"`}

// renamed are fields that the command line has under another name.
var renamed = strings.NewReplacer(`"alerts":`, `"events":`, `"matches":[`, `"found":[`)

// What is done on the command line can be done over HTTP, flag by flag, and the same comes of it.
func TestWhatIsDoneOnTheCommandLineIsDoneOverHTTP(t *testing.T) {
	files := map[string]string{
		"people.csv": "id,headline,Stack,Town\nt-1,Potter,\"SQL, Python\",Berlin\nt-2,,,\nt-1,Weaver,Go,Hamburg\n",
		"fresh.json": `{"roles":[{"id":"fresh","title":{"name":"MLOps Engineer"},"modes":["remote"],"pay":{"minCents":10000000,"currency":"EUR","period":"year"},"requirements":[{"kind":"skill","necessity":"must","name":"Kubernetes"},{"kind":"skill","necessity":"must","name":"Python"}],"posted":"2026-06"}]}`,
		"who.json":   `{"kind":"candidate","id":"c-who","headline":"Engineer","identity":{"name":"Jana Wolff","consent":{"purpose":"placement","since":"2026-01"}}}`,
	}
	made := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(made, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	here, there := sampleDir(t), sampleDir(t)
	for _, dir := range []string{here, there} {
		must(t, "import", "--data", dir, filepath.Join(made, "who.json"))
	}
	var printed []string
	for _, x := range deeds {
		for _, d := range x.deeds {
			args := append(strings.Fields(x.verb), "--data", here)
			if x.verb != "export" && x.verb != "alerts remove" {
				args = append(args, "--json")
			}
			for _, a := range d.args {
				if files[a] != "" {
					a = filepath.Join(made, a)
				}
				args = append(args, a)
			}
			out, errs, code := run(t, args...)
			if code != 0 && code != 3 {
				t.Fatalf("tenon %s: %d %s", strings.Join(args, " "), code, errs)
			}
			printed = append(printed, out)
		}
	}
	a, k := apptest.OpenWith(t, there)
	h := apptest.API(t, a, k, api.Options{Now: now})
	for _, x := range deeds {
		for _, d := range x.deeds {
			ours := printed[0]
			printed = printed[1:]
			theirs := d.over(t, h, files)
			if d.method == http.MethodDelete {
				continue // what is there afterwards is compared
			}
			if want := telling[x.verb]; !strings.Contains(ours, want) {
				t.Errorf("tenon %s %s says nothing: no %s in %s", x.verb, strings.Join(d.args, " "), want, ours)
			}
			if diff := cmp.Diff(d.values(t, ours), d.values(t, renamed.Replace(theirs))); diff != "" {
				t.Errorf("tenon %s %s and %s %s:\n%s", x.verb, strings.Join(d.args, " "), d.method, d.path, diff)
			}
		}
	}
}

// over does it over HTTP.
func (d *deed) over(t *testing.T, h http.Handler, files map[string]string) string {
	t.Helper()
	body, media := d.body, "application/json"
	if body == "FILE" {
		name := d.args[len(d.args)-1]
		var b strings.Builder
		m := multipart.NewWriter(&b)
		w, err := m.CreateFormFile("file", name)
		if err == nil {
			_, err = w.Write([]byte(files[name]))
		}
		if err == nil {
			err = m.Close()
		}
		if err != nil {
			t.Fatal(err)
		}
		body, media = b.String(), m.FormDataContentType()
	}
	w := asking(t, h, d.method, d.path, body, media)
	for w.Code == http.StatusAccepted || strings.Contains(w.Body.String(), `"state":"running"`) { // of a run, its report
		w = asking(t, h, "GET", "/v1/rescores/"+field(t, w.Body.String(), "id"), "", "")
	}
	if strings.HasPrefix(d.path, "/v1/alerts") || strings.HasSuffix(d.path, "/v1/searches") || strings.Contains(d.path, "/matches") {
		w = settled(t, h, d)
	}
	if w.Code > 299 {
		t.Fatalf("%s %s: %d %s", d.method, d.path, w.Code, w.Body)
	}
	if d.pick == "" {
		return w.Body.String()
	}
	var all map[string]json.RawMessage
	decode(t, w.Body.String(), &all)
	return string(all[d.pick])
}

// settled asks until standing searches are judged up to the store's last change, as the command line judges them itself.
func settled(t *testing.T, h http.Handler, d *deed) *httptest.ResponseRecorder {
	t.Helper()
	for {
		at := field(t, asking(t, h, "GET", "/v1/searches/a/matches", "", "").Body.String(), "seq")
		if at == field(t, asking(t, h, "GET", "/readyz", "", "").Body.String(), "seq") {
			return asking(t, h, d.method, d.path, d.body, "application/json")
		}
	}
}

func asking(t *testing.T, h http.Handler, method, path, body, media string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, path, strings.NewReader(body))
	r.Host = "localhost"
	r.Header.Set("Content-Type", media)
	if method == http.MethodPut {
		r.Header.Set("If-None-Match", "*")
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func field(t *testing.T, body, name string) string {
	t.Helper()
	var all map[string]json.RawMessage
	decode(t, body, &all)
	return strings.Trim(string(all[name]), `"`)
}

// values are the values of an answer, one or many, without what is of one side alone.
func (d *deed) values(t *testing.T, text string) (out []any) {
	t.Helper()
	in := json.NewDecoder(strings.NewReader(text))
	for in.More() {
		var v any
		if err := in.Decode(&v); err != nil {
			t.Fatalf("%v: %s", err, text)
		}
		out = append(out, d.less(v))
	}
	return out
}

func (d *deed) less(v any) any {
	switch v := v.(type) {
	case map[string]any:
		maps.DeleteFunc(v, func(name string, _ any) bool { return slices.Contains(d.without, name) })
		for name := range v {
			v[name] = d.less(v[name])
		}
	case []any:
		for i := range v {
			v[i] = d.less(v[i])
		}
	}
	return v
}

// Every flag of those verbs is in a deed, or named as one for the command line alone.
func TestEveryFlagOfADeedIsDoneOrExcused(t *testing.T) {
	used := map[string][]string{}
	besides := map[string]map[string]string{}
	for _, x := range deeds {
		for _, d := range x.deeds {
			used[x.verb] = append(used[x.verb], d.args...)
			if _, err := url.Parse(d.path); err != nil {
				t.Error(err)
			}
		}
		if besides[x.verb] == nil {
			besides[x.verb] = x.besides
		}
	}
	for verb, args := range used {
		out, _, _ := run(t, append(strings.Fields(verb), "--help")...)
		flags := flagLine.FindAllStringSubmatch(out, -1)
		if len(flags) < 4 {
			t.Fatalf("tenon %s --help: %q", verb, out)
		}
		for _, f := range flags {
			why := server[f[1]] + besides[verb][f[1]]
			if is := slices.Contains(args, "--"+f[1]); is == (why != "") {
				t.Errorf("tenon %s --%s: done %v, excused %q", verb, f[1], is, why)
			}
		}
		for flag := range besides[verb] {
			if !strings.Contains(out, "--"+flag) {
				t.Errorf("tenon %s has no flag --%s", verb, flag)
			}
		}
	}
}
