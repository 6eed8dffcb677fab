package plan

import (
	"tenon/index/columns"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// hand are few rows of some tiles, of any of their blocks, which are scored one beside the other: what stands by row is read, and lists only
// where a row is in them. What is made of a row stands at its place in the hand, in acc and elsewhere.
type hand struct {
	rows   []uint16         // each of its tile, ascending in that
	of     [mostHand]uint16 // which of the tiles
	stated [mostHand]uint8  // as margins take it
	asks   [mostHand]uint8  // likewise
	room   [mostHand]uint16 // of rows
	tiles  []handTile
}

// handTile is a tile of which there are rows in the hand.
type handTile struct {
	number int // of the snapshot
	*columns.Tile
	found *tileTerms
}

// mostHand is the most rows that are scored one beside the other, sparse how many times those of a block have to fit into it.
const (
	sparse   = 16
	mostHand = columns.Rows / sparse
)

// begin empties the hand.
func (h *hand) begin() {
	h.rows, h.tiles = h.room[:0], h.tiles[:0]
}

// keep moves what is known of a row to a place at or before its own.
func (k *kernel) keep(to, from int) {
	h := &k.hand
	h.rows[to], h.of[to], h.stated[to], h.asks[to], k.acc[to] = h.rows[from], h.of[from], h.stated[from], h.asks[from], k.acc[from]
}

// run is the tile of the row at a place, and where its rows end.
func (h *hand) run(from int) (t *handTile, to int) {
	of := h.of[from]
	for to = from + 1; to < len(h.rows) && h.of[to] == of; {
		to++
	}
	return &h.tiles[of], to
}

// deal makes F of the rows in the hand. Whenever so much of it is made that no more than a rest is to come, cut takes out whom that cannot
// lift far enough.
func (k *kernel) deal(cut func(rest int32)) {
	h := &k.hand
	clear(k.acc[:len(h.rows)])
	rest := k.rest[0] - k.held()
	cut(rest)
	for _, i := range k.fewTurn {
		if q := &k.reqs[i]; len(h.rows) > 0 && !k.byHeld(i) {
			k.handed(q)
			rest -= q.W
			cut(rest)
		}
	}
}

// handed adds the points of one requirement to acc of the hand.
func (k *kernel) handed(q *kernelReq) {
	h := &k.hand
	switch q.Kind {
	case profiles.ReqSkill, profiles.ReqCertification, profiles.ReqLanguage, profiles.ReqIndustry:
		k.listed(q)
	case profiles.ReqTitle:
		k.titlesHeld(q)
	case profiles.ReqExperience:
		q.Each(func(n taxonomy.No) { k.experienced(q, n) })
		k.flushBest()
	case profiles.ReqEvidence:
		for i, l := range h.rows {
			k.acc[i] += q.points[evidence(h.tiles[h.of[i]].Fixed[l].Evidence()&q.Asked)]
		}
	case profiles.ReqDegree:
		k.monthsOf(k.plan.Role.Family)
		k.certified()
		for i, l := range h.rows {
			k.acc[i] += q.points[degreeValue(q.Asked, h.tiles[h.of[i]].Fixed[l].Degree(), k.month[i], k.plan.substitution, k.best[i] != 0)]
			k.best[i] = 0
		}
	}
}

// listed adds the points of the best term, but for skills that have been read by row.
func (k *kernel) listed(q *kernelReq) {
	h := &k.hand
	for from, to := 0, 0; from < len(h.rows); from = to {
		var t *handTile
		t, to = h.run(from)
		found := t.found.of(q.number)
		if q.Kind == profiles.ReqSkill && !beyondHeld(found, t.NumBlocks()) {
			continue
		}
		p := listsOf(t.Tile, q.Kind)
		if h.dense(from, to) {
			k.listedByBlock(q, p, found, from, to)
			continue
		}
		for i := from; i < to; i++ {
			block, l := int(h.rows[i]/columns.Block), h.rows[i]%columns.Block*shortRow
			for _, f := range found {
				if k.short.add(p.List(int(f.cell)+block), l, i, f.worth) {
					k.raiseShort(q)
				}
			}
		}
	}
	k.raiseShort(q)
	k.flushBest()
}

// dense says whether the rows from … to-1 of one tile are so close to each other that lists are gone through for them.
func (h *hand) dense(from, to int) bool {
	return int(h.rows[to-1]-h.rows[from])*manyOfBlock < (to-from)*columns.Block
}

// listedByBlock raises best of the rows from … to-1, of one tile.
func (k *kernel) listedByBlock(q *kernelReq, p *columns.Postings[uint16], found []foundTerm, from, to int) {
	for rows := k.hand.rows; from < to; {
		block, end := rows[from]/columns.Block, from+1
		for end < to && rows[end]/columns.Block == block {
			end++
		}
		for _, f := range found {
			k.raiseRun(q, from, end, p.List(int(f.cell)+int(block)), f.worth)
		}
		from = end
	}
}

// manyOfBlock is how many rows of a block are looked for at least where a list is gone through.
const manyOfBlock = 8

// raiseRun raises best of the rows from … to-1, of one block, that are in a list, or has them looked up in it where it is long.
func (k *kernel) raiseRun(q *kernelReq, from, to int, list []uint16, worth uint32) {
	rows, lut := k.hand.rows, &q.worths[worth].points
	if (to-from)*fewSought < len(list) {
		for i := from; i < to; i++ {
			if k.short.add(list, rows[i]%columns.Block*shortRow, i, worth) {
				k.raiseShort(q)
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

// raiseShort raises best by the entries that are looked up.
func (k *kernel) raiseShort(q *kernelReq) {
	for _, x := range k.short.done() {
		for _, e := range x.entries(shortRow) {
			k.best[x.in] = max(k.best[x.in], q.worths[x.of].points[e&15])
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
	h := &k.hand
	if family == 0 {
		for i, l := range h.rows {
			k.month[i] = h.tiles[h.of[i]].Fixed[l].Months
		}
		return
	}
	for from, to := 0, 0; from < len(h.rows); from = to {
		var t *handTile
		t, to = h.run(from)
		place := t.Families.Place(family)
		for i := from; i < to; i++ {
			l := h.rows[i]
			k.month[i] = t.UnresolvedOf(int(l))
			if place >= 0 && k.long.add(t.Families.At(place, int(l/columns.Block)), uint32(l%columns.Block)*longRow, i, 0) {
				k.setMonths()
			}
		}
	}
	k.setMonths()
}

// setMonths sets month to what is looked up.
func (k *kernel) setMonths() {
	for _, x := range k.long.done() {
		for _, e := range x.entries(longRow) {
			k.month[x.in] = uint16(e)
		}
	}
}

// certified sets best to 1 of who has a valid certificate that the role asks for, where that counts.
func (k *kernel) certified() {
	if !k.plan.substitution {
		return
	}
	h := &k.hand
	for from, to := 0, 0; from < len(h.rows); from = to {
		var t *handTile
		t, to = h.run(from)
		for _, n := range k.holds {
			place := t.Certs.Place(n)
			for i := from; i < to && place >= 0; i++ {
				if k.short.add(t.Certs.At(place, int(h.rows[i]/columns.Block)), h.rows[i]%columns.Block*shortRow, i, 0) {
					k.setCertified()
				}
			}
		}
	}
	k.setCertified()
}

// setCertified sets best by the certificates that are looked up.
func (k *kernel) setCertified() {
	for _, x := range k.short.done() {
		for _, e := range x.entries(shortRow) {
			k.best[x.in] |= e & columns.CertValid
		}
	}
}
