package plan

import (
	"context"
	"math/bits"

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
}

// Result is the exact top k with what became of everyone: Total = Scored + Skipped + Vetoed + Filtered.
type Result struct {
	Hits                                     []Hit
	Total, Scored, Skipped, Vetoed, Filtered int
}

// Scan ranks all candidates of a snapshot for a plan: the exact top k.
func Scan(ctx context.Context, s *columns.Snapshot, p *Plan, o Options) (*Result, error) {
	units := blocksOf(s)
	rankers := make([]ranker, threads(o.Threads, len(units)))
	scanners := newScanners(s, p, o, units, len(rankers))
	for i, sc := range scanners {
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
	p := t.plan.remembering()
	sc := &scanner{scratch: room, p: p, k: newKernel(t, room), o: o, res: &Result{}}
	sc.can, sc.most = p.can(), p.most()
	for m := range sc.lambda {
		sc.lambda[m] = int32(p.World.LambdaOf(uint8(m)))
		sc.bound[m] = bounds(o.Sort, sc.lambda[m], sc.most[m])
	}
	return sc
}

func (s *scanner) rank(i int, top *Top, res *Result) {
	u := s.units[i]
	s.top, s.res = top, res
	s.enter(s.snap.Tiles[u.tile], u.block)
	s.ranked(u.tile)
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
	lambda [1 << facts.Preferences]int32
	bound  [1 << facts.Preferences]linear
	most   [1 << facts.Preferences]int32
	can    uint8
	leasts leasts
	first  []uint16 // rows that promise most

	t       *columns.Tile
	from, n int     // the rows of the block: those from … from+n-1 of the tile
	stated  []uint8 // of them
	place   int     // the last one asked for, or -1
}

// enter makes a block the one that is scored.
func (s *scanner) enter(t *columns.Tile, block int) {
	from, to := t.Span(block)
	s.t, s.from, s.n, s.stated = t, from, to-from, t.Stated[from:to]
	s.place = -1
	s.k.enter(t, block)
}

// linear bounds a key from above: F·f + c.
type linear struct{ f, c int32 }

// bounds is the bound of a key when R is at most most.
func bounds(by Sort, lambda, most int32) linear {
	switch by {
	case ByForward:
		return linear{f: 1}
	case ByReverse:
		return linear{c: most}
	case ByOverall:
	}
	return linear{100 - lambda, lambda * most}
}

// ranked ranks the rows of a block. F is made in steps, the cheapest a row first; between them those leave whom the most that is
// still to come cannot lift to the floor.
func (s *scanner) ranked(tile int) {
	rows := s.eligible(tile)
	if len(rows) == 0 {
		return
	}
	before, eligible := s.res.Total, len(rows)
	s.k.begin(rows)
	for step := range steps - 1 {
		if s.k.few { // otherwise all lists are read for everybody, and a cut between them saves nothing
			rows = s.cut(rows, s.k.rest[step])
		}
		s.k.step(step, rows)
	}
	rest := s.k.rest[steps-1]
	if len(rows) == s.n {
		rows = s.firstCut(rest)
	} else {
		rows = s.cut(rows, rest)
	}
	if best, others := s.promising(rows); len(best) > 0 {
		s.finish(tile, best)
		rows = s.cut(others, rest)
	}
	s.finish(tile, rows)
	skipped := eligible - (s.res.Total - before)
	s.res.Total += skipped
	if s.o.Vetoed {
		s.res.Vetoed += skipped
	} else {
		s.res.Skipped += skipped
	}
}

// finish makes the rest of F of the rows, and ranks them.
func (s *scanner) finish(tile int, rows []uint16) {
	s.k.step(steps-1, rows)
	rows = s.cut(rows, 0)
	floor := s.top.Floor()
	s.fetch(rows)
	for _, l := range rows {
		if b := s.bound[s.stated[l]]; int32(s.k.acc[l])*b.f+b.c >= floor {
			floor = s.row(tile, int(l))
		}
	}
}

// The rows of a block that promise most are finished first where so many are left that the floor they make is worth it.
const (
	manyRows  = columns.Block / 2
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
	b := s.bound[s.stated[l]]
	return int32(s.k.acc[l])*b.f + b.c
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
	s.k.touched += sum
}

// eligible are the rows of the block that are seen, pass the filters and, as asked, the gates; the others are booked.
func (s *scanner) eligible(tile int) []uint16 {
	dead := s.snap.Dead[tile]
	everyone := dead == nil && s.t.Orgs == nil && s.o.Org == ""
	gates := s.k.gates || s.t.Only || s.o.Vetoed
	if everyone && !gates && s.o.Filter == nil {
		return everyRow[:s.n]
	}
	var keep *blockSet
	if s.o.Filter != nil {
		keep = s.kept.block(tile, s.from)
		if everyone && !gates {
			rows := keep.appendTo(s.rows[:0])
			s.res.Total += s.n - len(rows)
			s.res.Filtered += s.n - len(rows)
			return rows
		}
	}
	if s.k.gates {
		s.k.vetoes(&s.verdict)
	}
	n := 0
	for l := range s.n {
		switch {
		case !everyone && !s.visible(dead, s.from+l):
		case keep != nil && !keep.has(uint16(l)):
			s.res.Total++
			s.res.Filtered++
		case gates && s.vetoed(l) != s.o.Vetoed:
			s.res.Total++
			s.res.count(s.o.Vetoed)
		default:
			s.rows[n] = uint16(l)
			n++
		}
	}
	return s.rows[:n]
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
	if len(rows) < 1<<facts.Preferences { // than the table has entries
		for _, l := range rows {
			b := s.bound[s.stated[l]]
			s.rows[n] = l
			if (int32(acc[l])+rest)*b.f+b.c >= floor {
				n++
			}
		}
		return s.rows[:n]
	}
	least := s.least(rest)
	for _, l := range rows {
		s.rows[n] = l
		n += atLeast(acc[l&(columns.Block-1)], least[s.stated[l]])
	}
	return s.rows[:n]
}

// firstCut is cut of all rows of a block: those that reach the least of all sets of preferences that are stated, and of none, are
// few, and asked again for their own.
func (s *scanner) firstCut(rest int32) []uint16 {
	least := s.least(rest)
	s.k.do.reach(&s.k.acc, s.leasts.some, least[0], (*[columns.Block / 64]uint64)(s.t.Stating[s.from/64:]), (*[columns.Block / 64]uint64)(&s.bits))
	if over := s.n & 63; over != 0 {
		s.bits[s.n>>6] &= 1<<over - 1
	}
	if last := (s.n + 63) >> 6; last < len(s.bits) {
		clear(s.bits[last:])
	}
	n := uint(0)
	for w, word := range s.bits {
		for ; word != 0; word &= word - 1 {
			l := w<<6 + bits.TrailingZeros64(word)
			s.rows[n&(columns.Block-1)] = uint16(l)
			n += uint(atLeast(s.k.acc[l], least[s.stated[l]&(1<<facts.Preferences-1)]))
		}
	}
	return s.rows[:n]
}

// atLeast is 1 where a ≥ b, without a branch that the processor would guess.
func atLeast(a, b uint16) int { return int((uint32(b) - uint32(a) - 1) >> 31) }

// leasts are, by stated preferences, the F so far below which a row cannot reach a floor when rest is still to come.
type leasts struct {
	of          [1 << facts.Preferences]uint16
	some        uint16 // the least of those that are not of nobody's wish
	floor, rest int32
	made        bool
}

func (s *scanner) least(rest int32) *[1 << facts.Preferences]uint16 {
	floor, x := s.top.Floor(), &s.leasts
	if x.made && x.floor == floor && x.rest == rest {
		return &x.of
	}
	x.made, x.floor, x.rest, x.some = true, floor, rest, Full+1
	for m, b := range s.bound {
		if x.of[m] = b.least(floor, rest); m > 0 {
			x.some = min(x.some, x.of[m])
		}
	}
	return &x.of
}

// least is the least F, when rest is still to come, that reaches the floor; above [Full] when none does.
func (b linear) least(floor, rest int32) uint16 {
	switch {
	case b.c+rest*b.f >= floor:
		return 0
	case b.f == 0:
		return Full + 1
	}
	return uint16(min(Full+1, (floor-b.c+b.f-1)/b.f-rest))
}

// visible says whether a row of the tile is seen.
func (s *scanner) visible(dead []uint64, l int) bool {
	if dead != nil && dead[l>>6]>>(l&63)&1 == 1 {
		return false
	}
	return s.t.ShownTo(l, s.o.Org)
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
		v := s.p.wishGate(k, w, s.country(l))
		if v == Vetoed || s.o.Strict && v == Unverified {
			return true
		}
	}
	return false
}

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
	stated := s.stated[l]
	if stated == 0 {
		return 0, true
	}
	return s.p.reverseFrom(s.t.WishOf(s.from+l), stated, s.country(l), s.can, s.most[stated], need)
}

// row scores a row that its bound does not keep out, and returns the new floor. On the way to R it is skipped once what is
// left cannot lift it to the floor.
func (s *scanner) row(tile, l int) int32 {
	floor, f, lambda := s.top.Floor(), int32(s.k.acc[l]), s.lambda[s.stated[l]]
	s.res.Total++
	r, ok := s.reverse(l, s.need(f, lambda, floor))
	if !ok {
		s.skip()
		return floor
	}
	s.res.count(!s.o.Vetoed)
	if key := sortKey(s.o.Sort, f, r, lambda); key >= floor {
		at := s.from + l
		id := s.t.IDs[at]
		s.top.Push(Hit{Key: key, F: f, R: r, Overall: Overall(f, r, int(lambda)), Tie: Tie(s.o.RoleID, id), ID: id, Org: s.t.Org(at), Tile: tile, Row: at})
	}
	return s.top.Floor()
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
