package plan

import (
	"context"
	"slices"
	"sync"

	"tenon/index/columns"
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
	room := scanRooms.Get().(*scanRoom)
	defer scanRooms.Put(room)
	near, units := room.nearTo(s.Tiles, p), room.blocksOf(s)
	room.first(near, units)
	rankers := make([]ranker, threads(o.Threads, len(units)))
	scanners := newScanners(s, p, o, units, near, len(rankers))
	first := min(opening, len(units))
	for i, sc := range scanners {
		rankers[i] = opener{sc, first}
	}
	var res Result
	var err error
	if o.Filter != nil {
		res, err = scanFiltered(ctx, s, scanners)
	} else {
		res, err = inRounds(ctx, first, len(units)-first+1, o.K, rankers)
	}
	if err != nil {
		return nil, err
	}
	tables := scanners[0].k.tables
	scanners[0].kept.put()
	for _, sc := range scanners {
		sc.put()
	}
	tables.put()
	return &res, nil
}

// unit is what a scan ranks at a time: a block of a tile.
type unit struct{ tile, block int }

// scanRoom is what a scan goes through: no more than numbers. Rooms are kept for the next one.
type scanRoom struct {
	units, front []unit
	near         nearby
}

var scanRooms = sync.Pool{New: func() any { return new(scanRoom) }}

func blocksOf(s *columns.Snapshot) []unit { return new(scanRoom).blocksOf(s) }

func (r *scanRoom) blocksOf(s *columns.Snapshot) []unit {
	n := 0
	for _, t := range s.Tiles {
		n += t.NumBlocks()
	}
	r.units = slices.Grow(r.units[:0], n)
	for i, t := range s.Tiles {
		for b := range t.NumBlocks() {
			r.units = append(r.units, unit{i, b})
		}
	}
	return r.units
}

// newScanners are scanners over the same blocks, each for one goroutine.
func newScanners(s *columns.Snapshot, p *Plan, o Options, units []unit, near nearby, n int) []*scanner {
	tables, kept := tableRooms.Get().(*tables).of(p), newKept(s, o.Filter)
	out := make([]*scanner, n)
	for i := range out {
		out[i] = scannerRooms.Get().(*scanner)
		out[i].begin(tables, scratches.Get().(*scratch), o, near)
		out[i].snap, out[i].units, out[i].kept = s, units, kept
	}
	return out
}

func newScanner(t *tables, room *scratch, o Options, near nearby) *scanner {
	sc := new(scanner)
	sc.begin(t, room, o, near)
	return sc
}

// scannerRooms keep scanners, with what they have room in, for the next scan.
var scannerRooms = sync.Pool{New: func() any { return new(scanner) }}

// put keeps a scanner, without what it has scanned, and its scratch space.
func (s *scanner) put() {
	room := s.scratch
	s.k.forget()
	room.forget()
	if room.bounds != nil {
		room.bounds.plan = nil
	}
	*s = scanner{k: s.k, first: s.first[:0], order: s.order[:0]}
	scratches.Put(room)
	scannerRooms.Put(s)
}

// begin makes a scanner one of a plan.
func (sc *scanner) begin(t *tables, room *scratch, o Options, near nearby) {
	p, k := t.plan.remembering(room), sc.k
	if k == nil {
		k = new(kernel)
	}
	k.reset(t, room)
	*sc = scanner{scratch: room, p: p, k: k, o: o, tie: tieOf(o.RoleID), res: &Result{}, first: sc.first, order: sc.order}
	if sc.can = p.can(); o.Plain {
		sc.k.do = plainly
	}
	if sc.near = near; near != nil {
		sc.k.remember() // near blocks of all tiles come first
	}
	sc.margins = newMargins(p, o.Sort, near != nil)
}

func (s *scanner) rank(i int, top *Top, res *Result) {
	s.top, s.res = top, res
	s.rankUnit(s.units[i])
}

func (s *scanner) rankUnit(u unit) {
	if s.top.Floor() < 0 {
		s.rankOpening(u)
		return
	}
	s.ranked(u)
}

// visit makes a block the one that is scored, with those of it who live near where anybody is eligible, and counts who is: of what a filter
// leaves, most blocks have nobody.
func (s *scanner) visit(u unit) (eligible int) {
	s.enter(s.snap.Tiles[u.tile], u.block)
	if eligible = s.sift(u.tile); eligible > 0 {
		s.unpin(u)
	}
	return eligible
}

// scanner ranks one block after the other. It has scratch space: one goroutine.
type scanner struct {
	*scratch
	snap  *columns.Snapshot
	units []unit
	kept  *kept
	p     *Plan
	k     *kernel
	o     Options
	top   *Top
	res   *Result
	can   uint8
	tie   uint64   // of the role
	first []uint16 // rows that promise most
	order []int64

	margins
	least leastF
	near  nearby // nil: nobody is known to be away

	t       *columns.Tile
	from, n int     // the rows of the block: those from … from+n-1 of the tile
	stated  []uint8 // of them, those who live near as if they were not pinned
	asks    []uint8
	roaming *blockSet
	place   int // the last one asked for, or -1
}
