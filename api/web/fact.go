package web

import (
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"tenon/profiles"
	"tenon/profiles/format/reading"
)

// factView is a fact that was read, which can be corrected where it stands.
type factView struct {
	reading.Fact
	Base    string        // address of the record's page
	Pointer string        // of the field; "": the fact is not one field
	Is      string        // what the field says
	Pay     *profiles.Pay // what it says, where that is an amount
	Fault   *Saying
}

// At is the field that a fact is about, as a pointer.
func (f factView) At() string {
	if f.Pointer != "" {
		return f.Pointer
	}
	return pointerOf(f.Path)
}

// Section is where on the record's page a fact is changed that is not one field.
func (f factView) Section() string {
	name, _, _ := strings.Cut(f.Path, ".")
	name, _, _ = strings.Cut(name, "[")
	return name
}

// factsOf puts the facts of a document to the fields of the record that was made of them.
func factsOf(facts []reading.Fact, rec profiles.Record) ([]factView, error) {
	all, err := asJSON(rec)
	if err != nil {
		return nil, err
	}
	base := baseOf(rec)
	out := make([]factView, len(facts))
	for i, f := range facts {
		out[i] = factView{Fact: f, Base: base, Is: f.Value}
		p, v, ok := leafAt(all, pointerOf(f.Path))
		if ok {
			out[i].Pointer, out[i].Is = p, written(p, v)
		}
		if !ok && f.Path == "pay" {
			out[i].Pay = statedPay(at(all, "/pay"))
		}
	}
	return out, nil
}

// asJSON is a record as its JSON has it.
func asJSON(rec profiles.Record) (all any, err error) {
	b, err := json.Marshal(rec)
	if err == nil {
		err = json.Unmarshal(b, &all)
	}
	return all, err
}

// baseOf is the address of a record's page.
func baseOf(rec profiles.Record) string {
	return strings.TrimPrefix(record(rec.RecordKind(), rec.RecordID()), "/v1")
}

var index1 = regexp.MustCompile(`\[(\d+)\]`)

// pointerOf writes a path such as jobs[0].title as a JSON pointer.
func pointerOf(path string) string {
	return "/" + strings.ReplaceAll(index1.ReplaceAllString(path, "/$1"), ".", "/")
}

// leafAt is the field that a pointer leads to, or the name of what it leads to.
func leafAt(all any, pointer string) (string, any, bool) {
	switch v := at(all, pointer).(type) {
	case string, float64, bool:
		return pointer, v, true
	case map[string]any:
		if name, ok := v["name"].(string); ok {
			return pointer + "/name", name, true
		}
	}
	return "", nil, false
}

// FactName is the field of a fact in words: Work 2, title.
func (w *Words) FactName(path string) string {
	var out []string
	parts := strings.Split(path, ".")
	if n := len(parts) - 1; n > 0 && parts[n] == "name" {
		parts = parts[:n]
	}
	for i, part := range parts {
		name, number, _ := strings.Cut(strings.TrimSuffix(part, "]"), "[")
		n, err := strconv.Atoi(number)
		key := "field." + name
		switch {
		case i == 0 && err == nil:
			key = "one." + name
		case i == 0:
			key = "record." + name
		}
		word := w.T(key)
		if word == key {
			word = name
		}
		if err == nil {
			word += " " + strconv.Itoa(n+1)
		}
		out = append(out, word)
	}
	return strings.Join(out, ", ")
}

var factPage = page("fact.html")

// factCorrected answers a correction that was made beside its source: with the field as it is now, or with what was wrong.
func (p *Pages) factCorrected(w http.ResponseWriter, r *http.Request, kind profiles.Kind, err error) {
	f := factView{Base: "/" + r.PathValue("kind") + "/" + url.PathEscape(r.PathValue("id")), Pointer: r.PostForm.Get("path"), Is: r.PostForm.Get("value")}
	problem := problemOf(err)
	switch {
	case problem != nil && problem.Status == http.StatusUnprocessableEntity:
		f.Fault = wordsOf(r).Told(err)
	case err != nil && problem == nil:
		f.Fault = wordsOf(r).Told(err)
	case err != nil:
		p.failed(w, r, err)
		return
	default:
		var all any
		if err := p.ask(r, http.MethodGet, record(kind, r.PathValue("id")), nil, &all); err != nil {
			p.failed(w, r, err)
			return
		}
		if v := at(all, f.Pointer); v != nil {
			f.Is = written(f.Pointer, v)
		}
	}
	p.render(w, r, http.StatusOK, factPage, "fact", "read.title", &f)
}
