package hostile

import (
	"bytes"
	"compress/lzw"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
)

// pdfStreams are PDF files whose streams unpack to more than they should, or not at all.
func pdfStreams() []File {
	contents := func(dict string, data source, more ...object) source {
		return sheet("/Contents 4 0 R", append([]object{stream(dict, data)}, more...)...)
	}
	again := func(s source, n int) source {
		for range n {
			s = packed(s)
		}
		return s
	}
	return []File{
		{"gigabyte.pdf", "a content of 1 GB of blanks", "PDF unpacks to more than the bounds allow", contents("/Filter /FlateDecode", zlibBomb(strings.Repeat(" ", mega), 1024))},
		{"gigabyte-of-operators.pdf", "a content of 1 GB of operators", "PDF unpacks to more than the bounds allow", contents("/Filter /FlateDecode", zlibBomb(strings.Repeat("q Q ", mega/4), 1024))},
		{"bomb-in-a-bomb.pdf", "a content that is packed twice", "PDF unpacks to more than the bounds allow", contents("/Filter [/FlateDecode /FlateDecode]", again(zlibBomb(strings.Repeat(" ", mega), 1024), 1))},
		{"eight-filters.pdf", "a content that is packed eight times", Found, contents("/Filter ["+strings.Repeat("/FlateDecode ", 8)+"]", again(text(work), 8))},
		{"hundred-filters.pdf", "a content that is packed a hundred times", "the PDF has no text", contents("/Filter ["+strings.Repeat("/FlateDecode ", 100)+"]", again(text(work), 100))},
		{"predictor-of-billions.pdf", "rows of 10^11 columns", "the PDF has no text", contents("/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 99999999999 >>", packed(text(work)))},
		{"predictor-negative.pdf", "rows of minus one column", "the PDF has no text", contents("/Filter /FlateDecode /DecodeParms << /Predictor 15 /Columns -1 /Colors -1 /BitsPerComponent 99999 >>", packed(text(work)))},
		{"predictor-of-itself.pdf", "parameters within parameters", Found, contents("/Filter /FlateDecode /DecodeParms ["+strings.Repeat("[", 30)+"<< /Columns 5 >>"+strings.Repeat("]", 30)+"]", packed(text(work)))},
		{"lzw-bomb.pdf", "packed with LZW", "the PDF has no text", contents("/Filter /LZWDecode", times(4*mega, "\x80\x0b\x60\x50"))},
		{"ascii85-bomb.pdf", "z is four bytes, eight million times", "PDF unpacks to more than the bounds allow", contents("/Filter /ASCII85Decode", around("", times(8*mega, "z"), "~>"))},
		{"ascii85-broken.pdf", "letters that are not of ASCII85", "the PDF has no text", contents("/Filter /ASCII85Decode", text("zz!!\xff\xffvvvvv~"))},
		{"lzw-bomb-of-blanks.pdf", "64 MB of blanks packed with LZW", "PDF unpacks to more than the bounds allow", contents("/Filter /LZWDecode /DecodeParms << /EarlyChange 0 >>", made(func() []byte {
			var b bytes.Buffer
			w := lzw.NewWriter(&b, lzw.MSB, 8)
			_, _ = io.Copy(w, times(64, strings.Repeat(" ", mega))())
			_ = w.Close()
			return b.Bytes()
		}))},
		{"blanks-between-filters.pdf", "a gigabyte between two filters, of which nothing is left", "the PDF has no text", contents("/Filter [/FlateDecode /ASCIIHexDecode]", zlibBomb(strings.Repeat(" ", mega), 1024))},
		{"runs-of-an-end.pdf", "runs that are cut short in the middle", "the PDF has no text", contents("/Filter /RunLengthDecode", text("\x7fab"))},
		{"predictor-of-a-row.pdf", "one row of a megabyte for a few bytes", Found, contents("/Filter /FlateDecode /DecodeParms << /Predictor 15 /Columns 1048576 >>", packed(text(work)))},
		{"asciihex-bomb.pdf", "packed and then written as digits", "PDF unpacks to more than the bounds allow", contents("/Filter [/ASCIIHexDecode /FlateDecode]", made(func() []byte {
			return []byte(hex.EncodeToString(all(zlibBomb(strings.Repeat(" ", mega), 1024))) + ">")
		}))},
		{"runlength-bomb.pdf", "runs of 128, four million times", "PDF unpacks to more than the bounds allow", contents("/Filter /RunLengthDecode", times(4*mega, "\x81 "))},
		{"unknown-filter.pdf", "a filter that nobody knows", "the PDF has no text", contents("/Filter /QuantumDecode", text(work))},
		{"picture-for-content.pdf", "a content that is a picture", "the PDF has no text", contents("/Filter /JBIG2Decode", noise(4096))},
		{"not-packed.pdf", "a content that says it is packed and is not", "the PDF has no text", contents("/Filter /FlateDecode", text(work))},
		{"packed-noise.pdf", "a content whose packing is broken", "the PDF has no text", contents("/Filter /FlateDecode", chain(text("\x78\x9c"), noise(1*mega)))},
		{"content-often.pdf", "a content that is asked for 1,000 times", "PDF unpacks to more than the bounds allow", sheet("/Contents ["+strings.Repeat("4 0 R ", 1000)+"]", flated("", times(20_000, work)))},
		{"streams-of-objects-in-a-ring.pdf", "a stream of objects that holds itself", "the PDF has no text", contents("/Type /ObjStm /N 1 /First 4 /Extends 4 0 R", text("4 0 << >>"))},
		{"stream-of-many-objects.pdf", "a stream that says it holds 2^31 objects", "the PDF has no text", contents("/Type /ObjStm /N 2147483648 /First 2147483648", text("4 0 << >>"))},
		{"stream-of-tiny-objects.pdf", "a stream of 900,000 objects", "PDF unpacks to more than the bounds allow", sheet("/Contents 4 0 R", stream("", text(work)), flated(fmt.Sprintf("/Type /ObjStm /N %d /First %d", crumbs, 16*crumbs), tiny()))},
		{"objects-in-one-place.pdf", "a stream of 90,000 objects that all begin at its first byte", Found, sheet("/Contents 4 0 R", stream("", text(work)), flated("/Type /ObjStm /N 90000 /First 1440000",
			chain(each(90_000, func(b []byte, i int) []byte { return fmt.Appendf(b, "%07d %07d ", i+10, 0) }), times(5*mega, " "))))},
		{"bomb-of-objects.pdf", "a stream of objects of 1 GB", "PDF unpacks to more than the bounds allow", sheet("/Contents 4 0 R", stream("", text(work)), stream("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", zlibBomb("9 0 "+strings.Repeat(" ", mega), 1024)))},
		{"many-streams-of-objects.pdf", "1,000 streams of objects of 1 MB each", "PDF unpacks to more than the bounds allow", lazy(func() source {
			bomb := string(all(zlibBomb("9 0 "+strings.Repeat(" ", mega), 2)))
			return sheet("/Contents 4 0 R", append([]object{stream("", text(work))}, many(1000, stream("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", text(bomb)))...)...)
		})},
		{"map-of-everything.pdf", "a font whose map of letters has a million ranges", "PDF unpacks to more than the bounds allow", mapped(times(1_000_000, "1 beginbfrange <0000> <FFFF> <0041> endbfrange\n"))},
		{"map-of-a-gigabyte.pdf", "a font whose map of letters is a bomb", "PDF unpacks to more than the bounds allow", sheet("/Contents 5 0 R /Resources << /Font << /F1 << /Type /Font /Subtype /Type0 /ToUnicode 4 0 R >> >> >>",
			stream("/Filter /FlateDecode", zlibBomb(strings.Repeat("<00> ", mega/5), 1024)), stream("", text(work)))},
		{"map-of-itself.pdf", "a map of letters that uses itself", Found, sheet("/Contents 5 0 R /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /ToUnicode 4 0 R >> >> >>",
			stream("/UseCMap 4 0 R", text("/M usecmap 1 beginbfchar <45> <0045> endbfchar")), stream("", text(work)))},
		{"map-to-surrogates.pdf", "a map to half characters", "nothing was understood", mapped(text("1 beginbfrange <0000> <FFFF> <D800> endbfrange 1 beginbfchar <0045> <DC00> endbfchar"))},
		{"map-of-long-texts.pdf", "a map from every code to a long text", "do not say which letters", mapped(text("1 beginbfrange <0000> <FFFF> <", strings.Repeat("FDFA", 30), "> endbfrange"))},
		{"many-fonts.pdf", "400 fonts, each with a map of every letter", "PDF unpacks to more than the bounds allow", manyFonts(400)},
		{"widths-of-a-million.pdf", "a font of a million widths", "holds no page", sheet("/Contents 5 0 R /Resources << /Font << /F1 << /Type /Font /Subtype /Type0 /DescendantFonts [<< /W 4 0 R /DW NaN >>] >> >> >>",
			objOf(around("[", times(1_000_000, "0 70000 500 "), "]")), stream("", text(work)))},
		{"widths-again.pdf", "a font that states the widths of 60,000 codes 33,000 times", "do not say which letters", sheet("/Contents 5 0 R /Resources << /Font << /F1 << /Type /Font /Subtype /Type0 /DescendantFonts [<< /W 4 0 R >>] >> >> >>",
			objOf(around("[", times(33_000, "0 60000 500 "), "]")), stream("", text(work)))},
		{"widths-by-reference.pdf", "a font whose codes all have the same long list of widths", "do not say which letters", sheet("/Contents 6 0 R /Resources << /Font << /F1 << /Type /Font /Subtype /Type0 /DescendantFonts [<< /W 4 0 R >>] >> >> >>",
			objOf(around("[", each(50_000, func(b []byte, i int) []byte { return fmt.Appendf(b, "%d 5 0 R ", i*70_000) }), "]")), objOf(around("[", times(70_000, "500 "), "]")), stream("", text(work)))},
		{"differences-of-a-million.pdf", "a font of a million names of letters", "PDF unpacks to more than the bounds allow", sheet("/Contents 5 0 R /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /FirstChar -2147483648 /Widths 4 0 R /Encoding << /Differences 4 0 R >> >> >> >>",
			objOf(around("[", times(1_000_000, "/A "), "]")), stream("", text(work)))},
	}
}

func many(n int, o object) []object {
	out := make([]object, n)
	for i := range out {
		out[i] = o
	}
	return out
}

func mapped(table source) source {
	return sheet("/Contents 5 0 R /Resources << /Font << /F1 << /Type /Font /Subtype /Type0 /Encoding /Identity-H /ToUnicode 4 0 R >> >> >>", flated("", table), stream("", text(work)))
}

func manyFonts(n int) source {
	var fonts, use strings.Builder
	for i := range n {
		fmt.Fprintf(&fonts, "/F%d << /Type /Font /Subtype /Type0 /N %d /ToUnicode 4 0 R >> ", i, i)
		fmt.Fprintf(&use, "BT /F%d 10 Tf 40 700 Td (ab) Tj ET ", i)
	}
	return sheet("/Contents 5 0 R /Resources << /Font << "+fonts.String()+">> >>", stream("", text("1 beginbfrange <0000> <FFFF> <0041> endbfrange")), stream("", text(use.String())))
}

const crumbs = 900_000

// tiny is a stream of so many objects of one byte.
func tiny() source {
	return chain(each(crumbs, func(b []byte, i int) []byte { return fmt.Appendf(b, "%07d %07d ", i+10, i) }), times(crumbs, "1"))
}

// pdfContents are PDF files whose pages draw what no page does.
func pdfContents() []File {
	return []File{
		{"four-million-operators.pdf", "a content of four million operators", "PDF unpacks to more than the bounds allow", content(times(4_000_000, "0 g "))},
		{"million-states.pdf", "a million states that are kept and none given back", Found, content(chain(text(work), times(1_000_000, "q ")))},
		{"states-never-kept.pdf", "a million states that are given back and none kept", Found, content(chain(times(1_000_000, "Q "), text(work)))},
		{"million-texts.pdf", "text within text, 500,000 deep", Found, content(chain(times(500_000, "BT "), text(work)))},
		{"million-operands.pdf", "an operator of five million operands", Found, content(chain(times(5_000_000, "1 "), text("re ", work)))},
		{"string-of-megabytes.pdf", "a string of 12 MB", "nothing was understood", content(around("BT /F1 10 Tf 40 700 Td (", times(12*mega, "a"), ") Tj ET"))},
		{"string-of-hex.pdf", "a string of 20 MB in digits that does not end", "PDF unpacks to more than the bounds allow", content(around(work+"BT /F1 10 Tf 40 700 Td <", times(20*mega, "4"), ""))},
		{"list-of-strings.pdf", "a list of a million strings", "nothing was understood", content(around("BT /F1 10 Tf 40 700 Td [", times(1_000_000, "(a) -500 "), "] TJ ET"))},
		{"list-of-numbers.pdf", "a list of seven million numbers", Found, content(around("BT /F1 10 Tf 40 700 Td [", times(7_000_000, "1 "), "] TJ ET "+work))},
		{"deep-content.pdf", "a content of 100,000 lists and as many dictionaries", "the PDF has no text", content(chain(times(100_000, "["), times(100_000, "<<"), text(work)))},
		{"million-pictures.pdf", "half a million pictures within a content", Found, content(chain(times(500_000, "BI /W 1 /H 1 ID x EI "), text(work)))},
		{"picture-without-end.pdf", "a picture within a content that does not end", Found, content(chain(text(work, "BI /W 9 /H 9 ID "), noise(1*mega)))},
		{"million-paths.pdf", "a path of two million points", Found, content(chain(text(work), times(2_000_000, "1 1 l "), text("f")))},
		{"million-areas.pdf", "500,000 painted areas, and text upon them", Found, content(chain(times(500_000, "0 0 9 9 re f "), text(work)))},
		{"areas-under-letters.pdf", "1,000 areas and 200,000 letters upon them", "nothing was understood", content(chain(times(1000, "0 0 9 9 re f "), each(200_000, func(b []byte, i int) []byte {
			return fmt.Appendf(b, "BT /F1 5 Tf %d %d Td (x) Tj ET ", 20+i*7919%550, 20+i*104_729%800)
		})))},
		{"negative.pdf", "coordinates and sizes below nothing", "the PDF has no text", content(text("BT /F1 -10 Tf -40 -700 Td (off) Tj ET -1 0 0 -1 0 0 cm -5 -5 -9 -9 re f ", work))},
		{"not-a-number.pdf", "coordinates that are no numbers", Found, content(text("BT /F1 NaN Tf NaN Inf Td (gone) Tj ET NaN NaN NaN NaN NaN NaN cm nan inf -inf m ", work))},
		{"huge-numbers.pdf", "coordinates of a hundred digits", Found, content(text("BT /F1 ", strings.Repeat("9", 100), " Tf 1e400 -1e400 Td (gone) Tj ET ", strings.Repeat("1", 1_000_000), " 0 m ", work))},
		{"growing.pdf", "a scale that grows a thousandfold a thousand times", Found, content(chain(text(work), times(1000, "1000 0 0 1000 1000 1000 cm "), text(work)))},
		{"shrinking.pdf", "a scale that becomes nothing", Found, content(chain(text(work), times(1000, "0.001 0 0 0.001 0 0 cm "), text(work, "0 0 0 0 0 0 cm ", work)))},
		{"sheet-of-nothing.pdf", "a sheet without width", "holds no page", sheet("/MediaBox [0 0 0 0] /CropBox [NaN 0 R] /Rotate 2147483649 /UserUnit -1e99 /Contents 4 0 R", stream("", text(work)))},
		{"sheet-of-kilometres.pdf", "a sheet from minus 10^9 to 10^9", Found, sheet("/MediaBox [-1000000000 -1000000000 1000000000 1000000000] /Rotate 45 /Contents 4 0 R", stream("", text(work)))},
		{"sheet-of-itself.pdf", "a sheet whose bounds are the page", Found, sheet("/MediaBox 3 0 R /CropBox [3 0 R 3 0 R 3 0 R 3 0 R] /Contents 4 0 R", stream("", text(work)))},
		{"scattered.pdf", "60,000 letters, each somewhere else", "nothing was understood", content(each(60_000, func(b []byte, i int) []byte {
			return fmt.Appendf(b, "BT /F1 2.5 Tf %d %d Td (x) Tj ET ", i*7919%590, i*104_729%840)
		}))},
		{"one-line-of-letters.pdf", "300,000 letters on one line", "nothing was understood", content(each(300_000, func(b []byte, i int) []byte {
			return fmt.Appendf(b, "BT /F1 3 Tf %d.%d 400 Td (x) Tj ET ", i*7919%590, i%10)
		}))},
		{"lines-of-letters.pdf", "100,000 letters, each on a line of its own", "nothing was understood", content(each(100_000, func(b []byte, i int) []byte {
			return fmt.Appendf(b, "BT /F1 3 Tf 40 %d.%03d Td (x) Tj ET ", i*7919%840, i%1000)
		}))},
		{"same-place.pdf", "100,000 letters in the same place", "nothing was understood", content(times(100_000, "BT /F1 10 Tf 40 400 Td (x) Tj ET "))},
		{"columns-without-end.pdf", "600 rows of 40 columns", "nothing was understood", content(each(24_000, func(b []byte, i int) []byte {
			return fmt.Appendf(b, "BT /F1 3 Tf %d %g Td (w%d) Tj ET ", 10+i%40*14, 830-float64(i/40)*1.35, i%7)
		}))},
		{"two-hundred-pages-of-columns.pdf", "200 pages, each of 500 rows of 12 columns", "PDF unpacks to more than the bounds allow", pagesOfColumns(200)},
		{"gone-fonts.pdf", "fonts that are not there", Found, content(edited(text(work), "/F1", "/F9"))},
		{"names-without-end.pdf", "names of a megabyte", Found, content(around("/", times(1*mega, "#41"), " Do "+work))},
		{"scan.pdf", "a picture of a page", "has no text, only images", sheet("/Contents 4 0 R", stream("", text("q 595 0 0 842 0 0 cm /X Do Q")), stream("/Type /XObject /Subtype /Image /Width 2147483647 /Height 2147483647", text("x")))},
		{"no-text.pdf", "a page without a letter", "the PDF has no text", content(text("0 0 10 10 re f"))},
		{"turned.pdf", "text that stands on its head", "nothing was understood", content(each(2000, func(b []byte, i int) []byte {
			return fmt.Appendf(b, "BT /F1 9 Tf -1 0 0 -1 %d %d Tm (word) Tj ET ", 500-i%20*20, 800-i/20*7)
		}))},
	}
}

func pagesOfColumns(n int) source {
	var kids strings.Builder
	for i := range n {
		fmt.Fprintf(&kids, "%d 0 R ", 4+i)
	}
	out := []object{obj(pdfCatalog), obj(strings.Replace(pdfPages, "/Kids [3 0 R]", "/Kids ["+kids.String()+"]", 1)), flated("", each(6000, func(b []byte, i int) []byte {
		return fmt.Appendf(b, "BT /F1 4 Tf %d %g Td (w%d) Tj ET ", 10+i%12*48, 830-float64(i/12)*1.6, i%7)
	}))}
	return pdf(append(out, many(n, obj("<< /Type /Page /Parent 2 0 R /Contents 3 0 R >>"))...)...)
}
