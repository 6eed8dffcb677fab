package format

import (
	"regexp"
	"strings"

	"tenon/profiles"
	"tenon/profiles/money"
)

var (
	currencyCode = regexp.MustCompile(`\b[A-Z]{3}\b`)
	signs        = []struct{ sign, code string }{{"€", "EUR"}, {"£", "GBP"}, {"US$", "USD"}, {"C$", "CAD"}, {"CA$", "CAD"}, {"A$", "AUD"}, {"AU$", "AUD"},
		{"S$", "SGD"}, {"R$", "BRL"}, {"$", "USD"}, {"₹", "INR"}, {"zł", "PLN"}, {"euro", "EUR"}, {"Euro", "EUR"}}

	// amountForm finds an amount: groups of thousands parted by commas, points, apostrophes or blanks, a fraction, a word that
	// multiplies it.
	amountForm = regexp.MustCompile(`(\d{1,2}(?:,\d{2})+,\d{3}|\d{1,3}(?:[.,'’\x{a0}\x{202f} ]\d{3})+|\d+)([.,]\d+)?(?:\s*([kKM]|L|[Ll]akhs?|[Ll]acs?|LPA|[Cc]rores?|Cr|[Tt]sd\.?|[Mm]io\.?|million)\b)?`)
	// between is what may stand between the two amounts of a range.
	between = regexp.MustCompile(`(?i)^\s*(?:[a-z]{3}|[€£$₹])?\s*(?:/\s*\w+|per \w+|p\.?\s?a\.?)?\s*(?:-|–|—|to|bis|and|und|à|et|a|y|hasta)\s*(?:[a-z]{3}\s|[a-z]{0,3}[€£$₹])?\s*$`)
	upTo    = regexp.MustCompile(`(?i)(?:up to|max\.?|maximum|bis zu|jusqu'à|jusqu’à|hasta)\s*(?:[a-z]{3}\s|[a-z]{0,2}[€£$₹])?\s*$`)
	plan401 = regexp.MustCompile(`(?i)401\s?\(?k\)?`)
)

// multiples are what the words behind amounts multiply them by, by their first letter in lower case.
var multiples = map[byte]int64{'k': 1_000, 't': 1_000, 'm': 1_000_000, 'l': 100_000, 'c': 10_000_000}

// amount is an amount found in a text.
type amount struct {
	cents      int64
	times      int64 // what its word multiplied it by; 1 without one
	start, end int
}

// amountsIn finds the amounts of a text. Those that are too large to be pay are none.
func amountsIn(text string) []amount {
	var out []amount
	for _, m := range amountForm.FindAllStringSubmatchIndex(text, 8) {
		whole, fraction := text[m[2]:m[3]], ""
		if m[4] >= 0 {
			fraction = "." + text[m[4]+1:m[5]]
		}
		cents, err := money.ParseCents(strings.Join(strings.FieldsFunc(whole, notDigit), "") + fraction)
		if err != nil || cents > profiles.MaxCents {
			continue
		}
		a := amount{cents: cents, times: 1, start: m[0], end: m[1]}
		if m[6] >= 0 {
			a.times = multiples[text[m[6]]|0x20]
		}
		if a.cents *= a.times; a.cents <= profiles.MaxCents {
			out = append(out, a)
		}
	}
	return out
}

func notDigit(r rune) bool { return r < '0' || r > '9' }

// payRange reads the least and the most of a text: "80k", "€80–90k", "up to 90.000 €", "ab 45 000". Only one of them may be stated.
func payRange(text string) (least, most int64, ok bool) {
	text = plan401.ReplaceAllString(text, "")
	found := amountsIn(text)
	if len(found) == 0 {
		return 0, 0, false
	}
	a := found[0]
	if len(found) > 1 && between.MatchString(text[a.end:found[1].start]) {
		b := found[1]
		if a.times == 1 && b.times > 1 && a.cents < b.cents/b.times { // 80–90k
			a.cents *= b.times
		}
		return a.cents, b.cents, true
	}
	if upTo.MatchString(text[:a.start]) {
		return 0, a.cents, true
	}
	return a.cents, 0, true
}

// payText reads pay such as "100000", "€80k – 90k a year". The currency is stated beside it or within it; without one there is no pay.
func (d *drafting) payText(n node, currency string, unit profiles.Period) {
	text := n.text()
	if currency == "" {
		currency = currencyIn(text)
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

func currencyIn(text string) string {
	for _, code := range currencyCode.FindAllString(text, -1) {
		if _, ok := money.Default().Rate(code); ok {
			return code
		}
	}
	for _, s := range signs {
		if strings.Contains(text, s.sign) {
			return s.code
		}
	}
	return ""
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
	return currencyIn(text)
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
	found := amountsIn(c.text())
	if len(found) == 0 || strings.HasPrefix(c.text(), "-") {
		r.note(c.path, "not an amount: left unknown")
		return 0
	}
	r.pay.at = c
	return found[0].cents
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
		if p.currency = currencyIn(says); p.currency == "" {
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
