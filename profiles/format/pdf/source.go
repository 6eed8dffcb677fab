package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"

	lib "github.com/ledongthuc/pdf"

	"tenon/profiles/format/page"
)

// The library trusts the cross-references of the file: a chain of tables that leads back into itself never ends, a stated size of
// 10^10 ends the process, an object stream within itself overflows the stack, and a file cut short is not read at all. So the
// definitions of objects are searched for in the bytes, object streams are unpacked, and the library gets a copy with one plain
// table that says where everything is. That repairs damaged files too.

const (
	maxObjects = 100_000
	maxNumber  = 300_000 // of an object: the library makes a table of as many
	maxLoose   = 20_000  // objects that may be pages, for when there is no tree of them
	maxRun     = 2 << 20 // bytes of one object or stream, as they stand in the file
	maxRead    = 2 << 30 // bytes that the library reads in all, again and again
	header     = "%PDF-1.7\n"
)

// definition is "12 0 obj" in the bytes: the content from at to end, the data of a stream from stream on.
type definition struct {
	num, gen        int
	start, at       int
	stream, dataEnd int // 0 without a stream
	loose           []byte
}

var errBudget = errors.New("more than the bounds allow")

// guarded is several parts of bytes as one file. It ends endless work in the library: it panics, which the reader turns into an
// error, when the time is over, when an object is too long to be held, and when too much is read.
type guarded struct {
	ctx   context.Context
	parts [][]byte
	hide  []int64 // bytes that read as those of [hidden]
	total int64
	run   int64 // bytes read one after the other
	next  int64 // where the run would go on
}

func (g *guarded) ReadAt(p []byte, off int64) (int, error) {
	n := 0
	start := int64(0)
	for _, part := range g.parts {
		if at := off + int64(n) - start; n < len(p) && at >= 0 && at < int64(len(part)) {
			n += copy(p[n:], part[at:])
		}
		start += int64(len(part))
	}
	first, _ := slices.BinarySearch(g.hide, off)
	for _, at := range g.hide[first:] {
		if at >= off+int64(n) {
			break
		}
		p[at-off] = hidden[0]
	}
	g.count(off, n)
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

func (g *guarded) count(off int64, n int) {
	if off != g.next {
		g.run = 0
	}
	g.run, g.next, g.total = g.run+int64(n), off+int64(n), g.total+int64(n)+64
	if g.run > maxRun || g.total > maxRead {
		panic(errBudget)
	}
	if err := g.ctx.Err(); err != nil {
		panic(err)
	}
}

// open returns the library's reader over the copy. Its trailer has Root and, under Loose, every object that may be a page.
func open(ctx context.Context, raw []byte, budget *int64) (*lib.Reader, error) {
	defs := definitions(raw)
	switch {
	case len(defs) == 0:
		return nil, page.Refuse("the PDF holds no objects: it is damaged, export it again")
	case len(defs) >= maxObjects:
		return nil, page.Refuse("the PDF holds %d objects or more: export a smaller one", maxObjects)
	}
	var packed []definition
	for _, d := range defs {
		if d.stream > 0 && bytes.Contains(raw[d.at:d.stream], []byte("ObjStm")) {
			packed = append(packed, d)
		}
	}
	if len(packed) > 0 {
		first, err := reopen(ctx, raw, nil, defs, packed)
		if err != nil {
			return nil, err
		}
		defs = unpack(first.Trailer().Key("Loose"), packed, defs, budget)
	}
	var pages []definition
	for _, d := range defs {
		if body := d.body(raw); len(pages) < maxLoose && isPage(body) {
			pages = append(pages, d)
		}
	}
	return reopen(ctx, raw, root(raw, defs), defs, pages)
}

func (d definition) body(raw []byte) []byte {
	if d.loose != nil {
		return d.loose
	}
	end := min(d.at+2000, len(raw))
	if d.stream > 0 {
		end = min(end, d.stream)
	}
	if i := bytes.Index(raw[d.at:end], []byte("endobj")); i >= 0 {
		end = d.at + i
	}
	return raw[d.at:end]
}

func isPage(body []byte) bool {
	for rest := body; ; {
		i := bytes.Index(rest, []byte("/Page"))
		if i < 0 {
			return false
		}
		rest = rest[i+5:]
		if len(rest) == 0 || !letter(rest[0]) {
			return true
		}
	}
}

func letter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

// root is the catalogue: the one that the last trailer names, or else the last object that is one.
func root(raw []byte, defs []definition) *definition {
	num := -1
	if i := bytes.LastIndex(raw, []byte("/Root")); i >= 0 {
		num, _ = strconv.Atoi(string(digits(bytes.TrimLeft(raw[i+5:min(i+30, len(raw))], " \r\n\t"))))
	}
	var found *definition
	for i := range defs {
		if !bytes.Contains(defs[i].body(raw), []byte("/Catalog")) {
			continue
		}
		if found = &defs[i]; defs[i].num == num {
			break
		}
	}
	return found
}

func digits(b []byte) []byte {
	n := 0
	for n < len(b) && n < 10 && '0' <= b[n] && b[n] <= '9' {
		n++
	}
	return b[:n]
}

// definitions finds "num gen obj" outside the data of streams, in the order of the file, the last of each number only, or the first
// maxObjects if there are as many.
func definitions(raw []byte) []definition {
	s := scanner{raw: raw, noEnd: len(raw) + 1}
	s.all = make([]definition, 0, 64)
	obj, stream := s.find("obj", 0), s.find("stream", 0)
	for (obj < len(raw) || stream < len(raw)) && len(s.all) < maxObjects {
		pos := 0
		if obj < stream {
			s.object(obj)
			pos = obj + 3
		} else {
			pos = s.data(stream)
		}
		if obj < pos {
			obj = s.find("obj", pos)
		}
		if stream < pos {
			stream = s.find("stream", pos)
		}
	}
	if len(s.all) >= maxObjects {
		return s.all
	}
	return latest(s.all)
}

// latest keeps, of definitions of the same number, the last.
func latest(all []definition) []definition {
	at := make(map[int]int, len(all))
	for i, d := range all {
		at[d.num] = i
	}
	out := all[:0:0]
	for i, d := range all {
		if at[d.num] == i {
			out = append(out, d)
		}
	}
	return out
}

type scanner struct {
	raw   []byte
	all   []definition
	noEnd int // from here on there is no "endstream", which need not be searched for again
}

func (s *scanner) find(word string, from int) int {
	if i := bytes.Index(s.raw[min(from, len(s.raw)):], []byte(word)); i >= 0 {
		return from + i
	}
	return len(s.raw)
}

// object reads backwards from the word obj.
func (s *scanner) object(i int) {
	gen, i1 := s.numberBefore(i)
	num, i2 := s.numberBefore(i1)
	if i1 < 0 || i2 < 0 || num <= 0 || num > maxNumber || gen > 65535 {
		return
	}
	s.all = append(s.all, definition{num: num, gen: gen, start: i2, at: i + 3})
}

// numberBefore is the number that ends before i, blanks between, and where it begins; -1 if there is none.
func (s *scanner) numberBefore(i int) (int, int) {
	if i < 0 {
		return 0, -1
	}
	end := i
	for end > 0 && i-end < 20 && bytes.IndexByte([]byte(" \r\n\t\x00\f"), s.raw[end-1]) >= 0 {
		end--
	}
	begin := end
	for begin > 0 && end-begin < 8 && '0' <= s.raw[begin-1] && s.raw[begin-1] <= '9' {
		begin--
	}
	n, err := strconv.Atoi(string(s.raw[begin:end]))
	if err != nil {
		return 0, -1
	}
	return n, begin
}

// data notes the data of a stream that begins at i and returns where to go on.
func (s *scanner) data(i int) int {
	next := i + len("stream")
	if len(s.all) == 0 || i >= 3 && string(s.raw[i-3:i]) == "end" {
		return next
	}
	d := &s.all[len(s.all)-1]
	if d.stream > 0 {
		return next
	}
	begin := next
	if begin < len(s.raw) && s.raw[begin] == '\r' {
		begin++
	}
	if begin < len(s.raw) && s.raw[begin] == '\n' {
		begin++
	}
	d.stream, d.dataEnd = begin, len(s.raw)
	if n := s.statedLength(d.at, i); n >= 0 && begin+n <= len(s.raw) {
		tail := bytes.TrimLeft(s.raw[begin+n:min(begin+n+20, len(s.raw))], " \r\n\t")
		if bytes.HasPrefix(tail, []byte("endstream")) {
			d.dataEnd = begin + n
			return begin + n
		}
	}
	if begin >= s.noEnd {
		return next
	}
	end := s.find("endstream", begin)
	if end == len(s.raw) {
		s.noEnd = begin
		return next
	}
	d.dataEnd = end
	return end
}

func (s *scanner) statedLength(from, to int) int {
	hdr := s.raw[max(from, to-4000):to]
	i := bytes.Index(hdr, []byte("/Length "))
	if i < 0 {
		return -1
	}
	num := digits(bytes.TrimLeft(hdr[i+8:], " "))
	rest := bytes.TrimLeft(hdr[i+8+len(num):], " ")
	if len(digits(rest)) > 0 { // an indirect length
		return -1
	}
	n, err := strconv.Atoi(string(num))
	if err != nil {
		return -1
	}
	return n
}

// unpack puts the objects of object streams in the place of the stream.
func unpack(streams lib.Value, packed, defs []definition, budget *int64) []definition {
	inside := map[int][]definition{}
	for i, d := range packed {
		strm := streams.Index(i)
		first, n := strm.Key("First").Int64(), strm.Key("N").Int64()
		data := decode(strm, budget)
		if first <= 0 || first > int64(len(data)) {
			continue
		}
		inside[d.num] = members(data, int(first), min(int(n), maxObjects))
	}
	all := make([]definition, 0, len(defs))
	for _, d := range defs {
		all = append(append(all, d), inside[d.num]...)
	}
	if len(all) > maxObjects {
		all = all[:maxObjects]
	}
	return latest(all)
}

// members are the objects of an object stream. Two at one place would be one that lies: the sum of all is at most the data.
func members(data []byte, first, n int) (out []definition) {
	var ends []int
	taken := map[int]bool{}
	for head := data[:first]; len(out) < n; {
		var num, off int
		var ok1, ok2 bool
		if num, head, ok1 = leading(head); !ok1 && len(head) == 0 {
			break
		}
		off, head, ok2 = leading(head)
		if !ok1 || !ok2 || first+off > len(data) || num <= 0 || num > maxNumber || taken[off] {
			n--
			continue
		}
		taken[off] = true
		out = append(out, definition{num: num, at: first + off})
		ends = append(ends, first+off)
	}
	slices.Sort(ends)
	for i := range out {
		end := len(data)
		if j, _ := slices.BinarySearch(ends, out[i].at+1); j < len(ends) {
			end = ends[j]
		}
		out[i].loose = data[out[i].at:end:end]
	}
	return out
}

// leading is the number at the beginning of b and what follows it.
func leading(b []byte) (n int, rest []byte, ok bool) {
	b = bytes.TrimLeft(b, " \r\n\t\f\x00")
	num := digits(b)
	n, err := strconv.Atoi(string(num))
	rest = b[len(num):]
	if err != nil && len(rest) > 0 {
		rest = rest[1:]
	}
	return n, rest, err == nil
}

// reopen gives the library the bytes with a header that it knows, the unpacked objects, one table and one trailer.
func reopen(ctx context.Context, raw []byte, root *definition, defs, loose []definition) (r *lib.Reader, err error) {
	var added, table bytes.Buffer
	added.WriteString("\n")
	table.WriteString("xref\n0 1\n0000000000 65535 f \n")
	last, before := 0, len(header)+len(raw)
	for _, d := range defs {
		at := d.start + len(header)
		if d.loose != nil {
			at = before + added.Len()
			fmt.Fprintf(&added, "%d %d obj\n", d.num, d.gen)
			added.Write(d.loose)
			added.WriteString("\nendobj\n")
		}
		fmt.Fprintf(&table, "%d 1\n%010d %05d n \n", d.num, at, d.gen)
		last = max(last, d.num)
	}
	fmt.Fprintf(&table, "trailer\n<< /Size %d ", last+1)
	if root != nil {
		fmt.Fprintf(&table, "/Root %d %d R ", root.num, root.gen)
	}
	table.WriteString("/Loose [")
	for _, d := range loose {
		fmt.Fprintf(&table, "%d %d R ", d.num, d.gen)
	}
	at := before + added.Len()
	fmt.Fprintf(&table, "] >>\nstartxref\n%d\n%%%%EOF\n", at)
	parts := [][]byte{[]byte(header), raw, added.Bytes(), table.Bytes()}
	hide := hideFilters(raw, defs)
	for i := range hide {
		hide[i] += int64(len(header))
	}
	slices.Sort(hide)
	return lib.NewReader(&guarded{ctx: ctx, parts: parts, hide: hide}, int64(at+table.Len()))
}

// decode unpacks a stream as far as it can be: what comes before a fault is of use. It spends the budget.
func decode(strm lib.Value, budget *int64) (data []byte) {
	defer func() {
		if x := recover(); x != nil {
			mustGoOn(x)
		}
	}()
	if strm.Kind() != lib.Stream || strm.Key(hidden).Len() > maxFilters {
		return nil
	}
	from := unpacked(strm)
	if from == nil {
		return nil
	}
	var buf bytes.Buffer
	n, _ := io.Copy(&buf, io.LimitReader(from, *budget+1))
	if *budget -= n; *budget < 0 {
		panic(errBudget)
	}
	return buf.Bytes()
}

// mustGoOn passes on the panics that end the reading of the whole file; all others are faults of one object.
func mustGoOn(x any) {
	if err, ok := x.(error); ok && (errors.Is(err, errBudget) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)) {
		panic(x)
	}
}
