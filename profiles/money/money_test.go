package money_test

import (
	"errors"
	"math"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tenon/profiles"
	"tenon/profiles/money"
)

func TestYearlyUSD(t *testing.T) {
	rates, err := money.Load(strings.NewReader("currency,year,units_per_usd\nUSD,2025,1\nEUR,2025,0.8845\nJPY,2025,149.5686\nODD,2025,0.000003\nEUR,2020,0.5\n"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		cents    int64
		currency string
		period   profiles.Period
		want     int64
		ok       bool
	}{
		{100_000_00, "USD", profiles.PerYear, 100_000, true},
		{5_000_00, "USD", profiles.PerMonth, 60_000, true},
		{1_000_00, "USD", profiles.PerWeek, 52_000, true},
		{500_00, "USD", profiles.PerDay, 110_000, true},
		{50_00, "USD", profiles.PerHour, 104_000, true},
		{80_000_00, "EUR", profiles.PerYear, 90_447, true}, // 90446.58…; the rate of 2025, not of 2020
		{8_000_000_00, "JPY", profiles.PerYear, 53_487, true},
		{50, "USD", profiles.PerYear, 1, true}, // half a dollar is rounded up
		{49, "USD", profiles.PerYear, 0, true},
		{0, "USD", profiles.PerYear, 0, true},
		{-1, "USD", profiles.PerYear, 0, false},
		{100, "XXX", profiles.PerYear, 0, false}, // no rate, never 1:1
		{100, "", profiles.PerYear, 0, false},
		{100, "USD", 0, 0, false},
		{100, "USD", 9, 0, false},
		{math.MaxInt64, "USD", profiles.PerHour, 0, false}, // no overflow
		{math.MaxInt64, "ODD", profiles.PerHour, 0, false},
	} {
		if got, ok := rates.YearlyUSD(c.cents, c.currency, c.period); got != c.want || ok != c.ok {
			t.Errorf("YearlyUSD(%d, %s, %v) = %d, %v; want %d, %v", c.cents, c.currency, c.period, got, ok, c.want, c.ok)
		}
	}
}

func TestYearlyUSDRoundsLikeFractions(t *testing.T) {
	rates := money.Default()
	count := map[profiles.Period]int64{profiles.PerYear: 1, profiles.PerMonth: 12, profiles.PerWeek: 52, profiles.PerDay: 220, profiles.PerHour: 2080}
	rapid.Check(t, func(t *rapid.T) {
		currency := rapid.SampledFrom(rates.Currencies()).Draw(t, "currency")
		cents := rapid.Int64Range(0, 1_000_000_000_000_00).Draw(t, "cents")
		period := profiles.Period(rapid.IntRange(1, 5).Draw(t, "period"))
		rate, _ := rates.Rate(currency)
		exact := new(big.Rat).SetFrac(new(big.Int).Mul(big.NewInt(cents), big.NewInt(count[period]*10_000)), big.NewInt(rate.Micros))
		exact.Add(exact, big.NewRat(1, 2))
		want := new(big.Int).Quo(exact.Num(), exact.Denom()).Int64()
		if got, ok := rates.YearlyUSD(cents, currency, period); !ok || got != want {
			t.Fatalf("YearlyUSD(%d, %s, %v) = %d, %v; want %d", cents, currency, period, got, ok, want)
		}
	})
}

func TestDefaultKnowsTheMainCurrencies(t *testing.T) {
	for _, c := range []string{"USD", "EUR", "GBP", "INR", "CHF", "JPY", "CAD", "AUD", "SGD", "PLN", "SEK", "AED"} {
		if r, ok := money.Default().Rate(c); !ok || r.Year < 2020 || r.Micros <= 0 {
			t.Errorf("%s: %+v, %v", c, r, ok)
		}
	}
}

func TestLoadNamesTheFaultyLine(t *testing.T) {
	for in, want := range map[string]string{
		"currency,year,units_per_usd\nEUR,2025,0.88\nGBP,2025,abc\n": "line 3",
		"EUR,2025,NaN\n":  "rate",
		"EUR,2025,0\n":    "above 0",
		"EUR,2025,-1\n":   "above 0",
		"EUR,soon,1\n":    "year",
		"Euro,2025,1\n":   "currency",
		"EUR,2025\n":      "read rates",
		"EUR,2025,1e99\n": "rate",
		"":                "no rate",
	} {
		_, err := money.Load(strings.NewReader(in))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Load(%q): %v, want %q", in, err, want)
		}
	}
}

func TestParseCents(t *testing.T) {
	for in, want := range map[string]int64{
		"100000": 100_000_00, "90,000.50": 90_000_50, " 1,234,567 ": 1_234_567_00, "3.5": 3_50, "0.005": 1, "0.004": 0, "-3.5": -3_50, "7.": 7_00,
	} {
		if got, err := money.ParseCents(in); err != nil || got != want {
			t.Errorf("ParseCents(%q) = %d, %v; want %d", in, got, err, want)
		}
	}
	for _, in := range []string{"", "-", ".", ".5", "NaN", "1e999", "Inf", "12,34", "1,2345", ",123", "0x10", "1 000", "$5", "99999999999999999999", "1.2.3", "--1"} {
		if got, err := money.ParseCents(in); !errors.Is(err, profiles.ErrInvalid) {
			t.Errorf("ParseCents(%q) = %d, %v; want ErrInvalid", in, got, err)
		}
	}
}

func FuzzParseCents(f *testing.F) {
	f.Add("90,000.50")
	f.Fuzz(func(t *testing.T, s string) { _, _ = money.ParseCents(s) })
}

func TestTheVersionFollowsTheContent(t *testing.T) {
	load := func(s string) string {
		r, err := money.Load(strings.NewReader(s))
		if err != nil {
			t.Fatal(err)
		}
		return r.Version()
	}
	one := load("EUR,2025,0.9\nGBP,2025,0.8\n")
	if again := load("currency,year,units_per_usd\nGBP,2025,0.80\nEUR,2025,0.9\n"); again != one {
		t.Errorf("%s and %s: want one version of the same rates", one, again)
	}
	if other := load("EUR,2025,0.91\nGBP,2025,0.8\n"); other == one {
		t.Errorf("%s for other rates, too", one)
	}
}
