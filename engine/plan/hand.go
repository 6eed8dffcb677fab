package plan

import (
	"tenon/index/columns"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// hand are few rows of a tile, of any of its blocks, which are scored one beside the other: what stands by row is read, and lists only
// where a row is in them. What is made of a row stands at its place in the hand, in acc and elsewhere.
type hand struct {
	rows   []uint16         // of the tile, ascending
	stated [mostHand]uint8  // as margins take it
	asks   [mostHand]uint8  // likewise
	room   [mostHand]uint16 // of rows
}

// mostHand is the most rows of a tile that are scored one beside the other, sparse how many times those of a block have to fit into it.
const (
	sparse   = 16
	mostHand = columns.Rows / sparse
)

// keep moves what is known of a row to a place at or before its own.
func (k *kernel) keep(to, from int) {
	h := &k.hand
	h.rows[to], h.stated[to], h.asks[to], k.acc[to] = h.rows[from], h.stated[from], h.asks[from], k.acc[from]
}

// deal makes F of the rows in the hand. Whenever so much of it is made that no more than a rest is to come, cut takes out whom that cannot
// lift far enough.
func (k *kernel) deal(cut func(rest int32)) {
	h := &k.hand
	clear(k.acc[:len(h.rows)])
	k.slots.fill(k)
	rest := k.rest[0] - k.held()
	cut(rest)
	for _, i := range k.fewTurn {
		if q := &k.reqs[i]; len(h.rows) > 0 && !k.byHeld(i) {
			k.handed(q, k.found.of(i))
			rest -= q.W
			cut(rest)
		}
	}
}

// byHeld says whether held makes the points of a requirement.
func (k *kernel) byHeld(i int) bool { return k.reqs[i].Kind == profiles.ReqSkill && !k.slots.lists[i] }

// handed adds the points of one requirement to acc of the hand.
func (k *kernel) handed(q *kernelReq, found []foundTerm) {
	rows := k.hand.rows
	switch q.Kind {
	case profiles.ReqSkill, profiles.ReqCertification, profiles.ReqLanguage, profiles.ReqIndustry:
		k.listed(q, found, listsOf(k.tile, q.Kind))
	case profiles.ReqTitle:
		k.titlesHeld(q, found)
	case profiles.ReqExperience:
		q.Each(func(n taxonomy.No) { k.experienced(q, n) })
		k.flushBest()
	case profiles.ReqEvidence:
		for i, l := range rows {
			k.acc[i] += q.points[evidence(k.tile.Fixed[l].Evidence()&q.Asked)]
		}
	case profiles.ReqDegree:
		k.monthsOf(k.plan.Role.Family)
		k.certified()
		for i, l := range rows {
			k.acc[i] += q.points[degreeValue(q.Asked, k.tile.Fixed[l].Degree(), k.month[i], k.plan.substitution, k.best[i] != 0)]
			k.best[i] = 0
		}
	}
}

// listed adds the points of the best term.
func (k *kernel) listed(q *kernelReq, found []foundTerm, p *columns.Postings[uint16]) {
	if len(found) == 0 {
		return
	}
	for from := 0; from < len(k.hand.rows); {
		to, block := k.hand.run(from)
		for _, f := range found {
			k.raiseRun(from, to, p.List(int(f.cell)+block), &q.worths[f.worth].points)
		}
		from = to
	}
	k.flushBest()
}

// run is where the rows of the block end that the row at a place is of.
func (h *hand) run(from int) (to, block int) {
	block, to = int(h.rows[from]/columns.Block), from+1
	for to < len(h.rows) && int(h.rows[to]/columns.Block) == block {
		to++
	}
	return to, block
}

// raiseRun raises best of those rows of a run that are in a list.
func (k *kernel) raiseRun(from, to int, list []uint16, lut *[16]uint16) {
	rows := k.hand.rows
	if (to-from)*fewSought < len(list) {
		for i := from; i < to; i++ {
			for _, e := range entriesOf(list, rows[i]%columns.Block) {
				k.best[i] = max(k.best[i], lut[e&15])
			}
		}
		return
	}
	for _, e := range list {
		for rows[from]%columns.Block < e>>4 {
			if from++; from == to {
				return
			}
		}
		if rows[from]%columns.Block == e>>4 {
			k.best[from] = max(k.best[from], lut[e&15])
		}
	}
}

// flushBest adds best to acc.
func (k *kernel) flushBest() {
	for i := range k.hand.rows {
		k.acc[i] += k.best[i]
		k.best[i] = 0
	}
}

// experienced raises best by the experience in a title family.
func (k *kernel) experienced(q *kernelReq, family taxonomy.No) {
	k.monthsOf(family)
	enough := uint16(len(q.byMonth) - 1)
	for i := range k.hand.rows {
		k.best[i] = max(k.best[i], q.byMonth[min(enough, k.month[i])])
	}
}

// monthsOf sets month to the experience in a title family, or, of 0, in all.
func (k *kernel) monthsOf(family taxonomy.No) {
	h, t := &k.hand, k.tile
	if family == 0 {
		for i, l := range h.rows {
			k.month[i] = t.Fixed[l].Months
		}
		return
	}
	for i, l := range h.rows {
		k.month[i] = t.UnresolvedOf(int(l))
	}
	place := t.Families.Place(family)
	if place < 0 {
		return
	}
	for from := 0; from < len(h.rows); {
		to, block := h.run(from)
		list := t.Families.At(place, block)
		for i := from; i < to; i++ {
			l := uint32(h.rows[i] % columns.Block)
			if at := firstOf(list, l, 16); at < len(list) && list[at]>>16 == l {
				k.month[i] = uint16(list[at])
			}
		}
		from = to
	}
}

// certified sets best to 1 of who has a valid certificate that the role asks for, where that counts.
func (k *kernel) certified() {
	if !k.plan.substitution {
		return
	}
	for _, n := range k.holds {
		place := k.tile.Certs.Place(n)
		for from := 0; place >= 0 && from < len(k.hand.rows); {
			to, block := k.hand.run(from)
			k.raiseRun(from, to, k.tile.Certs.At(place, block), &validCert)
			from = to
		}
	}
}

// validCert is 1 for the low bits of the posting of a certificate that is valid.
var validCert = func() (lut [16]uint16) {
	for low := range lut {
		lut[low] = uint16(low & columns.CertValid)
	}
	return lut
}()

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
