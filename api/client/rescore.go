package client

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"net/http"

	"tenon/api/wire"
	"tenon/profiles"
)

// StartRescore starts a run that brings the kept lists up to date.
func (c *Client) StartRescore(ctx context.Context, q wire.RescoreRequest) (*wire.Rescore, error) {
	var out wire.Rescore
	_, err := c.Do(ctx, Request{Method: http.MethodPost, Path: path("rescores"), Body: q, Header: once(rand.Text())}, &out)
	return &out, err
}

// Rescore is a run as it is now.
func (c *Client) Rescore(ctx context.Context, id string) (*wire.Rescore, error) {
	return fetch[wire.Rescore](ctx, c, path("rescores", id), nil)
}

// Rescores are the runs since the server started, the newest first.
func (c *Client) Rescores(ctx context.Context) ([]wire.Rescore, error) {
	out, err := fetch[wire.Rescores](ctx, c, path("rescores"), nil)
	if err != nil {
		return nil, err
	}
	return out.Rescores, nil
}

// CancelRescore cancels a run.
func (c *Client) CancelRescore(ctx context.Context, id string) error {
	_, err := c.Do(ctx, Request{Method: http.MethodDelete, Path: path("rescores", id)}, nil)
	return err
}

// WatchRescore follows a run and returns what it is at its end; on, which may be nil, is told how far it is. A stream that breaks off is
// taken up again.
func (c *Client) WatchRescore(ctx context.Context, id string, on func(wire.Rescore)) (*wire.Rescore, error) {
	for e, err := range c.events(ctx, path("rescores", id, "progress"), nil) {
		if err != nil {
			return nil, fmt.Errorf("follow run %s: %w", id, err)
		}
		var x wire.Rescore
		if err := json.Unmarshal(e.data, &x); err != nil {
			return nil, fmt.Errorf("follow run %s: %w", id, err)
		}
		if on != nil {
			on(x)
		}
		if x.State != wire.JobRunning {
			return &x, nil
		}
	}
	return nil, fmt.Errorf("follow run %s: %w", id, io.ErrUnexpectedEOF)
}

// Moves are who moved in the last run, and why: in the list of a role or of a candidate, in all lists of a kind where id is "", in all
// lists where kind is 0. At most so many; limit 0 is 50.
func (c *Client) Moves(ctx context.Context, kind profiles.Kind, id string, limit int) (*wire.Moves, error) {
	q := limited(limit)
	if kind != 0 {
		q.Set("list", kind.String())
	}
	if id != "" {
		q.Set("id", id)
	}
	return fetch[wire.Moves](ctx, c, path("moves"), q)
}
