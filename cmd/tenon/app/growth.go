package app

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"tenon/profiles"
	"tenon/profiles/store/boltstore"
)

// spareBytes have to be left of memory for records to be added or edited: who reads, and what is under way, take them.
const spareBytes = 48 << 20

// How long it counts that memory is there, and that it is not: to find that out for certain takes a collection of garbage.
const (
	amplyFor  = 200 * time.Millisecond
	scarceFor = 2 * time.Second
)

// growing is a store that takes candidates and roles only while there is memory for their columns: a process that cannot have more is
// ended, with all who read, and one that needs more than it may have does not start again. Deletions, and whatever is small, are taken in
// any case.
type growing struct {
	*boltstore.Store
	app *App
}

// Apply implements store.Store. profiles.ErrUnavailable: there is no memory for it.
func (g growing) Apply(ctx context.Context, ms []profiles.Mutation) (profiles.Seq, error) {
	if err := g.app.canGrow(ms); err != nil {
		return 0, err
	}
	return g.Store.Apply(ctx, ms)
}

// canGrow refuses what would not fit within the bound that was asked for, or, without one, anything while hardly any memory is left.
func (a *App) canGrow(ms []profiles.Mutation) error {
	candidates, roles := written(ms, func(profiles.Key) bool { return true })
	switch {
	case candidates+roles == 0:
		return nil
	case a.memory == 0:
		return a.spare.check(func() error { return CheckMemory("to add or edit records", spareBytes, 0) })
	}
	if a.fits(candidates, roles) == nil {
		return nil // even if all of them are new
	}
	return a.fits(written(ms, func(k profiles.Key) bool { return !a.Columns.Shows(k, k.Org) }))
}

// fits refuses so many records more than there are, by the same figures as the next start will.
func (a *App) fits(candidates, roles int) error {
	if candidates+roles == 0 {
		return nil
	}
	s := a.Columns.Snapshot()
	candidates, roles = candidates+s.Candidates(), roles+len(s.Roles)
	return CheckMemory(fmt.Sprintf("to have %d candidates and %d roles", candidates, roles), Need(candidates, roles), a.memory)
}

// written counts the candidates and roles that are written, of those keys that count.
func written(ms []profiles.Mutation, counts func(profiles.Key) bool) (candidates, roles int) {
	for _, m := range ms {
		switch {
		case m.Record == nil:
		case m.Key.Kind == profiles.KindCandidate && counts(m.Key):
			candidates++
		case m.Key.Kind == profiles.KindRole && counts(m.Key):
			roles++
		}
	}
	return candidates, roles
}

// spare knows whether some memory is left.
type spare struct {
	mu    sync.Mutex // guards what follows
	until time.Time  // err counts
	err   error
}

// check is an error where look, which asks the system, says so even once there is no garbage.
func (s *spare) check(look func() error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if time.Now().Before(s.until) {
		return s.err
	}
	counts := amplyFor
	if s.err = look(); s.err != nil {
		debug.FreeOSMemory()
		s.err, counts = look(), scarceFor
	}
	s.until = time.Now().Add(counts)
	return s.err
}
