package api

import (
	"context"
	"crypto/rand"
	"errors"
	"slices"

	"tenon/api/auth"
	"tenon/api/wire"
	"tenon/engine/standing"
	"tenon/profiles"
)

func (s *server) listSearches(ctx context.Context, in *page) (*bodyOf[wire.Searches], error) {
	rs, next, seq, err := listOf[*profiles.Search](ctx, s, in)
	rs = slices.DeleteFunc(rs, func(x *profiles.Search) bool { return ownSearch(auth.From(ctx), x) != nil })
	return &bodyOf[wire.Searches]{wire.Searches{Searches: rs, Next: next, Seq: seq}}, err
}

type newSearchIn struct {
	Key  string `header:"Idempotency-Key" maxLength:"255" doc:"A repeated request with the same key creates nothing more."`
	Body profiles.Search
}

func (s *server) createSearch(ctx context.Context, in *newSearchIn) (*entry[*profiles.Search], error) {
	x := &in.Body
	if err := ownSearch(auth.From(ctx), x); err != nil {
		return nil, err
	}
	id := s.idOf(ctx, profiles.KindSearch, in.Key)
	if x.ID == "" {
		x.ID = id
	}
	out, err := s.putSearch(ctx, x, 0)
	switch {
	case errors.Is(err, profiles.ErrConflict) && in.Key != "":
		return createdBefore[*profiles.Search](ctx, s, id, x, Waiting{})
	case errors.Is(err, profiles.ErrConflict):
		return nil, exists(profiles.KindSearch)
	}
	return out, err
}

type searchReplaceIn struct {
	OfID
	IfMatch     string `header:"If-Match" doc:"ETag of the revision that is replaced."`
	IfNoneMatch string `header:"If-None-Match" doc:"*: create the search; it must not exist."`
	Body        profiles.Search
}

func (s *server) replaceSearch(ctx context.Context, in *searchReplaceIn) (*entry[*profiles.Search], error) {
	want, err := (&replaceIn{IfMatch: in.IfMatch, IfNoneMatch: in.IfNoneMatch}).condition()
	if err != nil {
		return nil, err
	}
	if in.Body.ID != "" && in.Body.ID != in.ID {
		return nil, profiles.FieldErrors{{Path: "id", Msg: "another than that of the address: leave it out, or make them the same"}}
	}
	if want != 0 {
		if _, _, err := s.ownedSearch(ctx, in.ID); err != nil {
			return nil, err
		}
	}
	in.Body.ID = in.ID
	if err := ownSearch(auth.From(ctx), &in.Body); err != nil {
		return nil, err
	}
	if auth.From(ctx).Role == auth.Candidate { // an id that somebody else has is taken, and that is all there is to know
		if _, _, err := s.ownedSearch(ctx, in.ID); err != nil && want != 0 {
			return nil, err
		}
	}
	return s.putSearch(ctx, &in.Body, want)
}

// ownedSearch reads a search that who asks may see. One that is known to be another candidate's is not read: it takes what one takes that
// nobody has.
func (s *server) ownedSearch(ctx context.Context, id string) (*profiles.Search, profiles.Revision, error) {
	if p := auth.From(ctx); p.Role == auth.Candidate && s.Standing != nil {
		if of, known := s.Standing.Owner(key(ctx, profiles.KindSearch, id)); known && of != p.Candidate {
			id = rand.Text()
		}
	}
	x, rev, err := get[*profiles.Search](ctx, s, id)
	if err == nil {
		err = ownSearch(auth.From(ctx), x)
	}
	return x, rev, err
}

func (s *server) getSearch(ctx context.Context, in *OfID) (*entry[*profiles.Search], error) {
	x, rev, err := s.ownedSearch(ctx, in.ID)
	return &entry[*profiles.Search]{ETag: etag(rev), Status: 200, Body: x}, err
}

// putSearch judges a search and keeps it at a revision, 0 for none.
// A policy of the organisation is kept as what it is now.
func (s *server) putSearch(ctx context.Context, x *profiles.Search, want profiles.Revision) (*entry[*profiles.Search], error) {
	var err error
	if x.Policy, x.Weights, err = s.weigh(ctx, x.Policy, x.Weights); err != nil {
		return nil, err
	}
	if err := standing.Check(s.Engine, x); err != nil {
		return nil, err
	}
	if err := s.subject(ctx, x); err != nil {
		return nil, err
	}
	seq, err := s.Store.Apply(ctx, []profiles.Mutation{{Key: key(ctx, profiles.KindSearch, x.ID), Record: x, If: &want}})
	if err != nil {
		return nil, err
	}
	out := &entry[*profiles.Search]{ETag: etag(seq), Status: 200, Location: location(x), Body: x, Written: s.settle(ctx, Waiting{}, seq)}
	if want == 0 {
		out.Status = 201
	}
	return out, nil
}

// subject says whether the record is there for which a search is.
func (s *server) subject(ctx context.Context, x *profiles.Search) error {
	for kind, id := range map[profiles.Kind]string{profiles.KindCandidate: x.Candidate, profiles.KindRole: x.Role} {
		if id == "" {
			continue
		}
		if _, err := s.Store.Get(ctx, key(ctx, kind, id)); errors.Is(err, profiles.ErrNotFound) {
			return profiles.FieldErrors{{Path: kind.String(), Msg: "no such " + kind.String()}}
		} else if err != nil {
			return err
		}
	}
	return nil
}

func (s *server) deleteSearch(ctx context.Context, in *removeIn) (*Written, error) {
	_, rev, err := s.ownedSearch(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	if in.IfMatch != "" {
		if rev, err = revisionOf(in.IfMatch); err != nil {
			return nil, err
		}
	}
	seq, err := s.Store.Apply(ctx, []profiles.Mutation{{Key: key(ctx, profiles.KindSearch, in.ID), If: &rev}})
	if err != nil {
		return nil, err
	}
	out := s.settle(ctx, in.Waiting, seq)
	return &out, nil
}
