package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"tenon/engine/standing"
	"tenon/profiles"
	"tenon/profiles/store/boltstore"
)

// AlertsFile is the name of the file with what standing searches match and their events, beside the store. The searches themselves
// are in the store.
const AlertsFile = "alerts.db"

// Alerts are the standing searches of a directory.
type Alerts struct {
	*standing.Standing
	app    *App
	tables *boltstore.Tables
}

// Alerts opens what is kept of standing searches. Where that is damaged, everything is judged anew. profiles.ErrLocked.
func (a *App) Alerts() (*Alerts, error) {
	x, err := a.openAlerts()
	if err == nil {
		a.alerts.Store(x)
	}
	return x, err
}

func (a *App) openAlerts() (*Alerts, error) {
	_, err := os.Stat(filepath.Join(a.dir, AlertsFile))
	missing := errors.Is(err, fs.ErrNotExist) && a.searches()
	t, why, err := anew(a.dir, AlertsFile)
	if err != nil {
		return nil, err
	}
	if missing {
		why = AlertsFile + " is missing, and there are standing searches: all is judged anew, and what they told before is gone"
	}
	if why != "" {
		a.Health.mend(why)
	}
	cities, err := fingerprint(filepath.Join(a.dir, CitiesFile))
	if err != nil {
		return nil, errors.Join(err, t.Close())
	}
	s := &standing.Standing{Engine: a.Engine, Feed: a.Store, Searches: Records{Store: a.Store, Health: &a.Health}, Tables: t, CitiesVersion: cities, StoreID: a.storeID}
	return &Alerts{s, a, t}, nil
}

// searches says whether there are standing searches.
func (a *App) searches() bool {
	p, err := a.Store.Scan(context.Background(), profiles.KindSearch, profiles.Key{}, 1)
	return err == nil && len(p.Entries) > 0
}

// Close closes the file.
func (x *Alerts) Close() error {
	x.app.alerts.CompareAndSwap(x, nil)
	return x.tables.Close()
}

// CatchUp brings the columns to the store, and the matches to the columns.
func (x *Alerts) CatchUp(ctx context.Context) (standing.Report, error) {
	if err := x.app.Follower.CatchUp(ctx); err != nil {
		return standing.Report{}, err
	}
	return x.Standing.CatchUp(ctx)
}

// pause is how long Run waits after a failure before it tries again; it doubles up to longestPause.
const (
	pause        = 100 * time.Millisecond
	longestPause = time.Minute
)

// Run judges whatever changes, until ctx ends. The follower has to run. What fails is logged and tried again: nothing is lost by it.
func (x *Alerts) Run(ctx context.Context, log *slog.Logger) {
	wait := pause
	for ctx.Err() == nil {
		r, err := x.Standing.CatchUp(ctx)
		if err == nil {
			wait = pause
			_ = x.app.Follower.WaitFor(ctx, r.Seq+1) // it fails when ctx ends only
			continue
		}
		if ctx.Err() != nil {
			return
		}
		log.Warn("standing searches are not judged; they will be", "error", err)
		select {
		case <-ctx.Done():
		case <-time.After(wait):
			wait = min(2*wait, longestPause)
		}
	}
}

// Add keeps a search, or replaces the one of its id, and returns it with what it matches now: that is known from then on, and events are
// about what changes. profiles.ErrInvalid: a part of it, named; profiles.ErrNotFound: whom it is scored for.
func (x *Alerts) Add(ctx context.Context, org string, s *profiles.Search) (standing.Status, error) {
	if err := standing.Check(x.app.Engine, s); err != nil {
		return standing.Status{}, err
	}
	for _, k := range []profiles.Key{{Org: org, Kind: profiles.KindCandidate, ID: s.Candidate}, {Org: org, Kind: profiles.KindRole, ID: s.Role}} {
		if k.ID == "" {
			continue
		}
		if _, err := x.app.Store.Get(ctx, k); err != nil {
			return standing.Status{}, fmt.Errorf("the search is for %s: %w", k, err)
		}
	}
	if _, err := x.CatchUp(ctx); err != nil { // what has been there is no news
		return standing.Status{}, err
	}
	key := profiles.Key{Org: org, Kind: profiles.KindSearch, ID: s.ID}
	if _, err := x.app.Store.Apply(ctx, []profiles.Mutation{{Key: key, Record: s}}); err != nil {
		return standing.Status{}, err
	}
	if _, err := x.CatchUp(ctx); err != nil {
		return standing.Status{}, err
	}
	return x.Status(ctx, org, s.ID)
}

// Remove ends a search; its events stay. profiles.ErrNotFound.
func (x *Alerts) Remove(ctx context.Context, org, id string) error {
	if _, err := x.app.Store.Apply(ctx, []profiles.Mutation{{Key: profiles.Key{Org: org, Kind: profiles.KindSearch, ID: id}}}); err != nil {
		return err
	}
	_, err := x.CatchUp(ctx)
	return err
}
