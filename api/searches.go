package api

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"tenon/api/wire"
	"tenon/engine/standing"
	"tenon/profiles"
)

func (s *server) listSearches(ctx context.Context, in *page) (*bodyOf[wire.Searches], error) {
	rs, next, seq, err := listOf[*profiles.Search](ctx, s, in)
	return &bodyOf[wire.Searches]{wire.Searches{Searches: rs, Next: next, Seq: seq}}, err
}

type newSearchIn struct {
	Key  string `header:"Idempotency-Key" maxLength:"255" doc:"A repeated request with the same key creates nothing more."`
	Body profiles.Search
}

func (s *server) createSearch(ctx context.Context, in *newSearchIn) (*entry[*profiles.Search], error) {
	x := &in.Body
	if x.ID == "" {
		x.ID = strings.ToLower(rand.Text())
	}
	out, err := s.putSearch(ctx, x, 0)
	if errors.Is(err, profiles.ErrConflict) {
		return nil, fmt.Errorf("%w: there is a search of this id: replace it with PUT and If-Match", errExists)
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
	in.Body.ID = in.ID
	return s.putSearch(ctx, &in.Body, want)
}

// putSearch judges a search and keeps it at a revision, 0 for none.
func (s *server) putSearch(ctx context.Context, x *profiles.Search, want profiles.Revision) (*entry[*profiles.Search], error) {
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
	out := &entry[*profiles.Search]{ETag: etag(seq), Status: 200, Location: "/v1/searches/" + url.PathEscape(x.ID), Body: x, Written: s.settle(ctx, Waiting{}, seq)}
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
	_, rev, err := get[*profiles.Search](ctx, s, in.ID)
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
