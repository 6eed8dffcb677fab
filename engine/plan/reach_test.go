package plan_test

import (
	"fmt"
	"testing"

	"tenon/engine/plan"
	"tenon/index/columns"
)

func TestReachGivesEveryRoleWhoseFloorIsReached(t *testing.T) {
	live, all := fillRoles(t, seeded(15), 1200)
	snap := live.Snapshot()
	for seed := range uint64(20) {
		w, c := world(seed), asIs(seeded(3000+seed).candidate("c"))
		asked := func(r *columns.Role) (int32, bool) {
			return int32(len(r.ID)+int(r.ID[4])) * 4000 * int32(seed%3), r.ID[3] != '7'
		}
		want := map[string]string{}
		for i := range snap.Roles {
			r := &snap.Roles[i]
			p := plan.Compile(w, r.Facts)
			s := p.Score(c)
			if floor, ok := asked(r); ok && s.Overall >= floor && !plan.Veto(p.Gates(c), false) {
				want[r.ID] = fmt.Sprint(s.F, s.R, s.Overall, plan.Tie(r.ID, "c"))
			}
		}
		n := 0
		err := plan.Reach(t.Context(), snap, w, c, "c", asked, func(r *columns.Role, h plan.Hit) {
			if got := fmt.Sprint(h.F, h.R, h.Overall, h.Tie); got != want[r.ID] || all[r.ID] == nil {
				t.Errorf("seed %d: %s has %s: want %q", seed, r.ID, got, want[r.ID])
			}
			n++
		})
		if err != nil || n != len(want) || n == 0 {
			t.Errorf("seed %d: %d roles and %v: want %d", seed, n, err, len(want))
		}
	}
}
