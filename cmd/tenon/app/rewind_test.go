package app_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"tenon/cmd/tenon/app"
	"tenon/index"
	"tenon/index/blevetext"
	"tenon/index/columns"
	"tenon/profiles"
	"tenon/profiles/store/boltstore"
)

// Text and columns that lack a deletion which has left the feed, as those of an older copy of a directory, would have the candidate for
// ever: they are made anew.
func TestOlderCachesThanTheFeedAreMadeAnew(t *testing.T) {
	dir, older := t.TempDir(), t.TempDir()
	change := func(f func(*app.App) error) {
		t.Helper()
		a, err := app.Open(t.Context(), dir, month, nil, quiet())
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(f(a), a.Close()); err != nil {
			t.Fatal(err)
		}
	}
	put := func(a *app.App, id string, c profiles.Record) error {
		_, err := a.Store.Apply(t.Context(), []profiles.Mutation{{Key: profiles.Key{Kind: profiles.KindCandidate, ID: id}, Record: c}})
		return errors.Join(err, a.Follower.CatchUp(t.Context()))
	}
	welder := func(id string) *profiles.Candidate {
		return &profiles.Candidate{ID: id, Summary: "Welder", Skills: []profiles.Skill{{Ref: profiles.Ref{Name: "welding"}, Level: 3}}}
	}
	change(func(a *app.App) error {
		return errors.Join(put(a, "stays", welder("stays")), put(a, "goes", welder("goes")))
	})
	for _, name := range []string{blevetext.Dir, columns.CheckpointFile} {
		if err := os.Rename(filepath.Join(dir, name), filepath.Join(older, name)); err != nil {
			t.Fatal(err)
		}
	}
	change(func(a *app.App) error {
		err := errors.Join(put(a, "goes", nil), put(a, "comes", welder("comes")))
		seq, e := a.Store.Seq(t.Context())
		dropped, trimmed := a.Store.Trim(t.Context(), seq, 0)
		if dropped == 0 {
			t.Error("no deletion has left the feed")
		}
		return errors.Join(err, e, trimmed)
	})
	for _, name := range []string{blevetext.Dir, columns.CheckpointFile} {
		if err := errors.Join(os.RemoveAll(filepath.Join(dir, name)), os.Rename(filepath.Join(older, name), filepath.Join(dir, name))); err != nil {
			t.Fatal(err)
		}
	}
	change(func(a *app.App) error {
		n, err := a.Text.Count(t.Context())
		if rows := a.Columns.Snapshot().Candidates(); n != 2 || rows != 2 {
			t.Errorf("%d documents and %d rows: want 2, of who is there", n, rows)
		}
		found, e := a.Text.Match(t.Context(), "", profiles.KindCandidate, "welder")
		if _, ok := found[profiles.Key{Kind: profiles.KindCandidate, ID: "goes"}]; ok || len(found) != 2 {
			t.Errorf("%v are found: want those who are there", found)
		}
		return errors.Join(err, e)
	})
}

// Text that is made anew from a feed which has lost deletions does not need them: what is cut short is gone on with.
func TestTextThatBeganAfterADeletionGoesOn(t *testing.T) {
	dir := t.TempDir()
	change := func(f func(a *app.App) error) {
		t.Helper()
		a, err := app.OpenServing(t.Context(), dir, month, nil, quiet(), 0) // which waits for nothing
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(f(a), a.Close()); err != nil {
			t.Fatal(err)
		}
	}
	key := func(id string) profiles.Key { return profiles.Key{Kind: profiles.KindCandidate, ID: id} }
	change(func(a *app.App) error {
		for _, m := range []profiles.Mutation{
			{Key: key("stays"), Record: &profiles.Candidate{ID: "stays", Summary: "Welder"}}, {Key: key("goes"), Record: &profiles.Candidate{ID: "goes"}},
			{Key: key("goes")}, {Key: key("comes"), Record: &profiles.Candidate{ID: "comes", Summary: "Welder"}},
		} {
			if _, err := a.Store.Apply(t.Context(), []profiles.Mutation{m}); err != nil {
				return err
			}
		}
		_, err := a.Store.Trim(t.Context(), 1<<40, 0)
		return errors.Join(err, a.Follower.CatchUp(t.Context()))
	})
	if err := blevetext.Remove(dir); err != nil {
		t.Fatal(err)
	}
	change(func(a *app.App) error {
		return a.Text.Apply(t.Context(), []index.Op{{Key: key("stays"), Doc: &index.Doc{Title: "Welder"}}}, 1)
	})
	change(func(a *app.App) error {
		at, err := a.Text.Seq(t.Context())
		oldest, e := a.Store.Oldest(t.Context())
		if at != 1 || oldest <= 1 || len(a.Health.Mended()) > 0 {
			t.Errorf("the text is at change %d, the oldest deletion gone at %d, made anew %v: want it to go on from 1", at, oldest, a.Health.Mended())
		}
		err = errors.Join(err, e, a.Follower.CatchUp(t.Context()))
		if n, e := a.Text.Count(t.Context()); n != 2 || e != nil {
			t.Errorf("%d documents in the end: want 2: %v", n, e)
		}
		return err
	})
}

// Columns of another history, as beside an older copy of the store, do not come back once the store has as many changes as they had.
func TestColumnsOfAnotherHistoryDoNotComeBack(t *testing.T) {
	dir := t.TempDir()
	open := func(id string) *app.App {
		t.Helper()
		a, err := app.Open(t.Context(), dir, month, nil, quiet())
		if err != nil {
			t.Fatal(err)
		}
		if id != "" {
			m := profiles.Mutation{Key: profiles.Key{Kind: profiles.KindCandidate, ID: id}, Record: &profiles.Candidate{ID: id}}
			_, err := a.Store.Apply(t.Context(), []profiles.Mutation{m})
			if err = errors.Join(err, a.Follower.CatchUp(t.Context())); err != nil {
				t.Fatal(err)
			}
		}
		return a
	}
	closed := func(a *app.App) {
		t.Helper()
		if err := a.Close(); err != nil {
			t.Fatal(err)
		}
	}
	closed(open("stays"))
	file := filepath.Join(dir, boltstore.File)
	older, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	closed(open("other"))
	if err := os.WriteFile(file, older, 0o600); err != nil {
		t.Fatal(err)
	}
	closed(open("comes"))
	a := open("")
	defer closed(a)
	if c, err := a.Check(t.Context(), app.CheckOptions{}); err != nil || !c.OK() {
		t.Errorf("%v, %v: want those who are there", c.Columns.Faults, err)
	}
}

// Columns that were found damaged are made anew once: the next start does not load them again.
func TestColumnsThatWereMendedStayMended(t *testing.T) {
	dir := three(t)
	open := func() *app.App {
		t.Helper()
		a, err := app.Open(t.Context(), dir, month, nil, quiet())
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	a := open()
	s := a.Columns.Snapshot()
	a.Columns.Apply([]columns.Update{{Key: profiles.Key{Kind: profiles.KindCandidate, ID: "beta"}}}, s.Seq)
	id, err := a.Store.ID(t.Context())
	if err = errors.Join(err, a.Columns.Save(dir, id), a.Close()); err != nil {
		t.Fatal(err)
	}
	for _, mended := range []int{1, 0} {
		a := open()
		if got := a.Health.Mended(); len(got) != mended || a.Columns.Snapshot().Candidates() != 3 {
			t.Errorf("mended: %v, %d candidates: want %d, and 3", got, a.Columns.Snapshot().Candidates(), mended)
		}
		if err := a.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
