package profiles_test

import (
	"testing"

	"tenon/profiles"
)

func TestMonthsThatSeveralSpansCoverCountOnce(t *testing.T) {
	at := func(y, m int) profiles.Month { return profiles.NewMonth(y, m) }
	for _, c := range []struct {
		spans []profiles.Span
		want  int
	}{
		{nil, 0},
		{[]profiles.Span{{at(2020, 1), at(2020, 1)}}, 1},
		{[]profiles.Span{{at(2021, 1), at(2021, 12)}, {at(2020, 7), at(2021, 3)}}, 18},
		{[]profiles.Span{{at(2020, 1), at(2020, 12)}, {at(2020, 3), at(2020, 4)}}, 12},
		{[]profiles.Span{{at(2020, 1), at(2020, 2)}, {at(2022, 1), at(2022, 2)}}, 4},
		{[]profiles.Span{{at(2022, 1), at(2020, 1)}}, 0},
	} {
		if got := profiles.Covered(c.spans); got != c.want {
			t.Errorf("%v: %d, want %d", c.spans, got, c.want)
		}
	}
}
