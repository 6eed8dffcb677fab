package plan

import (
	"context"

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
	rankers := make([]ranker, threads(o.Threads, len(s.Tiles)))
	for i := range rankers {
		rankers[i] = newScanner(s, p, o)
	}
	res, err := inRounds(ctx, len(s.Tiles), o.K, rankers)
	if err != nil {
		return nil, err
	}
	return &res, nil
}

func newScanner(s *columns.Snapshot, p *Plan, o Options) *scanner {
	p = p.remembering()
	sc := &scanner{snap: s, p: p, k: newKernel(p), o: o}
	sc.can, sc.most = p.can(), p.most()
	for m := range sc.lambda {
		sc.lambda[m] = int32(p.World.LambdaOf(uint8(m)))
		sc.bound[m] = bounds(o.Sort, sc.lambda[m], sc.most[m])
	}
	return sc
}

func (s *scanner) rank(i int, top *Top, res *Result) {
	s.top, s.res = top, res
	s.tile(s.snap, i, s.snap.Tiles[i])
}

type scanner struct {
	snap    *columns.Snapshot
	p       *Plan
	k       *kernel
	o       Options
	top     *Top
	res     *Result
	lambda  [1 << facts.Preferences]int32
	bound   [1 << facts.Preferences]linear
	most    [1 << facts.Preferences]int32
	can     uint8
	keep    columns.RowSet
	verdict [columns.Rows]Verdict
	rows    [columns.Rows]uint16
	fetched int64 // keeps the reads of fetch from being left out
	leasts  [1 << facts.Preferences]uint16
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

// tile ranks the rows of one tile. F is made in three steps, the cheapest a row first; between them those leave whom the most
// that is still to come cannot lift to the floor.
func (s *scanner) tile(snap *columns.Snapshot, i int, t *columns.Tile) {
	rows := s.eligible(snap, i, t)
	if len(rows) == 0 {
		return
	}
	s.k.beginWith(t, rows)
	eligible := len(rows)
	for step := range steps {
		if step == 0 && len(rows) == t.N {
			rows = s.firstCut(t, s.k.rest[step])
		} else {
			rows = s.cut(t, rows, s.k.rest[step])
		}
		s.k.step(step, t, rows)
	}
	rows = s.cut(t, rows, 0)
	floor, skipped := s.top.Floor(), eligible-len(rows)
	s.fetch(t, rows)
	for _, l := range rows {
		if b := s.bound[t.Stated[l]]; int32(s.k.acc[l])*b.f+b.c < floor {
			skipped++
			continue
		}
		floor = s.row(i, t, int(l))
	}
	s.res.Total += skipped
	if s.o.Vetoed {
		s.res.Vetoed += skipped
	} else {
		s.res.Skipped += skipped
	}
}

// fetch reads what each row wants before any of it is needed: far memory read side by side costs a fraction of the same reads
// one after the other, each behind a decision.
func (s *scanner) fetch(t *columns.Tile, rows []uint16) {
	for _, l := range rows {
		s.fetched += t.Wishes[t.Wish[l]].PayUSD
	}
}

// eligible are the rows of a tile that are seen, pass the filters and, as asked, the gates; the others are booked.
func (s *scanner) eligible(snap *columns.Snapshot, i int, t *columns.Tile) []uint16 {
	dead := snap.Dead[i]
	everyone := dead == nil && t.Orgs == nil && s.o.Org == ""
	gates := s.k.gates || t.Only || s.o.Vetoed
	if everyone && !gates && s.o.Filter == nil {
		return everyRow[:t.N]
	}
	if s.o.Filter != nil {
		s.keep = columns.RowSet{}
		s.o.Filter(i, t, &s.keep)
		if everyone && !gates {
			rows := s.keep.Append(s.rows[:0])
			s.res.Total += t.N - len(rows)
			s.res.Filtered += t.N - len(rows)
			return rows
		}
	}
	if s.k.gates {
		s.k.vetoes(t, &s.verdict)
	}
	n := 0
	for l := range t.N {
		switch {
		case !everyone && !s.visible(t, dead, l):
		case s.o.Filter != nil && !s.keep.Has(l):
			s.res.Total++
			s.res.Filtered++
		case gates && s.vetoed(t, l) != s.o.Vetoed:
			s.res.Total++
			s.res.count(s.o.Vetoed)
		default:
			s.rows[n] = uint16(l)
			n++
		}
	}
	return s.rows[:n]
}

// everyRow lists the rows of a full tile.
var everyRow = func() (all [columns.Rows]uint16) {
	for l := range all {
		all[l] = uint16(l)
	}
	return all
}()

// cut keeps the rows that can still reach the floor when their F grows by rest.
func (s *scanner) cut(t *columns.Tile, rows []uint16, rest int32) []uint16 {
	least := s.least(rest)
	acc, n := &s.k.acc, 0
	for _, l := range rows {
		s.rows[n] = l
		n += atLeast(acc[l&(columns.Rows-1)], least[t.Stated[l]])
	}
	return s.rows[:n]
}

// firstCut is cut of all rows of a tile, which is most of the work of a scan.
func (s *scanner) firstCut(t *columns.Tile, rest int32) []uint16 {
	least := s.least(rest)
	stated, n := t.Stated, uint(0)
	acc := s.k.acc[:len(stated)]
	for l, a := range acc {
		s.rows[n&(columns.Rows-1)] = uint16(l)
		n += uint(atLeast(a, least[stated[l]&(1<<facts.Preferences-1)]))
	}
	return s.rows[:n]
}

// atLeast is 1 where a ≥ b, without a branch that the processor would guess.
func atLeast(a, b uint16) int { return int((uint32(b) - uint32(a) - 1) >> 31) }

// least is the F so far, by stated preferences, below which a row cannot reach the floor when rest is still to come.
func (s *scanner) least(rest int32) *[1 << facts.Preferences]uint16 {
	floor := s.top.Floor()
	for m, b := range s.bound {
		s.leasts[m] = b.least(floor, rest)
	}
	return &s.leasts
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

func (s *scanner) visible(t *columns.Tile, dead []uint64, l int) bool {
	if dead != nil && dead[l>>6]>>(l&63)&1 == 1 {
		return false
	}
	return t.Public[l] || t.Org(l) == s.o.Org
}

// count books a row that a veto keeps out; when the vetoed are asked for, the others are booked as scored.
func (r *Result) count(vetoedWanted bool) {
	if vetoedWanted {
		r.Scored++
	} else {
		r.Vetoed++
	}
}

func (s *scanner) vetoed(t *columns.Tile, l int) bool {
	if s.k.gates && (s.verdict[l] == Vetoed || s.o.Strict && s.verdict[l] == Unverified) {
		return true
	}
	w := &t.Wishes[t.Wish[l]]
	for k := facts.Preference(0); k < facts.Preferences; k++ {
		if w.Only&w.Stated>>k&1 == 0 {
			continue
		}
		v := s.p.wishGate(k, w, facts.Country(t.Country[l]))
		if v == Vetoed || s.o.Strict && v == Unverified {
			return true
		}
	}
	return false
}

// row scores a row that its bound does not keep out, and returns the new floor. On the way to R it is skipped once what is
// left cannot lift it to the floor.
func (s *scanner) row(i int, t *columns.Tile, l int) int32 {
	stated, floor := t.Stated[l], s.top.Floor()
	f, lambda := int32(s.k.acc[l]), s.lambda[stated]
	s.res.Total++
	var r int32
	if stated != 0 {
		var ok bool
		r, ok = s.p.reverseFrom(&t.Wishes[t.Wish[l]], stated, facts.Country(t.Country[l]), s.can, s.most[stated], s.need(f, lambda, floor))
		if !ok {
			s.skip()
			return floor
		}
	}
	s.res.count(!s.o.Vetoed)
	if key := sortKey(s.o.Sort, f, r, lambda); key >= floor {
		id := t.IDs[l]
		s.top.Push(Hit{Key: key, F: f, R: r, Overall: Overall(f, r, int(lambda)), Tie: Tie(s.o.RoleID, id), ID: id, Org: t.Org(l), Tile: i, Row: l})
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
