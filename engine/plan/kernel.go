package plan

import (
	"tenon/index/columns"
	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// kernel is a plan as look-up tables over the columns of a tile. It has scratch space: one goroutine at a time.
type kernel struct {
	plan *Plan
	reqs []kernelReq
	acc  [columns.Rows]uint16 // F so far
	best [columns.Rows]uint8  // v of the requirement at hand
	held [columns.Rows]bool   // holds a valid certificate that the role asks for
	// holds are the certificates that the role asks for, when they matter to a degree.
	holds []taxonomy.No
	month [columns.Rows]uint16
	gates bool
}

type kernelReq struct {
	*Req
	points [101]uint16
	terms  []term
	months []uint8 // v by months: experience
	sub    [4][]uint8
}

// term is one concept that counts for a requirement, with its v by the low four bits of a posting; titles have their own form.
type term struct {
	no  taxonomy.No
	sim uint8
	v   [16]uint8
}

func newKernel(p *Plan) *kernel {
	k := &kernel{plan: p, reqs: make([]kernelReq, len(p.Reqs))}
	for i := range p.Reqs {
		q := &k.reqs[i]
		q.Req = &p.Reqs[i]
		for v := range q.points {
			q.points[v] = uint16(points(q.W, uint8(v)))
		}
		k.tables(q)
		k.gates = k.gates || q.Gate
	}
	k.gates = k.gates || len(p.Role.Applicants) > 0
	return k
}

func (k *kernel) tables(q *kernelReq) {
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
		k.similar(q, func(*term) {})
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
		q.months = byMonths(func(m uint16) uint8 { return experience(m, q.Months) })
	case profiles.ReqDegree:
		for missing := 1; missing < len(q.sub); missing++ {
			q.sub[missing] = byMonths(func(m uint16) uint8 { return substitute(missing, m, false) })
		}
	case profiles.ReqEvidence:
	}
}

func byMonths(f func(uint16) uint8) []uint8 {
	t := make([]uint8, profiles.MaxMonths+1)
	for m := range t {
		t[m] = f(uint16(m))
	}
	return t
}

// similar makes a term of every concept near to one that is asked, at its best similarity.
func (k *kernel) similar(q *kernelReq, fill func(*term)) {
	q.Each(func(n taxonomy.No) {
		for _, near := range k.plan.World.Taxonomy.Near(n) {
			k.term(q, near.No, near.Sim)
		}
	})
	for i := range q.terms {
		fill(&q.terms[i])
	}
}

func (k *kernel) term(q *kernelReq, n taxonomy.No, sim uint8) {
	for i := range q.terms {
		if q.terms[i].no == n {
			q.terms[i].sim = max(q.terms[i].sim, sim)
			return
		}
	}
	q.terms = append(q.terms, term{no: n, sim: sim})
}

func (k *kernel) industries(q *kernelReq) {
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

// forward fills acc with F of every row of the tile.
func (k *kernel) forward(t *columns.Tile) {
	clear(k.acc[:t.N])
	for i := range k.reqs {
		q := &k.reqs[i]
		if q.W != 0 {
			k.requirement(q, t)
		}
	}
}

// requirement adds the points of one requirement to acc.
func (k *kernel) requirement(q *kernelReq, t *columns.Tile) {
	switch q.Kind {
	case profiles.ReqSkill:
		k.postings(q, &t.Skills)
	case profiles.ReqCertification:
		k.postings(q, &t.Certs)
	case profiles.ReqLanguage:
		k.postings(q, &t.Languages)
	case profiles.ReqIndustry:
		k.postings(q, &t.Industries)
	case profiles.ReqTitle:
		k.titles(q, t)
	case profiles.ReqExperience:
		k.experience(q, t)
	case profiles.ReqEvidence:
		var lut [256]uint16
		for e := range lut {
			lut[e] = q.points[evidence(uint8(e)&q.Asked)]
		}
		for l, e := range t.Evidence {
			k.acc[l] += lut[e]
		}
	case profiles.ReqDegree:
		k.degree(q, t)
	}
}

// postings adds, for each row, the points of the best term.
func (k *kernel) postings(q *kernelReq, p *columns.Postings[uint16]) {
	acc, best, pts := &k.acc, &k.best, &q.points
	if len(q.terms) == 1 {
		v := &q.terms[0].v
		for _, e := range p.Of(q.terms[0].no) {
			acc[e>>4] += pts[v[e&15]]
		}
		return
	}
	used := false
	for i := range q.terms {
		es := p.Of(q.terms[i].no)
		if len(es) == 0 {
			continue
		}
		used = true
		var lut [16]uint8
		for s, v := range q.terms[i].v {
			lut[s] = min(v, 100)
		}
		for _, e := range es {
			l := e >> 4
			o, v := best[l], lut[e&15]
			m := max(o, v)
			best[l] = m
			acc[l] += pts[m] - pts[o]
		}
	}
	if used {
		clear(best[:])
	}
}

func (k *kernel) titles(q *kernelReq, t *columns.Tile) {
	acc, best, pts := &k.acc, &k.best, &q.points
	for i := range q.terms {
		for _, e := range t.Titles.Of(q.terms[i].no) {
			l := e >> 16
			v := titleValue(q.terms[i].sim, profiles.Seniority(q.Asked), profiles.Seniority(e>>12&15), uint16(e&0xfff))
			if o := best[l]; v > o {
				best[l] = v
				acc[l] += pts[v] - pts[o]
			}
		}
	}
	clear(best[:])
}

// monthsIn fills month with the experience of every row in a title family.
func (k *kernel) monthsIn(t *columns.Tile, family taxonomy.No) {
	if family == 0 {
		copy(k.month[:], t.Months)
		return
	}
	copy(k.month[:], t.Unresolved)
	for _, e := range t.Families.Of(family) {
		k.month[e>>16] = uint16(e)
	}
}

func (k *kernel) experience(q *kernelReq, t *columns.Tile) {
	if len(q.AnyOf) == 0 {
		k.monthsIn(t, q.No)
		for l, m := range k.month[:t.N] {
			k.acc[l] += q.points[q.months[m]]
		}
		return
	}
	q.Each(func(n taxonomy.No) {
		k.monthsIn(t, n)
		for l, m := range k.month[:t.N] {
			k.best[l] = max(k.best[l], q.months[m])
		}
	})
	for l, v := range k.best[:t.N] {
		k.acc[l] += q.points[v]
	}
	clear(k.best[:t.N])
}

func (k *kernel) degree(q *kernelReq, t *columns.Tile) {
	sub := k.plan.substitution
	if sub {
		k.monthsIn(t, k.plan.Role.Family)
		for _, n := range k.holds {
			for _, e := range t.Certs.Of(n) {
				k.held[e>>4] = k.held[e>>4] || e&columns.CertValid != 0
			}
		}
	}
	for l, has := range t.Degree {
		k.acc[l] += q.points[k.degreeValue(q, has, l, sub)]
	}
	if sub && len(k.holds) > 0 {
		clear(k.held[:])
	}
}

func (k *kernel) degreeValue(q *kernelReq, has uint8, l int, sub bool) uint8 {
	if has >= q.Asked {
		return 100
	}
	var v uint8
	if has != 0 && has+1 == q.Asked {
		v = 50
	}
	if sub {
		s := q.sub[missing(q.Asked, has)][k.month[l]]
		if k.held[l] {
			s = min(100, s+10)
		}
		v = max(v, s)
	}
	return v
}

// values fills best with v of one requirement for every row; the caller clears best.
func (k *kernel) values(q *kernelReq, t *columns.Tile) {
	saved, pts := k.acc, q.points
	clear(k.acc[:])
	for v := range q.points {
		q.points[v] = uint16(v)
	}
	k.requirement(q, t)
	for l := range t.N {
		k.best[l] = uint8(k.acc[l])
	}
	k.acc, q.points = saved, pts
}

// vetoes sets the verdict of the role's own gates for every row.
func (k *kernel) vetoes(t *columns.Tile, out *[columns.Rows]Verdict) {
	clear(out[:])
	for i := range k.reqs {
		q := &k.reqs[i]
		if !q.Gate {
			continue
		}
		k.values(q, t)
		assumed := k.assumed(q, t)
		for l := range t.N {
			met := k.best[l] == 100
			unsure := facts.Kinds(t.Unsure[l]).Has(q.Kind) && !met || assumed != nil && assumed[l]
			out[l] = max(out[l], verdict(met, unsure))
		}
		clear(k.best[:])
	}
	if len(k.plan.Role.Applicants) > 0 {
		for l, c := range t.Country {
			out[l] = max(out[l], countryGate(k.plan.Role.Applicants, facts.Country(c)))
		}
	}
}

func (k *kernel) assumed(q *kernelReq, t *columns.Tile) []bool {
	var p *columns.Postings[uint16]
	switch q.Kind {
	case profiles.ReqLanguage:
		p = &t.Languages
	case profiles.ReqCertification:
		p = &t.Certs
	default:
		return nil
	}
	out := make([]bool, t.N)
	q.Each(func(n taxonomy.No) {
		for _, e := range p.Of(n) {
			out[e>>4] = out[e>>4] || e&columns.Assumed != 0
		}
	})
	return out
}
