package main

import (
	"fmt"
	"slices"
	"strings"

	"tenon/profiles"
)

// person is a candidate in the making.
type person struct {
	dice
	lib      *library
	firms    *firms
	brief    *brief
	c        profiles.Candidate
	stints   []*stint // the oldest first, a side job last
	start    profiles.Month
	changer  bool // comes from another world
	returner bool // comes back after a long break
	told     map[string]bool
	have     map[string]*usage
	order    []string // of have: as first told, the newest job first
}

// usage is where a skill was used, over all jobs.
type usage struct {
	months      int
	first, last profiles.Month
	now         bool
}

// record is a candidate as a file has it, with who it is.
type record struct {
	Kind string `json:"kind"`
	profiles.Candidate
	Identity identity `json:"identity"`
}

type identity struct {
	Name  string `json:"name"`
	Email string `json:"email"`
}

// candidate makes the i-th candidate.
func (l *library) candidate(b *brief, i int, f *firms) record {
	p := &person{dice: newDice("candidate", i), lib: l, firms: f, brief: b, told: map[string]bool{}, have: map[string]*usage{}}
	p.c = profiles.Candidate{ID: fmt.Sprintf("c-%d", firstCandidateID+i), Place: place(b.city)}
	p.changer = b.twist != onlyClaimed && p.chance(12)
	p.returner = p.chance(6)
	p.career()
	p.story()
	p.jobs()
	p.skills()
	p.certificates()
	p.study()
	p.languages()
	p.evidence(p.evidenceAsked())
	p.wishes()
	p.words()
	if p.chance(30) {
		p.c.Visibility = profiles.VisiblePublic
	}
	who := identity{pick(p.dice, l.given) + " " + pick(p.dice, l.family), fmt.Sprintf("candidate.%d@example.com", firstCandidateID+i)}
	return record{"candidate", p.c, who}
}

// jobs turns the stints into entries, the newest first.
func (p *person) jobs() {
	for _, s := range slices.Backward(p.stints) {
		j := profiles.Job{Title: ref(jobTitle(s)), Employer: s.employer.name, Industry: ref(s.employer.industry.name), Start: s.start,
			End: s.end, Current: s.current, Description: s.text, Skills: refs(s.skills)}
		if s.current {
			j.End = 0
		}
		if s.employer.country == p.brief.city.Country && p.chance(40) {
			j.Place = place(p.brief.city)
		}
		p.c.Jobs = append(p.c.Jobs, j)
	}
	slices.SortStableFunc(p.c.Jobs, func(a, b profiles.Job) int { return int(b.Start - a.Start) })
}

func jobTitle(s *stint) string {
	if s.kind != inTrack || s.step == profiles.Intern || strings.HasPrefix(s.title, "Junior ") {
		return s.title
	}
	return stepped(s.title, s.step, true)
}

func (p *person) evidenceAsked() []string {
	if p.brief.role == nil || p.brief.twist == onlyClaimed {
		return nil
	}
	percent := 45
	if p.brief.design == "fit" {
		percent = 95
	}
	var out []string
	for _, r := range p.brief.role.role.Requirements {
		if r.Kind != profiles.ReqEvidence || !p.chance(percent) {
			continue
		}
		for _, k := range r.Evidence {
			out = append(out, k.String())
		}
		if len(r.Evidence) == 0 {
			out = append(out, "repository", pick(p.dice, []string{"talk", "competition", "community"}))
		}
	}
	return out
}

// words are headline and summary.
func (p *person) words() {
	kind := p.manner()
	v := &voice{dice: p.dice, lib: p.lib, tool: func(string) string { return "" }}
	known := p.best()
	v.noun = func(n string) string { return p.noun(n, known) }
	p.c.Headline = capital(v.write(pick(p.dice, p.lib.people["headline "+headlineKind(kind)])))
	p.c.Summary = capital(v.write(pick(p.dice, p.lib.people["summary "+kind])))
}

// manner is what a summary is about.
func (p *person) manner() string {
	last := p.stints[p.lastMain()]
	switch {
	case p.brief.twist == onlyClaimed:
		return "claimed"
	case p.returner && len(p.stints) > 1 && last.months() < 30:
		return "returner"
	case p.outsideBefore() != nil && last.kind == inTrack:
		return "changer"
	case isLead(last.title) || last.step >= profiles.Lead:
		return "lead"
	case p.brief.step <= profiles.Junior && p.brief.track != nil:
		return "junior"
	}
	return "usual"
}

// headlineKind is the kind of headline for a manner; leads have the usual ones.
func headlineKind(kind string) string {
	if kind == "lead" {
		return "usual"
	}
	return kind
}

func (p *person) outsideBefore() *outside {
	for _, s := range p.stints {
		if s.outside != nil {
			return s.outside
		}
	}
	return nil
}

// noun fills the places of sentences about a person; known are the skills that are named first.
func (p *person) noun(name string, known []string) string {
	last := p.stints[p.lastMain()]
	skill := func(i int) string {
		if i < len(known) {
			return p.lib.inSentence(known[i])
		}
		return "plain tools"
	}
	switch name {
	case "title":
		return jobTitle(last)
	case "plain":
		return p.plain(last)
	case "before":
		return p.before()
	case "years":
		return duration(p.yearsOf(last))
	case "Years":
		return capital(duration(p.yearsOf(last)))
	case "skill":
		return skill(0)
	case "skill2":
		return skill(1)
	case "industry":
		return lowerIndustry(last.employer.industry.name)
	}
	return last.employer.industry.noun(p.dice, name)
}

func lowerIndustry(name string) string {
	if name == "E-commerce" {
		return "e-commerce"
	}
	return strings.ToLower(name)
}

// plain is the noun of a stint's title: that of the track when the title is of the track.
func (p *person) plain(s *stint) string {
	switch {
	case s.outside != nil:
		return s.outside.plain
	case s.kind == inTrack || p.brief.twist == onlyClaimed:
		return p.brief.track.plain
	}
	return lowerTitle(s.title)
}

func (p *person) before() string {
	if o := p.outsideBefore(); o != nil && p.brief.twist != onlyClaimed {
		return o.plain
	}
	return lowerTitle(p.stints[p.lastMain()].title)
}

// lowerTitle writes a title within a sentence; what is written in capitals stays so.
func lowerTitle(title string) string {
	words := strings.Fields(title)
	for i, w := range words {
		if len(w) > 1 && w[1] >= 'a' && w[1] <= 'z' {
			words[i] = strings.ToLower(w)
		}
	}
	return strings.Join(words, " ")
}

// yearsOf are the months of all stints of the kind of one, at least a year.
func (p *person) yearsOf(of *stint) int {
	n := 0
	for _, s := range p.stints {
		if s.kind == of.kind {
			n += s.months()
		}
	}
	return max(12, n)
}
