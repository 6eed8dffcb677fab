package app

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"tenon/profiles"
)

// SaveEvery is how many changes the columns may be ahead of their checkpoint: after a crash they are applied again.
const SaveEvery = 10_000

// maintainEvery is how often small tiles are looked for.
const maintainEvery = time.Second

// Maintain keeps the columns in shape until ctx ends: see [App.Tend]. It has to end before Close.
func (a *App) Maintain(ctx context.Context, log *slog.Logger) {
	tick := time.NewTicker(maintainEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if err := a.Tend(); err != nil {
				log.Warn("columns are not saved; they are made from the store after a crash", "error", err)
			}
			if err := a.Agree(ctx, log); err != nil && ctx.Err() == nil {
				log.Warn("text and columns cannot be compared", "error", err)
			}
		}
	}
}

// Tend merges small tiles, and saves the columns once they are [SaveEvery] changes ahead. Requests and writers go on meanwhile.
func (a *App) Tend() error {
	for a.Columns.Merge() {
	}
	if a.Columns.Snapshot().Seq < a.saved+SaveEvery {
		return nil
	}
	return a.save()
}

func (a *App) save() error {
	seq := a.Columns.Snapshot().Seq // or newer: what is saved twice does no harm
	if err := a.Columns.Save(a.dir, a.storeID); err != nil {
		return fmt.Errorf("checkpoint: %w", profiles.Storage(err))
	}
	a.saved = seq
	return nil
}
