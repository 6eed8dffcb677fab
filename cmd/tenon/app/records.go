package app

import (
	"context"
	"errors"
	"fmt"

	"tenon/index/follow"
	"tenon/profiles"
	"tenon/profiles/store"
)

// Records gives the engine and the follower candidates and roles of a store, and nothing else of it. With a Health, records that do
// not verify go into quarantine, and whoever asks for all gets the others; without, they are an error.
type Records struct {
	Store  store.Store
	Health *Health
}

// reading reads single records, of a store or of one moment of it.
type reading struct {
	from   store.Getter
	health *Health
}

func (r Records) single() reading { return reading{r.Store, r.Health} }

func get[R profiles.Record](ctx context.Context, r reading, key profiles.Key) (R, error) {
	var none R
	e, err := r.from.Get(ctx, key)
	if r.health != nil && err == nil {
		r.health.release(key)
	}
	if err != nil {
		return none, r.health.noted(key, err)
	}
	x, ok := e.Record.(R)
	if !ok {
		return none, fmt.Errorf("%w: %s is no such record", profiles.ErrInvalid, key)
	}
	return x, nil
}

// Candidate implements follow.Records.
func (r reading) Candidate(ctx context.Context, key profiles.Key) (*profiles.Candidate, error) {
	c, err := get[*profiles.Candidate](ctx, r, key)
	if err == nil {
		c.SharedWith, err = r.sharedWith(ctx, key)
	}
	return c, err
}

// Role implements follow.Records.
func (r reading) Role(ctx context.Context, key profiles.Key) (*profiles.Role, error) {
	return get[*profiles.Role](ctx, r, key)
}

// sharer is what a candidate has agreed to: see identity.Consents.
type sharer interface{ SharedWith(own string) []string }

// sharedWith are the organisations beside the own that a candidate is shared with. Consents that do not verify share with nobody.
func (r reading) sharedWith(ctx context.Context, key profiles.Key) ([]string, error) {
	key.Kind = profiles.KindConsents
	e, err := r.from.Get(ctx, key)
	if errors.Is(err, profiles.ErrNotFound) || errors.Is(err, profiles.ErrDamaged) {
		return nil, nil
	}
	if s, ok := e.Record.(sharer); ok {
		return s.SharedWith(key.Org), err
	}
	return nil, err
}

// Candidate implements engine.Records and follow.Records.
func (r Records) Candidate(ctx context.Context, key profiles.Key) (*profiles.Candidate, error) {
	return r.single().Candidate(ctx, key)
}

// Role implements engine.Records and follow.Records.
func (r Records) Role(ctx context.Context, key profiles.Key) (*profiles.Role, error) {
	return r.single().Role(ctx, key)
}

// Together implements follow.Together.
func (r Records) Together(ctx context.Context, f func(follow.Records) error) error {
	if v, ok := r.Store.(store.Viewer); ok {
		return v.View(ctx, func(g store.Getter) error { return f(reading{g, r.Health}) })
	}
	return f(r)
}

const scanPage = 1000

func scan[R profiles.Record](ctx context.Context, r Records, kind profiles.Kind, yield func(profiles.Key, R) error) error {
	var after profiles.Key
	for {
		p, err := r.Store.Scan(ctx, kind, after, scanPage)
		if err != nil {
			return err
		}
		for _, e := range p.Entries {
			if e.Err != nil {
				if err := r.Health.noted(e.Key, e.Err); r.Health == nil { // an answer without this record would claim to be exact
					return err
				}
				continue
			}
			if x, ok := e.Record.(R); ok {
				if err := yield(e.Key, x); err != nil {
					return err
				}
			}
		}
		if !p.More {
			return nil
		}
		after = p.Next
	}
}

// noted puts a record that does not verify into quarantine. A nil health has none.
func (h *Health) noted(key profiles.Key, err error) error {
	if h != nil && errors.Is(err, profiles.ErrDamaged) {
		h.quarantine(key, err.Error())
	}
	return err
}

// Candidates implements engine.Records.
func (r Records) Candidates(ctx context.Context, yield func(profiles.Key, *profiles.Candidate) error) error {
	shared := map[profiles.Key][]string{}
	err := scan(ctx, Records{Store: r.Store, Health: &Health{}}, profiles.KindConsents, func(k profiles.Key, x profiles.Record) error {
		if s, ok := x.(sharer); ok {
			k.Kind = profiles.KindCandidate
			shared[k] = s.SharedWith(k.Org)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return scan(ctx, r, profiles.KindCandidate, func(k profiles.Key, c *profiles.Candidate) error {
		c.SharedWith = shared[k]
		return yield(k, c)
	})
}

// Roles implements engine.Records.
func (r Records) Roles(ctx context.Context, yield func(profiles.Key, *profiles.Role) error) error {
	return scan(ctx, r, profiles.KindRole, yield)
}

// Search implements standing.Searches.
func (r Records) Search(ctx context.Context, key profiles.Key) (*profiles.Search, profiles.Revision, error) {
	e, err := r.Store.Get(ctx, key)
	if err != nil {
		return nil, 0, err
	}
	s, ok := e.Record.(*profiles.Search)
	if !ok {
		return nil, 0, fmt.Errorf("%w: %s is no such record", profiles.ErrInvalid, key)
	}
	return s, e.Revision, nil
}

// Searches implements standing.Searches. One that does not verify is passed over: it can match nothing.
func (r Records) Searches(ctx context.Context, yield func(profiles.Key, profiles.Revision, *profiles.Search) error) error {
	var after profiles.Key
	for {
		p, err := r.Store.Scan(ctx, profiles.KindSearch, after, scanPage)
		if err != nil {
			return err
		}
		for _, e := range p.Entries {
			if s, ok := e.Record.(*profiles.Search); ok && e.Err == nil {
				if err := yield(e.Key, e.Revision, s); err != nil {
					return err
				}
			}
		}
		if !p.More {
			return nil
		}
		after = p.Next
	}
}
