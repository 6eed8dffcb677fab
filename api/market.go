package api

import (
	"context"

	"tenon/api/auth"
	"tenon/api/wire"
	"tenon/engine"
	"tenon/engine/market"
	"tenon/engine/pay"
	"tenon/profiles"
)

type whatIfIn struct{ Body wire.WhatIfRequest }

func (s *server) whatIf(ctx context.Context, in *whatIfIn) (*bodyOf[*engine.WhatIf], error) {
	b := &in.Body
	if err := ownSides(ctx, &b.Sides); err != nil {
		return nil, err
	}
	q, err := s.request(ctx, &b.Sides, &b.Weighing)
	if err != nil {
		return nil, err
	}
	q.Sort, q.Where, q.Query, q.Strict, q.Top = b.Sort, b.Where, b.Query, b.Strict, engine.DefaultTop
	if b.Top != nil {
		q.Top = *b.Top
	}
	if b.Change.Policy, b.Change.Weights, err = s.weigh(ctx, b.Change.Policy, b.Change.Weights); err != nil {
		return nil, err
	}
	x, err := s.Engine.WhatIf(ctx, engine.WhatIfRequest{Request: q, Change: b.Change, Shakes: b.Shakes, Seed: b.Seed})
	if err == nil {
		s.metrics.ranked(x.Before.Total + x.After.Total)
	}
	return &bodyOf[*engine.WhatIf]{x}, err
}

type marketIn struct {
	By       []string `query:"by,explode" maxItems:"16" enum:"month,family,level,city,country,employer,skill,mode,industry,engagement,pay,premium,supply" doc:"Tables; all where it is missing."`
	Where    string   `query:"where" maxLength:"4096" doc:"Only roles of which the expression is true."`
	Months   int      `query:"months" minimum:"1" maximum:"120" default:"24" doc:"Up to the present one."`
	Top      int      `query:"top" minimum:"1" maximum:"1000" default:"10" doc:"Rows of a table."`
	Currency string   `query:"currency" maxLength:"3" default:"USD" doc:"Of amounts."`

	AsOf string `query:"asOf" pattern:"^[0-9]{4}-[0-9]{2}$" doc:"The last month that is counted; the present one where it is missing. Candidates are as of the present one whatever it is."`
}

func (s *server) market(ctx context.Context, in *marketIn) (*bodyOf[*market.Answer], error) {
	q := market.Request{Org: auth.From(ctx).Org, By: in.By, Where: in.Where, Months: in.Months, Top: in.Top, Currency: in.Currency}
	if in.AsOf != "" {
		var err error
		if q.AsOf, err = profiles.ParseMonth(in.AsOf); err != nil {
			return nil, profiles.FieldErrors{{Path: "query.asOf", Msg: err.Error()}}
		}
	}
	a, err := s.Market.Describe(ctx, q)
	return &bodyOf[*market.Answer]{a}, err
}

type estimateIn struct{ Body wire.EstimateRequest }

func (s *server) estimate(ctx context.Context, in *estimateIn) (*bodyOf[*pay.Estimate], error) {
	if err := ownCandidate(ctx, in.Body.Candidate, in.Body.CandidateOrg); err != nil {
		return nil, err
	}
	r, err := s.request(ctx, &wire.Sides{RoleDocument: in.Body.RoleDocument, CandidateDocument: in.Body.CandidateDocument}, &wire.Weighing{})
	if err != nil {
		return nil, err
	}
	q := in.Body.Question
	q.Org, q.Roles, q.RoleRecord, q.CandidateRecord = r.Org, r.Roles, r.RoleRecord, r.CandidateRecord
	x, err := s.Pay.Estimate(ctx, q)
	return &bodyOf[*pay.Estimate]{x}, err
}
