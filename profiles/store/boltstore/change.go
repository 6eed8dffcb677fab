package boltstore

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"

	"tenon/profiles"
)

const (
	changeSum    = 4 // bytes of the checksum
	changeHeader = changeSum + 1 + 1
)

func seqBytes(s profiles.Seq) []byte { return binary.BigEndian.AppendUint64(nil, uint64(s)) }

// encodeChange returns key and value of a change; its revision is its number.
func encodeChange(c profiles.Change) (k, v []byte) {
	k = seqBytes(c.Seq)
	v = make([]byte, changeHeader, changeHeader+len(c.Key.Org)+1+len(c.Key.ID))
	if c.Deleted {
		v[changeSum] = 1
	}
	v[changeSum+1] = byte(c.Key.Kind)
	v = append(v, keyBytes(c.Key)...)
	binary.BigEndian.PutUint32(v, changeChecksum(k, v))
	return k, v
}

func changeChecksum(k, v []byte) uint32 {
	return crc32.Update(crc32.Update(0, castagnoli, k), castagnoli, v[changeSum:])
}

// toSalvage says what helps where the feed is damaged.
const toSalvage = ": restore a backup, or make the feed anew with tenon rebuild --feed"

// decodeChange verifies the change of a number; a gap in the feed is damage, since all changes are kept.
func decodeChange(want profiles.Seq, k, v []byte) (profiles.Change, error) {
	if len(k) != 8 || binary.BigEndian.Uint64(k) != uint64(want) || len(v) < changeHeader ||
		binary.BigEndian.Uint32(v) != changeChecksum(k, v) {
		return profiles.Change{}, fmt.Errorf("%w: change %d of the feed does not verify%s", profiles.ErrDamaged, want, toSalvage)
	}
	return profiles.Change{Seq: want, Revision: want, Deleted: v[changeSum] == 1,
		Key: keyOf(profiles.Kind(v[changeSum+1]), v[changeHeader:])}, nil
}
