package plan_test

import (
	"math/rand/v2"
	"testing"

	"tenon/engine/plan"
	"tenon/index/columns"
)

// BenchmarkPairs scores all rows of a tile for one role after the other, as re-scoring does: all that are not vetoed, and those alone that
// come into a list which few can enter.
func BenchmarkPairs(b *testing.B) {
	x := bench()
	t := x.live.Snapshot().Tiles[0]
	rows := make([]uint16, t.N)
	for i := range rows {
		rows[i] = uint16(i)
	}
	for _, of := range []struct {
		name  string
		floor int32
	}{{"all", 0}, {"few", 600_000}} {
		b.Run(of.name, func(b *testing.B) {
			var floor [columns.Rows]int32
			for l := range floor {
				floor[l] = of.floor
			}
			var pairs *plan.Pairs
			i, given := 0, 0
			for b.Loop() {
				pairs = pairs.Of(x.plans[i%benchRoles])
				pairs.Tile(t, rows, &floor, func(int, int32, int32, int32) { given++ })
				i++
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(rows)), "ns/pair")
			b.ReportMetric(100*float64(given)/float64(b.N)/float64(len(rows)), "%given")
		})
	}
}

// BenchmarkReach finds the roles whose lists one candidate after the other may enter.
func BenchmarkReach(b *testing.B) {
	x, snap, i, given := bench(), benchSeek().Snapshot(), 0, 0
	floor := func(*columns.Role) (int32, bool) { return 600_000, true }
	reach := func() {
		c := i % len(x.who)
		if err := plan.Reach(b.Context(), snap, x.plans[0].World, x.who[c], "c", floor, func(*columns.Role, plan.Hit) { given++ }); err != nil {
			b.Fatal(err)
		}
		i++
	}
	reach() // compiles the roles
	given = 0
	for b.Loop() {
		reach()
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(snap.Roles)), "ns/pair")
	b.ReportMetric(100*float64(given)/float64(b.N)/float64(len(snap.Roles)), "%given")
}

// BenchmarkTop keeps the best of many hits, most of which come too late to be among them.
func BenchmarkTop(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	hits := make([]plan.Hit, 10_000)
	for i := range hits {
		hits[i] = plan.Hit{Key: int32(r.IntN(1_000_000)), Tie: r.Uint64()}
	}
	for b.Loop() {
		top := plan.NewTop(100)
		for i := range hits {
			top.Push(hits[i])
		}
		top.Sorted()
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(hits)), "ns/hit")
}
