package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"sync"

	"tenon/engine"
	"tenon/engine/batch"
	"tenon/profiles"
	"tenon/profiles/store/boltstore"
)

// KeptFile is the name of the file with the kept lists, beside the store.
const KeptFile = "kept.db"

// Kept are the open kept lists of a directory.
type Kept struct {
	batch.Kept
	tables *boltstore.Tables
	mended string // what was wrong with those that were there before

	mu         sync.Mutex // guards the bars that were asked for last
	bars       *engine.Bars
	asked      int
	generation int
}

// OpenKept opens the kept lists of a directory that has to be there; a run, and whoever reads them, needs nothing else open.
// profiles.ErrLocked: a run is going on; profiles.ErrNotFound, profiles.ErrDamaged.
func OpenKept(dir string) (*Kept, error) {
	if err := hasStore(dir); err != nil {
		return nil, err
	}
	t, err := boltstore.OpenTables(dir, KeptFile)
	if err != nil {
		return nil, err
	}
	return &Kept{Kept: batch.NewKept(t), tables: t}, nil
}

// OpenKeptAnew is OpenKept for whoever makes the lists: damaged ones are removed first.
func OpenKeptAnew(dir string, log *slog.Logger) (*Kept, error) {
	if err := hasStore(dir); err != nil {
		return nil, err
	}
	t, why, err := anew(dir, KeptFile)
	if err != nil {
		return nil, err
	}
	if why != "" {
		log.Error("kept lists are damaged and are removed: make them anew with tenon rescore", "reason", why)
	}
	return &Kept{Kept: batch.NewKept(t), tables: t, mended: why}, nil
}

func hasStore(dir string) error {
	if _, err := os.Stat(filepath.Join(dir, boltstore.File)); errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("data directory %s: %w: make one with tenon import --data %s FILE…", dir, profiles.ErrNotFound, dir)
	}
	return nil
}

// Close closes the file.
func (k *Kept) Close() error { return k.tables.Close() }

// Batch is what re-scores the records of the directory into kept lists.
func (a *App) Batch(k *Kept) (*batch.Batch, error) {
	cities, err := fingerprint(filepath.Join(a.dir, CitiesFile))
	if err != nil {
		return nil, err
	}
	return &batch.Batch{Kept: k.Kept, Taxonomy: a.Taxonomy, Cities: a.Cities, CitiesVersion: cities, Columns: a.Columns, Feed: a.Store, Afford: a.afford}, nil
}

// fingerprint names the content of a file; "" where there is none.
func fingerprint(path string) (string, error) {
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:4]), err
}

// Explainer says why kept lists have changed, by the data that the directory has of its own.
func (a *App) Explainer(k *Kept) *batch.Explainer {
	return &batch.Explainer{Kept: k.Kept, Taxonomy: a.Taxonomy, Cities: a.Cities, Asked: a.Engine.Asked}
}

// Bars are what the kept lists say it takes to be among the best top candidates of each role. The last ones are remembered until a run
// publishes others.
func (k *Kept) Bars(ctx context.Context, top int) (*engine.Bars, error) {
	now, err := k.Made(ctx)
	if err != nil {
		return nil, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.bars != nil && k.generation == now.Generation && k.asked == top {
		return k.bars, nil
	}
	made, of, err := k.Kept.Bars(ctx, top)
	if err != nil {
		return nil, err
	}
	k.generation, k.asked = made.Generation, top
	k.bars = &engine.Bars{Top: min(top, made.Top), Policy: made.Policy, Lambda: made.Lambda, Taxonomy: made.Taxonomy, AsOf: made.AsOf, Seq: made.Seq, Of: of}
	return k.bars, nil
}
