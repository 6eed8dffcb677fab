package api

import (
	"bytes"
	"context"
	"errors"
	"io"

	"tenon/profiles"
	"tenon/profiles/format"
	"tenon/profiles/identity"
)

// foreign is a record in a foreign format.
type foreign struct {
	ContentType string `header:"Content-Type"`
	ETag        string `header:"ETag"`
	Body        []byte
}

type resumeIn struct {
	OfSeen
	Identity bool `query:"identity" doc:"With who the candidate is, for the purpose. The access is written down."`
	Purpose
}

func (s *server) jsonResume(ctx context.Context, in *resumeIn) (*foreign, error) {
	k := in.key(ctx, profiles.KindCandidate)
	c, rev, err := see[*profiles.Candidate](ctx, s, k)
	if err != nil {
		return nil, err
	}
	var who *identity.Identity
	if in.Identity {
		who, _, err = s.reveal(ctx, k, in.Purpose.Purpose, "get-json-resume")
		if err != nil && !errors.Is(err, profiles.ErrNotFound) {
			return nil, err
		}
	}
	return inFormat("application/json", rev, func(w io.Writer) error { return format.WriteJSONResume(w, c, who) })
}

func (s *server) jobPosting(ctx context.Context, in *OfSeen) (*foreign, error) {
	r, rev, err := see[*profiles.Role](ctx, s, in.key(ctx, profiles.KindRole))
	if err != nil {
		return nil, err
	}
	return inFormat("application/ld+json", rev, func(w io.Writer) error { return format.WriteJobPosting(w, r) })
}

func inFormat(media string, rev profiles.Revision, write func(io.Writer) error) (*foreign, error) {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return nil, err
	}
	return &foreign{media, etag(rev), b.Bytes()}, nil
}
