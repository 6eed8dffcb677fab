package facts_test

import (
	"testing"

	"tenon/index/facts"
	"tenon/profiles"
)

func TestThePostingIsTheRangeOfPayInYearlyDollars(t *testing.T) {
	pay := func(low, high int64, currency string, p profiles.Period) *profiles.Pay {
		return &profiles.Pay{Min: low * 100, Max: high * 100, Currency: currency, Period: p}
	}
	for _, c := range []struct {
		name      string
		pay       *profiles.Pay
		low, high int64
		mid       int64
	}{
		{"a range", pay(100_000, 150_000, "USD", profiles.PerYear), 100_000, 150_000, 125_000},
		{"a least amount", pay(100_000, 0, "USD", profiles.PerYear), 100_000, 100_000, 100_000},
		{"a most amount", pay(0, 90_000, "USD", profiles.PerYear), 90_000, 90_000, 90_000},
		{"a month in dirham", pay(36_725, 36_725, "AED", profiles.PerMonth), 120_000, 120_000, 120_000},
		{"no rate", pay(100_000, 0, "XXX", profiles.PerYear), 0, 0, 0},
		{"none", nil, 0, 0, 0},
	} {
		p := deriver.Posting(&profiles.Role{Pay: c.pay, Employer: profiles.Employer{Name: " Acme ", Industry: profiles.Ref{Name: "Software"}}})
		if p.Low != c.low || p.High != c.high || p.MidUSD() != c.mid || p.Pays() != (c.high > 0) {
			t.Errorf("%s: %+v: want %d to %d, middle %d", c.name, p, c.low, c.high, c.mid)
		}
		if p.Employer != "Acme" || p.Industry == 0 {
			t.Errorf("%s: employer %+v", c.name, p)
		}
	}
	if got := deriver.Posting(&profiles.Role{Pay: pay(1, 2, "XXX", profiles.PerYear)}); *got != (facts.Posting{Currency: "XXX"}) {
		t.Errorf("%+v: want the currency without a rate kept", got)
	}
}
