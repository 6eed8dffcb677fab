package batch

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"tenon/engine/plan"
	"tenon/index/columns"
)

// The best stay whatever comes in which order, and of equals those that come first by their tie.
func TestTheBestStayInWhateverOrderScoresCome(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for range 300 {
		n, reserve, values := 1+r.IntN(400), 1+r.IntN(40), 1+r.IntN(60)
		c := &corpus{snap: &columns.Snapshot{}, plans: make([]*plan.Plan, n), reserve: reserve}
		var all []score
		for i := range n {
			c.snap.Roles = append(c.snap.Roles, columns.Role{ID: fmt.Sprint("r", i)})
			all = append(all, score{overall: int32(r.IntN(values)), role: int32(i)})
		}
		b := c.newBests([]string{"x", "c"})
		floor := int32(0)
		for _, s := range all {
			if s.overall >= floor {
				floor = b.push(1, s, floor)
			}
		}
		want := slices.Clone(all)
		slices.SortFunc(want, c.byOrder("c"))
		want = want[:min(n, reserve)]
		got := b.hits(1)
		if len(got) != len(want) {
			t.Fatalf("%d of %d, reserve %d: %d stay", n, values, reserve, len(got))
		}
		for i := range got {
			if id := c.snap.Roles[want[i].role].ID; got[i].ID != id || got[i].Overall != want[i].overall {
				t.Fatalf("%d scores of %d values, reserve %d: place %d is %s: want %s", n, values, reserve, i, got[i].ID, id)
			}
		}
		if len(b.hits(0)) != 0 {
			t.Fatal("one candidate has what is another's")
		}
	}
}
