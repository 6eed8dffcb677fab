package app

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"tenon/engine/batch"
	"tenon/engine/standing"
	"tenon/index/columns"
	"tenon/profiles"
	"tenon/profiles/store/boltstore"
)

// Compacted says what a compaction has saved.
type Compacted struct {
	Before  int64   `json:"before"` // bytes of store, full text, columns, kept lists and what standing searches found
	After   int64   `json:"after"`
	Seconds float64 `json:"seconds"`
}

// Compact writes store, full text, columns, kept lists and what is kept of standing searches anew without what was deleted. Afterwards
// none of their files has anything of a person who was erased, not even the id. Requests and writers go on meanwhile; who keeps lists waits
// while their file is written. profiles.ErrLocked: a run of re-scoring goes on, or another process has a file open.
func (a *App) Compact(ctx context.Context, progress func(at, of int64)) (c *Compacted, err error) {
	start := time.Now()
	c = &Compacted{}
	if c.Before, err = a.size(); err != nil {
		return nil, err
	}
	var tell func(int64)
	if progress != nil {
		size, err := a.Store.Size()
		if err != nil {
			return nil, err
		}
		tell = func(n int64) { progress(n, max(n, size)) }
	}
	a.erasing.Lock()
	defer a.erasing.Unlock()
	a.compacting.Lock()
	defer a.compacting.Unlock()
	if err := a.finish(ctx); err != nil { // whoever is on the way out
		return nil, err
	}
	if err := a.compactKept(ctx); err != nil {
		return nil, err
	}
	reached, err := a.compactCaches(ctx)
	if err != nil {
		return nil, err
	}
	if err := a.trim(ctx, reached); err != nil {
		return nil, err
	}
	if err := a.Store.Compact(ctx, reached, tell); err != nil {
		return nil, err
	}
	c.After, err = a.size()
	c.Seconds = time.Since(start).Seconds()
	return c, err
}

// compactCaches brings text and columns to the store, writes them anew, and returns the change that both have for good: what changes
// say up to it nobody has to hear any more.
func (a *App) compactCaches(ctx context.Context) (profiles.Seq, error) {
	if err := a.Follower.CatchUp(ctx); err != nil {
		return 0, err
	}
	reached, err := a.Text.Durable(ctx)
	if err != nil {
		return 0, err
	}
	reached = min(reached, a.Columns.Snapshot().Seq)
	a.Columns.Sweep()
	return reached, errors.Join(a.Text.Compact(ctx), a.save())
}

// compactKept writes what is made of records anew. What an interrupted run has left goes: it may be of who was erased since.
func (a *App) compactKept(ctx context.Context) error {
	kept := a.withKeptLists(func(k *batch.Kept, t *boltstore.Tables) error {
		if err := k.Compactable(); err != nil {
			return err
		}
		return errors.Join(k.DropPending(ctx), t.Compact(ctx))
	})
	alerts := a.withAlerts(func(_ *standing.Standing, t *boltstore.Tables) error { return t.Compact(ctx) })
	return errors.Join(kept, alerts)
}

// size is how many bytes the files of the directory have.
func (a *App) size() (n int64, err error) {
	for _, name := range []string{boltstore.File, columns.CheckpointFile, KeptFile, AlertsFile} {
		fi, err := os.Stat(filepath.Join(a.dir, name))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return 0, err
		}
		if err == nil {
			n += fi.Size()
		}
	}
	return n + a.Text.Index().Size(), nil
}
