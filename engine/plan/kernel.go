package plan

import (
	"sort"

	"tenon/index/columns"
	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// kernel runs the tables of a plan over the blocks of tiles. It has scratch space: one goroutine at a time. Rows have the local
// numbers of their block.
type kernel struct {
	*tables
	*scratch
	do  instructions
	few bool // so few rows are asked for that acc and peak are kept up for them alone

	tile  *columns.Tile
	block int
	found [][]foundTerm // by requirement: the terms of which the tile has any
	slots slots

	monthFamily taxonomy.No
	monthKnown  bool
	touched     uint32 // keeps reads that are made ahead from being left out
}

// foundTerm is a term with the place of its lists in a tile.
type foundTerm struct {
	*term
	place int
}

func newKernel(t *tables, s *scratch) *kernel {
	return &kernel{tables: t, scratch: s, do: processor, found: make([][]foundTerm, len(t.reqs))}
}

// enter makes a block the one that the kernel works on.
func (k *kernel) enter(t *columns.Tile, block int) {
	k.block, k.monthKnown = block, false
	if k.tile == t {
		return
	}
	k.tile = t
	for i := range k.reqs {
		q := &k.reqs[i]
		k.found[i] = k.find(q, k.found[i][:0])
	}
}

func (k *kernel) find(q *kernelReq, out []foundTerm) []foundTerm {
	place := k.placesOf(q.Kind)
	for i := range q.terms {
		if at := place(q.terms[i].no); at >= 0 {
			out = append(out, foundTerm{&q.terms[i], at})
		}
	}
	return out
}

// placesOf finds concepts in the lists that answer a kind of requirement.
func (k *kernel) placesOf(kind profiles.RequirementKind) func(taxonomy.No) int {
	if kind == profiles.ReqTitle {
		return k.tile.Titles.Place
	}
	if p := k.lists(kind); p != nil {
		return p.Place
	}
	return nil
}

func (k *kernel) lists(kind profiles.RequirementKind) *columns.Postings[uint16] {
	switch kind {
	case profiles.ReqSkill:
		return &k.tile.Skills
	case profiles.ReqCertification:
		return &k.tile.Certs
	case profiles.ReqLanguage:
		return &k.tile.Languages
	case profiles.ReqIndustry:
		return &k.tile.Industries
	case profiles.ReqTitle, profiles.ReqExperience, profiles.ReqEvidence, profiles.ReqDegree:
	}
	return nil
}

// begin fills acc with the part of F that step 0 gives, of the rows at least.
func (k *kernel) begin(rows []uint16) {
	if k.few = len(rows) <= columns.Block/sparse; k.few {
		for _, l := range rows {
			k.acc[l&(columns.Block-1)], k.peak[l&(columns.Block-1)] = 0, 0
		}
	} else {
		clear(k.acc[:])
		clear(k.peak[:])
	}
	k.add(0, rows)
}

// sparse is how many times the rows have to fit into a block to be read one by one where that can be.
const sparse = 16

// step adds the part of F of the step after the first to acc of the rows. acc of other rows means nothing from then on.
func (k *kernel) step(after int, rows []uint16) {
	if len(rows) > 0 {
		k.add(after+1, rows)
	}
}

func (k *kernel) add(step int, rows []uint16) {
	k.monthKnown = false
	held := k.few && step == stepOf(profiles.ReqSkill)
	if held {
		k.slots.fill(k)
		k.skillsHeld(rows)
	}
	for i := range k.reqs {
		if q := &k.reqs[i]; q.W != 0 && stepOf(q.Kind) == step && !(held && q.Kind == profiles.ReqSkill && !k.slots.lists[i]) {
			k.requirement(q, k.found[i], rows)
		}
	}
}

// requirement adds the points of one requirement to acc of the rows at least.
func (k *kernel) requirement(q *kernelReq, found []foundTerm, rows []uint16) {
	switch q.Kind {
	case profiles.ReqSkill, profiles.ReqCertification, profiles.ReqLanguage, profiles.ReqIndustry:
		k.postings(q, found, k.lists(q.Kind), rows)
	case profiles.ReqTitle:
		k.titles(q, found)
		k.flush(q, rows)
	case profiles.ReqExperience:
		k.experience(q, rows)
	case profiles.ReqEvidence:
		fixed := k.fixed()
		for _, l := range rows {
			k.acc[l] += q.points[evidence(fixed[l].Evidence&q.Asked)]
		}
	case profiles.ReqDegree:
		k.degree(q, rows)
	}
}

// fixed are the rows of the block.
func (k *kernel) fixed() []columns.Fixed {
	from, to := k.tile.Span(k.block)
	return k.tile.Fixed[from:to]
}

// postings adds, for each row, the points of the best term. Points never fall with v, so the best points are those of the best v.
func (k *kernel) postings(q *kernelReq, found []foundTerm, p *columns.Postings[uint16], rows []uint16) {
	switch {
	case len(found) == 0:
	case len(found) == 1 && !k.few:
		acc, lut := &k.acc, &found[0].points
		for _, e := range p.At(found[0].place, k.block) {
			acc[e>>4] += lut[e&15]
		}
	case k.few || k.do.wide:
		k.raise(found, p)
		k.flush(q, rows)
	default:
		k.raiseAndAdd(found, p)
		clear(k.best[:])
	}
}

// flush adds the peaks of a requirement to acc of the rows at least.
func (k *kernel) flush(q *kernelReq, rows []uint16) {
	if !k.few {
		k.do.flush(&k.acc, &k.peak, q.base)
		return
	}
	for _, l := range rows {
		k.acc[l&(columns.Block-1)] += max(k.peak[l&(columns.Block-1)], q.base) - q.base
	}
}

// raise makes peak the points of the best term above the base of the requirement.
func (k *kernel) raise(found []foundTerm, p *columns.Postings[uint16]) {
	peak := &k.peak
	for i := range found {
		lut, es := &found[i].raised, p.At(found[i].place, k.block)
		for ; len(es) >= 4; es = es[4:] { // most of the time of a scan is spent here
			a, b, c, d := es[0], es[1], es[2], es[3]
			peak[a>>4] = max(peak[a>>4], lut[a&15])
			peak[b>>4] = max(peak[b>>4], lut[b&15])
			peak[c>>4] = max(peak[c>>4], lut[c&15])
			peak[d>>4] = max(peak[d>>4], lut[d&15])
		}
		for _, e := range es {
			peak[e>>4] = max(peak[e>>4], lut[e&15])
		}
	}
}

// raiseAndAdd is raise with what best grows by added to acc at once.
func (k *kernel) raiseAndAdd(found []foundTerm, p *columns.Postings[uint16]) {
	acc, best := &k.acc, &k.best
	for i := range found {
		lut := &found[i].points
		for _, e := range p.At(found[i].place, k.block) {
			l := e >> 4
			o := best[l]
			m := max(o, lut[e&15])
			best[l] = m
			acc[l] += m - o
		}
	}
}

// monthsIn fills month with the experience of the rows of the step in a title family, unless it is that already.
func (k *kernel) monthsIn(family taxonomy.No, rows []uint16) {
	if k.monthKnown && k.monthFamily == family {
		return
	}
	k.monthKnown, k.monthFamily = true, family
	fixed := k.fixed()
	if family == 0 {
		for _, l := range rows {
			k.month[l&(columns.Block-1)] = fixed[l].Months
		}
		return
	}
	for _, l := range rows {
		k.month[l&(columns.Block-1)] = fixed[l].Unresolved
	}
	list := k.tile.Families.In(family, k.block)
	if len(rows)*fewSought < len(list) {
		for _, l := range rows {
			if i := sort.Search(len(list), func(i int) bool { return list[i]>>16 >= uint32(l) }); i < len(list) && list[i]>>16 == uint32(l) {
				k.month[l&(columns.Block-1)] = uint16(list[i])
			}
		}
		return
	}
	for _, e := range list {
		k.month[e>>16&(columns.Block-1)] = uint16(e)
	}
}

// fewSought is how many entries of a list are read in the time that it takes to find one row in it.
const fewSought = 16

func (k *kernel) experience(q *kernelReq, rows []uint16) {
	enough := uint16(len(q.byMonth) - 1)
	if len(q.AnyOf) == 0 {
		k.monthsIn(q.No, rows)
		for _, l := range rows {
			k.acc[l&(columns.Block-1)] += q.byMonth[min(enough, k.month[l&(columns.Block-1)])]
		}
		return
	}
	q.Each(func(n taxonomy.No) {
		k.monthsIn(n, rows)
		for _, l := range rows {
			k.best[l] = max(k.best[l], q.byMonth[min(enough, k.month[l])])
		}
	})
	for _, l := range rows {
		k.acc[l] += k.best[l]
		k.best[l] = 0
	}
}

// degree: who holds a valid certificate that the role asks for has a table of his own.
func (k *kernel) degree(q *kernelReq, rows []uint16) {
	k.monthsIn(k.plan.Role.Family, rows)
	k.holders(true)
	fixed := k.fixed()
	for _, l := range rows {
		table := q.byLevel
		if k.mark[l] {
			table = q.held
		}
		k.acc[l] += table.of(fixed[l].Degree, k.month[l])
	}
	k.holders(false)
}

// holders marks the rows with a valid certificate that the role asks for, where that counts.
func (k *kernel) holders(mark bool) {
	if !k.plan.substitution {
		return
	}
	for _, n := range k.holds {
		for _, e := range k.tile.Certs.In(n, k.block) {
			if e&columns.CertValid != 0 {
				k.mark[e>>4] = mark
			}
		}
	}
}

// values fills best with v of one requirement for every row of the block; the caller clears best.
func (k *kernel) values(q *kernelReq) {
	from, to := k.tile.Span(k.block)
	clear(k.acc[:])
	clear(k.peak[:])
	k.few, k.monthKnown = false, false
	k.requirement(q.gate, k.find(q.gate, nil), everyRow[:to-from])
	copy(k.best[:], k.acc[:to-from])
	k.monthKnown = false
}

// vetoes sets the verdict of the role's own gates for every row of the block.
func (k *kernel) vetoes(out *[columns.Block]Verdict) {
	clear(out[:])
	from, to := k.tile.Span(k.block)
	for i := range k.reqs {
		q := &k.reqs[i]
		if !q.Gate {
			continue
		}
		k.values(q)
		assumed := k.assumed(q)
		for l, u := range k.tile.Unsure[from:to] {
			met := k.best[l] == 100
			unsure := facts.Kinds(u).Has(q.Kind) && !met || assumed != nil && assumed[l]
			out[l] = max(out[l], verdict(met, unsure))
		}
		clear(k.best[:])
	}
	if len(k.plan.Role.Applicants) > 0 {
		k.countries(out, from, to)
	}
}

// countries sets the verdict of the gate on countries, place by place.
func (k *kernel) countries(out *[columns.Block]Verdict, from, to int) {
	for i := k.tile.PlaceOf(from); from < to; i++ {
		v := countryGate(k.plan.Role.Applicants, k.tile.Places[i].Country)
		for ; from < min(to, k.tile.PlaceEnd(i)); from++ {
			out[from%columns.Block] = max(out[from%columns.Block], v)
		}
	}
}

func (k *kernel) assumed(q *kernelReq) []bool {
	if q.Kind != profiles.ReqLanguage && q.Kind != profiles.ReqCertification {
		return nil
	}
	out := make([]bool, columns.Block)
	q.Each(func(n taxonomy.No) {
		for _, e := range k.lists(q.Kind).In(n, k.block) {
			out[e>>4] = out[e>>4] || e&columns.Assumed != 0
		}
	})
	return out
}
