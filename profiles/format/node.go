package format

import (
	"slices"
	"strconv"
	"strings"
)

// number is the text of a JSON number, so that reading it can be refused where it is used and not before.
type number string

// parseTree reads a record of a foreign format as map[string]any, []any, string, number, bool or nil. Of a field that stands
// twice the last counts.
func parseTree(text string) (any, error) {
	p := &parser{s: text}
	v, err := p.tree()
	if err == nil {
		err = p.end()
	}
	return v, err
}

func (p *parser) tree() (any, error) {
	if p.made++; p.made > maxValues {
		return nil, p.fail("more than %d values in one record", maxValues)
	}
	switch p.peek() {
	case '{':
		m := map[string]any{}
		err := p.object(func(key string) (err error) {
			m[key], err = p.tree()
			return err
		})
		return m, err
	case '[':
		l := []any{}
		err := p.array(func(int) error {
			v, err := p.tree()
			l = append(l, v)
			return err
		})
		return l, err
	case '"':
		return p.str()
	case 't', 'f', 'n':
		w, err := p.word()
		if w == "null" {
			return nil, err
		}
		return w == "true", err
	}
	t, err := p.number()
	return number(t), err
}

// node is a value of a foreign record with its path. All its readers take what they find: a value of another type is none.
type node struct {
	v    any
	path string
}

// get returns the first of the fields that is stated.
func (n node) get(fields ...string) node {
	m, _ := n.v.(map[string]any)
	for _, f := range fields {
		if v := m[f]; v != nil && v != "" {
			return node{v, join(n.path, f)}
		}
	}
	return node{nil, join(n.path, fields[0])}
}

func join(path, field string) string {
	if path == "" {
		return field
	}
	return path + "." + field
}

// text is a string without white space around it, or a number or a truth value as it is written.
func (n node) text() string {
	switch v := n.v.(type) {
	case string:
		return strings.TrimSpace(v)
	case number:
		return string(v)
	case bool:
		return strconv.FormatBool(v)
	}
	return ""
}

// list is the elements of a list, or the one value itself.
func (n node) list() []node {
	switch v := n.v.(type) {
	case nil:
		return nil
	case []any:
		out := make([]node, 0, len(v))
		for i, e := range v {
			if e != nil {
				out = append(out, node{e, n.path + "[" + strconv.Itoa(i) + "]"})
			}
		}
		return out
	}
	return []node{n}
}

// texts is the text of each element that has one.
func (n node) texts() []string {
	var out []string
	for _, e := range n.list() {
		if t := e.text(); t != "" {
			out = append(out, t)
		}
	}
	return out
}

func (n node) isObject() bool {
	_, ok := n.v.(map[string]any)
	return ok
}

// name is the name of a thing: a text, or the name of an object, or that of the first element of a list. Of a thing that is named
// by things again and again, as by itself in JSON-LD, it is empty.
func (n node) name() string {
	for range 4 {
		if t := n.text(); t != "" {
			return t
		}
		switch v := n.v.(type) {
		case []any:
			if len(v) == 0 {
				return ""
			}
			n.v = v[0]
		case map[string]any:
			n = n.get("name", "@value")
		default:
			return ""
		}
	}
	return ""
}

// unknown lists the fields that are none of the known ones, sorted.
func (n node) unknown(known ...string) []string {
	m, _ := n.v.(map[string]any)
	var out []string
	for k := range m {
		if !slices.Contains(known, k) && !strings.HasPrefix(k, "$") && !strings.HasPrefix(k, "@") {
			out = append(out, k)
		}
	}
	slices.Sort(out)
	return out
}

// lines joins texts as lines, without the empty ones.
func lines(texts ...string) string {
	return strings.Join(slices.DeleteFunc(texts, func(s string) bool { return s == "" }), "\n")
}
