package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"tenon/api/wire"
	"tenon/engine"
)

// policiesView are the policies, two of them side by side, and the form of one's own.
type policiesView struct {
	Policies []wire.Policy
	A, B     *wire.Policy
	Lines    []policyLine
	Edit     policyForm
	Faults   []*Saying
}

// policyLine is a category under two policies.
type policyLine struct {
	Category string
	A, B     int
}

// Change is how much more B gives.
func (l policyLine) Change() int { return l.B - l.A }

// policyForm is a policy of one's own as its form has it: a field that is empty shares the rest.
type policyForm struct {
	Name, Base string
	Old        bool // it is there already
	Weights    []policyField
}

type policyField struct{ Category, Text string }

var policiesPage = page("policies.html")

func (p *Pages) policies(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	var list wire.Policies
	if err := p.ask(r, http.MethodGet, "/v1/policies", nil, &list); err != nil {
		p.failed(w, r, err)
		return
	}
	d := policiesView{Policies: list.Policies, Edit: policyForm{Weights: make([]policyField, len(engine.CategoryNames()))}}
	for i, c := range engine.CategoryNames() {
		d.Edit.Weights[i].Category = c
	}
	if x := policyNamed(list.Policies, q.Get("edit")); x != nil && x.Base != "" {
		d.Edit.Name, d.Edit.Base, d.Edit.Old = x.Name, x.Base, true
		for i, c := range engine.CategoryNames() {
			if v, own := x.Own[c]; own {
				d.Edit.Weights[i].Text = strconv.Itoa(v)
			}
		}
	}
	p.showPolicies(w, r, http.StatusOK, &d)
}

// showPolicies sets two policies side by side, those that the address names or the first and the last.
func (p *Pages) showPolicies(w http.ResponseWriter, r *http.Request, status int, d *policiesView) {
	q := r.URL.Query()
	if d.A = policyNamed(d.Policies, q.Get("a")); d.A == nil {
		d.A = &d.Policies[0]
	}
	if d.B = policyNamed(d.Policies, q.Get("b")); d.B == nil {
		d.B = &d.Policies[len(d.Policies)-1]
	}
	for i, c := range engine.CategoryNames() {
		d.Lines = append(d.Lines, policyLine{c, d.A.Weights[i], d.B.Weights[i]})
	}
	p.render(w, r, status, policiesPage, "", "policies.title", d)
}

func policyNamed(all []wire.Policy, name string) *wire.Policy {
	for i := range all {
		if all[i].Name == name {
			return &all[i]
		}
	}
	return nil
}

// changePolicy makes, changes or deletes a policy.
func (p *Pages) changePolicy(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimSpace(r.FormValue("name"))
	at := "/v1/policies/" + url.PathEscape(name)
	if r.FormValue("do") == "delete" {
		p.then(w, r, "/operations/policies", p.ask(r, http.MethodDelete, at, nil, nil))
		return
	}
	form := policyForm{Name: name, Base: r.FormValue("base"), Old: r.FormValue("old") != ""}
	ask := wire.NewPolicy{Base: form.Base, Weights: map[string]int{}}
	var faults []*Saying
	for _, c := range engine.CategoryNames() {
		text := strings.TrimSpace(r.FormValue("w." + c))
		form.Weights = append(form.Weights, policyField{c, text})
		if text == "" {
			continue
		}
		v, ok := percent(text)
		if !ok {
			faults = append(faults, own(wordsOf(r).T("policies.badWeight", wordsOf(r).T("category."+c))))
		}
		ask.Weights[c] = v
	}
	if name == "" {
		faults = append(faults, own(wordsOf(r).T("policies.badName")))
	}
	var err error
	if len(faults) == 0 {
		err = p.ask(r, http.MethodPut, at, ask, nil)
		faults = wordsOf(r).faultsOf(err)
	}
	if len(faults) == 0 {
		p.then(w, r, "/operations/policies?"+url.Values{"a": {ask.Base}, "b": {name}}.Encode(), err)
		return
	}
	var list wire.Policies
	if err := p.ask(r, http.MethodGet, "/v1/policies", nil, &list); err != nil {
		p.failed(w, r, err)
		return
	}
	p.showPolicies(w, r, http.StatusUnprocessableEntity, &policiesView{Policies: list.Policies, Edit: form, Faults: faults})
}

// policyNames are the policies that can be chosen; where they cannot be read the default alone, under which a form says nothing.
func (p *Pages) policyNames(r *http.Request) (out []string) {
	var list wire.Policies
	if err := p.ask(r, http.MethodGet, "/v1/policies", nil, &list); err != nil {
		return nil
	}
	for _, x := range list.Policies {
		out = append(out, x.Name)
	}
	return out
}
