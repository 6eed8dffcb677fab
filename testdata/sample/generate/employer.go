package main

import "strings"

// employer is an invented company of one industry.
type employer struct {
	name, size, country string
	industry            *industry
	roles               int
}

const (
	mostRoles = 4  // of one employer
	kept      = 45 // names that are kept for employers without a role
)

// firms are the employers so far; the next new one takes the next stem.
type firms struct {
	lib   *library
	all   []*employer
	stems []string
}

func newFirms(l *library) *firms {
	d := newDice("employers", 0)
	stems := append([]string(nil), l.stems...)
	d.Shuffle(len(stems), func(i, j int) { stems[i], stems[j] = stems[j], stems[i] })
	return &firms{lib: l, stems: stems}
}

// forRole is an employer of a size in a country: mostly a new one, so long as there are names.
func (f *firms) forRole(d dice, country, size string) *employer {
	var known []*employer
	for _, e := range f.all {
		if e.country == country && e.size == size && e.roles < mostRoles {
			known = append(known, e)
		}
	}
	e := (*employer)(nil)
	if len(known) > 0 && (len(f.stems) <= kept || d.chance(55)) {
		e = pick(d, known)
	} else {
		e = f.found(d, country, size)
	}
	e.roles++
	return e
}

// found makes an employer. Without names left, it takes one that has few roles, in another country: firms have offices.
func (f *firms) found(d dice, country, size string) *employer {
	if len(f.stems) == 0 {
		return pick(d, f.all)
	}
	weights := make([]int, len(f.lib.industries))
	for i, x := range f.lib.industries {
		weights[i] = x.weight
	}
	return f.foundIn(d, f.lib.industries[d.weighted(weights)], country, size)
}

func (f *firms) foundIn(d dice, i *industry, country, size string) *employer {
	e := &employer{name: f.stems[0] + " " + pick(d, i.suffix), size: size, country: country, industry: i}
	f.stems = f.stems[1:]
	f.all = append(f.all, e)
	return e
}

// earlier is an employer of somebody's career: one of the country where there are some, of the industry that is wanted.
func (f *firms) earlier(d dice, country string, in *industry, not map[string]bool) *employer {
	var near, all []*employer
	for _, e := range f.all {
		if not[e.name] || in != nil && e.industry != in {
			continue
		}
		all = append(all, e)
		if e.country == country {
			near = append(near, e)
		}
	}
	switch {
	case len(near) > 2 || len(near) > 0 && len(all) == 0:
		return pick(d, near)
	case in != nil && in.weight == 0 && len(all) < 8 && len(f.stems) > 0:
		return f.foundIn(d, in, country, pick(d, []string{"S", "M", "L"}))
	case len(all) > 0:
		return pick(d, all)
	case in != nil:
		return f.earlier(d, country, nil, not)
	}
	return pick(d, f.all)
}

// noun is a word of the industry for a place of a sentence, in the same words for one record.
func (i *industry) noun(d dice, name string) string {
	if words := i.nouns[name]; len(words) > 0 {
		return pick(d, words)
	}
	return "<" + name + ">"
}

func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
