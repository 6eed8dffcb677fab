package main

import (
	"slices"

	"tenon/profiles"
)

// stint is one job of a career in the making.
type stint struct {
	title      string
	step       profiles.Seniority
	kind       stintKind
	outside    *outside
	employer   *employer
	start, end profiles.Month
	current    bool
	skills     []string
	text       string
}

// stintKind says whose work a stint is.
type stintKind uint8

const (
	inTrack  stintKind = iota // the work of the track
	before                    // an earlier title, near to it
	away                      // something else since then
	elsewise                  // work of another world
	beside                    // a small one beside another
)

func (s *stint) months() int { return int(s.end-s.start) + 1 }

// known is the month by which a tool has to be there to be told of in the stint.
func (s *stint) known() profiles.Month { return s.start + (s.end-s.start)*2/3 }

// firstJob is the earliest month of any career.
var firstJob = profiles.NewMonth(1997, 1)

// mostJobs is how many jobs a career has at most, but for one beside another.
const mostJobs = 6

// career lays out the jobs from the newest to the oldest, then turns them round.
func (p *person) career() {
	at := now
	current := !p.chance(14)
	if !current {
		at -= profiles.Month(p.between(1, 7))
	}
	plan := p.plan()
	for i, s := range plan[:min(len(plan), mostJobs)] {
		at = p.lay(s.stint, at, s.length)
		s.current = current && i == 0
		at -= p.pause(i)
		if at < firstJob+12 {
			break
		}
	}
	slices.Reverse(p.stints)
	p.datedTitles()
	p.start = p.stints[0].start
	p.hire()
	p.sideJob()
}

// datedTitles gives stints that began before their title was there an earlier one.
func (p *person) datedTitles() {
	for _, s := range p.stints {
		if s.start >= p.lib.titled[s.title] || p.brief.track == nil {
			continue
		}
		older := slices.DeleteFunc(append(slices.Clone(p.brief.track.earlier), p.brief.track.feeders...), func(t string) bool { return s.start < p.lib.titled[t] })
		if n := len(p.brief.track.earlier); n > 0 && len(older) > n {
			older = older[:n]
		}
		s.title = "Software Engineer"
		if len(older) > 0 {
			s.title = pick(p.dice, older)
		}
	}
}

// lay puts a stint of a length before what is there, and returns the month before it.
func (p *person) lay(s *stint, end profiles.Month, length int) profiles.Month {
	s.end = end
	s.start = max(firstJob, end-profiles.Month(length-1))
	p.stints = append(p.stints, s)
	return s.start - 1
}

// pause is the gap before stint i: mostly none, sometimes a few months, and for who returns a long one.
func (p *person) pause(i int) profiles.Month {
	switch {
	case i == 0 && p.returner:
		return profiles.Month(p.between(16, 40))
	case p.chance(72):
		return 0
	case p.chance(66):
		return profiles.Month(p.between(1, 4))
	}
	return profiles.Month(p.between(5, 14))
}

// planned is a stint with its length in months.
type planned struct {
	*stint
	length int
}

// plan lists the stints from the newest to the oldest.
func (p *person) plan() []planned {
	b := p.brief
	var out []planned
	switch {
	case b.track == nil:
		return p.outsiders(b.title, b.months+p.between(24, 110))
	case b.twist == onlyClaimed:
		out = append(out, planned{p.earlier(b.step), p.between(20, 60)})
		return append(out, p.outsiders(pick(p.dice, p.lib.elsewhere).title, p.between(20, 60))...)
	case b.twist == longAgo:
		p.returner = false
		out = append(out, planned{&stint{title: pick(p.dice, sinceThen), kind: away}, p.between(44, 80)})
	}
	out = append(out, p.inTrack()...)
	if b.step <= profiles.Junior && (p.chance(60) || len(out) == 1) {
		out = append(out, planned{&stint{title: b.title + " Intern", kind: inTrack, step: profiles.Intern}, p.between(3, 6)})
	}
	if b.step >= profiles.Mid && p.chance(55) {
		out = append(out, planned{p.earlier(profiles.Mid), p.between(12, 38)})
	}
	if p.changer {
		out = append(out, p.outsiders(pick(p.dice, p.lib.elsewhere).title, p.between(24, 96))...)
	}
	return out
}

// sinceThen are titles of those who left the track.
var sinceThen = []string{"IT Project Manager", "Technical Program Manager", "Product Owner", "Scrum Master", "Business Analyst", "Operations Manager", "IT Consultant"}

// earlier is a stint of a title that people have before.
func (p *person) earlier(step profiles.Seniority) *stint {
	return &stint{title: pick(p.dice, p.brief.track.feeders), kind: before, step: step}
}

// outsiders are one or two stints of a title outside of the tracks.
func (p *person) outsiders(title string, months int) []planned {
	i := slices.IndexFunc(p.lib.elsewhere, func(o *outside) bool { return o.title == title })
	o := p.lib.elsewhere[i]
	if months < 40 {
		return []planned{{&stint{title: title, kind: elsewise, outside: o}, months}}
	}
	last := p.between(18, months-18)
	return []planned{{&stint{title: title, kind: elsewise, outside: o}, last}, {&stint{title: title, kind: elsewise, outside: o}, months - last}}
}

// inTrack divides the months in the track into stints, whose titles climb up to the present one.
func (p *person) inTrack() []planned {
	lengths := p.divide(p.brief.months)
	var out []planned
	older := p.brief.months
	for i, n := range lengths {
		older -= n
		step := min(p.brief.step, stepAfter(older+n/2))
		title := p.brief.title
		if i == 0 {
			step = p.brief.step
		}
		switch {
		case isLead(title) && i > 0 && p.brief.months-older-n/2 > p.brief.leading:
			title, step = pick(p.dice, p.brief.track.feeders), stepAfter(older+n/2)
		case i > 0 && !isLead(title) && p.chance(30):
			title = p.lib.usualTitle(p.dice, p.brief.track)
		}
		out = append(out, planned{&stint{title: title, kind: inTrack, step: step}, n})
	}
	return out
}

// divide cuts months into stints of a believable length, the newest first.
func (p *person) divide(months int) []int {
	n := 1
	for _, limit := range []int{26, 54, 95, 150} {
		if months >= limit {
			n++
		}
	}
	var out []int
	for ; n > 1; n-- {
		share := months / n
		l := max(8, p.between(share*6/10, share*14/10))
		out = append(out, l)
		months -= l
	}
	return append(out, max(6, months))
}

// stepAfter is the step that most have after so many months.
func stepAfter(months int) profiles.Seniority {
	switch {
	case months < 22:
		return profiles.Junior
	case months < 58:
		return profiles.Mid
	}
	return profiles.Senior
}

// hire gives each stint an employer. Somebody whose industry is asked for has worked in it.
func (p *person) hire() {
	not := map[string]bool{}
	if p.brief.role != nil {
		not[p.brief.role.employer.name] = true // who works there already does not apply
	}
	for i, s := range p.stints {
		var in *industry
		switch {
		case s.outside != nil:
			in = p.lib.industry(s.outside.industry)
		case s.title == "Research Assistant":
			in = p.lib.industry("Research")
		}
		if i == len(p.stints)-1 && p.industryAsked() {
			in = p.brief.role.employer.industry
		}
		s.employer = p.firms.earlier(p.dice, p.brief.city.Country, in, not)
		not[s.employer.name] = true
	}
}

func (p *person) industryAsked() bool {
	return p.brief.design == "fit" && slices.ContainsFunc(p.brief.role.role.Requirements, func(r profiles.Requirement) bool {
		return r.Kind == profiles.ReqIndustry
	})
}

// industry is one by its name, nil when the corpus has no employers in it.
func (l *library) industry(name string) *industry {
	if i := slices.IndexFunc(l.industries, func(i *industry) bool { return i.name == name }); i >= 0 {
		return l.industries[i]
	}
	return nil
}

// sideJob is a small job beside the main one, for a few.
func (p *person) sideJob() {
	host := p.stints[len(p.stints)-1]
	if p.brief.track == nil || host.months() < 30 || !p.chance(9) {
		return
	}
	start := host.start + profiles.Month(p.between(4, host.months()-20))
	title, in := "Lecturer", "Education"
	if p.chance(50) {
		title, in = "Consultant", "Management consulting"
	}
	employer := p.firms.earlier(p.dice, p.brief.city.Country, p.lib.industry(in), map[string]bool{host.employer.name: true})
	p.stints = append(p.stints, &stint{title: title, kind: beside, employer: employer, start: start, end: start + profiles.Month(p.between(6, 16))})
}
