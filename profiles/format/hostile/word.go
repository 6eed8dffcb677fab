package hostile

import (
	"slices"
	"strings"
)

// part is a part of a Word document.
type part struct {
	name string
	body source
}

const (
	spaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"` +
		` xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"`
	declaration = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`
	relType     = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	mainPart    = "word/document.xml"
	mainRels    = "word/_rels/document.xml.rels"
)

// career is what a reader should find in a file whose hostile part is beside the text.
const career = "<w:p><w:r><w:t>Experience</w:t></w:r></w:p><w:p><w:r><w:t>Data Engineer, Acme GmbH, 01/2020 - 12/2022</w:t></w:r></w:p>" +
	"<w:p><w:r><w:t>Skills</w:t></w:r></w:p><w:p><w:r><w:t>Python, Kubernetes</w:t></w:r></w:p>"

func element(name string, body source) source {
	return around(declaration+"<w:"+name+" "+spaces+">", body, "</w:"+name+">")
}

func bodyOf(s source) source {
	if s == nil {
		s = text(career)
	}
	return element("document", around("<w:body>", s, "</w:body>"))
}

func paragraph(s string) string { return "<w:p><w:r><w:t>" + s + "</w:t></w:r></w:p>" }

func related(list ...string) source {
	return text(declaration, `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`, strings.Join(list, ""), `</Relationships>`)
}

func relation(id, kind, target string) string {
	return `<Relationship Id="` + id + `" Type="` + relType + kind + `" Target="` + target + `"/>`
}

func external(id, kind, target string) string {
	return strings.Replace(relation(id, kind, target), "/>", ` TargetMode="External"/>`, 1)
}

// wordParts is a sound document with the given body; a part of the same name takes the place of the usual one, and one without a
// body leaves it out.
func wordParts(body source, more ...part) []entry {
	parts := []part{
		{"[Content_Types].xml", text(declaration, `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>`+
			`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`)},
		{"_rels/.rels", related(relation("rId1", "officeDocument", mainPart))},
		{mainPart, bodyOf(body)},
	}
	for _, m := range more {
		if i := slices.IndexFunc(parts, func(p part) bool { return p.name == m.name }); i >= 0 {
			parts[i] = m
		} else {
			parts = append(parts, m)
		}
	}
	var out []entry
	for _, p := range parts {
		if p.body != nil {
			out = append(out, file(p.name, p.body))
		}
	}
	return out
}

func word(body source, more ...part) source {
	return made(func() []byte { return archive(wordParts(body, more...)...) })
}

// wordXML is a document whose main part is as given.
func wordXML(s source) source { return word(nil, part{mainPart, s}) }

// soundWord is a document with raw entries beside its parts.
func soundWord(more ...func() entry) source {
	return made(func() []byte {
		entries := wordParts(text(career))
		for _, m := range more {
			entries = append(entries, m())
		}
		return archive(entries...)
	})
}
