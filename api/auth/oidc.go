package auth

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"

	"tenon/profiles"
)

// Issuer says whose tokens count and where in them it stands who somebody is.
type Issuer struct {
	URL      string // of the issuer, as https://login.example.com
	Audience string // that a token has to be for
	// Names of claims; the defaults are tenon_role, tenon_org and tenon_candidate.
	RoleClaim, OrgClaim, CandidateClaim string
	Now                                 func() time.Time // nil: time.Now
}

// OIDC takes the tokens of one OpenID Connect issuer.
type OIDC struct {
	verify *oidc.IDTokenVerifier
	o      Issuer
}

// NewOIDC asks the issuer for its keys. The context bounds nothing after that but the refreshing of keys, which goes on for as long as
// it lives.
func NewOIDC(ctx context.Context, o Issuer) (*OIDC, error) {
	if o.URL == "" || o.Audience == "" {
		return nil, fmt.Errorf("%w: OpenID Connect wants an issuer and an audience", profiles.ErrInvalid)
	}
	for _, d := range []struct {
		to  *string
		def string
	}{{&o.RoleClaim, "tenon_role"}, {&o.OrgClaim, "tenon_org"}, {&o.CandidateClaim, "tenon_candidate"}} {
		if *d.to == "" {
			*d.to = d.def
		}
	}
	p, err := oidc.NewProvider(ctx, o.URL)
	if err != nil {
		return nil, fmt.Errorf("%w: the issuer %s: %w", profiles.ErrUnavailable, o.URL, err)
	}
	return &OIDC{verify: p.VerifierContext(ctx, &oidc.Config{ClientID: o.Audience, Now: o.Now}), o: o}, nil
}

// Authenticate implements [Authenticator].
func (o *OIDC) Authenticate(r *http.Request) (Principal, error) {
	p, _, err := o.prove(r)
	return p, err
}

// prove is Authenticate, with when the token stops counting.
func (o *OIDC) prove(r *http.Request) (Principal, time.Time, error) {
	text, ok := bearer(r)
	if !ok || text == "" || strings.HasPrefix(text, prefix) {
		return Principal{}, time.Time{}, ErrUnauthenticated
	}
	t, err := o.verify.Verify(r.Context(), text)
	if err != nil {
		return Principal{}, time.Time{}, ErrUnauthenticated // why is nobody's business who has no good one
	}
	p, err := o.principal(t)
	return p, t.Expiry, err
}

// principal is whom the claims of a token name.
func (o *OIDC) principal(t *oidc.IDToken) (Principal, error) {
	var claims map[string]any
	if err := t.Claims(&claims); err != nil {
		return Principal{}, ErrUnauthenticated
	}
	p := Principal{ID: t.Subject}
	role, _ := claims[o.o.RoleClaim].(string)
	p.Org, _ = claims[o.o.OrgClaim].(string)
	p.Candidate, _ = claims[o.o.CandidateClaim].(string)
	p.Role = Role(role)
	k := Key{Org: p.Org, Role: p.Role, Candidate: p.Candidate}
	if k.Check(time.Time{}) != nil || t.Subject == "" {
		return Principal{}, ErrUnauthenticated // a token that makes nobody of anybody
	}
	return p, nil
}
