package plan_test

import (
	"fmt"
	"testing"

	"tenon/engine/plan"
	"tenon/index/columns"
	"tenon/profiles"
)

func TestSeekSeesRolesOfItsOrganisationAndPublicOnes(t *testing.T) {
	g, live := seeded(9), columns.New(deriver, asOf)
	var us []columns.Update
	sees := map[string]int{}
	for i := range 600 {
		r := g.role(fmt.Sprintf("r%04d", i))
		org := []string{"", "a", "b", "c"}[g.IntN(4)]
		if r.Visibility = profiles.VisibleOrganisation; g.maybe(30) {
			r.Visibility = profiles.VisiblePublic
		}
		for _, o := range []string{"", "a", "b", "c", "d"} {
			if o == org || r.Visibility == profiles.VisiblePublic {
				sees[o]++
			}
		}
		us = append(us, columns.Update{Key: profiles.Key{Org: org, Kind: profiles.KindRole, ID: r.ID}, Role: r})
	}
	live.Apply(us, 600)
	for o, want := range sees {
		got, err := plan.Seek(t.Context(), live.Snapshot(), world(1), asIs(seeded(3001).candidate("c")), plan.SeekOptions{K: 1000, Org: o})
		if err != nil {
			t.Fatal(err)
		}
		if got.Total != want || len(got.Hits) != want-got.Vetoed {
			t.Errorf("organisation %q: %d hits of %d, %d vetoed: want all of %d", o, len(got.Hits), got.Total, got.Vetoed, want)
		}
		for _, h := range got.Hits {
			if r := us[atoi(h.ID[1:])]; r.Key.Org != h.Org || h.Org != o && r.Role.Visibility != profiles.VisiblePublic {
				t.Errorf("organisation %q is shown %s of %q", o, h.ID, h.Org)
			}
		}
	}
}

func atoi(s string) (n int) {
	for _, c := range s {
		n = 10*n + int(c-'0')
	}
	return n
}
