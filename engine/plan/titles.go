package plan

import (
	"cmp"
	"slices"
	"sync"

	"tenon/index/columns"
	"tenon/profiles"
)

// titleValues are v of a title of one similarity to one that is asked at one step, by the step, four bits, and recency that stand in
// a posting.
type titleValues [16 << columns.RecencyBits]uint8

// at is v of a posting.
func (v *titleValues) at(e uint32) uint8 { return v[e&uint32(len(v)-1)] }

type titleKind struct{ sim, asked uint8 }

// titleTables are those made so far: there are few, and they depend on nothing else.
var titleTables sync.Map // titleKind → *titleValues

func titlesOf(sim, asked uint8) *titleValues {
	kind := titleKind{sim, asked}
	if v, ok := titleTables.Load(kind); ok {
		return v.(*titleValues)
	}
	out := new(titleValues)
	for low := range out {
		out[low] = titleValue(sim, profiles.Seniority(asked), profiles.Seniority(low>>columns.RecencyBits), uint16(low&(1<<columns.RecencyBits-1)))
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

// suspect is a row that seems to have a title of a term found.
type suspect struct{ row, term uint16 }

// titlesHeld adds the points of the best title of few rows to acc. Lists are read for those alone that seem to have one, and only once
// it is known who these are.
func (k *kernel) titlesHeld(q *kernelReq, found []foundTerm, rows []uint16) {
	if len(k.titled) < len(k.reqs) {
		k.titled = make([]titleSlots, len(k.reqs))
	}
	s := &k.titled[q.number]
	s.fill(k.tile, found)
	k.suspects = k.suspects[:0]
	first, _ := k.tile.Span(k.block)
	for _, l := range rows {
		k.suspect(s, first, l)
	}
	sum := uint32(0)
	for _, x := range k.suspects {
		if list := k.tile.Titles.List(int(found[x.term].cell) + k.block); len(list) > 0 {
			sum += list[len(list)/2]
		}
	}
	k.touched += uint64(sum)
	for i := 0; i < len(k.suspects); {
		l, best := k.suspects[i].row, uint8(0)
		for ; i < len(k.suspects) && k.suspects[i].row == l; i++ {
			best = max(best, k.titleOf(q, found[k.suspects[i].term], uint32(l)))
		}
		k.acc[l&(columns.Block-1)] += q.points[best]
	}
}

// suspect adds the terms of which a row seems to have a title.
func (k *kernel) suspect(s *titleSlots, first int, l uint16) {
	words, all := k.tile.TitlesOf(first + int(l))
	if !all {
		for i := range s.next {
			k.suspects = append(k.suspects, suspect{l, uint16(i)})
		}
		return
	}
	for _, w := range words {
		for i := s.of[w&0xff]; i != 0; i = s.next[i-1] {
			k.suspects = append(k.suspects, suspect{l, i - 1})
		}
		if w>>8 == w&0xff { // twice the same
			continue
		}
		for i := s.of[w>>8]; i != 0; i = s.next[i-1] {
			k.suspects = append(k.suspects, suspect{l, i - 1})
		}
	}
}

// titleOf is v of the titles of one concept that a row has.
func (k *kernel) titleOf(q *kernelReq, f foundTerm, l uint32) (v uint8) {
	list := k.tile.Titles.List(int(f.cell) + k.block)
	i, _ := slices.BinarySearchFunc(list, l, func(e, l uint32) int { return cmp.Compare(e>>16, l) })
	for ; i < len(list) && list[i]>>16 == l; i++ {
		v = max(v, q.worths[f.worth].titles.at(list[i]))
	}
	return v
}
