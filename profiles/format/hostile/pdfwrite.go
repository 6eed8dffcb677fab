package hostile

import (
	"bytes"
	"fmt"
	"io"
	"strings"
)

// pdfWriter makes PDF files: objects in order from 1, a table, a trailer. Object 1 is the catalogue.
type pdfWriter struct {
	bytes.Buffer
	at []int
}

type object func(*pdfWriter)

func obj(body string) object { return objOf(text(body)) }

func objOf(body source) object {
	return func(w *pdfWriter) {
		w.at = append(w.at, w.Len())
		fmt.Fprintf(w, "%d 0 obj\n", len(w.at))
		_, _ = io.Copy(w, body()) // from memory to memory
		w.WriteString("\nendobj\n")
	}
}

// stream is an object with data, which is written as it is.
func stream(dict string, data source) object {
	return func(w *pdfWriter) {
		body := all(data)
		objOf(chain(text(fmt.Sprintf("<< %s /Length %d >>\nstream\n", dict, len(body))), text(string(body)), text("\nendstream")))(w)
	}
}

// flated is a stream that is packed; dict may name what else there is.
func flated(dict string, data source) object {
	return stream("/Filter /FlateDecode "+dict, packed(data))
}

func (w *pdfWriter) finish(extra string) []byte {
	at := w.Len()
	fmt.Fprintf(w, "xref\n0 %d\n0000000000 65535 f \n", len(w.at)+1)
	for _, a := range w.at {
		fmt.Fprintf(w, "%010d 00000 n \n", a)
	}
	fmt.Fprintf(w, "trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n", len(w.at)+1, extra, at)
	return w.Bytes()
}

const pdfHeader = "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"

func pdf(objects ...object) source { return trailed("", objects...) }

// trailed is a PDF with further entries in its trailer.
func trailed(extra string, objects ...object) source {
	return made(func() []byte {
		var w pdfWriter
		w.WriteString(pdfHeader)
		for _, o := range objects {
			o(&w)
		}
		return w.finish(extra)
	})
}

const (
	pdfFonts   = "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> >>"
	pdfCatalog = "<< /Type /Catalog /Pages 2 0 R >>"
	pdfPages   = "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] /Resources << " + pdfFonts + " /XObject << /X 5 0 R /Y 6 0 R >> >> >>"
	// work is what a reader should find in a file whose hostile part is beside the text.
	work = "BT /F1 12 Tf 40 700 Td (Experience) Tj ET BT /F1 10 Tf 40 680 Td (Data Engineer, Acme GmbH, 01/2020 - 12/2022) Tj ET " +
		"BT /F1 12 Tf 40 650 Td (Skills) Tj ET BT /F1 10 Tf 40 630 Td (Python, Kubernetes) Tj ET "
)

// sheet is a PDF of one page with entries of its own; further objects are numbered from 4.
func sheet(entries string, more ...object) source {
	return pdf(append([]object{obj(pdfCatalog), obj(pdfPages), obj("<< /Type /Page /Parent 2 0 R " + entries + " >>")}, more...)...)
}

// content is a PDF whose one page has the given content, packed.
func content(s source, more ...object) source {
	return sheet("/Contents 4 0 R", append([]object{flated("", s)}, more...)...)
}

// soundPDF is two pages with nothing wrong, to be changed.
func soundPDF() source {
	return pdf(obj(pdfCatalog), obj(strings.Replace(pdfPages, "/Kids [3 0 R] /Count 1", "/Kids [3 0 R 4 0 R] /Count 2", 1)),
		obj("<< /Type /Page /Parent 2 0 R /Contents 5 0 R >>"), obj("<< /Type /Page /Parent 2 0 R /Contents 6 0 R >>"),
		stream("", text(work)), stream("", text("BT /F1 10 Tf 40 700 Td (Languages: German) Tj ET")))
}

// packed is zlib without the checksum, which readers reach last or never.
func packed(s source) source {
	return made(func() []byte { return append([]byte("\x78\x9c"), file("", s).data...) })
}

// zlibBomb is unit n times, packed.
func zlibBomb(unit string, n int) source {
	return made(func() []byte { return append([]byte("\x78\xda"), deflate(unit, n)...) })
}
