package plan_test

import (
	"sort"

	"tenon/engine/plan"
	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/gazetteer"
	"tenon/profiles/taxonomy"
)

// naive is the reference scorer: the text of scoring.md in loops, over the same quantised facts, sharing nothing with the
// package under test but the shipped presets.
type naive struct {
	tax    *taxonomy.Taxonomy
	cities *gazetteer.Gazetteer
	policy plan.Policy
	lambda int
}

type naiveScore struct{ f, r, overall int }

func (n naive) score(r *facts.Role, c *facts.Candidate) naiveScore {
	w := n.weights(r)
	var s naiveScore
	for i := range r.Requirements {
		s.f += (w[i]*n.value(r, &r.Requirements[i], c) + 50) / 100
	}
	stated := 0
	s.r, stated = n.reverse(r, c)
	l := n.lambda * min(100, 2*stated) / 100
	s.overall = s.f*(100-l) + s.r*l
	return s
}

// largestRemainder shares total in proportion to parts.
func largestRemainder(total int, parts []int) []int {
	sum := 0
	for _, p := range parts {
		sum += p
	}
	out := make([]int, len(parts))
	if sum == 0 {
		return out
	}
	type rest struct{ i, r int }
	var rests []rest
	given := 0
	for i, p := range parts {
		out[i] = total * p / sum
		given += out[i]
		rests = append(rests, rest{i, total * p % sum})
	}
	sort.SliceStable(rests, func(a, b int) bool { return rests[a].r > rests[b].r })
	for k := 0; k < total-given; k++ {
		out[rests[k].i]++
	}
	return out
}

func (n naive) weights(r *facts.Role) []int {
	need := make([]int, len(r.Requirements))
	cat := make([]int, 8)
	for i, q := range r.Requirements {
		m := 100
		if q.Kind == profiles.ReqSkill {
			m = 0
			for _, k := range append([]taxonomy.No{q.No}, q.AnyOf...) {
				g := n.tax.Concept(k).Groups
				own := 0
				if g&taxonomy.GenAI != 0 {
					own = max(own, n.policy.GenAI)
				}
				if g&taxonomy.MLOps != 0 {
					own = max(own, n.policy.MLOps)
				}
				if g&taxonomy.ResponsibleAI != 0 {
					own = max(own, n.policy.ResponsibleAI)
				}
				if own == 0 {
					own = 100
				}
				m = max(m, own)
			}
		}
		need[i] = int(q.Necessity) * m
		cat[q.Kind-1] += need[i]
	}
	a := 0
	for k := range cat {
		cat[k] = 100 * n.policy.Weights[k] * min(300, cat[k]) / 300
		a += cat[k]
	}
	shares := largestRemainder(min(10000, 2*a), cat)
	out := make([]int, len(need))
	for k := range cat {
		var idx, parts []int
		for i, q := range r.Requirements {
			if int(q.Kind-1) == k {
				idx, parts = append(idx, i), append(parts, need[i])
			}
		}
		for j, w := range largestRemainder(shares[k], parts) {
			out[idx[j]] = w
		}
	}
	return out
}

func (n naive) sim(asked, has taxonomy.No) int {
	e, ok := n.tax.Similarity(asked, has)
	if !ok {
		return 0
	}
	return int(e.Sim)
}

func (n naive) months(c *facts.Candidate, family taxonomy.No) int {
	if family == 0 {
		return int(c.Months)
	}
	for _, f := range c.Families {
		if f.No == family {
			return int(f.Months)
		}
	}
	return int(c.Unresolved)
}

func (n naive) value(r *facts.Role, q *facts.Requirement, c *facts.Candidate) int {
	v := 0
	asked := append([]taxonomy.No{q.No}, q.AnyOf...)
	switch q.Kind {
	case profiles.ReqSkill:
		t := [...]int{10, 6, 8, 10, 12, 14}[q.Asked]
		if q.Months > 0 {
			byMonths := int(n.tax.Strength().TargetMonths(int(q.Months)))
			if q.Asked == 0 {
				t = byMonths
			}
			t = max(t, byMonths)
		}
		for _, k := range asked {
			for _, s := range c.Skills {
				v = max(v, (2*n.sim(k, s.No)*min(int(s.Strength), t)+t)/(2*t))
				if n.sim(k, s.No) == 0 {
					continue
				}
			}
		}
	case profiles.ReqCertification:
		for _, k := range asked {
			for _, x := range c.Certs {
				switch {
				case x.No == k && x.Valid:
					v = max(v, 100)
				case x.No == k:
					v = max(v, 50)
				case n.sim(k, x.No) > 0 && x.Valid:
					v = max(v, 60)
				case n.sim(k, x.No) > 0:
					v = max(v, 30)
				}
			}
		}
	case profiles.ReqTitle:
		for _, k := range asked {
			for _, t := range c.Titles {
				step := 0
				switch d := int(q.Asked) - int(t.Step); {
				case d <= 0:
					step = 100
				case d == 1:
					step = 80
				case d == 2:
					step = 50
				}
				v = max(v, (n.sim(k, t.No)*step*int(t.Recency)+50_000)/100_000)
			}
		}
	case profiles.ReqExperience:
		for _, k := range asked {
			v = max(v, min(100, 100*n.months(c, k)/int(q.Months)))
		}
	case profiles.ReqEvidence:
		kinds := 0
		for b := range 8 {
			if q.Asked>>b&1 == 1 && c.Evidence>>b&1 == 1 {
				kinds++
			}
		}
		v = []int{0, 60, 80, 100}[min(kinds, 3)]
	case profiles.ReqIndustry:
		parent := func(k taxonomy.No) taxonomy.No {
			if p := n.tax.Concept(k).Parent; p != 0 {
				return p
			}
			return k
		}
		for _, k := range asked {
			for _, x := range c.Industries {
				if x == k {
					v = 100
				} else if parent(x) == parent(k) {
					v = max(v, 50)
				}
			}
		}
	case profiles.ReqLanguage:
		for _, k := range asked {
			for _, l := range c.Languages {
				if l.No == k && uint8(l.Level) >= q.Asked {
					v = 100
				} else if l.No == k && uint8(l.Level)+1 == q.Asked {
					v = max(v, 50)
				}
			}
		}
	case profiles.ReqDegree:
		return n.degree(r, q, c)
	}
	return v
}

func (n naive) degree(r *facts.Role, q *facts.Requirement, c *facts.Candidate) int {
	gap := int(q.Asked) - int(c.Degree)
	if c.Degree != 0 && gap <= 0 {
		return 100
	}
	v := 0
	if c.Degree != 0 && gap == 1 {
		v = 50
	}
	allowed := n.policy.Substitution
	if r.Substitution == facts.SubstitutionRefused {
		allowed = false
	}
	if r.Substitution == facts.SubstitutionAllowed {
		allowed = true
	}
	if !allowed {
		return v
	}
	if c.Degree == 0 || gap > 3 {
		gap = 3
	}
	s := min(90, 90*n.months(c, r.Family)/[]int{0, 36, 72, 120}[gap])
	for _, o := range r.Requirements {
		if o.Kind != profiles.ReqCertification {
			continue
		}
		for _, k := range append([]taxonomy.No{o.No}, o.AnyOf...) {
			for _, x := range c.Certs {
				if x.No == k && x.Valid {
					return max(v, min(100, s+10))
				}
			}
		}
	}
	return max(v, s)
}

// reverse returns R and the sum of the weights that are stated.
func (n naive) reverse(r *facts.Role, c *facts.Candidate) (int, int) {
	base := []int{25, 25, 15, 10, 10, 10, 5}
	parts := make([]int, 7)
	stated := 0
	for k := range parts {
		if c.Wish.Stated>>k&1 == 1 {
			parts[k] = base[k]
			stated += base[k]
		}
	}
	if stated == 0 {
		return 0, 0
	}
	total := 0
	for k, w := range largestRemainder(10000, parts) {
		if w > 0 {
			total += (w*n.wish(k, r, c) + 50) / 100
		}
	}
	return total, stated
}

func (n naive) wish(k int, r *facts.Role, c *facts.Candidate) int {
	w := &c.Wish
	switch facts.Preference(k) {
	case facts.PrefPay:
		if w.NoRate || r.NoRate || !r.PaySet {
			return 0
		}
		want, pay := int(w.PayUSD+50)/100, int(r.PayUSD+50)/100
		if pay >= want {
			return 100
		}
		return max(0, (100*want-400*(want-pay))/want)
	case facts.PrefPlace:
		return n.place(r, c)
	case facts.PrefSkills:
		hits := 0
		for _, want := range w.More().Skills() {
			for _, has := range r.Skills {
				if n.sim(want, has) >= 60 {
					hits++
					break
				}
			}
		}
		return 100 * hits / len(w.More().Skills())
	case facts.PrefSeniority:
		switch {
		case r.Step == 0:
			return 0
		case r.Step >= w.Seniority:
			return 100
		case r.Step+1 == w.Seniority:
			return 50
		}
	case facts.PrefEngagement:
		if w.Engagements&r.Engagements != 0 {
			return 100
		}
	case facts.PrefInterview:
		if w.Interviews&r.Interviews != 0 {
			return 100
		}
	case facts.PrefValues:
		hits := 0
		for _, want := range w.More().Values() {
			for _, has := range r.Values {
				if want == has {
					hits++
				}
			}
		}
		return 100 * hits / len(w.More().Values())
	}
	return 0
}

func (n naive) place(r *facts.Role, c *facts.Candidate) int {
	table := [3][3]int{{100, 40, 0}, {80, 100, 50}, {50, 80, 100}}
	best := 0
	for offered := range 3 {
		if r.Modes>>offered&1 == 0 {
			continue
		}
		mode := 0
		for wished := range 3 {
			if c.Wish.Modes>>wished&1 == 1 {
				mode = max(mode, table[wished][offered])
			}
		}
		if offered == 0 {
			allowed := len(r.RemoteIn) == 0
			for _, x := range r.RemoteIn {
				allowed = allowed || x == c.Country && c.Country != 0
			}
			if allowed {
				best = max(best, mode)
			}
			continue
		}
		d := 0
		for _, p := range append([]uint32{c.Wish.City}, c.Wish.More().Cities...) {
			a, ok1 := n.cities.ByID(p)
			b, ok2 := n.cities.ByID(r.Geo)
			if !ok1 || !ok2 {
				continue
			}
			km, limit := gazetteer.KM(a, b), int(c.Wish.KM)
			if km <= limit {
				d = 100
			} else {
				d = max(d, max(0, (2*limit-km)*100/limit))
			}
		}
		if c.Wish.Relocate {
			d = max(d, 80)
		}
		best = max(best, mode*d/100)
	}
	return best
}
