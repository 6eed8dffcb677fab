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
	OfID
	Identity bool `query:"identity" doc:"With who the candidate is. The access is logged."`
}

func (s *server) jsonResume(ctx context.Context, in *resumeIn) (*foreign, error) {
	c, rev, err := get[*profiles.Candidate](ctx, s, in.ID)
	if err != nil {
		return nil, err
	}
	var who *identity.Identity
	if in.Identity {
		x, err := s.getIdentity(ctx, &in.OfID)
		if err != nil && !errors.Is(err, profiles.ErrNotFound) {
			return nil, err
		}
		if x != nil {
			who = x.Body
		}
	}
	return inFormat("application/json", rev, func(w io.Writer) error { return format.WriteJSONResume(w, c, who) })
}

func (s *server) jobPosting(ctx context.Context, in *OfID) (*foreign, error) {
	r, rev, err := get[*profiles.Role](ctx, s, in.ID)
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
