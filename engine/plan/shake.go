package plan

import (
	"context"
	"math/rand/v2"

	"tenon/index/columns"
	"tenon/index/facts"
)

// fineWeights are category weights in hundredths of a point, for weights that no policy states. They add up to 10000.
type fineWeights [Categories]int64

// hundredths is the weight of a category in hundredths of a point.
func (w *World) hundredths(i int) int64 {
	if w.fine != nil {
		return w.fine[i]
	}
	return 100 * int64(w.Policy.Weights[i])
}

// Shaken returns n worlds with changed weights: each category's is multiplied by a factor drawn evenly from 0.8 to 1.2, in
// thousandths, and all are brought back to 100 points. The same seed gives the same worlds.
func (w *World) Shaken(seed uint64, n int) []*World {
	r := rand.New(rand.NewPCG(seed, uint64(n)))
	out := make([]*World, n)
	for j := range out {
		parts := make([]int64, Categories)
		for i := range parts {
			parts[i] = w.hundredths(i) * int64(800+r.IntN(401))
		}
		x := *w
		x.fine = (*fineWeights)(Share(Full, parts))
		out[j] = &x
	}
	return out
}

// Steady says how the best of a ranking stand under changed weights.
type Steady struct {
	Stays  []int // of each of the best, under how many of the changes it is one of the best still
	Others []Other
}

// Other is somebody else who is one of the best under some of the changes.
type Other struct {
	Hit   Hit
	Times int
}

// Shake finds the best candidates for a role under each of the worlds, exactly over all rows, and compares them with top, the best
// under the plan p as [Scan] found them in the snapshot. Rows are scored under all worlds together, and only those that the
// largest weight of every requirement could lift among the best under some.
func Shake(ctx context.Context, s *columns.Snapshot, p *Plan, worlds []*World, o Options, top []Hit) (*Steady, error) {
	c, judge, units := newShaker(p, worlds, o, top), judging(p), blocksOf(s)
	k := newKernel(judge, new(scratch))
	for _, h := range top {
		t := s.Tiles[h.Tile]
		c.lower(h, k.valuesOf(t, h.Row/columns.Block, []Hit{h})[0], t.Stated[h.Row]&^columns.Pinned)
	}
	var workers []*shakeWorker
	for _, sc := range newScanners(s, c.highest(), o, units, nil, threads(o.Threads, len(units))) {
		workers = append(workers, &shakeWorker{shaker: c, scan: sc, values: newKernel(judge, new(scratch)), tops: c.tops(), all: NewTop(columns.Block)})
	}
	if err := sideBySide(ctx, workers, len(units), (*shakeWorker).block); err != nil {
		return nil, err
	}
	for _, w := range workers[1:] {
		for j, t := range w.tops {
			for _, h := range t.hits {
				workers[0].tops[j].Push(h)
			}
		}
	}
	return steady(top, workers[0].tops), nil
}

// shaker holds the weights of all worlds, and the least key that can be one of the best in each.
type shaker struct {
	p      *Plan
	o      Options
	k      int
	w      [][]int32 // by world and requirement
	floors []int32
	least  int32 // of the floors
	lambda [1 << facts.Preferences]int32
}

func newShaker(p *Plan, worlds []*World, o Options, top []Hit) *shaker {
	c := &shaker{p: p, o: o, k: len(top), w: make([][]int32, len(worlds)), floors: make([]int32, len(worlds)), least: 1<<31 - 1}
	for j, w := range worlds {
		c.floors[j] = 1<<31 - 1
		q := Compile(w, p.Role)
		for i := range q.Reqs {
			c.w[j] = append(c.w[j], q.Reqs[i].W)
		}
	}
	for m := range c.lambda {
		c.lambda[m] = int32(p.World.LambdaOf(uint8(m)))
	}
	if o.K > len(top) { // there are no more than these: everybody is one of the best
		c.k = o.K
	}
	return c
}

// lower brings the floors down to what one of the best has.
func (c *shaker) lower(h Hit, v []uint8, stated uint8) {
	for j := range c.w {
		c.floors[j] = min(c.floors[j], c.key(j, v, h.R, c.lambda[stated]))
		c.least = min(c.least, c.floors[j])
	}
}

// key is the sort key of somebody in world j.
func (c *shaker) key(j int, v []uint8, r, lambda int32) int32 {
	var f int32
	for i, w := range c.w[j] {
		f += points(w, v[i])
	}
	return sortKey(c.o.Sort, f, r, lambda)
}

// highest is the plan with the largest weight of each requirement: no world gives a row more.
func (c *shaker) highest() *Plan {
	p := *c.p
	p.Reqs = append([]Req(nil), p.Reqs...)
	for i := range p.Reqs {
		for j := range c.w {
			p.Reqs[i].W = max(p.Reqs[i].W, c.w[j][i])
		}
	}
	return &p
}

func (c *shaker) tops() []*Top {
	out := make([]*Top, len(c.w))
	for j := range out {
		out[j] = NewTop(c.k)
	}
	return out
}

// shakeWorker goes through blocks. It belongs to one goroutine.
type shakeWorker struct {
	*shaker
	scan   *scanner
	values *kernel
	tops   []*Top
	all    *Top
	res    Result
}

// block pushes the rows of a block that could be one of the best under some world to the tops of those under which they could.
func (w *shakeWorker) block(i int) {
	u := w.scan.units[i]
	t := w.scan.snap.Tiles[u.tile]
	w.all.reset(w.least)
	w.scan.rank(i, w.all, &w.res)
	for n, v := range w.values.valuesOf(t, u.block, w.all.hits) {
		h := w.all.hits[n]
		lambda, most := w.lambda[t.Stated[h.Row]&^columns.Pinned], h.Key
		for j, top := range w.tops {
			floor := max(w.floors[j], top.Floor())
			if most < floor {
				continue
			}
			if h.Key = w.key(j, v, h.R, lambda); h.Key >= floor {
				top.Push(h)
			}
		}
	}
}

// judging are tables that tell v of every requirement.
func judging(p *Plan) *tables {
	t := newTables(p)
	for i := range t.reqs {
		if q := &t.reqs[i]; q.gate == nil {
			q.gate = t.unweighed(q)
		}
	}
	return t
}

// valuesOf are v of each requirement for the rows of hits in a block.
func (k *kernel) valuesOf(t *columns.Tile, block int, hits []Hit) [][]uint8 {
	if len(hits) == 0 {
		return nil
	}
	k.enter(t, block)
	n := len(k.reqs)
	all, out := make([]uint8, n*len(hits)), make([][]uint8, len(hits))
	for i := range out {
		out[i] = all[i*n : (i+1)*n]
	}
	for q := range k.reqs {
		k.values(&k.reqs[q])
		for i := range hits {
			out[i][q] = uint8(k.best[hits[i].Row%columns.Block])
		}
		clear(k.best[:])
	}
	return out
}

// steady compares the best of every world with those of the ranking.
func steady(top []Hit, worlds []*Top) *Steady {
	out, at := &Steady{Stays: make([]int, len(top))}, map[[2]string]int{}
	for i, h := range top {
		at[[2]string{h.Org, h.ID}] = i
	}
	others := map[[2]string]int{}
	for _, t := range worlds {
		for _, h := range t.hits {
			key := [2]string{h.Org, h.ID}
			if i, ok := at[key]; ok {
				out.Stays[i]++
				continue
			}
			if _, ok := others[key]; !ok {
				others[key] = len(out.Others)
				out.Others = append(out.Others, Other{Hit: h})
			}
			out.Others[others[key]].Times++
		}
	}
	return out
}
