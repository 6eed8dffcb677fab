package api

import (
	"context"
	"errors"
	"fmt"

	"tenon/api/auth"
	"tenon/api/wire"
	"tenon/engine/batch"
	"tenon/profiles"
)

type movesIn struct {
	List  string `query:"list" enum:"role,candidate" doc:"Only lists of roles, or of candidates."`
	ID    string `query:"id" maxLength:"128" doc:"Only the list of this role or candidate."`
	Limit int    `query:"limit" minimum:"1" maximum:"1000" default:"50"`
}

func (s *server) moves(ctx context.Context, in *movesIn) (*bodyOf[wire.Moves], error) {
	if s.Batch == nil {
		return nil, fmt.Errorf("%w: this server keeps no lists", profiles.ErrUnavailable)
	}
	if in.ID != "" && in.List == "" {
		return nil, profiles.FieldErrors{{Path: "query.list", Msg: "say whose id it is: role or candidate"}}
	}
	if auth.From(ctx).Role == auth.Auditor && in.List == profiles.KindCandidate.String() && in.ID != "" {
		return nil, fmt.Errorf("%w: an auditor sees numbers: not the list of one candidate", errForbidden)
	}
	out := wire.Moves{Moves: []batch.Move{}}
	sees := seesMatch(ctx)
	d, err := s.diff(ctx, in, func(m batch.Move) error {
		if !sees(m.List, m.MatchOrg) || m.Org != auth.From(ctx).Org || in.List != "" && m.List.String() != in.List {
			return ctx.Err()
		}
		if out.More = len(out.Moves) == in.Limit; out.More {
			return batch.ErrEnough
		}
		if auth.From(ctx).Role == auth.Auditor {
			m = namelessMove(m)
		}
		out.Moves = append(out.Moves, m)
		return ctx.Err()
	})
	switch {
	case errors.Is(err, profiles.ErrNotFound): // before the second run nothing has moved
		out.Is, err = s.Batch.Made(ctx)
		if errors.Is(err, profiles.ErrNotFound) {
			err = nil
		}
	case err == nil || errors.Is(err, batch.ErrEnough):
		out.Was, out.Is, out.Why, err = d.Was, d.Is, d.Why, nil
	}
	if err != nil {
		return nil, err
	}
	return &bodyOf[wire.Moves]{out}, nil
}

// namelessMove is what an auditor sees of a move: the role, the ranks, the scores and why, and of the candidate not even the id.
func namelessMove(m batch.Move) batch.Move {
	if m.List == profiles.KindCandidate {
		m.ID = ""
	} else {
		m.Match = ""
	}
	return m
}

// diff goes over the moves of one list or of all.
func (s *server) diff(ctx context.Context, in *movesIn, yield func(batch.Move) error) (*batch.Diff, error) {
	x := &batch.Explainer{Kept: s.Batch.Kept, Taxonomy: s.Taxonomy, Cities: s.Cities, Asked: s.Engine.In(ctx).Asked}
	if in.ID == "" {
		return x.Diff(ctx, yield)
	}
	kind := profiles.KindRole
	if in.List == profiles.KindCandidate.String() {
		kind = profiles.KindCandidate
	}
	return x.DiffOf(ctx, key(ctx, kind, in.ID), yield)
}
