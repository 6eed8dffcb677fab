package resume

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"tenon/profiles"
	"tenon/profiles/format/reading"
	"tenon/profiles/taxonomy"
)

// language says in which language the document is read: that of its headings where they are of one.
func (r *reader) language(parts []*part) {
	switch r.Language {
	case "en", "de", "fr", "es":
	case "":
		r.Report.Note(-1, "language", "too little text to tell its language")
	default:
		r.Report.Note(-1, "language", "in a language ("+r.Language+") whose headings and dates are not known: dates in figures, names and skills are read, the rest may be missed")
	}
}

// languages reads a section of languages.
func (r *reader) languages(p *part) {
	if len(p.sections) > 1 {
		for _, l := range p.lines {
			if r.isLanguage(l) || strings.Contains(l.text, ":") && r.languageLine(l) {
				r.languageLine(l)
			}
		}
		return
	}
	for i, l := range p.lines {
		if r.languageLine(l) {
			continue
		}
		// a level on a line of its own belongs to the language above
		if lv := reading.Fluency(l.text); lv != 0 && i > 0 && len(r.c.Languages) > 0 && r.c.Languages[len(r.c.Languages)-1].Level == 0 {
			r.c.Languages[len(r.c.Languages)-1].Level = lv
			l.used = true
		}
	}
}

// languageNamed says that a word is the name of a language.
func (r *reader) languageNamed(word string) bool {
	_, ok := r.o.Taxonomy.Named(taxonomy.Language, word)
	return ok
}

// mention is a language named in a line.
type mention struct {
	from, to int
	no       taxonomy.No
}

// languageLine reads the languages that a line names, each with the level between it and its neighbours.
func (r *reader) languageLine(l *line) bool {
	found := r.mentions(l.text)
	if len(found) == 0 {
		return false
	}
	before := levelBefore(l.text[:found[0].from])
	for i, m := range found {
		end := len(l.text)
		if i+1 < len(found) {
			end = found[i+1].from
		}
		level := reading.Fluency(l.text[m.to:end])
		if before != 0 {
			start := 0
			if i > 0 {
				start = found[i-1].to
			}
			if lv := reading.Fluency(l.text[start:m.from]); lv != 0 || i > 0 {
				level = max(lv, 0)
			}
			if level == 0 {
				level = before
			}
		}
		r.speaks(l, m, level)
	}
	if bothForm.MatchString(l.text) {
		r.speakAll(found)
	}
	return true
}

var bothForm = reading.Exact(`(?i)\b(?:both|all|beide|alle|les deux|ambos|ambas)\b`)

// speakAll gives the level of the last language of a line to those that state none: "English, Welsh – both native".
func (r *reader) speakAll(found []mention) {
	n := len(r.c.Languages)
	if n == 0 {
		return
	}
	for _, m := range found {
		for i := range r.c.Languages {
			if l := &r.c.Languages[i]; l.Concept == r.o.Taxonomy.Concept(m.no).ID && l.Level == 0 {
				l.Level = r.c.Languages[n-1].Level
			}
		}
	}
}

// levelBefore is the level of a line that names it first: "Fluent in English and German".
func levelBefore(text string) profiles.CEFR {
	if len(text) < 4 {
		return 0
	}
	return reading.Fluency(text)
}

func (r *reader) mentions(text string) []mention {
	var out []mention
	from := -1
	for i, c := range text + " " {
		letter := unicode.IsLetter(c)
		if letter && from < 0 {
			from = i
		}
		if !letter && from >= 0 {
			if no, ok := r.o.Taxonomy.Named(taxonomy.Language, text[from:i]); ok && i-from > 2 && (i-from > 3 || !capitals(text[from:i]+"X")) {
				out = append(out, mention{from, i, no})
			}
			from = -1
		}
	}
	return out
}

func (r *reader) speaks(l *line, m mention, level profiles.CEFR) {
	c := r.o.Taxonomy.Concept(m.no)
	if i := slices.IndexFunc(r.c.Languages, func(x profiles.Language) bool { return x.Concept == c.ID }); i >= 0 {
		r.c.Languages[i].Level = max(r.c.Languages[i].Level, level)
		return
	}
	if len(r.c.Languages) >= profiles.MaxLanguages {
		return
	}
	x := profiles.Language{Ref: profiles.Ref{Name: l.text[m.from:m.to], Concept: c.ID}, Level: level}
	x.At = r.span(l, m.from, m.to, fmt.Sprintf("languages[%d]", len(r.c.Languages)), strings.TrimSpace(c.Label+" "+level.String()), confidence(true, level != 0))
	r.c.Languages = append(r.c.Languages, x)
}
