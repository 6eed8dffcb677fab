package plan_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"tenon/engine/plan"
	"tenon/index/columns"
	"tenon/profiles"
)

// fillRoles is a state of the columns after many changes of roles, and the roles.
func fillRoles(t *testing.T, g gen, n int) (*columns.Live, map[string]*profiles.Role) {
	t.Helper()
	l, all := columns.New(deriver, asOf), map[string]*profiles.Role{}
	seq := profiles.Seq(0)
	for len(all) < n {
		var us []columns.Update
		for range 1 + g.IntN(200) {
			id := fmt.Sprintf("r%04d", g.IntN(n*5/4))
			u := columns.Update{Key: profiles.Key{Kind: profiles.KindRole, ID: id}}
			if delete(all, id); g.maybe(90) {
				u.Role = g.role(id)
				all[id] = u.Role
			}
			us = append(us, u)
		}
		seq += profiles.Seq(len(us))
		l.Apply(us, seq)
	}
	return l, all
}

func TestLaw5RolesForACandidateEqualOneByOneEqualReference(t *testing.T) {
	live, all := fillRoles(t, seeded(15), 1500)
	snap := live.Snapshot()
	if len(snap.Roles) != len(all) {
		t.Fatalf("%d roles: want %d", len(snap.Roles), len(all))
	}
	for seed := range uint64(60) {
		w, c := world(seed), asIs(seeded(3000+seed).candidate("c"))
		ref := naive{tax, cities, w.Policy, w.Lambda}
		o := plan.SeekOptions{K: []int{0, 1, 10, 100, 5000}[seed%5], Sort: plan.Sort(seed % 3), CandidateID: "c", Strict: seed%4 == 0, Vetoed: seed%7 == 0}
		if seed%6 == 0 {
			o.Filter = func(r *columns.Role) bool { return r.ID < "r0900" }
		}
		var want []plan.Hit
		var res plan.Result
		for id, r := range all {
			if o.Filter != nil && id >= "r0900" {
				res.Filtered++
				continue
			}
			f := deriver.Role(r)
			p := plan.Compile(w, f)
			vetoed := plan.Veto(p.Gates(c), o.Strict)
			if vetoed {
				res.Vetoed++
			}
			if vetoed == o.Vetoed {
				n := ref.score(f, c)
				want = append(want, plan.Hit{Key: int32([]int{n.overall, n.f, n.r}[o.Sort]), F: int32(n.f), R: int32(n.r), Overall: int32(n.overall), Tie: plan.Tie(id, "c"), ID: id})
			}
		}
		slices.SortFunc(want, plan.Order)
		want = want[:min(len(want), o.K)]
		got, err := plan.Seek(t.Context(), snap, w, c, o)
		if err != nil {
			t.Fatal(err)
		}
		if got.Total != len(all) || got.Total != got.Scored+got.Skipped+got.Vetoed+got.Filtered || got.Vetoed != res.Vetoed || got.Filtered != res.Filtered {
			t.Fatalf("seed %d: counts %d %d %d %d %d over %d, vetoed %d, filtered %d", seed, got.Total, got.Scored, got.Skipped, got.Vetoed, got.Filtered, len(all), res.Vetoed, res.Filtered)
		}
		if len(got.Hits) != len(want) {
			t.Fatalf("seed %d: %d hits: want %d", seed, len(got.Hits), len(want))
		}
		for i := range want {
			if x, y := fmt.Sprint(got.Hits[i]), fmt.Sprint(want[i]); x != y {
				t.Fatalf("seed %d, place %d: columns %s, one by one %s", seed, i+1, x, y)
			}
		}
	}
}

func TestRolesAndCandidatesGiveEachOtherTheSameIntegers(t *testing.T) {
	candidates, people := fill(t, seeded(5), 300)
	roles, jobs := fillRoles(t, seeded(15), 100)
	w := world(3)
	for id, r := range jobs {
		p := plan.Compile(w, deriver.Role(r))
		down, err := plan.Scan(t.Context(), candidates.Snapshot(), p, plan.Options{K: 1000, RoleID: id})
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range down.Hits[:min(3, len(down.Hits))] {
			up, err := plan.Seek(t.Context(), roles.Snapshot(), w, asIs(people[h.ID]), plan.SeekOptions{K: 1000, CandidateID: h.ID})
			if err != nil {
				t.Fatal(err)
			}
			i := slices.IndexFunc(up.Hits, func(x plan.Hit) bool { return x.ID == id })
			if i < 0 || up.Hits[i].F != h.F || up.Hits[i].R != h.R || up.Hits[i].Tie != h.Tie {
				t.Fatalf("%s for %s is %+v; the other way it is at %d", h.ID, id, h, i)
			}
		}
	}
}

func TestAnyNumberOfThreadsGivesTheSame(t *testing.T) {
	defer plan.EveryTileAThread()()
	candidates, people := fill(t, seeded(5), 1500)
	roles, jobs := fillRoles(t, seeded(15), 700)
	for seed := range uint64(12) {
		w, k := world(seed), int(seed*5)
		p := plan.Compile(w, deriver.Role(jobs[slices.Sorted(maps.Keys(jobs))[seed]]))
		who := asIs(people[slices.Sorted(maps.Keys(people))[seed]])
		down, up := plan.Options{K: k, Sort: plan.Sort(seed % 3), RoleID: "r"}, plan.SeekOptions{K: k, Sort: plan.Sort(seed % 3), CandidateID: "c"}
		if every := []int{0, 2, 17, 60}[seed%4]; every > 0 { // of many, of few and of hardly any
			down.Filter, up.Filter = passing(every), func(r *columns.Role) bool { return passes(r.ID, every) }
		}
		var want [2]string
		for threads := range 4 {
			down.Threads, up.Threads = threads, threads
			candidates, err := plan.Scan(t.Context(), candidates.Snapshot(), p, down)
			if err != nil {
				t.Fatal(err)
			}
			roles, err := plan.Seek(t.Context(), roles.Snapshot(), w, who, up)
			if err != nil {
				t.Fatal(err)
			}
			got := [2]string{fmt.Sprint(candidates), fmt.Sprint(roles)}
			if threads == 0 {
				want = got
			}
			if got != want {
				t.Fatalf("seed %d: %d threads give\n%.300s\n%.300s\none gives\n%.300s\n%.300s", seed, threads, got[0], got[1], want[0], want[1])
			}
		}
	}
}
