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

// ReplaceIdentity says who a candidate is; "" is the revision where nothing was said yet.
func (c *Client) ReplaceIdentity(ctx context.Context, x *identity.Identity, revision string) (Written, error) {
	return c.replace(ctx, path("candidates", x.ID, "identity"), x, revision, false)
}

// DeleteIdentity forgets who a candidate is. A revision of "" is any.
func (c *Client) DeleteIdentity(ctx context.Context, id, revision string) error {
	return c.remove(ctx, path("candidates", id, "identity"), revision, false)
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
	_, err := c.Do(ctx, Request{Method: http.MethodPost, Path: path("candidates", id, "consents"), Body: to, Header: once(rand.Text())}, &out)
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
		out, err := fetch[wire.Accesses](ctx, c, path("accesses"), paging(cursor, "candidate", candidate))
		if err != nil {
			return nil, "", err
		}
		return out.Accesses, out.Next, nil
	})
}
