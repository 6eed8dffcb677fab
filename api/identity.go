package api

import (
	"bytes"
	"context"
	"errors"

	"tenon/api/auth"
	"tenon/profiles"
	"tenon/profiles/format"
	"tenon/profiles/identity"
)

// getIdentity says who a candidate is. The access is logged: who asked, and in which request, but not whom for; that is in the audit.
func (s *server) getIdentity(ctx context.Context, in *OfID) (*entry[*identity.Identity], error) {
	out, err := read[*identity.Identity](s, ctx, in)
	if err != nil {
		return nil, err
	}
	s.Log.InfoContext(ctx, "identity read", "id", requestID(ctx), "by", auth.From(ctx).ID)
	return out, nil
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
	seq, err := s.Intake.PutIdentity(ctx, auth.From(ctx).Org, id, s.now(), want)
	if err != nil {
		return nil, err
	}
	return &entry[*identity.Identity]{ETag: etag(seq), Status: 200, Written: s.settle(ctx, in.Waiting, seq), Body: id}, nil
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
