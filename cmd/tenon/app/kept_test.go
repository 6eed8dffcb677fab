package app_test

import (
	"fmt"
	"testing"

	"tenon/cmd/tenon/app"
	"tenon/cmd/tenon/command"
	"tenon/engine"
	"tenon/engine/batch"
	"tenon/profiles"
	"tenon/profiles/intake"
)

// keptTop is how many the lists of these tests keep.
const keptTop = 20

func rescored(t *testing.T, a *app.App, dir string, s batch.Settings) (*app.Kept, *batch.Report) {
	t.Helper()
	k, err := app.OpenKept(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := k.Close(); err != nil {
			t.Error(err)
		}
	})
	b, err := a.Batch(k)
	if err != nil {
		t.Fatal(err)
	}
	r, err := b.Run(t.Context(), s, batch.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return k, r
}

// What is kept of every role and candidate of the sample is what a ranking says, and its contributions sum to what is kept.
func TestKeptListsOfTheSampleAreThoseOfRank(t *testing.T) {
	dir, asOf := t.TempDir(), profiles.NewMonth(2026, 11)
	a, err := app.Open(t.Context(), dir, asOf, nil, quiet())
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	}()
	if _, err := a.Intake.Import(t.Context(), command.SampleSources(), intake.Options{Now: asOf}); err != nil {
		t.Fatal(err)
	}
	if err := a.Follower.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	k, report := rescored(t, a, dir, batch.Settings{Top: keptTop, Lambda: engine.DefaultLambda})
	kept := map[string][]batch.Row{}
	if err := k.Rows(t.Context(), func(r *batch.Row) error {
		kept[r.List+" "+r.ID] = append(kept[r.List+" "+r.ID], *r)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	snap := a.Columns.Snapshot()
	if report.Roles < 300 || report.Candidates < 1000 || report.Pairs != 2*int64(report.Roles)*int64(report.Candidates) {
		t.Fatalf("%+v: want a full run of the sample", report)
	}
	n := 0
	check := func(list string, q engine.Request) {
		q.Top, q.Lambda = keptTop, engine.DefaultLambda
		r, err := a.Engine.Rank(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		if err := same(kept[list], r); err != nil {
			t.Fatalf("%s: %v", list, err)
		}
		n += len(r.Results)
	}
	for i := range snap.Roles {
		check("role "+snap.Roles[i].ID, engine.Request{Role: snap.Roles[i].ID})
	}
	for i, tile := range snap.Tiles {
		for l := range tile.N {
			id := tile.ID(l)
			if snap.Alive(i, l) {
				check("candidate "+id, engine.Request{Candidate: id})
			}
		}
	}
	if n < 20_000 {
		t.Errorf("only %d ranks were compared", n)
	}
}

func same(kept []batch.Row, r *engine.Ranking) error {
	if len(kept) != len(r.Results) {
		return fmt.Errorf("%d are kept: want %d", len(kept), len(r.Results))
	}
	for i := range r.Results {
		x, row := &r.Results[i], &kept[i]
		var sums [2]int32
		for _, c := range x.Contributions {
			if c.Side == engine.SideForward {
				sums[0] += c.Points
			} else {
				sums[1] += c.Points
			}
		}
		if row.Match != x.ID || row.Overall != x.Overall || row.Forward != sums[0] || row.Reverse != sums[1] || row.Tie != fmt.Sprint(x.Tie) || int(row.Rank) != i+1 {
			return fmt.Errorf("rank %d is kept as %+v: want %s with %d, %d, %d", i+1, *row, x.ID, x.Overall, x.Forward, x.Reverse)
		}
	}
	return nil
}
