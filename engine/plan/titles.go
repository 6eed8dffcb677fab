package plan

import (
	"sync"

	"tenon/index/columns"
	"tenon/profiles"
)

// titleValues are v of a title of one similarity to one that is asked at one step, by the step, four bits, and recency that stand in
// a posting.
type titleValues struct {
	values [16 << columns.RecencyBits]uint8
	steps  [16]uint32 // what each step is worth of a title that is held
}

// at is v of a posting.
func (v *titleValues) at(e uint32) uint8 { return v.values[e&uint32(len(v.values)-1)] }

type titleKind struct{ sim, asked uint8 }

// titleTables are those made so far: there are few, and they depend on nothing else.
var titleTables sync.Map // titleKind → *titleValues

func titlesOf(sim, asked uint8) *titleValues {
	kind := titleKind{sim, asked}
	if v, ok := titleTables.Load(kind); ok {
		return v.(*titleValues)
	}
	out := new(titleValues)
	for step := range out.steps {
		out.steps[step] = uint32(sim) * seniority(profiles.Seniority(asked), profiles.Seniority(step))
	}
	for low := range out.values {
		out.values[low] = recent(out.steps[low>>columns.RecencyBits], uint16(low&(1<<columns.RecencyBits-1)))
	}
	v, _ := titleTables.LoadOrStore(kind, out)
	return v.(*titleValues)
}

// titleSlots say which terms of a requirement are of titles that have a byte in [columns.Tile.TitlesOf].
type titleSlots struct {
	tile *columns.Tile // they are of
	of   [256]uint16   // one more than the first of the terms found, or 0
	next []uint16      // by term, the same
}

func (s *titleSlots) fill(t *columns.Tile, found []foundTerm) {
	if s.tile == t {
		return
	}
	s.tile, s.of, s.next = t, [256]uint16{}, s.next[:0]
	for i, f := range found {
		b := uint8(int(f.cell) / t.NumBlocks())
		s.next = append(s.next, s.of[b])
		s.of[b] = uint16(i + 1)
	}
}

// suspect is a row of the hand that seems to have a title of a term found.
type suspect struct{ row, term uint16 }

// titlesHeld adds the points of the best title to acc of the hand. Lists are read for those alone that seem to have one, and only once it
// is known who these are.
func (k *kernel) titlesHeld(q *kernelReq, found []foundTerm) {
	if len(k.titled) < len(k.reqs) {
		k.titled = make([]titleSlots, len(k.reqs))
	}
	s := &k.titled[q.number]
	s.fill(k.tile, found)
	k.suspects = k.suspects[:0]
	rows := k.hand.rows
	for i, l := range rows {
		k.suspect(s, i, l)
	}
	sum := uint32(0)
	for _, x := range k.suspects {
		if list := k.titleList(found[x.term], rows[x.row]); len(list) > 0 {
			sum += list[len(list)/2]
		}
	}
	k.touched += uint64(sum)
	for n := 0; n < len(k.suspects); {
		i, best := k.suspects[n].row, uint8(0)
		for ; n < len(k.suspects) && k.suspects[n].row == i; n++ {
			best = max(best, k.titleOf(q, found[k.suspects[n].term], rows[i]))
		}
		k.acc[i] += q.points[best]
	}
}

// suspect adds the terms of which a row at a place in the hand seems to have a title.
func (k *kernel) suspect(s *titleSlots, at int, l uint16) {
	words, all := k.tile.TitlesOf(int(l))
	if !all {
		for i := range s.next {
			k.suspects = append(k.suspects, suspect{uint16(at), uint16(i)})
		}
		return
	}
	for _, w := range words {
		for i := s.of[w&0xff]; i != 0; i = s.next[i-1] {
			k.suspects = append(k.suspects, suspect{uint16(at), i - 1})
		}
		if w>>8 == w&0xff { // twice the same
			continue
		}
		for i := s.of[w>>8]; i != 0; i = s.next[i-1] {
			k.suspects = append(k.suspects, suspect{uint16(at), i - 1})
		}
	}
}

// titleList are the titles of a concept in the block of a row.
func (k *kernel) titleList(f foundTerm, row uint16) []uint32 {
	return k.tile.Titles.List(int(f.cell) + int(row/columns.Block))
}

// titleOf is v of the titles of one concept that a row has.
func (k *kernel) titleOf(q *kernelReq, f foundTerm, row uint16) (v uint8) {
	list, l := k.titleList(f, row), uint32(row%columns.Block)
	for i := firstOf(list, l, 16); i < len(list) && list[i]>>16 == l; i++ {
		v = max(v, q.worths[f.worth].titles.at(list[i]))
	}
	return v
}
