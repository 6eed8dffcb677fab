package web

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"tenon/engine"
	"tenon/profiles"
)

// alertForm is a standing search as a form has it: the filters of a ranking, and a score.
type alertForm struct {
	controls
	Name            string
	For             profiles.Kind
	Candidate, Role string
	Above           int // of 100
	Remote          bool
	Fixed           []fixedWeight // a line for each category, set or not
	Words           string        // that a ranking had and no alert can
	Tag             string        // revision that is changed
}

// newAlertForm is the form of a search that is not there yet, with the filters of a ranking and whom that is for.
func (p *Pages) newAlertForm(r *http.Request) alertForm {
	q := r.URL.Query()
	f := alertForm{controls: readControls(q), For: profiles.KindRole, Candidate: q.Get("candidate"), Role: q.Get("role"), Above: 70}
	if me := p.me(r); me != nil && me.Candidate != "" {
		f.Candidate, f.Role = me.Candidate, ""
	}
	if f.Role != "" || f.Candidate == "" && readSettings(r).Perspective == perspectiveEmployer {
		f.For, f.Candidate = profiles.KindCandidate, ""
	}
	f.Name = p.subjectOf(r, f.search(""))
	if f.Candidate != "" {
		var who profiles.Candidate
		if p.ask(r, http.MethodGet, record(profiles.KindCandidate, f.Candidate), nil, &who) == nil {
			f.of(&who)
		}
	}
	if f.Pay != "" {
		f.Pay = f.amount()
	}
	f.Fixed, f.Words = fixed(weighing(q).Weights), f.Query
	if f.Remote = f.Near != "" && f.Mode == ""; f.Near != "" {
		f.Name += ", " + f.Near
	}
	f.Name = strings.Trim(f.Name, ", ")
	if !f.Scored() {
		f.Above = 0
	}
	return f
}

// Scored says whether scores count.
func (f alertForm) Scored() bool { return f.Candidate+f.Role != "" }

// Roles says whether roles are looked for.
func (f alertForm) Roles() bool { return f.For == profiles.KindRole }

// readAlertForm reads the form, with what cannot be in it.
func readAlertForm(r *http.Request) (alertForm, []*Saying) {
	if err := r.ParseForm(); err != nil {
		return alertForm{}, []*Saying{wordsOf(r).Told(err)}
	}
	v := r.PostForm
	f := alertForm{controls: readControls(v), Name: strings.TrimSpace(v.Get("name")), For: profiles.KindRole, Candidate: v.Get("candidate"), Role: v.Get("role"),
		Remote: v.Get("remote") != "", Tag: v.Get("tag"), Fixed: fixed(weighing(v).Weights)}
	if v.Get("for") == profiles.KindCandidate.String() {
		f.For = profiles.KindCandidate
	}
	var faults []*Saying
	if above, ok := percent(v.Get("above")); ok {
		f.Above = above
	} else if v.Has("above") {
		faults = append(faults, own(wordsOf(r).T("alerts.badScore")))
	}
	return f, faults
}

// search is the standing search that the form asks for. How scores are made counts where there are scores.
func (f *alertForm) search(id string) *profiles.Search {
	x := &profiles.Search{ID: id, Name: f.Name, For: f.For, Candidate: f.Candidate, Role: f.Role, Above: int32(f.Above) * 10_000, Where: f.conditions()} //nolint:gosec // 0 to 100
	if !f.Scored() {
		return x
	}
	if x.Policy = f.Policy; f.Lambda != engine.DefaultLambda {
		x.Lambda = &f.Lambda
	}
	for _, w := range f.Fixed {
		if w.Set {
			if x.Weights == nil {
				x.Weights = map[string]int{}
			}
			x.Weights[w.Name] = w.Points
		}
	}
	return x
}

// fixedWeight is a category with the points that it gets, where they are not left to the policy.
type fixedWeight struct {
	Name   string
	Set    bool
	Points int
}

// fixed are all categories, those that are named with their points.
func fixed(weights map[string]int) (out []fixedWeight) {
	for _, k := range engine.CategoryNames() {
		points, set := weights[k]
		out = append(out, fixedWeight{k, set, points})
	}
	return out
}

// Weighed says whether scores are made in another way than by default.
func (f alertForm) Weighed() bool {
	return f.Policy != "" || f.Lambda != engine.DefaultLambda || slices.ContainsFunc(f.Fixed, func(w fixedWeight) bool { return w.Set })
}

// weighed puts how a search scores into an address, so that an explanation has the same score.
func weighed(x *profiles.Search, to url.Values) {
	if x.Policy != "" {
		to.Set("policy", x.Policy)
	}
	if x.Lambda != nil {
		to.Set("lambda", strconv.Itoa(*x.Lambda))
	}
	for k, w := range x.Weights {
		to.Set("w."+k, strconv.Itoa(w))
	}
}

// ScoredBy says how a search scores, where that is not the default.
func (v view) ScoredBy(x *profiles.Search) string {
	var out []string
	if x.Policy != "" {
		out = append(out, v.PolicyName(x.Policy))
	}
	if x.Lambda != nil {
		out = append(out, v.T("rank.lambda")+" "+strconv.Itoa(*x.Lambda))
	}
	for _, k := range engine.CategoryNames() {
		if w, ok := x.Weights[k]; ok {
			out = append(out, v.T("category."+k)+" "+strconv.Itoa(w))
		}
	}
	return strings.Join(out, " · ")
}

// conditions are the filters as one expression.
func (f *alertForm) conditions() string {
	var all []string
	if f.Near != "" {
		near := fmt.Sprintf("city within %dkm of %s", f.Km, quote(f.Near))
		if f.Remote {
			near = "(" + near + " or mode = remote)"
		}
		all = append(all, near)
	}
	if f.Mode != "" {
		all = append(all, "mode = "+quote(f.Mode))
	}
	if f.Pay != "" {
		all = append(all, "pay >= "+f.amount())
	}
	if f.Engaged != "" {
		all = append(all, "engagement = "+quote(f.Engaged))
	}
	if f.Industry != "" {
		all = append(all, "industry:"+quote(f.Industry))
	}
	if f.Value != "" {
		all = append(all, "value:"+quote(f.Value))
	}
	switch {
	case f.Where != "" && len(all) > 0:
		all = append(all, "("+f.Where+")")
	case f.Where != "":
		return f.Where
	}
	return strings.Join(all, " and ")
}

// parts are how conditions writes each filter. What is behind them is a condition of somebody's own.
var parts = []*regexp.Regexp{
	regexp.MustCompile(`^(\()?city within (\d{1,4})km of "([^"]+)"(?: or mode = remote\))?(?: and |$)`),
	regexp.MustCompile(`^mode = "([^"]+)"(?: and |$)`),
	regexp.MustCompile(`^pay >= (\d+ [A-Z]{3})(?: and |$)`),
	regexp.MustCompile(`^engagement = "([^"]+)"(?: and |$)`),
	regexp.MustCompile(`^industry:"([^"]+)"(?: and |$)`),
	regexp.MustCompile(`^value:"([^"]+)"(?: and |$)`),
}

// formOf is the form of a search. An expression that this form did not write stands in it as it is.
func formOf(x *profiles.Search, tag string) alertForm {
	f := alertForm{Name: x.Name, For: x.For, Candidate: x.Candidate, Role: x.Role, Above: int(x.Above) / 10_000, Tag: tag, Fixed: fixed(x.Weights)}
	f.Km = 50
	rest := x.Where
	for i, part := range parts {
		m := part.FindStringSubmatch(rest)
		if m == nil {
			continue
		}
		rest = rest[len(m[0]):]
		switch i {
		case 0:
			f.Remote, f.Km, f.Near = m[1] != "", number(m[2], 50), m[3]
		case 1:
			f.Mode = m[1]
		case 2:
			f.Pay = m[1]
		case 3:
			f.Engaged = m[1]
		case 4:
			f.Industry = m[1]
		case 5:
			f.Value = m[1]
		}
	}
	f.Where = rest
	if inner, ok := strings.CutPrefix(rest, "("); ok && len(rest) < len(x.Where) {
		f.Where = strings.TrimSuffix(inner, ")")
	}
	if f.conditions() != x.Where {
		f.controls = controls{Km: 50, Where: x.Where}
		f.Remote = false
	}
	if f.Policy, f.Lambda = x.Policy, engine.DefaultLambda; x.Lambda != nil {
		f.Lambda = *x.Lambda
	}
	return f
}
