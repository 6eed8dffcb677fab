package bench

import (
	"context"
	"fmt"
	"os"
	"time"

	"tenon/engine/plan"
	"tenon/index/columns"
	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/synthetic"
)

// batch is how many records are built at a time, as the follower does it.
const batch = 2000

// build generates the corpus; what is timed is the way from records to columns.
func (b *bench) build(ctx context.Context) error {
	b.Note("building the columns of %d candidates and %d roles", b.Candidates, b.Roles)
	var spent time.Duration
	for from := 0; from < b.Candidates; from += batch {
		if err := ctx.Err(); err != nil {
			return err
		}
		us := synthetic.Draw(min(batch, b.Candidates-from), func(i int) columns.Update {
			c := b.corpus.Candidate(from + i)
			return columns.Update{Key: profiles.Key{Kind: profiles.KindCandidate, ID: c.ID}, Candidate: c}
		})
		start := time.Now()
		b.live.Apply(us, profiles.Seq(from+len(us)))
		spent += time.Since(start)
	}
	start := time.Now()
	for b.live.Merge() {
	}
	b.add("build columns from records", (spent + time.Since(start)).Seconds(), "s", "")
	us := synthetic.Draw(b.Roles, func(i int) columns.Update {
		r := b.corpus.Role(i)
		return columns.Update{Key: profiles.Key{Kind: profiles.KindRole, ID: r.ID}, Role: r}
	})
	b.live.Apply(us, profiles.Seq(b.Candidates+len(us)))
	for i := range queries {
		r := b.corpus.Role(i)
		b.roles, b.plans = append(b.roles, r), append(b.plans, plan.Compile(b.world, b.ref.Deriver.Role(r)))
		b.who = append(b.who, b.ref.Deriver.Candidate(b.corpus.Candidate(i), b.AsOf, facts.AsIs))
	}
	return nil
}

func everyHundredth(_ int, t *columns.Tile, keep *columns.RowSet) {
	for l := 0; l < t.N; l += 100 {
		keep.Add(l)
	}
}

// firstHundredth are rows that stand together, as those of a place do.
func firstHundredth(tiles int) func(int, *columns.Tile, *columns.RowSet) {
	return func(tile int, t *columns.Tile, keep *columns.RowSet) {
		if tile*100 < tiles {
			for l := range min(t.N, max(1, tiles*t.N/100)) {
				keep.Add(l)
			}
		}
	}
}

const oneThread = "role → candidates, exact top 10, one thread"

func (b *bench) scan(ctx context.Context) error {
	b.Note("ranking candidates for roles")
	snap := b.live.Snapshot()
	for _, x := range []struct {
		name, against string
		o             plan.Options
	}{
		{oneThread, "", plan.Options{}},
		{"the same, all threads", oneThread, plan.Options{Threads: b.out.Threads}},
		{"the same, 1 % of rows, everywhere", oneThread, plan.Options{Filter: everyHundredth}},
		{"the same, 1 % of rows, of a place", oneThread, plan.Options{Filter: firstHundredth(len(snap.Tiles))}},
	} {
		ms, err := timed(queries, func(i int) error { return b.rank(ctx, i, x.o) })
		if err != nil {
			return err
		}
		b.add(x.name, ms, "ms", x.against)
		if x.against == "" {
			b.add("a pair of it", 1e6*ms/float64(b.Candidates), "ns", "")
			b.oneByOne()
		}
	}
	return nil
}

// rank ranks candidates for a role, from its facts on.
func (b *bench) rank(ctx context.Context, i int, o plan.Options) error {
	o.K, o.RoleID = top, b.roles[i].ID
	_, err := plan.Scan(ctx, b.live.Snapshot(), plan.Compile(b.world, b.plans[i].Role), o)
	return err
}

// oneByOne scores pairs, naming every component.
func (b *bench) oneByOne() {
	start, n := time.Now(), 0
	for range 50 {
		for _, p := range b.plans {
			for _, c := range b.who {
				p.Score(c)
				n++
			}
		}
	}
	ns := float64(time.Since(start).Nanoseconds()) / float64(n)
	b.add("a pair scored by itself, every line named", ns, "ns", "a pair of it")
}

func (b *bench) seek(ctx context.Context) error {
	b.Note("ranking roles for candidates")
	snap, start := b.live.Snapshot(), time.Now()
	if _, err := plan.Seek(ctx, snap, b.world, b.who[0], plan.SeekOptions{K: top}); err != nil {
		return err
	}
	b.add("compile all roles under a policy, once", 1e3*time.Since(start).Seconds(), "ms", "")
	ms, err := timed(queries, func(i int) error {
		_, err := plan.Seek(ctx, snap, b.world, b.who[i], plan.SeekOptions{K: top})
		return err
	})
	b.add("candidate → roles, exact top 10, one thread", ms, "ms", "")
	b.add("a pair of it", 1e6*ms/float64(b.Roles), "ns", "a pair of it")
	return err
}

// update changes one profile after the other.
func (b *bench) update(context.Context) error {
	b.Note("changing single profiles")
	seq := b.live.Snapshot().Seq
	var spent []float64
	worst := 0.0
	for i := range 300 {
		c := b.corpus.Candidate((i * 7919) % b.Candidates)
		c.Skills = c.Skills[:1]
		start := time.Now()
		b.live.Apply([]columns.Update{{Key: profiles.Key{Kind: profiles.KindCandidate, ID: c.ID}, Candidate: c}}, seq+profiles.Seq(i+1))
		spent = append(spent, 1e3*time.Since(start).Seconds())
		worst = max(worst, spent[i])
	}
	b.add("one changed profile visible in the columns", median(spent), "ms", "")
	b.add("the slowest of 300", worst, "ms", "")
	return nil
}

func (b *bench) checkpoint(context.Context) (err error) {
	b.Note("saving and loading the checkpoint")
	if b.Dir != "" {
		if err := os.MkdirAll(b.Dir, 0o700); err != nil {
			return err
		}
	}
	dir, err := os.MkdirTemp(b.Dir, "tenon-bench-")
	if err != nil {
		return err
	}
	defer func() {
		if rm := os.RemoveAll(dir); err == nil {
			err = rm
		}
	}()
	start := time.Now()
	if err := b.live.Save(dir, ""); err != nil {
		return err
	}
	b.add("save checkpoint", time.Since(start).Seconds(), "s", "")
	start = time.Now()
	l, err := columns.Load(dir, "", b.ref.Deriver, b.AsOf)
	if err != nil {
		return err
	}
	b.add("load checkpoint, ready", time.Since(start).Seconds(), "s", "")
	if l.Snapshot().Candidates() != b.Candidates {
		return fmt.Errorf("%w: %d candidates loaded of %d", profiles.ErrDamaged, l.Snapshot().Candidates(), b.Candidates)
	}
	return nil
}
