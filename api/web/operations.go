package web

import (
	"net/http"
	"net/url"

	"tenon/api/wire"
	"tenon/engine/batch"
	"tenon/profiles"
)

// operationsView is what somebody who runs Tenon looks at.
type operationsView struct {
	Ready    *ready
	Fault    string // why it is not ready
	Runs     []wire.Rescore
	Events   []batch.Event
	Policies []wire.Policy
	Going    bool // a run is going on: the page asks again
}

// ready is the answer of /readyz.
type ready struct {
	Status string       `json:"status"`
	Seq    profiles.Seq `json:"seq"`
	Lag    profiles.Seq `json:"lag"`
}

var operationsPage = page("operations.html")

func (p *Pages) operations(w http.ResponseWriter, r *http.Request) {
	var d operationsView
	d.Ready = &ready{}
	if err := p.ask(r, http.MethodGet, "/readyz", nil, d.Ready); err != nil {
		d.Fault = err.Error()
		if problem := problemOf(err); problem != nil {
			d.Fault = told(problem)
		}
	}
	var runs wire.Rescores
	if err := p.ask(r, http.MethodGet, "/v1/rescores", nil, &runs); err != nil {
		p.failed(w, r, err)
		return
	}
	d.Runs = runs.Rescores
	for i := range d.Runs {
		d.Going = d.Going || d.Runs[i].State == wire.JobRunning
	}
	if !d.Going {
		var events wire.Events
		if err := p.ask(r, http.MethodGet, "/v1/events?limit=50", nil, &events); err == nil { // no lists are kept yet: nothing to show
			d.Events = events.Events
		}
	}
	var policies wire.Policies
	if err := p.ask(r, http.MethodGet, "/v1/policies", nil, &policies); err != nil {
		p.failed(w, r, err)
		return
	}
	d.Policies = policies.Policies
	p.render(w, r, http.StatusOK, operationsPage, "runs", "operations.title", &d)
}

// rescore starts a run.
func (p *Pages) rescore(w http.ResponseWriter, r *http.Request) {
	ask := wire.RescoreRequest{Policy: r.FormValue("policy"), Full: r.FormValue("full") != "", Resume: r.FormValue("resume") != ""}
	if err := p.ask(r, http.MethodPost, "/v1/rescores", ask, nil); err != nil {
		p.failed(w, r, err)
		return
	}
	http.Redirect(w, r, "/operations", http.StatusSeeOther)
}

// cancel ends a run; the kept lists stay as they were.
func (p *Pages) cancel(w http.ResponseWriter, r *http.Request) {
	if err := p.ask(r, http.MethodDelete, "/v1/rescores/"+url.PathEscape(r.PathValue("id")), nil, nil); err != nil {
		p.failed(w, r, err)
		return
	}
	http.Redirect(w, r, "/operations", http.StatusSeeOther)
}
