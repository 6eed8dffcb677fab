package plan

import (
	"tenon/index/columns"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// kernel runs the tables of a plan over the blocks of tiles. It has scratch space: one goroutine at a time. Rows have the local
// numbers of their block.
type kernel struct {
	*tables
	*scratch
	acc *[columns.Block]uint16 // F so far: that of the scratch space, or of a block that is come back to
	do  instructions

	tile       *columns.Tile
	block      int
	found      *tileTerms
	seen       map[*columns.Tile]*tileTerms // of all tiles so far, or nil, for those who go through tiles once
	terms      []*tileTerms                 // room for them, of which so many are taken
	taken      int
	remembered map[*columns.Tile]*tileTerms // empty, or the same as seen
	slots      slots
	titled     []titleSlots // by requirement
	suspects   []uint16     // terms

	monthFamily taxonomy.No
	monthKnown  bool
	touched     uint64 // keeps reads that are made ahead from being left out
}

func newKernel(t *tables, s *scratch) *kernel {
	k := new(kernel)
	k.reset(t, s)
	return k
}

// reset makes a kernel one of other tables.
func (k *kernel) reset(t *tables, s *scratch) {
	k.forget()
	k.tables, k.scratch, k.acc, k.do = t, s, &s.acc, processor
}

// forget leaves nothing but the room that a kernel has taken.
func (k *kernel) forget() {
	clear(k.remembered)
	k.slots.forget()
	for i := range k.titled {
		k.titled[i].tile = nil
	}
	*k = kernel{terms: k.terms, remembered: k.remembered, slots: k.slots, titled: k.titled, suspects: k.suspects[:0]}
}

// remember keeps the terms found in all tiles from now on.
func (k *kernel) remember() {
	if k.remembered == nil {
		k.remembered = map[*columns.Tile]*tileTerms{}
	}
	k.seen = k.remembered
}

// enter makes a block the one that the kernel works on.
func (k *kernel) enter(t *columns.Tile, block int) {
	k.block, k.monthKnown = block, false
	if k.tile == t {
		return
	}
	k.tile, k.found = t, k.seen[t]
	if k.found == nil {
		k.found = k.findAll()
		if k.seen != nil {
			k.seen[t] = k.found
		}
	}
}

// joinHand makes the tile that the kernel works on the last one of the hand.
func (k *kernel) joinHand(number int) {
	k.hand.tiles = append(k.hand.tiles, handTile{number, k.tile, k.found})
}

// readLists makes of F of all rows of the block what lists give: a cut between them saves nothing.
func (k *kernel) readLists() {
	from, to := k.tile.Span(k.block)
	k.begin()
	k.sort(k.found)
	for turn := range k.lists {
		k.add(turn, everyRow[:to-from])
	}
}

// begin sets F of all rows to 0.
func (k *kernel) begin() {
	clear(k.acc[:])
	clear(k.peak[:])
}

// add adds what is made in a turn to acc of the rows, at least, which are some of those of the turn before.
func (k *kernel) add(turn int, rows []uint16) {
	i := k.turn[turn]
	k.requirement(&k.reqs[i], k.found.of(i), rows)
}

// finish adds to acc of the rows what is made from a turn on, which is the first, or the one behind the lists. As soon as so much of F
// is made that only a rest is to come, cut says which rows are gone on with: acc of others means nothing from then on.
func (k *kernel) finish(from int, rows []uint16, cut func(rows []uint16, rest int32) []uint16) []uint16 {
	k.monthKnown = false
	rest := k.rest[from]
	for turn, i := range k.turn[from:] {
		if len(rows) == 0 {
			return rows
		}
		q := &k.reqs[i]
		k.requirement(q, k.found.of(i), rows)
		if rest -= q.W; from+turn >= k.lists-1 { // else lists are read for all rows of the block
			rows = cut(rows, rest)
		}
	}
	return rows
}

// requirement adds the points of one requirement to acc of the rows at least.
func (k *kernel) requirement(q *kernelReq, found []foundTerm, rows []uint16) {
	switch q.Kind {
	case profiles.ReqSkill, profiles.ReqCertification, profiles.ReqLanguage, profiles.ReqIndustry:
		k.postings(q, found, listsOf(k.tile, q.Kind))
	case profiles.ReqTitle:
		k.do.titles(&k.peak, q, found, &k.tile.Titles, k.block)
		k.do.flush(k.acc, &k.peak, q.base)
	case profiles.ReqExperience:
		k.experience(q, rows)
	case profiles.ReqEvidence:
		fixed := k.fixed()
		for _, l := range rows {
			k.acc[l] += q.points[evidence(fixed[l].Evidence()&q.Asked)]
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
func (k *kernel) postings(q *kernelReq, found []foundTerm, p *columns.Postings[uint16]) {
	switch {
	case len(found) == 0:
	case len(found) == 1:
		acc, lut := k.acc, &q.worths[found[0].worth].points
		for _, e := range p.List(int(found[0].cell) + k.block) {
			acc[e>>4] += lut[e&15]
		}
	case k.do.wide && q.base == 0: // the first, of which F is the best so far
		k.do.raise(k.acc, q, found, p, k.block)
	case k.do.wide:
		k.do.raise(&k.peak, q, found, p, k.block)
		k.do.flush(k.acc, &k.peak, q.base)
	default:
		k.raiseAndAdd(q, found, p)
		clear(k.best[:])
	}
}

// raiseAndAdd is raise with what best grows by added to acc at once.
func (k *kernel) raiseAndAdd(q *kernelReq, found []foundTerm, p *columns.Postings[uint16]) {
	acc, best := k.acc, &k.best
	for _, f := range found {
		lut := &q.worths[f.worth].points
		for _, e := range p.List(int(f.cell) + k.block) {
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
	from, _ := k.tile.Span(k.block)
	for _, l := range rows {
		k.month[l&(columns.Block-1)] = k.tile.UnresolvedOf(from + int(l))
	}
	list := k.tile.Families.In(family, k.block)
	if len(rows)*fewSought < len(list) {
		for _, l := range rows {
			if i := firstOf(list, uint32(l), 16); i < len(list) && list[i]>>16 == uint32(l) {
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

// degree: a valid certificate that the role asks for may count.
func (k *kernel) degree(q *kernelReq, rows []uint16) {
	k.monthsIn(k.plan.Role.Family, rows)
	k.holders(rows, true)
	fixed := k.fixed()
	for _, l := range rows {
		at := l & (columns.Block - 1)
		k.acc[at] += q.points[degreeValue(q.Asked, fixed[l].Degree(), k.month[at], k.plan.substitution, k.mark[at])]
	}
	k.holders(rows, false)
}

// holders marks the rows with a valid certificate that the role asks for, where that counts.
func (k *kernel) holders(rows []uint16, mark bool) {
	if !k.plan.substitution {
		return
	}
	for _, n := range k.holds {
		list := k.tile.Certs.In(n, k.block)
		if len(rows)*fewSought < len(list) {
			for _, l := range rows {
				k.holder(entriesOf(list, l), mark)
			}
			continue
		}
		k.holder(list, mark)
	}
}

func (k *kernel) holder(list []uint16, mark bool) {
	for _, e := range list {
		if e&columns.CertValid != 0 {
			k.mark[e>>4] = mark
		}
	}
}

// firstOf is where the entries of a row begin in a list, which stand above so many bits, or would. Half of the steps go either way, so none
// is guessed at.
func firstOf[E uint16 | uint32](list []E, l E, bits int) int {
	at, n := 0, len(list)
	for n > 1 {
		half := n >> 1
		if list[at+half-1]>>bits < l {
			at += half
		}
		n -= half
	}
	if n == 1 && list[at]>>bits < l {
		at++
	}
	return at
}

// entriesOf are the entries of a row in a list.
func entriesOf(list []uint16, l uint16) []uint16 {
	from := firstOf(list, l, 4)
	to := from
	for to < len(list) && list[to]>>4 == l {
		to++
	}
	return list[from:to]
}

// values fills best with v of one requirement for every row of the block; the caller clears best.
func (k *kernel) values(q *kernelReq) {
	from, to := k.tile.Span(k.block)
	k.begin()
	k.monthKnown = false
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
		for l := range to - from {
			met := k.best[l] == 100
			unsure := k.tile.UnsureOf(from+l).Has(q.Kind) && !met || assumed != nil && assumed[l]
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
		for _, e := range listsOf(k.tile, q.Kind).In(n, k.block) {
			out[e>>4] = out[e>>4] || e&columns.Assumed != 0
		}
	})
	return out
}
