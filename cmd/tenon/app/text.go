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

	mu sync.RWMutex // held for writing by who exchanges the index
	ix *blevetext.Text
}

var _ index.Text = (*Text)(nil)

// verifiedAtOnce is the size up to which an index is verified before it is used. A larger one is verified beside that.
const verifiedAtOnce = 256 << 20

// openText opens the full text of a store, and makes it anew, empty, where it is damaged or of another store or taxonomy.
func openText(ctx context.Context, dir, store string, tax *taxonomy.Taxonomy, health *Health, log *slog.Logger) (*Text, error) {
	t := &Text{dir: dir, store: store, tax: tax, health: health}
	ix, err := t.open(ctx)
	if errors.Is(err, profiles.ErrDamaged) {
		log.Warn("text index is made anew", "error", err)
		health.mend(err.Error())
		if err := blevetext.Remove(dir); err != nil {
			return nil, fmt.Errorf("remove text index: %w", err)
		}
		ix, err = t.open(ctx)
	}
	if err != nil {
		return nil, err
	}
	t.ix = ix
	return t, nil
}

func (t *Text) open(ctx context.Context) (*blevetext.Text, error) {
	ix, err := blevetext.Open(t.dir, t.tax)
	if err != nil {
		return nil, err
	}
	_, err = ix.Seq(ctx)
	if err == nil {
		err = ix.Claim(t.store)
	}
	if err == nil && ix.Size() <= verifiedAtOnce {
		err = ix.Check(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, ix.Close())
	}
	return ix, nil
}

// Renew sets the index aside and begins an empty one, which the follower fills.
func (t *Text) Renew(ctx context.Context, why error) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.health.mend(why.Error())
	_ = t.ix.Close() // it is damaged
	if err := blevetext.Remove(t.dir); err != nil {
		return err
	}
	ix, err := t.open(ctx)
	if err != nil {
		return fmt.Errorf("make text index anew: %w", err)
	}
	t.ix = ix
	return nil
}

// Search implements index.Text. The result says when it is degraded.
func (t *Text) Search(ctx context.Context, q index.Query) (*index.Result, error) {
	t.mu.RLock()
	defer t.mu.RUnlock()
	r, err := t.ix.Search(ctx, q)
	if r != nil {
		r.Degraded = t.health.Degraded()
	}
	return r, err
}

// Match implements index.Text.
func (t *Text) Match(ctx context.Context, org string, kind profiles.Kind, text string) (map[profiles.Key]float64, error) {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.ix.Match(ctx, org, kind, text)
}

// Apply implements index.Text.
func (t *Text) Apply(ctx context.Context, ops []index.Op, seq profiles.Seq) error {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.ix.Apply(ctx, ops, seq)
}

// Seq implements index.Text.
func (t *Text) Seq(ctx context.Context) (profiles.Seq, error) {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.ix.Seq(ctx)
}

// Close implements index.Text.
func (t *Text) Close() error {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.ix.Close()
}

// Check compares every segment on the disk with its checksum.
func (t *Text) Check(ctx context.Context) error {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.ix.Check(ctx)
}

// Each gives every document to yield; see blevetext.Text.Each.
func (t *Text) Each(ctx context.Context, shown func(profiles.Key) bool, yield func(blevetext.Content) error) error {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.ix.Each(ctx, shown, yield)
}

// Compact merges the segments, so that nothing of what was deleted stays in them.
func (t *Text) Compact(ctx context.Context) error {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.ix.Compact(ctx)
}

// Index is the index as it is now, for measurements beside it.
func (t *Text) Index() *blevetext.Text {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.ix
}
