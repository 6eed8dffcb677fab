package plan

import (
	"tenon/index/columns"
	"tenon/index/facts"
)

// country is where a row lives. Rows are mostly asked for in order.
func (s *scanner) country(l int) facts.Country {
	at := s.from + l
	if s.place < 0 || at < int(s.t.Places[s.place].From) || at >= s.t.PlaceEnd(s.place) {
		s.place = s.t.PlaceOf(at)
	}
	return s.t.Places[s.place].Country
}

// reverse is R of a row, or false as soon as it is shown to be less than need.
func (s *scanner) reverse(l int, need int32) (int32, bool) {
	stated := s.stated[l] &^ columns.Pinned
	if stated == 0 {
		return 0, true
	}
	return s.p.reverseFrom(s.t.WishOf(s.from+l), stated, s.country(l), s.can, s.most[stated], need)
}

// row scores a row that its bound does not keep out. On the way to R it is skipped once what is left cannot lift it to the floor.
func (s *scanner) row(tile, l int) {
	floor, f, lambda := s.top.Floor(), int32(s.k.acc[l]), s.lambda[s.stated[l]]
	s.res.Total++
	r, ok := s.reverse(l, s.need(f, lambda, floor))
	if !ok {
		s.skip()
		return
	}
	s.res.count(!s.o.Vetoed)
	if key := sortKey(s.o.Sort, f, r, lambda); key >= floor {
		at := s.from + l
		id := s.t.IDs[at]
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
