package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"tenon/api/auth"
	"tenon/api/wire"
	"tenon/profiles"
)

// credential is the header of a request that proves who asks. Documents leave it to the security scheme.
type credential struct {
	Authorization string `header:"Authorization" hidden:"true"`
}

// request is one with the credential alone, as package auth reads it.
func (c *credential) request(ctx context.Context) *http.Request {
	return (&http.Request{Header: http.Header{"Authorization": {c.Authorization}}}).WithContext(ctx)
}

func (s *server) createSession(ctx context.Context, in *credential) (*bodyOf[wire.Session], error) {
	if s.Sessions == nil {
		return nil, fmt.Errorf("%w: no sessions are kept here", profiles.ErrUnavailable)
	}
	text, until, err := s.Sessions.Start(in.request(ctx))
	if errors.Is(err, auth.ErrOpen) {
		return nil, fmt.Errorf("%w: there are no keys: nobody has to sign in", profiles.ErrUnavailable)
	}
	if err != nil {
		return nil, err
	}
	return &bodyOf[wire.Session]{wire.Session{Session: text, Expires: until.Format(time.RFC3339), MaxAge: int(until.Sub(s.Now()).Seconds())}}, nil
}

func (s *server) endSession(ctx context.Context, in *credential) (*struct{}, error) {
	if s.Sessions != nil {
		s.Sessions.End(in.request(ctx))
	}
	return &struct{}{}, nil
}

// me says who asks, and what they may call.
func (s *server) me(ctx context.Context, _ *none) (*bodyOf[wire.Me], error) {
	p := auth.From(ctx)
	out := wire.Me{Role: string(p.Role), Organisation: p.Org, Candidate: p.Candidate, Operations: []string{}}
	if s.Auth != nil {
		_, err := s.Auth.Authenticate((&http.Request{Header: http.Header{}}).WithContext(ctx))
		out.Open = errors.Is(err, auth.ErrOpen)
	} else {
		out.Open = true
	}
	for id := range permissions {
		if may(p.Role, id) {
			out.Operations = append(out.Operations, id)
		}
	}
	slices.Sort(out.Operations)
	return &bodyOf[wire.Me]{out}, nil
}
