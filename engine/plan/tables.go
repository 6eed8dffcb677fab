package plan

import (
	"tenon/index/columns"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// tables are a plan as look-up tables over columns. Immutable, safe for concurrent use.
type tables struct {
	plan *Plan
	reqs []kernelReq
	rest [steps]int32 // the most that F grows from step n on
	// holds are the certificates that the role asks for, when they matter to a degree.
	holds []taxonomy.No
	gates bool // the role has gates of its own
}

type kernelReq struct {
	*Req
	base    uint16 // what all requirements before it can add up to: the points of one, above it, are more than those of any before
	points  [101]uint16
	terms   []term
	byMonth []uint16   // points by months, up to those that are enough: experience
	byLevel *levels    // points by level held and months: degree
	held    *levels    // the same for the holders of a certificate that the role asks for
	gate    *kernelReq // the same at weight 100, for gates
}

// levels holds, by level of education, points by months; levels at which months say the same share an array.
type levels [16]*[standMonths]uint16

// standMonths is the length of a table by months: a power of two above the months that stand for any degree. More count as one less.
const standMonths = 128

func (x *levels) of(degree uint8, months uint16) uint16 {
	return x[degree&15][min(months, standMonths-1)]
}

// term is one concept that counts for a requirement, with its v by the low four bits of a posting; titles have their own form.
type term struct {
	no     taxonomy.No
	sim    uint8
	v      [16]uint8
	points [16]uint16 // of v
	raised [16]uint16 // points above the base of the requirement
	titles *titleValues
}

func newTables(p *Plan) *tables {
	k := &tables{plan: p, reqs: make([]kernelReq, len(p.Reqs))}
	base := uint16(0)
	for i := range p.Reqs {
		q := &k.reqs[i]
		q.Req, q.base = &p.Reqs[i], base
		base += uint16(q.W)
		for v := range q.points {
			q.points[v] = uint16(points(q.W, uint8(v)))
		}
		k.tables(q)
		if k.gates = k.gates || q.Gate; q.Gate {
			q.gate = k.unweighed(q)
		}
		for step := range stepOf(q.Kind) {
			k.rest[step] += q.W
		}
	}
	k.gates = k.gates || len(p.Role.Applicants) > 0
	return k
}

// unweighed is a requirement at weight 100: its points are v.
func (k *tables) unweighed(q *kernelReq) *kernelReq {
	one := *q.Req
	one.W = 100
	g := &kernelReq{Req: &one}
	for v := range g.points {
		g.points[v] = uint16(v)
	}
	holds := k.holds
	k.tables(g)
	k.holds = holds
	return g
}

func (k *tables) tables(q *kernelReq) {
	k.terms(q)
	for i := range q.terms {
		t := &q.terms[i]
		for e, v := range t.v {
			t.points[e], t.raised[e] = q.points[v], q.base+q.points[v]
		}
	}
}

// terms lists the concepts that count for a requirement, and makes its tables by months.
func (k *tables) terms(q *kernelReq) {
	switch q.Kind {
	case profiles.ReqSkill:
		k.similar(q, func(t *term) {
			for s := 1; s < 16; s++ {
				t.v[s] = skillValue(t.sim, uint8(s), q.Target)
			}
		})
	case profiles.ReqCertification:
		k.similar(q, func(t *term) {
			same := t.no == q.No || contains(q.AnyOf, t.no)
			for e := range t.v {
				t.v[e] = certValue(same, e&columns.CertValid != 0)
			}
		})
		q.Each(func(n taxonomy.No) { k.holds = append(k.holds, n) })
	case profiles.ReqTitle:
		k.similar(q, func(t *term) { t.titles = titlesOf(t.sim, q.Asked) })
	case profiles.ReqIndustry:
		k.industries(q)
	case profiles.ReqLanguage:
		q.Each(func(n taxonomy.No) {
			t := term{no: n}
			for e := range t.v {
				t.v[e] = languageValue(q.Asked, uint8(e&7))
			}
			q.terms = append(q.terms, t)
		})
	case profiles.ReqExperience:
		for m := range q.Months + 1 {
			q.byMonth = append(q.byMonth, q.points[experience(m, q.Months)])
		}
	case profiles.ReqDegree:
		q.byLevel = k.degrees(q, false)
		if q.held = q.byLevel; k.plan.substitution {
			q.held = k.degrees(q, true)
		}
	case profiles.ReqEvidence:
	}
}

func (k *tables) degrees(q *kernelReq, held bool) *levels {
	var out levels
	type alike struct {
		v       uint8
		missing int
	}
	shared := map[alike]*[standMonths]uint16{}
	for has := range uint8(len(out)) {
		x := alike{v: levelValue(q.Asked, has)}
		if x.v < 100 && k.plan.substitution {
			x.missing = missing(q.Asked, has)
		}
		if out[has] = shared[x]; out[has] != nil {
			continue
		}
		out[has] = new([standMonths]uint16)
		for m := range out[has] {
			out[has][m] = q.points[degreeValue(q.Asked, has, uint16(m), k.plan.substitution, held)]
		}
		shared[x] = out[has]
	}
	return &out
}

// similar makes a term of every concept near to one that is asked, at its best similarity.
func (k *tables) similar(q *kernelReq, fill func(*term)) {
	q.Each(func(n taxonomy.No) {
		for _, near := range k.plan.World.Taxonomy.Near(n) {
			k.term(q, near.No, near.Sim)
		}
	})
	for i := range q.terms {
		fill(&q.terms[i])
	}
}

func (k *tables) term(q *kernelReq, n taxonomy.No, sim uint8) {
	for i := range q.terms {
		if q.terms[i].no == n {
			q.terms[i].sim = max(q.terms[i].sim, sim)
			return
		}
	}
	q.terms = append(q.terms, term{no: n, sim: sim})
}

func (k *tables) industries(q *kernelReq) {
	w := k.plan.World
	for _, has := range w.Taxonomy.Of(taxonomy.Industry) {
		var best uint8
		q.Each(func(n taxonomy.No) { best = max(best, w.industryValue(n, has)) })
		if best > 0 {
			t := term{no: has, sim: best}
			for e := range t.v {
				t.v[e] = best
			}
			q.terms = append(q.terms, t)
		}
	}
}

// steps are the steps after the first in which F is made.
const steps = 2

// stepOf is the step that a kind of requirement belongs to: 0 skills, 1 what else is found through lists, 2 what every row has a
// code for.
func stepOf(k profiles.RequirementKind) int {
	switch k {
	case profiles.ReqExperience, profiles.ReqEvidence, profiles.ReqDegree:
		return 2
	case profiles.ReqTitle, profiles.ReqCertification, profiles.ReqLanguage, profiles.ReqIndustry:
		return 1
	case profiles.ReqSkill:
	}
	return 0
}
