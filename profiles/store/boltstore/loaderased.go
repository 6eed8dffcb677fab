package boltstore

import (
	"bytes"
	"context"
	"maps"
	"slices"
	"time"

	"go.etcd.io/bbolt"

	"tenon/profiles"
)

// dropErased deletes who was erased between one dump and the next. A compaction takes the keys of those who were erased out of the feed, so
// that a dump since an earlier change does not name them; the log of erasures knows them. Who came back is of a later change.
func (x *loader) dropErased(ctx context.Context) error {
	gone := map[profiles.Key]bool{}
	for _, n := range x.between {
		hashes := erasedHashes{}
		for i := range n.log {
			hashes.add(&n.log[i])
		}
		if len(hashes) == 0 {
			continue
		}
		for _, kind := range slices.Concat(personKinds, aboutKinds) {
			bucket := bucketOf(kind)
			err := x.s.pages(ctx, bucket, func(k, v []byte) {
				rev, err := revision(v, bucket, k)
				if err == nil && rev <= n.since && hashes.has(x.s.codec.namesOf(kind, v, bucket, k)...) {
					gone[keyOf(kind, k)] = true
				}
			})
			if err != nil {
				return err
			}
		}
	}
	return x.drop(ctx, gone)
}

// namesOf are the names under which the log of erasures may have a record.
func (c codec) namesOf(kind profiles.Kind, v, bucket, k []byte) [][]byte {
	if !slices.Contains(aboutKinds, kind) {
		return [][]byte{bytes.Clone(k)}
	}
	names := [][]byte{recordName(keyOf(kind, k))}
	if person, _, ok := c.about(kind, v, bucket, k); ok {
		names = append(names, keyBytes(person))
	}
	return names
}

// replay erases who was erased after the dumps were made, and notes that in the log as it was noted then.
func (x *loader) replay(ctx context.Context) error {
	hashes := erasedHashes{}
	for _, e := range x.late {
		if x.known[e.ID] {
			continue
		}
		x.known[e.ID] = true
		if !e.ofKey() {
			x.l.Replayed++
		}
		hashes.add(&e)
		if err := x.s.file.write(func(tx *bbolt.Tx) error { return tx.Bucket(erasuresBucket).Put(e.ID[:], e.value()) }); err != nil {
			return err
		}
	}
	back := map[profiles.Key]bool{}
	for _, kind := range personKinds {
		err := x.s.pages(ctx, bucketOf(kind), func(k, _ []byte) {
			if hashes.has(k) {
				back[keyOf(profiles.KindCandidate, k)] = true
			}
		})
		if err != nil {
			return err
		}
	}
	for _, kind := range aboutKinds {
		bucket := bucketOf(kind)
		err := x.s.pages(ctx, bucket, func(k, v []byte) {
			if person, _, ok := x.s.codec.about(kind, v, bucket, k); ok && hashes.has(keyBytes(person)) {
				back[person] = true
			}
		})
		if err != nil {
			return err
		}
	}
	x.l.Erased = len(back)
	if err := x.named(ctx, hashes, back); err != nil {
		return err
	}
	return x.update(ctx, func(tx *bbolt.Tx, seq profiles.Seq) (profiles.Seq, error) {
		for key := range back {
			theirs, err := x.s.codec.theirs(tx, key)
			if err != nil {
				return 0, err
			}
			for i := range theirs {
				if k := theirs[i].m.Key; k.Kind == profiles.KindSearch {
					x.l.Searches = append(x.l.Searches, k)
				}
			}
			if seq, err = x.s.codec.erasePerson(tx, key, time.Now()); err != nil {
				return 0, err
			}
		}
		return seq, nil
	})
}

// named notes who of the replayed entries is, or was, in the dumps: the feed names also those whose records had gone before.
func (x *loader) named(ctx context.Context, hashes erasedHashes, back map[profiles.Key]bool) error {
	all := maps.Clone(back)
	err := x.s.pages(ctx, changesBucket, func(k, v []byte) {
		c, _, err := decodeChange(k, v)
		if err == nil && slices.Contains(personKinds, c.Key.Kind) && hashes.has(keyBytes(c.Key)) { // they have been verified
			all[profiles.Key{Org: c.Key.Org, Kind: profiles.KindCandidate, ID: c.Key.ID}] = true
		}
	})
	if err != nil {
		return err
	}
	x.l.Persons = slices.Collect(maps.Keys(all))
	return nil
}
