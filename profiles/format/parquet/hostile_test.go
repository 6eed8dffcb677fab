package parquet_test

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	library "github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"

	"tenon/profiles"
)

// maxMemory is what reading a hostile file may take.
const maxMemory = 256 << 20

// refused reads a file that must not be read, and checks what that takes and says.
func refused(t *testing.T, name string, b []byte, want string) {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, rows, err := read(b)
	runtime.ReadMemStats(&after)
	if err == nil || !errors.Is(err, profiles.ErrInvalid) || !strings.Contains(err.Error(), want) {
		t.Errorf("%s: %d rows, %v; want %q", name, len(rows), err, want)
	}
	if took := after.TotalAlloc - before.TotalAlloc; took > maxMemory {
		t.Errorf("%s: took %d MB", name, took>>20)
	}
}

// file puts a footer behind what comes before it.
func file(before []byte, footer []byte) []byte {
	b := append([]byte("PAR1"), before...)
	b = append(b, footer...)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(footer)))
	return append(b, "PAR1"...)
}

func marshal(t *testing.T, v any) []byte {
	t.Helper()
	b, err := thrift.Marshal(new(thrift.CompactProtocol), v)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// hostile is a file of one text column, of which each part can be a lie.
type hostile struct {
	page  format.PageHeader
	data  []byte
	codec format.CompressionCodec
	meta  func(*format.FileMetaData)
}

func (h hostile) bytes(t *testing.T) []byte {
	t.Helper()
	body := append(marshal(t, &h.page), h.data...)
	m := &format.FileMetaData{Version: 1, NumRows: 1, Schema: []format.SchemaElement{
		{Name: "root", NumChildren: thrift.New[int32](1)},
		{Name: "title", Type: thrift.New(format.ByteArray), RepetitionType: thrift.New(format.Optional)},
	}, RowGroups: []format.RowGroup{{NumRows: 1, Columns: []format.ColumnChunk{{MetaData: format.ColumnMetaData{Type: format.ByteArray, Codec: h.codec,
		Encoding: []format.Encoding{format.Plain}, PathInSchema: []string{"title"}, NumValues: 1, DataPageOffset: 4, TotalCompressedSize: int64(len(body))}}}}}}
	if h.meta != nil {
		h.meta(m)
	}
	return file(body, marshal(t, m))
}

// dataPage is the header of a page of version 1.
func dataPage(packed, unpacked, values int32, e format.Encoding) format.PageHeader {
	return format.PageHeader{Type: format.DataPage, CompressedPageSize: packed, UncompressedPageSize: unpacked,
		DataPageHeader: thrift.New(format.DataPageHeader{NumValues: values, Encoding: e, DefinitionLevelEncoding: format.RLE, RepetitionLevelEncoding: format.RLE})}
}

// present are the levels of one value that is there; after it come its data.
const present = "\x02\x00\x00\x00\x02\x01"

func uvarint(v uint64) string { return string(binary.AppendUvarint(nil, v)) }

func sized(s string) string { return string(binary.LittleEndian.AppendUint32(nil, uint32(len(s)))) + s }

func page(data string, unpacked, values int32, e format.Encoding) hostile {
	return hostile{page: dataPage(int32(len(data)), unpacked, values, e), data: []byte(data)}
}

func zipped(n int) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write(make([]byte, n)); err != nil {
		panic(err)
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.String()
}

func TestTheFileThatTheHostileOnesAreMadeOfIsRead(t *testing.T) {
	_, rows, err := read(page(present+sized("Go"), 12, 1, format.Plain).bytes(t))
	if err != nil || len(rows) != 1 || rows[0] != "[Go]" {
		t.Errorf("%q, %v", rows, err)
	}
}

func TestPagesThatLieAreRefused(t *testing.T) {
	const many = 1<<31 - 1
	packed := func(h hostile, c format.CompressionCodec) hostile { h.codec = c; return h }
	for name, c := range map[string]struct {
		file hostile
		want string
	}{
		"a page of 2 GB":                 {page(present, many, 1, format.Plain), "write the file with smaller pages"},
		"a page of 2 billion values":     {page(present, 12, many, format.Plain), "write the file with smaller pages"},
		"more bytes than the column has": {hostile{page: dataPage(99, 99, 1, format.Plain), data: []byte(present)}, "beyond the end"},
		"values without end":             {page(sized(uvarint(2*9_000_000)+"\x00"), 10, 9_000_000, format.Plain), "9000000 values in a file of"},
		"a negative size":                {hostile{page: dataPage(-1, 9, 1, format.Plain), data: []byte(present)}, "damaged page header"},
		"negative values":                {page(present, 9, -1, format.Plain), "damaged page header"},
		"no header":                      {hostile{data: []byte("\xff\xff\xff\xff")}, "type DATA_PAGE"},
		"a gzip bomb":                    {packed(page(zipped(64<<20), 100, 1, format.Plain), format.Gzip), "more than the 100 bytes"},
		"gzip that is none":              {packed(page("no gzip", 100, 1, format.Plain), format.Gzip), "damaged"},
		"snappy that claims 4 GB":        {packed(page(uvarint(1<<32-1)+"x", 100, 1, format.Plain), format.Snappy), "unpacks to 4294967295 bytes"},
		"zstd that is none":              {packed(page("\x28\xb5\x2f\xfd\xff", 100, 1, format.Plain), format.Zstd), "damaged"},
		"zstd of a window of 2 GB":       {packed(page("\x28\xb5\x2f\xfd\x00\xaf\x01\x00\x00", 100, 1, format.Plain), format.Zstd), "damaged"},
		"LZ4":                            {packed(page("x", 100, 1, format.Plain), format.Lz4Raw), "is not read: write the file with snappy"},
		"a run of a trillion levels":     {page(sized(uvarint(1<<41)+"\x01")+sized("Go"), 20, 1, format.Plain), "more than the 1 values"},
		"levels beyond the page":         {page("\xff\xff\xff\x7f\x02\x01", 20, 1, format.Plain), "ends early"},
		"bit-packed groups without end":  {page(sized(uvarint(1<<41+1)+"\x01"), 20, 1, format.Plain), "more than the 1 values"},
		"an index of 40 bits":            {page(present+"\x28\x02\x01", 20, 1, format.RLEDictionary), "values of 40 bits"},
		"a run of a trillion indexes":    {page(present+"\x01"+uvarint(1<<41)+"\x00", 20, 1, format.RLEDictionary), "more than the 1 values"},
		"indexes and no dictionary":      {page(present+"\x01\x02\x00", 20, 1, format.RLEDictionary), "damaged"},
		"a trillion differences":         {page(present+uvarint(128)+uvarint(4)+uvarint(1<<40)+"\x00", 20, 1, format.DeltaLengthByteArray), "differences for 1 values"},
		"prefixes":                       {page(present+"x", 20, 1, format.DeltaByteArray), "are not read"},
		"an encoding that is none":       {page(present+"x", 20, 1, 99), "are not read"},
		"a value beyond the page":        {page(present+"\xff\xff\xff\x7fGo", 12, 1, format.Plain), "damaged"},
		"no values":                      {page("", 0, 0, format.Plain), "damaged"},
	} {
		refused(t, name, c.file.bytes(t), c.want)
	}
}

func TestFootersThatLieAreRefused(t *testing.T) {
	with := func(f func(*format.FileMetaData)) []byte {
		h := page(present+sized("Go"), 12, 1, format.Plain)
		h.meta = f
		return h.bytes(t)
	}
	column := func(m *format.FileMetaData) *format.ColumnMetaData { return &m.RowGroups[0].Columns[0].MetaData }
	for name, c := range map[string]struct {
		file []byte
		want string
	}{
		"nothing":                       {nil, "not a whole file"},
		"magic alone":                   {[]byte("PAR1PAR1"), "not a whole file"},
		"no end":                        {[]byte("PAR1" + strings.Repeat("x", 100)), "truncated"},
		"encrypted":                     {[]byte("PAR1xxxx\x00\x00\x00\x00PARE"), "encrypted"},
		"a footer longer than the file": {[]byte("PAR1xxxx\xff\xff\x00\x00PAR1"), "footer of 65535 bytes"},
		"an empty footer":               {file(nil, nil), "damaged footer"},
		"a list of 2 billion columns":   {file(nil, []byte("\x15\x02\x19\xfc"+uvarint(1<<31-1)+"\x00")), "damaged footer"},
		"a list of a million structs":   {file(nil, []byte("\x15\x02\x19\xfc"+uvarint(1<<20)+strings.Repeat("\x00", 1<<20))), "damaged footer"},
		"a text of 2 GB":                {file(nil, []byte("\x15\x02\x68"+uvarint(1<<31-1)+"x")), "damaged footer"},
		"lists within lists":            {file(nil, []byte("\x29"+strings.Repeat("\x19", 100_000))), "damaged footer"},
		"structs within structs":        {file(nil, []byte(strings.Repeat("\x1c", 100_000))), "damaged footer"},
		"a group of 2 billion columns":  {with(func(m *format.FileMetaData) { m.Schema[0].NumChildren = thrift.New[int32](1<<31 - 1) }), "damaged schema"},
		"no schema":                     {with(func(m *format.FileMetaData) { m.Schema = nil }), "damaged"},
		"2,000 columns":                 {with(func(m *format.FileMetaData) { m.Schema = make([]format.SchemaElement, 2000) }), "2000 columns"},
		"values of 2 GB":                {with(func(m *format.FileMetaData) { m.Schema[1].TypeLength = thrift.New[int32](1<<31 - 1) }), "values of 2147483647 bytes"},
		"negative rows":                 {with(func(m *format.FileMetaData) { m.RowGroups[0].NumRows = -1 }), "a group of -1 rows"},
		"more rows than values":         {with(func(m *format.FileMetaData) { m.RowGroups[0].NumRows = 9000 }), "ends before its rows do"},
		"pages before the file":         {with(func(m *format.FileMetaData) { column(m).DataPageOffset = -9 }), "beyond the end"},
		"pages behind the file":         {with(func(m *format.FileMetaData) { column(m).DataPageOffset = 1 << 60 }), "beyond the end"},
		"pages longer than the file":    {with(func(m *format.FileMetaData) { column(m).TotalCompressedSize = 1 << 60 }), "beyond the end"},
		"a group without its columns":   {with(func(m *format.FileMetaData) { m.RowGroups[0].Columns = nil }), "damaged"},
		"a dictionary where none is":    {with(func(m *format.FileMetaData) { column(m).DictionaryPageOffset = 9 }), "damaged"},
	} {
		refused(t, name, c.file, c.want)
	}
}

// A file that is cut or of which bits are turned is read, or is an error: it never ends the process.
func TestDamageIsAnErrorAndNeverAPanic(t *testing.T) {
	whole := written(t, postings(40), library.Compression(&library.Snappy))
	for i := range 10 {
		refused(t, "cut", whole[:len(whole)*i/10], "")
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		b := bytes.Clone(whole)
		for range 1 + r.IntN(3) {
			b[4+r.IntN(len(b)-12)] ^= 1 << r.IntN(8)
		}
		if _, _, err := read(b); err != nil && !errors.Is(err, profiles.ErrInvalid) {
			t.Fatalf("not ErrInvalid: %v", err)
		}
	}
}

func FuzzParquet(f *testing.F) {
	f.Add(written(f, postings(3)))
	f.Add(written(f, postings(3), library.Compression(&library.Zstd), library.DataPageVersion(1)))
	f.Add([]byte("PAR1xxxx\xff\xff\x00\x00PAR1"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if _, _, err := read(b); err != nil && !errors.Is(err, profiles.ErrInvalid) {
			t.Fatalf("not ErrInvalid: %v", err)
		}
	})
}
