package advert

import (
	"slices"
	"strings"

	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// ask is a requirement with the place that it was read from.
type ask struct {
	q          profiles.Requirement
	u          *unit
	from, to   int
	confidence int
	task       bool // only a task names it
}

func (r *reader) ask(a ask) { r.asks = append(r.asks, a) }

// sentence is one that may ask for something, while it is taken apart. Offsets are those of text.
type sentence struct {
	u      *unit
	at     int // of text in the unit
	text   string
	low    string // in small letters, of the same length
	scopes []scope
	taken  [][]int // of what is no skill: degrees, certificates, industries
	task   bool
}

var (
	// formalForm finds lines on papers that one must have, and on what somebody is like. They are kept as text and never asked for.
	formalForm = words(`(?i:\bvisas?\b|\bsponsor\w*|\bclearances?\b|\bwork (?:permit|authori[sz]ation|pass)\b|\bright to work\b|` +
		`\bcitizens?(?:hip)?\b|\bpermanent residen\w+|\bauthori[sz]ed to work\b|\beligib\w+ (?:to work|for)\b|\bgreen card\b|\bbackground check\b|` +
		`\bsecurity vetting\b|\bsicherheitsüberprüfung|\barbeitserlaubnis|\baufenthalts\w+|\bpermis de travail|\bpermiso de trabajo|` +
		`\bdriving licen[cs]e|\bdriver's licen[cs]e|\bführerschein|\bpermis b\b|\bcarn(?:et|é) de conducir|\bh-?1b\b|\bdrug (?:test|screen)\w*)`)
	personForms = words(`(?i:\b(?:gender|religion|ethnicity|race|sexual orientation|marital|nationality|disabilit\w+|veterans?|male|female|` +
		`candidates? under|years? old|age(?:d| group| limit)?\b|alter(?:s)?\b|geschlecht\w*|herkunft|schwerbehindert\w*|behinderung\w*|` +
		`junges?,? dynamisches?|young,? (?:and )?dynamic|sexe|âge|handicap|edad|género|sexo|religión|estado civil|buena presencia|aussehen|` +
		`equal opportunity|lift(?:ing)? (?:up to )?\d+)\b)`)
	// asking are the words of a sentence that asks for something, wherever it stands.
	asking = words(`(?i:\byou(?:'ll| will| should| must)? (?:need|have|bring|know|hold|must|should|are (?:an? )?(?:expert|proficient|familiar|` +
		`comfortable|experienced|fluent|skilled)|possess|master)\b|\byou've\b|\bmust (?:have|be)\b|\b(?:\d|two|three|four|five|six|seven|eight|` +
		`ten)\+? years?['’]?(?: of)? (?:\w+ ){0,2}experience\b|\bexperience (?:with|in|of|building|using)\b|\bknowledge of\b|\bproficien\w+|` +
		`\bfamiliar\w*|\bdegree in\b|\b(?:is|are) (?:required|expected|essential|mandatory|needed|a must|a plus|preferred|desirable)\b|\bfluent\b|` +
		`\bbackground in\b|\bskilled in\b|\bcomfortable with\b|\bworking language\b|` +
		`\berfahrungen? (?:mit|in|im)\b|kenntnisse\b|\bbeherrsch\w+|\bvon vorteil\b|\bwünschenswert\b|\bvoraussetzung\b|\bmaîtris\w+|` +
		`\bexpérience (?:avec|en|de|sur)\b|\bconnaissances? (?:de|en)\b|\bvous (?:avez|justifiez|possédez)\b|\bexperiencia (?:con|en)\b|` +
		`\bconocimientos? (?:de|en)\b|\bdominio de\b|\bimprescindible\b|\bse requiere\b)`)
)

// requirements takes every sentence apart that may ask for something, and gives the role what is asked for.
func (r *reader) requirements() {
	sections := slices.ContainsFunc(r.units, func(u unit) bool { return u.section == must || u.section == should })
	r.apart = slices.ContainsFunc(r.units, func(u unit) bool { return u.section == nice && u.heading })
	for i := range r.units {
		u := &r.units[i]
		if u.heading || mailHead.MatchString(u.text) || r.isTitle(u) || u.label != 0 && (u.label < labelExperience || u.label > labelSkills) {
			continue
		}
		for _, b := range sentences(u.text) {
			if b[0] < u.value && b[1] > u.value {
				b[0] = u.value
			}
			s := &sentence{u: u, at: b[0], text: u.text[b[0]:b[1]]}
			if def, ok := r.necessity(s, sections); ok {
				r.sentence(s, def)
			}
		}
	}
	r.settle()
}

// isTitle says that the title was read from a unit that is not much longer.
func (r *reader) isTitle(u *unit) bool {
	t := r.role.Title.Name
	return t != "" && (u.label == labelTitle || u.section == top && strings.Contains(u.text, t) && len(u.text) < len(t)+60)
}

// necessity is how much a sentence asks if its wording does not say, and whether it is read at all.
func (r *reader) necessity(s *sentence, sections bool) (profiles.Necessity, bool) {
	if r.formal(s) {
		return 0, false
	}
	u := s.u
	if u.section == about && wantedForm.MatchString(s.text) && asking.MatchString(s.text) {
		return profiles.Should, true // "We are looking for somebody with experience in Go"
	}
	if u.section == about || u.section == contact || u.section == legal || u.section == process {
		return 0, false
	}
	low := lower(s.text)
	asks := (asking.MatchString(s.text) || niceLast.MatchString(low) || mustLast.MatchString(low)) && !ownForm.MatchString(s.text)
	switch u.section {
	case must:
		return profiles.Must, true
	case should:
		if r.apart {
			return profiles.Must, true
		}
		return profiles.Should, true
	case nice:
		return profiles.Nice, true
	case offer:
		return 0, false
	case stack:
		s.task = true
		return profiles.Nice, true
	case tasks:
		s.task = !asks
		return profiles.Should, true
	}
	if asks || u.label >= labelExperience && u.label <= labelSkills {
		return profiles.Should, true
	}
	s.task = true
	return profiles.Should, !sections && u.label == 0 && !isForm.MatchString(s.text)
}

// ownForm finds sentences in which the employer speaks of its own experience.
var ownForm = words(`(?i:\bwe (?:have|bring|know)\b|\bour (?:experience|team has)\b|\bwir (?:haben|verfügen)\b|\bnous avons\b)`)

var mustForm = words(`(?i:\b(?:must|required|requires|need to|erforderlich|voraussetzung|obligatoire|imprescindible|authori[sz]ed)\b)`)

// formal notes sentences that are text only.
func (r *reader) formal(s *sentence) bool {
	switch {
	case formalForm.MatchString(s.text) && (s.u.section != offer || denial.MatchString(s.text) || mustForm.MatchString(s.text)):
		r.note(s.u, "description", "on visas, permits, clearances or checks: kept as text, not a requirement")
	case personForms.MatchString(s.text):
		if s.u.section == offer {
			return false
		}
		r.note(s.u, "description", "on what somebody is like: kept as text, not a requirement")
	default:
		return false
	}
	r.read(s.u)
	return true
}

// sentence reads what one sentence asks for.
func (r *reader) sentence(s *sentence, def profiles.Necessity) {
	s.low = lower(s.text)
	s.scopes = wording(s.low, def)
	if name := r.role.Employer.Name; name != "" {
		if k := strings.Index(s.text, name); k >= 0 {
			s.take(k, k+len(name))
		}
	}
	if !s.task {
		r.degrees(s)
		r.certificates(s)
		r.languages(s)
		r.industries(s)
		r.evidence(s)
		r.others(s)
	}
	spans := r.skillsIn(s)
	years := yearsIn(s.low)
	governed := s.months(spans, years, r.ownField)
	r.skills(s, spans)
	if !s.task {
		r.experience(s, years, governed)
	}
}

// emit gives a requirement at bytes [from, to) of the sentence. Without a necessity the wording at its place decides.
func (s *sentence) emit(r *reader, q profiles.Requirement, from, to, confidence int) {
	if q.Necessity == 0 {
		if q.Necessity = s.need(from); q.Necessity == 0 {
			return
		}
	}
	r.ask(ask{q: q, u: s.u, from: s.at + from, to: s.at + to, confidence: confidence, task: s.task})
}

// lower keeps the byte offsets of a text: letters whose small form has another length stay.
func lower(s string) string {
	return strings.Map(func(c rune) rune {
		if l := []rune(strings.ToLower(string(c))); len(l) == 1 && len(string(l)) == len(string(c)) {
			return l[0]
		}
		return c
	}, s)
}

// settle orders what was asked, leaves out what was asked already, and reports it.
func (r *reader) settle() {
	if n := r.thingsAsked(); n >= enough {
		r.asks = slices.DeleteFunc(r.asks, func(a ask) bool { return a.task })
	} else if n > 0 {
		for i := range r.asks {
			if a := &r.asks[i]; a.task {
				a.q.Necessity = profiles.Nice
			}
		}
	}
	slices.SortStableFunc(r.asks, func(a, b ask) int { return order(a) - order(b) })
	for _, a := range r.asks {
		if k := r.asked(a); k >= 0 {
			r.merge(k, a)
		} else if len(r.role.Requirements) < profiles.MaxRequirements {
			r.role.Requirements, r.kept = append(r.role.Requirements, a.q), append(r.kept, a)
		}
	}
	r.report()
}

// enough is how many tools, languages, methods and platforms an advert has to ask for, so that what only its tasks name is not
// asked for. With less it counts as nice to have, and with none as a should.
const enough = 2

// thingsAsked counts the skills that are asked for and no practices.
func (r *reader) thingsAsked() (n int) {
	for _, a := range r.asks {
		if no, ok := r.Taxonomy.ByID(a.q.Concept); ok && a.q.Kind == profiles.ReqSkill && !a.task && r.Taxonomy.Concept(no).Type != "practice" {
			n += 1 + len(a.q.AnyOf)
		}
	}
	return n
}

// order puts what only tasks name behind the rest.
func order(a ask) int {
	if a.task {
		return 1
	}
	return 0
}

// asked is the requirement that a repeats, or that already names all that it names; -1 without one.
func (r *reader) asked(a ask) int {
	return slices.IndexFunc(r.role.Requirements, func(q profiles.Requirement) bool {
		if q.Kind != a.q.Kind {
			return false
		}
		switch a.q.Kind {
		case profiles.ReqExperience, profiles.ReqTitle:
			return true
		case profiles.ReqDegree:
			return q.ISCED == a.q.ISCED || q.ISCED > a.q.ISCED && a.q.Necessity == profiles.Nice && q.Necessity > profiles.Nice
		case profiles.ReqEvidence:
			return slices.Equal(q.Evidence, a.q.Evidence)
		}
		mine := append([]profiles.Ref{q.Ref}, q.AnyOf...)
		for _, x := range append([]profiles.Ref{a.q.Ref}, a.q.AnyOf...) {
			if !slices.ContainsFunc(mine, func(m profiles.Ref) bool { return same(m, x) }) {
				return false
			}
		}
		return len(q.AnyOf) == len(a.q.AnyOf) || a.task
	})
}

func same(a, b profiles.Ref) bool {
	if a.Concept != "" || b.Concept != "" {
		return a.Concept == b.Concept
	}
	return strings.EqualFold(a.Name, b.Name)
}

// merge keeps of two mentions the larger necessity, level and time.
func (r *reader) merge(k int, a ask) {
	q := &r.role.Requirements[k]
	if a.task || q.Kind == profiles.ReqTitle {
		return
	}
	q.Necessity = max(q.Necessity, a.q.Necessity)
	q.Level, q.Months, q.CEFR = max(q.Level, a.q.Level), max(q.Months, a.q.Months), max(q.CEFR, a.q.CEFR)
}

// report makes the fact of each requirement, and gives it its place.
func (r *reader) report() {
	for i, a := range r.kept {
		q := &r.role.Requirements[i]
		if a.u == nil {
			continue
		}
		q.At = r.fact(a.u, a.from, a.to, path("requirements", i), shown(q), a.confidence)
	}
	for _, a := range r.asks {
		if a.u != nil {
			r.read(a.u)
		}
	}
}

// concept is the reference to a concept.
func (r *reader) concept(no taxonomy.No) profiles.Ref {
	c := r.Taxonomy.Concept(no)
	return profiles.Ref{Name: c.Label, Concept: c.ID}
}
