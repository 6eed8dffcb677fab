package command_test

import (
	"encoding/json"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tenon/cmd/tenon/command"
	"tenon/engine"
	"tenon/profiles/store/boltstore"
)

func quiet() *slog.Logger { return slog.New(slog.NewTextHandler(io.Discard, nil)) }

func write(t *testing.T, name, text string) string {
	t.Helper()
	p := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(p, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return p
}

func TestExitCodes(t *testing.T) {
	dir := sampleDir(t)
	bad := write(t, "bad.json", `{"candidates":[{"id":"ok-1","headline":"fine"},{"id":"bad-1","skills":[{"name":"Go","level":9}]}]}`)
	for _, c := range []struct {
		name string
		args []string
		code int
		says string // in what is printed
	}{
		{"unknown verb", []string{"frobnicate"}, 2, "frobnicate"},
		{"two sides", []string{"rank", "--data", dir, "--role", "r-001", "--candidate", "c-001"}, 2, "can't be used together"},
		{"where with a slip", []string{"rank", "--data", dir, "--role", "r-001", "--where", "yeers > 3"}, 2, "column 1: unknown field \"yeers\": did you mean years?"},
		{"weights over 100", []string{"rank", "--data", dir, "--role", "r-001", "--weight", "skills=80", "--weight", "degree=30"}, 2, "add up to 110"},
		{"unknown policy", []string{"rank", "--data", dir, "--role", "r-001", "--policy", "best"}, 2, "skills-first, balanced, degree-first"},
		{"no such role", []string{"rank", "--data", dir, "--role", "nope"}, 4, "not found: role nope"},
		{"no such directory", []string{"rank", "--data", filepath.Join(dir, "none"), "--role", "r-001"}, 4, "tenon import"},
		{"no such file", []string{"import", "--data", dir, "none.json"}, 4, "none.json"},
		{"one bad record", []string{"import", "--data", dir, bad}, 3, "record 1: skills[0].level"},
	} {
		t.Run(c.name, func(t *testing.T) {
			out, errs, code := run(t, c.args...)
			if code != c.code || !strings.Contains(out+errs, c.says) {
				t.Errorf("exit %d, printed %q: want exit %d and %q", code, out+errs, c.code, c.says)
			}
		})
	}
	if out := must(t, "rank", "--data", dir, "--role", "r-001", "--top", "200", "--json"); !strings.Contains(out, `"ok-1"`) {
		t.Error("the good record beside the bad one is not in")
	}
}

func TestALockedDirectoryIsRefused(t *testing.T) {
	dir := sampleDir(t)
	s, err := boltstore.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	_, errs, code := run(t, "rank", "--data", dir, "--role", "r-001")
	if code != command.ExitLocked || !strings.Contains(errs, "another process") {
		t.Errorf("exit %d, %s: want %d", code, errs, command.ExitLocked)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	must(t, "rank", "--data", dir, "--role", "r-001")
}

func TestLinesAddUpToTheScore(t *testing.T) {
	dir := sampleDir(t)
	for _, role := range []string{"r-001", "r-015", "r-016", "r-ref-as-dubai"} {
		var r engine.Ranking
		decode(t, must(t, "rank", "--data", dir, "--role", role, "--top", "1000", "--json"), &r)
		if r.Total != r.Scored+r.Skipped+r.Vetoed+r.Filtered || !r.Exact {
			t.Errorf("%s: %d is not %d + %d + %d + %d, or not exact", role, r.Total, r.Scored, r.Skipped, r.Vetoed, r.Filtered)
		}
		for _, x := range r.Results {
			var f, v int32
			for _, c := range x.Of(engine.SideForward) {
				f += c.Points
			}
			for _, c := range x.Of(engine.SideReverse) {
				v += c.Points
			}
			if f != x.Forward || v != x.Reverse || x.Overall != f*int32(100-x.Lambda)+v*int32(x.Lambda) {
				t.Errorf("%s, %s: lines sum to %d and %d, overall %d: got %d and %d", role, x.ID, f, v, x.Overall, x.Forward, x.Reverse)
			}
			if x.Low.Overall > x.Overall || x.High.Overall < x.Overall {
				t.Errorf("%s, %s: %d is not within %d and %d", role, x.ID, x.Overall, x.Low.Overall, x.High.Overall)
			}
		}
	}
}

func decode(t *testing.T, s string, v any) {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(s))
	if err := d.Decode(v); err != nil {
		t.Fatal(err)
	}
}

func TestBothDirectionsGiveTheSameNumbers(t *testing.T) {
	dir := sampleDir(t)
	var byRole, byCandidate engine.Ranking
	decode(t, must(t, "rank", "--data", dir, "--role", "r-009", "--top", "1000", "--json"), &byRole)
	for _, x := range byRole.Results[:20] {
		decode(t, must(t, "rank", "--data", dir, "--candidate", x.ID, "--top", "1000", "--json"), &byCandidate)
		found := false
		for _, y := range byCandidate.Results {
			if y.ID == "r-009" {
				found = y.Overall == x.Overall && y.Tie == x.Tie && y.Forward == x.Forward && y.Reverse == x.Reverse
			}
		}
		if !found {
			t.Errorf("%s: the roles of the candidate do not have r-009 at %d", x.ID, x.Overall)
		}
	}
}

func TestScoreNeedsNoStore(t *testing.T) {
	role := write(t, "role.json", `{"kind":"role","id":"r","title":{"name":"Data Engineer"},"requirements":[{"kind":"skill","name":"SQL","necessity":"must"}]}`)
	cv := write(t, "cv.json", `{"kind":"candidate","id":"c","skills":[{"name":"SQL","level":4}],"jobs":[{"title":{"name":"Data Engineer"},"start":"2023-01","current":true,"skills":[{"name":"SQL"}]}]}`)
	out := must(t, "score", "--role", role, "--candidate", cv, "--explain")
	if !strings.Contains(out, "SQL") || !strings.Contains(out, "81.82 of 81.82") {
		t.Errorf("printed %s", out)
	}
}

func TestAnEarlierMonthIsScoredRecordByRecord(t *testing.T) {
	dir := sampleDir(t)
	var then, today engine.Ranking
	decode(t, must(t, "rank", "--data", dir, "--role", "r-ref-mlops-berlin", "--as-of", "2020-01", "--json", "--top", "100"), &then)
	decode(t, must(t, "rank", "--data", dir, "--role", "r-ref-mlops-berlin", "--json", "--top", "100"), &today)
	if then.AsOf.String() != "2020-01" || then.Total != today.Total {
		t.Fatalf("as of %s over %d: want 2020-01 over %d", then.AsOf, then.Total, today.Total)
	}
	of := func(r engine.Ranking, id string) int32 {
		for _, x := range r.Results {
			if x.ID == id {
				return x.Forward
			}
		}
		return -1
	}
	if of(then, "c-001") >= of(today, "c-001") {
		t.Errorf("c-001 had %d in 2020 and %d today: the job since 2021 must count today only", of(then, "c-001"), of(today, "c-001"))
	}
}

func TestSearchFindsByAlias(t *testing.T) {
	dir := sampleDir(t)
	out := must(t, "search", "--data", dir, "--kind", "candidate", "k8s")
	if !strings.Contains(out, "c-029") {
		t.Errorf("k8s does not find the Kubernetes engineer: %s", out)
	}
	if out := must(t, "search", "--data", dir, "--kind", "candidate", "--json", "--", "wind", "-hamburg"); !strings.Contains(out, `"hits"`) {
		t.Errorf("printed %s", out)
	}
}
