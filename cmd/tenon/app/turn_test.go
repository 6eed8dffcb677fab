package app_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tenon/cmd/tenon/app"
	"tenon/index/columns"
	"tenon/profiles"
)

// rowsOf are the rows of a directory's columns by key.
func rowsOf(s *columns.Snapshot) map[string]any {
	out := map[string]any{}
	s.Each(func(r columns.Row) { out[r.ID] = r.Facts })
	for i := range s.Roles {
		out["role "+s.Roles[i].ID] = s.Roles[i].Facts
	}
	return out
}

// TestColumnsTurnWhileRecordsChange holds that columns turned to another month, while records are written and followed, are what opening
// at that month makes.
func TestColumnsTurnWhileRecordsChange(t *testing.T) {
	november := profiles.NewMonth(2026, 11)
	c, dir := newCorpus(november), t.TempDir()
	a, err := app.Open(t.Context(), dir, november, nil, quiet())
	if err != nil {
		t.Fatal(err)
	}
	put := func(i, n int) {
		p := c.candidate(n)
		p.ID = fmt.Sprint("c-", i)
		if _, err := a.Store.Apply(t.Context(), []profiles.Mutation{{Key: profiles.Key{Kind: profiles.KindCandidate, ID: p.ID}, Record: p}}); err != nil {
			t.Error(err)
		}
	}
	for i := range 50 {
		put(i, i)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- a.Follower.Run(ctx) }()
	var writer sync.WaitGroup
	writer.Go(func() {
		for i := range 100 {
			put(i%60, 1000+i)
		}
	})
	if err := a.Turn(t.Context(), november+1, quiet()); err != nil {
		t.Error(err)
	}
	writer.Wait()
	seq, err := a.Store.Seq(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Follower.WaitFor(t.Context(), seq); err != nil {
		t.Fatal(err)
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	turned, before := rowsOf(a.Columns.Snapshot()), a.Columns.Snapshot().AsOf
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	a, err = app.Open(t.Context(), dir, november+1, nil, quiet())
	if err != nil {
		t.Fatal(err)
	}
	a.Columns.Reset(november + 1) // not what was saved: from the store
	if err := a.Follower.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(rowsOf(a.Columns.Snapshot()), turned); d != "" || before != november+1 || len(turned) != 60 {
		t.Errorf("%d at %s: %s", len(turned), before, d)
	}
	if err := a.Close(); err != nil {
		t.Error(err)
	}
}
