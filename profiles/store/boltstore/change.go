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

// The flags of a change. One behind a gap names the change before it, so that a gap which Trim has made is told from damage.
const (
	changeDeleted = 1
	changeGap     = 2
)

func seqBytes(s profiles.Seq) []byte { return binary.BigEndian.AppendUint64(nil, uint64(s)) }

// encodeChange returns key and value of a change; its revision is its number. after is the number of the change before it in the feed.
func encodeChange(c profiles.Change, after profiles.Seq) (k, v []byte) {
	k = seqBytes(c.Seq)
	v = make([]byte, changeHeader, changeHeader+8+len(c.Key.Org)+1+len(c.Key.ID))
	if c.Deleted {
		v[changeSum] |= changeDeleted
	}
	v[changeSum+1] = byte(c.Key.Kind)
	if after != c.Seq-1 {
		v[changeSum] |= changeGap
		v = binary.BigEndian.AppendUint64(v, uint64(after))
	}
	v = append(v, keyBytes(c.Key)...)
	binary.BigEndian.PutUint32(v, changeChecksum(k, v))
	return k, v
}

func changeChecksum(k, v []byte) uint32 {
	return crc32.Update(crc32.Update(0, castagnoli, k), castagnoli, v[changeSum:])
}

// toSalvage says what helps where the feed is damaged.
const toSalvage = ": restore a backup, or make the feed anew with tenon rebuild --feed"

// decodeChange verifies a change by itself, and returns the number of the one before it.
func decodeChange(k, v []byte) (c profiles.Change, after profiles.Seq, err error) {
	if len(k) != 8 || len(v) < changeHeader || binary.BigEndian.Uint32(v) != changeChecksum(k, v) {
		return c, 0, fmt.Errorf("%w: a change of the feed does not verify%s", profiles.ErrDamaged, toSalvage)
	}
	seq := profiles.Seq(binary.BigEndian.Uint64(k))
	flags, key := v[changeSum], v[changeHeader:]
	after = seq - 1
	if flags&changeGap != 0 && len(key) >= 8 {
		after, key = profiles.Seq(binary.BigEndian.Uint64(key)), key[8:]
	}
	if seq == 0 || after >= seq || flags > changeDeleted|changeGap {
		return c, 0, fmt.Errorf("%w: change %d of the feed is none%s", profiles.ErrDamaged, seq, toSalvage)
	}
	return profiles.Change{Seq: seq, Revision: seq, Deleted: flags&changeDeleted != 0, Key: keyOf(profiles.Kind(v[changeSum+1]), key)}, after, nil
}

// nextChange verifies the first change behind since: that none is missing between them.
func nextChange(since profiles.Seq, k, v []byte) (profiles.Change, error) {
	c, after, err := decodeChange(k, v)
	if err != nil || c.Seq <= since || after > since {
		return profiles.Change{}, fmt.Errorf("%w: the change behind number %d of the feed does not verify%s", profiles.ErrDamaged, since, toSalvage)
	}
	return c, nil
}
