package command_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tenon/api"
	"tenon/cmd/tenon/app/apptest"
)

// asked is a question on the command line and the same one over HTTP; the answers have to be the same.
type asked struct {
	args []string // behind the verb
	body string   // of the operation, or its parameters
}

// flagsOf a verb that /v1 has otherwise, or does not need.
var (
	server = map[string]string{
		"help": "for people", "overlay": "of the server's start", "memory": "of the server's start", "data": "what the server serves", "json": "what it always answers",
	}
	told = "both tellings are in the answer"
)

// parity is, by verb, the operation that answers it, and questions that have every flag of it between them.
var parity = map[string]struct {
	method, path string
	besides      map[string]string // flags that are for the command line alone, and why
	fields       map[string]string // of flags whose field has another name
	extra        []string          // of the answer over HTTP alone
	questions    []asked
}{
	"rank": {method: "POST", path: "/v1/rank", extra: []string{"next"}, fields: map[string]string{"file": "roleDocument", "weight": "weights", "gate": "gates", "as-of": "asOf"}, questions: []asked{
		{[]string{"--role", "r-ref-mlops-berlin"}, `{"role":"r-ref-mlops-berlin"}`},
		{[]string{"--role", "r-001", "--top", "7", "--policy", "balanced", "--weight", "degree=20", "--weight", "title=10", "--lambda", "55"}, `{"role":"r-001","top":7,"policy":"balanced","weights":{"degree":20,"title":10},"lambda":55}`},
		{[]string{"--candidate", "c-001", "--sort", "reverse", "--where", "mode = remote or city within 100km of Berlin", "--strict"}, `{"candidate":"c-001","sort":"reverse","where":"mode = remote or city within 100km of Berlin","strict":true}`},
		{[]string{"--role", "r-ref-mlops-berlin", "--query", "kubernetes -azure", "--sort", "relevance", "--vetoed"}, `{"role":"r-ref-mlops-berlin","query":"kubernetes -azure","sort":"relevance","vetoed":true}`},
		{[]string{"--role", "r-ref-mlops-berlin", "--gate", "degree", "--gate", "skill:Python", "--sort", "musts"}, `{"role":"r-ref-mlops-berlin","gates":["degree","skill:Python"],"sort":"musts"}`},
		{[]string{"--role", "r-001", "--as-of", "2024-01", "--sort", "forward"}, `{"role":"r-001","asOf":"2024-01","sort":"forward"}`},
		{[]string{"--candidate", "c-014", "--as-of", "2025-03", "--query", "platform"}, `{"candidate":"c-014","asOf":"2025-03","query":"platform"}`},
		{[]string{"--file", "ROLE"}, `{"roleDocument":ROLE}`},
		{[]string{"--file", "CANDIDATE", "--top", "3"}, `{"candidateDocument":CANDIDATE,"top":3}`},
		{[]string{"--role", "r-001", "--top", "0"}, `{"role":"r-001","top":0}`},
	}},
	"explain": {method: "POST", path: "/v1/explain", besides: map[string]string{"for": told}, fields: map[string]string{"weight": "weights", "gate": "gates", "as-of": "asOf"}, questions: []asked{
		{[]string{"--role", "r-ref-mlops-berlin", "--candidate", "c-001"}, `{"role":"r-ref-mlops-berlin","candidate":"c-001"}`},
		{[]string{"--role", "r-ref-mlops-berlin", "--candidate", "c-014", "--policy", "degree-first", "--weight", "skills=40", "--lambda", "0", "--gate", "degree", "--as-of", "2025-11"}, `{"role":"r-ref-mlops-berlin","candidate":"c-014","policy":"degree-first","weights":{"skills":40},"lambda":0,"gates":["degree"],"asOf":"2025-11"}`},
	}},
	"score": {method: "POST", path: "/v1/score", besides: map[string]string{"for": told, "explain": told}, fields: map[string]string{"weight": "weights", "gate": "gates", "as-of": "asOf"}, questions: []asked{
		{[]string{"--role", "ROLE", "--candidate", "CANDIDATE"}, `{"role":ROLE,"candidate":CANDIDATE}`},
		{[]string{"--role", "ROLE", "--candidate", "CANDIDATE", "--policy", "balanced", "--weight", "title=30", "--lambda", "80", "--gate", "skill:Python", "--as-of", "2025-01"}, `{"role":ROLE,"candidate":CANDIDATE,"policy":"balanced","weights":{"title":30},"lambda":80,"gates":["skill:Python"],"asOf":"2025-01"}`},
	}},
	"whatif": {method: "POST", path: "/v1/whatif", besides: map[string]string{"for": told}, fields: map[string]string{"policy": "change.policy", "weight": "change.weights", "suggested": "change.suggested", "lambda": "change.lambda",
		"drop": "change.drop", "soften": "change.soften", "add-skill": "change.addSkills", "add-certificate": "change.addCertificates", "gate": "gates", "as-of": "asOf"}, questions: []asked{
		{[]string{"--role", "r-ref-mlops-berlin", "--drop", "degree", "--soften", "skill:Python", "--weight", "title=30", "--shakes", "50", "--seed", "9"},
			`{"role":"r-ref-mlops-berlin","change":{"drop":["degree"],"soften":["skill:Python"],"weights":{"title":30}},"shakes":50,"seed":9}`},
		{[]string{"--candidate", "c-001", "--add-skill", "Go:4", "--add-certificate", "Certified Kubernetes Administrator", "--top", "4", "--shakes", "0", "--seed", "0", "--policy", "balanced", "--lambda", "10"},
			`{"candidate":"c-001","change":{"addSkills":["Go:4"],"addCertificates":["Certified Kubernetes Administrator"],"policy":"balanced","lambda":10},"top":4}`},
		{[]string{"--role", "r-ref-as-dubai", "--suggested", "--sort", "forward", "--where", "years >= 2", "--gate", "degree", "--strict", "--as-of", "2026-06", "--shakes", "0", "--seed", "0"},
			`{"role":"r-ref-as-dubai","change":{"suggested":true},"sort":"forward","where":"years >= 2","gates":["degree"],"strict":true,"asOf":"2026-06"}`},
	}},
	"gaps": {method: "POST", path: "/v1/gaps", besides: map[string]string{"for": told}, fields: map[string]string{"weight": "weights", "as-of": "asOf"}, questions: []asked{
		{[]string{"--candidate", "c-014", "--threshold", "60"}, `{"candidate":"c-014","threshold":600000}`},
		{[]string{"--candidate", "c-001", "--top", "3", "--skills", "2", "--level", "4", "--aim", "threshold", "--best", "5", "--policy", "balanced", "--weight", "title=20", "--lambda", "20", "--strict", "--as-of", "2026-06"},
			`{"candidate":"c-001","top":3,"skills":2,"level":4,"aim":"threshold","best":5,"policy":"balanced","weights":{"title":20},"lambda":20,"strict":true,"asOf":"2026-06"}`},
	}},
	"lint": {method: "POST", path: "/v1/lint", besides: map[string]string{"for": told}, fields: map[string]string{"file": "roleDocument", "weight": "weights"}, questions: []asked{
		{[]string{"--role", "r-ref-mlr-bengaluru", "--threshold", "55"}, `{"role":"r-ref-mlr-bengaluru","threshold":550000}`},
		{[]string{"--file", "ROLE", "--policy", "balanced", "--weight", "degree=0", "--lambda", "0", "--where", "years >= 1", "--strict"}, `{"roleDocument":ROLE,"policy":"balanced","weights":{"degree":0},"lambda":0,"where":"years >= 1","strict":true}`},
	}},
	"market": {method: "GET", path: "/v1/market", besides: map[string]string{"for": told}, fields: map[string]string{"as-of": "asOf"}, questions: []asked{
		{nil, ``},
		{[]string{"--by", "pay", "--by", "premium", "--where", "country = Germany", "--currency", "EUR", "--months", "12", "--top", "3"}, `by=pay&by=premium&where=country+%3D+Germany&currency=EUR&months=12&top=3`},
		{[]string{"--as-of", "2026-02", "--by", "month", "--by", "skill", "--by", "premium"}, `asOf=2026-02&by=month&by=skill&by=premium`},
	}},
	"estimate": {method: "POST", path: "/v1/estimate", besides: map[string]string{"for": told}, fields: map[string]string{"file": "roleDocument"}, questions: []asked{
		{[]string{"--role", "r-001"}, `{"role":"r-001"}`},
		{[]string{"--candidate", "c-001", "--currency", "GBP", "--period", "month"}, `{"candidate":"c-001","currency":"GBP","period":"month"}`},
		{[]string{"--title", "MLOps Engineer", "--level", "senior", "--place", "Berlin", "--mode", "remote", "--size", "M"}, `{"title":"MLOps Engineer","level":"senior","place":"Berlin","mode":"remote","size":"M"}`},
		{[]string{"--file", "ROLE"}, `{"roleDocument":ROLE}`},
	}},
	"search": {method: "GET", path: "/v1/search", extra: []string{"next", "seq"}, fields: map[string]string{"top": "limit"}, questions: []asked{
		{[]string{"--kind", "candidate", "--top", "4", "k8s"}, `kind=candidate&limit=4&q=k8s`},
		{[]string{"\"machine learning\"", "engineer"}, `q=%22machine+learning%22+engineer`},
	}},
}

const (
	parityRole      = `{"kind":"role","id":"inline","title":{"name":"MLOps Engineer"},"seniority":"senior","requirements":[{"kind":"skill","name":"Kubernetes","necessity":"must","level":3},{"kind":"skill","name":"Python","necessity":"should"},{"kind":"degree","necessity":"nice","name":"Bachelor"}],"place":{"city":"Berlin","country":"DE"},"modes":["hybrid"],"pay":{"minCents":7000000,"maxCents":9000000,"currency":"EUR","period":"year"}}`
	parityCandidate = `{"kind":"candidate","id":"inline","headline":"Platform engineer","skills":[{"name":"Python","level":4},{"name":"k8s","level":3}],"jobs":[{"title":{"name":"MLOps Engineer"},"start":"2021-03","current":true,"description":"Ran Kubernetes and Terraform."}],"place":{"city":"Berlin","country":"DE"}}`
)

// What the command line answers, /v1 answers: for every flag of the verbs that ask, the same JSON.
func TestEveryFlagOfTheCommandLineHasItsLikeOverHTTP(t *testing.T) {
	dir := sampleDir(t)
	files := strings.NewReplacer("ROLE", write(t, "role.json", parityRole), "CANDIDATE", write(t, "candidate.json", parityCandidate))
	printed := map[string]string{}
	for verb, p := range parity {
		for _, q := range p.questions {
			args := []string{verb, "--json"}
			if verb != "score" {
				args = append(args, "--data", dir)
			}
			for _, a := range q.args {
				args = append(args, files.Replace(a))
			}
			printed[verb+q.body] = must(t, args...)
		}
	}
	a, k := apptest.OpenWith(t, dir)
	h := apptest.API(t, a, k, api.Options{Now: now})
	named := strings.NewReplacer("roleDocument.json", "role.json", "candidateDocument.json", "candidate.json") // sources of facts have the names of files
	documents := strings.NewReplacer("ROLE", parityRole, "CANDIDATE", parityCandidate)
	for verb, p := range parity {
		for _, q := range p.questions {
			path, body := p.path, documents.Replace(q.body)
			if p.method == http.MethodGet {
				path, body = p.path+"?"+q.body, ""
			}
			r := httptest.NewRequestWithContext(t.Context(), p.method, path, strings.NewReader(body))
			r.Host = "localhost"
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			var ours, theirs map[string]any
			decode(t, printed[verb+q.body], &ours)
			decode(t, named.Replace(w.Body.String()), &theirs)
			for _, name := range p.extra {
				delete(theirs, name)
			}
			if d := cmp.Diff(ours, theirs); d != "" || w.Code != http.StatusOK {
				t.Errorf("tenon %s %s and %s %s: %d\n%s", verb, strings.Join(q.args, " "), p.method, p.path, w.Code, d)
			}
		}
	}
}

var flagLine = regexp.MustCompile(`(?m)^ +(?:-[a-zA-Z], )?--([a-z-]+)`)

// Every flag of those verbs stands in a question above, under a field that the document has, or is named as one for the command line alone.
func TestEveryFlagIsComparedOrExcused(t *testing.T) {
	b, err := os.ReadFile(filepath.Join(golden, "openapi.json"))
	if err != nil {
		t.Fatal(err)
	}
	for verb, p := range parity {
		out, _, _ := run(t, verb, "--help")
		flags := flagLine.FindAllStringSubmatch(out, -1)
		if len(flags) < 6 {
			t.Fatalf("tenon %s --help: %q", verb, out)
		}
		for _, f := range flags {
			flag := f[1]
			used := slices.ContainsFunc(p.questions, func(q asked) bool { return slices.Contains(q.args, "--"+flag) })
			why := server[flag] + p.besides[flag]
			if used == (why != "") {
				t.Errorf("tenon %s --%s: compared %v, excused %q", verb, flag, used, why)
			}
			field := flag
			if p.fields[flag] != "" {
				field = p.fields[flag]
			}
			for _, part := range strings.Split(field, ".") {
				if used && !strings.Contains(string(b), `"`+part+`": {`) && !strings.Contains(string(b), `"name": "`+part+`"`) {
					t.Errorf("tenon %s --%s: the document has no %s", verb, flag, field)
				}
			}
		}
		for _, flag := range []map[string]string{p.besides, p.fields} {
			for name := range flag {
				if !strings.Contains(out, "--"+name) {
					t.Errorf("tenon %s has no flag --%s", verb, name)
				}
			}
		}
	}
}

// questionsHaveFields holds that a question over HTTP has the field that its flag stands for.
func TestTheQuestionsHaveTheFieldsOfTheirFlags(t *testing.T) {
	for verb, p := range parity {
		for _, q := range p.questions {
			for _, a := range q.args {
				flag, ok := strings.CutPrefix(a, "--")
				if !ok {
					continue
				}
				field := flag
				if p.fields[flag] != "" {
					field = p.fields[flag]
				}
				field = field[strings.LastIndexByte(field, '.')+1:]
				has := strings.Contains(q.body, `"`+field+`":`) || strings.Contains(q.body, field+"=")
				zero := (flag == "shakes" || flag == "seed") && !has // 0, which is what /v1 takes it for
				document := flag == "file" && strings.Contains(q.body, "Document")
				if !has && !zero && !document {
					t.Errorf("tenon %s --%s: %s has no %s", verb, flag, q.body, field)
				}
			}
		}
	}
}
