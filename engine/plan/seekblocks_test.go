package plan_test

import (
	"fmt"
	"testing"

	"tenon/engine/plan"
	"tenon/index/columns"
	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/synthetic"
)

// manyRoles are a tile of several blocks and another, with their plans. Some are gone again.
func manyRoles(t *testing.T, w *plan.World) (*columns.Live, map[string]*plan.Plan) {
	t.Helper()
	const n, later = 9 * columns.Block, columns.Block // a search takes four at a time
	corpus, live, plans := synthetic.New(tax, cities, asOf, 7), columns.New(deriver, asOf), make(map[string]*plan.Plan, n)
	us := synthetic.Draw(n+later, func(i int) columns.Update {
		r := corpus.Role(i)
		return columns.Update{Key: profiles.Key{Kind: profiles.KindRole, ID: r.ID}, Role: r}
	})
	live.Apply(us[:n], n)
	live.Apply(us[n:], n+later)
	snap := live.Snapshot()
	for i, p := range synthetic.Draw(n+later, func(i int) *plan.Plan { return plan.Compile(w, snap.Roles[i].Facts) }) {
		plans[snap.Roles[i].ID] = p
	}
	var gone []columns.Update
	for i := 0; i < n; i += 97 {
		gone = append(gone, columns.Update{Key: us[i].Key})
		delete(plans, us[i].Key.ID)
	}
	live.Apply(gone, n+later+profiles.Seq(len(gone)))
	return live, plans
}

// A candidate's roles come in several tiles of several blocks: their best are those of scoring every role by itself.
func TestRolesOfManyBlocksEqualOneByOne(t *testing.T) {
	policy, err := plan.Presets()[0].Reweigh(map[string]int{"degree": 40})
	if err != nil {
		t.Fatal(err)
	}
	w := &plan.World{Taxonomy: tax, Cities: cities, Policy: policy, Lambda: 30}
	live, plans := manyRoles(t, w)
	corpus := synthetic.New(tax, cities, asOf, 7)
	for i := range 9 {
		if i == 3 { // from now on a search does not begin with all of the blocks
			defer plan.EveryTileAThread()()
		}
		who := deriver.Candidate(corpus.Candidate(i), asOf, facts.AsIs)
		o := plan.SeekOptions{K: []int{10, 3000, 300}[i%3], Sort: plan.Sort(i % 4 % 3), CandidateID: "c", Threads: i % 3}
		want := plan.NewTop(o.K)
		for id, p := range plans {
			s := p.Score(who)
			want.Push(plan.Hit{Key: []int32{s.Overall, s.F, s.R}[o.Sort], F: s.F, R: s.R, Overall: s.Overall, Tie: plan.Tie(id, "c"), ID: id})
		}
		got, err := plan.Seek(t.Context(), live.Snapshot(), w, who, o)
		if err != nil {
			t.Fatal(err)
		}
		if got.Total != len(plans) || got.Scored+got.Skipped != len(plans) {
			t.Fatalf("candidate %d: %d roles, %d scored and %d skipped: want %d", i, got.Total, got.Scored, got.Skipped, len(plans))
		}
		if g, w := fmt.Sprint(got.Hits), fmt.Sprint(want.Sorted()); g != w {
			t.Fatalf("candidate %d:\n%.400s\none by one\n%.400s", i, g, w)
		}
	}
}
