package advert

import (
	"strconv"
	"strings"

	"tenon/profiles"
	"tenon/profiles/format/reading"
	"tenon/profiles/taxonomy"
)

// levelForm finds words of levels in small letters: the group that matches is the level. "Senior" is never one.
var levelForm = words(`(?:^|\W)(?:` +
	`(novice|beginner|anfänger|débutant|principiante)` +
	`|(basics? (?:of|in)|basic|foundational|fundamentals? (?:of|in)|familiar(?:ity)?|exposure|awareness|acquainted|some (?:experience|knowledge)|` +
	`entry-level|grundkenntnisse|grundlegende[nr]?|grundwissen|basiskenntnisse|erste[nr]? (?:erfahrung(?:en)?|kenntnisse)|vertraut|notions?|` +
	`(?:des |les )bases|connaissances? de base|première expérience|básic[oa]s?|nociones)` +
	`|(proficien(?:t|cy)|competent|competency|working knowledge|good|intermediate|gute[nrs]?|sichere[nr]? umgang|routiniert|versiert|` +
	`bonnes? (?:connaissances?|maîtrise|compréhension)|bonnes?|buen[oa]?s?|manejo|medio|intermedi[oa]s?)` +
	`|(experts?|expertise|very good|très bonnes? (?:maîtrise|connaissances?|compréhension)|muy buen[oa]s?|excellent|advanced|deep|in-depth|extensive|` +
	`profound|thorough|fluent|fluency|outstanding|rock-solid|sehr gute[nrs]?|fundierte[nrs]?|tiefgehende[nrs]?|tiefe[nrs]?|umfassende[nrs]?|` +
	`ausgeprägte[nrs]?|exzellente[nrs]?|hervorragende[nrs]?|fortgeschrittene[nrs]?|vertiefte[nrs]?|experten\w*|profunde[nrs]?|maîtris\w+|` +
	`avancée?s?|approfondie?s?|confirmée?s?|excellentes?|parfaite|dominio|avanzad[oa]s?|expert[oa]s?|profund[oa]s?|alt[oa]s?|excelentes?)` +
	`|(mastery|guru|world-class|wizard|deep expertise)` +
	`)(?:\W|$)`)

// leveling are the words of levels of a sentence, in order.
type leveling []struct {
	from, to int
	level    uint8
}

func levelsIn(low string) leveling {
	var out leveling
	for at := 0; at < len(low); {
		m := levelForm.FindStringSubmatchIndex(low[at:])
		if m == nil {
			break
		}
		for g := 1; g <= 5; g++ {
			if m[2*g] >= 0 {
				out = append(out, struct {
					from, to int
					level    uint8
				}{at + m[2*g], at + m[2*g+1], uint8(g)})
				at += m[2*g+1]
				break
			}
		}
	}
	return out
}

var (
	// newHead begins something else of which the level before it says nothing.
	newHead = words(`\b(?:experience|knowledge|understanding|exposure|background|hands-on|ability|comfortable|strong|solid|sound|proven|` +
		`erfahrung(?:en)?|\w*kenntnisse|expérience|connaissances?|experiencia|conocimientos?|you)\b`)
	headBehind = words(`^\s*(?:[\w-]+\s+){0,1}?(?:experience|knowledge|understanding|background|hands-on|erfahrung(?:en)?|[\w-]*kenntnisse|expérience|` +
		`connaissances?|maîtrise|experiencia|conocimientos?|expertise|skills|command|grasp|level)\b`)
	noteLevel = words(`^\s*(?:[-–:(]|\(\s*)\s*`)
)

// at is the level of span i: that in a note right behind it, else the last one before it, unless something else has begun since.
func (l leveling) at(low string, spans []named, i int) uint8 {
	end := spans[i].to
	for _, w := range l {
		if w.from >= end && noteLevel.MatchString(low[end:w.from]) && len(strings.TrimSpace(low[end:w.from])) > 0 && len(low[end:w.from]) <= 3 && closes(low, w.to) {
			return w.level
		}
	}
	for k := len(l) - 1; k >= 0; k-- {
		w := l[k]
		if w.from >= spans[i].from {
			continue
		}
		gap := low[min(w.to, spans[i].from):spans[i].from]
		if m := headBehind.FindStringIndex(gap); m != nil {
			gap = gap[m[1]:]
		}
		if newHead.MatchString(gap) || strings.ContainsAny(gap, ";)") || clauseEnd.MatchString(strings.Trim(gap, "(")) && !strings.Contains(gap, "(") {
			return 0
		}
		return w.level
	}
	return 0
}

// closes says that a note ends at byte i.
func closes(low string, i int) bool {
	rest := strings.TrimSpace(low[min(i, len(low)):])
	return rest == "" || strings.ContainsAny(rest[:1], "),;.") || strings.HasPrefix(rest, "level")
}

// years is a number of months that a sentence names.
type years struct {
	from, to int
	months   int
	used     bool
}

const countForm = `\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|neun|elf|zwölf|neuf|onze|nueve|once|doce|ein(?:e[nmr]?)?|zwei|drei|vier|fünf|sechs|sieben|acht|zehn|deux|` +
	`trois|quatre|cinq|six|sept|huit|dix|dos|tres|cuatro|cinco|seis|siete|ocho|diez`

var (
	yearsForm = words(`(?:^|[^\w.,€$£])(` + countForm + `)\s?(?:\+|plus)?\s*(?:(?:-|–|to|bis|à|a|or|oder|und|ou|` +
		`o)\s*(?:` + countForm + `)\s?\+?\s*)?(?:\(\d{1,2}\)\s*)?(?:or more |o más |ou plus |oder mehr |full |volle )?(years?|yrs?|yoe|jahren?|jahre|` +
		`ans|années?|años?|months?|monaten?|mois|meses)(?:\W|$)`)
	counts = map[string]int{"one": 1, "ein": 1, "eine": 1, "einem": 1, "einen": 1, "einer": 1, "two": 2, "zwei": 2, "deux": 2, "dos": 2, "three": 3,
		"drei": 3, "trois": 3, "tres": 3, "four": 4, "vier": 4, "quatre": 4, "cuatro": 4,
		"five": 5, "fünf": 5, "cinq": 5, "cinco": 5, "six": 6, "sechs": 6, "seis": 6, "seven": 7, "sieben": 7, "sept": 7, "siete": 7, "eight": 8,
		"acht": 8, "huit": 8, "ocho": 8, "nine": 9, "ten": 10, "zehn": 10, "dix": 10, "diez": 10, "twelve": 12, "eleven": 11, "fifteen": 15, "neun": 9, "elf": 11, "zwölf": 12, "neuf": 9, "onze": 11, "nueve": 9, "once": 11, "doce": 12}
	noYears = words(`(?:\b(?:over|in|during|for) the (?:last|past|next|first)|\b(?:past|last|next|every|founded|within|dauer:?|laufzeit:?|duration:?|` +
		`durée:?|duración:?|term:?|letzten|nächsten|dernières|últimos|alter von|edad|age|mindestalter)\b)\s*(?:de |entre |of )?$`)
	notAsked = words(`^\s*(?:ago|old\b|contract|fixed|in business|of growth|history|warranty|alt\b|de edad)`)
)

// yearsIn finds the times that a sentence in small letters names; of a range the lower end is asked.
func yearsIn(low string) []years {
	var out []years
	for _, m := range yearsForm.FindAllStringSubmatchIndex(low, 8) {
		n, err := strconv.Atoi(low[m[2]:m[3]])
		if err != nil {
			n = counts[low[m[2]:m[3]]]
		}
		if !strings.HasPrefix(low[m[4]:], "mo") && !strings.HasPrefix(low[m[4]:], "mes") {
			n *= 12
		}
		if n > 0 && n <= profiles.MaxMonths && !noYears.MatchString(low[:m[2]]) && !notAsked.MatchString(low[m[5]:]) {
			out = append(out, years{from: m[2], to: m[5], months: n})
		}
	}
	return out
}

// workBehind makes the skill before it a field of work: machine learning engineering.
var workBehind = words(`^\s(?:engineering|operations|consulting|engineer|scientist|architecture)\b`)

// trade are names of skills that are whole fields of work, of which years are experience.
var trade = words(`^(?:software|data|platform|infrastructure|site reliability|systems?|security|network|cloud|back-?end|front-?end|full-?stack|mobile|machine learning|ml|product|quality|hardware) (?:engineering|operations|development|management|assurance)$|^(?:devops|mlops|softwareentwicklung|développement logiciel|desarrollo de software)$`)

const linkWord = `(?:of|in|with|using|on|as|for|at|the|a|an|your|professional\w*|relevant|solid|proven|practical|hands-on|industry|commercial|` +
	`production|recent|strong|deep|extensive|demonstrable|demonstrated|prior|work|working|experience|experiences|expertise|knowledge|writing|` +
	`(?:developing|building|working|operating) (?:in|with|on|using)|development|programming|coding|plus|and|` +
	`berufserfahrung|erfahrung|praktische|einschlägige|relevante|fundierte|mit|im|in|der|dem|den|als|bereich|umgang|von|und|auf|` +
	`expérience|professionnelle|développement|desarrollo|entwicklung|significative|confirmée|avec|en|dans|sur|le|la|les|l'|du|de|des|d'|domaine|minimum|` +
	`experiencia|profesional|demostrable|laboral|con|el|los|las|del|trabajando|desarrollando|mínimo|mínima)`

var (
	governs  = words(`^(?:['’]|\s|,|` + linkWord + `\b|:|–|-|\()*$`)
	behindOf = words(`^(?:\s|[(–:,-]|skills|experience|` + `\b(?:for|seit|since|with|of|über|at least|min\.?|mindestens|minimum|depuis|al menos)\b|\+)*$`)
)

// months gives each skill the time that is asked of it, and says which times were. Time in the field of the role is experience.
func (s *sentence) months(spans []named, all []years, own func(taxonomy.No) bool) (governed bool) {
	for k := range all {
		y := &all[k]
		first := -1
		for i := range spans {
			if spans[i].from >= y.to && governs.MatchString(s.low[y.to:spans[i].from]) {
				first = i
				break
			}
			if spans[i].to <= y.from && behindOf.MatchString(s.low[spans[i].to:y.from]) {
				spans[i].months, y.used, governed = y.months, true, true
			}
		}
		if y.used || first < 0 {
			continue
		}
		if own(spans[first].no) || trade.MatchString(s.low[spans[first].from:spans[first].to]) || workBehind.MatchString(s.low[spans[first].to:]) {
			for i := first; i < s.listEnd(spans, first); i++ {
				spans[i].field = i == first || own(spans[i].no) || trade.MatchString(s.low[spans[i].from:spans[i].to])
			}
			continue
		}
		for i := first; i < s.listEnd(spans, first); i++ {
			spans[i].months = y.months
		}
		y.used, governed = true, true
	}
	return governed
}

// listEnd is the end of the list of names that begins with span i.
func (s *sentence) listEnd(spans []named, i int) int {
	for i++; i < len(spans); i++ {
		gap := s.low[spans[i-1].to:spans[i].from]
		if !commaGap.MatchString(gap) && !orGap.MatchString(gap) && !andGap.MatchString(gap) {
			break
		}
	}
	return i
}

// ownField says that a skill is the work of the role: data engineering for a data engineer.
func (r *reader) ownField(no taxonomy.No) bool {
	c := r.Taxonomy.Concept(no)
	if c.Type != "practice" && !fieldEnd.MatchString(c.Label) {
		return false
	}
	mine := r.titleFamily(r.role.Title.Name)
	if mine == 0 {
		return false
	}
	stem := fieldEnd.ReplaceAllString(c.Label, "")
	for _, t := range []string{c.Label, stem + " engineer", stem + " developer", stem + " scientist", stem + " manager", stem + " analyst", stem + " researcher"} {
		if r.titleFamily(t) == mine {
			return !strings.EqualFold(c.Label, "Machine learning") && !strings.EqualFold(c.Label, "Deep learning")
		}
	}
	return false
}

var fieldEnd = words(`(?i: (?:engineering|development|science|management|analysis|analytics|research))$`)

func (r *reader) titleFamily(title string) taxonomy.No {
	no, _, ok := r.parse(title)
	if !ok {
		return 0
	}
	return r.Taxonomy.Concept(no).Family
}

var workForm = words(`experienc|\bexp\b|erfahrung|expérience|experiencia|\bas an?\b|\bals\b|en tant que|\bcomo\b|\bbackground\b|\byoe\b|track record|` +
	`working in|\bin a similar\b`)

// experience asks for the time that no skill has.
func (r *reader) experience(s *sentence, all []years, governed bool) {
	for _, y := range all {
		if y.used || s.u.label != labelExperience && !s.u.section.asking() && !workForm.MatchString(s.low) {
			continue
		}
		need := profiles.Must
		if n := s.need(y.from); n <= profiles.Nice {
			need = n
		}
		if need == 0 {
			continue
		}
		s.emit(r, profiles.Requirement{Kind: profiles.ReqExperience, Ref: r.role.Title, Months: y.months, Necessity: need}, y.from, y.to, reading.Likely)
	}
}
