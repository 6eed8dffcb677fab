package web

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"tenon/profiles"
)

// correct makes the changes of a form by a JSON patch, which later imports of the same file make again.
func (p *Pages) correct(w http.ResponseWriter, r *http.Request) {
	kind := profiles.KindCandidate
	if r.PathValue("kind") == "roles" {
		kind = profiles.KindRole
	}
	var all any
	err := p.ask(r, http.MethodGet, record(kind, r.PathValue("id")), nil, &all)
	if err != nil {
		p.failed(w, r, err)
		return
	}
	if err := r.ParseForm(); err != nil {
		p.fault(w, r, http.StatusBadRequest, err)
		return
	}
	ops, err := changes(all, r.PostForm)
	if err == nil && len(ops) > 0 {
		err = p.ask(r, http.MethodPatch, record(kind, r.PathValue("id"))+"?wait=searchable", ops, nil)
	}
	if r.Header.Get("HX-Request") == "true" {
		p.factCorrected(w, r, kind, err)
		return
	}
	p.corrected(w, r, kind, r.PostForm.Get("section"), err)
}

// corrected answers a correction: with the record again where it stands, and what was wrong with it.
func (p *Pages) corrected(w http.ResponseWriter, r *http.Request, kind profiles.Kind, section string, err error) {
	if problem := problemOf(err); problem != nil && problem.Status == http.StatusUnprocessableEntity {
		p.record(w, r, kind, wordsOf(r).Told(err))
		return
	}
	if err != nil {
		if problemOf(err) == nil {
			p.record(w, r, kind, wordsOf(r).Told(err))
			return
		}
		p.failed(w, r, err)
		return
	}
	http.Redirect(w, r, strings.TrimPrefix(record(kind, r.PathValue("id")), "/v1")+"#"+url.PathEscape(section), http.StatusSeeOther)
}

// changes are what a form does to a record: it removes an entry, adds one, or changes fields.
func changes(all any, form url.Values) ([]profiles.Operation, error) {
	if path := form.Get("remove"); path != "" {
		return []profiles.Operation{{Op: "remove", Path: path}}, nil
	}
	if path := form.Get("add"); path != "" {
		op, err := addition(all, path, strings.TrimSpace(form.Get("value")))
		return []profiles.Operation{op}, err
	}
	paths, values := form["path"], form["value"]
	if len(paths) != len(values) {
		return nil, errors.New("the form is not whole: load the page again")
	}
	fields := map[string]string{}
	for i, path := range paths {
		fields[path] = strings.TrimSpace(strings.ReplaceAll(values[i], "\r\n", "\n"))
	}
	return edits(all, paths, fields)
}

// addition puts one more into a list, under the name that it has.
func addition(all any, path, name string) (op profiles.Operation, err error) {
	if name == "" {
		return op, errors.New("say what to add")
	}
	var v any = map[string]any{"name": name}
	switch {
	case path == "/requirements":
		v = map[string]any{"kind": "skill", "name": name, "necessity": "should"}
	case path == "/jobs":
		v = map[string]any{"title": map[string]any{"name": name}}
	case path == "/education":
		v = map[string]any{"degree": map[string]any{"name": name}}
	case slices.Contains([]string{"/modes", "/engagements", "/interviews", "/applicantCountries", "/remoteCountries"}, path):
		v = name
	}
	op = profiles.Operation{Op: "add", Path: path + "/-"}
	if at(all, path) == nil { // the list is not there yet
		op.Path, v = path, []any{v}
	}
	op.Value, err = json.Marshal(v)
	return op, err
}

// edits are the changes of the fields that are another way than they were. What stays out of an object that is not there makes it.
func edits(all any, paths []string, fields map[string]string) (ops []profiles.Operation, err error) {
	made := map[string]bool{}
	add := func(op, path string, v any) error {
		x := profiles.Operation{Op: op, Path: path}
		if op != "remove" {
			b, err := json.Marshal(v)
			if err != nil {
				return err
			}
			x.Value = b
		}
		ops = append(ops, x)
		return nil
	}
	for _, path := range paths {
		was, want := at(all, path), fields[path]
		if was == nil && want == "" || was != nil && written(path, was) == want {
			continue
		}
		if was != nil && want == "" {
			if err := add("remove", path, nil); err != nil {
				return nil, err
			}
			continue
		}
		v, err := valueOf(path, was, want)
		if err != nil {
			return nil, err
		}
		for _, above := range parents(path) {
			if at(all, above) == nil && !made[above] {
				made[above] = true
				if err := add("add", above, map[string]any{}); err != nil {
					return nil, err
				}
			}
		}
		if err := add("add", path, v); err != nil {
			return nil, err
		}
		if beside, ok := strings.CutSuffix(path, "/name"); ok && at(all, beside+"/concept") != nil {
			// the concept, which is what scores see, is that of the old name: the new one has one of its own
			if err := add("remove", beside+"/concept", nil); err != nil {
				return nil, err
			}
		}
	}
	return ops, nil
}

// parents are the objects that a pointer leads through, from the outermost; an entry of a list is there.
func parents(path string) (out []string) {
	for i := 1; i < len(path); i++ {
		if path[i] == '/' {
			out = append(out, path[:i])
		}
	}
	return out
}

// numeric are the fields that hold numbers where the record does not say.
var numeric = []string{"minCents", "maxCents", "cents", "withinKm", "months", "level"}

// valueOf reads a field as the record has it: what was a number or a truth stays one.
func valueOf(path string, was any, s string) (any, error) {
	name := path[strings.LastIndexByte(path, '/')+1:]
	_, number := was.(float64)
	switch _, truth := was.(bool); {
	case truth:
		if s != "true" && s != "false" {
			return nil, fmt.Errorf("%s: want true or false", name)
		}
		return s == "true", nil
	case number || was == nil && slices.Contains(numeric, name):
		n, err := strconv.ParseFloat(strings.NewReplacer(",", "", "\u00a0", "", " ", "").Replace(s), 64)
		if err != nil || math.Abs(n) > 1e13 {
			return nil, fmt.Errorf("%s: %q is no number", name, s)
		}
		if inCents(path) {
			n = math.Round(n * 100)
		}
		return json.Number(strconv.FormatFloat(n, 'f', -1, 64)), nil
	}
	return s, nil
}
