package synthetic

import (
	"fmt"

	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// Candidate draws candidate i.
func (c *Corpus) Candidate(i int) *profiles.Candidate {
	d := c.draw(streamCandidates, i)
	p := &profiles.Candidate{ID: fmt.Sprintf("c%07d", i), Place: d.place()}
	for _, x := range list(10+d.IntN(11), d.skill) {
		s := profiles.Skill{Ref: x}
		if d.one(2) {
			s.Level = uint8(1 + d.IntN(5))
		}
		p.Skills = append(p.Skills, s)
	}
	d.jobs(p)
	for range d.IntN(3) {
		p.Certificates = append(p.Certificates, profiles.Certificate{Ref: d.any(taxonomy.Certification), Issued: c.asOf - profiles.Month(d.IntN(60))})
	}
	if !d.one(4) {
		p.Education = []profiles.Education{{Level: profiles.ISCED(4 + d.IntN(5)), End: c.asOf - profiles.Month(12+d.IntN(200))}}
	}
	for _, x := range list(1+d.IntN(3), func() profiles.Ref { return d.any(taxonomy.Language) }) {
		p.Languages = append(p.Languages, profiles.Language{Ref: x, Level: profiles.CEFR(max(0, d.IntN(9)-2))})
	}
	if d.one(3) {
		kinds := []profiles.EvidenceKind{profiles.EvidenceRepository, profiles.EvidencePaper, profiles.EvidenceTalk, profiles.EvidenceCommunity}
		p.Evidence = []profiles.Evidence{{Kind: kinds[d.IntN(len(kinds))], Skills: []profiles.Ref{p.Skills[0].Ref}}}
	}
	if d.one(2) {
		p.Preferences = d.wishes()
	}
	return p
}

func (d *draw) jobs(p *profiles.Candidate) {
	end := d.c.asOf
	for range 1 + d.IntN(4) {
		n := profiles.Month(6 + d.IntN(60))
		j := profiles.Job{Title: d.title(), Start: end - n, End: end}
		for range d.IntN(4) {
			j.Skills = append(j.Skills, p.Skills[d.IntN(len(p.Skills))].Ref)
		}
		if d.one(2) {
			j.Industry = d.any(taxonomy.Industry)
		}
		p.Jobs = append(p.Jobs, j)
		end -= n + profiles.Month(d.IntN(12))
	}
}

func (d *draw) wishes() *profiles.Preferences {
	w := &profiles.Preferences{
		Pay:   &profiles.PayWish{Min: profiles.Money{Cents: int64(40+d.IntN(120)) * 100_000, Currency: "EUR", Period: profiles.PerYear}},
		Place: &profiles.PlaceWish{Modes: []profiles.Mode{profiles.Mode(1 + d.IntN(3))}, Relocate: d.one(5)},
	}
	if d.one(5) {
		w.Skills = &profiles.RefWish{Want: []profiles.Ref{d.skill(), d.skill()}}
	}
	if d.one(4) {
		w.Seniority = &profiles.SeniorityWish{Min: profiles.Seniority(2 + d.IntN(4))}
	}
	if d.one(5) {
		w.Engagement = &profiles.EngagementWish{Accept: []profiles.Engagement{profiles.Engagement(1 + d.IntN(4))}}
	}
	if d.one(5) {
		w.Values = &profiles.RefWish{Want: []profiles.Ref{d.any(taxonomy.Value)}}
	}
	return w
}

// Role draws role i.
func (c *Corpus) Role(i int) *profiles.Role {
	d := c.draw(streamRoles, i)
	title := d.title()
	p := &profiles.Role{ID: fmt.Sprintf("r%07d", i), Title: title, Place: d.place(), Modes: []profiles.Mode{profiles.Mode(1 + d.IntN(3))},
		Pay: &profiles.Pay{Min: 5_000_000, Max: int64(60+d.IntN(90)) * 100_000, Currency: "EUR", Period: profiles.PerYear}, Posted: c.asOf - profiles.Month(d.IntN(3)),
		Requirements: []profiles.Requirement{
			{Kind: profiles.ReqTitle, Ref: title, Necessity: profiles.Must},
			{Kind: profiles.ReqExperience, Necessity: profiles.Must, Months: 12 * (1 + d.IntN(6))},
			{Kind: profiles.ReqDegree, ISCED: profiles.ISCEDBachelor, Necessity: profiles.Nice}}}
	for _, x := range list(10, d.skill) {
		p.Requirements = append(p.Requirements, profiles.Requirement{Kind: profiles.ReqSkill, Ref: x, Necessity: profiles.Necessity(1 + d.IntN(3)), Level: uint8(d.IntN(5))})
	}
	for _, x := range []struct {
		kind profiles.RequirementKind
		of   taxonomy.Kind
	}{{profiles.ReqCertification, taxonomy.Certification}, {profiles.ReqLanguage, taxonomy.Language}, {profiles.ReqIndustry, taxonomy.Industry}} {
		if d.one(3) {
			q := profiles.Requirement{Kind: x.kind, Ref: d.any(x.of), Necessity: profiles.Should}
			if x.kind == profiles.ReqLanguage {
				q.CEFR = profiles.CEFR(3 + d.IntN(3))
			}
			p.Requirements = append(p.Requirements, q)
		}
	}
	if d.one(2) {
		p.Values = list(3, func() profiles.Ref { return d.any(taxonomy.Value) })
	}
	if d.one(2) {
		p.Engagements = []profiles.Engagement{profiles.Engagement(1 + d.IntN(4))}
	}
	return p
}
