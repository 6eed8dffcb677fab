package plan

import (
	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/gazetteer"
	"tenon/profiles/taxonomy"
)

// World is what every plan of an answer rests on.
type World struct {
	Taxonomy *taxonomy.Taxonomy
	Cities   *gazetteer.Gazetteer
	Policy   Policy
	Lambda   int // 0–100, how much the reverse score counts

	near   *distance // of one scan, as the next two
	sought *sought
	round  uint32
	fine   *fineWeights
}

// Plan is a role compiled under a policy. Immutable, safe for concurrent use.
type Plan struct {
	World *World
	Role  *facts.Role
	Reqs  []Req
	Total int32   // T: Σ of the weights of all requirements; the rest to 10000 is not asked
	Asked Weights // weights of the categories in points of 100, 0 for those not asked for

	substitution bool
}

// Req is a requirement with its weight W, 0–10000.
type Req struct {
	*facts.Requirement
	W      int32
	Target uint8 // skill: the strength that is met
}

// Full is the score of a perfect match in one direction.
const Full = 10000

// unweighed is a plan without weights, which is enough for gates.
func unweighed(w *World, r *facts.Role) *Plan {
	p := &Plan{World: w, Role: r, Reqs: make([]Req, len(r.Requirements))}
	p.substitution = r.Substitution == facts.SubstitutionAllowed || r.Substitution == facts.SubstitutionByPolicy && w.Policy.Substitution
	for i := range r.Requirements {
		q := &r.Requirements[i]
		p.Reqs[i] = Req{Requirement: q, Target: target(w.Taxonomy.Strength(), q)}
	}
	return p
}

// Compile weighs the requirements of a role: steps 1 to 4 of scoring.md, "Forward".
func Compile(w *World, r *facts.Role) *Plan {
	p := unweighed(w, r)
	var needRoom, shareRoom [fewParts]int64
	needs := needRoom[:0] // necessity × multiplier %
	var sums, c, shares [Categories]int64
	for i := range r.Requirements {
		q := &r.Requirements[i]
		needs = append(needs, int64(q.Necessity)*int64(p.multiplier(q)))
		sums[q.Kind-1] += needs[i]
	}
	for i := range c {
		c[i] = w.hundredths(i) * min(300, sums[i]) / 300
		if sums[i] > 0 {
			p.Asked[i] = w.Policy.Weights[i]
		}
	}
	total := min(Full, 2*sum(c[:]))
	shareOut(total, c[:], shares[:])
	for from := 0; from < len(p.Reqs); {
		to := from
		for to < len(p.Reqs) && p.Reqs[to].Kind == p.Reqs[from].Kind {
			to++
		}
		of := append(shareRoom[:0], needs[from:to]...)
		clear(of)
		shareOut(shares[p.Reqs[from].Kind-1], needs[from:to], of)
		for i, s := range of {
			p.Reqs[from+i].W = int32(s)
			p.Total += int32(s)
		}
		from = to
	}
	return p
}

func (p *Plan) multiplier(q *facts.Requirement) int {
	if q.Kind != profiles.ReqSkill {
		return 100
	}
	m := 0
	q.Each(func(n taxonomy.No) { m = max(m, p.World.Policy.multiplier(p.World.Taxonomy.Concept(n).Groups)) })
	return m
}

// target is the strength at which a skill is met: of the asked level, of the asked months, the larger where both are given.
func target(s *taxonomy.Strength, q *facts.Requirement) uint8 {
	if q.Kind != profiles.ReqSkill {
		return 0
	}
	switch {
	case q.Months == 0:
		return s.Targets[q.Asked]
	case q.Asked == 0:
		return s.TargetMonths(int(q.Months))
	}
	return max(s.Targets[q.Asked], s.TargetMonths(int(q.Months)))
}

// points is what a value v, 0–100, of a weight w is worth.
func points(w int32, v uint8) int32 { return (w*int32(v) + 50) / 100 }
