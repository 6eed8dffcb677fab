package resume

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tenon/profiles/format/reading"
)

// entry is a job, a course of study or a project: the lines of its head and those of its description.
type entry struct {
	dates  reading.Dates
	dated  bool
	anchor *line // that states the dates
	head   []*line
	body   []*line
}

// anchored says that a line states the dates of an entry, and not of something within a text.
func anchored(l *line) bool {
	d, ok := l.interval()
	if !ok {
		d, ok = apart(l)
	}
	if !ok {
		return false
	}
	rest := len(strings.TrimSpace(l.text[:d.From])) + len(strings.TrimSpace(l.text[d.To:]))
	switch {
	case labelled.MatchString(l.low):
		return false
	case l.bullet && rest > 80, rest > 130:
		return false
	case strings.HasSuffix(l.text, ".") && rest > 60 && !endsInShort.MatchString(l.text):
		return false
	case l.bullet || l.sentence():
		return d.From <= 3 || d.To >= len(l.text)-3
	}
	return true
}

// apart returns a single date that stands for an interval: a season, or one in a cell of its own or beside words set in bold.
func apart(l *line) (reading.Dates, bool) {
	if len(l.dates) != 1 || l.bullet || l.sentence() {
		return reading.Dates{}, false
	}
	d := l.dates[0]
	before, after := strings.TrimRight(l.text[:d.From], " ("), strings.TrimLeft(l.text[d.To:], " )")
	edge := before == "" || after == ""
	season := d.Start != d.End && !d.Bare
	cell := strings.HasSuffix(before, "|") || strings.HasPrefix(after, "|")
	return d, edge && (season || cell || l.bold && !d.Bare)
}

// labelled lines belong to the description of an entry.
var labelled = reading.Words(`^(?:key |main |used )?(?:technolog(?:ies|y|ien|ías?|ie)|tech(?:nical)? stack|stack|tech|tools?|environment|keywords|skills|key skills|umgebung|werkzeuge|environnement(?: technique)?|technologies utilisées|outils|entorno|herramientas|responsibilities|achievements|key achievements|aufgaben|missions?|funciones|logros|projects?|team size|eingesetzte technologien|tecnologías utilizadas)\b[^:]{0,20}:`)

// headLike says that a line may belong to the head of an entry.
func headLike(l *line) bool {
	return !l.bullet && !l.sentence() && len(l.text) <= 130 && !labelled.MatchString(l.low)
}

// marked says that line i is the head of an entry that is itself an entry of a list: the dates stand alone below it, in line a.
func marked(ls []*line, i, a int) bool {
	l := ls[i]
	return l.bullet && i == a-1 && !ls[a].bullet && bareDates(ls[a]) && !l.sentence() && len(l.text) <= 100 && !labelled.MatchString(l.low)
}

// entries cuts the lines of a section into entries at their dates. Lines before the first belong to its head when they look like it.
func entries(ls []*line) []*entry {
	var at []int
	for i, l := range ls {
		if anchored(l) {
			at = append(at, i)
		}
	}
	if len(at) == 0 {
		at = singles(ls)
	}
	return entriesAt(ls, at)
}

// entriesAt cuts lines into entries at the lines that state their dates.
func entriesAt(ls []*line, at []int) []*entry {
	lead := leading(ls, at)
	tops := make([]int, len(at))
	for k, a := range at {
		floor := 0
		if k > 0 {
			floor = at[k-1] + 1
		}
		if tops[k] = max(0, a-lead); k > 0 {
			tops[k] = top(ls, a, floor, lead)
		}
	}
	var out []*entry
	for k, a := range at {
		end := len(ls)
		if k+1 < len(at) {
			end = tops[k+1]
		}
		out = append(out, cutEntry(ls[tops[k]:end], a-tops[k]))
	}
	return out
}

// allDated are the lines with dates of an entry, intervals and single ones alike.
func allDated(ls []*line) []int {
	at := singles(ls)
	for i, l := range ls {
		if anchored(l) {
			at = append(at, i)
		}
	}
	slices.Sort(at)
	return slices.Compact(at)
}

// singles are the lines whose only date is a single one, at their beginning or end: "2019  Data Analyst, Acme".
func singles(ls []*line) []int {
	var at []int
	for i, l := range ls {
		if len(l.dates) == 1 && !l.sentence() && len(l.text) < 130 && !labelled.MatchString(l.low) {
			if d := l.dates[0]; d.From <= 2 || d.To >= len(l.text)-2 {
				at = append(at, i)
			}
		}
	}
	return at
}

// leading is how many lines of the head stand above the dates: what stands above the first.
func leading(ls []*line, at []int) int {
	if len(at) == 0 {
		return 0
	}
	n := 0
	for i := at[0] - 1; i >= 0 && n < maxLead && (headLike(ls[i]) || marked(ls, i, at[0])); i-- {
		n++
	}
	return n
}

// maxLead is how many lines of a head stand above its dates at most.
const maxLead = 3

// top is the first line of the head whose dates stand in line a. Above it are lines of its own where the description before has
// ended; where nothing shows that, as many as the first head has.
func top(ls []*line, a, floor, lead int) int {
	t := a
	for t > floor && a-t < maxLead && (headLike(ls[t-1]) || marked(ls, t-1, a)) && !setIn(ls[t-1], ls[a]) && !continues(ls, t-1, floor) {
		t--
	}
	if t == floor {
		return max(t, a-lead) // the lines below the dates before are of that head
	}
	for i := t; i < a && a-t > lead; i++ { // what ends the description stands before the first gap
		if ls[i].gap {
			return i
		}
	}
	return t
}

// setIn says that a line stands further in than the line with the dates: it is the end of a description.
func setIn(l, anchor *line) bool {
	if l.x == 0 || anchor.x == 0 || l.page != anchor.page {
		return false
	}
	d, ok := anchor.interval()
	return l.x > anchor.x+4 && !(ok && d.From <= 2)
}

// continues says that line i is the rest of a description that wraps: the line before is full, and nothing sets i apart.
func continues(ls []*line, i, floor int) bool {
	if i <= floor || ls[i].gap || ls[i].styled {
		return false
	}
	b := ls[i-1]
	if b.x > 0 && ls[i].x < b.x-4 && b.page == ls[i].page {
		return false
	}
	if !b.bullet && headLike(b) && (!b.full || b.gap) {
		return false
	}
	if first, _ := utf8.DecodeRuneInString(ls[i].text); strings.HasSuffix(b.text, ".") && unicode.IsUpper(first) {
		return false
	}
	if b.bullet && ls[i].x > b.x+2 {
		return true
	}
	return b.full && !(len(ls[i].text) < 60 && !ls[i].sentence() && headNoun(ls[i].text))
}

// cutEntry parts head and description of the lines of one entry; the dates stand in line a of them.
func cutEntry(ls []*line, a int) *entry {
	e := &entry{anchor: ls[a]}
	if d, ok := ls[a].interval(); ok {
		e.dates, e.dated = d, true
	} else if len(ls[a].dates) > 0 {
		e.dates, e.dated = ls[a].dates[0], true
	}
	e.head = ls[:a+1]
	rest := ls[a+1:]
	n := 0
	edge := headEdge(ls[a], rest)
	for n < len(rest) && n < 3 && headLike(rest[n]) && !(edge > 0 && rest[n].x > edge+4) && !(n > 0 && continues(rest, n, 0)) && (!rest[n].gap || n == 0 && bareDates(ls[a])) {
		n++
	}
	e.head = append(append([]*line{}, e.head...), rest[:n]...)
	e.body = rest[n:]
	return e
}

// headEdge is where the lines of the head begin: with the dates, or with the line below where the dates stand in a margin. Lines set
// in from there are the description. 0: not known.
func headEdge(anchor *line, rest []*line) float32 {
	if len(rest) == 0 || anchor.x == 0 || rest[0].x == 0 || rest[0].page != anchor.page {
		return 0
	}
	if d, ok := anchor.interval(); ok && d.From <= 2 && rest[0].x > anchor.x+40 {
		return rest[0].x
	}
	return anchor.x
}

// bareDates says that a line states dates and little else.
func bareDates(l *line) bool {
	d, ok := l.interval()
	if !ok && len(l.dates) == 1 {
		d, ok = l.dates[0], true
	}
	if !ok {
		return false
	}
	rest := strings.TrimSpace(l.text[:d.From]) + strings.TrimSpace(l.text[d.To:])
	return len(rest) < 12 || len(rest) < 40 && len(strings.TrimSpace(durationForm.ReplaceAllString(rest, ""))) < 12
}
