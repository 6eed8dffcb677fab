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
	p := x.candidate.Preferences
	switch k {
	case facts.PrefPay:
		return "at least " + amount(p.Pay.Min.Cents, p.Pay.Min.Currency, p.Pay.Min.Period)
	case facts.PrefPlace:
		return x.placeWish(p.Place)
	case facts.PrefSkills:
		return refs(p.Skills.Want)
	case facts.PrefSeniority:
		return p.Seniority.Min.String() + " or above"
	case facts.PrefEngagement:
		return list(p.Engagement.Accept)
	case facts.PrefValues:
		return refs(p.Values.Want)
	case facts.PrefInterview:
		return list(p.Interview.Accept)
	case facts.Preferences:
	}
	return ""
}

func (x *pair) placeWish(w *profiles.PlaceWish) string {
	out := list(w.Modes)
	if out == "" {
		out = "any mode"
	}
	var places []string
	for i := range w.Places {
		places = append(places, w.Places[i].City)
	}
	if len(places) == 0 && x.candidate.Place != nil && x.candidate.Place.City != "" {
		places = []string{x.candidate.Place.City}
	}
	if len(places) > 0 {
		out += fmt.Sprintf(", within %d km of %s", x.facts.Wish.KM, strings.Join(places, " or "))
	}
	if w.Relocate {
		out += ", would relocate"
	}
	return out
}

// offer writes what the role has of it, "" where it says nothing.
func (x *pair) offer(k facts.Preference) string {
	r := x.role
	switch k {
	case facts.PrefPay:
		if r.Pay != nil {
			return payRange(r.Pay)
		}
	case facts.PrefPlace:
		out := list(r.Modes)
		if r.Place != nil && r.Place.City != "" {
			out = strings.TrimPrefix(out+" in "+r.Place.City, " ")
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
		return x.plan.Role.Step.String()
	case facts.PrefEngagement:
		return list(r.Engagements)
	case facts.PrefValues:
		return refs(r.Values)
	case facts.PrefInterview:
		return list(r.Interviews)
	case facts.Preferences:
	}
	return ""
}

func list[E fmt.Stringer](es []E) string {
	out := make([]string, len(es))
	for i, e := range es {
		out[i] = e.String()
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

func payRange(p *profiles.Pay) string {
	if p.Max == 0 || p.Max == p.Min {
		return amount(p.Min, p.Currency, p.Period)
	}
	if p.Min == 0 {
		return "up to " + amount(p.Max, p.Currency, p.Period)
	}
	return phrase.Number(p.Min/100) + "–" + amount(p.Max, p.Currency, p.Period)
}

func amount(cents int64, currency string, period profiles.Period) string {
	return fmt.Sprintf("%s %s %s", phrase.Number(cents/100), currency, phrase.A(period.String()))
}
