package web

import (
	"errors"
	"io"
	"net/http"
	"net/url"

	"tenon/api/client"
	"tenon/api/wire"
)

// ask calls an operation of /v1 as the one whose request is r, and reads the answer into out. What the API refuses is a *wire.Problem.
func (p *Pages) ask(r *http.Request, method, path string, body, out any) error {
	return p.do(r, client.Request{Method: method, Body: body}, path, out)
}

// send is ask with a body that is no JSON.
func (p *Pages) send(r *http.Request, path, media string, body io.Reader, out any) error {
	return p.do(r, client.Request{Method: http.MethodPost, Raw: body, Media: media}, path, out)
}

func (p *Pages) do(r *http.Request, q client.Request, path string, out any) error {
	return p.with(r, p.sign(r), q, path, out)
}

// with asks with headers that say who does.
func (p *Pages) with(r *http.Request, who http.Header, q client.Request, path string, out any) error {
	c, err := p.client(r, who)
	if err != nil {
		return err
	}
	u, err := url.Parse(path)
	if err != nil {
		return err
	}
	q.Path, q.Query = u.EscapedPath(), u.Query()
	_, err = c.Do(r.Context(), q, out)
	return err
}

// client asks as the one whose request is r, of the API of this process under the host that the page was asked under.
func (p *Pages) client(r *http.Request, who http.Header) (*client.Client, error) {
	return client.New("http://"+r.Host, client.Options{Transport: client.InProcess(p.api), Retries: -1, Header: who})
}

// failed is the page of an error of ask.
func (p *Pages) failed(w http.ResponseWriter, r *http.Request, err error) {
	problem := problemOf(err)
	if problem == nil {
		p.fault(w, r, http.StatusInternalServerError, err)
		return
	}
	p.fault(w, r, problem.Status, problem)
}

// problemOf is what the API refused, nil where it did not.
func problemOf(err error) *wire.Problem {
	var problem *wire.Problem
	errors.As(err, &problem)
	return problem
}
