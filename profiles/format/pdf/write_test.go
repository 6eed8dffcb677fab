package pdf_test

import (
	"bytes"
	"compress/zlib"
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"tenon/profiles/format/page"
	"tenon/profiles/format/pdf"
)

// writer makes small PDF files: objects in order, a table, a trailer.
type writer struct {
	bytes.Buffer
	at []int
}

func (w *writer) object(body string) int {
	if w.Len() == 0 {
		w.WriteString("%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
	}
	w.at = append(w.at, w.Len())
	fmt.Fprintf(w, "%d 0 obj\n%s\nendobj\n", len(w.at), body)
	return len(w.at)
}

func (w *writer) stream(dict, data string) int {
	return w.object(fmt.Sprintf("<< %s /Length %d >>\nstream\n%s\nendstream", dict, len(data), data))
}

func (w *writer) finish(root int, extra string) []byte {
	at := w.Len()
	fmt.Fprintf(w, "xref\n0 %d\n0000000000 65535 f \n", len(w.at)+1)
	for _, a := range w.at {
		fmt.Fprintf(w, "%010d 00000 n \n", a)
	}
	fmt.Fprintf(w, "trailer\n<< /Size %d /Root %d 0 R %s >>\nstartxref\n%d\n%%%%EOF\n", len(w.at)+1, root, extra, at)
	return w.Bytes()
}

func flate(s string) string {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	z.Write([]byte(s))
	z.Close()
	return b.String()
}

// sheetOf is the content of a page that places strings.
type sheetOf struct{ strings.Builder }

func escape(s string) string {
	return strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`).Replace(s)
}

func (s *sheetOf) put(x, y, size float64, text string) { s.font("F1", x, y, size, text) }

func (s *sheetOf) bold(x, y, size float64, text string) { s.font("F2", x, y, size, text) }

func (s *sheetOf) font(font string, x, y, size float64, text string) {
	fmt.Fprintf(s, "BT /%s %g Tf %g %g Td (%s) Tj ET\n", font, size, x, y, escape(text))
}

// column places lines of 10 points below each other.
func (s *sheetOf) column(x, y, lead float64, lines ...string) {
	for i, l := range lines {
		if head, ok := strings.CutPrefix(l, "#"); ok {
			s.bold(x, y-float64(i)*lead, 12, head)
		} else if l != "" {
			s.put(x, y-float64(i)*lead, 10, l)
		}
	}
}

const fonts = `/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>
/F2 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>
/F3 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Type /Encoding /Differences [1 /fi /f_f_i /uni00AD 65 /A] >> >> >>`

func file(contents ...string) []byte {
	var w writer
	var kids []string
	n := len(contents)
	for i := range contents {
		kids = append(kids, fmt.Sprintf("%d 0 R", 3+2*i))
	}
	w.object("<< /Type /Catalog /Pages 2 0 R >>")
	w.object(fmt.Sprintf("<< /Type /Pages /Kids [%s] /Count %d /MediaBox [0 0 595 842] /Resources << %s >> >>", strings.Join(kids, " "), n, fonts))
	for i, c := range contents {
		w.object(fmt.Sprintf("<< /Type /Page /Parent 2 0 R /Contents %d 0 R >>", 4+2*i))
		w.stream("/Filter /FlateDecode", flate(c))
	}
	return w.finish(1, "")
}

func read(t testing.TB, data []byte) (*page.Document, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	return pdf.Read(ctx, bytes.NewReader(data), int64(len(data)), page.Limits{})
}

func mustRead(t *testing.T, contents ...string) *page.Document {
	t.Helper()
	doc, err := read(t, file(contents...))
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range doc.Lines {
		if l.At >= 0 && doc.Text[l.At:l.At+len(l.Text)] != l.Text {
			t.Errorf("line %q is not at byte %d of the text", l.Text, l.At)
		}
	}
	return doc
}
