package link_test

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"tenon/profiles"
	"tenon/profiles/taxonomy/link"
	"tenon/profiles/taxonomy/link/train"
)

// skills is a small world: what its names share is all that the table can learn.
var skills = []train.Row{
	{Label: "manage staff", Alts: []string{"lead people", "supervise employees", "lead employees", "supervise people", "manage employees"}},
	{Label: "write software", Alts: []string{"program applications", "develop code", "program code", "develop applications", "build applications"}},
	{Label: "speak English", Alts: []string{"English language", "converse in English", "English conversation"}},
	{Label: "analyse data", Alts: []string{"interpret figures", "evaluate statistics", "interpret statistics", "evaluate figures"}},
	{Label: "drive lorry", Alts: []string{"steer truck", "operate truck", "steer lorry", "operate lorry"}},
	{Label: "cook meals", Alts: []string{"prepare food", "make dishes", "prepare dishes", "make food"}},
	{Label: "Zorblax"},
}

func labels(rows []train.Row) []link.Label {
	var out []link.Label
	for _, r := range rows {
		out = append(out, link.Label{ID: r.Label, Name: r.Label, Alts: r.Alts})
	}
	return out
}

func small(t testing.TB) []byte {
	t.Helper()
	table, err := train.Skills(train.Source{Skills: skills}, train.Config{Seed: 1, Dim: 16, Epochs: 200, Batch: 16})
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func linker(t testing.TB) *link.Linker {
	t.Helper()
	l, err := link.NewSkills(small(t), labels(skills))
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestRankFindsSkillsThatAreNotNamed(t *testing.T) {
	l := linker(t)
	for _, c := range []struct{ text, want string }{
		{"steer", "drive lorry"},
		{"you will prepare, every day and with our guests in mind, the dishes", "cook meals"},
		{"We look for someone to interpret the monthly figures of our shops, in Berlin or from home", "analyse data"},
		{"EMPLOYEES to supervise: twelve", "manage staff"},
		{"conversation", "speak English"},
		{"developing code", "write software"},
		{"trucks", "drive lorry"},
		{"statistic", "analyse data"},
	} {
		hits := l.Rank(c.text, 3)
		if len(hits) == 0 || skills[hits[0].Index].Label != c.want {
			t.Errorf("%q: hits %v, want %s first", c.text, hits, c.want)
		}
	}
}

func TestHitsNameThePlaceOnlyWhenTheTextHasANameWordForWord(t *testing.T) {
	l := linker(t)
	for _, c := range []struct{ text, want string }{
		{"Must: drive Lorry!", "drive Lorry"},
		{"can — prepare\nFood, daily", "prepare\nFood"},
		{"drives lorries", ""},
		{"drive a lorry", ""},
		{"🙂 zorblax", "zorblax"},
	} {
		h := l.Rank(c.text, 1)[0]
		if got := c.text[h.Start:h.End]; got != c.want {
			t.Errorf("%q: the place is %q, want %q", c.text, got, c.want)
		}
	}
}

func TestLabelsOfUnknownWordsAreFoundByTheirWords(t *testing.T) {
	l, err := link.NewSkills((&link.Table{Dim: 4}).Encode(), labels(skills))
	if err != nil {
		t.Fatal(err)
	}
	hits := l.Rank("maintenance of Zorblax", 5)
	if len(hits) != 1 || hits[0].Index != len(skills)-1 {
		t.Errorf("hits are %v, want Zorblax alone", hits)
	}
}

func TestOfNamesWithAWordTheOneWithLessBesideComesFirst(t *testing.T) {
	names := []link.Label{{Name: "Zorblax and Quux repair tools"}, {Name: "Zorblax"}, {Name: "Zorblax repair"}}
	l, err := link.NewSkills((&link.Table{Dim: 4}).Encode(), names)
	if err != nil {
		t.Fatal(err)
	}
	var order []int
	for _, h := range l.Rank("we work with Zorblax", 3) {
		order = append(order, h.Index)
	}
	if !slices.Equal(order, []int{1, 2, 0}) {
		t.Errorf("the order is %v", order)
	}
}

func TestTextsThatSayNothingHaveNoHits(t *testing.T) {
	l := linker(t)
	for _, text := range []string{"", " \t\n", "🙂🙃", "\xff\xfe\x80", "日本語の仕事", "the and of to", "qwxyz 12345", "mak", "...", "++", "\x00"} {
		if hits := l.Rank(text, 5); len(hits) > 0 {
			t.Errorf("%q has hits %v", text, hits)
		}
	}
	if hits := l.Rank("cook meals", 0); hits != nil {
		t.Errorf("no hits asked for, got %v", hits)
	}
}

func TestOfLongTextsTheBeginningIsRead(t *testing.T) {
	l := linker(t)
	long := strings.Repeat("qq ww ", 200000)
	if hits := l.Rank(long+"cook meals", 5); len(hits) > 0 {
		t.Errorf("hits from beyond the beginning: %v", hits)
	}
	if hits := l.Rank("cook meals "+long, 1); len(hits) == 0 || skills[hits[0].Index].Label != "cook meals" {
		t.Errorf("hits are %v", hits)
	}
	if hits := l.Rank(strings.Repeat("ä", 1<<20)+" cook meals", 1); len(hits) > 0 {
		t.Errorf("hits from beyond a word of a megabyte: %v", hits)
	}
}

func TestEqualLabelsComeByIndex(t *testing.T) {
	twice := append(labels(skills), labels(skills)...)
	l, err := link.NewSkills(small(t), twice)
	if err != nil {
		t.Fatal(err)
	}
	hits := l.Rank("cook meals", 2)
	if hits[0].Index != 5 || hits[1].Index != 5+len(skills) || hits[0].Score != hits[1].Score {
		t.Errorf("hits are %v", hits)
	}
}

// wide makes a table of random vectors and more labels than are nominated.
func wide(t testing.TB) (*link.Linker, []string) {
	t.Helper()
	rng := rand.New(rand.NewPCG(5, 6))
	table := &link.Table{Dim: 32}
	for a := range 40 {
		table.Words = append(table.Words, string([]byte{'q', 'a' + byte(a%26), 'a' + byte(a/26), 'x'}))
	}
	for range 40 * 32 {
		table.Vectors = append(table.Vectors, float32(rng.NormFloat64()))
	}
	var all []link.Label
	for i := range 1200 { // the last ten words are in no label
		all = append(all, link.Label{Name: table.Words[i/40] + " " + table.Words[i%30]})
	}
	l, err := link.NewSkills(table.Encode(), all)
	if err != nil {
		t.Fatal(err)
	}
	return l, table.Words
}

// Vectors that stand any way are the worst case; on sentences of vacancies nomination loses nothing.
func TestNominatedLabelsMostlyHoldTheBestOfAll(t *testing.T) {
	l, words := wide(t)
	rng := rand.New(rand.NewPCG(7, 8))
	same := 0
	for range 50 {
		text := words[30+rng.IntN(10)] + " " + words[30+rng.IntN(10)] + " " + words[30+rng.IntN(10)]
		if few, all := l.Rank(text, 3), l.Rank(text, 1200); few[0] == all[0] {
			same++
		}
	}
	if same < 30 {
		t.Errorf("%d of 50 texts have the same first hit when only nominated labels are compared, want 30", same)
	}
}

func TestScoresFallAlongTheRanking(t *testing.T) {
	l, words := wide(t)
	for _, n := range []int{1, 10, 99, 100, 5000} {
		hits := l.Rank(strings.Join(words[:12], " "), n)
		if len(hits) == 0 || len(hits) > n {
			t.Errorf("asked for %d, got %d hits", n, len(hits))
		}
		for i, h := range hits {
			if h.Score <= 0 || h.Score > 1 || i > 0 && h.Score > hits[i-1].Score {
				t.Fatalf("n %d: score %v at %d", n, h.Score, i)
			}
		}
	}
}

func TestALinkerMayBeUsedByMany(t *testing.T) {
	l, words := wide(t)
	other, _ := wide(t)
	want := map[string][]link.Hit{}
	for _, w := range words {
		want[w] = other.Rank(w+" "+words[0], 5)
	}
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			for w, hits := range want {
				if got := l.Rank(w+" "+words[0], 5); !slices.Equal(got, hits) {
					t.Errorf("%s: %v, alone %v", w, got, hits)
				}
			}
		})
	}
	wait.Wait()
}

func TestDamagedTablesAreRefused(t *testing.T) {
	good := small(t)
	for n := range len(good) {
		if _, err := link.NewSkills(good[:n], nil); !errors.Is(err, profiles.ErrDamaged) {
			t.Fatalf("%d of %d bytes: error %v", n, len(good), err)
		}
	}
	twice := &link.Table{Dim: 1, Words: []string{"a", "a"}, Vectors: []float32{1, 2}}
	for name, table := range map[string][]byte{
		"a byte too many":   append(slices.Clone(good), 0),
		"a word twice":      twice.Encode(),
		"another file":      []byte("%PDF-1.7"),
		"too many numbers":  (&link.Table{Dim: 5000}).Encode(),
		"a size beyond int": []byte("tnlink1\n\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01\x00\x00"),
	} {
		if _, err := link.NewTitles(table, nil); !errors.Is(err, profiles.ErrDamaged) {
			t.Errorf("%s: error %v", name, err)
		}
	}
	if _, err := link.NewSkills(good, make([]link.Label, 70000)); !errors.Is(err, profiles.ErrInvalid) {
		t.Errorf("70,000 labels: error %v", err)
	}
}
