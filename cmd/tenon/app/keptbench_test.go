package app_test

import (
	"testing"

	"tenon/cmd/tenon/app"
	"tenon/cmd/tenon/command"
	"tenon/engine"
	"tenon/engine/batch"
	"tenon/profiles"
	"tenon/profiles/intake"
)

// BenchmarkRescore is a full run over the sample, its lists written, and a run after one edited candidate.
func BenchmarkRescore(b *testing.B) {
	dir, asOf := b.TempDir(), profiles.NewMonth(2026, 11)
	a, err := app.Open(b.Context(), dir, asOf, nil, quiet())
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = a.Close() }() // a benchmark has no use for its directory
	load := func(sources []intake.Source) {
		if _, err := a.Intake.Import(b.Context(), sources, intake.Options{Now: asOf}); err != nil {
			b.Fatal(err)
		}
		if err := a.Follower.CatchUp(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
	load(command.SampleSources())
	k, err := app.OpenKept(dir)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = k.Close() }()
	x, err := a.Batch(k)
	if err != nil {
		b.Fatal(err)
	}
	run := func(o batch.Options) *batch.Report {
		r, err := x.Run(b.Context(), batch.Settings{Top: batch.DefaultTop, Lambda: engine.DefaultLambda}, o)
		if err != nil {
			b.Fatal(err)
		}
		return r
	}
	b.Run("full", func(b *testing.B) {
		var pairs int64
		for b.Loop() {
			pairs += run(batch.Options{Full: true}).Pairs
		}
		b.ReportMetric(float64(pairs)/b.Elapsed().Seconds(), "pairs/s")
	})
	b.Run("edit", func(b *testing.B) {
		c := newCorpus(asOf)
		var pairs, full int64
		n := 0
		for b.Loop() {
			b.StopTimer()
			n++
			p := c.candidate(n)
			if _, err := a.Store.Apply(b.Context(), []profiles.Mutation{{Key: profiles.Key{Kind: profiles.KindCandidate, ID: "c-014"}, Record: renamed(p, "c-014")}}); err != nil {
				b.Fatal(err)
			}
			if err := a.Follower.CatchUp(b.Context()); err != nil {
				b.Fatal(err)
			}
			b.StartTimer()
			r := run(batch.Options{})
			pairs, full = pairs+r.Pairs, full+r.FullPairs
		}
		b.ReportMetric(float64(pairs)/float64(n), "pairs/op")
		b.ReportMetric(float64(full)/float64(pairs), "fewer")
	})
}

func renamed(c *profiles.Candidate, id string) *profiles.Candidate {
	c.ID = id
	return c
}
