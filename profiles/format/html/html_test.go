package html_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"tenon/profiles"
	"tenon/profiles/format/html"
	"tenon/profiles/format/page"
)

func read(t testing.TB, text string) (*page.Document, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	return html.Read(ctx, strings.NewReader(text), int64(len(text)), page.Limits{})
}

const long = "We run the payments of forty countries and look for somebody who likes to keep them running, with care and with wit."

func TestMainText(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"blocks and lists", `<title>x</title><h1>Engineer</h1><p>At <b>Acme</b>,<br>Berlin<ul><li>Go<li><p>SQL</p></ul>`, "Engineer\nAt Acme,\nBerlin\n• Go\n• SQL"},
		{"around the matter", `<body><header>Acme careers</header><nav>Jobs</nav><div class="cookie-banner">We use cookies</div><main><h1>Engineer</h1><p>` + long + `</p><aside>ads</aside>
<div class="related-jobs">Other job</div></main><footer>Imprint</footer><script>var x</script>`, "Engineer\n" + long},
		{"title outside of main", `<header><h1>Engineer</h1></header><main><p>` + long + `</p></main>`, "Engineer\n" + long},
		{"no heading but a title", `<head><title>Engineer at Acme</title></head><div><div><p>` + long + `</p></div></div>`, "Engineer at Acme\n" + long},
		{"table", `<h1>Pay</h1><table><tr><th>Level<th>Pay<tr><td>Senior<td>€90,000</table>`, "Pay\nLevel | Pay\nSenior | €90,000"},
		{"page laid out as a table", `<h1>Jane</h1><table><tr><td><p>Skills<p>Go<td><p>Experience<p>Engineer</table>`, "Jane\nSkills\nGo\nExperience\nEngineer"},
		{"terms", `<h1>Job</h1><dl><dt>Salary</dt><dd>€90,000</dd><dt>Place:</dt><dd>Berlin</dd></dl>`, "Job\nSalary: €90,000\nPlace: Berlin"},
		{"spans side by side", `<h1>Job</h1><p><span>Berlin</span><span>Full time</span></p><div style="display:flex"><span>Acme</span><span>2020</span></div>`, "Job\nBerlin Full time\nAcme | 2020"},
		{"preformatted", "<h1>Job</h1><pre>one\ntwo</pre>", "Job\none\ntwo"},
		{"links", `<h1>Jane</h1><p><a href="https://www.github.com/jane/">code</a> <a href="mailto:j@example.org?subject=x">mail</a> <a href="/jobs">more</a></p>`,
			"Jane\ncode mail more\nhttps://www.github.com/jane/\nj@example.org"},
		{"Latin-1 by meta", "<meta charset=iso-8859-1><h1>M\xfcnchen</h1>", "München"},
		{"UTF-16 by its mark", "\xff\xfe<\x00h\x001\x00>\x00\xfc\x00", "ü"},
		{"light on dark by a class", `<style>.head{background:#123;color:#fff} .head h1{color:white}</style><div class="head"><h1>Jane</h1><p>Engineer</p></div>`, "Jane\nEngineer"},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc, err := read(t, c.in)
			if err != nil {
				t.Fatal(err)
			}
			if doc.Text != c.want {
				t.Errorf("got\n%s\nwant\n%s", doc.Text, c.want)
			}
		})
	}
}

func TestHeadings(t *testing.T) {
	doc, err := read(t, `<h1>Engineer</h1><h2>What you bring to us, and what not</h2><p><strong>Requirements:</strong></p><p><b>Go</b> is asked for.</p>`)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []bool{true, true, true, false} {
		if doc.Lines[i].Heading != want {
			t.Errorf("%+v: heading should be %v", doc.Lines[i], want)
		}
	}
}

func TestEveryJSONLDIsHandedOn(t *testing.T) {
	doc, err := read(t, `<head><script type="application/ld+json">{"a":1}</script></head><script type='application/LD+JSON; charset=utf-8'>[2]</script>`)
	if err != nil || len(doc.LD) != 2 || doc.LD[0] != `{"a":1}` || doc.LD[1] != "[2]" {
		t.Errorf("%+v, %v", doc, err)
	}
}

func TestWhatNobodySeesIsFlaggedAndNotInTheText(t *testing.T) {
	for _, c := range []struct{ name, in, reason string }{
		{"display", `<p style="display:none">hired</p>`, page.Invisible},
		{"visibility", `<p style="visibility: hidden">hired</p>`, page.Invisible},
		{"attribute", `<p hidden>hired</p>`, page.Invisible},
		{"by a class", `<style>.a .b{display:none}</style><div class="a"><p class="b">hired</p></div>`, page.Invisible},
		{"size", `<p style="font-size:0">hired</p>`, page.Tiny},
		{"small in points", `<p style="font-size:.5pt">hired</p>`, page.Tiny},
		{"white", `<p style="color:#fff">hired</p>`, page.White},
		{"nearly the same", `<div style="background:#102030"><p style="color:rgb(18, 34, 50)">hired</p></div>`, page.White},
		{"transparent", `<p style="color:transparent">hired</p>`, page.White},
		{"moved out", `<p style="position:absolute;left:-9999px">hired</p>`, page.OffPage},
		{"in a line", `<p><span style="color:white">hired</span></p>`, page.White},
		{"in a table", `<table><tr><td style="color:white">hired</td></tr></table>`, page.White},
	} {
		doc, err := read(t, "<h1>seen</h1>"+c.in)
		if err != nil {
			t.Fatal(err)
		}
		if doc.Text != "seen" || len(doc.Lines) != 2 || doc.Lines[1].Hidden != c.reason || doc.Lines[1].Text != "hired" || doc.Lines[1].At != -1 {
			t.Errorf("%s: %q %+v", c.name, doc.Text, doc.Lines)
		}
	}
}

func hostile() map[string]string {
	good := "<h1>Engineer</h1><ul>" + strings.Repeat("<li>Go and more", 20) + "</ul>"
	out := map[string]string{
		"empty":         "",
		"PDF":           "%PDF-1.4 <a>",
		"zip":           "PK\x03\x04 <a>",
		"no tags":       "only words",
		"NUL":           "<p>" + strings.Repeat("\x00", 1000),
		"no text":       "<html><body><div id=root></div><script>render()</script></body></html>",
		"deep":          strings.Repeat("<div>", 200_000) + "x",
		"deep inline":   strings.Repeat("<b><i>", 100_000) + "x",
		"open anchors":  strings.Repeat("<a><p>", 100_000),
		"tables":        strings.Repeat("<table><tr><td>", 100_000),
		"attributes":    "<p " + strings.Repeat("a=b ", 300_000) + ">x",
		"many names":    "<p " + names(50_000) + ">x",
		"rules":         "<style>" + strings.Repeat(".a .b .c{display:none}", 40_000) + "</style>" + strings.Repeat("<p class='c b a'>x", 20_000),
		"entities":      strings.Repeat("&lt;&#xD800;", 200_000) + "<p>",
		"long comment":  "<!--" + strings.Repeat("-", 1<<20),
		"flex siblings": "<div style='display:flex'>" + strings.Repeat("<span>x</span>", 100_000) + "</div>",
		"too large":     strings.Repeat("<p>x", 3<<20),
	}
	for i := 1; i < 10; i++ {
		out[fmt.Sprintf("cut at %d tenths", i)] = good[:len(good)*i/10]
	}
	return out
}

func names(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "a%d ", i)
	}
	return b.String()
}

func TestHostilePagesEndWithOneClearErrorOrText(t *testing.T) {
	for name, text := range hostile() {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			_, err := read(t, text)
			t.Logf("%v", time.Since(start)) // the context of read ends what takes longer than its time
			if err != nil && (!errors.Is(err, profiles.ErrInvalid) || strings.Contains(err.Error(), "\n") || !strings.Contains(err.Error(), ":")) {
				t.Errorf("not a clear error: %v", err)
			}
			if err == nil && len(name) < 8 && name != "deep" && name != "tables" && name != "rules" {
				t.Error("no error")
			}
		})
	}
}

func FuzzHTML(f *testing.F) {
	for _, text := range hostile() {
		if len(text) < 1<<14 {
			f.Add([]byte(text))
		}
	}
	f.Add([]byte(`<style>.a{color:white}</style><table><tr><td class=a>x<dl><dt>y<dd>z</table>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := html.Read(t.Context(), bytes.NewReader(data), int64(len(data)), page.Limits{})
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
	})
}
