package plan

import (
	"context"
	"math/rand/v2"
	"sync"
	"sync/atomic"

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
	c := newShaker(p, worlds, o, top)
	k := newKernel(p)
	for _, h := range top {
		c.lower(h, k.valuesOf(s.Tiles[h.Tile], []Hit{h})[0], s.Tiles[h.Tile].Stated[h.Row])
	}
	workers := make([]*shakeWorker, threads(o.Threads, len(s.Tiles)))
	for i := range workers {
		workers[i] = &shakeWorker{shaker: c, scan: newScanner(s, c.highest(), o), values: newKernel(p), tops: c.tops(), all: NewTop(columns.Rows)}
	}
	var next atomic.Int64
	var wg sync.WaitGroup
	for _, w := range workers {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(s.Tiles) && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				w.tile(s, i)
			}
		})
	}
	wg.Wait()
	for _, w := range workers[1:] {
		for j, t := range w.tops {
			for _, h := range t.hits {
				workers[0].tops[j].Push(h)
			}
		}
	}
	return steady(top, workers[0].tops), ctx.Err()
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

// shakeWorker goes through tiles. It belongs to one goroutine.
type shakeWorker struct {
	*shaker
	scan   *scanner
	values *kernel
	tops   []*Top
	all    *Top
	res    Result
}

func (w *shakeWorker) tile(s *columns.Snapshot, i int) {
	t := s.Tiles[i]
	w.all.reset(w.least)
	w.scan.rank(i, w.all, &w.res)
	for n, v := range w.values.valuesOf(t, w.all.hits) {
		h := w.all.hits[n]
		lambda, most := w.lambda[t.Stated[h.Row]], h.Key
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

// valuesOf are v of each requirement for the rows of hits in a tile.
func (k *kernel) valuesOf(t *columns.Tile, hits []Hit) [][]uint8 {
	if len(hits) == 0 {
		return nil
	}
	n := len(k.reqs)
	all, out := make([]uint8, n*len(hits)), make([][]uint8, len(hits))
	for i := range out {
		out[i] = all[i*n : (i+1)*n]
	}
	for q := range k.reqs {
		k.values(&k.reqs[q], t)
		for i := range hits {
			out[i][q] = uint8(k.best[hits[i].Row])
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

// ShakeRoles does for the roles of a candidate what [Shake] does for the candidates of a role.
func ShakeRoles(ctx context.Context, s *columns.Snapshot, w *World, worlds []*World, c *facts.Candidate, o SeekOptions, top []Hit) (*Steady, error) {
	k := &roleShaker{world: w, worlds: worlds, c: c, o: o, who: newSeeker(w, c), lambda: int32(w.LambdaOf(c.Wish.Stated)), floors: make([]int32, len(worlds)), tops: make([]*Top, len(worlds))}
	for j := range worlds {
		k.tops[j], k.floors[j] = NewTop(max(o.K, len(top))), 1<<31-1
	}
	best := map[[2]string]bool{}
	for _, h := range top {
		best[[2]string{h.Org, h.ID}] = true
	}
	for i := range s.Roles {
		if r := &s.Roles[i]; best[[2]string{r.Org, r.ID}] {
			k.lower(r)
		}
	}
	for i := range s.Roles {
		if i&1023 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		k.role(&s.Roles[i])
	}
	return steady(top, k.tops), nil
}

// roleShaker is one candidate on its way through all roles. It belongs to one goroutine.
type roleShaker struct {
	world  *World
	worlds []*World
	c      *facts.Candidate
	o      SeekOptions
	who    *seeker
	lambda int32
	floors []int32
	tops   []*Top
	v      []uint8
}

// score is the sort key of a role in world j.
func (k *roleShaker) score(j int, r *columns.Role, back int32) int32 {
	var f int32
	p := Compile(k.worlds[j], r.Facts)
	for i := range p.Reqs {
		f += points(p.Reqs[i].W, k.v[i])
	}
	return sortKey(k.o.Sort, f, back, k.lambda)
}

// lower brings the floors down to what one of the best roles has.
func (k *roleShaker) lower(r *columns.Role) {
	p := k.plan(r)
	back := p.Reverse(&k.c.Wish, k.c.Country)
	for j := range k.worlds {
		k.floors[j] = min(k.floors[j], k.score(j, r, back))
	}
}

// plan is a role without weights, and fills in v.
func (k *roleShaker) plan(r *columns.Role) *Plan {
	p := unweighed(k.world, r.Facts)
	held := p.holdsAsked(k.c)
	k.v = k.v[:0]
	for i := range p.Reqs {
		q := p.late(&p.Reqs[i])
		k.v = append(k.v, k.who.value(&q, held))
	}
	return p
}

func (k *roleShaker) role(r *columns.Role) {
	if r.Org != k.o.Org && !r.Facts.Public || k.o.Filter != nil && !k.o.Filter(r) {
		return
	}
	p := k.plan(r)
	most := p.mostShare(k.v)
	var back int32 = -1
	for j, top := range k.tops {
		floor := max(k.floors[j], top.Floor())
		f := most.under(k.worlds[j])
		if back < 0 { // not known yet, and at most full
			if sortKey(k.o.Sort, f, Full, k.lambda) < floor {
				continue
			}
			if Veto(p.Gates(k.c), k.o.Strict) {
				return
			}
			back = p.Reverse(&k.c.Wish, k.c.Country)
		}
		if sortKey(k.o.Sort, f, back, k.lambda) < floor {
			continue
		}
		if key := k.score(j, r, back); key >= floor {
			top.Push(Hit{Key: key, R: back, Tie: Tie(r.ID, k.o.CandidateID), ID: r.ID, Org: r.Org})
		}
	}
}

// shares are how much of each category somebody has: what bounds F under any weights.
type shares struct {
	have  [Categories]float64 // 0–1
	asked [Categories]float64 // how much of the category's weight is asked for, 0–1
	slack float64
}

// mostShare bounds from v of each requirement. Rounding gives a requirement less than two points above its exact share and a
// category less than one, and half a point each to its product with v; a sum of weights of 5000 or more that is short of up to
// eight hundredths makes all at most 16 points too small.
func (p *Plan) mostShare(v []uint8) shares {
	var need [Categories]float64
	out := shares{slack: 24 + 2*float64(len(p.Reqs))}
	for i := range p.Reqs {
		q := &p.Reqs[i]
		n := float64(int(q.Necessity) * p.multiplier(q.Requirement))
		need[q.Kind-1] += n
		out.have[q.Kind-1] += n * float64(v[i]) / 100
	}
	for i, n := range need {
		if n > 0 {
			out.have[i] /= n
			out.asked[i] = min(300, n) / 300
		}
	}
	return out
}

// under is at least F in a world.
func (s *shares) under(w *World) int32 {
	var sum, have float64
	for i := range s.have {
		c := float64(w.hundredths(i)) * s.asked[i]
		sum += c
		have += c * s.have[i]
	}
	f := 2 * have
	if sum > Full/2 {
		f = have * Full / sum
	}
	return int32(f + s.slack)
}
