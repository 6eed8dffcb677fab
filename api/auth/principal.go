package auth

import (
	"context"
	"errors"
	"net/http"
)

// Role is what a principal may be.
type Role string

// The roles. Anyone is nobody's role: it stands in the table of permissions for operations that need none.
const (
	Anyone    Role = "anyone"
	Admin     Role = "admin"     // everything of its organisation
	Recruiter Role = "recruiter" // the organisation's roles, and the candidates that it may see
	Candidate Role = "candidate" // the own record, and open roles
	Batch     Role = "batch"     // bulk in and out, re-scoring
	Auditor   Role = "auditor"   // numbers, and nobody's identity
)

// Roles are all that a principal can have.
func Roles() []Role { return []Role{Admin, Recruiter, Candidate, Batch, Auditor} }

// Principal is who asks.
type Principal struct {
	Org       string // "" is the only organisation of an embedded store
	Role      Role
	ID        string // of the key, or the subject of a token: for limits and the log of access; never a name
	Candidate string // the own record of a candidate
}

// Local is who asks over loopback where no authentication is set up.
func Local() Principal { return Principal{Role: Admin, ID: "local"} }

// ErrOpen says that nobody has to prove anything: there are no keys and there is no issuer.
var ErrOpen = errors.New("no authentication is set up")

// ErrUnauthenticated says that a request does not prove who asks.
var ErrUnauthenticated = errors.New("no valid key or token")

// Authenticator makes the principal of a request. The error is [ErrUnauthenticated], or why it cannot be told now.
type Authenticator interface {
	Authenticate(r *http.Request) (Principal, error)
}

type contextKey struct{}

// With puts a principal into a context.
func With(ctx context.Context, p Principal) context.Context {
	return context.WithValue(ctx, contextKey{}, p)
}

// From is the principal of a context: one without organisation and role, who may do nothing, where there is none.
func From(ctx context.Context) Principal {
	p, _ := ctx.Value(contextKey{}).(Principal)
	return p
}
