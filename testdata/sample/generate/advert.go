package main

import (
	"fmt"
	"slices"
	"strings"

	"tenon/profiles"
)

// advert writes the text of a role: who asks, what for, what one does, what counts, what is offered. Some list duties as bullets.
func (l *library) advert(d dice, o *opening) string {
	v := &voice{dice: d, lib: l, tool: func(g string) string { return o.stack[g] }, noun: l.advertNoun(d, o)}
	say := func(kind string) string { return v.write(pick(d, l.adverts[kind])) }
	text := []string{say("open"), v.write(pick(d, o.track.missions))}
	duties := l.duties(d, o, v)
	bring := "bring"
	if o.months == 0 {
		bring = "start"
	}
	tail := []string{say(bring)}
	if len(l.skillNames(o, profiles.Nice)) > 0 {
		tail = append(tail, say("more"))
	}
	tail = append(tail, l.conditions(o, say)...)
	if len(text)+len(duties)+len(tail) > 7 && len(duties) > 1 {
		duties = duties[:len(duties)-1]
	}
	if d.chance(45) {
		return strings.Join(text, " ") + "\n- " + strings.Join(duties, "\n- ") + "\n" + sentences(tail)
	}
	return strings.Join(text, " ") + " " + strings.Join(duties, " ") + " " + sentences(tail)
}

func sentences(s []string) string {
	for i := range s {
		s[i] = capital(s[i])
	}
	return strings.Join(s, " ")
}

// duties are two or three of the track and of the themes that are asked for.
func (l *library) duties(d dice, o *opening, v *voice) []string {
	var fit []sentence
	for _, s := range o.track.duty {
		if _, ok := v.skills(s); ok {
			fit = append(fit, s)
		}
	}
	for _, use := range o.track.themes {
		for _, s := range l.themes[use.theme].duty {
			if names, ok := v.skills(s); ok && mostAsked(o, names) {
				fit = append(fit, s)
			}
		}
	}
	var out []string
	for _, s := range some(d, fit, d.between(2, 3)) {
		out = append(out, v.write(s))
	}
	return out
}

// mostAsked says whether more than half of the skills of a duty are asked for: the advert has taken up the theme.
func mostAsked(o *opening, names []string) bool {
	n := 0
	for _, name := range names {
		if asksFor(o, name) {
			n++
		}
	}
	return 2*n > len(names)
}

func asksFor(o *opening, skill string) bool {
	return slices.ContainsFunc(o.role.Requirements, func(r profiles.Requirement) bool {
		return r.Kind == profiles.ReqSkill && r.Name == skill
	})
}

// conditions say what else is asked for and what is offered.
func (l *library) conditions(o *opening, say func(string) string) []string {
	var out []string
	for _, r := range o.role.Requirements {
		switch {
		case r.Kind == profiles.ReqDegree && o.instead != nil && *o.instead:
			out = append(out, say("degree"))
		case r.Kind == profiles.ReqDegree:
			out = append(out, say("strict"))
		case r.Kind == profiles.ReqEvidence:
			out = append(out, say("proof"))
		}
	}
	if names := languageNames(o); names != "" {
		out = append(out, say("speak"))
	}
	return append(out, say("offer"))
}

// skillNames are the skills and certificates of some necessities, as they stand in a sentence.
func (l *library) skillNames(o *opening, necessities ...profiles.Necessity) []string {
	var out []string
	for _, r := range o.role.Requirements {
		if (r.Kind == profiles.ReqSkill || r.Kind == profiles.ReqCertification) && slices.Contains(necessities, r.Necessity) {
			out = append(out, l.eitherName(r))
		}
	}
	return out
}

func (l *library) eitherName(r profiles.Requirement) string {
	name := r.Name
	if r.Kind == profiles.ReqSkill {
		name = l.inSentence(name)
	}
	if len(r.AnyOf) > 0 {
		name += " or " + r.AnyOf[0].Name
	}
	return name
}

func languageNames(o *opening) string {
	var out []string
	for _, r := range o.role.Requirements {
		if r.Kind == profiles.ReqLanguage {
			out = append(out, fmt.Sprintf("%s (%s)", r.Name, r.CEFR))
		}
	}
	return list(out)
}

// list joins with commas and a last "and".
func list(s []string) string {
	if len(s) < 2 {
		return strings.Join(s, "")
	}
	return strings.Join(s[:len(s)-1], ", ") + " and " + s[len(s)-1]
}

func (l *library) advertNoun(d dice, o *opening) func(string) string {
	return func(name string) string {
		switch name {
		case "employer":
			return o.employer.name
		case "pitch":
			v := &voice{dice: d, lib: l, tool: func(string) string { return "" }, noun: func(n string) string { return o.employer.industry.noun(d, n) }}
			return v.write(pick(d, o.employer.industry.pitch))
		case "plain":
			return o.track.plain
		case "whom":
			return article(o.track.plain)
		case "skills":
			return list(l.skillNames(o, profiles.Must))
		case "more":
			return list(l.skillNames(o, profiles.Nice))
		case "years", "Years":
			if name == "Years" {
				return capital(duration(o.months))
			}
			return duration(o.months)
		case "degree":
			return degreeWords(o)
		case "languages":
			return languageNames(o)
		case "benefits":
			return benefits(o)
		case "mode":
			return modeWords(o)
		}
		return o.employer.industry.noun(d, name)
	}
}

func degreeWords(o *opening) string {
	for _, r := range o.role.Requirements {
		if r.Kind == profiles.ReqDegree {
			return strings.ToLower(r.Name) + " in " + strings.ToLower(o.track.fields[0]) + " or near to it"
		}
	}
	return "degree"
}

func benefits(o *opening) string {
	var out []string
	for _, v := range o.role.Values {
		name := v.Name
		if len(name) > 1 && name[1] >= 'a' && name[1] <= 'z' && !strings.HasPrefix(name, "Deutschland") {
			name = strings.ToLower(name[:1]) + name[1:]
		}
		out = append(out, name)
	}
	return list(out)
}

func modeWords(o *opening) string {
	switch {
	case slices.Contains(o.modes, profiles.Remote) && len(o.modes) > 1:
		return "Remote or hybrid from " + o.city.Name
	case slices.Contains(o.modes, profiles.Remote):
		return "Fully remote"
	case slices.Contains(o.modes, profiles.OnSite) && len(o.modes) > 1:
		return "On site in " + o.city.Name + ", hybrid after the first months"
	case o.modes[0] == profiles.Hybrid:
		return "Hybrid in " + o.city.Name
	}
	return "On site in " + o.city.Name
}

// article puts "a" or "an" before a noun, by its sound.
func article(noun string) string {
	if strings.ContainsAny(noun[:1], "aeiouAEIO") || strings.HasPrefix(noun, "MLOps") || strings.HasPrefix(noun, "NLP") {
		return "an " + noun
	}
	return "a " + noun
}

var numbers = []string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}

// duration is a number of months in words.
func duration(months int) string {
	years := months / 12
	switch {
	case years == 1:
		return "a year"
	case years < len(numbers):
		return numbers[years] + " years"
	}
	return fmt.Sprintf("%d years", years)
}
