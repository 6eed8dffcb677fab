// Package page holds what the readers of PDF, DOCX and HTML have in common: the [Document] that they return, the [Limits] that
// they obey, and the [Builder] that turns lines as found in a file into text fit for reading facts from.
//
// The two types to know are [Document] and [Line]. What will bite: Document.Text holds the visible lines only. A line that a
// reader of the page would not see is kept in Document.Lines with the reason, and its At is -1.
package page

import (
	"fmt"
	"slices"

	"tenon/profiles"
)

// Reasons for which a reader of the page would not see a line.
const (
	White     = "white"        // of the colour of what lies behind it
	Tiny      = "tiny"         // smaller than 2 points
	OffPage   = "off the page" // outside the sheet, or moved out of the window
	ZeroWidth = "zero width"   // words cut by characters without width; what remains without them is visible
	Invisible = "invisible"    // not painted at all: render mode 3, display none, vanish
)

// Document is the text of one file in reading order. Safe for concurrent use; do not modify.
type Document struct {
	Text  string   // the visible lines joined by \n, in NFKC
	Lines []Line   // in reading order, those that cannot be seen included
	Notes []string // what a user should know of the reading: a page without text, a dropped footer
	LD    []string // the raw text of every JSON-LD script; HTML only
}

// Line is one line, list entry or table row.
type Line struct {
	Text       string
	At         int     // byte offset in Document.Text; -1 if it is not part of it
	Page       int     // from 1; 0 unknown
	X, Y, Size float32 // points, Y up from the bottom of the sheet; 0 unknown
	Bold       bool
	Heading    bool
	Gap        bool   // an empty line stands before it, where the file has such
	Hidden     string // one of the reasons of this package; "" for a visible line
}

// Head is the document up to the first line that ends after byte n of its text, with a note if that is not all.
func (d *Document) Head(n int) *Document {
	i := slices.IndexFunc(d.Lines, func(l Line) bool { return l.At+len(l.Text) > n })
	if i < 0 {
		return d
	}
	end := 0
	for _, l := range d.Lines[:i] {
		end = max(end, l.At+len(l.Text))
	}
	note := fmt.Sprintf("the text is longer than what is read: %d lines were left out", len(d.Lines)-i)
	return &Document{Text: d.Text[:end], Lines: d.Lines[:i], Notes: append(slices.Clip(d.Notes), note), LD: d.LD}
}

// Limits bounds the reading of one file. The zero value of a field means its default. Time is bounded by the context.
type Limits struct {
	Bytes   int64 // of the file; 32 MiB
	Decoded int64 // of everything unpacked from it; 16 MiB
	Pages   int   // read of it; 200
	Lines   int   // kept of it; 5,000
	Text    int64 // kept of it in bytes; 160 KiB
	Depth   int   // of nested objects or elements; 200
}

// MaxLine is the bytes of the longest line that is kept: that of a page has hundreds, a paragraph thousands.
const MaxLine = 128 << 10

// wholeLine is the bytes of the longest line that is kept as one. Readers of facts look at a line again and again.
const wholeLine = 2 << 10

// OrDefault fills in the defaults.
func (l Limits) OrDefault() Limits {
	if l.Bytes <= 0 {
		l.Bytes = 32 << 20
	}
	if l.Decoded <= 0 {
		l.Decoded = 16 << 20
	}
	if l.Pages <= 0 {
		l.Pages = 200
	}
	if l.Lines <= 0 {
		l.Lines = 5_000
	}
	if l.Text <= 0 {
		l.Text = 160 << 10
	}
	if l.Depth <= 0 {
		l.Depth = 200
	}
	return l
}

// Refuse is the error of a file that cannot be read. The sentence says what to do.
func Refuse(format string, args ...any) error {
	return fmt.Errorf("%w: %s", profiles.ErrInvalid, fmt.Sprintf(format, args...))
}
