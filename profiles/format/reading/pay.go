package reading

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"tenon/profiles"
	"tenon/profiles/money"
)

// PayHint is what is known of a text before its pay is read.
type PayHint struct {
	Stated   bool   // the text stands under a heading or label of pay
	Currency string // of the country, for a "$" or "kr" that several have and for amounts without any
}

// PayRead is pay as a text states it. Pay says base pay: of "up to X" Max is X and Min is 0, of "from X" Min is X and Max is 0.
// An end that is not stated is never made up, and matching counts a role with the upper of those that are.
type PayRead struct {
	profiles.Pay
	Start, End int    // bytes of the text
	Confidence int    // per cent
	Assumed    string // what was not stated: "period year", "currency EUR"
}

// Pay reads the pay that a text states: "$150k–190k", "€90.000 p.a.", "₹25L–40L", "up to $85/hour + equity". Amounts that are no
// pay (revenue, funding, users, budgets, bonuses, phone numbers, dates) are passed over. Of several the likeliest is taken, the
// first of equals.
func Pay(text string, h PayHint) (PayRead, bool) {
	var best PayRead
	rank := 0
	found := ranges(text)
	for _, r := range found[:min(len(found), maxAmounts)] {
		p, weight := r.judge(text, h)
		if weight > rank {
			best, rank = p, weight
		}
	}
	if rank == 0 {
		return PayRead{}, false
	}
	best.Beside = beside(text, best.Start, best.End)
	return best, true
}

// maxAmounts of one line are judged, each by what stands around it: pay has one or a few.
const maxAmounts = 20

// span is one amount or two with a dash or a word between them.
type span struct {
	low, high  amount
	two        bool
	start, end int
}

// ranges finds the amounts of a text and joins those that are the two ends of one range.
func ranges(text string) []span {
	var out []span
	all := amounts(text)
	for i := 0; i < len(all); i++ {
		s := span{low: all[i], high: all[i], start: all[i].start, end: all[i].end}
		if i+1 < len(all) && joined(text, all[i], all[i+1]) {
			s.high, s.two, s.end = all[i+1], true, all[i+1].end
			i++
		}
		out = append(out, s.settle())
	}
	return out
}

var (
	dashes  = Words(`^(?i:(?:\.[–—-]+)?\s*(?:` + perForm + `)?\s*(?:-|–|—|−|~|to|bis(?: zu)?|à|a|até|hasta|up to|jusqu'à)\s*)$`)
	ands    = Exact(`^(?i:\s*(?:` + perForm + `)?\s*(?:and|und|et|y|e)\s*)$`)
	between = Exact(`(?i:\b(?:between|zwischen|entre))\s*$`)
)

func joined(text string, a, b amount) bool {
	gap := text[a.end:b.start]
	return dashes.MatchString(gap) || ands.MatchString(gap) && between.MatchString(text[max(0, a.start-20):a.start])
}

// settle lets each end of a range have the currency and the thousands that only the other states: "80-100k EUR".
func (s span) settle() span {
	if s.two {
		if s.low.scale == 1 && s.high.scale > 1 && s.low.value < 1000_00 {
			s.low.scale = s.high.scale
		}
		if s.high.scale == 1 && s.low.scale > 1 && s.high.value < 1000_00 {
			s.high.scale = s.low.scale
		}
	}
	for _, c := range []string{s.high.after, s.low.after, s.low.before, s.high.before} {
		if c != "" && (s.low.currency == "" || s.low.currency == "$" && c != "$") {
			s.low.currency = c // the code in "$45,000 MXN" says which dollar
		}
	}
	if s.low.yearly || s.high.yearly {
		s.low.yearly = true
	}
	return s
}

func (a amount) cents() int64 {
	if a.scale > 1 && a.value > profiles.MaxCents/a.scale {
		return profiles.MaxCents
	}
	return a.value * a.scale
}

// judge says what a span is as pay and how likely, 0 when it is none.
func (s span) judge(text string, h PayHint) (PayRead, int) {
	c := surroundings(text, s)
	p := PayRead{Start: s.start, End: s.end}
	p.Min, p.Max = s.low.cents(), s.high.cents()
	period, said := c.period(s)
	p.Currency, p.Period = s.low.currency, period
	stated := h.Stated || c.pay
	var assumed []string
	if !p.currency(h, stated && s.low.written()) || p.Currency == "" {
		return p, 0
	}
	if s.low.currency == "" {
		assumed = append(assumed, "currency "+p.Currency)
	}
	if p.Period == 0 {
		p.Period = periodBySize(p.Currency, max(p.Min, p.Max))
		assumed = append(assumed, "period "+p.Period.String())
	}
	if said {
		p.End = max(p.End, c.saidEnd)
	}
	if c.barred(s, h.Stated, said) || !plausible(p.Pay) || p.Max < p.Min {
		return p, 0
	}
	weight := 1
	for _, good := range []bool{s.two, said, c.pay, h.Stated, c.base, c.more} {
		if good {
			weight += 2
		}
	}
	if weight == 1 && !c.alone(text, s) {
		return p, 0
	}
	if c.target {
		weight = 1 // what one may earn beside the base
	}
	s.ends(&p, c)
	p.Assumed = strings.Join(assumed, ", ")
	p.Confidence = []int{Sure, Likely, Guess}[len(assumed)]
	return p, weight
}

// ends leaves out the end that is not stated.
func (s span) ends(p *PayRead, c around) {
	switch {
	case s.two:
		if p.Min == p.Max {
			p.Max = 0
		}
	case c.atMost:
		p.Min = 0
	default:
		p.Max = 0
	}
}

// currency resolves a sign that several currencies have, and takes the hinted one where there is none but pay is stated.
func (p *PayRead) currency(h PayHint, stated bool) bool {
	switch p.Currency {
	case "":
		p.Currency = h.Currency
		return stated
	case "$":
		p.Currency = "USD"
		if slices.Contains(dollars, h.Currency) {
			p.Currency = h.Currency
		}
	case "kr":
		p.Currency = "SEK"
		if slices.Contains([]string{"NOK", "DKK", "ISK"}, h.Currency) {
			p.Currency = h.Currency
		}
	case "¥":
		p.Currency = "JPY"
		if h.Currency == "CNY" {
			p.Currency = h.Currency
		}
	case "peso":
		p.Currency = "MXN"
		if slices.Contains(dollars, h.Currency) && h.Currency != "USD" {
			p.Currency = h.Currency
		}
	}
	return true
}

// dollars are the currencies that are written with "$" alone.
var dollars = []string{"USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN", "COP", "CLP", "ARS", "UYU"}

// leastYearly are amounts under which no yearly pay lies, for currencies where twelve thousand US dollars would say it wrong.
var leastYearly = map[string]int64{"INR": 240_000, "PKR": 600_000, "BDT": 400_000, "LKR": 900_000, "PHP": 250_000, "EGP": 150_000, "NGN": 2_000_000,
	"IDR": 60_000_000, "VND": 120_000_000, "KES": 500_000, "TRY": 300_000, "ARS": 5_000_000, "COP": 25_000_000, "UAH": 250_000}

// periodBySize guesses what an amount is for by what it would be in a year: a year from 12,000 US dollars on, and in the same
// proportion a month from 1,500, a day from 200, an hour below.
func periodBySize(currency string, cents int64) profiles.Period {
	units := cents / 100
	least, ok := leastYearly[currency]
	if !ok {
		least = 12_000
		if r, ok := money.Default().Rate(currency); ok {
			least = 12 * r.Micros / 1000
		}
	}
	switch {
	case units >= least:
		return profiles.PerYear
	case units >= least/10:
		return profiles.PerMonth
	case units >= least/60:
		return profiles.PerDay
	}
	return profiles.PerHour
}

// plausible bounds pay by what a year of it is worth: 1,000 to 5,000,000 US dollars. Without a rate only nonsense is refused.
func plausible(p profiles.Pay) bool {
	most := max(p.Min, p.Max)
	if most <= 0 || most >= profiles.MaxCents {
		return false
	}
	usd, ok := money.Default().YearlyUSD(most, p.Currency, p.Period)
	return !ok || usd >= 1_000 && usd <= 5_000_000
}

// amount is a number with what stands at its two sides.
type amount struct {
	start, end    int
	value         int64 // hundredths, before scale
	scale         int64
	before, after string // currencies
	currency      string // of the span, once settled
	grouped       bool   // written in thousands
	yearly        bool   // lakhs per annum
	more          bool   // "150k+"
	digits        int
}

// written says that a number without a currency looks like one of money.
func (a amount) written() bool { return a.grouped || a.scale > 1 || a.digits >= 5 }

const (
	numberForm = `\d{1,2}(?:,\d{2})+,\d{3}|\d{1,3}(?:[.,'’\x{a0}\x{202f} ]\d{3})+(?:[.,]\d{1,2})?|\d{1,12}(?:[.,]\d{1,2})?`
	signForm   = `US\$|U\$S|CAD?\$|C\$|AUD?\$|A\$|SGD?\$|S\$|HK\$|NZD?\$|R\$|MXN?\$|NT\$|[$€£¥₹₪₺₩₱₫฿]|zł|Rs\.?|Dhs?\.?|[Kk]r\.?|SFr\.?|Fr\.|[A-Z]{3}`
	afterForm  = `[kKT]€|[kKT]EUR|[kK]\$|[kK]£|[$€£¥₹₪₺₩]|zł|[Ee]uros?|[Dd]ollars?|[Pp]ounds?|[Ff]rancs?|[Ff]ranken|[Rr]upees|[Dd]irhams?|[Rr]eais|` +
		`[Yy]en|[Pp]esos|[Kk]r|Kč|Ft|[A-Z]{3}`
	scaleForm = `[kK]|[Tt]sd\.?|[Tt]housand|[Mm]il|L|[Ll]akhs?|[Ll]acs?|Lpa|LPA|lpa|Cr|[Cc]rores?|[Mm]illions?|[Mm]illones|[Mm]illionen|M|m|mn|` +
		`Mio\.?|[Bb]illions?|[Bb]n|B|Mrd\.?|Mds?`
	perForm = `(?:/|per|a|an|p\.)\s?(?:h|hr|hour|day|d|week|month|mo|year|yr|a\.|annum)\b\.?`
)

var amountForm = Exact(`(?:(` + signForm + `)\s?)?(` + numberForm + `)(?:\s?(` + scaleForm + `)\b\.?)?(?:\s?(` + afterForm + `))?`)

// mostAmounts bounds how many numbers of a text are looked at.
const mostAmounts = 300

// amounts finds the numbers of a text that stand by themselves.
func amounts(text string) []amount {
	var out []amount
	for _, m := range amountForm.FindAllStringSubmatchIndex(text, mostAmounts) {
		part := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return text[m[2*i]:m[2*i+1]]
		}
		a := amount{start: m[0], end: m[1], scale: 1, digits: len(part(2))}
		a.before = currencyOf(part(1))
		if a.before == "" || letterBefore(text, m[0]) && letters(part(1)) {
			a.start, a.before = m[4], ""
		}
		a.after = a.suffix(part(4))
		if a.after == "" && m[8] >= 0 {
			a.end = max(m[5], m[7])
		}
		a.unit(part(3))
		if a.number(part(2)) && free(text, a) {
			if a.end < len(text) && text[a.end] == '+' {
				a.more = true
			}
			out = append(out, a)
		}
	}
	return out
}

// suffix reads a currency behind a number, with the thousands that it may carry: "55 k€".
func (a *amount) suffix(s string) string {
	for _, k := range []string{"k", "K", "T"} {
		if bare, ok := strings.CutPrefix(s, k); ok && slices.Contains([]string{"€", "EUR", "$", "£"}, bare) {
			a.scale = 1000
			return currencyOf(bare)
		}
	}
	return currencyOf(s)
}

func (a *amount) unit(s string) {
	switch low := strings.ToLower(strings.TrimSuffix(s, ".")); {
	case s == "":
	case low == "k", low == "tsd", low == "thousand", low == "mil":
		a.scale = 1_000
	case low == "lpa":
		a.scale, a.yearly = 100_000, true
	case s == "L", strings.HasPrefix(low, "lakh"), strings.HasPrefix(low, "lac"):
		a.scale = 100_000
	case low == "cr", strings.HasPrefix(low, "crore"):
		a.scale = 10_000_000
	case low == "m", low == "mn", low == "mio", strings.HasPrefix(low, "million"), strings.HasPrefix(low, "millones"):
		a.scale = 1_000_000
	default:
		a.scale = 1_000_000_000
	}
	if a.before == "" && a.after == "" && (a.scale == 100_000 || a.scale == 10_000_000) {
		a.after = "INR"
	}
}

// number reads digits with points, commas, blanks or apostrophes in them: of these one before three digits parts thousands.
func (a *amount) number(s string) bool {
	whole, cents := s, ""
	if i := strings.LastIndexAny(s, ".,"); i >= 0 && len(s)-i-1 < 3 {
		whole, cents = s[:i], s[i+1:]
	}
	plain := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, whole)
	a.grouped = len(plain) != len(whole)
	if cents != "" {
		plain += "." + cents
	}
	v, err := money.ParseCents(plain)
	a.value = v
	return err == nil
}

// glued are the periods that people write without a blank.
var glued = Exact(`^(?i:p[dahmw]|pcm)\b`)

// free says that a number is not part of a word, a date, a longer number or a percentage.
func free(text string, a amount) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:a.start])
	after, n := utf8.DecodeRuneInString(text[a.end:])
	if a.before == "" && (letter(before) || digit(before) || strings.ContainsRune("+#.,:@_", before)) {
		return false
	}
	if letter(after) && !glued.MatchString(text[a.end:]) || digit(after) || after == '%' || after == ':' && digitAt(text, a.end+1) {
		return false
	}
	rest := text[a.end+n:]
	if after == ' ' && strings.HasPrefix(rest, "%") {
		return false
	}
	year := a.before == "" && a.after == "" && a.scale == 1 && !a.grouped && a.value >= 1900_00 && a.value <= 2100_00
	date := (after == '.' || after == '/' || after == '-') && a.before == "" && a.after == "" && digitAt(text, a.end+1) && a.value <= 31_00
	return !year && !(date && after != '-')
}

func letterBefore(text string, i int) bool {
	r, _ := utf8.DecodeLastRuneInString(text[:i])
	return letter(r)
}

func letters(s string) bool { return s != "" && letter(rune(s[0])) }

func digitAt(text string, i int) bool { return i < len(text) && digit(rune(text[i])) }

// currencies are the words and signs of currencies; a code stands for itself.
var currencies = map[string]string{"€": "EUR", "£": "GBP", "$": "$", "US$": "USD", "U$S": "USD", "C$": "CAD", "CA$": "CAD", "CAD$": "CAD",
	"A$": "AUD", "AU$": "AUD", "AUD$": "AUD",
	"S$": "SGD", "SG$": "SGD", "SGD$": "SGD", "HK$": "HKD", "NZ$": "NZD", "NZD$": "NZD", "R$": "BRL", "MX$": "MXN", "MXN$": "MXN", "NT$": "TWD",
	"¥": "¥", "₹": "INR", "₪": "ILS", "₺": "TRY",
	"₩": "KRW", "₱": "PHP", "₫": "VND", "฿": "THB", "zł": "PLN", "rs": "INR", "dh": "AED", "dhs": "AED", "kr": "kr", "sfr": "CHF", "fr": "CHF",
	"euro": "EUR", "euros": "EUR", "dollar": "$",
	"dollars": "$", "pound": "GBP", "pounds": "GBP", "franc": "CHF", "francs": "CHF", "franken": "CHF", "rupees": "INR", "dirham": "AED",
	"dirhams": "AED", "reais": "BRL", "yen": "JPY",
	"pesos": "peso", "peso": "peso", "kč": "CZK", "ft": "HUF"}

var codes = strings.Fields("AED ARS AUD BDT BGN BHD BRL CAD CHF CLP CNY COP CZK DKK EGP EUR GBP HKD HUF IDR ILS INR ISK JOD JPY KES KRW KWD LKR MAD " +
	"MXN MYR NGN NOK NZD OMR PEN PHP PKR " +
	"PLN QAR RON RSD RUB SAR SEK SGD THB TRY TWD UAH USD UYU VES VND ZAR")

func currencyOf(s string) string {
	if slices.Contains(codes, s) {
		return s
	}
	if c, ok := currencies[s]; ok {
		return c
	}
	return currencies[strings.ToLower(strings.TrimSuffix(s, "."))]
}

// String is the pay as a person writes it.
func (p PayRead) String() string {
	units := func(c int64) string {
		if c%100 != 0 {
			return fmt.Sprintf("%d.%02d", c/100, c%100)
		}
		return fmt.Sprint(c / 100)
	}
	switch {
	case p.Max == 0:
		return fmt.Sprintf("%s %s a %s", units(p.Min), p.Currency, p.Period)
	case p.Min == 0:
		return fmt.Sprintf("up to %s %s a %s", units(p.Max), p.Currency, p.Period)
	}
	return fmt.Sprintf("%s–%s %s a %s", units(p.Min), units(p.Max), p.Currency, p.Period)
}

// Currency is the first currency that a field names by a code, a sign or a word: "Salary (EUR)", "85k€"; "" when it names none.
func Currency(text string) string {
	for w := range strings.FieldsFuncSeq(text, func(r rune) bool {
		return r <= ' ' || r == '\u00a0' || strings.ContainsRune("0123456789()[]/,.;:'’+–—-", r)
	}) {
		switch strings.ToLower(w) {
		case "fr", "ft", "kr", "dh", "rs": // say more beside an amount than alone
			continue
		}
		p := PayRead{Pay: profiles.Pay{Currency: currencyOf(w)}}
		if p.Currency == "" {
			p.Currency = currencyOf(strings.TrimLeft(w, "kKT"))
		}
		if p.Currency != "" {
			p.currency(PayHint{}, true)
			return p.Currency
		}
	}
	return ""
}

// StatedPay are the ends of the first amount or range of a field that holds pay, in hundredths, and the currency that stands with it,
// "" where none does. High is 0 where one amount is stated, low of "up to". ok is false where there is no amount.
func StatedPay(text string) (low, high int64, currency string, ok bool) {
	found := ranges(text)
	if len(found) == 0 {
		return 0, 0, "", false
	}
	s := found[0]
	p := PayRead{Pay: profiles.Pay{Min: s.low.cents(), Max: s.high.cents(), Currency: s.low.currency}}
	p.currency(PayHint{}, true)
	s.ends(&p, surroundings(text, s))
	return p.Min, p.Max, p.Currency, max(p.Min, p.Max) < profiles.MaxCents
}
