package standing

import (
	"tenon/engine"
	"tenon/profiles"
)

// cabinet holds the compiled searches, filed by what they cannot do without. Not safe for concurrent use.
type cabinet struct {
	all      map[profiles.Key]*search
	subjects map[profiles.Key]map[*search]bool // by the record that they are scored for
	by       map[profiles.Kind]map[engine.Term]map[*search]bool
	rest     map[profiles.Kind]map[*search]bool // of which nothing can be said
}

func newCabinet() *cabinet {
	c := &cabinet{all: map[profiles.Key]*search{}, subjects: map[profiles.Key]map[*search]bool{}, by: map[profiles.Kind]map[engine.Term]map[*search]bool{},
		rest: map[profiles.Kind]map[*search]bool{}}
	for _, k := range []profiles.Kind{profiles.KindCandidate, profiles.KindRole} {
		c.by[k], c.rest[k] = map[engine.Term]map[*search]bool{}, map[*search]bool{}
	}
	return c
}

// drawers calls f for every set that a search is filed in.
func (c *cabinet) drawers(s *search, f func(map[*search]bool)) {
	if k, ok := s.subject(); ok {
		if c.subjects[k] == nil {
			c.subjects[k] = map[*search]bool{}
		}
		f(c.subjects[k])
	}
	if c.rest[s.record.For] == nil {
		return // it looks for nothing that there is
	}
	if s.where == nil || len(s.where.Terms()) == 0 {
		f(c.rest[s.record.For])
		return
	}
	for _, t := range s.where.Terms() {
		by := c.by[s.record.For]
		if by[t] == nil {
			by[t] = map[*search]bool{}
		}
		f(by[t])
	}
}

func (c *cabinet) add(s *search) {
	c.remove(s.key)
	c.all[s.key] = s
	c.drawers(s, func(d map[*search]bool) { d[s] = true })
}

func (c *cabinet) remove(k profiles.Key) {
	if s := c.all[k]; s != nil {
		c.drawers(s, func(d map[*search]bool) { delete(d, s) })
		delete(c.all, k)
	}
}

// could lists the searches that could match a record, each once.
func (c *cabinet) could(r *subjected) []*search {
	out := make([]*search, 0, len(c.rest[r.key.Kind]))
	for s := range c.rest[r.key.Kind] {
		out = append(out, s)
	}
	seen := map[*search]bool{}
	by := c.by[r.key.Kind]
	each := func(t engine.Term) {
		for s := range by[t] {
			if !seen[s] {
				seen[s] = true
				out = append(out, s)
			}
		}
	}
	switch {
	case len(by) == 0:
	case r.role != nil:
		engine.RoleTerms(r.role, each)
	default:
		engine.CandidateTerms(r.candidate, each)
	}
	return out
}
