package format

import (
	"reflect"
	"strings"

	"tenon/profiles"
	"tenon/profiles/identity"
)

// ownCandidate and ownRole are records of Tenon's own format: those of the model, with what a file may say beside them.
type ownCandidate struct {
	Kind     profiles.Kind      `json:"kind"`
	Identity *identity.Identity `json:"identity"`
	profiles.Candidate
}

type ownRole struct {
	Kind profiles.Kind `json:"kind"`
	profiles.Role
}

// own reads a record of Tenon's own format.
func (d *decoder) own(rec record, top outlined) (Draft, error) {
	draft := Draft{Format: Tenon}
	s := &strict{parser: parser{s: rec.text}}
	if rec.kind == 0 && d.Kind == 0 && !top.has("kind", "id", "requirements", "identity") && !top.isOwn() {
		return draft, profiles.FieldErrors{{Msg: "no record that is known: want Tenon's JSON (with kind and id), JSON Resume (with basics or work) or a JobPosting (with @type)"}}
	}
	kind, err := d.ownKind(rec, top)
	if err != nil {
		return draft, err
	}
	if kind == profiles.KindRole {
		var r ownRole
		if err = s.into(&r); err == nil && len(s.errs) == 0 {
			draft.Role = &r.Role
		}
	} else {
		var c ownCandidate
		if err = s.into(&c); err == nil && len(s.errs) == 0 {
			draft.Candidate, draft.Identity = &c.Candidate, c.Identity
		}
	}
	if err == nil && len(s.errs) > 0 {
		err = s.errs
	}
	return draft, err
}

// isOwn says whether a record has any field of Tenon's own format.
func (t outlined) isOwn() bool {
	for _, model := range []reflect.Type{reflect.TypeFor[profiles.Candidate](), reflect.TypeFor[profiles.Role]()} {
		for i := range model.NumField() {
			if name, _, _ := strings.Cut(model.Field(i).Tag.Get("json"), ","); t.has(name) {
				return true
			}
		}
	}
	return len(t.fields) == 0
}

// ownKind is what the record says, else what its list or the options say, else what its fields say.
func (d *decoder) ownKind(rec record, top outlined) (profiles.Kind, error) {
	var said profiles.Kind
	if top.kind != "" {
		if said.UnmarshalText([]byte(top.kind)) != nil || said != profiles.KindCandidate && said != profiles.KindRole {
			return 0, profiles.FieldErrors{{Path: "kind", Msg: "want candidate or role"}}
		}
	}
	for _, k := range []profiles.Kind{rec.kind, d.Kind} {
		if said == 0 {
			said = k
		} else if k != 0 && k != said && k == rec.kind {
			return 0, profiles.FieldErrors{{Path: "kind", Msg: "want " + k.String() + ", as the list says in which the record stands"}}
		}
	}
	if said == 0 && top.has("requirements", "employer", "title", "modes", "pay", "engagements", "applicantCountries") {
		said = profiles.KindRole
	}
	if said == 0 {
		said = profiles.KindCandidate
	}
	return said, nil
}

// outlined is what the first look at a record shows: its fields, and the values of those that tell formats apart.
type outlined struct {
	fields map[string]byte // first byte of the value
	kind   string
	schema string
}

func (t outlined) has(fields ...string) bool {
	for _, f := range fields {
		if t.fields[f] != 0 {
			return true
		}
	}
	return false
}

// outline checks the syntax and the depth of a record and returns its outline.
func outline(text string) (outlined, error) {
	t := outlined{fields: make(map[string]byte, 16)}
	p := &parser{s: text}
	if c := p.peek(); c == '[' { // a list of JSON-LD nodes in a line
		t.fields["@graph"] = c
		return t, nil
	}
	err := p.object(func(key string) error {
		c := p.peek()
		t.fields[key] = c
		if c == '"' && (key == "kind" || key == "$schema") {
			v, err := p.str()
			if key == "kind" {
				t.kind = v
			} else {
				t.schema = v
			}
			return err
		}
		return p.skip()
	})
	if err == nil {
		err = p.end()
	}
	return t, err
}

// format tells the formats apart. The job schema of JSON Resume looks like a role of Tenon's own but has its title as a string.
func (t outlined) format() string {
	switch {
	case t.has("@type", "@context", "@graph", "jsonld"):
		return JobPosting
	case t.has("kind", "requirements", "identity"):
		return Tenon
	case t.has("basics", "work", "volunteer", "awards", "publications", "references", "interests", "projects"):
		return JSONResume
	case t.fields["title"] == '"' && t.has("company", "responsibilities", "qualifications", "experience", "$schema"):
		return JSONResumeJob
	case t.schema != "":
		return JSONResume
	}
	return Tenon
}
