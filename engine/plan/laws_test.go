package plan_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"tenon/engine/plan"
	"tenon/index/columns"
	"tenon/index/facts"
	"tenon/profiles"
)

// pairs is how many random pairs a law is tried on.
const pairs = 4000

func world(seed uint64) *plan.World {
	ps := plan.Presets()
	return &plan.World{Taxonomy: tax, Cities: cities, Policy: ps[seed%uint64(len(ps))], Lambda: int(seed*37) % 101}
}

// forEach calls f for many seeds.
func forEach(t *testing.T, n uint64, f func(t *testing.T, seed uint64, g gen)) {
	t.Helper()
	for seed := range n {
		f(t, seed, seeded(seed))
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

func compile(seed uint64, r *profiles.Role) *plan.Plan {
	return plan.Compile(world(seed), deriver.Role(r))
}

func asIs(c *profiles.Candidate) *facts.Candidate { return deriver.Candidate(c, asOf, facts.AsIs) }

func TestLaw1LinesSumToTheScore(t *testing.T) {
	forEach(t, pairs, func(t *testing.T, seed uint64, g gen) {
		p := compile(seed, g.role("r"))
		s := p.Score(asIs(g.candidate("c")))
		var f, r, w int32
		for _, x := range s.Forward {
			f += x.Points
			w += x.W
		}
		for _, x := range s.Reverse {
			r += x.Points
		}
		if f != s.F || r != s.R || s.Overall != f*int32(100-s.Lambda)+r*int32(s.Lambda) {
			t.Errorf("lines sum to %d and %d: score %d, %d, %d", f, r, s.F, s.R, s.Overall)
		}
		if w != p.Total || w > plan.Full || f < 0 || f > w || r > plan.Full {
			t.Errorf("weights sum to %d of %d, F %d, R %d", w, p.Total, f, r)
		}
	})
}

func TestLaw2MoreNeverLowersForward(t *testing.T) {
	forEach(t, pairs, func(t *testing.T, seed uint64, g gen) {
		p, c := compile(seed, g.role("r")), g.candidate("c")
		before := p.Score(asIs(c)).F
		what := ""
		switch g.IntN(5) {
		case 0:
			s := g.skill()
			c.Skills, what = append(c.Skills, s), "skill"
		case 1:
			if len(c.Skills) == 0 {
				return
			}
			s := &c.Skills[g.IntN(len(c.Skills))]
			s.Level, what = max(s.Level, uint8(1+g.IntN(5))), "level"
		case 2:
			c.Certificates, what = append(c.Certificates, g.certificate()), "certificate"
		case 3:
			c.Jobs, what = append(c.Jobs, g.job()), "job"
		case 4:
			c.Education, what = append(c.Education, g.education()), "degree"
		}
		if after := p.Score(asIs(c)).F; after < before {
			t.Errorf("adding a %s lowers F from %d to %d", what, before, after)
		}
	})
}

func TestLaw2AMetRequirementNeverLowersForward(t *testing.T) {
	forEach(t, pairs, func(t *testing.T, seed uint64, g gen) {
		r, c := g.role("r"), g.candidate("c")
		before := compile(seed, r).Score(asIs(c)).F
		r.Requirements = append(r.Requirements, g.requirement())
		p := compile(seed, r)
		s := p.Score(asIs(c))
		for _, x := range s.Forward {
			if p.Reqs[x.Req].Index == len(r.Requirements)-1 && x.V == 100 && len(p.Role.Duplicates) == 0 && s.F < before {
				t.Errorf("a met requirement lowers F from %d to %d", before, s.F)
			}
		}
	})
}

func shuffled(g gen, c *profiles.Candidate) *profiles.Candidate {
	d := *c
	d.Skills, d.Jobs, d.Evidence = slices.Clone(c.Skills), slices.Clone(c.Jobs), slices.Clone(c.Evidence)
	d.Certificates, d.Education, d.Languages = slices.Clone(c.Certificates), slices.Clone(c.Education), slices.Clone(c.Languages)
	g.Shuffle(len(d.Skills), func(i, j int) { d.Skills[i], d.Skills[j] = d.Skills[j], d.Skills[i] })
	g.Shuffle(len(d.Jobs), func(i, j int) { d.Jobs[i], d.Jobs[j] = d.Jobs[j], d.Jobs[i] })
	g.Shuffle(len(d.Evidence), func(i, j int) { d.Evidence[i], d.Evidence[j] = d.Evidence[j], d.Evidence[i] })
	g.Shuffle(len(d.Certificates), func(i, j int) { d.Certificates[i], d.Certificates[j] = d.Certificates[j], d.Certificates[i] })
	g.Shuffle(len(d.Education), func(i, j int) { d.Education[i], d.Education[j] = d.Education[j], d.Education[i] })
	g.Shuffle(len(d.Languages), func(i, j int) { d.Languages[i], d.Languages[j] = d.Languages[j], d.Languages[i] })
	return &d
}

func TestLaw3OrderChangesNothing(t *testing.T) {
	forEach(t, pairs, func(t *testing.T, seed uint64, g gen) {
		r, c := g.role("r"), g.candidate("c")
		a := compile(seed, r).Score(asIs(c))
		o := *r
		o.Requirements = slices.Clone(r.Requirements)
		g.Shuffle(len(o.Requirements), func(i, j int) { o.Requirements[i], o.Requirements[j] = o.Requirements[j], o.Requirements[i] })
		b := compile(seed, &o).Score(asIs(shuffled(g, c)))
		if a.F != b.F || a.R != b.R || a.Overall != b.Overall || a.MustsMet != b.MustsMet {
			t.Errorf("another order gives %d, %d, %d instead of %d, %d, %d", b.F, b.R, b.Overall, a.F, a.R, a.Overall)
		}
	})
}

func TestLaw4RepeatingChangesNothing(t *testing.T) {
	forEach(t, pairs/4, func(t *testing.T, seed uint64, g gen) {
		p, c := compile(seed, g.role("r")), g.candidate("c")
		a := p.Score(asIs(c))
		d := *c
		for range 49 {
			d.Skills, d.Jobs, d.Evidence = append(d.Skills, c.Skills...), append(d.Jobs, c.Jobs...), append(d.Evidence, c.Evidence...)
			d.Certificates, d.Languages = append(d.Certificates, c.Certificates...), append(d.Languages, c.Languages...)
			d.Summary += " " + c.Summary
		}
		if b := p.Score(asIs(&d)); b.F != a.F || b.R != a.R {
			t.Errorf("fifty times the same gives %d, %d instead of %d, %d", b.F, b.R, a.F, a.R)
		}
	})
}

func TestLaw4PastedTextIsWorthNoMoreThanClaims(t *testing.T) {
	forEach(t, pairs, func(t *testing.T, seed uint64, g gen) {
		p, c := compile(seed, g.role("r")), g.candidate("c")
		pasted, listed := *c, *c
		pasted.Text = g.text() + g.text()
		listed.Skills = slices.Clone(c.Skills)
		for _, sp := range tax.Extract(pasted.Text) {
			listed.Skills = append(listed.Skills, profiles.Skill{Ref: profiles.Ref{Concept: tax.Concept(sp.No).ID}})
		}
		if a, b := p.Score(asIs(&pasted)).F, p.Score(asIs(&listed)).F; a > b {
			t.Errorf("pasting gives %d, listing %d", a, b)
		}
	})
}

// fill is a state of the columns with random candidates, and the candidates.
func fill(t *testing.T, g gen, n int) (*columns.Live, map[string]*profiles.Candidate) {
	t.Helper()
	l, all := columns.New(deriver, asOf), map[string]*profiles.Candidate{}
	seq := profiles.Seq(0)
	for len(all) < n {
		us := make([]columns.Update, 0, 300)
		for range 1 + g.IntN(300) {
			id := fmt.Sprintf("c%04d", g.IntN(n*5/4))
			u := columns.Update{Key: profiles.Key{Kind: profiles.KindCandidate, ID: id}}
			if g.maybe(90) {
				u.Candidate = g.candidate(id)
				all[id] = u.Candidate
			} else {
				delete(all, id)
			}
			us = append(us, u)
		}
		seq += profiles.Seq(len(us))
		l.Apply(us, seq)
	}
	return l, all
}

func TestLaw5ColumnsEqualOneByOneEqualReference(t *testing.T) {
	live, all := fill(t, seeded(5), 2500)
	snap := live.Snapshot()
	for seed := range uint64(60) {
		g := seeded(1000 + seed)
		r := deriver.Role(g.role("r"))
		w := world(seed)
		p := plan.Compile(w, r)
		ref := naive{tax, cities, w.Policy, w.Lambda}
		o := plan.Options{K: []int{0, 1, 10, 100, 5000}[seed%5], Sort: plan.Sort(seed % 3), RoleID: "r", Strict: seed%4 == 0, Vetoed: seed%7 == 0}
		var want []plan.Hit
		var res plan.Result
		for id, c := range all {
			f := asIs(c)
			s, n := p.Score(f), ref.score(r, f)
			if int(s.F) != n.f || int(s.R) != n.r || int(s.Overall) != n.overall {
				t.Fatalf("seed %d, %s: one by one %d, %d, %d; reference %+v", seed, id, s.F, s.R, s.Overall, n)
			}
			vetoed := plan.Veto(p.Gates(f), o.Strict)
			if vetoed {
				res.Vetoed++
			} else {
				res.Scored++
			}
			if vetoed != o.Vetoed {
				continue
			}
			want = append(want, plan.Hit{Key: []int32{s.Overall, s.F, s.R}[o.Sort], F: s.F, R: s.R, Overall: s.Overall, Tie: plan.Tie("r", id), ID: id})
		}
		slices.SortFunc(want, plan.Order)
		want = want[:min(len(want), o.K)]
		got, err := plan.Scan(t.Context(), snap, p, o)
		if err != nil {
			t.Fatal(err)
		}
		if got.Total != len(all) || got.Total != got.Scored+got.Skipped+got.Vetoed+got.Filtered || got.Vetoed != res.Vetoed {
			t.Fatalf("seed %d: counts %+v over %d, vetoed %d", seed, got, len(all), res.Vetoed)
		}
		if len(got.Hits) != len(want) {
			t.Fatalf("seed %d: %d hits: want %d", seed, len(got.Hits), len(want))
		}
		for i := range want {
			h := got.Hits[i]
			h.Tile, h.Row = 0, 0
			if h.ID != want[i].ID || h.F != want[i].F || h.R != want[i].R || h.Overall != want[i].Overall || h.Key != want[i].Key {
				t.Fatalf("seed %d, place %d: columns %+v, one by one %+v", seed, i+1, h, want[i])
			}
		}
	}
}

func TestLaw6IncrementalEqualsRebuilt(t *testing.T) {
	live, all := fill(t, seeded(6), 3000)
	snap, seen := live.Snapshot(), 0
	snap.Each(func(r columns.Row) {
		seen++
		c, ok := all[r.ID]
		if !ok {
			t.Fatalf("%s is there, though it was deleted", r.ID)
		}
		if d := cmp.Diff(asIs(c), r.Facts, cmpopts.EquateEmpty()); d != "" {
			t.Fatalf("%s made anew (-) and after many changes (+)\n%s", r.ID, d)
		}
	})
	if seen != len(all) || snap.Candidates() != len(all) {
		t.Fatalf("%d rows, %d counted: want %d", seen, snap.Candidates(), len(all))
	}
	if len(snap.Tiles) > 12 {
		t.Errorf("%d tiles: small ones are not merged", len(snap.Tiles))
	}
}

func TestAPinnedSnapshotNeverChanges(t *testing.T) {
	live, all := fill(t, seeded(9), 600)
	pinned := live.Snapshot()
	p := compile(1, seeded(1).role("r"))
	before, err := plan.Scan(t.Context(), pinned, p, plan.Options{K: 50, RoleID: "r"})
	if err != nil {
		t.Fatal(err)
	}
	var us []columns.Update
	for id := range all {
		us = append(us, columns.Update{Key: profiles.Key{Kind: profiles.KindCandidate, ID: id}})
	}
	live.Apply(us, 1<<30)
	after, err := plan.Scan(t.Context(), pinned, p, plan.Options{K: 50, RoleID: "r"})
	if err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(before) != fmt.Sprint(after) || live.Snapshot().Candidates() != 0 {
		t.Errorf("the pinned snapshot changed, or %d candidates are left", live.Snapshot().Candidates())
	}
}

func TestLaw7TheScoreLiesWithinItsBoundsAlsoOnceAnUnknownIsKnown(t *testing.T) {
	forEach(t, pairs, func(t *testing.T, seed uint64, g gen) {
		p, c := compile(seed, g.role("r")), g.candidate("c")
		low := p.Score(deriver.Candidate(c, asOf, facts.Worst))
		hf, hr, ho := p.Best(deriver.Candidate(c, asOf, facts.Best))
		within := func(what string, s *plan.Score) {
			if s.F < low.F || s.F > hf || s.R < low.R || s.R > hr || s.Overall < low.Overall || s.Overall > ho {
				t.Errorf("%s: %d, %d, %d is not within %d, %d, %d and %d, %d, %d", what, s.F, s.R, s.Overall, low.F, low.R, low.Overall, hf, hr, ho)
			}
		}
		within("as it is", p.Score(asIs(c)))
		within(known(g, c), p.Score(asIs(c)))
	})
}

// known makes one unknown of a candidate known, and says which.
func known(g gen, c *profiles.Candidate) string {
	switch g.IntN(6) {
	case 0:
		for i := range c.Skills {
			if s := &c.Skills[i]; s.Level == 0 && s.Months == 0 {
				s.Level = uint8(1 + g.IntN(5))
				return "level of a skill"
			}
		}
	case 1:
		for i := range c.Skills {
			if s := &c.Skills[i]; s.LastUsed == 0 {
				s.LastUsed = g.month()
				return "last use of a skill"
			}
		}
	case 2:
		for i := range c.Jobs {
			if j := &c.Jobs[i]; j.Start == 0 {
				j.Start = g.month()
				j.End = min(asOf, j.Start+profiles.Month(g.IntN(60)))
				return "dates of a job"
			}
		}
	case 3:
		for i := range c.Certificates {
			if x := &c.Certificates[i]; x.Issued == 0 && x.Expires == 0 {
				x.Issued = g.month()
				return "issue of a certificate"
			}
		}
	case 4:
		for i := range c.Languages {
			if l := &c.Languages[i]; l.Level == 0 {
				l.Level = profiles.CEFR(1 + g.IntN(6))
				return "level of a language"
			}
		}
	case 5:
		if len(c.Education) == 0 {
			c.Education = []profiles.Education{{Level: profiles.ISCED(1 + g.IntN(9)), End: g.month()}}
			return "education"
		}
	}
	return "nothing"
}

func TestLaw8SlipsAreRejectedWithTheirPath(t *testing.T) {
	job := func(f func(*profiles.Job)) func(*profiles.Candidate) {
		return func(c *profiles.Candidate) {
			j := profiles.Job{Start: asOf - 10, End: asOf - 1}
			f(&j)
			c.Jobs = []profiles.Job{{Start: asOf - 3, Current: true}, j}
		}
	}
	skill := func(f func(*profiles.Skill)) func(*profiles.Candidate) {
		return func(c *profiles.Candidate) {
			s := profiles.Skill{Ref: profiles.Ref{Name: "Go"}}
			f(&s)
			c.Skills = []profiles.Skill{s}
		}
	}
	for _, x := range []struct {
		path string // "" where it is allowed
		make func(*profiles.Candidate)
	}{
		{"skills[0].level", skill(func(s *profiles.Skill) { s.Level = 9 })},
		{"skills[0].months", skill(func(s *profiles.Skill) { s.Months = -1 })},
		{"skills[0].lastUsed", skill(func(s *profiles.Skill) { s.LastUsed = asOf + 1 })},
		{"jobs[1].start", job(func(j *profiles.Job) { j.Start, j.End = asOf+1, asOf+2 })},
		{"jobs[1].end", job(func(j *profiles.Job) { j.End = asOf + 1 })},
		{"jobs[1].end", job(func(j *profiles.Job) { j.End = j.Start - 1 })},
		{"certificates[0].issued", func(c *profiles.Candidate) {
			c.Certificates = []profiles.Certificate{{Ref: profiles.Ref{Name: "CKA"}, Issued: asOf + 1}}
		}},
		{"", func(c *profiles.Candidate) {
			c.Certificates = []profiles.Certificate{{Ref: profiles.Ref{Name: "CKA"}, Issued: asOf, Expires: asOf + 24}}
		}},
		{"", func(c *profiles.Candidate) { c.Education = []profiles.Education{{End: asOf + 9}} }},
		{"skills", func(c *profiles.Candidate) {
			c.Skills = slices.Repeat([]profiles.Skill{{Ref: profiles.Ref{Name: "Go"}}}, profiles.MaxSkills+1)
		}},
		{"preferences.place.withinKm", func(c *profiles.Candidate) {
			c.Preferences = &profiles.Preferences{Place: &profiles.PlaceWish{WithinKM: 5000}}
		}},
	} {
		c := &profiles.Candidate{ID: "c"}
		x.make(c)
		err := c.Validate(asOf)
		if x.path == "" && err != nil || x.path != "" && (err == nil || !strings.HasPrefix(err.Error(), x.path+":")) {
			t.Errorf("%q: %v", x.path, err)
		}
	}
}

func TestOneHundredAndTwentyEightRequirementsAreEnough(t *testing.T) {
	q := profiles.Requirement{Kind: profiles.ReqSkill, Ref: profiles.Ref{Name: "Go"}, Necessity: profiles.Must}
	r := &profiles.Role{ID: "r", Requirements: slices.Repeat([]profiles.Requirement{q}, profiles.MaxRequirements)}
	if err := r.Validate(asOf); err != nil {
		t.Error(err)
	}
	r.Requirements = append(r.Requirements, q)
	if err := r.Validate(asOf); err == nil || !strings.HasPrefix(err.Error(), "requirements:") {
		t.Errorf("129 requirements: %v", err)
	}
}

func TestAnEmptyProfileScoresNothing(t *testing.T) {
	forEach(t, 500, func(t *testing.T, seed uint64, g gen) {
		if s := compile(seed, g.role("r")).Score(asIs(&profiles.Candidate{ID: "c"})); s.Overall != 0 {
			t.Errorf("an empty profile scores %d", s.Overall)
		}
	})
}

func TestShareGivesEverythingAway(t *testing.T) {
	for _, c := range []struct {
		total int64
		parts []int64
		want  []int64
	}{{10, []int64{1, 1, 1}, []int64{4, 3, 3}}, {100, []int64{0, 7}, []int64{0, 100}}, {5, []int64{0, 0}, []int64{0, 0}}, {7, []int64{3, 1}, []int64{5, 2}}} {
		if got := plan.Share(c.total, c.parts); !slices.Equal(got, c.want) {
			t.Errorf("Share(%d, %v) = %v: want %v", c.total, c.parts, got, c.want)
		}
	}
}

func TestReweighKeepsTheSum(t *testing.T) {
	p, err := plan.Presets()[0].Reweigh(map[string]int{"degree": 20})
	if err != nil {
		t.Fatal(err)
	}
	sum := 0
	for _, w := range p.Weights {
		sum += w
	}
	if sum != 100 || p.Weights.Of(profiles.ReqDegree) != 20 {
		t.Errorf("weights %v sum to %d", p.Weights, sum)
	}
	for _, bad := range []map[string]int{{"skills": 101}, {"skills": 60, "degree": 50}, {"height": 3}, {"skills": 3, "skill": 4}} {
		if _, err := plan.Presets()[0].Reweigh(bad); err == nil {
			t.Errorf("%v is taken", bad)
		}
	}
}
