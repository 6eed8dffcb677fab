package advert

import (
	"slices"
	"strings"

	"tenon/profiles"
	"tenon/profiles/format/reading"
	"tenon/profiles/taxonomy"
)

// named is a skill that a sentence names.
type named struct {
	no       taxonomy.No
	from, to int
	months   int
	field    bool // the field of work of the role, of which years were asked: no skill but experience
}

// glossary are names of skills in German, French and Spanish.
var glossary = table("skills.txt", ``, ``)

// skillsIn finds the skills of a sentence outside of what is taken.
func (r *reader) skillsIn(s *sentence) []named {
	var out []named
	for _, x := range r.Taxonomy.Extract(s.text) {
		out = append(out, named{no: x.No, from: x.Start, to: x.End})
	}
	if strings.Contains(s.text, "-") { // REST-APIs
		for _, x := range r.Taxonomy.Extract(strings.ReplaceAll(s.text, "-", " ")) {
			if strings.Contains(s.text[x.Start:x.End], "-") && !slices.ContainsFunc(out, func(n named) bool { return x.Start < n.to && n.from < x.End }) {
				out = append(out, named{no: x.No, from: x.Start, to: x.End})
			}
		}
	}
	for _, g := range glossary {
		no, ok := r.Taxonomy.ByID(g.name)
		for _, m := range g.form.FindAllStringIndex(s.low, 4) {
			if ok && !slices.ContainsFunc(out, func(n named) bool { return m[0] < n.to && n.from < m[1] }) {
				out = append(out, named{no: no, from: m[0], to: m[1]})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b named) int { return a.from - b.from })
	timed := len(yearsIn(s.low)) > 0
	return slices.DeleteFunc(out, func(n named) bool {
		return s.has(n.from, n.to) || timed && workBehind.MatchString(s.low[n.to:]) // "7 years in machine learning engineering"
	})
}

func (s *sentence) take(from, to int)     { s.taken = append(s.taken, []int{from, to}) }
func (s *sentence) has(from, to int) bool { return overlaps(s.taken, []int{from, to}) }

// skills makes requirements of skills: those of one group are one, each as good as the others.
func (r *reader) skills(s *sentence, spans []named) {
	levels := levelsIn(s.low)
	for i := 0; i < len(spans); {
		n, class := s.group(spans[i:])
		first := spans[i]
		group := spans[i : i+n]
		if class {
			group = group[1:] // any vector database would do: those named as examples are asked for
		}
		q := profiles.Requirement{Kind: profiles.ReqSkill, Ref: r.concept(group[0].no), Months: first.months, Level: levels.at(s.low, spans, i)}
		for _, o := range group[1:] {
			ref := r.concept(o.no)
			if len(q.AnyOf) < profiles.MaxAnyOf && !same(q.Ref, ref) && !slices.ContainsFunc(q.AnyOf, func(x profiles.Ref) bool { return same(x, ref) }) {
				q.AnyOf = append(q.AnyOf, ref)
			}
			q.Months = max(q.Months, o.months)
		}
		if !first.field {
			s.emit(r, q, first.from, spans[i+n-1].to, reading.Likely)
		}
		i += n
	}
}

var (
	// commaGap, orGap and andGap are what may stand between the names of one list.
	commaGap = words(`^\s*(?:[,/|]|, ?(?:z\. ?b\. |e\.g\.,? )|,\s*[\w.#+-]+\s*,)\s*$`)
	orGap    = words(`^\s*(?:,?\s*(?:and/or|or|oder|ou|o|u|bzw\.?|beziehungsweise)(?: (?:similar to|even))?|,\s*[\w.#+-]+\s*,?\s*(?:or|oder|ou|o)|` +
		`/)\s*(?:in |with |mit |on |en |a |an )?$`)
	andGap = words(`^\s*(?:,?\s*(?:and|und|et|y|e|sowie|&|\+|plus|as well as))\s*(?:in |with |mit |on |en )?$`)
	// example opens examples of what is named before it.
	example = words(`^[\s,:(–-]*(?:(?:\w*(?:frameworks?|librar(?:y|ies)|tools?|platforms?|providers?|databases?|systems?|technologies|` +
		`solutions?|services|engines?|stores?|languages?|bibliotheken|datenbanken|werkzeuge[n]?|plattformen|lösungen|sprachen|outils|` +
		`herramientas)[\s,]*)?\(?(?:such as|e\.\s?g\.?,?|for example|like|including|z\.\s?b\.|zum beispiel|wie(?: z\.\s?b\.| zum beispiel| etwa)?|` +
		`beispielsweise|par exemple|par ex\.|tel(?:le)?s? que|comme|type|como|tal(?:es)? como|por ejemplo|p\.\s?ej\.|ideally|idealerweise|` +
		`vorzugsweise))[\s,:]*$`)
	orUnknown     = words(`^,?\s*(?:or|oder|ou|o)\s+(?:an? )?[\w.#+-]+`) // the last of a list is no skill that is known
	exampleBefore = words(`(?:such as|\blike|e\.\s?g\.?,?|for example|z\.\s?b\.|zum beispiel|beispielsweise|par exemple|par ex\.|tel(?:le)?s? que|` +
		`como|comme|por ejemplo|p\.\s?ej\.)[\s:]*$|\b(?:one(?: or more)? of|at least one|any of|one or more|mindestens eine[rns]?|au moins une?|` +
		`al menos un[oa]?)(?: of)?(?:\s+[\w-]+){0,4}\s*[:(]?\s*$`)
	classNoun = words(`^\s(?:frameworks?|librar(?:y|ies)|tools?|platforms?|providers?|databases?|systems?|technologies|solutions?|services|` +
		`engines?|stores?|languages?|bibliotheken|datenbanken|werkzeuge[n]?|plattformen|lösungen|sprachen|outils|herramientas)\b`)
	inNote = words(`^\s*\(\s*$`)
	// similar ends a list of examples.
	similar = words(`^[\s,]*(?:or|oder|ou|o|and|und|et|y|,)?\s*(?:an? )?(?:other )?(?:similar|equivalents?|comparable|alike|ähnliche\w*|ä\.|o\.\s?ä\.|` +
		`vergleichbare\w*|équivalents?|similaires?|similares?|equivalentes?|afines|the like)\b`)
	// classWord ends a name of a class of things: of those in a note behind it any will do.
	classWord = words(`(?:frameworks?|librar(?:y|ies)|tools?|platforms?|providers?|databases?|clouds?|cloud computing|orchestrat\w+|languages?|` +
		`systems?|warehouses?|technologies|stores?|engines?|solutions?|bibliotheken|datenbanken|werkzeuge|plattformen|sprachen|bases de données|` +
		`outils|bases de datos|herramientas)$`)
)

// group is how many of the first spans are alternatives: a list closed by "or", one divided by slashes, examples of what is named
// before them, and lists that end with "or similar". class says that the first is no more than the class of the others.
func (s *sentence) group(spans []named) (n int, class bool) {
	if n, class = s.examples(spans); n > 1 {
		return n, class && n > 2
	}
	return s.list(spans), false
}

// list is the length of the list of alternatives that begins with the first span, 1 when the names are each asked for.
func (s *sentence) list(spans []named) int {
	if n := s.run(spans); n > 1 && (exampleBefore.MatchString(s.low[:spans[0].from]) || similar.MatchString(s.low[spans[n-1].to:])) {
		return n
	}
	n, or := 1, false
	for ; n < len(spans); n++ {
		gap := s.low[spans[n-1].to:spans[n].from]
		slash := strings.TrimSpace(gap) == "/"
		if or && !slash || !orGap.MatchString(gap) && !commaGap.MatchString(gap) {
			break
		}
		or = or || orGap.MatchString(gap) && !slash
	}
	if !or && n > 1 && orUnknown.MatchString(s.low[spans[n-1].to:]) {
		or = true
	}
	if or && s.level(spans[:n]) {
		return n
	}
	return s.slashed(spans)
}

// slashed is the number of spans from the first that slashes divide.
func (s *sentence) slashed(spans []named) int {
	n := 1
	for n < len(spans) && strings.TrimSpace(s.low[spans[n-1].to:spans[n].from]) == "/" {
		n++
	}
	return n
}

// level says that the wording makes all of a list equally necessary.
func (s *sentence) level(spans []named) bool {
	for _, n := range spans {
		if s.need(n.from) != s.need(spans[0].from) {
			return false
		}
	}
	return true
}

// examples is the length of a group whose first span is what the others are examples of. class says that it, or the word behind
// it, is the name of a class of things.
func (s *sentence) examples(spans []named) (n int, class bool) {
	if len(spans) < 2 {
		return 1, false
	}
	gap := s.low[spans[0].to:spans[1].from]
	class = classWord.MatchString(s.low[spans[0].from:spans[0].to]) || classNoun.MatchString(gap)
	opens := example.MatchString(gap)
	if !opens && !(inNote.MatchString(gap) && class) || strings.Contains(gap, "includ") && !class {
		return 1, false
	}
	return 1 + s.run(spans[1:]), class
}

// run is the length of the list that begins with the first span, whatever joins it.
func (s *sentence) run(spans []named) int {
	n := 1
	for n < len(spans) {
		gap := s.low[spans[n-1].to:spans[n].from]
		if !commaGap.MatchString(gap) && !orGap.MatchString(gap) && !andGap.MatchString(gap) {
			break
		}
		n++
	}
	return n
}
