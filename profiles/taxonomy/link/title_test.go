package link_test

import (
	"slices"
	"testing"

	"tenon/profiles/taxonomy/link"
	"tenon/profiles/taxonomy/link/train"
)

var occupations = []train.Row{
	{Label: "software developer", Alts: []string{"programmer", "application programmer", "software engineer", "application engineer"}},
	{Label: "head teacher", Alts: []string{"school principal", "school head", "headmaster"}},
	{Label: "lorry driver", Alts: []string{"truck driver", "trucker", "driver of trucks"}},
	{Label: "data scientist", Alts: []string{"data expert", "research data scientist", "machine learning engineer"}},
	{Label: "cook", Alts: []string{"chef de partie", "line cook", "kitchen cook"}},
}

func titles(t testing.TB) *link.Linker {
	t.Helper()
	table, err := train.Titles(train.Source{Occupations: occupations}, train.Config{Seed: 1, Dim: 16, Epochs: 200, Batch: 16})
	if err != nil {
		t.Fatal(err)
	}
	l, err := link.NewTitles(table, labels(occupations))
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestTitlesFindTheirOccupation(t *testing.T) {
	l := titles(t)
	for _, c := range []struct{ text, want, named string }{
		{"programmer", "software developer", "programmer"},
		{"Senior Software Engineer II (m/f/d)", "software developer", "Software Engineer"},
		{"drivers of trucks", "lorry driver", ""},
		{"expert for machine learning", "data scientist", ""},
		{"Principal of a school", "head teacher", ""},
		{"our growing team in the kitchen of Berlin is waiting for you to become our new line cook this summer", "cook", "line cook"},
	} {
		hits := l.Rank(c.text, 2)
		if len(hits) == 0 || occupations[hits[0].Index].Label != c.want {
			t.Errorf("%q: hits %v, want %s first", c.text, hits, c.want)
			continue
		}
		if got := c.text[hits[0].Start:hits[0].End]; got != c.named {
			t.Errorf("%q: the place is %q, want %q", c.text, got, c.named)
		}
	}
}

func TestStepsOfTheLadderDoNotChangeTheRanking(t *testing.T) {
	l := titles(t)
	plain := l.Rank("data engineer", 5)
	for _, title := range []string{"Senior Data Engineer", "lead data engineer", "Data Engineer (m/w/d)", "Junior data engineer III"} {
		hits := l.Rank(title, 5)
		if !slices.EqualFunc(hits, plain, func(a, b link.Hit) bool { return a.Index == b.Index && a.Score == b.Score }) {
			t.Errorf("%q: %v, without its step %v", title, hits, plain)
		}
	}
}

func TestTitleWords(t *testing.T) {
	for _, c := range []struct {
		title string
		want  []string
	}{
		{"Senior Data Engineer II (m/f/d)", []string{"data", "engineer"}},
		{"Lead", []string{"lead"}},
		{"of the", nil},
		{"IT manager", []string{"it", "manager"}},
	} {
		if got := link.TitleWords(c.title); !slices.Equal(got, c.want) {
			t.Errorf("words of %q are %q, want %q", c.title, got, c.want)
		}
	}
}

func TestWords(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"C++, C# and Node.js.", []string{"c++", "c#", "and", "node.js"}},
		{"Python 3.11/ASP.NET", []string{"python", "3.11", "asp.net"}},
		{"Kubernetes.Experience with CI/CD", []string{"kubernetes", "experience", "with", "ci", "cd"}},
		{"front-end_work", []string{"front", "end", "work"}},
		{"Größe ÄRZTE", []string{"größe", "ärzte"}},
		{"a\xffb\xc3", []string{"a", "b"}},
		{"… + # .net", []string{"net"}},
		{"", nil},
	} {
		if got := link.Words(c.text); !slices.Equal(got, c.want) {
			t.Errorf("words of %q are %q, want %q", c.text, got, c.want)
		}
	}
}
