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
	"time"

	"go.etcd.io/bbolt"

	"tenon/profiles"
	"tenon/profiles/point"
)

// personKinds are what is kept of a person.
var personKinds = []profiles.Kind{profiles.KindCandidate, profiles.KindIdentity, profiles.KindDemographics, profiles.KindCandidateCorrection, profiles.KindConsents}

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
		if seq, err = s.codec.erasePerson(tx, key, at); err != nil {
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
func (c codec) erasePerson(tx *bbolt.Tx, key profiles.Key, at time.Time) (profiles.Seq, error) {
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
	theirs, err := c.theirs(tx, key)
	if err != nil {
		return 0, err
	}
	r.writes = append(r.writes, theirs...)
	if len(r.writes) == 0 {
		return seq, nil
	}
	for i := range r.writes {
		r.sorted = append(r.sorted, &r.writes[i])
	}
	if err := r.do(tx, seq); err != nil {
		return 0, err
	}
	for i := range theirs {
		if w := &theirs[i]; w.value == nil { // the id of a search may say whose it is
			if err := putErasure(tx, recordName(w.m.Key), keyErasure(), at); err != nil {
				return 0, err
			}
		}
	}
	return r.seq, tx.Bucket(metaBucket).Put(seqKey, seqBytes(r.seq))
}

// aboutKinds are kinds of records about candidates, under ids of their own: see profiles.About.
var aboutKinds = []profiles.Kind{profiles.KindSearch, profiles.KindReview, profiles.KindAccess}

// theirs lists what becomes of the records about a person: most go, and of some is kept what says nothing of the person. One that does
// not decode says of nobody, but that a review is known by its id. Reviews are of the person in other organisations, too.
func (c codec) theirs(tx *bbolt.Tx, person profiles.Key) (out []write, err error) {
	prefix := append([]byte(person.Org), 0)
	own, elsewhere := profiles.ReviewMarks(person)
	for _, kind := range aboutKinds {
		bucket, reviews := bucketOf(kind), kind == profiles.KindReview
		cur, from := tx.Bucket(bucket).Cursor(), prefix
		if reviews {
			from = nil
		}
		for k, v := cur.Seek(from); k != nil && (reviews || bytes.HasPrefix(k, prefix)); k, v = cur.Next() {
			if reviews && !bytes.HasPrefix(k, prefix) {
				if bytes.HasSuffix(k, []byte(elsewhere)) {
					out = append(out, write{m: &profiles.Mutation{Key: keyOf(kind, k)}, key: bytes.Clone(k)})
				}
				continue
			}
			who, rec, ok := c.about(kind, v, bucket, k)
			if (!ok || who.ID != person.ID) && (!reviews || !bytes.HasSuffix(k, []byte(own))) {
				continue
			}
			w := write{m: &profiles.Mutation{Key: keyOf(kind, k)}, key: bytes.Clone(k)}
			if r, ok := rec.(profiles.Remembered); ok {
				w.m.Record = r.Forgotten()
				if w.value, err = c.encode(w.m.Record); err != nil {
					return nil, err
				}
			}
			out = append(out, w)
		}
	}
	return out, nil
}

// about is the candidate whom a stored record is about; false where it is about nobody or does not decode.
func (c codec) about(kind profiles.Kind, v, bucket, k []byte) (profiles.Key, profiles.About, bool) {
	key := keyOf(kind, k)
	rec, _, err := c.open(v, bucket, k, key)
	r, ok := rec.(profiles.About)
	if err != nil || !ok || r.About() == "" {
		return profiles.Key{}, nil, false
	}
	return profiles.Key{Org: key.Org, Kind: profiles.KindCandidate, ID: r.About()}, r, true
}

// logErasure notes that a person was erased.
func logErasure(tx *bbolt.Tx, key []byte, at time.Time) error {
	var e erasure
	_, _ = rand.Read(e.ID[:]) // never fails
	return putErasure(tx, key, e, at)
}

// keyMark begins the random id of an entry that is about the key of a record of a person, not about a person.
var keyMark = []byte("key\x00")

func keyErasure() (e erasure) {
	_, _ = rand.Read(e.ID[copy(e.ID[:], keyMark):]) // never fails
	return e
}

// ofKey says whether the entry is about the key of a record.
func (e *erasure) ofKey() bool { return bytes.HasPrefix(e.ID[:], keyMark) }

// recordName is a key of a record other than a person's in the log of erasures. No organisation begins with such a byte.
func recordName(k profiles.Key) []byte { return append([]byte{byte(k.Kind)}, keyBytes(k)...) }

// putErasure takes the salt of another entry, so that one pass over the records finds all who come back.
func putErasure(tx *bbolt.Tx, name []byte, e erasure, at time.Time) error {
	b := tx.Bucket(erasuresBucket)
	e.At = at
	if k, v := b.Cursor().First(); k == nil {
		_, _ = rand.Read(e.Salt[:])
	} else if known, err := decodeErasure(k, v); err == nil {
		e.Salt = known.Salt
	} else {
		_, _ = rand.Read(e.Salt[:])
	}
	e.Hash = personHash(e.Salt[:], name)
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

// erasedHashes are entries of the log by their salts.
type erasedHashes map[[16]byte]map[[32]byte]bool

func (h erasedHashes) add(e *erasure) {
	if h[e.Salt] == nil {
		h[e.Salt] = map[[32]byte]bool{}
	}
	h[e.Salt][e.Hash] = true
}

// has says whether any of the names is of an entry.
func (h erasedHashes) has(names ...[]byte) bool {
	for salt, of := range h {
		for _, name := range names {
			if of[personHash(salt[:], name)] {
				return true
			}
		}
	}
	return false
}
