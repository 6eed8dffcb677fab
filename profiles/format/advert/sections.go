package advert

import (
	"strings"
	"unicode"
)

// section is what a heading says of the lines under it.
type section uint8

const (
	top section = iota // before any heading
	other
	about   // the employer
	tasks   // what is to be done
	must    // asked for, the heading says it
	should  // asked for
	nice    // asked for, not needed
	stack   // what is used
	offer   // what is given
	process // how applications go
	contact
	legal
)

// asking says that a section is there to ask.
func (s section) asking() bool { return s == must || s == should || s == nice }

// sectionNames are the sections as the files of words name them.
var sectionNames = []string{"top", "other", "about", "tasks", "must", "should", "nice", "stack", "offer", "process", "contact", "legal"}

// opener is what opens a section.
type opener struct {
	s    section
	form pattern
}

// fillers are words of headings that say nothing.
const fillers = `(?:the|your|our|this|these|my|job|role|here|we|a|an|you|for|to|in|of|and|with|us|at|position|section|candidate|` +
	`deine|ihre|der|die|das|du|sie|bei|uns|de|du poste|le|la|les|del|el|los)`

var (
	// exactForms are headings, loosely are words by which a line that has the form of a heading says its section. Both are for what
	// [plainHeading] returns and tried in order.
	exactForms = openers("headings.txt", `^`, `(?:$|\b)`)
	looseForms = openers("loose.txt", `\b`, ``)
)

func openers(file, before, after string) []opener {
	var out []opener
	for _, e := range tableOf(file, before, after, longest) {
		out = append(out, opener{section(index(sectionNames, e.name)), e.form})
	}
	return out
}

// heading is a line that may be one.
type heading struct {
	text         string
	bold, bullet bool
}

// plainHeading spells a heading in small letters without marks.
func plainHeading(s string) string {
	s = strings.ToLower(strings.ReplaceAll(s, "’", "'"))
	s = strings.TrimFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != ')' })
	return strings.TrimSpace(strings.TrimLeft(s, "0123456789.)( "))
}

// formal says that a line is a heading by its form: marked, bold, in capitals, or ended by a colon or a question mark.
func (h heading) formal() bool {
	t := strings.TrimRight(h.text, emphasis)
	return h.bold || strings.HasSuffix(t, ":") || strings.HasSuffix(t, "?") || capitals(t)
}

func capitals(s string) bool {
	letters := 0
	for _, r := range s {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			letters++
		}
	}
	return letters >= 4
}

// section says which section a heading opens. Without the form of a heading a line has to be one as a whole.
func (h heading) section() (section, bool) {
	plain := plainHeading(h.text)
	if plain == "" || len(plain) > 70 || strings.HasSuffix(h.text, ".") && !h.bold || h.bullet && !h.formal() {
		return other, false
	}
	if employerHeading.MatchString(h.text) && !notEmployer.MatchString(plain) {
		return about, true
	}
	for _, f := range exactForms {
		if m := f.form.FindStringIndex(plain); m != nil {
			rest := plain[m[1]:]
			if rest == "" || h.formal() && (h.bold || !strings.Contains(rest, ":")) && len(strings.Fields(rest)) <= 5 || fillerOnly.MatchString(rest) {
				return f.s, true
			}
		}
	}
	if h.formal() && len(strings.Fields(plain)) <= 10 {
		for _, f := range looseForms {
			if f.form.MatchString(plain) {
				return f.s, true
			}
		}
	}
	return other, false
}

var (
	employerHeading = exact(`^(?:About|Über|À propos d[e'’]|Sobre|Who is|Wer ist|Qui est|¿?Quién es)\s*(?:the |die |das |` +
		`den )?(\p{Lu}[\p{L}\d&.' -]{1,40}?)[:?]?$`)
	notEmployer = words(`^(?:about|über|à propos d[e'’]|sobre)\s*(?:the |die |das |den )?(?:you|us|role|job|position|team|internship|opportunity|` +
		`uns|dich|sie|nous|nosotros|project|this|what|company|our|stelle)\b`)
	fillerOnly = words(`^(?:[\s,&/-]+(?:` + fillers + `|und|et|y|ihr profil|dein profil|qualifications?|skills|experience|requirements|` +
		`responsibilities|duties|benefits|perks|profil))+$`)
)

// sections follows the headings down the document.
type sections struct {
	last    section
	bullets bool // the line before is an entry of a list
	lines   int  // so far
}

// button finds the words of buttons of job boards, which open nothing.
var button = words(`^(?:apply(?: now| today| here| for this (?:job|role|position))?|easy apply|save(?: job)?|share(?: this job)?|sign in|` +
	`report this job|show (?:more|less)|jetzt bewerben|online bewerben|merken|drucken|postuler(?: maintenant)?|partager|inscr(?:i|í)bete|aplicar|` +
	`solicitar)$`)

// enter returns the section of a line and whether the line is the heading of it.
func (s *sections) enter(h heading) (section, bool) {
	if button.MatchString(plainHeading(h.text)) {
		return s.last, true
	}
	if found, ok := h.section(); ok {
		s.last = found
		return found, true
	}
	t := strings.TrimRight(h.text, emphasis)
	if s.last != top && !s.last.asking() && s.last != offer && s.last != other && h.formal() && !h.bullet && len(strings.Fields(t)) <= 8 && !strings.HasSuffix(t,
		".") && labelOf(t) == 0 {
		s.last = other // of what, is not known, but no longer of the employer or the tasks
		return other, false
	}
	if s.last != top && h.bold && !h.bullet && !strings.HasSuffix(t, ".") && len(t) < 60 && !strings.HasSuffix(t, ":") && labelOf(t) == 0 {
		s.last = other
		return other, false
	}
	return s.last, false
}
