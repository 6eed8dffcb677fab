package main

import (
	"slices"

	"tenon/profiles"
	"tenon/profiles/gazetteer"
	"tenon/profiles/taxonomy"
)

// How candidates are made: so many to fit a certain role, to fit one in part, and to fit none.
const (
	fits, parts, others = 350, 350, 300
	firstCandidateID    = 1001
)

// The ways in which somebody fits in part. Each is one that recruiters meet.
const (
	otherStack   = "another stack"
	stepBelow    = "a step below"
	otherPlace   = "another place"
	certExpired  = "certificate expired"
	mustsMissing = "must-haves missing"
	longAgo      = "long ago"
	onlyClaimed  = "only claimed"
	neighbour    = "from a neighbouring field"
	wantsOther   = "wants something else"
)

var twists = []string{otherStack, stepBelow, otherPlace, certExpired, mustsMissing, longAgo, onlyClaimed, neighbour, wantsOther}

// brief is what a candidate is to be.
type brief struct {
	design  string // fit, part, other
	twist   string
	role    *opening // nil: for none
	track   *track   // nil: work outside of the tracks
	title   string
	step    profiles.Seniority
	months  int // in the track
	leading int // of them as lead of a team, for those whose title says so
	stack   stack
	want    []want
	avoid   map[taxonomy.No]bool
	city    gazetteer.City
}

// want is a skill that the candidate is to have, and the asked level that the career has to reach.
type want struct {
	name  string
	level uint8
}

// briefs designs the candidates, in an order that says nothing: the parts of the design are interleaved.
func (l *library) briefs(os []*opening) []*brief {
	var out []*brief
	for i := range fits {
		out = append(out, l.fit(newDice("fit", i), os[i%len(os)]))
	}
	for i := range parts {
		out = append(out, l.part(newDice("part", i), os[(i*3)%len(os)], i))
	}
	for i := range others {
		out = append(out, l.other(newDice("other", i), i))
	}
	newDice("order of candidates", 0).Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

// fit has nearly all that a role must have and most of the rest, long enough, and lives and wants to work where the role is.
func (l *library) fit(d dice, o *opening) *brief {
	b := &brief{design: "fit", role: o, track: o.track, title: o.title, step: o.step, stack: o.stack, city: l.near(d, o)}
	b.months = practice(d, o.step, o.months)
	if isLead(o.title) {
		b.leading = o.months + d.between(0, 24)
		b.months = b.leading + d.between(50, 110)
	}
	b.want = wants(d, o, 97, 82, 45)
	return b
}

// practice is somewhat more than is asked for; of juniors little more.
func practice(d dice, step profiles.Seniority, asked int) int {
	switch {
	case step <= profiles.Junior:
		return asked + d.between(4, 16)
	case step == profiles.Mid:
		return max(asked, 22) + d.between(3, 26)
	}
	return max(asked, 52) + d.between(6, 60)
}

// wants are the skills of a role, of each necessity so many of a hundred; of several as good as each other mostly the first.
func wants(d dice, o *opening, must, should, nice int) []want {
	share := map[profiles.Necessity]int{profiles.Must: must, profiles.Should: should, profiles.Nice: nice}
	var out []want
	for _, r := range o.role.Requirements {
		if r.Kind != profiles.ReqSkill || !d.chance(share[r.Necessity]) {
			continue
		}
		w := want{r.Name, r.Level}
		if len(r.AnyOf) > 0 && d.chance(25) {
			w.name = pick(d, r.AnyOf).Name
		}
		out = append(out, w)
	}
	return out
}

// near is the city of a role, or for remote work one of the countries that it may be done from.
func (l *library) near(d dice, o *opening) gazetteer.City {
	if slices.Contains(o.modes, profiles.Remote) && d.chance(60) {
		if from := o.role.RemoteCountries; len(from) > 0 {
			return l.city(d, pick(d, from))
		}
		return l.city(d, o.salary.residence)
	}
	return o.city
}

// part begins as a fit and has one thing in the way.
func (l *library) part(d dice, o *opening, i int) *brief {
	b := l.fit(d, o)
	b.design, b.twist = "part", twists[i%len(twists)]
	for !applies(b.twist, o) {
		b.twist = pick(d, twists)
	}
	b.want = wants(d, o, 80, 60, 30)
	switch b.twist {
	case otherStack:
		b.stack = l.newStack(d, now-12, o.stack)
		b.want = l.without(wants(d, o, 90, 45, 20), o)
	case stepBelow:
		b.step, b.months = max(profiles.Junior, o.step-1), max(8, o.months/2-d.between(0, 8))
		if o.step == profiles.Lead {
			b.step = profiles.Senior
		}
		if isLead(b.title) {
			b.title, b.months = pick(d, o.track.feeders), d.between(50, 90)
		}
	case otherPlace:
		b.city, b.want = l.farFrom(d, o), wants(d, o, 85, 65, 40)
	case mustsMissing:
		l.leaveOut(d, b)
	case neighbour:
		b.track = l.byTrack[pick(d, o.track.near)]
		b.title, b.want = l.usualTitle(d, b.track), wants(d, o, 55, 35, 20)
	case certExpired, wantsOther:
		b.want = wants(d, o, 88, 70, 40)
	}
	return b
}

// applies says whether a twist means something for a role.
func applies(twist string, o *opening) bool {
	has := func(k profiles.RequirementKind) bool {
		return slices.ContainsFunc(o.role.Requirements, func(r profiles.Requirement) bool { return r.Kind == k })
	}
	switch twist {
	case otherPlace:
		return !slices.Contains(o.modes, profiles.Remote)
	case certExpired:
		return has(profiles.ReqCertification)
	case stepBelow:
		return o.step > profiles.Junior && o.months > 0
	case longAgo:
		return o.months >= 24
	}
	return true
}

// without leaves out the tools of the role's own stack that the candidate's does not have.
func (l *library) without(ws []want, o *opening) []want {
	return slices.DeleteFunc(ws, func(w want) bool { return o.stack.has(w.name) })
}

// leaveOut takes half of the must-haves away, at least two, and keeps the career from naming them.
func (l *library) leaveOut(d dice, b *brief) {
	var musts []string
	for _, r := range b.role.role.Requirements {
		if r.Kind == profiles.ReqSkill && r.Necessity == profiles.Must {
			musts = append(musts, r.Name)
		}
	}
	b.avoid = map[taxonomy.No]bool{}
	for _, m := range some(d, musts, max(2, len(musts)/2)) {
		b.avoid[l.no(m)] = true
	}
	b.want = slices.DeleteFunc(b.want, func(w want) bool { return b.avoid[l.no(w.name)] })
}

// farFrom is a city in another country.
func (l *library) farFrom(d dice, o *opening) gazetteer.City {
	for {
		if c := pick(d, l.hubs); c.Country != o.city.Country {
			return c
		}
	}
}

// sought are the tracks of which there are more people: those that the market looks for most.
var sought = []string{"mlops", "genai", "ml-engineer", "research", "data-scientist", "nlp", "governance", "vision"}

// other is somebody of any track, or of none; tracks that have few roles are as likely as the rest.
func (l *library) other(d dice, i int) *brief {
	b := &brief{design: "other", step: pick(d, []profiles.Seniority{2, 3, 3, 4, 4, 4, 4, 7}), stack: l.newStack(d, now-18, nil)}
	b.months = practice(d, b.step, experience(d, b.step))
	switch i % 5 {
	case 0:
		b.title, b.city = pick(d, l.elsewhere).title, l.home(d, nil)
		return b
	case 1, 2:
		b.track = l.byTrack[pick(d, sought)]
	default:
		b.track = l.tracks[i%len(l.tracks)]
	}
	b.city = l.home(d, b.track.hubs)
	b.title = l.usualTitle(d, b.track)
	if isLead(b.title) {
		b.step, b.leading, b.months = profiles.Lead, d.between(20, 60), d.between(90, 190)
	}
	for _, x := range append(slices.Clone(b.track.must), some(d, b.track.should, 4)...) {
		name := x.skill
		if x.group != "" {
			name = b.stack[x.group]
		}
		if name != "" && d.chance(85) {
			b.want = append(b.want, want{name, 0})
		}
	}
	return b
}

// home is where somebody lives: a city to which people of the track, or of the trade, go, or any of the countries of the records.
func (l *library) home(d dice, hubs []gazetteer.City) gazetteer.City {
	switch n := d.IntN(100); {
	case n < 45 && len(hubs) > 0:
		return pick(d, hubs)
	case n < 65:
		return pick(d, l.hubs)
	}
	return l.city(d, pick(d, l.records).residence)
}

// usualTitle is a title of a track.
func (l *library) usualTitle(d dice, t *track) string {
	var out []string
	for _, w := range l.wanted {
		if w.track == t.id {
			out = append(out, bareTitle(w.title))
		}
	}
	return pick(d, out[:min(len(out), 6)])
}
