package client

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"tenon/api/wire"
)

// Options say how to ask. The zero value does.
type Options struct {
	Key       string            // API key or token
	Transport http.RoundTripper // nil: http.DefaultTransport; see [InProcess]
	Retries   int               // how often a request is made again at most; 0: 3, negative: never
	Header    http.Header       // of every request
}

// Client asks one server. Safe for concurrent use.
type Client struct {
	base string
	http http.Client
	o    Options
}

// New returns a client of the server at a URL, such as http://127.0.0.1:8080.
func New(base string, o Options) (*Client, error) {
	u, err := url.Parse(base)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, fmt.Errorf("client: %q: want the URL of a server, as http://127.0.0.1:8080", base)
	}
	if o.Retries == 0 {
		o.Retries = 3
	}
	return &Client{base: strings.TrimSuffix(base, "/"), http: http.Client{Transport: o.Transport}, o: o}, nil
}

// Request is one request. Body is sent as JSON; Raw, if set, as it is, of the type Media.
type Request struct {
	Method, Path string
	Query        url.Values
	Header       http.Header
	Body         any
	Raw          io.Reader
	Media        string
}

// path escapes the parts of a path.
func path(parts ...string) string {
	for i := range parts {
		parts[i] = url.PathEscape(parts[i])
	}
	return "/v1/" + strings.Join(parts, "/")
}

// Do makes a request and reads the JSON of the answer into out, which may be nil. The error is a *wire.Problem where the server
// refuses.
func (c *Client) Do(ctx context.Context, q Request, out any) (http.Header, error) {
	r, err := c.Open(ctx, q)
	if err != nil {
		return nil, err
	}
	defer func() { _ = r.Body.Close() }() // what was read has been read
	if out == nil || r.StatusCode == http.StatusNoContent {
		_, err = io.Copy(io.Discard, r.Body)
		return r.Header, err
	}
	if err := json.NewDecoder(r.Body).Decode(out); err != nil {
		return r.Header, fmt.Errorf("%s %s: read the answer: %w", q.Method, q.Path, err)
	}
	return r.Header, nil
}

// Open makes a request and returns the answer to be read and closed by the caller.
func (c *Client) Open(ctx context.Context, q Request) (*http.Response, error) {
	var body []byte
	if q.Body != nil {
		var err error
		if body, err = json.Marshal(q.Body); err != nil {
			return nil, fmt.Errorf("%s %s: %w", q.Method, q.Path, err)
		}
		q.Media = "application/json"
	}
	for try := 0; ; try++ {
		r, err := c.once(ctx, &q, body)
		if err == nil && r.StatusCode < 400 {
			return r, nil
		}
		var wait time.Duration
		if err == nil {
			wait, err = refused(r)
		}
		if try >= c.o.Retries || !q.again(err) {
			return nil, fmt.Errorf("%s %s: %w", q.Method, q.Path, err)
		}
		if err := pause(ctx, max(wait, backoff(try))); err != nil {
			return nil, fmt.Errorf("%s %s: %w", q.Method, q.Path, err)
		}
	}
}

func (c *Client) once(ctx context.Context, q *Request, body []byte) (*http.Response, error) {
	target := c.base + q.Path
	if len(q.Query) > 0 {
		target += "?" + q.Query.Encode()
	}
	from := q.Raw
	if body != nil {
		from = bytes.NewReader(body)
	}
	r, err := http.NewRequestWithContext(ctx, q.Method, target, from)
	if err != nil {
		return nil, err
	}
	for _, h := range []http.Header{c.o.Header, q.Header} {
		for k, v := range h {
			r.Header[k] = v
		}
	}
	if q.Media != "" {
		r.Header.Set("Content-Type", q.Media)
	}
	if c.o.Key != "" {
		r.Header.Set("Authorization", "Bearer "+c.o.Key)
	}
	return c.http.Do(r)
}

// refused reads when to ask again, and the problem of an answer.
func refused(r *http.Response) (time.Duration, error) {
	defer func() { _ = r.Body.Close() }()
	p := &wire.Problem{Status: r.StatusCode, Title: http.StatusText(r.StatusCode)}
	b, err := io.ReadAll(io.LimitReader(r.Body, 1<<20))
	if err != nil || json.Unmarshal(b, p) != nil || p.Code == "" {
		p.Status, p.Code, p.Detail = r.StatusCode, "http_"+strconv.Itoa(r.StatusCode), "the answer is none of a Tenon server"
	}
	seconds, err := strconv.Atoi(r.Header.Get("Retry-After"))
	if err != nil {
		seconds = 0
	}
	return min(time.Duration(seconds)*time.Second, 30*time.Second), p
}

// again says whether a request may and should be made again after an error.
func (q *Request) again(err error) bool {
	if q.Raw != nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return false
	}
	var p *wire.Problem
	if errors.As(err, &p) && p.Status != http.StatusTooManyRequests && p.Status != http.StatusServiceUnavailable {
		return false
	}
	if p != nil && p.Status == http.StatusTooManyRequests {
		return true // it has not been done
	}
	switch q.Method {
	case http.MethodGet, http.MethodHead, http.MethodPut, http.MethodDelete:
		return true
	}
	return q.Header.Get("Idempotency-Key") != "" || q.reads()
}

// reads says that a POST asks and changes nothing.
func (q *Request) reads() bool {
	switch q.Path {
	case "/v1/rank", "/v1/rank/all", "/v1/score", "/v1/explain", "/v1/whatif", "/v1/gaps", "/v1/lint", "/v1/estimate":
		return true
	}
	return false
}

// backoff doubles, with chance, from 100 ms on.
func backoff(try int) time.Duration {
	d := 100 * time.Millisecond << min(try, 6)
	return d/2 + rand.N(d/2)
}

func pause(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}
