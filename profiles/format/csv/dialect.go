package csv

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
)

// The encodings that are told apart.
const (
	UTF8        = "UTF-8"
	UTF16       = "UTF-16"
	Windows1252 = "Windows-1252"
)

// look is how much of a file its dialect is told from.
const look = 64 << 10

// dialect is how a table is written.
type dialect struct {
	// Comma is what stands between two cells.
	Comma rune
	// Encoding is what the text turned out to be so far.
	Encoding string

	skipped int // lines before the rows
}

// Head returns the first bytes of a table as text, decoded as [NewReader] would.
func Head(head []byte) string {
	if e := utf16(head); e != nil {
		head, _ = e.NewDecoder().Bytes(head[:len(head)&^1]) // never fails: what is no character is replaced
	}
	return string(bytes.TrimPrefix(head, []byte("\ufeff")))
}

// detect returns the text of r from its first row on, with its dialect.
func detect(r io.Reader) (*bufio.Reader, dialect, error) {
	d := dialect{Encoding: UTF8}
	in, head, err := peek(r)
	if err != nil {
		return nil, d, err
	}
	if e := utf16(head); e != nil {
		d.Encoding = UTF16
		if in, head, err = peek(e.NewDecoder().Reader(in)); err != nil {
			return nil, d, err
		}
	}
	if mark := []byte("\ufeff"); bytes.HasPrefix(head, mark) {
		_, _ = in.Discard(len(mark)) // of what was peeked
		head = head[len(mark):]
	}
	if bytes.IndexByte(head, '\n') < 0 && bytes.IndexByte(head, '\r') >= 0 {
		if in, head, err = peek(returns{in}); err != nil {
			return nil, d, err
		}
	}
	first, rest, _ := bytes.Cut(head, []byte("\n"))
	if said := strings.Trim(string(first), " \r"); len(said) == len("sep=;") && strings.EqualFold(said[:4], "sep=") && strings.Contains(commas, said[4:]) {
		_, _ = in.Discard(len(head) - len(rest)) // of what was peeked
		d.Comma, d.skipped = rune(said[4]), 1
		return in, d, nil
	}
	d.Comma = comma(firstLines(string(head)))
	return in, d, nil
}

func peek(r io.Reader) (*bufio.Reader, []byte, error) {
	in := bufio.NewReaderSize(r, look)
	head, err := in.Peek(look)
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return in, head, err
}

// utf16 is the encoding of a text that begins with the mark of UTF-16, or of which every second byte is zero; else nil.
func utf16(head []byte) encoding.Encoding {
	switch {
	case bytes.HasPrefix(head, []byte{0xff, 0xfe}), zeros(head, 1) && !zeros(head, 0):
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case bytes.HasPrefix(head, []byte{0xfe, 0xff}), zeros(head, 0) && !zeros(head, 1):
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	}
	return nil
}

// zeros says whether most of the first bytes at even (0) or odd (1) places are zero.
func zeros(head []byte, from int) bool {
	head = head[:min(len(head), 256)]
	count, of := 0, 0
	for i := from; i < len(head); i += 2 {
		if of++; head[i] == 0 {
			count++
		}
	}
	return of > 1 && 4*count > 3*of
}

// returns reads the lines of old Macintosh files, which end in a carriage return.
type returns struct{ in io.Reader }

func (r returns) Read(p []byte) (int, error) {
	n, err := r.in.Read(p)
	for i := range p[:n] {
		if p[i] == '\r' {
			p[i] = '\n'
		}
	}
	return n, err
}

// commas are what may stand between two cells, the most usual first.
const commas = ",;\t|"

// comma is what most of the first lines have the same number of, outside of quotes; of several that which parts more cells.
func comma(head string) rune {
	best, mostLines, mostCells := ',', 0, 0
	for _, c := range commas {
		counts := map[int]int{}
		for line := range strings.Lines(head) {
			if n := outside(line, c); n > 0 {
				counts[n]++
			}
		}
		for cells, lines := range counts {
			if lines > mostLines || lines == mostLines && cells > mostCells {
				best, mostLines, mostCells = c, lines, cells
			}
		}
	}
	return best
}

// firstLines are enough lines to tell a dialect from.
func firstLines(text string) string {
	end := 0
	for range 20 {
		i := strings.IndexByte(text[end:], '\n')
		if i < 0 {
			return text
		}
		end += i + 1
	}
	return text[:end]
}

// outside counts c in a line, but not between quotes.
func outside(line string, c rune) int {
	n, quoted := 0, false
	for _, r := range line {
		switch {
		case r == '"':
			quoted = !quoted
		case r == c && !quoted:
			n++
		}
	}
	return n
}
