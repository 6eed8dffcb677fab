package app

import (
	"context"
	"errors"

	"tenon/profiles"
)

// Export gives the records of a kind in the order of their ids, or the one of an id, each with its identity where that is asked
// for and there is one. profiles.ErrNotFound: there is no record of the id.
func (a *App) Export(ctx context.Context, kind profiles.Kind, id string, identities bool, yield func(rec, who profiles.Record) error) error {
	give := func(key profiles.Key, rec profiles.Record) error {
		var who profiles.Record
		if identities && kind == profiles.KindCandidate {
			key.Kind = profiles.KindIdentity
			e, err := a.Store.Get(ctx, key)
			if err != nil && !errors.Is(err, profiles.ErrNotFound) {
				return err
			}
			who = e.Record
		}
		return yield(rec, who)
	}
	if id != "" {
		key := profiles.Key{Kind: kind, ID: id}
		e, err := a.Store.Get(ctx, key)
		if err != nil {
			return err
		}
		return give(key, e.Record)
	}
	return scan(ctx, Records{Store: a.Store}, kind, give)
}
