package plan

import (
	"context"
	"slices"
	"sort"

	"tenon/index/columns"
	"tenon/index/facts"
)

// Places counts, for each of the marks, how many candidates rank before it for a plan, and says what became of all. A mark may stand
// for a record as it could be: the row of its own id and organisation is never before it.
//
// The Hits of the result are the best o.K of all that rank before the last of the marks or are it: where there are as many, the best of all.
func Places(ctx context.Context, s *columns.Snapshot, p *Plan, o Options, marks []Hit) ([]int, *Result, error) {
	units := blocksOf(s)
	var counters []*counter
	for _, sc := range newScanners(s, p, o, units, nil, threads(o.Threads, len(units))) {
		counters = append(counters, newCounter(sc, marks, o.K))
	}
	return count(ctx, len(units), counters)
}

// SeekPlaces counts, for each of the marks, how many roles rank before it for a candidate; see [Places].
func SeekPlaces(ctx context.Context, s *columns.Snapshot, w *World, c *facts.Candidate, o SeekOptions, marks []Hit) ([]int, *Sought, error) {
	searches := newSearches(s, w, c, o)
	counters := make([]*counter, len(searches))
	for i := range counters {
		counters[i] = newCounter(searches[i], marks, o.K)
	}
	places, res, err := count(ctx, len(searches[0].units), counters)
	if err != nil {
		return nil, nil, err
	}
	out := &Sought{*res, askedOf(w, searches)}
	for _, k := range searches {
		k.done()
	}
	return places, out, nil
}

// counter has one tile after the other ranked down to the last of the marks. It belongs to one goroutine.
type counter struct {
	ranker ranker
	top    *Top
	best   *Top
	floor  int32
	marks  []Hit            // the best first
	place  []int            // of the marks: their place among those given
	before []int            // how many lie before the mark and behind the one before it
	own    map[string][]int // the marks of an id
	self   []int            // of the mark: rows of its own that are in before
	res    Result
}

func newCounter(r ranker, marks []Hit, k int) *counter {
	c := &counter{ranker: r, top: NewTop(roleBlock), best: NewTop(min(k, len(marks))), place: make([]int, len(marks)), before: make([]int, len(marks)),
		own: map[string][]int{}, self: make([]int, len(marks))}
	for i := range c.place {
		c.place[i] = i
	}
	sort.SliceStable(c.place, func(i, j int) bool { return Order(marks[c.place[i]], marks[c.place[j]]) < 0 })
	for at, i := range c.place {
		c.marks = append(c.marks, marks[i])
		c.own[marks[i].ID] = append(c.own[marks[i].ID], at)
	}
	c.floor = 1<<31 - 1
	if n := len(c.marks); n > 0 {
		c.floor = c.marks[n-1].Key
	}
	return c
}

func (c *counter) tile(i int) {
	c.top.reset(c.floor)
	c.ranker.rank(i, c.top, &c.res)
	for _, h := range c.top.hits {
		m, _ := slices.BinarySearchFunc(c.marks, h, Order)
		if m == len(c.marks) {
			continue
		}
		c.best.Push(h)
		c.before[m]++
		for _, at := range c.own[h.ID] {
			if at >= m && c.marks[at].Org == h.Org {
				c.self[at]++
			}
		}
	}
}

// count adds up what the counters find in all tiles.
func count(ctx context.Context, tiles int, counters []*counter) ([]int, *Result, error) {
	if err := sideBySide(ctx, counters, tiles, (*counter).tile); err != nil {
		return nil, nil, err
	}
	first, res, best := counters[0], &Result{}, NewTop(counters[0].best.k)
	out := make([]int, len(first.place))
	for _, c := range counters {
		res.add(&c.res)
		for _, h := range c.best.hits {
			best.Push(h)
		}
	}
	for i, mark := range first.place {
		for _, c := range counters {
			for _, n := range c.before[:i+1] {
				out[mark] += n
			}
			out[mark] -= c.self[i]
		}
	}
	res.Hits = best.Sorted()
	return out, res, nil
}
