package api

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"tenon/api/auth"
	"tenon/profiles"
	"tenon/profiles/format"
	"tenon/profiles/identity"
)

// Purpose is what for somebody wants to know who a candidate is.
type Purpose struct {
	Purpose string `query:"purpose" maxLength:"64" doc:"What for, as placement; candidates need not say it of themselves. It is written into the log of access, and has to be one that the candidate has agreed to, but for administrators of the organisation."`
}

type identityIn struct {
	OfSeen
	Purpose
}

// getIdentity says who a candidate is, once that is written into the log of access.
func (s *server) getIdentity(ctx context.Context, in *identityIn) (*entry[*identity.Identity], error) {
	who, rev, err := s.reveal(ctx, in.key(ctx, profiles.KindCandidate), in.Purpose.Purpose, "get-identity")
	if err != nil {
		return nil, err
	}
	return &entry[*identity.Identity]{ETag: etag(rev), Status: 200, Body: who}, nil
}

// reveal reads who a candidate is, where who asks may know it for the purpose, and writes that down first: an access that cannot be
// written down is none. profiles.ErrNotFound: the candidate is not there for who asks, or nothing is known; errNoConsent; errForbidden of
// a role that no identity is for, whatever it is read in.
func (s *server) reveal(ctx context.Context, k profiles.Key, purpose, what string) (*identity.Identity, profiles.Revision, error) {
	if role := auth.From(ctx).Role; !may(role, "get-identity") {
		return nil, 0, fmt.Errorf("%w: the role %q may not know who candidates are", errForbidden, role)
	}
	if _, _, err := see[*profiles.Candidate](ctx, s, k); err != nil {
		return nil, 0, err
	}
	who, rev, err := s.identityOf(ctx, k)
	missing := errors.Is(err, profiles.ErrNotFound)
	if err != nil && !missing {
		return nil, 0, err
	}
	a, refused := s.access(ctx, k, who, purpose, what)
	if refused != nil {
		return nil, 0, refused
	}
	if missing {
		return nil, 0, err
	}
	return who, rev, s.log(ctx, k.Org, a)
}

// identityOf reads the identity of a candidate, of whatever organisation.
func (s *server) identityOf(ctx context.Context, k profiles.Key) (*identity.Identity, profiles.Revision, error) {
	k.Kind = profiles.KindIdentity
	e, err := s.Store.Get(ctx, k)
	if err != nil {
		return nil, 0, err
	}
	who, ok := e.Record.(*identity.Identity)
	if !ok {
		return nil, 0, fmt.Errorf("%w: %s is no such record", profiles.ErrDamaged, e.Key)
	}
	return who, e.Revision, nil
}

// access is the entry of an access to be, or why there must be none: errNoConsent, or that no purpose is stated.
func (s *server) access(ctx context.Context, k profiles.Key, who *identity.Identity, purpose, what string) (*identity.Access, error) {
	p, now := auth.From(ctx), s.Now().UTC()
	a := &identity.Access{ID: identity.NewAccessID(now), At: now.Format(time.RFC3339), Who: p.ID, Role: string(p.Role), Org: p.Org, Candidate: k.ID, Purpose: purpose, What: what}
	if p.Role == auth.Candidate { // of whom [see] lets only the own record through
		a.Own, a.Consented = true, true
		return a, nil
	}
	if err := identity.CheckPurpose("query.purpose", purpose); err != nil {
		return nil, err
	}
	c, _, err := s.consentsOf(ctx, k)
	if err != nil {
		return nil, err
	}
	a.Consented = identity.Allow(c, who, k.Org, p.Org, purpose)
	if !a.Consented && (p.Role != auth.Admin || k.Org != p.Org) {
		return nil, fmt.Errorf("%w: the candidate has not agreed that you know who it is for this purpose", errNoConsent)
	}
	return a, nil
}

// log writes accesses down durably, with the organisation whose candidates they are about.
func (s *server) log(ctx context.Context, org string, as ...*identity.Access) error {
	var ms []profiles.Mutation
	for _, a := range as {
		ms = append(ms, profiles.Mutation{Key: profiles.Key{Org: org, Kind: profiles.KindAccess, ID: a.ID}, Record: a})
	}
	if _, err := s.Store.Apply(ctx, ms); err != nil {
		return fmt.Errorf("the access cannot be written down, and is none: %w", err)
	}
	return nil
}

func (s *server) putIdentity(ctx context.Context, in *replaceIn) (*entry[*identity.Identity], error) {
	want, err := in.condition()
	if err != nil {
		return nil, err
	}
	if _, _, err := get[*profiles.Candidate](ctx, s, in.ID); err != nil {
		return nil, err
	}
	id := &identity.Identity{}
	if err := format.ReadIdentity(bytes.Clone(in.RawBody), id); err != nil {
		return nil, err
	}
	if id.ID != "" && id.ID != in.ID {
		return nil, profiles.FieldErrors{{Path: "identity.id", Msg: "another than that of the address: leave it out, or make them the same"}}
	}
	id.ID = in.ID
	if !mayConsent(ctx) { // what the candidate agreed to is not theirs to say
		if id.Consent, err = s.keptConsent(ctx, in.ID); err != nil {
			return nil, err
		}
	}
	seq, err := s.Intake.PutIdentity(ctx, auth.From(ctx).Org, id, s.now(), want)
	if err != nil {
		return nil, err
	}
	return &entry[*identity.Identity]{ETag: etag(seq), Status: 200, Written: s.settle(ctx, in.Waiting, seq), Body: id}, nil
}

// mayConsent says whether who asks may say, with an identity, what a candidate has agreed to. For a recruiter that would be to allow
// oneself what one may not.
func mayConsent(ctx context.Context) bool { return auth.From(ctx).Role != auth.Recruiter }

// keptConsent is the consent that came with the identity that is kept.
func (s *server) keptConsent(ctx context.Context, id string) (*identity.Consent, error) {
	who, _, err := s.identityOf(ctx, key(ctx, profiles.KindCandidate, id))
	if errors.Is(err, profiles.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return who.Consent, nil
}

func (s *server) deleteIdentity(ctx context.Context, in *removeIn) (*Written, error) {
	_, rev, err := get[*identity.Identity](ctx, s, in.ID)
	if err != nil {
		return nil, err
	}
	if in.IfMatch != "" {
		if rev, err = revisionOf(in.IfMatch); err != nil {
			return nil, err
		}
	}
	seq, err := s.Store.Apply(ctx, []profiles.Mutation{{Key: key(ctx, profiles.KindIdentity, in.ID), If: &rev}})
	if errors.Is(err, profiles.ErrNotFound) {
		return nil, err
	}
	out := s.settle(ctx, in.Waiting, seq)
	return &out, err
}
