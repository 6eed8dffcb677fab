package client

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"iter"
	"net/http"
	"net/url"
	"strconv"

	"tenon/api/wire"
	"tenon/profiles"
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

// CandidateOf reads a candidate of another organisation, as org of a result names it.
func (c *Client) CandidateOf(ctx context.Context, org, id string) (*profiles.Candidate, string, error) {
	return readFor[profiles.Candidate](ctx, c, path("candidates", id), url.Values{"org": {org}})
}

// RoleOf reads a role of another organisation, as org of a result names it.
func (c *Client) RoleOf(ctx context.Context, org, id string) (*profiles.Role, string, error) {
	return readFor[profiles.Role](ctx, c, path("roles", id), url.Values{"org": {org}})
}

// JSONResume reads a candidate as JSON Resume; with a purpose with who it is, as [Client.Identity] does.
func (c *Client) JSONResume(ctx context.Context, id, purpose string) (json.RawMessage, error) {
	q := forPurpose(purpose)
	if purpose != "" {
		q.Set("identity", "true")
	}
	x, _, err := readFor[json.RawMessage](ctx, c, path("candidates", id, "jsonresume"), q)
	if err != nil {
		return nil, err
	}
	return *x, nil
}

// JobPosting reads a role as a JobPosting of schema.org.
func (c *Client) JobPosting(ctx context.Context, id string) (json.RawMessage, error) {
	x, _, err := read[json.RawMessage](ctx, c, path("roles", id, "jobposting"))
	if err != nil {
		return nil, err
	}
	return *x, nil
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
	h, err := c.Do(ctx, Request{Method: http.MethodPost, Path: at, Query: waiting(wait), Body: x, Header: once(rand.Text())}, &out)
	if err != nil {
		return nil, Written{}, err
	}
	return &out, writtenOf(h), nil
}

// once is the header that makes a request happen once, however often it is made; none of no key.
func once(key string) http.Header {
	if key == "" {
		return http.Header{}
	}
	return http.Header{"Idempotency-Key": {key}}
}

// ReplaceCandidate replaces a candidate at a revision; "" creates one under the id of the record.
func (c *Client) ReplaceCandidate(ctx context.Context, x *profiles.Candidate, revision string, wait bool) (Written, error) {
	return c.replace(ctx, path("candidates", x.ID), x, revision, wait)
}

// ReplaceRole replaces a role at a revision; "" creates one under the id of the record.
func (c *Client) ReplaceRole(ctx context.Context, x *profiles.Role, revision string, wait bool) (Written, error) {
	return c.replace(ctx, path("roles", x.ID), x, revision, wait)
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
	return c.remove(ctx, path(kind.String()+"s", id), revision, wait)
}

func (c *Client) remove(ctx context.Context, at, revision string, wait bool) error {
	h := http.Header{}
	if revision != "" {
		h.Set("If-Match", revision)
	}
	_, err := c.Do(ctx, Request{Method: http.MethodDelete, Path: at, Query: waiting(wait), Header: h}, nil)
	return err
}

// Candidates goes through all candidates by id, or through those of some ids in their order, as far as they are there. An error ends it.
func (c *Client) Candidates(ctx context.Context, ids ...string) iter.Seq2[*profiles.Candidate, error] {
	return pages(func(cursor string) ([]*profiles.Candidate, string, error) {
		var p wire.Candidates
		_, err := c.Do(ctx, Request{Method: http.MethodGet, Path: path("candidates"), Query: paging(cursor, "id", ids...)}, &p)
		return p.Candidates, p.Next, err
	})
}

// Roles goes through roles as [Client.Candidates] does through candidates.
func (c *Client) Roles(ctx context.Context, ids ...string) iter.Seq2[*profiles.Role, error] {
	return pages(func(cursor string) ([]*profiles.Role, string, error) {
		var p wire.Roles
		_, err := c.Do(ctx, Request{Method: http.MethodGet, Path: path("roles"), Query: paging(cursor, "id", ids...)}, &p)
		return p.Roles, p.Next, err
	})
}

// paging are the parameters of a page, with one more where it has values.
func paging(cursor, name string, values ...string) url.Values {
	q := url.Values{"cursor": {cursor}, "limit": {"200"}}
	for _, v := range values {
		if v != "" {
			q.Add(name, v)
		}
	}
	return q
}

// limited is the parameter of how much is asked for; 0 is what the server gives by itself.
func limited(n int) url.Values {
	if n == 0 {
		return url.Values{}
	}
	return url.Values{"limit": {strconv.Itoa(n)}}
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
