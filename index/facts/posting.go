package facts

import (
	"strings"

	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// Posting is what the market is described by of a role and what scoring never sees: who offers it and the range that it pays.
type Posting struct {
	Employer string
	Industry taxonomy.No // of the employer; 0 unknown
	Size     string      // of the employer: S, M, L or ""
	Currency string      // of the pay, "" when none is stated
	Low      int64       // whole US dollars a year; both 0 without pay, or without a rate for its currency
	High     int64
	// Bonus is the bonus that is stated beside base pay, from and to, per mille of it.
	Bonus       [2]int
	BonusStated bool
}

// Pays says whether the pay of the role is known in US dollars.
func (p *Posting) Pays() bool { return p.High > 0 }

// MidUSD is the middle of the range, half rounded up, whole US dollars a year; 0 only when it is not known.
func (p *Posting) MidUSD() int64 { return p.Low + (p.High-p.Low+1)/2 }

// Posting derives what the market is described by of a role.
func (d *Deriver) Posting(p *profiles.Role) *Posting {
	f := &Posting{Employer: strings.TrimSpace(p.Employer.Name), Size: p.Employer.Size}
	f.Industry, _ = d.Taxonomy.Ref(taxonomy.Industry, p.Employer.Industry)
	if p.Pay == nil || max(p.Pay.Min, p.Pay.Max) <= 0 {
		return f
	}
	f.Currency = p.Pay.Currency
	f.Bonus[0], f.Bonus[1], f.BonusStated = p.Pay.Bonus()
	low, high := p.Pay.Min, max(p.Pay.Min, p.Pay.Max)
	if low <= 0 {
		low = high // "up to 90,000" says nothing of where a range begins
	}
	lowUSD, ok := d.Rates.YearlyUSD(low, p.Pay.Currency, p.Pay.Period)
	highUSD, ok2 := d.Rates.YearlyUSD(high, p.Pay.Currency, p.Pay.Period)
	if ok && ok2 {
		f.Low, f.High = lowUSD, highUSD
	}
	return f
}
