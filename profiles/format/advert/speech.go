package advert

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"tenon/profiles"
	"tenon/profiles/format/reading"
	"tenon/profiles/taxonomy"
)

// tongues are the names of languages in small letters, by the concept; made once for each taxonomy.
var tongues sync.Map

func (r *reader) tongues() map[string]taxonomy.No {
	if m, ok := tongues.Load(r.Taxonomy); ok {
		return m.(map[string]taxonomy.No)
	}
	m := map[string]taxonomy.No{}
	for _, no := range r.Taxonomy.Of(taxonomy.Language) {
		c := r.Taxonomy.Concept(no)
		for _, name := range append([]string{c.Label}, c.Aliases...) {
			if utf8.RuneCountInString(name) >= 4 && !strings.Contains(name, " ") {
				m[strings.ToLower(name)] = no
			}
		}
	}
	for id, names := range moreTongues {
		if no, ok := r.Taxonomy.ByID("language/" + id); ok {
			for _, n := range strings.Fields(names) {
				m[n] = no
			}
		}
	}
	tongues.Store(r.Taxonomy, m)
	return m
}

// moreTongues are names of languages in the four languages that are read.
var moreTongues = map[string]string{"en": "english englisch englische anglais anglaise inglés ingles", "de": "german deutsch deutsche allemand alemán " +
	"aleman", "fr": "french französisch français francés frances", "es": "spanish spanisch espagnol español castellano",
	"it": "italian italienisch italien italiano", "pt": "portuguese portugiesisch portugais portugués", "nl": "dutch niederländisch néerlandais " +
		"neerlandés holandés", "zh": "chinese mandarin chinesisch chinois chino", "ja": "japanese japanisch japonais japonés",
	"ar": "arabic arabisch arabe árabe", "ru": "russian russisch russe ruso", "pl": "polish polnisch polonais polaco", "ca": "catalan katalanisch " +
		"catalán", "da": "danish dänisch danois danés", "no": "norwegian norwegisch norvégien noruego", "sv": "swedish schwedisch suédois sueco",
	"tr": "turkish türkisch turc turco", "hi": "hindi", "ko": "korean koreanisch coréen coreano", "cs": "czech tschechisch"}

var (
	compound = words(`^(\w+?)(?:sprach)?kenntnissen?$`)
	// asThing finds words behind the name of a language that make it say something else than the language.
	asThing = words(`^[\s-]*(?:markets?|market\b|customers?|clients?|law|tax|compan\w+|teams?|government|bank\w*|nlp|texts?|documents?|users?|speech|` +
		`content|data|corpora|citizen\w*|passport|labou?r|office|and english documents|text\b|model\w*|-based|startup|cuisine|website|` +
		`translations?)`)
	// spoken are words that say that a sentence is on languages.
	spoken = words(`\b(?:fluen\w+|native|speak\w*|spoken|written|languages?|c1|c2|b1|b2|a2|proficien\w+|business|conversational|mother tongue|` +
		`verhandlungssicher\w*|fließend\w*|\w*kenntnisse\w*|wort und schrift|muttersprach\w*|sprichst|sprechen|courant|couramment|bilingue|parl\w+|` +
		`langue|niveau|lu, écrit|fluid[oa]|hablad[oa]|nivel|idiomas?|bilingüe|intermedi[oa]|nativo)\b`)
	toneForm = words(`(?:muttersprach\w*|native(?:[- ]speaker| level)?|langue maternelle|mother tongue|nativ[oa]|bilingu\w+|[abc][12]|` +
		`verhandlungssicher\w*|fluen(?:t|cy)|fließend\w*|fliessend\w*|couramment|courant\b|fluid[oa]|fluidez|excellente?s?|exzellente[ns]?|` +
		`hervorragende[ns]?|sehr gut\w*|very good|strong|proficien(?:t|cy)|advanced|avanzado|avancé|nivel alto|alto\b|très bon\w*|` +
		`business[- ](?:level|fluent)|professional|full professional|good|gut\w*|sichere\w*|bonnes?\b|bon niveau|buen(?:o|a)?\b|intermedi\w+|` +
		`intermédiaire|conversational|medio\b|solide\w*|basic|grundkenntnisse|notions|básic[oa]|scolaire|working proficiency)`)
)

// tones are the levels of languages by the beginning of the words that say them, the longer ones first.
var tones = []struct {
	begin string
	level profiles.CEFR
}{
	{"muttersprach", profiles.C2}, {"native", profiles.C2}, {"langue maternelle", profiles.C2}, {"mother", profiles.C2}, {"nativ", profiles.C2}, {"bilingu", profiles.C2},
	{"verhandlungs", profiles.C1}, {"flu", profiles.C1}, {"flie", profiles.C1}, {"coura", profiles.C1}, {"exc", profiles.C1}, {"exz", profiles.C1},
	{"herv", profiles.C1}, {"sehr gut", profiles.C1}, {"very good", profiles.C1}, {"strong", profiles.C1},
	{"proficien", profiles.C1}, {"advanced", profiles.C1}, {"avan", profiles.C1}, {"nivel alto", profiles.C1}, {"alto", profiles.C1}, {"très bon",
		profiles.C1}, {"business-fluent", profiles.C1}, {"business fluent", profiles.C1}, {"full professional", profiles.C1},
	{"business", profiles.B2}, {"professional", profiles.B2}, {"working", profiles.B2}, {"good", profiles.B2}, {"gut", profiles.B2}, {"sicher",
		profiles.B2}, {"bon", profiles.B2}, {"buen", profiles.B2}, {"solide", profiles.B2},
	{"interm", profiles.B1}, {"conversational", profiles.B1}, {"medio", profiles.B1}, {"basic", profiles.A2}, {"grund", profiles.A2}, {"notions",
		profiles.A2}, {"básic", profiles.A2}, {"scolaire", profiles.A2},
}

func tone(word string) profiles.CEFR {
	var level profiles.CEFR
	if len(word) == 2 && level.UnmarshalText([]byte(word)) == nil {
		return level
	}
	for _, t := range tones {
		if strings.HasPrefix(word, t.begin) {
			return t.level
		}
	}
	return 0
}

// tongue is a language that a sentence names.
type tongue struct {
	no       taxonomy.No
	from, to int
}

// languages reads the languages that a sentence asks for, with their levels.
func (r *reader) languages(s *sentence) {
	names := r.tongues()
	var found []tongue
	for _, w := range wordsOf(s.low) {
		word := strings.TrimRight(s.low[w[0]:w[1]], "-")
		no, ok := names[word]
		if m := compound.FindStringSubmatchIndex(word); !ok && m != nil {
			no, ok = names[word[m[2]:m[3]]]
		}
		if ok && !asThing.MatchString(s.low[w[1]:]) && !slices.ContainsFunc(found, func(t tongue) bool { return t.no == no }) {
			found = append(found, tongue{no, w[0], w[1]})
		}
	}
	if len(found) == 0 || s.u.label != labelLanguages && !s.u.section.asking() && !spoken.MatchString(s.low) {
		return
	}
	levels := toneForm.FindAllStringIndex(s.low, 12)
	for i, t := range found {
		q := profiles.Requirement{Kind: profiles.ReqLanguage, Ref: r.concept(t.no), CEFR: s.tone(found, i, levels)}
		s.take(t.from, t.to)
		s.emit(r, q, t.from, t.to, reading.Likely)
	}
}

var (
	close1   = words(`^[\s:(,–-]*(?:is |level |niveau |nivel |auf |at |in |sprich\w+ |mindestens |at least |min\. |minimum )*\(?$`)
	bothForm = words(`^-?\s*(?:,|and|und|et|y|&|/)\s*$`)
	noClause = words(`[;.]`)
)

// tone is the level of language i: that right behind it, else the last one before it, else the next one before another language.
func (s *sentence) tone(all []tongue, i int, levels [][]int) profiles.CEFR {
	t := all[i]
	for _, l := range levels {
		if l[0] >= t.to && l[0]-t.to < 24 && close1.MatchString(s.low[t.to:l[0]]) && !strings.Contains(s.low[t.to:l[0]], ", ") {
			return tone(s.low[l[0]:l[1]])
		}
	}
	for _, l := range slices.Backward(levels) {
		if l[1] <= t.from+4 && l[0] < t.to && !noClause.MatchString(s.low[min(l[1], t.from):t.from]) {
			return tone(s.low[l[0]:l[1]])
		}
	}
	if i+1 < len(all) && bothForm.MatchString(s.low[t.to:all[i+1].from]) {
		return s.tone(all, i+1, levels) // "Deutsch- und Englischkenntnisse auf C1"
	}
	end := len(s.low)
	if i+1 < len(all) {
		end = all[i+1].from
	}
	for _, l := range levels {
		if l[0] >= t.to && l[1] <= end && l[0]-t.to < 60 {
			return tone(s.low[l[0]:l[1]])
		}
	}
	return 0
}

var (
	sectorCue = words(`\b(?:experience|background|exposure|worked|trabajado|travaillé|gearbeitet|knowledge|familiarity|understanding|track record|` +
		`prior work|previous work|expertise|ideally in|erfahrung(?:en)?|kenntnisse|expérience|connaissance|experiencia|conocimientos?|` +
		`interest in)\b`)
	sectorPrep = words(`(?:\b(?:in|of|within|with|from|im|in der|in einem|aus|dans|le|la|les|l['’]|du|de|des|en|el|del|sector|secteur|or|and|oder|und|` +
		`ou|et|o|y|the|an?|domain|to)\s*|[,/(]\s*|l['’])$`)
	sectorName = words(`^\s*(?:industr\w+|sectors?|domain|space|companies|company|environment|field|branche|umfeld|bereich)\b`)
)

// industries reads the industries in which a sentence asks for experience.
func (r *reader) industries(s *sentence) {
	if !sectorCue.MatchString(s.low) {
		return
	}
	var refs []profiles.Ref
	from, to := 0, 0
	for _, x := range r.sectors(s.text, false) {
		if s.has(x.from, x.to) || !sectorPrep.MatchString(s.low[:x.from]) && !sectorName.MatchString(s.low[x.to:]) {
			continue
		}
		if len(refs) == 0 {
			from = x.from
		}
		refs, to = add(refs, r.concept(x.no)), x.to
		s.take(x.from, x.to)
	}
	if len(refs) > 0 {
		s.emit(r, profiles.Requirement{Kind: profiles.ReqIndustry, Ref: refs[0], AnyOf: refs[1:min(len(refs), profiles.MaxAnyOf+1)]}, from, to, reading.Likely)
	}
}
