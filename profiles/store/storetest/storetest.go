// Package storetest is the conformance suite of store.Store. A backend's test calls [Run] with a function that opens it.
package storetest

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tenon/profiles"
	"tenon/profiles/store"
)

// Open opens the store of a directory: the same one for the same directory, an empty one for a new directory. A backend that
// is not kept in files derives its name of a database from dir. The suite closes what it opens.
type Open func(t *testing.T, dir string) store.Store

// Run runs the suite.
func Run(t *testing.T, open Open) {
	for _, c := range []struct {
		name string
		test func(*testing.T, Open)
	}{
		{"put, replace and delete", putReplaceDelete},
		{"every field of every kind is kept", everyField},
		{"records are not aliased", notAliased},
		{"revisions and conflicts", conflicts},
		{"all or nothing", allOrNothing},
		{"keys are checked", keysAreChecked},
		{"nothing to apply", nothingToApply},
		{"organisations and kinds are apart", apart},
		{"a new open finds everything", reopen},
		{"a cancelled context does nothing", cancelled},
		{"a closed store is unavailable", closed},
		{"pages of a scan", scanPages},
		{"scan of one organisation", scanOrganisation},
		{"a view is of one moment", viewIsOfOneMoment},
		{"scan and changes make one state", scanThenChanges},
		{"changes are in order", changesInOrder},
		{"a person is erased", erases},
		{"reviews are found", reviewsAreFound},
		{"a commit is announced", announced},
		{"concurrent writers leave no gap", concurrentWriters},
		{"concurrent edits lose no update", concurrentEdits},
		{"a model agrees", agreesWithModel},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, open) })
	}
}

var ctx = context.Background()

// opened opens an empty store and closes it with the test.
func opened(t *testing.T, open Open) store.Store {
	t.Helper()
	s := open(t, t.TempDir())
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return s
}

func key(id string) profiles.Key { return profiles.Key{Kind: profiles.KindCandidate, ID: id} }

func candidate(id, headline string) *profiles.Candidate {
	return &profiles.Candidate{ID: id, Headline: headline}
}

func put(id, headline string) profiles.Mutation {
	return profiles.Mutation{Key: key(id), Record: candidate(id, headline)}
}

func del(id string) profiles.Mutation { return profiles.Mutation{Key: key(id)} }

// at makes a mutation conditional.
func at(m profiles.Mutation, r profiles.Revision) profiles.Mutation {
	m.If = &r
	return m
}

func apply(t *testing.T, s store.Store, ms ...profiles.Mutation) profiles.Seq {
	t.Helper()
	seq, err := s.Apply(ctx, ms)
	if err != nil {
		t.Fatalf("apply: %v", err)
	}
	return seq
}

// refused applies what has to fail with an error.
func refused(t *testing.T, s store.Store, want error, ms ...profiles.Mutation) {
	t.Helper()
	if seq, err := s.Apply(ctx, ms); !errors.Is(err, want) || seq != 0 {
		t.Errorf("apply: %d, %v, want %v", seq, err, want)
	}
}

// wants checks that a key has a record at a revision.
func wants(t *testing.T, s store.Store, want profiles.Record, k profiles.Key, rev profiles.Revision) {
	t.Helper()
	e, err := s.Get(ctx, k)
	if err != nil {
		t.Errorf("get %s: %v", k, err)
		return
	}
	if d := cmp.Diff(store.Entry{Key: k, Revision: rev, Record: want}, e); d != "" {
		t.Errorf("get %s: (-want +got)\n%s", k, d)
	}
}

func missing(t *testing.T, s store.Store, k profiles.Key) {
	t.Helper()
	if e, err := s.Get(ctx, k); !errors.Is(err, profiles.ErrNotFound) || e.Record != nil {
		t.Errorf("get %s: %v, %v, want %v", k, e.Record, err, profiles.ErrNotFound)
	}
}

// scanAll reads a kind page by page and returns it with the number of the first page.
func scanAll(t *testing.T, s store.Store, kind profiles.Kind, limit int) ([]store.Entry, profiles.Seq) {
	t.Helper()
	var all []store.Entry
	var first profiles.Seq
	var after profiles.Key
	for n := 0; ; n++ {
		p, err := s.Scan(ctx, kind, after, limit)
		if err != nil {
			t.Fatalf("scan: %v", err)
		}
		if n == 0 {
			first = p.Seq
		}
		if len(p.Entries) > limit || p.More && len(p.Entries) == 0 {
			t.Fatalf("a page of %d entries, more: %v, want 1 to %d", len(p.Entries), p.More, limit)
		}
		all = append(all, p.Entries...)
		if !p.More {
			return all, first
		}
		after = p.Next
	}
}

// feed reads all changes behind since, limit at a time, and checks that they are in order.
func feed(t *testing.T, s store.Store, since profiles.Seq, limit int) []profiles.Change {
	t.Helper()
	var all []profiles.Change
	for {
		cs, err := s.Changes(ctx, since, limit)
		if err != nil {
			t.Fatalf("changes: %v", err)
		}
		if len(cs) > limit {
			t.Fatalf("%d changes, want at most %d", len(cs), limit)
		}
		if len(cs) == 0 {
			return all
		}
		for _, c := range cs {
			if c.Seq <= since {
				t.Fatalf("change %d comes behind %d", c.Seq, since)
			}
			since = c.Seq
		}
		all = append(all, cs...)
	}
}

func last(t *testing.T, s store.Store) profiles.Seq {
	t.Helper()
	seq, err := s.Seq(ctx)
	if err != nil {
		t.Fatalf("seq: %v", err)
	}
	return seq
}

func numbered(prefix string, n int) string { return fmt.Sprintf("%s%04d", prefix, n) }
