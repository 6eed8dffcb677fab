package page_test

import (
	"strings"
	"testing"

	"tenon/profiles/format/page"
)

func TestClean(t *testing.T) {
	for _, c := range []struct {
		in, want string
		cut      bool
	}{
		{"eﬃcient  ﬁle\u00a0x", "efficient file x", false},
		{"Java™ on ①", "Java on 1", false},
		{"Py\u200bthon", "Python", true},
		{"Auf\u200clage", "Auflage", false},
		{"a/\u200bb", "a/b", false},
		{"fine\U000E0068\U000E0069", "fine", true},
		{"\ufeffpay\u00adments\x00now", "payments now", false},
		{"\uf0b7 Go \xff!", "• Go !", false},
		{"e\u0301", "é", false},
	} {
		if got, cut := page.Clean(c.in); got != c.want || cut != c.cut {
			t.Errorf("%q: %q %v, want %q %v", c.in, got, cut, c.want, c.cut)
		}
	}
}

func TestHyphenationIsMendedWhereTheWordIsPlausible(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"the develop-|ment of it", "the development|of it"},
		{"soft\u00ad|ware", "software"},
		{"a full-|time job", "a full-time|job"},
		{"front-|and back end", "front-|and back end"},
		{"Anglo-|Saxon", "Anglo-|Saxon"},
		{"2019 -|now", "2019 -|now"},
		{"cost-benefit ana-|lysis", "cost-benefit analysis"},
		{"micro-|service|the microservice", "microservice|the microservice"},
		{"note-|taking|some note-taking", "note-taking|some note-taking"},
	} {
		b := page.NewBuilder(page.Limits{})
		for l := range strings.SplitSeq(c.in, "|") {
			b.Add(page.Line{Text: l})
		}
		doc := b.Document()
		if got := strings.ReplaceAll(doc.Text, "\n", "|"); got != c.want {
			t.Errorf("%q: %q, want %q", c.in, got, c.want)
		}
	}
}

func TestWordsCutByCharactersWithoutWidthAreFlaggedAndStayVisible(t *testing.T) {
	b := page.NewBuilder(page.Limits{Lines: 2})
	b.Add(page.Line{Text: "Ku\u200bbernetes"})
	b.Add(page.Line{Text: "hired", Hidden: page.White})
	b.Add(page.Line{Text: "one too many"})
	b.Link("https://github.com/jane")
	b.Link("https://shop.example/")
	doc := b.Document()
	if doc.Text != "Kubernetes\nhttps://github.com/jane" || doc.Lines[0].Hidden != page.ZeroWidth || doc.Lines[1].At != -1 || len(doc.Notes) != 1 {
		t.Errorf("%+v", doc)
	}
}

func TestCellsOfARow(t *testing.T) {
	cell := func(texts ...string) (out []page.Line) {
		for _, s := range texts {
			out = append(out, page.Line{Text: s})
		}
		return out
	}
	for _, c := range []struct {
		row  [][]page.Line
		want string
	}{
		{[][]page.Line{cell("a"), nil, cell("b")}, "a | b"},
		{[][]page.Line{cell("2020"), cell("Engineer", "built it")}, "2020 | Engineer; built it"},
		{[][]page.Line{cell("Skills", "Go"), cell("Jobs", "Engineer")}, "Skills; Go; Jobs; Engineer"},
		{[][]page.Line{{{Text: "ghost", Hidden: page.White}}, cell("b")}, "b; ghost"},
	} {
		var got []string
		for _, l := range page.Row(c.row) {
			got = append(got, l.Text)
		}
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("%q, want %q", s, c.want)
		}
	}
}

func TestALongLineIsReadInPartsAndOneBeyondAllBoundsNotAtAll(t *testing.T) {
	b := page.NewBuilder(page.Limits{})
	b.Add(page.Line{Text: strings.Repeat("word ", 1000)})
	b.Add(page.Line{Text: strings.Repeat("é", 3000)})
	b.Add(page.Line{Text: strings.Repeat("x", page.MaxLine+1)})
	doc := b.Document()
	for _, l := range doc.Lines {
		if len(l.Text) > 2<<10 || doc.Text[l.At:l.At+len(l.Text)] != l.Text {
			t.Errorf("line of %d bytes at %d", len(l.Text), l.At)
		}
	}
	if len(doc.Lines) != 6 || strings.Count(doc.Text, "word") != 1000 || strings.Count(doc.Text, "é") != 3000 || len(doc.Notes) != 1 || b.TooLong() != nil {
		t.Errorf("%d lines, notes %q", len(doc.Lines), doc.Notes)
	}
}

func TestHeadEndsAtALine(t *testing.T) {
	b := page.NewBuilder(page.Limits{})
	for _, text := range []string{"first", "second", "third"} {
		b.Add(page.Line{Text: text})
	}
	doc := b.Document()
	if got := doc.Head(len(doc.Text)); got != doc {
		t.Errorf("%+v", got)
	}
	if got := doc.Head(len("first\nsec")); got.Text != "first" || len(got.Lines) != 1 || len(got.Notes) != 1 || len(doc.Notes) != 0 {
		t.Errorf("%+v", got)
	}
}
