package batch_test

import (
	"fmt"
	"strings"
	"testing"

	"tenon/engine/batch"
	"tenon/profiles"
	"tenon/profiles/store/tablestest"
)

// A role that everybody matches, one that nobody does, one of as many requirements as there may be, a candidate whom no role suits, and
// lists that are longer than there are records: after a full run, and after one that has only heard of them.
func TestRolesAndCandidatesAtTheBoundsHaveDefinedLists(t *testing.T) {
	needs := func(n int, q profiles.Requirement) *profiles.Role {
		r := &profiles.Role{Engagements: []profiles.Engagement{profiles.Permanent}}
		for range n {
			r.Requirements = append(r.Requirements, q)
		}
		return r
	}
	skill := func(name string, gate bool) profiles.Requirement {
		return profiles.Requirement{Kind: profiles.ReqSkill, Ref: profiles.Ref{Name: name}, Necessity: profiles.Must, Gate: gate}
	}
	most := needs(profiles.MaxRequirements, profiles.Requirement{})
	for i := range most.Requirements {
		most.Requirements[i] = skill(fmt.Sprint("Skill number ", i), false)
	}
	for _, whole := range []bool{true, false} {
		h, m := newHouse(), tablestest.New()
		put := func(id string, r *profiles.Role) {
			r.ID = id
			h.put(profiles.Key{Kind: profiles.KindRole, ID: id}, nil, r)
		}
		for i := range 20 {
			c := &profiles.Candidate{ID: fmt.Sprint("c", i), Skills: []profiles.Skill{{Ref: profiles.Ref{Name: "Python"}}}}
			h.put(profiles.Key{Kind: profiles.KindCandidate, ID: c.ID}, c, nil)
			put(fmt.Sprint("r", i), needs(1, skill("Python", false)))
		}
		s := batch.Settings{Top: batch.MaxTop, Lambda: 30}
		if !whole {
			rescore(t, h, m, s, batch.Options{})
		}
		put("everyone", needs(0, profiles.Requirement{}))
		put("nobody", needs(1, skill("COBOL", true)))
		put("most", most)
		picky := &profiles.Candidate{ID: "picky", Skills: []profiles.Skill{{Ref: profiles.Ref{Name: "Python"}}},
			Preferences: &profiles.Preferences{Engagement: &profiles.EngagementWish{Accept: []profiles.Engagement{profiles.Trial}, Only: true}}}
		h.put(profiles.Key{Kind: profiles.KindCandidate, ID: "picky"}, picky, nil)
		if r := rescore(t, h, m, s, batch.Options{}); r.Full != whole || r.Roles != 23 || r.Candidates != 21 {
			t.Fatalf("%+v: want full %v, over 23 roles and 21 candidates", r, whole)
		}
		got := lists(t, m)
		for list, want := range map[string]int{"role /everyone": 20, "role /most": 20, "role /nobody": 0, "role /r3": 20, "candidate /c3": 22, "candidate /picky": 0} {
			if n := len(strings.Fields(got[list])); n != want {
				t.Errorf("full %v: %s has %d: want %d", whole, list, n, want)
			}
		}
	}
}
