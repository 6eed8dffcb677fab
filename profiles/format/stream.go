package format

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"unicode/utf8"

	"tenon/profiles"
)

// record is the text of one record and where it stands in its file.
type record struct {
	text string
	line int
	at   int64
	kind profiles.Kind // what the list that holds it says, else 0
	err  error         // why there is no text
}

// locate turns a fault within the record into one within the file.
func (r *record) locate(err error) error {
	var s *syntaxError
	if !errors.As(err, &s) {
		return err
	}
	before := r.text[:min(s.at, len(r.text))]
	return &Error{Line: r.line + strings.Count(before, "\n"), Byte: r.at + int64(len(before)), Msg: s.msg}
}

// stream cuts a file into records without looking into them: it follows quotes and brackets only.
type stream struct {
	r    *bufio.Reader
	line int
	at   int64
	mode mode
	list profiles.Kind // of the list that is being read
	buf  []byte
}

type mode uint8

const (
	byLine   mode = iota + 1 // one record a line
	byValue                  // one value after the other, often only one
	inArray                  // a list of records
	inObject                 // {"candidates": […], "roles": […]}
)

var (
	utf8BOM = []byte{0xef, 0xbb, 0xbf}
	look    = 64 << 10 // bytes that are looked at to tell the modes apart
)

func newStream(name string, r io.Reader) (*stream, error) {
	s := &stream{r: bufio.NewReaderSize(r, look), line: 1}
	head, err := s.r.Peek(3)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("read %s: %w", path.Base(name), err)
	}
	if bytes.HasPrefix(head, []byte{0xff, 0xfe}) || bytes.HasPrefix(head, []byte{0xfe, 0xff}) {
		return nil, s.fail("wrong encoding: UTF-16, want UTF-8")
	}
	if bytes.HasPrefix(head, utf8BOM) {
		s.skip(len(utf8BOM))
	}
	if s.space() == 0 {
		return nil, s.fail("empty: no record in this file")
	}
	return s, s.sniff(name)
}

func (s *stream) fail(format string, args ...any) error {
	return &Error{Line: s.line, Byte: s.at, Msg: fmt.Sprintf(format, args...)}
}

// sniff chooses the mode. The first byte is at hand and not white space.
func (s *stream) sniff(name string) error {
	head, err := s.r.Peek(look)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, bufio.ErrBufferFull) {
		return fmt.Errorf("read %s: %w", path.Base(name), err)
	}
	switch ext := strings.ToLower(path.Ext(name)); {
	case ext == ".ndjson" || ext == ".jsonl":
		s.mode = byLine
	case head[0] == '[':
		s.mode = inArray
		s.skip(1)
	case head[0] != '{':
		return s.fail("%s", notJSON(head))
	case isWrapper(head):
		s.mode = inObject
		s.skip(1)
	case isLines(head):
		s.mode = byLine
	default:
		s.mode = byValue
	}
	return nil
}

// notJSON says what a file is instead, where its first bytes tell.
func notJSON(head []byte) string {
	if s := notText(head); s != "" {
		return s
	}
	return fmt.Sprintf("not JSON: the first byte is %q, want { or [", head[0])
}

// notText names the formats that are neither text nor read here.
func notText(head []byte) string {
	for _, k := range []struct{ begins, is string }{{"\xd0\xcf\x11\xe0", "an old or encrypted Word file: save it as DOCX without a password"},
		{"\x1f\x8b", "a gzip file: unpack it first"}, {"{\\rtf", "an RTF file: save it as DOCX"},
		{"\x89PNG", "a picture: text in pictures is not read"}, {"\xff\xd8\xff", "a picture: text in pictures is not read"},
		{"GIF8", "a picture: text in pictures is not read"}, {"7z\xbc\xaf", "a 7z archive: unpack it first"}, {"Rar!", "a RAR archive: unpack it first"}} {
		if bytes.HasPrefix(head, []byte(k.begins)) {
			return k.is
		}
	}
	return ""
}

// isWrapper says whether an object starts with one of the two lists of Tenon's own format.
func isWrapper(head []byte) bool {
	p := &parser{s: string(head[:min(len(head), 1<<10)]), i: 1}
	if p.peek() != '"' {
		return false
	}
	key, err := p.str()
	return err == nil && (key == "candidates" || key == "roles") && p.expect(':', "") == nil && p.peek() == '['
}

// isLines says whether the file is one record a line: the first line closes its object and a second follows, or both lines open
// one, or the first is too long to be looked at.
func isLines(head []byte) bool {
	first, rest, more := bytes.Cut(head, []byte("\n"))
	if !more {
		return len(head) == look
	}
	rest = bytes.TrimSpace(rest)
	if len(rest) == 0 || rest[0] != '{' {
		return false
	}
	if end := bytes.TrimRight(first, " \t\r"); len(end) > 0 && bytes.IndexByte([]byte("[,{:"), end[len(end)-1]) >= 0 {
		return false // the record goes on in the next line
	}
	p := &parser{s: string(first)}
	return p.skip() == nil && p.end() == nil || bytes.HasPrefix(first, []byte(`{"`)) && bytes.HasPrefix(rest, []byte(`{"`))
}

// next returns the next record, io.EOF after the last, or why the rest cannot be read.
func (s *stream) next() (record, error) {
	switch s.mode {
	case byLine:
		return s.nextLine()
	case inArray:
		rec, ok, err := s.nextElement()
		if !ok && err == nil {
			err = s.nothingMore()
		}
		return rec, err
	case inObject:
		return s.nextListed()
	}
	if s.space() == 0 {
		return record{}, s.ended()
	}
	return s.value()
}

// ended is io.EOF, or the error of the reader, or that of a NUL byte, which [stream.space] cannot tell from the end.
func (s *stream) ended() error {
	b, err := s.r.Peek(1)
	if err == nil {
		return s.fail("bad JSON: found %q, want a record or the end", b[0])
	}
	return err
}

// nextLine reads a line that is not blank. Of one that is too long only the size is kept.
func (s *stream) nextLine() (record, error) {
	for {
		line, at := s.line, s.at
		s.buf = s.buf[:0]
		var err error
		for err = bufio.ErrBufferFull; errors.Is(err, bufio.ErrBufferFull); {
			var part []byte
			part, err = s.r.ReadSlice('\n')
			s.at += int64(len(part))
			if len(s.buf) <= MaxRecord {
				s.buf = append(s.buf, part...)
			}
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return record{}, fmt.Errorf("line %d: %w", line, err)
		}
		s.line++
		text := bytes.TrimSpace(s.buf)
		if len(text) == 0 && err != nil {
			return record{}, io.EOF
		}
		if len(text) > 0 {
			return cut(text, line, at+int64(bytes.Index(s.buf, text[:1])), s.at-at, 0), nil
		}
	}
}

// cut makes a record of text, or an error of one that is too long or not UTF-8.
func cut(text []byte, line int, at, size int64, kind profiles.Kind) record {
	rec := record{line: line, at: at, kind: kind}
	if size > MaxRecord {
		rec.err = &Error{line, at, fmt.Sprintf("record of %d bytes: want at most %d", size, MaxRecord)}
		return rec
	}
	if !utf8.Valid(text) {
		bad := 0
		for r, n := utf8.DecodeRune(text); r != utf8.RuneError || n > 1; r, n = utf8.DecodeRune(text[bad:]) {
			bad += n
		}
		line += bytes.Count(text[:bad], []byte("\n"))
		rec.err = &Error{line, at + int64(bad), "wrong encoding: not UTF-8"}
		return rec
	}
	rec.text = string(text)
	return rec
}

// nextElement reads the next element of a list of records; ok is false after the last.
func (s *stream) nextElement() (rec record, ok bool, err error) {
	switch c := s.space(); c {
	case 0:
		return record{}, false, s.truncated("the end of the list")
	case ']':
		s.skip(1)
		return record{}, false, nil
	case ',':
		s.skip(1)
		s.space()
	}
	rec, err = s.value()
	return rec, err == nil, err
}

// nextListed reads the next record of {"candidates": […], "roles": […]}.
func (s *stream) nextListed() (record, error) {
	for {
		if s.list != 0 {
			if rec, ok, err := s.nextElement(); ok || err != nil {
				return rec, err
			}
			s.list = 0
		}
		switch s.space() {
		case ',':
			s.skip(1)
			s.space()
		case '}':
			s.skip(1)
			return record{}, s.nothingMore()
		}
		if rec, err := s.openList(); err != nil || rec.err != nil {
			return rec, err
		}
	}
}

// openList reads the key of a list and its bracket. The record has an error for a field that is not such a list.
func (s *stream) openList() (record, error) {
	key, err := s.value()
	if err != nil {
		return record{}, err
	}
	if s.space() != ':' {
		return record{}, s.truncated("a colon")
	}
	s.skip(1)
	switch c := s.space(); {
	case key.text == `"candidates"` && c == '[':
		s.list = profiles.KindCandidate
	case key.text == `"roles"` && c == '[':
		s.list = profiles.KindRole
	default:
		rec, err := s.value()
		rec.err = profiles.FieldErrors{{Path: strings.Trim(clipped(key.text), `"`), Msg: "unknown field: want candidates or roles, each a list"}}
		return rec, err
	}
	s.skip(1)
	return record{}, nil
}

func (s *stream) nothingMore() error {
	if c := s.space(); c != 0 {
		return s.fail("bad JSON: found %q after the end", c)
	}
	return s.ended()
}

func (s *stream) truncated(want string) error {
	if _, err := s.r.Peek(1); err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("line %d: %w", s.line, err)
	}
	if c := s.space(); c != 0 {
		return s.fail("bad JSON: found %q, want %s", c, want)
	}
	return s.fail("truncated JSON: want %s", want)
}

// space skips white space and returns the next byte without reading it, 0 at the end.
func (s *stream) space() byte {
	for {
		if _, err := s.r.Peek(1); err != nil {
			return 0
		}
		b, _ := s.r.Peek(s.r.Buffered())
		rest := bytes.TrimLeft(b, " \n\r\t")
		s.skip(len(b) - len(rest))
		if len(rest) > 0 {
			return rest[0]
		}
	}
}

func (s *stream) skip(n int) {
	b, _ := s.r.Peek(n)
	s.line += bytes.Count(b, []byte("\n"))
	n, _ = s.r.Discard(n)
	s.at += int64(n)
}

// value reads a value by following its quotes and brackets. Of one that is too long only the size is kept.
func (s *stream) value() (record, error) {
	line, at := s.line, s.at
	s.buf = s.buf[:0]
	var v span
	for !v.done {
		if _, err := s.r.Peek(1); err != nil {
			return record{}, s.truncated("the end of the record that begins in line " + fmt.Sprint(line))
		}
		b, _ := s.r.Peek(s.r.Buffered())
		n := v.feed(b)
		if len(s.buf) <= MaxRecord {
			s.buf = append(s.buf, b[:n]...)
		}
		s.skip(n)
	}
	if s.at == at {
		return record{}, s.truncated("a value")
	}
	return cut(s.buf, line, at, s.at-at, s.list), nil
}

// span finds the end of a value whose bytes come in parts.
type span struct {
	depth                 int
	quoted, escaped, done bool
}

// feed returns how many bytes of b belong to the value.
func (v *span) feed(b []byte) int {
	for i, c := range b {
		switch {
		case v.escaped:
			v.escaped = false
		case v.quoted && c == '\\':
			v.escaped = true
		case c == '"':
			v.quoted = !v.quoted
			if !v.quoted && v.depth == 0 {
				v.done = true
				return i + 1
			}
		case v.quoted:
		case c == '{' || c == '[':
			v.depth++
		case (c == '}' || c == ']') && v.depth > 0:
			if v.depth--; v.depth == 0 {
				v.done = true
				return i + 1
			}
		case v.depth == 0 && strings.IndexByte(" \t\r\n,:]}", c) >= 0: // the end of a number or a word
			v.done = true
			return i
		}
	}
	return len(b)
}
