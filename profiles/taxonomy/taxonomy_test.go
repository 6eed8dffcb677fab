package taxonomy_test

import (
	"testing"

	"tenon/profiles/taxonomy"
)

func TestTheShippedTaxonomyLoads(t *testing.T) {
	tx := taxonomy.Default()
	n, ok := tx.Resolve(taxonomy.Skill, "Py-Torch 2.1")
	if !ok || tx.Concept(n).ID != "skill/pytorch" {
		t.Fatalf("resolved %d, %v", n, ok)
	}
	no, step, ok := tx.ParseTitle("Senior MLOps Engineer (m/w/d)")
	if !ok || tx.Concept(no).ID != "title/mlops-engineer" || step.String() != "senior" {
		t.Fatalf("%d %v %v", no, step, ok)
	}
	t.Log(tx.Version(), tx.Extract("We use PyTorch, Go and golang; let's go live."))
}
