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
		b := uint8(f.place(t.NumBlocks()))
		s.next = append(s.next, s.of[b])
		s.of[b] = uint16(i + 1)
	}
}

// titlesHeld adds the points of the best title to acc of the hand. Lists are read for those alone that seem to have one.
func (k *kernel) titlesHeld(q *kernelReq) {
	if len(k.titled) < len(k.reqs) {
		k.titled = make([]titleSlots, len(k.reqs))
	}
	h, s := &k.hand, &k.titled[q.number]
	for from, to := 0, 0; from < len(h.rows); from = to {
		var t *handTile
		t, to = h.run(from)
		found := t.found.of(q.number)
		s.fill(t.Tile, found)
		for i := from; i < to; i++ {
			k.suspects = s.suspects(t.Tile, h.rows[i], k.suspects[:0])
			for _, f := range k.suspects {
				if k.long.add(titleList(t.Tile, found[f], h.rows[i]), uint32(h.rows[i]%columns.Block)*longRow, i, found[f].worth) {
					k.raiseTitles(q)
				}
			}
		}
	}
	k.raiseTitles(q)
	k.flushBest()
}

// raiseTitles raises best by the titles that are looked up.
func (k *kernel) raiseTitles(q *kernelReq) {
	for _, x := range k.long.done() {
		for _, e := range x.entries(longRow) {
			k.best[x.in] = max(k.best[x.in], q.points[q.worths[x.of].titles.at(e)])
		}
	}
}

// suspects adds the terms of which a row seems to have a title.
func (s *titleSlots) suspects(t *columns.Tile, l uint16, out []uint16) []uint16 {
	words, all := t.TitlesOf(int(l))
	if !all {
		for i := range s.next {
			out = append(out, uint16(i))
		}
		return out
	}
	for _, w := range words {
		for i := s.of[w&0xff]; i != 0; i = s.next[i-1] {
			out = append(out, i-1)
		}
		if w>>8 == w&0xff { // twice the same
			continue
		}
		for i := s.of[w>>8]; i != 0; i = s.next[i-1] {
			out = append(out, i-1)
		}
	}
	return out
}

// titleList are the titles of a concept in the block of a row.
func titleList(t *columns.Tile, f foundTerm, row uint16) []uint32 {
	return t.Titles.List(int(f.cell) + int(row/columns.Block))
}
