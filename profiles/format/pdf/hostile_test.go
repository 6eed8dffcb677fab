package pdf_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"tenon/profiles"
	"tenon/profiles/format/page"
	"tenon/profiles/format/pdf"
)

const seen = "BT /F1 10 Tf 40 700 Td (seen) Tj ET "

// pageWith is a file of one page with entries of its own and further objects from number 4 on.
func pageWith(entries string, more ...func(*writer)) []byte {
	var w writer
	w.object("<< /Type /Catalog /Pages 2 0 R >>")
	w.object("<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] /Resources << " + fonts + " /XObject << /X 4 0 R /Y 5 0 R >> >> >>")
	w.object("<< /Type /Page /Parent 2 0 R " + entries + " >>")
	for _, m := range more {
		m(&w)
	}
	return w.finish(1, "")
}

func object(s string) func(*writer) { return func(w *writer) { w.object(s) } }

func stream(dict, data string) func(*writer) { return func(w *writer) { w.stream(dict, data) } }

func packed() []byte {
	bodies := []string{"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", "<< /Type /Page /Contents 4 0 R /Resources << " + fonts + " >> >>"}
	var head, data string
	for i, b := range bodies {
		head += fmt.Sprintf("%d %d ", i+1, len(data))
		data += b + "\n"
	}
	var w writer
	w.at = make([]int, 3)
	w.stream("", seen)
	w.stream(fmt.Sprintf("/Type /ObjStm /N 3 /First %d /Filter /FlateDecode", len(head)), flate(head+data))
	w.WriteString("6 0 obj\n<< /Type /XRef /Root 1 0 R /Size 7 /W [1 2 1] /Length 4 >>\nstream\nabcd\nendstream\nendobj\nstartxref\n9\n%%EOF\n")
	return append([]byte("%PDF-1.5\n"), w.Bytes()...)
}

func TestDamagedFilesAreReadAsFarAsTheyGo(t *testing.T) {
	good := file(seen)
	for name, data := range map[string][]byte{
		"objects in a stream":       packed(),
		"wrong offsets":             bytes.Replace(good, []byte("xref\n0 5\n00"), []byte("xref\n0 5\n99"), 1),
		"no table":                  good[:bytes.Index(good, []byte("xref\n"))],
		"junk before the header":    append([]byte("MIME junk\r\n"), good...),
		"version 2.0":               bytes.Replace(good, []byte("%PDF-1.4"), []byte("%PDF-2.0"), 1),
		"the root is gone":          bytes.Replace(good, []byte("/Type /Catalog /Pages"), []byte("/Type /Cabbage /Fages"), 1),
		"previous table of itself":  bytes.Replace(good, []byte("trailer\n<<"), []byte("trailer\n<< /Prev 9"), 1),
		"kids of themselves":        pageWith("/Contents 4 0 R", stream("", seen), object("<< >>")),
		"form within itself":        pageWith("/Contents 5 0 R", stream("/Type /XObject /Subtype /Form", "/X Do /X Do"), stream("", seen+"/X Do")),
		"parent of itself":          bytes.Replace(good, []byte("/MediaBox [0 0 595 842]"), []byte("/MediaBox 2 0 R /Parent 2 0 R"), 1),
		"unbalanced state":          file("Q Q Q q q " + seen + "Q Q Q"),
		"an image within":           file("BI /W 2 /H 2 ID (\\\x00(((\xff EI " + seen),
		"a fault in the middle":     file(seen + ">> ]] (((("),
		"half of the content":       pageWith("/Contents 4 0 R", stream("/Filter /FlateDecode", flate(seen + strings.Repeat("% words\n", 9000))[:120])),
		"a length that is not true": bytes.Replace(file(seen), []byte("/Size 5"), []byte("/Size 99999999999"), 1),
	} {
		t.Run(name, func(t *testing.T) {
			doc, err := read(t, data)
			if err != nil || doc.Text != "seen" {
				t.Errorf("%+v, %v", doc, err)
			}
		})
	}
}

// hostile is made once: with the race detector the packing of bombs takes its time. The generator of package hostile has larger ones.
var hostile = sync.OnceValue(func() map[string][]byte {
	good := file(seen, seen)
	deep := strings.Repeat("[", 100_000)
	var many []string
	for i := range 100_000 {
		many = append(many, fmt.Sprintf("%d 0 R", 4+i%3))
	}
	out := map[string][]byte{
		"empty":                  nil,
		"wrong magic":            []byte("PK\x03\x04"),
		"header only":            []byte("%PDF-1.4\n%%EOF"),
		"encrypted":              bytes.Replace(good, []byte("trailer\n<<"), []byte("trailer\n<< /Encrypt 9 0 R"), 1),
		"scan":                   pageWith("/Contents 5 0 R", stream("/Type /XObject /Subtype /Image /Width 1 /Height 1", "x"), stream("", "q 595 0 0 842 0 0 cm /X Do Q")),
		"no text":                file("0 0 10 10 re f"),
		"no page":                bytes.ReplaceAll(good, []byte("/Page"), []byte("/Rage")),
		"bomb":                   pageWith("/Contents 4 0 R", stream("/Filter /FlateDecode", flate(strings.Repeat(" ", 20<<20)))),
		"bomb in a bomb":         pageWith("/Contents 4 0 R", stream("/Filter [/FlateDecode /FlateDecode]", flate(flate(strings.Repeat("q ", 10<<20))))),
		"bomb of a string":       pageWith("/Contents 4 0 R", stream("/Filter /FlateDecode", flate("BT /F1 9 Tf ("+strings.Repeat("a", 20<<20)+") Tj"))),
		"content many times":     pageWith("/Contents ["+strings.Repeat("4 0 R ", 1000)+"]", stream("/Filter /FlateDecode", flate(strings.Repeat(seen, 20_000)))),
		"deep array":             pageWith("/Contents 4 0 R /A "+deep, stream("", "")),
		"deep content":           file(deep + strings.Repeat("<<", 100_000)),
		"forms doubling":         pageWith("/Contents 4 0 R", stream("/Type /XObject /Subtype /Form", strings.Repeat("/X Do ", 50)), object("null")),
		"100,000 pages":          bytes.Replace(good, []byte("/Kids [3 0 R 5 0 R]"), []byte("/Kids ["+strings.Join(many, " ")+"]"), 1),
		"huge numbers":           file(strings.ReplaceAll(seen, "40 700", "99999999999999999999 1e400")),
		"huge table":             bytes.Replace(good, []byte("xref\n0 "), []byte("xref\n4000000000 "), 1),
		"huge object numbers":    bytes.ReplaceAll(good, []byte(" 0 obj"), []byte("000000000 0 obj")),
		"huge columns":           pageWith("/Contents 4 0 R", stream("/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 99999999999 >>", flate("x"))),
		"unending words":         bytes.Repeat([]byte("%PDF-1.4 1 0 obj "), 100_000),
		"unending streams":       append([]byte("%PDF-1.4\n"), bytes.Repeat([]byte("1 0 obj stream\n"), 200_000)...),
		"NUL":                    append([]byte("%PDF-1.4\n"), make([]byte, 1<<20)...),
		"length within itself":   pageWith("/Contents 4 0 R", object("<< /Length 4 0 R >>\nstream\nx\nendstream")),
		"object streams in ring": pageWith("/Contents 4 0 R", stream("/Type /ObjStm /N 1 /First 4 /Extends 4 0 R", "4 0 << >>")),
		"scattered glyphs":       file(scattered()),
		"lone surrogates":        pageWith("/Contents 5 0 R /Resources << /Font << /F1 << /Type /Font /Subtype /Type0 /Encoding /Identity-H /ToUnicode 4 0 R >> >> >>", stream("", "1 beginbfrange <0000> <FFFF> <D800> endbfrange 1 beginbfchar <0073> <DC00> endbfchar"), stream("", seen)),
	}
	for i := 1; i < 10; i++ {
		out[fmt.Sprintf("cut at %d tenths", i)] = good[:len(good)*i/10]
	}
	return out
})

func scattered() string {
	var b strings.Builder
	for i := range 60_000 {
		fmt.Fprintf(&b, "BT /F1 2.5 Tf %d %d Td (x) Tj ET ", i*7919%590, i*104729%840)
	}
	return b.String()
}

func TestHostileFilesEndWithOneClearErrorOrASoundDocument(t *testing.T) {
	for name, data := range hostile() {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := time.Now()
			doc, err := read(t, data)
			took := time.Since(start)
			runtime.ReadMemStats(&after)
			t.Logf("%v, %d MiB in all, %v", took, (after.TotalAlloc-before.TotalAlloc)>>20, err)
			if err == nil {
				sound(t, doc)
			} else if !errors.Is(err, profiles.ErrInvalid) || strings.Contains(err.Error(), "\n") || !strings.Contains(err.Error(), ":") {
				t.Errorf("not a clear error: %v", err)
			}
		})
	}
}

func TestErrorsSayWhatToDo(t *testing.T) {
	files := hostile()
	for name, want := range map[string]string{
		"empty": "choose another", "wrong magic": "not a PDF", "encrypted": "encrypted: save a copy without a password", "scan": "a scan?", "no text": "has no text", "bomb": "more than the bounds allow",
	} {
		if _, err := read(t, files[name]); err == nil || !strings.Contains(err.Error(), want) || !errors.Is(err, profiles.ErrInvalid) {
			t.Errorf("%s: %v, want %q", name, err, want)
		}
	}
}

func TestAPageWithoutTextIsNoted(t *testing.T) {
	doc := mustRead(t, seen, "q 595 0 0 842 0 0 cm BI /W 1 /H 1 ID x EI Q")
	if len(doc.Notes) != 1 || doc.Notes[0] != "page 2 has no text: a scan?" {
		t.Errorf("%q", doc.Notes)
	}
}

func TestTextLaidOverAScanIsRead(t *testing.T) {
	doc := mustRead(t, "q 595 0 0 842 0 0 cm BI /W 1 /H 1 ID x EI Q BT 3 Tr /F1 10 Tf 40 700 Td (recognised) Tj ET")
	if doc.Text != "recognised" {
		t.Errorf("%+v", doc)
	}
}

func TestTimeEndsTheReading(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	data := file(seen)
	if _, err := pdf.Read(ctx, bytes.NewReader(data), int64(len(data)), page.Limits{}); !errors.Is(err, context.Canceled) || !errors.Is(err, profiles.ErrInvalid) {
		t.Errorf("%v", err)
	}
}

func sound(t *testing.T, doc *page.Document) {
	t.Helper()
	for _, l := range doc.Lines {
		if l.At >= 0 && doc.Text[l.At:l.At+len(l.Text)] != l.Text {
			t.Errorf("line %q is not at byte %d", l.Text, l.At)
		}
	}
}

func FuzzPDF(f *testing.F) {
	for _, data := range hostile() {
		if len(data) < 1<<14 {
			f.Add(data)
		}
	}
	f.Add(packed())
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, d := range [][]byte{data, file(string(data))} { // as a file, and as the content of a page
			if doc, err := read(t, d); err == nil {
				sound(t, doc)
			} else if !errors.Is(err, profiles.ErrInvalid) {
				t.Errorf("%v", err)
			}
		}
	})
}
