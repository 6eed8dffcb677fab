package plan

import (
	"slices"

	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// seeker is a candidate as look-up tables: what it is worth to any requirement. Immutable.
type seeker struct {
	world *World
	c     *facts.Candidate
	// worth lists the concepts asked for that the candidate answers in some way, ascending.
	worth  []conceptWorth
	of     []uint32 // by concept: 1 + index into worth, 0 none
	months []uint16 // of experience by title family
}

// conceptWorth is v by the low four bits of an entry.
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
	s := &seeker{world: w, c: c, of: make([]uint32, w.Taxonomy.Len()+1)}
	s.experience()
	s.skills()
	s.titles()
	for _, n := range w.Taxonomy.Of(taxonomy.Certification) {
		var v uint8
		for _, x := range c.Certs {
			if _, ok := w.Taxonomy.Similarity(n, x.No); ok {
				v = max(v, certValue(x.No == n, x.Valid))
			}
		}
		s.add(n, func(uint8) uint8 { return v })
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
		s.of[n] = uint32(len(s.worth))
	}
}

func (s *seeker) experience() {
	s.months = slices.Repeat([]uint16{s.c.Unresolved}, s.world.Taxonomy.Len()+1)
	s.months[0] = s.c.Months
	for _, f := range s.c.Families {
		s.months[f.No] = f.Months
	}
}

func (s *seeker) skills() {
	strength := make([]uint8, s.world.Taxonomy.Len()+1)
	for _, k := range s.c.Skills {
		strength[k.No] = k.Strength
	}
	for _, n := range s.world.Taxonomy.Of(taxonomy.Skill) {
		for _, near := range s.world.Taxonomy.Near(n) {
			if has := strength[near.No]; has > 0 {
				s.add(n, func(target uint8) uint8 { return skillValue(near.Sim, has, max(1, target)) })
			}
		}
	}
}

func (s *seeker) titles() {
	held := make([]bool, s.world.Taxonomy.Len()+1)
	for _, t := range s.c.Titles {
		held[t.No] = true
	}
	for _, n := range s.world.Taxonomy.Of(taxonomy.Title) {
		for _, near := range s.world.Taxonomy.Near(n) {
			if !held[near.No] {
				continue
			}
			for _, t := range s.c.Titles {
				if t.No == near.No {
					s.add(n, func(asked uint8) uint8 { return titleValue(near.Sim, profiles.Seniority(asked), t.Step, t.Recency) })
				}
			}
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
		v = degreeValue(q.asked, uint8(s.c.Degree), s.months[q.family], q.substitute, held)
	case profiles.ReqExperience:
		q.each(func(n taxonomy.No) { v = max(v, experience(s.months[n], q.months)) })
	case profiles.ReqSkill, profiles.ReqCertification, profiles.ReqTitle, profiles.ReqIndustry, profiles.ReqLanguage:
		q.each(func(n taxonomy.No) {
			if at := s.of[n]; at > 0 {
				v = max(v, s.worth[at-1].v[q.low])
			}
		})
	}
	return v
}
