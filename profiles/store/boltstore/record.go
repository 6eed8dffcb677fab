package boltstore

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"

	"github.com/fxamacker/cbor/v2"

	"tenon/profiles"
	"tenon/profiles/identity"
)

const (
	recordVersion = 1
	headerSize    = 1 + 8 + 4
	maxRecord     = 8 << 20 // bytes of a payload
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// codec is how payloads are written and read. The limits hold in both directions: what is written can be read.
type codec struct {
	enc cbor.UserBufferEncMode
	dec cbor.DecMode
}

func newCodec() (codec, error) {
	enc, err := cbor.CoreDetEncOptions().UserBufferEncMode()
	if err != nil {
		return codec{}, err
	}
	dec, err := cbor.DecOptions{
		DupMapKey:        cbor.DupMapKeyEnforcedAPF,
		IndefLength:      cbor.IndefLengthForbidden,
		TagsMd:           cbor.TagsForbidden,
		UTF8:             cbor.UTF8DecodeInvalid, // a store keeps what it is given
		MaxNestedLevels:  32,
		MaxArrayElements: 1 << 16,
		MaxMapPairs:      1 << 10,
	}.DecMode()
	return codec{enc, dec}, err
}

// encode writes a record without its revision and checksum, which seal fills in.
func (c codec) encode(r profiles.Record) ([]byte, error) {
	b := bytes.NewBuffer(make([]byte, headerSize, 2048))
	if err := c.enc.MarshalToBuffer(r, b); err != nil {
		return nil, err
	}
	payload := b.Bytes()[headerSize:]
	if len(payload) > maxRecord {
		return nil, fmt.Errorf("%w: %d bytes: want at most %d", profiles.ErrInvalid, len(payload), maxRecord)
	}
	if err := c.dec.Wellformed(payload); err != nil {
		return nil, fmt.Errorf("%w: %w", profiles.ErrInvalid, err)
	}
	return bytes.Clone(b.Bytes()), nil
}

func seal(v, bucket, key []byte, rev profiles.Revision) {
	v[0] = recordVersion
	binary.BigEndian.PutUint64(v[1:], uint64(rev))
	binary.BigEndian.PutUint32(v[9:], checksum(v, bucket, key))
}

func checksum(v, bucket, key []byte) uint32 {
	s := crc32.Update(0, castagnoli, bucket)
	s = crc32.Update(s, castagnoli, key)
	s = crc32.Update(s, castagnoli, v[1:9])
	return crc32.Update(s, castagnoli, v[headerSize:])
}

// revision verifies a stored value and returns its revision, 0 of none.
func revision(v, bucket, key []byte) (profiles.Revision, error) {
	if v == nil {
		return 0, nil
	}
	if len(v) < headerSize || v[0] != recordVersion || binary.BigEndian.Uint32(v[9:]) != checksum(v, bucket, key) {
		return 0, profiles.ErrDamaged
	}
	return profiles.Revision(binary.BigEndian.Uint64(v[1:])), nil
}

// open verifies and decodes a stored value; the record has no part of v, which dies with its transaction.
func (c codec) open(v, bucket, k []byte, key profiles.Key) (profiles.Record, profiles.Revision, error) {
	at, err := revision(v, bucket, k)
	if err != nil {
		return nil, 0, fmt.Errorf("%w: stored %s does not verify", err, key)
	}
	r := blank(key.Kind)
	if err := c.dec.Unmarshal(v[headerSize:], r); err != nil {
		return nil, 0, fmt.Errorf("%w: stored %s does not decode", profiles.ErrDamaged, key)
	}
	return r, at, nil
}

func blank(k profiles.Kind) profiles.Record {
	switch k {
	case profiles.KindCandidate:
		return new(profiles.Candidate)
	case profiles.KindRole:
		return new(profiles.Role)
	case profiles.KindIdentity:
		return new(identity.Identity)
	case profiles.KindDemographics:
		return new(identity.Demographics)
	case profiles.KindCandidateCorrection, profiles.KindRoleCorrection:
		return new(profiles.Correction)
	case profiles.KindSearch:
		return new(profiles.Search)
	case profiles.KindConsents:
		return new(identity.Consents)
	case profiles.KindAccess:
		return new(identity.Access)
	case profiles.KindReview:
		return new(profiles.Review)
	}
	return nil
}

func keyBytes(k profiles.Key) []byte {
	b := make([]byte, 0, len(k.Org)+1+len(k.ID))
	return append(append(append(b, k.Org...), 0), k.ID...)
}

func keyOf(kind profiles.Kind, b []byte) profiles.Key {
	org, id, _ := bytes.Cut(b, []byte{0})
	return profiles.Key{Org: string(org), Kind: kind, ID: string(id)}
}
