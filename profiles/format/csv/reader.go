package csv

import (
	"bufio"
	stdcsv "encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"tenon/profiles"
)

// MaxRow is the most bytes that a row may have. Quotes that do not close within it are a fault of their first line.
const MaxRow = 4 << 20

// Row is one row and where it stands.
type Row struct {
	Line  int // of its first line, from 1
	Cells []string
	Err   error // why there are no cells; it is profiles.ErrInvalid
}

// Reader reads rows.
type Reader struct {
	dialect
	in    *bufio.Reader
	ahead []line // that were read and are still to be given
	line  int    // number of lines that were given

	strict, lazy parser
}

// line is a line without its end, or why there is none.
type line struct {
	text string
	err  error
}

// NewReader tells the dialect from the first bytes of r. An error comes from r.
func NewReader(r io.Reader) (*Reader, error) {
	in, d, err := detect(r)
	if err != nil {
		return nil, err
	}
	return &Reader{dialect: d, in: in, line: d.skipped, strict: parser{comma: d.Comma}, lazy: parser{comma: d.Comma, lazy: true}}, nil
}

// Next returns the next row that is not blank, io.EOF after the last, or the error of the file.
func (r *Reader) Next() (Row, error) {
	for {
		first, err := r.next()
		if err != nil {
			return Row{}, err
		}
		row := Row{Line: r.line, Err: first.err}
		if row.Err == nil && strings.TrimSpace(first.text) == "" {
			continue
		}
		if row.Err == nil {
			row.Cells, row.Err = r.row(first)
		}
		return row, nil
	}
}

// row parses a row that begins with a line. When the lines up to its last quote are no row, the first alone is the fault and the
// others are read anew.
func (r *Reader) row(first line) ([]string, error) {
	whole := r.lines(first)
	if len(whole) == 1 {
		return r.parse(first.text)
	}
	text := make([]string, len(whole))
	for i, l := range whole {
		text[i] = l.text
	}
	cells, err := r.parse(strings.Join(text, "\n"))
	if err != nil {
		r.ahead = append(whole[1:], r.ahead...)
		r.line -= len(whole) - 1
		return r.parse(first.text)
	}
	return cells, nil
}

// lines are the lines from the first one to that which closes its quotes, or it alone where none does.
func (r *Reader) lines(first line) []line {
	out, open, size := []line{first}, odd(first.text), len(first.text)
	for open && size <= MaxRow {
		l, err := r.next()
		if err != nil { // comes again when the lines before it are given
			break
		}
		out, open, size = append(out, l), open != odd(l.text), size+len(l.text)+1
		if l.err != nil {
			break
		}
	}
	if open {
		r.ahead = append(out[1:], r.ahead...)
		r.line -= len(out) - 1
		return out[:1]
	}
	return out
}

func odd(text string) bool { return strings.Count(text, `"`)%2 == 1 }

// parse takes a row apart. A quote within a cell that does not begin with one stands for itself.
func (r *Reader) parse(text string) ([]string, error) {
	cells, err := r.strict.read(text)
	if errors.Is(err, stdcsv.ErrBareQuote) {
		cells, err = r.lazy.read(text)
	}
	if err != nil {
		return nil, fault("a quote is not closed, or text follows its end: want \" at both ends of the cell and \"\" for each one within")
	}
	return cells, nil
}

// parser takes single rows apart. Buffer and reader are kept from row to row, because making them costs more than reading does.
type parser struct {
	comma rune
	lazy  bool
	text  strings.Reader
	buf   *bufio.Reader
	csv   *stdcsv.Reader
	fed   int64 // bytes that it was given
}

var errRest = errors.New("the row ends before its text does")

func (p *parser) read(text string) ([]string, error) {
	p.text.Reset(text)
	if p.buf == nil {
		p.buf = bufio.NewReader(&p.text)
	}
	if p.csv == nil {
		p.csv, p.fed = stdcsv.NewReader(p.buf), 0
		p.csv.Comma, p.csv.FieldsPerRecord, p.csv.LazyQuotes, p.csv.TrimLeadingSpace = p.comma, -1, p.lazy, p.comma != '\t'
	}
	cells, err := p.csv.Read()
	if p.fed += int64(len(text)); err == nil && p.csv.InputOffset() != p.fed {
		err = errRest
	}
	if err != nil { // some of the text may be left
		p.buf.Reset(&p.text)
		p.csv = nil
	}
	return cells, err
}

func fault(format string, args ...any) error {
	return profiles.FieldErrors{{Msg: fmt.Sprintf(format, args...)}}
}

// next gives a line and counts it.
func (r *Reader) next() (line, error) {
	if len(r.ahead) > 0 {
		l := r.ahead[0]
		r.ahead = r.ahead[1:]
		r.line++
		return l, nil
	}
	text, size, err := r.raw()
	if err != nil {
		return line{}, err
	}
	r.line++
	switch {
	case size > MaxRow:
		return line{err: fault("%d bytes: want at most %d", size, MaxRow)}, nil
	case strings.IndexByte(text, 0) >= 0:
		return line{err: fault("holds a NUL byte: want text")}, nil
	}
	return line{text: r.utf8(text)}, nil
}

// raw reads a line without its end. Of one that is too long only the size is kept.
func (r *Reader) raw() (text string, size int64, err error) {
	var b []byte
	for err = bufio.ErrBufferFull; errors.Is(err, bufio.ErrBufferFull); {
		var part []byte
		part, err = r.in.ReadSlice('\n')
		if size += int64(len(part)); size <= MaxRow {
			b = append(b, part...)
		}
	}
	if err != nil && (!errors.Is(err, io.EOF) || size == 0) {
		return "", 0, err
	}
	return strings.TrimRight(string(b), "\r\n"), size, nil
}

// utf8 takes a line that is not UTF-8 for Windows-1252, which has a character for every byte.
func (r *Reader) utf8(text string) string {
	if utf8.ValidString(text) {
		return text
	}
	if out, err := charmap.Windows1252.NewDecoder().String(text); err == nil {
		r.Encoding = Windows1252
		return out
	}
	return strings.ToValidUTF8(text, "�")
}
