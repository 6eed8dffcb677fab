package plan_test

import (
	"fmt"
	"slices"
	"testing"

	"tenon/engine/plan"
	"tenon/index/columns"
	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// crowd is a state of one large tile, of small ones beside it, and of tombstones in all; many of its candidates are like others.
func crowd(t *testing.T, n int) (*columns.Live, map[string]*facts.Candidate) {
	t.Helper()
	live, all := columns.New(deriver, asOf), map[string]*facts.Candidate{}
	apply := func(seq, from, to int, g gen) {
		var us []columns.Update
		for i := from; i < to; i++ {
			id := fmt.Sprintf("c%05d", i)
			c := g.candidate(id)
			if g.maybe(30) {
				c = seeded(uint64(i % 7)).candidate(id) // ties
			}
			if g.maybe(5) {
				delete(all, id)
				us = append(us, columns.Update{Key: profiles.Key{Kind: profiles.KindCandidate, ID: id}})
				continue
			}
			all[id] = asIs(c)
			us = append(us, columns.Update{Key: profiles.Key{Kind: profiles.KindCandidate, ID: id}, Candidate: c})
		}
		live.Apply(us, profiles.Seq(seq))
	}
	apply(1, 0, n, seeded(21))
	apply(2, n/2, n/2+300, seeded(22))
	apply(3, n-50, n+150, seeded(23))
	return live, all
}

// roles that the tricks of a scan are not made for, beside those that they are made for.
func oddRoles() map[string]*profiles.Role {
	g := seeded(31)
	only := func(q profiles.Requirement) *profiles.Role {
		q.Necessity = profiles.Must
		r := g.role("r")
		r.Requirements = []profiles.Requirement{q}
		return r
	}
	all := map[string]*profiles.Role{
		"asks for nothing":     {},
		"one skill":            only(profiles.Requirement{Kind: profiles.ReqSkill, Ref: profiles.Ref{Name: "Go"}}),
		"one evidence":         only(profiles.Requirement{Kind: profiles.ReqEvidence}),
		"one degree":           only(profiles.Requirement{Kind: profiles.ReqDegree, ISCED: profiles.ISCEDBachelor}),
		"months of anything":   only(profiles.Requirement{Kind: profiles.ReqExperience, Months: 12}),
		"nobody meets it":      only(profiles.Requirement{Kind: profiles.ReqSkill, Ref: profiles.Ref{Name: "COBOL"}, Gate: true}),
		"preferences decide":   only(profiles.Requirement{Kind: profiles.ReqTitle, Ref: profiles.Ref{Name: "astronaut"}}),
		"more than there were": {},
	}
	for len(all["more than there were"].Requirements) < profiles.MaxRequirements {
		q := g.requirement()
		q.Gate = false
		all["more than there were"].Requirements = append(all["more than there were"].Requirements, q)
	}
	for i := range 24 {
		all[fmt.Sprint("drawn ", i)] = seeded(uint64(4000 + i)).role("r")
	}
	return all
}

// Law 5 where blocks are full, rows near and far, keys alike and floors high.
func TestLaw5HoldsForCrowdsAndOddRoles(t *testing.T) {
	defer plan.EveryTileAThread()()
	live, all := crowd(t, 6000)
	snap, n := live.Snapshot(), 0
	for name, r := range oddRoles() {
		for _, lambda := range []int{0, 30, 100} {
			n++
			w := world(uint64(n))
			w.Lambda = lambda
			p := plan.Compile(w, deriver.Role(r))
			o := plan.Options{RoleID: "r", Sort: plan.Sort(n % 3), Strict: n%4 == 0, Vetoed: n%11 == 0}
			every := []int{0, 2, 60, 20, 17}[n%5] // one in so many passes a filter: of some all are ranked one beside the other
			if every > 0 {
				o.Filter = passing(every)
			}
			want, counts := oneByOne(p, all, o, every)
			for _, o.K = range []int{1, 10, 200, len(all) + 1} {
				for _, o.Threads = range []int{1, 3} {
					got, err := plan.Scan(t.Context(), snap, p, o)
					if err != nil {
						t.Fatal(err)
					}
					what := fmt.Sprintf("%s, λ %d, sort %d, k %d, one in %d, strict %v, vetoed %v", name, lambda, o.Sort, o.K, every, o.Strict, o.Vetoed)
					if got.Total != len(all) || got.Vetoed != counts.Vetoed || got.Filtered != counts.Filtered || got.Total != got.Scored+got.Skipped+got.Vetoed+got.Filtered {
						t.Fatalf("%s: counts %d = %d + %d + %d + %d: want %d, %d vetoed, %d filtered", what, got.Total, got.Scored, got.Skipped, got.Vetoed, got.Filtered, len(all), counts.Vetoed, counts.Filtered)
					}
					alike(t, what, got.Hits, want[:min(len(want), o.K)])
				}
			}
		}
	}
}

// passes says whether an id passes a filter that one in so many passes.
func passes(id string, every int) bool {
	return every == 0 || plan.Tie("filter", id)%uint64(every) == 0
}

func passing(every int) func(int, *columns.Tile, *columns.RowSet) {
	return func(_ int, t *columns.Tile, keep *columns.RowSet) {
		for l := range t.N {
			if passes(t.ID(l), every) {
				keep.Add(l)
			}
		}
	}
}

// oneByOne is everybody in order, and how many are filtered and vetoed.
func oneByOne(p *plan.Plan, all map[string]*facts.Candidate, o plan.Options, every int) (hits []plan.Hit, counts plan.Result) {
	for id, f := range all {
		if !passes(id, every) {
			counts.Filtered++
			continue
		}
		out := plan.Veto(p.Gates(f), o.Strict)
		if out {
			counts.Vetoed++
		}
		if out == o.Vetoed {
			s := p.Score(f)
			hits = append(hits, plan.Hit{Key: []int32{s.Overall, s.F, s.R}[o.Sort], F: s.F, R: s.R, Overall: s.Overall, Tie: plan.Tie(o.RoleID, id), ID: id})
		}
	}
	slices.SortFunc(hits, plan.Order)
	return hits, counts
}

func alike(t *testing.T, what string, got, want []plan.Hit) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d hits: want %d", what, len(got), len(want))
	}
	for i, w := range want {
		if g := got[i]; g.ID != w.ID || g.F != w.F || g.R != w.R || g.Overall != w.Overall || g.Key != w.Key || g.Tie != w.Tie {
			t.Fatalf("%s, place %d: %s %d (%d, %d), one by one %s %d (%d, %d)", what, i+1, g.ID, g.Key, g.F, g.R, w.ID, w.Key, w.F, w.R)
		}
	}
}

// The titles of few rows are found by a byte each, which titles share where a tile has more than 256, and by lists for who has held
// more than are counted.
func TestLaw5HoldsForFewRowsWithTitlesOfAllKinds(t *testing.T) {
	titles, all := tax.Of(taxonomy.Title), map[string]*facts.Candidate{}
	var us []columns.Update
	for i := range 3000 {
		c := &profiles.Candidate{ID: fmt.Sprintf("c%04d", i)}
		for j := range []int{1, 2, 3, 40}[i%4] {
			n := titles[(i*7+j*11)%len(titles)]
			c.Jobs = append(c.Jobs, profiles.Job{Title: profiles.Ref{Concept: tax.Concept(n).ID}, Start: asOf - profiles.Month(100-j), End: asOf - profiles.Month(90-j)})
		}
		all[c.ID] = asIs(c)
		us = append(us, columns.Update{Key: profiles.Key{Kind: profiles.KindCandidate, ID: c.ID}, Candidate: c})
	}
	live := columns.New(deriver, asOf)
	live.Apply(us, 1)
	for i := range 30 {
		concept := tax.Concept(titles[i*37%len(titles)]).ID
		q := profiles.Requirement{Kind: profiles.ReqTitle, Ref: profiles.Ref{Concept: concept}, Necessity: profiles.Must}
		for j := range i % 17 {
			q.AnyOf = append(q.AnyOf, profiles.Ref{Concept: tax.Concept(titles[(i*37+j*53)%len(titles)]).ID})
		}
		p := compile(0, &profiles.Role{ID: "r", Requirements: []profiles.Requirement{q}})
		o := plan.Options{K: 20, RoleID: "r", Filter: passing(15)}
		want, _ := oneByOne(p, all, o, 15)
		got, err := plan.Scan(t.Context(), live.Snapshot(), p, o)
		if err != nil {
			t.Fatal(err)
		}
		alike(t, concept, got.Hits, want[:20])
	}
}

// What a scan leaves out it leaves out by these bounds.
func TestBoundsAreNeverBelowKeys(t *testing.T) {
	live, _ := crowd(t, 1500)
	snap, tight := live.Snapshot(), 0
	for name, r := range oddRoles() {
		for i := range 3 {
			w := world(uint64(i))
			w.Lambda = 50 * i
			p := plan.Compile(w, deriver.Role(r))
			o := plan.Options{Sort: plan.Sort(i)}
			for at, tile := range snap.Tiles {
				for l, f := range tile.Facts() {
					if l%11 != 0 {
						continue
					}
					s := p.Score(f)
					key := []int32{s.Overall, s.F, s.R}[o.Sort]
					bound := plan.Bound(snap, p, o, at, l, s.F)
					if bound < key {
						t.Fatalf("%s, λ %d, sort %d, %s: the bound is %d, the key %d: %+v in %d", name, w.Lambda, o.Sort, tile.ID(l), bound, key, f.Wish, f.Geo)
					}
					if bound == key && s.R > 0 {
						tight++
					}
				}
			}
		}
	}
	if tight == 0 {
		t.Error("no bound is as low as the key")
	}
}

// What a sieve leaves out it leaves out by these bounds, and most are far below what anybody could have.
func TestBoundsOfFewRowsAreNeverBelowKeys(t *testing.T) {
	live, _ := crowd(t, 1500)
	snap, tight, of := live.Snapshot(), 0, 0
	for name, r := range oddRoles() {
		for i := range 3 {
			w := world(uint64(i))
			w.Lambda = 50 * i
			r.ApplicantCountries = nil
			for j := range r.Requirements {
				r.Requirements[j].Gate = false
			}
			p := plan.Compile(w, deriver.Role(r))
			o := plan.Options{K: 1, Sort: plan.Sort(i), Filter: passing(17)}
			for at, tile := range snap.Tiles {
				bounds := plan.SievedBounds(snap, p, o, at)
				for l, f := range tile.Facts() {
					bound, ok := bounds[l]
					if want := snap.Alive(at, l) && passes(tile.ID(l), 17) && !plan.Veto(p.Gates(f), false); ok != want {
						t.Fatalf("%s: %s is left in: %v: want %v", name, tile.ID(l), ok, want)
					}
					if !ok {
						continue
					}
					s := p.Score(f)
					key := []int32{s.Overall, s.F, s.R}[o.Sort]
					if bound < key {
						t.Fatalf("%s, λ %d, sort %d, %s: the bound is %d, the key %d", name, w.Lambda, o.Sort, tile.ID(l), bound, key)
					}
					if of++; bound < key+key/10+1000 {
						tight++
					}
				}
			}
		}
	}
	if tight < of/10 {
		t.Errorf("%d of %d bounds are near to their keys", tight, of)
	}
}

// Whose wish is for the place where he lives cannot get there what he asks for of a role far away, and may of one that is near.
func TestWhoIsPinnedIsBoundByWhereHeLives(t *testing.T) {
	role := &profiles.Role{ID: "r", Modes: []profiles.Mode{profiles.OnSite}, Place: place("Berlin")}
	p := compile(0, role)
	for _, x := range []struct {
		lives, wishes string // "" where he lives
		km            int
		relocate      bool
		bound         int32 // of R
	}{
		{"Berlin", "", 0, false, plan.Full}, {"Potsdam", "", 0, false, plan.Full}, {"Leipzig", "", 100, false, plan.Full},
		{"Munich", "", 0, false, 0}, {"Munich", "", 100, false, 0}, {"Munich", "", 400, false, plan.Full},
		{"Munich", "", 0, true, plan.Full}, {"Munich", "Hamburg", 0, false, plan.Full}, {"Munich", "Munich", 0, false, 0},
	} {
		c := &profiles.Candidate{ID: "c", Place: place(x.lives), Preferences: &profiles.Preferences{Place: &profiles.PlaceWish{
			Modes: []profiles.Mode{profiles.OnSite}, WithinKM: x.km, Relocate: x.relocate}}}
		if x.wishes != "" {
			c.Preferences.Place.Places = []profiles.Place{*place(x.wishes)}
		}
		live := columns.New(deriver, asOf)
		live.Apply([]columns.Update{{Key: profiles.Key{Kind: profiles.KindCandidate, ID: "c"}, Candidate: c}}, 1)
		bound, is := plan.Bound(live.Snapshot(), p, plan.Options{Sort: plan.ByReverse}, 0, 0, 0), p.Score(asIs(c)).R
		if bound != x.bound || is > bound {
			t.Errorf("%+v: R is %d, and %d at most: want a bound of %d", x, is, bound, x.bound)
		}
	}
}

// Pay is rounded to hundreds on both sides: a role that just rounds up to the least of a step gives all who ask for that what they want.
func TestPayThatRoundsUpToAWishIsNotBelowIt(t *testing.T) {
	for step := 1; step < columns.PaySteps; step++ {
		wish := (columns.PayFrom(step) + 99) / 100 * 100
		role := &profiles.Role{ID: "r", Pay: &profiles.Pay{Max: 100 * (wish - 50), Currency: "USD", Period: profiles.PerYear}}
		c := &profiles.Candidate{ID: "c", Preferences: &profiles.Preferences{Pay: &profiles.PayWish{
			Min: profiles.Money{Cents: 100 * wish, Currency: "USD", Period: profiles.PerYear}}}}
		live := columns.New(deriver, asOf)
		live.Apply([]columns.Update{{Key: profiles.Key{Kind: profiles.KindCandidate, ID: "c"}, Candidate: c}}, 1)
		p := compile(0, role)
		bound, is := plan.Bound(live.Snapshot(), p, plan.Options{Sort: plan.ByReverse}, 0, 0, 0), p.Score(asIs(c)).R
		if is != plan.Full || bound < is {
			t.Errorf("a wish of %d US dollars: R is %d, and %d at most: want %d", wish, is, bound, plan.Full)
		}
	}
}

func place(name string) *profiles.Place {
	p := findPlaces(name)[0]
	return &p
}
