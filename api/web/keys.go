package web

import (
	"net/http"
	"net/url"
	"strconv"

	"tenon/api/wire"
)

// keysView is the page where an administrator makes and ends API keys.
type keysView struct {
	Keys   []wire.Key
	Made   *wire.Key // just now: with its text, this once
	First  bool      // there is no key yet: the one that is made closes the door
	New    wire.NewKey
	Faults []*Saying
}

// Roles are those that a key can have.
func (view) Roles() []string { return []string{"recruiter", "candidate", "batch", "auditor", "admin"} }

// Days are the times after which a key can be over; 0 is never.
func (view) Days() []int { return []int{90, 30, 365, 7, 1, 0} }

// Graces are the hours for which a rotated secret can still count.
func (view) Graces() []int { return []int{24, 1, 0, 168} }

var keysPage = page("keys.html")

func (p *Pages) keys(w http.ResponseWriter, r *http.Request) {
	p.showKeys(w, r, http.StatusOK, &keysView{New: wire.NewKey{Role: "recruiter", Days: 90}})
}

// showKeys adds the keys to a view and shows it.
func (p *Pages) showKeys(w http.ResponseWriter, r *http.Request, status int, d *keysView) {
	if d.Made == nil || !d.First { // the first key has closed the door behind whoever made it
		var list wire.Keys
		if err := p.ask(r, http.MethodGet, "/v1/keys", nil, &list); err != nil {
			p.failed(w, r, err)
			return
		}
		d.Keys, d.First = list.Keys, p.open(r)
	}
	p.render(w, r, status, keysPage, "", "keys.title", d)
}

// makeKey makes a key and shows its text.
func (p *Pages) makeKey(w http.ResponseWriter, r *http.Request) {
	days, err := strconv.Atoi(r.FormValue("days"))
	if err != nil {
		days = -1 // which the API refuses
	}
	d := &keysView{New: wire.NewKey{Role: r.FormValue("role"), Candidate: r.FormValue("candidate"), Label: r.FormValue("label"), Days: days}}
	if d.First = p.open(r); d.First { // another could make no more keys
		d.New.Role, d.New.Candidate = "admin", ""
	}
	p.made(w, r, d, p.ask(r, http.MethodPost, "/v1/keys", d.New, &d.Made))
}

// rotateKey gives a key a new secret and shows its text.
func (p *Pages) rotateKey(w http.ResponseWriter, r *http.Request) {
	d := &keysView{New: wire.NewKey{Role: "recruiter", Days: 90}}
	path := "/v1/keys/" + url.PathEscape(r.PathValue("id")) + "/rotation?" + url.Values{"grace": {r.FormValue("grace")}}.Encode()
	p.made(w, r, d, p.ask(r, http.MethodPost, path, nil, &d.Made))
}

// made shows a key that was made, or why it was not.
func (p *Pages) made(w http.ResponseWriter, r *http.Request, d *keysView, err error) {
	problem := problemOf(err)
	switch {
	case err == nil:
		d.New = wire.NewKey{Role: "recruiter", Days: 90}
		p.showKeys(w, r, http.StatusOK, d)
	case problem != nil && problem.Status == http.StatusUnprocessableEntity:
		d.Made = nil
		d.Faults = wordsOf(r).faultsOf(err)
		p.showKeys(w, r, problem.Status, d)
	default:
		p.failed(w, r, err)
	}
}

// revokeKey ends a key at once.
func (p *Pages) revokeKey(w http.ResponseWriter, r *http.Request) {
	if err := p.ask(r, http.MethodDelete, "/v1/keys/"+url.PathEscape(r.PathValue("id")), nil, nil); err != nil {
		p.failed(w, r, err)
		return
	}
	http.Redirect(w, r, "/operations/keys", http.StatusSeeOther)
}

// open says whether nobody has to prove who they are.
func (p *Pages) open(r *http.Request) bool {
	me := p.me(r)
	return me != nil && me.Open
}
