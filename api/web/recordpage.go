package web

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
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
	Fault    string
}

// section is a top-level field of a record: a value, or a list of entries.
type section struct {
	Name    string
	Pointer string // JSON pointer
	List    bool
	Entries []entry
}

// entry is one thing of a list, or a field that stands alone.
type entry struct {
	Pointer string
	Fields  []fieldView
}

// fieldView is a leaf.
type fieldView struct {
	Name, Pointer, Value string
	Long                 bool
}

// shownSections are the fields that people look at and correct, in their order. The others are made by the program.
var shownSections = map[profiles.Kind][]string{
	profiles.KindCandidate: {"headline", "summary", "place", "jobs", "skills", "certificates", "education", "languages", "evidence", "industries", "preferences"},
	profiles.KindRole: {"title", "seniority", "employer", "place", "modes", "engagements", "pay", "requirements", "values", "interviews",
		"applicantCountries", "remoteCountries", "posted", "validThrough", "description"},
}

var recordPage = page("record.html")

func (p *Pages) candidate(w http.ResponseWriter, r *http.Request) {
	p.record(w, r, profiles.KindCandidate, "")
}
func (p *Pages) role(w http.ResponseWriter, r *http.Request) { p.record(w, r, profiles.KindRole, "") }

// record shows a record; fault is what was wrong with a correction.
func (p *Pages) record(w http.ResponseWriter, r *http.Request, kind profiles.Kind, fault string) {
	d := recordView{Kind: kind, ID: r.PathValue("id"), Fault: fault}
	var all map[string]any
	if err := p.ask(r, http.MethodGet, record(kind, d.ID), nil, &all); err != nil {
		p.failed(w, r, err)
		return
	}
	d.Title, _ = all["headline"].(string)
	if t, ok := all["title"].(map[string]any); ok {
		d.Title, _ = t["name"].(string)
	}
	if kind == profiles.KindRole {
		var role profiles.Role
		err := p.ask(r, http.MethodGet, record(kind, d.ID), nil, &role)
		if err == nil {
			d.Lint, err = p.lint(r, &role)
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
	if fault != "" {
		status = http.StatusUnprocessableEntity
	}
	p.render(w, r, status, recordPage, "", "record."+kind.String(), &d)
}

func sectionOf(name string, v any) section {
	s := section{Name: name, Pointer: "/" + name}
	if list, ok := v.([]any); ok {
		s.List = true
		for i, x := range list {
			entryAt := s.Pointer + "/" + strconv.Itoa(i)
			s.Entries = append(s.Entries, entry{entryAt, leaves("", entryAt, x)})
		}
		return s
	}
	if v != nil {
		s.Entries = []entry{{s.Pointer, leaves("", s.Pointer, v)}}
	}
	return s
}

// leaves are the fields below a value in the order of their names, but what it is called first.
func leaves(name, pointer string, v any) []fieldView {
	switch v := v.(type) {
	case map[string]any:
		keys := slices.SortedFunc(maps.Keys(v), func(a, b string) int {
			if r := first(a) - first(b); r != 0 {
				return r
			}
			return strings.Compare(a, b)
		})
		var out []fieldView
		for _, k := range keys {
			if k == "at" || k == "concept" || k == "geo" {
				continue // made by the program from the others
			}
			out = append(out, leaves(strings.TrimPrefix(name+" "+k, " "), pointer+"/"+escaped(k), v[k])...)
		}
		return out
	case []any:
		var out []fieldView
		for i, x := range v {
			out = append(out, leaves(name, pointer+"/"+strconv.Itoa(i), x)...)
		}
		return out
	}
	s := ""
	switch v := v.(type) {
	case string:
		s = v
	case float64:
		s = strconv.FormatFloat(v, 'f', -1, 64)
	default:
		s = fmt.Sprint(v)
	}
	return []fieldView{{strings.TrimSuffix(name, " name"), pointer, s, len(s) > 80}}
}

// first puts names before dates and dates before texts.
func first(k string) int {
	order := []string{"kind", "name", "title", "degree", "employer", "institution", "city", "start", "end", "current", "level", "necessity"}
	if i := slices.Index(order, k); i >= 0 {
		return i
	}
	return len(order)
}

// escaped is a part of a JSON pointer.
func escaped(k string) string { return strings.NewReplacer("~", "~0", "/", "~1").Replace(k) }

// correct makes one change of a record by a JSON patch, which later imports of the same file make again.
func (p *Pages) correct(w http.ResponseWriter, r *http.Request) {
	kind := profiles.KindCandidate
	if r.PathValue("kind") == "roles" {
		kind = profiles.KindRole
	}
	op, err := operationOf(r)
	if err == nil {
		var ops []profiles.Operation
		if ops, err = p.withoutConcept(r, kind, op); err == nil {
			err = p.ask(r, http.MethodPatch, record(kind, r.PathValue("id"))+"?wait=searchable", ops, nil)
		}
	}
	p.corrected(w, r, kind, strings.TrimPrefix(op.Path, "/"), err)
}

// withoutConcept adds to the change of a name that the concept beside it, which is what scores see, is forgotten: the new name has one of
// its own.
func (p *Pages) withoutConcept(r *http.Request, kind profiles.Kind, op profiles.Operation) ([]profiles.Operation, error) {
	ops := []profiles.Operation{op}
	beside, ok := strings.CutSuffix(op.Path, "/name")
	if !ok || op.Op != "replace" {
		return ops, nil
	}
	var all any
	if err := p.ask(r, http.MethodGet, record(kind, r.PathValue("id")), nil, &all); err != nil {
		return nil, err
	}
	if at(all, beside+"/concept") != nil {
		ops = append(ops, profiles.Operation{Op: "remove", Path: beside + "/concept"})
	}
	return ops, nil
}

// at is what a JSON pointer leads to, nil where that is nothing.
func at(v any, pointer string) any {
	for _, k := range strings.Split(strings.TrimPrefix(pointer, "/"), "/") {
		switch x := v.(type) {
		case map[string]any:
			v = x[strings.NewReplacer("~1", "/", "~0", "~").Replace(k)]
		case []any:
			i, err := strconv.Atoi(k)
			if err != nil || i < 0 || i >= len(x) {
				return nil
			}
			v = x[i]
		default:
			return nil
		}
	}
	return v
}

// corrected answers a correction: with the record again where it stands, and what was wrong with it.
func (p *Pages) corrected(w http.ResponseWriter, r *http.Request, kind profiles.Kind, anchor string, err error) {
	if problem := problemOf(err); problem != nil && problem.Status == http.StatusUnprocessableEntity {
		p.record(w, r, kind, told(problem))
		return
	}
	if err != nil {
		if problemOf(err) == nil {
			p.record(w, r, kind, err.Error())
			return
		}
		p.failed(w, r, err)
		return
	}
	http.Redirect(w, r, strings.TrimPrefix(record(kind, r.PathValue("id")), "/v1")+"#"+sectionID(anchor), http.StatusSeeOther)
}

// sectionID is the anchor of the section that a pointer leads into.
func sectionID(pointer string) string {
	name, _, _ := strings.Cut(pointer, "/")
	return url.PathEscape(name)
}

// operationOf reads what the form changes. Numbers and truths stay what they are.
func operationOf(r *http.Request) (profiles.Operation, error) {
	op := profiles.Operation{Op: "replace", Path: r.FormValue("path")}
	if r.FormValue("remove") != "" {
		op.Op = "remove"
		return op, nil
	}
	var v any = strings.TrimSpace(r.FormValue("value"))
	if r.FormValue("add") != "" {
		op.Op = "add"
		name, _ := v.(string)
		if name == "" {
			return op, errors.New("say what to add")
		}
		switch {
		case strings.HasPrefix(op.Path, "/requirements"):
			v = map[string]any{"kind": "skill", "name": name, "necessity": "should"}
		case strings.HasPrefix(op.Path, "/jobs"):
			v = map[string]any{"title": map[string]any{"name": name}}
		case strings.HasPrefix(op.Path, "/education"):
			v = map[string]any{"degree": map[string]any{"name": name}}
		case strings.HasPrefix(op.Path, "/modes"), strings.HasPrefix(op.Path, "/engagements"), strings.HasPrefix(op.Path, "/interviews"), strings.HasSuffix(op.Path, "Countries/-"):
		default:
			v = map[string]any{"name": name}
		}
		if r.FormValue("fresh") != "" { // the list is not there yet
			op.Path, v = strings.TrimSuffix(op.Path, "/-"), []any{v}
		}
	} else if s, _ := v.(string); s == "true" || s == "false" {
		v = s == "true"
	} else if n, err := strconv.ParseInt(s, 10, 64); err == nil && r.FormValue("text") == "" {
		v = n
	}
	b, err := json.Marshal(v)
	if err != nil {
		return op, err
	}
	op.Value = b
	return op, nil
}
