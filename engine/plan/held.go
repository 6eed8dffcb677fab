package plan

import (
	"slices"

	"tenon/index/columns"
	"tenon/profiles"
)

// slots say, for the skills of a tile by their place, what they are worth to the requirements of a plan, so that the skills of a
// row are read in the order in which the row holds them: for few rows that is less than to read the lists of all.
type slots struct {
	tile  *columns.Tile               // they are of
	at    *[columns.HeldPlaces]uint16 // index into chain, 0 nothing
	chain []slot
	best  []uint16 // by requirement, all 0 between rows
	lists []bool   // by requirement: some of its skills are beyond the places of Held, so that lists are read for it
}

type slot struct {
	points *[16]uint16
	req    int32
	place  uint16
	next   uint16 // the same skill for another requirement
}

// fill makes the slots of the tile of a kernel.
func (s *slots) fill(k *kernel) {
	if s.tile == k.tile {
		return
	}
	if s.tile == nil {
		s.at, s.best, s.lists = new([columns.HeldPlaces]uint16), make([]uint16, len(k.reqs)), make([]bool, len(k.reqs))
	}
	s.tile = k.tile
	for i := range s.chain {
		s.at[s.chain[i].place] = 0
	}
	s.chain = append(s.chain[:0], slot{})
	for i := range k.reqs {
		if q := &k.reqs[i]; q.Kind == profiles.ReqSkill && q.W != 0 {
			s.requirement(i, q, k.found.of(i), k.tile.NumBlocks())
		}
	}
}

func (s *slots) requirement(i int, q *kernelReq, found []foundTerm, blocks int) {
	beyond := func(f foundTerm) bool { return int(f.cell) >= columns.HeldPlaces*blocks }
	if s.lists[i] = slices.ContainsFunc(found, beyond); s.lists[i] {
		return
	}
	for _, f := range found {
		place := int(f.cell) / blocks
		s.chain = append(s.chain, slot{&q.worths[f.worth].points, int32(i), uint16(place), s.at[place]})
		s.at[place] = uint16(len(s.chain) - 1)
	}
}

// skillsHeld adds the points of all skills to acc of the rows, row by row.
func (k *kernel) skillsHeld(rows []uint16) {
	from, _ := k.tile.Span(k.block)
	k.readAhead(from, rows)
	s := &k.slots
	for _, l := range rows {
		var f uint16
		for _, e := range k.tile.HeldBy(from + int(l)) {
			for at := s.at[e>>4]; at != 0; at = s.chain[at].next {
				f += s.raise(&s.chain[at], e)
			}
		}
		k.acc[l&(columns.Block-1)] += f
		if f > 0 {
			clear(s.best)
		}
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

// readAhead reads a word of what each row wants before any of it is needed: far memory read side by side costs a fraction of the
// same reads one after the other, each behind a decision.
func (k *kernel) readAhead(from int, rows []uint16) {
	t, sum := k.tile, uint32(0)
	for _, l := range rows {
		at := t.Fixed[from+int(l)].Held
		if at < uint32(len(t.Held)) {
			sum += uint32(t.Held[at])
		}
	}
	k.touched += uint64(sum)
}
