package parquet

import (
	"encoding/binary"
	"errors"
	"io"

	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"
)

// The limits of a footer. Each of its items becomes a struct of up to a kilobyte.
const (
	maxFooter = 8 << 20 // bytes
	maxItems  = 1 << 17 // elements of all lists together
	maxSchema = 1024    // columns and groups
	maxDepth  = 32      // of structs within structs
)

// checkFooter reads the footer as far as to know that decoding it cannot take much more memory than it has bytes.
func checkFooter(in io.ReaderAt, size int64) error {
	var head, tail [8]byte
	if size < 12 {
		return fault("%d bytes: not a whole file", size)
	}
	if _, err := in.ReadAt(head[:4], 0); err != nil {
		return err
	}
	if _, err := in.ReadAt(tail[:], size-8); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if string(tail[4:]) == "PARE" {
		return fault("encrypted")
	}
	if string(head[:4]) != Magic || string(tail[4:]) != Magic {
		return fault("truncated: the end of the file is missing")
	}
	length := int64(binary.LittleEndian.Uint32(tail[:4]))
	if length > size-12 || length > maxFooter {
		return fault("footer of %d bytes: want at most those of the file and %d", length, maxFooter)
	}
	footer := make([]byte, length)
	if _, err := in.ReadAt(footer, size-8-length); err != nil {
		return err
	}
	w := walker{b: footer}
	if !w.structure(0) {
		return fault("damaged footer at its byte %d", w.at)
	}
	var meta format.FileMetaData
	if err := thrift.Unmarshal(new(thrift.CompactProtocol), footer[:w.at], &meta); err != nil {
		return fault("damaged footer: %v", err)
	}
	return checkSchema(&meta, size)
}

// checkSchema refuses what the library would reserve much memory for.
func checkSchema(m *format.FileMetaData, size int64) error {
	if len(m.Schema) > maxSchema {
		return fault("%d columns: want at most %d", len(m.Schema), maxSchema)
	}
	for _, s := range m.Schema {
		if n := s.NumChildren; n.Valid && (n.V < 0 || int(n.V) >= len(m.Schema)) {
			return fault("damaged schema: a group of %d columns", n.V)
		}
		if l := s.TypeLength; l.Valid && (l.V < 0 || l.V > MaxValue) {
			return fault("values of %d bytes: want at most %d", l.V, MaxValue)
		}
	}
	rows := int64(0)
	for _, g := range m.RowGroups {
		if g.NumRows < 0 || g.NumRows > mostRows(size)-rows {
			return fault("a group of %d rows: want at most %d in a file of %d bytes", g.NumRows, mostRows(size), size)
		}
		rows += g.NumRows
	}
	return nil
}

// mostRows bounds the rows of a file: a few bytes can claim billions of empty ones.
func mostRows(size int64) int64 { return 10_000 + size }

// walker steps over a struct of Thrift's compact protocol without keeping anything of it. Its methods report whether all that it
// claims to hold is there.
type walker struct {
	b     []byte
	at    int
	items int
}

func (w *walker) structure(depth int) bool {
	if depth > maxDepth {
		return false
	}
	for {
		head, ok := w.byte()
		if !ok || head == 0 {
			return ok
		}
		if head>>4 == 0 { // the number of the field follows
			if _, ok := w.varint(); !ok {
				return false
			}
		}
		if t := head & 15; t != 1 && t != 2 && !w.value(t, depth) { // truth values are in the head
			return false
		}
	}
}

// value steps over a value of one of the types of the protocol.
func (w *walker) value(t byte, depth int) bool {
	switch t {
	case 1, 2, 3: // truth value in a list, byte
		return w.skip(1)
	case 4, 5, 6: // whole numbers
		_, ok := w.varint()
		return ok
	case 7: // double
		return w.skip(8)
	case 8: // bytes
		n, ok := w.varint()
		return ok && w.skip(n)
	case 9, 10: // list, set
		return w.list(depth)
	case 12:
		return w.structure(depth + 1)
	case 13: // UUID
		return w.skip(16)
	}
	return false // maps do not occur in Parquet
}

func (w *walker) list(depth int) bool {
	head, ok := w.byte()
	n := uint64(head >> 4)
	if n == 15 && ok {
		n, ok = w.varint()
	}
	if !ok || n > uint64(len(w.b)-w.at) || depth > maxDepth {
		return false
	}
	if w.items += int(n); w.items > maxItems {
		return false
	}
	for range n {
		if !w.value(head&15, depth+1) {
			return false
		}
	}
	return true
}

func (w *walker) byte() (byte, bool) {
	if w.at >= len(w.b) {
		return 0, false
	}
	w.at++
	return w.b[w.at-1], true
}

func (w *walker) varint() (uint64, bool) {
	n, size := binary.Uvarint(w.b[w.at:])
	w.at += max(0, size)
	return n, size > 0
}

func (w *walker) skip(n uint64) bool {
	if n > uint64(len(w.b)-w.at) {
		return false
	}
	w.at += int(n)
	return true
}
