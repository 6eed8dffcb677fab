package plan_test

import (
	"fmt"
	"maps"
	"os"
	"testing"

	"tenon/engine/plan"
	"tenon/index/columns"
	"tenon/profiles"
	"tenon/profiles/synthetic"
)

// times says under how many worlds a record is among the best of all rankings.
func times(t *testing.T, worlds []*plan.World, ranked func(w *plan.World) []plan.Hit) map[string]int {
	t.Helper()
	out := map[string]int{}
	for _, w := range worlds {
		for _, h := range ranked(w) {
			out[h.ID]++
		}
	}
	return out
}

func checkSteady(t *testing.T, what string, got *plan.Steady, top []plan.Hit, want map[string]int) {
	t.Helper()
	have := map[string]int{}
	for i, h := range top {
		have[h.ID] = got.Stays[i]
	}
	for _, o := range got.Others {
		have[o.Hit.ID] += o.Times
	}
	maps.DeleteFunc(have, func(_ string, n int) bool { return n == 0 })
	if !maps.Equal(have, want) {
		t.Fatalf("%s: %v: want %v", what, have, want)
	}
}

func TestShakenRankingsAreThoseOfEachWorld(t *testing.T) {
	defer plan.EveryTileAThread()()
	live, _ := fill(t, seeded(81), 900)
	snap := live.Snapshot()
	for seed := range uint64(12) {
		w, g := world(seed), seeded(8100+seed)
		r := deriver.Role(g.role("r"))
		p := plan.Compile(w, r)
		o := plan.Options{K: []int{1, 7, 20, 2000}[seed%4], Sort: plan.Sort(seed % 3), RoleID: "r", Strict: seed%5 == 0, Threads: 1 + int(seed%3)}
		if seed%6 == 0 {
			o.Filter = func(_ int, t *columns.Tile, keep *columns.RowSet) {
				for l := range t.N {
					if t.ID(l) < "c0500" {
						keep.Add(l)
					}
				}
			}
		}
		res, err := plan.Scan(t.Context(), snap, p, o)
		if err != nil {
			t.Fatal(err)
		}
		worlds := w.Shaken(seed, 30)
		got, err := plan.Shake(t.Context(), snap, p, worlds, o, res.Hits)
		if err != nil {
			t.Fatal(err)
		}
		want := times(t, worlds, func(w *plan.World) []plan.Hit {
			res, err := plan.Scan(t.Context(), snap, plan.Compile(w, r), o)
			if err != nil {
				t.Fatal(err)
			}
			return res.Hits
		})
		checkSteady(t, fmt.Sprintf("seed %d", seed), got, res.Hits, want)
	}
}

func TestShakenRankingsOfRolesAreThoseOfEachWorld(t *testing.T) {
	live, all := fillRoles(t, seeded(82), 700)
	snap := live.Snapshot()
	for seed := range uint64(12) {
		w, c := world(seed), asIs(seeded(8200+seed).candidate("c"))
		o := plan.SeekOptions{K: []int{1, 7, 20, 2000}[seed%4], Sort: plan.Sort(seed % 3), CandidateID: "c", Strict: seed%5 == 0}
		if seed%6 == 0 {
			o.Filter = func(r *columns.Role) bool { return r.ID < "r0500" }
		}
		res, err := plan.Seek(t.Context(), snap, w, c, o)
		if err != nil {
			t.Fatal(err)
		}
		worlds := w.Shaken(seed, 20)
		got, err := plan.ShakeRoles(t.Context(), snap, w, worlds, c, o, res.Hits)
		if err != nil {
			t.Fatal(err)
		}
		want := times(t, worlds, func(w *plan.World) []plan.Hit {
			top := plan.NewTop(o.K)
			for id, r := range all {
				p := plan.Compile(w, deriver.Role(r))
				if o.Filter != nil && id >= "r0500" || plan.Veto(p.Gates(c), o.Strict) {
					continue
				}
				s := p.Score(c)
				key := []int32{s.Overall, s.F, s.R}[o.Sort]
				top.Push(plan.Hit{Key: key, Tie: plan.Tie(id, "c"), ID: id})
			}
			return top.Sorted()
		})
		checkSteady(t, fmt.Sprintf("seed %d", seed), got, res.Hits, want)
	}
}

func TestShakenWeightsAddUpAndMoveByAFifth(t *testing.T) {
	w := world(0)
	r := deriver.Role(&profiles.Role{ID: "r", Requirements: []profiles.Requirement{
		{Kind: profiles.ReqSkill, Ref: profiles.Ref{Name: "Python"}, Necessity: profiles.Must}, {Kind: profiles.ReqDegree, ISCED: profiles.ISCEDBachelor, Necessity: profiles.Must}}})
	base := plan.Compile(w, r)
	moved := 0
	for _, x := range w.Shaken(1, 200) {
		p := plan.Compile(x, r)
		if p.Total != base.Total {
			t.Fatalf("a total of %d: want %d", p.Total, base.Total)
		}
		// Of two categories the ratio of the weights is what a factor from 0.8 to 1.2 makes of it.
		was, is := float64(base.Reqs[0].W)/float64(base.Reqs[1].W), float64(p.Reqs[0].W)/float64(p.Reqs[1].W)
		if q := is / was; q < 0.66 || q > 1.51 {
			t.Errorf("the ratio changes by %.3f", q)
		}
		if p.Reqs[0].W != base.Reqs[0].W {
			moved++
		}
	}
	if moved < 150 {
		t.Errorf("only %d of 200 change a weight", moved)
	}
	if a, b := plan.Compile(w.Shaken(1, 9)[8], r), plan.Compile(w.Shaken(1, 9)[8], r); a.Reqs[0].W != b.Reqs[0].W {
		t.Error("the same seed gives other weights")
	}
}

// BenchmarkShake shakes the weights of a top 20 two hundred times, on one thread; TENON_BENCH_ROWS candidates.
func BenchmarkShake(b *testing.B) {
	x := bench()
	snap := x.live.Snapshot()
	for i := range b.N {
		n := i % len(x.plans)
		o := plan.Options{K: 20, RoleID: x.ids[n], Threads: 1}
		res, err := plan.Scan(b.Context(), snap, x.plans[n], o)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := plan.Shake(b.Context(), snap, x.plans[n], x.plans[n].World.Shaken(1, 200), o, res.Hits); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkShakeRoles shakes those of the top 20 of TENON_BENCH_ROLES roles (10,000) for a candidate, on one thread.
func BenchmarkShakeRoles(b *testing.B) {
	snap, w := benchMarket(), bench().plans[0].World
	for i := range b.N {
		c := bench().who[i%len(bench().who)]
		o := plan.SeekOptions{K: 20, CandidateID: "c", Threads: 1}
		res, err := plan.Seek(b.Context(), snap, w, c, o)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := plan.ShakeRoles(b.Context(), snap, w, w.Shaken(1, 200), c, o, res.Hits); err != nil {
			b.Fatal(err)
		}
	}
}

// benchMarket is many generated roles in columns.
func benchMarket() *columns.Snapshot {
	n := 10_000
	if s := os.Getenv("TENON_BENCH_ROLES"); s != "" {
		_, _ = fmt.Sscan(s, &n) // a bad number leaves the default
	}
	c := synthetic.New(tax, cities, asOf, 1)
	l := columns.New(deriver, asOf)
	l.Apply(synthetic.Draw(n, func(i int) columns.Update {
		p := c.Role(i)
		return columns.Update{Key: profiles.Key{Kind: profiles.KindRole, ID: p.ID}, Role: p}
	}), profiles.Seq(n))
	return l.Snapshot()
}
