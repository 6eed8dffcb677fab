package api

import (
	"context"
	"fmt"
	"time"

	"tenon/api/auth"
	"tenon/api/wire"
	"tenon/profiles"
)

// keysOrNot are the keys of the directory that is served.
func (s *server) keysOrNot() (*auth.Keys, error) {
	if s.Keys == nil {
		return nil, fmt.Errorf("%w: no keys are kept here", profiles.ErrUnavailable)
	}
	return s.Keys, nil
}

func (s *server) listKeys(ctx context.Context, _ *none) (*bodyOf[wire.Keys], error) {
	k, err := s.keysOrNot()
	if err != nil {
		return nil, err
	}
	list, err := k.List(auth.From(ctx).Org)
	if err != nil {
		return nil, err
	}
	out := &bodyOf[wire.Keys]{wire.Keys{Keys: []wire.Key{}}}
	for _, x := range list {
		out.Body.Keys = append(out.Body.Keys, s.keyOf(x, ""))
	}
	return out, nil
}

type createKeyIn struct{ Body wire.NewKey }

func (s *server) createKey(ctx context.Context, in *createKeyIn) (*bodyOf[wire.Key], error) {
	k, err := s.keysOrNot()
	if err != nil {
		return nil, err
	}
	x := auth.Key{Org: auth.From(ctx).Org, Role: auth.Role(in.Body.Role), Candidate: in.Body.Candidate, Label: in.Body.Label}
	if in.Body.Days > 0 {
		x.Expires = s.Now().UTC().Truncate(time.Second).AddDate(0, 0, in.Body.Days)
	}
	made, text, err := k.Create(x)
	if err != nil {
		return nil, err
	}
	return &bodyOf[wire.Key]{s.keyOf(made, text)}, nil
}

type rotateKeyIn struct {
	ID    string `path:"id" maxLength:"64"`
	Grace int    `query:"grace" minimum:"0" maximum:"720" default:"24" doc:"Hours for which the old secret still counts."`
}

func (s *server) rotateKey(ctx context.Context, in *rotateKeyIn) (*bodyOf[wire.Key], error) {
	k, err := s.keysOrNot()
	if err != nil {
		return nil, err
	}
	made, text, err := k.Rotate(auth.From(ctx).Org, in.ID, time.Duration(in.Grace)*time.Hour)
	if err != nil {
		return nil, err
	}
	return &bodyOf[wire.Key]{s.keyOf(made, text)}, nil
}

type keyIn struct {
	ID string `path:"id" maxLength:"64"`
}

func (s *server) revokeKey(ctx context.Context, in *keyIn) (*struct{}, error) {
	k, err := s.keysOrNot()
	if err != nil {
		return nil, err
	}
	return &struct{}{}, k.Revoke(auth.From(ctx).Org, in.ID)
}

func (s *server) keyOf(x auth.Key, text string) wire.Key {
	return wire.Key{ID: x.ID, Role: string(x.Role), Candidate: x.Candidate, Label: x.Label, Created: stampOf(x.Created), Expires: stampOf(x.Expires), Over: !x.Expires.IsZero() && !s.Now().Before(x.Expires),
		LastUsed: stampOf(x.LastUsed), Key: text}
}

func stampOf(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
