package resume

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tenon/profiles/format/reading"
	"tenon/profiles/taxonomy"
)

// name finds the name of the person: what a label says, else the largest line of the first page that could be one, else the first.
func (r *reader) name(parts []*part) {
	var best *line
	bestText, score := "", 0
	for k, p := range parts {
		for i, l := range p.lines {
			if m := personLabel.FindStringSubmatchIndex(l.text); m != nil && m[2] >= 0 && strings.ContainsAny(l.text[:m[1]], ":|") {
				best, bestText, score = l, strings.TrimSpace(l.text[m[1]:]), 100
				continue
			}
			if l.page > 1 || k > 3 && !l.big && !p.is(head) {
				continue
			}
			text := r.nameIn(l)
			if text == "" {
				continue
			}
			s := 10
			if l.big {
				s += 20 + int(l.size)
			}
			if k == 0 {
				s += 15 - min(i, 10)
			} else if !l.big && !p.is(head) {
				continue
			}
			if s > score {
				best, bestText, score = l, text, s
			}
		}
	}
	if best == nil {
		return
	}
	best.used = true
	r.id.Name = clip(bestText)
	r.hide(bestText)
	for w := range strings.FieldsFuncSeq(bestText, func(c rune) bool { return c == ' ' || c == '-' }) {
		if w = strings.Trim(w, ".,"); len([]rune(w)) >= 4 && unicode.IsUpper([]rune(w)[0]) && !titlesOfPeople[strings.ToLower(w)] {
			r.secret = append(r.secret, w)
		}
	}
	r.without(parts, best, bestText)
}

// titleOfPage returns what tells the name by its type: the largest of the first page, and larger than headings are.
func (r *reader) titleOfPage(ls []*line) func(*line) bool {
	var largest float32
	for _, l := range ls {
		if l.page <= 1 {
			largest = max(largest, l.size)
		}
	}
	if largest == 0 {
		return r.nameBelow(ls)
	}
	return func(l *line) bool { return l.big && l.page <= 1 && l.size == largest && r.nameIn(l) != "" }
}

// nameBelow tells the name in a text without type where the head of the document has none: set apart, and a title below it.
func (r *reader) nameBelow(ls []*line) func(*line) bool {
	headed := false
	for i, l := range ls[:min(len(ls), 60)] {
		headed = headed || asHeading(l.text, l.gap) != nil
		if r.nameIn(l) == "" {
			continue
		}
		if !headed {
			return nil
		}
		if (l.gap || l.heading) && i+1 < len(ls) && len(ls[i+1].text) < 100 && titleForm.MatchString(ls[i+1].text) {
			return func(x *line) bool { return x == l }
		}
	}
	return nil
}

// without takes the name out of its part, and leaves what stands behind it: "Anna Weber | Data Engineer | Berlin".
func (r *reader) without(parts []*part, l *line, name string) {
	for _, p := range parts {
		i := slices.Index(p.lines, l)
		if i < 0 {
			continue
		}
		p.lines = slices.Delete(slices.Clone(p.lines), i, i+1)
		if rest := r.behind(l, name); rest != nil && (p.is(head) || p.is(personal)) {
			p.lines = slices.Insert(p.lines, i, rest)
		}
		return
	}
}

// behind is the rest of a line after a name; nil when there is none.
func (r *reader) behind(l *line, name string) *line {
	at := strings.Index(l.text, name)
	if at < 0 {
		return nil
	}
	at += len(name)
	for at < len(l.text) {
		c, n := utf8.DecodeRuneInString(l.text[at:])
		if unicode.IsLetter(c) || unicode.IsDigit(c) || c == '+' || c == '(' && at+1 < len(l.text) && l.text[at+1] >= '0' && l.text[at+1] <= '9' {
			break
		}
		at += n
	}
	if at >= len(l.text)-2 {
		return nil
	}
	return r.cutLine(l, at, len(l.text))
}

var (
	titlesOfPeople = wordSet("dr dr. prof prof. professor mr mr. mrs mrs. ms ms. herr frau dipl.-ing. msc bsc phd mba m.sc. b.sc. ph.d. von van der de la del jr sr ing. dipl.-inf. cpa cissp pmp")
	docWords       = reading.Words(`(?i)^(?:curriculum vitae|cv|r[ée]sum[ée]|lebenslauf|tabellarischer lebenslauf|hoja de vida|currículum(?: vitae)?|application|bewerbung|profile|profil|portfolio)\b(?:\s*(?:of|von|de|[:–|-]))?\s*`)
	nameForm       = reading.Exact(`^[\p{L}][\p{L}'’.\-]*$`)
)

// nameIn is the name that a line consists of or opens with; "" when it cannot be one.
func (r *reader) nameIn(l *line) string {
	if l.bullet || len(l.text) > 90 {
		return ""
	}
	pieces := contactPieces(l)
	if len(pieces) == 0 {
		return ""
	}
	text := strings.TrimSpace(docWords.ReplaceAllString(l.text[pieces[0][0]:pieces[0][1]], ""))
	if spacedForm.MatchString(text) && len(strings.Fields(text)) > 5 {
		return ""
	}
	if i := strings.IndexAny(text, ",<("); i >= 0 {
		text = text[:i]
	}
	words := strings.Fields(text)
	named := 0
	for _, w := range words {
		if titlesOfPeople[strings.ToLower(w)] {
			continue
		}
		if notNames[strings.ToLower(w)] {
			return ""
		}
		if !nameForm.MatchString(w) || !unicode.IsUpper([]rune(w)[0]) {
			return ""
		}
		named++
	}
	if named < 2 || named > 5 || asHeading(text, true) != nil || r.isPlace(text) {
		return ""
	}
	if no, _, ok := r.o.Taxonomy.ParseTitle(text); ok && !r.o.Taxonomy.Concept(no).Open || titleForm.MatchString(text) || companyForm.MatchString(text) {
		return ""
	}
	if _, ok := r.o.Taxonomy.Named(taxonomy.Skill, text); ok {
		return ""
	}
	for len(words) > 0 && titlesOfPeople[strings.ToLower(words[0])] && strings.ToLower(words[0]) != "van" && strings.ToLower(words[0]) != "de" {
		words = words[1:]
	}
	return strings.Join(words, " ")
}

// headlineIn takes a piece of a line that is a title.
func (r *reader) headlineIn(l *line) bool {
	_, _, ok := r.o.Taxonomy.ParseTitle(l.text)
	text := r.withoutSecrets(l)
	if !ok && !titleForm.MatchString(l.text) || text == "" || docWords.MatchString(l.text) || numberedForm.MatchString(l.text) || r.isPlace(l.text) {
		return false
	}
	r.c.Headline = clip(text)
	r.span(l, 0, len(l.text), "headline", r.c.Headline, reading.Likely)
	return true
}

var numberedForm = reading.Exact(`\b\d{1,5}[a-zA-Z]?,?\s+\p{Lu}|\d{4,}`)

// notNames are words of headings and headlines that are spelt like names.
var notNames = wordSet("graduate new senior junior data machine learning science computer software health page contact personal details summary professional work experience career technical key core about me our the and und")

// headline finds the title that somebody goes by, in the head of the document; what remains of the head there is a summary when it
// is prose.
func (r *reader) headline(p *part) {
	var prose []*line
	for _, l := range p.lines {
		if l.used && (!l.sentence() || r.withoutSecrets(l) != l.text) || r.address(l.text) || personLabel.MatchString(l.text) || strings.Contains(l.text, "@") {
			continue
		}
		if len(strings.Fields(l.text)) > 9 {
			if digits(l.text) < 5 && !strings.ContainsAny(l.text, "|·•@") {
				prose = append(prose, l)
			}
			continue
		}
		if numberedForm.MatchString(l.text) {
			continue // "14 Master Gunner Place"
		}
		if r.c.Headline != "" || len(l.text) > 100 || r.isPlace(l.text) || len(l.dates) > 0 {
			continue
		}
		for _, piece := range contactPieces(l) {
			if r.headlineIn(r.cutLine(l, piece[0], piece[1])) {
				l.used = true
				break
			}
		}
	}
	if r.c.Summary == "" {
		r.c.Summary = r.prose(prose)
	}
}
