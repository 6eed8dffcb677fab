// Package html reads the main text of web pages: adverts above all, and résumés kept as HTML.
//
// The one function to know is [Read]. It runs no script and fetches nothing: a page built by scripts has no text here, but often
// JSON-LD, which is handed on raw in Document.LD for the caller to prefer. What will bite: style sheets of other files are not
// read, so that only what the page itself hides is known to be hidden.
package html

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"

	"tenon/profiles"
	"tenon/profiles/format/page"
)

// The bounds of a page: real ones have less than a tenth of each. What a parser makes of a tag or of an attribute is twenty times as
// large as the tag.
const (
	maxBytes = 8 << 20
	maxTags  = 100_000
	maxAttrs = 300_000 // of all tags together
)

// Read returns the text of a web page. It is [profiles.ErrInvalid] if there is neither text nor JSON-LD in it.
func Read(ctx context.Context, from io.ReaderAt, size int64, limits page.Limits) (doc *page.Document, err error) {
	limits = limits.OrDefault()
	raw, err := load(from, size, min(limits.Bytes, maxBytes))
	if err != nil {
		return nil, err
	}
	root, err := parse(ctx, raw)
	if ctx.Err() != nil {
		return nil, fmt.Errorf("read HTML: %w: %w", page.Refuse("reading took longer than is allowed: save a simpler page"), ctx.Err())
	}
	if errors.Is(err, profiles.ErrInvalid) {
		return nil, err
	}
	if err != nil {
		return nil, page.Refuse("the page nests too deep or is damaged: copy its text into a text file")
	}
	e := &extractor{ctx: ctx, b: page.NewBuilder(limits), most: limits.Lines, lengths: map[*html.Node]int{}, sinks: make([][]page.Line, 1)}
	e.collect(root)
	e.measure(root, 0)
	e.page(root)
	if ctx.Err() != nil {
		return nil, fmt.Errorf("read HTML: %w: %w", page.Refuse("reading took longer than is allowed: save a simpler page"), ctx.Err())
	}
	doc = e.b.Document()
	if err := e.b.TooLong(); err != nil && len(doc.LD) == 0 {
		return nil, err
	}
	if doc.Text == "" && len(doc.LD) == 0 {
		return nil, page.Refuse("the page has no text of its own, it may be built by scripts: copy its text into a text file")
	}
	return doc, nil
}

var tag = regexp.MustCompile(`<[a-zA-Z!/?]`)

func load(from io.ReaderAt, size, most int64) ([]byte, error) {
	if size <= 0 {
		return nil, page.Refuse("the file is empty: choose another")
	}
	if size > most {
		return nil, page.Refuse("the page has %d bytes and at most %d are read: save it without pictures", size, most)
	}
	raw, err := page.All(from, size)
	if err != nil {
		return nil, fmt.Errorf("read HTML: %w", err)
	}
	if bytes.HasPrefix(raw, []byte("%PDF")) || bytes.HasPrefix(raw, []byte("PK\x03\x04")) || bytes.HasPrefix(raw, []byte("\xd0\xcf\x11\xe0")) {
		return nil, page.Refuse("this is not a web page: check what kind of file it is")
	}
	return raw, nil
}

// contextReader ends the parsing when the time is over.
type contextReader struct {
	ctx  context.Context
	from io.Reader
}

func (c contextReader) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.from.Read(p[:min(len(p), 4096)])
}

func parse(ctx context.Context, raw []byte) (*html.Node, error) {
	enc, _, _ := charset.DetermineEncoding(raw[:min(len(raw), 1024)], "")
	text, err := enc.NewDecoder().Bytes(raw)
	if err != nil {
		return nil, fmt.Errorf("decode page: %w", err)
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	if !tag.Match(text) || bytes.Count(text, []byte{0}) > len(text)/20+10 {
		return nil, page.Refuse("this is not a web page: it has no tags, so import it as plain text")
	}
	if err := bounded(text); err != nil {
		return nil, err
	}
	root, err := html.Parse(contextReader{ctx, bytes.NewReader(text)})
	if err != nil {
		return nil, fmt.Errorf("parse page: %w", err)
	}
	return root, nil
}

// bounded counts tags and attributes before a tree is made of them.
func bounded(text []byte) error {
	tags, attrs := 0, 0
	for z := html.NewTokenizer(bytes.NewReader(text)); tags <= maxTags && attrs <= maxAttrs; {
		switch z.Next() {
		case html.ErrorToken:
			return nil
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			tags++
			for _, more := z.TagName(); more && attrs <= maxAttrs; attrs++ {
				_, _, more = z.TagAttr()
			}
		}
	}
	return page.Refuse("the page has more than %d tags or %d attributes: save the part that matters, or copy its text into a text file", maxTags, maxAttrs)
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key && a.Namespace == "" {
			return a.Val
		}
	}
	return ""
}

// collect takes JSON-LD and the rules of style sheets from wherever they stand.
func (e *extractor) collect(root *html.Node) {
	var size int
	for n := range root.Descendants() {
		if n.FirstChild == nil {
			continue
		}
		switch text := n.FirstChild.Data; {
		case n.DataAtom == atom.Script && strings.Contains(strings.ToLower(attr(n, "type")), "ld+json"):
			if size += len(text); size <= 4<<20 {
				e.b.LD(text)
			}
		case n.DataAtom == atom.Style:
			e.rules.add(text)
		}
	}
	e.rules.sort()
}
