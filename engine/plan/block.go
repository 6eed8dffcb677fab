package plan

import (
	"math/bits"
	"slices"

	"tenon/index/columns"
)

// enter makes a block the one that is scored.
func (s *scanner) enter(t *columns.Tile, block int) {
	from, to := t.Span(block)
	s.t, s.from, s.n, s.stated, s.asks = t, from, to-from, t.Stated[from:to], t.Asks[from:to]
	s.place = -1
	s.k.enter(t, block)
}

// ranked ranks the rows of a block. F is made in turns; between them those leave whom the most that is still to come cannot lift to
// the floor.
func (s *scanner) ranked(tile int) {
	eligible := s.sift(tile)
	if eligible == 0 {
		return
	}
	before := s.res.Total
	if eligible <= columns.Block/sparse {
		s.take(tile, appendFrom(s.hand.room[:0], s.in[:], s.from))
		s.rankHand(tile)
	} else {
		s.rankMany(tile, eligible)
	}
	s.skipped(eligible - (s.res.Total - before))
}

// skipped books so many rows that are shown to stay below the floor.
func (s *scanner) skipped(skipped int) {
	s.res.Total += skipped
	if s.o.Vetoed {
		s.res.Vetoed += skipped
	} else {
		s.res.Skipped += skipped
	}
}

// rankMany reads lists for all rows of the block: a cut between them saves nothing.
func (s *scanner) rankMany(tile, eligible int) {
	all, lists := everyRow[:s.n], s.k.lists
	s.k.begin()
	s.k.sort(s.k.found)
	for turn := range lists {
		s.k.add(turn, all)
	}
	s.seed(tile, eligible)
	rest := s.k.rest[lists]
	rows := s.firstCut(rest)
	if best, others := s.promising(rows); len(best) > 0 {
		s.finish(tile, best)
		rows = s.cut(others, rest)
	}
	s.finish(tile, rows)
}

// finish makes what is left of F of the rows once lists have been read, and ranks them.
func (s *scanner) finish(tile int, rows []uint16) {
	s.rankThese(tile, s.k.finish(s.k.lists, rows, s.cut))
}

// rankThese ranks rows whose F is made.
func (s *scanner) rankThese(tile int, rows []uint16) {
	s.bestFirst(rows)
	for at, l := range rows {
		if at%fetched == 0 {
			s.fetch(rows[at:min(len(rows), at+fetched)])
		}
		if s.bounded(l) >= s.top.Floor() {
			s.row(tile, s.from+int(l), int32(s.k.acc[l]), s.stated[l])
		}
	}
}

// fetched is how many rows are fetched at a time.
const fetched = 8

// bestFirst puts the rows in order of their bounds, the largest first, where they are many.
func (s *scanner) bestFirst(rows []uint16) {
	if len(rows) <= fetched {
		return
	}
	s.order = s.order[:0]
	for _, l := range rows {
		s.order = append(s.order, int64(s.bounded(l))<<16|int64(l))
	}
	slices.Sort(s.order)
	for i, x := range s.order {
		rows[len(rows)-1-i] = uint16(x)
	}
}

// seed finishes some rows of a block that have most of F where nothing makes a floor yet. They are in seeded then.
func (s *scanner) seed(tile, eligible int) {
	s.seeded = blockSet{}
	want := fewOfMany * s.o.K
	if s.top.Floor() >= 0 || want == 0 || want > eligible/4 {
		return
	}
	from, none := 0, Full+1 // so much of F have enough rows; so much have too few
	for none-from > 1 {
		if mid := (from + none) / 2; s.having(uint16(mid)) >= want {
			from = mid
		} else {
			none = mid
		}
	}
	if s.having(uint16(from)) > fewOfMany*want {
		return
	}
	s.seeded = s.bits
	s.first = s.bits.appendTo(s.first[:0])
	s.finish(tile, s.first)
	s.first = s.first[:0]
}

// having sets bits to the rows that have so much of F, and counts them.
func (s *scanner) having(f uint16) int {
	s.reach(f, f)
	return s.bits.count()
}

// reach sets bits to the eligible rows of the block that have so much of F: who roams, and others.
func (s *scanner) reach(roaming, others uint16) {
	s.k.do.reach(&s.k.acc, roaming, others, (*[columns.Block / 64]uint64)(s.roaming), (*[columns.Block / 64]uint64)(&s.bits))
	for w := range s.bits {
		s.bits[w] &= s.in[w]
	}
}

// The rows of a block that promise most are finished first where so many are left that the floor they make is worth it.
const (
	manyRows  = columns.Block / 16
	fewOfMany = 4 // times as many as are wanted promise most
)

// promising parts rows into those whose bound is largest, a few times as many as are wanted, and the others. It gives none where
// few rows are left.
func (s *scanner) promising(rows []uint16) (best, others []uint16) {
	want := fewOfMany * s.o.K
	if len(rows) < manyRows || want == 0 || want > len(rows)/4 {
		return nil, rows
	}
	var counts [256]int
	rough := func(l uint16) int { return int(min(s.bounded(l)>>12, 255)) } // most keys are below 1<<20
	for _, l := range rows {
		counts[rough(l)]++
	}
	from := len(counts) - 1
	for n := counts[from]; n < want; n += counts[from] {
		from--
	}
	n := 0
	for _, l := range rows {
		if rough(l) >= from {
			s.first = append(s.first, l)
			continue
		}
		s.others[n] = l
		n++
	}
	best, s.first = s.first, s.first[:0]
	return best, s.others[:n]
}

// everyRow lists the rows of a full block.
var everyRow = func() (all [columns.Block]uint16) {
	for l := range all {
		all[l] = uint16(l)
	}
	return all
}()

// bounded is the most that the key of a row can be, but for what is still to come of F, which is the same for all.
func (s *scanner) bounded(l uint16) int32 {
	return s.of(int32(s.k.acc[l]), s.stated[l], s.asks[l])
}

// fetch reads what each row wants before any of it is needed: far memory read side by side costs a fraction of the same reads one after
// the other, each behind a decision.
func (s *scanner) fetch(rows []uint16) {
	if len(s.t.Wishes) == 0 {
		return
	}
	for _, l := range rows {
		s.touch(s.from + int(l))
	}
}

// touch reads what a row wants.
func (s *scanner) touch(at int) { s.k.touched += uint64(s.t.WishOf(at).KM) }

// cut keeps the rows that can still reach the floor when their F grows by rest.
func (s *scanner) cut(rows []uint16, rest int32) []uint16 {
	acc, n, floor := &s.k.acc, 0, s.top.Floor()
	for _, l := range rows {
		s.rows[n&(columns.Block-1)] = l
		n += atLeast(s.of(int32(acc[l&(columns.Block-1)])+rest, s.stated[l], s.asks[l]), floor)
	}
	return s.rows[:n]
}

// firstCut is cut of all eligible rows of a block: those that reach the least of all who roam, or of all others, are few, and asked again
// for their own.
func (s *scanner) firstCut(rest int32) []uint16 {
	acc, floor := &s.k.acc, s.top.Floor()
	s.reach(least(s.ofRoaming, floor, rest), least(s.ofOthers, floor, rest))
	n := 0
	for w, word := range s.bits {
		for word &^= s.seeded[w]; word != 0; word &= word - 1 {
			l := w<<6 + bits.TrailingZeros64(word)
			s.rows[n&(columns.Block-1)] = uint16(l)
			n += atLeast(s.of(int32(acc[l])+rest, s.stated[l], s.asks[l]), floor)
		}
	}
	return s.rows[:n]
}

// atLeast is 1 where a ≥ b, without a branch that the processor would guess. Neither is near the ends of its type.
func atLeast(a, b int32) int { return int(uint32(b-a-1) >> 31) }
