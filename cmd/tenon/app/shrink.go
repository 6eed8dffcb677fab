package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"tenon/profiles/store/boltstore"
)

// shrinkLeast is how many bytes of a file have to be unused before it is written anew for them.
const shrinkLeast = 1 << 20

// Files are looked at every shrinkEvery. One that could not be written anew, as on a full disk, is tried again after a pause, which doubles
// up to longestShrinkPause.
const (
	shrinkEvery        = time.Second
	longestShrinkPause = time.Hour
)

// shrinkable is what can be written anew without the bytes that nothing uses.
type shrinkable struct {
	name    string
	used    func() (used, free int64, err error)
	compact func(context.Context) error
}

// shrinkables are the store, the text, and the tables that are open here.
func (a *App) shrinkables() []shrinkable {
	out := []shrinkable{
		{boltstore.File, a.Store.Used, func(ctx context.Context) error { return a.Store.Compact(ctx, 0, nil) }}, // whoever follows hears of everything
		{"text", a.Text.Used, a.Text.Compact},
	}
	for _, file := range tableFiles {
		if t := a.opened(file); t != nil {
			out = append(out, shrinkable{file, t.Used, t.Compact})
		}
	}
	return out
}

// Shrink writes anew of store, text, kept lists and what standing searches found what has come to be more than twice as large as what is in
// it. So a directory has at most twice the bytes that its records need, but for what changes meanwhile. Requests and writers go on, but that
// runs of re-scoring and standing searches wait while their file is written. Nothing is done while a compaction goes on.
func (a *App) Shrink(ctx context.Context, log *slog.Logger) error {
	if !a.compacting.TryLock() {
		return nil
	}
	defer a.compacting.Unlock()
	var errs []error
	for _, s := range a.shrinkables() {
		used, free, err := s.used()
		if err == nil && free > max(used, shrinkLeast) {
			if err = s.compact(ctx); err == nil {
				log.Info("a file has been written anew without what was unused", "file", s.name, "used", used, "unused", free)
			}
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", s.name, err))
		}
	}
	return errors.Join(errs...)
}

// keepSmall shrinks what can be shrunk until ctx ends.
func (a *App) keepSmall(ctx context.Context, log *slog.Logger) {
	for wait := shrinkEvery; ; {
		pause := time.NewTimer(wait)
		select {
		case <-ctx.Done():
			pause.Stop()
			return
		case <-pause.C:
		}
		err := a.Shrink(ctx, log)
		switch {
		case err == nil:
			wait = shrinkEvery
		case ctx.Err() != nil:
			return
		default:
			wait = min(2*wait, longestShrinkPause)
			log.Warn("a file keeps bytes that nothing uses", "error", err, "again", wait)
		}
	}
}
