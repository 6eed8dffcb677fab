package engine_test

import (
	"testing"

	"tenon/engine"
	"tenon/index/columns"
	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/gazetteer"
	"tenon/profiles/money"
	"tenon/profiles/taxonomy"
)

func under(t *testing.T, overlay string) *engine.Engine {
	t.Helper()
	tx, err := taxonomy.With(taxonomy.File{Name: "mine.txt", Content: overlay})
	if err != nil {
		t.Fatal(err)
	}
	d := facts.NewDeriver(tx, money.Default())
	return &engine.Engine{Deriver: d, Cities: gazetteer.Default(), Columns: columns.New(d, asOf)}
}

func TestCompareScoresPairsUnderTwoTaxonomies(t *testing.T) {
	knows := func(id, skill string) *profiles.Candidate {
		return &profiles.Candidate{ID: id, Skills: []profiles.Skill{{Ref: profiles.Ref{Name: skill}, Level: 4}}}
	}
	people := []*profiles.Candidate{knows("torch", "PyTorch"), knows("forge", "Acme Forge"), knows("cook", "Cooking for kings")}
	role := &profiles.Role{ID: "r", Requirements: []profiles.Requirement{{Kind: profiles.ReqSkill, Ref: profiles.Ref{Name: "TensorFlow"}, Necessity: profiles.Must}}}
	q := engine.Request{AsOf: asOf, Lambda: engine.DefaultLambda}
	before := under(t, "")
	after := under(t, "skill/acme-forge Acme Forge\n  type platform\n  implies 90 tensorflow from tenon:mine\n")

	m, err := engine.Compare(t.Context(), before, after, q, []*profiles.Role{role}, people, 10)
	if err != nil {
		t.Fatal(err)
	}
	if m.Pairs != 3 || m.Changed != 1 || len(m.Moves) != 1 {
		t.Fatalf("%+v: want one of three pairs changed", m)
	}
	x := m.Moves[0]
	if x.Candidate != "forge" || x.Before.Overall != 0 || x.After.Overall == 0 || x.RankAfter != 1 || x.RankBefore == 1 {
		t.Errorf("%+v: the overlay makes Acme Forge stand for TensorFlow, better than PyTorch does", x)
	}
	if same, err := engine.Compare(t.Context(), before, before, q, []*profiles.Role{role}, people, 10); err != nil || same.Changed != 0 {
		t.Errorf("%+v, %v: an engine differs from itself", same, err)
	}
	if none, err := engine.Compare(t.Context(), before, after, q, []*profiles.Role{role}, people, 0); err != nil || none.Changed != 1 || len(none.Moves) != 0 {
		t.Errorf("%+v, %v: want the count without moves", none, err)
	}
}
