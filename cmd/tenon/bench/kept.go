package bench

import (
	"context"
	"errors"
	"fmt"
	"time"

	"tenon/cmd/tenon/app"
	"tenon/engine/batch"
	"tenon/engine/plan"
	"tenon/index/columns"
	"tenon/profiles"
	"tenon/profiles/store/boltstore"
)

// log is the change feed of the edits that a run makes, behind the seq of the corpus.
type log struct {
	from    profiles.Seq
	changes []profiles.Change
}

func (f *log) Oldest(context.Context) (profiles.Seq, error) { return 0, nil }

func (f *log) Changes(_ context.Context, since profiles.Seq, limit int) ([]profiles.Change, error) {
	if since < f.from {
		return nil, nil
	}
	rest := f.changes[since-f.from:]
	return rest[:min(limit, len(rest))], nil
}

// barsTop is among how many gaps aim to be.
const barsTop = 20

// kept measures what re-scoring costs: everything once, and then after each of many edits of one profile.
func (b *bench) kept(ctx context.Context) (err error) {
	need := batch.Need(b.Candidates, b.Roles, batch.DefaultTop)
	if b.Memory != 0 { // of all that the process uses
		need += app.Need(b.Candidates, b.Roles)
	}
	if err := app.CheckMemory("to keep the best of all", need, b.Memory); err != nil {
		return err
	}
	dir, remove, err := b.scratch()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, remove()) }()
	tables, err := boltstore.OpenTables(dir, app.KeptFile)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, tables.Close()) }()
	feed := &log{from: b.live.Snapshot().Seq}
	keeper := &batch.Batch{Kept: batch.Kept{Tables: tables}, Taxonomy: b.ref.Taxonomy, Cities: b.ref.Cities, Columns: b.live, Feed: feed}
	full, err := b.keepAll(ctx, keeper)
	if err != nil {
		return err
	}
	if err := b.editOneByOne(ctx, keeper, feed, full.FullPairs); err != nil {
		return err
	}
	return b.verifyKept(ctx, keeper)
}

func (b *bench) keepAll(ctx context.Context, keeper *batch.Batch) (*batch.Report, error) {
	b.Note("keeping the best %d of all", batch.DefaultTop)
	tell, done := b.bar("pairs")
	defer done()
	start := time.Now()
	r, err := keeper.Run(ctx, b.settings(), batch.Options{Progress: func(p batch.Progress) { tell(int(p.Pairs), int(p.Total)) }})
	if err != nil {
		return nil, err
	}
	spent := time.Since(start).Seconds()
	b.add("full run, both directions, lists written durably", spent, "s")
	start = time.Now()
	if _, _, err := keeper.Bars(ctx, barsTop); err != nil {
		return nil, err
	}
	b.add(fmt.Sprintf("what it takes to be among the best %d of each role, read", barsTop), 1e3*time.Since(start).Seconds(), "ms")
	b.add("of the full run, a thread", float64(r.Pairs)/spent/float64(b.out.Threads)/1e6, "M pairs/s")
	return r, nil
}

func (b *bench) settings() batch.Settings {
	return batch.Settings{Top: batch.DefaultTop, Lambda: b.world.Lambda}
}

// editOneByOne puts another profile in the place of one, and re-scores, again and again.
func (b *bench) editOneByOne(ctx context.Context, keeper *batch.Batch, feed *log, full int64) error {
	b.Note("re-scoring after each of %d edits", b.Edits)
	tell, done := b.bar("edits")
	defer done()
	var pairs, ms []float64
	for i := range b.Edits {
		p := b.corpus.Candidate(b.Candidates + i)
		p.ID = b.corpus.Candidate((i * 7919) % b.Candidates).ID
		k := profiles.Key{Kind: profiles.KindCandidate, ID: p.ID}
		seq := b.live.Snapshot().Seq + 1
		feed.changes = append(feed.changes, profiles.Change{Seq: seq, Revision: seq, Key: k})
		b.live.Apply([]columns.Update{{Key: k, Candidate: p}}, seq)
		start := time.Now()
		r, err := keeper.Run(ctx, b.settings(), batch.Options{})
		if err != nil {
			return err
		}
		if r.Full {
			return fmt.Errorf("%w: the run after edit %d is a full one: %s", profiles.ErrDamaged, i+1, r.Why)
		}
		pairs, ms = append(pairs, float64(r.Pairs)), append(ms, 1e3*time.Since(start).Seconds())
		tell(i+1, b.Edits)
	}
	most := 0.0
	for _, n := range pairs {
		most = max(most, n)
	}
	b.add(fmt.Sprintf("after one edited profile, median of %d edits", b.Edits), median(pairs), "pairs")
	b.add("a full run scores so many times as many", float64(full)/median(pairs), "×")
	b.add("the most after one edit", most, "pairs")
	b.add("a run after one edited profile, with what it writes", median(ms), "ms")
	return nil
}

// verifyKept compares kept lists, after all edits, with rankings.
func (b *bench) verifyKept(ctx context.Context, keeper *batch.Batch) error {
	b.out.VerifiedBy = "ranking for a role"
	kept := map[string][]plan.Hit{}
	enough := errors.New("enough lists")
	err := keeper.Rows(ctx, func(r *batch.Row) error {
		if kept[r.ID] == nil && len(kept) == verified {
			return enough
		}
		kept[r.ID] = append(kept[r.ID], plan.Hit{ID: r.Match, F: r.Forward, R: r.Reverse, Overall: r.Overall})
		return nil
	})
	if err != nil && !errors.Is(err, enough) {
		return err
	}
	snap := b.live.Snapshot()
	for i := range snap.Roles {
		r := &snap.Roles[i]
		if kept[r.ID] == nil {
			continue
		}
		got, err := plan.Scan(ctx, snap, plan.Compile(b.world, r.Facts), plan.Options{K: batch.DefaultTop, RoleID: r.ID})
		if err != nil {
			return err
		}
		for j := range got.Hits {
			got.Hits[j].Tie = 0 // rows name it as text
		}
		if err := b.equal(kept[r.ID], got.Hits); err != nil {
			return fmt.Errorf("kept list of role %s: %w", r.ID, err)
		}
	}
	return nil
}
