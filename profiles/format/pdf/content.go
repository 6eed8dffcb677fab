package pdf

import (
	"math"
	"strings"

	lib "github.com/ledongthuc/pdf"

	"tenon/profiles/format/page"
)

// mark is a glyph on the sheet: from x0 to x1 on the baseline y, in points, Y up.
type mark struct {
	x0, x1, y, size float64
	text            string
	bold, upright   bool
	hidden          string
	blank           bool
}

// state is the graphics state as far as text needs it.
type state struct {
	ctm                               matrix
	fill                              colour
	ink, clear                        bool
	font                              *font
	size, chars, words, stretch, rise float64
	lead                              float64
	mode                              int
}

// canvas interprets the content of one page.
type canvas struct {
	r             *reader
	marks         []mark
	areas         []area
	images        int
	blind         bool // a font without a way to text was used
	width, height float64

	state
	stack    []state
	tm, line matrix
	path     path
	spans    []bool           // of marked content: those that stand for a soft hyphen
	named    map[string]*font // of the resources in use
}

const (
	maxMarks     = 100_000 // of one page
	maxMarked    = 600_000 // of a file
	maxOps       = 3_000_000
	maxForms     = 5000 // of a file
	maxDeepForms = 12   // within each other
	maxOperands  = 100
)

// run interprets a content stream with its resources.
func (c *canvas) run(data []byte, resources lib.Value, depth int) {
	l := &lexer{data: data}
	args := make([]token, 0, 8)
	base := len(c.stack)
	outer := c.named
	c.named = map[string]*font{}
	defer func() { c.named = outer }()
	for {
		t := l.next(0)
		if t.kind == end {
			break
		}
		if t.kind != word {
			if len(args) < maxOperands {
				args = append(args, t)
			}
			continue
		}
		c.r.step()
		switch t.str {
		case "BI":
			c.image()
		case "ID":
			l.skipImage()
		case "Q":
			if len(c.stack) > base {
				c.state, c.stack = c.stack[len(c.stack)-1], c.stack[:len(c.stack)-1]
			}
		default:
			c.do(t.str, args, resources, depth)
		}
		args = args[:0]
	}
	if len(c.stack) > base {
		c.state, c.stack = c.stack[base], c.stack[:base]
	}
}

func num(args []token, i int) float64 {
	if i < len(args) {
		return args[i].num
	}
	return 0
}

func matrixOf(args []token) matrix {
	return matrix{num(args, 0), num(args, 1), num(args, 2), num(args, 3), num(args, 4), num(args, 5)}
}

func (c *canvas) do(op string, args []token, resources lib.Value, depth int) {
	switch op {
	case "q":
		if len(c.stack) < 1000 {
			c.stack = append(c.stack, c.state)
		}
	case "cm":
		if len(args) < 6 { // of nothing: all that follows would vanish
			break
		}
		c.ctm = matrixOf(args).then(c.ctm)
	case "gs":
		if ca := resources.Key("ExtGState").Key(first(args)).Key("ca"); ca.Kind() != lib.Null {
			c.clear = ca.Float64() < 0.05
		}
	case "BMC", "BDC":
		c.spans = append(c.spans[:min(len(c.spans), 1000)], isSoftHyphen(args))
	case "EMC":
		c.spans = c.spans[:max(0, len(c.spans)-1)]
	case "Do":
		c.external(resources.Key("XObject").Key(first(args)), resources, depth)
	case "g", "rg", "k":
		c.fill = colourOf(args, false)
	case "cs":
		c.fill, c.ink = black, isInk(resources.Key("ColorSpace"), first(args))
	case "sc", "scn":
		c.fill = colourOf(args, c.ink)
	case "re", "m", "l", "c", "v", "y", "h", "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "n", "sh":
		c.draw(op, args)
	default:
		c.write(op, args, resources)
	}
}

// isSoftHyphen says that marked content stands for a soft hyphen within a line, which browsers draw with the glyph of a space. Other
// texts that stand for glyphs are not heeded: a reader of the page sees the glyphs.
func isSoftHyphen(args []token) bool {
	if len(args) < 2 {
		return false
	}
	for i, t := range args[1].list {
		if t.kind == name && t.str == "ActualText" && i+1 < len(args[1].list) {
			return args[1].list[i+1].str == "\xfe\xff\x00\xad"
		}
	}
	return false
}

func first(args []token) string {
	if len(args) == 0 {
		return ""
	}
	return args[0].str
}

func (c *canvas) draw(op string, args []token) {
	switch op {
	case "re":
		b := box(c.ctm, num(args, 0), num(args, 1), num(args, 2), num(args, 3))
		c.path.add(b.x0, b.y0)
		c.path.add(b.x1, b.y1)
	case "m", "l", "c", "v", "y":
		for i := 0; i+1 < len(args); i += 2 {
			c.path.add(c.ctm.at(args[i].num, args[i+1].num))
		}
	case "f", "F", "f*", "B", "B*", "b", "b*":
		if c.path.any && !c.clear {
			c.paint(area{c.path.x0, c.path.y0, c.path.x1, c.path.y1, c.fill})
		}
		c.path = path{}
	case "sh":
		c.paint(area{0, 0, c.width, c.height, colour{}})
	case "S", "s", "n":
		c.path = path{}
	}
}

func (c *canvas) image() {
	c.images++
	b := box(c.ctm, 0, 0, 1, 1)
	c.paint(area{b.x0, b.y0, b.x1, b.y1, colour{}})
}

// external paints an image, or runs a form.
func (c *canvas) external(x, resources lib.Value, depth int) {
	switch x.Key("Subtype").Name() {
	case "Image":
		c.image()
	case "Form":
		if depth >= maxDeepForms {
			return
		}
		if c.r.forms++; c.r.forms > maxForms {
			panic(errBudget)
		}
		saved := c.state
		if m := x.Key("Matrix"); m.Len() == 6 {
			var f matrix
			for i := range f {
				f[i] = m.Index(i).Float64()
			}
			c.ctm = f.then(c.ctm)
		}
		if own := x.Key("Resources"); own.Kind() == lib.Dict {
			resources = own
		}
		c.run(decode(x, &c.r.budget), resources, depth+1)
		c.state = saved
	}
}

// write does the operators of text.
func (c *canvas) write(op string, args []token, resources lib.Value) {
	switch op {
	case "BT":
		c.tm, c.line = identity, identity
	case "Tf":
		c.font, c.size = c.named[first(args)], num(args, 1)
		if c.font == nil {
			c.font = c.r.fontNamed(resources, first(args))
			c.named[first(args)] = c.font
		}
	case "Tm":
		c.line = matrixOf(args)
		c.tm = c.line
	case "TD":
		c.lead = -num(args, 1)
		c.move(num(args, 0), num(args, 1))
	case "Td":
		c.move(num(args, 0), num(args, 1))
	case "T*":
		c.move(0, -c.lead)
	case "Tc":
		c.chars = num(args, 0)
	case "Tw":
		c.words = num(args, 0)
	case "Tz":
		c.stretch = num(args, 0) / 100
	case "TL":
		c.lead = num(args, 0)
	case "Ts":
		c.rise = num(args, 0)
	case "Tr":
		c.mode = int(num(args, 0))
	case "Tj":
		c.show(args)
	case "'":
		c.move(0, -c.lead)
		c.show(args)
	case "\"":
		c.words, c.chars = num(args, 0), num(args, 1)
		c.move(0, -c.lead)
		c.show(args)
	case "TJ":
		if len(args) > 0 {
			c.show(args[0].list)
		}
	}
}

func (c *canvas) move(x, y float64) {
	c.line = matrix{1, 0, 0, 1, x, y}.then(c.line)
	c.tm = c.line
}

// show places the glyphs of strings; numbers between them move back by thousandths of the size.
func (c *canvas) show(parts []token) {
	if c.font == nil {
		return
	}
	c.blind = c.blind || c.font.blind
	for _, p := range parts {
		switch p.kind {
		case number:
			c.advance(-p.num / 1000 * c.size * c.stretch)
		case text:
			behind, asked := paper, false
			c.font.glyphs(p.str, func(g glyph) {
				m := c.place(g)
				if !asked {
					behind, asked = c.behind((m.x0+m.x1)/2, m.y+m.size*0.3), true
				}
				m.hidden = c.hidden(m, behind)
				c.keep(m)
			})
		}
	}
}

func (c *canvas) advance(x float64) { c.tm = matrix{1, 0, 0, 1, x, 0}.then(c.tm) }

func (c *canvas) place(g glyph) mark {
	trm := matrix{c.size * c.stretch, 0, 0, c.size, 0, c.rise}.then(c.tm).then(c.ctm)
	m := mark{text: g.text, blank: g.blank, bold: c.font.bold || c.mode == 2, size: math.Hypot(trm[2], trm[3])}
	m.x0, m.y = trm[4], trm[5]
	m.upright = trm[0] > 0 && math.Abs(trm[1]) < 0.3*trm[0]
	extra := c.chars
	if g.blank {
		extra += c.words
	}
	m.x1 = m.x0 + g.width*trm[0]
	c.advance((g.width*c.size + extra) * c.stretch)
	return m
}

func (c *canvas) hidden(m mark, behind colour) string {
	switch {
	case m.x1 < -1 || m.y < -m.size || m.x0 > c.width+1 || m.y > c.height+1:
		return page.OffPage
	case m.size < 2:
		return page.Tiny
	case c.mode == 3 || c.mode == 7 || c.clear:
		return page.Invisible
	case c.mode == 0 && c.fill.near(behind):
		return page.White
	}
	return ""
}

func (c *canvas) keep(m mark) {
	c.r.marked++
	if n := len(c.spans); n > 0 && c.spans[n-1] && strings.TrimSpace(m.text) == "" {
		return
	}
	if finite(m.x0) && finite(m.x1) && finite(m.y) && finite(m.size) && m.text != "" && len(c.marks) < maxMarks {
		c.marks = append(c.marks, m)
	}
	if c.r.marked > maxMarked {
		panic(errBudget)
	}
}

func finite(x float64) bool { return math.Abs(x) < 1e6 }
