package main

import (
	"slices"

	"tenon/profiles"
)

// wishes are what a person wants: of who fits, what the role has; of the others, what is usual for such people.
func (p *person) wishes() {
	if p.brief.twist != wantsOther && p.chance(6) {
		return // says nothing
	}
	p.c.Preferences = &profiles.Preferences{}
	p.wishPay()
	p.wishPlace()
	p.wishRest()
	if p.brief.twist == wantsOther {
		p.wantOtherwise()
	}
	if *p.c.Preferences == (profiles.Preferences{}) {
		p.c.Preferences = nil
	}
}

func (p *person) wishPay() {
	if !p.chance(82) {
		return
	}
	if o := p.brief.role; o != nil {
		percent := p.between(95, 122)
		switch {
		case p.brief.design == "fit":
			percent = p.between(80, 98)
		case p.brief.twist == stepBelow || p.brief.twist == onlyClaimed:
			percent = p.between(62, 88)
		}
		p.c.Preferences.Pay = &profiles.PayWish{Min: share(o.role.Pay, percent), Only: p.chance(5)}
		return
	}
	s := p.similarRecord()
	cents := 100 * rounded(s.amount*int64(p.between(88, 108))/100)
	p.c.Preferences.Pay = &profiles.PayWish{Min: profiles.Money{Cents: cents, Currency: s.currency, Period: profiles.PerYear}}
}

// share is so many per cent of the upper end of a pay.
func share(of *profiles.Pay, percent int) profiles.Money {
	return profiles.Money{Cents: 100 * rounded(of.Max/100*int64(percent)/100), Currency: of.Currency, Period: of.Period}
}

// similarRecord is a record of the survey of about the person's level and country.
func (p *person) similarRecord() salary {
	level := map[profiles.Seniority]string{profiles.Junior: "EN", profiles.Mid: "MI", profiles.Senior: "SE", profiles.Lead: "EX"}[p.brief.step]
	fits := func(strict bool) []salary {
		return slices.DeleteFunc(slices.Clone(p.lib.records), func(s salary) bool {
			return s.place != p.brief.city.Country || !p.lib.payable(s) || s.engagement != "FT" || strict && s.level != level
		})
	}
	for _, strict := range []bool{true, false} {
		if all := fits(strict); len(all) > 0 {
			return pick(p.dice, all)
		}
	}
	return salary{amount: 60_000, currency: "USD"}
}

func (p *person) wishPlace() {
	if !p.chance(97) {
		return
	}
	w := &profiles.PlaceWish{Modes: p.wishedModes(), Relocate: p.chance(12)}
	if slices.Contains(w.Modes, profiles.Hybrid) && p.chance(40) {
		w.WithinKM = pick(p.dice, []int{20, 30, 40, 60, 80})
	}
	switch o := p.brief.role; {
	case p.brief.twist == otherPlace:
		w.Relocate = false
	case p.brief.design == "fit":
		w.Relocate = w.Relocate || o.city.ID != p.brief.city.ID && !slices.Contains(w.Modes, profiles.Remote)
		w.Only = p.chance(4)
	}
	p.c.Preferences.Place = w
}

func (p *person) wishedModes() []profiles.Mode {
	some := [][]profiles.Mode{{profiles.Remote}, {profiles.Hybrid}, {profiles.Hybrid, profiles.Remote}, {profiles.OnSite, profiles.Hybrid}, {profiles.OnSite}}
	if p.brief.design != "fit" || p.brief.role == nil {
		return pick(p.dice, some)
	}
	modes := slices.Clone(p.brief.role.modes)
	if extra := pick(p.dice, []profiles.Mode{profiles.Hybrid, profiles.Remote, 0}); extra != 0 && !slices.Contains(modes, extra) {
		modes = append(modes, extra)
	}
	return modes
}

// wishRest are engagement, values, skills, step and interviews, each stated by some.
func (p *person) wishRest() {
	w, o := p.c.Preferences, p.brief.role
	fit := p.brief.design == "fit"
	if p.chance(50) {
		w.Engagement = &profiles.EngagementWish{Accept: []profiles.Engagement{profiles.Permanent}}
		if fit {
			w.Engagement.Accept = slices.Clone(o.role.Engagements)
		} else if p.chance(25) {
			w.Engagement.Accept = append(w.Engagement.Accept, pick(p.dice, []profiles.Engagement{profiles.Contract, profiles.Trial}))
		}
	}
	if values := p.wishedValues(); len(values) > 0 && p.chance(55) {
		w.Values = &profiles.RefWish{Want: refs(values)}
	}
	if best := p.best(); len(best) > 1 && p.brief.track != nil && p.chance(35) {
		w.Skills = &profiles.RefWish{Want: refs(best[:p.between(1, min(3, len(best)))])}
	}
	if p.chance(28) {
		w.Seniority = &profiles.SeniorityWish{Min: max(profiles.Junior, min(p.brief.step, profiles.Lead))}
	}
	if p.chance(14) {
		second := pick(p.dice, []profiles.Interview{profiles.InterviewInPerson, profiles.InterviewPairing, profiles.InterviewTakeHome})
		w.Interview = &profiles.InterviewWish{Accept: []profiles.Interview{profiles.InterviewRemote, second}}
	}
}

func (p *person) wishedValues() []string {
	if p.brief.design == "fit" {
		var names []string
		for _, v := range p.brief.role.role.Values {
			names = append(names, v.Name)
		}
		return some(p.dice, names, p.between(1, 2))
	}
	return some(p.dice, p.lib.countries[p.brief.city.Country].offer, p.between(1, 2))
}

// wantOtherwise makes one wish a condition that the role does not meet.
func (p *person) wantOtherwise() {
	w, o := p.c.Preferences, p.brief.role
	switch {
	case !slices.Contains(o.modes, profiles.Remote) && p.chance(50):
		w.Place = &profiles.PlaceWish{Modes: []profiles.Mode{profiles.Remote}, Only: true}
	case !slices.Contains(o.role.Engagements, profiles.Contract) && p.chance(35):
		w.Engagement = &profiles.EngagementWish{Accept: []profiles.Engagement{profiles.Contract}, Only: true}
	default:
		w.Pay = &profiles.PayWish{Min: share(o.role.Pay, p.between(128, 165)), Only: true}
	}
}
