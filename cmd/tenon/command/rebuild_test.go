package command_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tenon/cmd/tenon/app"
	"tenon/cmd/tenon/command"
	"tenon/engine"
	"tenon/index/columns"
)

// Whatever has become of the caches, they are made anew of the records, and say what they said.
func TestRebuildMakesWhatIsDamagedAnew(t *testing.T) {
	dir := sampleDir(t)
	var before engine.Ranking
	decode(t, must(t, "rank", "--data", dir, "--role", "r-001", "--json"), &before)
	checkpoint := filepath.Join(dir, columns.CheckpointFile)
	whole := read(t, checkpoint)
	for _, args := range [][]string{{"--columns"}, {"--text"}, {}} {
		if err := os.WriteFile(checkpoint, []byte("junk"), 0o600); err != nil {
			t.Fatal(err)
		}
		var r app.Rebuilt
		decode(t, must(t, append([]string{"rebuild", "--data", dir, "--json"}, args...)...), &r)
		if r.Seq == 0 || r.Damaged != 0 || (r.Candidates == before.Total) != (len(args) == 0 || args[0] == "--columns") {
			t.Errorf("%v: %+v", args, r)
		}
		if got := read(t, checkpoint); (got == "junk") != (len(args) > 0 && args[0] == "--text") {
			t.Errorf("%v: the checkpoint is %d bytes", args, len(got))
		}
		if out := must(t, "search", "--data", dir, "--kind", "candidate", "kubernetes", "--json"); !strings.Contains(out, `"id"`) {
			t.Errorf("%v: a search finds nothing", args)
		}
	}
	if out := must(t, "rebuild", "--data", dir); !strings.Contains(out, "columns of") || !strings.Contains(out, "full text") {
		t.Errorf("rebuild prints %s", out)
	}
	if len(read(t, checkpoint)) != len(whole) {
		t.Error("the checkpoint is not the one that it was")
	}
	var after engine.Ranking
	decode(t, must(t, "rank", "--data", dir, "--role", "r-001", "--json"), &after)
	if len(after.Results) == 0 || after.Results[0].ID != before.Results[0].ID || after.Results[0].Overall != before.Results[0].Overall {
		t.Error("the ranking is another one")
	}
	if _, errs, code := run(t, "rebuild", "--data", filepath.Join(dir, "none")); code != command.ExitNotFound || !strings.Contains(errs, "tenon import") {
		t.Errorf("no directory: exit %d, %s", code, errs)
	}
}
