package client

import (
	"context"
	"crypto/rand"
	"io"
	"iter"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"tenon/api/wire"
	"tenon/profiles"
	"tenon/profiles/identity"
	"tenon/profiles/intake"
)

// Written says of a write what its headers do.
type Written struct {
	Revision   string       // ETag of the record: the condition of the next replacement
	Seq        profiles.Seq // of the change: minSeq of later questions
	Searchable bool         // rankings and searches know of it
}

func writtenOf(h http.Header) Written {
	seq, err := strconv.ParseUint(h.Get("Tenon-Seq"), 10, 64)
	if err != nil {
		seq = 0 // of a server that does not say so
	}
	return Written{Revision: h.Get("ETag"), Seq: profiles.Seq(seq), Searchable: h.Get("Tenon-Searchable") == "true"}
}

// Searchable makes a write answer once rankings and searches know of it.
const Searchable = true

func waiting(wait bool) url.Values {
	if wait {
		return url.Values{"wait": {"searchable"}}
	}
	return url.Values{}
}

// Candidate reads a candidate and its revision.
func (c *Client) Candidate(ctx context.Context, id string) (*profiles.Candidate, string, error) {
	return read[profiles.Candidate](ctx, c, path("candidates", id))
}

// Role reads a role and its revision.
func (c *Client) Role(ctx context.Context, id string) (*profiles.Role, string, error) {
	return read[profiles.Role](ctx, c, path("roles", id))
}

func read[R any](ctx context.Context, c *Client, at string) (*R, string, error) {
	return readFor[R](ctx, c, at, nil)
}

func readFor[R any](ctx context.Context, c *Client, at string, q url.Values) (*R, string, error) {
	var out R
	h, err := c.Do(ctx, Request{Method: http.MethodGet, Path: at, Query: q}, &out)
	if err != nil {
		return nil, "", err
	}
	return &out, h.Get("ETag"), nil
}

// CreateCandidate creates a candidate, once also where the request is made again. The record that comes back has its id.
func (c *Client) CreateCandidate(ctx context.Context, x *profiles.Candidate, wait bool) (*profiles.Candidate, Written, error) {
	return create(ctx, c, path("candidates"), x, wait)
}

// CreateRole creates a role, once also where the request is made again. The record that comes back has its id.
func (c *Client) CreateRole(ctx context.Context, x *profiles.Role, wait bool) (*profiles.Role, Written, error) {
	return create(ctx, c, path("roles"), x, wait)
}

func create[R any](ctx context.Context, c *Client, at string, x *R, wait bool) (*R, Written, error) {
	var out R
	h, err := c.Do(ctx, Request{Method: http.MethodPost, Path: at, Query: waiting(wait), Body: x, Header: http.Header{"Idempotency-Key": {rand.Text()}}}, &out)
	if err != nil {
		return nil, Written{}, err
	}
	return &out, writtenOf(h), nil
}

// ReplaceCandidate replaces a candidate at a revision; "" creates one under the id of the record.
func (c *Client) ReplaceCandidate(ctx context.Context, x *profiles.Candidate, revision string, wait bool) (Written, error) {
	return c.replace(ctx, path("candidates", x.ID), x, revision, wait)
}

// ReplaceRole replaces a role at a revision; "" creates one under the id of the record.
func (c *Client) ReplaceRole(ctx context.Context, x *profiles.Role, revision string, wait bool) (Written, error) {
	return c.replace(ctx, path("roles", x.ID), x, revision, wait)
}

// ReplaceIdentity says who a candidate is; "" is the revision where nothing was said yet.
func (c *Client) ReplaceIdentity(ctx context.Context, x *identity.Identity, revision string) (Written, error) {
	return c.replace(ctx, path("candidates", x.ID, "identity"), x, revision, false)
}

func (c *Client) replace(ctx context.Context, at string, x any, revision string, wait bool) (Written, error) {
	cond := http.Header{"If-Match": {revision}}
	if revision == "" {
		cond = http.Header{"If-None-Match": {"*"}}
	}
	h, err := c.Do(ctx, Request{Method: http.MethodPut, Path: at, Query: waiting(wait), Body: x, Header: cond}, nil)
	return writtenOf(h), err
}

// Correct changes a record (kind candidate or role) by a JSON patch.
func (c *Client) Correct(ctx context.Context, kind profiles.Kind, id string, ops []profiles.Operation, wait bool) (Written, error) {
	h, err := c.Do(ctx, Request{Method: http.MethodPatch, Path: path(kind.String()+"s", id), Query: waiting(wait), Body: ops}, nil)
	return writtenOf(h), err
}

// Delete deletes a record with all that belongs to it. A revision of "" is any.
func (c *Client) Delete(ctx context.Context, kind profiles.Kind, id, revision string, wait bool) error {
	h := http.Header{}
	if revision != "" {
		h.Set("If-Match", revision)
	}
	_, err := c.Do(ctx, Request{Method: http.MethodDelete, Path: path(kind.String()+"s", id), Query: waiting(wait), Header: h}, nil)
	return err
}

// Candidates goes through all candidates by id. An error ends it.
func (c *Client) Candidates(ctx context.Context) iter.Seq2[*profiles.Candidate, error] {
	return pages(func(cursor string) ([]*profiles.Candidate, string, error) {
		var p wire.Candidates
		_, err := c.Do(ctx, Request{Method: http.MethodGet, Path: path("candidates"), Query: url.Values{"cursor": {cursor}, "limit": {"200"}}}, &p)
		return p.Candidates, p.Next, err
	})
}

// Roles goes through all roles by id. An error ends it.
func (c *Client) Roles(ctx context.Context) iter.Seq2[*profiles.Role, error] {
	return pages(func(cursor string) ([]*profiles.Role, string, error) {
		var p wire.Roles
		_, err := c.Do(ctx, Request{Method: http.MethodGet, Path: path("roles"), Query: url.Values{"cursor": {cursor}, "limit": {"200"}}}, &p)
		return p.Roles, p.Next, err
	})
}

// pages makes one sequence of pages.
func pages[T any](fetch func(cursor string) ([]T, string, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for cursor := ""; ; {
			page, next, err := fetch(cursor)
			if err != nil {
				var none T
				yield(none, err)
				return
			}
			for _, x := range page {
				if !yield(x, nil) {
					return
				}
			}
			if next == "" {
				return
			}
			cursor = next
		}
	}
}

// Upload says how a file is imported.
type Upload struct {
	Name   string // of the file
	Kind   profiles.Kind
	ID     string // of its record, where it has none
	DryRun bool
	Show   bool // answer what was understood
	Wait   bool
}

// Import uploads one file of any format.
func (c *Client) Import(ctx context.Context, file io.Reader, u Upload) (*wire.Imported, error) {
	q := waiting(u.Wait)
	for k, v := range map[string]string{"name": u.Name, "id": u.ID, "kind": u.Kind.String()} {
		if v != "" && (k != "kind" || u.Kind != 0) {
			q.Set(k, v)
		}
	}
	for k, v := range map[string]bool{"dryRun": u.DryRun, "show": u.Show} {
		if v {
			q.Set(k, "true")
		}
	}
	var out wire.Imported
	_, err := c.Do(ctx, Request{Method: http.MethodPost, Path: "/v1/imports", Query: q, Raw: file, Media: "application/octet-stream"}, &out)
	return &out, err
}

// Load streams records in, one a line (kind candidate or role). Sent again with the same key, records without an id replace themselves.
func (c *Client) Load(ctx context.Context, kind profiles.Kind, lines io.Reader, key string, wait bool) (*intake.Report, error) {
	h := http.Header{}
	if key != "" {
		h.Set("Idempotency-Key", key)
	}
	var out intake.Report
	_, err := c.Do(ctx, Request{Method: http.MethodPost, Path: path("bulk", kind.String()+"s"), Query: waiting(wait), Raw: lines, Media: "application/x-ndjson", Header: h}, &out)
	return &out, err
}

// Dump streams all records of a kind out, one a line; the caller closes it. The format is tenon, jsonresume or jobposting.
func (c *Client) Dump(ctx context.Context, kind profiles.Kind, format string) (io.ReadCloser, error) {
	r, err := c.Open(ctx, Request{Method: http.MethodGet, Path: path("bulk", kind.String()+"s"), Query: url.Values{"format": {strings.ToLower(format)}}})
	if err != nil {
		return nil, err
	}
	return r.Body, nil
}
