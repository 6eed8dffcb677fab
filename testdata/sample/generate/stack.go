package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tenon/profiles"
)

// group is a choice of tools of which a team has one.
type group struct {
	name    string
	members []member
}

// member is a tool of a group. It is only for those who already have what it needs, if that is not "".
type member struct {
	name, needs string
	weight      int
}

// stack is the tool that a person or a team has, by group.
type stack map[string]string

func (l *library) readStacks(bs []*block) error {
	for _, b := range bs {
		g := group{name: b.name}
		for _, text := range b.list("of") {
			m := parseMember(text)
			if err := l.skill(m.name); err != nil {
				return err
			}
			g.members = append(g.members, m)
		}
		if len(g.members) == 0 {
			return fmt.Errorf("group %s has no member", b.name)
		}
		l.groups = append(l.groups, g)
	}
	return nil
}

// parseMember reads "Redshift@AWS 2".
func parseMember(text string) member {
	m := member{name: text, weight: 1}
	if i := strings.LastIndexByte(text, ' '); i > 0 {
		if n, err := strconv.Atoi(text[i+1:]); err == nil {
			m.name, m.weight = text[:i], n
		}
	}
	m.name, m.needs, _ = strings.Cut(m.name, "@")
	return m
}

func (s stack) has(tool string) bool {
	for _, t := range s {
		if t == tool {
			return true
		}
	}
	return false
}

// fits says whether a member could be used at a month beside the rest of a stack.
func (l *library) fits(m member, s stack, at profiles.Month) bool {
	return l.since[m.name] <= at && (m.needs == "" || s.has(m.needs))
}

// newStack draws a tool of each group, of what there is at a month; unlike is not drawn again where there is another.
func (l *library) newStack(d dice, at profiles.Month, unlike stack) stack {
	s := stack{}
	for _, g := range l.groups {
		weights := make([]int, len(g.members))
		for i, m := range g.members {
			if l.fits(m, s, at) && unlike[g.name] != m.name {
				weights[i] = m.weight
			}
		}
		if i := d.weighted(weights); i >= 0 {
			s[g.name] = g.members[i].name
		} else if t := unlike[g.name]; t != "" {
			s[g.name] = t
		}
	}
	return s
}

// toolAt is the tool of a group that somebody with this stack had at a month: the same, or what there was before it; "" when
// there was none.
func (l *library) toolAt(s stack, name string, at profiles.Month) string {
	if t := s[name]; t != "" && l.since[t] <= at {
		return t
	}
	i := slices.IndexFunc(l.groups, func(g group) bool { return g.name == name })
	for _, m := range l.groups[i].members {
		if l.fits(m, s, at) {
			return m.name
		}
	}
	return ""
}

// alternatives are other members of the group of a tool that the taxonomy holds to be near to it.
func (l *library) alternatives(s stack, name string) []string {
	var out []string
	asked := l.no(s[name])
	for _, g := range l.groups {
		if g.name != name {
			continue
		}
		for _, m := range g.members {
			e, near := l.tax.Similarity(asked, l.no(m.name))
			if m.name != s[name] && near && e.Sim >= 50 && (m.needs == "" || s.has(m.needs)) {
				out = append(out, m.name)
			}
		}
	}
	return out
}
