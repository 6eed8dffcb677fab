package phrase_test

import (
	"testing"

	"tenon/engine/phrase"
)

func TestNumbersAndNamesReadAsInASentence(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{phrase.Number(0), "0"},
		{phrase.Number(999), "999"},
		{phrase.Number(1_000), "1,000"},
		{phrase.Number(int64(-123_456)), "-123,456"},
		{phrase.Number(12_345_678), "12,345,678"},
		{phrase.Count(1, "role"), "1 role"},
		{phrase.Count(0, "role"), "0 roles"},
		{phrase.Count(2_500, "role"), "2,500 roles"},
		{phrase.Ordinal(1), "1st"},
		{phrase.Ordinal(2), "2nd"},
		{phrase.Ordinal(3), "3rd"},
		{phrase.Ordinal(11), "11th"},
		{phrase.Ordinal(112), "112th"},
		{phrase.Ordinal(1_022), "1,022nd"},
		{phrase.Capital("écrire"), "Écrire"},
		{phrase.Capital(""), ""},
		{phrase.A("year"), "a year"},
		{phrase.A("hour"), "an hour"},
		{phrase.Series(nil), ""},
		{phrase.Series([]string{"a"}), "a"},
		{phrase.Series([]string{"a", "b", "c"}), "a, b and c"},
	} {
		if c.got != c.want {
			t.Errorf("%q: want %q", c.got, c.want)
		}
	}
}
