package hostile

import (
	"fmt"
	"strings"
)

const (
	pageHead = "<!DOCTYPE html><html><head><meta charset=utf-8><title>Data Engineer</title></head><body><main><h1>Data Engineer</h1>"
	matter   = "<p>Acme GmbH in Berlin is looking for somebody who likes to keep data moving.</p><h2>Requirements</h2><ul><li>Python</li><li>Kubernetes</li></ul>"
)

func webPage(s source) source { return around(pageHead+matter, s, "</main></body></html>") }

func pages() []File {
	return append(append(nesting(), adverts()...), escapes()...)
}

func nesting() []File {
	numbered := func(n int, form string) source {
		return each(n, func(b []byte, i int) []byte { return fmt.Appendf(b, form, i) })
	}
	return []File{
		{"million-divs.html", "a million blocks within each other", "more than 100000 tags", webPage(times(1_000_000, "<div>"))},
		{"deep-inline.html", "90,000 marks within each other", "nests too deep", webPage(chain(times(45_000, "<b><i>"), text("x")))},
		{"million-attributes.html", "an element of a million attributes", "more than 100000 tags", webPage(around("<p ", numbered(500_000, "a%d=b "), ">x</p>"))},
		{"same-attribute.html", "an element that has one attribute a million times", Found, webPage(around("<p ", times(1_000_000, "a=b "), ">x</p>"))},
		{"open-links.html", "45,000 links that are not closed", Found, webPage(times(45_000, "<a href=x><p>"))},
		{"crossed-marks.html", "marks that are closed in the wrong order", Found, webPage(times(12_000, "<b><i><u></b></i></u><p>"))},
		{"crossed-fonts.html", "50 fonts left open before each of 20,000 paragraphs", Found, webPage(chain(numbered(50, "<font size=%d>"), times(20_000, "<p>x</p>")))},
		{"open-tables.html", "30,000 tables within each other", "nests too deep", webPage(times(30_000, "<table><tr><td>"))},
		{"text-outside-cells.html", "text that belongs into no cell, 45,000 times", Found, webPage(chain(text("<table>"), times(45_000, "<b>x<tr>")))},
		{"wide-table.html", "a row of 90,000 cells", Found, webPage(around("<table><tr>", numbered(90_000, "<td>c%d"), "</table>"))},
		{"spanning-cells.html", "cells that span two billion rows", Found, webPage(times(1000, "<table><tr><td rowspan=2147483647 colspan=2147483647>x</table>"))},
		{"many-lines.html", "90,000 lines", Found, webPage(numbered(90_000, "<br>l%d"))},
		{"many-entries.html", "90,000 entries of a list", Found, webPage(numbered(90_000, "<li>e%d"))},
		{"lists-in-lists.html", "45,000 lists within each other", "nests too deep", webPage(times(45_000, "<ul><li>x"))},
		{"terms-without-end.html", "90,000 terms without what they mean", Found, webPage(times(90_000, "<dt>x"))},
		{"templates.html", "90,000 templates within each other", "nests too deep", webPage(times(90_000, "<template>"))},
		{"foreign-in-foreign.html", "drawings and formulae within each other", "nests too deep", webPage(times(20_000, "<svg><foreignObject><math><mi>"))},
		{"selects.html", "lists of choices within each other", Found, webPage(times(45_000, "<select><option>x"))},
		{"frames.html", "a page of 90,000 frames", "has no text of its own", around("<html><frameset>", times(90_000, "<frame src='http://198.51.100.1/'>"), "</frameset></html>")},
		{"framesets.html", "framesets within each other", "nests too deep", chain(text("<html>"), times(90_000, "<frameset>"))},
		{"iframes.html", "45,000 frames that would be loaded", Found, webPage(times(45_000, "<iframe src='file:///etc/passwd'></iframe>"))},
		{"flex.html", "45,000 neighbours in a row", Found, webPage(around("<div style='display:flex'>", times(45_000, "<span>x</span>"), "</div>"))},
		{"spans.html", "45,000 marks without a word between them", Found, webPage(times(45_000, "<span>x</span>"))},
		{"class-of-a-megabyte.html", "a class whose name has two megabytes", Found, webPage(around("<p class='", times(1_000_000, "a "), "'>x</p>"))},
		{"class-for-the-pattern.html", "a class that is nearly the name of something around the matter, a million times", Found, webPage(around("<p class='", times(300_000, "related-jo "), "'>x</p>"))},
		{"styles-of-a-megabyte.html", "a style of two megabytes", Found, webPage(around("<p style='", times(200_000, "color:red;"), "'>x</p>"))},
		{"many-rules.html", "40,000 rules for 20,000 elements", Found, webPage(chain(text("<style>"), times(40_000, ".a .b .c{display:none}"), text("</style>"), times(20_000, "<p class='c b a'>x")))},
		{"rules-for-everything.html", "3,000 rules that fit each of 90,000 elements", Found, webPage(chain(text("<style>"), times(3000, "p{color:red}"), text("</style>"), times(90_000, "<p>x")))},
		{"rule-without-end.html", "a style sheet that does not end", Found, webPage(chain(text("<style>"), times(100_000, "@media x{")))},
		{"comment-in-a-sheet.html", "comments in a style sheet that do not end", Found, webPage(around("<style>", times(500_000, "/* "), "</style>"))},
		{"preformatted.html", "three million lines of one letter", Found, webPage(around("<pre>", times(3_000_000, "x\n"), "</pre>"))},
		{"comment-without-end.html", "a comment that does not end", Found, chain(text(pageHead, matter, "<!--"), times(mega, "-"))},
		{"script-without-end.html", "a script of 50 MB that does not end", "the document has more than", chain(text(pageHead, matter, "<script>"), times(50, strings.Repeat("x", mega)))},
		{"script-of-megabytes.html", "a script of 7 MB that does not end", Found, chain(text(pageHead, matter, "<script>"), times(7, strings.Repeat("x", mega)))},
		{"title-without-end.html", "a title of 7 MB that does not end", "no line that is short enough", chain(text("<title>"), times(7, strings.Repeat("x", mega)))},
		{"plain-without-end.html", "after this tag all is text", Found, chain(text(pageHead, matter, "<plaintext>"), times(500_000, "<div>"))},
		{"one-word.html", "a word of 7 MB", Found, webPage(times(7, strings.Repeat("x", mega)))},
		{"too-large.html", "a page of 100 MB", "the document has more than", webPage(times(100, strings.Repeat("<p>x", mega/4)))},
		{"lesser-than.html", "seven million times the sign that opens a tag", Found, webPage(times(7*mega, "<"))},
		{"brackets.html", "ends of elements that never began", Found, webPage(times(30_000, "</p></div></x>"))},
	}
}

// adverts are pages that would do something in a browser. Nothing that reads them here can.
func adverts() []File {
	return []File{
		{"refresh.html", "a page that sends its reader elsewhere", Found, webPage(text(`<meta http-equiv=refresh content="0;url=file:///etc/passwd">`))},
		{"base.html", "a page whose links all go elsewhere", Found, webPage(text(`<base href="file:///"><a href="etc/passwd">x</a><img src=x onerror=alert(1)>`))},
		{"script.html", "scripts in every place", Found, webPage(text(`<script>while(1);</script><a href="javascript:alert(1)">x</a><svg onload=alert(1)>`))},
		{"loads.html", "everything that a browser would load", Found, webPage(text(`<link rel=stylesheet href="http://198.51.100.1/x.css"><object data="file:///etc/passwd"></object><embed src="//198.51.100.1/x">` +
			`<img src="http://198.51.100.1/pixel"><video src="http://198.51.100.1/v"></video><style>@import url(http://198.51.100.1/i.css);</style>`))},
		{"built-by-a-script.html", "a page without text", "has no text of its own", text("<html><body><div id=root></div><script src=app.js></script></body></html>")},
		{"laughs.html", "entities that a page may not declare", Found, around("<!DOCTYPE html ["+laughs(9)+"]><html><body><p>&a9;</p>", text(matter), "")},
		{"laughs.xhtml", "the same as XHTML", Found, around(`<?xml version="1.0"?><!DOCTYPE html [`+laughs(9)+"]><html><body><p>&a9;</p>", text(matter), "</body></html>")},
		{"drawing.svg", "a drawing with a script and an outside entity", "nothing was understood", text(`<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script><text>&x;</text></svg>`)},
		{"feed.xml", "XML that is no page", "nothing was understood", text(`<?xml version="1.0"?><rss><channel><item><title>x</title></item></channel></rss>`)},
		{"stylesheet.xml", "XML that would take in a file", "has no text of its own", text(`<?xml version="1.0"?><x xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="file:///etc/passwd" parse="text"/></x>`)},
	}
}

// escapes are pages that say one thing of their letters and hold another.
func escapes() []File {
	return []File{
		{"million-references.html", "two million references to characters", Found, webPage(times(500_000, "&lt;&#x41;&amp;"))},
		{"references-without-end.html", "references that are not closed", "save it without pictures", webPage(times(500_000, "&CounterClockwiseContourIntegra"))},
		{"references-to-no-character.html", "references to surrogates, NUL and beyond Unicode", Found, webPage(text("<p>a&#xD800;b&#0;c&#x110000;d&#99999999999999999999;e</p>"))},
		{"nul.html", "NUL in the names of elements", Found, webPage(text("<p\x00>a\x00b</p\x00><scr\x00ipt>x</script>"))},
		{"mostly-nul.html", "a tag and two megabytes of NUL", "it has no tags", chain(text("<p>"), times(2, zeros(mega)))},
		{"overlong.html", "letters in too many bytes", Found, webPage(text("<p>\xc0\xbcscript\xc0\xbe \xe0\x80\xaf \xf0\x80\x80\xaf</p>"))},
		{"utf7.html", "a page that says it is in UTF-7", Found, text("<html><head><meta charset=utf-7></head><body><p>+ADw-script+AD4-</p>", matter, "</body></html>")},
		{"charset-of-nobody.html", "a page in a set of characters that does not exist", Found, text("<html><head><meta charset=klingon></head><body>", matter, "</body></html>")},
		{"charset-that-lies.html", "a page in UTF-8 that says it is in UTF-16", Found, text("<html><head><meta charset=utf-16le></head><body>", matter, "</body></html>")},
		{"utf16.html", "a page in UTF-16 with a mark", Found, utf16Text(pageHead+matter, true, true)},
		{"utf16-without-mark.html", "a page in UTF-16 without a mark", "it has no tags", utf16Text(pageHead+matter, false, false)},
		{"utf32.html", "a page in UTF-32", "not a text", utf32Text(pageHead+matter, true)},
		{"wide-characters.html", "6 MB of a ligature that is eighteen letters", Found, webPage(times(2_000_000, "\ufdfa"))},
		{"shift-jis.html", "bytes that are half a letter", Found, text("<meta charset=shift_jis><p>\x81", strings.Repeat("\x81\xff", 1000), "</p>", matter)},
	}
}
