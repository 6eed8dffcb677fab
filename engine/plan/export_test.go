package plan

import (
	"context"

	"tenon/index/columns"
	"tenon/index/facts"
	"tenon/profiles"
)

// EveryTileAThread makes few tiles be worth several goroutines until the returned function is called.
func EveryTileAThread() (restore func()) {
	was, first := tilesAThread, opening
	tilesAThread, opening = 1, 2
	return func() { tilesAThread, opening = was, first }
}

// EachProcessor calls f with the instructions of every kind that this processor has, the plain ones first.
func EachProcessor(f func(name string)) {
	was := processor
	defer func() { processor = was }()
	for _, x := range wide() {
		processor = x
		f(x.name)
	}
}

// Loops are what the instructions of one kind do with a block. Raise and Titles take what the terms are worth, one after the other
// for the concepts that are present.
type Loops struct {
	Reach  func(acc *[columns.Block]uint16, one, other uint16, in, out *[columns.Block / 64]uint64)
	Flush  func(acc, peak *[columns.Block]uint16, base uint16)
	Raise  func(peak *[columns.Block]uint16, base uint16, points [][16]uint16, p *columns.Postings[uint16], block int)
	Titles func(peak *[columns.Block]uint16, base uint16, points [101]uint16, sims []uint8, p *columns.Postings[uint32], block int)
}

// AllLoops are those of every kind by name.
func AllLoops() map[string]Loops {
	out := map[string]Loops{}
	for _, x := range wide() {
		out[x.name] = Loops{x.reach, x.flush, x.raiseLists, x.titleLists}
	}
	return out
}

func (x instructions) raiseLists(peak *[columns.Block]uint16, base uint16, points [][16]uint16, p *columns.Postings[uint16], block int) {
	q := &kernelReq{base: base}
	for _, of := range points {
		w := worth{points: of}
		for low := range w.raised {
			w.raised[low] = base + of[low]
		}
		q.worths = append(q.worths, w)
	}
	x.raise(peak, q, foundIn(p.Len(), p.Blocks, len(points)), p, block)
}

func (x instructions) titleLists(peak *[columns.Block]uint16, base uint16, points [101]uint16, sims []uint8, p *columns.Postings[uint32], block int) {
	q := &kernelReq{base: base, points: points, Req: &Req{Requirement: &facts.Requirement{Kind: profiles.ReqTitle, Asked: 4}}}
	for _, sim := range sims {
		q.terms = append(q.terms, term{key: sim})
	}
	q.titles()
	q.above(base)
	found := foundIn(p.Len(), p.Blocks, len(sims))
	for i := range found {
		found[i].worth = uint32(q.terms[i%len(sims)].worth)
	}
	x.titles(peak, q, found, p, block)
}

// AllWorthy make, by the name of the instructions, what finds those of the skills of rows that have one of the places.
func AllWorthy() map[string]func(rows [][]uint16, has map[uint16]bool) func() []uint32 {
	out := map[string]func([][]uint16, map[uint16]bool) func() []uint32{}
	for _, x := range wide() {
		out[x.name] = func(rows [][]uint16, has map[uint16]bool) func() []uint32 {
			var spans heldSpans
			var set placeSet
			var found worthySkills
			var held []uint16
			for i, row := range rows {
				spans[i].from = uint32(len(held))
				held = append(held, row...)
				spans[i].to = uint32(len(held))
			}
			held = append(held, make([]uint16, 32)...) // as a tile has
			for place, has := range has {
				if has {
					set.add(place)
				}
			}
			return func() []uint32 { return found[:x.worthy(&spans, len(rows), held, &set, &found)] }
		}
	}
	return out
}

// foundIn are so many concepts present, with the worths in turn.
func foundIn(present, blocks, worths int) (found []foundTerm) {
	for i := range present {
		found = append(found, foundTerm{uint32(i % worths), uint32(i * blocks)})
	}
	return found
}

// Bound is the most that a scan takes the key of a row to be that has so much of F.
func Bound(s *columns.Snapshot, p *Plan, o Options, tile, row int, f int32) int32 {
	units := blocksOf(s)
	sc := newScanners(s, p, o, units, nearTo(s.Tiles, p), 1)[0]
	u := unit{tile, row / columns.Block}
	sc.enter(s.Tiles[tile], u.block)
	sc.unpin(u)
	return sc.of(f, sc.stated[row-sc.from], sc.asks[row-sc.from])
}

// AllRows make, by the name of the instructions, the rows of a set of those of a block.
func AllRows() map[string]func(set *[columns.Block / 64]uint64, first uint16) []uint16 {
	out := map[string]func(*[columns.Block / 64]uint64, uint16) []uint16{}
	for _, x := range wide() {
		out[x.name] = func(set *[columns.Block / 64]uint64, first uint16) []uint16 {
			rows := make([]uint16, columns.Block+rowsBehind)
			return rows[:x.rows(make([]columns.Fixed, 1), rows, (*blockSet)(set), first)]
		}
	}
	return out
}

// AllReaching make, by the name of the instructions, the places of those f that have the least that is needed for what is stated.
func AllReaching() map[string]func(f []uint16, stated []uint8, least *[256]uint16) []uint16 {
	out := map[string]func([]uint16, []uint8, *[256]uint16) []uint16{}
	for _, x := range wide() {
		out[x.name] = func(f []uint16, stated []uint8, least *[256]uint16) []uint16 {
			f, places := append(f, make([]uint16, sixteen)...)[:len(f)], make([]uint16, len(f)+rowsBehind)
			return places[:x.reaching(f, stated, least, places)]
		}
	}
	return out
}

// SmallHands makes few rows be ranked side by side until the returned function is called.
func SmallHands() (restore func()) {
	was := handful
	handful = 7
	return func() { handful = was }
}

// SievedBounds are the bounds by which a sieve leaves rows of a tile out, by row, where the filter of the options keeps few.
func SievedBounds(s *columns.Snapshot, p *Plan, o Options, tile int) map[int]int32 {
	units, near := blocksOf(s), nearTo(s.Tiles, p)
	sc := newScanners(s, p, o, units, near, 1)[0]
	var v sieved
	sc.thin(tile, &v)
	if !v.few {
		return nil
	}
	sc.sieve(tile, &v)
	out := map[int]int32{}
	for i, l := range v.rows {
		out[int(l)] = sc.boundOf(&v, i)
	}
	return out
}

// RunRounds has tiles ranked by so many goroutines, of each of which one row is kept by the key that f gives it when it is told the floor. It
// says how many hits are kept, and how many rows booked.
func RunRounds(ctx context.Context, first, tiles, k, rankers int, f func(tile int, floor int32) int32) (hits, total int, err error) {
	all := make([]ranker, rankers)
	for i := range all {
		all[i] = rankerFunc(f)
	}
	res, err := inRounds(ctx, first, tiles, k, all)
	return len(res.Hits), res.Total, err
}

type rankerFunc func(tile int, floor int32) int32

func (f rankerFunc) rank(tile int, top *Top, res *Result) {
	key := f(tile, top.Floor())
	top.Push(Hit{Key: key, Tie: uint64(tile)})
	res.Total++
}
