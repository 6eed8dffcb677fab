package columns_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tenon/index/columns"
	"tenon/profiles"
)

// toldRoles are the roles of a state with where each is read from: the ordered list, and the tiles without their tombstones.
func toldRoles(s *columns.Snapshot) (listed, living []string) {
	tell := func(r *columns.Role) string { return fmt.Sprintf("%s %+v %+v", r.ID, *r.Facts, *r.Posting) }
	for i := range s.Roles {
		listed = append(listed, tell(&s.Roles[i]))
	}
	for i, t := range s.RoleTiles {
		for l := range t.Roles {
			if s.RoleAlive(i, l) {
				living = append(living, tell(&t.Roles[l]))
			}
		}
	}
	slices.Sort(living)
	return listed, living
}

// Roles after a long history are those of a state made at once of what it left, and a state that was pinned on the way has not changed.
func TestRolesOfALongHistoryEqualRebuilding(t *testing.T) {
	runs := 0
	rapid.Check(t, func(t *rapid.T) {
		if runs++; runs > longHistories {
			return
		}
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 2))
		l, left := columns.New(deriver, asOf), map[string]columns.Update{}
		var pinned *columns.Snapshot
		var was []string
		steps := rapid.IntRange(20, 60).Draw(t, "steps") // each makes a tile: they are merged several times
		for step := range steps {
			if step == steps/2 {
				pinned = l.Snapshot()
				was, _ = toldRoles(pinned)
			}
			var us []columns.Update
			for range 1 + r.IntN(12) {
				u := columns.Update{Key: profiles.Key{Kind: profiles.KindRole, ID: fmt.Sprintf("r%03d", r.IntN(150))}}
				if delete(left, u.Key.ID); r.IntN(4) > 0 {
					u.Role = corpus.Role(r.IntN(200))
					left[u.Key.ID] = u
				}
				us = append(us, u)
			}
			l.Apply(us, profiles.Seq(step+1))
		}
		once := columns.New(deriver, asOf)
		once.Apply(slices.Collect(maps.Values(left)), 1)
		want, _ := toldRoles(once.Snapshot())
		listed, living := toldRoles(l.Snapshot())
		if d := cmp.Diff(want, listed); d != "" {
			t.Fatalf("rebuilt (-) and listed after the history (+) differ:\n%.2000s", d)
		}
		if d := cmp.Diff(want, living); d != "" {
			t.Fatalf("rebuilt (-) and in tiles after the history (+) differ:\n%.2000s", d)
		}
		listed, living = toldRoles(pinned)
		if d := cmp.Diff([][]string{was, was}, [][]string{listed, living}); d != "" {
			t.Fatalf("the pinned snapshot changed:\n%.2000s", d)
		}
	})
}
