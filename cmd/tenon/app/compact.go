package app

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"tenon/index/columns"
	"tenon/profiles/store/boltstore"
)

// Compacted says what a compaction has saved.
type Compacted struct {
	Before  int64   `json:"before"` // bytes of store, full text, columns, kept lists and what standing searches found
	After   int64   `json:"after"`
	Seconds float64 `json:"seconds"`
}

// Compact writes store, full text and columns anew without what was deleted. Afterwards none of their files has anything of a record
// that was erased. Requests go on meanwhile; writers wait while the store is written.
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
	if err := a.Store.Compact(ctx, tell); err != nil {
		return nil, err
	}
	if err := a.Text.Compact(ctx); err != nil {
		return nil, err
	}
	if err := a.save(); err != nil {
		return nil, err
	}
	c.After, err = a.size()
	c.Seconds = time.Since(start).Seconds()
	return c, err
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
