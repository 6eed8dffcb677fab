package profiles_test

import (
	"testing"

	"tenon/profiles"
)

func TestABonusIsReadWhereItIsStatedInPerCent(t *testing.T) {
	for text, want := range map[string][2]int{
		"bonus of up to 10 %":              {0, 100},
		"10–20% annual bonus, equity":      {100, 200},
		"15 percent bonus":                 {150, 150},
		"bis zu 12 % Bonus":                {0, 120},
		"bonus and equity":                 {-1, -1},
		"5 % of shares":                    {-1, -1},
		"bonus 30 % to 20 %":               {-1, -1},
		"bonus of 900 %":                   {-1, -1},
		"":                                 {-1, -1},
		"variable pay of 5 to 8 per cent,": {50, 80},
	} {
		low, high, ok := (&profiles.Pay{Beside: text}).Bonus()
		if ok != (want[0] >= 0) || ok && [2]int{low, high} != want {
			t.Errorf("%q: %d to %d, %v: want %v", text, low, high, ok, want)
		}
	}
}
