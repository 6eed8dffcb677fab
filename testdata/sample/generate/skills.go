package main

import (
	"cmp"
	"slices"

	"tenon/profiles"
)

// mostListed is how many skills a résumé lists at most.
const mostListed = 15

// skills lists what was used at work, and for some what is only claimed.
func (p *person) skills() {
	for _, n := range p.listed() {
		u := p.have[n]
		s := profiles.Skill{Ref: ref(n), Level: p.level(n, u)}
		if p.chance(45) {
			s.Months = min(u.months, profiles.MaxMonths)
		}
		if p.chance(55) {
			s.LastUsed = u.last
		}
		p.c.Skills = append(p.c.Skills, s)
	}
	for _, n := range p.claims() {
		p.c.Skills = append(p.c.Skills, profiles.Skill{Ref: ref(n), Level: uint8(p.between(0, 3))})
	}
}

// listed are the names that are worth a line: what is wanted, and most of the rest, the longest used first.
func (p *person) listed() []string {
	var out []string
	for _, n := range p.order {
		if p.wants(n) || p.brief.track == nil || p.chance(55) {
			out = append(out, n)
		}
	}
	out = p.distinct(out)
	slices.SortStableFunc(out, func(a, b string) int {
		return cmp.Or(cmp.Compare(rank(p.wants(b)), rank(p.wants(a))), cmp.Compare(p.have[b].months, p.have[a].months))
	})
	return out[:min(len(out), mostListed)]
}

func rank(b bool) int {
	if b {
		return 1
	}
	return 0
}

// level is what the months of use make believable, and for who fits what is asked. Some do not say.
func (p *person) level(name string, u *usage) uint8 {
	level := uint8(2)
	for _, m := range []int{14, 40, 84} {
		if u.months >= m {
			level++
		}
	}
	for _, w := range p.brief.want {
		if w.name != name || w.level == 0 {
			continue
		}
		switch p.brief.twist {
		case stepBelow, longAgo:
			return max(1, min(level, w.level-1))
		case "":
			return max(level, w.level)
		}
	}
	if p.chance(25) {
		return 0
	}
	return level
}

// claims are skills without a job behind them: all that a role asks for in one design, one or two here and there.
func (p *person) claims() []string {
	var out []string
	if p.brief.twist == onlyClaimed {
		for _, w := range p.brief.want {
			out = append(out, w.name)
		}
	} else if t := p.brief.track; t != nil && p.chance(16) {
		for _, a := range some(p.dice, t.nice, 2) {
			if n := cmp.Or(a.skill, p.brief.stack[a.group]); n != "" {
				out = append(out, n)
			}
		}
	}
	return slices.DeleteFunc(p.distinct(out), func(n string) bool { return p.have[n] != nil || p.brief.avoid[p.lib.no(n)] || p.listedConcept(n) })
}

func (p *person) listedConcept(name string) bool {
	return slices.ContainsFunc(p.c.Skills, func(s profiles.Skill) bool { return p.lib.no(s.Name) == p.lib.no(name) })
}

// best are the names that a résumé leads with: wanted and long used, or of who only claims them, those.
func (p *person) best() []string {
	var out []string
	for _, w := range p.brief.want {
		if p.brief.twist == onlyClaimed && p.have[w.name] == nil {
			out = append(out, w.name)
		}
	}
	return append(out, p.listedOrder()...)
}

func (p *person) listedOrder() []string {
	out := slices.Clone(p.order)
	slices.SortStableFunc(out, func(a, b string) int {
		return cmp.Or(cmp.Compare(rank(p.wants(b)), rank(p.wants(a))), cmp.Compare(p.have[b].months, p.have[a].months))
	})
	return out
}

// usedBy are the leading skills that were in use at a month.
func (p *person) usedBy(at profiles.Month) []string {
	return slices.DeleteFunc(p.listedOrder(), func(n string) bool { return p.have[n].first > at || p.lib.since[n] > at })
}
