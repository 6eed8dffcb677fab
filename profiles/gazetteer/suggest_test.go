package gazetteer_test

import (
	"testing"

	"tenon/profiles/gazetteer"
)

func TestSuggestCompletesNamesTheMostPopulousFirst(t *testing.T) {
	g := gazetteer.Default()
	for _, c := range []struct{ typed, first string }{{"berl", "Berlin"}, {"münc", "Munich"}, {"Munc", "Munich"}, {"new yo", "New York City"}} {
		got := g.Suggest(c.typed, 5)
		if len(got) == 0 {
			t.Errorf("%q: nothing", c.typed)
			continue
		}
		if got[0].Name != c.first {
			t.Errorf("%q: %s: want %s", c.typed, got[0].Name, c.first)
		}
		seen := map[uint32]bool{}
		for i, city := range got {
			if seen[city.ID] {
				t.Errorf("%q: %s twice", c.typed, city.Name)
			}
			seen[city.ID] = true
			if i > 0 && city.Population > got[i-1].Population {
				t.Errorf("%q: %s before the larger %s", c.typed, got[i-1].Name, city.Name)
			}
		}
	}
	for _, typed := range []string{"", "  ", "xqzzq"} {
		if got := g.Suggest(typed, 5); len(got) > 0 {
			t.Errorf("%q: %v", typed, got)
		}
	}
	if got := g.Suggest("berlin", 1); len(got) != 1 {
		t.Errorf("%d of 1", len(got))
	}
}

func BenchmarkSuggest(b *testing.B) {
	g := gazetteer.Default()
	for _, typed := range []string{"s", "ber", "san f"} {
		b.Run(typed, func(b *testing.B) {
			for b.Loop() {
				g.Suggest(typed, 10)
			}
		})
	}
}
