package bench

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"tenon/cmd/tenon/app"
	"tenon/index/columns"
	"tenon/index/follow"
	"tenon/profiles"
	"tenon/profiles/store/boltstore"
)

// edits is how many profiles are changed one after the other.
const edits = 200

// later is the feed of an empty store that goes on where the columns stand.
type later struct {
	*boltstore.Store
	behind profiles.Seq
}

func (f later) Changes(ctx context.Context, since profiles.Seq, limit int) ([]profiles.Change, error) {
	cs, err := f.Store.Changes(ctx, since-f.behind, limit)
	for i := range cs {
		cs[i].Seq += f.behind
	}
	return cs, err
}

// update changes one profile after the other, from the durable write to where rankings see it.
func (b *bench) update(ctx context.Context) (err error) {
	b.Note("changing single profiles")
	dir, remove, err := b.scratch()
	if err != nil {
		return err
	}
	s, err := boltstore.Open(dir)
	if err != nil {
		return errors.Join(err, remove())
	}
	feed := later{s, b.live.Snapshot().Seq}
	w := follow.New(feed, app.Records{Store: s}, func(profiles.Key, error) {}, b.live.Derive, follow.ColumnSink{Live: b.live})
	following, stop := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- w.Run(following) }()
	defer func() {
		stop()
		err = errors.Join(err, <-ended, s.Close(), remove())
	}()
	var spent []float64
	worst := 0.0
	for i := range edits {
		c := b.corpus.Candidate((i * 7919) % b.Candidates)
		c.Skills = c.Skills[:1]
		start := time.Now()
		seq, err := s.Apply(ctx, []profiles.Mutation{{Key: profiles.Key{Kind: profiles.KindCandidate, ID: c.ID}, Record: c}})
		if err != nil {
			return err
		}
		if err := w.WaitFor(ctx, seq+feed.behind); err != nil {
			return err
		}
		spent = append(spent, 1e3*time.Since(start).Seconds())
		worst = max(worst, spent[i])
	}
	if got := b.live.Snapshot().Candidates(); got != b.Candidates {
		return fmt.Errorf("%w: %d candidates after edits: want %d", profiles.ErrDamaged, got, b.Candidates)
	}
	b.add("one changed profile, written durably and visible in the columns", median(spent), "ms")
	b.add(fmt.Sprintf("the slowest of %d", edits), worst, "ms")
	return nil
}

// scratch makes a directory for one step.
func (b *bench) scratch() (dir string, remove func() error, err error) {
	if b.Dir != "" {
		if err := os.MkdirAll(b.Dir, 0o700); err != nil {
			return "", nil, err
		}
	}
	dir, err = os.MkdirTemp(b.Dir, "tenon-bench-")
	return dir, func() error { return os.RemoveAll(dir) }, err
}

func (b *bench) checkpoint(ctx context.Context) (err error) {
	b.Note("saving and loading the checkpoint")
	dir, remove, err := b.scratch()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, remove()) }()
	start := time.Now()
	if err := b.live.Save(dir, ""); err != nil {
		return err
	}
	b.add("save checkpoint", time.Since(start).Seconds(), "s")
	var loads []float64
	for range rounds {
		if err := ctx.Err(); err != nil {
			return err
		}
		start = time.Now()
		l, err := columns.Load(dir, "", b.ref.Deriver, b.AsOf)
		if err != nil {
			return err
		}
		loads = append(loads, time.Since(start).Seconds())
		if s := l.Snapshot(); s.Candidates() != b.Candidates || len(s.Roles) != b.Roles {
			return fmt.Errorf("%w: %d candidates and %d roles loaded: want %d and %d", profiles.ErrDamaged, s.Candidates(), len(s.Roles), b.Candidates, b.Roles)
		}
	}
	b.add("load checkpoint, ready", median(loads), "s")
	return nil
}
