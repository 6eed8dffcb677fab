package engine_test

import (
	"context"
	"errors"
	"testing"

	"tenon/engine"
	"tenon/profiles"
)

// records are candidates in a slice.
type records []*profiles.Candidate

func (r records) Candidate(_ context.Context, k profiles.Key) (*profiles.Candidate, error) {
	for _, c := range r {
		if c.ID == k.ID {
			return c, nil
		}
	}
	return nil, profiles.ErrNotFound
}

func (records) Role(context.Context, profiles.Key) (*profiles.Role, error) {
	return nil, profiles.ErrNotFound
}

func (r records) Candidates(_ context.Context, yield func(profiles.Key, *profiles.Candidate) error) error {
	for _, c := range r {
		if err := yield(profiles.Key{Kind: profiles.KindCandidate, ID: c.ID}, c); err != nil {
			return err
		}
	}
	return nil
}

func (records) Roles(context.Context, func(profiles.Key, *profiles.Role) error) error { return nil }

func asks(qs ...profiles.Requirement) *profiles.Role {
	return &profiles.Role{ID: "r", Requirements: qs}
}

func skill(name string, n profiles.Necessity) profiles.Requirement {
	return profiles.Requirement{Kind: profiles.ReqSkill, Ref: profiles.Ref{Name: name}, Necessity: n}
}

func TestRequestsThatAreRefused(t *testing.T) {
	e := newEngine(t, berliner())
	role := asks(skill("Python", profiles.Must))
	for name, q := range map[string]engine.Request{
		"nobody to rank for": {},
		"two sides":          {RoleRecord: role, Candidate: "b"},
		"negative top":       {RoleRecord: role, Top: -1},
		"lambda over 100":    {RoleRecord: role, Lambda: 101},
		"unknown sort":       {RoleRecord: role, Sort: "best"},
		"relevance alone":    {RoleRecord: role, Sort: engine.SortRelevance},
		"unknown policy":     {RoleRecord: role, Policy: "best"},
		"gate not asked for": {RoleRecord: role, Gates: []string{"degree"}},
		"unknown gate":       {RoleRecord: role, Gates: []string{"skill:Unheard of"}},
	} {
		if _, err := e.Rank(t.Context(), q); !errors.Is(err, profiles.ErrInvalid) {
			t.Errorf("%s: %v: want ErrInvalid", name, err)
		}
	}
	if _, err := e.Rank(t.Context(), engine.Request{Candidate: "nobody"}); !errors.Is(err, profiles.ErrNotFound) {
		t.Errorf("unknown candidate: %v", err)
	}
}

func TestTopZeroGivesCountsAndTopAboveAllGivesAll(t *testing.T) {
	e := newEngine(t, berliner())
	for top, results := range map[int]int{0: 0, 1: 1, 99: 1} {
		r, err := e.Rank(t.Context(), engine.Request{RoleRecord: asks(skill("Python", profiles.Must)), Top: top})
		if err != nil || len(r.Results) != results || r.Total != 1 {
			t.Errorf("top %d: %d results of %d, %v", top, len(r.Results), r.Total, err)
		}
	}
}

func TestAGateVetoesOnFactsAndNotOnUnknowns(t *testing.T) {
	e := newEngine(t, berliner())
	lang := func(name string, l profiles.CEFR) profiles.Requirement {
		return profiles.Requirement{Kind: profiles.ReqLanguage, Ref: profiles.Ref{Name: name}, CEFR: l, Necessity: profiles.Must, Gate: true}
	}
	for _, c := range []struct {
		name       string
		gate       profiles.Requirement
		strict     bool
		vetoed     int
		unverified int
	}{
		{"met", lang("German", profiles.B2), false, 0, 0},
		{"not met", lang("German", profiles.C1), false, 1, 0},
		{"not in a closed list", lang("French", profiles.A1), false, 1, 0},
		{"level not known", lang("English", profiles.C1), false, 0, 1},
		{"level not known, strict", lang("English", profiles.C1), true, 1, 0},
		{"no education at all", profiles.Requirement{Kind: profiles.ReqDegree, ISCED: profiles.ISCEDMaster, Necessity: profiles.Must, Gate: true}, false, 0, 1},
	} {
		r, err := e.Rank(t.Context(), engine.Request{RoleRecord: asks(skill("Python", profiles.Must), c.gate), Top: 5, Strict: c.strict})
		if err != nil || r.Vetoed != c.vetoed {
			t.Errorf("%s: %d vetoed, %v: want %d", c.name, r.Vetoed, err, c.vetoed)
			continue
		}
		if c.vetoed == 0 && len(r.Results[0].Unverified) != c.unverified {
			t.Errorf("%s: unverified %v: want %d", c.name, r.Results[0].Unverified, c.unverified)
		}
	}
}

func TestVetoedAreListedWithTheScoreThatTheyWouldHave(t *testing.T) {
	e := newEngine(t, berliner())
	role := asks(skill("Python", profiles.Must))
	role.ApplicantCountries = []string{"US"}
	r, err := e.Rank(t.Context(), engine.Request{RoleRecord: role, Top: 5, Vetoed: true})
	if err != nil || len(r.Results) != 1 || r.Results[0].Overall == 0 || len(r.Results[0].Vetoes) != 1 {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestWeightsThatARoleDoesNotAskForAreNoticed(t *testing.T) {
	e := newEngine(t, berliner())
	r, err := e.Rank(t.Context(), engine.Request{RoleRecord: asks(skill("Python", profiles.Must), skill("Python", profiles.Nice), skill("Unheard of", profiles.Nice)),
		Top: 1, Weights: map[string]int{"degree": 20}})
	if err != nil || len(r.Notices) != 3 {
		t.Errorf("notices %q, %v: want one each for the weight, the duplicate and the unknown name", r.Notices, err)
	}
	if r.Weights.Applied[profiles.ReqDegree-1] != 0 || r.Weights.Requested[profiles.ReqDegree-1] != 20 {
		t.Errorf("weights %+v", r.Weights)
	}
}
