package auth

import (
	"errors"
	"net/http"
)

// Closed asks keys, then an issuer. While there is no key and no issuer it is open, which is for loopback alone: the first key that is
// made closes it at once.
type Closed struct {
	Keys   *Keys
	Issuer *OIDC // nil: none
}

// Authenticate implements [Authenticator].
func (c Closed) Authenticate(r *http.Request) (Principal, error) {
	open, err := c.Open()
	if err != nil {
		return Principal{}, err
	}
	if open {
		return Principal{}, ErrOpen
	}
	p, err := c.Keys.Authenticate(r)
	if errors.Is(err, ErrUnauthenticated) && c.Issuer != nil {
		return c.Issuer.Authenticate(r)
	}
	return p, err
}

// Open says whether nobody has to prove anything.
func (c Closed) Open() (bool, error) {
	if c.Issuer != nil {
		return false, nil
	}
	any, err := c.Keys.Any()
	return !any && err == nil, err
}
