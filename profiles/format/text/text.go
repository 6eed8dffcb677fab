// Package text reads plain text: notes, résumés saved as .txt, adverts pasted into a file.
//
// The one function to know is [Read]. What will bite: a file that is not UTF-8 is read as UTF-16 where it says so and as
// Windows-1252 where it does not, which the notes of the document say.
package text

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"tenon/profiles/format/page"
)

// Read returns the lines of a text. The error is [profiles.ErrInvalid], that of the context, or one of the reader.
func Read(ctx context.Context, from io.ReaderAt, size int64, limits page.Limits) (*page.Document, error) {
	limits = limits.OrDefault()
	if size > limits.Bytes {
		return nil, page.Refuse("the text has %d bytes: want at most %d", size, limits.Bytes)
	}
	raw, err := page.All(from, size)
	if err != nil {
		return nil, fmt.Errorf("read text: %w", err)
	}
	b := page.NewBuilder(limits)
	s, err := decode(raw, b)
	if err != nil {
		return nil, err
	}
	if err := lines(ctx, s, b); err != nil {
		return nil, err
	}
	if err := b.TooLong(); err != nil {
		return nil, err
	}
	doc := b.Document()
	if strings.TrimSpace(doc.Text) == "" {
		return nil, page.Refuse("empty: no text in this file")
	}
	return doc, nil
}

// lines feeds a text to the builder. A form feed begins a page.
func lines(ctx context.Context, s string, b *page.Builder) error {
	marked := headingForm.MatchString(s)
	sheet := 1
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	for line := range strings.SplitSeq(s, "\n") {
		if err := ctx.Err(); err != nil {
			return err
		}
		sheet += strings.Count(line, "\f")
		b.Add(lineOf(line, sheet, marked))
	}
	return nil
}

var (
	headingForm = regexp.MustCompile(`(?m)^#{1,4} +\S`)
	strongForm  = regexp.MustCompile(`\*\*([^*]+)\*\*|__([^_]+)__`)
	emphasis    = regexp.MustCompile(`(?:^|\b)_([^_]{3,})_(?:$|\b)|\*([^\s*][^*]{2,}[^\s*])\*`)
	linkForm    = regexp.MustCompile(`\[([^\]]+)\]\((\S+?)\)`)
	labelCell   = regexp.MustCompile(`: \| `)
	cellForm    = regexp.MustCompile(`(\S)(?:\t+ *| {3,})(\S)`)
)

// lineOf makes a line of a text. Wide spaces part cells; the marks of Markdown, where the text is such, become what they stand for.
func lineOf(text string, sheet int, marked bool) page.Line {
	l := page.Line{Text: text, Page: sheet}
	if marked {
		bare := strings.TrimLeft(text, "#")
		l.Heading = len(bare) < len(text) && strings.HasPrefix(bare, " ")
		if l.Heading {
			l.Text = bare
		}
		l.Bold = l.Heading
		l.Text = linkForm.ReplaceAllString(strongForm.ReplaceAllString(l.Text, "$1$2"), "$1 $2")
	}
	l.Text = emphasis.ReplaceAllString(l.Text, "$1$2")
	if indent := len(l.Text) - len(strings.TrimLeft(l.Text, " \t")); indent < len(l.Text) {
		l.Text = l.Text[:indent] + labelCell.ReplaceAllString(cellForm.ReplaceAllString(l.Text[indent:], "$1 | $2"), ": ")
	}
	return l
}

// decode turns bytes into UTF-8.
func decode(raw []byte, b *page.Builder) (string, error) {
	switch {
	case bytes.HasPrefix(raw, []byte{0xff, 0xfe}), bytes.HasPrefix(raw, []byte{0xfe, 0xff}):
		s, err := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(raw)
		if err != nil {
			return "", page.Refuse("broken UTF-16: save the text as UTF-8")
		}
		return string(s), nil
	case binary(raw):
		return "", page.Refuse("not a text: it has bytes that no text has; want PDF, DOCX, HTML, e-mail or plain text")
	case utf8.Valid(raw):
		return string(raw), nil
	}
	s, err := charmap.Windows1252.NewDecoder().Bytes(raw)
	if err != nil {
		return "", page.Refuse("wrong encoding: save the text as UTF-8")
	}
	b.Note("the text is not UTF-8: read as Windows-1252")
	return string(s), nil
}

// binary says that the first bytes hold what no text has: NUL, or many control characters.
func binary(raw []byte) bool {
	head := raw[:min(len(raw), 8<<10)]
	odd := 0
	for _, c := range head {
		if c == 0 {
			return true
		}
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1b {
			odd++
		}
	}
	return odd*50 > len(head)
}
