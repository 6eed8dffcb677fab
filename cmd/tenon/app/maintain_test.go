package app_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"tenon/cmd/tenon/app"
	"tenon/index/blevetext"
	"tenon/index/columns"
	"tenon/profiles"
)

func TestTendSavesTheColumnsOnceTheyAreFarAhead(t *testing.T) {
	c, dir := newCorpus(profiles.NewMonth(2026, 6)), t.TempDir()
	a, err := app.Open(t.Context(), dir, c.asOf, nil, quiet())
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	}()
	saved := func() bool {
		_, err := os.Stat(filepath.Join(dir, columns.CheckpointFile))
		return err == nil
	}
	for _, x := range []struct {
		seq  profiles.Seq
		want bool
	}{{app.SaveEvery - 1, false}, {app.SaveEvery, true}} {
		p := c.candidate(1)
		a.Columns.Apply([]columns.Update{{Key: profiles.Key{Kind: profiles.KindCandidate, ID: p.ID}, Candidate: p}}, x.seq)
		if err := a.Tend(); err != nil || saved() != x.want {
			t.Errorf("at %d: saved %v, want %v; %v", x.seq, saved(), x.want, err)
		}
	}
}

// TestTheFeedIsBounded edits a few candidates very often: the feed has a change of each, whatever goes on, and text and columns miss nothing.
func TestTheFeedIsBounded(t *testing.T) {
	defer app.KeepInFeed(500)()
	c, dir := newCorpus(profiles.NewMonth(2026, 6)), t.TempDir()
	a, err := app.Open(t.Context(), dir, c.asOf, nil, quiet())
	if err != nil {
		t.Fatal(err)
	}
	edit := func(rounds int) {
		for range rounds {
			var ms []profiles.Mutation
			for i := range 50 {
				p := c.candidate(i)
				ms = append(ms, profiles.Mutation{Key: profiles.Key{Kind: profiles.KindCandidate, ID: p.ID}, Record: p})
			}
			seq, err := a.Store.Apply(t.Context(), ms)
			if err != nil {
				t.Fatal(err)
			}
			if seq%20 == 0 {
				if _, err = a.Store.Apply(t.Context(), []profiles.Mutation{{Key: ms[0].Key}}); err != nil {
					t.Fatal(err)
				}
			}
		}
		if err := errors.Join(a.Follower.CatchUp(t.Context()), a.Tend(), a.TrimFeed(t.Context())); err != nil {
			t.Fatal(err)
		}
	}
	for range 3 {
		edit(250)
		x, err := a.Check(t.Context(), app.CheckOptions{Deep: true})
		if err != nil || !x.OK() {
			t.Fatalf("%+v, %v", x, err)
		}
		if x.Store.Changes > 50+500 {
			t.Errorf("%d changes in the feed of %d records", x.Store.Changes, x.Store.Records)
		}
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	for _, cache := range []string{columns.CheckpointFile, blevetext.Dir} { // each made anew from what the feed has
		if err := os.RemoveAll(filepath.Join(dir, cache)); err != nil {
			t.Fatal(err)
		}
	}
	if a, err = app.Open(t.Context(), dir, c.asOf, nil, quiet()); err != nil {
		t.Fatal(err)
	}
	if x, err := a.Check(t.Context(), app.CheckOptions{Deep: true}); err != nil || !x.OK() || x.Text.Records != x.Columns.Records {
		t.Errorf("%+v, %v", x, err)
	}
	if err := a.Close(); err != nil {
		t.Error(err)
	}
}

func TestMaintainEndsWithItsContext(t *testing.T) {
	a, err := app.Open(t.Context(), t.TempDir(), profiles.NewMonth(2026, 6), nil, quiet())
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	a.Maintain(ctx, nil, quiet())
	if err := a.Close(); err != nil {
		t.Error(err)
	}
}
