package api

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"tenon/api/auth"
	"tenon/api/wire"
	"tenon/profiles"
	"tenon/profiles/identity"
)

type personIn struct {
	OfID
	Purpose
}

// exportPerson is everything about a person. It says who the person is, so that it is an access.
func (s *server) exportPerson(ctx context.Context, in *personIn) (*bodyOf[*wire.Person], error) {
	if s.Person == nil {
		return nil, fmt.Errorf("%w: this server does not gather what is kept of persons", profiles.ErrUnavailable)
	}
	k := key(ctx, profiles.KindCandidate, in.ID)
	if err := s.someoneIs(ctx, k); err != nil {
		return nil, err
	}
	who, _, err := s.identityOf(ctx, k)
	if err != nil && !errors.Is(err, profiles.ErrNotFound) {
		return nil, err
	}
	a, err := s.access(ctx, k, who, in.Purpose.Purpose, "export-person")
	if err == nil {
		err = s.log(ctx, k.Org, a)
	}
	if err != nil {
		return nil, err
	}
	p, err := s.Person(ctx, k.Org, in.ID, s.Now())
	return &bodyOf[*wire.Person]{p}, err
}

// someoneIs says whether anything is kept under the id of a person: a candidate may be gone and an identity not.
func (s *server) someoneIs(ctx context.Context, k profiles.Key) error {
	if err := profiles.CheckID(k.ID); err != nil {
		return fmt.Errorf("%w: an id that nobody has", profiles.ErrNotFound)
	}
	var err error
	for _, kind := range []profiles.Kind{profiles.KindCandidate, profiles.KindIdentity, profiles.KindDemographics, profiles.KindCandidateCorrection, profiles.KindConsents} {
		k.Kind = kind
		if _, err = s.Store.Get(ctx, k); !errors.Is(err, profiles.ErrNotFound) {
			if errors.Is(err, profiles.ErrDamaged) {
				err = nil // it can be erased all the same
			}
			return err
		}
	}
	return err
}

// erasePerson takes a person out of everything.
func (s *server) erasePerson(ctx context.Context, in *OfID) (*bodyOf[wire.Erasure], error) {
	if s.Erase == nil {
		return nil, fmt.Errorf("%w: this server erases nobody", profiles.ErrUnavailable)
	}
	if err := s.someoneIs(ctx, key(ctx, profiles.KindCandidate, in.ID)); err != nil {
		return nil, err
	}
	org := auth.From(ctx).Org
	seq, err := s.Erase(ctx, org, in.ID, s.Now())
	if seq == 0 && err != nil {
		return nil, err
	}
	s.replays.forget(org)
	out := wire.Erasure{Seq: seq, Note: "The bytes leave the files with the next tenon compact; backups that were made before keep them, and a restore erases the person again."}
	if err != nil {
		s.Log.WarnContext(ctx, "an erasure has not reached everything yet", "id", requestID(ctx), "cause", Causes(err))
		out.Note = "The store has erased the person; kept lists or standing searches could not be reached now, and follow by themselves. " + out.Note
	}
	return &bodyOf[wire.Erasure]{out}, nil
}

type accessesIn struct {
	Limit     int    `query:"limit" minimum:"1" maximum:"500" default:"50" doc:"Entries a page."`
	Cursor    string `query:"cursor" maxLength:"1024" doc:"next of the page before."`
	Candidate string `query:"candidate" maxLength:"128" doc:"Of one candidate; all, where it is missing."`
}

// listAccesses is the log of access, the oldest first. Of those who were erased it has what names nobody.
func (s *server) listAccesses(ctx context.Context, in *accessesIn) (*bodyOf[wire.Accesses], error) {
	out := wire.Accesses{Accesses: []*identity.Access{}}
	for p := (page{in.Limit, in.Cursor}); ; {
		as, next, _, err := listOf[*identity.Access](ctx, s, &p)
		if err != nil {
			return nil, err
		}
		if in.Candidate != "" {
			as = slices.DeleteFunc(as, func(a *identity.Access) bool { return a.Candidate != in.Candidate })
		}
		out.Accesses = append(out.Accesses, as...)
		if out.Next = next; next == "" || len(out.Accesses) > 0 {
			return &bodyOf[wire.Accesses]{out}, nil
		}
		p.Cursor = next
	}
}
