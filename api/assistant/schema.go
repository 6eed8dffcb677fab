package assistant

import "github.com/google/jsonschema-go/jsonschema"

// limit bounds an argument beyond its type.
type limit struct {
	min, max float64 // of a number, where max is more than 0
	length   int     // of a text, at most
	of       []any   // the only values, of a list those of its members
	without  any     // what stands where it is missing
}

// schemaOf is the schema of the arguments of a tool. An argument is there or it is missing: none is null.
func schemaOf[In any](limits map[string]limit) *jsonschema.Schema {
	s, err := jsonschema.For[In](nil)
	if err != nil {
		panic(err) // the types are a part of the program
	}
	for name, p := range s.Properties {
		if len(p.Types) == 2 {
			p.Type, p.Types = p.Types[1], nil
		}
		limits[name].bound(p)
	}
	for name := range limits {
		if s.Properties[name] == nil {
			panic("no argument is called " + name)
		}
	}
	return s
}

func (l limit) bound(p *jsonschema.Schema) {
	if l.max > 0 {
		p.Minimum, p.Maximum = &l.min, &l.max
	}
	if l.length > 0 {
		p.MaxLength = &l.length
	}
	if p.Type == "array" {
		p.Items.Enum = l.of
	} else {
		p.Enum = l.of
	}
	if l.without != nil {
		p.Default = jsonOf(l.without)
	}
}
