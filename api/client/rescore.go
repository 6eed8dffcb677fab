package client

import (
	"bufio"
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"

	"tenon/api/wire"
)

// StartRescore starts a run that brings the kept lists up to date.
func (c *Client) StartRescore(ctx context.Context, q wire.RescoreRequest) (*wire.Rescore, error) {
	var out wire.Rescore
	_, err := c.Do(ctx, Request{Method: http.MethodPost, Path: path("rescores"), Body: q, Header: http.Header{"Idempotency-Key": {rand.Text()}}}, &out)
	return &out, err
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

// WatchRescore follows a run and returns what it is at its end; on, which may be nil, is told how far it is.
func (c *Client) WatchRescore(ctx context.Context, id string, on func(wire.Rescore)) (*wire.Rescore, error) {
	r, err := c.Open(ctx, Request{Method: http.MethodGet, Path: path("rescores", id, "progress")})
	if err != nil {
		return nil, err
	}
	defer func() { _ = r.Body.Close() }() // the last event has been read
	var x wire.Rescore
	lines := bufio.NewScanner(r.Body)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		data, ok := strings.CutPrefix(lines.Text(), "data: ")
		if !ok {
			continue
		}
		if err := json.Unmarshal([]byte(data), &x); err != nil {
			return nil, fmt.Errorf("follow run %s: %w", id, err)
		}
		if on != nil {
			on(x)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("follow run %s: %w", id, err)
	}
	if x.State == wire.JobRunning || x.State == "" {
		return nil, fmt.Errorf("follow run %s: %w", id, io.ErrUnexpectedEOF)
	}
	return &x, nil
}
