package hostile

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"strings"
)

// mails are messages and boxes of them.
func mails() []File {
	const head = "From: Jane Doe <jane@example.org>\r\nTo: jobs@example.org\r\nSubject: application\r\nMIME-Version: 1.0\r\n"
	multipart := func(s source) source {
		return around(head+"Content-Type: multipart/mixed; boundary=b0\r\n\r\n", s, "")
	}
	return []File{
		{"parts-in-parts.eml", "parts within parts, 1,000 deep", Found, multipart(chain(each(1000, func(b []byte, i int) []byte {
			return fmt.Appendf(b, "--b%d\r\nContent-Type: multipart/mixed; boundary=b%d\r\n\r\n", i, i+1)
		}), text("--b1000\r\nContent-Type: text/plain\r\n\r\n", lines)))},
		{"many-parts.eml", "200,000 parts", "nothing was understood", multipart(times(200_000, "--b0\r\nContent-Type: text/plain\r\n\r\nx\r\n"))},
		{"boundary-nowhere.eml", "a message whose parts never begin", "e-mail is damaged", multipart(text(lines))},
		{"boundary-empty.eml", "parts that are parted by nothing", "e-mail is damaged", text(head, "Content-Type: multipart/mixed; boundary=\"\"\r\n\r\n--\r\n", lines)},
		{"attachment-of-100-mb.eml", "an attachment of 100 MB", "the document has more than", multipart(chain(text("--b0\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"), times(1_400_000, strings.Repeat("A", 76)+"\r\n")))},
		{"base64-broken.eml", "a text that is not what it says", "neither text nor an attachment", text(head, "Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!!====\r\n")},
		{"header-of-megabytes.eml", "a subject of 10 MB", "head of the e-mail is damaged or too long", chain(text("From: a@example.org\r\nSubject: "), times(10, strings.Repeat("x", mega)), text("\r\n\r\n", lines))},
		{"million-headers.eml", "500,000 headers", "head of the e-mail is damaged or too long", chain(text(head), each(500_000, func(b []byte, i int) []byte { return fmt.Appendf(b, "X-%d: x\r\n", i) }), text("\r\n", lines))},
		{"encoded-words.eml", "a subject of 100,000 encoded words", "head of the e-mail is damaged or too long", chain(text("From: a@example.org\r\nSubject: "), times(100_000, "=?utf-8?B?eA==?=\r\n "), text("x\r\n\r\n", lines))},
		{"many-attachments.eml", "ten attachments of 150 KB each", Found, multipart(chain(times(10, "--b0\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=x.txt\r\n\r\n"+strings.ReplaceAll(lines, "\n", "\r\n")+
			strings.Repeat(strings.Repeat("5+ years of Go, ", 100)+"\r\n", 90)), text("--b0--\r\n")))},
		{"message-in-message.eml", "messages within messages, 500 deep", "none of the 1 attachments", chain(times(500, head+"Content-Type: message/rfc822\r\n\r\n"), text(head, "\r\n", lines))},
		{"box.mbox", "20,000 messages in a box", "head of the e-mail is damaged or too long", times(20_000, "From jane@example.org Thu Jan  1 00:00:00 2026\n"+head+"\r\n"+"hello\r\n\r\n")},
		{"message.msg", "a message of Outlook", "old or encrypted Word file", oleFile("__substg1.0_1000001F", "__properties_version1.0")},
	}
}

// oleFile is the beginning of a compound file with a directory of the given names.
func oleFile(names ...string) source {
	return made(func() []byte {
		b := make([]byte, 512, 8192)
		copy(b, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
		copy(b[24:], "\x3e\x00\x03\x00\xfe\xff\x09\x00\x06\x00")
		for _, name := range append([]string{"Root Entry"}, names...) {
			entry := make([]byte, 128)
			copy(entry, all(utf16Text(name, false, false)))
			b = append(b, entry...)
		}
		return append(b, make([]byte, 4096)...)
	})
}

func gzipped(s source) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write(all(s)) // a buffer does not fail
	_ = w.Close()
	return b.Bytes()
}

// office is an archive whose first entry says what it is, as OpenDocument and EPUB have it.
func office(mime string, parts ...part) source {
	return made(func() []byte {
		entries := []entry{{name: "mimetype", data: []byte(mime), packed: uint64(len(mime)), length: uint64(len(mime))}}
		for _, p := range parts {
			entries = append(entries, file(p.name, p.body))
		}
		return archive(entries...)
	})
}

// others are files of kinds that are not read, each named as what it is.
func others() []File {
	return append(append(packedKinds(), documentKinds()...), binaryKinds()...)
}

func packedKinds() []File {
	return []File{
		{"resume.json.gz", "a packed file", "gzip file: unpack it first", made(func() []byte { return gzipped(text(candidate, "}")) })},
		{"bomb.gz", "a packed file of 10 GB", "gzip file: unpack it first", chain(text("\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"), made(func() []byte { return deflate(zeros(mega), 10_240) }))},
		{"archive.tar", "a tape archive", "not a text", made(func() []byte {
			b := make([]byte, 10_240)
			copy(b, "../../etc/passwd")
			copy(b[100:], "0000644\x000000000\x000000000\x0077777777777\x00")
			copy(b[257:], "ustar\x0000")
			return b
		})},
		{"archive.7z", "an archive of 7-Zip", "7z archive", chain(text("7z\xbc\xaf\x27\x1c\x00\x04"), noise(1024))},
		{"archive.rar", "an archive of RAR", "RAR archive", chain(text("Rar!\x1a\x07\x01\x00"), noise(1024))},
		{"archive.xz", "packed by xz", "not a text", chain(text("\xfd7zXZ\x00"), noise(1024))},
		{"archive.bz2", "packed by bzip2", "not a text", chain(text("BZh91AY&SY"), noise(1024))},
		{"archive.zst", "packed by zstd", "not a text", chain(text("\x28\xb5\x2f\xfd"), noise(1024))},
		{"archive.zip", "an archive of nothing that is read", "an archive without a Word document", made(func() []byte { return archive(file("a.txt", text("x"))) })},
		{"bomb.zip", "42.zip under its own name", "open it in a word processor and save it again", made(nested)},
	}
}

func documentKinds() []File {
	return []File{
		{"old.doc", "an old document", "old or encrypted Word file", oleFile("WordDocument", "1Table")},
		{"old.xls", "an old spreadsheet", "old or encrypted Word file", oleFile("Workbook")},
		{"old.ppt", "old slides", "old or encrypted Word file", oleFile("PowerPoint Document")},
		{"ole-in-a-ring.doc", "a compound file whose table of sectors leads to itself", "old or encrypted Word file", made(func() []byte {
			b := all(oleFile("WordDocument"))
			for i := 44; i < 512; i++ {
				b[i] = 0
			}
			return b
		})},
		{"text.odt", "an OpenDocument text", "not a DOCX but", office("application/vnd.oasis.opendocument.text", part{"content.xml", text("<office:document-content/>")})},
		{"sheet.ods", "an OpenDocument spreadsheet", "not a DOCX but", office("application/vnd.oasis.opendocument.spreadsheet", part{"content.xml", text("<x/>")})},
		{"book.epub", "a book", "not a DOCX but", office("application/epub+zip", part{"OEBPS/x.xhtml", text("<html/>")})},
		{"sheet.xlsx", "a spreadsheet", "not a DOCX but", made(func() []byte {
			return archive(file("[Content_Types].xml", text("<Types/>")), file("xl/workbook.xml", text("<x/>")))
		})},
		{"slides.pptx", "slides", "not a DOCX but", made(func() []byte {
			return archive(file("[Content_Types].xml", text("<Types/>")), file("ppt/presentation.xml", text("<x/>")))
		})},
		{"text.pages", "a document of Pages", "not a DOCX but", made(func() []byte {
			return archive(file("Index/Document.iwa", noise(1024)), file("preview.jpg", noise(1024)))
		})},
		{"text.rtf", "rich text", "bad JSON", text(`{\rtf1\ansi Jane Doe\par Experience\par}`)},
		{"deep.rtf", "rich text of a million groups", "bad JSON", around(`{\rtf1`, times(1_000_000, `{\b`), "")},
		{"object.rtf", "rich text with a program", "bad JSON", around(`{\rtf1{\object\objdata `, times(100_000, "0105"), "}}")},
		{"page.mht", "a page with its pictures in one file", Found, text("From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n", pageHead, matter)},
		{"page.ps", "PostScript that never ends", "nothing was understood", text("%!PS-Adobe-3.0\n{ } loop\n")},
		{"book.djvu", "a scanned book", "not a text", chain(text("AT&TFORM\x00\x00\x04\x00DJVU"), noise(1024))},
		{"print.xps", "a print file", "an archive without a Word document", made(func() []byte { return archive(file("FixedDocSeq.fdseq", text("<x/>"))) })},
		{"table.parquet", "a table whose footer is said to have 2 GB", "footer of 2147483647 bytes", chain(text("PAR1"), noise(64), text("\xff\xff\xff\x7fPAR1"))},
		{"table.avro", "a table of Avro", "not a text", chain(text("Obj\x01"), noise(1024))},
		{"laughs.yaml", "anchors of anchors", "nothing was understood", each(9, func(b []byte, i int) []byte {
			return fmt.Appendf(b, "a%d: &a%d [%s]\n", i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d,", max(i-1, 0)), 9), ","))
		})},
		{"card.vcf", "a visiting card", "nothing was understood", text("BEGIN:VCARD\nVERSION:3.0\nFN:Jane Doe\nEND:VCARD\n")},
	}
}

func binaryKinds() []File {
	return []File{
		{"program.exe", "a program", "not a text", chain(text("MZ\x90\x00\x03\x00\x00\x00"), noise(4096))},
		{"program.elf", "a program", "not a text", chain(text("\x7fELF\x02\x01\x01\x00"), noise(4096))},
		{"program.macho", "a program", "not a text", chain(text("\xcf\xfa\xed\xfe\x07\x00\x00\x01"), noise(4096))},
		{"program.class", "a program", "not a text", chain(text("\xca\xfe\xba\xbe\x00\x00\x00\x34"), noise(4096))},
		{"program.wasm", "a program", "not a text", chain(text("\x00asm\x01\x00\x00\x00"), noise(4096))},
		{"program.sh", "a program", "nothing was understood", text("#!/bin/sh\nrm -rf /\n")},
		{"link.lnk", "a link to a program", "not a text", chain(text("\x4c\x00\x00\x00\x01\x14\x02\x00\x00\x00\x00\x00\xc0\x00\x00\x00"), noise(256))},
		{"data.sqlite", "a database", "not a text", chain(text("SQLite format 3\x00"), noise(4096))},
		{"picture.png", "a picture that says it has 2^31 columns", "text in pictures is not read", text("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x7f\xff\xff\xff\x7f\xff\xff\xff\x08\x06\x00\x00\x00")},
		{"picture.jpg", "a photograph", "text in pictures is not read", chain(text("\xff\xd8\xff\xe0\x00\x10JFIF\x00"), noise(1024))},
		{"picture.gif", "a picture with a script for a comment", "text in pictures is not read", text("GIF89a\x01\x00\x01\x00\x00\x00\x00!\xfe\x18<script>alert(1)</script>\x00;")},
		{"picture.webp", "a picture", "not a text", chain(text("RIFF\xff\xff\xff\xffWEBPVP8 "), noise(1024))},
		{"picture.tiff", "a picture whose directory is its own next", "not a text", text("II*\x00\x08\x00\x00\x00\x00\x00\x08\x00\x00\x00")},
		{"picture.bmp", "a picture", "not a text", chain(text("BM\xff\xff\xff\x7f"), noise(1024))},
		{"picture.heic", "a picture", "not a text", chain(text("\x00\x00\x00\x18ftypheic"), noise(1024))},
		{"film.mp4", "a film", "not a text", chain(text("\x00\x00\x00\x18ftypmp42"), noise(1024))},
		{"sound.mp3", "a sound", "not a text", chain(text("ID3\x04\x00\x00"), noise(1024))},
		{"letters.ttf", "a font", "not a text", chain(text("\x00\x01\x00\x00\x00\x11"), noise(1024))},
		{"noise.bin", "a megabyte of noise", "not a text", noise(mega)},
		{"noise.txt", "noise that says it is text", "not a text", noise(mega)},
		{"noise-without-a-name", "noise that says nothing", "not a text", noise(4096)},
	}
}

// polyglots are two things at once, or come under the name of another.
func polyglots() []File {
	const png = "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
	sound, page := soundPDF(), webPage(text())
	both := []File{
		{"pdf-and-zip.pdf", "a PDF behind which a Word document stands", Found, chain(sound, soundWord())},
		{"zip-and-pdf.docx", "a Word document behind which a PDF stands", Found, chain(soundWord(), sound)},
		{"pdf-and-html.pdf", "a PDF behind which a page stands", Found, chain(sound, page)},
		{"html-and-pdf.html", "a page behind which a PDF stands", Found, chain(text("<html><body>"+matter+"<!--"), sound, text("-->"))},
		{"gif-and-pdf.pdf", "a picture behind which a PDF stands", Found, chain(text("GIF89a\x01\x00\x01\x00\x00\x00\x00;"), sound)},
		{"html-and-json.html", "a page that is also JSON", "no record that is known", around(`{"a":"`, page, `"}`)},
		{"json-and-html.json", "JSON behind which a page stands", "truncated JSON", chain(text(candidate, "}\n"), page)},
		{"pdf-in-json.json", "JSON that holds a PDF", Found, around(candidate+`,"text":"`, sound, `"}`)},
	}
	both = append(both, renamed("a PDF under another name", Found, sound, "pdf-named.docx", "pdf-named.html", "pdf-named.txt", "pdf-named.json", "pdf-named.csv", "pdf-named.ndjson", "pdf-named")...)
	both = append(both, renamed("a Word document under another name", Found, soundWord(), "word-named.pdf", "word-named.txt", "word-named.json", "word-named.html", "word-named.doc")...)
	both = append(both, renamed("a page under another name", Found, page, "page-named.pdf", "page-named.docx", "page-named.txt", "page-named.json")...)
	both = append(both, renamed("a text under another name", Found, text(lines), "text-named.pdf", "text-named.docx", "text-named.html")...)
	both = append(both, renamed("a text that says it is JSON", "JSON: ", text(lines), "text-named.json", "text-named.ndjson")...)
	both = append(both, renamed("JSON under another name", "unknown field", text(`{"kind":"candidate","id":"hostile","level":9}`), "json-named.pdf", "json-named.docx", "json-named.html", "json-named.txt", "json-named.csv")...)
	both = append(both, renamed("a picture under another name", "text in pictures is not read", chain(text(png), noise(512)), "picture-named.pdf", "picture-named.docx", "picture-named.txt", "picture-named.html")...)
	both = append(both, renamed("a program under another name", "not a text", chain(text("MZ\x90\x00"), noise(512)), "program-named.pdf", "program-named.docx", "program-named.txt")...)
	return append(both, renamed("a program that says it is a table", "no line of headers", chain(text("MZ\x90\x00"), noise(512)), "program-named.csv")...)
}
