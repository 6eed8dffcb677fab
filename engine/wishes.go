package engine

import (
	"fmt"
	"strings"

	"tenon/engine/phrase"
	"tenon/index/facts"
	"tenon/profiles"
)

// wish writes what the candidate wants as a person would.
func (x *pair) wish(k facts.Preference) string {
	p, w := x.candidate.Preferences, x.e.words
	switch k {
	case facts.PrefPay:
		return w.Say("at least {0}", amount(w, p.Pay.Min.Cents, p.Pay.Min.Currency, p.Pay.Min.Period))
	case facts.PrefPlace:
		return x.placeWish(p.Place)
	case facts.PrefSkills:
		return refs(p.Skills.Want)
	case facts.PrefSeniority:
		return w.Say("{0} or above", p.Seniority.Min)
	case facts.PrefEngagement:
		return list(w, p.Engagement.Accept)
	case facts.PrefValues:
		return refs(p.Values.Want)
	case facts.PrefInterview:
		return list(w, p.Interview.Accept)
	case facts.Preferences:
	}
	return ""
}

func (x *pair) placeWish(w *profiles.PlaceWish) string {
	say := x.e.words
	out := list(say, w.Modes)
	if out == "" {
		out = say.Say("any mode")
	}
	var places []string
	for i := range w.Places {
		places = append(places, w.Places[i].City)
	}
	if len(places) == 0 && x.candidate.Place != nil && x.candidate.Place.City != "" {
		places = []string{x.candidate.Place.City}
	}
	if len(places) > 0 {
		out += say.Say(", within {0} km of {1}", x.facts.Wish.KM, say.Choice(places))
	}
	if w.Relocate {
		out += say.Say(", would relocate")
	}
	return out
}

// offer writes what the role has of it, "" where it says nothing.
func (x *pair) offer(k facts.Preference) string {
	r, w := x.role, x.e.words
	switch k {
	case facts.PrefPay:
		if r.Pay != nil {
			return payRange(w, r.Pay)
		}
	case facts.PrefPlace:
		out := list(w, r.Modes)
		if r.Place != nil && r.Place.City != "" {
			out = strings.TrimPrefix(w.Say("{0} in {1}", out, r.Place.City), " ")
		}
		return out
	case facts.PrefSkills:
		var out []string
		for _, n := range x.facts.Wish.More().Skills() {
			for _, s := range x.plan.Role.Skills {
				if e, ok := x.e.Deriver.Taxonomy.Similarity(n, s); ok && e.Sim >= 60 {
					out = append(out, x.e.Deriver.Taxonomy.Concept(s).Label)
					break
				}
			}
		}
		return strings.Join(out, ", ")
	case facts.PrefSeniority:
		return w.Say(x.plan.Role.Step.String())
	case facts.PrefEngagement:
		return list(w, r.Engagements)
	case facts.PrefValues:
		return refs(r.Values)
	case facts.PrefInterview:
		return list(w, r.Interviews)
	case facts.Preferences:
	}
	return ""
}

func list[E fmt.Stringer](w *phrase.Language, es []E) string {
	out := make([]string, len(es))
	for i, e := range es {
		out[i] = w.Say(e.String())
	}
	return strings.Join(out, ", ")
}

func refs(rs []profiles.Ref) string {
	out := make([]string, len(rs))
	for i, r := range rs {
		out[i] = name(r)
	}
	return strings.Join(out, ", ")
}

func payRange(w *phrase.Language, p *profiles.Pay) string {
	if p.Max == 0 || p.Max == p.Min {
		return amount(w, p.Min, p.Currency, p.Period)
	}
	if p.Min == 0 {
		return w.Say("up to {0}", amount(w, p.Max, p.Currency, p.Period))
	}
	return w.Number(p.Min/100) + "–" + amount(w, p.Max, p.Currency, p.Period)
}

func amount(w *phrase.Language, cents int64, currency string, period profiles.Period) string {
	return fmt.Sprintf("%s %s %s", w.Number(cents/100), currency, w.Per(period.String()))
}
