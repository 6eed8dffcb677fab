package money

import (
	"fmt"
	"math/bits"
	"strings"

	"tenon/profiles"
)

// FromYearlyUSD returns whole US dollars a year as cents a period in a currency, half rounded up: the inverse of
// [Rates.YearlyUSD]. It is false for a currency without a rate, a period that is not stated and an amount below 0 or beyond all pay.
func (r *Rates) FromYearlyUSD(usd int64, currency string, p profiles.Period) (cents int64, ok bool) {
	rate, known := r.byCurrency[currency]
	if !known || usd < 0 || p == 0 || int(p) >= len(perYear) {
		return 0, false
	}
	// usd · micros/10^6 · 100 / n = usd · micros / (n·10^4)
	d := perYear[p] * 10_000
	hi, lo := bits.Mul64(uint64(usd), uint64(rate.Micros))
	lo, carry := bits.Add64(lo, d/2, 0)
	hi += carry
	if hi >= d {
		return 0, false
	}
	q, _ := bits.Div64(hi, lo, d)
	if q > 1<<62 {
		return 0, false
	}
	return int64(q), true
}

// Known returns the currency in capital letters, or profiles.ErrInvalid that names those with a rate.
func (r *Rates) Known(currency string) (string, error) {
	c := strings.ToUpper(strings.TrimSpace(currency))
	if _, ok := r.byCurrency[c]; !ok {
		return "", fmt.Errorf("%w: currency %q has no exchange rate: want one of %s, or add it to rates.csv", profiles.ErrInvalid, currency,
			strings.Join(r.Currencies(), ", "))
	}
	return c, nil
}
