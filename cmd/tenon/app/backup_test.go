package app_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tenon/cmd/tenon/app"
	"tenon/engine/batch"
	"tenon/engine/standing"
	"tenon/profiles"
	"tenon/profiles/store/boltstore"
)

const erasable = "qzcanary" // a candidate who is found by a search, and erased later

// found makes a directory with kept lists and a standing search that has found the erasable candidate.
func found(t *testing.T) (*app.App, *app.Kept, *app.Alerts) {
	t.Helper()
	a, k, x := opened(t, three(t))
	s := &profiles.Search{ID: "s", For: profiles.KindCandidate, Role: "r"}
	if _, err := x.Add(t.Context(), "", s); err != nil {
		t.Fatal(err)
	}
	c := &profiles.Candidate{ID: erasable, Skills: []profiles.Skill{{Ref: profiles.Ref{Name: "Go"}, Level: 5}}}
	if _, err := a.Store.Apply(t.Context(), []profiles.Mutation{{Key: profiles.Key{Kind: profiles.KindCandidate, ID: c.ID}, Record: c}}); err != nil {
		t.Fatal(err)
	}
	if _, err := x.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	b, err := a.Batch(k)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.Run(t.Context(), batch.Settings{Top: 3, Lambda: 30}, batch.Options{}); err != nil {
		t.Fatal(err)
	}
	return a, k, x
}

// opened opens everything of a directory until the test ends.
func opened(t *testing.T, dir string) (*app.App, *app.Kept, *app.Alerts) {
	t.Helper()
	a, err := app.Open(t.Context(), dir, month, nil, quiet())
	if err != nil {
		t.Fatal(err)
	}
	k, err := app.OpenKeptAnew(dir, quiet())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.Backend(k); err != nil {
		t.Fatal(err)
	}
	x, err := a.Alerts()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		for _, err := range []error{x.Close(), k.Close(), a.Close()} {
			if err != nil && !errors.Is(err, profiles.ErrClosed) {
				t.Error(err)
			}
		}
	})
	return a, k, x
}

func events(t *testing.T, x *app.Alerts) []standing.Event {
	t.Helper()
	es, err := x.Events(t.Context(), "", 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	return es
}

// A backup of a directory in use has what is dear to make again, too, and a restore brings it back.
func TestABackupHasKeptListsAndWhatSearchesFound(t *testing.T) {
	a, k, x := found(t)
	to, again := t.TempDir(), filepath.Join(t.TempDir(), "again")
	if _, err := a.Backup(t.Context(), to, app.BackupOptions{}); err != nil {
		t.Fatal(err)
	}
	want, lists := events(t, x), rows(t, k)
	if len(want) != 1 || len(lists) < 4 {
		t.Fatalf("events %v, %d rows", want, len(lists))
	}
	r, err := app.Restore(t.Context(), to, again, app.RestoreOptions{})
	if err != nil || !r.Kept {
		t.Fatalf("%+v, %v", r, err)
	}
	_, k, x = opened(t, again)
	if got := events(t, x); !slices.Equal(got, want) {
		t.Errorf("events %v, were %v", got, want)
	}
	if got := rows(t, k); !slices.Equal(got, lists) {
		t.Errorf("kept %v, were %v", got, lists)
	}
}

func rows(t *testing.T, k *app.Kept) (out []string) {
	t.Helper()
	err := k.Rows(t.Context(), func(r *batch.Row) error { out = append(out, fmt.Sprintf("%+v", *r)); return nil })
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Who was erased after a backup is not in what a restore brings back of tables, to the last byte.
func TestARestoreErasesFromWhatSearchesFound(t *testing.T) {
	a, _, _ := found(t)
	to, again := t.TempDir(), filepath.Join(t.TempDir(), "again")
	if _, err := a.Backup(t.Context(), to, app.BackupOptions{}); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Store.Erase(t.Context(), "", erasable, time.Now()); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Backup(t.Context(), to, app.BackupOptions{Incremental: true}); err != nil {
		t.Fatal(err)
	}
	r, err := app.Restore(t.Context(), to, again, app.RestoreOptions{Number: 1})
	if err != nil || r.Erased != 1 || r.Kept {
		t.Fatalf("%+v, %v", r, err)
	}
	for _, name := range []string{app.AlertsFile, app.KeptFile} {
		if b, err := os.ReadFile(filepath.Join(again, name)); err == nil && bytes.Contains(b, []byte(erasable)) {
			t.Errorf("%s names who was erased", name)
		}
	}
	_, _, x := opened(t, again)
	if es := events(t, x); len(es) != 1 || !es[0].Erased || es[0].ID != "" {
		t.Errorf("events: %+v", es)
	}
}

// Tables that another process reads are waited for, and never left out in silence.
func TestABackupWaitsForTablesOfAnotherProcess(t *testing.T) {
	a, k, x := found(t)
	if err := errors.Join(k.Close(), x.Close()); err != nil {
		t.Fatal(err)
	}
	dir := a.Dir()
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	a, err := app.Open(t.Context(), dir, month, nil, quiet())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = a.Close() }()
	other, err := boltstore.OpenTables(dir, app.AlertsFile)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 1500*time.Millisecond)
	defer cancel()
	if _, err := a.Backup(ctx, t.TempDir(), app.BackupOptions{}); !errors.Is(err, profiles.ErrLocked) {
		t.Errorf("while another has them: %v", err)
	}
	made := make(chan error, 1)
	to := t.TempDir()
	go func() {
		m, err := a.Backup(t.Context(), to, app.BackupOptions{})
		if err == nil && !slices.ContainsFunc(m.Files, func(f app.ManifestFile) bool { return f.Name == app.AlertsFile }) {
			err = fmt.Errorf("they are left out: %+v", m)
		}
		made <- err
	}()
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-made; err != nil {
		t.Error(err)
	}
}

// Files of tables that have changed their places are not read for each other, and one that is missing is told.
func TestTablesOfAnotherFileAreNotTaken(t *testing.T) {
	a, k, x := found(t)
	if err := errors.Join(k.Close(), x.Close(), a.Close()); err != nil {
		t.Fatal(err)
	}
	kept, alerts := filepath.Join(a.Dir(), app.KeptFile), filepath.Join(a.Dir(), app.AlertsFile)
	if err := errors.Join(os.Rename(kept, kept+".x"), os.Rename(alerts, kept), os.Rename(kept+".x", alerts)); err != nil {
		t.Fatal(err)
	}
	a, _, x = opened(t, a.Dir())
	if mended := a.Health.Mended(); len(mended) != 2 {
		t.Errorf("made anew: %v", mended)
	}
	if err := errors.Join(x.Close(), a.Close(), os.Remove(alerts)); err != nil {
		t.Fatal(err)
	}
	a, err := app.Open(t.Context(), a.Dir(), month, nil, quiet())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = a.Close() }()
	if x, err = a.Alerts(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = x.Close() }()
	if mended := a.Health.Mended(); len(mended) != 1 || !strings.Contains(mended[0], "is missing") {
		t.Errorf("made anew: %v", mended)
	}
}

// Damaged tables keep nobody from serving: they are made from records. A backup names what it leaves out, and a check what it finds.
func TestDamagedTablesAreNamedAndMadeAnew(t *testing.T) {
	for _, name := range []string{app.AlertsFile, app.KeptFile} {
		a, k, x := found(t)
		if err := errors.Join(k.Close(), x.Close(), a.Close()); err != nil {
			t.Fatal(err)
		}
		edit(t, filepath.Join(a.Dir(), name), func(b []byte) []byte {
			return bytes.ReplaceAll(b, []byte(erasable), []byte("qzcanar!"))
		})
		a, err := app.Open(t.Context(), a.Dir(), month, nil, quiet())
		if err != nil {
			t.Fatal(err)
		}
		c, err := a.Check(t.Context(), app.CheckOptions{})
		if said := map[string]string{app.AlertsFile: c.Alerts, app.KeptFile: c.Kept}[name]; err != nil || c.OK() || !strings.Contains(said, "does not verify") {
			t.Errorf("%s: check: %v, %+v", name, err, c)
		}
		m, err := a.Backup(t.Context(), t.TempDir(), app.BackupOptions{})
		if err != nil || len(m.Without) != 1 || !strings.HasPrefix(m.Without[0], name) {
			t.Errorf("%s: backup: %v, %+v", name, err, m)
		}
		if err := a.Close(); err != nil {
			t.Fatal(err)
		}
		edit(t, filepath.Join(a.Dir(), name), func(b []byte) []byte { return b[:len(b)/2] })
		a, _, x = opened(t, a.Dir())
		if mended := a.Health.Mended(); len(mended) != 1 || !strings.HasPrefix(mended[0], name) {
			t.Errorf("%s: made anew: %v", name, mended)
		}
		if _, err := x.CatchUp(t.Context()); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
