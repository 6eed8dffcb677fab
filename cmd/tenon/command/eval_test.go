package command_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"tenon/cmd/tenon/command"
)

const judged = "../../../testdata/eval/"

// TestQualityIsGolden holds the quality of matching and linking: a change that moves it shows in the diff.
func TestQualityIsGolden(t *testing.T) {
	var b strings.Builder
	dir := t.TempDir()
	measure := func(name, run, qrels string) {
		fmt.Fprintf(&b, "%s\n%s\n", name, must(t, "eval", "score", "--run", run, "--qrels", judged+qrels))
	}
	run := filepath.Join(dir, "match.run")
	must(t, "eval", "run", "match", "--queries", sampleFile(t, "roles"), "--corpus", sampleFile(t, "candidates"), "--out", run, "--as-of", "2026-06", "--lambda", "0")
	measure("match, six roles of the sample, by the forward score", run, "match.qrels")
	for _, set := range []string{"tech", "house"} {
		run := filepath.Join(dir, set+".run")
		must(t, "eval", "run", "skills", "--queries", judged+"skills-"+set+".jsonl", "--scheme", "esco", "--out", run)
		measure("skills, "+set+", labels of ESCO", run, "skills-"+set+".qrels")
	}
	compare(t, "quality.txt", b.String())
}

// sampleFile writes all records of one kind of the sample as one file of Tenon's own JSON.
func sampleFile(t *testing.T, kind string) string {
	t.Helper()
	files, err := filepath.Glob("../../../testdata/sample/*.json")
	if err != nil {
		t.Fatal(err)
	}
	var all []json.RawMessage
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		var d map[string]json.RawMessage
		if json.Unmarshal(b, &d) != nil || d[kind] == nil {
			continue
		}
		var records []json.RawMessage
		if err := json.Unmarshal(d[kind], &records); err != nil {
			t.Fatal(err)
		}
		all = append(all, records...)
	}
	b, err := json.Marshal(map[string]any{kind: all})
	if err != nil {
		t.Fatal(err)
	}
	return write(t, kind+".json", string(b))
}

func TestEvalScore(t *testing.T) {
	run := write(t, "run.txt", "q1 Q0 a 1 9 x\nq1 Q0 b 2 8 x\nq9 Q0 a 1 1 x\n")
	qrels := write(t, "qrels.txt", "q1 0 b 1\nq2 0 a 1\n")
	out := must(t, "eval", "score", "--run", run, "--qrels", qrels, "--metric", "mrr,p@1")
	if want := "  all  mrr  0.2500\n  all  p@1  0.0000\n2 queries with a relevant document, 1 of them not in the run; 1 queries of the run without one\n"; out != want {
		t.Errorf("%q, want %q", out, want)
	}
	var r struct {
		Queries  int
		Mean     map[string]float64
		PerQuery []struct{ Query string }
	}
	if err := json.Unmarshal([]byte(must(t, "eval", "score", "--run", run, "--qrels", qrels, "--json", "--per-query")), &r); err != nil {
		t.Fatal(err)
	}
	if r.Queries != 2 || r.Mean["map"] != 0.25 || len(r.PerQuery) != 2 {
		t.Errorf("%+v", r)
	}
}

func TestEvalFaults(t *testing.T) {
	queries := write(t, "q.jsonl", `{"id":"a","text":"Python"}`+"\n")
	twice := write(t, "twice.jsonl", `{"id":"a","text":"Python"}`+"\n"+`{"id":"a","text":"Go"}`+"\n")
	bad := write(t, "bad.txt", "q1 Q0 a 1 x t\n")
	rels := write(t, "rels.txt", "q1 0 a 1\n")
	both := write(t, "both.json", `{"candidates":[{"id":"x","skills":[{"name":"SQL"}]}],"roles":[{"id":"x","title":{"name":"Data Engineer"},
		"requirements":[{"kind":"skill","name":"SQL","necessity":"must"}]}]}`)
	out := filepath.Join(t.TempDir(), "run")
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"eval", "score", "--run", bad, "--qrels", rels}, 2, "bad.txt:1: score"},
		{[]string{"eval", "score", "--run", bad, "--qrels", bad}, 2, "bad.txt:1: 6 fields: want 4"},
		{[]string{"eval", "score", "--run", "none", "--qrels", rels}, 4, "none"},
		{[]string{"eval", "score", "--run", bad, "--qrels", rels, "--metric", "bleu"}, 2, "want one of map"},
		{[]string{"eval", "run", "match", "--queries", queries, "--out", out}, 2, "--corpus"},
		{[]string{"eval", "run", "skills", "--queries", twice, "--out", out}, 2, "twice.jsonl, record 2: id a comes twice"},
		{[]string{"eval", "run", "skills", "--queries", write(t, "x.jsonl", `{"text":"no id"}`), "--out", out}, 2, "record 1: it has no id"},
		{[]string{"eval", "run", "skills", "--queries", write(t, "y.jsonl", `{"id":`), "--out", out}, 2, "record 1"},
		{[]string{"eval", "run", "skills", "--queries", write(t, "e.jsonl", ""), "--out", out}, 2, "e.jsonl is empty"},
		{[]string{"eval", "run", "skills", "--queries", write(t, "z.jsonl", `{"id":"a","sentence":"Python"}`), "--out", out}, 2, "record 1: id a has no text"},
		{[]string{"eval", "run", "skills", "--queries", queries, "--out", filepath.Dir(out)}, 2, "is a directory"},
		{[]string{"eval", "run", "match", "--queries", both, "--corpus", both, "--out", out}, 2, "id x is that of a role and of a candidate"},
		{[]string{"eval", "score", "--run", filepath.Dir(out), "--qrels", rels}, 2, "is a directory"},
		{[]string{"eval", "score", "--run", filepath.Dir(out), "--qrels", filepath.Dir(out)}, 2, "is a directory"},
		{[]string{"eval", "run", "skills", "--queries", queries, "--top", "0", "--out", out}, 2, "--top"},
		{[]string{"eval", "run", "skills", "--queries", queries, "--out", filepath.Join(out, "no", "such")}, 4, "no such"},
	} {
		got, errs, code := run(t, c.args...)
		if code != c.code || !strings.Contains(got+errs, c.says) {
			t.Errorf("%v: exit %d, %q: want exit %d and %q", c.args, code, got+errs, c.code, c.says)
		}
		if left := leftovers(t, filepath.Dir(out)); len(left) > 0 {
			t.Errorf("%v: %v is left behind", c.args, left)
		}
	}
}

// leftovers lists what stands in a directory.
func leftovers(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func TestEvalScoreJSONHasOnlyTheMetricsNamed(t *testing.T) {
	run, qrels := write(t, "run.txt", "q Q0 a 1 9 x\n"), write(t, "qrels.txt", "q 0 a 1\n")
	var r struct {
		Mean     map[string]float64
		PerQuery []struct{ Values map[string]float64 }
	}
	decode(t, must(t, "eval", "score", "--run", run, "--qrels", qrels, "--metric", "mrr", "--json", "--per-query"), &r)
	if len(r.Mean) != 1 || r.Mean["mrr"] != 1 || len(r.PerQuery) != 1 || len(r.PerQuery[0].Values) != 1 {
		t.Errorf("%+v: want mrr alone", r)
	}
}

func TestAnInterruptedEvalRunLeavesNothing(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	queries := write(t, "q.jsonl", `{"id":"a","text":"Python"}`)
	for _, args := range [][]string{
		{"eval", "run", "skills", "--queries", queries},
		{"eval", "run", "match", "--queries", sampleFile(t, "roles"), "--corpus", sampleFile(t, "candidates")},
	} {
		dir := t.TempDir()
		var out, errs bytes.Buffer
		s := command.Streams{In: strings.NewReader(""), Out: &out, Err: &errs}
		code := command.Main(ctx, append(args, "--out", filepath.Join(dir, "run")), s, now)
		if left := leftovers(t, dir); code != command.ExitInterrupted || len(left) > 0 {
			t.Errorf("%v: exit %d, left %v, %s: want exit %d and nothing", args, code, left, errs.String(), command.ExitInterrupted)
		}
	}
}

func TestOutputThroughALinkReplacesTheFileBehindIt(t *testing.T) {
	dir := t.TempDir()
	file, link := filepath.Join(dir, "file"), filepath.Join(dir, "link")
	if err := os.WriteFile(file, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(file, link); err != nil {
		t.Skipf("skipped: no links here: %v", err)
	}
	must(t, "eval", "run", "skills", "--queries", write(t, "q.jsonl", `{"id":"a","text":"Python"}`), "--out", link, "--top", "1")
	if b, err := os.ReadFile(file); err != nil || !strings.HasPrefix(string(b), "a Q0 ") {
		t.Errorf("%q, %v: want the run in the file", b, err)
	}
	if fi, err := os.Lstat(link); err != nil || fi.Mode()&os.ModeSymlink == 0 {
		t.Errorf("%v, %v: the link is gone", fi, err)
	}
}

// Eighty candidates alike have one score; the run has to keep their order also where scores are read in single precision.
func TestEqualScoresKeepTheirOrderInSinglePrecision(t *testing.T) {
	var people []string
	for i := range 80 {
		people = append(people, fmt.Sprintf(`{"kind":"candidate","id":"c%02d","skills":[{"name":"SQL","level":4}]}`, i))
	}
	corpus := write(t, "c.ndjson", strings.Join(people, "\n"))
	role := write(t, "r.json", `{"kind":"role","id":"r","title":{"name":"Data Engineer"},"requirements":[{"kind":"skill","name":"SQL","necessity":"must"}]}`)
	out := strings.Fields(must(t, "eval", "run", "match", "--queries", role, "--corpus", corpus, "--out", "-"))
	if len(out) != 80*6 {
		t.Fatalf("%d fields, want 80 lines of 6", len(out))
	}
	last := math.Inf(1)
	for i := 4; i < len(out); i += 6 {
		v, err := strconv.ParseFloat(out[i], 32)
		if err != nil || v >= last {
			t.Fatalf("line %d: score %s is not below %v: %v", i/6+1, out[i], last, err)
		}
		last = v
	}
}

func TestEvalRunOverACorpusOfOnesOwn(t *testing.T) {
	queries := write(t, "q.jsonl", `{"id":"q1","text":"keeps containers running on Kubernetes"}`)
	corpus := write(t, "c.jsonl", `{"id":"bees","text":"keep bees"}`+"\n"+`{"id":"k8s","text":"container orchestration with Kubernetes"}`)
	out := must(t, "eval", "run", "skills", "--queries", queries, "--corpus", corpus, "--out", "-", "--top", "1")
	if !strings.HasPrefix(out, "q1 Q0 k8s 1 ") || !strings.HasSuffix(out, " tenon\n") {
		t.Errorf("%q", out)
	}
}

func TestLinkingOfLines(t *testing.T) {
	lines := write(t, "lines.txt", "Deploys models with CI/CD on Kubernetes\r\n\nqwertz asdfgh\n")
	out := must(t, "skills", lines, "--top", "2")
	type line struct {
		Line     int
		Text     string
		Concepts []struct {
			ID, Label, Scheme string
			Score             float64
			Start, End        int
		}
	}
	var got []line
	for d := json.NewDecoder(strings.NewReader(out)); d.More(); {
		var l line
		if err := d.Decode(&l); err != nil {
			t.Fatal(err)
		}
		got = append(got, l)
	}
	if len(got) != 3 || got[0].Text != "Deploys models with CI/CD on Kubernetes" || len(got[0].Concepts) != 2 || got[1].Text != "" || len(got[1].Concepts) != 0 {
		t.Fatalf("%+v", got)
	}
	for _, c := range got[0].Concepts {
		if c.Scheme != "tenon" || c.Score <= 0 || c.Score > 1 || !strings.HasPrefix(c.ID, "skill/") {
			t.Errorf("%+v", c)
		}
	}
	if c := got[0].Concepts[0]; c.End > 0 && !strings.Contains("Deploys models with CI/CD on Kubernetes", got[0].Text[c.Start:c.End]) {
		t.Errorf("%+v: start and end lie outside", c)
	}
	if out := must(t, "titles", write(t, "t.txt", "Senior Data Scientist (m/w/d)\n"), "--top", "1", "--scheme", "esco"); !strings.Contains(out, `"label":"data scientist"`) {
		t.Errorf("%s", out)
	}
}
