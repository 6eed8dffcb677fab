package reading

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tenon/profiles"
)

func letter(r rune) bool { return unicode.IsLetter(r) }
func digit(r rune) bool  { return r >= '0' && r <= '9' }

// around is what the words about an amount say of it.
type around struct {
	before, after string // of the same clause
	wide          string // the sentence
	pay           bool   // pay is spoken of
	base          bool
	target        bool // on-target earnings, not base pay
	atMost        bool
	more          bool // something is offered on top
	saidEnd       int  // where the words of the period end
	start, end    int
}

var (
	payForm = Words(`(?i:\b(?:salar(?:y|ies)|salaire|salario|sueldo|pay(?:ing|s)?|paid|compensation|wages?|day rate|daily rate|` +
		`hourly rate|rates?|package|ctc|gross|brutto\w*|brut|brutos?|gehalt\w*|jahresgehalt|vergütung|lohn|stundensatz|tagessatz|honorar|entgelt|` +
		`rémunération|tjm|gratification|retribuci[oó]n|remuneraci[oó]n|tarifa|doe|lpa|per annum|p\.a\.|earn|remuneration|stipend of|inside ir35|` +
		`outside ir35|base))|jahresgehalt|stundenlohn|monatsgehalt`)
	baseForm = Exact(`(?i:\b(?:base|grundgehalt|fixgehalt|fixe|fijo|fixum)\b)`)
	oteForm  = Exact(`^\W{0,3}(?i:ote\b|on[- ]target|total (?:comp|cash)|in (?:equity|stock|rsus))|(?i:\b(?:ote|on[- ]target earnings|` +
		`total compensation)[^.;,]{0,12})$`)
	mostForm = Words(`(?i:\b(?:up to|bis zu|bis|max(?:\.|imum|imal)?|at most|jusqu'[àa]|jusqu’[àa]|hasta|até|no more than|` +
		`upto))\s*(?:of\s*)?:?\s*$`)

	onTop = Exact(`^\s*(?i:\+|plus|und|et|y|and|zzgl)\s`)

	// notPay are words of a sentence whose amounts are those of a company.
	notPay = Words(`(?i:\b(?:revenues?|turnover|fund(?:ing|ed|raise|s)?|rais(?:ed|ing)|series [a-h]|seed|valu(?:ed|ation)|arr|gmv|` +
		`invest(?:ed|ment|ments|ors?)|customers|users|transactions|invoices|assets|aum|market cap|worldwide|process(?:es|ed|ing)? (?:over|` +
		`more than)|` +
		`umsatz\w*|finanzierung\w*|investoren|bilanz\w*|kunden|nutzer|chiffre d'affaires|clients|utilisateurs|fonds|facturaci[oó]n|facturamos|` +
		`ingresos|financiaci[oó]n|inversi[oó]n|usuarios|clientes|ronda|profits?|donat\w+|grants?|saved|savings|budget of|spend|` +
		`contracts? worth)\b|\blevée?s?)`)

	// asides are words right beside an amount that make it something else than base pay.
	asideAfter = Words(`^[^\w+&]{0,3}(?:(?:yearly|annual|monthly|learning|training|home|office|sign|signing|sign-on|joining|referral|` +
		`education|personal|development|relocation|wellness|equipment|per|a|year|month|jährliches|weiterbildungs|de|en|of|for|towards?|in|/|` +
		`worth)\W+){0,4}(?i:budget|stipend|allowance|bonus|referral|voucher|reimbursement|learning|training|equipment|zuschuss|prämie|` +
		`weiterbildung\w*|bonus|prime|formaci[oó]n|formation|equity|rsus|stock|options|relocation|conference|gym|lunch|credit|insurance|match)`)
	asideFore = Words(`(?i:(?:budget|stipend|allowance|bonus|bonus(?:es)?|voucher|referral|reimbursement|grant|commission|fee|` +
		`deductible|insurance|zuschuss|prämie|weiterbildungsbudget|prime|presupuesto|relocation|equipment|equity|insurance cover))\W*(?:(?:of|up|to|` +
		`worth|von|bis|zu|de|d'|jusqu'à|hasta|in|über|with|and|at|is|yearly|annual|your)\W*){0,4}$`)
)

// surroundings looks at the clause and the sentence of a span.
func surroundings(text string, s span) around {
	from, to := sentence(text, s.start, s.end)
	c := around{before: text[from:s.start], after: text[s.end:to], wide: text[from:to], start: s.start, end: s.end}
	if i := strings.LastIndexAny(c.before, ",;(|·"); i >= 0 {
		c.before = c.before[i+1:]
	}
	if i := strings.IndexAny(c.after, ",;(|·"); i >= 0 {
		c.after = c.after[:i]
	}
	near := text[max(from, boundary(text, s.start-80)):s.start] + " … " + text[s.end:min(to, boundary(text, s.end+60))]
	c.pay = payForm.MatchString(near)
	c.base = baseForm.MatchString(c.before + " … " + c.after)
	c.target = oteForm.MatchString(c.before) || oteForm.MatchString(c.after)
	c.atMost = mostForm.MatchString(c.before)
	c.more = onTop.MatchString(c.after) && besideForm.MatchString(c.after)
	return c
}

// boundary moves i to the start of a character within the text. It moves by less than the longest character: bytes that only
// look like the rest of one, as many as there may be, do not carry it back over what it is counted from.
func boundary(text string, i int) int {
	i = max(0, min(i, len(text)))
	for least := max(0, i-utf8.UTFMax+1); i > least && i < len(text) && !utf8.RuneStart(text[i]); {
		i--
	}
	return i
}

// clauseBytes bounds how far from an amount words are looked at.
const clauseBytes = 300

// sentence is the part of the text about [start, end) between full stops, question marks and lines.
func sentence(text string, start, end int) (from, to int) {
	from = boundary(text, start-clauseBytes)
	for i := start - 1; i > from; i-- {
		if text[i] == '\n' || text[i] == ' ' && strings.ContainsRune(".!?", rune(text[i-1])) && !abbreviated(text[:i]) {
			from = i + 1
			break
		}
	}
	to = boundary(text, end+clauseBytes)
	for i := end; i < to; i++ {
		if text[i] == '\n' || strings.ContainsRune(".!?", rune(text[i])) && i+1 < len(text) && text[i+1] == ' ' && !abbreviated(text[:i+1]) {
			return from, i
		}
	}
	return from, to
}

var abbreviation = Exact(`(?i:\b(?:\w|ca|approx|inkl|incl|zzgl|etc|min|max|rs|std|mtl|dhs|kr|fr|bzw|mind|tsd|mio))\.$`)

func abbreviated(s string) bool { return abbreviation.MatchString(s[max(0, len(s)-12):]) }

// periods are the words of a period: those after an amount are at its side, those before are of its label.
var periods = []struct {
	p             profiles.Period
	after, before Pattern
}{
	{profiles.PerHour, near(`/\s?(?:h|hr|hrs|hour|std|stunde|heure|hora)\b|(?:per|an|pro|par|por|je|de l'|la|à l')\s?(?:hour|hr|stunde|heure|hora)|` +
		`hourly|p/?h\b|p\.h\.|stündlich`),
		Exact(`(?i:\bhourly|per hour|stundensatz|stundenlohn|taux horaire|por hora|la hora)`)},
	{profiles.PerDay, near(`/\s?(?:d|day|tag|jour|j|día|dia)\b|(?:per|a|pro|par|por|je|al)\s?(?:day|tag|jour|d[ií]a)\b|daily|p/?d\b|p\.d\.|diarios?|` +
		`täglich|inside ir35|outside ir35`),
		Words(`(?i:\bday rate|\bdaily|tagessatz|\btjm\b|taux journalier|por d[ií]a|per day)`)},
	{profiles.PerWeek, near(`/\s?(?:w|wk|week|woche|semaine|semana)\b|(?:per|a|pro|par|por|je|à la|la)\s?(?:week|woche|semaine|semana)\b|weekly|` +
		`p/?w\b|wöchentlich|semanal(?:es)?`), Exact(`(?i:\bweekly|wochenlohn)`)},
	{profiles.PerMonth, near(`/\s?(?:m|mo|mth|month|monat|mois|mes)\b|(?:per|a|pro|par|por|je|al|im|le)\s?(?:month|monat|mois|mes)\b|monthly|pcm|` +
		`p/?m\b|p\.m\.|mtl|monatlich\w*|mensuel(?:s|le)?|mensual(?:es)?|mensais|mensal`),
		Exact(`(?i:\bmonthly|monatsgehalt|monatlich\w*|mensuel(?:le)?|mensual|gratification)`)},
	{profiles.PerYear, near(`/\s?(?:y|yr|year|annum|jahr|an|año|ano|a)\b|(?:per|a|pro|par|por|je|al|im|l')\s?(?:year|annum|yr|jahr|an|année|año|` +
		`ano)\b|annual(?:ly|e?s)?|yearly|p\.?\s?a\b\.?|jährlich\w*|annuels?|anual(?:es|is)?|jahresbrutto\w*|jahresgehalt|lpa|annum`),
		Words(`(?i:\bannual|yearly|per annum|jahres\w+|jährlich\w*|annuel(?:le)?|anual|\bctc\b|ote\b|par an|lpa)`)},
}

// near lets a word or four of pay stand between an amount and its period: "45.000 € brutos al año".
func near(words string) Pattern {
	return Exact(`^(?i:[\s/+(*)\-]*(?:(?:` + afterForm + `|gross|brutto|bruts?|brutos?|net|netto|neto|netos|base|salary|pay|paid|all-in|` +
		`inkl\.?|incl\.?|plus|equivalent|fixe?|ht|vat|zzgl\.|mwst\.?)[\s/+(*)\-]+){0,4}(` + words + `))`)
}

// period is what the amount is paid for, and whether words beside it say so. The nearest word behind it wins over one before it.
func (c *around) period(s span) (profiles.Period, bool) {
	if s.low.yearly {
		return profiles.PerYear, true
	}
	tail := c.after
	for _, p := range periods {
		if m := p.after.FindStringSubmatchIndex(tail); m != nil {
			c.saidEnd = c.end + m[3]
			return p.p, true
		}
	}
	for _, p := range periods {
		if p.before.MatchString(c.before) {
			return p.p, true
		}
	}
	if m := laterPeriod.FindStringSubmatch(c.after); m != nil {
		return periodOf(m[1]), true
	}
	if m := laterPeriod.FindStringSubmatch(c.wide); m != nil && payForm.MatchString(c.wide) {
		return periodOf(m[1]), true
	}
	return 0, false
}

// laterPeriod finds a period further off in the same sentence.
var laterPeriod = Words(`(?i:\b(?:per|pro|par|por|im|al|a|an)\s(hour|stunde|heure|hora|day|tag|jour|d[ií]a|month|monat|mois|mes|year|` +
	`annum|jahr|an|año)\b)`)

func periodOf(word string) profiles.Period {
	switch w := strings.ToLower(word); w {
	case "hour", "stunde", "heure", "hora":
		return profiles.PerHour
	case "day", "tag", "jour", "día", "dia":
		return profiles.PerDay
	case "month", "monat", "mois", "mes":
		return profiles.PerMonth
	}
	return profiles.PerYear
}

// barred says that an amount is not base pay, whatever else speaks for it.
func (c *around) barred(s span, stated, said bool) bool {
	if asideAfter.MatchString(strings.ToLower(c.after)) {
		return true
	}
	if asideFore.MatchString(c.before) && !(said && c.shortPeriod(s)) {
		return true
	}
	large := s.low.scale >= 1_000_000 && s.low.scale != 10_000_000
	if large && !(manyUnits(s.low.currency) && (stated || said || c.pay)) {
		return true
	}
	return notPay.MatchString(c.wide) && !stated && !c.pay
}

// shortPeriod says that pay for hours, days or weeks is spoken of: no budget is.
func (c *around) shortPeriod(s span) bool {
	p, _ := c.period(s)
	return p >= profiles.PerWeek
}

// manyUnits are currencies in which pay is counted in millions.
func manyUnits(currency string) bool {
	switch currency {
	case "JPY", "¥", "KRW", "HUF", "IDR", "VND", "CLP", "COP", "ARS", "NGN", "NOK", "SEK", "CZK", "INR", "ISK":
		return true
	}
	return false
}

// alone says that the text is the amount and little more.
func (c *around) alone(text string, s span) bool {
	return 2*(s.end-s.start) >= len(strings.TrimSpace(text))
}

var besideForm = Words(`(?i:(?:\b\d{1,2}(?:[.,]\d)?\s?%\s)?(?:(?:annual|yearly|performance|sign[- ]?on|signing|discretionary|quarterly|` +
	`cash|13th[- ]month|joining)[- ])*\bbonus(?:es)?\b|\bequity\b|\b(?:stock|share) options?\b|\bstocks?\b|\brsus?\b|\besops?\b|\bvsop\b|` +
	`\bbspce\b|` +
	`\bcommissions?\b|\bprofit[- ]shar(?:e|ing)\b|\bote\b|\btax[- ]free\b|\bhousing(?: allowance)?\b|\brelocation(?: (?:package|assistance|allowance|` +
	`bonus|support))?\b|\b(?:car|travel|transport|shift) allowance\b|\bcompany car\b|\b13(?:th|\.)[- ](?:month(?: salary)?|monatsgehalt)|` +
	`\bprämien?\b|\bbonuszahlung(?:en)?\b|\bdienstwagen\b|\bfirmenwagen\b|\bintéressement\b|\bparticipation\b|\bvariable\b|\bprimes?\b|\bcomisiones\b|` +
	`\bnet(?:to)?\b|\bnetos?\b|\bpension\b|\b13e mois\b|\bpagas?\b|\bsuperannuation\b|\bsuper\b|\bvat\b|\bmwst\b)`)

// beside collects what a text offers beside the amount, as it is written.
func beside(text string, start, end int) string {
	from := boundary(text, start-clauseBytes)
	text = text[from:boundary(text, end+clauseBytes)]
	start, end = start-from, end-from
	var out []string
	seen := map[string]bool{}
	for _, m := range besideForm.FindAllStringIndex(text, -1) {
		w := strings.TrimSpace(text[m[0]:m[1]])
		if (m[1] <= start || m[0] >= end) && !seen[strings.ToLower(w)] && len(out) < 12 {
			seen[strings.ToLower(w)] = true
			out = append(out, w)
		}
	}
	return strings.Join(out, ", ")
}
