package advert

import (
	"slices"
	"strings"

	"tenon/profiles"
	"tenon/profiles/format/reading"
	"tenon/profiles/taxonomy"
)

// valueWords are benefits in the words of adverts.
var valueWords = table("values.txt", `(?i:`, `)`)

// offering are words that say that a sentence outside of the section of benefits offers something.
var offering = words(`(?i:\b(?:we offer|benefits?|perks|plus (?:equity|stock|bonus|pension|share)|wir bieten|bieten (?:ihnen|dir)|wir bieten ein|` +
	`nous offrons|avantages|ofrecemos|package|what's in it for you|you(?:'ll| will) get|prestaciones|\+ (?:equity|bonus|esops?)|next to a mentor|` +
	`remote-first)\b|\+ (?:equity|bonus|esops?)|plus\s+\w+\s+and)`)

// values reads what is offered beside pay. A benefit counts where benefits are listed, and in sentences that offer.
func (r *reader) values() {
	for i := range r.units {
		u := &r.units[i]
		if u.heading || u.section.asking() || u.section == contact || u.section == legal || u.section == process {
			continue
		}
		for _, s := range sentences(u.text) {
			text := u.text[s[0]:s[1]]
			if u.section == offer || u.label == labelPay || offering.MatchString(text) {
				r.valuesIn(u, s[0], text)
			}
		}
	}
}

var unlimited = words(`(?i:\b(?:unlimited|flexible|unbegrenzte\w*) (?:pto|paid time|vacation|leave|urlaub))`)

// noValue are denials: "We do not provide visa sponsorship".
var noValue = words(`(?i:\b(?:not|no|cannot|can't|unable|kein\w*|nicht|pas de|sin)\b[^.;,]{0,40}$)`)

var denial = words(`(?i:\b(?:not|no|cannot|can't|unable|keine?n?|nicht|pas de|sin)\b)`)

func (r *reader) valuesIn(u *unit, at int, text string) {
	for _, w := range valueWords {
		no, ok := r.Taxonomy.ByID(w.name)
		if w.name == "value/paid-leave" && unlimited.MatchString(text) {
			continue
		}
		if m := w.form.FindStringIndex(text); ok && m != nil && !noValue.MatchString(text[:m[0]]) {
			r.value(u, no, at+m[0], at+m[1])
		}
	}
	if u.section != offer {
		return
	}
	for _, p := range listParts(text) {
		part := text[p[0]:p[1]]
		if no, ok := r.Taxonomy.Resolve(taxonomy.Value, part); ok && !denial.MatchString(part) && len(strings.Fields(part)) <= 8 && !slices.Contains(vague, r.Taxonomy.Concept(no).ID) && !noValue.MatchString(text[:p[0]]) {
			r.value(u, no, at+p[0], at+p[1])
		}
	}
}

// vague are values whose names are words of every advert: they count only as an entry of its own.
var vague = []string{"value/culture", "value/mission", "value/diversity", "value/modern-stack", "value/autonomy", "value/responsible-ai",
	"value/sustainability", "value/job-security", "value/part-time-possible", "value/international-team", "value/career-growth", "value/transparency"}

var listSign = words(`\s*[,;:•+]\s*|\s+(?:and|und|et|y|sowie|plus)\s+`)

// listParts are the parts of a text between commas and words for "and".
func listParts(text string) [][2]int {
	var out [][2]int
	from := 0
	for _, m := range append(listSign.FindAllStringIndex(text, 60), []int{len(text), len(text)}) {
		if m[0] > from {
			out = append(out, [2]int{from, m[0]})
		}
		from = max(from, m[1])
	}
	return out
}

func (r *reader) value(u *unit, no taxonomy.No, from, to int) {
	c := r.Taxonomy.Concept(no)
	ref := profiles.Ref{Name: c.Label, Concept: c.ID}
	if slices.Contains(r.role.Values, ref) || len(r.role.Values) >= 2*profiles.MaxWishes {
		return
	}
	r.role.Values = append(r.role.Values, ref)
	r.fact(u, from, to, "values", c.Label, reading.Likely)
}
