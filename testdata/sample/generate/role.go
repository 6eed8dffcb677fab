package main

import (
	"fmt"
	"slices"
	"strings"

	"tenon/profiles"
	"tenon/profiles/gazetteer"
)

// The months of the corpus: it is judged as of now, and roles were posted in the 24 months up to it.
const (
	postedMonths = 24
	firstRoleID  = 1001
)

var now = profiles.NewMonth(2026, 11)

// opening is a role with what it was made of.
type opening struct {
	drawn
	track    *track
	employer *employer
	city     gazetteer.City
	step     profiles.Seniority
	title    string // without the word of the step
	stack    stack
	months   int // of experience
	modes    []profiles.Mode
	posted   profiles.Month
	instead  *bool // experience in place of education
	role     profiles.Role
}

// openings makes the roles, in an order that says nothing.
func (l *library) openings(f *firms) ([]*opening, error) {
	records, err := l.draw()
	if err != nil {
		return nil, err
	}
	newDice("order of roles", 0).Shuffle(len(records), func(i, j int) { records[i], records[j] = records[j], records[i] })
	var out []*opening
	for i, r := range records {
		out = append(out, l.opening(r, i, f))
	}
	return out, nil
}

func (l *library) opening(r drawn, i int, f *firms) *opening {
	d := newDice("role", i)
	o := &opening{drawn: r, track: l.byTrack[r.track], city: l.city(d, r.place), step: l.step(r)}
	o.title = bareTitle(r.wantedRole.title)
	o.employer = f.forRole(d, r.place, r.size)
	o.posted = now - profiles.Month(i%postedMonths)
	o.stack = l.newStack(d, o.posted-12, nil)
	o.months = o.experience(d)
	o.modes = modes(d, r.remote)
	o.role = profiles.Role{
		ID: fmt.Sprintf("r-%d", firstRoleID+i), Title: ref(o.heading(d)), Seniority: o.step,
		Employer: profiles.Employer{Name: o.employer.name, Industry: ref(o.employer.industry.name), Size: o.size},
		Place:    place(o.city), Modes: o.modes, Engagements: engagements(d, r.engagement),
		Interviews: some(d, interviews(o.track.id), d.between(0, 3)), Posted: o.posted,
	}
	if d.chance(35) {
		o.role.ValidThrough = o.posted + profiles.Month(d.between(2, 6))
	}
	if slices.Contains(o.modes, profiles.Remote) && d.chance(80) {
		o.role.RemoteCountries = slices.Compact([]string{r.place, r.residence})
	}
	o.role.Requirements = l.requirements(d, o)
	o.role.ExperienceInPlaceOfEducation = o.instead
	o.role.Pay = pay(d, r.salary)
	o.role.Values = l.values(d, o)
	o.role.Description = l.advert(d, o)
	return o
}

// bareTitle is a title without the word that says the step of an engineer or scientist; leads of teams keep theirs.
func bareTitle(title string) string {
	for _, w := range []string{"Lead ", "Principal ", "Staff "} {
		title = strings.TrimPrefix(title, w)
	}
	if title == "Data Scientist Lead" || title == "Data Science Tech Lead" {
		return "Data Scientist"
	}
	return title
}

// isLead says whether a title says by itself that somebody leads.
func isLead(title string) bool {
	for _, w := range []string{"Manager", "Head of", "Director", " Lead", "Product Owner"} {
		if strings.Contains(title, w) {
			return true
		}
	}
	return false
}

// heading is the title of the advert: many seniors and juniors are told so by it.
func (o *opening) heading(d dice) string {
	if o.title != o.wantedRole.title {
		return o.wantedRole.title
	}
	return stepped(o.title, o.step, d.chance(65))
}

// stepped is a title with the word of a step. Leads of teams have theirs in the title.
func stepped(title string, step profiles.Seniority, said bool) string {
	word := map[profiles.Seniority]string{profiles.Junior: "Junior ", profiles.Senior: "Senior ", profiles.Staff: "Staff ",
		profiles.Principal: "Principal ", profiles.Lead: "Lead "}[step]
	if isLead(title) || !said && step <= profiles.Senior {
		return title
	}
	return word + title
}

// experience is the months that a role of a step asks for.
func experience(d dice, step profiles.Seniority) int {
	years := map[profiles.Seniority][]int{profiles.Junior: {0, 0, 1}, profiles.Mid: {2, 2, 3, 3}, profiles.Senior: {4, 5, 5, 6},
		profiles.Staff: {7, 8}, profiles.Principal: {8, 9}, profiles.Lead: {6, 7, 8}, profiles.Director: {8, 10}}[step]
	return 12 * pick(d, years)
}

// youngTracks are those in which nobody can have worked for long, with the most months that are asked for.
var youngTracks = map[string]int{"genai": 36, "governance": 48}

// experience is what the role asks for: of leads of teams, years of leading.
func (o *opening) experience(d dice) int {
	months := experience(d, o.step)
	if isLead(o.title) {
		months = pick(d, []int{24, 36, 36, 48})
	}
	if most := youngTracks[o.track.id]; most > 0 {
		months = min(months, most)
	}
	return months
}

// modes are the modes of work that a share of remote work means.
func modes(d dice, remote int) []profiles.Mode {
	switch {
	case remote == 100 && d.chance(25):
		return []profiles.Mode{profiles.Remote, profiles.Hybrid}
	case remote == 100:
		return []profiles.Mode{profiles.Remote}
	case remote == 50:
		return []profiles.Mode{profiles.Hybrid}
	case d.chance(30):
		return []profiles.Mode{profiles.OnSite, profiles.Hybrid}
	}
	return []profiles.Mode{profiles.OnSite}
}

func engagements(d dice, form string) []profiles.Engagement {
	switch {
	case form == "CT":
		return []profiles.Engagement{profiles.Contract}
	case form == "FL":
		return []profiles.Engagement{profiles.Contract, profiles.Trial}
	case d.chance(7):
		return []profiles.Engagement{profiles.Permanent, profiles.Trial}
	}
	return []profiles.Engagement{profiles.Permanent}
}

func interviews(track string) []profiles.Interview {
	if track == "design" {
		return []profiles.Interview{profiles.InterviewRemote, profiles.InterviewInPerson, profiles.InterviewPortfolio}
	}
	return []profiles.Interview{profiles.InterviewRemote, profiles.InterviewInPerson, profiles.InterviewTakeHome, profiles.InterviewPairing}
}

// pay is a range around the amount of a record, of contractors by the day.
func pay(d dice, s salary) *profiles.Pay {
	lo, hi := s.amount*int64(d.between(90, 97))/100, s.amount*int64(d.between(103, 114))/100
	p := &profiles.Pay{Currency: s.currency, Period: profiles.PerYear}
	if s.engagement == "CT" || s.engagement == "FL" {
		lo, hi, p.Period = lo/220, hi/220, profiles.PerDay
	}
	p.Min, p.Max = 100*rounded(lo), 100*rounded(hi)
	if d.chance(25) {
		p.Beside = pick(d, []string{"bonus of up to 10 %", "shares after a year", "bonus by results of the company", "signing bonus"})
	}
	return p
}

// rounded rounds to what people write: 97,430 to 97,500, 2,512,300 to 2,500,000.
func rounded(v int64) int64 {
	unit := int64(5)
	for v/unit >= 1000 {
		unit *= 10
	}
	return (v + unit/2) / unit * unit
}

func (l *library) values(d dice, o *opening) []profiles.Ref {
	names := some(d, l.countries[o.city.Country].offer, d.between(1, 3))
	if slices.Contains(o.modes, profiles.Remote) && d.chance(30) {
		names = append(names, "Remote-first")
	}
	if o.engagement == "PT" {
		names = append(names, "Part-time possible")
	}
	if (o.track.id == "research" || o.track.id == "genai") && d.chance(50) {
		names = append(names, pick(d, []string{"Compute for research", "Research time", "Conference attendance"}))
	}
	if d.chance(25) {
		names = append(names, pick(d, []string{"Autonomy", "Mission", "Mentoring", "Career growth", "Transparency", "Diversity and inclusion", "International team"}))
	}
	slices.Sort(names)
	return refs(slices.Compact(names))
}
