package plan_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"tenon/engine/plan"
)

// The k best of what is pushed are the first k of all of it in order, however often keys and ties are alike.
func TestTheBestAreTheFirstOfAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, k := rapid.IntRange(0, 300).Draw(t, "n"), rapid.IntRange(0, 320).Draw(t, "k")
		top, all := plan.NewTop(k), []plan.Hit{}
		for i := range n {
			h := plan.Hit{Key: int32(rapid.IntRange(0, 9).Draw(t, "key")), Tie: uint64(rapid.IntRange(0, 3).Draw(t, "tie")), ID: fmt.Sprint(i % 40), Org: fmt.Sprint(i)}
			all = append(all, h)
			if h.Key >= top.Floor() {
				top.Push(h)
			}
		}
		slices.SortFunc(all, plan.Order)
		got := top.Sorted()
		if len(got) != min(n, k) {
			t.Fatalf("%d of %d, want %d", len(got), n, k)
		}
		for i := range got {
			if plan.Order(got[i], all[i]) != 0 {
				t.Fatalf("%d: %+v, want %+v", i, got[i], all[i])
			}
		}
		if k > 0 && n >= k && top.Floor() != all[k-1].Key {
			t.Fatalf("floor %d, want %d", top.Floor(), all[k-1].Key)
		}
	})
}
