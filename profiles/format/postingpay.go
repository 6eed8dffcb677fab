package format

import (
	"math"
	"strconv"
	"strings"

	"tenon/profiles"
	"tenon/profiles/money"
)

// salary reads baseSalary, else estimatedSalary: an amount, a text, or a MonetaryAmount with a value or a range.
func (d *drafting) salary(n node) {
	s := n.get("baseSalary")
	if s.v == nil {
		s = ofOccupation(n, "estimatedSalary")
	}
	s = baseOf(s)
	currency := s.get("currency", "priceCurrency", "salaryCurrency").name()
	if currency == "" {
		currency = n.get("salaryCurrency").name()
	}
	unit := unitOf(s)
	v := s.get("value", "price")
	switch l := v.list(); {
	case len(l) == 2 && isNumber(l[0]) && isNumber(l[1]):
		d.amounts(s, currency, unit)
		return
	case len(l) > 0:
		v = l[0]
	}
	switch {
	case isNumber(s):
		d.amounts(node{map[string]any{"value": s.v}, s.path}, currency, unit)
	case s.text() != "":
		d.payText(s, currency, unit)
	case v.isObject():
		if u := unitOf(v); u != 0 {
			unit = u
		}
		d.amounts(v, currency, unit)
	case v.text() != "":
		d.payText(v, currency, unit)
	case s.isObject():
		d.amounts(s, currency, unit)
	}
	if extra := lines(append(n.get("incentiveCompensation").texts(), n.get("incentives").texts()...)...); extra != "" && d.Role.Pay != nil {
		d.Role.Pay.Beside = plainText(extra)
	}
}

func isNumber(n node) bool {
	_, ok := n.v.(number)
	return ok
}

// baseOf is the part of pay that is called base, else the first.
func baseOf(s node) node {
	parts := s.list()
	for _, p := range parts {
		if strings.Contains(strings.ToLower(p.get("name").text()), "base") {
			return p
		}
	}
	if len(parts) > 0 {
		return parts[0]
	}
	return s
}

func unitOf(n node) profiles.Period {
	for _, f := range []string{"unitText", "unitCode", "duration", "name"} {
		if p := period(n.get(f).name()); p != 0 {
			return p
		}
	}
	return 0
}

// amounts reads a QuantitativeValue, a MonetaryAmount or a distribution. A value of minus one or a text that is no number is noted
// and not kept.
func (d *drafting) amounts(n node, currency string, unit profiles.Period) {
	if v := n.get("value"); v.isObject() {
		n = v
	}
	least, most := d.amount(n.get("minValue", "percentile25", "percentile10")), d.amount(n.get("maxValue", "percentile75", "percentile90"))
	if ends := n.get("value").list(); least == 0 && most == 0 && len(ends) == 2 { // [50000, 60000]
		least, most = d.amount(ends[0]), d.amount(ends[1])
	}
	if v := n.get("value", "median"); least == 0 && most == 0 {
		if _, isText := v.v.(string); isText {
			d.payText(v, currency, unit)
			return
		}
		least = d.amount(v)
	}
	switch {
	case least == 0 && most == 0:
		return
	case most != 0 && most < least:
		d.note(n.path, "the upper end is the lower one: taken the other way round")
		least, most = most, least
	}
	if c := n.get("currency").name(); currency == "" {
		currency = c
	}
	d.pay(n, least, most, currency, unit)
}

func (d *drafting) amount(n node) int64 {
	t := n.text()
	if t == "" {
		return 0
	}
	if _, isText := n.v.(string); isText && !strings.HasPrefix(t, "-") {
		if cents, ok := oneAmount(t); ok {
			return cents
		}
	}
	cents, err := money.ParseCents(t)
	if v := number64(n); err != nil && v >= 0 && v < profiles.MaxCents/100 { // 1.2e5
		cents, err = int64(math.Round(100*v)), nil
	}
	if err != nil || cents < 0 || cents > profiles.MaxCents {
		d.note(n.path, "not an amount: not kept")
		return 0
	}
	return cents
}

// number64 is the number that a value is or that its text says; -1 of none.
func number64(n node) float64 {
	v, err := strconv.ParseFloat(n.text(), 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		return -1
	}
	return v
}
