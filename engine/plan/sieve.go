package plan

import (
	"context"
	"math/bits"
	"slices"
	"sync"

	"tenon/index/columns"
)

// sieve ranks the rows that pass a filter where they are few. What stands by row bounds F of each. Those that promise most are ranked first,
// wherever they are; the floor that they make leaves few of the others to look at again.
type sieve struct {
	tiles []sieved
	picks []pick
}

// sieved are the rows of a tile that pass.
type sieved struct {
	rows   []uint16 // ascending
	f      []uint16 // the most that what stands by row gives of F to each; of who has been ranked, ranked
	stated []uint8  // as margins take it
	asks   []uint8  // likewise
	rest   int32    // the most that what is only in lists gives
	few    bool     // there are few of each block, and no gates
	res    Result   // what became of the others
	left   int      // how many are to be ranked
}

const ranked = 1<<16 - 1

var sieves = sync.Pool{New: func() any { return new(sieve) }}

// scanFiltered ranks the rows that pass a filter. Tiles of which many pass, and all where gates ask for lists, are ranked block by block.
func scanFiltered(ctx context.Context, s *columns.Snapshot, scanners []*scanner) (Result, error) {
	v, r := sieves.Get().(*sieve), newRounds(scanners[0].o.K)
	defer sieves.Put(v)
	defer r.room.put()
	if n := len(s.Tiles); n > len(v.tiles) {
		v.tiles = append(v.tiles, make([]sieved, n-len(v.tiles))...)
	}
	for _, s := range scanners {
		s.k.remember() // tiles are come back to
	}
	err := sideBySide(ctx, scanners, len(s.Tiles), func(s *scanner, i int) {
		if s.thin(i, &v.tiles[i]); v.tiles[i].few {
			s.sieve(i, &v.tiles[i])
		}
	})
	if err != nil {
		return Result{}, err
	}
	few, many := v.part(scanners[0], &r.out)
	if len(few) > 0 {
		if err := v.rank(ctx, r, scanners, few); err != nil {
			return Result{}, err
		}
	}
	scanners = scanners[:threads(len(scanners), len(many))]
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

// thin finds the rows of a tile that pass the filter, if few of each block do and no gate asks for lists of all.
func (s *scanner) thin(tile int, x *sieved) {
	keep, n := s.kept.of(tile), 0
	x.few = !s.k.gates && !s.o.Vetoed
	x.rows = sized(x.rows, mostHand+columns.Block+rowsBehind)
	for from := 0; from < s.snap.Tiles[tile].N && x.few; from += columns.Block {
		some := s.k.do.rows(s.snap.Tiles[tile].Fixed, x.rows[n:], (*blockSet)(keep[from/64:]), uint16(from))
		n, x.few = n+some, some <= columns.Block/sparse
	}
	x.rows = x.rows[:n]
}

// part parts the tiles into those of which few rows pass the filter, and the blocks of the others, in the order in which a scan goes through
// them. Blocks of which nobody passes are booked: to go through them takes longer where several threads do.
func (v *sieve) part(s *scanner, out *Result) (few []int, many []unit) {
	for i := range s.snap.Tiles {
		if v.tiles[i].few {
			few = append(few, i)
		}
	}
	for _, u := range s.units {
		switch {
		case v.tiles[u.tile].few:
		case s.nobodyPasses(u):
			from, to := s.snap.Tiles[u.tile].Span(u.block)
			out.Total += to - from
			out.Filtered += to - from
		default:
			many = append(many, u)
		}
	}
	return few, many
}

// nobodyPasses says that the filter keeps all rows of a block out, where nothing else keeps some of them out before.
func (s *scanner) nobodyPasses(u unit) bool {
	t := s.snap.Tiles[u.tile]
	return !t.Owned() && s.o.Org == "" && s.snap.Dead[u.tile] == nil && !s.kept.block(u.tile, u.block*columns.Block).any()
}

// rank ranks the rows of tiles.
func (v *sieve) rank(ctx context.Context, r *rounds, scanners []*scanner, tiles []int) error {
	for _, i := range tiles {
		r.out.add(&v.tiles[i].res)
	}
	if v.pick(scanners[0], tiles); len(v.picks) > 0 {
		if err := r.run(ctx, 1, rankersOf(scanners[:1], func(s *scanner, _ int) { s.rankPicks(v) })); err != nil {
			return err
		}
	}
	units := slices.Collect(slices.Chunk(tiles, together))
	return r.run(ctx, len(units), rankersOf(scanners, func(s *scanner, i int) { s.rankLeft(v, units[i]) }))
}

// together is how many tiles have the rows that are left of them ranked side by side.
const together = 16

// pick is a row of a tile, by its place among those that pass, with the bound of its key.
type pick struct {
	bound, tile int32
	at          uint16
}

// pick picks who is ranked first: of those who may have most of F the ones of the largest bounds, a few times as many as are wanted. They
// are in order then.
func (v *sieve) pick(s *scanner, tiles []int) {
	v.picks = v.picks[:0]
	want, n := picked*s.o.K, 0
	var promise boundSteps
	for _, i := range tiles {
		f := v.tiles[i].f
		n += len(f)
		for at := 0; at < len(f); at += oneOf {
			promise[f[at]>>promiseBits]++
		}
	}
	if want == 0 || want > n/fewOfMany {
		return
	}
	least, bounds := everybody(uint16(promise.best(min(n, promising*want)/oneOf)<<promiseBits)), boundSteps{}
	for _, i := range tiles {
		x := &v.tiles[i]
		for _, at := range s.reaching(x, &least) {
			bound := s.boundOf(x, int(at))
			bounds.add(bound)
			v.picks = append(v.picks, pick{bound, int32(i), at})
		}
	}
	from := bounds.least(want)
	v.picks = slices.DeleteFunc(v.picks, func(p pick) bool { return p.bound < from })
}

// everybody is what is least for all, whatever they state.
func everybody(least uint16) (out [wishes]uint16) {
	for stated := range out {
		out[stated] = least
	}
	return out
}

// oneOf is of how many rows one says for all what most of F is.
const oneOf = 4

// So many times as many as are wanted are ranked first; so many times as many as these may have most of F.
const (
	picked    = 3
	promising = 8
)

// promiseBits is how many bits of F do not matter to that: all of it is few steps.
const promiseBits = 6

// rankPicks ranks who is picked.
func (s *scanner) rankPicks(v *sieve) {
	h, booked := &s.hand, 0
	h.begin()
	for from := 0; from < len(v.picks); {
		to, tile := from, v.picks[from].tile
		for to < len(v.picks) && v.picks[to].tile == tile {
			to++
		}
		booked = s.grow(int(tile), to-from, booked)
		x := &v.tiles[tile]
		for _, p := range v.picks[from:to] {
			h.put(x, int(p.at))
			x.f[p.at] = ranked
			h.rows = h.room[:len(h.rows)+1]
		}
		x.left -= to - from
		booked += to - from
		from = to
	}
	s.rankSieved(booked)
}

// rankLeft ranks the rows of tiles that are left, but for those whose bound is below the floor.
func (s *scanner) rankLeft(v *sieve, tiles []int) {
	h, booked := &s.hand, 0
	h.begin()
	for _, tile := range tiles {
		x := &v.tiles[tile]
		if x.left == 0 {
			continue
		}
		floor := s.top.Floor()
		rows := s.reaching(x, s.leastOf(floor, x.rest))
		if len(rows) > 0 {
			booked = s.grow(tile, len(rows), booked)
		}
		for _, at := range rows {
			h.put(x, int(at))
			h.rows = h.room[:len(h.rows)+atLeast(s.boundOf(x, int(at)), floor)]
		}
		booked += x.left
	}
	s.rankSieved(booked)
}

// handful is how many rows of several tiles are ranked side by side at most.
var handful = mostHand // less in tests

// grow makes room in the hand for so many rows of a tile: where there is too little, it ranks those that are in it, and books so many.
func (s *scanner) grow(tile, rows, booked int) (left int) {
	if len(s.hand.rows)+rows > handful {
		s.rankSieved(booked)
		booked = 0
	}
	s.enter(s.snap.Tiles[tile], 0)
	s.k.joinHand(tile)
	return booked
}

// rankSieved ranks the rows in the hand, which is empty then, and books so many as ranked or skipped.
func (s *scanner) rankSieved(booked int) {
	before := s.res.Total
	if len(s.hand.rows) > 0 {
		s.rankHand()
	}
	s.skipped(booked - (s.res.Total - before))
	s.hand.begin()
}

// put puts a row of the last tile, by its own place among those that pass, behind those in the hand, which do not have it yet.
func (h *hand) put(x *sieved, at int) {
	to := len(h.rows) & (mostHand - 1)
	h.room[to], h.of[to], h.stated[to], h.asks[to] = x.rows[at], uint16(len(h.tiles)-1), x.stated[at], x.asks[at]
}

// leastOf are the least F with which rows reach a floor, by what they state, when so much is still to come.
func (s *scanner) leastOf(floor, rest int32) *[wishes]uint16 {
	x := &s.least
	if x.known && x.floor == floor && x.rest == rest {
		return &x.f
	}
	x.known, x.floor, x.rest = true, floor, rest
	for stated := range x.f {
		x.f[stated] = s.margins.bound[stated].least(floor, rest)
	}
	return &x.f
}

// leastF is what leastOf has made last.
type leastF struct {
	known       bool
	floor, rest int32
	f           [wishes]uint16
}

// reaching are the places of those rows that have the least that is needed and are not ranked yet.
func (s *scanner) reaching(x *sieved, least *[wishes]uint16) []uint16 {
	return s.passing[:s.k.do.reaching(x.f, x.stated, least, s.passing[:])]
}

// sieve leaves those rows of a tile in that are seen and that no gate keeps out, and bounds F of each.
func (s *scanner) sieve(tile int, x *sieved) {
	t := s.snap.Tiles[tile]
	s.res, x.res = &x.res, Result{}
	s.enter(t, 0)
	if s.seesAll() && !t.Only {
		s.siftTile(tile, x)
	} else {
		x.rows = x.rows[:0]
		for b := range t.NumBlocks() {
			s.enter(t, b)
			if s.sift(tile) > 0 {
				x.rows = appendFrom(x.rows, s.in[:], b*columns.Block)
			}
		}
	}
	x.left = len(x.rows)
	s.bound(tile, x)
}

// siftTile is sift for a tile of which nothing but the filter and tombstones keeps rows out.
func (s *scanner) siftTile(tile int, x *sieved) {
	if dead := s.snap.Dead[tile]; dead != nil {
		n := 0
		for _, l := range x.rows {
			x.rows[n] = l
			n += int(^dead[l>>6] >> (l & 63) & 1)
		}
		x.rows = x.rows[:n]
	}
	filtered := s.snap.Living(tile) - len(x.rows)
	x.res.Total += filtered
	x.res.Filtered += filtered
}

// appendFrom appends the rows of a set, ascending, the first of which has a number, to rows with room for one more than these. Most words of
// few rows have none, one or two: which, is not guessed at.
func appendFrom(rows []uint16, set []uint64, first int) []uint16 {
	n, rows := len(rows), rows[:cap(rows)]
	for w, word := range set {
		l := first + w<<6
		rows[n] = uint16(l + bits.TrailingZeros64(word))
		n += int((word | -word) >> 63)
		word &= word - 1
		rows[n] = uint16(l + bits.TrailingZeros64(word))
		n += int((word | -word) >> 63)
		for word &= word - 1; word != 0; word &= word - 1 {
			rows[n] = uint16(l + bits.TrailingZeros64(word))
			n++
		}
	}
	return rows[:n]
}
