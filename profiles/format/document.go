package format

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
	"time"

	"tenon/profiles"
	"tenon/profiles/format/advert"
	"tenon/profiles/format/docx"
	"tenon/profiles/format/html"
	"tenon/profiles/format/mail"
	"tenon/profiles/format/page"
	"tenon/profiles/format/pdf"
	"tenon/profiles/format/reading"
	"tenon/profiles/format/resume"
	"tenon/profiles/format/text"
)

// The formats of documents, as [Draft.Format] names them.
const (
	PDF   = "pdf"
	DOCX  = "docx"
	HTML  = "html"
	Email = "email"
	Text  = "text"
)

// maxDocument bounds a document in bytes.
const (
	maxDocument = 32 << 20
	maxAdvert   = 48 << 10 // of its text: a page has three
)

// documentTime bounds how long a document is read. Less in tests.
var (
	documentTime = 8 * time.Second
	quickTime    = 1500 * time.Millisecond // of everything but PDF, whose pages may take long
)

// readFunc finds the text of one format.
type readFunc func(ctx context.Context, from io.ReaderAt, size int64, limits page.Limits) (*page.Document, error)

var readers = map[string]readFunc{PDF: pdf.Read, DOCX: docx.Read, HTML: html.Read, Text: text.Read}

// sniff tells what document begins so; "" for the formats of data.
func sniff(name string, head []byte) string {
	bare := bytes.TrimLeft(bytes.TrimPrefix(head, utf8BOM), " \t\r\n\f")
	switch {
	case bytes.Contains(head[:min(len(head), 1024)], []byte("%PDF-")):
		return PDF
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return DOCX
	case bytes.HasPrefix(bare, []byte("<")):
		return HTML
	case len(bare) > 0 && (bare[0] == '{' || bare[0] == '['), notText(head) != "":
		return ""
	case mail.Is(head):
		return Email
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".json", ".ndjson", ".jsonl", ".jsonld", ".csv", ".tsv", ".parquet":
		return ""
	case ".eml":
		return Email
	}
	if len(bytes.TrimSpace(head)) == 0 {
		return ""
	}
	return Text
}

// document reads the records of a file that is written for people.
func (d *decoder) document(format string, r io.Reader, size int64) error {
	raw, err := whole(r, size)
	if err != nil {
		return err
	}
	if format == Email {
		return d.mail(raw)
	}
	doc, err := d.read(format, raw)
	if err != nil {
		return err // the caller names the file
	}
	if found, err := d.scripts(doc.LD); found || err != nil {
		return err
	}
	d.one(d.understand(format, doc))
	return nil
}

// whole reads a document that has size bytes, 0 if that is not known.
func whole(r io.Reader, size int64) ([]byte, error) {
	var raw bytes.Buffer
	if size <= maxDocument {
		raw.Grow(int(size) + bytes.MinRead)
		if _, err := raw.ReadFrom(io.LimitReader(r, maxDocument+1)); err != nil {
			return nil, err
		}
	}
	if size > maxDocument || raw.Len() > maxDocument {
		return nil, &Error{Line: 1, Msg: fmt.Sprintf("the document has more than %d MiB: split it, or save it without pictures", maxDocument>>20)}
	}
	return raw.Bytes(), nil
}

// sizeOf is the size of a regular file, 0 of anything else.
func sizeOf(r io.Reader) int64 {
	if f, ok := r.(interface{ Stat() (fs.FileInfo, error) }); ok {
		if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
			return info.Size()
		}
	}
	return 0
}

func (d *decoder) read(format string, raw []byte) (*page.Document, error) {
	limit := quickTime
	if format == PDF {
		limit = documentTime
	}
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	doc, err := readers[format](ctx, page.Memory(raw), int64(len(raw)), page.Limits{})
	if ctx.Err() != nil {
		return nil, late(limit)
	}
	return doc, err
}

func late(limit time.Duration) error {
	return page.Refuse("it takes longer than %v to read: the file is damaged or made to be slow", limit)
}

// mail reads the attachments of an e-mail, and its own text where it has none.
func (d *decoder) mail(raw []byte) error {
	ctx, cancel := context.WithTimeout(context.Background(), quickTime)
	defer cancel()
	m, err := mail.Read(ctx, page.Memory(raw), int64(len(raw)), page.Limits{})
	if ctx.Err() != nil {
		return late(quickTime)
	}
	if err != nil {
		return err
	}
	given, left := 0, page.Limits{}.OrDefault().Text
	var last error
	for i, a := range m.Attachments {
		f := sniff(a.Name, a.Data)
		if readers[f] == nil {
			continue
		}
		doc, err := d.read(f, a.Data)
		if err != nil {
			last = fmt.Errorf("attachment %d: %w", i+1, err)
			continue
		}
		if left -= int64(len(doc.Text)); left < 0 && given > 0 {
			m.Notes = append(m.Notes, fmt.Sprintf("attachment %d was not read: those before it were long", i+1))
			continue
		}
		given++
		if !d.one(d.from(m, d.understand(f, doc))) {
			return nil
		}
	}
	switch {
	case given > 0:
	case m.Body != nil:
		d.one(d.from(m, d.understand(Email, m.Body)))
	case last != nil:
		return last
	default:
		return page.Refuse("none of the %d attachments is PDF, DOCX, HTML or text", len(m.Attachments))
	}
	return nil
}

// from adds what the envelope of an e-mail says: who applies, and what the reading of it noted.
func (d *decoder) from(m *mail.Message, draft Draft) Draft {
	for _, n := range m.Notes {
		draft.Notes = append(draft.Notes, Note{Msg: n})
	}
	if draft.Identity != nil {
		if draft.Identity.Name == "" {
			draft.Identity.Name = m.Name
		}
		if draft.Identity.Email == "" {
			draft.Identity.Email = m.From
		}
	}
	return draft
}

// one gives a draft on, or says that nothing was understood: an empty record is nobody's.
func (d *decoder) one(draft Draft) bool {
	if len(draft.Report.Facts) > 0 {
		return d.give(draft, nil)
	}
	return d.give(Draft{Format: draft.Format}, profiles.FieldErrors{{Msg: "nothing was understood: the text names neither work, skills nor education; " +
		"where it is neither a résumé nor an advert in English, German, French or Spanish, write the record as JSON"}})
}

// understand reads a candidate or a role out of a text.
func (d *decoder) understand(format string, doc *page.Document) Draft {
	draft := Draft{Format: format, Document: doc}
	o := reading.Options{Now: d.Now, Taxonomy: d.Taxonomy, Gazetteer: d.Cities}
	kind := reading.Kind(doc)
	if d.Kind != 0 && d.Kind != kind {
		draft.Notes = append(draft.Notes, Note{Path: "kind", Msg: "reads like a " + kind.String() + ", taken for a " + d.Kind.String() + " as was asked"})
		kind = d.Kind
	}
	if kind == profiles.KindRole {
		doc = doc.Head(maxAdvert)
		draft.Document = doc
		r := advert.Read(doc, o)
		draft.Role, draft.Report = r.Role, &r.Report
	} else {
		r := resume.Read(doc, o)
		draft.Candidate, draft.Identity, draft.Report = r.Candidate, r.Identity, &r.Report
	}
	for _, n := range doc.Notes {
		draft.Notes = append(draft.Notes, Note{Msg: n})
	}
	for _, n := range draft.Report.Notes {
		where := n.Path
		if n.Line > 0 {
			where = strings.TrimPrefix(fmt.Sprintf("%s, line %d", n.Path, n.Line), ", ")
		}
		draft.Notes = append(draft.Notes, Note{Path: where, Msg: n.Msg})
	}
	return draft
}
