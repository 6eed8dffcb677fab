package boltstore_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.etcd.io/bbolt"

	"tenon/profiles"
	"tenon/profiles/store/boltstore"
)

// reader is somebody who follows the feed, and has what it told.
type reader struct {
	at  profiles.Seq
	has map[profiles.Key]profiles.Revision
}

// follow reads on to the end, some changes at a time. False: the reader is too old.
func (r *reader) follow(t *testing.T, s *boltstore.Store, limit int) bool {
	t.Helper()
	began := r.at
	for {
		cs, err := s.Changes(ctx, r.at, limit)
		if err != nil {
			t.Fatal(err)
		}
		if len(cs) == 0 {
			break
		}
		for _, c := range cs {
			if r.at = c.Seq; c.Deleted {
				delete(r.has, c.Key)
			} else {
				r.has[c.Key] = c.Revision
			}
		}
	}
	oldest, err := s.Oldest(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return began == 0 || began >= oldest
}

func revisions(t *testing.T, s *boltstore.Store) map[profiles.Key]profiles.Revision {
	t.Helper()
	out := map[profiles.Key]profiles.Revision{}
	for k, e := range all(t, s) {
		out[k] = e.Revision
	}
	return out
}

// TestWhoeverFollowsATrimmedFeedHasAllOrIsTold edits at random, trims now and then, and has readers of every age follow.
func TestWhoeverFollowsATrimmedFeedHasAllOrIsTold(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	r := rand.New(rand.NewPCG(1, 2))
	var readers []*reader
	told := 0
	for round := range 60 {
		for range 30 {
			k := profiles.Key{Kind: profiles.KindCandidate, ID: fmt.Sprint("k", r.IntN(40))}
			m := profiles.Mutation{Key: k, Record: &profiles.Candidate{ID: k.ID, Headline: fmt.Sprint(round)}}
			if r.IntN(3) == 0 {
				m.Record = nil
			}
			if _, err := s.Apply(ctx, []profiles.Mutation{m}); err != nil && !errors.Is(err, profiles.ErrNotFound) {
				t.Fatal(err)
			}
		}
		last, err := s.Seq(ctx)
		if err != nil {
			t.Fatal(err)
		}
		keep := uint64(r.IntN(60))
		if _, err := s.Trim(ctx, last-profiles.Seq(r.IntN(40)), keep); err != nil {
			t.Fatal(err)
		}
		want := revisions(t, s)
		readers = append(readers, &reader{has: map[profiles.Key]profiles.Revision{}})
		for i, x := range readers {
			if i != len(readers)-1 && r.IntN(3) > 0 {
				continue // follows later
			}
			if !x.follow(t, s, 1+r.IntN(50)) {
				told++
				*x = reader{has: map[profiles.Key]profiles.Revision{}}
				x.follow(t, s, 7)
			}
			if d := cmp.Diff(want, x.has); d != "" {
				t.Fatalf("round %d: a reader has something else:\n%s", round, d)
			}
		}
		c, err := s.Check(ctx, nil)
		if err != nil || !c.OK() {
			t.Fatalf("round %d: %+v, %v", round, c, err)
		}
		if most := len(want) + int(keep) + 41; c.Changes > most {
			t.Errorf("round %d: %d changes for %d records, of which %d deletions are to be kept", round, c.Changes, len(want), keep)
		}
		if round%10 == 0 {
			closeStore(t, s)
			s = open(t, dir)
		}
	}
	if told == 0 {
		t.Error("nobody was ever too old: nothing is shown")
	}
	closeStore(t, s)
}

func TestATrimmedStoreIsDumpedInPartsAndLoads(t *testing.T) {
	s := open(t, filled(t, 30))
	defer closeStore(t, s)
	k := func(i int) profiles.Key { return profiles.Key{Kind: profiles.KindCandidate, ID: fmt.Sprint("t", i)} }
	put := func(i int) {
		apply(t, s, profiles.Mutation{Key: k(i), Record: &profiles.Candidate{ID: k(i).ID, Headline: fmt.Sprint(i)}})
	}
	for i := range 20 {
		put(i)
		put(i)
	}
	apply(t, s, profiles.Mutation{Key: k(3)})
	trim(t, s, 1000)
	base, head := dump(t, s, boltstore.DumpOptions{})
	for i := range 10 {
		put(i)
	}
	apply(t, s, profiles.Mutation{Key: k(7)}, profiles.Mutation{Key: k(19)})
	put(0)
	trim(t, s, 1000)
	more, _ := dump(t, s, boltstore.DumpOptions{Since: head.Seq, Store: head.Store})
	loaded, _ := load(t, readers(base, more), nil, boltstore.LoadOptions{})
	if d := cmp.Diff(all(t, s), all(t, loaded)); d != "" {
		t.Error(d)
	}
	is := &reader{has: map[profiles.Key]profiles.Revision{}}
	is.follow(t, loaded, 5)
	if d := cmp.Diff(revisions(t, s), is.has); d != "" {
		t.Error(d)
	}
	trim(t, loaded, 1000) // which looks at all of it
	trim(t, s, 0)         // so that the deletions go
	_, err := s.Dump(ctx, io.Discard, boltstore.DumpOptions{Since: head.Seq, Store: head.Store})
	if !errors.Is(err, profiles.ErrTooOld) {
		t.Errorf("a dump since what is not known any more: %v", err)
	}
	whole, _ := dump(t, s, boltstore.DumpOptions{})
	loaded, _ = load(t, readers(whole), nil, boltstore.LoadOptions{})
	want, err := s.Oldest(ctx)
	is0, err2 := loaded.Oldest(ctx)
	if err != nil || err2 != nil || want == 0 || want != is0 {
		t.Errorf("the oldest change is %d, and %d of what was loaded: %v %v", want, is0, err, err2)
	}
}

func trim(t *testing.T, s *boltstore.Store, keep uint64) {
	t.Helper()
	last, err := s.Seq(ctx)
	if err == nil {
		_, err = s.Trim(ctx, last, keep)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// TestTheErasedDoNotComeBackWithAnIncrement: a compaction takes the key of who was erased out of the feed, and a dump since before names
// nobody.
func TestTheErasedDoNotComeBackWithAnIncrement(t *testing.T) {
	s := open(t, filled(t, 3))
	defer closeStore(t, s)
	writeBird(t, s)
	base, head := dump(t, s, boltstore.DumpOptions{})
	erase(t, s, bird)
	last, err := s.Seq(ctx)
	if err != nil {
		t.Fatal(err)
	}
	compact(t, s, last)
	more, _ := dump(t, s, boltstore.DumpOptions{Since: head.Seq, Store: head.Store})
	if bytes.Contains(more, []byte(bird)) {
		t.Error("the dump names who was erased")
	}
	loaded, _ := load(t, readers(base, more), nil, boltstore.LoadOptions{})
	for _, kind := range []profiles.Kind{profiles.KindCandidate, profiles.KindIdentity, profiles.KindConsents, profiles.KindSearch, profiles.KindReview} {
		p, err := loaded.Scan(ctx, kind, profiles.Key{}, 100)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range p.Entries {
			if bytes.Contains([]byte(e.Key.ID), []byte(bird)) {
				t.Errorf("%s is there again", e.Key)
			}
		}
	}
	if oldest, err := s.Oldest(ctx); err != nil || oldest <= head.Seq {
		t.Errorf("who follows from change %d will never hear of the deletion, and is not told: %d, %v", head.Seq, oldest, err)
	}
	writeBird(t, s) // who comes back, stays
	again, _ := dump(t, s, boltstore.DumpOptions{Since: head.Seq, Store: head.Store})
	loaded, _ = load(t, readers(base, again), nil, boltstore.LoadOptions{})
	if d := cmp.Diff(all(t, s), all(t, loaded)); d != "" {
		t.Error(d)
	}
}

// TestAChangeThatIsMissingInATrimmedFeedIsDamage takes out one change after the other.
func TestAChangeThatIsMissingInATrimmedFeedIsDamage(t *testing.T) {
	made := func() (string, int) {
		dir := filled(t, 3)
		s := open(t, dir)
		for i := range 12 {
			apply(t, s, profiles.Mutation{Key: profiles.Key{Kind: profiles.KindCandidate, ID: fmt.Sprint(i % 5)}, Record: &profiles.Candidate{ID: fmt.Sprint(i % 5)}})
		}
		trim(t, s, 0)
		cs, err := s.Changes(ctx, 0, 100)
		if err != nil {
			t.Fatal(err)
		}
		closeStore(t, s)
		return dir, len(cs)
	}
	_, n := made()
	for lost := range n - 1 { // the last one is seen when the store is opened
		dir, _ := made()
		edit(t, dir, func(tx *bbolt.Tx) error {
			c := tx.Bucket([]byte("changes")).Cursor()
			c.First()
			for range lost {
				c.Next()
			}
			return c.Delete()
		})
		s := open(t, dir)
		if _, err := s.Changes(ctx, 0, 100); !errors.Is(err, profiles.ErrDamaged) {
			t.Errorf("change %d of %d is lost: %v", lost, n, err)
		}
		closeStore(t, s)
	}
}

// TestTrimmingTakesPortionsAndLeavesDamageToBeFound: a record that is lost without a deletion keeps its change.
func TestTrimmingTakesPortionsAndLeavesDamageToBeFound(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	var ms []profiles.Mutation
	for i := range 3000 {
		id := fmt.Sprintf("p%04d", i)
		ms = append(ms, profiles.Mutation{Key: profiles.Key{Kind: profiles.KindCandidate, ID: id}, Record: &profiles.Candidate{ID: id}})
	}
	apply(t, s, ms...)
	apply(t, s, ms[10:]...)
	closeStore(t, s)
	edit(t, dir, func(tx *bbolt.Tx) error { return tx.Bucket([]byte("candidate")).Delete([]byte("\x00p0005")) })
	s = open(t, dir)
	defer closeStore(t, s)
	dropped, err := s.Trim(ctx, 1<<40, 0)
	if err != nil || dropped != len(ms)-10 {
		t.Errorf("%d changes went, %v: want %d", dropped, err, len(ms)-10)
	}
	if dropped, err = s.Trim(ctx, 1<<40, 0); err != nil || dropped != 0 {
		t.Errorf("%d changes went then, %v", dropped, err)
	}
	r, err := s.Check(ctx, nil)
	if err != nil || len(r.Faults) != 1 || r.Faults[0].Key.ID != "p0005" {
		t.Errorf("%+v, %v: want p0005 to be missed", r, err)
	}
}

func TestNothingIsTrimmedWhileTheFeedIsHeld(t *testing.T) {
	s := open(t, filled(t, 3))
	defer closeStore(t, s)
	k := profiles.Key{Kind: profiles.KindCandidate, ID: "k"}
	for range 2 {
		apply(t, s, profiles.Mutation{Key: k, Record: &profiles.Candidate{ID: "k"}})
	}
	release := s.Hold()
	if n, err := s.Trim(ctx, 1<<40, 0); n != 0 || err != nil {
		t.Errorf("%d, %v", n, err)
	}
	release()
	if n, err := s.Trim(ctx, 1<<40, 0); n == 0 || err != nil {
		t.Errorf("%d, %v", n, err)
	}
}
