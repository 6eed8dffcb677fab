package plan

import (
	"context"

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
	near, units := nearTo(s.Tiles, p), blocksOf(s)
	near.first(units)
	rankers := make([]ranker, threads(o.Threads, len(units)))
	scanners := newScanners(s, p, o, units, len(rankers))
	for i, sc := range scanners {
		if sc.toldNear(near); near != nil {
			sc.k.seen = map[*columns.Tile]*tileTerms{} // near blocks of all tiles come first
		}
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
	fixed   []columns.Fixed // of them
	unpins  bool            // stated says something else than they
	place   int             // the last one asked for, or -1
}
