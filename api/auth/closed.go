package auth

import (
	"errors"
	"net/http"
	"time"
)

// Closed asks keys, then an issuer. While there is no key and no issuer it is open, which is for loopback alone: the first key that is
// made closes it at once.
type Closed struct {
	Keys   *Keys
	Issuer *OIDC // nil: none
}

// Authenticate implements [Authenticator].
func (c Closed) Authenticate(r *http.Request) (Principal, error) {
	p, _, _, err := c.prove(r)
	return p, err
}

// prove is Authenticate, with the hash of the secret where a key was shown, and when the key or token stops counting, zero for never.
func (c Closed) prove(r *http.Request) (p Principal, secret string, until time.Time, err error) {
	open, err := c.Open()
	if err != nil {
		return Principal{}, "", time.Time{}, err
	}
	if open {
		return Principal{}, "", time.Time{}, ErrOpen
	}
	p, secret, until, err = c.Keys.prove(r)
	if errors.Is(err, ErrUnauthenticated) && c.Issuer != nil {
		p, until, err = c.Issuer.prove(r)
	}
	return p, secret, until, err
}

// Open says whether nobody has to prove anything.
func (c Closed) Open() (bool, error) {
	if c.Issuer != nil {
		return false, nil
	}
	any, err := c.Keys.Any()
	return !any && err == nil, err
}
