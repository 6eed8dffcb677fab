package command_test

import (
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.etcd.io/bbolt"

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

// A feed that is damaged is told, with what helps; records and rankings are the same afterwards.
func TestRebuildMakesADamagedFeedAnew(t *testing.T) {
	dir := sampleDir(t)
	rank := []string{"rank", "--role", "r-001", "--as-of", "2026-06", "--json", "--data", dir}
	export := []string{"export", "--data", dir, "--format", "tenon", "--kind", "candidate", "--identity"}
	ranked, exported := must(t, rank...), must(t, export...)
	db, err := bbolt.Open(filepath.Join(dir, "records.db"), 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	err = db.Update(func(tx *bbolt.Tx) error {
		return tx.Bucket([]byte("changes")).Delete(binary.BigEndian.AppendUint64(nil, 7))
	})
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	if out, errs, code := run(t, "check", "--data", dir); code != command.ExitDamaged || !strings.Contains(out, "rebuild --feed") {
		t.Errorf("check: exit %d: %s %s", code, out, errs)
	}
	if _, errs, code := run(t, "rebuild", "--data", dir); code != command.ExitDamaged || !strings.Contains(errs, "rebuild --feed") {
		t.Errorf("rebuild: exit %d: %s", code, errs)
	}
	if out := must(t, "rebuild", "--data", dir, "--feed"); !strings.Contains(out, "replaced-") {
		t.Error(out)
	}
	must(t, "check", "--deep", "--data", dir)
	if must(t, export...) != exported {
		t.Error("other records")
	}
	if now := must(t, rank...); withoutSeq(now) != withoutSeq(ranked) {
		t.Errorf("other rankings:\n%s\n%s", now, ranked)
	}
}

// withoutSeq drops the number of a change, which is another in another feed.
func withoutSeq(s string) string {
	return regexp.MustCompile(`"(seq|revision)": \d+`).ReplaceAllString(s, "")
}
