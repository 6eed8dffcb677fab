package money

import (
	_ "embed"
	"encoding/csv"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"math/bits"
	"slices"
	"strconv"
	"strings"
	"sync"

	"tenon/profiles"
)

// Rate is what one US dollar bought in a year, in millionths of a unit of the currency.
type Rate struct {
	Currency string // ISO 4217
	Year     int
	Micros   int64
}

// Rates converts currencies into US dollars. It is immutable and safe for concurrent use.
type Rates struct {
	byCurrency map[string]Rate
	version    string
}

//go:embed rates.csv
var ratesCSV string

// Default returns the shipped rates.
var Default = sync.OnceValue(func() *Rates {
	r, err := Load(strings.NewReader(ratesCSV))
	if err != nil {
		panic("money: shipped rates: " + err.Error()) // a fault of the build, caught by the tests
	}
	return r
})

// Load reads a table with the columns currency, year, units_per_usd. Of two rows of a currency the later year counts.
func Load(r io.Reader) (*Rates, error) {
	in := csv.NewReader(r)
	in.FieldsPerRecord = 3
	out := &Rates{byCurrency: map[string]Rate{}}
	for {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			return out, out.seal()
		}
		if err != nil {
			return nil, fmt.Errorf("read rates: %w", err)
		}
		line, _ := in.FieldPos(0)
		if line == 1 && row[0] == "currency" {
			continue
		}
		rate, err := readRate(row)
		if err != nil {
			return nil, fmt.Errorf("read rates: line %d: %w", line, err)
		}
		if out.byCurrency[rate.Currency].Year <= rate.Year {
			out.byCurrency[rate.Currency] = rate
		}
	}
}

// seal names the table by its content. One without a rate would compare no pay at all, so it is a fault.
func (r *Rates) seal() error {
	if len(r.byCurrency) == 0 {
		return fmt.Errorf("read rates: %w: no rate: want lines of currency, year, units_per_usd", profiles.ErrInvalid)
	}
	h := fnv.New32a()
	for _, c := range r.Currencies() {
		fmt.Fprintln(h, r.byCurrency[c]) // never fails
	}
	r.version = fmt.Sprintf("%08x", h.Sum32())
	return nil
}

// Version names the rates by their content, as "1a2b3c4d": what was converted under another version has to be converted anew.
func (r *Rates) Version() string { return r.version }

func readRate(row []string) (Rate, error) {
	if len(row[0]) != 3 || strings.ToUpper(row[0]) != row[0] {
		return Rate{}, fmt.Errorf("%w: currency %q: want three capital letters", profiles.ErrInvalid, row[0])
	}
	year, err := strconv.Atoi(row[1])
	if err != nil || year < 1900 || year > profiles.LastYear {
		return Rate{}, fmt.Errorf("%w: year %q: want 1900 to %d", profiles.ErrInvalid, row[1], profiles.LastYear)
	}
	micros, err := parseDecimal(row[2], 6)
	if err != nil || micros <= 0 {
		return Rate{}, fmt.Errorf("%w: rate %q: want a number above 0 with a point", profiles.ErrInvalid, row[2])
	}
	return Rate{row[0], year, micros}, nil
}

// Rate returns the rate of a currency, with its year.
func (r *Rates) Rate(currency string) (Rate, bool) {
	rate, ok := r.byCurrency[currency]
	return rate, ok
}

// Currencies returns the currencies that have a rate, sorted.
func (r *Rates) Currencies() []string {
	out := make([]string, 0, len(r.byCurrency))
	for c := range r.byCurrency {
		out = append(out, c)
	}
	slices.Sort(out)
	return out
}

// perYear is how many of each period a year of work has: hours, days and weeks are those of scoring.md.
var perYear = [...]uint64{profiles.PerYear: 1, profiles.PerMonth: 12, profiles.PerWeek: 52, profiles.PerDay: 220, profiles.PerHour: 2080}

// YearlyUSD returns cents a period as whole US dollars a year, half rounded up. It is false for a currency without a rate, a period
// that is not stated, an amount below 0, and an amount that no pay reaches (above 2^62 dollars).
func (r *Rates) YearlyUSD(cents int64, currency string, p profiles.Period) (usd int64, ok bool) {
	rate, known := r.byCurrency[currency]
	if !known || cents < 0 || p == 0 || int(p) >= len(perYear) {
		return 0, false
	}
	// cents·n/100 / (micros/10^6) = cents·n·10^4 / micros. An odd divisor has no exact half, so that its half may be rounded down.
	micros := uint64(rate.Micros)
	hi, lo := bits.Mul64(uint64(cents), perYear[p]*10_000)
	lo, carry := bits.Add64(lo, micros/2, 0)
	hi += carry
	if hi >= micros {
		return 0, false
	}
	q, _ := bits.Div64(hi, lo, micros)
	if q > 1<<62 {
		return 0, false
	}
	return int64(q), true
}

// ParseCents reads an amount such as "100000", "90,000.50" or "-3.5" into hundredths. Commas may only part thousands; a third
// decimal is rounded half up. Anything else is [profiles.ErrInvalid].
func ParseCents(s string) (int64, error) {
	s = strings.TrimSpace(s)
	whole, frac, point := strings.Cut(s, ".")
	plain, err := ungroup(whole)
	if err != nil {
		return 0, err
	}
	if point {
		plain += "." + frac
	}
	return parseDecimal(plain, 2)
}

func ungroup(whole string) (string, error) {
	parts := strings.Split(whole, ",")
	for i, p := range parts {
		if i > 0 && len(p) != 3 || i == 0 && len(parts) > 1 && (len(strings.TrimPrefix(p, "-")) > 3 || p == "" || p == "-") {
			return "", amountError(whole)
		}
	}
	return strings.Join(parts, ""), nil
}

func amountError(s string) error {
	if len(s) > 40 {
		s = s[:40] + "…"
	}
	return fmt.Errorf("%w: amount %q: want digits, as 90,000.50", profiles.ErrInvalid, s)
}

// parseDecimal reads a decimal number as an integer of its 10^-places parts, half rounded away from zero.
func parseDecimal(s string, places int) (int64, error) {
	digits, negative := strings.CutPrefix(s, "-")
	whole, frac, _ := strings.Cut(digits, ".")
	if whole+frac == "" || whole == "" || strings.Trim(whole+frac, "0123456789") != "" {
		return 0, amountError(s)
	}
	up := len(frac) > places && frac[places] >= '5'
	frac = (frac + strings.Repeat("0", places))[:places]
	v, err := strconv.ParseInt(whole+frac, 10, 64)
	if err != nil {
		return 0, amountError(s)
	}
	if up && v < 1<<62 {
		v++
	}
	if negative {
		v = -v
	}
	return v, nil
}
