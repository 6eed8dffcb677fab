package taxonomy_test

import (
	"slices"
	"testing"

	"tenon/profiles/taxonomy"
)

func TestAnswersAreNearTheOtherWayRound(t *testing.T) {
	tax := taxonomy.Default()
	want := map[taxonomy.No][]taxonomy.Near{}
	for asked := taxonomy.No(1); int(asked) <= tax.Len(); asked++ {
		for _, near := range tax.Near(asked) {
			want[near.No] = append(want[near.No], taxonomy.Near{No: asked, Sim: near.Sim})
		}
	}
	for has := taxonomy.No(1); int(has) <= tax.Len(); has++ {
		if got := tax.Answers(has); !slices.Equal(got, want[has]) {
			t.Fatalf("%s stands for %v: want %v", tax.Concept(has).ID, got, want[has])
		}
	}
}
