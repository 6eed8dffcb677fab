package main

import (
	"cmp"
	"slices"
	"strings"

	"tenon/profiles"
)

// study gives a person the education that the track and the first job make believable.
func (p *person) study() {
	at := p.start - profiles.Month(p.between(1, 4)) // the month of the last examination before the first job
	switch level := p.isced(); level {
	case 0:
	case profiles.ISCEDDoctor, profiles.ISCEDMaster:
		field := p.field()
		if level == profiles.ISCEDDoctor {
			at = p.course(pick(p.dice, []string{"PhD", "Doctorate"}), level, at, p.between(40, 56), field)
		}
		at = p.course(degreeIn("Master", field), profiles.ISCEDMaster, at, 24, field)
		if p.chance(30) {
			field = p.field()
		}
		p.course(degreeIn("Bachelor", field), profiles.ISCEDBachelor, at, 36, field)
	case profiles.ISCEDBachelor:
		field := p.field()
		p.course(degreeIn("Bachelor", field), level, at, p.between(36, 48), field)
	default:
		p.lowerStudy(level, at)
	}
	if p.brief.track != nil && (p.brief.twist == onlyClaimed || p.outsideBefore() != nil) && p.chance(60) {
		p.bootcamp()
	}
}

// isced is the highest level: what the role asks for of most who fit, else as the track has it.
func (p *person) isced() profiles.ISCED {
	for _, r := range p.asked(profiles.ReqDegree) {
		if p.brief.design == "fit" && p.chance(85) {
			return max(r.ISCED, p.usualDegree())
		}
	}
	return p.usualDegree()
}

func (p *person) usualDegree() profiles.ISCED {
	levels := []profiles.ISCED{0, 3, profiles.ISCEDUpperSecondary, profiles.ISCEDPostSecondary, profiles.ISCEDShortCycle,
		profiles.ISCEDBachelor, profiles.ISCEDMaster, profiles.ISCEDDoctor}
	weights := []int{5, 1, 5, 6, 8, 42, 29, 4}
	if p.outsideBefore() != nil {
		weights = []int{6, 2, 12, 12, 10, 40, 18, 0}
	}
	if t := p.brief.track; t != nil && p.outsideBefore() == nil {
		switch {
		case t.id == "research":
			weights = []int{0, 0, 0, 0, 0, 8, 42, 50}
		case t.level == profiles.ISCEDMaster || t.id == "data-scientist" || t.id == "nlp" || t.id == "vision":
			weights = []int{3, 0, 2, 1, 2, 28, 50, 14}
		}
	}
	level := levels[p.weighted(weights)]
	if (level == 3 || level == profiles.ISCEDUpperSecondary) && p.outsideBefore() == nil && p.stints[0].kind == inTrack {
		level = profiles.ISCEDPostSecondary // nobody begins as an engineer right after school
	}
	return level
}

func (p *person) asked(k profiles.RequirementKind) []profiles.Requirement {
	if p.brief.role == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(p.brief.role.role.Requirements), func(r profiles.Requirement) bool { return r.Kind != k })
}

// field is a field of study: that of the first career for those who changed.
func (p *person) field() string {
	if o := p.outsideBefore(); o != nil {
		return pick(p.dice, o.fields)
	}
	return pick(p.dice, p.brief.track.fields)
}

// degreeIn is the name of a degree as its field has it.
func degreeIn(degree, field string) string {
	switch {
	case slices.Contains([]string{"Law", "Philosophy", "History", "English", "Languages", "Psychology", "Sociology", "Communication Design", "Interaction Design",
		"Communication Science", "Journalism", "German Studies", "Linguistics"}, field):
		return degree + " of Arts"
	case strings.Contains(field, "Engineering") || field == "Mechatronics":
		return degree + " of Engineering"
	}
	return degree + " of Science"
}

// course adds a course of study that ends at a month, and returns the month before it.
func (p *person) course(degree string, level profiles.ISCED, end profiles.Month, months int, field string) profiles.Month {
	e := profiles.Education{Degree: ref(degree), Level: level, Field: field, Institution: institution(p.dice, level), End: end}
	if p.chance(80) {
		e.Start = end - profiles.Month(months)
	}
	p.c.Education = append(p.c.Education, e)
	return end - profiles.Month(months) - profiles.Month(p.between(1, 4))
}

func institution(d dice, level profiles.ISCED) string {
	switch {
	case level >= profiles.ISCEDMaster:
		return pick(d, []string{"Technical University", "State University", "City University", "Institute of Technology"})
	case level == profiles.ISCEDBachelor:
		return pick(d, []string{"University of Applied Sciences", "State University", "City University", "Open University", "Technical University"})
	case level == profiles.ISCEDShortCycle:
		return pick(d, []string{"Community College", "Polytechnic", "Technical College"})
	}
	return pick(d, []string{"Vocational School", "Secondary School", "Evening School"})
}

func (p *person) lowerStudy(level profiles.ISCED, at profiles.Month) {
	name := map[profiles.ISCED]string{3: "Lower secondary school", profiles.ISCEDUpperSecondary: "High school diploma",
		profiles.ISCEDPostSecondary: "Vocational training", profiles.ISCEDShortCycle: "Associate degree"}[level]
	months := map[profiles.ISCED]int{3: 48, profiles.ISCEDUpperSecondary: 36, profiles.ISCEDPostSecondary: 36, profiles.ISCEDShortCycle: 24}[level]
	field := ""
	if level >= profiles.ISCEDPostSecondary {
		field = p.trade()
	}
	p.course(name, level, at, months, field)
}

// trade is a field of vocational training.
func (p *person) trade() string {
	if t := p.brief.track; t != nil && p.outsideBefore() == nil && t.id != "product" && t.id != "delivery" && t.id != "design" && t.id != "governance" {
		return pick(p.dice, []string{"Information Technology", "Application Development", "Systems Integration"})
	}
	return pick(p.dice, []string{"Commerce", "Office Administration", "Retail"})
}

// bootcamp is what those take who come from another field: shortly before the first job in the track, or lately.
func (p *person) bootcamp() {
	end := now - profiles.Month(p.between(1, 14))
	for _, s := range p.stints {
		if s.kind == inTrack {
			end = s.start - 1
			break
		}
	}
	e := profiles.Education{Degree: ref("Bootcamp certificate"), Level: profiles.ISCEDPostSecondary, Field: capital(p.brief.track.fields[0]),
		Institution: "Online school", Start: end - profiles.Month(p.between(3, 8)), End: end}
	p.c.Education = append([]profiles.Education{e}, p.c.Education...)
}

// languages are the native one, English, and for some another.
func (p *person) languages() {
	levels := map[string]profiles.CEFR{}
	add := func(name string, level profiles.CEFR) { levels[name] = max(levels[name], level) }
	c := p.lib.countries[p.brief.city.Country]
	native := c.speak[0]
	if p.chance(14) {
		native = pick(p.dice, []string{"Spanish", "Hindi", "Portuguese", "Polish", "Ukrainian", "Arabic", "Turkish", "Chinese", "French", "Romanian"})
		add(c.speak[0], pick(p.dice, []profiles.CEFR{profiles.B1, profiles.B2, profiles.C1}))
	}
	add(native, profiles.C2)
	english := pick(p.dice, []profiles.CEFR{profiles.A2, profiles.B1, profiles.B2, profiles.B2})
	if p.chance(c.english) {
		english = pick(p.dice, []profiles.CEFR{profiles.C1, profiles.C1, profiles.C2})
	}
	add("English", english)
	if len(c.speak) > 1 && p.chance(25) {
		add(pick(p.dice, c.speak[1:]), pick(p.dice, []profiles.CEFR{profiles.A2, profiles.B1, profiles.C1}))
	}
	if p.chance(22) {
		add(pick(p.dice, []string{"French", "Spanish", "German", "Italian", "Japanese"}), pick(p.dice, []profiles.CEFR{profiles.A1, profiles.A2, profiles.B1, profiles.B2}))
	}
	for _, r := range p.asked(profiles.ReqLanguage) {
		if p.brief.design == "fit" && p.chance(92) {
			add(r.Name, r.CEFR)
		}
	}
	p.setLanguages(native, levels)
}

func (p *person) setLanguages(native string, levels map[string]profiles.CEFR) {
	for n, level := range levels {
		p.c.Languages = append(p.c.Languages, profiles.Language{Ref: ref(n), Level: level})
	}
	slices.SortFunc(p.c.Languages, func(a, b profiles.Language) int {
		return cmp.Or(cmp.Compare(rank(b.Name == native), rank(a.Name == native)), cmp.Compare(b.Level, a.Level), cmp.Compare(a.Name, b.Name))
	})
	if n := len(p.c.Languages); n > 1 && p.brief.design != "fit" && p.chance(12) {
		p.c.Languages[n-1].Level = 0 // not stated
	}
}
