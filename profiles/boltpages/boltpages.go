// Package boltpages checks the pages of a bbolt file by itself, before or beside bbolt, which trusts them: a page number that is off
// sends it into memory that is not there, or round in a circle until its stack is full, and that ends the process.
package boltpages

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"io"
	"os"

	"tenon/profiles"
)

// The layout of a bbolt file, version 2, which is in the byte order of the machine; all that bbolt runs on here are little-endian
// but for a few, and on those a file of their own is read by their own order.
var order = binary.NativeEndian

const (
	pageHeader    = 16
	elementSize   = 16
	branchFlag    = 0x01
	leafFlag      = 0x02
	freelistFlag  = 0x10
	bucketFlag    = 0x01
	bucketHeader  = 16
	boltMagic     = 0xED0CDAED
	boltVersion   = 2
	metaSum       = 56 // where the checksum of a meta page begins
	maxDepth      = 64
	hugeFreelist  = 0xFFFF
	noFreelist    = ^uint64(0)
	freelistCount = pageHeader
)

// walker reads the pages of a file.
type walker struct {
	f        io.ReaderAt
	size     int64
	pageSize uint64
	high     uint64 // the first page number that is not in use
	seen     map[uint64]bool
	leaves   bool // look at every element of the leaves, too
}

// Check checks that the pages in use make trees: every number in range, none used twice, every page of the kind that it has to be.
// With leaves it reads all of the file, and checks the order of keys and that free pages are not in use. The file must not change
// meanwhile. profiles.ErrDamaged names the page.
func Check(path string, leaves bool) error {
	f, err := os.Open(path)
	if err != nil {
		return profiles.Storage(err)
	}
	defer func() { _ = f.Close() }() // only read
	fi, err := f.Stat()
	if err != nil {
		return err
	}
	w := &walker{f: f, size: fi.Size(), seen: map[uint64]bool{}, leaves: leaves}
	root, free, err := w.meta()
	if err != nil {
		return err
	}
	if err := w.page(root, nil, nil, 0, true); err != nil {
		return err
	}
	if !leaves || free == noFreelist {
		return nil
	}
	return w.freelist(free)
}

func bad(page uint64, what string, args ...any) error {
	return fmt.Errorf("%w: page %d: %s", profiles.ErrDamaged, page, fmt.Sprintf(what, args...))
}

// meta reads the newer of the two meta pages that verify.
func (w *walker) meta() (root, free uint64, err error) {
	var newest uint64
	found := false
	for n := range uint64(2) {
		for _, size := range []uint64{uint64(os.Getpagesize()), 4096, 16384, 65536} {
			b := make([]byte, metaSum+8)
			if _, err := w.f.ReadAt(b, int64(n*size+pageHeader)); err != nil {
				continue
			}
			sum := fnv.New64a()
			_, _ = sum.Write(b[:metaSum]) // never fails
			if order.Uint32(b) != boltMagic || order.Uint32(b[4:]) != boltVersion || sum.Sum64() != order.Uint64(b[metaSum:]) {
				continue
			}
			if txid := order.Uint64(b[48:]); !found || txid > newest {
				found, newest = true, txid
				w.pageSize, root, free, w.high = uint64(order.Uint32(b[8:])), order.Uint64(b[16:]), order.Uint64(b[32:]), order.Uint64(b[40:])
			}
			break
		}
	}
	if !found || w.pageSize < 512 || w.high > uint64(w.size)/w.pageSize {
		return 0, 0, fmt.Errorf("%w: no meta page verifies, or the file has been cut short", profiles.ErrDamaged)
	}
	return root, free, nil
}

// use marks a page and what it runs over into as used.
func (w *walker) use(n, overflow uint64) error {
	if n < 2 || n >= w.high || overflow >= w.high-n {
		return bad(n, "out of range")
	}
	for i := n; i <= n+overflow; i++ {
		if w.seen[i] {
			return bad(i, "used twice")
		}
		w.seen[i] = true
	}
	return nil
}

// page checks a page and what is below it. Keys have to be from low on and below high; nil is without bound.
func (w *walker) page(n uint64, low, high []byte, depth int, buckets bool) error {
	if n < 2 || n >= w.high || depth > maxDepth {
		return bad(n, "out of range")
	}
	head := make([]byte, pageHeader)
	if _, err := w.f.ReadAt(head, int64(n*w.pageSize)); err != nil {
		return bad(n, "%v", err)
	}
	flags, count, overflow := order.Uint16(head[8:]), uint64(order.Uint16(head[10:])), uint64(order.Uint32(head[12:]))
	if order.Uint64(head) != n {
		return bad(n, "says that it is page %d", order.Uint64(head))
	}
	if err := w.use(n, overflow); err != nil {
		return err
	}
	if flags == leafFlag && !w.leaves && !buckets {
		return nil
	}
	b := make([]byte, (overflow+1)*w.pageSize)
	if _, err := w.f.ReadAt(b, int64(n*w.pageSize)); err != nil {
		return bad(n, "%v", err)
	}
	switch flags {
	case branchFlag:
		return w.branch(n, b, count, low, high, depth, buckets)
	case leafFlag:
		return w.leaf(n, b, count, low, high, depth)
	}
	return bad(n, "of kind %#x", flags)
}

func (w *walker) branch(n uint64, b []byte, count uint64, low, high []byte, depth int, buckets bool) error {
	if count == 0 {
		return bad(n, "a branch without pages")
	}
	keys, pages, next := make([][]byte, count+1), make([]uint64, count), pageHeader+count*elementSize
	for i := range count {
		at := pageHeader + i*elementSize
		if at+elementSize > uint64(len(b)) {
			return bad(n, "more elements than fit")
		}
		pos, size := uint64(order.Uint32(b[at:])), uint64(order.Uint32(b[at+4:]))
		if at+pos+size > uint64(len(b)) {
			return bad(n, "a key beyond its end")
		}
		if at+pos != next {
			return bad(n, notBehind, i, count)
		}
		next += size
		keys[i], pages[i] = b[at+pos:at+pos+size], order.Uint64(b[at+8:])
		if i > 0 && bytes.Compare(keys[i-1], keys[i]) >= 0 || low != nil && i > 0 && bytes.Compare(keys[i], low) < 0 || high != nil && bytes.Compare(keys[i], high) >= 0 {
			return bad(n, "keys out of order")
		}
	}
	keys[count] = high
	for i, p := range pages {
		from := keys[i]
		if i == 0 {
			from = low // bbolt does not lower the first key of a branch when a lower one comes
		}
		if err := w.page(p, from, keys[i+1], depth+1, buckets); err != nil {
			return err
		}
	}
	return nil
}

// notBehind: bbolt writes what the elements of a page say one behind the other, the first behind the last element. So a wrong number of
// elements, with which keys are missing as if they had never been, does not pass.
const notBehind = "what element %d of %d says is not where it is written"

// leaf checks a leaf. A bucket that is within a value is a leaf, too, with a page of its own there.
func (w *walker) leaf(n uint64, b []byte, count uint64, low, high []byte, depth int) error {
	var last []byte
	next := pageHeader + count*elementSize
	if count == 0 && len(bytes.Trim(b[pageHeader:min(len(b), pageHeader+elementSize)], "\x00")) > 0 {
		return bad(n, "an element where there are none") // bbolt writes zeros there
	}
	for i := range count {
		at := pageHeader + i*elementSize
		if at+elementSize > uint64(len(b)) {
			return bad(n, "more elements than fit")
		}
		flags, pos := order.Uint32(b[at:]), uint64(order.Uint32(b[at+4:]))
		ksize, vsize := uint64(order.Uint32(b[at+8:])), uint64(order.Uint32(b[at+12:]))
		if at+pos+ksize+vsize > uint64(len(b)) {
			return bad(n, "an element beyond its end")
		}
		if at+pos != next {
			return bad(n, notBehind, i, count)
		}
		next += ksize + vsize
		key, value := b[at+pos:at+pos+ksize], b[at+pos+ksize:at+pos+ksize+vsize]
		if i > 0 && bytes.Compare(last, key) >= 0 || low != nil && bytes.Compare(key, low) < 0 || high != nil && bytes.Compare(key, high) >= 0 {
			return bad(n, "keys out of order")
		}
		last = key
		if flags&bucketFlag == 0 {
			continue
		}
		if err := w.bucket(n, value, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// bucket checks a bucket, of which a page has the value.
func (w *walker) bucket(n uint64, value []byte, depth int) error {
	if len(value) < bucketHeader {
		return bad(n, "a bucket of %d bytes", len(value))
	}
	if root := order.Uint64(value); root != 0 {
		return w.page(root, nil, nil, depth, false)
	}
	within := value[bucketHeader:]
	if len(within) < pageHeader || order.Uint16(within[8:]) != leafFlag {
		return bad(n, "a bucket that is no leaf")
	}
	return w.leaf(n, within, uint64(order.Uint16(within[10:])), nil, nil, depth)
}

// freelist checks that no free page is in use, and that every page is either.
func (w *walker) freelist(n uint64) error {
	head := make([]byte, pageHeader+8)
	if n >= w.high {
		return bad(n, "out of range")
	}
	if _, err := w.f.ReadAt(head, int64(n*w.pageSize)); err != nil {
		return bad(n, "%v", err)
	}
	count, from := uint64(order.Uint16(head[10:])), uint64(freelistCount)
	if count == hugeFreelist {
		count, from = order.Uint64(head[freelistCount:]), freelistCount+8
	}
	overflow := uint64(order.Uint32(head[12:]))
	if order.Uint16(head[8:]) != freelistFlag || order.Uint64(head) != n || count > w.high || from+8*count > (overflow+1)*w.pageSize {
		return bad(n, "no list of free pages")
	}
	if err := w.use(n, overflow); err != nil {
		return err
	}
	b := make([]byte, 8*count)
	if _, err := w.f.ReadAt(b, int64(n*w.pageSize+from)); err != nil {
		return bad(n, "%v", err)
	}
	for i := range count {
		if err := w.use(order.Uint64(b[8*i:]), 0); err != nil {
			return fmt.Errorf("%w, as a free one", err)
		}
	}
	for p := uint64(2); p < w.high; p++ {
		if !w.seen[p] {
			return bad(p, "neither in use nor free")
		}
	}
	return nil
}
