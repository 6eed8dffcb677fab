package app_test

import (
	"errors"
	"strings"
	"testing"

	"tenon/api"
	"tenon/cmd/tenon/app"
	"tenon/cmd/tenon/app/apptest"
	"tenon/profiles"
)

// within is an empty directory that is served with so much memory.
func within(t *testing.T, memory uint64) (*app.App, api.Backend) {
	t.Helper()
	a, err := app.OpenWithin(t.Context(), t.TempDir(), apptest.AsOf, nil, quiet(), memory)
	if err != nil {
		t.Fatal(err)
	}
	b, err := a.Backend(apptest.Kept(t, a))
	if err != nil {
		t.Fatal(err)
	}
	return a, b
}

// TestRecordsThatDoNotFitIntoMemoryAreNotTaken: what a server takes fits at its next start. Whatever needs no more is taken, and reading goes
// on.
func TestRecordsThatDoNotFitIntoMemoryAreNotTaken(t *testing.T) {
	c := newCorpus(apptest.AsOf)
	a, b := within(t, app.Need(3, 1))
	candidate := func(i int) profiles.Mutation {
		p := c.candidate(i)
		return profiles.Mutation{Key: profiles.Key{Kind: profiles.KindCandidate, ID: p.ID}, Record: p}
	}
	role := func(i int) profiles.Mutation {
		r := c.role(i)
		return profiles.Mutation{Key: profiles.Key{Kind: profiles.KindRole, ID: r.ID}, Record: r}
	}
	gone := candidate(1)
	gone.Record = nil
	for _, x := range []struct {
		name string
		ms   []profiles.Mutation
		fits bool
	}{
		{"as many as fit", []profiles.Mutation{role(0), candidate(0), candidate(1), candidate(2)}, true},
		{"one more", []profiles.Mutation{candidate(3)}, false},
		{"a role more", []profiles.Mutation{role(1)}, false},
		{"an edit with one more", []profiles.Mutation{candidate(0), candidate(3)}, false},
		{"edits", []profiles.Mutation{candidate(0), role(0)}, true},
		{"a deletion", []profiles.Mutation{gone}, true},
		{"one in its place", []profiles.Mutation{candidate(3)}, true},
	} {
		_, err := b.Store.Apply(t.Context(), x.ms)
		if x.fits && err != nil || !x.fits && !errors.Is(err, profiles.ErrUnavailable) {
			t.Errorf("%s: %v", x.name, err)
		} else if err != nil && (!strings.Contains(err.Error(), "needs about") || !strings.Contains(err.Error(), "are available")) {
			t.Errorf("%s: it does not say what is needed: %v", x.name, err)
		}
		if err := a.Follower.CatchUp(t.Context()); err != nil {
			t.Fatal(err)
		}
		if _, err := b.Store.Get(t.Context(), candidate(0).Key); err != nil {
			t.Errorf("%s: reading: %v", x.name, err)
		}
	}
	if s := a.Columns.Snapshot(); s.Candidates() != 3 || len(s.Roles) != 1 {
		t.Errorf("%d candidates and %d roles", s.Candidates(), len(s.Roles))
	}
}

// TestRecordsThatColumnsDoNotHaveYetCount: who writes is not slowed down by who follows, and still no more is taken than fits. What was not
// taken, for another reason, takes no place.
func TestRecordsThatColumnsDoNotHaveYetCount(t *testing.T) {
	c := newCorpus(apptest.AsOf)
	a, b := within(t, app.Need(3, 0))
	put := func(i int, at profiles.Revision) error {
		p := c.candidate(i)
		_, err := b.Store.Apply(t.Context(), []profiles.Mutation{{Key: profiles.Key{Kind: profiles.KindCandidate, ID: p.ID}, Record: p, If: &at}})
		return err
	}
	for i := range 6 {
		if err := put(i, 1); !errors.Is(err, profiles.ErrConflict) {
			t.Fatalf("an edit of nobody: %v", err)
		}
	}
	for i := range 6 {
		if err := put(i, 0); i < 3 && err != nil || i >= 3 && !errors.Is(err, profiles.ErrUnavailable) {
			t.Errorf("candidate %d: %v", i, err)
		}
	}
	if err := a.Follower.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := put(3, 0); !errors.Is(err, profiles.ErrUnavailable) {
		t.Errorf("once columns have what fits: %v", err)
	}
	if err := put(0, 1); err != nil {
		t.Errorf("an edit of what is there: %v", err)
	}
}
