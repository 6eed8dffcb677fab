package web

import (
	"net/http"
	"net/url"

	"tenon/api/wire"
	"tenon/profiles"
)

// chooseView lists records of a kind, to look at one.
type chooseView struct {
	Kind       profiles.Kind
	Candidates []*profiles.Candidate
	Roles      []*profiles.Role
	Next       string
}

var choosePage = page("choose.html")

// choose asks for whom to rank, where an address does not say.
func (p *Pages) choose(w http.ResponseWriter, r *http.Request, kind profiles.Kind) {
	d := chooseView{Kind: kind}
	q := url.Values{"limit": {"24"}}
	if c := r.URL.Query().Get("cursor"); c != "" {
		q.Set("cursor", c)
	}
	var err error
	next := ""
	if kind == profiles.KindRole {
		var got wire.Roles
		err = p.ask(r, http.MethodGet, "/v1/roles?"+q.Encode(), nil, &got)
		d.Roles, next = got.Roles, got.Next
	} else {
		var got wire.Candidates
		err = p.ask(r, http.MethodGet, "/v1/candidates?"+q.Encode(), nil, &got)
		d.Candidates, next = got.Candidates, got.Next
	}
	if err != nil {
		p.failed(w, r, err)
		return
	}
	if next != "" {
		d.Next = "?" + url.Values{"cursor": {next}}.Encode()
	}
	p.render(w, r, http.StatusOK, choosePage, "", "choose.title", &d)
}
