package web

import (
	"net/http"
	"net/url"

	"tenon/api/client"
	"tenon/api/wire"
	"tenon/engine/standing"
	"tenon/profiles"
)

// alertView is one search: what it matches now, and the form that changes it.
type alertView struct {
	Search  *profiles.Search
	Subject string
	Form    alertForm
	Matches []match
	Total   int
	News    []news
	Faults  []*Saying // of the form
	Fault   *Saying   // why matches are not known
}

// match is what a search matches.
type match struct {
	standing.Match
	Title, Note, Href string
}

var alertPage = page("alert.html")

func (p *Pages) alert(w http.ResponseWriter, r *http.Request) {
	x, tag, err := p.standingSearch(r, r.PathValue("id"))
	if err != nil {
		p.failed(w, r, err)
		return
	}
	p.showAlert(w, r, http.StatusOK, &alertView{Search: x, Form: formOf(x, tag)})
}

// showAlert adds to a view what a search matches, and shows it.
func (p *Pages) showAlert(w http.ResponseWriter, r *http.Request, status int, d *alertView) {
	d.Subject = p.subjectOf(r, d.Search)
	var ms wire.Matches
	if err := p.ask(r, http.MethodGet, searchPath(d.Search.ID)+"/matches?limit=20", nil, &ms); err != nil {
		d.Fault = wordsOf(r).Told(err)
	}
	d.Total = ms.Total
	own := p.organisation(r)
	for _, m := range ms.Matches {
		which := whoseIs(d.Search.For, m.ID, m.Org, own)
		title, note := p.about(r, which)
		d.Matches = append(d.Matches, match{m, title, note, matchHref(d.Search, which)})
	}
	var err error
	d.News, err = p.news(r, func(id string) *profiles.Search {
		if id == d.Search.ID {
			return d.Search
		}
		return nil
	})
	if err != nil && d.Fault == nil {
		d.Fault = wordsOf(r).Told(err)
	}
	p.render(w, r, status, alertPage, "", "alerts.one", d)
}

// newAlert is the form for a search that is not there yet, with the filters of a ranking.
func (p *Pages) newAlert(w http.ResponseWriter, r *http.Request) {
	f := p.newAlertForm(r)
	x := f.search("")
	d := alertView{Search: x, Form: f, Subject: p.subjectOf(r, x)}
	p.render(w, r, http.StatusOK, alertPage, "", "alerts.new", &d)
}

// makeAlert keeps a new search.
func (p *Pages) makeAlert(w http.ResponseWriter, r *http.Request) {
	f, faults := readAlertForm(r)
	var made profiles.Search
	err := p.ask(r, http.MethodPost, "/v1/searches", f.search(""), &made)
	if faults = append(faults, wordsOf(r).faultsOf(err)...); len(faults) == 0 && err == nil {
		http.Redirect(w, r, "/alerts/"+url.PathEscape(made.ID), http.StatusSeeOther)
		return
	}
	if len(faults) == 0 {
		p.failed(w, r, err)
		return
	}
	x := f.search("")
	p.render(w, r, http.StatusUnprocessableEntity, alertPage, "", "alerts.new", &alertView{Search: x, Form: f, Subject: p.subjectOf(r, x), Faults: faults})
}

// changeAlert changes a search as its form says, lets it rest or go on, or ends it.
func (p *Pages) changeAlert(w http.ResponseWriter, r *http.Request) {
	id := r.PathValue("id")
	x, tag, err := p.standingSearch(r, id)
	if err != nil {
		p.failed(w, r, err)
		return
	}
	here := "/alerts/" + url.PathEscape(id)
	switch r.FormValue("do") {
	case "delete":
		err, here = p.ask(r, http.MethodDelete, searchPath(id), nil, nil), "/alerts"
	case "pause", "go":
		x.Paused = r.FormValue("do") == "pause"
		err = p.put(r, x, tag)
	default:
		f, faults := readAlertForm(r)
		if f.Tag == "" {
			f.Tag = tag
		}
		y := f.search(id)
		y.Paused = x.Paused
		if len(faults) == 0 {
			err = p.put(r, y, f.Tag)
			faults = wordsOf(r).faultsOf(err)
		}
		if len(faults) > 0 {
			p.showAlert(w, r, http.StatusUnprocessableEntity, &alertView{Search: x, Form: f, Faults: faults})
			return
		}
	}
	if err != nil {
		p.failed(w, r, err)
		return
	}
	http.Redirect(w, r, here, http.StatusSeeOther)
}

func (p *Pages) put(r *http.Request, x *profiles.Search, tag string) error {
	return p.do(r, client.Request{Method: http.MethodPut, Header: http.Header{"If-Match": {tag}}, Body: x}, searchPath(x.ID), nil)
}

// standingSearch reads a search with its revision.
func (p *Pages) standingSearch(r *http.Request, id string) (*profiles.Search, string, error) {
	c, err := p.client(r, p.sign(r))
	if err != nil {
		return nil, "", err
	}
	var x profiles.Search
	h, err := c.Do(r.Context(), client.Request{Method: http.MethodGet, Path: searchPath(id)}, &x)
	return &x, h.Get("ETag"), err
}
