package plan

import (
	"slices"
	"sort"

	"tenon/index/columns"
)

// take makes rows of the tile at hand, which lie in the room of the hand, all that is in it.
func (s *scanner) take(tile int, rows []uint16) {
	h := &s.hand
	h.begin()
	h.rows = rows
	s.k.joinHand(tile)
	for i, l := range rows {
		c := &s.t.Fixed[l]
		h.of[i], h.stated[i], h.asks[i] = 0, c.Stated, c.Asks
	}
	s.unpinRows(tile, rows, h.stated[:])
}

// unpinRows makes those rows of a tile that are near as good as who roams.
func (s *scanner) unpinRows(tile int, rows []uint16, stated []uint8) {
	if s.near == nil || len(rows) == 0 {
		return
	}
	runs := s.near[tile].runs
	runs = runs[sort.Search(len(runs), func(i int) bool { return runs[i].to > int(rows[0]) }):]
	i := 0
	for _, r := range runs {
		for i < len(rows) && int(rows[i]) < r.from {
			i++
		}
		for ; i < len(rows) && int(rows[i]) < r.to; i++ {
			stated[i] &^= columns.Pinned
		}
		if i == len(rows) {
			return
		}
	}
}

// rankHand ranks the rows in the hand, the one of the largest bound first.
func (s *scanner) rankHand() {
	s.k.deal(s.cutHand)
	h := &s.hand
	s.order = s.order[:0]
	for i := range h.rows {
		s.order = append(s.order, int64(s.handBound(i, 0))<<16|int64(i))
	}
	slices.Sort(s.order)
	for n := len(s.order); n > 0; n-- {
		if n == len(s.order) || n%fetched == 0 {
			s.touchAll(s.order[max(0, n-fetched):n])
		}
		if i := int(uint16(s.order[n-1])); int32(s.order[n-1]>>16) >= s.top.Floor() {
			t := &h.tiles[h.of[i]]
			s.turnTo(t.Tile)
			s.row(t.number, int(h.rows[i]), int32(s.k.acc[i]), h.stated[i])
		}
	}
}

// turnTo makes a tile the one whose rows are scored one by one.
func (s *scanner) turnTo(t *columns.Tile) {
	if s.t != t {
		s.t, s.place = t, -1
	}
}

// handBound is the most that the key of a row of the hand can be when its F grows by rest.
func (s *scanner) handBound(i int, rest int32) int32 {
	return s.of(int32(s.k.acc[i])+rest, s.hand.stated[i], s.hand.asks[i])
}

// touchAll reads what rows of the hand want.
func (s *scanner) touchAll(order []int64) {
	for _, x := range order {
		i := uint16(x)
		s.touch(s.hand.tiles[s.hand.of[i]].Tile, int(s.hand.rows[i]))
	}
}

// cutHand leaves the rows that can still reach the floor when their F grows by rest.
func (s *scanner) cutHand(rest int32) {
	h, n, floor := &s.hand, 0, s.top.Floor()
	for i := range h.rows {
		s.k.keep(n, i)
		n += atLeast(s.handBound(n, rest), floor)
	}
	h.rows = h.rows[:n]
}
