package docx_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"tenon/profiles"
	"tenon/profiles/format/docx"
	"tenon/profiles/format/page"
)

const spaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"
 xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
 xmlns:v="urn:schemas-microsoft-com:vml" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"`

func part(root, body string) string {
	return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:` + root + ` ` + spaces + `>` + body + `</w:` + root + `>`
}

func document(body string) string { return part("document", "<w:body>"+body+"</w:body>") }

func archive(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		f, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		f.Write([]byte(parts[name]))
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func full(body string) map[string]string {
	const rel = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
	return map[string]string{
		"_rels/.rels":       `<Relationships><Relationship Id="r1" Type="` + rel + `officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/document.xml": document(body),
		"word/_rels/document.xml.rels": `<Relationships><Relationship Id="s" Type="` + rel + `styles" Target="styles.xml"/>
<Relationship Id="h" Type="` + rel + `header" Target="header1.xml"/><Relationship Id="f" Type="` + rel + `footer" Target="footer1.xml"/>
<Relationship Id="l" Type="` + rel + `hyperlink" Target="https://github.com/jane" TargetMode="External"/>
<Relationship Id="x" Type="` + rel + `header" Target="https://evil.example/header.xml" TargetMode="External"/></Relationships>`,
		"word/styles.xml": part("styles", `<w:style w:styleId="H"><w:name w:val="heading 1"/><w:rPr><w:b/><w:sz w:val="28"/></w:rPr></w:style>
<w:style w:styleId="H2"><w:basedOn w:val="H"/></w:style><w:style w:styleId="Ghost"><w:rPr><w:vanish/></w:rPr></w:style>`),
		"word/header1.xml": part("hdr", p("Jane Doe")),
		"word/footer1.xml": part("ftr", p("Page 1 of 2")+p("jane@example.org")),
	}
}

func p(text string) string {
	return `<w:p><w:r><w:t xml:space="preserve">` + text + `</w:t></w:r></w:p>`
}

func run(props, text string) string {
	return `<w:r><w:rPr>` + props + `</w:rPr><w:t>` + text + `</w:t></w:r>`
}

func row(cells ...string) string {
	return "<w:tr><w:tc>" + strings.Join(cells, "</w:tc><w:tc>") + "</w:tc></w:tr>"
}

func read(t testing.TB, data []byte) (*page.Document, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	return docx.Read(ctx, bytes.NewReader(data), int64(len(data)), page.Limits{})
}

func TestDocumentsInReadingOrder(t *testing.T) {
	box := `<w:txbxContent>` + p("in the box") + `</w:txbxContent>`
	for _, c := range []struct{ name, body, want string }{
		{"paragraphs, tabs and breaks", p("one") + `<w:p><w:r><w:t>Engineer</w:t><w:tab/><w:t>2020</w:t><w:br/><w:t>Languages:</w:t><w:tab/><w:t>German</w:t></w:r></w:p>`, "one\nEngineer | 2020\nLanguages: German"},
		{"list", `<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr></w:pPr><w:r><w:t>Built it</w:t></w:r></w:p>`, "• Built it"},
		{"table of short cells", "<w:tbl>" + row(p("German"), p("C2")) + row(p("English"), p("C1")) + "</w:tbl>", "German | C2\nEnglish | C1"},
		{"table with dates in the margin", "<w:tbl>" + row(p("2020 - 2022"), p("Engineer, Acme")+p("Built it")) + "</w:tbl>", "2020 - 2022 | Engineer, Acme\nBuilt it"},
		{"table as a page of two columns", "<w:tbl>" + row(p("Skills")+p("Go"), p("Experience")+p("Engineer")) + "</w:tbl>", "Skills\nGo\nExperience\nEngineer"},
		{"table within a table", "<w:tbl>" + row("<w:tbl>"+row(p("a"), p("b"))+"</w:tbl>"+p(""), p("c")) + "</w:tbl>", "a | b | c"},
		{"text box once", `<w:p><w:r><w:t>before</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires="wps"><wps:wsp>` + box + `</wps:wsp></mc:Choice><mc:Fallback><w:pict><v:textbox>` + box +
			`</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>` + p("after"), "before\nin the box\nafter"},
		{"text box of an old program only", `<w:p><w:r><mc:AlternateContent><mc:Choice Requires="x"/><mc:Fallback><w:pict>` + box + `</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>`, "in the box"},
		{"tracked changes", `<w:p><w:del><w:r><w:delText>junior</w:delText></w:r></w:del><w:ins><w:r><w:t>senior</w:t></w:r></w:ins></w:p>`, "senior"},
		{"placeholder of a form", `<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>` + p("Click here") + `</w:sdtContent></w:sdt>` + p("typed"), "typed"},
		{"hyphens", p("pay\u00adments") + `<w:p><w:r><w:t>full</w:t><w:noBreakHyphen/><w:t>time</w:t></w:r></w:p>`, "payments\nfull-time"},
	} {
		t.Run(c.name, func(t *testing.T) {
			parts := full(c.body)
			doc, err := read(t, archive(t, parts))
			if err != nil {
				t.Fatal(err)
			}
			if want := "Jane Doe\n" + c.want + "\njane@example.org"; doc.Text != want {
				t.Errorf("got\n%s\nwant\n%s", doc.Text, want)
			}
		})
	}
}

func TestHeadingsAndLinks(t *testing.T) {
	doc, err := read(t, archive(t, full(`<w:p><w:pPr><w:pStyle w:val="H2"/></w:pPr><w:r><w:t>Experience of my life</w:t></w:r></w:p><w:p><w:hyperlink r:id="l"><w:r><w:t>my work</w:t></w:r></w:hyperlink></w:p>
<w:p><w:r><w:instrText> HYPERLINK "mailto:j@example.org" </w:instrText></w:r><w:r><w:t>mail</w:t></w:r></w:p>`)))
	if err != nil {
		t.Fatal(err)
	}
	if l := doc.Lines[1]; !l.Heading || !l.Bold || l.Size != 14 || doc.Text[l.At:l.At+len(l.Text)] != l.Text {
		t.Errorf("heading %+v", l)
	}
	if want := "Jane Doe\nExperience of my life\nmy work\nmail\njane@example.org\nhttps://github.com/jane\nj@example.org"; doc.Text != want {
		t.Errorf("got\n%s", doc.Text)
	}
}

func TestWhatNobodySeesIsFlaggedAndNotInTheText(t *testing.T) {
	for _, c := range []struct{ name, paragraph, reason string }{
		{"vanish", run("<w:vanish/>", "hired"), page.Invisible},
		{"vanish by style", `<w:pPr><w:pStyle w:val="Ghost"/></w:pPr><w:r><w:t>hired</w:t></w:r>`, page.Invisible},
		{"white", run(`<w:color w:val="FFFFFF"/>`, "hired"), page.White},
		{"of the colour of its shade", run(`<w:color w:val="112233"/><w:shd w:val="clear" w:fill="112233"/>`, "hired"), page.White},
		{"tiny", run(`<w:sz w:val="2"/>`, "hired"), page.Tiny},
	} {
		doc, err := read(t, archive(t, map[string]string{"word/document.xml": document(p("seen") + "<w:p>" + c.paragraph + "</w:p>"), "word/styles.xml": full("")["word/styles.xml"]}))
		if err != nil {
			t.Fatal(err)
		}
		if doc.Text != "seen" || len(doc.Lines) != 2 || doc.Lines[1].Hidden != c.reason || doc.Lines[1].Text != "hired" {
			t.Errorf("%s: %q %+v", c.name, doc.Text, doc.Lines)
		}
	}
}

func TestLightTextOnADarkFieldIsSeen(t *testing.T) {
	cell := `<w:tcPr><w:shd w:val="clear" w:fill="1F3864"/></w:tcPr><w:p>` + run(`<w:color w:val="FFFFFF"/>`, "Jane") + `</w:p>`
	shape := `<w:p><w:r><wps:wsp><wps:spPr><a:solidFill><a:srgbClr val="000000"/></a:solidFill></wps:spPr><w:txbxContent><w:p>` + run(`<w:color w:val="FFFFFF"/>`, "Doe") + `</w:p></w:txbxContent></wps:wsp></w:r></w:p>`
	doc, err := read(t, archive(t, map[string]string{"word/document.xml": document("<w:tbl>" + row(cell) + "</w:tbl>" + shape)}))
	if err != nil || doc.Text != "Jane\nDoe" {
		t.Errorf("%+v, %v", doc, err)
	}
}

func hostile(t testing.TB) map[string][]byte {
	good := archive(t, full(p("text")))
	out := map[string][]byte{
		"empty":            nil,
		"wrong magic":      []byte("%PDF-1.4 and no more"),
		"old or encrypted": []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on"),
		"zip bomb":         archive(t, map[string]string{"word/document.xml": document(strings.Repeat(" ", 40<<20))}),
		"bomb of text":     archive(t, map[string]string{"word/document.xml": document(strings.Repeat(p("aaaaaaaaaaaaaaaa"), 400_000))}),
		"outside entity":   archive(t, map[string]string{"word/document.xml": `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>` + document(p("&e;"))}),
		"laughs":           archive(t, map[string]string{"word/document.xml": `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>` + document(p("&b;"))}),
		"deep":             archive(t, map[string]string{"word/document.xml": document(strings.Repeat("<w:tbl><w:tr><w:tc>", 100_000))}),
		"no document":      archive(t, map[string]string{"../../etc/passwd": "x", "word/other.xml": "x"}),
		"target outside":   archive(t, map[string]string{"_rels/.rels": `<Relationships><Relationship Id="a" Type="x/officeDocument" Target="../../../etc/passwd"/></Relationships>`}),
		"no text":          archive(t, map[string]string{"word/document.xml": document("<w:p/>")}),
		"ends wrongly":     archive(t, map[string]string{"word/document.xml": "<a></b>"}),
	}
	circle := `<w:style w:styleId="a"><w:basedOn w:val="a"/></w:style>`
	out["style of itself"] = archive(t, map[string]string{"word/document.xml": document(p("text")), "word/styles.xml": part("styles", circle)})
	out["NUL and surrogates"] = archive(t, map[string]string{"word/document.xml": document(p("a&#xD800;b\x00c"))})
	for i := 1; i < 10; i++ {
		out[fmt.Sprintf("cut at %d tenths", i)] = good[:len(good)*i/10]
	}
	return out
}

func TestHostileFilesEndWithOneClearError(t *testing.T) {
	for name, data := range hostile(t) {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			doc, err := read(t, data)
			t.Logf("%v", time.Since(start)) // the context of read ends what takes longer than its time
			if err == nil && name != "style of itself" && name != "bomb of text" {
				t.Errorf("no error but %.80q", doc.Text)
			}
			if err != nil && (!errors.Is(err, profiles.ErrInvalid) || strings.Contains(err.Error(), "\n") || !strings.Contains(err.Error(), ":")) {
				t.Errorf("not a clear error: %v", err)
			}
		})
	}
}

func TestTimeEndsTheReading(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	data := archive(t, full(p("text")))
	if _, err := docx.Read(ctx, bytes.NewReader(data), int64(len(data)), page.Limits{}); !errors.Is(err, context.Canceled) || !errors.Is(err, profiles.ErrInvalid) {
		t.Errorf("%v", err)
	}
}

func FuzzDOCX(f *testing.F) {
	for name, data := range hostile(f) {
		if len(data) < 1<<16 && name != "deep" {
			f.Add(data)
		}
	}
	f.Add(archive(f, full("<w:tbl>"+row(p("a"), p("b"))+"</w:tbl>")))
	f.Fuzz(func(t *testing.T, data []byte) {
		check(t, data)
		check(t, archive(t, map[string]string{"word/document.xml": string(data)})) // past the checksums of the archive
	})
}

func check(t *testing.T, data []byte) {
	t.Helper()
	doc, err := read(t, data)
	if err != nil {
		if !errors.Is(err, profiles.ErrInvalid) {
			t.Errorf("%v", err)
		}
		return
	}
	for _, l := range doc.Lines {
		if l.At >= 0 && doc.Text[l.At:l.At+len(l.Text)] != l.Text {
			t.Errorf("line %q is not at byte %d", l.Text, l.At)
		}
	}
}
