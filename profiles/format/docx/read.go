// Package docx reads the text of Word documents: paragraphs, lists, tables row by row, text boxes, headers and footers.
//
// The one function to know is [Read]. It never writes what is in the archive anywhere, never follows a relationship out of the file,
// and refuses documents with a document type. What will bite: whole résumés are laid out as a table with a narrow and a wide cell.
// A row with several long cells is therefore read cell by cell, and only rows of short ones across.
package docx

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"path"
	"slices"
	"strings"

	"tenon/profiles"
	"tenon/profiles/format/page"
)

const (
	maxParts = 5000
	maxPiece = 1 << 20 // bytes of one tag, text or comment
	maxIndex = 2 << 20 // bytes of the archive's directory
	maxRatio = 250     // unpacked to packed, of a part of more than a mebibyte
)

// archive is the opened file with what may still be unpacked from it.
type archive struct {
	ctx    context.Context
	zip    *zip.Reader
	limits page.Limits
	budget int64
}

var errBomb = errors.New("unpacks to more than the bounds allow")

// Read returns the text of a Word document. It is [profiles.ErrInvalid] if there is none to be had: not a DOCX, damaged, encrypted,
// or larger than the limits. Set a deadline on the context.
func Read(ctx context.Context, from io.ReaderAt, size int64, limits page.Limits) (*page.Document, error) {
	limits = limits.OrDefault()
	if err := sniff(from, size, limits); err != nil {
		return nil, err
	}
	opened := &indexed{from: from}
	z, err := zip.NewReader(opened, size)
	if opened.read > maxIndex {
		return nil, page.Refuse("the DOCX has more than %d parts: save it again from a word processor", maxParts)
	}
	opened.read = math.MinInt // from here on parts are read, which have bounds of their own
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, page.Refuse("the DOCX is damaged or cut short: save it again")
	}
	if len(z.File) > maxParts {
		return nil, page.Refuse("the DOCX has %d parts and at most %d are read: save it again from a word processor", len(z.File), maxParts)
	}
	a := &archive{ctx: ctx, zip: z, limits: limits, budget: limits.Decoded}
	doc, err := a.document()
	switch {
	case err == nil:
		return doc, nil
	case errors.Is(err, errBomb):
		return nil, page.Refuse("the DOCX %v: save a smaller one", errBomb)
	case ctx.Err() != nil:
		return nil, fmt.Errorf("read DOCX: %w: %w", page.Refuse("reading took longer than is allowed: save a simpler document"), ctx.Err())
	case errors.Is(err, profiles.ErrInvalid):
		return nil, err
	}
	return nil, page.Refuse("the DOCX is damaged: open it in a word processor and save it again")
}

// indexed ends the reading of a directory that is too long to be held: its entries are larger in memory than in the file.
type indexed struct {
	from io.ReaderAt
	read int
}

func (x *indexed) ReadAt(p []byte, off int64) (int, error) {
	if x.read += len(p); x.read > maxIndex {
		return 0, errBomb
	}
	return x.from.ReadAt(p, off)
}

func sniff(from io.ReaderAt, size int64, limits page.Limits) error {
	if size <= 0 {
		return page.Refuse("the file is empty: choose another")
	}
	if size > limits.Bytes {
		return page.Refuse("the DOCX has %d bytes and at most %d are read: save one without pictures", size, limits.Bytes)
	}
	head := make([]byte, 8)
	if _, err := from.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("read DOCX: %w", err)
	}
	switch {
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0")):
		return page.Refuse("this is an encrypted document or one of an old Word: save it as .docx without a password")
	case !bytes.HasPrefix(head, []byte("PK")):
		return page.Refuse("this is not a DOCX: check what kind of file it is")
	}
	return nil
}

// limited reads a part and fails when it gives more than there is budget for, or inflates beyond reason.
type limited struct {
	from   io.ReadCloser
	a      *archive
	packed int64
	read   int64
	piece  int64 // since the last tag or text
}

var errPiece = page.Refuse("the DOCX has a tag or a text of more than %d bytes: save it again from a word processor, in paragraphs", maxPiece)

func (l *limited) Read(p []byte) (int, error) {
	if err := l.a.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := l.from.Read(p)
	l.read += int64(n)
	if l.piece += int64(n); l.piece > maxPiece {
		return 0, errPiece
	}
	l.a.budget -= int64(n)
	if l.a.budget < 0 || l.read > 1<<20 && l.read/maxRatio > l.packed {
		return 0, errBomb
	}
	return n, err
}

// part opens a part by its name in the archive, in whatever case; nil if there is none.
func (a *archive) part(name string) (*limited, error) {
	i := slices.IndexFunc(a.zip.File, func(f *zip.File) bool { return strings.EqualFold(strings.TrimPrefix(f.Name, "/"), name) })
	if i < 0 {
		return nil, nil
	}
	f := a.zip.File[i]
	if f.UncompressedSize64 > uint64(a.budget) {
		return nil, errBomb
	}
	if f.Flags&1 != 0 {
		return nil, page.Refuse("the DOCX is encrypted: save it without a password")
	}
	rc, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path.Base(name), err)
	}
	return &limited{from: rc, a: a, packed: int64(f.CompressedSize64)}, nil
}

// tokens calls each for every token of a part until it fails. A part that is not there has none.
func (a *archive) tokens(name string, each func(xml.Token) error) error {
	rc, err := a.part(name)
	if err != nil || rc == nil {
		return err
	}
	defer rc.from.Close()
	d := xml.NewDecoder(rc)
	d.CharsetReader = func(charset string, in io.Reader) (io.Reader, error) {
		return nil, page.Refuse("a part of the DOCX is not in UTF-8: save it again from a word processor")
	}
	for depth := 0; ; {
		rc.piece = 0
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read %s: %w", path.Base(name), err)
		}
		switch t.(type) {
		case xml.Directive:
			return page.Refuse("the DOCX declares a document type, which no word processor writes: save it again")
		case xml.StartElement:
			depth++
		case xml.EndElement:
			depth--
		}
		if depth > a.limits.Depth {
			return page.Refuse("the DOCX nests more than %d deep: save it again from a word processor", a.limits.Depth)
		}
		if err := each(t); err != nil {
			return err
		}
	}
}

// relation is what a part refers to.
type relation struct {
	kind, target string
	external     bool
}

// relations of a part. Targets within the archive are made names in it.
func (a *archive) relations(of string) (map[string]relation, []string, error) {
	out := map[string]relation{}
	var order []string
	dir, base := path.Split(of)
	err := a.tokens(path.Join(dir, "_rels", base+".rels"), func(t xml.Token) error {
		e, ok := t.(xml.StartElement)
		if !ok || e.Name.Local != "Relationship" || len(out) > maxParts {
			return nil
		}
		id := attr(e, "Id")
		if _, known := out[id]; known {
			return nil
		}
		r := relation{kind: path.Base(attr(e, "Type")), target: attr(e, "Target"), external: attr(e, "TargetMode") == "External"}
		if !r.external {
			if !strings.HasPrefix(r.target, "/") {
				r.target = path.Join("/", dir, r.target)
			}
			r.target = strings.TrimPrefix(path.Clean(r.target), "/")
		}
		out[id] = r
		order = append(order, id)
		return nil
	})
	return out, order, err
}

func attr(e xml.StartElement, local string) string {
	for _, a := range e.Attr {
		if a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}

// document reads headers, body and footers. A fault after some text loses the rest only.
func (a *archive) document() (*page.Document, error) {
	main := "word/document.xml"
	roots, order, err := a.relations("")
	if err != nil {
		return nil, err
	}
	for _, id := range order {
		if r := roots[id]; r.kind == "officeDocument" && !r.external {
			main = r.target
		}
	}
	if !a.has(main) {
		return nil, a.other()
	}
	rels, order, err := a.relations(main)
	if err != nil {
		return nil, err
	}
	styles, err := a.styles(rels, order)
	if err != nil {
		return nil, err
	}
	b := page.NewBuilder(a.limits)
	body, err := a.lines(main, rels, styles, b)
	if err != nil && (len(body) == 0 || errors.Is(err, profiles.ErrInvalid) || errors.Is(err, errBomb) || a.ctx.Err() != nil) {
		return nil, err
	}
	if err != nil {
		b.Note("the document is damaged: what comes after the fault was not read")
	}
	above, below, err := a.running(rels, order, styles, b)
	if err != nil {
		return nil, err
	}
	all := slices.Concat(above, body, below)
	if err := b.TooLong(); len(all) == 0 && err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(all, func(l page.Line) bool { return strings.TrimSpace(l.Text) != "" }) {
		return nil, page.Refuse("the DOCX has no text: if it shows pictures of text, export it as text")
	}
	for _, l := range all {
		b.Add(l)
	}
	if err := b.TooLong(); err != nil {
		return nil, err
	}
	return b.Document(), nil
}

func (a *archive) has(name string) bool {
	return slices.ContainsFunc(a.zip.File, func(f *zip.File) bool { return strings.EqualFold(strings.TrimPrefix(f.Name, "/"), name) })
}

// other says what an archive without a Word document in it is instead.
func (a *archive) other() error {
	for _, k := range []struct{ part, is string }{{"xl/workbook.xml", "a spreadsheet: save it as CSV"}, {"ppt/presentation.xml", "a file of slides: save it as PDF"},
		{"Index/Document.iwa", "a document of Pages: save it as DOCX or PDF"}, {"mimetype", "an OpenDocument file or a book: save it as DOCX or PDF"}} {
		if a.has(k.part) {
			return page.Refuse("this is not a DOCX but %s", k.is)
		}
	}
	return page.Refuse("this is an archive without a Word document in it: unpack it and import the files, or save the document again")
}

// running reads headers and footers, each line once.
func (a *archive) running(rels map[string]relation, order []string, styles map[string]style, b *page.Builder) (above, below []page.Line, err error) {
	seen := map[string]bool{}
	for _, id := range order {
		if err := a.ctx.Err(); err != nil {
			return nil, nil, err
		}
		r := rels[id]
		if r.kind != "header" && r.kind != "footer" || r.external {
			continue
		}
		own, _, err := a.relations(r.target)
		if err != nil {
			return nil, nil, err
		}
		lines, err := a.lines(r.target, own, styles, b)
		if err != nil {
			return nil, nil, err
		}
		for _, l := range lines {
			if text := strings.TrimSpace(l.Text); seen[text] || onlyNumber.MatchString(text) {
				continue
			}
			seen[strings.TrimSpace(l.Text)] = true
			if r.kind == "header" {
				above = append(above, l)
			} else {
				below = append(below, l)
			}
		}
	}
	return above, below, nil
}
