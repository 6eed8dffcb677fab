package engine

import (
	"cmp"
	"slices"

	"tenon/engine/plan"
	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// meeting are the facts of the candidate as somebody who meets a requirement besides: its concept asked, or the first.
func (x *pair) meeting(q *plan.Req, asked taxonomy.No) *facts.Candidate {
	if asked == 0 {
		asked = q.No
	}
	c := *x.facts
	switch q.Kind {
	case profiles.ReqSkill:
		c.Skills = withSkill(c.Skills, asked, q.Target)
	case profiles.ReqCertification:
		return x.e.Deriver.Candidate(withCertificate(x.candidate, x.e.Deriver.Taxonomy.Concept(q.No), x.asOf), x.asOf, facts.AsIs)
	case profiles.ReqTitle:
		c.Titles = append(slices.Clone(c.Titles), facts.Title{No: q.No, Step: profiles.Seniority(q.Asked), Recency: 1000})
	case profiles.ReqExperience:
		c.Months = max(c.Months, q.Months)
		if q.No != 0 {
			c.Families = withMonths(c.Families, q.No, q.Months)
		}
	case profiles.ReqEvidence:
		c.Evidence |= q.Asked
	case profiles.ReqIndustry:
		c.Industries = append(slices.Clone(c.Industries), q.No)
	case profiles.ReqLanguage:
		l := facts.Language{No: asked, Level: max(profiles.A1, profiles.CEFR(q.Asked))}
		c.Languages = append([]facts.Language{l}, slices.DeleteFunc(slices.Clone(c.Languages), func(o facts.Language) bool { return o.No == asked })...)
	case profiles.ReqDegree:
		c.Degree = max(c.Degree, profiles.ISCED(q.Asked))
	}
	c.Known = c.Known.With(q.Kind)
	return &c
}

// withSkill adds a skill at a strength, or lifts it to that.
func withSkill(ss []facts.Skill, no taxonomy.No, strength uint8) []facts.Skill {
	ss = slices.Clone(ss)
	i, has := slices.BinarySearchFunc(ss, no, func(s facts.Skill, n taxonomy.No) int { return cmp.Compare(s.No, n) })
	if has {
		ss[i].Strength = max(ss[i].Strength, strength)
		return ss
	}
	return slices.Insert(ss, i, facts.Skill{No: no, Strength: strength})
}

func withMonths(fs []facts.Family, no taxonomy.No, months uint16) []facts.Family {
	fs = slices.Clone(fs)
	for i := range fs {
		if fs[i].No == no {
			fs[i].Months = max(fs[i].Months, months)
			return fs
		}
	}
	return append(fs, facts.Family{No: no, Months: months})
}

// withCertificate is the record with a certificate that is issued in a month.
func withCertificate(c *profiles.Candidate, cert *taxonomy.Concept, issued profiles.Month) *profiles.Candidate {
	d := *c
	d.Certificates = append(slices.Clone(c.Certificates), profiles.Certificate{Ref: profiles.Ref{Name: cert.Label, Concept: cert.ID}, Issued: issued})
	return &d
}
