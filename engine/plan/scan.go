package plan

import (
	"context"
	"math/bits"
	"slices"

	"tenon/index/columns"
	"tenon/index/facts"
)

// Sort is what a ranking is ordered by.
type Sort uint8

// The sort keys that the arithmetic gives.
const (
	ByOverall Sort = iota
	ByForward
	ByReverse
)

// Options say whom a scan considers and what it keeps.
type Options struct {
	K      int
	Sort   Sort
	RoleID string // for ties
	Org    string // rows of this organisation and public ones are considered
	Strict bool
	// Filter, when set, adds the rows of a tile that pass the filters to keep, which is empty; the others are counted as filtered.
	Filter func(tile int, t *columns.Tile, keep *columns.RowSet)
	// Vetoed keeps the vetoed instead of the others.
	Vetoed bool
	// Threads is how many goroutines may work; the result is the same. Filter is called by all of them.
	Threads int
	// Plain leaves the instructions out that work on many rows at a time, see [Instructions]; the result is the same.
	Plain bool
}

// Result is the exact top k with what became of everyone: Total = Scored + Skipped + Vetoed + Filtered.
type Result struct {
	Hits                                     []Hit
	Total, Scored, Skipped, Vetoed, Filtered int
}

// Scan ranks all candidates of a snapshot for a plan: the exact top k.
func Scan(ctx context.Context, s *columns.Snapshot, p *Plan, o Options) (*Result, error) {
	near, units := nearTo(s.Tiles, p), blocksOf(s)
	near.first(units)
	rankers := make([]ranker, threads(o.Threads, len(units)))
	scanners := newScanners(s, p, o, units, len(rankers))
	for i, sc := range scanners {
		sc.toldNear(near)
		rankers[i] = sc
	}
	res, err := inRounds(ctx, len(units), o.K, rankers)
	if err != nil {
		return nil, err
	}
	for _, sc := range scanners {
		scratches.Put(sc.scratch)
	}
	return &res, nil
}

// unit is what a scan ranks at a time: a block of a tile.
type unit struct{ tile, block int }

func blocksOf(s *columns.Snapshot) (out []unit) {
	n := 0
	for _, t := range s.Tiles {
		n += t.NumBlocks()
	}
	out = make([]unit, 0, n)
	for i, t := range s.Tiles {
		for b := range t.NumBlocks() {
			out = append(out, unit{i, b})
		}
	}
	return out
}

// newScanners are scanners over the same blocks, each for one goroutine.
func newScanners(s *columns.Snapshot, p *Plan, o Options, units []unit, n int) []*scanner {
	tables, kept := newTables(p), newKept(s, o.Filter)
	out := make([]*scanner, n)
	for i := range out {
		out[i] = newScanner(tables, scratches.Get().(*scratch), o)
		out[i].snap, out[i].units, out[i].kept = s, units, kept
	}
	return out
}

func newScanner(t *tables, room *scratch, o Options) *scanner {
	p := t.plan.remembering(room)
	sc := &scanner{scratch: room, p: p, k: newKernel(t, room), o: o, tie: tieOf(o.RoleID), res: &Result{}}
	if sc.can = p.can(); o.Plain {
		sc.k.do = plainly
	}
	for stated := range sc.lambda {
		sc.lambda[stated] = int32(p.World.LambdaOf(uint8(stated) &^ columns.Pinned))
	}
	sc.margins = newMargins(p, o.Sort, &sc.lambda, false)
	return sc
}

func (s *scanner) rank(i int, top *Top, res *Result) {
	u := s.units[i]
	s.top, s.res = top, res
	s.enter(s.snap.Tiles[u.tile], u.block)
	s.unpin(u)
	s.ranked(u.tile)
}

// toldNear has the scanner know who lives near: others who are pinned have less to come.
func (s *scanner) toldNear(n nearby) {
	if s.near = n; n != nil {
		s.k.seen = map[*columns.Tile]*tileTerms{} // near blocks of all tiles come first
		s.margins = newMargins(s.p, s.o.Sort, &s.lambda, true)
	}
}

// unpin makes those of a block who live near as good as who roams: they do not need to.
func (s *scanner) unpin(u unit) {
	s.roaming = (*blockSet)(s.t.Roaming[s.from/64:])
	if s.near == nil || s.near[u.tile].in[u.block] == 0 {
		return
	}
	s.roams = *s.roaming
	s.roaming = &s.roams
	s.stated = s.states[:copy(s.states[:], s.stated)]
	n := &s.near[u.tile]
	for _, r := range n.runs[n.from[u.block]:] {
		if r.from >= s.from+s.n {
			break
		}
		s.unpinRun(r.from-s.from, r.to-s.from)
	}
}

// unpinRun does so with the rows from … to-1 of the block.
func (s *scanner) unpinRun(from, to int) {
	run := s.stated[from:to]
	for l := range run {
		run[l] &^= columns.Pinned
	}
	stating := (*blockSet)(s.t.Stating[s.from/64:])
	for w := from >> 6; w <= (to-1)>>6; w++ {
		mask := ^uint64(0)
		if first := from - w<<6; first > 0 {
			mask <<= first
		}
		if over := (w+1)<<6 - to; over > 0 {
			mask &= ^uint64(0) >> over
		}
		s.roams[w] |= stating[w] & mask
	}
}

// scanner ranks one block after the other. It has scratch space: one goroutine.
type scanner struct {
	*scratch
	snap   *columns.Snapshot
	units  []unit
	kept   *kept
	p      *Plan
	k      *kernel
	o      Options
	top    *Top
	res    *Result
	lambda [wishes]int32
	can    uint8
	tie    uint64   // of the role
	first  []uint16 // rows that promise most
	order  []int64

	margins
	near nearby // nil: nobody is known to be away

	t       *columns.Tile
	from, n int     // the rows of the block: those from … from+n-1 of the tile
	stated  []uint8 // of them, those who live near as if they were not pinned
	asks    []uint8
	roaming *blockSet
	place   int // the last one asked for, or -1
}

// enter makes a block the one that is scored.
func (s *scanner) enter(t *columns.Tile, block int) {
	from, to := t.Span(block)
	s.t, s.from, s.n, s.stated, s.asks = t, from, to-from, t.Stated[from:to], t.Asks[from:to]
	s.place = -1
	s.k.enter(t, block)
}

// ranked ranks the rows of a block. F is made in steps, the cheapest a row first; between them those leave whom the most that is
// still to come cannot lift to the floor.
func (s *scanner) ranked(tile int) {
	eligible := s.sift(tile)
	if eligible == 0 {
		return
	}
	before := s.res.Total
	if eligible <= columns.Block/sparse {
		s.rankFew(tile)
	} else {
		s.rankMany(tile, eligible)
	}
	skipped := eligible - (s.res.Total - before)
	s.res.Total += skipped
	if s.o.Vetoed {
		s.res.Vetoed += skipped
	} else {
		s.res.Skipped += skipped
	}
}

// rankFew ranks the eligible rows one by one.
func (s *scanner) rankFew(tile int) {
	rows := s.in.appendTo(s.rows[:0])
	s.k.begin(rows)
	for step := 1; step < listSteps; step++ {
		rows = s.cut(rows, s.k.rest[step])
		s.k.step(step, rows)
	}
	s.finish(tile, s.cut(rows, s.k.rest[listSteps]))
}

// rankMany reads lists for all rows of the block: a cut between them saves nothing.
func (s *scanner) rankMany(tile, eligible int) {
	all := everyRow[:s.n]
	s.k.begin(all)
	for step := 1; step < listSteps; step++ {
		s.k.step(step, all)
	}
	s.seed(tile, eligible)
	rest := s.k.rest[listSteps]
	rows := s.firstCut(rest)
	if best, others := s.promising(rows); len(best) > 0 {
		s.finish(tile, best)
		rows = s.cut(others, rest)
	}
	s.finish(tile, rows)
}

// finish makes the rest of F of the rows, and ranks them.
func (s *scanner) finish(tile int, rows []uint16) {
	for step := listSteps; step < steps; step++ {
		s.k.step(step, rows)
		rows = s.cut(rows, s.k.rest[step+1])
	}
	s.bestFirst(rows)
	for at, l := range rows {
		if at%fetched == 0 {
			s.fetch(rows[at:min(len(rows), at+fetched)])
		}
		if s.bounded(l) >= s.top.Floor() {
			s.row(tile, int(l))
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

// bounded is the most that the key of a row can be, but for what is still to come of F, which is the same for all.
func (s *scanner) bounded(l uint16) int32 {
	return s.of(int32(s.k.acc[l]), s.stated[l], s.asks[l])
}

// fetch reads what each row wants before any of it is needed; see [kernel.readAhead].
func (s *scanner) fetch(rows []uint16) {
	if len(s.t.Wishes) == 0 {
		return
	}
	sum := uint32(0)
	for _, l := range rows {
		sum += uint32(s.t.WishOf(s.from + int(l)).KM)
	}
	s.k.touched += uint64(sum)
}

// everyRow lists the rows of a full block.
var everyRow = func() (all [columns.Block]uint16) {
	for l := range all {
		all[l] = uint16(l)
	}
	return all
}()

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
