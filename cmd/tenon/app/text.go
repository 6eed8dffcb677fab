package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"

	"tenon/index"
	"tenon/index/blevetext"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// Text is the full text of a directory. It implements index.Text over an index that is exchanged when it proves damaged, while it is
// in use.
type Text struct {
	dir, store string
	tax        *taxonomy.Taxonomy
	health     *Health
	degraded   func() []string                             // of the whole directory
	back       func(profiles.Seq)                          // hears that the index has gone back
	oldest     func(context.Context) (profiles.Seq, error) // of the feed

	mu       sync.RWMutex // held for writing by who exchanges the index
	ix       *blevetext.Text
	readOnly bool  // since it could not be opened otherwise; the next who writes tries again
	lost     error // why there is none: it could not be opened at all; whoever comes next tries again
	closed   bool
}

var (
	_ index.Text    = (*Text)(nil)
	_ index.Stepper = (*Text)(nil)
)

// verifiedAtOnce is the size up to which an index is verified before it is used. A larger one is verified beside that.
const verifiedAtOnce = 256 << 20

// openText opens the full text of the store, and makes it anew, empty, where it is damaged or of another store or taxonomy.
func (a *App) openText(ctx context.Context, log *slog.Logger) (*Text, error) {
	dir, health := a.dir, &a.Health
	t := &Text{dir: dir, store: a.storeID, tax: a.Taxonomy, health: health, degraded: health.Degraded, oldest: a.Store.Oldest}
	ix, err := t.open(ctx, blevetext.Open)
	if errors.Is(err, profiles.ErrDamaged) {
		log.Warn("text index is made anew", "error", err)
		health.mend(err.Error())
		if err := blevetext.Remove(dir); err != nil {
			return nil, fmt.Errorf("remove text index: %w", err)
		}
		ix, err = t.open(ctx, blevetext.Open)
	}
	if err != nil {
		return nil, err
	}
	t.ix = ix
	return t, nil
}

// open opens the index by one of blevetext's functions, and looks whether it is the right one.
func (t *Text) open(ctx context.Context, by func(string, *taxonomy.Taxonomy) (*blevetext.Text, error)) (*blevetext.Text, error) {
	ix, err := by(t.dir, t.tax)
	if err != nil {
		return nil, err
	}
	seq, err := ix.Seq(ctx)
	if err == nil {
		_, err = ix.Begun()
	}
	if err == nil {
		err = ix.Claim(t.store)
	}
	if err == nil && seq == 0 {
		err = t.begin(ctx, ix)
	}
	if err == nil && ix.Size() <= verifiedAtOnce {
		err = ix.Check(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, ix.Close())
	}
	return ix, nil
}

// begin notes in an empty index from where the feed is whole for it.
func (t *Text) begin(ctx context.Context, ix *blevetext.Text) error {
	oldest, err := t.oldest(ctx)
	if err != nil || oldest == 0 {
		return err
	}
	return ix.Begin(oldest)
}

// Renew sets the index aside and begins an empty one, which the follower fills.
func (t *Text) Renew(ctx context.Context, why error) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.health.mend(why.Error())
	_ = t.ix.Close() // it is damaged
	t.lost, t.readOnly = nil, false
	if err := blevetext.Remove(t.dir); err != nil {
		return err
	}
	ix, err := t.open(ctx, blevetext.Open)
	if err != nil {
		t.lost = err
		return fmt.Errorf("make text index anew: %w", err)
	}
	return t.exchange(ctx, ix)
}

// tries is how often a read is made again that has met an index which failed meanwhile.
const tries = 5

// use gives the index to f, which reads. One that has failed in memory, as when it could not be written, is opened anew first.
func (t *Text) use(ctx context.Context, f func(*blevetext.Text) error) error {
	var err error
	for range tries {
		failed := false
		err = t.once(ctx, false, func(ix *blevetext.Text) error {
			err := f(ix)
			failed = err != nil && ix.Failed() != nil
			return err
		})
		if !failed {
			return err
		}
	}
	return err
}

// write is use of f that writes. It is not made again: the follower does that.
func (t *Text) write(ctx context.Context, f func(*blevetext.Text) error) error {
	return t.once(ctx, true, f)
}

func (t *Text) once(ctx context.Context, writing bool, f func(*blevetext.Text) error) error {
	for {
		if err := t.revive(ctx, writing); err != nil {
			return err
		}
		if here, err := t.give(f); here {
			return err
		}
	}
}

// give gives the index to f, unless there is none: somebody else may have closed it since it was looked at, and not got another.
func (t *Text) give(f func(*blevetext.Text) error) (here bool, err error) {
	t.mu.RLock()
	defer t.mu.RUnlock()
	if t.lost != nil {
		return false, nil
	}
	return true, f(t.ix)
}

// revive sees to it that the index can be read, or written. One that has failed is opened anew from what it has on the disk, to be read
// only, for as long as nobody writes: what keeps bleve from writing would fail it again at once. One that proves damaged there, or does
// not let go of its files, is made anew, empty; the follower fills it.
func (t *Text) revive(ctx context.Context, writing bool) error {
	if t.lives(writing) {
		return nil
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.closed {
		return fmt.Errorf("%w: the text index", profiles.ErrClosed)
	}
	failed := errors.Join(t.ix.Failed(), t.lost)
	if failed == nil && !(writing && t.readOnly) {
		return nil
	}
	err := t.ix.Close()
	t.lost = nil
	if err == nil {
		err = t.reopen(ctx, writing)
	}
	if errors.Is(err, profiles.ErrDamaged) || errors.Is(err, profiles.ErrLocked) {
		t.health.mend(err.Error())
		if err = blevetext.Remove(t.dir); err == nil {
			err = t.reopen(ctx, true)
		}
	}
	if err != nil {
		t.lost = errors.Join(failed, err)
	}
	return t.lost
}

// reopen opens the index that has been closed. mu is held.
func (t *Text) reopen(ctx context.Context, writing bool) error {
	by := blevetext.OpenReadOnly
	if writing {
		by = blevetext.Open
	}
	ix, err := t.open(ctx, by)
	if err != nil {
		return err
	}
	t.readOnly = !writing
	return t.exchange(ctx, ix)
}

// lives says whether there is nothing to do for an index.
func (t *Text) lives(writing bool) bool {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.ix.Failed() == nil && t.lost == nil && !(writing && t.readOnly) && !t.closed
}

// exchange takes an index into use that may be behind the one before. mu is held.
func (t *Text) exchange(ctx context.Context, ix *blevetext.Text) error {
	t.ix = ix
	at, err := ix.Seq(ctx)
	if t.back != nil && err == nil {
		t.back(at)
	}
	return err
}

// Search implements index.Text. The result says when it is degraded.
func (t *Text) Search(ctx context.Context, q index.Query) (r *index.Result, err error) {
	err = t.use(ctx, func(ix *blevetext.Text) error {
		r, err = ix.Search(ctx, q)
		return err
	})
	if r != nil {
		r.Degraded = t.degraded()
	}
	return r, err
}

// Match implements index.Text.
func (t *Text) Match(ctx context.Context, org string, kind profiles.Kind, text string) (out map[profiles.Key]float64, err error) {
	err = t.use(ctx, func(ix *blevetext.Text) error {
		out, err = ix.Match(ctx, org, kind, text)
		return err
	})
	return out, err
}

// Apply implements index.Text.
func (t *Text) Apply(ctx context.Context, ops []index.Op, seq profiles.Seq) error {
	return t.write(ctx, func(ix *blevetext.Text) error { return ix.Apply(ctx, ops, seq) })
}

// Step implements index.Stepper.
func (t *Text) Step(ctx context.Context, ops []index.Op, since, seq profiles.Seq) error {
	return t.write(ctx, func(ix *blevetext.Text) error {
		at, err := ix.Seq(ctx)
		if err == nil && at < since {
			err = fmt.Errorf("%w: the text index has gone back from change %d to %d", profiles.ErrUnavailable, since, at)
		}
		if err != nil {
			return err
		}
		return ix.Apply(ctx, ops, seq)
	})
}

// Seq implements index.Text.
func (t *Text) Seq(ctx context.Context) (seq profiles.Seq, err error) {
	err = t.use(ctx, func(ix *blevetext.Text) error {
		seq, err = ix.Seq(ctx)
		return err
	})
	return seq, err
}

// Durable is the number of a change that the index has durably: see [blevetext.Text.Durable].
func (t *Text) Durable(ctx context.Context) (seq profiles.Seq, err error) {
	err = t.use(ctx, func(ix *blevetext.Text) error {
		seq = ix.Durable()
		return nil
	})
	return seq, err
}

// begun is what an empty index began with: see [blevetext.Text.Begin].
func (t *Text) begun(ctx context.Context) (seq profiles.Seq, err error) {
	err = t.use(ctx, func(ix *blevetext.Text) error {
		seq, err = ix.Begun()
		return err
	})
	return seq, err
}

// Close implements index.Text.
func (t *Text) Close() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.closed {
		return nil
	}
	t.closed = true
	if err := t.ix.Close(); err != nil && t.ix.Failed() == nil { // what a failed one had not written is in the store
		return err
	}
	return nil
}

// Count is the number of documents.
func (t *Text) Count(ctx context.Context) (n uint64, err error) {
	err = t.use(ctx, func(ix *blevetext.Text) error {
		n, err = ix.Count()
		return err
	})
	return n, err
}

// Check compares every segment on the disk with its checksum.
func (t *Text) Check(ctx context.Context) error {
	return t.use(ctx, func(ix *blevetext.Text) error { return ix.Check(ctx) })
}

// Each gives every document to yield; see blevetext.Text.Each. It is not made again.
func (t *Text) Each(ctx context.Context, shown func(profiles.Key) bool, yield func(blevetext.Content) error) error {
	return t.once(ctx, false, func(ix *blevetext.Text) error { return ix.Each(ctx, shown, yield) })
}

// Compact merges the segments, so that nothing of what was deleted stays in them.
func (t *Text) Compact(ctx context.Context) error {
	return t.write(ctx, func(ix *blevetext.Text) error { return ix.Compact(ctx) })
}

// Used is how many bytes are used, and how many are free once the segments are merged; nothing of an index that has to be opened anew.
func (t *Text) Used() (used, free int64, err error) {
	if !t.lives(true) {
		return 0, 0, nil
	}
	return t.Index().Used()
}

// Index is the index as it is now, for measurements beside it.
func (t *Text) Index() *blevetext.Text {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.ix
}
