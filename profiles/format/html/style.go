package html

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"tenon/profiles/format/page"
)

// look is what is known of how an element looks, inherited from the elements around it.
type look struct {
	hidden      string
	text, back  colour
	bold, flex  bool
	fontSize    float64 // pixels
	transparent bool
}

type colour struct {
	r, g, b float64 // 0 to 255
	known   bool
}

func (c colour) near(d colour) bool {
	return c.known && d.known && math.Abs(c.r-d.r) < 16 && math.Abs(c.g-d.g) < 16 && math.Abs(c.b-d.b) < 16
}

var plain = look{text: colour{known: true}, back: colour{255, 255, 255, true}, fontSize: 16}

// rules of the page's own style sheets, by the class, id or tag that their last part asks for.
type rules struct {
	by    map[string][]rule
	n     int
	tries int // of matching a rule to an element
}

type rule struct {
	parts  [][]string // from the outermost element to the element itself; each what it must have: "tag", ".class", "#id"
	weight int
	decls  [][2]string
}

const (
	maxRules = 3000
	maxTries = 1_000_000 // after which sheets are no longer heeded
)

var (
	comment  = regexp.MustCompile(`(?s)/\*.*?\*/`)
	compound = regexp.MustCompile(`^[a-zA-Z][a-zA-Z0-9]*|[.#][\w-]+`)
	whole    = regexp.MustCompile(`^(?:[a-zA-Z][a-zA-Z0-9]*)?(?:[.#][\w-]+)*$`)
)

// add reads a sheet. Rules within @media and the like are left out.
func (r *rules) add(sheet string) {
	sheet = comment.ReplaceAllString(sheet[:min(len(sheet), 1<<20)], " ")
	for sheet != "" && r.n < maxRules {
		open := strings.IndexByte(sheet, '{')
		if open < 0 {
			return
		}
		selector := strings.TrimSpace(sheet[:open])
		if strings.HasPrefix(selector, "@") {
			sheet = afterBlock(sheet[open+1:])
			continue
		}
		body, rest, _ := strings.Cut(sheet[open+1:], "}")
		sheet = rest
		if decls := declarations(body); len(decls) > 0 {
			for s := range strings.SplitSeq(selector, ",") {
				r.one(s, decls)
			}
		}
	}
}

func afterBlock(s string) string {
	depth := 1
	for i := range len(s) {
		switch s[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return s[i+1:]
			}
		}
	}
	return ""
}

func (r *rules) one(selector string, decls [][2]string) {
	u := rule{decls: decls}
	for part := range strings.FieldsSeq(strings.ReplaceAll(selector, ">", " ")) {
		if !whole.MatchString(part) || len(u.parts) > 8 {
			return // pseudo classes and the like depend on what the user does
		}
		needs := compound.FindAllString(part, 8)
		for _, n := range needs {
			u.weight += map[byte]int{'#': 100, '.': 10}[n[0]] + 1
		}
		u.parts = append(u.parts, needs)
	}
	if len(u.parts) == 0 || len(u.parts[len(u.parts)-1]) == 0 {
		return
	}
	if r.by == nil {
		r.by = map[string][]rule{}
	}
	last := u.parts[len(u.parts)-1]
	key := last[len(last)-1]
	r.by[key] = append(r.by[key], u)
	r.n++
}

func (r *rules) sort() {
	for _, list := range r.by {
		slices.SortStableFunc(list, func(a, b rule) int { return cmp.Compare(a.weight, b.weight) })
	}
}

var asked = []string{"display", "visibility", "color", "background", "background-color", "background-image", "font-size", "font-weight", "opacity", "left", "top", "text-indent"}

func declarations(s string) (out [][2]string) {
	for d := range strings.SplitSeq(s, ";") {
		k, v, ok := strings.Cut(d, ":")
		k = strings.ToLower(strings.TrimSpace(k))
		if ok && slices.Contains(asked, k) && len(out) < 50 {
			v = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(strings.ToLower(v)), "!important"))
			out = append(out, [2]string{k, v})
		}
	}
	return out
}

func has(n *html.Node, needs []string) bool {
	for _, need := range needs {
		switch need[0] {
		case '.':
			if !slices.Contains(strings.Fields(short(attr(n, "class"))), need[1:]) {
				return false
			}
		case '#':
			if attr(n, "id") != need[1:] {
				return false
			}
		default:
			if !strings.EqualFold(n.Data, need) {
				return false
			}
		}
	}
	return true
}

func (u rule) matches(n *html.Node) bool {
	i := len(u.parts) - 1
	if !has(n, u.parts[i]) {
		return false
	}
	for p := n.Parent; i > 0 && p != nil; p = p.Parent {
		if p.Type == html.ElementNode && has(p, u.parts[i-1]) {
			i--
		}
	}
	return i == 0
}

// of is the look of an element within one of the given look.
func (r *rules) of(n *html.Node, l look) look {
	l.flex = false
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			l.hidden = page.Invisible
		case "bgcolor":
			l.set("background", strings.ToLower(a.Val))
		case "color":
			l.set("color", strings.ToLower(a.Val))
		}
	}
	if len(r.by) > 0 {
		keys := append([]string{n.Data}, "#"+attr(n, "id"))
		for _, c := range strings.Fields(short(attr(n, "class"))) {
			keys = append(keys, "."+c)
		}
		var found []rule
		for _, k := range keys[:min(len(keys), 20)] {
			for _, u := range r.by[k] {
				if r.tries++; r.tries < maxTries && len(found) < 100 && u.matches(n) {
					found = append(found, u)
				}
			}
		}
		slices.SortStableFunc(found, func(a, b rule) int { return cmp.Compare(a.weight, b.weight) })
		for _, u := range found {
			l.all(u.decls)
		}
	}
	if s := attr(n, "style"); s != "" {
		l.all(declarations(s[:min(len(s), 4096)]))
	}
	return l
}

func (l *look) all(decls [][2]string) {
	for _, d := range decls {
		l.set(d[0], d[1])
	}
}

func (l *look) set(key, v string) {
	switch key {
	case "display":
		if v == "none" {
			l.hidden = page.Invisible
		}
		l.flex = strings.Contains(v, "flex") || strings.Contains(v, "grid")
	case "visibility":
		if v == "hidden" || v == "collapse" {
			l.hidden = page.Invisible
		}
	case "opacity":
		if n, err := strconv.ParseFloat(v, 64); err == nil && n < 0.05 {
			l.hidden = page.Invisible
		}
	case "left", "top", "text-indent":
		if n, ok := pixels(v, 16); ok && n <= -500 {
			l.hidden = page.OffPage
		}
	case "font-weight":
		n, _ := strconv.Atoi(v)
		l.bold = strings.HasPrefix(v, "bold") || n >= 600
	case "font-size":
		if n, ok := pixels(v, l.fontSize); ok {
			l.fontSize = n
		}
	case "color":
		l.text = parseColour(v)
		l.transparent = v == "transparent"
	case "background", "background-color", "background-image":
		if v != "none" && v != "transparent" && v != "inherit" && v != "" {
			l.back = parseColour(strings.Fields(v + " ")[0])
		}
	}
}

// reason why the text of an element of this look is not seen.
func (l look) reason() string {
	switch {
	case l.hidden != "":
		return l.hidden
	case l.fontSize < 2:
		return page.Tiny
	case l.transparent, l.text.near(l.back):
		return page.White
	}
	return ""
}

var length = regexp.MustCompile(`^(-?[\d.]+)(px|pt|em|rem|%|vw|)$`)

func pixels(v string, of float64) (float64, bool) {
	m := length.FindStringSubmatch(v)
	if m == nil {
		return 0, false
	}
	n, err := strconv.ParseFloat(m[1], 64)
	switch m[2] {
	case "pt":
		n *= 4.0 / 3
	case "em":
		n *= of
	case "rem":
		n *= 16
	case "%":
		n *= of / 100
	}
	return n, err == nil
}

var named = map[string]colour{"white": {255, 255, 255, true}, "black": {0, 0, 0, true}, "snow": {255, 250, 250, true}, "ivory": {255, 255, 240, true}, "whitesmoke": {245, 245, 245, true}}

var channels = regexp.MustCompile(`^rgba?\(\s*([\d.]+)[\s,]+([\d.]+)[\s,]+([\d.]+)`)

// parseColour knows hexadecimal, rgb() and the names of white; of others it says that it does not know.
func parseColour(v string) colour {
	if hex, ok := strings.CutPrefix(v, "#"); ok {
		if len(hex) == 3 || len(hex) == 4 {
			hex = string([]byte{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]})
		}
		if n, err := strconv.ParseUint(hex[:min(len(hex), 6)], 16, 32); err == nil && len(hex) >= 6 {
			return colour{float64(n >> 16), float64(n >> 8 & 255), float64(n & 255), true}
		}
		return colour{}
	}
	if m := channels.FindStringSubmatch(v); m != nil {
		r, _ := strconv.ParseFloat(m[1], 64)
		g, _ := strconv.ParseFloat(m[2], 64)
		b, _ := strconv.ParseFloat(m[3], 64)
		return colour{r, g, b, true}
	}
	return named[v]
}
