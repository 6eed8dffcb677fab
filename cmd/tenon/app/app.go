package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"

	"tenon/api/aside"
	"tenon/engine"
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
	Text     *Text
	Columns  *columns.Live
	Follower *follow.Follower
	Intake   *intake.Intake
	Engine   *engine.Engine
	Health   Health
	Reports  *aside.Reports
	Policies *aside.Policies

	dir     string
	memory  uint64 // that may be used, 0 what is available
	storeID string
	kept    *Kept                  // the lists where they are open, too
	alerts  atomic.Pointer[Alerts] // what is kept of standing searches, likewise

	erasing    sync.Mutex  // one erasure at a time; guards the journal
	eraseLater atomic.Bool // somebody is in the journal
	compacting sync.Mutex  // files are written anew one at a time; taken behind erasing

	spare  spare  // memory
	coming coming // records

	disagreed atomic.Uint64 // the change at which Agree has scrubbed last
	saving    sync.Mutex    // the checkpoint on disk is written, or taken away, by one at a time
	saved     atomic.Uint64 // the change of the checkpoint on disk
	trimmed   atomic.Uint64 // the last change when the feed was trimmed
}

// Open opens a directory at a month and brings text and columns up to date with the store. What is damaged of them, or made
// for another month, taxonomy or rates, is made anew. A nil taxonomy is the directory's: the shipped one, with the file
// [OverlayFile] on top if there is one; [RatesFile] and [CitiesFile] likewise take the place of the shipped rates and cities.
// profiles.ErrLocked, profiles.ErrDamaged; profiles.ErrUnavailable where it does not fit into the memory that is available.
func Open(ctx context.Context, dir string, asOf profiles.Month, tax *taxonomy.Taxonomy, log *slog.Logger) (*App, error) {
	return open(ctx, dir, asOf, tax, log, 0, false)
}

// OpenWithin is Open with so many bytes of memory in place of what is available.
func OpenWithin(ctx context.Context, dir string, asOf profiles.Month, tax *taxonomy.Taxonomy, log *slog.Logger, memory uint64) (a *App, err error) {
	return open(ctx, dir, asOf, tax, log, memory, false)
}

// OpenServing opens a directory as Open does and does not wait for text and columns: answers say that they are degraded until [App.Guard],
// which has to run with it, has seen them up to date. memory is as in OpenWithin, 0 what is available.
func OpenServing(ctx context.Context, dir string, asOf profiles.Month, tax *taxonomy.Taxonomy, log *slog.Logger, memory uint64) (a *App, err error) {
	return open(ctx, dir, asOf, tax, log, memory, true)
}

func open(ctx context.Context, dir string, asOf profiles.Month, tax *taxonomy.Taxonomy, log *slog.Logger, memory uint64, background bool) (a *App, err error) {
	if err := notLost(dir); err != nil {
		return nil, err
	}
	a = &App{Reference: directoryReference(dir, tax, log), dir: dir, memory: memory}
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
	if a.Text, err = a.openText(ctx, log); err != nil {
		return nil, err
	}
	lacks, err := a.lacks(ctx, asOf)
	if err != nil {
		return nil, err
	}
	if err := a.checkMemory(ctx, lacks, memory); err != nil {
		return nil, err
	}
	a.openColumns(asOf, log)
	if err := a.rewind(ctx, log); err != nil {
		return nil, err
	}
	records := Records{a.Store, &a.Health}
	a.Follower = follow.New(feed{a.Store, &a.Health}, records, a.leftOut(log), a.Columns.Derive, follow.TextSink{Text: a.Text, Taxonomy: a.Taxonomy}, follow.ColumnSink{Live: a.Columns})
	a.Text.degraded, a.Text.back = a.Degraded, a.Follower.Back
	if background {
		err = a.behind(ctx)
	} else {
		err = a.Follower.CatchUp(ctx)
	}
	if err == nil && !background {
		err = a.Agree(ctx, log)
	}
	if err != nil {
		return nil, err
	}
	a.openAside(log)
	a.Intake = intake.New(growing{a.Store, a}, a.Taxonomy, a.Cities, a.Rates)
	a.Engine = &engine.Engine{Deriver: a.Deriver, Cities: a.Cities, Columns: a.Columns, Records: records, Text: a.Text, Degraded: a.Degraded}
	a.goOnErasing(ctx, background, log)
	return a, nil
}

// notLost refuses a directory that has what is made of records and no records: a new store in it would look as if there never were any.
func notLost(dir string) error {
	if _, err := os.Stat(filepath.Join(dir, boltstore.File)); !errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, name := range []string{blevetext.Dir, columns.CheckpointFile, KeptFile} {
		if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
			return fmt.Errorf("%w: %s has %s and no %s: restore a backup, or remove what is left", profiles.ErrDamaged, dir, name, boltstore.File)
		}
	}
	return nil
}

// leftOut puts records that do not verify into quarantine, and logs that there is one: whose it is, tenon check says.
func (a *App) leftOut(log *slog.Logger) func(profiles.Key, error) {
	return func(k profiles.Key, err error) {
		log.Error("a record does not verify and is left out: tenon check names it", "kind", k.Kind.String())
		a.Health.quarantine(k, err.Error())
	}
}

func (a *App) openColumns(asOf profiles.Month, log *slog.Logger) {
	l, err := columns.Load(a.dir, a.storeID, a.Deriver, asOf)
	if err != nil {
		if !errors.Is(err, profiles.ErrNotFound) {
			log.Warn("columns are made anew", "error", err)
			a.Health.mend(err.Error())
		}
		l = columns.New(a.Deriver, asOf)
	}
	a.Columns = l
	a.saved.Store(uint64(l.Snapshot().Seq))
}

// rewind starts a cache over that cannot follow the store from where it is.
func (a *App) rewind(ctx context.Context, log *slog.Logger) error {
	lost, err := a.lost(ctx)
	if err != nil {
		return err
	}
	if lost.columns(a.Columns.Snapshot().Seq) {
		log.Warn("columns cannot follow the store and are made anew")
		if err := a.emptyColumns(); err != nil {
			return err
		}
	}
	at, err := a.Text.Seq(ctx)
	if err != nil || !lost.text(at) {
		return err
	}
	log.Warn("text index cannot follow the store and is made anew")
	return a.Text.Renew(ctx, errors.New("text index cannot follow the store"))
}

// emptyColumns has the columns filled again from the store. Their checkpoint goes: once they have as many changes as it, it would be loaded at
// the next start.
func (a *App) emptyColumns() error {
	a.saving.Lock()
	defer a.saving.Unlock()
	if err := os.Remove(filepath.Join(a.dir, columns.CheckpointFile)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("remove checkpoint: %w", profiles.Storage(err))
	}
	a.Columns.Reset(a.Columns.Snapshot().AsOf)
	a.saved.Store(0)
	return nil
}

// lost says whether a cache that has the changes up to one cannot follow the store from there: it is ahead, as after a restore, or lacks a
// deletion which has left the feed, as in an older copy of a directory. Text that began empty after that does not lack it, however far it
// has come.
type lost struct{ last, oldest, begun profiles.Seq }

func (l lost) columns(at profiles.Seq) bool { return at > l.last || at > 0 && at < l.oldest }

func (l lost) text(at profiles.Seq) bool { return l.columns(at) && (at > l.last || l.begun < l.oldest) }

func (a *App) lost(ctx context.Context) (l lost, err error) {
	if l.last, err = a.Store.Seq(ctx); err != nil {
		return l, err
	}
	if l.oldest, err = a.Store.Oldest(ctx); err != nil {
		return l, err
	}
	l.begun, err = a.Text.begun(ctx)
	return l, err
}

// Degraded says why answers may not be whole now; nothing where they are.
func (a *App) Degraded() []string {
	out := a.Health.Degraded()
	if n := a.Follower.Lost(); n > 0 {
		out = append(out, fmt.Sprintf("text or columns have been opened anew, and %d changes are being made again", n))
	}
	if err := a.Follower.Failing(); err != nil {
		out = append(out, fmt.Sprintf("text and columns stay behind since they cannot be written: %v", err))
	}
	return out
}

// Dir is the directory.
func (a *App) Dir() string { return a.dir }

// Close saves the columns where they have changed, and closes everything.
func (a *App) Close() error {
	var err error
	if a.Columns.Snapshot().Seq != profiles.Seq(a.saved.Load()) {
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
