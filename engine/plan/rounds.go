package plan

import (
	"context"
	"sync"
	"sync/atomic"

	"tenon/index/columns"
)

// ranker books the rows of one tile: what it keeps goes to top, what became of the others to res. It has scratch space of its
// own, and knows of other tiles only the floor of top.
type ranker interface {
	rank(tile int, top *Top, res *Result)
}

// mostRound is the most tiles of one round.
const mostRound = 16

// tilesAThread is how many tiles are worth a goroutine with tables of its own.
var tilesAThread = 32 // less in tests

// threads is how many goroutines work on tiles when so many are allowed.
func threads(allowed, tiles int) int { return max(1, min(allowed, tiles/tilesAThread+1)) }

// inRounds has all tiles ranked, on as many goroutines as there are rankers. The tiles of a round begin with the floor that the
// rounds before have left, so that hits and counts do not depend on how many goroutines there are. Rounds grow: the first
// tiles raise the floor most, of which the first may stand for several.
func inRounds(ctx context.Context, first, tiles, k int, rankers []ranker) (Result, error) {
	r := newRounds(k)
	r.first = first
	defer r.room.put()
	if k > mostKept { // a page deep in a ranking: once, not bit by bit
		r.best.hits = make([]Hit, 0, min(k, tiles*columns.Block))
	}
	if err := r.run(ctx, tiles, rankers); err != nil {
		return Result{}, err
	}
	return r.end(), nil
}

// rounds are what has been ranked so far.
type rounds struct {
	best  *Top
	out   Result
	first int // how many the first tile stands for
	room  *roundRoom
}

func newRounds(k int) *rounds {
	r := &rounds{best: NewTop(k), first: 1, room: roundRooms.Get().(*roundRoom)}
	for i := range r.room.tops {
		r.room.tops[i].k = k
	}
	return r
}

// run has tiles ranked.
func (r *rounds) run(ctx context.Context, tiles int, rankers []ranker) error {
	tops, parts := &r.room.tops, &r.room.parts
	for from, n := 0, 1; from < tiles; from, n = from+n, min(mostRound, max(1, (from+n+r.first-1)/4)) {
		if err := ctx.Err(); err != nil {
			return err
		}
		n = min(n, tiles-from)
		for i := range n {
			tops[i].reset(r.best.Floor())
			parts[i] = Result{}
		}
		round(rankers[:min(n, len(rankers))], n, func(x ranker, i int) { x.rank(from+i, &tops[i], &parts[i]) })
		for i := range n {
			for _, h := range tops[i].hits {
				r.best.Push(h)
			}
			r.out.add(&parts[i])
		}
	}
	return nil
}

// end is what all have given.
func (r *rounds) end() Result {
	r.out.Hits = r.best.Sorted()
	return r.out
}

// roundRoom is what the tiles of a round keep and book. Rooms are kept for the next scan.
type roundRoom struct {
	tops  [mostRound]Top
	parts [mostRound]Result
}

var roundRooms = sync.Pool{New: func() any { return new(roundRoom) }}

// put keeps the room, without what hits refer to.
func (r *roundRoom) put() {
	for i := range r.tops {
		hits := r.tops[i].hits
		if cap(hits) > mostKept {
			hits = nil
		}
		clear(hits[:cap(hits)])
		r.tops[i] = Top{hits: hits[:0]}
	}
	roundRooms.Put(r)
}

// mostKept is the most hits that a room keeps space for.
const mostKept = 64

// round calls f for 0 … n-1, each ranker on a goroutine of its own; one alone stays on the caller's.
func round[R any](rankers []R, n int, f func(r R, i int)) {
	if len(rankers) == 1 {
		for i := range n {
			f(rankers[0], i)
		}
		return
	}
	var next atomic.Int64
	var wg sync.WaitGroup
	for _, r := range rankers {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				f(r, i)
			}
		})
	}
	wg.Wait()
}

func (r *Result) add(o *Result) {
	r.Total += o.Total
	r.Scored += o.Scored
	r.Skipped += o.Skipped
	r.Vetoed += o.Vetoed
	r.Filtered += o.Filtered
}
