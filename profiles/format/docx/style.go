package docx

import (
	"encoding/xml"
	"regexp"
	"strconv"
	"strings"
)

var onlyNumber = regexp.MustCompile(`(?i)^[-–|\s]*(page|seite|página)?\s*\d{0,4}\s*((of|von|de|sur|/)\s*\d{0,4})?[-–|\s]*$`)

// face is how a run of text looks; inherited from the style and changed by the run.
type face struct {
	bold, vanish bool
	colour       string  // six hexadecimal digits, or ""
	fill         string  // of what lies behind
	size         float32 // points; 0 unknown
}

// style is a paragraph or character style.
type style struct {
	face
	parent        string
	heading, list bool
}

// set applies a property of a run or of what is behind it.
func (f *face) set(e xml.StartElement) {
	val := attr(e, "val")
	switch e.Name.Local {
	case "b":
		f.bold = on(val)
	case "vanish", "webHidden", "specVanish":
		f.vanish = on(val)
	case "color":
		f.colour = strings.ToUpper(val)
	case "shd":
		f.shade(e)
	case "highlight":
		if val != "none" && val != "white" {
			f.fill = "?"
		}
	case "sz":
		if n, err := strconv.ParseFloat(val, 32); err == nil && n >= 0 && n < 4000 {
			f.size = float32(n / 2)
		}
	}
}

func (f *face) shade(e xml.StartElement) {
	if fill := strings.ToUpper(attr(e, "fill")); fill != "" && fill != "AUTO" {
		f.fill = fill
	} else if attr(e, "themeFill") != "" {
		f.fill = "?"
	}
}

// over puts a character style over the style of the paragraph.
func (f *face) over(c face) {
	f.bold, f.vanish = f.bold || c.bold, f.vanish || c.vanish
	if c.colour != "" {
		f.colour = c.colour
	}
	if c.fill != "" {
		f.fill = c.fill
	}
	if c.size > 0 {
		f.size = c.size
	}
}

func on(val string) bool { return val != "0" && val != "false" && val != "off" && val != "none" }

// hides: text of the colour is not seen on the fill. A fill that is not known hides nothing.
func (f face) hides() bool {
	if f.fill == "" {
		return light(f.colour)
	}
	return f.colour != "" && f.colour == f.fill || light(f.colour) && light(f.fill)
}

func light(hex string) bool {
	if len(hex) != 6 {
		return false
	}
	for i := 0; i < 6; i += 2 {
		if n, err := strconv.ParseUint(hex[i:i+2], 16, 8); err != nil || n < 0xF2 {
			return false
		}
	}
	return true
}

// styles reads the styles of the document, each with what it inherits.
func (a *archive) styles(rels map[string]relation, order []string) (map[string]style, error) {
	name := "word/styles.xml"
	for _, id := range order {
		if r := rels[id]; r.kind == "styles" && !r.external {
			name = r.target
		}
	}
	raw := map[string]style{}
	var id string
	var s style
	err := a.tokens(name, func(t xml.Token) error {
		switch e := t.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "style":
				id, s = attr(e, "styleId"), style{}
			case "name":
				n := strings.ToLower(attr(e, "val"))
				s.heading = strings.HasPrefix(n, "heading") || n == "title" || n == "subtitle"
				s.list = strings.HasPrefix(n, "list bullet") || strings.HasPrefix(n, "list number")
			case "basedOn":
				s.parent = attr(e, "val")
			case "outlineLvl":
				s.heading = attr(e, "val") != "9"
			case "b", "vanish", "color", "sz", "shd":
				s.set(e)
			}
		case xml.EndElement:
			if e.Name.Local == "style" && len(raw) < maxParts {
				raw[id] = s
			}
		}
		return nil
	})
	out := make(map[string]style, len(raw))
	for id := range raw {
		out[id] = inherit(raw, id, 0)
	}
	return out, err
}

func inherit(raw map[string]style, id string, depth int) style {
	s, ok := raw[id]
	if !ok || s.parent == "" || depth > 20 {
		return s
	}
	p := inherit(raw, s.parent, depth+1)
	s.bold, s.vanish, s.heading, s.list = s.bold || p.bold, s.vanish || p.vanish, s.heading || p.heading, s.list || p.list
	if s.colour == "" {
		s.colour = p.colour
	}
	if s.fill == "" {
		s.fill = p.fill
	}
	if s.size == 0 {
		s.size = p.size
	}
	return s
}
