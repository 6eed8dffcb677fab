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
	best [columns.Rows]uint16 // points of the requirement at hand
	held [columns.Rows]bool   // holds a valid certificate that the role asks for
	// holds are the certificates that the role asks for, when they matter to a degree.
	holds []taxonomy.No
	month [columns.Rows]uint16
	// what month holds
	monthTile   *columns.Tile
	monthFamily taxonomy.No
	gates       bool
}

type kernelReq struct {
	*Req
	points  [101]uint16
	terms   []term
	byMonth *[monthCodes]uint16      // points by months: experience
	byLevel *[16 * monthCodes]uint16 // points by level held and months: degree
	gate    *kernelReq               // the same at weight 100, for gates
}

// monthCodes is the length of a table by months: a power of two above profiles.MaxMonths.
const monthCodes = 1024

// term is one concept that counts for a requirement, with its v by the low four bits of a posting; titles have their own form.
type term struct {
	no     taxonomy.No
	sim    uint8
	v      [16]uint8
	points [16]uint16 // of v
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
	k.terms(q)
	for i := range q.terms {
		t := &q.terms[i]
		for e, v := range t.v {
			t.points[e] = q.points[v]
		}
	}
}

// terms lists the concepts that count for a requirement, and makes its tables by months.
func (k *kernel) terms(q *kernelReq) {
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
		q.byMonth = new([monthCodes]uint16)
		for m := range uint16(profiles.MaxMonths + 1) {
			q.byMonth[m] = q.points[experience(m, q.Months)]
		}
	case profiles.ReqDegree:
		q.byLevel = new([16 * monthCodes]uint16)
		for has := range uint8(profiles.ISCEDDoctor + 1) {
			for m := range uint16(profiles.MaxMonths + 1) {
				q.byLevel[int(has)*monthCodes+int(m)] = q.points[k.plan.degreeValue(q.Asked, has, m, false)]
			}
		}
	case profiles.ReqEvidence:
	}
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

// postings adds, for each row, the points of the best term. Points never fall with v, so the best points are those of the best v.
func (k *kernel) postings(q *kernelReq, p *columns.Postings[uint16]) {
	acc, best := &k.acc, &k.best
	used := 0
	for i := range q.terms {
		es := p.Of(q.terms[i].no)
		if len(es) == 0 {
			continue
		}
		used++
		lut := &q.terms[i].points
		for _, e := range es {
			l := e >> 4
			o := best[l]
			m := max(o, lut[e&15])
			best[l] = m
			acc[l] += m - o
		}
	}
	if used > 0 {
		clear(best[:])
	}
}

func (k *kernel) titles(q *kernelReq, t *columns.Tile) {
	acc, best, pts := &k.acc, &k.best, &q.points
	for i := range q.terms {
		for _, e := range t.Titles.Of(q.terms[i].no) {
			l := e >> 16 & (columns.Rows - 1)
			v := pts[titleValue(q.terms[i].sim, profiles.Seniority(q.Asked), profiles.Seniority(e>>12&15), uint16(e&0xfff))]
			if o := best[l]; v > o {
				best[l] = v
				acc[l] += v - o
			}
		}
	}
	clear(best[:])
}

// monthsIn fills month with the experience of every row in a title family, unless it is that already.
func (k *kernel) monthsIn(t *columns.Tile, family taxonomy.No) {
	if k.monthTile == t && k.monthFamily == family {
		return
	}
	k.monthTile, k.monthFamily = t, family
	if family == 0 {
		copy(k.month[:], t.Months)
		return
	}
	copy(k.month[:], t.Unresolved)
	for _, e := range t.Families.Of(family) {
		k.month[e>>16&(columns.Rows-1)] = uint16(e)
	}
}

func (k *kernel) experience(q *kernelReq, t *columns.Tile) {
	if len(q.AnyOf) == 0 {
		k.monthsIn(t, q.No)
		for l, m := range k.month[:t.N] {
			k.acc[l] += q.byMonth[m&(monthCodes-1)]
		}
		return
	}
	q.Each(func(n taxonomy.No) {
		k.monthsIn(t, n)
		for l, m := range k.month[:t.N] {
			k.best[l] = max(k.best[l], q.byMonth[m&(monthCodes-1)])
		}
	})
	for l, v := range k.best[:t.N] {
		k.acc[l] += v
	}
	clear(k.best[:t.N])
}

func (k *kernel) degree(q *kernelReq, t *columns.Tile) {
	k.monthsIn(t, k.plan.Role.Family)
	month := k.month[:len(t.Degree)]
	acc := k.acc[:len(t.Degree)]
	for l, has := range t.Degree {
		acc[l] += q.byLevel[int(has&15)*monthCodes+int(month[l]&(monthCodes-1))]
	}
	k.certified(q, t)
}

// certified corrects the degree of those who hold a valid certificate that the role asks for.
func (k *kernel) certified(q *kernelReq, t *columns.Tile) {
	if !k.plan.substitution || len(k.holds) == 0 {
		return
	}
	for _, n := range k.holds {
		for _, e := range t.Certs.Of(n) {
			l := e >> 4
			if e&columns.CertValid == 0 || k.held[l] {
				continue
			}
			k.held[l] = true
			has, m := t.Degree[l], k.month[l]
			k.acc[l] += q.points[k.plan.degreeValue(q.Asked, has, m, true)] - q.points[k.plan.degreeValue(q.Asked, has, m, false)]
		}
	}
	clear(k.held[:])
}

// values fills best with v of one requirement for every row; the caller clears best. It weighs the requirement at 100.
func (k *kernel) values(q *kernelReq, t *columns.Tile) {
	if q.gate == nil {
		one := *q.Req
		one.W = 100
		q.gate = &kernelReq{Req: &one}
		for v := range q.gate.points {
			q.gate.points[v] = uint16(v)
		}
		holds := k.holds
		k.tables(q.gate)
		k.holds = holds
	}
	saved := k.acc
	clear(k.acc[:])
	k.requirement(q.gate, t)
	for l := range t.N {
		k.best[l] = k.acc[l]
	}
	k.acc = saved
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
