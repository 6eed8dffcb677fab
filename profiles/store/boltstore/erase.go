package boltstore

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"strings"
	"time"

	"go.etcd.io/bbolt"

	"tenon/profiles"
	"tenon/profiles/point"
)

// personKinds are what is kept of a person.
var personKinds = []profiles.Kind{profiles.KindCandidate, profiles.KindIdentity, profiles.KindDemographics, profiles.KindCandidateCorrection}

// erasure is an entry of the log of erasures. It names nobody: it recognises who comes back.
type erasure struct {
	ID   [16]byte // random, so that the same entry is known in another copy of the log
	At   time.Time
	Salt [16]byte
	Hash [32]byte // HMAC-SHA-256 of organisation 0x00 id, under the salt
}

const erasureSize = 4 + 8 + 16 + 32

// value is how an entry is kept under its ID: CRC-32C over the rest and the key · Unix seconds int64 · salt · hash.
func (e *erasure) value() []byte {
	v := make([]byte, 4, erasureSize)
	v = binary.BigEndian.AppendUint64(v, uint64(e.At.Unix()))
	v = append(append(v, e.Salt[:]...), e.Hash[:]...)
	binary.BigEndian.PutUint32(v, erasureSum(e.ID[:], v))
	return v
}

func erasureSum(k, v []byte) uint32 {
	return crc32.Update(crc32.Update(0, castagnoli, k), castagnoli, v[4:])
}

func decodeErasure(k, v []byte) (e erasure, err error) {
	if len(k) != len(e.ID) || len(v) != erasureSize || binary.BigEndian.Uint32(v) != erasureSum(k, v) {
		return e, fmt.Errorf("%w: an entry of the log of erasures does not verify", profiles.ErrDamaged)
	}
	copy(e.ID[:], k)
	e.At = time.Unix(int64(binary.BigEndian.Uint64(v[4:])), 0).UTC()
	copy(e.Salt[:], v[12:])
	copy(e.Hash[:], v[28:])
	return e, nil
}

func personHash(salt, key []byte) [32]byte {
	h := hmac.New(sha256.New, salt)
	h.Write(key)
	return [32]byte(h.Sum(nil))
}

// Erase implements store.Eraser.
func (s *Store) Erase(ctx context.Context, org, id string, at time.Time) (seq profiles.Seq, err error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	key := profiles.Key{Org: org, Kind: profiles.KindCandidate, ID: id}
	if err := checkKey(key); err != nil {
		return 0, fmt.Errorf("erase: %w", err)
	}
	s.committing.Lock()
	defer s.committing.Unlock()
	err = s.write(func(tx *bbolt.Tx) (err error) {
		if seq, err = s.codec.erasePerson(tx, key); err != nil {
			return err
		}
		point.Here(point.StoreErasing)
		return logErasure(tx, keyBytes(key), at)
	})
	if err != nil {
		return 0, fmt.Errorf("erase: %w", err)
	}
	s.announce()
	return seq, nil
}

// erasePerson deletes all that is kept of a person, damaged or not.
func (c codec) erasePerson(tx *bbolt.Tx, key profiles.Key) (profiles.Seq, error) {
	seq, err := lastSeq(tx)
	if err != nil {
		return 0, err
	}
	r := &request{}
	for _, k := range personKinds {
		if tx.Bucket(bucketOf(k)).Get(keyBytes(key)) != nil {
			m := &profiles.Mutation{Key: profiles.Key{Org: key.Org, Kind: k, ID: key.ID}}
			r.writes = append(r.writes, write{m: m, key: keyBytes(key)})
		}
	}
	for _, k := range append(c.searchesOf(tx, key), c.reviewsOf(tx, key)...) {
		r.writes = append(r.writes, write{m: &profiles.Mutation{Key: k}, key: keyBytes(k)})
	}
	if len(r.writes) == 0 {
		return seq, nil
	}
	for i := range r.writes {
		r.sorted = append(r.sorted, &r.writes[i])
	}
	if err := r.do(tx, seq); err != nil {
		return 0, err
	}
	return r.seq, tx.Bucket(metaBucket).Put(seqKey, seqBytes(r.seq))
}

// searchesOf lists the standing searches on behalf of a person. One that does not decode says of nobody.
func (c codec) searchesOf(tx *bbolt.Tx, person profiles.Key) (out []profiles.Key) {
	bucket := bucketOf(profiles.KindSearch)
	prefix := append([]byte(person.Org), 0)
	cur := tx.Bucket(bucket).Cursor()
	for k, v := cur.Seek(prefix); k != nil && bytes.HasPrefix(k, prefix); k, v = cur.Next() {
		if who, ok := c.searcher(v, bucket, k); ok && who.ID == person.ID {
			out = append(out, keyOf(profiles.KindSearch, k))
		}
	}
	return out
}

// searcher is the candidate on whose behalf a stored search looks; false of nobody.
func (c codec) searcher(v, bucket, k []byte) (profiles.Key, bool) {
	key := keyOf(profiles.KindSearch, k)
	rec, _, err := c.open(v, bucket, k, key)
	s, ok := rec.(*profiles.Search)
	if err != nil || !ok || s.Candidate == "" {
		return profiles.Key{}, false
	}
	return profiles.Key{Org: key.Org, Kind: profiles.KindCandidate, ID: s.Candidate}, true
}

// reviewsOf lists the reviews of a person. One that does not decode is known by its id.
func (c codec) reviewsOf(tx *bbolt.Tx, person profiles.Key) (out []profiles.Key) {
	bucket := bucketOf(profiles.KindReview)
	prefix := append([]byte(person.Org), 0)
	mark := []byte(strings.TrimPrefix(profiles.ReviewID("", person.ID), profiles.ReviewsOfRole("")))
	cur := tx.Bucket(bucket).Cursor()
	for k, v := cur.Seek(prefix); k != nil && bytes.HasPrefix(k, prefix); k, v = cur.Next() {
		if who, ok := c.reviewed(v, bucket, k); ok && who.ID == person.ID || bytes.HasSuffix(k, mark) {
			out = append(out, keyOf(profiles.KindReview, k))
		}
	}
	return out
}

// reviewed is the candidate whom a stored review is about; false where it does not decode.
func (c codec) reviewed(v, bucket, k []byte) (profiles.Key, bool) {
	key := keyOf(profiles.KindReview, k)
	rec, _, err := c.open(v, bucket, k, key)
	r, ok := rec.(*profiles.Review)
	if err != nil || !ok {
		return profiles.Key{}, false
	}
	return profiles.Key{Org: key.Org, Kind: profiles.KindCandidate, ID: r.Candidate}, true
}

// logErasure takes the salt of another entry, so that one pass over the records finds all who come back.
func logErasure(tx *bbolt.Tx, key []byte, at time.Time) error {
	b := tx.Bucket(erasuresBucket)
	e := erasure{At: at}
	_, _ = rand.Read(e.ID[:]) // never fails
	if k, v := b.Cursor().First(); k == nil {
		_, _ = rand.Read(e.Salt[:])
	} else if known, err := decodeErasure(k, v); err == nil {
		e.Salt = known.Salt
	} else {
		_, _ = rand.Read(e.Salt[:])
	}
	e.Hash = personHash(e.Salt[:], key)
	return b.Put(e.ID[:], e.value())
}

// erasures reads the whole log.
func erasures(tx *bbolt.Tx) (out []erasure, err error) {
	err = tx.Bucket(erasuresBucket).ForEach(func(k, v []byte) error {
		e, err := decodeErasure(k, v)
		out = append(out, e)
		return err
	})
	return out, err
}
