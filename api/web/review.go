package web

import (
	"net/http"
	"net/url"
	"strings"

	"tenon/api/wire"
	"tenon/profiles"
)

// reviewView is what people made of a candidate for a role, with the forms that add to it.
type reviewView struct {
	Role      string // id
	Candidate whose
	RoleTitle string
	Headline  string
	profiles.Review
	Back  string // where a form goes back to
	Fault string // what was wrong with a form, of which Typed is kept
	Typed wire.ReviewChange
}

// starView is the button that puts a candidate on a shortlist.
type starView struct {
	Role      string
	Candidate whose
	Listed    bool
	Decided   *profiles.Decision
	Back      string
}

// Path is where the star is changed.
func (v starView) Path() string { return reviewOf(v.Role, v.Candidate) }

// Return is Path without htmx, from where one comes back.
func (v starView) Return() string {
	q := url.Values{"back": {v.Back}}
	if v.Candidate.Org != nil {
		q.Set("candidateOrg", *v.Candidate.Org)
	}
	return reviewOf(v.Role, whose{ID: v.Candidate.ID}) + "?" + q.Encode()
}

// Path is where the forms of a review are sent.
func (v *reviewView) Path() string { return reviewOf(v.Role, v.Candidate) }

// Pair is the explanation of the score.
func (v *reviewView) Pair() string {
	return pairHref(whose{Kind: profiles.KindRole, ID: v.Role}, v.Candidate)
}

// Star is the button for the review.
func (v *reviewView) Star() starView {
	return starView{v.Role, v.Candidate, v.Listed, v.Decided(), v.Back}
}

// Verdicts are the words of a decision.
func (view) Verdicts() []profiles.Verdict { return profiles.Verdicts() }

// reviewOf is the path of a review, on the pages and below /v1 alike.
func reviewOf(role string, candidate whose) string {
	path := "/roles/" + url.PathEscape(role) + "/reviews/" + url.PathEscape(candidate.ID)
	if candidate.Org != nil {
		path += "?" + url.Values{"candidateOrg": {*candidate.Org}}.Encode()
	}
	return path
}

// askedReview is the review that an address names.
func askedReview(r *http.Request) reviewView {
	candidate := whoseOf(r.URL.Query(), profiles.KindCandidate)
	candidate.ID = r.PathValue("candidate")
	return reviewView{Role: r.PathValue("id"), Candidate: candidate}
}

var reviewPage = page("review.html")

func (p *Pages) review(w http.ResponseWriter, r *http.Request) {
	d := askedReview(r)
	d.Back = reviewOf(d.Role, d.Candidate)
	p.showReview(w, r, http.StatusOK, &d)
}

func (p *Pages) showReview(w http.ResponseWriter, r *http.Request, status int, d *reviewView) {
	var role profiles.Role
	var c profiles.Candidate
	err := p.ask(r, http.MethodGet, record(profiles.KindRole, d.Role), nil, &role)
	if err == nil {
		err = p.ask(r, http.MethodGet, d.Candidate.path(), nil, &c)
	}
	if err == nil {
		err = p.readReview(r, d)
	}
	if err != nil {
		p.failed(w, r, err)
		return
	}
	d.RoleTitle, d.Headline = role.Title.Name, called(&c)
	p.render(w, r, status, reviewPage, "", "review.title", d)
}

// readReview reads what there is; nothing is an empty review.
func (p *Pages) readReview(r *http.Request, d *reviewView) error {
	err := p.ask(r, http.MethodGet, "/v1"+reviewOf(d.Role, d.Candidate), nil, &d.Review)
	if problem := problemOf(err); problem != nil && problem.Status == http.StatusNotFound {
		return nil
	}
	return err
}

var starPage = page("star.html")

// changeReview makes what a form of a review says: a star, a note, a decision.
func (p *Pages) changeReview(w http.ResponseWriter, r *http.Request) {
	d := askedReview(r)
	d.Back = local(r.FormValue("back"))
	change, err := changeOf(r)
	if err == nil {
		err = p.ask(r, http.MethodPatch, "/v1"+reviewOf(d.Role, d.Candidate), change, &d.Review)
	}
	if problem := problemOf(err); problem != nil && problem.Status == http.StatusUnprocessableEntity {
		d.Fault, d.Typed = wordsOf(r).T("review.fault"), change
		p.showReview(w, r, http.StatusUnprocessableEntity, &d)
		return
	}
	if err != nil {
		p.failed(w, r, err)
		return
	}
	if r.Header.Get("HX-Request") == "true" {
		star := d.Star()
		p.render(w, r, http.StatusOK, starPage, "star", "review.title", &star)
		return
	}
	http.Redirect(w, r, d.Back, http.StatusSeeOther)
}

// changeOf reads a form. A word that is no verdict is none.
func changeOf(r *http.Request) (x wire.ReviewChange, err error) {
	if err := r.ParseForm(); err != nil {
		return x, err
	}
	if v := r.PostForm.Get("listed"); v != "" {
		listed := v == "1"
		x.Listed = &listed
	}
	x.Note, x.Forget = strings.TrimSpace(r.PostForm.Get("note")), r.PostForm.Get("forget")
	x.Reason = strings.TrimSpace(r.PostForm.Get("reason"))
	_ = x.Verdict.UnmarshalText([]byte(r.PostForm.Get("verdict"))) // the API says that one is missing
	return x, nil
}
