package web

import (
	"maps"
	"net/http"
	"net/url"
	"slices"

	"tenon/api/wire"
	"tenon/engine/batch"
)

// operationsView is what somebody who runs Tenon looks at. What a part of it cannot be told is said in its place.
type operationsView struct {
	State      *wire.State
	StateFault *Saying
	Sizes      []size
	Imports    []wire.ImportReport
	ImportsBad *Saying
	Runs       []wire.Rescore
	Going      bool // a run is going on: the page asks again
	Moves      movesView
	Events     []batch.Event
	EventsBad  *Saying
}

// size is how much a part of the directory takes.
type size struct {
	Part  string
	Bytes int64
}

// movesView is what the last run changed.
type movesView struct {
	Last     wire.Moves
	List, ID string // whose list alone
	Fault    *Saying
}

var operationsPage = page("operations.html")

func (p *Pages) operations(w http.ResponseWriter, r *http.Request) {
	var d operationsView
	var runs wire.Rescores
	if err := p.ask(r, http.MethodGet, "/v1/rescores", nil, &runs); err != nil {
		p.failed(w, r, err)
		return
	}
	d.Runs = runs.Rescores[:min(len(runs.Rescores), 10)]
	d.Going = slices.ContainsFunc(d.Runs, func(x wire.Rescore) bool { return x.State == wire.JobRunning })
	if !d.Going { // while a run goes on, its lists are not yet
		p.lists(r, &d)
	}
	if r.Header.Get("HX-Request") == "" {
		p.storage(r, &d)
	}
	p.render(w, r, http.StatusOK, operationsPage, "runs", "operations.title", &d)
}

// storage reads the state of the directory and the reports of imports.
func (p *Pages) storage(r *http.Request, d *operationsView) {
	var state wire.State
	if err := p.ask(r, http.MethodGet, "/v1/state", nil, &state); err != nil {
		d.StateFault = wordsOf(r).Told(err)
	} else {
		d.State = &state
		for _, part := range slices.Sorted(maps.Keys(state.Sizes)) {
			d.Sizes = append(d.Sizes, size{part, state.Sizes[part]})
		}
		slices.SortStableFunc(d.Sizes, func(a, b size) int { return int(min(max(b.Bytes-a.Bytes, -1), 1)) })
	}
	var imports wire.Imports
	if err := p.ask(r, http.MethodGet, "/v1/imports?limit=20", nil, &imports); err != nil {
		d.ImportsBad = wordsOf(r).Told(err)
	}
	d.Imports = imports.Imports
}

// lists reads what the last run changed, and the last events of kept lists.
func (p *Pages) lists(r *http.Request, d *operationsView) {
	q := r.URL.Query()
	d.Moves.List, d.Moves.ID = q.Get("list"), q.Get("id")
	ask := url.Values{"limit": {"25"}}
	if d.Moves.ID != "" {
		if d.Moves.List != "candidate" {
			d.Moves.List = "role"
		}
		ask.Set("list", d.Moves.List)
		ask.Set("id", d.Moves.ID)
	}
	if err := p.ask(r, http.MethodGet, "/v1/moves?"+ask.Encode(), nil, &d.Moves.Last); err != nil {
		d.Moves.Fault = wordsOf(r).Told(err)
	}
	var events wire.Events
	if err := p.ask(r, http.MethodGet, "/v1/events?latest=true&limit=25", nil, &events); err != nil {
		d.EventsBad = wordsOf(r).Told(err)
	}
	d.Events = events.Events
	slices.Reverse(d.Events)
}

// rescore starts a run.
func (p *Pages) rescore(w http.ResponseWriter, r *http.Request) {
	ask := wire.RescoreRequest{Policy: r.FormValue("policy"), Full: r.FormValue("full") != "", Resume: r.FormValue("resume") != ""}
	p.then(w, r, "/operations", p.ask(r, http.MethodPost, "/v1/rescores", ask, nil))
}

// cancel ends a run; the kept lists stay as they were.
func (p *Pages) cancel(w http.ResponseWriter, r *http.Request) {
	p.then(w, r, "/operations", p.ask(r, http.MethodDelete, "/v1/rescores/"+url.PathEscape(r.PathValue("id")), nil, nil))
}

// takeIn imports the files of a form: they go to the API as they come.
func (p *Pages) takeIn(w http.ResponseWriter, r *http.Request) {
	p.then(w, r, "/operations#imports", p.send(r, "/v1/imports", r.Header.Get("Content-Type"), r.Body, nil))
}

// then goes on to another page after something was done, or says why it was not.
func (p *Pages) then(w http.ResponseWriter, r *http.Request, to string, err error) {
	if err != nil {
		p.failed(w, r, err)
		return
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}
