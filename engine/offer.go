package engine

import (
	"tenon/index/facts"
	"tenon/profiles"
)

// Offer is what a role is to a candidate in the candidate's own terms.
type Offer struct {
	KM  *int          `json:"km,omitempty"`  // between their places; missing where one of them is not known
	Pay *profiles.Pay `json:"pay,omitempty"` // what the role states, in the currency that is asked for and by its own period; missing where it cannot be converted
}

// offer is that of a role to a candidate; nil where nothing can be said.
func (e *Engine) offer(role *profiles.Role, f *facts.Role, c *profiles.Candidate, currency string) *Offer {
	o := &Offer{KM: e.distance(f.Geo, c), Pay: e.converted(role.Pay, currency)}
	if o.KM == nil && o.Pay == nil {
		return nil
	}
	return o
}

func (e *Engine) distance(geo uint32, c *profiles.Candidate) *int {
	if c.Place == nil || c.Place.Geo == 0 || geo == 0 {
		return nil
	}
	km, ok := e.Cities.Between(geo, c.Place.Geo)
	if !ok {
		return nil
	}
	return &km
}

// converted is pay in a currency; nil where there is none, or no rate.
func (e *Engine) converted(p *profiles.Pay, currency string) *profiles.Pay {
	if p == nil || currency == "" || max(p.Min, p.Max) <= 0 {
		return nil
	}
	out := &profiles.Pay{Currency: currency, Period: p.Period}
	for _, x := range []struct{ from, to *int64 }{{&p.Min, &out.Min}, {&p.Max, &out.Max}} {
		if *x.from == 0 {
			continue
		}
		if p.Currency == currency {
			*x.to = *x.from
			continue
		}
		usd, ok := e.Deriver.Rates.YearlyUSD(*x.from, p.Currency, p.Period)
		if !ok {
			return nil
		}
		if *x.to, ok = e.Deriver.Rates.FromYearlyUSD(usd, currency, p.Period); !ok {
			return nil
		}
	}
	return out
}

// currency is the one in which a request has pay: the one that it names, or the candidate's own.
func (q *Request) currency(c *profiles.Candidate) string {
	if q.Currency != "" || c.Preferences == nil || c.Preferences.Pay == nil {
		return q.Currency
	}
	return c.Preferences.Pay.Min.Currency
}
