package hostile

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"hash/crc32"
	"io"
	"strings"
)

// entry is a file within an archive. What is stated of it may be a lie.
type entry struct {
	name           string
	method, flags  uint16
	crc            uint32
	packed, length uint64
	mode           uint32 // of Unix, as the upper half of the external attributes
	data           []byte
	shares         int // 1 + the index of an earlier entry whose local header and data it shares
}

const (
	stored   = 0
	deflated = 8
)

// file is an entry that tells the truth.
func file(name string, s source) entry {
	var b bytes.Buffer
	sum := crc32.NewIEEE()
	w, _ := flate.NewWriter(&b, flate.BestSpeed) // the level is one that exists
	n, _ := io.Copy(io.MultiWriter(w, sum), s())
	_ = w.Close() // a buffer does not fail
	return entry{name: name, method: deflated, crc: sum.Sum32(), packed: uint64(b.Len()), length: uint64(n), data: b.Bytes()}
}

// deflate is unit n times, deflated. The unit is packed twice and its second packing repeated, so that a gigabyte is a matter of
// milliseconds.
func deflate(unit string, n int) []byte {
	var b bytes.Buffer
	w, _ := flate.NewWriter(&b, flate.BestCompression)
	_, _ = io.WriteString(w, unit)
	_ = w.Flush()
	first := b.Len()
	_, _ = io.WriteString(w, unit)
	_ = w.Flush()
	again := bytes.Clone(b.Bytes()[first:])
	b.Write(bytes.Repeat(again, n-2))
	b.WriteString("\x01\x00\x00\xff\xff")
	return b.Bytes()
}

// bombOf is an entry that unpacks to unit n times.
func bombOf(name, unit string, n int) entry {
	data := deflate(unit, n)
	return entry{name: name, method: deflated, packed: uint64(len(data)), length: uint64(n * len(unit)), data: data}
}

const mega = 1 << 20

func zeros(n int) string { return strings.Repeat("\x00", n) }

// archive writes entries as a ZIP file, in ZIP64 where a number asks for it.
func archive(entries ...entry) []byte {
	var b bytes.Buffer
	at := make([]int, len(entries))
	for i, e := range entries {
		at[i] = b.Len()
		if e.shares > 0 {
			at[i] = at[e.shares-1]
			continue
		}
		local(&b, e)
	}
	start := b.Len()
	for i, e := range entries {
		central(&b, e, at[i])
	}
	ending(&b, len(entries), start, "")
	return b.Bytes()
}

func put(b *bytes.Buffer, values ...any) {
	for _, v := range values {
		_ = binary.Write(b, binary.LittleEndian, v) // values of fixed size into a buffer
	}
}

func local(b *bytes.Buffer, e entry) {
	put(b, uint32(0x04034b50), uint16(20), e.flags, e.method, uint32(0x21<<16), e.crc, small(e.packed), small(e.length), uint16(len(e.name)), uint16(0))
	b.WriteString(e.name)
	b.Write(e.data)
	if e.flags&8 != 0 {
		put(b, uint32(0x08074b50), e.crc, small(e.packed), small(e.length))
	}
}

func small(n uint64) uint32 { return uint32(min(n, 0xffffffff)) }

func central(b *bytes.Buffer, e entry, at int) {
	var extra bytes.Buffer
	if e.length >= 0xffffffff || e.packed >= 0xffffffff {
		put(&extra, uint16(1))
		var sizes bytes.Buffer
		for _, n := range []uint64{e.length, e.packed} {
			if n >= 0xffffffff {
				put(&sizes, n)
			}
		}
		put(&extra, uint16(sizes.Len()), sizes.Bytes())
	}
	put(b, uint32(0x02014b50), uint16(3<<8|20), uint16(20), e.flags, e.method, uint32(0x21<<16), e.crc, small(e.packed), small(e.length),
		uint16(len(e.name)), uint16(extra.Len()), uint16(0), uint16(0), uint16(0), e.mode<<16, uint32(at))
	b.WriteString(e.name)
	b.Write(extra.Bytes())
}

func ending(b *bytes.Buffer, n, start int, comment string) {
	size := b.Len() - start
	if n >= 0xffff {
		at := uint64(b.Len())
		put(b, uint32(0x06064b50), uint64(44), uint16(45), uint16(45), uint32(0), uint32(0), uint64(n), uint64(n), uint64(size), uint64(start))
		put(b, uint32(0x07064b50), uint32(0), at, uint32(1))
	}
	count := uint16(min(n, 0xffff))
	put(b, uint32(0x06054b50), uint16(0), uint16(0), count, count, uint32(size), uint32(start), uint16(len(comment)))
	b.WriteString(comment)
}
