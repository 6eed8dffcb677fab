package plan_test

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"testing"

	"tenon/engine/plan"
	"tenon/index/columns"
	"tenon/index/facts"
	"tenon/profiles/taxonomy"
)

// knowing are the facts of somebody who has learned skills.
func knowing(c *facts.Candidate, strength uint8, nos ...taxonomy.No) *facts.Candidate {
	d := *c
	d.Skills = slices.Clone(c.Skills)
	for _, n := range nos {
		if i := slices.IndexFunc(d.Skills, func(s facts.Skill) bool { return s.No == n }); i >= 0 {
			d.Skills[i].Strength = max(d.Skills[i].Strength, strength)
			continue
		}
		d.Skills = append(d.Skills, facts.Skill{No: n, Strength: strength})
	}
	slices.SortFunc(d.Skills, func(a, b facts.Skill) int { return cmp.Compare(a.No, b.No) })
	return &d
}

// market is what brute force knows of all roles.
type market struct {
	w     *plan.World
	plans map[string]*plan.Plan
	o     plan.LearnOptions
	roles map[string]columns.Role
}

// fitting are the overall scores of the roles that fit somebody.
func (m *market) fitting(c *facts.Candidate) map[string]int32 {
	out := map[string]int32{}
	for id, p := range m.plans {
		r := m.roles[id]
		if plan.Veto(p.Gates(c), m.o.Strict) || m.o.Open != nil && !m.o.Open(&r) {
			continue
		}
		if s := p.Score(c); s.Overall >= m.o.Need(&r) {
			out[id] = s.Overall
		}
	}
	return out
}

// lifts are those that fit with skills and did not without.
func (m *market) lifts(c *facts.Candidate, was map[string]int32, nos ...taxonomy.No) map[string]int32 {
	out := m.fitting(knowing(c, m.o.Strength, nos...))
	maps.DeleteFunc(out, func(id string, _ int32) bool { _, had := was[id]; return had })
	return out
}

func TestLearningASkillLiftsWhatBruteForceFinds(t *testing.T) {
	live, all := fillRoles(t, seeded(91), 250)
	snap := live.Snapshot()
	skills := tax.Of(taxonomy.Skill)
	lifted, pairs := 0, 0
	for seed := range uint64(12) {
		w, c := world(seed), asIs(seeded(9100+seed).candidate("c"))
		m := &market{w: w, plans: map[string]*plan.Plan{}, roles: map[string]columns.Role{}}
		m.o = plan.LearnOptions{Strength: []uint8{6, 10, 14}[seed%3], Strict: seed%4 == 0, Need: func(r *columns.Role) int32 { return 150_000 + 1000*int32(len(r.Facts.Requirements)) }}
		if seed%3 == 0 {
			m.o.Open = func(r *columns.Role) bool { return r.ID < "r0200" }
		}
		for i := range snap.Roles {
			r := &snap.Roles[i]
			m.plans[r.ID], m.roles[r.ID] = plan.Compile(w, r.Facts), *r
		}
		if len(m.plans) != len(all) {
			t.Fatal("roles are missing")
		}
		l, err := plan.NewLearner(t.Context(), snap, w, c, m.o)
		if err != nil {
			t.Fatal(err)
		}
		was := m.fitting(c)
		if l.Reached != len(was) {
			t.Fatalf("seed %d: %d reached: want %d", seed, l.Reached, len(was))
		}
		got := map[taxonomy.No]plan.Learned{}
		singles := l.Singles()
		for _, x := range singles {
			got[x.No] = x
		}
		// Every skill that the roles ask for or that stands for one, and some others.
		try := map[taxonomy.No]bool{}
		for _, r := range m.roles {
			for _, n := range r.Facts.Skills {
				for _, near := range tax.Near(n) {
					try[near.No] = true
				}
			}
		}
		for i := 0; i < len(skills); i += 997 {
			try[skills[i]] = true
		}
		for n := range try {
			want := m.lifts(c, was, n)
			if got[n].Lifts != len(want) {
				t.Fatalf("seed %d: %s lifts %d roles: want %d", seed, tax.Concept(n).Label, got[n].Lifts, len(want))
			}
			lifted += len(want)
		}
		if len(singles) == 0 {
			continue
		}
		checkSets(t, fmt.Sprint("seed ", seed), l, m, c, was, &pairs)
	}
	if lifted < 100 || pairs < 10 {
		t.Errorf("only %d lifts by one skill and %d by several were looked at", lifted, pairs)
	}
}

// checkSets learns the best skill again and again, and compares what comes to fit each time.
func checkSets(t *testing.T, what string, l *plan.Learner, m *market, c *facts.Candidate, was map[string]int32, lifted *int) {
	t.Helper()
	var learned []taxonomy.No
	together := map[string]int32{}
	for range 3 {
		singles := l.Singles()
		if len(singles) == 0 {
			return
		}
		n := singles[0].No
		alone := l.With(n)
		got := l.Learn(n)
		if len(got) != singles[0].Lifts || len(alone) != len(got) {
			t.Fatalf("%s: %d and %d roles: said %d", what, len(got), len(alone), singles[0].Lifts)
		}
		learned = append(learned, n)
		for i, x := range got {
			id := m.idOf(l, x.Index)
			together[id] = x.Now
			if alone[i] != x {
				t.Fatalf("%s: %+v alone, %+v learned", what, alone[i], x)
			}
		}
		want := m.lifts(c, was, learned...)
		if len(want) != len(together) {
			t.Fatalf("%s: %d skills lift %d roles: want %d", what, len(learned), len(together), len(want))
		}
		for id := range want {
			if _, ok := together[id]; !ok {
				t.Fatalf("%s: %s is not lifted", what, id)
			}
		}
		if len(learned) > 1 {
			*lifted += len(got)
		}
	}
}

func (m *market) idOf(l *plan.Learner, i int) string { return l.Role(i).ID }

// BenchmarkLearn finds what to learn over TENON_BENCH_ROLES roles: all single skills, and sets of three.
func BenchmarkLearn(b *testing.B) {
	snap, w := benchMarket(), bench().plans[0].World
	b.ResetTimer()
	roles := 0
	for i := range b.N {
		c := bench().who[i%len(bench().who)]
		l, err := plan.NewLearner(b.Context(), snap, w, c, plan.LearnOptions{Strength: 10, Need: func(*columns.Role) int32 { return 700_000 }})
		if err != nil {
			b.Fatal(err)
		}
		for range 3 {
			if s := l.Singles(); len(s) > 0 {
				roles += len(l.Learn(s[0].No))
			}
		}
	}
	b.ReportMetric(float64(roles)/float64(b.N), "roles/op")
}
