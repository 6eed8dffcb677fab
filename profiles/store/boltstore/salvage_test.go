package boltstore_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.etcd.io/bbolt"

	"tenon/profiles"
	"tenon/profiles/store/boltstore"
)

// records are those of a store, by key.
func records(t *testing.T, s *boltstore.Store) map[profiles.Key]profiles.Record {
	t.Helper()
	out := map[profiles.Key]profiles.Record{}
	p, err := s.Scan(ctx, profiles.KindCandidate, profiles.Key{}, 1000)
	if err != nil || p.More {
		t.Fatal(err)
	}
	for _, e := range p.Entries {
		if e.Err == nil {
			out[e.Key] = e.Record
		}
	}
	return out
}

// However the feed is damaged, all records that verify are saved, with a feed that agrees with them.
func TestRecordsOutliveTheirFeed(t *testing.T) {
	changes, meta := []byte("changes"), []byte("meta")
	third := binary.BigEndian.AppendUint64(nil, 3)
	for name, damage := range map[string]func(tx *bbolt.Tx) error{
		"a change that does not verify": func(tx *bbolt.Tx) error { return tx.Bucket(changes).Put(third, []byte{1}) },
		"a gap":                         func(tx *bbolt.Tx) error { return tx.Bucket(changes).Delete(third) },
		"the last number":               func(tx *bbolt.Tx) error { return tx.Bucket(meta).Put([]byte("seq"), third) },
		"no changes": func(tx *bbolt.Tx) error {
			return errors.Join(tx.DeleteBucket(changes), ignore(tx.CreateBucket(changes)))
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := filled(t, 6)
			s := open(t, dir)
			if _, err := s.Apply(ctx, []profiles.Mutation{put("c001"), {Key: key("c004")}}); err != nil { // a later change of an earlier record
				t.Fatal(err)
			}
			if _, err := s.Erase(ctx, "", "c005", time.Now()); err != nil {
				t.Fatal(err)
			}
			want := records(t, s)
			closeStore(t, s)
			edit(t, dir, damage)
			replace(t, dir, "candidate", []byte("\x00c002"), func(v []byte) []byte { v[len(v)-1] ^= 1; return v })
			delete(want, key("c002"))
			to, locked := t.TempDir(), false
			got, err := boltstore.Salvage(ctx, dir, to, nil, func() error {
				_, err := boltstore.Open(dir)
				locked = errors.Is(err, profiles.ErrLocked)
				return nil
			})
			if err != nil || got.Records != 3 || got.Erasures != 1 || len(got.LeftOut) != 1 || got.LeftOut[0].Key != key("c002") || !locked {
				t.Fatalf("%+v, %v, locked: %v", got, err, locked)
			}
			s = open(t, to)
			defer closeStore(t, s)
			if d := cmp.Diff(want, records(t, s)); d != "" {
				t.Error(d)
			}
			if r, err := s.Check(ctx, nil); err != nil || !r.OK() || r.Seq != 3 {
				t.Errorf("%+v, %v", r, err)
			}
			e, err := s.Get(ctx, key("c001"))
			if err != nil || e.Revision != 3 { // it was written last
				t.Errorf("revision %d, %v", e.Revision, err)
			}
		})
	}
}

func ignore(_ *bbolt.Bucket, err error) error { return err }

// The log of erasures that is saved recognises who comes back.
func TestASalvagedLogOfErasuresCounts(t *testing.T) {
	dir := filled(t, 3)
	s := open(t, dir)
	var old bytes.Buffer
	if _, err := s.Dump(ctx, &old, boltstore.DumpOptions{}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Erase(ctx, "", "c001", time.Now()); err != nil {
		t.Fatal(err)
	}
	closeStore(t, s)
	to, again := t.TempDir(), t.TempDir()
	if _, err := boltstore.Salvage(ctx, dir, to, nil, func() error { return nil }); err != nil {
		t.Fatal(err)
	}
	s = open(t, to)
	defer closeStore(t, s)
	l, err := boltstore.Load(ctx, again, readers(old.Bytes()), nil, boltstore.LoadOptions{Erased: []*boltstore.Store{s}})
	if err != nil || l.Erased != 1 {
		t.Errorf("%+v, %v", l, err)
	}
}
