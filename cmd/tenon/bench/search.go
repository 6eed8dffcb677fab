package bench

import (
	"context"
	"time"

	"tenon/engine/plan"
	"tenon/index/columns"
	"tenon/index/facts"
)

const (
	oneThread = "role → candidates, exact top 10, one thread"
	rolesFor  = "candidate → roles, exact top 10, one thread"
)

// searches asks everything side by side: rankings in both directions, with and without filters, and bleve alone.
func (b *bench) searches(ctx context.Context) error {
	b.Note("ranking, in %d rounds of %d queries", rounds, queries)
	if err := b.compileRoles(ctx); err != nil {
		return err
	}
	snap := b.live.Snapshot()
	rank := func(name, against string, o plan.Options) *measure {
		return &measure{name: name, against: against, ask: func(i int) error { return b.rank(ctx, i, o) }}
	}
	ways := []*measure{
		rank(oneThread, "", plan.Options{}),
		rank("the same, all threads", oneThread, plan.Options{Threads: b.out.Threads}),
		rank("the same, 1 % of rows, everywhere", oneThread, plan.Options{Filter: everyHundredth}),
		rank("the same, 1 % of rows, of a place", oneThread, plan.Options{Filter: together}),
		{name: rolesFor, ask: func(i int) error {
			_, err := plan.Seek(ctx, snap, b.world, b.who[i], plan.SeekOptions{K: top})
			return err
		}},
	}
	theirs, closeIndex, err := b.bleve(ctx)
	if err != nil {
		return err
	}
	err = b.inRounds(ctx, append(ways, theirs...))
	if closed := closeIndex(); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	b.naivePairs()
	b.book(ways)
	b.perPair(ways)
	b.beside(ways[0], theirs)
	return nil
}

// rank ranks candidates for a role, from its facts on.
func (b *bench) rank(ctx context.Context, i int, o plan.Options) error {
	o.K, o.RoleID = top, b.roles[i].ID
	_, err := plan.Scan(ctx, b.live.Snapshot(), plan.Compile(b.world, b.plans[i].Role), o)
	return err
}

// perPair books what a pair costs in both directions, beside scoring it by itself.
func (b *bench) perPair(ways []*measure) {
	down, up := median(ways[0].ms), median(ways[4].ms)
	for _, x := range []struct {
		name string
		ms   float64
		n    int
	}{{"a pair of role → candidates", down, b.Candidates}, {"a pair of candidate → roles", up, b.Roles}} {
		ns := 1e6 * x.ms / float64(x.n)
		b.compared(x.name, ns, "ns", naiveName, b.naive/ns)
	}
	if b.Candidates == b.Roles {
		b.add("candidate → roles takes so many times as long as role → candidates", up/down, "×")
	}
}

// beside books bleve, and how many times as fast the ranking is query by query.
func (b *bench) beside(ours *measure, theirs []*measure) {
	for _, w := range theirs {
		var ratios []float64
		for q, ms := range w.ms {
			ratios = append(ratios, ms/ours.ms[q])
		}
		b.add(w.name, median(w.ms), "ms")
		b.add("Tenon, one thread, is so many times as fast", median(ratios), "×")
	}
}

// compileRoles makes what is kept of all roles under a policy, which the first search of it does.
func (b *bench) compileRoles(ctx context.Context) error {
	start := time.Now()
	if _, err := plan.Seek(ctx, b.live.Snapshot(), b.world, b.who[0], plan.SeekOptions{K: top}); err != nil {
		return err
	}
	b.add("compile all roles under a policy, once", 1e3*time.Since(start).Seconds(), "ms")
	return nil
}

const naiveName = "naive: a pair scored by itself"

// naivePairs scores pairs one by one, with plans that are made, over candidates of all the corpus.
func (b *bench) naivePairs() {
	var cs []*facts.Candidate
	for i := range 2000 {
		cs = append(cs, b.ref.Deriver.Candidate(b.corpus.Candidate(i*7919%b.Candidates), b.AsOf, facts.AsIs))
	}
	var all []float64
	for range rounds {
		start := time.Now()
		for _, p := range b.plans {
			for _, c := range cs {
				p.Score(c)
			}
		}
		all = append(all, float64(time.Since(start).Nanoseconds())/float64(len(b.plans)*len(cs)))
	}
	b.naive = median(all)
	b.add(naiveName, b.naive, "ns")
}

func everyHundredth(_ int, t *columns.Tile, keep *columns.RowSet) {
	for l := 0; l < t.N; l += 100 {
		keep.Add(l)
	}
}

// together are a hundredth of all rows, of each tile those that stand together, as those of a place do.
func together(_ int, t *columns.Tile, keep *columns.RowSet) {
	from := t.N / 2
	for l := from; l < min(t.N, from+max(1, t.N/100)); l++ {
		keep.Add(l)
	}
}
