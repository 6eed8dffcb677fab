package web

import (
	"net/http"
	"strings"

	"tenon/profiles"
)

// recordView is a record, field by field, each of which can be corrected where it stands.
type recordView struct {
	Kind     profiles.Kind
	ID       string
	Title    string
	Sections []section
	Lint     *lintView // of a role
	Fault    *Saying
	Foreign  bool // another organisation's: it is for reading
}

// Base is the address of the record's page.
func (d *recordView) Base() string { return strings.TrimPrefix(record(d.Kind, d.ID), "/v1") }

var recordPage = page("record.html")

func (p *Pages) candidate(w http.ResponseWriter, r *http.Request) {
	p.record(w, r, profiles.KindCandidate, nil)
}
func (p *Pages) role(w http.ResponseWriter, r *http.Request) { p.record(w, r, profiles.KindRole, nil) }

// record shows a record; fault is what was wrong with a correction.
func (p *Pages) record(w http.ResponseWriter, r *http.Request, kind profiles.Kind, fault *Saying) {
	who := whose{Kind: kind, ID: r.PathValue("id")}
	if q := r.URL.Query(); q.Has("org") {
		org := q.Get("org")
		who.Org = &org
	}
	d := recordView{Kind: kind, ID: who.ID, Fault: fault, Foreign: who.Org != nil}
	var all map[string]any
	if err := p.ask(r, http.MethodGet, who.path(), nil, &all); err != nil {
		p.failed(w, r, err)
		return
	}
	if kind == profiles.KindCandidate {
		var c profiles.Candidate
		if err := p.ask(r, http.MethodGet, who.path(), nil, &c); err != nil {
			p.failed(w, r, err)
			return
		}
		d.Title = called(&c)
	} else {
		var role profiles.Role
		err := p.ask(r, http.MethodGet, who.path(), nil, &role)
		d.Title = role.Title.Name
		if err == nil {
			d.Lint, err = p.lint(r, &role, d.Foreign)
		}
		if err != nil {
			p.failed(w, r, err)
			return
		}
	}
	for _, name := range shownSections[kind] {
		d.Sections = append(d.Sections, sectionOf(name, all[name]))
	}
	status := http.StatusOK
	if fault != nil {
		status = http.StatusUnprocessableEntity
	}
	if d.Foreign {
		r = forReading(r)
	}
	p.render(w, r, status, recordPage, "", "record."+kind.String(), &d)
}
