package engine

import (
	"context"
	"fmt"
	"slices"

	"tenon/index/columns"
	"tenon/profiles"
)

// Scope is what of roles is there for who asks, beside those of others that are not public, which never are.
type Scope struct {
	Own  bool // those of the organisation alone
	Open bool // those alone whose last day has not passed
}

// Hides says of a role that an organisation sees whether it is all the same not there for who asks in a month.
func (in Scope) Hides(r *columns.Role, org string, asOf profiles.Month) bool {
	return in.Own && r.Org != org || in.Open && r.Facts.Until != 0 && r.Facts.Until < asOf
}

// hidden says of a role whether it is not there; nil where all are.
func (q *Request) hidden() func(*columns.Role) bool {
	if q.Roles == (Scope{}) {
		return nil
	}
	return func(r *columns.Role) bool { return q.Roles.Hides(r, q.Org, q.AsOf) }
}

// ownOnly is hidden where those that are closed are counted by themselves.
func ownOnly(q *Request) func(*columns.Role) bool {
	if !q.Roles.Own {
		return nil
	}
	return func(r *columns.Role) bool { return r.Org != q.Org }
}

// roleKey and candidateKey are the keys of the records that a request names.
func (q *Request) roleKey() profiles.Key {
	return KeyIn(q.Org, q.RoleOrg, profiles.KindRole, q.Role)
}

func (q *Request) candidateKey() profiles.Key {
	return KeyIn(q.Org, q.CandidateOrg, profiles.KindCandidate, q.Candidate)
}

// KeyIn is the key of a record that is of the own organisation unless another is named.
func KeyIn(own string, other *string, kind profiles.Kind, id string) profiles.Key {
	if other != nil {
		own = *other
	}
	return profiles.Key{Org: own, Kind: kind, ID: id}
}

// errHidden is what a record is that is not there for who asks: the same as one that nobody has.
func errHidden(k profiles.Key) error { return fmt.Errorf("%w: %s", profiles.ErrNotFound, k) }

// Role reads a role as who asks sees it. One of another organisation is looked for in the columns first, so that one that is hidden
// and one that is not there are told alike, and as fast.
func (e *Engine) Role(ctx context.Context, key profiles.Key, org string, in Scope) (*profiles.Role, error) {
	if key.Org != org && (in.Own || !e.Columns.Shows(key, org)) {
		return nil, errHidden(key)
	}
	r, err := e.Records.Role(ctx, key)
	if err != nil {
		return nil, err
	}
	closed := in.Open && r.ValidThrough != 0 && r.ValidThrough < e.Columns.Snapshot().AsOf
	if closed || key.Org != org && r.Visibility != profiles.VisiblePublic { // it has changed since
		return nil, errHidden(key)
	}
	return r, nil
}

// Candidate reads a candidate as an organisation sees it, as [Engine.Role] does.
func (e *Engine) Candidate(ctx context.Context, key profiles.Key, org string) (*profiles.Candidate, error) {
	if key.Org != org && !e.Columns.Shows(key, org) {
		return nil, errHidden(key)
	}
	c, err := e.Records.Candidate(ctx, key)
	if err != nil {
		return nil, err
	}
	if key.Org != org && c.Visibility != profiles.VisiblePublic && !slices.Contains(c.SharedWith, org) {
		return nil, errHidden(key)
	}
	return c, nil
}
