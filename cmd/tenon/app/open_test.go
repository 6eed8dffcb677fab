package app_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"tenon/cmd/tenon/app"
	"tenon/index/columns"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// A failure after the store is open, as Ctrl-C while the text index is read, has to come back as an error and let go of the store.
func TestAnOpenThatFailsLetsGoOfTheDirectory(t *testing.T) {
	dir, asOf := t.TempDir(), profiles.NewMonth(2026, 6)
	interrupted, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := app.Open(interrupted, dir, asOf, nil, quiet()); !errors.Is(err, context.Canceled) {
		t.Fatalf("%v: want canceled", err)
	}
	a, err := app.Open(t.Context(), dir, asOf, nil, quiet())
	if err != nil {
		t.Fatalf("%v: the directory is not free", err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
}

// imported makes a directory of one candidate with a skill and returns it.
func imported(t *testing.T, skill string) string {
	t.Helper()
	dir := t.TempDir()
	a, err := app.Open(t.Context(), dir, month, nil, quiet())
	if err != nil {
		t.Fatal(err)
	}
	p := &profiles.Candidate{ID: "c", Skills: []profiles.Skill{{Ref: profiles.Ref{Name: skill}, Level: 3}}}
	if _, err := a.Store.Apply(t.Context(), []profiles.Mutation{{Key: profiles.Key{Kind: profiles.KindCandidate, ID: "c"}, Record: p}}); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(a.Follower.CatchUp(t.Context()), a.Close()); err != nil {
		t.Fatal(err)
	}
	return dir
}

var month = profiles.NewMonth(2026, 6)

// skill is the one that the columns of a directory hold.
func skill(t *testing.T, dir string) taxonomy.No {
	t.Helper()
	a, err := app.Open(t.Context(), dir, month, nil, quiet())
	if err != nil {
		t.Fatal(err)
	}
	var no taxonomy.No
	a.Columns.Snapshot().Each(func(r columns.Row) { no = r.Facts.Skills[0].No })
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	return no
}

// A checkpoint that is not of this store, or no longer whole, or of another program, is never served: the columns are made anew.
func TestACheckpointOfAnotherDirectoryOrADamagedOneIsMadeAnew(t *testing.T) {
	dir := imported(t, "Go")
	want := skill(t, dir)
	path := filepath.Join(dir, columns.CheckpointFile)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	foreign, err := os.ReadFile(filepath.Join(imported(t, "Python"), columns.CheckpointFile))
	if err != nil {
		t.Fatal(err)
	}
	flipped := slices.Clone(whole)
	flipped[len(flipped)-9] ^= 4
	newer := slices.Clone(whole)
	newer[len("tenon-columns-")]++
	for name, data := range map[string][]byte{"foreign": foreign, "flipped": flipped, "newer": newer, "cut": whole[:len(whole)-1], "empty": {}} {
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if got := skill(t, dir); got != want {
			t.Errorf("%s: skill %d is served: want %d", name, got, want)
		}
		if now, err := os.ReadFile(path); err != nil || !slices.Equal(now, whole) {
			t.Errorf("%s: the checkpoint on disk is not the one that was there, %v", name, err)
		}
	}
}
