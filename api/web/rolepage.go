package web

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"tenon/api/wire"
	"tenon/engine"
	"tenon/profiles"
)

// lintView is what the linter says of a role: of the whole, and of each requirement where it stands.
type lintView struct {
	*engine.Linted
	Threshold int // 0–100
	Asked     []askedView
	General   []engine.Finding // about no single requirement
}

// askedView is a requirement with what the linter says beside it and the form that changes it.
type askedView struct {
	Index int
	*profiles.Requirement
	Asked    *engine.Asked // nil: it is not scored
	Findings []engine.Finding
	Advice   []engine.Advice
}

// Level is the least level that a requirement asks for, as its form has it.
func (a *askedView) Level() string { return levelOf(a.Requirement) }

// Lasting is how many months a requirement asks for beside its level; 0 where that is its level, or where it asks for none.
func (a *askedView) Lasting() int {
	if a.Kind == profiles.ReqExperience {
		return 0
	}
	return a.Months
}

// Lasts says whether a requirement of this kind can ask for months beside its level.
func (a *askedView) Lasts() bool { return a.Kind == profiles.ReqSkill }

// Levelled says whether a requirement of this kind can ask for a level, and by which field.
func (a *askedView) Levelled() string { return levelField[a.Kind] }

// LevelWords are what the level can be: words of the record's JSON; none where it is a number of months.
func (a *askedView) LevelWords() []string { return levelWords[a.Kind] }

// levelField is where a requirement has its level.
var levelField = map[profiles.RequirementKind]string{profiles.ReqSkill: "level", profiles.ReqExperience: "months", profiles.ReqTitle: "seniority",
	profiles.ReqLanguage: "cefr", profiles.ReqDegree: "isced"}

var levelWords = map[profiles.RequirementKind][]string{profiles.ReqSkill: {"1", "2", "3", "4", "5"},
	profiles.ReqTitle:    {"intern", "junior", "mid", "senior", "staff", "principal", "lead", "director"},
	profiles.ReqLanguage: {"A1", "A2", "B1", "B2", "C1", "C2"}, profiles.ReqDegree: {"secondary", "associate", "bachelor", "master", "doctor"}}

func levelOf(q *profiles.Requirement) string {
	if q.Kind == profiles.ReqExperience && q.Months > 0 {
		return strconv.Itoa(q.Months)
	}
	switch {
	case q.Asked() == 0:
		return ""
	case q.Kind == profiles.ReqTitle:
		return q.Seniority.String()
	case q.Kind == profiles.ReqLanguage:
		return q.CEFR.String()
	case q.Kind == profiles.ReqDegree:
		return q.ISCED.String()
	}
	return strconv.Itoa(int(q.Asked()))
}

// defaultThreshold is from which score on candidates are counted as fitting, of 100.
const defaultThreshold = 70

// lint asks what the requirements of a role do to its pool. Who may not ask, as nobody may of another organisation's role, sees the
// requirements alone.
func (p *Pages) lint(r *http.Request, role *profiles.Role, foreign bool) (*lintView, error) {
	v := &lintView{Threshold: min(100, max(1, number(r.URL.Query().Get("threshold"), defaultThreshold)))}
	ask := wire.LintRequest{Role: role.ID, Threshold: int32(v.Threshold) * 10_000} //nolint:gosec // bounded above
	var got engine.Linted
	if !foreign {
		if err := p.ask(r, http.MethodPost, "/v1/lint", ask, &got); err == nil {
			v.Linted = &got
		} else if !forbidden(err) && !refused(err) {
			return nil, err
		}
	}
	for i := range role.Requirements {
		v.Asked = append(v.Asked, askedView{Index: i, Requirement: &role.Requirements[i]})
	}
	if v.Linted != nil {
		v.place()
	}
	return v, nil
}

// refused says that the API cannot do what it was asked for with this record: of a role that asks for nothing there is nothing to say.
func refused(err error) bool {
	problem := problemOf(err)
	return problem != nil && problem.Status == http.StatusUnprocessableEntity
}

// place puts what was said to the requirement that it is about.
func (v *lintView) place() {
	for i := range v.Requirements {
		if x := &v.Requirements[i]; x.Index < len(v.Asked) {
			v.Asked[x.Index].Asked = x
		}
	}
	for _, x := range v.Advice {
		if x.Index < len(v.Asked) && x.Adds > 0 {
			v.Asked[x.Index].Advice = append(v.Asked[x.Index].Advice, x)
		}
	}
	for i := range v.Asked {
		slices.SortStableFunc(v.Asked[i].Advice, func(a, b engine.Advice) int { return cmp.Compare(a.Adds, b.Adds) })
	}
	for _, f := range v.Findings {
		if len(f.Of) == 0 {
			v.General = append(v.General, f)
		}
		for _, i := range f.Of {
			if i < len(v.Asked) {
				v.Asked[i].Findings = append(v.Asked[i].Findings, f)
			}
		}
	}
}

// changeRequirement changes one requirement of a role: by its form, or by an advice of the linter.
func (p *Pages) changeRequirement(w http.ResponseWriter, r *http.Request) {
	var role profiles.Role
	id := r.PathValue("id")
	if err := p.ask(r, http.MethodGet, record(profiles.KindRole, id), nil, &role); err != nil {
		p.failed(w, r, err)
		return
	}
	i, err := strconv.Atoi(r.PathValue("index"))
	if err != nil || i < 0 || i >= len(role.Requirements) || r.FormValue("was") != role.Requirements[i].Name {
		p.record(w, r, profiles.KindRole, own(wordsOf(r).T("lint.gone")))
		return
	}
	ops, err := requirementOps(&role.Requirements[i], i, r.PostForm)
	if err != nil {
		p.record(w, r, profiles.KindRole, own(wordsOf(r).T("lint.bad")))
		return
	}
	if len(ops) > 0 {
		err = p.ask(r, http.MethodPatch, record(profiles.KindRole, id)+"?wait=searchable", ops, nil)
	}
	p.corrected(w, r, profiles.KindRole, "requirements", err)
}

// requirementOps are the changes that make a requirement what the form says.
func requirementOps(q *profiles.Requirement, i int, form url.Values) ([]profiles.Operation, error) {
	at := fmt.Sprintf("/requirements/%d", i)
	if form.Get("do") == engine.AdviceDrop {
		return []profiles.Operation{{Op: "remove", Path: at}}, nil
	}
	var ops []profiles.Operation
	set := func(field string, is, want any) error {
		if is == want {
			return nil
		}
		b, err := json.Marshal(want)
		ops = append(ops, profiles.Operation{Op: "add", Path: at + "/" + field, Value: b})
		return err
	}
	var faults []error
	if name := strings.TrimSpace(form.Get("name")); form.Has("name") && name != q.Name {
		faults = append(faults, set("name", q.Name, name), set("concept", q.Concept, ""))
	}
	if form.Has("necessity") {
		faults = append(faults, set("necessity", q.Necessity.String(), form.Get("necessity")))
	}
	if form.Has("gate") {
		faults = append(faults, set("gate", q.Gate, form.Get("gate") == "1"))
	}
	if field := levelField[q.Kind]; field != "" && form.Has("level") && form.Get("level") != levelOf(q) {
		level, err := levelValue(field, form.Get("level"))
		faults = append(faults, err, set(field, nil, level))
	}
	if field := "months"; levelField[q.Kind] != field && form.Has(field) && form.Get(field) != strconv.Itoa(q.Months) {
		months, err := levelValue(field, form.Get(field))
		faults = append(faults, err, set(field, q.Months, months))
	}
	return ops, errors.Join(faults...)
}

// levelValue is a level as the record's JSON has it.
func levelValue(field, s string) (any, error) {
	if field != "level" && field != "months" {
		return s, nil
	}
	if s = strings.TrimSpace(s); s == "" {
		return 0, nil
	}
	return strconv.Atoi(s)
}
