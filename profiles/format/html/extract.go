package html

import (
	"bytes"
	"context"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"tenon/profiles/format/page"
)

// extractor turns the tree of a page into lines.
type extractor struct {
	ctx     context.Context
	b       *page.Builder
	rules   rules
	lengths map[*html.Node]int // letters of text below an element, without what is never shown
	total   int
	sinks   [][]page.Line
	rows    [][][]page.Line
	inline  []byte
	bold    bool   // all of the line so far
	hidden  string // of the line so far
	prefix  string // of the next line: the bullet of a list, the term of a definition
	heading bool
	steps   int
	kept    int // lines so far, of which the builder takes at most most
	most    int
}

// page chooses the part of the page that is its matter and reads it. The title of an advert often stands outside of it.
func (e *extractor) page(root *html.Node) {
	body := find(root, func(n *html.Node) bool { return n.DataAtom == atom.Body })
	if body == nil {
		return
	}
	e.total = e.lengths[body]
	region := e.region(body)
	isTitle := func(n *html.Node) bool { return n.DataAtom == atom.H1 && e.lengths[n] > 0 }
	if find(region, isTitle) == nil {
		title := find(body, isTitle)
		if title == nil {
			title = find(root, func(n *html.Node) bool { return n.DataAtom == atom.Title })
		}
		if title != nil && title.Parent != nil && title.Namespace == "" {
			e.heading = true
			e.walk(title, e.lookOf(title))
			e.breakLine()
			e.heading = false
		}
	}
	e.walk(region, e.lookOf(region.Parent))
	e.breakLine()
	if e.rules.tries >= maxTries {
		e.b.Note("the style sheets of the page are too large to heed: hidden text may have been taken for visible")
	}
	for _, sink := range e.sinks {
		for _, l := range sink {
			e.b.Add(l)
		}
	}
}

func find(n *html.Node, is func(*html.Node) bool) *html.Node {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && is(d) {
			return d
		}
	}
	return nil
}

// lookOf is the look of an element by all those around it.
func (e *extractor) lookOf(n *html.Node) look {
	if n == nil || n.Type != html.ElementNode {
		return plain
	}
	return e.rules.of(n, e.lookOf(n.Parent))
}

// measure counts the letters below each element.
func (e *extractor) measure(n *html.Node, depth int) int {
	sum := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			sum += len(strings.TrimSpace(c.Data))
		case c.Type == html.ElementNode && !dropped(c):
			sum += e.measure(c, depth+1)
		}
	}
	e.lengths[n] = sum
	return sum
}

// region is main, or the article that holds most of the text, or the smallest block that holds nearly all of it.
func (e *extractor) region(body *html.Node) *html.Node {
	var best *html.Node
	for n := range body.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		share := 10 * e.lengths[n]
		switch {
		case (n.DataAtom == atom.Main || attr(n, "role") == "main") && share >= 3*e.total,
			n.DataAtom == atom.Article && share >= 5*e.total:
			if best == nil || e.lengths[n] > e.lengths[best] {
				best = n
			}
		}
	}
	if best == nil {
		best = body
	}
	for {
		next := best
		for c := best.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.ElementNode && (c.DataAtom == atom.Div || c.DataAtom == atom.Section || c.DataAtom == atom.Main) && 100*e.lengths[c] >= 92*e.lengths[best] {
				next = c
			}
		}
		if next == best || e.lengths[best] == 0 {
			return best
		}
		best = next
	}
}

// dropped elements never hold the matter of a page.
func dropped(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Nav, atom.Footer, atom.Aside, atom.Iframe, atom.Object, atom.Svg, atom.Canvas,
		atom.Button, atom.Select, atom.Textarea, atom.Input, atom.Dialog, atom.Head, atom.Audio, atom.Video, atom.Math, atom.Noframes, atom.Datalist:
		return true
	}
	switch attr(n, "role") {
	case "navigation", "contentinfo", "dialog", "alertdialog", "search", "complementary", "menu", "menubar":
		return true
	}
	return false
}

var furniture = regexp.MustCompile(`(?i)cookie|consent|gdpr|breadcrumb|newsletter|subscribe|(related|similar|recommended|more)[-_]?(jobs|positions|posts)|share[-_]?(buttons?|links?|bar|this)|` +
	`social[-_]?(links|share|media|icons)|skip[-_]?(link|to|nav)|site[-_]?(header|footer|nav)|pagination|\bpopup|\bmodal|sr-only|visually-?hidden|screen-?reader`)

// isFurniture: by its names something around the matter, unless it holds so much of the text that it is the matter.
func (e *extractor) isFurniture(n *html.Node) bool {
	if n.DataAtom == atom.Header && n.Parent != nil && n.Parent.DataAtom == atom.Body {
		return find(n, func(d *html.Node) bool { return d.DataAtom == atom.H1 }) == nil && 10*e.lengths[n] < 3*e.total
	}
	return 10*e.lengths[n] < 4*e.total && furniture.MatchString(short(attr(n, "class"))+" "+short(attr(n, "id")))
}

// short is the beginning of a value, as much as names need.
func short(s string) string { return s[:min(len(s), 1000)] }

func (e *extractor) walk(n *html.Node, outer look) {
	if e.steps++; e.steps%256 == 0 && e.ctx.Err() != nil {
		return
	}
	l := e.rules.of(n, outer)
	l.bold = l.bold || outer.bold || n.DataAtom == atom.B || n.DataAtom == atom.Strong || n.DataAtom == atom.Th
	if block(n) {
		e.breakLine()
	}
	e.open(n)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			e.text(c.Data, l, preformatted(n))
		case c.Type == html.ElementNode && !dropped(c) && !e.isFurniture(c):
			if !block(c) && c.PrevSibling != nil && c.PrevSibling.Type == html.ElementNode {
				e.between(l.flex, c)
			}
			e.walk(c, l)
		}
		if l.flex && c.NextSibling != nil && c.Type == html.TextNode && strings.TrimSpace(c.Data) == "" {
			e.between(true, c.NextSibling)
		}
	}
	if block(n) {
		e.breakLine()
	}
	e.shut(n)
}

// between parts two elements that stand side by side without white between them in the file.
func (e *extractor) between(flex bool, next *html.Node) {
	switch sofar := bytes.TrimRight(e.inline, " \t\r\n"); {
	case len(sofar) == 0 || next.DataAtom == atom.Br:
	case flex && !bytes.HasSuffix(sofar, []byte("|")):
		e.inline = append(sofar, " | "...)
	case next.DataAtom == atom.Span:
		e.inline = append(e.inline, ' ')
	}
}

func (e *extractor) open(n *html.Node) {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		e.heading = true
	case atom.Li:
		e.prefix = "• "
	case atom.Tr:
		e.rows = append(e.rows, nil)
	case atom.Td, atom.Th:
		e.sinks = append(e.sinks, nil)
	case atom.A:
		e.b.Link(attr(n, "href"))
	case atom.Br:
		e.breakLine()
	}
}

func (e *extractor) shut(n *html.Node) {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		e.heading = false
	case atom.Li, atom.Dd:
		e.prefix = ""
	case atom.Dt:
		e.term()
	case atom.Td, atom.Th:
		last := len(e.sinks) - 1
		cell := e.sinks[last]
		e.sinks = e.sinks[:last]
		if r := len(e.rows) - 1; r >= 0 {
			e.rows[r] = append(e.rows[r], cell)
		} else {
			e.emit(cell...)
		}
	case atom.Tr:
		last := len(e.rows) - 1
		row := e.rows[last]
		e.rows = e.rows[:last]
		e.emit(page.Row(row)...)
	}
}

// term takes the line of a dt back, to stand before its dd: "Salary: € 90,000".
func (e *extractor) term() {
	sink := &e.sinks[len(e.sinks)-1]
	if n := len(*sink); n > 0 && (*sink)[n-1].Hidden == "" && len((*sink)[n-1].Text) < 60 && e.prefix == "" {
		e.prefix = strings.TrimSuffix(strings.TrimSpace((*sink)[n-1].Text), ":") + ": "
		*sink = (*sink)[:n-1]
	}
}

func (e *extractor) emit(lines ...page.Line) {
	n := len(e.sinks) - 1
	e.sinks[n] = append(e.sinks[n], lines...)
}

func (e *extractor) text(s string, l look, pre bool) {
	reason := l.reason()
	if strings.TrimSpace(s) == "" {
		if len(e.inline) > 0 {
			e.inline = append(e.inline, ' ')
		}
		return
	}
	if reason != e.hidden && !e.blank() {
		e.breakLine() // a line is either seen or not
	}
	first := true
	for part := range strings.SplitSeq(s, "\n") {
		if !first {
			if pre {
				e.breakLine()
			} else {
				e.inline = append(e.inline, ' ')
			}
		}
		first = false
		if e.blank() {
			e.bold, e.hidden = true, reason
		}
		e.bold = e.bold && (l.bold || strings.TrimSpace(part) == "")
		e.inline = append(e.inline, part...)
	}
}

func (e *extractor) blank() bool { return len(bytes.TrimSpace(e.inline)) == 0 }

func (e *extractor) breakLine() {
	text := strings.TrimSuffix(strings.Join(strings.Fields(string(e.inline)), " "), " |")
	e.inline = e.inline[:0]
	if text == "" {
		return
	}
	l := page.Line{Text: text, Bold: e.bold || e.heading, Hidden: e.hidden}
	if l.Hidden == "" {
		l.Heading = e.heading || e.prefix == "" && len(e.rows) == 0 && page.HeadingLike(text, l.Bold)
		l.Text = e.prefix + text
		e.prefix = ""
	}
	e.hidden = ""
	if e.kept++; e.kept > e.most {
		e.b.Drop()
		return
	}
	e.emit(l)
}

func block(n *html.Node) bool {
	switch n.DataAtom {
	case atom.P, atom.Div, atom.Section, atom.Article, atom.Main, atom.Header, atom.Ul, atom.Ol, atom.Li, atom.Dl, atom.Dt, atom.Dd, atom.Table, atom.Tbody, atom.Thead,
		atom.Tfoot, atom.Tr, atom.Td, atom.Th, atom.Caption, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Pre, atom.Blockquote, atom.Address, atom.Hr,
		atom.Figure, atom.Figcaption, atom.Form, atom.Fieldset, atom.Legend, atom.Details, atom.Summary, atom.Center, atom.Body, atom.Title, atom.Br, atom.Option, atom.Hgroup:
		return true
	}
	return false
}

func preformatted(n *html.Node) bool {
	for range 3 {
		if n == nil {
			return false
		}
		if n.DataAtom == atom.Pre {
			return true
		}
		n = n.Parent
	}
	return false
}
