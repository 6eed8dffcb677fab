package plan_test

import (
	"testing"

	"tenon/engine/plan"
	"tenon/profiles"
)

func TestACensusCountsWhatScoringOneByOneFinds(t *testing.T) {
	live, all := fill(t, seeded(71), 700)
	snap := live.Snapshot()
	passed := 0
	for seed := range uint64(30) {
		w, g := world(seed), seeded(7100+seed)
		p := plan.Compile(w, deriver.Role(g.role("r")))
		o := plan.Options{RoleID: "r", Strict: seed%4 == 0, Threads: 1 + int(seed%3)}
		want := make([]plan.Tally, len(p.Reqs))
		pool, musts, above := 0, 0, 0
		for _, c := range all {
			f := asIs(c)
			if plan.Veto(p.Gates(f), o.Strict) {
				continue
			}
			pool++
			s := p.Score(f)
			if s.Overall >= 300_000 {
				above++
			}
			if s.MustsMet == s.MustsOf {
				musts++
			}
			for i, x := range s.Forward {
				if x.V >= 70 {
					want[i].Pass++
				} else if p.Reqs[i].Necessity == profiles.Must && s.MustsMet == s.MustsOf-1 {
					want[i].Alone++
				}
				switch x.State {
				case plan.Met:
					want[i].Met++
				case plan.NoData:
					want[i].NoData++
				case plan.Partial, plan.Missing:
				}
			}
		}
		got, err := plan.TakeCensus(t.Context(), snap, p, o)
		if err != nil {
			t.Fatal(err)
		}
		if got.Scored != pool || got.Total != len(all) || got.AllMusts != musts {
			t.Fatalf("seed %d: a pool of %d of %d, %d with all musts: want %d of %d, %d", seed, got.Scored, got.Total, got.AllMusts, pool, len(all), musts)
		}
		for i := range want {
			if got.Reqs[i] != want[i] {
				t.Errorf("seed %d, requirement %d: %+v: want %+v", seed, i, got.Reqs[i], want[i])
			}
			passed += want[i].Pass
		}
		n, res, err := plan.Above(t.Context(), snap, p, o, 300_000)
		if err != nil || n != above || res.Scored+res.Skipped != pool {
			t.Errorf("seed %d: %d above of %d, %v: want %d of %d", seed, n, res.Scored+res.Skipped, err, above, pool)
		}
	}
	if passed < 500 {
		t.Errorf("only %d passes were counted", passed)
	}
}
