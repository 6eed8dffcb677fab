package app

import (
	"context"
	"fmt"

	"tenon/profiles"
	"tenon/profiles/store"
)

// Records gives the engine and the follower candidates and roles of a store, and nothing else of it.
type Records struct{ Store store.Store }

func get[R profiles.Record](ctx context.Context, s store.Store, key profiles.Key) (R, error) {
	var none R
	e, err := s.Get(ctx, key)
	if err != nil {
		return none, err
	}
	r, ok := e.Record.(R)
	if !ok {
		return none, fmt.Errorf("%w: %s is no such record", profiles.ErrInvalid, key)
	}
	return r, nil
}

// Candidate implements engine.Records and follow.Records.
func (r Records) Candidate(ctx context.Context, key profiles.Key) (*profiles.Candidate, error) {
	return get[*profiles.Candidate](ctx, r.Store, key)
}

// Role implements engine.Records and follow.Records.
func (r Records) Role(ctx context.Context, key profiles.Key) (*profiles.Role, error) {
	return get[*profiles.Role](ctx, r.Store, key)
}

const scanPage = 1000

func scan[R profiles.Record](ctx context.Context, s store.Store, kind profiles.Kind, yield func(profiles.Key, R) error) error {
	var after profiles.Key
	for {
		p, err := s.Scan(ctx, kind, after, scanPage)
		if err != nil {
			return err
		}
		for _, e := range p.Entries {
			if e.Err != nil { // an answer without this record would claim to be exact
				return e.Err
			}
			if r, ok := e.Record.(R); ok {
				if err := yield(e.Key, r); err != nil {
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

// Candidates implements engine.Records.
func (r Records) Candidates(ctx context.Context, yield func(profiles.Key, *profiles.Candidate) error) error {
	return scan(ctx, r.Store, profiles.KindCandidate, yield)
}

// Roles implements engine.Records.
func (r Records) Roles(ctx context.Context, yield func(profiles.Key, *profiles.Role) error) error {
	return scan(ctx, r.Store, profiles.KindRole, yield)
}
