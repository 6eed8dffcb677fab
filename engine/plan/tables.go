package plan

import (
	"slices"
	"sync"

	"tenon/index/columns"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// tables are a plan as look-up tables over columns. Immutable, safe for concurrent use.
type tables struct {
	plan *Plan
	reqs []kernelReq

	numTerms int
	turns
	// holds are the certificates that the role asks for, when they matter to a degree.
	holds []taxonomy.No
	gates bool // the role has gates of its own
}

type kernelReq struct {
	*Req
	number  int    // which of the plan it is
	base    uint16 // what those made before it can add up to: the points of one, above it, are more than those of any before
	points  [101]uint16
	raised  *[128]uint16 // points by v above the base: title
	terms   []term
	worths  []worth
	byMonth []uint16   // points by months, up to those that are enough: experience
	gate    *kernelReq // the same at weight 100, for gates
}

// term is one concept that counts for a requirement, and which of its worths it is of.
type term struct {
	no    taxonomy.No
	key   uint8
	worth uint8
}

// worth is what the low four bits of a posting are worth to a requirement, for all terms that are alike; titles have their own form.
type worth struct {
	points [16]uint16
	raised [16]uint16 // points above the base of the requirement
	titles *titleValues
	most   uint8 // the most that v of a title is
}

func newTables(p *Plan) *tables { return new(tables).of(p) }

// tableRooms keep the tables of a scan as room for those of the next one.
var tableRooms = sync.Pool{New: func() any { return new(tables) }}

// put keeps the room of tables that nobody uses any more, without their plan.
func (k *tables) put() {
	k.plan = nil
	for i := range k.reqs {
		k.reqs[i].Req, k.reqs[i].gate = nil, nil
	}
	tableRooms.Put(k)
}

// of makes them the tables of a plan, in the room that they have.
func (k *tables) of(p *Plan) *tables {
	*k = tables{plan: p, reqs: slices.Grow(k.reqs[:0], len(p.Reqs))[:len(p.Reqs)], turns: k.turns.of(p.Reqs), holds: k.holds[:0]}
	for i := range p.Reqs {
		q := &k.reqs[i]
		q.reset(&p.Reqs[i], i)
		for v := range q.points {
			q.points[v] = uint16(points(q.W, uint8(v)))
		}
		k.tables(q)
		k.numTerms += len(q.terms)
		if k.gates = k.gates || q.Gate; q.Gate {
			q.gate = k.unweighed(q)
		}
	}
	k.gates = k.gates || len(p.Role.Applicants) > 0
	base := uint16(0)
	for _, i := range k.turn {
		k.reqs[i].above(base)
		base += uint16(k.reqs[i].W)
	}
	return k
}

// reset leaves nothing but the room that the tables of a requirement have taken.
func (q *kernelReq) reset(of *Req, number int) {
	q.Req, q.number, q.base, q.gate = of, number, 0, nil
	q.terms, q.worths, q.byMonth = q.terms[:0], q.worths[:0], q.byMonth[:0]
}

// unweighed is a requirement at weight 100: its points are v.
func (k *tables) unweighed(q *kernelReq) *kernelReq {
	one := *q.Req
	one.W = 100
	g := &kernelReq{Req: &one, number: q.number}
	for v := range g.points {
		g.points[v] = uint16(v)
	}
	holds := k.holds
	k.tables(g)
	k.holds = holds
	g.above(0)
	return g
}

// tables lists the concepts that count for a requirement, and makes its tables.
func (k *tables) tables(q *kernelReq) {
	switch q.Kind {
	case profiles.ReqSkill:
		k.similar(q)
		q.value(func(sim, e uint8) uint8 { return skillValue(sim, e, q.Target) })
	case profiles.ReqCertification:
		k.similar(q)
		for i := range q.terms {
			t := &q.terms[i]
			t.key = uint8(flag(t.no == q.No || contains(q.AnyOf, t.no)))
		}
		q.value(func(same, e uint8) uint8 { return certValue(same == 1, e&columns.CertValid != 0) })
		q.Each(func(n taxonomy.No) { k.holds = append(k.holds, n) })
	case profiles.ReqTitle:
		k.similar(q)
		q.titles()
	case profiles.ReqIndustry:
		k.industries(q)
		q.value(func(v, _ uint8) uint8 { return v })
	case profiles.ReqLanguage:
		q.Each(func(n taxonomy.No) { q.terms = append(q.terms, term{no: n}) })
		q.value(func(_, e uint8) uint8 { return languageValue(q.Asked, e&7) })
	case profiles.ReqExperience:
		for m := range q.Months + 1 {
			q.byMonth = append(q.byMonth, q.points[experience(m, q.Months)])
		}
	case profiles.ReqDegree, profiles.ReqEvidence:
	}
}

func flag(set bool) int {
	if set {
		return 1
	}
	return 0
}

// share gives every term the worth of its key, those of one key the same, and has each that is new filled.
func (q *kernelReq) share(fill func(key uint8, x *worth)) {
	var of [256]uint8 // one more than the index
	for i := range q.terms {
		t := &q.terms[i]
		if of[t.key] == 0 {
			q.worths = append(q.worths, worth{})
			of[t.key] = uint8(len(q.worths))
			fill(t.key, &q.worths[len(q.worths)-1])
		}
		t.worth = of[t.key] - 1
	}
}

// value makes the worths by v of a key and the low bits of a posting.
func (q *kernelReq) value(v func(key, low uint8) uint8) {
	q.share(func(key uint8, x *worth) {
		for low := range x.points {
			x.points[low] = q.points[v(key, uint8(low))]
		}
	})
}

func (q *kernelReq) titles() {
	q.share(func(sim uint8, x *worth) {
		x.titles = titlesOf(sim, q.Asked)
		x.most = sim
	})
}

// above makes what is worth something worth more than a base.
func (q *kernelReq) above(base uint16) {
	q.base = base
	for i := range q.worths {
		x := &q.worths[i]
		for low, points := range x.points {
			x.raised[low] = base + points
		}
	}
	if q.Kind == profiles.ReqTitle {
		if q.raised == nil {
			q.raised = new([128]uint16)
		}
		for v, points := range q.points {
			q.raised[v] = base + points
		}
	}
}

// similar makes a term of every concept near to one that is asked; the key is its best similarity.
func (k *tables) similar(q *kernelReq) {
	tax := k.plan.World.Taxonomy
	q.Each(func(asked taxonomy.No) {
		before := len(q.terms)
		for _, near := range tax.Near(asked) {
			q.similar(before, near.No, near.Sim)
		}
	})
}

// similar adds a concept that none of the concepts asked before has near, or raises its similarity; the first so many terms are
// theirs.
func (q *kernelReq) similar(before int, n taxonomy.No, sim uint8) {
	for i := range q.terms[:before] {
		if q.terms[i].no == n {
			q.terms[i].key = max(q.terms[i].key, sim)
			return
		}
	}
	q.terms = append(q.terms, term{no: n, key: sim})
}

func (k *tables) industries(q *kernelReq) {
	w := k.plan.World
	for _, has := range w.Taxonomy.Of(taxonomy.Industry) {
		var best uint8
		q.Each(func(n taxonomy.No) { best = max(best, w.industryValue(n, has)) })
		if best > 0 {
			q.terms = append(q.terms, term{no: has, key: best})
		}
	}
}
