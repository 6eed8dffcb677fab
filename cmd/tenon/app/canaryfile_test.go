package app_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
)

// headers are those that tables are known by, each with what it is of a candidate and of a role.
func headers(t *testing.T) (out [][3]string) {
	t.Helper()
	text, err := os.ReadFile("../../../profiles/format/headers.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		what, names, ok := strings.Cut(line, " : ")
		if f := strings.Fields(what); ok && len(f) == 3 && line[0] != '#' {
			for name := range strings.SplitSeq(names, ";") {
				if strings.TrimSpace(name) == "référence" {
					continue // read as reference, which is the id
				}
				out = append(out, [3]string{strings.TrimSpace(name), f[1], f[2]})
			}
		}
	}
	return out
}

// strange are headers that nobody knows.
var strange = []string{"Blood type", "Emergency contact", "SSN", "Passport No", "Mother's maiden name", "Shoe size", "IBAN", "Spouse", "Parteibuch", "Numéro de sécu", "x_custom_17"}

// cells are columns with a cell each, whose header is not to say anything of the record.
type cells struct{ names, values []string }

func (c *cells) add(name, value string) {
	if !slices.Contains(c.names, name) {
		c.names, c.values = append(c.names, name), append(c.values, value)
	}
}

func (c *cells) csv(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	_ = w.WriteAll([][]string{c.names, c.values}) // says the same again
	if err := w.Error(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func (b *birds) candidateCells(t *testing.T, file string) *cells {
	c := &cells{}
	c.add("Current position", "Data Engineer")
	c.add("Skills", "Python, SQL")
	for _, h := range headers(t) {
		switch where := file + ", column " + h[0]; {
		case h[1] == "identity.email":
			c.add(h[0], b.mail(where))
		case h[1] == "identity.name":
			c.add(h[0], b.word(where))
		case h[1] == "identity.urls":
			c.add(h[0], "https://github.com/"+b.word(where))
		case strings.HasPrefix(h[1], "identity."), h[1] == "who", h[1] == "none":
			c.add(h[0], b.word(where))
		}
	}
	for _, h := range strange {
		c.add(h, b.word(file+", column "+h))
	}
	return c
}

func (b *birds) candidateTable(t *testing.T) []byte { return b.candidateCells(t, "people.csv").csv(t) }

func (b *birds) roleTable(t *testing.T) []byte {
	c := &cells{}
	c.add("Job posting title", "Data Engineer")
	c.add("Required skills", "Python, SQL")
	c.add("Hiring company", "Acme")
	for _, h := range headers(t) {
		if h[2] == "who" || h[2] == "none" && strings.HasPrefix(h[1], "identity.") {
			c.add(h[0], b.word("jobs.csv, column "+h[0]))
		}
	}
	for _, h := range strange {
		c.add(h, b.word("jobs.csv, column "+h))
	}
	return c.csv(t)
}

func (b *birds) parquet(t *testing.T) []byte {
	t.Helper()
	c := b.candidateCells(t, "people.parquet")
	group, row := parquet.Group{}, map[string]any{}
	for i, name := range c.names {
		group[name], row[name] = parquet.String(), c.values[i]
	}
	var out bytes.Buffer
	w := parquet.NewGenericWriter[map[string]any](&out, parquet.NewSchema("people", group))
	if _, err := w.Write([]map[string]any{row}); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func (b *birds) own() []byte {
	who, mail := b.name("own.ndjson name"), b.mail("own.ndjson e-mail")
	return fmt.Appendf(nil, `{"kind":"candidate","id":"own","headline":"Data Engineer","summary":"%[1]s builds pipelines; write to %[2]s.","skills":[{"name":"Python"}],"identity":{"name":"%[1]s","email":"%[2]s",`+
		`"phone":"%s","address":"%s","urls":["https://%s.example"],"image":"%s","birthDate":"%s","consent":{"purpose":"%s"}}}`+"\n",
		who, mail, b.word("own phone"), b.word("own address"), b.word("own url"), b.word("own image"), b.word("own birth date"), b.word("own consent"))
}

func (b *birds) jsonResume() []byte {
	w := func(field string) string { return b.word("resume.json " + field) }
	who, mail := b.name("resume.json name"), b.mail("resume.json email")
	tree := map[string]any{
		"basics": map[string]any{"name": who, "label": "Data Engineer", "image": w("image"), "picture": w("picture"), "email": mail, "phone": w("phone"),
			"url": "https://" + w("url") + ".example", "website": "https://" + w("website") + ".example", "birthDate": w("birthDate"), "gender": w("gender"), "nationality": w("nationality"),
			"maritalStatus": w("maritalStatus"), "summary": "I am " + who + ", reach me at " + mail + ". I build pipelines.",
			"location": map[string]any{"address": w("address"), "postalCode": w("postalCode"), "city": "Berlin", "countryCode": "DE"},
			"profiles": []any{map[string]any{"network": "GitHub", "username": w("username"), "url": "https://github.com/" + w("profile")}, map[string]any{"network": "X", "username": w("username 2")}}},
		"work": []any{map[string]any{"name": "Acme", "position": "Data Engineer", "startDate": "2020-01", "endDate": "2022-01", "supervisor": w("work.supervisor"), "contact": map[string]any{"name": w("work.contact")},
			"summary": who + " led the pipelines."}},
		"skills":     []any{map[string]any{"name": "Python"}},
		"references": []any{map[string]any{"name": w("references.name"), "reference": w("references.reference")}},
		"interests":  []any{map[string]any{"name": w("interests")}},
		"meta":       map[string]any{"canonical": "https://" + w("meta") + ".example"},
		"photo":      w("photo"), "demographics": map[string]any{"religion": w("religion")},
	}
	out, _ := json.Marshal(tree)
	return out
}

func (b *birds) posting() []byte {
	w := func(field string) string { return b.word("posting.json " + field) }
	person := func(field string) map[string]any {
		return map[string]any{"@type": "Person", "name": w(field + ".name"), "email": b.mail("posting.json " + field), "telephone": w(field + ".telephone"), "image": w(field + ".image")}
	}
	tree := map[string]any{"@context": "https://schema.org", "@type": "JobPosting", "title": "Data Engineer", "skills": "Python, SQL", "description": "<p>Build pipelines. Write to " + b.mail("posting.json description") + ".</p>",
		"hiringOrganization": map[string]any{"@type": "Organization", "name": "Acme", "email": b.mail("posting.json organisation"), "telephone": w("telephone"), "founder": person("founder"), "employee": []any{person("employee")},
			"contactPoint": []any{person("contactPoint")}, "address": map[string]any{"streetAddress": w("streetAddress")}, "logo": w("logo"), "sameAs": "https://" + w("sameAs") + ".example"},
		"applicationContact": person("applicationContact"), "author": person("author"), "creator": person("creator"), "editor": person("editor"), "accountablePerson": person("accountablePerson"), "recruiter": person("recruiter"),
		"jobLocation": map[string]any{"@type": "Place", "telephone": w("jobLocation.telephone"), "address": map[string]any{"addressLocality": "Berlin", "addressCountry": "DE", "streetAddress": w("jobLocation.streetAddress"), "postalCode": w("jobLocation.postalCode"), "email": w("jobLocation.email")}},
		"identifier":  map[string]any{"@type": "PropertyValue", "name": "Acme", "value": "posting-1"}, "potentialAction": map[string]any{"agent": person("agent")}}
	out, _ := json.Marshal(tree)
	return out
}

// cv is a résumé as text.
func (b *birds) cv(file string) string {
	who := b.name(file + " name")
	return who + "\n" + b.mail(file+" e-mail") + " | https://www.linkedin.com/in/" + b.word(file+" LinkedIn") + " | +49 30 5550" + fmt.Sprint(1000+len(b.where)) + "\n\nSummary\nData engineer who builds pipelines in Python and SQL.\n\n" +
		"Experience\nMar 2021 – Present\nData Engineer, Acme GmbH, Berlin\n- Built pipelines in Spark\n\nSkills\nPython, SQL, Airflow\n"
}

func (b *birds) mail1() []byte {
	w := func(field string) string { return b.word("application.eml " + field) }
	head := "From: " + b.name("application.eml From") + " <" + b.mail("application.eml From") + ">\r\n"
	for _, h := range []string{"To", "Cc", "Bcc", "Reply-To", "Sender", "Return-Path", "Delivered-To", "Resent-From"} {
		head += h + ": " + w(h) + " <" + b.mail("application.eml "+h) + ">\r\n"
	}
	for _, h := range []string{"X-Originating-User", "Organization", "Comments", "Keywords", "List-Id", "User-Agent", "Disposition-Notification-To"} {
		head += h + ": " + w(h) + "\r\n"
	}
	return []byte("Received: from " + w("Received") + ".example by mx; Mon, 2 Nov 2026 10:00:00 +0000\r\n" + head + "Message-ID: <" + b.mail("application.eml Message-ID") + ">\r\nSubject: Application as data engineer\r\nMIME-Version: 1.0\r\n" +
		"Content-Type: text/plain; charset=utf-8; name=\"" + w("name of the part") + ".txt\"\r\n\r\n" + strings.ReplaceAll(b.cv("application.eml body"), "\n", "\r\n"))
}

func (b *birds) docx(t *testing.T) []byte {
	t.Helper()
	w := func(field string) string { return b.word("cv.docx " + field) }
	const ns = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	var body strings.Builder
	for line := range strings.SplitSeq(b.cv("cv.docx"), "\n") {
		fmt.Fprintf(&body, `<w:p><w:ins w:id="1" w:author="%s"><w:r><w:t>%s</w:t></w:r></w:ins></w:p>`, w("author of a change"), line)
	}
	body.WriteString(`<w:p><w:del w:id="2" w:author="` + w("author of a deletion") + `"><w:r><w:delText>` + w("deleted text") + `</w:delText></w:r></w:del><w:commentRangeStart w:id="0"/><w:r><w:t>References on request</w:t></w:r><w:commentRangeEnd w:id="0"/></w:p>`)
	files := map[string]string{
		"word/document.xml":   `<w:document ` + ns + `><w:body>` + body.String() + `</w:body></w:document>`,
		"word/comments.xml":   `<w:comments ` + ns + `><w:comment w:id="0" w:author="` + w("author of a comment") + `" w:initials="` + w("initials") + `"><w:p><w:r><w:t>` + w("comment") + `</w:t></w:r></w:p></w:comment></w:comments>`,
		"word/people.xml":     `<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"><w15:person w15:author="` + w("people") + `"/></w15:people>`,
		"word/header1.xml":    `<w:hdr ` + ns + `><w:p><w:r><w:t>` + b.mail("cv.docx header") + `</w:t></w:r></w:p></w:hdr>`,
		"docProps/core.xml":   `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>` + w("title") + `</dc:title><dc:subject>` + w("subject") + `</dc:subject><dc:creator>` + w("creator") + `</dc:creator><cp:keywords>` + w("keywords") + `</cp:keywords><dc:description>` + w("description") + `</dc:description><cp:lastModifiedBy>` + w("lastModifiedBy") + `</cp:lastModifiedBy></cp:coreProperties>`,
		"docProps/app.xml":    `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Manager>` + w("manager") + `</Manager><Company>` + w("company") + `</Company></Properties>`,
		"docProps/custom.xml": `<Properties><property name="` + w("custom property") + `"><lpwstr>` + w("custom value") + `</lpwstr></property></Properties>`,
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
		"_rels/.rels":         `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/_rels/document.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="comments.xml"/>` +
			`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" Target="header1.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" TargetMode="External" Target="mailto:` + b.mail("cv.docx link") + `"/></Relationships>`,
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, name := range slices.Sorted(func(yield func(string) bool) {
		for n := range files {
			if !yield(n) {
				return
			}
		}
	}) {
		f, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = f.Write([]byte(files[name]))
	}
	if err := z.SetComment(w("comment of the archive")); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func (b *birds) pdf() []byte {
	w := func(field string) string { return b.word("cv.pdf " + field) }
	var content strings.Builder
	y := 780
	for line := range strings.SplitSeq(b.cv("cv.pdf"), "\n") {
		fmt.Fprintf(&content, "BT /F1 10 Tf 40 %d Td (%s) Tj ET\n", y, strings.ReplaceAll(line, "–", "-"))
		y -= 16
	}
	xmp := `<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:creator>` + w("XMP creator") + `</dc:creator></x:xmpmeta>`
	objects := []string{
		"<< /Type /Catalog /Pages 2 0 R /Metadata 6 0 R /Names << /EmbeddedFiles << /Names [(" + w("embedded file") + ") 7 0 R] >> >> /AcroForm << /Fields [8 0 R] >> /Outlines 10 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Annots [8 0 R 9 0 R] /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> >> >> >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", content.Len(), content.String()),
		"<< /Author (" + w("Author") + ") /Title (" + w("Title") + ") /Subject (" + w("Subject") + ") /Keywords (" + w("Keywords") + ") /Creator (" + w("Creator") + ") /Producer (" + w("Producer") + ") /Custom (" + w("Custom") + ") >>",
		fmt.Sprintf("<< /Type /Metadata /Subtype /XML /Length %d >>\nstream\n%s\nendstream", len(xmp), xmp),
		"<< /Type /Filespec /F (" + w("file") + ") /Desc (" + w("description of the file") + ") >>",
		"<< /Type /Annot /Subtype /Widget /FT /Tx /T (" + w("field") + ") /V (" + w("value of the field") + ") /Rect [0 0 9 9] >>",
		"<< /Type /Annot /Subtype /Link /T (" + w("author of a note") + ") /Contents (" + w("note") + ") /Rect [40 700 200 720] /A << /S /URI /URI (mailto:" + b.mail("cv.pdf link") + ") >> >>",
		"<< /Type /Outlines /First 11 0 R /Last 11 0 R >>",
		"<< /Title (" + w("outline") + ") /Parent 10 0 R >>",
	}
	var out bytes.Buffer
	out.WriteString("%PDF-1.4\n")
	for i, o := range objects {
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	fmt.Fprintf(&out, "trailer\n<< /Size %d /Root 1 0 R /Info 5 0 R >>\nstartxref\n0\n%%%%EOF\n", len(objects)+1)
	return out.Bytes()
}

func (b *birds) page() []byte {
	w := func(field string) string { return b.word("cv.html " + field) }
	var body strings.Builder
	for line := range strings.SplitSeq(b.cv("cv.html"), "\n") {
		body.WriteString("<p>" + line + "</p>\n")
	}
	return []byte(`<!DOCTYPE html><html lang="en"><head><title>Curriculum vitae</title><meta name="author" content="` + w("meta author") + `"><meta property="og:title" content="` + w("og:title") + `"><meta name="description" content="` + w("meta description") +
		`"><link rel="author" href="https://` + w("link author") + `.example"><script type="application/ld+json">{"@type":"Person","name":"` + w("JSON-LD name") + `","email":"` + b.mail("cv.html JSON-LD") + `"}</script><script>var user="` + w("script") + `"</script><style>.` + w("style") +
		`{}</style></head><body data-user="` + w("data attribute") + `"><!-- ` + w("comment") + ` --><img alt="` + w("alt of a portrait") + `" src="` + w("source of a portrait") + `.jpg"><input type="hidden" value="` + w("hidden input") + `"><a href="mailto:` + b.mail("cv.html link") + `">Mail</a>` +
		`<noscript>` + w("noscript") + `</noscript><template>` + w("template") + `</template>` + body.String() + `</body></html>`)
}
