package plan_test

import (
	"fmt"
	"math/rand/v2"

	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/gazetteer"
	"tenon/profiles/money"
	"tenon/profiles/taxonomy"
)

var (
	asOf    = profiles.NewMonth(2026, 6)
	tax     = taxonomy.Default()
	cities  = gazetteer.Default()
	deriver = facts.NewDeriver(tax, money.Default())
	places  = findPlaces("Berlin", "Potsdam", "Leipzig", "Hamburg", "Munich", "Vienna", "Paris", "Seattle", "Bengaluru")
)

func findPlaces(names ...string) (out []profiles.Place) {
	for _, n := range names {
		if c, ok := cities.Find(n, "", ""); ok {
			out = append(out, profiles.Place{City: c.Name, Country: c.Country, Geo: c.ID})
		}
	}
	return out
}

// gen draws records from a seed; a small part of the taxonomy, so that records meet.
type gen struct{ *rand.Rand }

func seeded(n uint64) gen { return gen{rand.New(rand.NewPCG(n, 11))} }

func (g gen) maybe(percent int) bool { return g.IntN(100) < percent }

func (g gen) ref(k taxonomy.Kind) profiles.Ref {
	if g.maybe(4) {
		return profiles.Ref{Name: fmt.Sprintf("something unheard of %d", g.IntN(3))}
	}
	of := tax.Of(k)
	return profiles.Ref{Name: tax.Concept(of[g.IntN(min(len(of), 40))*len(of)/min(len(of), 40)]).Label}
}

func (g gen) refs(k taxonomy.Kind, most int) (out []profiles.Ref) {
	for range g.IntN(most + 1) {
		out = append(out, g.ref(k))
	}
	return out
}

func (g gen) month() profiles.Month { return asOf - profiles.Month(g.IntN(200)) }

func (g gen) text() string {
	s := "We worked on"
	for range g.IntN(4) {
		s += " " + g.ref(taxonomy.Skill).Name + ","
	}
	return s + " and shipped it."
}

// dates are full, current, open or missing.
func (g gen) dates() (start, end profiles.Month, current bool) {
	start = g.month()
	switch g.IntN(6) {
	case 0:
		return 0, 0, false
	case 1:
		return start, 0, false
	case 2:
		return start, 0, true
	}
	return start, min(asOf, start+profiles.Month(g.IntN(80))), false
}

func (g gen) job() profiles.Job {
	j := profiles.Job{Title: g.ref(taxonomy.Title), Industry: g.ref(taxonomy.Industry), Skills: g.refs(taxonomy.Skill, 4), Description: g.text()}
	if g.maybe(30) {
		j.Title.Name = []string{"Senior ", "Junior ", "Lead ", "Principal "}[g.IntN(4)] + j.Title.Name
	}
	j.Start, j.End, j.Current = g.dates()
	return j
}

func (g gen) skill() profiles.Skill {
	s := profiles.Skill{Ref: g.ref(taxonomy.Skill), Level: uint8(g.IntN(6))}
	if g.maybe(30) {
		s.Months = g.IntN(120)
	}
	if g.maybe(30) {
		s.LastUsed = g.month()
	}
	return s
}

func (g gen) certificate() profiles.Certificate {
	c := profiles.Certificate{Ref: g.ref(taxonomy.Certification)}
	if g.maybe(60) {
		c.Issued = g.month()
	}
	if g.maybe(20) {
		c.Expires = max(c.Issued, asOf-30+profiles.Month(g.IntN(60)))
	}
	return c
}

func (g gen) education() profiles.Education {
	e := profiles.Education{Level: profiles.ISCED(g.IntN(10))}
	if g.maybe(70) {
		e.End = asOf - 60 + profiles.Month(g.IntN(70))
	}
	return e
}

func (g gen) evidence() profiles.Evidence {
	e := profiles.Evidence{Kind: profiles.EvidenceKind(1 + g.IntN(7)), Skills: g.refs(taxonomy.Skill, 2), Description: g.text()}
	e.Start, e.End, e.Current = g.dates()
	return e
}

func (g gen) candidate(id string) *profiles.Candidate {
	c := &profiles.Candidate{ID: id, Industries: g.refs(taxonomy.Industry, 1)}
	for range g.IntN(12) {
		c.Skills = append(c.Skills, g.skill())
	}
	for range g.IntN(4) {
		c.Jobs = append(c.Jobs, g.job())
	}
	for range g.IntN(3) {
		c.Certificates = append(c.Certificates, g.certificate())
		c.Education = append(c.Education, g.education())
		c.Evidence = append(c.Evidence, g.evidence())
	}
	for range g.IntN(3) {
		c.Languages = append(c.Languages, profiles.Language{Ref: g.ref(taxonomy.Language), Level: profiles.CEFR(g.IntN(7))})
	}
	if g.maybe(30) {
		c.Summary = g.text()
	}
	if g.maybe(80) {
		p := places[g.IntN(len(places))]
		c.Place = &p
	}
	if g.maybe(60) {
		c.Preferences = g.wishes()
	}
	return c
}

func (g gen) wishes() *profiles.Preferences {
	p := &profiles.Preferences{}
	only := func() bool { return g.maybe(8) }
	if g.maybe(50) {
		p.Pay = &profiles.PayWish{Min: g.money(), Only: only()}
	}
	if g.maybe(50) {
		p.Place = &profiles.PlaceWish{WithinKM: g.IntN(4) * 100, Relocate: g.maybe(20), Only: only()}
		for m := profiles.Remote; m <= profiles.OnSite; m++ {
			if g.maybe(50) {
				p.Place.Modes = append(p.Place.Modes, m)
			}
		}
		if g.maybe(30) {
			p.Place.Places = []profiles.Place{places[g.IntN(len(places))], places[g.IntN(len(places))]}
		}
	}
	if g.maybe(30) {
		p.Skills = &profiles.RefWish{Want: append(g.refs(taxonomy.Skill, 3), g.ref(taxonomy.Skill)), Only: only()}
	}
	if g.maybe(30) {
		p.Seniority = &profiles.SeniorityWish{Min: profiles.Seniority(1 + g.IntN(8)), Only: only()}
	}
	if g.maybe(30) {
		p.Engagement = &profiles.EngagementWish{Accept: []profiles.Engagement{profiles.Engagement(1 + g.IntN(4))}, Only: only()}
	}
	if g.maybe(30) {
		p.Values = &profiles.RefWish{Want: append(g.refs(taxonomy.Value, 3), g.ref(taxonomy.Value)), Only: only()}
	}
	if g.maybe(30) {
		p.Interview = &profiles.InterviewWish{Accept: []profiles.Interview{profiles.Interview(1 + g.IntN(5))}, Only: only()}
	}
	return p
}

func (g gen) money() profiles.Money {
	return profiles.Money{Cents: int64(30_000+g.IntN(200_000)) * 100, Currency: []string{"EUR", "USD", "GBP", "INR", "XTS"}[g.IntN(5)], Period: profiles.PerYear}
}

func (g gen) requirement() profiles.Requirement {
	q := profiles.Requirement{Kind: profiles.RequirementKind(1 + g.IntN(8)), Necessity: profiles.Necessity(1 + g.IntN(3)), Gate: g.maybe(5)}
	if g.maybe(50) {
		q.Kind = profiles.ReqSkill
	}
	kinds := map[profiles.RequirementKind]taxonomy.Kind{profiles.ReqSkill: taxonomy.Skill, profiles.ReqCertification: taxonomy.Certification,
		profiles.ReqTitle: taxonomy.Title, profiles.ReqExperience: taxonomy.Title, profiles.ReqIndustry: taxonomy.Industry, profiles.ReqLanguage: taxonomy.Language}
	if k, ok := kinds[q.Kind]; ok && (q.Kind != profiles.ReqExperience || g.maybe(50)) {
		q.Ref = g.ref(k)
		if g.maybe(20) {
			q.AnyOf = g.refs(k, 3)
		}
	}
	switch q.Kind {
	case profiles.ReqSkill:
		q.Level = uint8(g.IntN(6))
		if g.maybe(20) {
			q.Months = g.IntN(100)
		}
	case profiles.ReqExperience:
		q.Months = 1 + g.IntN(120)
	case profiles.ReqTitle:
		q.Seniority = profiles.Seniority(g.IntN(9))
	case profiles.ReqLanguage:
		q.CEFR = profiles.CEFR(g.IntN(7))
	case profiles.ReqDegree:
		q.ISCED = profiles.ISCED(4 + g.IntN(6))
	case profiles.ReqEvidence:
		if g.maybe(50) {
			q.Evidence = []profiles.EvidenceKind{profiles.EvidencePaper, profiles.EvidenceTalk}
		}
	case profiles.ReqCertification, profiles.ReqIndustry:
	}
	return q
}

func (g gen) role(id string) *profiles.Role {
	r := &profiles.Role{ID: id, Title: g.ref(taxonomy.Title), Values: g.refs(taxonomy.Value, 4)}
	for range 1 + g.IntN(14) {
		r.Requirements = append(r.Requirements, g.requirement())
	}
	for m := profiles.Remote; m <= profiles.OnSite; m++ {
		if g.maybe(40) {
			r.Modes = append(r.Modes, m)
		}
	}
	if g.maybe(80) {
		p := places[g.IntN(len(places))]
		r.Place = &p
	}
	if g.maybe(70) {
		m := g.money()
		r.Pay = &profiles.Pay{Min: m.Cents / 2, Max: m.Cents, Currency: m.Currency, Period: m.Period}
	}
	if g.maybe(15) {
		r.RemoteCountries = []string{"DE", "US"}
	}
	if g.maybe(10) {
		r.ApplicantCountries = []string{"DE", "AT", "FR"}
	}
	if g.maybe(50) {
		r.Engagements = []profiles.Engagement{profiles.Engagement(1 + g.IntN(4))}
	}
	if g.maybe(50) {
		r.Interviews = []profiles.Interview{profiles.Interview(1 + g.IntN(5))}
	}
	if g.maybe(30) {
		b := g.maybe(50)
		r.ExperienceInPlaceOfEducation = &b
	}
	return r
}
