package web

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"

	"tenon/api/wire"
)

// ask calls an operation of /v1 as the one whose request is r: body becomes JSON unless it is an io.Reader with its own type, and the
// answer is read into out, unless that is nil. What the API refuses is a *wire.Problem.
func (p *Pages) ask(r *http.Request, method, path string, body, out any) error {
	var from io.Reader
	media := "application/json"
	switch b := body.(type) {
	case nil:
	case upload:
		from, media = b.Reader, b.media
	default:
		j, err := json.Marshal(b)
		if err != nil {
			return fmt.Errorf("ask %s: %w", path, err)
		}
		from = bytes.NewReader(j)
	}
	q, err := http.NewRequestWithContext(context.WithoutCancel(r.Context()), method, "http://"+r.Host+path, from)
	if err != nil {
		return fmt.Errorf("ask %s: %w", path, err)
	}
	q = q.WithContext(r.Context())
	q.RemoteAddr, q.TLS, q.Host = r.RemoteAddr, r.TLS, r.Host
	q.Header.Set("Accept", "application/json")
	if from != nil {
		q.Header.Set("Content-Type", media)
	}
	p.sign(r, q)
	w := &answer{header: http.Header{}, status: http.StatusOK}
	p.api.ServeHTTP(w, q)
	if w.status >= http.StatusBadRequest {
		problem := &wire.Problem{}
		if err := json.Unmarshal(w.body.Bytes(), problem); err != nil || problem.Status == 0 {
			return &wire.Problem{Title: http.StatusText(w.status), Status: w.status, Code: wire.CodeInternal}
		}
		return problem
	}
	if out == nil {
		return nil
	}
	if err := json.Unmarshal(w.body.Bytes(), out); err != nil {
		return fmt.Errorf("ask %s: %w", path, err)
	}
	return nil
}

// upload is a body with its media type.
type upload struct {
	io.Reader
	media string
}

// answer keeps what the API writes.
type answer struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (a *answer) Header() http.Header { return a.header }

// WriteHeader implements http.ResponseWriter.
func (a *answer) WriteHeader(status int) { a.status = status }

func (a *answer) Write(b []byte) (int, error) { return a.body.Write(b) }

// failed is the page of an error of ask.
func (p *Pages) failed(w http.ResponseWriter, r *http.Request, err error) {
	var problem *wire.Problem
	if !errors.As(err, &problem) {
		p.fault(w, r, http.StatusInternalServerError, err)
		return
	}
	p.fault(w, r, problem.Status, errors.New(told(problem)))
}

// told is what a problem says to a person.
func told(p *wire.Problem) string {
	s := p.Detail
	for _, e := range p.Errors {
		if s != "" {
			s += "; "
		}
		s += e.Error()
	}
	return s
}
