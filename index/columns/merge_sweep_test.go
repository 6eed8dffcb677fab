package columns_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"tenon/index/columns"
	"tenon/profiles"
)

// A tombstone hides a row and keeps its id; after a sweep a checkpoint has nothing of it.
func TestASweepLeavesNothingOfWhatWasDeleted(t *testing.T) {
	dir, l := t.TempDir(), columns.New(deriver, asOf)
	key := func(id string) profiles.Key { return profiles.Key{Kind: profiles.KindCandidate, ID: id} }
	var us []columns.Update
	for i := range 3000 {
		c := corpus.Candidate(i)
		us = append(us, columns.Update{Key: key(c.ID), Candidate: c})
	}
	us = append(us, columns.Update{Key: key("qxbird"), Candidate: &profiles.Candidate{ID: "qxbird"}})
	l.Apply(us, 1)
	l.Apply([]columns.Update{{Key: key("qxbird")}, {Key: us[7].Key}}, 2)
	has := func() bool {
		t.Helper()
		if err := l.Save(dir, ""); err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(filepath.Join(dir, columns.CheckpointFile))
		if err != nil {
			t.Fatal(err)
		}
		return bytes.Contains(b, []byte("qxbird"))
	}
	if !has() {
		t.Fatal("a tombstone takes the id out by itself: the test says nothing")
	}
	l.Sweep()
	if has() {
		t.Error("the checkpoint has the id of a row that was deleted")
	}
	if n := l.Snapshot().Candidates(); n != 2999 {
		t.Errorf("%d candidates, want 2999", n)
	}
	if l.Shows(us[7].Key, "") || !l.Shows(us[8].Key, "") {
		t.Error("rows are not where they are said to be")
	}
}
