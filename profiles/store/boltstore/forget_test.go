package boltstore_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"go.etcd.io/bbolt"

	"tenon/profiles"
	"tenon/profiles/identity"
	"tenon/profiles/store/boltstore"
)

// bird is an id that stands in no other word.
const bird = "qxbird"

func writeBird(t *testing.T, s *boltstore.Store) {
	t.Helper()
	for range 3 { // each a change
		apply(t, s, profiles.Mutation{Key: profiles.Key{Kind: profiles.KindCandidate, ID: bird}, Record: &profiles.Candidate{ID: bird}})
	}
	search := &profiles.Search{ID: bird + "-search", For: profiles.KindRole, Candidate: bird}
	review := &profiles.Review{ID: profiles.ReviewID("r", bird), Role: "r", Candidate: bird, Listed: true}
	access := &identity.Access{ID: "1", At: "2026-11-29T08:00:00Z", Candidate: bird, Purpose: bird}
	for _, r := range []profiles.Record{&identity.Identity{ID: bird, Name: bird}, &identity.Consents{ID: bird}, search, review, access} {
		apply(t, s, profiles.Mutation{Key: profiles.Key{Kind: r.RecordKind(), ID: r.RecordID()}, Record: r})
	}
}

func traces(t *testing.T, dir string) bool {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, boltstore.File))
	if err != nil {
		t.Fatal(err)
	}
	return bytes.Contains(b, []byte(bird)) || bytes.Contains(b, []byte(profiles.ReviewID("r", bird)))
}

func compact(t *testing.T, s *boltstore.Store, reached profiles.Seq) {
	t.Helper()
	if err := s.Compact(ctx, reached, nil); err != nil {
		t.Fatal(err)
	}
}

func TestACompactionForgetsEvenTheIdOfTheErased(t *testing.T) {
	dir := filled(t, 3)
	s := open(t, dir)
	defer func() { closeStore(t, s) }()
	writeBird(t, s)
	before, err := s.Seq(ctx)
	if err != nil {
		t.Fatal(err)
	}
	erase(t, s, bird)
	compact(t, s, before)
	if !traces(t, dir) {
		t.Error("a change that followers have not seen is forgotten: they will never hear of the deletion")
	}
	last, err := s.Seq(ctx)
	if err != nil {
		t.Fatal(err)
	}
	compact(t, s, last)
	if traces(t, dir) {
		t.Error("the file still has the id of who was erased")
	}
	closeStore(t, s)
	s = open(t, dir)
	r, err := s.Check(ctx, nil)
	if err != nil || !r.OK() || r.Seq != last {
		t.Errorf("%+v, %v: want a sound store at %d", r, err, last)
	}
	writeBird(t, s) // who comes back is no longer forgotten
	if last, err = s.Seq(ctx); err != nil {
		t.Fatal(err)
	}
	compact(t, s, last)
	if _, err := s.Get(ctx, profiles.Key{Kind: profiles.KindCandidate, ID: bird}); err != nil {
		t.Error(err)
	}
}

func TestAStoreOfBeforeTakesConsentsAndAccesses(t *testing.T) {
	dir := filled(t, 1)
	edit(t, dir, func(tx *bbolt.Tx) error {
		return errors.Join(tx.DeleteBucket([]byte("consents")), tx.DeleteBucket([]byte("access")), tx.Bucket([]byte("meta")).Put([]byte("format"), []byte{0, 0, 0, 4}))
	})
	s := open(t, dir)
	defer closeStore(t, s)
	writeBird(t, s)
}
