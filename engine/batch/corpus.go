package batch

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"tenon/engine/plan"
	"tenon/index/columns"
	"tenon/index/facts"
	"tenon/profiles"
)

// corpus is everybody of one snapshot, with the plans of all roles.
type corpus struct {
	snap    *columns.Snapshot
	world   *plan.World
	plans   []*plan.Plan // of snap.Roles
	top     int
	reserve int
	pairs   *meter
}

// meter counts pairs and tells how far a run is.
type meter struct {
	done   atomic.Int64
	passed int64 // of those, what a run that was interrupted had done
	total  int64
	tell   func(Progress)
}

// pass books pairs that need not be scored again.
func (m *meter) pass(n int64) {
	m.passed += n
	m.done.Add(n)
}

func (m *meter) add(n int) {
	m.done.Add(int64(n))
	if m.tell != nil {
		m.tell(Progress{Pairs: m.done.Load(), Total: m.total})
	}
}

func newCorpus(snap *columns.Snapshot, w *plan.World, top int, m *meter) *corpus {
	c := &corpus{snap: snap, world: w, plans: make([]*plan.Plan, len(snap.Roles)), top: top, reserve: 2 * top, pairs: m}
	for i := range snap.Roles {
		c.plans[i] = plan.Compile(w, snap.Roles[i].Facts)
	}
	return c
}

// workers is how many goroutines share n parts of work.
func workers(n int) int { return min(runtime.GOMAXPROCS(0), n) }

// each calls f for 0 … n-1 on all processors, until one fails.
func each(ctx context.Context, n int, f func(i int) error) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var next atomic.Int64
	var wg sync.WaitGroup
	for range workers(n) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				if err := f(i); err != nil {
					stop(err)
				}
			}
		})
	}
	wg.Wait()
	return context.Cause(ctx)
}

func (c *corpus) roleKey(i int) profiles.Key {
	r := &c.snap.Roles[i]
	return profiles.Key{Org: r.Org, Kind: profiles.KindRole, ID: r.ID}
}

func candidateKey(t *columns.Tile, l int) profiles.Key {
	return profiles.Key{Org: t.Org(l), Kind: profiles.KindCandidate, ID: t.IDs[l]}
}

// alive are the rows of a tile that are there.
func (c *corpus) alive(tile int) []uint16 {
	var rows []uint16
	for l := range c.snap.Tiles[tile].N {
		if c.snap.Alive(tile, l) {
			rows = append(rows, uint16(l))
		}
	}
	return rows
}

// shows are those of the rows whose candidates see a role.
func shows(t *columns.Tile, rows []uint16, r *columns.Role) []uint16 {
	if r.Facts.Public || t.Orgs == nil && r.Org == "" {
		return rows
	}
	var out []uint16
	for _, l := range rows {
		if t.Org(int(l)) == r.Org {
			out = append(out, l)
		}
	}
	return out
}

// rankRole is the list of a role, over all candidates.
func (c *corpus) rankRole(ctx context.Context, i int) (*list, error) {
	r := &c.snap.Roles[i]
	res, err := plan.Scan(ctx, c.snap, c.plans[i], plan.Options{K: c.reserve, RoleID: r.ID, Org: r.Org})
	if err != nil {
		return nil, err
	}
	c.pairs.add(c.snap.Candidates())
	return newList(factsOf(r.Facts), res.Hits, c.reserve), nil
}

// scored is what a plan says of a candidate; false where a gate vetoes.
func scored(p *plan.Plan, f *facts.Candidate) (plan.Hit, bool) {
	if plan.Veto(p.Gates(f), false) {
		return plan.Hit{}, false
	}
	s := p.Score(f)
	return plan.Hit{Key: s.Overall, F: s.F, R: s.R, Overall: s.Overall}, true
}

// rankCandidate is the list of a candidate, over all roles. heard, when set, gets the score of every role whose list the
// candidate can be in.
func (c *corpus) rankCandidate(k profiles.Key, f *facts.Candidate, heard func(role int, h plan.Hit)) *list {
	top := plan.NewTop(c.reserve)
	for i := range c.snap.Roles {
		r := &c.snap.Roles[i]
		h, ok := scored(c.plans[i], f)
		if !ok {
			continue
		}
		h.Tie = plan.Tie(r.ID, k.ID)
		if heard != nil && (f.Public || k.Org == r.Org) {
			h.ID, h.Org = k.ID, k.Org
			heard(i, h)
		}
		if r.Facts.Public || k.Org == r.Org {
			h.ID, h.Org = r.ID, r.Org
			top.Push(h)
		}
	}
	c.pairs.add(len(c.snap.Roles))
	return newList(factsOf(f), top.Sorted(), c.reserve)
}

// factsOf writes the facts of a role or candidate; they are structs of numbers and cannot fail to be written.
func factsOf(f any) []byte {
	b, err := json.Marshal(f)
	if err != nil {
		panic(fmt.Sprintf("facts: %v", err))
	}
	return b
}

// score is a pair in the little space that a block of candidates × reserve leaves.
type score struct {
	overall, f, r, role int32
	tie                 uint64
}

// best keeps the best scores of one candidate, as many as the reserve holds; then it is a heap with the worst on top.
type best []score

// push offers a score and returns the least overall score that can still enter.
func (c *corpus) push(b *best, s score) int32 {
	h := *b
	switch {
	case len(h) < c.reserve:
		if h = append(h, s); len(h) == c.reserve { // the worst first is a heap
			slices.SortFunc(h, func(a, b score) int { return c.compare(b, a) })
		}
		*b = h
	case c.compare(s, h[0]) < 0:
		h[0] = s
		c.down(h)
	}
	if len(h) < c.reserve {
		return 0
	}
	return h[0].overall
}

// down puts the top of a heap where it belongs.
func (c *corpus) down(h best) {
	for i := 0; ; {
		w := 2*i + 1
		if w >= len(h) {
			return
		}
		if w+1 < len(h) && c.compare(h[w+1], h[w]) > 0 {
			w++
		}
		if c.compare(h[w], h[i]) <= 0 {
			return
		}
		h[i], h[w] = h[w], h[i]
		i = w
	}
}

// rankRows is the lists of rows of a tile, in their order, on one processor.
func (c *corpus) rankRows(ctx context.Context, tile int, rows []uint16) ([]*list, error) {
	t := c.snap.Tiles[tile]
	var top [columns.Rows]best
	var floor [columns.Rows]int32
	room := min(c.reserve, len(c.plans))
	slab := make([]score, room*len(rows))
	for i, l := range rows {
		top[l] = slab[i*room : i*room : (i+1)*room]
	}
	for i, p := range c.plans {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		r := &c.snap.Roles[i]
		plan.NewPairs(p).Tile(t, shows(t, rows, r), &floor, func(l int, f, rev, overall int32) {
			floor[l] = c.push(&top[l], score{overall, f, rev, int32(i), plan.Tie(r.ID, t.IDs[l])})
		})
		c.pairs.add(len(rows))
	}
	all, out := t.Facts(), make([]*list, len(rows))
	for i, l := range rows {
		slices.SortFunc(top[l], c.compare)
		out[i] = newList(factsOf(all[l]), c.hits(top[l]), c.reserve)
	}
	return out, nil
}

// compare is plan.Order over scores.
func (c *corpus) compare(a, b score) int {
	switch {
	case a.overall != b.overall:
		return int(b.overall - a.overall)
	case a.tie < b.tie:
		return -1
	case a.tie > b.tie:
		return 1
	}
	x, y := &c.snap.Roles[a.role], &c.snap.Roles[b.role]
	return cmp.Or(cmp.Compare(x.ID, y.ID), cmp.Compare(x.Org, y.Org))
}

func (c *corpus) hits(b best) []plan.Hit {
	out := make([]plan.Hit, len(b))
	for i, s := range b {
		r := &c.snap.Roles[s.role]
		out[i] = plan.Hit{Key: s.overall, F: s.f, R: s.r, Overall: s.overall, Tie: s.tie, ID: r.ID, Org: r.Org}
	}
	return out
}
