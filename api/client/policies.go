package client

import (
	"context"
	"net/http"

	"tenon/api/wire"
)

// Policies are the shipped policies, and those of the organisation.
func (c *Client) Policies(ctx context.Context) ([]wire.Policy, error) {
	out, err := fetch[wire.Policies](ctx, c, path("policies"), nil)
	if err != nil {
		return nil, err
	}
	return out.Policies, nil
}

// ReplacePolicy makes or changes a policy of one's own.
func (c *Client) ReplacePolicy(ctx context.Context, name string, x wire.NewPolicy) (*wire.Policy, error) {
	var out wire.Policy
	if _, err := c.Do(ctx, Request{Method: http.MethodPut, Path: path("policies", name), Body: x}, &out); err != nil {
		return nil, err
	}
	return &out, nil
}

// DeletePolicy deletes a policy of one's own.
func (c *Client) DeletePolicy(ctx context.Context, name string) error {
	_, err := c.Do(ctx, Request{Method: http.MethodDelete, Path: path("policies", name)}, nil)
	return err
}
