package advert

import (
	"fmt"
	"slices"
	"strings"

	"tenon/profiles"
)

// scope is a part of a sentence and how necessary its wording makes what it names; 0: it says that it is not asked for.
type scope struct {
	from, to int
	need     profiles.Necessity
}

// need is the necessity at byte i.
func (s *sentence) need(i int) profiles.Necessity {
	n := profiles.Necessity(0)
	for _, c := range s.scopes {
		if c.from <= i && i < c.to {
			n = c.need // the last one knows best
		}
	}
	return n
}

// The words of necessity, in small letters. Those that come before what they speak of govern the rest of their clause, those
// that come behind it the list before them.
var (
	niceFirst = words(`\b(?:ideally|preferably|(?:it is )?preferred:|nice[- ]to[- ]haves?\b:?|good[- ]to[- ]have:?|bonus(?: points)?(?: for| if|:)|` +
		`(?:big |huge )?plus(?: points)?(?: for| if|:)|optional(?:ly)?:|could have:?|extra points for|idealerweise|im idealfall|gerne(?: auch)?|` +
		`wünschenswert(?:erweise)?:|idéalement|de préférence|dans l'idéal|idealmente|preferiblemente|preferentemente|a ser posible|` +
		`se valora(?:rá)?n?(?: positivamente)?|valoramos|would love|la cerise sur le gâteau|the icing on the cake|das i-tüpfelchen|` +
		`it would be (?:great|nice)|would be (?:great|nice) if|we like people who|not a must,? but|apprécié:)`)
	niceLast = words(`\b(?:(?:is|are|would be|will be|also|considered|being|seen as|and so is|as) )*(?:an? )?(?:(?:big|huge|strong|definite|real|` +
		`distinct|clear|great|added|nice) )?(?:(?:a|an|added|strong|big) (?:plus|advantage|bonus|asset)|advantages?\b\W*$|plus\W*$|bonus\W*$|` +
		`nice[- ]to[- ]have|good[- ]to[- ]have|preferred\b|preferable|desirable|desired|beneficial|advantageous|is welcome|are welcome|appreciated|` +
		`helpful|optional|would be (?:great|nice)|(?:is )?not a must)` +
		`|(?:sind |ist |wäre |wären )?(?:ein(?:en)? )?(?:von vorteil|vorteilhaft|wünschenswert|ein plus\b|pluspunkt|hilfreich|erwünscht|willkommen|` +
		`kein muss|gern gesehen|nice to have)` +
		`|(?:est |sont |serait |seraient )?(?:un (?:vrai |gros |réel )?(?:plus|atout|avantage)\b|appréciée?s?|souhaitée?s?|bienvenue?s?|souhaitable|` +
		`serait un plus)` +
		`|(?:es |son |será )?(?:un plus\b|deseables?|valorables?|una ventaja|se valora(?:rán?|n)?\W*$|opcional)`)
	mustFirst = words(`\b(?:you must\b|must(?:[- ]haves?)?\b:?|required:|mandatory:|essential:|you(?:'ll| will)? need\b|zwingend(?: \w+)?:|` +
		`voraussetzung (?:ist|sind)|unbedingt|imprescindibles?:|obligatoire:|indispensable:|obligatorio:|se requiere)`)
	mustLast = words(`\b(?:(?:is|are|absolutely|strictly|a) )*(?:required\b|mandatory\b|essential\b|(?:a |an absolute )must\b(?:[- ]have\b)?|` +
		`must[- ]have\b|indispensables?\b|obligatoires?\b|exigée?s?\b|requise?s?\b|impérati(?:f|ve)s?\b|zwingend(?: erforderlich| notwendig)?|` +
		`erforderlich|notwendig\b|vorausgesetzt|setzen wir voraus|voraus\b|ein muss\b|muss\W*$|imprescindibles?\b|obligatori[oa]s?\b|necesari[oa]s?\b|` +
		`requerid[oa]s?\b|needed\b)`)
	shouldFor = words(`\bshould[- ]haves?:`)
	denied    = words(`\b(?:(?:is|are) )?not (?:required|needed|necessary|a requirement|essential|mandatory|expected)\b|\b(?:isn't|` +
		`aren't) (?:required|needed|necessary|essential)\b|\b(?:don't|do not|needn't) (?:need|have to|require)\b|\bno need\b|` +
		`\bno (?:\w+[ /-]){1,4}(?:needed|required|necessary|experience)\b|\bno (?:prior|previous)\b|\bnicht (?:erforderlich|notwendig|nötig|zwingend|` +
		`vorausgesetzt)|\bkein(?:e|en)? (?:[\w-]+ ){1,4}(?:erforderlich|notwendig|nötig)|\b(?:n'est|ne sont) pas (?:nécessaires?|obligatoires?|` +
		`requise?s?|exigée?s?|indispensables?)|\bpas (?:nécessaire|obligatoire)|\bno (?:es|son) (?:necesari[oa]s?|imprescindibles?|obligatori[oa]s?|` +
		`requerid[oa]s?)|\bno se requiere|\bsin necesidad de|\bwe do not use\b|\bunnecessary\b`)
	butForm   = words(`^,? (?:but|however|aber|jedoch|mais|pero|aunque) (?:it |das |c'|es )?`)
	clauseEnd = words(`[;()]|,? (?:but|however|while|whereas|aber|jedoch|mais|pero|aunque) |, (?:ideally|preferably|idealerweise|idéalement|` +
		`idealmente|gerne)|, (?:and so|nice to have|wünschenswert)`)
)

// wording finds the scopes of a sentence in small letters, the default for all of it first.
func wording(low string, def profiles.Necessity) []scope {
	out := []scope{{0, len(low), def}}
	from, base := 0, 0 // base: where the clause before the last note begins
	prev := [2]int{0, 0}
	for _, m := range append(clauseEnd.FindAllStringIndex(low, -1), []int{len(low), len(low)}) {
		start := from
		if from > 0 && low[from-1] == ')' {
			start = base // "AWS certificates (any level) are a plus"
		}
		out = append(out, clause(low, from, m[0], start, def)...)
		if after := butForm.FindStringIndex(low[from:m[0]]); after != nil { // "Java is not required but a plus"
			if need, ok := bare(low[from+after[1] : m[0]]); ok {
				out = append(out, scope{prev[0], m[0], need})
			}
		}
		if inner := low[from:m[0]]; from > 0 && low[from-1] == '(' && m[0] < len(low) && low[m[0]] == ')' {
			if need, ok := bare(inner); ok { // "Python (must)" speaks of what is before it
				out = append(out, scope{prev[0], prev[1], need})
			}
			prev = [2]int{m[1], m[1]}
		} else {
			prev = [2]int{from, m[0]}
		}
		if from == 0 || low[from-1] != '(' && low[from-1] != ')' {
			base = from
		}
		from = m[0]
		if low[m[0]:m[1]] != "" && strings.ContainsAny(low[m[0]:m[1]], ";()") {
			from = m[1]
		}
	}
	return out
}

// bare reads a note that is nothing but a word of necessity.
func bare(s string) (profiles.Necessity, bool) {
	s = strings.TrimSpace(s)
	for _, c := range []struct {
		form pattern
		need profiles.Necessity
	}{{denied, 0}, {niceLast, profiles.Nice}, {niceFirst, profiles.Nice}, {mustLast, profiles.Must}, {mustFirst, profiles.Must}} {
		if m := c.form.FindStringIndex(s); m != nil && m[1]-m[0]+6 >= len(s) {
			return c.need, true
		}
	}
	return 0, false
}

// clause finds the scopes of the part [from, to) of a sentence; words at its very beginning speak of what is there from base on.
func clause(low string, from, to, base int, def profiles.Necessity) []scope {
	var out []scope
	part := low[from:to]
	end := 0
	for _, m := range mustFirst.FindAllStringIndex(part, 3) {
		if def != profiles.Nice {
			out = append(out, scope{from + m[0], to, profiles.Must})
		}
	}
	if m := shouldFor.FindStringIndex(part); m != nil {
		out = append(out, scope{from + m[0], to, profiles.Should})
	}
	for _, c := range lasting(part) {
		start := max(end, listStart(part, c.from))
		if c.from <= 2 {
			out = append(out, scope{base, to, c.need})
		} else if c.need != profiles.Must || def != profiles.Nice {
			out = append(out, scope{from + start, from + c.to, c.need})
		}
		end = c.to
	}
	if m := niceFirst.FindStringIndex(part); m != nil {
		out = append(out, scope{from + m[0], to, profiles.Nice})
	}
	return out
}

// lasting finds the words that speak of what is before them, in order. A denial that goes with "a plus" is a plus.
func lasting(part string) []scope {
	var out []scope
	for _, m := range denied.FindAllStringIndex(part, 3) {
		out = append(out, scope{m[0], m[1], 0})
		if strings.HasPrefix(strings.TrimSpace(part[m[0]:]), "no ") || strings.Contains(part[m[0]:m[1]], "need") && m[0] < 24 {
			out[len(out)-1].to = len(part) // "no need to know X"
		}
	}
	for _, c := range []struct {
		need profiles.Necessity
		form pattern
	}{{profiles.Nice, niceLast}, {profiles.Must, mustLast}} {
		for _, m := range c.form.FindAllStringIndex(part, 6) {
			if k := crossing(out, m); k < 0 {
				out = append(out, scope{m[0], m[1], c.need})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b scope) int { return a.from - b.from })
	return out
}

// crossing is the scope that shares words with m; -1 without one.
func crossing(all []scope, m []int) int {
	return slices.IndexFunc(all, func(s scope) bool { return m[0] < s.to && s.from < m[1] })
}

var (
	conjunction = words(`(?:^|\s)(?:and|or|und|oder|sowie|et|ou|y|o|e|&)\s`)
	headWord    = words(`\b(?:experience|knowledge|understanding|familiarity|exposure|background|proficien\w+|years?|expertise|strong|solid|good|deep|` +
		`excellent|erfahrung(?:en)?|\w*kenntnisse|jahre|gute|sehr|fundierte|connaissances?|expérience|maîtrise|ans|bonne|experiencia|conocimientos?|` +
		`dominio|años|nivel)\b`)
)

// listStart is where the list begins that ends at byte cue: "Kafka, Flink or Pulsar is a plus" is one, "Strong Python, Go is a
// plus" has only Go in it.
func listStart(part string, cue int) int {
	start := strings.LastIndexAny(part[:cue], ",") + 1
	if start == 0 || !conjunction.MatchString(part[start:cue]) {
		return start
	}
	for start > 1 {
		prev := strings.LastIndex(part[:start-1], ",") + 1
		start = prev
		if headWord.MatchString(part[prev:]) && prev == 0 || headWord.MatchString(part[prev:max(prev, start)]) {
			break
		}
	}
	return start
}

// shown is a requirement in words, for the report.
func shown(q *profiles.Requirement) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s", q.Necessity, q.Kind)
	for i, x := range append([]profiles.Ref{q.Ref}, q.AnyOf...) {
		if x.Name != "" {
			b.WriteString([]string{" ", " | "}[min(i, 1)] + x.Name)
		}
	}
	for _, v := range []struct {
		name string
		n    int
	}{{"level", int(q.Level)}, {"months", q.Months}} {
		if v.n > 0 {
			fmt.Fprintf(&b, " %s=%d", v.name, v.n)
		}
	}
	for _, v := range []struct{ name, text string }{{"seniority", q.Seniority.String()}, {"cefr", q.CEFR.String()}, {"isced", q.ISCED.String()}} {
		if v.text != "" {
			fmt.Fprintf(&b, " %s=%s", v.name, v.text)
		}
	}
	for _, e := range q.Evidence {
		fmt.Fprintf(&b, " %s", e)
	}
	return b.String()
}

func path(list string, i int) string { return fmt.Sprintf("%s[%d]", list, i) }
