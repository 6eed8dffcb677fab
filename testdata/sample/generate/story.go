package main

import (
	"slices"
	"strings"

	"tenon/profiles"
)

// story tells of each stint in sentences that name the skills used, and records which those are. Newest first, so that the best
// sentences go to what is read first.
func (p *person) story() {
	for i := p.lastMain(); i >= 0; i-- {
		s := p.stints[i]
		p.tell(s, p.pool(s), i == p.lastMain())
		p.use(s)
	}
	if s := p.stints[len(p.stints)-1]; s.kind == beside {
		p.tellBeside(s)
		p.use(s)
	}
}

// lastMain is the index of the newest stint that is not beside another.
func (p *person) lastMain() int {
	i := len(p.stints) - 1
	if p.stints[i].kind == beside {
		i--
	}
	return i
}

// line is a sentence that could be told: how likely, and of which theme beside the work itself, if of one.
type line struct {
	sentence
	weight int
	theme  string
}

// pool are the sentences for a stint. Those of weight 0 are told only for a skill that the person is to have.
func (p *person) pool(s *stint) []line {
	var out []line
	add := func(ss []sentence, weight int, theme string) {
		for _, x := range ss {
			if !x.senior || s.step >= profiles.Senior || s.kind == away {
				out = append(out, line{x, weight, theme})
			}
		}
	}
	l, t := p.lib, p.brief.track
	switch s.kind {
	case elsewise:
		add(s.outside.work, 4, "")
	case before:
		add(l.feeders[s.title].work, 4, "")
	case away:
		add(l.byTrack["delivery"].work, 3, "")
		add(l.themes["leading"].work, 2, "")
	case inTrack:
		p.poolOfTrack(s, add)
	}
	if s.end < profiles.NewMonth(2018, 1) && t != nil && s.kind != elsewise {
		for _, o := range t.old {
			add(l.themes[o].work, 3, "")
		}
	}
	return out
}

// poolOfTrack are the sentences of the track, or of the title that came before it, and of the themes of the track.
func (p *person) poolOfTrack(s *stint, add func([]sentence, int, string)) {
	l, t := p.lib, p.brief.track
	own := 5
	if f := l.feeders[s.title]; f != nil && (slices.Contains(t.feeders, s.title) || slices.Contains(t.earlier, s.title)) {
		add(f.work, 5, "")
		own = 1
	}
	if len(t.earlier) > 0 && s.known() < profiles.NewMonth(2022, 1) {
		add(l.feeders[t.earlier[0]].work, 3, "") // the track is young
	}
	add(t.work, own, "")
	for _, use := range t.themes {
		switch weight := use.percent / 25; {
		case use.percent == 0:
			add(l.themes[use.theme].work, own, "")
		case own == 5:
			add(l.themes[use.theme].work, weight, use.theme)
		}
	}
	if s.step >= profiles.Senior && s.step < profiles.Lead && !isLead(s.title) {
		add(l.themes["mentoring"].work, 1, "mentoring")
	}
	if s.step >= profiles.Lead || isLead(s.title) {
		add(l.themes["leading"].work, 7, "leading")
	}
}

// tell picks sentences whose skills there were, that are new, and that cover what the person is to know.
func (p *person) tell(s *stint, pool []line, newest bool) {
	nouns := map[string]string{}
	v := &voice{dice: p.dice, lib: p.lib, tool: func(g string) string { return p.lib.toolAt(p.brief.stack, g, s.known()) }}
	v.noun = func(n string) string {
		if n == "users" || nouns[n] == "" {
			nouns[n] = s.employer.industry.noun(p.dice, n)
		}
		return nouns[n]
	}
	var text []string
	told := map[string]bool{} // themes
	for range p.lines(s, newest) {
		i := p.weighted(p.weigh(s, pool, v, told))
		if i < 0 {
			break
		}
		names, _ := v.skills(pool[i].sentence)
		s.skills = append(s.skills, names...)
		text = append(text, p.withResult(pool[i].sentence, v))
		p.told[key(pool[i].sentence)] = true
		told[pool[i].theme] = true
	}
	if len(text) == 0 {
		text = append(text, p.withResult(pick(p.dice, p.lib.themes["anywhere"].work), v))
	}
	s.text = strings.Join(text, ". ") + "."
}

// lines is how many sentences a stint gets.
func (p *person) lines(s *stint, newest bool) int {
	switch {
	case s.months() < 8:
		return p.between(1, 2)
	case newest:
		return p.between(3, 4)
	}
	return p.between(2, 3)
}

// weigh says how likely each sentence of the pool is now: the first is of the work itself, and each theme has one.
func (p *person) weigh(s *stint, pool []line, v *voice, told map[string]bool) []int {
	out := make([]int, len(pool))
	for i, x := range pool {
		if x.theme != "" && (len(told) == 0 && x.theme != "leading" || told[x.theme]) || p.told[key(x.sentence)] {
			continue
		}
		names, ok := v.skills(x.sentence)
		if !ok || slices.ContainsFunc(names, func(n string) bool { return p.lib.since[n] > s.known() || p.brief.avoid[p.lib.no(n)] }) {
			continue
		}
		out[i] = x.weight
		for _, n := range names {
			if p.wants(n) && !slices.Contains(s.skills, n) {
				out[i] += 6
			}
		}
	}
	return out
}

func (p *person) wants(name string) bool {
	return slices.ContainsFunc(p.brief.want, func(w want) bool { return w.name == name })
}

// key names a sentence as one person tells it once.
func key(s sentence) string {
	var b strings.Builder
	for _, p := range s.pieces {
		b.WriteString(p.text)
	}
	return b.String()
}

// withResult writes a sentence and, often, what came of it: each result once a person.
func (p *person) withResult(s sentence, v *voice) string {
	text := capital(v.write(s))
	if s.result == "" || !p.chance(60) {
		return text
	}
	end := pick(p.dice, p.lib.results[s.result])
	if p.told[key(end)] {
		return text
	}
	p.told[key(end)] = true
	return text + v.write(end)
}

func (p *person) tellBeside(s *stint) {
	known := p.best()
	v := &voice{dice: p.dice, lib: p.lib, tool: func(string) string { return "" }, noun: func(n string) string { return p.noun(n, known) }}
	s.text = v.write(pick(p.dice, p.lib.people["side "+s.title]))
	for _, n := range known[:min(2, len(known))] {
		if strings.Contains(s.text, p.lib.inSentence(n)) {
			s.skills = append(s.skills, n)
		}
	}
}

// use adds what the person is to know to the stints of the track, and books all skills of a stint.
func (p *person) use(s *stint) {
	if s.outside != nil {
		for _, a := range s.outside.know {
			s.skills = append(s.skills, a.skill)
		}
	}
	for _, w := range p.brief.want {
		here := s.kind == inTrack && p.brief.twist != onlyClaimed && p.lib.since[w.name] <= s.known()
		share := 50
		if p.brief.design == "fit" {
			share = 88
		}
		if s == p.newestInTrack() {
			share = 100
		}
		if here && p.chance(share) {
			s.skills = append(s.skills, w.name)
		}
	}
	s.skills = p.distinct(s.skills)
	for _, n := range s.skills {
		u := p.have[n]
		if u == nil {
			u = &usage{}
			p.have[n] = u
			p.order = append(p.order, n)
		}
		u.months += max(1, int(s.end-max(s.start, p.lib.since[n]))+1)
		u.last = max(u.last, s.end)
		u.now = u.now || s.current
		if u.first == 0 || s.start < u.first {
			u.first = s.start
		}
	}
}

// trackStart is the month from which somebody works in the track, or from which at all.
func (p *person) trackStart() profiles.Month {
	for _, s := range p.stints {
		if s.kind == inTrack {
			return s.start
		}
	}
	return p.start
}

func (p *person) newestInTrack() *stint {
	for i := len(p.stints) - 1; i >= 0; i-- {
		if p.stints[i].kind == inTrack {
			return p.stints[i]
		}
	}
	return nil
}

// distinct keeps the first name of each concept.
func (p *person) distinct(names []string) []string {
	seen := map[string]bool{}
	return slices.DeleteFunc(names, func(n string) bool {
		id := p.lib.tax.Concept(p.lib.no(n)).ID
		dup := seen[id]
		seen[id] = true
		return dup
	})
}
