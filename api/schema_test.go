package api_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// schema is the part of JSON Schema that the document uses.
type schema struct {
	Ref        string             `json:"$ref"`
	Type       any                `json:"type"`
	Properties map[string]*schema `json:"properties"`
	Required   []string           `json:"required"`
	Items      *schema            `json:"items"`
	Enum       []any              `json:"enum"`
	OneOf      []*schema          `json:"oneOf"`
	Additional json.RawMessage    `json:"additionalProperties"`
}

// validator holds answers against schemas: the types of values, the fields that must be there, and that there are no others.
type validator struct{ parts map[string]json.RawMessage }

func (v *validator) check(t *testing.T, name string, s *schema, body []byte) {
	t.Helper()
	var x any
	if err := json.Unmarshal(body, &x); err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	for _, fault := range v.faults(s, x, name) {
		t.Error(fault)
	}
}

func (v *validator) faults(s *schema, x any, at string) (out []string) {
	if s.Ref != "" {
		var named schema
		if err := json.Unmarshal(v.parts[s.Ref[strings.LastIndexByte(s.Ref, '/')+1:]], &named); err != nil {
			return []string{at + ": " + err.Error()}
		}
		return v.faults(&named, x, at)
	}
	if !typed(s.Type, x) {
		return []string{fmt.Sprintf("%s: %T: want %v", at, x, s.Type)}
	}
	if len(s.Enum) > 0 && !slices.Contains(s.Enum, x) {
		out = append(out, fmt.Sprintf("%s: %v is none of %v", at, x, s.Enum))
	}
	switch x := x.(type) {
	case []any:
		for i, e := range x {
			if s.Items != nil {
				out = append(out, v.faults(s.Items, e, fmt.Sprintf("%s[%d]", at, i))...)
			}
		}
	case map[string]any:
		out = append(out, v.object(s, x, at)...)
	}
	return out
}

func (v *validator) object(s *schema, x map[string]any, at string) (out []string) {
	for _, f := range s.Required {
		if _, ok := x[f]; !ok {
			out = append(out, fmt.Sprintf("%s: no %s", at, f))
		}
	}
	for f, e := range x {
		p := s.Properties[f]
		switch {
		case p != nil:
			out = append(out, v.faults(p, e, at+"."+f)...)
		case string(s.Additional) == "false":
			out = append(out, fmt.Sprintf("%s: the document does not know of %s", at, f))
		case len(s.Additional) > 0 && s.Additional[0] == '{':
			var more schema
			if err := json.Unmarshal(s.Additional, &more); err == nil {
				out = append(out, v.faults(&more, e, at+"."+f)...)
			}
		}
	}
	return out
}

// typed says whether a value is of a type of JSON Schema, or of one of several.
func typed(want, x any) bool {
	switch w := want.(type) {
	case nil:
		return true
	case []any:
		return slices.ContainsFunc(w, func(one any) bool { return typed(one, x) })
	case string:
		switch x := x.(type) {
		case nil:
			return w == "null"
		case bool:
			return w == "boolean"
		case string:
			return w == "string"
		case float64:
			return w == "number" || w == "integer" && x == float64(int64(x))
		case []any:
			return w == "array"
		case map[string]any:
			return w == "object"
		}
	}
	return false
}
