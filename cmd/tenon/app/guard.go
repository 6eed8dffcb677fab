package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"tenon/profiles"
)

// guardEvery is how often a directory in use is checked.
const guardEvery = 24 * time.Hour

// Guard sees to it that what is served is whole, until ctx ends: it waits until text and columns are up to date, checks everything, at
// once and every day, and has damaged text and columns made anew, while answers say that they are degraded. The follower has to run
// meanwhile.
func (a *App) Guard(ctx context.Context, log *slog.Logger) {
	if err := a.arrive(ctx); err != nil {
		if ctx.Err() == nil {
			log.Error("text and columns cannot be brought up to date", "error", err)
		}
		return
	}
	tick := time.NewTicker(guardEvery)
	defer tick.Stop()
	for {
		if err := a.Scrub(ctx, log); err != nil && ctx.Err() == nil {
			log.Warn("the check could not be made", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// behind makes answers degraded while text or columns are not where the store is.
func (a *App) behind(ctx context.Context) error {
	seq, err := a.Store.Seq(ctx)
	if err != nil {
		return err
	}
	at, err := a.Text.Seq(ctx)
	if err != nil {
		return err
	}
	if at = min(at, a.Columns.Snapshot().Seq); at < seq {
		a.Health.degrade("behind", fmt.Sprintf("text and columns were at change %d when the program began, and are being brought up to %d", at, seq))
	}
	return nil
}

// arrive waits until text and columns are where the store is.
func (a *App) arrive(ctx context.Context) error {
	seq, err := a.Store.Seq(ctx)
	if err != nil {
		return err
	}
	if err := a.Follower.WaitFor(ctx, seq); err != nil {
		return err
	}
	a.Health.degrade("behind", "")
	return nil
}

// Scrub checks everything, and has text and columns made anew where they are damaged. The follower has to run meanwhile.
func (a *App) Scrub(ctx context.Context, log *slog.Logger) error {
	month := a.Columns.Snapshot().AsOf
	c, err := a.Check(ctx, CheckOptions{})
	if err != nil {
		return err
	}
	if a.Columns.Snapshot().AsOf != month { // turned meanwhile: they were compared with others
		return a.Scrub(ctx, log)
	}
	for _, part := range c.inNumbers() {
		log.Error("the check has found damage", "part", part)
	}
	if c.Store.Feed != "" || c.Store.Erasures != "" {
		log.Error("the store is damaged: restore a backup, or make its feed anew with tenon rebuild --feed")
		a.Health.degrade("store", "the store is damaged: restore a backup")
	}
	if c.Kept != "" {
		log.Error("kept lists are damaged: make them anew with tenon rescore --full")
	}
	if c.Alerts != "" {
		log.Error("what standing searches have found is damaged: with the next start all is judged anew")
	}
	return errors.Join(a.mendText(ctx, c.Text.Faults, log), a.mendColumns(ctx, c.Columns.Faults, log))
}

// Agree compares the number of documents with that of rows, which costs nothing, and scrubs where they differ: what could not be written
// may leave bleve with a document twice, or without one.
func (a *App) Agree(ctx context.Context, log *slog.Logger) error {
	s := a.Columns.Snapshot()
	n, err := a.Text.Count(ctx)
	if err != nil {
		return err
	}
	at, err := a.Text.Seq(ctx)
	rows := s.Candidates() + len(s.Roles)
	if err != nil || at != s.Seq || n == uint64(rows) || a.disagreed.Swap(uint64(at)) == uint64(at) {
		return err
	}
	log.Warn("text and columns have not as many records", "text", n, "columns", rows, "seq", at)
	return a.Scrub(ctx, log)
}

func (a *App) mendText(ctx context.Context, faults []string, log *slog.Logger) error {
	if len(faults) == 0 {
		return nil
	}
	log.Error("full text is damaged and is made anew", "faults", len(faults))
	a.Health.degrade("text", "full text was damaged and is being made anew")
	if err := a.Text.Renew(ctx, fmt.Errorf("%w: text index: %d faults", profiles.ErrDamaged, len(faults))); err != nil {
		return err
	}
	if err := a.Follower.CatchUp(ctx); err != nil {
		return err
	}
	a.Health.degrade("text", "")
	log.Info("full text has been made anew")
	return nil
}

func (a *App) mendColumns(ctx context.Context, faults []string, log *slog.Logger) error {
	if len(faults) == 0 {
		return nil
	}
	log.Error("columns are damaged and are made anew", "faults", len(faults))
	a.Health.degrade("columns", "columns were damaged and are being made anew")
	a.Health.mend(fmt.Sprintf("columns: %d faults", len(faults)))
	if err := errors.Join(a.emptyColumns(), a.Follower.CatchUp(ctx)); err != nil {
		return err
	}
	a.Health.degrade("columns", "")
	log.Info("columns have been made anew")
	return nil
}
