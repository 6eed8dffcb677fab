package format

import (
	"strings"

	"tenon/profiles"
	"tenon/profiles/format/reading"
	"tenon/profiles/taxonomy"
)

// candidateCells are the fields of a candidate that a column can be, by path.
var candidateCells = map[string]setter{
	"id":         func(r *row, c cell) { r.Candidate.ID = r.id(c) },
	"headline":   func(r *row, c cell) { first(&r.Candidate.Headline, r.name(c.node)) },
	"summary":    func(r *row, c cell) { more(&r.Candidate.Summary, c.words()) },
	"text":       func(r *row, c cell) { more(&r.Candidate.Text, c.words()) },
	"experience": (*row).yearsClaimed,

	"skills":         (*row).skillList,
	"skills[].name":  func(r *row, c cell) { entry(&r.Candidate.Skills, c.index).Name = r.name(c.node) },
	"skills[].level": func(r *row, c cell) { entry(&r.Candidate.Skills, c.index).Level = r.level(c.node) },

	"jobs[].title":       func(r *row, c cell) { first(&r.job(c).Title.Name, r.name(c.node)) },
	"jobs[].employer":    func(r *row, c cell) { first(&r.job(c).Employer, r.name(c.node)) },
	"jobs[].industry":    func(r *row, c cell) { r.job(c).Industry.Name = r.name(c.node) },
	"jobs[].start":       func(r *row, c cell) { r.job(c).Start = r.day(c, false) },
	"jobs[].end":         func(r *row, c cell) { r.jobEnd(c) },
	"jobs[].description": func(r *row, c cell) { more(&r.job(c).Description, c.words()) },
	"jobs[].skills":      func(r *row, c cell) { r.job(c).Skills = r.refs(c) },
	"jobs[].place":       func(r *row, c cell) { r.job(c).Place = r.placed(c) },

	"education":               (*row).studies,
	"education[].degree":      func(r *row, c cell) { r.study(c).Degree.Name = r.name(c.node) },
	"education[].level":       func(r *row, c cell) { r.study(c).Level = degreeIn(c.text()) },
	"education[].field":       func(r *row, c cell) { r.study(c).Field = r.name(c.node) },
	"education[].institution": func(r *row, c cell) { r.study(c).Institution = r.name(c.node) },
	"education[].start":       func(r *row, c cell) { r.study(c).Start = r.day(c, false) },
	"education[].end":         func(r *row, c cell) { r.study(c).End = r.day(c, true) },

	"certificates":           (*row).certificateList,
	"certificates[].name":    func(r *row, c cell) { entry(&r.Candidate.Certificates, c.index).Name = r.name(c.node) },
	"certificates[].issuer":  func(r *row, c cell) { entry(&r.Candidate.Certificates, c.index).Issuer = r.name(c.node) },
	"certificates[].issued":  func(r *row, c cell) { entry(&r.Candidate.Certificates, c.index).Issued = r.day(c, false) },
	"certificates[].expires": func(r *row, c cell) { entry(&r.Candidate.Certificates, c.index).Expires = r.day(c, true) },

	"languages":         (*row).languageList,
	"languages[].name":  func(r *row, c cell) { entry(&r.Candidate.Languages, c.index).Name = r.name(c.node) },
	"languages[].level": func(r *row, c cell) { entry(&r.Candidate.Languages, c.index).Level = reading.Fluency(c.text()) },

	"industries":    func(r *row, c cell) { r.Candidate.Industries = append(r.Candidate.Industries, r.refs(c)...) },
	"place":         func(r *row, c cell) { r.place(c, &r.Candidate.Place) },
	"place.city":    func(r *row, c cell) { first(&at1(&r.Candidate.Place).City, r.name(c.node)) },
	"place.region":  func(r *row, c cell) { first(&at1(&r.Candidate.Place).Region, r.name(c.node)) },
	"place.country": func(r *row, c cell) { first(&at1(&r.Candidate.Place).Country, r.name(c.node)) },

	"preferences.pay":            (*row).payCell,
	"preferences.pay.min":        func(r *row, c cell) { r.pay.least = r.money(c) },
	"preferences.pay.currency":   func(r *row, c cell) { r.pay.currency = currencyOf(c.text()) },
	"preferences.pay.period":     func(r *row, c cell) { r.pay.period = period(c.text()) },
	"preferences.place.modes":    func(r *row, c cell) { w := r.placeWish(); w.Modes = append(w.Modes, r.modes(c)...) },
	"preferences.place.places":   (*row).wishedPlaces,
	"preferences.place.relocate": func(r *row, c cell) { r.placeWish().Relocate = yes(c.text()) },
	"preferences.engagement":     (*row).wishedEngagement,
	"preferences.skills":         func(r *row, c cell) { r.wishes().Skills = &profiles.RefWish{Want: r.refs(c)} },
	"preferences.values":         func(r *row, c cell) { r.wishes().Values = &profiles.RefWish{Want: r.refs(c)} },

	"identity.name":      func(r *row, c cell) { id := r.who(); id.Name = strings.TrimSpace(id.Name + " " + c.text()) },
	"identity.email":     func(r *row, c cell) { first(&r.who().Email, c.text()) },
	"identity.phone":     func(r *row, c cell) { first(&r.who().Phone, c.text()) },
	"identity.address":   func(r *row, c cell) { more(&r.who().Address, c.text()) },
	"identity.urls":      func(r *row, c cell) { id := r.who(); id.URLs = append(id.URLs, strings.Fields(lines(c.texts()...))...) },
	"identity.image":     func(r *row, c cell) { first(&r.who().Image, c.text()) },
	"identity.birthDate": func(r *row, c cell) { first(&r.who().BirthDate, c.text()) },
}

// at1 is the place that a field points to, made where there is none.
func at1(p **profiles.Place) *profiles.Place {
	if *p == nil {
		*p = &profiles.Place{}
	}
	return *p
}

func (r *row) job(c cell) *profiles.Job {
	j := entry(&r.Candidate.Jobs, c.index)
	if j.At == nil {
		j.At = at(c.node)
	}
	return j
}

func (r *row) jobEnd(c cell) {
	if reading.IsPresent(c.text()) {
		r.job(c).Current = true
		return
	}
	r.job(c).End = r.day(c, false)
}

func (r *row) study(c cell) *profiles.Education {
	e := entry(&r.Candidate.Education, c.index)
	if e.At == nil {
		e.At = at(c.node)
	}
	return e
}

// yearsClaimed keeps a number of years as text: only dated jobs count as experience.
func (r *row) yearsClaimed(c cell) {
	text := c.text()
	if number := strings.TrimSuffix(text, ".0"); strings.Trim(number, "0123456789.,+-") == "" {
		text = number + " years of experience"
	}
	more(&r.Candidate.Text, text)
	r.once(c, "kept as text: only dated jobs count as experience")
}

// skillList reads listed skills; running text stays text, of which each concept is claimed once.
func (r *row) skillList(c cell) {
	parts, ok := c.parts()
	if !ok {
		more(&r.Candidate.Text, c.words())
		r.once(c, "running text, not a list: kept as text")
		return
	}
	for _, p := range parts {
		s := profiles.Skill{At: at(c.node)}
		s.Name, s.Level, s.Months = leveled(p)
		if s.Name = r.name(node{s.Name, c.path}); s.Name != "" {
			r.Candidate.Skills = append(r.Candidate.Skills, s)
		}
	}
}

// leveled parts a skill from its level or its months: "Python (5 years)", "Go: expert", "SQL = 4/5".
func leveled(text string) (name string, level uint8, months int) {
	cut := max(strings.LastIndexAny(text, "(:="), strings.LastIndex(text, " - "), strings.LastIndex(text, " – "))
	if cut <= 0 {
		return text, 0, 0
	}
	rest, _, _ := strings.Cut(strings.Trim(text[cut:], " ()-–:="), "/")
	level, months = skillLevel(rest), monthsOf(rest)
	if level == 0 && months == 0 || months > profiles.MaxMonths {
		return text, 0, 0
	}
	return strings.TrimSpace(text[:cut]), level, months
}

// refs are the short names of a cell, or its text as one of them.
func (r *row) refs(c cell) []profiles.Ref {
	parts, ok := c.parts()
	if !ok {
		parts = []string{c.words()}
	}
	var out []profiles.Ref
	for _, p := range parts {
		if p = r.name(node{p, c.path}); p != "" {
			out = append(out, profiles.Ref{Name: p})
		}
	}
	return out
}

// entries are the lines of a cell, or what stands between semicolons and bars, or between commas where it has none of these.
func (c cell) entries() []string {
	if _, isList := c.v.([]any); isList {
		return c.texts()
	}
	text := c.words()
	signs := ";|\n•"
	if !strings.ContainsAny(text, signs) {
		signs = ","
	}
	return splitOutside(text, signs)
}

// studies reads degrees, one an entry; commas part what belongs to one.
func (r *row) studies(c cell) {
	for _, text := range splitOutside(lines(c.entriesOf(";|\n•")...), "\n") {
		e := profiles.Education{Degree: profiles.Ref{Name: r.name(node{text, c.path})}, At: at(c.node)}
		if _, ok := r.Taxonomy.Resolve(taxonomy.Degree, text); !ok {
			e.Level = degreeIn(text)
		}
		r.Candidate.Education = append(r.Candidate.Education, e)
	}
}

func (c cell) entriesOf(signs string) []string {
	if _, isList := c.v.([]any); isList {
		return c.texts()
	}
	return splitOutside(c.words(), signs)
}

func (r *row) certificateList(c cell) {
	for _, text := range c.entries() {
		x := profiles.Certificate{At: at(c.node)}
		if i := strings.LastIndexByte(text, '('); i > 0 {
			if year, month, ok := cellDate(strings.Trim(text[i:], "() ")); ok {
				x.Issued, text = profiles.NewMonth(year, max(1, month)), strings.TrimSpace(text[:i])
			}
		}
		x.Name = r.name(node{text, c.path})
		r.Candidate.Certificates = append(r.Candidate.Certificates, x)
	}
}

// languageList reads "English (C1), German: native; French B2".
func (r *row) languageList(c cell) {
	for _, text := range c.entriesOf(",;|\n•") {
		l := profiles.Language{At: at(c.node), Level: reading.Fluency(text)}
		name := text
		if l.Level != 0 {
			name = strings.TrimSpace(text[:firstSign(text)])
		}
		if l.Name = r.name(node{name, c.path}); l.Name != "" {
			r.Candidate.Languages = append(r.Candidate.Languages, l)
		}
	}
}

// firstSign is where the name of a language ends: at a sign, else after its first word.
func firstSign(text string) int {
	if i := strings.IndexAny(text, "(:=/–"); i > 0 {
		return i
	}
	if i := strings.Index(text, " - "); i > 0 {
		return i
	}
	if i := strings.IndexByte(text, ' '); i > 0 {
		return i
	}
	return len(text)
}

func (r *row) wishes() *profiles.Preferences {
	if r.Candidate.Preferences == nil {
		r.Candidate.Preferences = &profiles.Preferences{}
	}
	return r.Candidate.Preferences
}

func (r *row) placeWish() *profiles.PlaceWish {
	if w := r.wishes(); w.Place == nil {
		w.Place = &profiles.PlaceWish{}
	}
	return r.Candidate.Preferences.Place
}

func (r *row) wishedPlaces(c cell) {
	for _, text := range c.entriesOf(";|\n•") {
		if p := r.placed(cell{node{text, c.path}, 0}); p != nil {
			w := r.placeWish()
			w.Places = append(w.Places, *p)
		}
	}
}

func (r *row) wishedEngagement(c cell) {
	var accept []profiles.Engagement
	for _, text := range c.entries() {
		if e, ok := engagement(text); ok {
			accept = append(accept, e)
		} else {
			r.note(c.path, "not a form of engagement that is known: left unknown")
		}
	}
	if len(accept) > 0 {
		r.wishes().Engagement = &profiles.EngagementWish{Accept: distinct(accept)}
	}
}

// finishWish makes a wish for pay of the cells that say something of it.
func (r *row) finishWish() {
	p := r.pay.of(r)
	if p == nil || p.Min == 0 {
		return
	}
	r.wishes().Pay = &profiles.PayWish{Min: profiles.Money{Cents: p.Min, Currency: p.Currency, Period: p.Period}}
}
