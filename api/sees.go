package api

import (
	"context"
	"fmt"

	"github.com/danielgtaylor/huma/v2"

	"tenon/api/auth"
	"tenon/engine"
	"tenon/profiles"
)

// scopes is the one table of what of roles there is for a principal: the others see those of their organisation and public ones. Of
// candidates everybody sees those of the organisation, those that share with it, and public ones; a candidate the own alone (see own.go),
// and an auditor none.
var scopes = map[auth.Role]engine.Scope{
	auth.Recruiter: {Own: true},
	auth.Candidate: {Open: true},
}

// scope is that of who asks.
func scope(ctx context.Context) engine.Scope { return scopes[auth.From(ctx).Role] }

// OfSeen is the path of a record that may be another organisation's.
type OfSeen struct {
	OfID
	Org string `query:"org" maxLength:"128" doc:"Whose record it is, as org of a result says; that of who asks where it is missing."`
	stated
}

// Resolve implements huma.Resolver.
func (o *OfSeen) Resolve(ctx huma.Context) []error { return o.resolve(ctx, "org") }

// stated is whether a parameter says whose a record is. The organisation without a name is stated, too.
type stated struct{ is bool }

func (s *stated) resolve(ctx huma.Context, parameter string) []error {
	u := ctx.URL()
	s.is = u.Query().Has(parameter)
	return nil
}

// key is that of the record that is named.
func (o *OfSeen) key(ctx context.Context, kind profiles.Kind) profiles.Key {
	k := key(ctx, kind, o.ID)
	if o.stated.is {
		k.Org = o.Org
	}
	return k
}

// see reads a candidate or role as who asks sees it. One that is not there for who asks is told as one that nobody has, on the same way:
// of another organisation's the columns say whether it is shown, before anything is read; of the own there is nothing to hide.
func see[R profiles.Record](ctx context.Context, s *server, k profiles.Key) (R, profiles.Revision, error) {
	var none R
	p := auth.From(ctx)
	if profiles.CheckID(k.ID) != nil || p.Role == auth.Candidate && k.Kind == profiles.KindCandidate && (k.Org != p.Org || k.ID != p.Candidate) {
		return none, 0, fmt.Errorf("%w: an id that no record has", profiles.ErrNotFound)
	}
	if err := s.shown(ctx, k); err != nil {
		return none, 0, err
	}
	e, err := s.Store.Get(ctx, k)
	if err != nil {
		return none, 0, err
	}
	r, ok := e.Record.(R)
	if !ok {
		return none, 0, fmt.Errorf("%w: %s is no such record", profiles.ErrDamaged, e.Key)
	}
	return r, e.Revision, nil
}

// shown says whether a record that may be another's is there for who asks: profiles.ErrNotFound.
func (s *server) shown(ctx context.Context, k profiles.Key) error {
	in, org := scope(ctx), auth.From(ctx).Org
	if k.Org == org && !in.Open {
		return nil
	}
	var err error
	switch k.Kind {
	case profiles.KindRole:
		_, err = s.Engine.Role(ctx, k, org, in)
	case profiles.KindCandidate:
		if k.Org != org {
			_, err = s.Engine.Candidate(ctx, k, org)
		}
	default:
		if k.Org != org {
			err = fmt.Errorf("%w: %s", profiles.ErrNotFound, k)
		}
	}
	return err
}

// seeing reads a candidate or role for an answer.
func seeing[R profiles.Record](s *server, ctx context.Context, in *OfSeen) (*entry[R], error) {
	r, rev, err := see[R](ctx, s, in.key(ctx, kindOf[R]()))
	if err != nil {
		return nil, err
	}
	return &entry[R]{ETag: etag(rev), Status: 200, Body: r}, nil
}

// seesMatch says, of a place in somebody's list, whether who asks sees the record in it: who sees the own roles alone does not see those
// of others in the lists of candidates.
func seesMatch(ctx context.Context) func(list profiles.Kind, matchOrg string) bool {
	org, own := auth.From(ctx).Org, scope(ctx).Own
	return func(list profiles.Kind, matchOrg string) bool {
		return !own || list != profiles.KindCandidate || matchOrg == org
	}
}
