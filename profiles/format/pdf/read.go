package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	lib "github.com/ledongthuc/pdf"

	"tenon/profiles"
	"tenon/profiles/format/page"
)

// reader is the reading of one file.
type reader struct {
	ctx    context.Context
	limits page.Limits
	budget int64 // bytes that may still be unpacked
	ops    int
	marked int
	looks  int
	forms  int
	mapped int // entries of the tables of fonts
	fonts  map[string]*font
}

// Read returns the text of a PDF. It is [profiles.ErrInvalid] if there is none to be had: not a PDF, damaged, encrypted, larger than
// the limits, or scanned. Set a deadline on the context: the work is bounded without one, but by seconds and not by a second.
func Read(ctx context.Context, from io.ReaderAt, size int64, limits page.Limits) (doc *page.Document, err error) {
	limits = limits.OrDefault()
	r := &reader{ctx: ctx, limits: limits, budget: limits.Decoded, fonts: map[string]*font{}}
	defer func() {
		if x := recover(); x != nil {
			doc, err = nil, fault(x)
		}
	}()
	raw, err := r.load(from, size)
	if err != nil {
		return nil, err
	}
	file, err := open(ctx, raw, &r.budget)
	if err != nil {
		return nil, fault(err)
	}
	return r.document(file)
}

// fault makes one sentence of whatever ended the reading.
func fault(x any) error {
	err, ok := x.(error)
	switch {
	case ok && (errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)):
		return fmt.Errorf("read PDF: %w: %w", page.Refuse("reading took longer than is allowed: export a simpler PDF"), err)
	case ok && errors.Is(err, profiles.ErrInvalid):
		return err
	case ok && errors.Is(err, errBudget):
		return page.Refuse("the PDF unpacks to more than the bounds allow: export a smaller one")
	}
	return page.Refuse("the PDF is damaged and cannot be read: export it again")
}

func (r *reader) load(from io.ReaderAt, size int64) ([]byte, error) {
	switch {
	case size <= 0:
		return nil, page.Refuse("the file is empty: choose another")
	case size > r.limits.Bytes:
		return nil, page.Refuse("the PDF has %d bytes and at most %d are read: export a smaller one", size, r.limits.Bytes)
	}
	raw, err := page.All(from, size)
	if err != nil {
		return nil, fmt.Errorf("read PDF: %w", err)
	}
	if !bytes.Contains(raw[:min(1024, len(raw))], []byte("%PDF-")) {
		return nil, page.Refuse("this is not a PDF: it does not begin with %%PDF-, so check what kind of file it is")
	}
	if encrypted(raw) {
		return nil, page.Refuse("the PDF is encrypted: save a copy without a password and without restrictions, and import that")
	}
	return raw, nil
}

// encrypted: the trailer, or the dictionary of a cross-reference stream, names an encryption dictionary.
func encrypted(raw []byte) bool {
	for rest := raw; ; {
		i := bytes.Index(rest, []byte("/Encrypt"))
		if i < 0 {
			return false
		}
		rest = rest[i+len("/Encrypt"):]
		after := bytes.TrimLeft(rest[:min(20, len(rest))], " \r\n\t")
		if len(digits(after)) > 0 || bytes.HasPrefix(after, []byte("<<")) {
			return true
		}
	}
}

// step counts an operator.
func (r *reader) step() {
	if r.ops++; r.ops > maxOps {
		panic(errBudget)
	}
	if r.ops%256 == 0 {
		if err := r.ctx.Err(); err != nil {
			panic(err)
		}
	}
}

// maxEntries of the tables of all fonts: a few tens of megabytes.
const maxEntries = 600_000

func (r *reader) fontNamed(resources lib.Value, name string) *font {
	v := resources.Key("Font").Key(name)
	if v.Kind() != lib.Dict {
		v = lib.Value{}
	}
	key := v.String()
	f := r.fonts[key]
	if f == nil {
		f = r.font(v)
		if r.mapped += f.entries(); r.mapped > maxEntries {
			panic(errBudget)
		}
		if len(r.fonts) < 500 && len(key) < 1<<16 {
			r.fonts[key] = f
		}
	}
	return f
}

func (r *reader) document(file *lib.Reader) (*page.Document, error) {
	b := page.NewBuilder(r.limits)
	pages, more := r.pages(file)
	if more {
		b.Note("only the first %d pages were read", len(pages))
	}
	if len(pages) == 0 {
		return nil, page.Refuse("the PDF holds no page: it is damaged, export it again")
	}
	var sheets []sheet
	scans, garbled := 0, 0
	for i, p := range pages {
		s := r.sheet(p, i+1)
		switch {
		case s.fault:
			b.Note("page %d could not be read in full: it is damaged", i+1)
		case len(s.lines) == 0 && s.blind:
			garbled++
			b.Note("page %d has text whose fonts do not say which letters they show", i+1)
		case len(s.lines) == 0 && s.images > 0:
			scans++
			b.Note("page %d has no text: a scan?", i+1)
		}
		sheets = append(sheets, s)
	}
	dropRunning(sheets, b)
	lines := 0
	for _, s := range sheets {
		lines += len(s.lines)
		s.add(b)
	}
	for _, p := range pages {
		links(p, b)
	}
	switch {
	case lines > 0:
		return b.Document(), nil
	case scans > 0:
		return nil, page.Refuse("the PDF has no text, only images: a scan? Recognise its text first (OCR), or export it from the program that made it")
	case garbled > 0:
		return nil, page.Refuse("the fonts of the PDF do not say which letters they show: export it again from the program that made it")
	}
	return nil, page.Refuse("the PDF has no text: export it again from the program that made it")
}

// sheet reads one page. A fault in it loses what comes after, not what was read.
func (r *reader) sheet(p leaf, number int) (s sheet) {
	c := &canvas{r: r}
	c.state = state{ctm: identity, fill: black, stretch: 1}
	c.tm, c.line = identity, identity
	func() {
		defer func() {
			if x := recover(); x != nil {
				mustGoOn(x)
				s.fault = true
			}
		}()
		c.width, c.height, c.ctm = frame(p)
		c.run(r.contents(p.Key("Contents")), p.inherited("Resources"), 0)
	}()
	s.number, s.images, s.blind, s.height = number, c.images, c.blind, c.height
	scanned := c.images > 0 && allInvisible(c.marks)
	if scanned {
		for i := range c.marks { // the text that OCR lays over a scan, to be searched and copied
			c.marks[i].hidden = ""
		}
	}
	s.lay(r, c.marks)
	return s
}

func allInvisible(marks []mark) bool {
	for _, m := range marks {
		if m.hidden != page.Invisible {
			return false
		}
	}
	return len(marks) > 0
}

func (r *reader) contents(v lib.Value) []byte {
	if v.Kind() != lib.Array {
		return decode(v, &r.budget)
	}
	var all []byte
	for i := range min(v.Len(), 1000) {
		all = append(append(all, decode(v.Index(i), &r.budget)...), '\n')
	}
	return all
}
