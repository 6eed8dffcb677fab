package app

import (
	"context"
	"errors"
	"fmt"
	"time"

	"tenon/api/auth"
	"tenon/api/wire"
	"tenon/engine/batch"
	"tenon/engine/standing"
	"tenon/profiles"
	"tenon/profiles/identity"
	"tenon/profiles/store"
	"tenon/profiles/store/boltstore"
)

// Person gathers everything that is kept about a person. profiles.ErrNotFound: nothing is.
func (a *App) Person(ctx context.Context, org, id string, now time.Time) (*wire.Person, error) {
	key := profiles.Key{Org: org, Kind: profiles.KindCandidate, ID: id}
	if err := profiles.CheckID(id); err != nil {
		return nil, fmt.Errorf("%w: an id that nobody has", profiles.ErrNotFound)
	}
	p := &wire.Person{ID: id, Org: org, At: now.UTC().Format(time.RFC3339), Consents: []identity.Given{}, Accesses: []*identity.Access{}, Reviews: []*profiles.Review{},
		Searches: []*profiles.Search{}, Places: []batch.Place{}, Events: []batch.Event{}, FoundBy: []standing.Found{}, Alerts: []standing.Event{}, Keys: []wire.Key{}}
	for _, part := range []func(context.Context, profiles.Key, *wire.Person) error{a.records, a.about, a.lists, a.found, a.keys} {
		if err := part(ctx, key, p); err != nil {
			return nil, fmt.Errorf("everything about %s: %w", key, err)
		}
	}
	if p.Record == nil && p.Identity == nil && p.Demographics == nil && p.Corrections == nil && len(p.Consents) == 0 {
		return nil, fmt.Errorf("%w: %s", profiles.ErrNotFound, key)
	}
	var err error
	p.Seq, err = a.Store.Seq(ctx)
	return p, err
}

// ShowPerson is [App.Person] for whoever may read the directory. It says who the person is, so that it is an access, and is written down.
func (a *App) ShowPerson(ctx context.Context, q Asked, now time.Time) (*wire.Person, error) {
	if err := identity.CheckPurpose("purpose", q.Purpose); err != nil {
		return nil, err
	}
	if _, err := a.Person(ctx, q.Org, q.ID, now); err != nil {
		return nil, err
	}
	if err := a.accessed(ctx, now, q.Purpose, "person show", profiles.Key{Org: q.Org, ID: q.ID}); err != nil {
		return nil, err
	}
	return a.Person(ctx, q.Org, q.ID, now)
}

// accessed writes down, before they are told, whose identities somebody reads on the command line, and what for.
func (a *App) accessed(ctx context.Context, now time.Time, purpose, what string, people ...profiles.Key) error {
	var ms []profiles.Mutation
	for _, p := range people {
		x := &identity.Access{ID: identity.NewAccessID(now), At: now.UTC().Format(time.RFC3339), Who: "command line", Role: string(auth.Admin), Org: p.Org, Candidate: p.ID,
			Purpose: purpose, What: what}
		ms = append(ms, profiles.Mutation{Key: profiles.Key{Org: p.Org, Kind: profiles.KindAccess, ID: x.ID}, Record: x})
	}
	if len(ms) == 0 {
		return nil
	}
	_, err := a.Store.Apply(ctx, ms)
	return err
}

// records are those under the person's own id.
func (a *App) records(ctx context.Context, key profiles.Key, p *wire.Person) error {
	consents := &identity.Consents{}
	err := errors.Join(one(ctx, a.Store, key, profiles.KindCandidate, &p.Record), one(ctx, a.Store, key, profiles.KindIdentity, &p.Identity),
		one(ctx, a.Store, key, profiles.KindDemographics, &p.Demographics), one(ctx, a.Store, key, profiles.KindCandidateCorrection, &p.Corrections),
		one(ctx, a.Store, key, profiles.KindConsents, &consents))
	p.Consents = append(p.Consents, consents.List...)
	return err
}

func one[R profiles.Record](ctx context.Context, s store.Store, key profiles.Key, kind profiles.Kind, to *R) error {
	key.Kind = kind
	e, err := s.Get(ctx, key)
	if errors.Is(err, profiles.ErrNotFound) {
		return nil
	}
	if r, ok := e.Record.(R); ok {
		*to = r
	}
	return err
}

// about are records under ids of their own.
func (a *App) about(ctx context.Context, key profiles.Key, p *wire.Person) error {
	for _, kind := range []profiles.Kind{profiles.KindAccess, profiles.KindReview, profiles.KindSearch} {
		after, more := profiles.Key{Org: key.Org}, true
		for more {
			page, err := a.Store.Scan(ctx, kind, after, scanPage)
			if err != nil {
				return err
			}
			for _, e := range page.Entries {
				if r, ok := e.Record.(profiles.About); ok && e.Key.Org == key.Org && r.About() == key.ID {
					add(p, r)
				}
			}
			after, more = page.Next, page.More && page.Next.Org == key.Org
		}
	}
	return nil
}

func add(p *wire.Person, r profiles.About) {
	switch r := r.(type) {
	case *identity.Access:
		p.Accesses = append(p.Accesses, r)
	case *profiles.Review:
		p.Reviews = append(p.Reviews, r)
	case *profiles.Search:
		p.Searches = append(p.Searches, r)
	}
}

func (a *App) lists(ctx context.Context, key profiles.Key, p *wire.Person) error {
	return a.withKeptLists(func(k *batch.Kept, _ *boltstore.Tables) (err error) {
		if p.Places, err = k.Places(ctx, key); err == nil {
			p.Events, err = k.EventsAbout(ctx, key)
		}
		return err
	})
}

func (a *App) found(ctx context.Context, key profiles.Key, p *wire.Person) error {
	var own []profiles.Key
	for _, s := range p.Searches {
		own = append(own, profiles.Key{Org: key.Org, Kind: profiles.KindSearch, ID: s.ID})
	}
	return a.withAlerts(func(s *standing.Standing, _ *boltstore.Tables) (err error) {
		if p.FoundBy, err = s.FoundBy(ctx, key); err == nil {
			p.Alerts, err = s.EventsAbout(ctx, key, own)
		}
		return err
	})
}

func (a *App) keys(_ context.Context, key profiles.Key, p *wire.Person) error {
	keys, err := auth.OpenKeys(a.dir, nil)
	if err != nil {
		return err
	}
	list, err := keys.List(key.Org)
	for _, k := range list {
		if k.Candidate == key.ID {
			p.Keys = append(p.Keys, keyOf(k))
		}
	}
	return err
}

func keyOf(k auth.Key) wire.Key {
	when := func(t time.Time) string {
		if t.IsZero() {
			return ""
		}
		return t.UTC().Format(time.RFC3339)
	}
	return wire.Key{ID: k.ID, Role: string(k.Role), Candidate: k.Candidate, Label: k.Label, Created: when(k.Created), Expires: when(k.Expires), LastUsed: when(k.LastUsed)}
}
