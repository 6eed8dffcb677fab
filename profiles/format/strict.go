package format

import (
	"encoding"
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"sync"

	"tenon/profiles"
)

// maxFaults bounds the faults that are listed of one record.
const maxFaults = 20

// maxElements bounds a list: what is made of an entry is fifty times as large as the entry.
const maxElements = 20_000

// strict reads a record of Tenon's own format into a struct. Faults of single fields are collected with their paths; unlike
// encoding/json it refuses unknown and repeated fields, and does so in one pass.
type strict struct {
	parser
	errs profiles.FieldErrors
	path []step
	// secret is how many levels of the path lie within an identity, whose values no message may quote.
	secret int
}

// step is a part of a path: a field, or an index where the field is "".
type step struct {
	field string
	index int
}

func (d *strict) fault(format string, args ...any) {
	if len(d.errs) < maxFaults {
		d.errs = append(d.errs, &profiles.FieldError{Path: pathOf(d.path), Msg: fmt.Sprintf(format, args...)})
	}
}

func pathOf(steps []step) string {
	var b strings.Builder
	for _, s := range steps {
		switch {
		case s.field == "":
			fmt.Fprintf(&b, "[%d]", s.index)
		case b.Len() > 0:
			b.WriteString("." + s.field)
		default:
			b.WriteString(s.field)
		}
	}
	return b.String()
}

// shape is what the decoder knows of a type.
type shape struct {
	kind   reflect.Kind
	fields map[string]field // of a struct
	elem   *shape           // of a slice or a pointer
	text   bool             // it reads itself from a text
	other  bool             // left to encoding/json
}

type field struct {
	at    []int // reflect index
	bit   uint64
	shape *shape
}

var shapes sync.Map // reflect.Type → *shape

func shapeOf(t reflect.Type) *shape {
	if s, ok := shapes.Load(t); ok {
		return s.(*shape)
	}
	s := newShape(t)
	shapes.Store(t, s)
	return s
}

var (
	textType = reflect.TypeFor[encoding.TextUnmarshaler]()
	jsonType = reflect.TypeFor[json.Unmarshaler]()
)

func newShape(t reflect.Type) *shape {
	s := &shape{kind: t.Kind()}
	switch {
	case reflect.PointerTo(t).Implements(textType):
		s.text = true
	case reflect.PointerTo(t).Implements(jsonType):
		s.other = true
	case s.kind == reflect.Struct:
		s.fields = map[string]field{}
		s.add(t, nil)
	case s.kind == reflect.Slice || s.kind == reflect.Pointer:
		s.elem = shapeOf(t.Elem())
	case s.kind != reflect.String && s.kind != reflect.Bool && !isInt(s.kind):
		s.other = true
	}
	return s
}

func isInt(k reflect.Kind) bool { return k >= reflect.Int && k <= reflect.Uint64 }

func (s *shape) add(t reflect.Type, prefix []int) {
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		at := append(append([]int{}, prefix...), i)
		switch {
		case f.Anonymous && name == "":
			s.add(f.Type, at)
		case f.IsExported() && name != "-" && name != "":
			s.fields[name] = field{at, 1 << len(s.fields), shapeOf(f.Type)}
		}
	}
}

// into reads the record into the struct that v points to.
func (d *strict) into(v any) error {
	r := reflect.ValueOf(v).Elem()
	if err := d.value(shapeOf(r.Type()), r); err != nil {
		return err
	}
	return d.end()
}

// value reads one value. The error is a fault of syntax; faults of fields are collected.
func (d *strict) value(s *shape, v reflect.Value) error {
	c := d.peek()
	switch {
	case c == 'n':
		_, err := d.word()
		return err
	case s.text:
		return d.fromText(c, v)
	case s.other:
		return d.fromOther(v)
	case s.kind == reflect.String && c == '"':
		t, err := d.str()
		v.SetString(t)
		return err
	case s.kind == reflect.Bool && (c == 't' || c == 'f'):
		w, err := d.word()
		v.SetBool(w == "true")
		return err
	case isInt(s.kind) && (c == '-' || c >= '0' && c <= '9'):
		return d.integer(v)
	case s.kind == reflect.Struct && c == '{':
		return d.record(s, v)
	case s.kind == reflect.Slice && c == '[':
		return d.list(s, v)
	case s.kind == reflect.Pointer:
		if v.IsNil() {
			v.Set(reflect.New(v.Type().Elem()))
		}
		return d.value(s.elem, v.Elem())
	}
	d.fault("want %s, found %s", named(s.kind), found(c))
	return d.skip()
}

func named(k reflect.Kind) string {
	switch {
	case k == reflect.String:
		return "a string"
	case k == reflect.Bool:
		return "true or false"
	case k == reflect.Struct:
		return "an object"
	case k == reflect.Slice:
		return "a list"
	}
	return "a whole number"
}

func found(c byte) string {
	switch c {
	case '"':
		return "a string"
	case '{':
		return "an object"
	case '[':
		return "a list"
	case 't', 'f':
		return "true or false"
	}
	return "a number"
}

func (d *strict) fromText(c byte, v reflect.Value) error {
	if c != '"' {
		d.fault("want a string, found %s", found(c))
		return d.skip()
	}
	t, err := d.str()
	if err != nil {
		return err
	}
	if err := v.Addr().Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(t)); err != nil {
		if d.secret > 0 {
			d.fault("not of the accepted form")
		} else {
			d.fault("%s", strings.TrimPrefix(err.Error(), profiles.ErrInvalid.Error()+": "))
		}
	}
	return nil
}

func (d *strict) fromOther(v reflect.Value) error {
	start := d.i
	if err := d.skip(); err != nil {
		return err
	}
	if json.Unmarshal([]byte(d.s[start:d.i]), v.Addr().Interface()) != nil {
		d.fault("not of the accepted form")
	}
	return nil
}

func (d *strict) integer(v reflect.Value) error {
	t, err := d.number()
	if err != nil {
		return err
	}
	if v.CanUint() {
		n, err := strconv.ParseUint(t, 10, v.Type().Bits())
		if err != nil {
			d.fault("%s: want a whole number from 0", clipped(t))
		}
		v.SetUint(n)
		return nil
	}
	n, err := strconv.ParseInt(t, 10, v.Type().Bits())
	if err != nil {
		d.fault("%s: want a whole number", clipped(t))
	}
	v.SetInt(n)
	return nil
}

func (d *strict) record(s *shape, v reflect.Value) error {
	var seen uint64
	return d.object(func(key string) error {
		f, ok := s.fields[key]
		d.path = append(d.path, step{field: key})
		defer func() { d.path = d.path[:len(d.path)-1] }()
		switch {
		case !ok:
			d.path[len(d.path)-1].field = clipped(key)
			d.fault("unknown field")
			return d.skip()
		case seen&f.bit != 0:
			d.fault("stated twice")
			return d.skip()
		}
		seen |= f.bit
		if key == "identity" && len(d.path) == 1 {
			d.secret++
			defer func() { d.secret-- }()
		}
		return d.value(f.shape, v.FieldByIndex(f.at))
	})
}

func (d *strict) list(s *shape, v reflect.Value) error {
	return d.array(func(i int) error {
		switch {
		case i == maxElements:
			d.fault("more than %d entries", maxElements)
			fallthrough
		case i > maxElements:
			return d.skip()
		}
		d.path = append(d.path, step{index: i})
		if i >= v.Cap() {
			v.Grow(max(4, i))
		}
		v.SetLen(i + 1)
		err := d.value(s.elem, v.Index(i))
		d.path = d.path[:len(d.path)-1]
		return err
	})
}

// clipped shortens what a message quotes.
func clipped(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}
