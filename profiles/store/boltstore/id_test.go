package boltstore_test

import (
	"errors"
	"testing"

	"go.etcd.io/bbolt"

	"tenon/profiles"
)

func id(t *testing.T, dir string) string {
	t.Helper()
	s := open(t, dir)
	defer closeStore(t, s)
	id, err := s.ID(ctx)
	if err != nil || len(id) != 32 {
		t.Fatalf("id %q, %v", id, err)
	}
	return id
}

func TestAStoreKeepsAnIDThatNoOtherHas(t *testing.T) {
	one, other := filled(t, 1), filled(t, 1)
	was := id(t, one)
	if id(t, one) != was {
		t.Error("the id is another one after a restart")
	}
	if id(t, other) == was {
		t.Error("two stores have one id")
	}
}

func TestAStoreOfBeforeGetsAnID(t *testing.T) {
	dir := filled(t, 1)
	edit(t, dir, func(tx *bbolt.Tx) error {
		meta := tx.Bucket([]byte("meta"))
		return errors.Join(meta.Delete([]byte("id")), meta.Put([]byte("format"), []byte{0, 0, 0, 1}))
	})
	if was := id(t, dir); id(t, dir) != was {
		t.Error("the id is another one after a restart")
	}
}

func TestAStoreOfBeforeTakesReviews(t *testing.T) {
	dir := filled(t, 1)
	edit(t, dir, func(tx *bbolt.Tx) error {
		return errors.Join(tx.DeleteBucket([]byte("review")), tx.Bucket([]byte("meta")).Put([]byte("format"), []byte{0, 0, 0, 3}))
	})
	s := open(t, dir)
	defer closeStore(t, s)
	r := &profiles.Review{ID: profiles.ReviewID("r", "c"), Role: "r", Candidate: "c"}
	apply(t, s, profiles.Mutation{Key: profiles.Key{Kind: profiles.KindReview, ID: r.ID}, Record: r})
}

func TestADamagedReviewIsErasedWithItsPerson(t *testing.T) {
	dir := filled(t, 1)
	s := open(t, dir)
	r := &profiles.Review{ID: profiles.ReviewID("r", "c000"), Role: "r", Candidate: "c000"}
	apply(t, s, profiles.Mutation{Key: profiles.Key{Kind: profiles.KindReview, ID: r.ID}, Record: r})
	closeStore(t, s)
	replace(t, dir, "review", []byte("\x00"+r.ID), func(v []byte) []byte { v[15] ^= 1; return v })
	s = open(t, dir)
	defer closeStore(t, s)
	erase(t, s, "c000")
	if p, err := s.Scan(ctx, profiles.KindReview, profiles.Key{}, 10); err != nil || len(p.Entries) != 0 {
		t.Errorf("left: %v, %v", p.Entries, err)
	}
}

func TestAStoreOfBeforeTakesSearches(t *testing.T) {
	dir := filled(t, 1)
	edit(t, dir, func(tx *bbolt.Tx) error {
		return errors.Join(tx.DeleteBucket([]byte("search")), tx.Bucket([]byte("meta")).Put([]byte("format"), []byte{0, 0, 0, 2}))
	})
	s := open(t, dir)
	defer closeStore(t, s)
	apply(t, s, profiles.Mutation{Key: profiles.Key{Kind: profiles.KindSearch, ID: "s"}, Record: &profiles.Search{ID: "s", For: profiles.KindRole}})
}
