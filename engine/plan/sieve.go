package plan

import (
	"context"
	"math"
	"math/bits"
	"sync"

	"tenon/index/columns"
)

// sieve ranks the rows that pass a filter where they are few. What stands by row bounds the key of each; those of the largest bounds are
// ranked first, wherever they are, and most of the others need not be looked at again.
type sieve struct {
	tiles  []sieved
	picked int32 // the least bound of those that are ranked first
}

// sieved are the rows of a tile that are left.
type sieved struct {
	rows   []uint16 // ascending
	bounds []int32
	res    Result // what became of the others
}

var sieves = sync.Pool{New: func() any { return new(sieve) }}

// scanFiltered ranks the rows that pass a filter. Those of one tile make a floor for the bounds of all others. Tiles of which many pass, and
// all where gates ask for lists, are ranked block by block.
func scanFiltered(ctx context.Context, s *columns.Snapshot, scanners []*scanner) (Result, error) {
	v, r := sieves.Get().(*sieve), newRounds(scanners[0].o.K)
	defer sieves.Put(v)
	defer r.room.put()
	round(scanners[:min(len(scanners), len(s.Tiles))], len(s.Tiles), func(s *scanner, i int) {
		if ctx.Err() == nil {
			s.kept.of(i)
		}
	})
	if err := ctx.Err(); err != nil {
		return Result{}, err
	}
	few, many := v.part(s, scanners[0])
	for _, s := range scanners {
		s.k.remember() // tiles are come back to
	}
	for len(few) > 0 {
		tiles := few[:1]
		if r.out.Total > 0 {
			tiles = few
		}
		few = few[len(tiles):]
		floor := r.best.Floor()
		round(scanners[:min(len(scanners), len(tiles))], len(tiles), func(s *scanner, i int) { s.sieve(tiles[i], &v.tiles[tiles[i]], floor) })
		if err := v.rank(ctx, r, scanners, tiles); err != nil {
			return Result{}, err
		}
	}
	if err := r.run(ctx, len(many), rankersOf(scanners, func(s *scanner, i int) { s.rankUnit(many[i]) })); err != nil {
		return Result{}, err
	}
	return r.end(), nil
}

// sieveRanker has a scanner rank what it is asked for.
type sieveRanker struct {
	*scanner
	do func(s *scanner, i int)
}

func (r sieveRanker) rank(i int, top *Top, res *Result) {
	r.top, r.res = top, res
	r.do(r.scanner, i)
}

func rankersOf(scanners []*scanner, do func(s *scanner, i int)) []ranker {
	out := make([]ranker, len(scanners))
	for i, s := range scanners {
		out[i] = sieveRanker{s, do}
	}
	return out
}

// part parts the tiles into those of which few rows pass the filter, and the blocks of the others, in the order in which a scan goes through
// them.
func (v *sieve) part(snap *columns.Snapshot, s *scanner) (few []int, many []unit) {
	if n := len(snap.Tiles); n > len(v.tiles) {
		v.tiles = append(v.tiles, make([]sieved, n-len(v.tiles))...)
	}
	sieved := make([]bool, len(snap.Tiles))
	for i := range sieved {
		if sieved[i] = !s.k.gates && !s.o.Vetoed && s.kept.scattered(i); sieved[i] {
			few = append(few, i)
		}
	}
	for _, u := range s.units {
		if !sieved[u.tile] {
			many = append(many, u)
		}
	}
	return few, many
}

// rank ranks what is left of tiles.
func (v *sieve) rank(ctx context.Context, r *rounds, scanners []*scanner, tiles []int) error {
	v.pick(tiles, scanners[0].o.K)
	for _, i := range tiles {
		r.out.add(&v.tiles[i].res)
	}
	if v.picked < math.MaxInt32 {
		err := r.run(ctx, 1, rankersOf(scanners[:1], func(s *scanner, _ int) {
			for _, i := range tiles {
				s.rankBetween(i, &v.tiles[i], v.picked, math.MaxInt32)
			}
		}))
		if err != nil {
			return err
		}
	}
	return r.run(ctx, len(tiles), rankersOf(scanners, func(s *scanner, i int) {
		s.rankBetween(tiles[i], &v.tiles[tiles[i]], math.MinInt32, v.picked)
	}))
}

// pick sets the bound of those that are ranked first: a few times as many as are wanted.
func (v *sieve) pick(tiles []int, k int) {
	v.picked = math.MaxInt32
	var counts [256]int
	n, want := 0, fewOfMany*k
	for _, i := range tiles {
		n += len(v.tiles[i].bounds)
		for _, b := range v.tiles[i].bounds {
			counts[rough(b)]++
		}
	}
	if want == 0 || want > n/4 {
		return
	}
	from := len(counts) - 1
	for n := counts[from]; n < want; n += counts[from] {
		from--
	}
	v.picked = int32(from) << roughBits
}

// rough is a bound of a key in few steps: most keys are below 1<<20.
func rough(bound int32) int32 { return min(max(0, bound>>roughBits), 255) }

const roughBits = 12

// rankBetween ranks the rows of a tile whose bound is at least one and below another, and books those of them whose bound is below the floor.
func (s *scanner) rankBetween(tile int, x *sieved, least, below int32) {
	floor, skipped, rows := s.top.Floor(), 0, s.hand.room[:0]
	for i, b := range x.bounds {
		switch {
		case b < least || b >= below:
		case b < floor:
			skipped++
		default:
			rows = append(rows, x.rows[i])
		}
	}
	before := s.res.Total
	if len(rows) > 0 {
		s.enter(s.snap.Tiles[tile], 0)
		s.take(tile, rows)
		s.rankHand(tile)
	}
	s.skipped(skipped + len(rows) - (s.res.Total - before))
}

// sieve keeps the rows of a tile that are seen, pass the filter and no gate keeps out, and whose bound is not below a floor.
func (s *scanner) sieve(tile int, x *sieved, floor int32) {
	t := s.snap.Tiles[tile]
	s.res, x.res = &x.res, Result{}
	x.rows, x.bounds = x.rows[:0], x.bounds[:0]
	s.enter(t, 0)
	if s.seesAll() && !t.Only {
		s.siftTile(tile, x)
	} else {
		for b := range t.NumBlocks() {
			s.enter(t, b)
			if s.sift(tile) > 0 {
				x.rows = appendFrom(x.rows, s.in[:], b*columns.Block)
			}
		}
	}
	all := len(x.rows)
	if all > 0 {
		s.bound(tile, x, floor)
	}
	s.res.Total += all - len(x.rows)
	s.res.Skipped += all - len(x.rows)
}

// siftTile is sift for a tile of which nothing but the filter and tombstones keeps rows out.
func (s *scanner) siftTile(tile int, x *sieved) {
	keep, dead := *s.kept.of(tile), s.snap.Dead[tile]
	for w, gone := range dead {
		keep[w] &^= gone
	}
	x.rows = appendFrom(x.rows, keep[:(s.t.N+63)/64], 0)
	filtered := s.snap.Living(tile) - len(x.rows)
	x.res.Total += filtered
	x.res.Filtered += filtered
}

// appendFrom appends the rows of a set, ascending, the first of which has a number. Most words of few rows have one or none: neither is
// guessed at.
func appendFrom(rows []uint16, set []uint64, first int) []uint16 {
	for w, word := range set {
		n := len(rows)
		rows = append(rows, uint16(first+w<<6+bits.TrailingZeros64(word)&63))[:n+int((word|-word)>>63)]
		for word &= word - 1; word != 0; word &= word - 1 {
			rows = append(rows, uint16(first+w<<6+bits.TrailingZeros64(word)))
		}
	}
	return rows
}
