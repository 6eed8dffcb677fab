package api

import (
	"context"
	"fmt"

	"github.com/gin-gonic/gin"

	"tenon/api/auth"
	"tenon/api/wire"
	"tenon/profiles"
)

// ownPath refuses a candidate what is of another candidate, as if that were not there.
func ownPath(c *gin.Context, r *route, p auth.Principal) error {
	if r.names != aCandidate {
		return nil
	}
	return own(p, c.Param("id"))
}

// own refuses a candidate the record of another: the same answer as for one that is not there.
func own(p auth.Principal, id string) error {
	if p.Role == auth.Candidate && id != p.Candidate {
		return profiles.ErrNotFound
	}
	return nil
}

// ownSides lets a candidate ask for the own record or an own document alone, and never for a ranking of candidates.
func ownSides(ctx context.Context, s *wire.Sides) error {
	p := auth.From(ctx)
	if p.Role != auth.Candidate {
		return nil
	}
	if s.Candidate == "" && len(s.CandidateDocument) == 0 {
		return fmt.Errorf("%w: a candidate may ask for the own record or document alone", errForbidden)
	}
	return ownCandidate(ctx, s.Candidate, s.CandidateOrg)
}

// ownCandidate lets a candidate name the own record alone, where one is named.
func ownCandidate(ctx context.Context, id string, org *string) error {
	p := auth.From(ctx)
	if id == "" || p.Role != auth.Candidate {
		return nil
	}
	if org != nil && *org != p.Org {
		return profiles.ErrNotFound
	}
	return own(p, id)
}

// ownKind lets a candidate search roles alone.
func ownKind(ctx context.Context, kind profiles.Kind) error {
	if auth.From(ctx).Role == auth.Candidate && kind != profiles.KindRole {
		return fmt.Errorf("%w: a candidate may search roles alone", errForbidden)
	}
	return nil
}

// ownSearch lets a candidate have standing searches for roles that are scored for the own record; those of others are not there.
func ownSearch(p auth.Principal, x *profiles.Search) error {
	if p.Role != auth.Candidate {
		return nil
	}
	if x.For != profiles.KindRole {
		return fmt.Errorf("%w: a candidate may search roles alone", profiles.ErrNotFound)
	}
	return own(p, x.Candidate)
}
