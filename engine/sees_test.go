package engine_test

import (
	"errors"
	"slices"
	"testing"

	"tenon/engine"
	"tenon/index/columns"
	"tenon/profiles"
)

// TestWhoSeesWhichRecords holds what of another organisation's records, and of roles, is there for who asks.
func TestWhoSeesWhichRecords(t *testing.T) {
	e, put := seeing(t)
	skill := profiles.Ref{Name: "Python"}
	role := func(org, id string, public bool, until profiles.Month) {
		r := &profiles.Role{ID: id, Title: profiles.Ref{Name: "Data Engineer"}, ValidThrough: until, Requirements: []profiles.Requirement{{Kind: profiles.ReqSkill, Ref: skill, Necessity: profiles.Must}}}
		if public {
			r.Visibility = profiles.VisiblePublic
		}
		put(profiles.Key{Org: org, Kind: profiles.KindRole, ID: id}, r)
	}
	candidate := func(org, id string, v profiles.Visibility, shared ...string) {
		put(profiles.Key{Org: org, Kind: profiles.KindCandidate, ID: id}, &profiles.Candidate{ID: id, Visibility: v, SharedWith: shared, Skills: []profiles.Skill{{Ref: skill, Level: 4}}})
	}
	month := e.Columns.Snapshot().AsOf
	role("acme", "own", false, 0)
	role("acme", "closed", false, month-1)
	role("acme", "closing", false, month)
	role("beta", "public", true, 0)
	role("beta", "hidden", false, 0)
	candidate("acme", "mine", 0)
	candidate("board", "public", profiles.VisiblePublic)
	candidate("board", "shared", 0, "acme", "zeta")
	candidate("board", "elsewhere", 0, "beta")
	candidate("board", "private", 0)
	ids := func(q engine.Request) (out []string) {
		t.Helper()
		q.Org, q.Top = "acme", 20
		r, err := e.Rank(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		for i := range r.Results {
			out = append(out, r.Results[i].ID)
		}
		if r.Total != len(out) {
			t.Errorf("%d results of %d: what is hidden is counted", len(out), r.Total)
		}
		slices.Sort(out)
		return out
	}
	for _, c := range []struct {
		name string
		q    engine.Request
		want []string
	}{
		{"candidates", engine.Request{Role: "own"}, []string{"mine", "public", "shared"}},
		{"candidates by musts", engine.Request{Role: "own", Sort: engine.SortMusts}, []string{"mine", "public", "shared"}},
		{"roles", engine.Request{Candidate: "mine"}, []string{"closed", "closing", "own", "public"}},
		{"roles of one's own", engine.Request{Candidate: "mine", Roles: engine.Scope{Own: true}}, []string{"closed", "closing", "own"}},
		{"open roles", engine.Request{Candidate: "mine", Roles: engine.Scope{Open: true}}, []string{"closing", "own", "public"}},
		{"open roles by musts", engine.Request{Candidate: "mine", Roles: engine.Scope{Open: true}, Sort: engine.SortMusts}, []string{"closing", "own", "public"}},
	} {
		if got := ids(c.q); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	board, beta := "board", "beta"
	for _, c := range []struct {
		name string
		q    engine.Request
		want error
	}{
		{"a shared candidate", engine.Request{Role: "own", Candidate: "shared", CandidateOrg: &board}, nil},
		{"a candidate shared with another", engine.Request{Role: "own", Candidate: "elsewhere", CandidateOrg: &board}, profiles.ErrNotFound},
		{"a private candidate", engine.Request{Role: "own", Candidate: "private", CandidateOrg: &board}, profiles.ErrNotFound},
		{"nobody", engine.Request{Role: "own", Candidate: "nobody", CandidateOrg: &board}, profiles.ErrNotFound},
		{"a public role", engine.Request{Role: "public", RoleOrg: &beta, Candidate: "mine"}, nil},
		{"a public role, for who sees the own", engine.Request{Role: "public", RoleOrg: &beta, Candidate: "mine", Roles: engine.Scope{Own: true}}, profiles.ErrNotFound},
		{"a hidden role", engine.Request{Role: "hidden", RoleOrg: &beta, Candidate: "mine"}, profiles.ErrNotFound},
		{"a closed role, for who sees open ones", engine.Request{Role: "closed", Candidate: "mine", Roles: engine.Scope{Open: true}}, profiles.ErrNotFound},
	} {
		c.q.Org = "acme"
		if _, err := e.Explain(t.Context(), c.q); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
}

// seeing is an engine over records of several organisations, whose ids differ.
func seeing(t *testing.T) (*engine.Engine, func(profiles.Key, profiles.Record)) {
	t.Helper()
	e, p, seq := newEngine(t), &pool{}, profiles.Seq(1)
	e.Records = p
	return e, func(k profiles.Key, r profiles.Record) {
		u := columns.Update{Key: k}
		switch r := r.(type) {
		case *profiles.Role:
			u.Role, p.roles = r, append(p.roles, r)
		case *profiles.Candidate:
			u.Candidate, p.candidates = r, append(p.candidates, r)
		}
		seq++
		e.Columns.Apply([]columns.Update{u}, seq)
	}
}
