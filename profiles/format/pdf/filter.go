package pdf

import (
	"bufio"
	"bytes"
	"compress/lzw"
	"compress/zlib"
	"encoding/ascii85"
	"io"

	lib "github.com/ledongthuc/pdf"
	tiff "golang.org/x/image/tiff/lzw"
)

// The library undoes Flate and ASCII85 only. So the filters of streams are hidden from it ([hideFilters]), it gives the bytes as they
// stand in the file, and they are unpacked here. Filters of pictures are not undone: there is no text in them.

const (
	maxFilters = 8
	maxStage   = 64 << 20 // bytes between one filter and the next
)

// hidden is the name under which the library sees /Filter: as long, and without a meaning.
const hidden = "filter"

// hideFilters returns where in the file the keys /Filter of streams stand, in ascending order.
func hideFilters(raw []byte, defs []definition) (at []int64) {
	key := []byte("/Filter")
	for _, d := range defs {
		if d.stream == 0 || d.loose != nil {
			continue
		}
		for from := d.at; ; {
			i := bytes.Index(raw[from:d.stream], key)
			if i < 0 {
				break
			}
			from += i + len(key)
			if from == len(raw) || space(raw[from]) || delimiter(raw[from]) {
				at = append(at, int64(from-len(key)+1))
			}
		}
	}
	return at
}

// unpacked is the data of a stream after its filters, nil if one of them is not known.
func unpacked(strm lib.Value) io.Reader {
	filter, params := strm.Key(hidden), strm.Key("DecodeParms")
	if params.Kind() == lib.Null {
		params = strm.Key("DP")
	}
	var data io.Reader = strm.Reader()
	switch filter.Kind() {
	case lib.Null:
		return data
	case lib.Name:
		return undo(data, filter.Name(), params)
	case lib.Array:
		for i := range filter.Len() {
			own := params
			if params.Kind() == lib.Array {
				own = params.Index(i)
			}
			if data = undo(data, filter.Index(i).Name(), own); data == nil {
				return nil
			}
		}
		return data
	}
	return nil
}

// undo undoes one filter.
func undo(from io.Reader, filter string, params lib.Value) io.Reader {
	var out io.Reader
	switch filter {
	case "FlateDecode", "Fl":
		z, err := zlib.NewReader(from)
		if err != nil {
			return nil
		}
		out = predicted(z, params)
	case "LZWDecode", "LZW":
		if early := params.Key("EarlyChange"); early.Kind() == lib.Integer && early.Int64() == 0 {
			out = lzw.NewReader(from, lzw.MSB, 8)
		} else {
			out = tiff.NewReader(from, tiff.MSB, 8)
		}
		out = predicted(out, params)
	case "ASCII85Decode", "A85":
		out = ascii85.NewDecoder(&until{from: bufio.NewReader(from), end: '~'})
	case "ASCIIHexDecode", "AHx":
		out = &hexReader{from: bufio.NewReader(from)}
	case "RunLengthDecode", "RL":
		out = &runReader{from: bufio.NewReader(from)}
	case "Crypt": // with the name Identity; other files are refused as encrypted
		out = from
	default:
		return nil
	}
	if out == nil {
		return nil
	}
	return io.LimitReader(out, maxStage)
}

// until gives bytes up to one that ends them. The opening mark of ASCII85, which some write, is no part of the data.
type until struct {
	from  *bufio.Reader
	end   byte
	begun bool
}

func (u *until) Read(p []byte) (n int, err error) {
	if !u.begun {
		u.begun = true
		if head, _ := u.from.Peek(2); string(head) == "<~" {
			_, _ = u.from.Discard(2)
		}
	}
	for n < len(p) {
		c, err := u.from.ReadByte()
		if err != nil {
			return n, err
		}
		if c == u.end {
			_ = u.from.UnreadByte() // the end stays the end
			return n, io.EOF
		}
		p[n] = c
		n++
	}
	return n, nil
}

// hexReader reads digits by pairs up to >; a last one alone counts as if a 0 followed.
type hexReader struct {
	from *bufio.Reader
	done bool
}

func (h *hexReader) Read(p []byte) (n int, err error) {
	for n < len(p) && !h.done {
		high, ok := h.digit()
		if !ok {
			break
		}
		low, _ := h.digit()
		p[n] = byte(high<<4 | low)
		n++
	}
	if n == 0 && len(p) > 0 {
		return 0, io.EOF
	}
	return n, nil
}

// digit passes over blanks, and ends at > or whatever is no digit.
func (h *hexReader) digit() (int, bool) {
	for !h.done {
		c, err := h.from.ReadByte()
		if err == nil && space(c) {
			continue
		}
		if d := digit(c); err == nil && d >= 0 {
			return d, true
		}
		h.done = true
	}
	return 0, false
}

// runReader reads runs: n below 128 and n+1 bytes as they are, or n above and one byte 257-n times; 128 ends them.
type runReader struct {
	from *bufio.Reader
	buf  [128]byte
	rest []byte
}

func (r *runReader) Read(p []byte) (int, error) {
	if len(r.rest) == 0 {
		if err := r.next(); err != nil {
			return 0, err
		}
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

func (r *runReader) next() error {
	n, err := r.from.ReadByte()
	switch {
	case err != nil:
		return err
	case n == 128:
		return io.EOF
	case n < 128:
		got, err := io.ReadFull(r.from, r.buf[:int(n)+1])
		if r.rest = r.buf[:got]; got == 0 {
			return err
		}
		return nil
	}
	c, err := r.from.ReadByte()
	if err != nil {
		return err
	}
	r.rest = r.buf[:257-int(n)]
	for i := range r.rest {
		r.rest[i] = c
	}
	return nil
}
