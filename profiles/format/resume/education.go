package resume

import (
	"fmt"
	"strings"

	"tenon/profiles"
	"tenon/profiles/format/reading"
	"tenon/profiles/taxonomy"
)

var (
	schoolForm = reading.Words(`(?i)\b(?:\p{L}*universit(?:y|ät|aet|é|at|é|à|ies)|universidad|univ\.|uni|college|\p{L}*(?:hochschule|akademie|schule|gymnasium|kolleg)|institut(?:e|o)?|school|academy|académie|academia|école|ecole|escuela|lycée|instituto|iut|insa|polytechni\w+|politécnica|polytechnique|` +
		`politecnico|eth|epfl|mit|tu|th|fh|htw|haw|kit|rwth|lmu|tum|eth zürich|hec|essec|sorbonne|cnam|uned|upm|upc|uc3m|ie|iese|esade|caltech|ucla|ucl|lse|imperial|oxford|cambridge|harvard|stanford|berkeley|princeton|yale|iit|nit|bits|iisc|ironhack|le wagon|general assembly|general-assembly|openclassrooms|udacity|coursera|edx|conservatory|seminary|faculty|fakultät|faculté|facultad)\b`)
	gradeForm = reading.Words(`(?i)^(?:gpa|cgpa|grade|final grade|note|abschlussnote|gesamtnote|mention|nota|nota media|average|first[- ]class|second[- ]class|upper second|2[:.]1|2[:.]2|with distinction|distinction|merit|magna|summa|cum laude|hon(?:ou)?rs|sehr gut|gut|bien|très bien|sobresaliente|notable|matrícula|\d[.,]\d|passed|erasmus|exchange|minor|nebenfach|mineure|thesis|abschlussarbeit|schwerpunkt)\b`)
	planForm  = reading.Words(`(?i)\b(?:expected|anticipated|ongoing|in progress|voraussichtlich|laufend|prévue?|en cours|previst[oa]|en curso|candidate)\b`)
	quitForm  = reading.Words(`(?i)\b(?:not completed|unfinished|no degree|dropped out|abgebrochen|ohne abschluss|non terminée?|inachevé|sin terminar|incomplet[oa]|coursework toward|coursework only)\b`)
	fieldForm = reading.Words(`(?i)^.*?\b(?:in|en|im fach|in den fächern|im bereich|de|of)\s+(.+)$`)
	stateUni  = reading.Exact(`(?i)^university of (?:california|texas|wisconsin|illinois|michigan|maryland|massachusetts|north carolina|minnesota|missouri|colorado|nevada|hawaii|alabama|tennessee|washington|nebraska|arkansas)$`)
	// degreeOpen are the words of degrees that come before the field and are none.
	degreeOpen = reading.Words(`(?i)^(?:(?:the |a )?(?:bachelor|master|doctor(?:ate)?|magister|diplomas?|diplom(?:a|e)?|diplôme|licenciatura|licence|grado|máster|mastère|maîtrise|doctorat|doctorado|phd|ph\.\s?d\.?|mba|b\.?\s?sc\.?|m\.?\s?sc\.?|b\.?\s?eng\.?|m\.?\s?eng\.?|b\.?\s?tech\.?|m\.?\s?tech\.?|b\.?\s?a\.?|m\.?\s?a\.?|b\.?\s?s\.?|m\.?\s?s\.?|b\.?\s?e\.?|ll\.?\s?[bm]\.?|b\.?\s?ed\.?|m\.?\s?ed\.?|b\.?\s?com\.?|m\.?\s?phil\.?|bba|diplom-\p{L}+|dipl\.?-?\s?(?:ing|inf|kfm|math|phys)?\.?|dr\.?(?:\s?(?:rer|phil|ing|med)\.?)*(?:\s?nat\.?)?|` +
		`associate|bts|dut|but|deug|deust|ingénieure?|title|degree|studium|ausbildung|abitur|baccalauréat|bac|bachillerato|técnico superior|fp|cfgs|classes préparatoires|high school diploma|a-levels?|gcse|certificate|nanodegree|bootcamp|zertifikat|staatsexamen|promotion)(?:['’]s)?` +
		`(?:\s+(?:degree|of|honou?rs|hons?\.?|d['’]ingénieure?|d['’]études|universitario|universitaire|oficial|professionnelle?|pro|zum|zur|als|science|sciences|arts|engineering|technology|education|laws|commerce|philosophy|business administration|applied science|en|in|of|de|des)\b\.?|\s*\(hon(?:ou?r)?s?\.?\))*)[\s,:–-]*`)
)

// course is a course of study on its way.
type course struct {
	profiles.Education
	degree, school, field *segment
	first                 *segment // what stands before the degree: the school, or the field where a school follows
	eqf                   profiles.ISCED
}

var (
	// eqfForm finds a level of the European Qualifications Framework, which Europass states.
	eqfForm   = reading.Exact(`(?i)\bEQF(?: level)?\s*:?\s*(?:EQF level )?([3-8])\b`)
	eqfLevels = map[string]profiles.ISCED{"3": profiles.ISCEDUpperSecondary, "4": profiles.ISCEDUpperSecondary, "5": profiles.ISCEDShortCycle,
		"6": profiles.ISCEDBachelor, "7": profiles.ISCEDMaster, "8": profiles.ISCEDDoctor}
	schoolMark = reading.Words(`(?i)\s+(?:from|am|an der|at|à l['’]|en la)\s+`)
	yearTail   = reading.Exact(`(?i)\s+(?:in|with|mit|avec|con|,)\s*(?:\d.*)?$`)
)

// atSchool parts "Abitur am Goethe-Gymnasium" and "B.E. from Anna University".
func atSchool(s segment) []segment {
	for _, m := range schoolMark.FindAllStringIndex(s.text, -1) {
		if schoolForm.MatchString(s.text[m[1]:]) && m[0] > 1 {
			a, b := s, s
			a.text = s.text[:m[0]]
			b.text, b.from = yearTail.ReplaceAllString(s.text[m[1]:], ""), s.from+m[1]
			return []segment{a, b}
		}
	}
	return []segment{s}
}

// educations reads the courses of study of a section.
func (r *reader) educations(p *part) {
	es := entries(p.lines)
	if degrees := r.degreesIn(p.lines); len(es) == 0 || degrees > len(es) {
		switch all := allDated(p.lines); {
		case len(es) > 0 && len(all) == degrees: // some state an interval and some a year
			es = entriesAt(p.lines, all)
		case len(es) == 0 || !spanned(es):
			es = r.byDegree(p.lines)
		}
	}
	for _, e := range es {
		r.education(p, e)
	}
}

// degreesIn counts the lines that open with a degree.
func (r *reader) degreesIn(ls []*line) int {
	n := 0
	for _, l := range ls {
		if degreeOpen.MatchString(l.text) && r.isDegree(l.text) {
			n++
		}
	}
	return n
}

// spanned says that the entries state intervals, not single years.
func spanned(es []*entry) bool {
	for _, e := range es {
		if !e.dates.Single {
			return true
		}
	}
	return false
}

// byDegree cuts lines without dates where a degree or a school comes a second time.
func (r *reader) byDegree(ls []*line) []*entry {
	var out []*entry
	var cur *entry
	degree, school := false, false
	for _, l := range ls {
		d, s := r.isDegree(l.text), schoolForm.MatchString(l.text)
		if cur == nil || d && degree || s && school && !d {
			cur = &entry{anchor: l}
			out = append(out, cur)
			degree, school = false, false
		}
		degree, school = degree || d, school || s
		cur.head = append(cur.head, l)
		if len(l.dates) > 0 && !cur.dated {
			cur.dates, cur.dated, cur.anchor = l.dates[len(l.dates)-1], true, l
		}
	}
	return out
}

func (r *reader) isDegree(text string) bool {
	_, ok := r.o.Taxonomy.Resolve(taxonomy.Degree, text)
	return ok
}

// education reads one entry.
func (r *reader) education(p *part, e *entry) {
	c := &course{}
	lines := append(append([]*line{}, e.head...), e.body[:min(len(e.body), 2)]...)
	for row, l := range lines {
		if l.sentence() && row > 0 || labelled.MatchString(l.low) {
			continue
		}
		for _, s := range commaPieces(segments(l, row, false)) {
			for _, x := range atSchool(s) {
				r.coursePiece(c, x)
			}
		}
		if m := eqfForm.FindStringSubmatch(l.text); m != nil {
			c.eqf = eqfLevels[m[1]]
		}
	}
	switch {
	case c.first == nil:
	case c.school == nil:
		c.school = c.first
	case c.field == nil && c.degree != nil && c.degree.row == c.first.row:
		c.field = c.first
	}
	if c.degree == nil && c.school == nil {
		r.noCourse(p, e)
		return
	}
	if len(r.c.Education) >= profiles.MaxEducation {
		return
	}
	i := len(r.c.Education)
	path := func(f string) string { return fmt.Sprintf("education[%d].%s", i, f) }
	r.describeCourse(c, path, p.heading != nil)
	r.courseDates(c, e, path(""))
	c.Description = r.prose(unread(lines, e.body))
	r.c.Education = append(r.c.Education, c.Education)
}

// unread are the lines of an entry that nothing was read from.
func unread(head, body []*line) []*line {
	var out []*line
	seen := map[*line]bool{}
	for _, l := range append(append([]*line{}, head...), body...) {
		if !l.used && !seen[l] && (l.bullet || l.sentence() || digits(l.text) < 3 || strings.Contains(l.text, ":")) {
			out = append(out, l)
		}
		seen[l] = true
	}
	return out
}

// commaPieces cuts segments at their commas.
func commaPieces(in []segment) []segment {
	var out []segment
	for _, s := range in {
		at, depth := 0, 0
		cut := func(end int) {
			t := s.text[at:end]
			lead := len(t) - len(strings.TrimLeft(t, " "))
			if t = strings.TrimSpace(t); t != "" {
				x := s
				x.text, x.from = t, s.from+at+lead
				out = append(out, x)
			}
		}
		for i := 0; i < len(s.text); i++ {
			switch s.text[i] {
			case '(':
				depth++
			case ')':
				depth--
			case ',':
				if depth <= 0 {
					cut(i)
					at = i + 1
				}
			}
		}
		cut(len(s.text))
	}
	return out
}

// coursePiece says what a piece of the entry is: degree, school, field, or nothing that is kept.
func (r *reader) coursePiece(c *course, s segment) {
	school := schoolForm.MatchString(s.text)
	degree := !s.aside && r.isDegree(s.text) && (!school || degreeOpen.MatchString(s.text))
	switch {
	case gradeForm.MatchString(s.text), planForm.MatchString(s.text) && len(strings.Fields(s.text)) < 3:
	case degree && c.degree == nil:
		c.degree = &s
	case degree && c.degree.row == s.row && c.field == nil:
	case school && c.school == nil && c.degree != &s:
		c.school = &s
	case school && c.school != nil && c.school.row == s.row && len(s.text) > 4 && !s.aside:
		c.school.text = s.l.text[c.school.from : s.from+len(s.text)] // "Faculty of Physics, University of Vienna"
	case s.aside, modeForm.MatchString(s.text):
	case c.school != nil && stateUni.MatchString(c.school.text) && c.school.row == s.row:
		c.school.text = s.l.text[c.school.from : s.from+len(s.text)]
	case r.isPlace(s.text) && (c.degree == nil || c.degree.row != s.row || c.school != nil):
	case c.first != nil && c.school == nil && c.degree != nil && r.isField(c.first.text) && !r.isField(s.text): // "Physics, BSc, UC Larkspur"
		c.school = &s
	case c.degree != nil && c.field == nil && c.degree.row == s.row && r.fieldOf(c.degree.text) == "" && len(strings.Fields(s.text)) <= 7:
		c.field = &s
	case c.school == nil && len(strings.Fields(s.text)) <= 8 && (c.degree == nil && s.row == 0 || c.degree != nil):
		if _, country := r.o.Gazetteer.Country(s.text); country {
			return
		}
		if c.degree == nil && c.first == nil {
			c.first = &s
			return
		}
		c.school = &s
	}
}

var (
	fieldOpen = reading.Words(`(?i)^(?:spécialité|spécialisation|specialisation in|specialization in|major in|majoring in|schwerpunkt|fachrichtung|especialidad(?: en)?|option)\s+`)
	gradeTail = reading.Exact(`(?i)\s*(?:\((?:hons?|distinction|merit|first|note|mention|gpa|with|\d)[^)]*\)?|\b(?:2[:.][12]|1st|first[- ]class|with distinction|with honou?rs|mention \p{L}+|note \d)).*$`)
)

// fieldOf is the field of study that the words of a degree name: "MSc in Data Science", "B.Sc. Informatik".
func (r *reader) fieldOf(degree string) string {
	rest := degree
	if m := degreeOpen.FindString(rest); m != "" && !wordAt(rest, len(m)) {
		rest = strings.TrimLeft(rest[len(m):], " ,:–-()")
	} else if m != "" && strings.HasSuffix(m, " ") {
		rest = rest[len(m):]
	} else if m := fieldForm.FindStringSubmatch(rest); m != nil {
		rest = m[1]
	} else {
		return ""
	}
	rest = fieldOpen.ReplaceAllString(rest, "")
	if m := gradeTail.FindStringIndex(rest); m != nil && m[0] > 2 {
		rest = rest[:m[0]]
	}
	rest = strings.Trim(rest, " .,:()")
	if len(rest) < 3 || gradeForm.MatchString(rest) || strings.EqualFold(rest, "degree") || degreeShort.MatchString(rest) {
		return ""
	}
	return rest
}

// degreeShort are degrees that stand in brackets behind their long names.
var degreeShort = reading.Exact(`^(?:E?MBA|MPA|MPP|MPH|MIM|MFA|LLM|LLB|JD|MD|PhD|MSc|BSc|BA|MA|BBA|BEng|MEng)$`)

// describeCourse fills in what was found.
func (r *reader) describeCourse(c *course, path func(string) string, headed bool) {
	if d := c.degree; d != nil {
		c.Degree.Name = clip(d.text)
		if no, ok := r.o.Taxonomy.Resolve(taxonomy.Degree, d.text); ok {
			c.Level = r.o.Taxonomy.Concept(no).ISCED
		}
		if c.eqf != 0 {
			c.Level = c.eqf
		}
		c.At = r.fact(*d, path("degree"), d.text+" ("+c.Level.String()+")", confidence(true, headed))
		c.Field = clip(r.fieldOf(d.text))
	}
	if c.field != nil && c.Field == "" {
		c.Field = clip(fieldOpen.ReplaceAllString(c.field.text, ""))
		r.fact(*c.field, path("field"), c.Field, reading.Likely)
	}
	if s := c.school; s != nil {
		c.Institution = clip(strings.TrimRight(s.text, " ,("))
		r.fact(*s, path("institution"), c.Institution, confidence(schoolForm.MatchString(s.text), headed))
	}
}

// courseDates sets the dates. One date alone is that of the degree. What goes on ends later than now; what was given up has no level.
func (r *reader) courseDates(c *course, e *entry, path string) {
	start, end, current := r.dates(e, path, true)
	text := ""
	for _, l := range append(append([]*line{}, e.head...), e.body...) {
		text += l.text + "\n"
	}
	switch {
	case quitForm.MatchString(text):
		r.Note(e.anchor.i, path+"level", "not finished: no level of education")
		c.Degree, c.Level = profiles.Ref{}, 0
	case current || planForm.MatchString(text) && e.dated && (end == 0 || end >= r.o.Now):
		if end <= r.o.Now {
			end = profiles.NewMonth(r.o.Now.Year()+1, 12)
			r.Note(e.anchor.i, path+"end", "goes on: taken to end in a year")
		}
	}
	if e.dated && e.dates.Single && !current {
		start = 0
		if e.dates.Bare {
			end = e.dates.End
		}
	}
	c.Start, c.End = start, end
}

// noCourse keeps what a section of education has beside courses: certificates, else text.
func (r *reader) noCourse(p *part, e *entry) {
	if p.is(certificates) {
		return // read there
	}
	for _, l := range append(append([]*line{}, e.head...), e.body...) {
		if !r.certificate(l) {
			r.c.Text = joined(r.c.Text, r.prose([]*line{l}))
		}
	}
}
