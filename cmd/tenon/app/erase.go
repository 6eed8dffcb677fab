package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"tenon/api/auth"
	"tenon/engine/batch"
	"tenon/engine/standing"
	"tenon/profiles"
	"tenon/profiles/durable"
	"tenon/profiles/store/boltstore"
)

// ErasingFile names who is being erased, until that is done everywhere: what a crash has interrupted is gone on with.
const ErasingFile = "erasing.json"

// erasing is one person on the way out.
type erasing struct {
	Org      string   `json:"org,omitempty"`
	ID       string   `json:"id"`
	Searches []string `json:"searches,omitempty"` // on the person's behalf, which the store forgets first
}

func (e *erasing) person() profiles.Key {
	return profiles.Key{Org: e.Org, Kind: profiles.KindCandidate, ID: e.ID}
}

func (e *erasing) searches() (out []profiles.Key) {
	for _, id := range e.Searches {
		out = append(out, profiles.Key{Org: e.Org, Kind: profiles.KindSearch, ID: id})
	}
	return out
}

// Erase takes a person out of everything: store, text, columns, kept lists, events, standing searches and their events, API keys, reports of imports. What
// cannot be reached now, as kept lists that another process has open, is erased later by itself. It is noted that the person was erased,
// whether or not anything was kept, under a keyed hash. The bytes leave the files with [App.Compact].
func (a *App) Erase(ctx context.Context, org, id string, now time.Time) (profiles.Seq, error) {
	a.erasing.Lock()
	defer a.erasing.Unlock()
	e := &erasing{Org: org, ID: id}
	if err := profiles.CheckID(id); err != nil {
		return 0, fmt.Errorf("erase: %w", err)
	}
	var err error
	if e.Searches, err = a.searchesOf(ctx, e.person()); err != nil {
		return 0, fmt.Errorf("erase: %w", err)
	}
	all, err := a.unfinished()
	if err != nil {
		return 0, err
	}
	if err := a.journal(append(all, e)); err != nil {
		return 0, fmt.Errorf("erase: %w", err)
	}
	// From here on it is done even where who asked has gone.
	ctx = context.WithoutCancel(ctx)
	seq, err := a.Store.Erase(ctx, org, id, now)
	if err != nil {
		return 0, err
	}
	return seq, a.finish(ctx)
}

// searchesOf are the ids of the standing searches on a person's behalf.
func (a *App) searchesOf(ctx context.Context, person profiles.Key) (out []string, err error) {
	err = Records{Store: a.Store}.Searches(ctx, func(k profiles.Key, _ profiles.Revision, s *profiles.Search) error {
		if k.Org == person.Org && s.Candidate == person.ID {
			out = append(out, k.ID)
		}
		return nil
	})
	return out, err
}

// FinishErasing goes on with erasures that were interrupted, or that did not reach everything.
func (a *App) FinishErasing(ctx context.Context, log *slog.Logger) {
	a.erasing.Lock()
	defer a.erasing.Unlock()
	all, err := a.unfinished()
	for _, e := range all {
		if err == nil {
			_, err = a.Store.Erase(ctx, e.Org, e.ID, time.Now())
		}
	}
	if err == nil && len(all) > 0 {
		err = a.finish(ctx)
	}
	a.eraseLater.Store(err != nil)
	if err != nil && ctx.Err() == nil {
		log.Warn("an erasure has not reached everything; it will", "error", err)
	}
}

// goOnErasing is what a start does with erasures that were interrupted: at once, or later where text and columns are still behind.
func (a *App) goOnErasing(ctx context.Context, later bool, log *slog.Logger) {
	if all, err := a.unfinished(); err == nil && len(all) == 0 {
		return
	}
	if later {
		a.eraseLater.Store(true)
		return
	}
	a.FinishErasing(ctx, log)
}

// finish reaches what is beside the store, of all who are in the journal, and empties that.
func (a *App) finish(ctx context.Context) error {
	all, err := a.unfinished()
	if err != nil {
		return err
	}
	err = a.Follower.CatchUp(ctx)
	for _, e := range all {
		if err == nil {
			err = errors.Join(a.eraseBeside(ctx, e), a.eraseKeys(e), a.eraseReports(e))
		}
	}
	if err == nil {
		err = a.journal(nil)
	}
	a.eraseLater.Store(err != nil)
	if err != nil {
		return fmt.Errorf("the store has erased the person, and the rest follows by itself: %w", err)
	}
	return nil
}

// eraseBeside reaches kept lists and standing searches. The columns have nothing of the person any more, so that nothing comes back.
func (a *App) eraseBeside(ctx context.Context, e *erasing) error {
	kept := a.withKeptLists(func(k *batch.Kept, _ *boltstore.Tables) error { return k.Erase(ctx, e.person()) })
	alerts := a.withAlerts(func(s *standing.Standing, _ *boltstore.Tables) error {
		return s.Erase(ctx, e.person(), e.searches())
	})
	return errors.Join(kept, alerts)
}

func (a *App) eraseKeys(e *erasing) error {
	keys, err := auth.OpenKeys(a.dir, nil)
	if err != nil {
		return err
	}
	return keys.Forget(e.Org, e.ID)
}

// eraseReports reaches the reports of imports. Those that cannot be read are no reports of anybody: see openAside.
func (a *App) eraseReports(e *erasing) error {
	if a.Reports == nil {
		return nil
	}
	return a.Reports.Forget(e.Org)
}

// withKeptLists gives the kept lists to f, where there are any. profiles.ErrLocked: another process has them.
func (a *App) withKeptLists(f func(*batch.Kept, *boltstore.Tables) error) error {
	if a.kept != nil {
		return f(&a.kept.Kept, a.kept.tables)
	}
	return a.withTables(KeptFile, func(t *boltstore.Tables) error {
		k := batch.NewKept(t)
		return f(&k, t)
	})
}

// withAlerts gives what is kept of standing searches to f, where there is anything.
func (a *App) withAlerts(f func(*standing.Standing, *boltstore.Tables) error) error {
	if x := a.alerts.Load(); x != nil {
		return f(x.Standing, x.tables)
	}
	if _, err := os.Stat(filepath.Join(a.dir, AlertsFile)); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	x, err := a.openAlerts()
	if err != nil {
		return err
	}
	return errors.Join(f(x.Standing, x.tables), x.tables.Close())
}

// unfinished is who is in the journal.
func (a *App) unfinished() (all []*erasing, err error) {
	path := filepath.Join(a.dir, ErasingFile)
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("erase: %w", profiles.Storage(err))
	}
	if err := json.Unmarshal(b, &all); err != nil {
		return nil, fmt.Errorf("%w: %s, which says who is being erased: %w", profiles.ErrDamaged, path, err)
	}
	return all, nil
}

// journal says durably who is being erased; with nobody, the file goes.
func (a *App) journal(all []*erasing) error {
	path := filepath.Join(a.dir, ErasingFile)
	if len(all) == 0 {
		return errors.Join(remove(path), durable.SyncDir(a.dir))
	}
	b, err := json.Marshal(all)
	if err != nil {
		return err
	}
	return durable.Replace(path, b)
}
