package boltstore

import (
	"bytes"
	"crypto/rand"
	"slices"
	"strings"

	"go.etcd.io/bbolt"

	"tenon/profiles"
)

// forgetter takes the keys of persons who were erased, and of their records, out of the changes.
type forgetter struct {
	tx     *bbolt.Tx
	hashes erasedHashes          // of the log of erasures
	late   map[profiles.Key]bool // keys that somebody who follows the feed may still have to hear of

	forgotten profiles.Seq // of the last deletion that names nobody any more
}

func newForgetter(tx *bbolt.Tx, reached profiles.Seq) (*forgetter, error) {
	f := &forgetter{tx: tx, hashes: erasedHashes{}, late: map[profiles.Key]bool{}, forgotten: metaSeq(tx, forgottenKey)}
	if reached == 0 { // somebody may have to hear of everything
		return f, nil
	}
	all, err := erasures(tx)
	if err != nil {
		return nil, err
	}
	for i := range all {
		f.hashes.add(&all[i])
	}
	c := tx.Bucket(changesBucket).Cursor()
	for k, v := c.Seek(seqBytes(reached + 1)); k != nil; k, v = c.Next() {
		x, _, err := decodeChange(k, v)
		if err != nil {
			return nil, err
		}
		f.late[x.Key] = true
	}
	return f, nil
}

// pair is what becomes of a pair of a bucket.
func (f *forgetter) pair(bucket, k, v []byte) ([]byte, error) {
	if !bytes.Equal(bucket, changesBucket) || len(f.hashes) == 0 || len(k) != 8 {
		return v, nil
	}
	x, after, err := decodeChange(k, v)
	if err != nil {
		return nil, err
	}
	if !f.erased(x.Key) || f.late[x.Key] {
		return v, nil
	}
	if x.Deleted {
		f.forgotten = max(f.forgotten, x.Seq)
	}
	x.Key.ID, x.Deleted = "erased-"+strings.ToLower(rand.Text()), true // nobody has it
	_, v = encodeChange(x, after)
	return v, nil
}

// erased says whether a key was of a person who was erased, or of a record about one, and nobody has it now: who came back is not
// forgotten.
func (f *forgetter) erased(key profiles.Key) bool {
	name, kinds := keyBytes(key), personKinds
	switch {
	case slices.Contains(aboutKinds, key.Kind):
		name, kinds = recordName(key), []profiles.Kind{key.Kind}
	case !slices.Contains(personKinds, key.Kind):
		return false
	}
	if !f.hashes.has(name) {
		return false
	}
	return !slices.ContainsFunc(kinds, func(k profiles.Kind) bool { return f.tx.Bucket(bucketOf(k)).Get(keyBytes(key)) != nil })
}
