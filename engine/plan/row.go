package plan

import (
	"tenon/index/columns"
	"tenon/index/facts"
)

// country is where a row of the tile lives. Rows are mostly asked for in order.
func (s *scanner) country(at int) facts.Country {
	if s.place < 0 || at < int(s.t.Places[s.place].From) || at >= s.t.PlaceEnd(s.place) {
		s.place = s.t.PlaceOf(at)
	}
	return s.t.Places[s.place].Country
}

// reverse is R of a row of the tile, or false as soon as it is shown to be less than need.
func (s *scanner) reverse(at int, stated uint8, need int32) (int32, bool) {
	set := stated &^ columns.Pinned
	if set == 0 {
		return 0, true
	}
	return s.p.reverseFrom(s.t.WishOf(at), set, s.country(at), s.can, s.most[set], need)
}

// row scores a row of a tile that its bound does not keep out. On the way to R it is skipped once what is left cannot lift it to the floor.
func (s *scanner) row(tile, at int, f int32, stated uint8) {
	floor, lambda := s.top.Floor(), s.lambda[stated]
	s.res.Total++
	r, ok := s.reverse(at, stated, s.need(f, lambda, floor))
	if !ok {
		s.skip()
		return
	}
	s.res.count(!s.o.Vetoed)
	if key := sortKey(s.o.Sort, f, r, lambda); key >= floor {
		id := s.t.ID(at)
		s.top.Push(Hit{Key: key, F: f, R: r, Overall: Overall(f, r, int(lambda)), Tie: tieBehind(s.tie, id), ID: id, Org: s.t.Org(at), Tile: tile, Row: at})
	}
}

func (s *scanner) skip() {
	if s.o.Vetoed {
		s.res.Vetoed++
	} else {
		s.res.Skipped++
	}
}

func (s *scanner) need(f, lambda, floor int32) int32 { return need(s.o.Sort, f, lambda, floor) }

// need is the least R with which a row could reach the floor.
func need(by Sort, f, lambda, floor int32) int32 {
	switch {
	case by == ByReverse:
		return floor
	case by == ByForward || lambda == 0 || floor < 0:
		return 0
	}
	return (floor - f*(100-lambda) + lambda - 1) / lambda
}

func sortKey(by Sort, f, r, lambda int32) int32 {
	switch by {
	case ByForward:
		return f
	case ByReverse:
		return r
	case ByOverall:
	}
	return Overall(f, r, int(lambda))
}
