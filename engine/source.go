package engine

import (
	"fmt"

	"tenon/engine/plan"
	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// String is the place in short: the field and, in a text, its bytes.
func (s *Source) String() string {
	if s.End == 0 {
		return s.Path
	}
	return fmt.Sprintf("%s %d–%d", s.Path, s.Start, s.End)
}

// source names a field of the candidate's record, with where the record has it from.
func (x *pair) source(path string, in *profiles.Position) *Source {
	s := &Source{Path: path, InFile: in}
	if from := x.candidate.Source; from != nil {
		s.File = from.File
	}
	return s
}

// mentioned is the place of a mention of a skill.
func (x *pair) mentioned(m *facts.Mention) *Source {
	c := x.candidate
	switch m.Kind {
	case facts.MentionListed:
		return x.source(fmt.Sprintf("skills[%d]", m.Index), c.Skills[m.Index].At)
	case facts.MentionText:
		s := x.source(m.Field, nil)
		s.words(map[string]string{"headline": c.Headline, "summary": c.Summary, "text": c.Text}[m.Field], m)
		return s
	case facts.MentionCertificate, facts.MentionExpired:
		return x.source(fmt.Sprintf("certificates[%d]", m.Index), c.Certificates[m.Index].At)
	case facts.MentionJob, facts.MentionUndatedJob:
		j := &c.Jobs[m.Index]
		return x.entry("jobs", m, "title", j.Title.Name, j.Description, j.At)
	case facts.MentionEvidence:
		e := &c.Evidence[m.Index]
		return x.entry("evidence", m, "name", e.Name, e.Description, e.At)
	}
	return x.source(m.Field, nil)
}

// entry is a place in a job or a piece of evidence: the list of its skills, its name or its description.
func (x *pair) entry(list string, m *facts.Mention, name, named, description string, in *profiles.Position) *Source {
	field, text := m.Field, description
	switch m.Field {
	case "":
		return x.source(fmt.Sprintf("%s[%d].skills", list, m.Index), in)
	case "name":
		field, text = name, named
	}
	s := x.source(fmt.Sprintf("%s[%d].%s", list, m.Index, field), in)
	s.words(text, m)
	return s
}

func (s *Source) words(text string, m *facts.Mention) {
	s.Start, s.End = m.At, m.End
	if m.At < m.End && m.End <= len(text) {
		s.Words = text[m.At:m.End]
	}
}

// stated is the entry that a line which is no skill rests on; nil where it rests on several.
func (x *pair) stated(c plan.Component, q *plan.Req) *Source {
	p, tax := x.candidate, x.e.Deriver.Taxonomy
	switch q.Kind {
	case profiles.ReqCertification:
		for i := range p.Certificates {
			if n, ok := tax.Ref(taxonomy.Certification, p.Certificates[i].Ref); ok && n == c.Matched {
				return x.source(fmt.Sprintf("certificates[%d]", i), p.Certificates[i].At)
			}
		}
	case profiles.ReqTitle:
		return x.titled(c)
	case profiles.ReqLanguage:
		for i := range p.Languages {
			if n, ok := tax.Ref(taxonomy.Language, p.Languages[i].Ref); ok && n == c.Matched {
				return x.source(fmt.Sprintf("languages[%d]", i), p.Languages[i].At)
			}
		}
	case profiles.ReqIndustry:
		return x.industry(c)
	case profiles.ReqEvidence:
		for i := range p.Evidence {
			if q.Asked>>(p.Evidence[i].Kind-1)&1 == 1 {
				return x.source(fmt.Sprintf("evidence[%d]", i), p.Evidence[i].At)
			}
		}
	case profiles.ReqDegree:
		return x.degree(c)
	case profiles.ReqSkill, profiles.ReqExperience:
	}
	return nil
}

// titled is the latest job whose title is the matched one, at the matched step.
func (x *pair) titled(c plan.Component) *Source {
	best, end := -1, profiles.Month(-1)
	for i := range x.candidate.Jobs {
		j := &x.candidate.Jobs[i]
		no, step, ok := x.e.Deriver.Title(j.Title)
		if step == 0 {
			step = profiles.Mid
		}
		last := j.End
		if j.Current {
			last = x.asOf
		}
		if ok && no == c.Matched && uint8(step) == c.Level && last > end {
			best, end = i, last
		}
	}
	if best < 0 {
		return nil
	}
	return x.source(fmt.Sprintf("jobs[%d].title", best), x.candidate.Jobs[best].At)
}

func (x *pair) industry(c plan.Component) *Source {
	tax := x.e.Deriver.Taxonomy
	for i := range x.candidate.Jobs {
		if n, ok := tax.Ref(taxonomy.Industry, x.candidate.Jobs[i].Industry); ok && n == c.Matched {
			return x.source(fmt.Sprintf("jobs[%d].industry", i), x.candidate.Jobs[i].At)
		}
	}
	for i, r := range x.candidate.Industries {
		if n, ok := tax.Ref(taxonomy.Industry, r); ok && n == c.Matched {
			return x.source(fmt.Sprintf("industries[%d]", i), nil)
		}
	}
	return nil
}

// degree is the course of study that gave the level; nil where work stands for it.
func (x *pair) degree(c plan.Component) *Source {
	if c.Stands || c.Level == 0 {
		return nil
	}
	for i := range x.candidate.Education {
		e := &x.candidate.Education[i]
		level := e.Level
		if n, ok := x.e.Deriver.Taxonomy.Ref(taxonomy.Degree, e.Degree); ok && level == 0 {
			level = x.e.Deriver.Taxonomy.Concept(n).ISCED
		}
		if uint8(level) == c.Level {
			return x.source(fmt.Sprintf("education[%d]", i), e.At)
		}
	}
	return nil
}
