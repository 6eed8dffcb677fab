package plan

import (
	"slices"

	"tenon/index/columns"
	"tenon/profiles"
)

// slots say, for the skills of a tile by their place, what they are worth to the requirements of a plan, so that the skills of a
// row are read in the order in which the row holds them: for few rows that is less than to read the lists of all.
type slots struct {
	tile  *columns.Tile // they are of
	at    *places       // index into chain, 0 nothing
	has   placeSet      // where that is something
	chain []slot
	best  []uint16 // by requirement, all 0 between rows
	lists []bool   // by requirement: some of its skills are beyond the places of Held, so that lists are read for it
	some  []bool   // likewise, in some tile of the hand
}

// places are of the skills that have a number in Held.
type places [columns.HeldPlaces]uint16

type slot struct {
	points *[16]uint16
	req    int32
	place  uint16
	next   uint16 // the same skill for another requirement
}

// begin makes room for so many requirements.
func (s *slots) begin(reqs int) {
	if s.at == nil {
		s.at = new(places)
	}
	if len(s.best) != reqs {
		s.best, s.lists, s.some, s.tile = make([]uint16, reqs), make([]bool, reqs), make([]bool, reqs), nil
	}
	clear(s.some)
}

// fill makes the slots of a tile.
func (s *slots) fill(t *handTile, reqs []kernelReq) {
	if s.tile == t.Tile {
		return
	}
	s.empty()
	s.tile, s.chain = t.Tile, append(s.chain, slot{})
	for i := range reqs {
		if q := &reqs[i]; q.Kind == profiles.ReqSkill && q.W != 0 {
			s.requirement(i, q, t.found.of(i), t.NumBlocks())
		}
	}
}

// forget leaves nothing but room.
func (s *slots) forget() {
	clear(s.empty())
	s.tile = nil
}

// empty takes all slots out, which it returns.
func (s *slots) empty() []slot {
	was := s.chain
	for i := range was {
		s.at[was[i].place] = 0
	}
	s.has, s.chain = placeSet{}, was[:0]
	return was
}

func (s *slots) requirement(i int, q *kernelReq, found []foundTerm, blocks int) {
	if s.lists[i] = beyondHeld(found, blocks); s.lists[i] {
		return
	}
	for _, f := range found {
		place := f.place(blocks)
		s.chain = append(s.chain, slot{&q.worths[f.worth].points, int32(i), uint16(place), s.at[place]})
		s.at[place] = uint16(len(s.chain) - 1)
		s.has.add(uint16(place))
	}
}

// beyondHeld says whether some of the skills of a requirement are beyond the places of Held.
func beyondHeld(found []foundTerm, blocks int) bool {
	return slices.ContainsFunc(found, func(f foundTerm) bool { return int(f.cell) >= columns.HeldPlaces*blocks })
}

// held adds what skills are worth to acc of the hand, row by row. It returns how much that can be.
func (k *kernel) held() (most int32) {
	h := &k.hand
	k.slots.begin(len(k.reqs))
	for from, to := 0, 0; from < len(h.rows); {
		var t *handTile
		t, to = h.run(from)
		k.slots.fill(t, k.reqs)
		for i, lists := range k.slots.lists {
			k.slots.some[i] = k.slots.some[i] || lists
		}
		for from < to {
			n := k.spansOf(t.Tile, h.rows[from:to])
			k.heldBy(t.Tile, from, n)
			from += n
		}
	}
	for _, i := range k.turn[:k.lists] {
		if k.byHeld(i) {
			most += k.reqs[i].W
		}
	}
	return most
}

// byHeld says whether held has made the points of a requirement.
func (k *kernel) byHeld(i int) bool { return k.reqs[i].Kind == profiles.ReqSkill && !k.slots.some[i] }

// heldSpan is where the skills of a row stand in Held.
type heldSpan struct{ from, to uint32 }

// heldSpans are those of some rows. Wide instructions fetch what some behind them, in whatever state these are, say.
type heldSpans [heldAtOnce + spansAhead]heldSpan

const (
	heldAtOnce = 256
	spansAhead = 20
)

// mostHeld is how many skills are read at a time: as many as one row can have, at least.
const mostHeld = 2 * columns.HeldPlaces

// spansOf sets where the skills of the first rows stand that have no more than are read at a time, and says how many these are. Nothing is
// decided by what is read, so that far memory is read side by side.
func (k *kernel) spansOf(t *columns.Tile, rows []uint16) int {
	rows = rows[:min(len(rows), heldAtOnce)]
	for i, l := range rows {
		x := &k.spans[i]
		x.from, x.to, _ = t.HeldAt(int(l))
	}
	return k.spans.atOnce(len(rows))
}

// worthyOf are those skills at the first n spans whose place is in a set, with the number of their span above.
func (k *kernel) worthyOf(t *columns.Tile, n int, has *placeSet) []uint32 {
	return k.worthy[:k.do.worthy(&k.spans, n, t.Held, has, &k.worthy)]
}

// heldBy adds what the skills at the first n spans are worth to acc from a place on.
func (k *kernel) heldBy(t *columns.Tile, from, n int) {
	s := &k.slots
	worthy := k.worthyOf(t, n, &s.has)
	for len(worthy) > 0 {
		row, f := worthy[0]>>16, uint16(0)
		for len(worthy) > 0 && worthy[0]>>16 == row {
			e := uint16(worthy[0])
			for at := s.at[e>>4]; at != 0; at = s.chain[at].next {
				f += s.raise(&s.chain[at], e)
			}
			worthy = worthy[1:]
		}
		k.acc[from+int(row)] += f
		clear(s.best)
	}
}

// raise is what an entry adds to the best points of its requirement.
func (s *slots) raise(x *slot, e uint16) uint16 {
	p, was := x.points[e&15], s.best[x.req]
	if p <= was {
		return 0
	}
	s.best[x.req] = p
	return p - was
}
