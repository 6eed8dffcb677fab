package plan_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tenon/engine/plan"
	"tenon/index/columns"
	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// person is somebody as a tile has them.
type person struct {
	org string
	*facts.Candidate
}

// What people of a crowd have and roles ask for: titles of which some share a byte, and skills of which those beyond the places of Held
// have lists alone.
var (
	knownTitles = each(5, tax.Of(taxonomy.Title))
	workTitles  = knownTitles[:30] // that there is experience in
	someSkills  = tax.Of(taxonomy.Skill)[:6000]
	knownSkills = each(40, someSkills)
)

// each is each n-th of some concepts.
func each(n int, of []taxonomy.No) (out []taxonomy.No) {
	for i := 0; i < len(of); i += n {
		out = append(out, of[i])
	}
	return out
}

// some are so many of the concepts, in order.
func (g gen) some(n int, of []taxonomy.No) []taxonomy.No {
	out := make([]taxonomy.No, n)
	for i := range out {
		out[i] = of[g.IntN(len(of))]
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func oneOf[E any](g gen, of ...E) E { return of[g.IntN(len(of))] }

// person draws somebody who holds as little or as much as a tile has to have room for; some in a hundred hoard skills.
func (g gen) person(id string, hoards int) person {
	f := asIs(g.candidate(id))
	f.Titles, f.Skills, f.Families = nil, nil, nil
	for _, no := range g.some(oneOf(g, 0, 0, 1, 2, 3, 4, 5, 6, 7, 13, 14, 15, 16, 17, 40), knownTitles) {
		f.Titles = append(f.Titles, facts.Title{No: no, Step: profiles.Seniority(oneOf(g, 8, 1+g.IntN(8))), Recency: uint16(oneOf(g, 1000, 350+g.IntN(600)))})
	}
	skills := g.some(oneOf(g, 0, 1, 5, 15, 16, 17, 31, 32, 33, 64), knownSkills)
	if g.maybe(hoards) {
		skills = g.some(700, someSkills)
	}
	for _, no := range skills {
		f.Skills = append(f.Skills, facts.Skill{No: no, Strength: uint8(1 + g.IntN(15))})
	}
	if f.Unresolved = 0; g.maybe(10) {
		f.Unresolved = uint16(1 + g.IntN(100))
	}
	f.Months = f.Unresolved + uint16(g.IntN(200))
	var families []taxonomy.No
	for _, title := range g.some(g.IntN(4), workTitles) {
		families = append(families, tax.Concept(title).Family)
	}
	slices.Sort(families)
	for _, no := range slices.Compact(families) {
		f.Families = append(f.Families, facts.Family{No: no, Months: f.Unresolved + uint16(g.IntN(int(f.Months-f.Unresolved)+1))})
	}
	if len(f.Families) == 0 { // a job is in a family, or its title does not resolve
		f.Months = f.Unresolved
	}
	x := person{Candidate: f}
	if f.Public = g.maybe(50); g.maybe(20) {
		f.Shared = []string{"beta"}
	}
	return x
}

// people is a state with a tile of two blocks and small ones, of which one has no organisations and nobody with a condition, and one
// nobody whose titles do not resolve; and everybody who is there.
func people(t *testing.T) (*columns.Live, map[string]person) {
	t.Helper()
	live, all, g := columns.New(deriver, asOf), map[string]person{}, seeded(77)
	apply := func(seq, from, to, hoards int, change func(x *person)) {
		var us []columns.Update
		for i := from; i < to; i++ {
			id := fmt.Sprintf("c%05d", i)
			x := g.person(id, hoards)
			if change(&x); x.Candidate == nil {
				delete(all, id)
			} else {
				all[id] = x
			}
			us = append(us, columns.Update{Key: profiles.Key{Org: x.org, Kind: profiles.KindCandidate, ID: id}, Facts: x.Candidate})
		}
		live.Apply(us, profiles.Seq(seq))
	}
	apply(1, 0, 5200, 2, func(x *person) { x.Wish.Only = 0 })
	apply(2, 300, 500, 0, func(x *person) { x.Candidate = nil })
	apply(3, 6000, 6900, 0, func(*person) {})
	apply(4, 7000, 7300, 2, func(x *person) { x.org, x.Unresolved = oneOf(g, "", "alpha", "beta"), 0 })
	return live, all
}

func (g gen) among(of []taxonomy.No) profiles.Ref { return concept(oneOf(g, of...)) }

func (g gen) fewAmong(of []taxonomy.No) (out []profiles.Ref) {
	for range oneOf(g, 0, 0, 1, 3, 12) {
		out = append(out, g.among(of))
	}
	return out
}

func concept(no taxonomy.No) profiles.Ref { return profiles.Ref{Concept: tax.Concept(no).ID} }

func (g gen) titleAsked() profiles.Requirement {
	return profiles.Requirement{Kind: profiles.ReqTitle, Ref: g.among(knownTitles), AnyOf: g.fewAmong(knownTitles), Seniority: profiles.Seniority(g.IntN(9)), Necessity: profiles.Must}
}

// asking draws a role that asks for what people of a crowd have.
func (g gen) asking() *profiles.Role {
	if g.maybe(25) { // what titles are worth is not lost among the rest
		return &profiles.Role{ID: "r", Requirements: []profiles.Requirement{g.titleAsked()}}
	}
	r := g.role("r")
	for range oneOf(g, 0, 1, 2, 8, 40) {
		q := profiles.Requirement{Kind: profiles.ReqSkill, Ref: g.among(knownSkills), AnyOf: g.fewAmong(knownSkills), Level: uint8(g.IntN(6)), Necessity: profiles.Must}
		r.Requirements = append(r.Requirements, q)
		if g.maybe(30) { // the same once more
			q.Level, q.AnyOf = uint8(g.IntN(6)), g.fewAmong(knownSkills)
			r.Requirements = append(r.Requirements, q)
		}
	}
	for range g.IntN(3) {
		r.Requirements = append(r.Requirements, g.titleAsked())
	}
	for range g.IntN(3) {
		q := profiles.Requirement{Kind: profiles.ReqExperience, Months: 1 + g.IntN(120), Necessity: profiles.Must}
		if g.maybe(80) {
			q.Ref, q.AnyOf = g.among(workTitles), g.fewAmong(workTitles)
		}
		r.Requirements = append(r.Requirements, q)
	}
	for i := range r.Requirements {
		r.Requirements[i].Gate = r.Requirements[i].Gate && g.maybe(20)
	}
	if g.maybe(90) {
		r.ApplicantCountries = nil
	}
	return r
}

// seen says whether an organisation sees somebody.
func (x *person) seen(org string) bool {
	return x.Public || x.org == org || slices.Contains(x.Shared, org)
}

// inOrder is everybody whom an organisation sees and a filter keeps in order, with what became of the others.
func inOrder(p *plan.Plan, all map[string]person, o plan.Options, every int) (hits []plan.Hit, counts plan.Result) {
	seen := map[string]*facts.Candidate{}
	for id, x := range all {
		if x.seen(o.Org) {
			seen[id] = x.Candidate
		}
	}
	hits, counts = oneByOne(p, seen, o, every)
	counts.Total = len(seen)
	return hits, counts
}

// severalStates are the same people as they came, after a restart, and merged.
func severalStates(t *testing.T) (states []*columns.Snapshot, all map[string]person) {
	t.Helper()
	live, all := people(t)
	dir := t.TempDir()
	if err := live.Save(dir, "s"); err != nil {
		t.Fatal(err)
	}
	loaded, err := columns.Load(dir, "s", deriver, asOf)
	if err != nil {
		t.Fatal(err)
	}
	came := live.Snapshot()
	live.Merge()
	return []*columns.Snapshot{came, loaded.Snapshot(), live.Snapshot()}, all
}

// Law 5 for people who hold nothing, more than has a byte or a place, or what counts several times; of whom few, many, or as many as a
// trick needs pass a filter.
func TestLaw5HoldsForWhoHoldsLittleAndMuch(t *testing.T) {
	defer plan.EveryTileAThread()()
	states, all := severalStates(t)
	for n := range 120 {
		if n == 60 { // from now on rows are ranked few at a time
			defer plan.SmallHands()()
		}
		g := seeded(uint64(9000 + n))
		w := world(uint64(n))
		w.Lambda = oneOf(g, 0, 30, 70, 100)
		p := plan.Compile(w, deriver.Role(g.asking()))
		o := plan.Options{RoleID: "r", Sort: plan.Sort(g.IntN(3)), Strict: g.maybe(20), Vetoed: g.maybe(5), Org: oneOf(g, "", "", "alpha", "beta")}
		every := oneOf(g, 0, 2, 17, 17, 30, 400)
		if every > 0 {
			o.Filter = passing(every)
		}
		want, counts := inOrder(p, all, o, every)
		for _, o.K = range []int{1, 12, len(want)/16 + g.IntN(2), len(want)/12 + g.IntN(2)} {
			o.Threads = 1 + g.IntN(3)
			i := g.IntN(len(states))
			got, err := plan.Scan(t.Context(), states[i], p, o)
			if err != nil {
				t.Fatal(err)
			}
			what := fmt.Sprintf("scan %d of state %d, λ %d, sort %d, k %d, one in %d, for %q", n, i, w.Lambda, o.Sort, o.K, every, o.Org)
			if got.Total != counts.Total || got.Vetoed+got.Scored+got.Skipped+got.Filtered != got.Total || got.Filtered != counts.Filtered || !o.Vetoed && got.Vetoed != counts.Vetoed {
				t.Fatalf("%s: counts %d = %d + %d + %d + %d: want %d, %d vetoed, %d filtered", what, got.Total, got.Scored, got.Skipped, got.Vetoed, got.Filtered, counts.Total, counts.Vetoed, counts.Filtered)
			}
			alike(t, what, got.Hits, want[:min(len(want), o.K)])
		}
	}
}

// The bounds of few rows hold whatever these hold.
func TestBoundsOfWhoHoldsLittleAndMuchAreNeverBelowKeys(t *testing.T) {
	states, all := severalStates(t)
	for n := range 90 {
		g, snap := seeded(uint64(9500+n)), states[n%len(states)]
		r := g.asking()
		if n%30 == 0 {
			r = sameSkill(g)
		}
		r.ApplicantCountries = nil
		for i := range r.Requirements {
			r.Requirements[i].Gate = false
		}
		w := world(uint64(n))
		w.Lambda = oneOf(g, 0, 50, 100)
		p, o := plan.Compile(w, deriver.Role(r)), plan.Options{K: 1, Sort: plan.Sort(n / 3 % 3), Filter: passing(17)}
		for at, tile := range snap.Tiles {
			for l, bound := range plan.SievedBounds(snap, p, o, at) {
				x := all[tile.ID(l)]
				s := p.Score(x.Candidate)
				if key := []int32{s.Overall, s.F, s.R}[o.Sort]; bound < key {
					t.Fatalf("role %d, λ %d, sort %d, %s: the bound is %d, the key %d: %d titles, %d skills", n, w.Lambda, o.Sort, tile.ID(l), bound, key, len(x.Titles), len(x.Skills))
				}
			}
		}
	}
}

// They are the same bits whatever instructions the processor has.
func TestBoundsOfWhoHoldsLittleAndMuchAreTheSameBits(t *testing.T) {
	states, _ := severalStates(t)
	for n := range 60 {
		g, snap := seeded(uint64(9700+n)), states[n%len(states)]
		p, o := compile(uint64(n), g.asking()), plan.Options{K: 1, Sort: plan.Sort(n / 3 % 3), Filter: passing(oneOf(g, 17, 19, 40, 300))}
		for at := range snap.Tiles {
			var want map[int]int32
			plan.EachProcessor(func(name string) {
				got := plan.SievedBounds(snap, p, o, at)
				if want == nil {
					want = got
				}
				if !maps.Equal(got, want) {
					t.Errorf("role %d, tile %d: %s has other bounds than plain loops: %s", n, at, name, cmp.Diff(want, got))
				}
			})
		}
	}
}

// sameSkill is a role that asks for one skill again and again.
func sameSkill(g gen) *profiles.Role {
	r := &profiles.Role{ID: "r"}
	for i := range 60 {
		r.Requirements = append(r.Requirements, profiles.Requirement{Kind: profiles.ReqSkill, Ref: concept(knownSkills[7]), AnyOf: []profiles.Ref{concept(knownSkills[10+i])}, Level: uint8(1 + g.IntN(2)), Necessity: profiles.Must})
	}
	return r
}

// A tile of whose last rows, or of all, nothing is held is read as any other.
func TestWhoHoldsNothingIsRanked(t *testing.T) {
	for _, n := range []int{1, 2, 70, 4096, 4099} {
		all := map[string]*facts.Candidate{}
		var us []columns.Update
		for i := range n {
			id := fmt.Sprintf("c%04d", i)
			all[id] = &facts.Candidate{Months: uint16(i % 100), Unresolved: uint16(i % 100)}
			us = append(us, columns.Update{Key: profiles.Key{Kind: profiles.KindCandidate, ID: id}, Facts: all[id]})
		}
		live := columns.New(deriver, asOf)
		live.Apply(us, 1)
		for _, every := range []int{1, 17} {
			p, o := compile(0, oddRoles()["more than there were"]), plan.Options{K: 3, RoleID: "r", Filter: passing(every)}
			want, _ := oneByOne(p, all, o, every)
			got, err := plan.Scan(t.Context(), live.Snapshot(), p, o)
			if err != nil {
				t.Fatal(err)
			}
			alike(t, fmt.Sprintf("%d rows, one in %d", n, every), got.Hits, want[:min(len(want), o.K)])
		}
	}
}

// As many rows pass as are ranked one beside the other, and one more: wherever in their blocks they stand.
func TestLaw5HoldsForAsManyRowsAsAreTakenAtOnce(t *testing.T) {
	g, us := seeded(3), make([]columns.Update, columns.Rows)
	var drawn []*facts.Candidate
	for range 40 {
		drawn = append(drawn, g.person("c", 0).Candidate)
	}
	for i := range us {
		us[i] = columns.Update{Key: profiles.Key{Kind: profiles.KindCandidate, ID: fmt.Sprint("c", i)}, Facts: oneOf(g, drawn...)}
	}
	live := columns.New(deriver, asOf)
	live.Apply(us, 1)
	snap := live.Snapshot()
	if len(snap.Tiles) != 1 {
		t.Fatalf("%d tiles: want one", len(snap.Tiles))
	}
	of := map[string]*facts.Candidate{}
	for _, u := range us {
		of[u.Key.ID] = u.Facts
	}
	const few = columns.Block / 16
	for n, keeps := range []func(l int) bool{
		func(l int) bool { return l%columns.Block < few },
		func(l int) bool { return l%16 == 5 },
		func(l int) bool { return l%columns.Block >= columns.Block-few },
		func(l int) bool { return l%columns.Block < few || l == 5*columns.Block+few },
		func(l int) bool { return l%columns.Block <= few },
	} {
		kept := map[string]*facts.Candidate{}
		for l := range snap.Tiles[0].N {
			if id := snap.Tiles[0].ID(l); keeps(l) {
				kept[id] = of[id]
			}
		}
		p, o := compile(uint64(n), g.asking()), plan.Options{RoleID: "r", Sort: plan.Sort(n % 3)}
		want, _ := oneByOne(p, kept, o, 0)
		o.Filter = func(_ int, x *columns.Tile, keep *columns.RowSet) {
			for l := range x.N {
				if keeps(l) {
					keep.Add(l)
				}
			}
		}
		for _, o.K = range []int{1, 300, len(kept)} {
			got, err := plan.Scan(t.Context(), snap, p, o)
			if err != nil {
				t.Fatal(err)
			}
			if got.Total != columns.Rows || got.Filtered != columns.Rows-len(kept) {
				t.Fatalf("filter %d: %d rows, %d filtered: want %d, all but %d", n, got.Total, got.Filtered, columns.Rows, len(kept))
			}
			alike(t, fmt.Sprintf("filter %d, k %d", n, o.K), got.Hits, want[:min(len(want), o.K)])
		}
	}
}

// The last skill that has a place among what rows hold counts as the first one that has lists alone.
func TestTheLastPlaceOfASkillIsAPlace(t *testing.T) {
	skills := tax.Of(taxonomy.Skill)
	for _, last := range []int{columns.HeldPlaces - 1, columns.HeldPlaces, columns.HeldPlaces + 1} {
		all, us := map[string]*facts.Candidate{}, []columns.Update(nil)
		for from := 0; from <= last; from += 40 {
			f, id := &facts.Candidate{}, fmt.Sprint("c", from)
			for _, no := range skills[from:min(from+40, last+1)] {
				f.Skills = append(f.Skills, facts.Skill{No: no, Strength: 15})
			}
			all[id], us = f, append(us, columns.Update{Key: profiles.Key{Kind: profiles.KindCandidate, ID: id}, Facts: f})
		}
		live := columns.New(deriver, asOf)
		live.Apply(us, 1)
		for at := last - 3; at <= last; at++ {
			q := profiles.Requirement{Kind: profiles.ReqSkill, Ref: concept(skills[at]), Level: 1, Necessity: profiles.Must}
			p, o := compile(0, &profiles.Role{ID: "r", Requirements: []profiles.Requirement{q}}), plan.Options{K: 3, RoleID: "r", Filter: passing(1)}
			want, _ := oneByOne(p, all, o, 1)
			got, err := plan.Scan(t.Context(), live.Snapshot(), p, o)
			if err != nil {
				t.Fatal(err)
			}
			if want[0].F == 0 {
				t.Fatalf("nobody has skill %d of %d", at, last)
			}
			alike(t, fmt.Sprintf("skill %d of %d", at, last), got.Hits, want[:3])
		}
	}
}

// All that people hold may be asked for, who together hold more than is read at a time; and one of them as much as there are places for.
func TestLaw5HoldsWhereEverythingThatIsHeldCounts(t *testing.T) {
	skills, g := tax.Of(taxonomy.Skill)[:columns.HeldPlaces], seeded(8)
	r := &profiles.Role{ID: "r"}
	for from := 0; from < 480; from += 12 {
		q := profiles.Requirement{Kind: profiles.ReqSkill, Ref: concept(skills[from]), Level: uint8(g.IntN(6)), Necessity: profiles.Must}
		for _, no := range skills[from+1 : from+12] {
			q.AnyOf = append(q.AnyOf, concept(no))
		}
		r.Requirements = append(r.Requirements, q)
	}
	p := compile(0, r)
	for _, n := range []int{columns.Block / 16, 2 * columns.Block / 16} { // all are taken at once, or not
		all, us := map[string]*facts.Candidate{}, []columns.Update(nil)
		for i := range n {
			f, id, has := &facts.Candidate{Months: uint16(i), Unresolved: uint16(i)}, fmt.Sprint("c", i), g.some(g.IntN(400), skills[:480])
			if i == n/2 {
				has = skills
			}
			for _, no := range has {
				f.Skills = append(f.Skills, facts.Skill{No: no, Strength: uint8(1 + g.IntN(15))})
			}
			all[id], us = f, append(us, columns.Update{Key: profiles.Key{Kind: profiles.KindCandidate, ID: id}, Facts: f})
		}
		live := columns.New(deriver, asOf)
		live.Apply(us, 1)
		for _, every := range []int{1, 2} {
			for _, k := range []int{1, 20, n} {
				o := plan.Options{K: k, RoleID: "r", Filter: passing(every)}
				want, _ := oneByOne(p, all, o, every)
				got, err := plan.Scan(t.Context(), live.Snapshot(), p, o)
				if err != nil {
					t.Fatal(err)
				}
				alike(t, fmt.Sprintf("%d rows, one in %d, k %d", n, every, k), got.Hits, want[:min(len(want), k)])
			}
		}
	}
}
