package app

import (
	"context"
	"errors"
	"time"

	"tenon/profiles"
	"tenon/profiles/identity"
)

// Exporting is what is exported: the records of a kind in the order of their ids, or the one of an id.
type Exporting struct {
	Kind       profiles.Kind
	ID         string    // all where there is none
	Identities bool      // of candidates that have one, too
	Purpose    string    // what identities are read for
	Now        time.Time // when
}

// exported is a record on its way out, with its identity where that is asked for and there is one.
type exported struct {
	key      profiles.Key
	rec, who profiles.Record
}

// Export gives records, each with its identity where that is asked for; that it was read is written down before. profiles.ErrNotFound:
// there is no record of the id. profiles.ErrInvalid: the purpose is none.
func (a *App) Export(ctx context.Context, x Exporting, yield func(rec, who profiles.Record) error) error {
	x.Identities = x.Identities && x.Kind == profiles.KindCandidate
	if x.Identities {
		if err := identity.CheckPurpose("purpose", x.Purpose); err != nil {
			return err
		}
	}
	if x.ID != "" {
		key := profiles.Key{Kind: x.Kind, ID: x.ID}
		e, err := a.Store.Get(ctx, key)
		if err != nil {
			return err
		}
		return a.give(ctx, x, []exported{{key: key, rec: e.Record}}, yield)
	}
	var some []exported // so that a write to the log is one of many accesses
	err := scan(ctx, Records{Store: a.Store}, x.Kind, func(key profiles.Key, rec profiles.Record) error {
		if some = append(some, exported{key: key, rec: rec}); len(some) < scanPage {
			return nil
		}
		err := a.give(ctx, x, some, yield)
		some = some[:0]
		return err
	})
	if err != nil {
		return err
	}
	return a.give(ctx, x, some, yield)
}

func (a *App) give(ctx context.Context, x Exporting, some []exported, yield func(rec, who profiles.Record) error) error {
	if x.Identities {
		var read []profiles.Key
		for i := range some {
			key := some[i].key
			key.Kind = profiles.KindIdentity
			e, err := a.Store.Get(ctx, key)
			if errors.Is(err, profiles.ErrNotFound) {
				continue
			}
			if err != nil {
				return err
			}
			some[i].who, read = e.Record, append(read, key)
		}
		if err := a.accessed(ctx, x.Now, x.Purpose, "export", read...); err != nil {
			return err
		}
	}
	for _, e := range some {
		if err := yield(e.rec, e.who); err != nil {
			return err
		}
	}
	return nil
}
