package web

import (
	"net/http"
	"net/url"

	"tenon/api/wire"
)

// startView is the first page: what there is, and where to begin.
type startView struct {
	Candidates, Roles int // how many the page shows as examples
	Examples          []example
	Empty             bool
	Sample            bool // there is a sample to load
}

type example struct{ Href, Title, Note string }

var startPage = page("start.html")

func (p *Pages) start(w http.ResponseWriter, r *http.Request) {
	var d startView
	var roles wire.Roles
	var candidates wire.Candidates
	if err := p.ask(r, http.MethodGet, "/v1/roles?limit=4", nil, &roles); err != nil && !forbidden(err) {
		p.failed(w, r, err)
		return
	}
	if err := p.ask(r, http.MethodGet, "/v1/candidates?limit=4", nil, &candidates); err != nil && !forbidden(err) {
		p.failed(w, r, err)
		return
	}
	d.Empty = len(roles.Roles)+len(candidates.Candidates) == 0
	d.Sample = len(p.sample.names) > 0
	if readSettings(r).Perspective == perspectiveEmployer {
		for _, x := range roles.Roles {
			d.Examples = append(d.Examples, example{"/rank?role=" + url.QueryEscape(x.ID), x.Title.Name, x.Employer.Name})
		}
	} else {
		for _, x := range candidates.Candidates {
			d.Examples = append(d.Examples, example{"/match?candidate=" + url.QueryEscape(x.ID), called(x), place(x.Place)})
		}
	}
	p.render(w, r, http.StatusOK, startPage, "", "start.title", &d)
}

// forbidden says that the one who asks may not see something: the page shows the rest.
func forbidden(err error) bool {
	problem := problemOf(err)
	return problem != nil && (problem.Status == http.StatusForbidden || problem.Status == http.StatusNotFound)
}
