package client

import (
	"context"
	"crypto/rand"
	"iter"
	"net/http"

	"tenon/api/wire"
	"tenon/profiles"
)

// CreateSearch keeps a standing search and returns it with its id.
func (c *Client) CreateSearch(ctx context.Context, x *profiles.Search) (*profiles.Search, error) {
	var out profiles.Search
	_, err := c.Do(ctx, Request{Method: http.MethodPost, Path: path("searches"), Body: x, Header: once(rand.Text())}, &out)
	return &out, err
}

// StandingSearch reads a standing search and its revision.
func (c *Client) StandingSearch(ctx context.Context, id string) (*profiles.Search, string, error) {
	return read[profiles.Search](ctx, c, path("searches", id))
}

// ReplaceSearch replaces a standing search at a revision; "" creates one under its id.
func (c *Client) ReplaceSearch(ctx context.Context, x *profiles.Search, revision string) (Written, error) {
	return c.replace(ctx, path("searches", x.ID), x, revision, false)
}

// Searches goes through all standing searches by id. An error ends it.
func (c *Client) Searches(ctx context.Context) iter.Seq2[*profiles.Search, error] {
	return pages(func(cursor string) ([]*profiles.Search, string, error) {
		var p wire.Searches
		_, err := c.Do(ctx, Request{Method: http.MethodGet, Path: path("searches"), Query: paging(cursor, "")}, &p)
		return p.Searches, p.Next, err
	})
}

// Matches are what a standing search matches now, the best first, at most so many; limit 0 is 50.
func (c *Client) Matches(ctx context.Context, id string, limit int) (*wire.Matches, error) {
	var out wire.Matches
	_, err := c.Do(ctx, Request{Method: http.MethodGet, Path: path("searches", id, "matches"), Query: limited(limit)}, &out)
	return &out, err
}

// DeleteSearch ends a standing search.
func (c *Client) DeleteSearch(ctx context.Context, id string) error {
	_, err := c.Do(ctx, Request{Method: http.MethodDelete, Path: path("searches", id)}, nil)
	return err
}
