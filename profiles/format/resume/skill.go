package resume

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"tenon/profiles"
	"tenon/profiles/format/reading"
	"tenon/profiles/taxonomy"
)

// skills reads a section of skills: lists, labelled lists, tables, entries with a level.
func (r *reader) skills(p *part) {
	mixed := len(p.sections) > 1
	var table columns
	for i := 0; i < len(p.lines); i++ {
		l := p.lines[i]
		if i > 0 {
			r.broken(p.lines[i-1], l)
		}
		var next *line
		if i+1 < len(p.lines) {
			next = p.lines[i+1]
		}
		if l.text == "" || table.row(r, l, next) {
			continue
		}
		name, rest, at := l.label()
		if name != "" && rest != "" && headingOf[bare(name)].section == languages && headingOf[bare(name)] != (heading{}) && r.languageLine(r.cutLine(l, at, len(l.text))) {
			continue
		}
		if mixed && (p.is(languages) && r.isLanguage(l) || p.is(certificates) && r.isCertificate(l)) {
			continue
		}
		from, level := 0, uint8(0)
		if name != "" && rest != "" && (!r.named(name) || strings.ContainsAny(rest, ",;|•·")) {
			from, level = at, reading.SkillLevel(name)
		}
		if l.styled && !strings.ContainsAny(l.text, ",;|•·") && !r.named(bareName(l.text)) && i+1 < len(p.lines) {
			l.used = true // the head of a group
			continue
		}
		if l.sentence() && strings.Count(l.text, ",") < 3 {
			r.skillsIn(l)
			continue
		}
		r.skillList(l, from, level)
	}
}

// broken reads a name that the end of a line breaks: "Time series" and "analysis" below it.
func (r *reader) broken(above, l *line) {
	if l.text == "" || above.text == "" || l.bullet || l.styled || above.bullet && l.gap || above.page != l.page || strings.ContainsAny(above.text[len(above.text)-1:], ",;.|") {
		return
	}
	if head, _, _ := l.label(); head != "" {
		return
	}
	a, b := splitList(above.text), splitList(l.text)
	if len(a) < 2 || len(b) == 0 {
		return
	}
	last, first := a[len(a)-1], b[0]
	no, ok := r.o.Taxonomy.Resolve(taxonomy.Skill, above.text[last[0]:last[1]]+" "+l.text[first[0]:first[1]])
	if !ok {
		return
	}
	r.forget(above, last)
	r.skill(above, last[0], last[1], no, 0, 0)
	if first[1] < len(l.text) {
		*l = *r.cutLine(l, min(len(l.text), first[1]+1), len(l.text))
	} else {
		l.text, l.low = "", ""
	}
}

// forget takes back what was read from a part of a line.
func (r *reader) forget(l *line, at [2]int) {
	n := len(r.c.Skills)
	if n == 0 || r.c.Skills[n-1].At == nil || r.c.Skills[n-1].At.Start < r.doc.Lines[l.i].At+l.from+at[0] {
		return
	}
	r.c.Skills = r.c.Skills[:n-1]
	r.Facts = r.Facts[:len(r.Facts)-1]
}

// named says that words are the name of a skill.
func (r *reader) named(s string) bool {
	_, ok := r.o.Taxonomy.Resolve(taxonomy.Skill, s)
	return ok
}

func (r *reader) isLanguage(l *line) bool {
	word := strings.FieldsFunc(l.text, func(c rune) bool { return !unicode.IsLetter(c) })
	return len(word) > 0 && r.languageNamed(word[0])
}

func (r *reader) isCertificate(l *line) bool {
	_, ok := r.o.Taxonomy.Resolve(taxonomy.Certification, l.text)
	return ok
}

// splitList cuts a list at its marks, outside of parentheses.
func splitList(s string) [][2]int {
	var out [][2]int
	at, depth := 0, 0
	add := func(end int) {
		from := at
		for from < end && strings.IndexByte(" \t-*", s[from]) >= 0 {
			from++
		}
		for end > from && strings.IndexByte(" \t.,;", s[end-1]) >= 0 {
			end--
		}
		if end > from {
			out = append(out, [2]int{from, end})
		}
	}
	for i, c := range s {
		switch c {
		case '(', '[':
			depth++
		case ')', ']':
			depth--
		case ',', ';', '|', '•', '·', '●', '▪', '\t', '/':
			if isDot(c) && (strings.HasPrefix(s[i+len(string(c)):], string(c)) || strings.HasSuffix(s[:i], string(c))) {
				continue // one of a row that shows a level
			}
			if c == '/' && !(i > 0 && s[i-1] == ' ' && i+1 < len(s) && s[i+1] == ' ') {
				continue
			}
			if depth <= 0 {
				add(i)
				at = i + len(string(c))
			}
		}
	}
	add(len(s))
	return out
}

func isDot(c rune) bool { return c == '•' || c == '●' || c == '▪' || c == '·' }

// skillList reads the entries of a list from byte from of a line; level holds for those that state none.
func (r *reader) skillList(l *line, from int, level uint8) {
	text := l.text[from:]
	for _, cut := range splitList(text) {
		r.skillItem(l, from+cut[0], from+cut[1], level)
	}
}

var (
	insideForm = reading.Exact(`\(([^()]*)\)`)
	yearsForm  = reading.Words(`(?i)(?:>|over |about |ca\. |~)?\s*(\d{1,2})(?:[.,]\d)?\s*\+?\s*(?:years?|yrs?\.?|y\b|jahren?|ans?|años?)(?:\s+(?:of )?(?:experience|erfahrung|d['’]expérience|de experiencia))?`)
	barsForm   = reading.Exact(`(?:[•●■★⬤◼█▰◉⚫◆✦▮▪]\s?){2,}(?:[○◦□☆◯◻░▱⚪◇✧▯▫·]\s?)*|[•●■★⬤◼█▰◉⚫◆✦▮]\s?(?:[○◦□☆◯◻░▱⚪◇✧▯▫]\s?)+|\b([1-5])\s?/\s?5\b|\b(\d{1,2}|100)\s?%|\b(10|[1-9])\s?/\s?10\b`)
	andForm    = reading.Exact(`^(.+?)\s+(?:and|und|et|y|&|or|oder)\s+(.+)$`)
)

// skillItem reads one entry: a name, with a level, years or parts of it in parentheses.
func (r *reader) skillItem(l *line, from, to int, level uint8) {
	if text := l.text[from:to]; len(text) <= 200 && !r.levelAlone(l, text) {
		r.skillItemOf(l, from, to, level, 0)
	}
}

// skillItemOf reads an entry whose level and months other cells of its row may state.
func (r *reader) skillItemOf(l *line, from, to int, level uint8, months int) {
	text := l.text[from:to]
	if m := yearsForm.FindStringSubmatch(text); m != nil {
		n, _ := strconv.Atoi(m[1])
		months = min(12*n, profiles.MaxMonths)
	}
	if lv := levelOf(text); lv != 0 && !r.named(text) || lv != 0 && strings.ContainsAny(text, "(–:") {
		level = lv
	}
	if no, ok := r.o.Taxonomy.Resolve(taxonomy.Skill, text); ok { // as a whole: "CI/CD", "Spark (PySpark)"
		r.skill(l, from, to, no, level, months)
		r.inside(l, from, to, level)
		return
	}
	name := bareName(text)
	if name == "" {
		return
	}
	at := from + strings.Index(text, name)
	if no, ok := r.o.Taxonomy.Resolve(taxonomy.Skill, name); ok {
		r.skill(l, at, at+len(name), no, level, months)
		r.inside(l, from, to, level)
		return
	}
	if r.composite(l, at, name, level, months) {
		r.inside(l, from, to, level)
		return
	}
	if r.extracted(l, from, to, level, months) {
		return
	}
	r.unknownSkill(l, at, name, level)
}

// levelAlone gives a level that stands in a cell of its own to the skill before it.
func (r *reader) levelAlone(l *line, text string) bool {
	level := levelOf(text)
	if level == 0 || strings.Trim(barsForm.ReplaceAllString(text, ""), " ()") != "" && (!notSkills.MatchString(text) || len(strings.Fields(text)) > 2) {
		return false
	}
	if n := len(r.c.Skills); n > 0 && r.c.Skills[n-1].Level == 0 && r.lastLine == l.i {
		r.c.Skills[n-1].Level = level
	}
	l.used = true
	return true
}

// bareName is the name of an entry without parentheses, level, bars and years.
func bareName(text string) string {
	text, _, _ = strings.Cut(text, "(")
	if m := barsForm.FindStringIndex(text); m != nil && m[0] > 0 {
		text = text[:m[0]]
	}
	if m := yearsForm.FindStringIndex(text); m != nil && m[0] > 0 {
		text = text[:m[0]]
	}
	if i := strings.Index(text, " – "); i > 0 {
		text = text[:i]
	}
	if i := strings.LastIndex(text, " - "); i > 0 {
		text = text[:i]
	}
	if i := strings.LastIndex(text, ": "); i > 0 {
		text = text[:i]
	}
	text = strings.Trim(text, " :–-—.*")
	if i := strings.LastIndexByte(text, ' '); i > 0 && reading.SkillLevel(text[i:]) != 0 {
		text = text[:i]
	}
	return strings.Trim(text, " :–-—.*")
}

// levelOf reads words or bars of a level.
func levelOf(text string) uint8 {
	if m := barsForm.FindStringSubmatch(text); m != nil {
		switch {
		case m[1] != "":
			return m[1][0] - '0'
		case m[2] != "":
			n, _ := strconv.Atoi(m[2])
			return uint8(max(1, (n+19)/20))
		case m[3] != "":
			n, _ := strconv.Atoi(m[3])
			return uint8((n + 1) / 2)
		}
		full, all := 0, 0
		for _, c := range m[0] {
			if c == ' ' {
				continue
			}
			if all++; strings.ContainsRune("•●■★⬤◼█▰◉⚫◆✦▮▪", c) {
				full++
			}
		}
		if all >= 3 && full <= all {
			return uint8(max(1, (full*5+all-1)/all))
		}
		return 0
	}
	return reading.SkillLevel(text)
}

// composite reads "Docker/Kubernetes" and "Python and SQL" where each side is a skill.
func (r *reader) composite(l *line, at int, name string, level uint8, months int) bool {
	var cuts [][2]int
	if m := andForm.FindStringSubmatchIndex(name); m != nil {
		cuts = [][2]int{{m[2], m[3]}, {m[4], m[5]}}
	} else if strings.Contains(name, "/") {
		last := 0
		for i := 0; i <= len(name); i++ {
			if i == len(name) || name[i] == '/' {
				cuts = append(cuts, [2]int{last, i})
				last = i + 1
			}
		}
	}
	known := 0
	for _, c := range cuts {
		if r.named(strings.TrimSpace(name[c[0]:c[1]])) {
			known++
		}
	}
	if known == 0 || known < len(cuts)-1 {
		return false
	}
	for _, c := range cuts {
		if no, ok := r.o.Taxonomy.Resolve(taxonomy.Skill, strings.TrimSpace(name[c[0]:c[1]])); ok {
			r.skill(l, at+c[0], at+c[1], no, level, months)
		}
	}
	return true
}

// inside reads what an entry lists in parentheses: "AWS (S3, Lambda)".
func (r *reader) inside(l *line, from, to int, level uint8) {
	for _, m := range insideForm.FindAllStringSubmatchIndex(l.text[from:to], 4) {
		in := l.text[from+m[2] : from+m[3]]
		for _, c := range splitList(in) {
			a, b := from+m[2]+c[0], from+m[2]+c[1]
			if notSkills.MatchString(l.text[a:b]) {
				continue
			}
			if no, ok := r.o.Taxonomy.Resolve(taxonomy.Skill, l.text[a:b]); ok {
				r.skill(l, a, b, no, level, 0)
			}
		}
	}
}

// extracted reads the skills that the words of an entry name.
func (r *reader) extracted(l *line, from, to int, level uint8, months int) bool {
	found := false
	if r.extractOf != l.text { // once a line, however many entries it has
		r.extractOf, r.spans = l.text, r.o.Taxonomy.Extract(l.text)
	}
	for _, s := range r.spans {
		if s.Start >= from && s.End <= to {
			r.skill(l, s.Start, s.End, s.No, level, months)
			found = true
		}
	}
	return found
}

// skillsIn reads the skills that a sentence names.
func (r *reader) skillsIn(l *line) {
	for _, s := range r.o.Taxonomy.Extract(l.text) {
		r.skill(l, s.Start, s.End, s.No, 0, 0)
	}
}

// skill adds a skill once, with the highest level and the most months that are stated.
func (r *reader) skill(l *line, from, to int, no taxonomy.No, level uint8, months int) {
	c := r.o.Taxonomy.Concept(no)
	r.lastLine = l.i
	for i := range r.c.Skills {
		if s := &r.c.Skills[i]; s.Concept == c.ID {
			s.Level, s.Months = max(s.Level, level), max(s.Months, months)
			l.used = true
			return
		}
	}
	if len(r.c.Skills) >= profiles.MaxSkills {
		return
	}
	i := len(r.c.Skills)
	x := profiles.Skill{Ref: profiles.Ref{Name: clip(strings.TrimSpace(l.text[from:to])), Concept: c.ID}, Level: level, Months: months}
	value := c.Label
	if level != 0 {
		value += fmt.Sprintf(", level %d", level)
	}
	if months != 0 {
		value += fmt.Sprintf(", %d months", months)
	}
	x.At = r.span(l, from, to, fmt.Sprintf("skills[%d]", i), value, reading.Sure)
	r.c.Skills = append(r.c.Skills, x)
}

// ofPerson finds what lists say of the person, where columns put it beside skills.
var ofPerson = reading.Words(`(?i)\b(?:married|single|children|child|kids|verheiratet|ledig|kind(?:er)?|geschieden|célibataire|mariée?|enfants?|solter[oa]|casad[oa]|hij[oa]s?|nationality|citizen|born|birth|partner|husband|wife|daughter|son|twins|family|pets?|dog|military|reservist|religion|catholic|muslim|jewish|gender|pronouns|she/her|he/him|they/them|terrace|street|road|lane|avenue|close|mews|crescent|gracht|laan|rue|calle|plaza|driving licen[cs]e|führerschein|permis b)\b`)

// notSkills are words of lists of skills that name none.
var notSkills = reading.Words(`(?i)^(?:etc|and more|others?|various|basic|advanced|expert|intermediate|beginner|proficient|familiar|native|fluent|good|strong|skills?|tools?|languages?|frameworks?|technolog\w+|databases?|cloud|libraries|usw|u\.a\.|sonstige|autres|otros|grundkenntnisse|sehr gut|gut|fortgeschritten|experte|avancé|intermédiaire|débutant|básico|medio|avanzado|proficiency|working knowledge|competent|gute kenntnisse|notions|programming|programming languages?|methods?|methoden|programmiersprachen|datenbanken|werkzeuge|sprachen|langages|données|outils|bases de données|herramientas|lenguajes|bases de datos|infrastructure|platforms?|operating systems?|soft skills|\d+)\.?$`)

// unknownSkill keeps the short name of a skill that the taxonomy lacks: it is shown and not scored.
func (r *reader) unknownSkill(l *line, at int, name string, level uint8) {
	if len(name) < 2 || len(name) > 40 || len(strings.Fields(name)) > 4 || notSkills.MatchString(name) || ofPerson.MatchString(name) || r.nameIn(&line{text: name}) != "" || r.listed[name] || strings.IndexFunc(name, unicode.IsLetter) < 0 || r.ofIdentity(name) || streetForm.MatchString(name) {
		return
	}
	if r.languageNamed(name) || len(l.dates) > 0 || strings.ContainsAny(name, "@:[…") || r.withoutSecrets(l) != l.text || len(r.c.Skills) >= profiles.MaxSkills {
		return
	}
	r.listed[name] = true
	i := len(r.c.Skills)
	x := profiles.Skill{Ref: profiles.Ref{Name: name}, Level: level}
	x.At = r.span(l, at, at+len(name), fmt.Sprintf("skills[%d]", i), name, reading.Guess)
	r.c.Skills = append(r.c.Skills, x)
}
