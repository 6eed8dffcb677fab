package resume

import (
	"strconv"
	"strings"

	"tenon/profiles"
	"tenon/profiles/format/reading"
	"tenon/profiles/taxonomy"
)

// columns say what the columns of a table of skills hold, as far as its head does: -1 for none.
type columns struct {
	head   bool
	months int // the column of years of experience
}

var (
	// skillHead, levelHead and yearsHead are what stands over the columns.
	skillHead  = reading.Words(`(?i)^(?:skills?|technolog(?:y|ies)|tools?|area|competenc(?:y|e|ies)|software|name|kenntniss?e?|fähigkeit(?:en)?|technologien?|werkzeuge?|kompetenz(?:en)?|compétences?|technologies?|outils?|competencias?|habilidad(?:es)?|tecnologías?|herramientas?)$`)
	levelHead  = reading.Words(`(?i)^(?:level|skill level|proficiency|rating|niveau|stufe|kenntnisstand|level of .*|nivel|maîtrise|dominio)$`)
	yearsHead  = reading.Words(`(?i)^(?:years?|yrs?|years? (?:of )?(?:experience|exp\.?|used|in use)|experience(?: \((?:in )?(?:years?|yrs?)\))?|exp\.?(?: \(yrs?\))?|jahre?|jahre (?:erfahrung|praxis)|erfahrung(?: \(jahre\))?|années?|années d['’]expérience|expérience(?: \(ans\))?|ans|años?|años de experiencia|experiencia(?: \(años\))?)$`)
	lastHead   = reading.Words(`(?i)^(?:last used|zuletzt|dernière utilisation|último uso|certified|notes?|projects?)$`)
	numberForm = reading.Exact(`^(?:>|~|ca\. ?)?\s?(\d{1,2})(?:[.,]\d)?\s?\+?$`)
)

// row reads a line of a table with a skill, its level and the years somebody has used it; false where it is none.
func (t *columns) row(r *reader, l, next *line) bool {
	cells := cellsOf(l.text)
	if len(cells) < 2 || len(cells) > 5 {
		return false
	}
	at := func(i int) string { return l.text[cells[i][0]:cells[i][1]] }
	if skillHead.MatchString(at(0)) {
		return t.heads(l, cells)
	}
	level, months := uint8(0), 0
	for i := 1; i < len(cells); i++ {
		switch cell := at(i); {
		case t.head && i == t.months && numberForm.MatchString(cell):
			n, _ := strconv.Atoi(numberForm.FindStringSubmatch(cell)[1])
			months = min(12*n, profiles.MaxMonths)
		case yearsForm.MatchString(cell):
			n, _ := strconv.Atoi(yearsForm.FindStringSubmatch(cell)[1])
			months = min(12*n, profiles.MaxMonths)
		case levelOf(cell) != 0 && len(strings.Fields(cell)) <= 3:
			level = max(level, levelOf(cell))
		case !t.head || !numberForm.MatchString(cell):
			return false
		}
	}
	if !r.wrapped(l, next, cells[0], level, months) {
		r.skillItemOf(l, cells[0][0], cells[0][1], level, months)
	}
	return true
}

// wrapped reads a name whose cell is so narrow that it goes on in the next line.
func (r *reader) wrapped(l, next *line, cell [2]int, level uint8, months int) bool {
	name := l.text[cell[0]:cell[1]]
	if next == nil || len(next.text) > 30 || strings.ContainsAny(next.text, "|,;:") || r.named(name) && r.named(next.text) {
		return false
	}
	no, ok := r.o.Taxonomy.Named(taxonomy.Skill, name+" "+next.text)
	if !ok {
		return false
	}
	r.skill(l, cell[0], cell[1], no, level, months)
	next.text, next.low, next.used = "", "", true
	return true
}

// heads takes the head of a table.
func (t *columns) heads(l *line, cells [][2]int) bool {
	found := columns{head: true, months: -1}
	for i := 1; i < len(cells); i++ {
		switch cell := l.text[cells[i][0]:cells[i][1]]; {
		case yearsHead.MatchString(cell):
			found.months = i
		case !levelHead.MatchString(cell) && !lastHead.MatchString(cell):
			return false
		}
	}
	*t = found
	l.used = true
	return true
}

// cellsOf returns the cells of a row, trimmed.
func cellsOf(s string) [][2]int {
	var out [][2]int
	for from := 0; ; {
		end := strings.IndexByte(s[from:], '|')
		if end < 0 {
			end = len(s) - from
		}
		cell := s[from : from+end]
		lead := len(cell) - len(strings.TrimLeft(cell, " "))
		out = append(out, [2]int{from + lead, from + max(lead, len(strings.TrimRight(cell, " ")))})
		if from += end + 1; from > len(s) {
			return out
		}
	}
}
