package client

import (
	"context"
	"crypto/rand"
	"iter"
	"net/http"
	"net/url"

	"tenon/api/wire"
	"tenon/profiles/identity"
)

// Identity reads who a candidate is, and the revision of that, for a purpose, which a candidate need not state of itself. The server
// writes the access down. A problem with the code no_consent: the candidate has not agreed to the purpose.
func (c *Client) Identity(ctx context.Context, id, purpose string) (*identity.Identity, string, error) {
	return readFor[identity.Identity](ctx, c, path("candidates", id, "identity"), forPurpose(purpose))
}

// IdentityOf is Identity of a candidate of another organisation, who shares with one's own.
func (c *Client) IdentityOf(ctx context.Context, org, id, purpose string) (*identity.Identity, error) {
	q := forPurpose(purpose)
	q.Set("org", org)
	out, _, err := readFor[identity.Identity](ctx, c, path("candidates", id, "identity"), q)
	return out, err
}

func forPurpose(purpose string) url.Values {
	if purpose == "" {
		return url.Values{}
	}
	return url.Values{"purpose": {purpose}}
}

// Consents are what a candidate has agreed to, with what was withdrawn.
func (c *Client) Consents(ctx context.Context, id string) ([]identity.Given, error) {
	out, err := fetch[wire.Consents](ctx, c, path("candidates", id, "consents"), nil)
	if err != nil {
		return nil, err
	}
	return out.Consents, nil
}

// Consent writes down that a candidate agrees to something.
func (c *Client) Consent(ctx context.Context, id string, to wire.NewConsent) (*identity.Given, error) {
	var out identity.Given
	_, err := c.Do(ctx, Request{Method: http.MethodPost, Path: path("candidates", id, "consents"), Body: to, Header: http.Header{"Idempotency-Key": {rand.Text()}}}, &out)
	if err != nil {
		return nil, err
	}
	return &out, nil
}

// Withdraw ends a consent.
func (c *Client) Withdraw(ctx context.Context, id, consent string) error {
	_, err := c.Do(ctx, Request{Method: http.MethodDelete, Path: path("candidates", id, "consents", consent)}, nil)
	return err
}

// Person is everything that is kept about a person; the server writes the access down.
func (c *Client) Person(ctx context.Context, id, purpose string) (*wire.Person, error) {
	return fetch[wire.Person](ctx, c, path("candidates", id, "export"), forPurpose(purpose))
}

// Erase takes a person out of everything.
func (c *Client) Erase(ctx context.Context, id string) (*wire.Erasure, error) {
	var out wire.Erasure
	if _, err := c.Do(ctx, Request{Method: http.MethodPost, Path: path("candidates", id, "erasure")}, &out); err != nil {
		return nil, err
	}
	return &out, nil
}

// Accesses goes through the log of access, of one candidate or, with "", of all. An error ends it.
func (c *Client) Accesses(ctx context.Context, candidate string) iter.Seq2[*identity.Access, error] {
	return pages(func(cursor string) ([]*identity.Access, string, error) {
		q := url.Values{"cursor": {cursor}, "limit": {"200"}}
		if candidate != "" {
			q.Set("candidate", candidate)
		}
		out, err := fetch[wire.Accesses](ctx, c, path("accesses"), q)
		if err != nil {
			return nil, "", err
		}
		return out.Accesses, out.Next, nil
	})
}
