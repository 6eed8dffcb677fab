package command_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tenon/cmd/tenon/app"
	"tenon/cmd/tenon/command"
	"tenon/engine"
	"tenon/profiles"
	"tenon/profiles/intake"
	"tenon/testdata/sample"
)

var update = flag.Bool("update", false, "write the golden files anew")

const golden = "../../../testdata/golden"

func now() time.Time { return time.Date(2026, 6, 15, 12, 0, 0, 0, time.UTC) }

// run runs a command line and returns what it printed and its exit code.
func run(t *testing.T, args ...string) (out, errs string, code int) {
	t.Helper()
	return runWith(t, strings.NewReader(""), args...)
}

func runWith(t *testing.T, in io.Reader, args ...string) (out, errs string, code int) {
	t.Helper()
	var o, e bytes.Buffer
	code = command.Main(t.Context(), args, command.Streams{In: in, Out: &o, Err: &e}, now)
	return o.String(), e.String(), code
}

// must runs a command line that has to succeed.
func must(t *testing.T, args ...string) string {
	t.Helper()
	out, errs, code := run(t, args...)
	if code != 0 {
		t.Fatalf("tenon %s: exit %d: %s", strings.Join(args, " "), code, errs)
	}
	return out
}

// sampleDir is a data directory with the sample.
func sampleDir(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "data")
	files, err := filepath.Glob("../../../testdata/sample/*.json")
	if err != nil || len(files) < 6 {
		t.Fatalf("sample files: %v, %v", files, err)
	}
	must(t, append([]string{"import", "--data", dir}, files...)...)
	return dir
}

func compare(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join(golden, name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v: write it with -update", err)
	}
	if got != string(want) {
		t.Errorf("%s differs from what was printed; if the change is meant, renew it with -update and read the diff\n%s", path, firstDifference(string(want), got))
	}
}

func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(w), len(g)) {
		if w[i] != g[i] {
			return fmt.Sprintf("line %d\nwant %s\ngot  %s", i+1, w[i], g[i])
		}
	}
	return fmt.Sprintf("want %d lines, got %d", len(w), len(g))
}

func TestDemoPrintsTheGoldenScreen(t *testing.T) {
	compare(t, "demo.txt", must(t, "demo", "--no-serve"))
}

func TestRankingsOfTheSampleAreGolden(t *testing.T) {
	dir := sampleDir(t)
	for _, role := range []string{"r-ref-mle-us", "r-ref-mlops-berlin", "r-ref-as-dubai", "r-ref-mlr-bengaluru", "r-015", "r-016", "jp-003"} {
		compare(t, "match/"+role+".txt", must(t, "rank", "--data", dir, "--role", role))
	}
	for _, c := range []string{"c-001", "c-003", "c-004", "c-011", "c-053"} {
		compare(t, "match/"+c+".txt", must(t, "rank", "--data", dir, "--candidate", c))
	}
	compare(t, "match/r-020-vetoed.txt", must(t, "rank", "--data", dir, "--role", "r-020", "--vetoed", "--top", "5"))
	compare(t, "explain/r-ref-mle-us-c-047.txt", must(t, "explain", "--data", dir, "--role", "r-ref-mle-us", "--candidate", "c-047"))
	compare(t, "explain/r-ref-mlops-berlin-c-001.json", must(t, "explain", "--data", dir, "--role", "r-ref-mlops-berlin", "--candidate", "c-001", "--json"))
}

// open imports the sample through the composition root.
func open(t *testing.T) *app.App {
	t.Helper()
	asOf, err := profiles.ParseMonth(sample.AsOf)
	if err != nil {
		t.Fatal(err)
	}
	a, err := app.Open(t.Context(), t.TempDir(), asOf, nil, quiet())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	report, err := a.Intake.Import(t.Context(), command.JudgedSources(), intake.Options{Now: asOf})
	if err != nil || report.Refused() > 0 {
		t.Fatalf("import of the sample: %v, %+v", err, report.Faults)
	}
	if err := a.Follower.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	return a
}

func TestTheSampleIsLargeEnough(t *testing.T) {
	s := open(t).Columns.Snapshot()
	if s.Candidates() < 60 || len(s.Roles) < 40 {
		t.Errorf("%d candidates and %d roles: want at least 60 and 40", s.Candidates(), len(s.Roles))
	}
}

func vetoed(r engine.Result) string {
	var b strings.Builder
	for _, v := range r.Vetoes {
		fmt.Fprintf(&b, "vetoed by %s: %s. ", v.Gate, v.Reason)
	}
	return b.String()
}

// Pairs that people would judge: who is the better one, and why.
func TestPairsStandAsPeopleWouldJudgeThem(t *testing.T) {
	a := open(t)
	b, err := os.ReadFile(filepath.Join(golden, "pairs.json"))
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Pairs []struct{ Name, Role, Better, Worse, Policy, Why string }
	}
	if err := json.Unmarshal(b, &file); err != nil {
		t.Fatal(err)
	}
	if len(file.Pairs) < 15 {
		t.Errorf("%d pairs: want at least 15", len(file.Pairs))
	}
	var out strings.Builder
	for _, p := range file.Pairs {
		score := func(c string) engine.Result {
			r, err := a.Engine.Explain(t.Context(), engine.Request{Role: p.Role, Candidate: c, Policy: p.Policy, Lambda: engine.DefaultLambda})
			if err != nil {
				t.Fatalf("%s: %v", p.Name, err)
			}
			return r.Results[0]
		}
		x, y := score(p.Better), score(p.Worse)
		if x.Overall <= y.Overall && len(y.Vetoes) == 0 || len(x.Vetoes) > 0 {
			t.Errorf("%s: %s has %d, %s has %d: want the first above", p.Name, p.Better, x.Overall, p.Worse, y.Overall)
		}
		fmt.Fprintf(&out, "%s (%s, %s)\n  %s %6d = F %5d, R %5d   over   %s %6d = F %5d, R %5d\n  %s\n\n", p.Name, p.Role, p.Policy,
			p.Better, x.Overall, x.Forward, x.Reverse, p.Worse, y.Overall, y.Forward, y.Reverse, vetoed(y)+p.Why)
	}
	compare(t, "pairs.txt", out.String())
}
