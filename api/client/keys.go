package client

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

	"tenon/api/wire"
)

// Me says who the client is to the server, and what it may call.
func (c *Client) Me(ctx context.Context) (*wire.Me, error) {
	var out wire.Me
	_, err := c.Do(ctx, Request{Method: http.MethodGet, Path: path("me")}, &out)
	return &out, err
}

// Keys are the API keys of the organisation, without their texts.
func (c *Client) Keys(ctx context.Context) ([]wire.Key, error) {
	var out wire.Keys
	_, err := c.Do(ctx, Request{Method: http.MethodGet, Path: path("keys")}, &out)
	return out.Keys, err
}

// CreateKey makes a key. Its text is in the answer, and nowhere else.
func (c *Client) CreateKey(ctx context.Context, x wire.NewKey) (*wire.Key, error) {
	var out wire.Key
	_, err := c.Do(ctx, Request{Method: http.MethodPost, Path: path("keys"), Body: x}, &out)
	return &out, err
}

// RotateKey gives a key a new secret, whose text is in the answer. The old one counts for so many hours.
func (c *Client) RotateKey(ctx context.Context, id string, grace int) (*wire.Key, error) {
	var out wire.Key
	_, err := c.Do(ctx, Request{Method: http.MethodPost, Path: path("keys", id, "rotation"), Query: url.Values{"grace": {strconv.Itoa(grace)}}}, &out)
	return &out, err
}

// RevokeKey ends a key at once.
func (c *Client) RevokeKey(ctx context.Context, id string) error {
	_, err := c.Do(ctx, Request{Method: http.MethodDelete, Path: path("keys", id)}, nil)
	return err
}
