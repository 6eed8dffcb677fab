package app_test

import (
	"testing"

	"tenon/cmd/tenon/app"
	"tenon/engine/plan"
	"tenon/index/columns"
	"tenon/profiles"
)

// BenchmarkScan ranks 100,000 candidates for one role after the other, on one thread.
func BenchmarkScan(b *testing.B) {
	const n = 100_000
	c := newCorpus(profiles.NewMonth(2026, 6))
	ref := app.LoadReference()
	live := columns.New(ref.Deriver, c.asOf)
	for from := 0; from < n; from += 20_000 {
		us := make([]columns.Update, 20_000)
		for i := range us {
			p := c.candidate(from + i)
			us[i] = columns.Update{Key: profiles.Key{Kind: profiles.KindCandidate, ID: p.ID}, Candidate: p}
		}
		live.Apply(us, profiles.Seq(from+len(us)))
	}
	policy, err := plan.Preset("")
	if err != nil {
		b.Fatal(err)
	}
	w := &plan.World{Taxonomy: ref.Taxonomy, Cities: ref.Cities, Policy: policy, Lambda: 30}
	snap := live.Snapshot()
	i := 0
	for b.Loop() {
		r := c.role(i % 40)
		i++
		if _, err := plan.Scan(b.Context(), snap, plan.Compile(w, ref.Deriver.Role(r)), plan.Options{K: 10, RoleID: r.ID}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/pair")
}
