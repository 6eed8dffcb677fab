package plan

import (
	"context"
	"runtime"
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
const mostRound = 64

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
	if rankers = rankers[:max(1, min(len(rankers), tiles))]; len(rankers) > 1 {
		return r.runTogether(ctx, tiles, rankers)
	}
	for t := r.begin(ctx, 0, 1, tiles); t != nil; t = r.next(ctx, t, tiles) {
		for i := range t.n {
			r.rank(rankers[0], t, i)
		}
	}
	return ctx.Err()
}

// turn is one round: of n tiles from one on.
type turn struct {
	from, n     int
	taken, done atomic.Int64
	over        chan struct{} // closed once the next one, or none, is there
}

// begin makes the round of n tiles, at most, from one on: nil when there are no more, or nobody waits for them.
func (r *rounds) begin(ctx context.Context, from, n, tiles int) *turn {
	if from >= tiles || ctx.Err() != nil {
		return nil
	}
	n = min(n, tiles-from)
	for i := range n {
		r.room.tops[i].reset(r.best.Floor())
		r.room.parts[i] = Result{}
	}
	return &turn{from: from, n: n}
}

// next takes what a round has given, and begins the one behind it.
func (r *rounds) next(ctx context.Context, t *turn, tiles int) *turn {
	for i := range t.n {
		for _, h := range r.room.tops[i].hits {
			r.best.Push(h)
		}
		r.out.add(&r.room.parts[i])
	}
	from := t.from + t.n
	return r.begin(ctx, from, min(mostRound, max(1, (from+r.first-1)/2)), tiles)
}

func (r *rounds) rank(x ranker, t *turn, i int) { x.rank(t.from+i, &r.room.tops[i], &r.room.parts[i]) }

// runTogether is run on a goroutine for each ranker. They stay for all rounds: to wake one up takes as long as several tiles.
func (r *rounds) runTogether(ctx context.Context, tiles int, rankers []ranker) error {
	var now atomic.Pointer[turn]
	begun := func(t *turn) *turn {
		if t != nil {
			t.over = make(chan struct{})
		}
		return t
	}
	now.Store(begun(r.begin(ctx, 0, 1, tiles)))
	var wg sync.WaitGroup
	for _, x := range rankers {
		wg.Go(func() {
			for t := now.Load(); t != nil; t = t.await(&now) {
				for i := int(t.taken.Add(1)) - 1; i < t.n; i = int(t.taken.Add(1)) - 1 {
					r.rank(x, t, i)
					if int(t.done.Add(1)) == t.n {
						now.Store(begun(r.next(ctx, t, tiles)))
						close(t.over)
					}
				}
			}
		})
	}
	wg.Wait()
	return ctx.Err()
}

// await waits until another round than this is there, or none: most are in the time in which a goroutine is put to sleep and woken up.
func (t *turn) await(now *atomic.Pointer[turn]) *turn {
	for range awaited {
		if next := now.Load(); next != t {
			return next
		}
		runtime.Gosched()
	}
	<-t.over
	return now.Load()
}

// awaited is how often a goroutine looks for the next round before it sleeps.
const awaited = 500

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

func (r *Result) add(o *Result) {
	r.Total += o.Total
	r.Scored += o.Scored
	r.Skipped += o.Skipped
	r.Vetoed += o.Vetoed
	r.Filtered += o.Filtered
}
