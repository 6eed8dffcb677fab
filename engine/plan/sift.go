package plan

import (
	"math/bits"

	"tenon/index/columns"
	"tenon/index/facts"
)

// sift makes in the rows of the block that are seen, pass the filters and, as asked, the gates, and counts them; the others are
// booked.
func (s *scanner) sift(tile int) int {
	left := s.see(s.snap.Dead[tile])
	if s.o.Filter != nil {
		seen := left
		left = s.in.meet(s.kept.block(tile, s.from))
		s.res.Total += seen - left
		s.res.Filtered += seen - left
	}
	switch {
	case s.k.gates || s.o.Vetoed:
		if s.k.gates {
			s.k.vetoes(&s.verdict)
		}
		s.judge(nil)
	case s.t.Only && left > 0:
		s.judge((*blockSet)(s.t.Firm[s.from/64:]))
	default:
		return left
	}
	return s.in.count()
}

// eligible lists the rows of sift.
func (s *scanner) eligible(tile int) []uint16 {
	s.sift(tile)
	return s.in.appendTo(s.rows[:0])
}

// see makes in the rows that are seen, and counts them.
func (s *scanner) see(dead []uint64) int {
	s.in = everyone
	if s.n < columns.Block {
		s.in = blockSet{}
		for w := range s.n >> 6 {
			s.in[w] = ^uint64(0)
		}
		if over := s.n & 63; over != 0 {
			s.in[s.n>>6] = 1<<over - 1
		}
	}
	if dead != nil {
		for w, gone := range dead[s.from/64 : (s.from+s.n+63)/64] {
			s.in[w] &^= gone
		}
	}
	if s.seesAll() {
		if dead == nil {
			return s.n
		}
		return s.in.count()
	}
	for l := range s.n {
		if !s.t.ShownTo(s.from+l, s.o.Org) {
			s.in[l>>6] &^= 1 << (l & 63)
		}
	}
	return s.in.count()
}

// seesAll says whether every row of the tile is seen that has no tombstone.
func (s *scanner) seesAll() bool { return !s.t.Owned() && s.o.Org == "" }

// everyone are the rows of a full block.
var everyone = func() (all blockSet) {
	for w := range all {
		all[w] = ^uint64(0)
	}
	return all
}()

// judge takes those out of in, among some rows or, for nil, all, whom gates keep out, or, when the vetoed are asked for, do not.
func (s *scanner) judge(some *blockSet) {
	for w, word := range s.in {
		if some != nil {
			word &= some[w]
		}
		for ; word != 0; word &= word - 1 {
			if l := w<<6 + bits.TrailingZeros64(word); s.vetoed(l) != s.o.Vetoed {
				s.in[w] &^= 1 << (l & 63)
				s.res.Total++
				s.res.count(s.o.Vetoed)
			}
		}
	}
}

// count books a row that a veto keeps out; when the vetoed are asked for, the others are booked as scored.
func (r *Result) count(vetoedWanted bool) {
	if vetoedWanted {
		r.Scored++
	} else {
		r.Vetoed++
	}
}

func (s *scanner) vetoed(l int) bool {
	if s.k.gates && (s.verdict[l] == Vetoed || s.o.Strict && s.verdict[l] == Unverified) {
		return true
	}
	w := s.t.WishOf(s.from + l)
	for k := facts.Preference(0); k < facts.Preferences; k++ {
		if w.Only&w.Stated>>k&1 == 0 {
			continue
		}
		v := s.p.wishGate(k, w, s.country(s.from+l))
		if v == Vetoed || s.o.Strict && v == Unverified {
			return true
		}
	}
	return false
}
