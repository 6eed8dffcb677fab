package app_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"tenon/cmd/tenon/app"
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
