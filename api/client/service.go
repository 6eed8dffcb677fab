package client

import (
	"context"
	"encoding/json"
	"net/http"

	"tenon/api/wire"
)

// Healthy says whether the process answers; nil: it does.
func (c *Client) Healthy(ctx context.Context) error {
	_, err := c.Do(ctx, Request{Method: http.MethodGet, Path: "/healthz"}, nil)
	return err
}

// Ready says how far text and columns are behind the store. The error has the code unavailable while that is too far.
func (c *Client) Ready(ctx context.Context) (*wire.Ready, error) {
	return fetch[wire.Ready](ctx, c, "/readyz", nil)
}

// State is what is stored, and how it is.
func (c *Client) State(ctx context.Context) (*wire.State, error) {
	return fetch[wire.State](ctx, c, path("state"), nil)
}

// Document is the OpenAPI document of the server.
func (c *Client) Document(ctx context.Context) (json.RawMessage, error) {
	out, err := fetch[json.RawMessage](ctx, c, "/openapi.json", nil)
	if err != nil {
		return nil, err
	}
	return *out, nil
}

// SignIn makes a session that stands for the client's key or token, for a program that is not to keep that: its text is the Key of
// another client.
func (c *Client) SignIn(ctx context.Context) (*wire.Session, error) {
	var out wire.Session
	if _, err := c.Do(ctx, Request{Method: http.MethodPost, Path: path("sessions")}, &out); err != nil {
		return nil, err
	}
	return &out, nil
}

// SignOut ends the session that is the client's key.
func (c *Client) SignOut(ctx context.Context) error {
	_, err := c.Do(ctx, Request{Method: http.MethodDelete, Path: path("sessions", "current")}, nil)
	return err
}
