package docx

import (
	"encoding/xml"
	"strings"
	"unicode/utf8"

	"tenon/profiles/format/page"
)

// paragraph is a paragraph being read. Text boxes stand within one, so they come in stacks.
type paragraph struct {
	style
	text   []byte // what is visible of it, with its line breaks
	hidden map[string][]byte
	order  []string // of the reasons
	size   float32
	plain  bool        // some visible run is not bold
	after  []page.Line // of text boxes anchored in it
}

// body turns the tokens of a part into lines.
type body struct {
	rels       map[string]relation
	styles     map[string]style
	b          *page.Builder
	sinks      [][]page.Line // where finished lines go: the part, a cell, a text box
	rows       [][][]page.Line
	paras      []*paragraph
	run        face
	fills      []string // of the cells and shapes around
	path       []string // local names of the open elements
	skip       int      // depth below which everything is left out; 0 for nothing
	texts      int      // runs of text so far
	choices    []int    // texts before each open mc:AlternateContent
	field      string
	inText     bool
	styledRows []int // rows so far of each open table that has a style; -1 without
	kept, most int   // lines so far, and how many the builder takes
}

// maxParagraph is how many bytes of a paragraph are kept: lines of it that are too long are the builder's business.
const maxParagraph = 2 * page.MaxLine

func (a *archive) lines(name string, rels map[string]relation, styles map[string]style, b *page.Builder) ([]page.Line, error) {
	d := &body{rels: rels, styles: styles, b: b, sinks: make([][]page.Line, 1), most: a.limits.Lines}
	err := a.tokens(name, func(t xml.Token) error {
		switch t := t.(type) {
		case xml.StartElement:
			d.path = append(d.path, t.Name.Local)
			if d.skip == 0 {
				d.start(t)
			}
		case xml.EndElement:
			if d.skip == 0 {
				d.end(t.Name)
			} else if len(d.path) == d.skip {
				d.skip = 0
			}
			d.path = d.path[:len(d.path)-1]
		case xml.CharData:
			if d.skip == 0 && d.inText {
				d.text(string(t))
			}
		}
		return nil
	})
	for len(d.paras) > 0 { // open when a damaged part ends
		d.endParagraph()
	}
	var out []page.Line
	for _, s := range d.sinks {
		out = append(out, s...)
	}
	return out, err
}

func (d *body) parent(n int) string {
	if len(d.path) <= n {
		return ""
	}
	return d.path[len(d.path)-1-n]
}

func (d *body) start(e xml.StartElement) {
	switch e.Name.Local {
	case "del", "moveFrom", "delText", "rPrChange", "pPrChange", "tblPrChange", "tcPrChange", "sectPr", "footnoteReference":
		d.skip = len(d.path)
	case "AlternateContent":
		d.choices = append(d.choices, d.texts)
	case "Fallback":
		if n := len(d.choices); n > 0 && d.texts > d.choices[n-1] {
			d.skip = len(d.path) // the same again for old programs
		}
	case "p":
		if e.Name.Space != drawing {
			d.paras = append(d.paras, &paragraph{hidden: map[string][]byte{}})
			d.run = face{}
		}
	case "r":
		d.run = face{}
		if p := d.para(); p != nil {
			d.run = p.face
		}
	case "t":
		d.inText = e.Name.Space != drawing || d.para() != nil
	case "txbxContent":
		d.sinks = append(d.sinks, nil)
	case "wsp", "tc":
		d.fills = append(d.fills, "")
	case "solidFill", "gradFill", "blipFill":
		if n := len(d.fills); n > 0 && d.parent(1) == "spPr" {
			d.fills[n-1] = "?"
		}
	case "tbl":
		d.styledRows = append(d.styledRows, -1)
	case "tblStyle":
		if n := len(d.styledRows); n > 0 {
			d.styledRows[n-1] = 0
		}
	case "tr":
		d.rows = append(d.rows, nil)
	case "instrText", "fldSimple":
		d.inText = false
		d.field = attr(e, "instr")
		d.instruction()
	default:
		d.property(e)
	}
	if e.Name.Local == "tc" {
		d.sinks = append(d.sinks, nil)
	}
	if e.Name.Local == "instrText" {
		d.inText = true
	}
}

const drawing = "http://schemas.openxmlformats.org/drawingml/2006/main"

// property handles the elements that change how text looks, and the marks that stand for characters.
func (d *body) property(e xml.StartElement) {
	p := d.para()
	switch e.Name.Local {
	case "shd":
		switch d.parent(1) {
		case "tcPr":
			if n := len(d.fills); n > 0 {
				var f face
				f.shade(e)
				d.fills[n-1] = f.fill
			}
		case "pPr":
			if p != nil {
				p.shade(e)
			}
		case "rPr":
			d.run.shade(e)
		}
	case "b", "vanish", "webHidden", "specVanish", "color", "sz", "highlight":
		if d.parent(1) == "rPr" && d.parent(2) == "r" {
			d.run.set(e)
		}
	case "rStyle":
		if s, ok := d.styles[attr(e, "val")]; ok {
			d.run.over(s.face)
		}
	case "showingPlcHdr":
		d.skipPlaceholder()
	case "hyperlink":
		if r := d.rels[attr(e, "id")]; r.external {
			d.b.Link(r.target)
		}
	}
	if p == nil {
		return
	}
	switch e.Name.Local {
	case "pStyle":
		fill := p.fill
		if p.style = d.styles[attr(e, "val")]; p.fill == "" {
			p.fill = fill
		}
	case "numId":
		p.list = attr(e, "val") != "0"
	case "outlineLvl":
		p.heading = attr(e, "val") != "9"
	case "tab":
		if d.parent(1) == "r" {
			d.text("\t")
		}
	case "br", "cr":
		d.text("\n")
	case "noBreakHyphen":
		d.text("-")
	case "softHyphen":
		d.text("\u00ad")
	case "sym":
		d.text("•")
	}
}

// skipPlaceholder leaves out "Click here to enter text": the rest of the content control.
func (d *body) skipPlaceholder() {
	for i := len(d.path) - 1; i > 0; i-- {
		if d.path[i] == "sdt" {
			d.skip = i + 1
			return
		}
	}
}

func (d *body) para() *paragraph {
	if len(d.paras) == 0 {
		return nil
	}
	return d.paras[len(d.paras)-1]
}

func (d *body) text(s string) {
	if d.parent(0) == "instrText" {
		d.field = s
		d.instruction()
		return
	}
	p := d.para()
	if p == nil {
		return
	}
	d.texts++
	if reason := d.reason(); reason != "" {
		if _, ok := p.hidden[reason]; !ok {
			p.order = append(p.order, reason)
		}
		p.hidden[reason] = p.add(p.hidden[reason], s)
		return
	}
	p.text = p.add(p.text, s)
	if strings.TrimSpace(s) != "" {
		p.plain = p.plain || !d.run.bold
		p.size = max(p.size, d.run.size)
	}
}

// add appends to what is kept of a paragraph.
func (p *paragraph) add(to []byte, s string) []byte {
	if len(to) > maxParagraph {
		return to
	}
	return append(to, s...)
}

func (d *body) reason() string {
	f := d.run
	if f.fill == "" {
		if p := d.para(); p != nil {
			f.fill = p.fill
		}
	}
	for i := len(d.fills) - 1; i >= 0 && f.fill == ""; i-- {
		f.fill = d.fills[i]
	}
	if n := len(d.styledRows); n > 0 && d.styledRows[n-1] == 0 && f.fill == "" {
		f.fill = "?" // the head of a table whose style may colour it
	}
	switch {
	case f.vanish:
		return page.Invisible
	case f.size > 0 && f.size < 2:
		return page.Tiny
	case f.hides():
		return page.White
	}
	return ""
}

// instruction takes the target out of HYPERLINK "https://…".
func (d *body) instruction() {
	if rest, ok := strings.CutPrefix(strings.TrimSpace(d.field), "HYPERLINK"); ok {
		if parts := strings.Split(rest, `"`); len(parts) >= 2 {
			d.b.Link(parts[1])
		}
	}
	d.field = ""
}

func (d *body) end(name xml.Name) {
	if name.Space == drawing && name.Local == "p" {
		return
	}
	switch name.Local {
	case "t", "instrText":
		d.inText = false
	case "p":
		if len(d.paras) > 0 {
			d.endParagraph()
		}
	case "AlternateContent":
		if n := len(d.choices); n > 0 {
			d.choices = d.choices[:n-1]
		}
	case "txbxContent":
		lines := d.pop()
		if p := d.para(); p != nil {
			p.after = append(p.after, lines...)
		} else {
			d.emit(lines...)
		}
	case "wsp":
		d.unfill()
	case "tc":
		d.unfill()
		if lines, n := d.pop(), len(d.rows); n > 0 {
			d.rows[n-1] = append(d.rows[n-1], lines)
		} else {
			d.emit(lines...)
		}
	case "tr":
		d.endRow()
	case "tbl":
		if n := len(d.styledRows); n > 0 {
			d.styledRows = d.styledRows[:n-1]
		}
	}
}

func (d *body) unfill() {
	if n := len(d.fills); n > 0 {
		d.fills = d.fills[:n-1]
	}
}

func (d *body) pop() []page.Line {
	n := len(d.sinks) - 1
	if n == 0 {
		return nil
	}
	lines := d.sinks[n]
	d.sinks = d.sinks[:n]
	return lines
}

func (d *body) emit(lines ...page.Line) {
	n := len(d.sinks) - 1
	d.sinks[n] = append(d.sinks[n], lines...)
}

func (d *body) endParagraph() {
	n := len(d.paras) - 1
	p := d.paras[n]
	d.paras = d.paras[:n]
	i := -1
	for text := range strings.SplitSeq(string(p.text), "\n") {
		i++
		if text = cells(text); text == "" {
			continue
		}
		l := page.Line{Text: text, Bold: !p.plain, Size: p.size}
		l.Heading = p.heading || !p.list && page.HeadingLike(text, l.Bold)
		if p.list && i == 0 && !p.heading && !strings.HasPrefix(text, "•") {
			l.Text = "• " + text
		}
		d.keep(l)
	}
	for _, reason := range p.order {
		d.keep(page.Line{Text: string(p.hidden[reason]), Hidden: reason})
	}
	d.emit(p.after...)
}

// keep is emit for new lines, of which there may be more than anybody reads.
func (d *body) keep(l page.Line) {
	if d.kept++; d.kept > d.most {
		d.b.Drop()
		return
	}
	d.emit(l)
}

// cells parts what tabs part with a bar, as cells are, but not a label or a bullet from what follows it.
func cells(s string) string {
	var b strings.Builder
	for part := range strings.SplitSeq(s, "\t") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		switch sofar := b.String(); {
		case sofar == "":
		case strings.HasSuffix(sofar, ":"), utf8.RuneCountInString(sofar) <= 2:
			b.WriteByte(' ')
		default:
			b.WriteString(" | ")
		}
		b.WriteString(part)
	}
	return b.String()
}
