package format

import (
	"strconv"
	"strings"

	"tenon/profiles"
	"tenon/profiles/format/reading"
	"tenon/profiles/taxonomy"
)

// roleCells are the fields of a role that a column can be, by path.
var roleCells = map[string]setter{
	"id":          func(r *row, c cell) { r.Role.ID = r.id(c) },
	"title":       func(r *row, c cell) { first(&r.Role.Title.Name, r.name(c.node)) },
	"seniority":   (*row).step,
	"description": func(r *row, c cell) { more(&r.Role.Description, c.words()) },

	"employer.name":     func(r *row, c cell) { first(&r.Role.Employer.Name, r.name(c.node)) },
	"employer.industry": func(r *row, c cell) { first(&r.Role.Employer.Industry.Name, r.name(c.node)) },
	"employer.size":     func(r *row, c cell) { r.Role.Employer.Size = r.name(c.node) },

	"skills":         func(r *row, c cell) { r.askList(c, profiles.Should) },
	"skills.must":    func(r *row, c cell) { r.askList(c, profiles.Must) },
	"skills.nice":    func(r *row, c cell) { r.askList(c, profiles.Nice) },
	"requirements":   (*row).askLines,
	"experience":     (*row).askYears,
	"education":      (*row).askStudies,
	"languages":      (*row).askLanguages,
	"certifications": (*row).askCertificates,

	"place":         func(r *row, c cell) { r.place(c, &r.Role.Place) },
	"place.city":    func(r *row, c cell) { first(&at1(&r.Role.Place).City, r.name(c.node)) },
	"place.region":  func(r *row, c cell) { first(&at1(&r.Role.Place).Region, r.name(c.node)) },
	"place.country": func(r *row, c cell) { first(&at1(&r.Role.Place).Country, r.name(c.node)) },
	"modes":         func(r *row, c cell) { r.Role.Modes = append(r.Role.Modes, r.modes(c)...) },
	"engagements":   func(r *row, c cell) { r.offered(c) },
	"applicantCountries": func(r *row, c cell) {
		r.Role.ApplicantCountries = append(r.Role.ApplicantCountries, c.entries()...)
	},

	"pay":          (*row).payCell,
	"pay.min":      func(r *row, c cell) { r.pay.least = r.money(c) },
	"pay.max":      func(r *row, c cell) { r.pay.most = r.money(c) },
	"pay.median":   func(r *row, c cell) { r.pay.median = r.money(c) },
	"pay.currency": func(r *row, c cell) { r.pay.currency = currencyOf(c.text()) },
	"pay.period":   func(r *row, c cell) { r.pay.period = period(c.text()) },
	"pay.beside":   func(r *row, c cell) { more(&r.pay.beside, c.words()) },

	"values":       func(r *row, c cell) { r.offers(c) },
	"posted":       func(r *row, c cell) { r.Role.Posted = r.day(c, false) },
	"validThrough": func(r *row, c cell) { r.Role.ValidThrough = r.day(c, true) },
}

// stepCodes are the codes of steps that tables of salaries use.
var stepCodes = map[string]profiles.Seniority{"en": profiles.Junior, "mi": profiles.Mid, "se": profiles.Senior, "ex": profiles.Director,
	"entry": profiles.Junior, "entry level": profiles.Junior, "associate": profiles.Junior, "mid senior level": profiles.Senior,
	"mid senior": profiles.Senior, "executive": profiles.Director, "berufseinsteiger": profiles.Junior, "débutant": profiles.Junior}

// step reads a step of the ladder by its word, its code, or as a title has it.
func (r *row) step(c cell) {
	text := strings.ToLower(strings.Join(strings.FieldsFunc(c.text(), func(x rune) bool { return x == '-' || x == '_' || x == ' ' }), " "))
	s, ok := stepCodes[text]
	if !ok && s.UnmarshalText([]byte(text)) != nil {
		_, s, _ = r.Taxonomy.ParseTitle(text)
	}
	if s == 0 {
		r.note(c.path, "not a step of the ladder: left unknown")
		return
	}
	r.Role.Seniority = s
}

// askList asks for the skills of a list, or for those that running text names.
func (r *row) askList(c cell, need profiles.Necessity) {
	from := len(r.Role.Requirements)
	if parts, ok := c.parts(); ok {
		for _, p := range parts {
			name, level, months := leveled(p)
			asked := len(r.Role.Requirements)
			r.askSkill(node{name, c.path}, level)
			if len(r.Role.Requirements) == asked+1 {
				r.Role.Requirements[asked].Months = months
			}
		}
	} else {
		r.askSkillsIn(c.node, c.words())
	}
	for i := range r.Role.Requirements[from:] {
		r.Role.Requirements[from+i].Necessity = need
	}
}

// askLines reads lines of requirements, as the job schema of JSON Resume has them, and keeps them in the description.
func (r *row) askLines(c cell) {
	text := c.words()
	more(&r.Role.Description, text)
	for line := range strings.Lines(text) {
		n := node{strings.TrimSpace(line), c.path}
		if r.askDegree(n, n.text()) || r.askExperience(n, monthsOf(n.text())) {
			continue
		}
		r.askSkillsIn(n, n.text())
	}
}

// askYears reads a number of years, or text that names one.
func (r *row) askYears(c cell) {
	months := monthsOf(c.text())
	if low, _, _ := strings.Cut(strings.TrimRight(c.text(), "+ "), "-"); months == 0 {
		if years, err := strconv.ParseFloat(strings.TrimSpace(low), 64); err == nil && years > 0 && years <= profiles.MaxMonths/12 {
			months = int(12 * years)
		}
	}
	if !r.askExperience(c.node, months) && strings.Trim(c.text(), "0.") != "" {
		r.note(c.path, "no number of years up to 50: left out")
	}
}

func (r *row) askStudies(c cell) {
	if text := c.words(); !r.askDegree(c.node, text) {
		r.note(c.path, "no level of education that is known: left out")
	}
}

func (r *row) askLanguages(c cell) {
	for _, text := range c.entries() {
		q := profiles.Requirement{Kind: profiles.ReqLanguage, Necessity: profiles.Should, CEFR: reading.Fluency(text)}
		if q.Name = text; q.CEFR != 0 {
			q.Name = strings.TrimSpace(text[:firstSign(text)])
		}
		if q.Name = r.name(node{q.Name, c.path}); q.Name != "" {
			r.ask(q, c.node)
		}
	}
}

func (r *row) askCertificates(c cell) {
	for _, text := range c.entries() {
		q := profiles.Requirement{Kind: profiles.ReqCertification, Ref: profiles.Ref{Name: r.name(node{text, c.path})}, Necessity: profiles.Should}
		if no, ok := r.Taxonomy.Resolve(taxonomy.Certification, text); ok {
			q.Concept = r.Taxonomy.Concept(no).ID
		}
		r.ask(q, c.node)
	}
}

func (r *row) offered(c cell) {
	for _, text := range c.entries() {
		if e, ok := engagement(text); ok {
			r.Role.Engagements = append(r.Role.Engagements, e)
		} else if m, ok := workMode(text); ok { // "Remote" under "Job type"
			r.Role.Modes = append(r.Role.Modes, m)
		} else {
			r.note(c.path, "not a form of engagement that is known: left unknown")
		}
	}
}

func (r *row) offers(c cell) {
	parts, ok := c.parts()
	if !ok {
		r.note(c.path, "running text: not kept as a benefit")
		return
	}
	for _, p := range parts {
		r.Role.Values = append(r.Role.Values, profiles.Ref{Name: p})
	}
}

// finishRole adds what follows from several cells: pay, the title as a requirement, skills of the description where none are listed.
func (r *row) finishRole() {
	o := r.Role
	o.Modes, o.Engagements = distinct(o.Modes), distinct(o.Engagements)
	o.Pay = r.pay.of(r)
	title := "title"
	for _, c := range r.table.columns {
		if c.path == "title" {
			title = c.header
		}
	}
	r.askTitle(node{nil, title})
	for i, q := range o.Requirements { // years are asked under the title, which may stand in a later column
		if q.Kind == profiles.ReqExperience && q.Ref == (profiles.Ref{}) {
			o.Requirements[i].Ref = o.Title
		}
	}
	if !r.asksSkills() {
		r.askSkillsIn(node{nil, "description"}, o.Description)
	}
}
