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
	// worth lists the concepts asked for that the candidate answers in some way, ascending.
	worth    []conceptWorth
	of       []uint32 // by concept: 1 + index into worth, 0 none
	families map[taxonomy.No]*familyWorth
}

// conceptWorth is v by the low four bits of an entry.
type conceptWorth struct {
	no taxonomy.No
	v  [16]uint8
}

// familyWorth is the worth of the months in a title family.
type familyWorth struct {
	months [monthCodes]uint8 // v by months asked
	degree [2][2][16]uint8   // v by substitution, certificate held and level asked
}

func newSeeker(w *World, c *facts.Candidate) *seeker {
	s := &seeker{world: w, c: c, of: make([]uint32, w.Taxonomy.Len()+1), families: map[taxonomy.No]*familyWorth{}}
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

// value is v of a requirement that names several concepts, or asks for evidence.
func (s *seeker) value(q *rowReq) uint8 {
	if q.Kind == profiles.ReqEvidence {
		return evidence(q.Asked & s.c.Evidence)
	}
	var v uint8
	for _, n := range q.concepts {
		switch {
		case q.Kind == profiles.ReqExperience:
			v = max(v, experience(s.c.MonthsIn(n), q.Months))
		case s.of[n] > 0:
			v = max(v, s.worth[s.of[n]-1].v[low(q.Kind, q.Asked, q.target)&15])
		}
	}
	return v
}

// holds says whether the candidate has a valid certificate of the list.
func (s *seeker) holds(certs []taxonomy.No) bool {
	for _, x := range s.c.Certs {
		if x.Valid && contains(certs, x.No) {
			return true
		}
	}
	return false
}

// family is the worth of the candidate's months in a title family.
func (s *seeker) family(n taxonomy.No) *familyWorth {
	if f := s.families[n]; f != nil {
		return f
	}
	f, has, m := &familyWorth{}, uint8(s.c.Degree), s.c.MonthsIn(n)
	for asked := range f.months {
		f.months[asked] = experience(m, uint16(asked))
	}
	for asked := range uint8(16) {
		for held := range 2 {
			f.degree[0][held][asked] = levelValue(asked, has)
			f.degree[1][held][asked] = levelValue(asked, has)
			if asked > has {
				f.degree[1][held][asked] = max(levelValue(asked, has), substitute(missing(asked, has), m, held == 1))
			}
		}
	}
	s.families[n] = f
	return f
}
