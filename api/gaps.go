package api

import (
	"context"
	"errors"

	"tenon/api/wire"
	"tenon/engine"
	"tenon/profiles"
)

// defaultBest is among how many of a kept list somebody wants to be.
const defaultBest = 20

type gapsIn struct{ Body wire.GapsRequest }

func (s *server) gaps(ctx context.Context, in *gapsIn) (*bodyOf[*engine.Gaps], error) {
	b := &in.Body
	sides := wire.Sides{Candidate: b.Candidate, CandidateOrg: b.CandidateOrg, CandidateDocument: b.CandidateDocument}
	if err := ownSides(ctx, &sides); err != nil {
		return nil, err
	}
	q, err := s.request(ctx, &sides,
		&wire.Weighing{Policy: b.Policy, Weights: b.Weights, Lambda: b.Lambda, AsOf: b.AsOf})
	if err != nil {
		return nil, err
	}
	q.Strict, q.Top = b.Strict, engine.DefaultTop
	if b.Top != nil {
		q.Top = *b.Top
	}
	g := engine.GapsRequest{Request: q, Threshold: b.Threshold, Level: b.Level, Skills: b.Skills, Aim: b.Aim}
	if g.Bars, err = s.bars(ctx, b); err != nil {
		return nil, err
	}
	out, err := s.Engine.Gaps(ctx, g)
	return &bodyOf[*engine.Gaps]{out}, err
}

// bars are what it takes to be among the best of each role, where that is the aim and lists are kept.
func (s *server) bars(ctx context.Context, b *wire.GapsRequest) (*engine.Bars, error) {
	if b.Aim == engine.AimThreshold || s.Bars == nil {
		return nil, nil
	}
	best := b.Best
	if best == 0 {
		best = defaultBest
	}
	bars, err := s.Bars(ctx, best)
	if errors.Is(err, profiles.ErrNotFound) && b.Aim == "" {
		return nil, nil
	}
	if errors.Is(err, profiles.ErrNotFound) {
		return nil, profiles.FieldErrors{{Path: "aim", Msg: "no lists are kept yet: start a run with POST /v1/rescores, or aim at a threshold"}}
	}
	return bars, err
}

type lintIn struct{ Body wire.LintRequest }

func (s *server) lint(ctx context.Context, in *lintIn) (*bodyOf[*engine.Linted], error) {
	b := &in.Body
	q, err := s.request(ctx, &wire.Sides{Role: b.Role, RoleOrg: b.RoleOrg, RoleDocument: b.RoleDocument}, &wire.Weighing{Policy: b.Policy, Weights: b.Weights, Lambda: b.Lambda})
	if err != nil {
		return nil, err
	}
	q.Where, q.Strict = b.Where, b.Strict
	out, err := s.Engine.Lint(ctx, engine.LintRequest{Request: q, Threshold: b.Threshold})
	return &bodyOf[*engine.Linted]{out}, err
}
