package text_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"tenon/profiles"
	"tenon/profiles/format/page"
	"tenon/profiles/format/text"
)

func read(raw string) (*page.Document, error) {
	return text.Read(context.Background(), strings.NewReader(raw), int64(len(raw)), page.Limits{})
}

func TestTextInWhateverEncodingItComes(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"UTF-8":                 {"Jane\nMüller\n", "Jane\nMüller"},
		"a mark":                {"\xef\xbb\xbfJane", "Jane"},
		"Windows-1252":          {"M\xfcller \x96 2020", "Müller – 2020"},
		"UTF-16 small end":      {"\xff\xfeJ\x00\xfc\x00", "Jü"},
		"UTF-16 large end":      {"\xfe\xff\x00J\x00\xfc", "Jü"},
		"ends of lines":         {"a\r\nb\rc\n", "a\nb\nc"},
		"half a character":      {"\xff\xfeJ\x00\x00\xd8", "J"},
		"a page after a feed":   {"a\fb", "a b"},
		"commands to a console": {"\x1b[2Ja", "[2Ja"},
	} {
		doc, err := read(c.in)
		if err != nil || doc.Text != c.want {
			t.Errorf("%s: %+v, %v; want %q", name, doc, err, c.want)
		}
	}
}

func TestWhatIsNoText(t *testing.T) {
	for in, want := range map[string]string{"": "empty", " \n\t": "empty", "a\x00b": "not a text", "\x01\x02\x03": "not a text", strings.Repeat("x", 200<<10): "short enough"} {
		if _, err := read(in); !errors.Is(err, profiles.ErrInvalid) || !strings.Contains(err.Error(), want) {
			t.Errorf("%.20q: %v, want %q", in, err, want)
		}
	}
}

// FuzzText holds that a text is refused, or that its lines stand where they say.
func FuzzText(f *testing.F) {
	f.Add([]byte("Jane\r\n\fM\xfcller"))
	f.Add([]byte("\xff\xfeJ\x00\x00\xd8"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		doc, err := text.Read(t.Context(), bytes.NewReader(raw), int64(len(raw)), page.Limits{})
		if err != nil {
			if !errors.Is(err, profiles.ErrInvalid) {
				t.Fatal(err)
			}
			return
		}
		for _, l := range doc.Lines {
			if l.At >= 0 && doc.Text[l.At:l.At+len(l.Text)] != l.Text {
				t.Errorf("line %q is not at byte %d", l.Text, l.At)
			}
		}
	})
}
