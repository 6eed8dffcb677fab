package money_test

import (
	"errors"
	"math"
	"testing"

	"pgregory.net/rapid"

	"tenon/profiles"
	"tenon/profiles/money"
)

func TestDollarsComeBackFromACurrencyToTheDollar(t *testing.T) {
	r := money.Default()
	rapid.Check(t, func(t *rapid.T) {
		usd := rapid.Int64Range(0, 10_000_000).Draw(t, "usd")
		currency := rapid.SampledFrom(r.Currencies()).Draw(t, "currency")
		period := profiles.Period(rapid.IntRange(1, 5).Draw(t, "period"))
		cents, ok := r.FromYearlyUSD(usd, currency, period)
		if !ok {
			t.Fatalf("%d USD in %s: want an amount", usd, currency)
		}
		back, ok := r.YearlyUSD(cents, currency, period)
		// half a cent an hour is 10.4 units a year
		if slack := int64(32); !ok || back < usd-slack || back > usd+slack {
			t.Fatalf("%d USD are %d cents in %s a %s, which are %d USD", usd, cents, currency, period, back)
		}
	})
}

func TestAmountsThatNoPayReachesAndUnknownCurrenciesAreRefused(t *testing.T) {
	r := money.Default()
	for _, c := range []struct {
		usd      int64
		currency string
		period   profiles.Period
	}{{1, "XXX", profiles.PerYear}, {-1, "USD", profiles.PerYear}, {1, "USD", 0}, {1, "USD", 9}, {math.MaxInt64, "KRW", profiles.PerYear}} {
		if got, ok := r.FromYearlyUSD(c.usd, c.currency, c.period); ok {
			t.Errorf("%+v: %d: want none", c, got)
		}
	}
	if c, err := r.Known(" eur "); c != "EUR" || err != nil {
		t.Errorf("eur: %q, %v", c, err)
	}
	if _, err := r.Known("XXX"); !errors.Is(err, profiles.ErrInvalid) {
		t.Errorf("XXX: %v: want ErrInvalid", err)
	}
}
