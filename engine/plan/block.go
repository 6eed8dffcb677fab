package plan

import (
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
func (s *scanner) ranked(u unit) {
	eligible := s.visit(u)
	if s.rankFew(u.tile, eligible) {
		return
	}
	before := s.res.Total
	s.k.readLists()
	s.rankMany(u.tile, nil)
	s.skipped(eligible - (s.res.Total - before))
}

// rankFew ranks the rows of a block that has so few of them that lists are not read for all, or says that there are more.
func (s *scanner) rankFew(tile, eligible int) bool {
	switch {
	case eligible == 0:
		return true
	case eligible > columns.Block/sparse:
		return false
	}
	before := s.res.Total
	s.take(tile, appendFrom(s.hand.room[:0], s.in[:], s.from))
	s.rankHand()
	s.skipped(eligible - (s.res.Total - before))
	return true
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

// rankMany ranks the rows of a block of which lists have been read, but for those, if any, that are ranked already.
func (s *scanner) rankMany(tile int, ranked *blockSet) {
	rest := s.k.rest[s.k.lists]
	rows := s.firstCut(rest, ranked)
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

// having sets bits to the rows that have so much of F, and counts them.
func (s *scanner) having(f uint16) int {
	s.reach(f, f)
	return s.bits.count()
}

// reach sets bits to the eligible rows of the block that have so much of F: who roams, and others.
func (s *scanner) reach(roaming, others uint16) {
	s.k.do.reach(s.k.acc, roaming, others, (*[columns.Block / 64]uint64)(s.roaming), (*[columns.Block / 64]uint64)(&s.bits))
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
	var steps boundSteps
	for _, l := range rows {
		steps.add(s.bounded(l))
	}
	least, n := steps.least(want), 0
	s.first = s.first[:0]
	for _, l := range rows {
		if s.bounded(l) >= least {
			s.first = append(s.first, l)
			continue
		}
		s.others[n] = l
		n++
	}
	return s.first, s.others[:n]
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
	for _, l := range rows {
		s.touch(s.t, s.from+int(l))
	}
}

// touch reads what a row of a tile wants.
func (s *scanner) touch(t *columns.Tile, at int) {
	if len(t.Wishes) > 0 {
		s.k.touched += uint64(t.WishOf(at).KM)
	}
}

// cut keeps the rows that can still reach the floor when their F grows by rest.
func (s *scanner) cut(rows []uint16, rest int32) []uint16 {
	acc, out, n, floor := s.k.acc, &s.rows, 0, s.top.Floor()
	m, stated, asks := &s.margins, s.stated, s.asks
	for _, l := range rows {
		out[n&(columns.Block-1)] = l
		n += atLeast(m.of(int32(acc[l&(columns.Block-1)])+rest, stated[l], asks[l]), floor)
	}
	return out[:n]
}

// firstCut is cut of all eligible rows of a block but for those, if any, that are ranked already. Who reach the least of all who roam, or of
// all others, are few, and asked again for their own.
func (s *scanner) firstCut(rest int32, ranked *blockSet) []uint16 {
	floor := s.top.Floor()
	s.reach(least(s.ofRoaming, floor, rest), least(s.ofOthers, floor, rest))
	if ranked != nil {
		for w, gone := range ranked {
			s.bits[w] &^= gone
		}
	}
	n := s.k.do.rows(s.t.Fixed[s.from:], s.rows[:], &s.bits, 0)
	return s.cut(s.cutByStates(s.rows[:n], rest), rest)
}

// cutByStates is cut by what rows state alone, which takes a quarter of the time and leaves half of them.
func (s *scanner) cutByStates(rows []uint16, rest int32) []uint16 {
	acc, out, n, floor := s.k.acc, &s.rows, 0, s.top.Floor()
	bound, stated := &s.margins.bound, s.stated
	for _, l := range rows {
		out[n&(columns.Block-1)] = l
		n += atLeast(bound[stated[l]].at(int32(acc[l&(columns.Block-1)])+rest), floor)
	}
	return out[:n]
}

// atLeast is 1 where a ≥ b, without a branch that the processor would guess. Neither is near the ends of its type.
func atLeast(a, b int32) int { return int(uint32(b-a-1) >> 31) }
