package app

import (
	"context"
	"fmt"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"tenon/index/columns"
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
	t, err := g.app.canGrow(ms)
	if err != nil {
		return 0, err
	}
	seq, err := g.Store.Apply(ctx, ms)
	g.app.coming.stored(t, seq, err)
	return seq, err
}

// canGrow refuses what would not fit within the bound that was asked for, or, without one, anything while hardly any memory is left. An
// arrival, where it is not nil, is booked until coming hears what became of it.
func (a *App) canGrow(ms []profiles.Mutation) (*arrival, error) {
	if candidates, roles := written(ms, func(profiles.Key) bool { return true }); candidates+roles == 0 {
		return nil, nil
	}
	if a.memory == 0 {
		return nil, a.spare.check(func() error { return CheckMemory("to add or edit records", spareBytes, 0) })
	}
	x := new(arrival)
	x.candidates, x.roles = written(ms, func(k profiles.Key) bool { return !a.Columns.Shows(k, k.Org) })
	if x.candidates+x.roles == 0 {
		return nil, nil
	}
	return x, a.coming.expect(x, a.Columns.Snapshot(), a.memory)
}

// arrival are records that are new, and how far they are.
type arrival struct {
	candidates, roles int
	seq               profiles.Seq // of the store that has them; 0 until then
}

// coming are the records that columns do not have yet: what follows the store may be far behind who writes.
type coming struct {
	mu  sync.Mutex // guards all
	all []*arrival
}

// expect books an arrival, unless there would be more records with it than fit, by the same figures as at the next start.
func (c *coming) expect(x *arrival, s *columns.Snapshot, memory uint64) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.all = slices.DeleteFunc(c.all, func(o *arrival) bool { return o.seq > 0 && o.seq <= s.Seq })
	candidates, roles := s.Candidates()+x.candidates, len(s.Roles)+x.roles
	for _, o := range c.all {
		candidates, roles = candidates+o.candidates, roles+o.roles
	}
	err := CheckMemory(fmt.Sprintf("to have %d candidates and %d roles", candidates, roles), Need(candidates, roles), memory)
	if err == nil {
		c.all = append(c.all, x)
	}
	return err
}

// stored says that the store has an arrival, nil for none, or that it has not come.
func (c *coming) stored(x *arrival, seq profiles.Seq, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case x == nil:
	case err != nil:
		c.all = slices.DeleteFunc(c.all, func(o *arrival) bool { return o == x })
	default:
		x.seq = seq
	}
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
