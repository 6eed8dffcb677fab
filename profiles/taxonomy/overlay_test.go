package taxonomy_test

import (
	"errors"
	"strings"
	"testing"

	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

func with(t *testing.T, overlay string) *taxonomy.Taxonomy {
	t.Helper()
	tx, err := taxonomy.With(taxonomy.File{Name: "mine.txt", Content: overlay})
	if err != nil {
		t.Fatal(err)
	}
	return tx
}

const mine = `skill/acme-forge Acme Forge
  type platform
  alias Forge by Acme
  implies 80 mlops from https://acme.example/forge

skill/pytorch
  alias Torch Lightning Bolt
  related 40 tensorflow from tenon:mine
`

func TestAnOverlayAddsConceptsNamesAndEdges(t *testing.T) {
	tx := with(t, mine)
	forge, ok := tx.Resolve(taxonomy.Skill, "forge by acme")
	if !ok || tx.Concept(forge).ID != "skill/acme-forge" {
		t.Fatalf("Forge by Acme is %d", forge)
	}
	mlops, _ := tx.ByID("skill/mlops")
	if e, ok := tx.Similarity(mlops, forge); !ok || e.Sim != 80 || e.Source != "https://acme.example/forge" {
		t.Errorf("edge %+v", e)
	}
	torch, _ := tx.ByID("skill/pytorch")
	if n, _ := tx.Resolve(taxonomy.Skill, "Torch Lightning Bolt"); n != torch {
		t.Errorf("a new alias resolves to %d", n)
	}
	if n, _ := tx.Resolve(taxonomy.Skill, "PyTorch"); n != torch {
		t.Error("the old name is lost")
	}
	if spans := tx.Extract("models in Acme Forge"); len(spans) != 1 || spans[0].No != forge {
		t.Errorf("in text: %v", spans)
	}
	if tx.Version() == taxonomy.Default().Version() {
		t.Error("the version does not tell the overlay")
	}
}

func TestAnEdgeStatedAgainTakesThePlaceOfTheOneBefore(t *testing.T) {
	sim := func(tx *taxonomy.Taxonomy) uint8 {
		torch, _ := tx.ByID("skill/pytorch")
		flow, _ := tx.ByID("skill/tensorflow")
		e, _ := tx.Similarity(flow, torch)
		return e.Sim
	}
	if before, after := sim(taxonomy.Default()), sim(with(t, mine)); before != 60 || after != 40 {
		t.Errorf("PyTorch for TensorFlow: %d before, %d with the overlay, which says 40", before, after)
	}
}

func TestANewLabelKeepsTheOldName(t *testing.T) {
	tx := with(t, "skill/kubernetes The Orchestrator\n")
	n, _ := tx.ByID("skill/kubernetes")
	if tx.Concept(n).Label != "The Orchestrator" {
		t.Errorf("label %q", tx.Concept(n).Label)
	}
	if got, _ := tx.Resolve(taxonomy.Skill, "Kubernetes"); got != n {
		t.Error("Kubernetes is no name any more")
	}
}

func TestABrokenOverlayIsRefusedWithLineAndReason(t *testing.T) {
	for overlay, want := range map[string][]string{
		"skill/a A thing\n  type tool\n  implies 80 nonsense from me\n":                                                {"mine.txt:3", "skill/nonsense"},
		"skill/a A thing\n  type tool\n  implies 80 mlops\n":                                                           {"mine.txt:3", "from SOURCE"},
		"skill/a A thing\n  type tool\n  alias Kubernetes\n":                                                           {"mine.txt:1", "Kubernetes", "skills"},
		"skill/a A thing\n  type tool\n  implies 80 b from me\nskill/b B thing\n  type tool\n  implies 80 a from me\n": {"mine.txt:", "implies"},
		"skill/a A thing\n  type toy\n":                                                                                {"mine.txt:2", "toy"},
		"skill/a A thing\n  type tool\n  implies 99 mlops from me\n":                                                   {"mine.txt:3", "1 to 90"},
		"skill/a A thing\n":      {"mine.txt:1", "type"},
		"skill/a\n  type tool\n": {"mine.txt:1", "no label"},
		"tool/a A thing\n":       {"mine.txt:1", "tool/a"},
		"  type tool\n":          {"mine.txt:1"},
		"skill/a A \xff thing\n": {"mine.txt:1", "UTF-8"},
		"skill/a A thing\n  type tool\n\nskill/b A thing\n  type tool\n":                                       {"mine.txt:", "A thing"},
		"skill/python\n  implies 80 deep-learning from me\nskill/deep-learning\n  implies 80 python from me\n": {"mine.txt:", "implies"},
		"skill/a A thing\n  type tool\n  implies 80 title/data-engineer from me\n":                             {"mine.txt:3", "title/data-engineer"},
		"skill/a A thing\n  type tool\n  valid 12\n":                                                           {"mine.txt:3", "valid"},
		"cert/a A thing\n  issuer Me\n  level 9\n":                                                             {"mine.txt:3", "1 to 5"},
	} {
		_, err := taxonomy.With(taxonomy.File{Name: "mine.txt", Content: overlay})
		if !errors.Is(err, profiles.ErrInvalid) {
			t.Errorf("%q: %v", overlay, err)
			continue
		}
		for _, w := range want {
			if !strings.Contains(err.Error(), w) {
				t.Errorf("%q: %v does not say %q", overlay, err, w)
			}
		}
	}
	if _, ok := taxonomy.Default().ByID("skill/a"); ok {
		t.Error("a refused overlay has changed the shipped taxonomy")
	}
}

func TestCompareSaysWhatAnOverlayChanges(t *testing.T) {
	d := taxonomy.Compare(taxonomy.Default(), with(t, mine))
	if len(d.Added) != 1 || d.Added[0] != "skill/acme-forge" || len(d.Removed) != 0 {
		t.Errorf("added %v, removed %v", d.Added, d.Removed)
	}
	names := map[string]string{}
	for _, n := range d.Names {
		names[n.Name] = n.From + ">" + n.To
	}
	if names["Forge by Acme"] != ">skill/acme-forge" || names["Torch Lightning Bolt"] != ">skill/pytorch" || len(names) != 3 {
		t.Errorf("names %v", names)
	}
	edges := map[string][2]uint8{}
	for _, e := range d.Edges {
		edges[e.Has+" for "+e.Asked] = [2]uint8{e.Before, e.After}
	}
	if edges["skill/acme-forge for skill/mlops"] != [2]uint8{0, 80} || edges["skill/pytorch for skill/tensorflow"] != [2]uint8{60, 40} {
		t.Errorf("edges %v", edges)
	}
	same := taxonomy.Compare(taxonomy.Default(), taxonomy.Default())
	if len(same.Added)+len(same.Removed)+len(same.Names)+len(same.Edges) != 0 {
		t.Errorf("a taxonomy differs from itself: %+v", same)
	}
}
