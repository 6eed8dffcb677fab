package advert

import (
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

// Of a document no more is read than the longest advert has.
const (
	mostBytes    = 64 << 10
	mostSentence = 2000 // bytes
)

// split makes units of the visible lines. Lines that were wrapped are joined again, lines of fields are taken apart.
func (r *reader) split() {
	w := wrapping(r.doc.Lines)
	at := sections{last: top}
	left := mostBytes
	for i, l := range r.doc.Lines {
		if l.At < 0 || strings.TrimSpace(l.Text) == "" {
			continue
		}
		if left -= len(l.Text); left < 0 {
			r.res.Note(i, "", "the document is longer than an advert: the rest is not read")
			break
		}
		if n := len(r.units); n > 0 && w.continues(&r.units[n-1], r.doc.Lines, i) {
			r.units[n-1].join(i, l.Text)
			continue
		}
		r.units = append(r.units, fields(i, l, &at)...)
	}
	r.pair()
	r.signature()
	for i := range r.units {
		if r.units[i].heading {
			r.read(&r.units[i])
		}
	}
}

// signature makes what stands below the greetings of a mail speak of whom to contact.
func (r *reader) signature() {
	signed := false
	for i := range r.units {
		if u := &r.units[i]; signed && !u.heading {
			u.section = contact
		} else {
			signed = signOff.MatchString(u.text) || signed && !u.heading
		}
	}
}

// pair gives a label that stands in a line of its own to the line below: "Location" and "Berlin".
func (r *reader) pair() {
	for i := 0; i+1 < len(r.units); i++ {
		u, next := &r.units[i], &r.units[i+1]
		if u.label != 0 || u.value != 0 || u.bullet || next.heading || next.bullet || next.label != 0 || len(next.text) > 90 {
			continue
		}
		if l := bareLabel(u.text); l != 0 && l < labelExperience && bareLabel(next.text) == 0 {
			u.heading, next.label, next.section = true, l, min(next.section, other)
		}
	}
}

// bulletForm is what begins a list entry. Signs of other scripts and pictures count, too.
var (
	bulletForm = words(`^(?:[•·▪◦‣○●■□➤►▶→✓✔✅☑➢»\x60*+–—-]\s*|\(?\d{1,2}[.)]\s+|[a-z]\)\s+)+`)
	markForm   = words(`^(?:#{1,6}\s+|\*{1,2}|_{1,2}|>+\s+|=+\s*)+`)
	emphasis   = "*_#= "

	// linkForm is a link of Markdown, linkEnd what comes behind its text.
	linkForm = exact(`^\[([^\]]+)\]\(\S+\)`)
	linkEnd  = exact(`\]\(\S+\)$`)
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
var loneForm = exact(`^\p{Lu}[\p{L}&'’-]*(?: [\p{L}&'’-]+){0,3}$`)

// fields makes the units of one line.
func fields(i int, l page.Line, at *sections) []unit {
	n, bullet, marked := opening(l.Text)
	text := l.Text[n:]
	if m := linkEnd.FindStringIndex(text); m != nil && l.Text[n-min(n, 1):n] == "[" {
		text = text[:m[0]]
	}
	at.lines++
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
	for _, run := range runs(text) {
		if h := strings.TrimSpace(text[run[0]:run[1]]); run[1] < len(text) && strings.HasSuffix(h, ":") {
			if s, is := (heading{text: h}).section(); is {
				at.last = s
				out = append(out, newUnit(i, n+run[0], text[run[0]:run[1]], s, true, bullet))
				continue
			}
		}
		if u, ok := row(i, n, text, run, at); ok {
			out = append(out, u)
			continue
		}
		for _, f := range parts(text[run[0]:run[1]], at.last, at.lines == 1) {
			from, to := run[0]+f[0], run[0]+f[1]
			u := newUnit(i, n+from, text[from:to], at.last, false, bullet)
			u.labelled(at)
			if run[0] > 0 && u.value > 0 && u.label == 0 {
				at.last = u.section // a heading within a text without lines holds until the next
			}
			out = append(out, u)
		}
	}
	return out
}

// row makes one unit of a row of a table whose first cell names what the second holds: "Location | Berlin", "Requirements | Python".
// The rest of a long cell comes in the lines below.
func row(line, n int, text string, run [2]int, at *sections) (unit, bool) {
	m := cellSign.FindStringIndex(text[run[0]:run[1]])
	if m == nil || m[0] > 40 {
		return unit{}, false
	}
	name := text[run[0] : run[0]+m[0]]
	u := newUnit(line, n+run[0], text[run[0]:run[1]], at.last, false, false)
	if l := bareLabel(name); l != 0 {
		u.label, u.value = l, m[1]
		u.ask()
		return u, true
	}
	if s, is := (heading{text: name + ":"}).section(); is {
		u.section, u.value, at.last = s, m[1], s
		return u, true
	}
	return unit{}, false
}

var cellSign = exact(`\s+\|\s+`)

// runs are the parts of a text without lines: it is cut before the headings within it and at the signs of lists.
func runs(text string) [][2]int {
	if len(text) < 200 {
		return [][2]int{{0, len(text)}}
	}
	var out [][2]int
	from := 0
	for _, m := range runStart.FindAllStringSubmatchIndex(text, -1) {
		if m[2] >= 0 {
			name := text[m[2]:m[3]]
			if _, is := (heading{text: name + ":"}).section(); !is && labelOf(name+": x") == 0 {
				continue
			}
			out, from = append(out, [2]int{from, m[2]}), m[2]
			continue
		}
		out, from = append(out, [2]int{from, m[0]}), m[1]
	}
	return append(out, [2]int{from, len(text)})
}

// runStart finds "Heading: " behind the end of a sentence, and signs of lists.
var runStart = exact(`(?:^|[.!?;)]\s+)(\p{Lu}[\p{L}'’&/ -]{2,40}):|\s[•▪●◦➤✅✔]\s*`)

func newUnit(line, from int, text string, s section, head, bullet bool) unit {
	return unit{text: text, parts: []part{{line: line, from: from, n: len(text)}}, section: s, heading: head, bullet: bullet}
}

var (
	fieldSign = words(`\x60\s+\x60|\s+[|·•‖]\s+|\t+|\s{3,}`)
	slashSign = words(`\x60\s+\x60|\s+[|·•‖/]\s+|\t+`)
)

// parts are the fields of a line such as "Berlin · hybrid · Full-time".
func parts(text string, s section, first bool) [][2]int {
	sign := fieldSign
	if s == top && !first && len(text) < 90 {
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
var goesOn = words(`(?i:[,/&]|\b(?:and|or|of|in|with|the|a|an|to|for|und|oder|mit|von|der|die|das|im|für|et|ou|de|des|du|le|la|les|en|avec|y|o|con|` +
	`del|el|los|las|para))$`)

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
		if m[0] >= from && !shortened(text[from:m[0]+1]) && (!unicode.IsLower(runeAt(text, m[1])) || wordBefore.MatchString(text[from:m[0]])) {
			out = append(out, [2]int{from, m[0] + 1})
			from = m[1]
		}
	}
	if from < len(text) {
		out = append(out, [2]int{from, len(text)})
	}
	return short(text, out)
}

func runeAt(text string, i int) rune {
	r, _ := utf8.DecodeRuneInString(text[i:])
	return r
}

// short cuts sentences that are too long for one at blanks.
func short(text string, in [][2]int) [][2]int {
	var out [][2]int
	for _, s := range in {
		for s[1]-s[0] > mostSentence {
			cut := strings.LastIndexByte(text[s[0]:s[0]+mostSentence], ' ')
			if cut <= 0 {
				break // one word: of no use
			}
			out = append(out, [2]int{s[0], s[0] + cut})
			s[0] += cut + 1
		}
		if s[1]-s[0] <= mostSentence {
			out = append(out, s)
		}
	}
	return out
}

var (
	sentenceEnd = exact(`[.!?] +`)
	wordBefore  = exact(`\p{L}{4}\)?$`) // before a sentence that goes on in small letters
	shortForm   = words(`(?i:\b(?:[a-z]_?|e\.g|i\.e|z\.\s?b|u\.\s?a|p\.\s?ej|par ex|etc|inc|ltd|co|corp|dr|prof|mr|mrs|ms|st|mind|ca|bzw|inkl|incl|` +
		`min|max|approx|vs|no|nr|tel|abs|evtl|ggf|sog|b\.?\s?sc|m\.?\s?sc|ph\.?\s?d|dipl))\.$`)
)

func shortened(s string) bool { return shortForm.MatchString(s[max(0, len(s)-14):]) }
