package engine

import (
	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// Term is one fact of a record that an expression can ask for by name: a concept, a country, a city, a mode. Field tells them apart.
type Term struct {
	Field uint8
	Value uint32
}

// The fields of terms: profiles.RequirementKind for concepts, and these.
const (
	termCountry uint8 = 64 + iota
	termCity
	termMode
	termEngagement
	termSeniority
	termValue
)

// termFields are the fields of which a test by = makes a term.
var termFields = map[string]uint8{"country": termCountry, "city": termCity, "mode": termMode, "engagement": termEngagement, "seniority": termSeniority}

// Terms lists facts of which a record has one at least when the expression is true of it; none: nothing can be said.
func (w *Where) Terms() []Term { return w.terms }

// joinTerms are the terms of two parts: of an or those of both, of an and the fewer.
func joinTerms(f, g []Term, or bool) []Term {
	switch {
	case or && (f == nil || g == nil):
		return nil
	case or:
		return append(append([]Term{}, f...), g...)
	case f == nil || g != nil && len(g) < len(f):
		return g
	}
	return f
}

// RoleTerms calls f for every term of a role, some more than once.
func RoleTerms(r *facts.Role, f func(Term)) {
	f(Term{uint8(profiles.ReqTitle), uint32(r.Title)})
	f(Term{uint8(profiles.ReqIndustry), uint32(r.Industry)})
	for _, n := range r.Values {
		f(Term{termValue, uint32(n)})
	}
	for i := range r.Requirements {
		q := &r.Requirements[i]
		q.Each(func(n taxonomy.No) { f(Term{uint8(q.Kind), uint32(n)}) })
	}
	commonTerms(r.Country, r.Geo, r.Modes, r.Engagements, r.Step, f)
}

// CandidateTerms calls f for every term of a candidate, some more than once.
func CandidateTerms(c *facts.Candidate, f func(Term)) {
	concept := func(k profiles.RequirementKind, n taxonomy.No) { f(Term{uint8(k), uint32(n)}) }
	for _, x := range c.Skills {
		concept(profiles.ReqSkill, x.No)
	}
	for _, x := range c.Certs {
		concept(profiles.ReqCertification, x.No)
	}
	for _, x := range c.Languages {
		concept(profiles.ReqLanguage, x.No)
	}
	for _, n := range c.Industries {
		concept(profiles.ReqIndustry, n)
	}
	for _, n := range c.Wish.More().Values() {
		f(Term{termValue, uint32(n)})
	}
	var top profiles.Seniority
	for _, x := range c.Titles {
		concept(profiles.ReqTitle, x.No)
		top = max(top, x.Step)
	}
	commonTerms(c.Country, c.Geo, c.Wish.Modes, c.Wish.Engagements, top, f)
}

func commonTerms(country facts.Country, city uint32, modes, engagements uint8, step profiles.Seniority, f func(Term)) {
	f(Term{termCountry, uint32(country)})
	f(Term{termCity, city})
	f(Term{termSeniority, uint32(step)})
	for bit := range 8 {
		if modes>>bit&1 == 1 {
			f(Term{termMode, 1 << bit})
		}
		if engagements>>bit&1 == 1 {
			f(Term{termEngagement, 1 << bit})
		}
	}
}
