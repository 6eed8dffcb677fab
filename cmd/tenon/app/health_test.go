package app_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"tenon/cmd/tenon/app"
	"tenon/engine"
	"tenon/index"
	"tenon/index/blevetext"
	"tenon/profiles"
	"tenon/profiles/store/boltstore"
)

// three makes a directory of three candidates and a role and returns it.
func three(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	a, err := app.Open(t.Context(), dir, month, nil, quiet())
	if err != nil {
		t.Fatal(err)
	}
	ms := []profiles.Mutation{{Key: profiles.Key{Kind: profiles.KindRole, ID: "r"}, Record: &profiles.Role{ID: "r", Requirements: []profiles.Requirement{
		{Kind: profiles.ReqSkill, Ref: profiles.Ref{Name: "Go"}, Necessity: profiles.Must}}}}}
	for _, id := range []string{"alpha", "beta", "gamma"} {
		ms = append(ms, profiles.Mutation{Key: profiles.Key{Kind: profiles.KindCandidate, ID: id}, Record: &profiles.Candidate{ID: id, Headline: "headline of " + id,
			Skills: []profiles.Skill{{Ref: profiles.Ref{Name: "Go"}, Level: 3}}}})
	}
	if _, err := a.Store.Apply(t.Context(), ms); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(a.Follower.CatchUp(t.Context()), a.Close()); err != nil {
		t.Fatal(err)
	}
	return dir
}

func edit(t *testing.T, path string, f func([]byte) []byte) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, f(b), 0o600); err != nil {
		t.Fatal(err)
	}
}

// A damaged record is named and never served; the others are, and the answer says that it is not whole.
func TestADamagedRecordIsInQuarantine(t *testing.T) {
	dir := three(t)
	edit(t, filepath.Join(dir, boltstore.File), func(b []byte) []byte {
		return bytes.ReplaceAll(b, []byte("headline of beta"), []byte("headline of bet!"))
	})
	a, err := app.Open(t.Context(), dir, month, nil, quiet())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = a.Close() }()
	r, err := a.Engine.Rank(t.Context(), engine.Request{Role: "r", Top: 10, Lambda: 30})
	if err != nil || len(r.Results) != 2 || r.Exact || !strings.Contains(strings.Join(r.Degraded, " "), "candidate beta") {
		t.Errorf("%v, %+v", err, r)
	}
	if d := a.Health.Damaged(); len(d) != 1 || d[0].Key.ID != "beta" {
		t.Errorf("in quarantine: %v", d)
	}
	c, err := a.Check(t.Context(), app.CheckOptions{Deep: true})
	if err != nil || c.OK() || len(c.Store.Faults) != 1 || len(c.Text.Faults)+len(c.Columns.Faults) > 0 {
		t.Errorf("%v, %+v", err, c)
	}
	good := &profiles.Candidate{ID: "beta", Headline: "written again", Skills: []profiles.Skill{{Ref: profiles.Ref{Name: "Go"}, Level: 3}}}
	if _, err := a.Store.Apply(t.Context(), []profiles.Mutation{{Key: profiles.Key{Kind: profiles.KindCandidate, ID: "beta"}, Record: good}}); err != nil {
		t.Fatal(err)
	}
	if err := a.Follower.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	if r, err = a.Engine.Rank(t.Context(), engine.Request{Role: "r", Top: 10, Lambda: 30}); err != nil || len(r.Results) != 3 || !r.Exact {
		t.Errorf("once it is written again: %v, %+v", err, r)
	}
}

func TestADirectoryWithoutItsRecordsIsRefused(t *testing.T) {
	dir := three(t)
	if err := os.Remove(filepath.Join(dir, boltstore.File)); err != nil {
		t.Fatal(err)
	}
	if _, err := app.Open(t.Context(), dir, month, nil, quiet()); !errors.Is(err, profiles.ErrDamaged) || !strings.Contains(err.Error(), "restore a backup") {
		t.Errorf("%v", err)
	}
}

// Text that proves damaged while it is served is made anew, and answers say so until it is.
func TestDamagedTextIsMadeAnewWhileItIsServed(t *testing.T) {
	a, err := app.OpenServing(t.Context(), three(t), month, nil, quiet(), 0)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	var all sync.WaitGroup
	all.Go(func() { _ = a.Follower.Run(ctx) }) // it ends by stop
	defer func() {
		stop()
		all.Wait()
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	}()
	if err := a.Follower.WaitFor(ctx, 4); err != nil {
		t.Fatal(err)
	}
	segments, err := filepath.Glob(filepath.Join(a.Dir(), blevetext.Dir, "store", "*.zap"))
	if err != nil || len(segments) == 0 {
		t.Fatalf("segments: %v, %v", segments, err)
	}
	for _, f := range segments {
		edit(t, f, func(b []byte) []byte { b[len(b)-1] ^= 1; return b })
	}
	if err := a.Text.Check(ctx); !errors.Is(err, profiles.ErrDamaged) {
		t.Fatalf("the damage is not seen: %v", err)
	}
	if err := a.Scrub(ctx, quiet()); err != nil {
		t.Fatal(err)
	}
	r, err := a.Text.Search(ctx, index.Query{Kind: profiles.KindCandidate, Text: "beta", Limit: 5})
	if err != nil || r.Total != 1 || len(r.Degraded) > 0 || len(a.Health.Mended()) != 1 {
		t.Errorf("%v, %+v, made anew: %v", err, r, a.Health.Mended())
	}
}
