package format

import (
	"strings"

	"tenon/profiles"
	"tenon/profiles/format/reading"
)

// payRange reads the least and the most of a field: "80k", "€80–90k", "up to 90.000 €", "ab 45 000". Only one of them may be stated.
func payRange(text string) (least, most int64, ok bool) {
	least, most, _, ok = reading.StatedPay(text)
	return least, most, ok
}

// oneAmount reads the first amount of a field.
func oneAmount(text string) (cents int64, ok bool) {
	least, most, ok := payRange(text)
	if least == 0 {
		least = most
	}
	return least, ok
}

// payText reads pay such as "100000", "€80k – 90k a year". The currency is stated beside it or within it; without one there is no pay.
func (d *drafting) payText(n node, currency string, unit profiles.Period) {
	text := n.text()
	if currency == "" {
		currency = reading.Currency(text)
	}
	least, most, ok := payRange(text)
	if !ok {
		d.note(n.path, "no amount: not kept")
		return
	}
	if unit == 0 {
		unit = period(text)
	}
	d.pay(n, least, most, currency, unit)
}

func (d *drafting) pay(n node, least, most int64, currency string, unit profiles.Period) {
	if currency == "" {
		d.note(n.path, "no currency stated: not kept")
		return
	}
	if unit == 0 {
		d.note(n.path, "no period stated: taken for a year")
		unit = profiles.PerYear
	}
	d.Role.Pay = &profiles.Pay{Min: least, Max: most, Currency: strings.ToUpper(currency), Period: unit}
}

// currencyOf reads a cell that says a currency: any code, or a sign.
func currencyOf(text string) string {
	if t := strings.ToUpper(text); len(t) == 3 && strings.Trim(t, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" {
		return t
	}
	return reading.Currency(text)
}

// payCells gathers what the cells of a row say of pay.
type payCells struct {
	least, most, median int64
	currency            string
	period              profiles.Period
	beside              string
	at                  cell // that says an amount
}

// payCell reads pay from a cell with an amount or a range; a column of its own may say the currency and the period.
func (r *row) payCell(c cell) {
	least, most, ok := payRange(c.text())
	if !ok {
		r.note(c.path, "no amount: not kept")
		return
	}
	if r.pay.least == 0 && r.pay.most == 0 {
		r.pay.least, r.pay.most, r.pay.at = least, most, c
	}
}

// money reads one amount.
func (r *row) money(c cell) int64 {
	cents, ok := oneAmount(c.text())
	if !ok || strings.HasPrefix(c.text(), "-") {
		r.note(c.path, "not an amount: left unknown")
		return 0
	}
	r.pay.at = c
	return cents
}

// of makes pay of the cells, with what the header of the amount says of currency and period: "Salary (EUR)", "hourly rate".
func (p *payCells) of(r *row) *profiles.Pay {
	if p.least == 0 && p.most == 0 {
		p.least = p.median
	}
	if p.least == 0 && p.most == 0 {
		return nil
	}
	says := p.at.text() + " " + strings.ToUpper(strings.ReplaceAll(p.at.path, "_", " "))
	if p.currency == "" {
		if p.currency = reading.Currency(says); p.currency == "" {
			r.once(p.at, "no currency stated, in the cell, the header or a column of its own: not kept")
			return nil
		}
	}
	if p.period == 0 {
		if p.period = period(says); p.period == 0 {
			r.once(p.at, "no period stated: taken for a year")
			p.period = profiles.PerYear
		}
	}
	return &profiles.Pay{Min: p.least, Max: p.most, Currency: p.currency, Period: p.period, Beside: p.beside}
}
