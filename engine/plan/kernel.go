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
	mark [columns.Rows]bool   // scratch, all false between requirements
	rest [steps]int32         // the most that F grows from step n on
	only columns.RowSet       // the rows that lists are read for, when few is set
	few  bool
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
	byMonth *[monthCodes]uint16 // points by months: experience
	byLevel *levels             // points by level held and months: degree
	held    *levels             // the same for the holders of a certificate that the role asks for
	gate    *kernelReq          // the same at weight 100, for gates
}

// levels holds, by level of education, points by months; levels at which months say nothing share an array.
type levels [16]*[monthCodes]uint16

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
		for step := range stepOf(q.Kind) {
			k.rest[step] += q.W
		}
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
		q.byLevel = k.degrees(q, false)
		if q.held = q.byLevel; k.plan.substitution {
			q.held = k.degrees(q, true)
		}
	case profiles.ReqEvidence:
	}
}

func (k *kernel) degrees(q *kernelReq, held bool) *levels {
	var out levels
	shared := map[uint8]*[monthCodes]uint16{}
	for has := range uint8(len(out)) {
		v := levelValue(q.Asked, has)
		if out[has] = shared[v]; out[has] != nil && (v == 100 || !k.plan.substitution) {
			continue
		}
		out[has] = new([monthCodes]uint16)
		for m := range uint16(profiles.MaxMonths + 1) {
			out[has][m] = q.points[degreeValue(q.Asked, has, m, k.plan.substitution, held)]
		}
		shared[v] = out[has]
	}
	return &out
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

// steps are the steps after the first in which F is made.
const steps = 1

// stepOf is the step that a kind of requirement belongs to: 0 what is found through lists, 1 what every row has a code for.
func stepOf(k profiles.RequirementKind) int {
	switch k {
	case profiles.ReqExperience, profiles.ReqEvidence, profiles.ReqDegree:
		return 1
	case profiles.ReqSkill, profiles.ReqTitle, profiles.ReqCertification, profiles.ReqLanguage, profiles.ReqIndustry:
	}
	return 0
}

// begin fills acc with the part of F that step 0 gives, of every row of the tile.
func (k *kernel) begin(t *columns.Tile) { k.beginWith(t, everyRow[:t.N]) }

// beginWith does so for the rows at least.
func (k *kernel) beginWith(t *columns.Tile, rows []uint16) {
	clear(k.acc[:t.N])
	k.narrow(t, rows)
	k.add(0, t, rows)
}

// sparse is how many times the rows that are left have to fit into a tile for lists to be read for them alone.
const sparse = 8

// narrow makes lists be read for the rows alone where they are few: most of the cost of an entry is its two tables.
func (k *kernel) narrow(t *columns.Tile, rows []uint16) {
	if k.few = len(rows) <= t.N/sparse; !k.few {
		return
	}
	k.only = columns.RowSet{}
	for _, l := range rows {
		k.only.Add(int(l))
	}
}

// step adds the part of F of the step after the first to acc of the rows. acc of other rows means nothing from then on.
func (k *kernel) step(after int, t *columns.Tile, rows []uint16) {
	if len(rows) > 0 {
		k.narrow(t, rows)
		k.add(after+1, t, rows)
	}
}

func (k *kernel) add(step int, t *columns.Tile, rows []uint16) {
	for i := range k.reqs {
		if q := &k.reqs[i]; q.W != 0 && stepOf(q.Kind) == step {
			k.requirement(q, t, rows)
		}
	}
}

// requirement adds the points of one requirement to acc of the rows at least.
func (k *kernel) requirement(q *kernelReq, t *columns.Tile, rows []uint16) {
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
		k.experience(q, t, rows)
	case profiles.ReqEvidence:
		for _, l := range rows {
			k.acc[l] += q.points[evidence(t.Evidence[l]&q.Asked)]
		}
	case profiles.ReqDegree:
		k.degree(q, t, rows)
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
		if k.few {
			k.sparse(es, lut)
			continue
		}
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

// sparse is the loop of postings for few rows.
func (k *kernel) sparse(es []uint16, lut *[16]uint16) {
	for _, e := range es {
		if l := e >> 4; k.only[l>>6]>>(l&63)&1 == 1 {
			o := k.best[l]
			m := max(o, lut[e&15])
			k.best[l] = m
			k.acc[l] += m - o
		}
	}
}

// titles walks the lists of the near titles.
func (k *kernel) titles(q *kernelReq, t *columns.Tile) {
	acc, best, pts := &k.acc, &k.best, &q.points
	for i := range q.terms {
		var worth [16]uint32 // by the step held: similarity × seniority
		for has := range worth {
			worth[has] = uint32(q.terms[i].sim) * seniority(profiles.Seniority(q.Asked), profiles.Seniority(has))
		}
		for _, e := range t.Titles.Of(q.terms[i].no) {
			l := e >> 16 & (columns.Rows - 1)
			if k.few && k.only[l>>6]>>(l&63)&1 == 0 {
				continue
			}
			o := best[l]
			m := max(o, pts[recent(worth[e>>12&15], uint16(e&0xfff))])
			best[l] = m
			acc[l] += m - o
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

func (k *kernel) experience(q *kernelReq, t *columns.Tile, rows []uint16) {
	if len(q.AnyOf) == 0 {
		k.monthsIn(t, q.No)
		for _, l := range rows {
			k.acc[l&(columns.Rows-1)] += q.byMonth[k.month[l&(columns.Rows-1)]&(monthCodes-1)]
		}
		return
	}
	q.Each(func(n taxonomy.No) {
		k.monthsIn(t, n)
		for _, l := range rows {
			k.best[l] = max(k.best[l], q.byMonth[k.month[l]&(monthCodes-1)])
		}
	})
	for _, l := range rows {
		k.acc[l] += k.best[l]
		k.best[l] = 0
	}
}

// degree: who holds a valid certificate that the role asks for has a table of his own.
func (k *kernel) degree(q *kernelReq, t *columns.Tile, rows []uint16) {
	k.monthsIn(t, k.plan.Role.Family)
	k.holders(t, true)
	for _, l := range rows {
		table := q.byLevel
		if k.mark[l] {
			table = q.held
		}
		k.acc[l] += table[t.Degree[l]&15][k.month[l]&(monthCodes-1)]
	}
	k.holders(t, false)
}

// holders marks the rows with a valid certificate that the role asks for, where that counts.
func (k *kernel) holders(t *columns.Tile, mark bool) {
	if !k.plan.substitution {
		return
	}
	for _, n := range k.holds {
		for _, e := range t.Certs.Of(n) {
			if e&columns.CertValid != 0 {
				k.mark[e>>4] = mark
			}
		}
	}
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
	k.few = false
	k.requirement(q.gate, t, everyRow[:t.N])
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
