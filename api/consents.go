package api

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"tenon/api/auth"
	"tenon/api/wire"
	"tenon/profiles"
	"tenon/profiles/identity"
)

func (s *server) listConsents(ctx context.Context, in *OfID) (*bodyOf[wire.Consents], error) {
	if _, _, err := get[*profiles.Candidate](ctx, s, in.ID); err != nil {
		return nil, err
	}
	c, _, err := s.consentsOf(ctx, key(ctx, profiles.KindConsents, in.ID))
	if err != nil {
		return nil, err
	}
	return &bodyOf[wire.Consents]{wire.Consents{Consents: append([]identity.Given{}, c.List...)}}, nil
}

// consentsOf are those of a candidate, none where nothing was agreed to, with their revision.
func (s *server) consentsOf(ctx context.Context, k profiles.Key) (*identity.Consents, profiles.Revision, error) {
	k.Kind = profiles.KindConsents
	e, err := s.Store.Get(ctx, k)
	if errors.Is(err, profiles.ErrNotFound) {
		return &identity.Consents{ID: k.ID}, 0, nil
	}
	c, ok := e.Record.(*identity.Consents)
	if err == nil && !ok {
		err = fmt.Errorf("%w: %s is no such record", profiles.ErrDamaged, e.Key)
	}
	return c, e.Revision, err
}

type giveIn struct {
	OfID
	Waiting
	Body wire.NewConsent
}

type given struct {
	Written
	Body identity.Given
}

// giveConsent writes down what a candidate agrees to. Who may do so is the candidate, and an administrator on the candidate's behalf.
func (s *server) giveConsent(ctx context.Context, in *giveIn) (*given, error) {
	b := &in.Body
	if err := identity.CheckPurpose("purpose", b.Purpose); err != nil {
		return nil, err
	}
	p := auth.From(ctx)
	g := identity.Given{ID: strings.ToLower(rand.Text()[:12]), Purpose: b.Purpose, Public: b.To == "public", Org: p.Org, Since: s.Now().UTC().Format(time.RFC3339), By: p.ID}
	switch {
	case g.Public && b.Org != nil:
		return nil, profiles.FieldErrors{{Path: "org", Msg: "a consent to the public is to no organisation: leave it out"}}
	case g.Public:
		g.Org = ""
	case b.Org != nil:
		g.Org = *b.Org
	}
	if b.Since != "" {
		at, err := time.Parse(time.RFC3339, b.Since)
		if err != nil || at.After(s.Now()) {
			return nil, profiles.FieldErrors{{Path: "since", Msg: "want a time that has been, as 2026-05-01T10:00:00Z"}}
		}
		g.Since = at.UTC().Format(time.RFC3339)
	}
	seq, err := s.changeConsents(ctx, in.ID, func(c *identity.Consents) error {
		c.List = append(c.List, g)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return &given{s.settle(ctx, in.Waiting, seq), g}, nil
}

type withdrawIn struct {
	OfID
	Waiting
	Consent string `path:"consent" minLength:"1" maxLength:"64" doc:"Id of the consent."`
}

func (s *server) withdrawConsent(ctx context.Context, in *withdrawIn) (*given, error) {
	var g identity.Given
	seq, err := s.changeConsents(ctx, in.ID, func(c *identity.Consents) error {
		i := slices.IndexFunc(c.List, func(g identity.Given) bool { return g.ID == in.Consent })
		if i < 0 {
			return fmt.Errorf("%w: consent", profiles.ErrNotFound)
		}
		if c.List[i].Live() {
			c.List[i].Withdrawn, c.List[i].EndedBy = s.Now().UTC().Format(time.RFC3339), auth.From(ctx).ID
		}
		g = c.List[i]
		return nil
	})
	if err != nil {
		return nil, err
	}
	return &given{s.settle(ctx, in.Waiting, seq), g}, nil
}

// changeConsents changes what a candidate has agreed to. Whoever else does so at the same time loses nothing.
func (s *server) changeConsents(ctx context.Context, id string, change func(*identity.Consents) error) (profiles.Seq, error) {
	for n := 0; ; n++ {
		seq, err := s.changeConsentsOnce(ctx, id, change)
		if !errors.Is(err, profiles.ErrConflict) || n == maxRaces {
			return seq, err
		}
	}
}

func (s *server) changeConsentsOnce(ctx context.Context, id string, change func(*identity.Consents) error) (profiles.Seq, error) {
	candidate, at, err := get[*profiles.Candidate](ctx, s, id)
	if err != nil {
		return 0, err
	}
	c, rev, err := s.consentsOf(ctx, key(ctx, profiles.KindConsents, id))
	if err != nil {
		return 0, err
	}
	own := auth.From(ctx).Org
	before := c.SharedWith(own)
	if err := change(c); err != nil {
		return 0, err
	}
	if err := c.Validate(s.now()); err != nil {
		return 0, err
	}
	ms := []profiles.Mutation{{Key: key(ctx, profiles.KindConsents, id), Record: c, If: &rev}}
	if !slices.Equal(before, c.SharedWith(own)) { // rankings and searches hear of it by a change of the record
		ms = append(ms, profiles.Mutation{Key: key(ctx, profiles.KindCandidate, id), Record: candidate, If: &at})
	}
	return s.Store.Apply(ctx, ms)
}
