package storetest

import (
	"context"
	"errors"
	"strings"
	"testing"

	"tenon/profiles"
	"tenon/profiles/identity"
)

func putReplaceDelete(t *testing.T, open Open) {
	s := opened(t, open)
	missing(t, s, key("a"))
	if seq := last(t, s); seq != 0 {
		t.Errorf("a new store is at %d", seq)
	}
	if seq := apply(t, s, put("a", "first"), put("b", "other")); seq != 2 {
		t.Errorf("two changes end at %d", seq)
	}
	wants(t, s, candidate("a", "first"), key("a"), 1)
	wants(t, s, candidate("b", "other"), key("b"), 2)
	if seq := apply(t, s, put("a", "second")); seq != 3 {
		t.Errorf("the third change is %d", seq)
	}
	wants(t, s, candidate("a", "second"), key("a"), 3)
	apply(t, s, del("a"))
	missing(t, s, key("a"))
	refused(t, s, profiles.ErrNotFound, del("a"))
	wants(t, s, candidate("b", "other"), key("b"), 2)
	wants(t, s, candidate("a", "again"), key("a"), apply(t, s, put("a", "again")))
	if seq := last(t, s); seq != 5 {
		t.Errorf("five changes end at %d", seq)
	}
}

func conflicts(t *testing.T, open Open) {
	for name, c := range map[string]struct {
		m    profiles.Mutation
		want error
	}{
		"create what is there":             {at(put("here", "x"), 0), profiles.ErrConflict},
		"create what is new":               {at(put("new", "x"), 0), nil},
		"create what was deleted":          {at(put("gone", "x"), 0), nil},
		"replace at its revision":          {at(put("here", "x"), 2), nil},
		"replace at an old revision":       {at(put("here", "x"), 1), profiles.ErrConflict},
		"replace at a later revision":      {at(put("here", "x"), 3), profiles.ErrConflict},
		"replace what is not there":        {at(put("new", "x"), 2), profiles.ErrConflict},
		"replace what was deleted":         {at(put("gone", "x"), 3), profiles.ErrConflict},
		"delete at its revision":           {at(del("here"), 2), nil},
		"delete at an old revision":        {at(del("here"), 1), profiles.ErrConflict},
		"delete at a revision what is not": {at(del("new"), 2), profiles.ErrConflict},
		"delete what must not be there":    {at(del("new"), 0), profiles.ErrNotFound},
	} {
		t.Run(name, func(t *testing.T) {
			s := opened(t, open)
			apply(t, s, put("here", "first"))
			apply(t, s, put("here", "second"), put("gone", "x"))
			apply(t, s, del("gone"))
			if c.want != nil {
				refused(t, s, c.want, c.m)
				wants(t, s, candidate("here", "second"), key("here"), 2)
				return
			}
			if seq := apply(t, s, c.m); seq != 5 {
				t.Errorf("change %d, want 5", seq)
			}
		})
	}
}

func allOrNothing(t *testing.T, open Open) {
	s := opened(t, open)
	apply(t, s, put("a", "first"), put("z", "first"))
	refused(t, s, profiles.ErrConflict, put("a", "second"), put("m", "x"), del("z"), at(put("b", "x"), 9))
	refused(t, s, profiles.ErrConflict, at(put("b", "x"), 9), put("a", "second"))
	refused(t, s, profiles.ErrNotFound, put("a", "second"), del("nobody"), put("m", "x"))
	refused(t, s, profiles.ErrInvalid, put("a", "second"), del("z"), put("", "x"))
	wants(t, s, candidate("a", "first"), key("a"), 1)
	wants(t, s, candidate("z", "first"), key("z"), 2)
	missing(t, s, key("m"))
	if seq, cs := last(t, s), feed(t, s, 0, 10); seq != 2 || len(cs) != 2 {
		t.Errorf("refused changes are numbered: %d, %+v", seq, cs)
	}
}

func keysAreChecked(t *testing.T, open Open) {
	s := opened(t, open)
	long := strings.Repeat("x", 129)
	for name, m := range map[string]profiles.Mutation{
		"no id":                {Key: key("")},
		"long id":              put(long, "x"),
		"NUL in an id":         put("a\x00b", "x"),
		"newline in an id":     put("a\n", "x"),
		"bad UTF-8 in an id":   put("a\xff", "x"),
		"no kind":              {Key: profiles.Key{ID: "a"}, Record: candidate("a", "x")},
		"unknown kind":         {Key: profiles.Key{Kind: 99, ID: "a"}},
		"long organisation":    {Key: profiles.Key{Org: long, Kind: profiles.KindCandidate, ID: "a"}, Record: candidate("a", "x")},
		"NUL in organisation":  {Key: profiles.Key{Org: "o\x00", Kind: profiles.KindCandidate, ID: "a"}, Record: candidate("a", "x")},
		"record of other kind": {Key: key("a"), Record: &profiles.Role{ID: "a"}},
		"record of other id":   {Key: key("a"), Record: candidate("b", "x")},
	} {
		t.Run(name, func(t *testing.T) { refused(t, s, profiles.ErrInvalid, m) })
	}
	refused(t, s, profiles.ErrInvalid, put("a", "first"), put("a", "second"))
	refused(t, s, profiles.ErrInvalid, put("a", "first"), put("b", "x"), del("a"))
	if _, err := s.Get(ctx, profiles.Key{ID: "a"}); !errors.Is(err, profiles.ErrInvalid) {
		t.Errorf("get without a kind: %v", err)
	}
	if seq := last(t, s); seq != 0 {
		t.Errorf("refused changes are numbered: %d", seq)
	}
	id := strings.Repeat("ü", 64)
	wants(t, s, candidate(id, "x"), key(id), apply(t, s, put(id, "x")))
}

func nothingToApply(t *testing.T, open Open) {
	s := opened(t, open)
	if seq := apply(t, s); seq != 0 {
		t.Errorf("nothing, applied to a new store, is change %d", seq)
	}
	apply(t, s, put("a", "x"))
	if seq := apply(t, s); seq != 1 || last(t, s) != 1 {
		t.Errorf("nothing is change %d, want 1", seq)
	}
}

func apart(t *testing.T, open Open) {
	s := opened(t, open)
	records := map[profiles.Key]profiles.Record{}
	for i, org := range []string{"", "a", "ab", "b"} {
		for _, id := range []string{"x", "bx", "abx"} {
			headline := numbered(org+"/"+id, i)
			records[profiles.Key{Org: org, Kind: profiles.KindCandidate, ID: id}] = candidate(id, headline)
			records[profiles.Key{Org: org, Kind: profiles.KindRole, ID: id}] = &profiles.Role{ID: id, Description: headline}
			records[profiles.Key{Org: org, Kind: profiles.KindIdentity, ID: id}] = &identity.Identity{ID: id, Name: headline}
			records[profiles.Key{Org: org, Kind: profiles.KindDemographics, ID: id}] = &identity.Demographics{ID: id, Gender: headline}
		}
	}
	revisions := map[profiles.Key]profiles.Revision{}
	for k, r := range records {
		revisions[k] = apply(t, s, profiles.Mutation{Key: k, Record: r})
	}
	gone := profiles.Key{Org: "a", Kind: profiles.KindCandidate, ID: "x"}
	apply(t, s, profiles.Mutation{Key: gone})
	for k, r := range records {
		if k != gone {
			wants(t, s, r, k, revisions[k])
		}
	}
	missing(t, s, gone)
}

func reopen(t *testing.T, open Open) {
	dir := t.TempDir()
	s := open(t, dir)
	want := full(new(profiles.Candidate))
	apply(t, s, put("a", "first"), profiles.Mutation{Key: key("full"), Record: want}, put("b", "x"))
	apply(t, s, del("b"))
	changes := feed(t, s, 0, 10)
	if err := s.Close(); err != nil {
		t.Fatalf("close: %v", err)
	}
	s = open(t, dir)
	defer func() {
		if err := s.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	}()
	wants(t, s, candidate("a", "first"), key("a"), 1)
	wants(t, s, want, key("full"), 2)
	missing(t, s, key("b"))
	wantChanges(t, changes, feed(t, s, 0, 10))
	if seq := apply(t, s, at(put("a", "second"), 1)); seq != 5 {
		t.Errorf("the change behind a new open is %d, want 5", seq)
	}
}

func cancelled(t *testing.T, open Open) {
	s := opened(t, open)
	apply(t, s, put("a", "first"))
	done, cancel := context.WithCancel(ctx)
	cancel()
	for name, call := range map[string]func() error{
		"get":     func() error { _, err := s.Get(done, key("a")); return err },
		"apply":   func() error { _, err := s.Apply(done, []profiles.Mutation{put("a", "second")}); return err },
		"nothing": func() error { _, err := s.Apply(done, nil); return err },
		"scan":    func() error { _, err := s.Scan(done, profiles.KindCandidate, profiles.Key{}, 1); return err },
		"changes": func() error { _, err := s.Changes(done, 0, 1); return err },
		"oldest":  func() error { _, err := s.Oldest(done); return err },
		"seq":     func() error { _, err := s.Seq(done); return err },
	} {
		if err := call(); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v, want %v", name, err, context.Canceled)
		}
	}
	wants(t, s, candidate("a", "first"), key("a"), 1)
}

func closed(t *testing.T, open Open) {
	s := open(t, t.TempDir())
	if err := s.Close(); err != nil {
		t.Fatalf("close: %v", err)
	}
	if _, err := s.Apply(ctx, []profiles.Mutation{put("a", "x")}); !errors.Is(err, profiles.ErrUnavailable) {
		t.Errorf("apply: %v, want %v", err, profiles.ErrUnavailable)
	}
	if _, err := s.Get(ctx, key("a")); !errors.Is(err, profiles.ErrUnavailable) {
		t.Errorf("get: %v, want %v", err, profiles.ErrUnavailable)
	}
}
