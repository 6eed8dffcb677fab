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
