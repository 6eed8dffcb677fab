package engine_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"tenon/engine"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

func whatIf(t *testing.T, e *engine.Engine, q engine.WhatIfRequest) *engine.WhatIf {
	t.Helper()
	a, err := e.WhatIf(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// places are the ranks of all in a ranking, from 1.
func places(r *engine.Ranking) map[string]int {
	out := map[string]int{}
	for i := range r.Results {
		out[r.Results[i].ID] = i + 1
	}
	return out
}

// check compares a what-if with the two whole rankings.
func check(t *testing.T, what string, a *engine.WhatIf, was, now *engine.Ranking, top int) {
	t.Helper()
	before, after := places(was), places(now)
	want := map[string]bool{}
	for _, r := range [][]engine.Result{was.Results, now.Results} {
		for i := range r[:min(top, len(r))] {
			want[r[i].ID] = true
		}
	}
	if len(a.Results) != min(top, len(now.Results)) || len(a.Results)+len(a.Left) != len(want) {
		t.Fatalf("%s: %d results and %d left of %d", what, len(a.Results), len(a.Left), len(want))
	}
	for i, s := range slices.Concat(a.Results, a.Left) {
		if i < len(a.Results) && s.Rank != i+1 || s.Rank != after[s.ID] || s.Before != before[s.ID] {
			t.Errorf("%s: %s from %d to %d: want %d to %d", what, s.ID, s.Before, s.Rank, before[s.ID], after[s.ID])
		}
		if n := after[s.ID]; n > 0 && s.Now.Overall != now.Results[n-1].Overall {
			t.Errorf("%s: %s has %d: want %d", what, s.ID, s.Now.Overall, now.Results[n-1].Overall)
		}
		if n := before[s.ID]; n > 0 && s.Was.Overall != was.Results[n-1].Overall {
			t.Errorf("%s: %s had %d: want %d", what, s.ID, s.Was.Overall, was.Results[n-1].Overall)
		}
	}
}

// changedRole is a role under a change, written by hand.
func changedRole(r *profiles.Role, i int) (*profiles.Role, engine.Change) {
	d := *r
	d.Requirements = slices.Clone(r.Requirements)
	switch i % 5 {
	case 0:
		d.Requirements = slices.Delete(d.Requirements, 2, 3)
		return &d, engine.Change{Drop: []string{"degree"}}
	case 1:
		d.Requirements[0].Necessity = profiles.Should
		return &d, engine.Change{Soften: []string{"title"}}
	case 2:
		d.Requirements = append(d.Requirements, profiles.Requirement{Kind: profiles.ReqSkill, Ref: profiles.Ref{Name: "Kubernetes"}, Necessity: profiles.Should, Level: 4})
		return &d, engine.Change{AddSkills: []string{"Kubernetes:4"}}
	case 3:
		d.Requirements = append(d.Requirements, profiles.Requirement{Kind: profiles.ReqCertification, Ref: profiles.Ref{Name: "Certified Kubernetes Administrator"}, Necessity: profiles.Should})
		return &d, engine.Change{AddCertificates: []string{"Certified Kubernetes Administrator"}}
	}
	c := d.Requirements[4]
	d.Requirements = slices.DeleteFunc(d.Requirements, func(q profiles.Requirement) bool {
		return q.Ref == c.Ref || slices.Contains(q.AnyOf, c.Ref)
	})
	return &d, engine.Change{Drop: []string{"skill:" + taxonomy.Default().Concept(mustNo(c.Concept)).Label}}
}

func mustNo(id string) taxonomy.No {
	n, ok := taxonomy.Default().ByID(id)
	if !ok {
		panic(id)
	}
	return n
}

func TestAWhatIfOfARoleIsTheTwoRankings(t *testing.T) {
	p := draw(11, 160, 30)
	e := p.engine()
	for i, r := range p.roles {
		role, change := changedRole(r, i)
		was := engine.Request{Role: r.ID, Top: 1000, Lambda: 30}
		now := engine.Request{RoleRecord: role, Top: 1000, Lambda: 30}
		q := engine.WhatIfRequest{Request: engine.Request{Role: r.ID, Top: 7, Lambda: 30}, Change: change}
		switch i % 4 {
		case 1:
			lambda := 60
			q.Change.Lambda, now.Lambda = &lambda, lambda
		case 2:
			q.Change.Policy, now.Policy = "degree-first", "degree-first"
		case 3:
			q.Change.Weights = map[string]int{"title": 40}
			now.Weights = q.Change.Weights
		}
		if i%7 == 0 {
			q.Where, was.Where, now.Where = "years >= 4", "years >= 4", "years >= 4"
		}
		if i%11 == 0 { // another month than the columns': one by one
			q.AsOf, was.AsOf, now.AsOf = asOf-5, asOf-5, asOf-5
		}
		check(t, fmt.Sprint(r.ID, change), whatIf(t, e, q), rank(t, e, was), rank(t, e, now), 7)
	}
}

func TestAWhatIfOfACandidateIsTheTwoRankings(t *testing.T) {
	p := draw(12, 30, 160)
	e := p.engine()
	cert := "Certified Kubernetes Administrator"
	for i, c := range p.candidates {
		d := *c
		d.Certificates = append(slices.Clone(c.Certificates), profiles.Certificate{Ref: profiles.Ref{Name: cert}, Issued: asOf})
		q := engine.WhatIfRequest{Request: engine.Request{Candidate: c.ID, Top: 6, Lambda: 30}, Change: engine.Change{AddCertificates: []string{cert}}}
		was := rank(t, e, engine.Request{Candidate: c.ID, Top: 1000, Lambda: 30})
		check(t, fmt.Sprint(c.ID, i), whatIf(t, e, q), was, rank(t, e, engine.Request{CandidateRecord: &d, Top: 1000, Lambda: 30}), 6)
	}
}

// A skill that is learned counts at its level; somebody with a year of it in a current job has that strength.
func TestALearnedSkillCountsAsAYearOfUse(t *testing.T) {
	p := draw(13, 12, 80)
	e := p.engine()
	strength := taxonomy.Default().Strength()
	for _, c := range p.candidates {
		a := whatIf(t, e, engine.WhatIfRequest{Request: engine.Request{Candidate: c.ID, Top: 100, Lambda: 0}, Change: engine.Change{AddSkills: []string{"Python:4"}}})
		for _, s := range a.Results {
			if s.Now.Forward < s.Was.Forward {
				t.Errorf("%s: %s falls from %d to %d with a skill more", c.ID, s.ID, s.Was.Forward, s.Now.Forward)
			}
		}
	}
	if strength.Targets[4] <= strength.Targets[3] {
		t.Errorf("targets %v", strength.Targets)
	}
	role := asks(profiles.Requirement{Kind: profiles.ReqSkill, Ref: profiles.Ref{Name: "Python"}, Necessity: profiles.Must, Level: 4})
	one := &pool{candidates: []*profiles.Candidate{{ID: "c", Skills: []profiles.Skill{{Ref: profiles.Ref{Name: "Python"}}}}}, roles: []*profiles.Role{role}}
	a := whatIf(t, one.engine(), engine.WhatIfRequest{Request: engine.Request{Candidate: "c", Top: 1}, Change: engine.Change{AddSkills: []string{"Python:4"}}})
	if s := a.Results[0]; s.Now.Forward != 10000 || s.Was.Forward == s.Now.Forward {
		t.Errorf("%+v: want the whole score", s)
	}
}

func TestNothingChangedIsNothingMoved(t *testing.T) {
	p := draw(14, 50, 3)
	a := whatIf(t, p.engine(), engine.WhatIfRequest{Request: engine.Request{Role: p.roles[1].ID, Top: 10, Lambda: 30}, Shakes: 50, Seed: 1})
	if len(a.Changes) != 0 || len(a.Left) != 0 || len(a.Results) != 10 {
		t.Fatalf("%+v", a)
	}
	for i, s := range a.Results {
		if s.Rank != i+1 || s.Before != s.Rank || s.Now != s.Was {
			t.Errorf("%+v", s)
		}
	}
	if a.Stability == nil || len(a.Stability.Stays) != 10 || a.Stability.Shakes != 50 {
		t.Errorf("stability %+v", a.Stability)
	}
	if a.Results[0].Stays != a.Stability.Stays[0].Times {
		t.Errorf("the first stays %d and %d times", a.Results[0].Stays, a.Stability.Stays[0].Times)
	}
}

func TestSuggestedWeightsFollowTheRole(t *testing.T) {
	role := asks(skill("Python", profiles.Must), profiles.Requirement{Kind: profiles.ReqDegree, ISCED: profiles.ISCEDMaster, Necessity: profiles.Must})
	e := newEngine(t, berliner())
	of := func() *engine.Suggestion {
		return whatIf(t, e, engine.WhatIfRequest{Request: engine.Request{RoleRecord: role, Top: 1}, Change: engine.Change{Suggested: true}}).Suggested
	}
	silent := of()
	role.Description = "A master's degree from a university is a must; a PhD is better. Python."
	spoken := of()
	sum := 0
	for _, w := range spoken.Weights {
		sum += w
	}
	degree := profiles.ReqDegree - 1
	if sum != 100 || spoken.Weights[degree] <= silent.Weights[degree] || silent.Weights[degree] <= silent.Preset[degree] {
		t.Errorf("degree %d in the preset, %d by the requirements, %d with the text; sum %d", silent.Preset[degree], silent.Weights[degree], spoken.Weights[degree], sum)
	}
	if title := profiles.ReqTitle - 1; spoken.Weights[title] != spoken.Preset[title] {
		t.Errorf("what is not asked for has %d in place of %d", spoken.Weights[title], spoken.Preset[title])
	}
}

func TestWhatIfsThatAreRefusedSayWhatThereIs(t *testing.T) {
	p := draw(15, 5, 5)
	e := p.engine()
	role, who := engine.Request{Role: p.roles[0].ID, Top: 3}, engine.Request{Candidate: p.candidates[0].ID, Top: 3}
	for says, q := range map[string]engine.WhatIfRequest{
		"do you mean Kubernetes":      {Request: who, Change: engine.Change{AddSkills: []string{"Kubernets"}}},
		"no skill is called":          {Request: who, Change: engine.Change{AddSkills: []string{"qqqqq zzzz"}}},
		"level of 1 to 5":             {Request: who, Change: engine.Change{AddSkills: []string{"Python:9"}}},
		"no certificate is called":    {Request: who, Change: engine.Change{AddCertificates: []string{"qqqqq"}}},
		"name a role":                 {Request: who, Change: engine.Change{Drop: []string{"degree"}}},
		"weights are suggested by":    {Request: who, Change: engine.Change{Suggested: true}},
		"want KIND or KIND:NAME":      {Request: role, Change: engine.Change{Drop: []string{"Python"}}},
		"of skill the role asks for":  {Request: role, Change: engine.Change{Drop: []string{"skill:qqq"}}},
		"dropped, not softened":       {Request: role, Change: engine.Change{Soften: []string{"degree"}}},
		"the role asks for no eviden": {Request: role, Change: engine.Change{Soften: []string{"evidence"}}},
		"nobody can be ranked":        {Request: engine.Request{RoleRecord: asks(skill("Python", profiles.Must)), Top: 1}, Change: engine.Change{Drop: []string{"skill"}}},
		"orders by overall":           {Request: engine.Request{Role: role.Role, Sort: engine.SortMusts}},
		"shakes":                      {Request: role, Shakes: -1},
	} {
		_, err := e.WhatIf(t.Context(), q)
		if !errors.Is(err, profiles.ErrInvalid) || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v", says, err)
		}
	}
}

func TestAnEmptyMarketIsSaidToBeEmpty(t *testing.T) {
	e := (&pool{}).engine()
	a := whatIf(t, e, engine.WhatIfRequest{Request: engine.Request{RoleRecord: asks(skill("Python", profiles.Must)), Top: 5}, Shakes: 10})
	if len(a.Results) != 0 || a.Stability != nil || !strings.Contains(strings.Join(a.Told.Employer, " "), "There are no candidates") {
		t.Errorf("%+v", a)
	}
}
