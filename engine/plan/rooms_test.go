package plan_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"tenon/engine/plan"
	"tenon/index/columns"
	"tenon/index/facts"
)

// standing is a state of the columns, and of everybody the facts and the tile.
type standing struct {
	snap *columns.Snapshot
	all  map[string]*facts.Candidate
	tile map[string]int
}

func stand(t *testing.T, n int) *standing {
	t.Helper()
	live, all := crowd(t, n)
	s := &standing{live.Snapshot(), all, map[string]int{}}
	for i, x := range s.snap.Tiles {
		for l := range x.N {
			id := x.ID(l)
			if s.snap.Alive(i, l) {
				s.tile[id] = i
			}
		}
	}
	return s
}

// Law 5 whatever was scanned before: the room of a scan is used again by the next one, of another state, role and filter, which keeps nobody
// in a tile where that one kept some.
func TestLaw5HoldsWhateverWasScannedBefore(t *testing.T) {
	defer plan.EveryTileAThread()()
	states := []*standing{stand(t, 300), stand(t, 1500), stand(t, 5000)}
	r := rand.New(rand.NewPCG(7, 7))
	for n := range 200 {
		s, role := states[r.IntN(len(states))], seeded(uint64(5000+n)).role("r")
		if n%3 > 0 { // of few rows, gates are answered block by block
			role.ApplicantCountries = nil
			for i := range role.Requirements {
				role.Requirements[i].Gate = false
			}
		}
		p, every := compile(uint64(n), role), make([]int, len(s.snap.Tiles))
		for i := range every {
			every[i] = []int{0, 1 << 62, 2, 17, 60, 400}[r.IntN(6)] // all and nobody are among them
		}
		o := plan.Options{RoleID: "r", K: []int{0, 1, 10, 300}[r.IntN(4)], Sort: plan.Sort(r.IntN(3)), Vetoed: r.IntN(9) == 0, Threads: 1 + r.IntN(3)}
		o.Filter = func(tile int, x *columns.Tile, keep *columns.RowSet) { passing(every[tile])(tile, x, keep) }
		kept := map[string]*facts.Candidate{}
		for id, f := range s.all {
			if passes(id, every[s.tile[id]]) {
				kept[id] = f
			}
		}
		want, counts := oneByOne(p, kept, o, 0)
		got, err := plan.Scan(t.Context(), s.snap, p, o)
		if err != nil {
			t.Fatal(err)
		}
		what := fmt.Sprintf("scan %d, k %d, sort %d, one in %d", n, o.K, o.Sort, every)
		if got.Total != len(s.all) || got.Filtered != len(s.all)-len(kept) || got.Vetoed != counts.Vetoed || got.Total != got.Scored+got.Skipped+got.Vetoed+got.Filtered {
			t.Fatalf("%s: counts %d = %d + %d + %d + %d: want %d, %d vetoed, %d kept", what, got.Total, got.Scored, got.Skipped, got.Vetoed, got.Filtered, len(s.all), counts.Vetoed, len(kept))
		}
		alike(t, what, got.Hits, want[:min(len(want), o.K)])
	}
}
