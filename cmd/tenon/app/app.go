package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"tenon/engine"
	"tenon/index"
	"tenon/index/blevetext"
	"tenon/index/columns"
	"tenon/index/follow"
	"tenon/profiles"
	"tenon/profiles/intake"
	"tenon/profiles/store/boltstore"
	"tenon/profiles/taxonomy"
)

// App is an open data directory.
type App struct {
	*Reference
	Store    *boltstore.Store
	Text     index.Text
	Columns  *columns.Live
	Follower *follow.Follower
	Intake   *intake.Intake
	Engine   *engine.Engine

	dir     string
	storeID string
	saved   profiles.Seq // of the checkpoint on disk
}

// Open opens a directory at a month and brings text and columns up to date with the store. What is damaged of them, or made
// for another month, taxonomy or rates, is made anew. A nil taxonomy is the directory's: the shipped one, with the file
// [OverlayFile] on top if there is one; [RatesFile] and [CitiesFile] likewise take the place of the shipped rates and cities.
// profiles.ErrLocked, profiles.ErrDamaged; profiles.ErrUnavailable where it does not fit into the memory that is available.
func Open(ctx context.Context, dir string, asOf profiles.Month, tax *taxonomy.Taxonomy, log *slog.Logger) (*App, error) {
	return OpenWithin(ctx, dir, asOf, tax, log, 0)
}

// OpenWithin is Open with so many bytes of memory in place of what is available.
func OpenWithin(ctx context.Context, dir string, asOf profiles.Month, tax *taxonomy.Taxonomy, log *slog.Logger, memory uint64) (a *App, err error) {
	a = &App{Reference: directoryReference(dir, tax, log), dir: dir}
	if a.Store, err = boltstore.Open(dir); err != nil {
		return nil, err
	}
	opened := a // a failure returns nil in its place
	defer func() {
		if err != nil {
			err = errors.Join(err, opened.close())
		}
	}()
	if a.storeID, err = a.Store.ID(ctx); err != nil {
		return nil, err
	}
	if err := a.checkMemory(ctx, memory); err != nil {
		return nil, err
	}
	if a.Text, err = openText(dir, a.Taxonomy, log); err != nil {
		return nil, err
	}
	a.openColumns(asOf, log)
	if err := a.rewind(ctx, log); err != nil {
		return nil, err
	}
	records := Records{a.Store}
	a.Follower = follow.New(a.Store, records, leftOut(log), a.Columns.Derive, follow.TextSink{Text: a.Text, Taxonomy: a.Taxonomy}, follow.ColumnSink{Live: a.Columns})
	if err := a.Follower.CatchUp(ctx); err != nil {
		return nil, err
	}
	a.Intake = intake.New(a.Store, a.Taxonomy, a.Cities, a.Rates)
	a.Engine = &engine.Engine{Deriver: a.Deriver, Cities: a.Cities, Columns: a.Columns, Records: records, Text: a.Text}
	return a, nil
}

// leftOut logs records that do not verify.
func leftOut(log *slog.Logger) func(profiles.Key, error) {
	return func(k profiles.Key, err error) {
		log.Error("record is left out", "kind", k.Kind.String(), "id", k.ID, "error", err)
	}
}

func openText(dir string, tax *taxonomy.Taxonomy, log *slog.Logger) (index.Text, error) {
	t, err := blevetext.Open(dir, tax)
	if errors.Is(err, profiles.ErrDamaged) {
		log.Warn("text index is made anew", "error", err)
		if err := blevetext.Remove(dir); err != nil {
			return nil, fmt.Errorf("remove text index: %w", err)
		}
		t, err = blevetext.Open(dir, tax)
	}
	if err != nil {
		return nil, err
	}
	return t, nil
}

func (a *App) openColumns(asOf profiles.Month, log *slog.Logger) {
	l, err := columns.Load(a.dir, a.storeID, a.Deriver, asOf)
	if err != nil {
		if !errors.Is(err, profiles.ErrNotFound) {
			log.Warn("columns are made anew", "error", err)
		}
		l = columns.New(a.Deriver, asOf)
	}
	a.Columns, a.saved = l, l.Snapshot().Seq
}

// rewind starts a cache over that is ahead of the store, as after a restore.
func (a *App) rewind(ctx context.Context, log *slog.Logger) error {
	seq, err := a.Store.Seq(ctx)
	if err != nil {
		return err
	}
	if a.Columns.Snapshot().Seq > seq {
		a.Columns.Reset(a.Columns.Snapshot().AsOf)
	}
	at, err := a.Text.Seq(ctx)
	if err != nil || at <= seq {
		return err
	}
	log.Warn("text index is ahead of the store and is made anew")
	if err := errors.Join(a.Text.Close(), blevetext.Remove(a.dir)); err != nil {
		return err
	}
	a.Text, err = blevetext.Open(a.dir, a.Taxonomy)
	return err
}

// Close saves the columns where they have changed, and closes everything.
func (a *App) Close() error {
	var err error
	if a.Columns.Snapshot().Seq != a.saved {
		err = a.save()
	}
	return errors.Join(err, a.close())
}

func (a *App) close() error {
	var errs []error
	if a.Text != nil {
		errs = append(errs, a.Text.Close())
	}
	return errors.Join(append(errs, a.Store.Close())...)
}
