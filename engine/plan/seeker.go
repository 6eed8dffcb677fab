package plan

import (
	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// seeker is a candidate as look-up tables: what it is worth to any requirement. Immutable.
type seeker struct {
	world *World
	c     *facts.Candidate
	// worth lists the concepts asked for that the candidate answers in some way.
	worth []conceptWorth
	of    []uint16 // by concept: 1 + index into worth, 0 none
}

// conceptWorth is v by the four bits of an entry that say what is asked.
type conceptWorth struct {
	no taxonomy.No
	v  [16]uint8
}

// Seeker is a candidate made ready to be ranked for in a world, for whoever asks more than once.
type Seeker struct{ *seeker }

// NewSeeker makes a candidate ready.
func NewSeeker(w *World, c *facts.Candidate) *Seeker { return &Seeker{newSeeker(w, c)} }

// seeker is the one of the options, or a new one.
func (o *SeekOptions) seeker(w *World, c *facts.Candidate) *seeker {
	if o.Who != nil {
		return o.Who.seeker
	}
	return newSeeker(w, c)
}

func newSeeker(w *World, c *facts.Candidate) *seeker {
	s := &seeker{world: w, c: c, of: make([]uint16, w.Taxonomy.Len()+1), worth: make([]conceptWorth, 0, usualTerms)}
	for _, k := range c.Skills {
		s.answer(k.No, taxonomy.Skill, func(_ taxonomy.No, sim, target uint8) uint8 { return skillValue(sim, k.Strength, max(1, target)) })
	}
	for _, t := range c.Titles {
		s.answer(t.No, taxonomy.Title, func(_ taxonomy.No, sim, asked uint8) uint8 {
			return titleValue(sim, profiles.Seniority(asked), t.Step, t.Recency)
		})
	}
	for _, x := range c.Certs {
		s.answer(x.No, taxonomy.Certification, func(asked taxonomy.No, _, _ uint8) uint8 { return certValue(x.No == asked, x.Valid) })
	}
	for _, n := range w.Taxonomy.Of(taxonomy.Industry) {
		var v uint8
		for _, x := range c.Industries {
			v = max(v, w.industryValue(n, x))
		}
		s.add(n, func(uint8) uint8 { return v })
	}
	for _, l := range c.Languages {
		s.add(l.No, func(asked uint8) uint8 { return languageValue(asked, uint8(l.Level)) })
	}
	return s
}

// add makes the table of a concept, or raises the one that is there.
func (s *seeker) add(n taxonomy.No, v func(low uint8) uint8) {
	x := conceptWorth{no: n}
	if at := s.of[n]; at > 0 {
		x = s.worth[at-1]
	}
	some := false
	for low := range x.v {
		x.v[low] = max(x.v[low], v(uint8(low)))
		some = some || x.v[low] > 0
	}
	switch {
	case s.of[n] > 0:
		s.worth[s.of[n]-1] = x
	case some:
		s.worth = append(s.worth, x)
		s.of[n] = uint16(len(s.worth))
	}
}

// answer adds what something that the candidate has is worth to every concept of its kind that it stands for, by similarity and by the
// low bits of an entry.
func (s *seeker) answer(has taxonomy.No, kind taxonomy.Kind, v func(asked taxonomy.No, sim, low uint8) uint8) {
	for _, near := range s.world.Taxonomy.Answers(has) {
		if s.world.Taxonomy.Concept(near.No).Kind == kind {
			s.add(near.No, func(low uint8) uint8 { return v(near.No, near.Sim, low) })
		}
	}
}

// value is v of a requirement of a role; held says that a valid certificate which the role asks for is there.
func (s *seeker) value(q *lateReq, held bool) uint8 {
	var v uint8
	switch q.kind {
	case profiles.ReqEvidence:
		v = evidence(q.asked & s.c.Evidence)
	case profiles.ReqDegree:
		v = degreeValue(q.asked, uint8(s.c.Degree), s.c.MonthsIn(q.family), q.substitute, held)
	case profiles.ReqExperience:
		q.each(func(n taxonomy.No) { v = max(v, experience(s.c.MonthsIn(n), q.months)) })
	case profiles.ReqSkill, profiles.ReqCertification, profiles.ReqTitle, profiles.ReqIndustry, profiles.ReqLanguage:
		q.each(func(n taxonomy.No) {
			if at := s.of[n]; at > 0 {
				v = max(v, s.worth[at-1].v[q.low])
			}
		})
	}
	return v
}
