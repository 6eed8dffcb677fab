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
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// codec is how payloads are written and read; decoding bounds what damaged lengths can ask for.
type codec struct {
	enc cbor.EncMode
	dec cbor.DecMode
}

func newCodec() (codec, error) {
	enc, err := cbor.CoreDetEncOptions().EncMode()
	if err != nil {
		return codec{}, err
	}
	dec, err := cbor.DecOptions{DupMapKey: cbor.DupMapKeyEnforcedAPF, MaxNestedLevels: 32, MaxArrayElements: 1 << 16, MaxMapPairs: 1 << 10}.DecMode()
	return codec{enc, dec}, err
}

// encode writes a record without its revision and checksum, which seal fills in.
func (c codec) encode(r profiles.Record) ([]byte, error) {
	var b bytes.Buffer
	b.Write(make([]byte, headerSize))
	if err := c.enc.NewEncoder(&b).Encode(r); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func seal(v []byte, bucket, key []byte, rev profiles.Revision) {
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

// open verifies and decodes a stored value.
func (c codec) open(v, bucket, k []byte, key profiles.Key) (profiles.Record, profiles.Revision, error) {
	if len(v) < headerSize || v[0] != recordVersion || binary.BigEndian.Uint32(v[9:]) != checksum(v, bucket, k) {
		return nil, 0, fmt.Errorf("%w: stored %s does not verify", profiles.ErrDamaged, key)
	}
	r := blank(key.Kind)
	if err := c.dec.Unmarshal(v[headerSize:], r); err != nil {
		return nil, 0, fmt.Errorf("%w: stored %s does not decode", profiles.ErrDamaged, key)
	}
	return r, profiles.Revision(binary.BigEndian.Uint64(v[1:])), nil
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

func encodeChange(c profiles.Change) []byte {
	v := binary.BigEndian.AppendUint64(nil, uint64(c.Revision))
	deleted := byte(0)
	if c.Deleted {
		deleted = 1
	}
	return append(append(v, deleted, byte(c.Key.Kind)), keyBytes(c.Key)...)
}

func decodeChange(seq profiles.Seq, v []byte) (profiles.Change, error) {
	if len(v) < 11 || v[8] > 1 || blank(profiles.Kind(v[9])) == nil {
		return profiles.Change{}, fmt.Errorf("%w: change %d does not decode", profiles.ErrDamaged, seq)
	}
	return profiles.Change{Seq: seq, Revision: profiles.Revision(binary.BigEndian.Uint64(v)), Deleted: v[8] == 1,
		Key: keyOf(profiles.Kind(v[9]), v[10:])}, nil
}
