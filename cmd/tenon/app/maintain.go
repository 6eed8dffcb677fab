package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"tenon/index/columns"
	"tenon/index/follow"
	"tenon/profiles"
	"tenon/profiles/room"
)

// SaveEvery is how many changes the columns may be ahead of their checkpoint: after a crash they are applied again.
const SaveEvery = 10_000

// FeedKeeps is how many changes back the feed has deletions for certain: for who follows it from outside, and for incremental backups.
const FeedKeeps = 100_000

var feedKeeps uint64 = FeedKeeps // fewer in tests

// trimEvery is after how many changes the feed is trimmed.
const trimEvery = 10_000

// maintainEvery is how often small tiles are looked for.
const maintainEvery = time.Second

// Maintain keeps the columns in shape until ctx ends, see [App.Tend], and the files small: see [App.Shrink]. With a clock it keeps them at its month, too: see [App.Turn]. It has
// to end before Close.
func (a *App) Maintain(ctx context.Context, now func() time.Time, log *slog.Logger) {
	var beside sync.WaitGroup
	defer beside.Wait()
	beside.Go(func() { a.keepSmall(ctx, log) })
	tick := time.NewTicker(maintainEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if now != nil {
				if err := a.Turn(ctx, profiles.MonthOf(now()), log); err != nil && ctx.Err() == nil {
					log.Error("columns cannot be made for the month", "error", err)
				}
			}
			if err := a.Tend(); err != nil {
				log.Warn("columns are not saved; they are made from the store after a crash", "error", err)
			}
			if err := a.TrimFeed(ctx); err != nil && ctx.Err() == nil {
				log.Warn("the feed of changes is not trimmed", "error", err)
			}
			if a.eraseLater.Load() {
				a.FinishErasing(ctx, log)
			}
			if err := a.Agree(ctx, log); err != nil && ctx.Err() == nil {
				log.Warn("text and columns cannot be compared", "error", err)
			}
		}
	}
}

// Turn brings the columns to a month, where they are of another: years of experience, what has expired and what is open depend on it. They
// are made beside those in use, which answer meanwhile and are exchanged at once.
func (a *App) Turn(ctx context.Context, month profiles.Month, log *slog.Logger) error {
	was := a.Columns.Snapshot().AsOf
	if was == month {
		return nil
	}
	log.Info("columns are made for another month", "was", was, "is", month)
	defer a.Store.Hold()()
	next := columns.New(a.Deriver, month)
	f := follow.New(feed{a.Store, &a.Health}, Records{a.Store, &a.Health}, a.leftOut(log), next.Derive, follow.ColumnSink{Live: next})
	for {
		if err := f.CatchUp(ctx); err != nil {
			return fmt.Errorf("columns of %s: %w", month, err)
		}
		err := a.Columns.Turn(next)
		if err == nil {
			break
		}
		if !errors.Is(err, profiles.ErrUnavailable) { // those in use have got a change more meanwhile
			return err
		}
	}
	log.Info("columns are of another month", "is", month)
	return a.save()
}

// Tend merges small tiles, and saves the columns once they are [SaveEvery] changes ahead. Requests and writers go on meanwhile.
// profiles.ErrNoRoom: the disk is too small for what would be saved, and has not been filled with it.
func (a *App) Tend() error {
	for a.Columns.Merge() {
	}
	if uint64(a.Columns.Snapshot().Seq) < a.saved.Load()+SaveEvery {
		return nil
	}
	if fi, err := os.Stat(filepath.Join(a.dir, columns.CheckpointFile)); err == nil { // another like it comes beside it
		if err := room.For(a.dir, columns.CheckpointFile, fi.Size()); err != nil {
			return err
		}
	}
	return a.save()
}

// TrimFeed takes out of the feed what nobody needs any more, once there are [trimEvery] changes more: see boltstore.Store.Trim. Text and
// columns have what goes, durably; kept lists and standing searches of before begin anew.
func (a *App) TrimFeed(ctx context.Context) error {
	last, err := a.Store.Seq(ctx)
	if err != nil || uint64(last) < a.trimmed.Load()+trimEvery {
		return err
	}
	return a.trim(ctx, last)
}

func (a *App) trim(ctx context.Context, last profiles.Seq) error {
	text, err := a.Text.Durable(ctx)
	if err != nil {
		return err
	}
	if _, err := a.Store.Trim(ctx, min(text, profiles.Seq(a.saved.Load())), feedKeeps); err != nil {
		return err
	}
	a.trimmed.Store(uint64(last))
	return nil
}

func (a *App) save() error {
	a.saving.Lock()
	defer a.saving.Unlock()
	seq := a.Columns.Snapshot().Seq // or newer: what is saved twice does no harm
	if err := a.Columns.Save(a.dir, a.storeID); err != nil {
		return fmt.Errorf("checkpoint: %w", profiles.Storage(err))
	}
	a.saved.Store(uint64(seq))
	return nil
}
