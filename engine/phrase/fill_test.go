package phrase_test

import (
	"testing"

	"tenon/engine/phrase"
)

// Values stand where their numbers are, and are text: what looks like a number in one is not filled in again.
func TestValuesTakeThePlacesOfTheirNumbers(t *testing.T) {
	var english *phrase.Language
	for _, c := range []struct {
		sentence string
		values   []any
		want     string
	}{
		{"{0} of {1}", []any{"a", 12345}, "a of 12,345"},
		{"{1}, {0}, {1}", []any{"{1}", "{0}"}, "{0}, {1}, {0}"},
		{"{2} {x} {} {0", []any{"a"}, "{2} {x} {} {0"},
		{"{10}{9}", []any{0, 1, 2, 3, 4, 5, 6, 7, 8, "nine", "ten"}, "tennine"},
		{"nothing", []any{"a"}, "nothing"},
		{"{{0}}", []any{"a"}, "{a}"},
	} {
		if got := english.Say(c.sentence, c.values...); got != c.want {
			t.Errorf("%q of %v: %q, want %q", c.sentence, c.values, got, c.want)
		}
	}
}
