package main

import (
	"cmp"
	"slices"

	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// asks gathers the requirements of a role.
type asks struct {
	lib   *library
	d     dice
	o     *opening
	list  []profiles.Requirement
	taken map[taxonomy.No]bool
}

// mostSkills is how many skills an advert asks for at most.
const mostSkills = 11

func (l *library) requirements(d dice, o *opening) []profiles.Requirement {
	a := &asks{lib: l, d: d, o: o, taken: map[taxonomy.No]bool{}}
	a.skills()
	a.certificate()
	if o.months > 0 {
		a.add(profiles.Requirement{Kind: profiles.ReqExperience, Necessity: a.necessity(80, 20), Months: o.months})
	}
	a.languages()
	a.evidence()
	a.degree()
	if d.chance(18) {
		a.add(profiles.Requirement{Kind: profiles.ReqIndustry, Ref: ref(o.employer.industry.name), Necessity: a.necessity(0, 45)})
	}
	return a.list
}

func ref(name string) profiles.Ref { return profiles.Ref{Name: name} }

func refs(names []string) []profiles.Ref {
	var out []profiles.Ref
	for _, n := range names {
		out = append(out, ref(n))
	}
	return out
}

func (a *asks) add(r profiles.Requirement) { a.list = append(a.list, r) }

// necessity is must and should in so many cases of a hundred, else nice.
func (a *asks) necessity(must, should int) profiles.Necessity {
	switch n := a.d.IntN(100); {
	case n < must:
		return profiles.Must
	case n < must+should:
		return profiles.Should
	}
	return profiles.Nice
}

// skills are the core of the track, some of what is usual beside it, and of the themes that the advert takes up.
func (a *asks) skills() {
	t := a.o.track
	musts := t.must
	if len(musts) > 3 && a.d.chance(30) {
		musts = musts[:len(musts)-1]
	}
	for _, x := range musts {
		a.skill(x, profiles.Must)
	}
	for _, use := range t.themes {
		if a.d.chance(use.percent) {
			a.theme(a.lib.themes[use.theme], use.percent/3)
		}
	}
	for _, x := range some(a.d, t.should, a.d.between(2, 4)) {
		a.skill(x, a.necessity(12, 88))
	}
	for _, x := range some(a.d, t.nice, a.d.between(0, 2)) {
		a.skill(x, profiles.Nice)
	}
	if usual := a.usual(); len(usual) > 0 && a.d.chance(35) {
		a.skill(asked{skill: pick(a.d, usual)}, profiles.Nice)
	}
}

// theme asks for one to three things of a theme, the usual first; so many of a hundred are must-haves.
func (a *asks) theme(t *theme, must int) {
	n := a.d.between(1, 3)
	first := a.d.IntN(2)
	for i := first; i < len(t.ask) && n > 0; i++ {
		if i < first+2 || a.d.chance(35) {
			a.skill(t.ask[i], a.necessity(must, 88-must))
			n--
		}
	}
}

// usual are the skills that ESCO says people of the title have, of those that the overlay of the taxonomy knows, too.
func (a *asks) usual() []string {
	title, _, ok := a.lib.tax.ParseTitle(a.o.title)
	if !ok {
		return nil
	}
	var out []string
	for _, n := range a.lib.tax.Concept(title).Skills {
		if c := a.lib.tax.Concept(n); !c.Open && a.lib.since[c.Label] != 0 {
			out = append(out, c.Label)
		}
	}
	return out
}

// skill asks for one skill or tool. A tool of a group may be asked for with what stands for it, by the taxonomy.
func (a *asks) skill(x asked, n profiles.Necessity) {
	name := x.skill
	if x.group != "" {
		name = a.o.stack[x.group]
	}
	if name == "" || a.taken[a.lib.no(name)] || len(a.taken) == mostSkills {
		return
	}
	a.taken[a.lib.no(name)] = true
	r := profiles.Requirement{Kind: profiles.ReqSkill, Ref: ref(name), Necessity: n, Level: a.level(x)}
	if x.group != "" && a.d.chance(35) {
		r.AnyOf = refs(some(a.d, a.lib.alternatives(a.o.stack, x.group), 3))
	}
	if n == profiles.Must && a.o.months >= 24 && a.d.chance(12) {
		r.Months = a.o.months / 2
	}
	a.add(r)
}

// level is what the step of the role makes of the level of a senior.
func (a *asks) level(x asked) uint8 {
	if x.level == 0 {
		return 0
	}
	switch {
	case a.o.step <= profiles.Junior:
		return max(2, x.level-2)
	case a.o.step == profiles.Mid:
		return max(2, x.level-1)
	case a.o.step > profiles.Senior && x.level == 4 && a.d.chance(25):
		return 5
	}
	return x.level
}

// certificate asks for one that proves something that is asked for, by the taxonomy.
func (a *asks) certificate() {
	if !a.d.chance(45) {
		return
	}
	var fit []string
	for _, c := range a.o.track.certs {
		if a.lib.since[c] < a.o.posted-6 && a.lib.proves(c, a.taken) && a.lib.sameCloud(c, a.o.stack) {
			fit = append(fit, c)
		}
	}
	if len(fit) > 0 {
		a.add(profiles.Requirement{Kind: profiles.ReqCertification, Ref: ref(pick(a.d, fit)), Necessity: a.necessity(6, 36)})
	}
}

// proves says whether a certificate proves one of the skills.
func (l *library) proves(cert string, skills map[taxonomy.No]bool) bool {
	n, _ := l.tax.Resolve(taxonomy.Certification, cert)
	return slices.ContainsFunc(l.tax.Concept(n).Cert.Skills, func(s taxonomy.No) bool { return skills[s] })
}

// sameCloud says whether a certificate is of no cloud, or of the one of the stack.
func (l *library) sameCloud(cert string, s stack) bool {
	n, _ := l.tax.Resolve(taxonomy.Certification, cert)
	for _, cloud := range []string{"AWS", "Azure", "Google Cloud"} {
		if slices.Contains(l.tax.Concept(n).Cert.Skills, l.no(cloud)) && s["cloud"] != cloud {
			return false
		}
	}
	return true
}

// languages: English where it is not the language of the country, and that language where people meet.
func (a *asks) languages() {
	c := a.lib.countries[a.o.city.Country]
	ask := func(name string, n profiles.Necessity, level profiles.CEFR) {
		a.add(profiles.Requirement{Kind: profiles.ReqLanguage, Ref: ref(name), Necessity: n, CEFR: level})
	}
	if c.speak[0] == "English" {
		if a.d.chance(30) {
			ask("English", profiles.Must, profiles.C1)
		}
		return
	}
	ask("English", a.necessity(70, 30), pick(a.d, []profiles.CEFR{profiles.B2, profiles.B2, profiles.C1}))
	if !slices.Contains(a.o.modes, profiles.Remote) && a.d.chance(45) {
		ask(c.speak[0], a.necessity(25, 40), pick(a.d, []profiles.CEFR{profiles.B1, profiles.B2, profiles.C1}))
	}
}

// evidence is asked for where it is usual to show work.
func (a *asks) evidence() {
	percent := map[string]int{"research": 60, "design": 80, "genai": 30, "nlp": 30, "vision": 25, "frontend": 25, "data-scientist": 15, "ml-engineer": 20}[a.o.track.id]
	if !a.d.chance(percent) {
		return
	}
	r := profiles.Requirement{Kind: profiles.ReqEvidence, Necessity: a.necessity(15, 50)}
	switch a.o.track.id {
	case "research":
		r.Evidence = []profiles.EvidenceKind{profiles.EvidencePaper, profiles.EvidenceRepository}
	case "design":
		r.Evidence = []profiles.EvidenceKind{profiles.EvidencePortfolio}
	}
	a.add(r)
}

// degree is asked for in about half of the adverts; most say that practice counts as well.
func (a *asks) degree() {
	level := cmp.Or(a.o.track.level, profiles.ISCEDBachelor)
	percent := 50
	if a.o.track.level != 0 {
		percent = 80
	}
	if !a.d.chance(percent) {
		return
	}
	if level == profiles.ISCEDBachelor && a.d.chance(15) {
		level = profiles.ISCEDMaster
	}
	if a.o.track.id == "research" && a.d.chance(30) {
		level = profiles.ISCEDDoctor
	}
	a.add(profiles.Requirement{Kind: profiles.ReqDegree, Ref: ref(degreeName[level]), Necessity: a.necessity(25, 45), ISCED: level})
	switch n := a.d.IntN(100); {
	case n < 62:
		a.o.instead = ptr(true)
	case n < 67:
		a.o.instead = ptr(false)
	}
}

var degreeName = map[profiles.ISCED]string{profiles.ISCEDBachelor: "Bachelor's degree", profiles.ISCEDMaster: "Master's degree", profiles.ISCEDDoctor: "Doctorate"}

func ptr[T any](v T) *T { return &v }
