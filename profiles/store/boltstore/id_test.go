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

func TestAStoreOfBeforeTakesSearches(t *testing.T) {
	dir := filled(t, 1)
	edit(t, dir, func(tx *bbolt.Tx) error {
		return errors.Join(tx.DeleteBucket([]byte("search")), tx.Bucket([]byte("meta")).Put([]byte("format"), []byte{0, 0, 0, 2}))
	})
	s := open(t, dir)
	defer closeStore(t, s)
	apply(t, s, profiles.Mutation{Key: profiles.Key{Kind: profiles.KindSearch, ID: "s"}, Record: &profiles.Search{ID: "s", For: profiles.KindRole}})
}
