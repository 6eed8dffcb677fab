package boltstore

import (
	"crypto/rand"
	"encoding/binary"

	"go.etcd.io/bbolt"

	"tenon/profiles"
	"tenon/profiles/point"
)

// steps bring a store from one format to the next: steps[0] from 1 to 2. Each is one transaction with the new number in it, so that a
// migration that is cut short goes on where it was.
var steps = []func(*bbolt.Tx) error{toID, toSearches, toReviews, toConsents, toGaps}

// toID, 1 → 2: stores of format 1 had no log of erasures, and the first ones no id and no buckets of corrections.
func toID(tx *bbolt.Tx) error {
	for _, b := range bucketsOf(2) {
		if _, err := tx.CreateBucketIfNotExists(b); err != nil {
			return err
		}
	}
	return putID(tx)
}

// toSearches, 2 → 3: stores of format 2 had no standing searches.
func toSearches(tx *bbolt.Tx) error {
	_, err := tx.CreateBucketIfNotExists(bucketOf(profiles.KindSearch))
	return err
}

// toReviews, 3 → 4: stores of format 3 had no reviews.
func toReviews(tx *bbolt.Tx) error {
	_, err := tx.CreateBucketIfNotExists(bucketOf(profiles.KindReview))
	return err
}

// toConsents, 4 → 5: stores of format 4 had no consents and no log of access.
func toConsents(tx *bbolt.Tx) error {
	for _, k := range []profiles.Kind{profiles.KindConsents, profiles.KindAccess} {
		if _, err := tx.CreateBucketIfNotExists(bucketOf(k)); err != nil {
			return err
		}
	}
	return nil
}

// toGaps, 5 → 6: feeds of format 5 had all changes; for a program that knows no gap one is damage.
func toGaps(*bbolt.Tx) error { return nil }

// idSize is the length of a store's id. A restored store gets a new one, so that what was written into the old one behind the backup
// is never taken for the same changes.
const idSize = 16

// putID gives a store without an id one.
func putID(tx *bbolt.Tx) error {
	meta := tx.Bucket(metaBucket)
	if len(meta.Get(idKey)) == idSize {
		return nil
	}
	id := make([]byte, idSize)
	_, _ = rand.Read(id) // never fails
	return meta.Put(idKey, id)
}

// bucketsOf lists the buckets that every store of a format has.
func bucketsOf(format int) [][]byte {
	bs := [][]byte{metaBucket, changesBucket}
	for _, k := range kinds {
		since := 1
		switch k {
		case profiles.KindCandidateCorrection, profiles.KindRoleCorrection: // those came within format 1
			since = 2
		case profiles.KindSearch:
			since = 3
		case profiles.KindReview:
			since = 4
		case profiles.KindConsents, profiles.KindAccess:
			since = 5
		}
		if format >= since {
			bs = append(bs, bucketOf(k))
		}
	}
	if format > 1 {
		bs = append(bs, erasuresBucket)
	}
	return bs
}

// fresh fills a new store.
func fresh(tx *bbolt.Tx) error {
	if err := setFormat(tx, FormatVersion); err != nil {
		return err
	}
	for _, step := range steps {
		if err := step(tx); err != nil {
			return err
		}
	}
	return nil
}

func setFormat(tx *bbolt.Tx, v uint32) error {
	b, err := tx.CreateBucketIfNotExists(metaBucket)
	if err != nil {
		return err
	}
	return b.Put(formatKey, binary.BigEndian.AppendUint32(nil, v))
}

// migrate brings a store that checkFormat has passed to the newest format. One that is there already is not written to.
func migrate(db *bbolt.DB) error {
	var at uint32
	err := db.View(func(tx *bbolt.Tx) error {
		at = binary.BigEndian.Uint32(tx.Bucket(metaBucket).Get(formatKey))
		return nil
	})
	for ; err == nil && at < FormatVersion; at++ {
		err = db.Update(func(tx *bbolt.Tx) error {
			if err := steps[at-1](tx); err != nil {
				return err
			}
			point.Here(point.StoreMigrating)
			return setFormat(tx, at+1)
		})
	}
	return err
}
