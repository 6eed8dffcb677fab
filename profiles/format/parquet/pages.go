package parquet

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"io"
	"math/bits"

	"github.com/klauspost/compress/snappy"
	"github.com/klauspost/compress/zstd"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"
)

// maxPages is the most memory that the pages of a row group that are read beside each other may take, one of each column.
const maxPages = 160 << 20

// maxPerRow is how many values the lists of a column may hold on average, in a file with as many rows as it can have.
const maxPerRow = 64

// maxHeader bounds the header of a page, which may hold two values.
const maxHeader = 4 << 20

// plainDictionary is the encoding of dictionaries that old writers used, for both of today's.
const plainDictionary format.Encoding = 2

// checkPages looks at all pages of the columns of a row group.
func (f *File) checkPages(group int, want []int) error {
	room := int64(maxPages)
	for _, c := range want {
		p := &pageCheck{in: f.in, meta: f.metadata(group, c), column: f.columns[c]}
		if p.meta.Codec != f.metadata(0, c).Codec {
			return fault("%s: row groups with different compression: write the file anew", p.name)
		}
		cost, err := p.chunk(f.size)
		if err != nil {
			return err
		}
		if room -= cost; room < 0 {
			return fault("%s: the pages of a row group need more than %d bytes: write the file with smaller pages or row groups", p.name, maxPages)
		}
	}
	return nil
}

// pageCheck looks at the pages of a column of a row group.
type pageCheck struct {
	column
	in   io.ReaderAt
	meta *format.ColumnMetaData
}

// chunk walks from page to page as the library will, and returns what the greatest page and the dictionary take.
func (p *pageCheck) chunk(size int64) (cost int64, err error) {
	at := p.meta.DataPageOffset
	if p.meta.DictionaryPageOffset != 0 {
		at = p.meta.DictionaryPageOffset
	}
	length := p.meta.TotalCompressedSize
	if at < 0 || length < 0 || at > size || length > size-at {
		return 0, fault("%s: damaged footer: pages beyond the end of the file", p.name)
	}
	var dictionary, most, all int64
	for end := at + length; at < end; {
		h, n, err := p.header(at, end)
		if err != nil {
			return 0, err
		}
		of := int64(h.CompressedPageSize) + int64(h.UncompressedPageSize) + 8*int64(values(h))
		if h.Type == format.DictionaryPage {
			dictionary = max(dictionary, of)
		}
		if most = max(most, of); dictionary+most > maxPages {
			return 0, fault("%s: a page of %d bytes and %d values: write the file with smaller pages", p.name, h.UncompressedPageSize, values(h))
		}
		if all += int64(values(h)); all > maxPerRow*mostRows(size) {
			return 0, fault("%s: %d values in a file of %d bytes", p.name, all, size)
		}
		if err := p.body(h, at+int64(n)); err != nil {
			return 0, err
		}
		at += int64(n) + int64(h.CompressedPageSize)
	}
	return dictionary + most, nil
}

// values is how many values a page claims.
func values(h *format.PageHeader) int32 {
	switch {
	case h.DataPageHeader.Valid:
		return h.DataPageHeader.V.NumValues
	case h.DataPageHeaderV2.Valid:
		return h.DataPageHeaderV2.V.NumValues
	case h.DictionaryPageHeader.Valid:
		return h.DictionaryPageHeader.V.NumValues
	}
	return 0
}

// header reads the header of the page at a place, and its length.
func (p *pageCheck) header(at, end int64) (*format.PageHeader, int, error) {
	var w walker
	for room := int64(4 << 10); ; room = maxHeader {
		w = walker{b: make([]byte, min(room, end-at))}
		if _, err := p.in.ReadAt(w.b, at); err != nil && !errors.Is(err, io.EOF) {
			return nil, 0, err
		}
		if w.structure(0) {
			break
		}
		if room == maxHeader || int64(len(w.b)) == end-at {
			return nil, 0, fault("%s: damaged page header", p.name)
		}
	}
	h := new(format.PageHeader)
	if err := thrift.Unmarshal(new(thrift.CompactProtocol), w.b[:w.at], h); err != nil {
		return nil, 0, fault("%s: damaged page header: %v", p.name, err)
	}
	if h.CompressedPageSize < 0 || h.UncompressedPageSize < 0 || values(h) < 0 || int64(h.CompressedPageSize) > end-at-int64(w.at) {
		return nil, 0, fault("%s: damaged page header: pages beyond the end of the column", p.name)
	}
	return h, w.at, nil
}

// body unpacks a page within the size that its header states, and counts the values that its runs claim.
func (p *pageCheck) body(h *format.PageHeader, at int64) error {
	b := make([]byte, h.CompressedPageSize)
	if _, err := p.in.ReadAt(b, at); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	d := &pageData{check: p, rest: b, values: int(values(h)), size: int(h.UncompressedPageSize)}
	switch {
	case h.Type == format.DataPage && h.DataPageHeader.Valid:
		v := h.DataPageHeader.V
		d.unpack(true)
		d.levelsV1(p.leaf.MaxRepetitionLevel, v.RepetitionLevelEncoding)
		d.levelsV1(p.leaf.MaxDefinitionLevel, v.DefinitionLevelEncoding)
		d.data(v.Encoding)
	case h.Type == format.DataPageV2 && h.DataPageHeaderV2.Valid:
		v := h.DataPageHeaderV2.V
		d.levelsV2(p.leaf.MaxRepetitionLevel, v.RepetitionLevelsByteLength)
		d.levelsV2(p.leaf.MaxDefinitionLevel, v.DefinitionLevelsByteLength)
		d.unpack(!v.IsCompressed.Valid || v.IsCompressed.V)
		d.data(v.Encoding)
	case h.Type == format.DictionaryPage && h.DictionaryPageHeader.Valid:
		d.unpack(true)
		if e := h.DictionaryPageHeader.V.Encoding; e != format.Plain && e != plainDictionary {
			d.fail("dictionary encoded as %s: want PLAIN", e)
		}
	default:
		d.fail("a page of type %s", h.Type)
	}
	return d.err
}

// pageData is the content of a page on the way through its parts. The first fault stays.
type pageData struct {
	check  *pageCheck
	rest   []byte
	values int
	size   int
	err    error
}

func (d *pageData) fail(msg string, args ...any) {
	if d.err == nil {
		d.err = fault("%s: "+msg, append([]any{d.check.name}, args...)...)
	}
}

var unzstd, _ = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxPages)) // no option fails

// unpack takes the compression off what is left.
func (d *pageData) unpack(compressed bool) {
	if d.err != nil || !compressed {
		return
	}
	var err error
	out := d.rest
	switch d.check.meta.Codec {
	case format.Uncompressed:
	case format.Snappy:
		var n int
		if n, err = snappy.DecodedLen(d.rest); err == nil && n <= d.size {
			out, err = snappy.Decode(nil, d.rest)
		} else if err == nil {
			d.fail("damaged: a page unpacks to %d bytes and states %d", n, d.size)
			return
		}
	case format.Gzip:
		var z *gzip.Reader
		if z, err = gzip.NewReader(bytes.NewReader(d.rest)); err == nil {
			out, err = io.ReadAll(io.LimitReader(z, int64(d.size)+1))
		}
	case format.Zstd:
		out, err = unzstd.DecodeAll(d.rest, make([]byte, 0, d.size))
	default:
		d.fail("compression %s is not read: write the file with snappy, zstd or gzip", d.check.meta.Codec)
		return
	}
	if err != nil {
		d.fail("damaged: %v", err)
	} else if len(out) > d.size {
		d.fail("damaged: a page unpacks to more than the %d bytes that it states", d.size)
	}
	d.rest = out
}

// take cuts n bytes off.
func (d *pageData) take(n int) []byte {
	if d.err == nil && (n < 0 || n > len(d.rest)) {
		d.fail("damaged: a page ends early")
	}
	if d.err != nil {
		return nil
	}
	b := d.rest[:n]
	d.rest = d.rest[n:]
	return b
}

func (d *pageData) levelsV1(most int, e format.Encoding) {
	if most == 0 {
		return
	}
	if e != format.RLE {
		d.fail("levels encoded as %s: want RLE", e)
	}
	if n := d.take(4); n != nil {
		d.runs(d.take(int(binary.LittleEndian.Uint32(n))), bits.Len(uint(most)))
	}
}

func (d *pageData) levelsV2(most int, length int32) {
	if b := d.take(int(length)); length > 0 && most > 0 {
		d.runs(b, bits.Len(uint(most)))
	}
}

// data looks at the values by their encoding.
func (d *pageData) data(e format.Encoding) {
	if d.err != nil || len(d.rest) == 0 {
		return
	}
	switch e {
	case format.Plain, format.ByteStreamSplit: // as many bytes as values need
	case plainDictionary, format.RLEDictionary:
		width := d.take(1)
		d.runs(d.rest, int(width[0]))
	case format.RLE: // of truth values
		if n := d.take(4); n != nil {
			d.runs(d.rest, 1)
		}
	case format.DeltaBinaryPacked, format.DeltaLengthByteArray:
		d.deltas()
	default:
		d.fail("values encoded as %s are not read: write the file with plain or dictionary encoding", e)
	}
}

// runs counts the values of the hybrid of runs and bit-packed groups.
func (d *pageData) runs(b []byte, width int) {
	if width > 32 {
		d.fail("damaged: values of %d bits", width)
	}
	most := 2*d.values + 1024 // a group is filled up
	for total := 0; len(b) > 0 && d.err == nil; {
		head, n := binary.Uvarint(b)
		if n <= 0 {
			d.fail("damaged runs")
			return
		}
		b = b[n:]
		count, bytes := int(min(head>>1, 1<<40)), (width+7)/8
		if head&1 == 1 {
			count, bytes = 8*count, count*width
		}
		if total += count; total > most {
			d.fail("damaged: runs of more than the %d values of the page", d.values)
			return
		}
		b = b[min(bytes, len(b)):]
	}
}

// deltas looks at the head of packed differences: block size, number of miniblocks, number of values.
func (d *pageData) deltas() {
	b := d.rest
	var head [3]uint64
	for i := range head {
		v, n := binary.Uvarint(b)
		if n <= 0 {
			d.fail("damaged differences")
			return
		}
		head[i], b = v, b[n:]
	}
	if head[0] > 1<<16 || head[2] > uint64(d.values) {
		d.fail("damaged: %d differences for %d values", head[2], d.values)
	}
}
