package advert

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tenon/profiles/format/page"
)

// unit is a paragraph, a list entry, a heading or one field of a line of fields.
type unit struct {
	text    string
	parts   []part
	section section
	heading bool
	bullet  bool
	label   label // what "Location:" before the text says; the value begins at value
	value   int
}

// part is the piece of a line that a unit has: n bytes from byte from of the line, at byte at of the unit.
type part struct{ line, from, at, n int }

// split makes units of the visible lines. Lines that were wrapped are joined again, lines of fields are taken apart.
func (r *reader) split() {
	w := wrapping(r.doc.Lines)
	at := sections{last: top}
	for i, l := range r.doc.Lines {
		if l.At < 0 || strings.TrimSpace(l.Text) == "" {
			continue
		}
		if n := len(r.units); n > 0 && w.continues(&r.units[n-1], r.doc.Lines, i) {
			r.units[n-1].join(i, l.Text)
			continue
		}
		r.units = append(r.units, fields(i, l, &at)...)
	}
	for i := range r.units {
		if r.units[i].heading {
			r.read(&r.units[i])
		}
	}
}

// bulletForm is what begins a list entry. Signs of other scripts and pictures count, too.
var (
	bulletForm = words(`^(?:[•·▪◦‣○●■□➤►▶→✓✔✅☑➢»\x60*+–—-]\s*|\(?\d{1,2}[.)]\s+|[a-z]\)\s+)+`)
	markForm   = words(`^(?:#{1,6}\s+|\*{1,2}|_{1,2}|>+\s+|=+\s*)+`)
	emphasis   = "*_#= "

	// linkForm is a link of Markdown, linkEnd what comes behind its text.
	linkForm = regexp.MustCompile(`^\[([^\]]+)\]\(\S+\)`)
	linkEnd  = regexp.MustCompile(`\]\(\S+\)$`)
)

// opening is the number of bytes of bullets, marks and pictures before the text of a line.
func opening(text string) (n int, bullet, marked bool) {
	for n < len(text) {
		if m := linkForm.FindStringSubmatchIndex(text[n:]); m != nil {
			return n + m[2], bullet, marked
		}
		rest := text[n:]
		mark, b := len(markForm.FindString(rest)), len(bulletForm.FindString(rest))
		ch, size := utf8.DecodeRuneInString(rest)
		switch {
		case mark > 0 && !strings.HasPrefix(rest, "* "):
			n, marked = n+mark, true
		case b > 0 && !negative(rest, b):
			n, bullet = n+b, true
		case unicode.Is(unicode.So, ch), unicode.Is(unicode.Sk, ch), unicode.Is(unicode.Mn, ch), ch == ' ', ch == '\u200d':
			bullet = bullet || ch != ' '
			n += size
		default:
			return n, bullet, marked
		}
	}
	return n, bullet, marked
}

// negative says that a sign belongs to a number or a name: "+49", "-5", ".NET".
func negative(rest string, n int) bool {
	return !strings.HasSuffix(rest[:n], " ") && n < len(rest) && (rest[n] >= '0' && rest[n] <= '9')
}

// loneForm is a line of a few words without a full stop.
var loneForm = regexp.MustCompile(`^\p{Lu}[\p{L}&'’-]*(?: [\p{L}&'’-]+){0,3}$`)

// fields makes the units of one line.
func fields(i int, l page.Line, at *sections) []unit {
	n, bullet, marked := opening(l.Text)
	text := l.Text[n:]
	if m := linkEnd.FindStringIndex(text); m != nil && l.Text[n-min(n, 1):n] == "[" {
		text = text[:m[0]]
	}
	strong := strings.HasPrefix(l.Text, "**") && strings.HasSuffix(strings.TrimRight(text, " "), "**") || strings.HasPrefix(l.Text, "#")
	if text = strings.TrimRight(text, "*_` "); text == "" {
		return nil
	}
	if at.bullets && !bullet && loneForm.MatchString(text) && labelOf(text) == 0 {
		if _, is := (heading{text: text}).section(); !is {
			at.last = other // a heading by its place: among entries without a sign of one
		}
	}
	at.bullets = bullet
	head := heading{text: text, bold: l.Heading || marked && strong || l.Bold && len(text) < 60, bullet: bullet}
	s, is := at.enter(head)
	if is {
		return []unit{newUnit(i, n, text, s, true, bullet)}
	}
	var out []unit
	for _, f := range parts(text, s) {
		u := newUnit(i, n+f[0], text[f[0]:f[1]], s, false, bullet)
		u.labelled(at)
		out = append(out, u)
	}
	return out
}

func newUnit(line, from int, text string, s section, head, bullet bool) unit {
	return unit{text: text, parts: []part{{line: line, from: from, n: len(text)}}, section: s, heading: head, bullet: bullet}
}

var (
	fieldSign = words(`\x60\s+\x60|\s+[|·•‖]\s+|\t+|\s{3,}`)
	slashSign = words(`\x60\s+\x60|\s+[|·•‖/]\s+|\t+`)
)

// parts are the fields of a line such as "Berlin · hybrid · Full-time".
func parts(text string, s section) [][2]int {
	sign := fieldSign
	if s == top && len(text) < 90 {
		sign = slashSign
	}
	if s != top && len(text) > 160 {
		return [][2]int{{0, len(text)}}
	}
	var out [][2]int
	from := 0
	for _, m := range append(sign.FindAllStringIndex(text, -1), []int{len(text), len(text)}) {
		if m[0] > from {
			out = append(out, [2]int{from, m[0]})
		}
		from = m[1]
	}
	return out
}

// join adds a line that goes on where the unit ends.
func (u *unit) join(i int, text string) {
	u.parts = append(u.parts, part{line: i, at: len(u.text) + 1, n: len(text)})
	u.text += " " + text
}

// wrapped knows the width at which the lines of a document were wrapped; 0: they were not.
type wrapped struct{ width, longest int }

// wrapping judges by the longest tenth of the lines. Paragraphs of any length are not wrapped.
func wrapping(lines []page.Line) wrapped {
	var long []int
	for _, l := range lines {
		if n := utf8.RuneCountInString(l.Text); l.At >= 0 && n >= 30 {
			long = append(long, n)
		}
	}
	if len(long) < 3 {
		return wrapped{}
	}
	slices.Sort(long)
	w := long[len(long)*9/10]
	if w > 130 || long[len(long)-1] > 2*w {
		return wrapped{}
	}
	return wrapped{w, long[len(long)-1]}
}

// goesOn are words after which a line does not end.
var goesOn = words(`(?i:[,/&]|\b(?:and|or|of|in|with|the|a|an|to|for|und|oder|mit|von|der|die|das|im|für|et|ou|de|des|du|le|la|les|en|avec|y|o|con|del|el|los|las|para))$`)

// continues says that line i is the rest of the unit before it.
func (w wrapped) continues(u *unit, lines []page.Line, i int) bool {
	last := u.parts[len(u.parts)-1].line
	if w.width == 0 || last != i-1 || u.heading || lines[i].Heading || lines[last].Heading || lines[last].Hidden != lines[i].Hidden {
		return false
	}
	text := lines[i].Text
	if n, bullet, marked := opening(text); bullet || marked || n > 0 {
		return false
	}
	before := strings.TrimSpace(lines[last].Text)
	if utf8.RuneCountInString(before) < w.width*7/10 || labelOf(text) != 0 {
		return false
	}
	first, _ := utf8.DecodeRuneInString(text)
	if _, is := (heading{text: text}).section(); is && !unicode.IsLower(first) {
		return false
	}
	ended := strings.HasSuffix(before, ".") || strings.HasSuffix(before, ":") || strings.HasSuffix(before, "!") || strings.HasSuffix(before, "?")
	switch {
	case unicode.IsLower(first) && !ended, goesOn.MatchString(before):
		return true
	case lines[i].Page > 0:
		return !ended && sameColumn(lines[last], lines[i]) && utf8.RuneCountInString(before) >= w.longest*9/10
	case u.bullet:
		return !ended && utf8.RuneCountInString(before) >= w.width*8/10
	}
	return false
}

func sameColumn(a, b page.Line) bool {
	return a.Size == b.Size && a.X-b.X < 2 && b.X-a.X < 2 && a.Y > b.Y && a.Y-b.Y < 1.6*max(a.Size, 1)
}

// sentences are the bounds of the sentences of a text.
func sentences(text string) [][2]int {
	var out [][2]int
	from := 0
	for _, m := range sentenceEnd.FindAllStringIndex(text, -1) {
		if m[0] >= from && !shortened(text[from:m[0]+1]) {
			out = append(out, [2]int{from, m[0] + 1})
			from = m[0] + 2
		}
	}
	if from < len(text) {
		out = append(out, [2]int{from, len(text)})
	}
	return out
}

var (
	sentenceEnd = regexp.MustCompile(`[.!?] +[\p{Lu}\d¿¡"“„(]`)
	shortForm   = words(`(?i:\b(?:[a-z]_?|e\.g|i\.e|z\.\s?b|u\.\s?a|p\.\s?ej|par ex|etc|inc|ltd|co|corp|dr|prof|mr|mrs|ms|st|mind|ca|bzw|inkl|incl|min|max|approx|vs|no|nr|tel|abs|evtl|ggf|sog|b\.?\s?sc|m\.?\s?sc|ph\.?\s?d|dipl))\.$`)
)

func shortened(s string) bool { return shortForm.MatchString(s[max(0, len(s)-14):]) }
