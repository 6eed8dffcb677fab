package engine_test

import (
	"context"
	"testing"

	"tenon/engine"
	"tenon/index/columns"
	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/gazetteer"
	"tenon/profiles/money"
	"tenon/profiles/synthetic"
	"tenon/profiles/taxonomy"
)

// pool is a market in memory.
type pool struct {
	candidates []*profiles.Candidate
	roles      []*profiles.Role
}

func (p *pool) Candidate(_ context.Context, k profiles.Key) (*profiles.Candidate, error) {
	return records(p.candidates).Candidate(context.Background(), k)
}

func (p *pool) Role(_ context.Context, k profiles.Key) (*profiles.Role, error) {
	for _, r := range p.roles {
		if r.ID == k.ID {
			return r, nil
		}
	}
	return nil, profiles.ErrNotFound
}

func (p *pool) Candidates(ctx context.Context, yield func(profiles.Key, *profiles.Candidate) error) error {
	return records(p.candidates).Candidates(ctx, yield)
}

func (p *pool) Roles(_ context.Context, yield func(profiles.Key, *profiles.Role) error) error {
	for _, r := range p.roles {
		if err := yield(profiles.Key{Kind: profiles.KindRole, ID: r.ID}, r); err != nil {
			return err
		}
	}
	return nil
}

// draw fills a pool from a seed, with records that say little, conditions of both sides and, of some, pay that cannot be compared.
func draw(seed uint64, candidates, roles int) *pool {
	corpus, p := synthetic.New(taxonomy.Default(), gazetteer.Default(), asOf, seed), &pool{}
	for i := range candidates {
		c := corpus.Candidate(i)
		switch i % 10 {
		case 0:
			c.Place = nil
		case 1:
			c.Jobs = nil
		case 2:
			c.Skills = nil
		case 3:
			if c.Preferences != nil {
				c.Preferences.Pay.Only = true
			}
		}
		p.candidates = append(p.candidates, c)
	}
	for i := range roles {
		r := corpus.Role(i)
		r.Description = "We look for somebody who knows " + r.Requirements[4].Name + ". A degree is welcome, experience is a must."
		switch i % 8 {
		case 0:
			r.Pay = nil
		case 1:
			r.Pay.Currency = "XTS"
		case 2:
			r.Requirements[5].Gate = true
		case 3:
			r.Requirements[2].Gate = true
		case 4:
			r.ValidThrough = asOf - 1
		case 5:
			r.Requirements[3].AnyOf = []profiles.Ref{r.Requirements[6].Ref}
		}
		p.roles = append(p.roles, r)
	}
	return p
}

// engine puts a pool into columns.
func (p *pool) engine() *engine.Engine {
	d := facts.NewDeriver(taxonomy.Default(), money.Default())
	e := &engine.Engine{Deriver: d, Cities: gazetteer.Default(), Columns: columns.New(d, asOf), Records: p}
	var us []columns.Update
	for _, c := range p.candidates {
		us = append(us, columns.Update{Key: profiles.Key{Kind: profiles.KindCandidate, ID: c.ID}, Candidate: c})
	}
	for _, r := range p.roles {
		us = append(us, columns.Update{Key: profiles.Key{Kind: profiles.KindRole, ID: r.ID}, Role: r})
	}
	e.Columns.Apply(us, 1)
	return e
}

func explain(t *testing.T, e *engine.Engine, q engine.Request) *engine.Result {
	t.Helper()
	r, err := e.Explain(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return &r.Results[0]
}

func rank(t *testing.T, e *engine.Engine, q engine.Request) *engine.Ranking {
	t.Helper()
	r, err := e.Rank(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return r
}
