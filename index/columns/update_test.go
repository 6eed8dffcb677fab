package columns_test

import (
	"reflect"
	"slices"
	"testing"

	"tenon/index/columns"
	"tenon/profiles"
)

// One record that changes is there at once, in a tile of its own: all others stay as they are.
func TestAChangedRecordIsSeenWithoutRebuilding(t *testing.T) {
	l := columns.New(deriver, asOf)
	us := make([]columns.Update, 6000)
	for i := range us {
		us[i] = change(corpus.Candidate(i).ID, i%(len(variants)-1))
	}
	for i := range 3000 {
		r := corpus.Role(i)
		us = append(us, columns.Update{Key: profiles.Key{Kind: profiles.KindRole, ID: r.ID}, Role: r})
	}
	l.Apply(us, 1)
	before := l.Snapshot()
	changed := change(us[7].Key.ID, len(variants)-1)
	role := corpus.Role(3001)
	role.ID = corpus.Role(7).ID
	l.Apply([]columns.Update{changed, {Key: profiles.Key{Kind: profiles.KindRole, ID: role.ID}, Role: role}}, 2)
	after := l.Snapshot()

	if was, is := facts2(before)[changed.Key.ID], facts2(after)[changed.Key.ID]; reflect.DeepEqual(was, is) || !reflect.DeepEqual(is, facts2(rebuilt(map[string]int{changed.Key.ID: len(variants) - 1}).Snapshot())[changed.Key.ID]) {
		t.Error("the candidate is not as it has been changed, or was so before")
	}
	at := func(s *columns.Snapshot) *columns.Role {
		return &s.Roles[slices.IndexFunc(s.Roles, func(r columns.Role) bool { return r.ID == role.ID })]
	}
	if reflect.DeepEqual(at(before).Posting, at(after).Posting) || !reflect.DeepEqual(at(after).Posting, deriver.Posting(role)) {
		t.Error("the role is not as it has been changed, or was so before")
	}
	if n := len(before.Tiles); len(after.Tiles) != n+1 || !slices.Equal(before.Tiles, after.Tiles[:n]) || after.Tiles[n].N != 1 {
		t.Errorf("tiles of candidates are built anew: %d before, %d after", n, len(after.Tiles))
	}
	if n := len(before.RoleTiles); len(after.RoleTiles) != n+1 || !slices.Equal(before.RoleTiles, after.RoleTiles[:n]) {
		t.Errorf("tiles of roles are built anew: %d before, %d after", n, len(after.RoleTiles))
	}
	if after.Candidates() != before.Candidates() || len(after.Roles) != len(before.Roles) {
		t.Errorf("%d candidates and %d roles: want %d and %d", after.Candidates(), len(after.Roles), before.Candidates(), len(before.Roles))
	}
}
