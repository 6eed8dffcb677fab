package format

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"time"

	"tenon/profiles"
	"tenon/profiles/format/html"
	"tenon/profiles/format/page"
)

// maxPage bounds a web page in bytes, and pageTime how long one is read.
const (
	maxPage  = 8 << 20
	pageTime = 5 * time.Second
)

// isPage says that a file begins as a web page does.
func isPage(head []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(bytes.TrimPrefix(head, utf8BOM), " \t\r\n\f"), []byte("<"))
}

// page reads the adverts that a web page holds as JSON-LD, in one script or several. Those of other things, such as the way to
// the page or its owner, are passed over.
func (d *decoder) page(name string, r io.Reader) error {
	raw, err := io.ReadAll(io.LimitReader(r, maxPage+1))
	if err != nil {
		return fmt.Errorf("read %s: %w", path.Base(name), err)
	}
	if len(raw) > maxPage {
		return &Error{Line: 1, Msg: fmt.Sprintf("the page has more than %d bytes: save it without pictures", maxPage)}
	}
	ctx, cancel := context.WithTimeout(context.Background(), pageTime)
	defer cancel()
	doc, err := html.Read(ctx, bytes.NewReader(raw), int64(len(raw)), page.Limits{})
	if err != nil {
		return fmt.Errorf("read %s: %w", path.Base(name), err)
	}
	return d.scripts(doc.LD)
}

func (d *decoder) scripts(scripts []string) error {
	var docs []any
	var broken error
	for i, text := range scripts {
		v, err := parseTree(text)
		if err != nil {
			var s *syntaxError
			if errors.As(err, &s) {
				err = &Error{Line: 1, Byte: int64(s.at), Msg: fmt.Sprintf("JSON-LD script %d of the page: %s", i+1, s.msg)}
			}
			broken = errors.Join(broken, err)
			continue
		}
		docs = append(docs, v)
	}
	found := postings(linked(docs...)...)
	for _, p := range found {
		if !d.give(d.posting(p), nil) {
			return nil
		}
	}
	switch {
	case broken != nil:
		d.give(Draft{Format: JobPosting}, broken)
	case len(found) == 0:
		d.give(Draft{Format: JobPosting}, profiles.FieldErrors{{Path: "@type",
			Msg: "the page has no JobPosting as JSON-LD, and the text of pages is not read for facts: write the role as JSON"}})
	}
	return nil
}
