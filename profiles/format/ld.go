package format

import (
	"maps"
	"reflect"
	"slices"
	"strings"
)

// ld brings JSON-LD into one form: names of schema.org without prefix, values without their wrappers, lists of one element as
// that element, and what is named by its @id in place of the name. It changes the tree that it is given.
type ld struct {
	things map[string]map[string]any // by @id
	terms  map[string]string         // what contexts call the terms of schema.org
}

// linked brings the documents of a page into one form; a thing of one may be named in another.
func linked(docs ...any) []any {
	l := &ld{things: map[string]map[string]any{}, terms: map[string]string{}}
	for _, d := range docs {
		l.contexts(d)
	}
	out := make([]any, len(docs))
	for i, d := range docs {
		out[i] = l.clean(d)
	}
	for i, d := range out {
		out[i] = l.follow(d)
	}
	return out
}

// contexts gathers the terms that an @context gives names of its own.
func (l *ld) contexts(v any) {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			l.contexts(e)
		}
	case map[string]any:
		if c, ok := v["@context"]; ok {
			l.context(c)
		}
		for _, f := range []string{"@graph", "jsonld"} {
			l.contexts(v[f])
		}
	}
}

func (l *ld) context(v any) {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			l.context(e)
		}
	case map[string]any:
		for term, means := range v {
			if m, ok := means.(map[string]any); ok {
				means = m["@id"]
			}
			if id, ok := means.(string); ok && !strings.HasPrefix(term, "@") {
				l.terms[term] = id
			}
		}
	}
}

// term is the name of a field or a type without the prefix of schema.org.
func (l *ld) term(name string) string {
	if means, ok := l.terms[name]; ok {
		name = means
	} else if prefix, rest, ok := strings.Cut(name, ":"); ok && isSchemaOrg(l.terms[prefix]) {
		return rest
	}
	if rest, ok := strings.CutPrefix(name, "schema:"); ok {
		return rest
	}
	for _, p := range []string{"http://schema.org/", "https://schema.org/", "http://www.schema.org/", "https://www.schema.org/"} {
		if rest, ok := strings.CutPrefix(name, p); ok && rest != "" {
			return rest
		}
	}
	return name
}

func isSchemaOrg(iri string) bool {
	return strings.HasSuffix(strings.TrimSuffix(iri, "/"), "//schema.org") || strings.HasSuffix(strings.TrimSuffix(iri, "/"), "//www.schema.org")
}

func (l *ld) clean(v any) any {
	switch v := v.(type) {
	case []any:
		out := v[:0]
		for _, e := range v {
			if e = l.clean(e); e != nil {
				out = append(out, e)
			}
		}
		if len(out) == 1 {
			return out[0]
		}
		return out
	case map[string]any:
		for _, f := range []string{"@value", "@list", "@set"} {
			if inner, ok := v[f]; ok {
				return l.clean(inner)
			}
		}
		return l.thing(v)
	}
	return v
}

func (l *ld) thing(m map[string]any) map[string]any {
	out := make(map[string]any, len(m))
	for _, k := range slices.Sorted(maps.Keys(m)) {
		if k == "@context" {
			continue
		}
		if t := l.term(k); t == k || m[t] == nil && out[t] == nil { // the name without prefix wins
			out[t] = l.clean(m[k])
		}
	}
	if id, ok := out["@id"].(string); ok && len(out) > 1 && l.things[id] == nil {
		l.things[id] = out
	}
	return out
}

// follow puts things in the places that only name them. It does not go on within these, because things may name each other in a ring.
func (l *ld) follow(v any) any {
	switch v := v.(type) {
	case []any:
		for i, e := range v {
			v[i] = l.follow(e)
		}
	case map[string]any:
		if id, ok := v["@id"].(string); ok && len(v) == 1 && l.things[id] != nil {
			return l.things[id]
		}
		for k, e := range v {
			v[k] = l.follow(e)
		}
	}
	return v
}

// seen guards a way through things that may name each other in a ring.
type seen map[uintptr]bool

func (s seen) first(m map[string]any) bool {
	p := reflect.ValueOf(m).Pointer()
	was := s[p]
	s[p] = true
	return !was
}
