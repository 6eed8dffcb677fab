package link_test

import (
	"testing"

	"tenon/profiles/taxonomy/link"
)

func few(names ...string) []link.Label {
	var out []link.Label
	for _, n := range names {
		out = append(out, link.Label{Name: n})
	}
	return out
}

func TestShippedTablesRankByMeaning(t *testing.T) {
	names := few("manage staff", "cook meals", "deep learning", "computer programming", "drive lorries", "speak foreign languages")
	s, err := link.NewSkills(link.SkillTable(), names)
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"You supervise a group of twelve employees.":      "manage staff",
		"Neural networks hold no secrets for you":         "deep learning",
		"preparing dishes for our guests in the evening":  "cook meals",
		"we need someone who codes software applications": "computer programming",
	} {
		if hits := s.Rank(text, 1); len(hits) == 0 || names[hits[0].Index].Name != want {
			t.Errorf("%q: hits %v, want %s", text, hits, want)
		}
	}
	jobs := few("software developer", "nurse", "lorry driver", "primary school teacher", "accountant")
	l, err := link.NewTitles(link.TitleTable(), jobs)
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"Senior Java Programmer": "software developer",
		"truck operator":         "lorry driver",
		"Bookkeeper (m/f/d)":     "accountant",
		"kindergarten educator":  "primary school teacher",
	} {
		if hits := l.Rank(text, 1); len(hits) == 0 || jobs[hits[0].Index].Name != want {
			t.Errorf("%q: hits %v, want %s", text, hits, want)
		}
	}
}

func TestShippedTablesAreSmall(t *testing.T) {
	if n := len(link.SkillTable()) + len(link.TitleTable()); n > 6<<20 {
		t.Errorf("the tables have %d bytes, at most 6 MB are meant to ship", n)
	}
}

func BenchmarkRank(b *testing.B) {
	all := labels(skills)
	l, err := link.NewSkills(link.SkillTable(), all)
	if err != nil {
		b.Fatal(err)
	}
	text := "You have a proven record of supervising teams of developers and you like to present complex figures to customers."
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		l.Rank(text, 5)
	}
}
