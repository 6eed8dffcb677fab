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
	plans   []*plan.Plan // of snap.Roles, once they are compiled
	top     int
	reserve int
	pairs   *meter

	orders []func() []int // of roles, by tile: see promising
}

func (c *corpus) order(tile int) []int { return c.orders[tile]() }

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
	c := &corpus{snap: snap, world: w, top: top, reserve: 2 * top, pairs: m}
	for tile := range snap.Tiles {
		c.orders = append(c.orders, sync.OnceValue(func() []int { return c.promising(tile) }))
	}
	return c
}

// compile makes the plans of all roles.
func (c *corpus) compile() {
	plans := make([]*plan.Plan, len(c.snap.Roles))
	var work sync.WaitGroup
	n := max(1, workers(len(plans)))
	for w := range n {
		work.Go(func() {
			for i := w; i < len(plans); i += n {
				plans[i] = c.plan(i)
			}
		})
	}
	work.Wait()
	c.plans = plans
}

// plan is the plan of a role: for who needs few of them, made when it is asked for.
func (c *corpus) plan(i int) *plan.Plan {
	if c.plans != nil {
		return c.plans[i]
	}
	return plan.Compile(c.world, c.snap.Roles[i].Facts)
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
	if r.Facts.Public || !t.Owned() && r.Org == "" {
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

// rankRoles are the lists of many roles, over all candidates, on all processors.
func (c *corpus) rankRoles(ctx context.Context, block []int) ([]keyed, error) {
	plans, ids, orgs := make([]*plan.Plan, len(block)), make([]string, len(block)), make([]string, len(block))
	for j, i := range block {
		r := &c.snap.Roles[i]
		plans[j], ids[j], orgs[j] = c.plans[i], r.ID, r.Org
	}
	hits, err := plan.ScanAll(ctx, c.snap, plans, plan.Options{K: c.reserve, Threads: runtime.GOMAXPROCS(0)}, ids, orgs, c.pairs.add)
	if err != nil {
		return nil, err
	}
	lists := make([]keyed, len(block))
	for j, i := range block {
		lists[j] = newList(factsOf(c.snap.Roles[i].Facts), hits[j], c.reserve).of(c.roleKey(i))
	}
	return lists, nil
}

// rankRole is the list of a role, over all candidates.
func (c *corpus) rankRole(ctx context.Context, i int) (*list, error) {
	r := &c.snap.Roles[i]
	res, err := plan.Scan(ctx, c.snap, c.plan(i), plan.Options{K: c.reserve, RoleID: r.ID, Org: r.Org})
	if err != nil {
		return nil, err
	}
	c.pairs.add(c.snap.Candidates())
	return newList(factsOf(r.Facts), res.Hits, c.reserve), nil
}

// rankCandidate is the list of a candidate, over all roles.
func (c *corpus) rankCandidate(ctx context.Context, k profiles.Key, f *facts.Candidate) (*list, error) {
	got, err := plan.Seek(ctx, c.snap, c.world, f, plan.SeekOptions{K: c.reserve, CandidateID: k.ID, Org: k.Org})
	if err != nil {
		return nil, err
	}
	c.pairs.add(len(c.snap.Roles))
	return newList(factsOf(f), got.Hits, c.reserve), nil
}

// factsOf writes the facts of a role or candidate; they are structs of numbers and cannot fail to be written.
func factsOf(f any) []byte {
	b, err := json.Marshal(f)
	if err != nil {
		panic(fmt.Sprintf("facts: %v", err))
	}
	return b
}

// rankRows is the lists of rows of a tile, in their order, on one processor.
func (c *corpus) rankRows(ctx context.Context, tile int, rows []uint16) ([]keyed, error) {
	t := c.snap.Tiles[tile]
	ids, number := make([]string, len(rows)), make([]int32, t.N)
	for i, l := range rows {
		ids[i], number[l] = t.ID(int(l)), int32(i)
	}
	best, floor := c.newBests(ids), &[columns.Rows]int32{}
	var pairs *plan.Pairs
	for _, i := range c.order(tile) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		pairs = pairs.Of(c.plans[i])
		pairs.Tile(t, shows(t, rows, &c.snap.Roles[i]), floor, func(l int, f, rev, overall int32) {
			floor[l] = best.push(int(number[l]), score{overall, int32(i), uint16(f), uint16(rev)}, floor[l])
		})
		c.pairs.add(len(rows))
	}
	all, out := t.Facts(), make([]keyed, len(rows))
	for i, l := range rows {
		out[i] = newList(factsOf(all[l]), best.hits(i), c.reserve).of(t.Key(int(l)))
	}
	return out, nil
}

// sampled is how many rows of a tile say which roles come first.
const sampled = 32

// promising are all roles for the candidates of a tile, those that score most with a few of them first: the sooner lists are good, the
// less has to be looked at closely. Which come first changes no list.
func (c *corpus) promising(tile int) []int {
	t, rows := c.snap.Tiles[tile], c.alive(tile)
	order, scores := make([]int, len(c.plans)), make([]int64, len(c.plans))
	for i := range order {
		order[i] = i
	}
	if len(rows) < sampled*sampled { // that would not pay
		return order
	}
	some := make([]uint16, sampled)
	for i := range some {
		some[i] = rows[i*len(rows)/sampled]
	}
	var floor [columns.Rows]int32
	var pairs *plan.Pairs
	for i, p := range c.plans {
		pairs = pairs.Of(p)
		pairs.Tile(t, shows(t, some, &c.snap.Roles[i]), &floor, func(_ int, _, _, overall int32) { scores[i] += int64(overall) })
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(scores[b], scores[a]) })
	return order
}
