package pdf_test

import "testing"

func TestCompositeFontsAreReadByTheirMap(t *testing.T) {
	cmap := "1 begincodespacerange <0000> <FFFF> endcodespacerange 2 beginbfchar <0003> <0020> <0010> <FB01> endbfchar 1 beginbfrange <0024> <003D> <0041> endbfrange " +
		"1 beginbfrange <0050> <0051> [<00650301> <D83DDE00>] endbfrange"
	doc, err := read(t, pageWith("/Contents 6 0 R /Resources << /Font << /F1 4 0 R >> >>",
		object("<< /Type /Font /Subtype /Type0 /BaseFont /AAAAAA+Noto-Bold /Encoding /Identity-H /ToUnicode 5 0 R /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /DW 600 /W [36 [700 700] 38 61 650] >>] >>"),
		stream("", cmap),
		stream("/Filter /FlateDecode", flate("BT /F1 10 Tf 1 0 0 1 40 700 Tm [<00240025> 20 <0026>] TJ <0003> Tj <00100050> Tj ET"))))
	if err != nil {
		t.Fatal(err)
	}
	if doc.Text != "ABC fié" || !doc.Lines[0].Bold {
		t.Errorf("%q %+v", doc.Text, doc.Lines)
	}
}

func TestFontsWithoutAWayToTextAreNamed(t *testing.T) {
	_, err := read(t, pageWith("/Contents 5 0 R /Resources << /Font << /F1 4 0 R >> >>",
		object("<< /Type /Font /Subtype /Type0 /Encoding /Identity-H /DescendantFonts [<< /Subtype /CIDFontType2 >>] >>"),
		stream("", "BT /F1 10 Tf 40 700 Td <00240025> Tj ET")))
	if want := "invalid: the fonts of the PDF do not say which letters they show: export it again from the program that made it"; err == nil || err.Error() != want {
		t.Errorf("%v", err)
	}
}

// The page is turned, and drawn upside down and scaled as browsers do.
func TestTurnedPagesAndMatrices(t *testing.T) {
	for name, data := range map[string][]byte{
		"turned":   pageWith("/Rotate 90 /Contents 4 0 R", stream("", "BT /F1 10 Tf 0 1 -1 0 100 100 Tm (first) Tj 0 1 -1 0 120 100 Tm (second) Tj ET")),
		"upturned": pageWith("/Contents 4 0 R", stream("", ".24 0 0 -.24 0 842 cm BT /F1 50 Tf 1 0 0 -1 100 200 Tm (first) Tj 1 0 0 -1 100 300 Tm (second) Tj ET")),
	} {
		doc, err := read(t, data)
		if err != nil || doc.Text != "first\nsecond" {
			t.Errorf("%s: %+v, %v", name, doc, err)
		}
	}
}
