package command_test

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tenon/cmd/tenon/command"
	"tenon/engine"
	"tenon/engine/batch"
)

// roleOf is a file with a role that asks for so many different skills.
func roleOf(t *testing.T, id string, n int, more ...map[string]any) string {
	t.Helper()
	reqs := append([]map[string]any{}, more...)
	for i := range n {
		reqs = append(reqs, map[string]any{"kind": "skill", "name": fmt.Sprintf("Skill number %d", i), "necessity": "must"})
	}
	b, err := json.Marshal(map[string]any{"roles": []any{map[string]any{"id": id, "title": map[string]any{"name": "Data Engineer"}, "requirements": reqs}}})
	if err != nil {
		t.Fatal(err)
	}
	return write(t, id+".json", string(b))
}

func TestRolesAtTheBoundsHaveDefinedAnswers(t *testing.T) {
	dir := sampleDir(t)
	nobody := map[string]any{"kind": "skill", "name": "COBOL", "necessity": "must", "level": 5, "gate": true}
	for _, f := range []string{roleOf(t, "everyone", 0), roleOf(t, "nobody", 0, nobody), roleOf(t, "most", 128)} {
		must(t, "import", "--data", dir, f)
	}
	rank := func(args ...string) (r engine.Ranking) {
		t.Helper()
		decode(t, must(t, append([]string{"rank", "--data", dir, "--json"}, args...)...), &r)
		return r
	}
	all := rank("--role", "everyone", "--top", "1000000")
	if len(all.Results) != all.Total || all.Total < 60 || !all.Exact {
		t.Errorf("everyone matches: %d results of %d", len(all.Results), all.Total)
	}
	if r := rank("--role", "nobody", "--strict"); len(r.Results) != 0 || r.Vetoed != all.Total {
		t.Errorf("nobody matches: %d results, %d vetoed of %d", len(r.Results), r.Vetoed, r.Total)
	}
	if r := rank("--role", "most"); len(r.Results) != 10 || r.Total != all.Total {
		t.Errorf("128 requirements: %d results of %d", len(r.Results), r.Total)
	}
	if r := rank("--role", "everyone", "--top", "0"); len(r.Results) != 0 || r.Total != all.Total {
		t.Errorf("top 0: %d results of %d", len(r.Results), r.Total)
	}
	if out := must(t, "rank", "--data", dir, "--role", "nobody", "--strict"); !strings.Contains(out, fmt.Sprintf("%d vetoed", all.Total)) {
		t.Errorf("nobody matches, and rank prints %s", out)
	}
	// Kept lists: everybody is in one, nobody who is known to lack it in the other.
	var report batch.Report
	kept := filepath.Join(t.TempDir(), "kept.ndjson")
	decode(t, must(t, "rescore", "--data", dir, "--top", "10000", "--json", "--out", kept), &report)
	if report.Candidates != all.Total || !report.Full {
		t.Errorf("%+v", report)
	}
	for id, want := range map[string]int{"everyone": all.Total, "most": all.Total, "nobody": len(rank("--role", "nobody", "--top", "10000").Results)} {
		if n := strings.Count(read(t, kept), fmt.Sprintf(`{"list":"role","id":%q,`, id)); n != want {
			t.Errorf("%d are kept for %s: want %d", n, id, want)
		}
	}
}

// The same in the other direction.
func TestCandidatesAtTheBoundsHaveDefinedAnswers(t *testing.T) {
	dir := sampleDir(t)
	must(t, "import", "--data", dir, write(t, "who.json", `{"candidates":[{"id":"empty"},{"id":"picky","preferences":{"pay":{"min":{"cents":900000000,"currency":"USD","period":"year"},"only":true}}}]}`))
	rank := func(args ...string) (r engine.Ranking) {
		t.Helper()
		decode(t, must(t, append([]string{"rank", "--data", dir, "--json"}, args...)...), &r)
		return r
	}
	all := rank("--candidate", "empty", "--top", "1000000")
	if len(all.Results)+all.Vetoed != all.Total || all.Total < 10 || !all.Exact {
		t.Errorf("more than there are: %d results and %d vetoed of %d", len(all.Results), all.Vetoed, all.Total)
	}
	if r := rank("--candidate", "empty", "--top", "0"); len(r.Results) != 0 || r.Total != all.Total {
		t.Errorf("top 0: %d results of %d", len(r.Results), r.Total)
	}
	if r := rank("--candidate", "picky", "--strict"); len(r.Results) != 0 || r.Vetoed != all.Total {
		t.Errorf("no role suits: %d results, %d vetoed of %d", len(r.Results), r.Vetoed, r.Total)
	}
	must(t, "import", "--data", dir, roleOf(t, "most", 128))
	r := rank("--candidate", "c-001", "--top", "1000000")
	if !slices.ContainsFunc(r.Results, func(x engine.Result) bool { return x.ID == "most" }) {
		t.Errorf("a role of 128 requirements is not among %d", len(r.Results))
	}
}

func TestWhatIsBeyondTheBoundsIsRefused(t *testing.T) {
	dir := sampleDir(t)
	for _, x := range []struct {
		name string
		args []string
		code int
		says string
	}{
		{"129 requirements", []string{"import", "--data", dir, roleOf(t, "more", 129)}, command.ExitRejected, "128"},
		{"129 requirements of a file", []string{"rank", "--data", dir, "--file", roleOf(t, "more", 129)}, command.ExitUsage, "128"},
		{"fewer than none", []string{"rank", "--data", dir, "--role", "r-001", "--top=-1"}, command.ExitUsage, "top"},
		{"lists of none", []string{"rescore", "--data", dir, "--top", "0"}, command.ExitUsage, "1 to 10000"},
		{"lists of too many", []string{"rescore", "--data", dir, "--top", "10001"}, command.ExitUsage, "1 to 10000"},
	} {
		if out, errs, code := run(t, x.args...); code != x.code || !strings.Contains(out+errs, x.says) {
			t.Errorf("%s: exit %d, %s%s: want exit %d and %q", x.name, code, out, errs, x.code, x.says)
		}
	}
}
