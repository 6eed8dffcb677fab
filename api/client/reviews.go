package client

import (
	"context"
	"iter"
	"net/http"
	"net/url"

	"tenon/api/wire"
	"tenon/profiles"
)

// Reviews goes through what people made of the candidates for a role, or for all roles where role is "". An error ends it.
func (c *Client) Reviews(ctx context.Context, role string) iter.Seq2[*profiles.Review, error] {
	return pages(func(cursor string) ([]*profiles.Review, string, error) {
		var p wire.Reviews
		_, err := c.Do(ctx, Request{Method: http.MethodGet, Path: path("reviews"), Query: paging(cursor, "role", role)}, &p)
		return p.Reviews, p.Next, err
	})
}

// ofOrg says whose candidate it is, where it is not of the own organisation.
func ofOrg(org *string) url.Values {
	if org == nil {
		return url.Values{}
	}
	return url.Values{"candidateOrg": {*org}}
}

// ReviewsOf are the reviews that there are of some candidates of an organisation, nil for the own one, for a role.
func (c *Client) ReviewsOf(ctx context.Context, role string, org *string, candidates []string) ([]*profiles.Review, error) {
	var p wire.Reviews
	q := ofOrg(org)
	q["role"], q["candidate"] = []string{role}, candidates
	_, err := c.Do(ctx, Request{Method: http.MethodGet, Path: path("reviews"), Query: q}, &p)
	return p.Reviews, err
}

// ReviewCounts are shortlists and decisions in numbers, by role.
func (c *Client) ReviewCounts(ctx context.Context) ([]wire.ReviewCount, error) {
	out, err := fetch[wire.ReviewCounts](ctx, c, path("reviews", "counts"), nil)
	if err != nil {
		return nil, err
	}
	return out.Roles, nil
}

// Review is what people made of a candidate of an organisation, nil for the own one, for a role.
func (c *Client) Review(ctx context.Context, role string, org *string, candidate string) (*profiles.Review, error) {
	var r profiles.Review
	_, err := c.Do(ctx, Request{Method: http.MethodGet, Path: path("roles", role, "reviews", candidate), Query: ofOrg(org)}, &r)
	return &r, err
}

// ChangeReview adds to the review of a candidate of an organisation, nil for the own one, for a role and returns it as it is then. Sent
// again with the same key it changes nothing more.
func (c *Client) ChangeReview(ctx context.Context, role string, org *string, candidate string, x wire.ReviewChange, key string) (*profiles.Review, error) {
	var r profiles.Review
	_, err := c.Do(ctx, Request{Method: http.MethodPatch, Path: path("roles", role, "reviews", candidate), Query: ofOrg(org), Body: x, Header: once(key)}, &r)
	return &r, err
}

// DeleteReview forgets the review of a candidate of an organisation, nil for the own one, for a role.
func (c *Client) DeleteReview(ctx context.Context, role string, org *string, candidate string) error {
	_, err := c.Do(ctx, Request{Method: http.MethodDelete, Path: path("roles", role, "reviews", candidate), Query: ofOrg(org)}, nil)
	return err
}
