package engine

import (
	"slices"
	"strconv"
	"strings"

	"tenon/index/columns"
	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// field is something with a number that an expression can compare; false: not known of this row.
type field struct {
	of    func(subject) (int64, bool)
	parse func(*whereParser, token) (int64, error)
	set   bool // a bit set: = asks for one of its members
	// Over a tile of candidates, one of these; neither: candidates have no such field.
	column func(*columns.Tile) column
	place  func(*columns.Place) int64 // where it follows from the place, by which the rows of a tile are sorted; 0 unknown
}

var fieldNames = []string{"city", "country", "mode", "years", "months", "degree", "pay", "seniority", "engagement", "posted", "musts",
	"skill", "cert", "title", "language", "industry", "value"}

var nouns = map[string]profiles.RequirementKind{"skill": profiles.ReqSkill, "cert": profiles.ReqCertification,
	"certification": profiles.ReqCertification, "title": profiles.ReqTitle, "language": profiles.ReqLanguage, "industry": profiles.ReqIndustry}

var fields = map[string]field{
	"city": {of: func(s subject) (int64, bool) { g, _ := s.place(); return int64(g), g != 0 }, parse: parseCity, place: func(p *columns.Place) int64 { return int64(p.Geo) }},
	"country": {place: func(p *columns.Place) int64 { return int64(p.Country) }, of: func(s subject) (int64, bool) { _, c := s.place(); return int64(c), c != 0 },
		parse: func(p *whereParser, t token) (int64, error) {
			iso, ok := p.cities.Country(t.text)
			if !ok {
				return 0, p.fail(t, "no country is called %q", t.text)
			}
			return int64(facts.CountryOf(iso)), nil
		}},
	"years":  {of: func(s subject) (int64, bool) { m, ok := months(s); return m, ok }, parse: parseYears, column: monthsColumn},
	"months": {of: months, column: monthsColumn, parse: func(p *whereParser, t token) (int64, error) { return parseNumber(p, t) }},
	"degree": {column: degreeColumn, of: degree, parse: func(p *whereParser, t token) (int64, error) {
		var l profiles.ISCED
		if err := l.UnmarshalText([]byte(t.text)); err != nil || l == 0 {
			if n, ok := p.tax.Resolve(taxonomy.Degree, t.text); ok {
				return int64(p.tax.Concept(n).ISCED), nil
			}
			return 0, p.fail(t, "%q is no degree: want secondary, associate, bachelor, master or doctor", t.text)
		}
		return int64(l), nil
	}},
	"mode": {of: modes, parse: parseBit[profiles.Mode], set: true,
		column: wished(facts.PrefPlace, func(w *facts.Wish) (int64, bool) { return int64(w.Modes), true })},
	"engagement": {of: engagements, parse: parseBit[profiles.Engagement], set: true,
		column: wished(facts.PrefEngagement, func(w *facts.Wish) (int64, bool) { return int64(w.Engagements), true })},
	"seniority": {of: step, column: stepColumn, parse: func(p *whereParser, t token) (int64, error) {
		var s profiles.Seniority
		if err := s.UnmarshalText([]byte(t.text)); err != nil {
			return 0, p.fail(t, "%v", err)
		}
		return int64(s), nil
	}},
	"pay": {of: pay, parse: parsePay, column: wished(facts.PrefPay, func(w *facts.Wish) (int64, bool) { return w.PayUSD, !w.NoRate })},
	"musts": {of: func(s subject) (int64, bool) { met, _ := s.plan.Musts(s.who); return int64(met), true },
		parse: func(p *whereParser, t token) (int64, error) { return parseNumber(p, t) }},
	"posted": {of: func(s subject) (int64, bool) {
		if s.role == nil {
			return 0, false
		}
		return int64(s.role.Posted), s.role.Posted != 0
	}, parse: func(p *whereParser, t token) (int64, error) {
		m, err := profiles.ParseMonth(t.text)
		if err != nil {
			return 0, p.fail(t, "%v", err)
		}
		return int64(m), nil
	}},
}

// months is the experience of a candidate, or the longest that a role asks for.
func months(s subject) (int64, bool) {
	if s.candidate != nil {
		return int64(s.candidate.Months), s.candidate.Known.Has(profiles.ReqExperience)
	}
	var m uint16
	for i := range s.role.Requirements {
		if q := &s.role.Requirements[i]; q.Kind == profiles.ReqExperience {
			m = max(m, q.Months)
		}
	}
	return int64(m), m > 0
}

func degree(s subject) (int64, bool) {
	if s.candidate != nil {
		return int64(s.candidate.Degree), s.candidate.Degree != 0
	}
	for i := range s.role.Requirements {
		if q := &s.role.Requirements[i]; q.Kind == profiles.ReqDegree {
			return int64(q.Asked), true
		}
	}
	return 0, false
}

func modes(s subject) (int64, bool) {
	if s.role != nil {
		return int64(s.role.Modes), s.role.Modes != 0
	}
	return int64(s.candidate.Wish.Modes), s.candidate.Wish.Wants(facts.PrefPlace)
}

func engagements(s subject) (int64, bool) {
	if s.role != nil {
		return int64(s.role.Engagements), s.role.Engagements != 0
	}
	return int64(s.candidate.Wish.Engagements), s.candidate.Wish.Wants(facts.PrefEngagement)
}

// step is the role's seniority, or the highest of the candidate's titles.
func step(s subject) (int64, bool) {
	if s.role != nil {
		return int64(s.role.Step), s.role.Step != 0
	}
	var top profiles.Seniority
	for _, t := range s.candidate.Titles {
		top = max(top, t.Step)
	}
	return int64(top), top != 0
}

func pay(s subject) (int64, bool) {
	if s.role != nil {
		return s.role.PayUSD, s.role.PaySet && !s.role.NoRate
	}
	w := &s.candidate.Wish
	return w.PayUSD, w.Wants(facts.PrefPay) && !w.NoRate
}

func parseCity(p *whereParser, t token) (int64, error) {
	c, ok := p.cities.Find(t.text, "", "")
	if !ok {
		return 0, p.fail(t, "no city is called %q", t.text)
	}
	return int64(c.ID), nil
}

func parseNumber(p *whereParser, t token) (int64, error) {
	n, err := strconv.ParseInt(t.text, 10, 32)
	if err != nil {
		return 0, p.fail(t, "%q is no whole number", t.text)
	}
	return n, nil
}

func parseYears(p *whereParser, t token) (int64, error) {
	n, err := parseNumber(p, t)
	return 12 * n, err
}

func parseBit[E ~uint8, P interface {
	*E
	UnmarshalText([]byte) error
}](p *whereParser, t token) (int64, error) {
	var e E
	if err := P(&e).UnmarshalText([]byte(t.text)); err != nil || e == 0 {
		return 0, p.fail(t, "%q: %v", t.text, err)
	}
	return 1 << (e - 1), nil
}

// parsePay reads "90000 EUR" or "90k EUR"; without a currency, US dollars.
func parsePay(p *whereParser, t token) (int64, error) {
	text, factor := strings.ToLower(t.text), int64(100)
	if s, ok := strings.CutSuffix(text, "k"); ok {
		text, factor = s, 100_000
	}
	n, err := strconv.ParseInt(text, 10, 40)
	if err != nil || n < 0 {
		return 0, p.fail(t, "%q is no amount: want a whole number such as 90000 or 90k", t.text)
	}
	currency := "USD"
	if c := p.peek(); len(c.text) == 3 && !c.quoted && c.text == strings.ToUpper(c.text) {
		currency = p.next().text
	}
	usd, ok := p.rates.YearlyUSD(n*factor, currency, profiles.PerYear)
	if !ok {
		return 0, p.fail(t, "no exchange rate for %s", currency)
	}
	return usd, nil
}

// value: value:"Learning budget" is a value or benefit that a role offers or a candidate wants.
func (p *whereParser) value(t token) (node, error) {
	if !p.word(":") {
		return node{}, p.fail(p.peek(), "want : and a name after %s", t.text)
	}
	name := p.next()
	n, ok := p.tax.Resolve(taxonomy.Value, name.text)
	if !ok {
		return node{}, p.fail(name, "no value or benefit is called %q", name.text)
	}
	return wanting(n), nil
}

// noun: skill:"PyTorch" >= 3.
func (p *whereParser) noun(t token, kind profiles.RequirementKind) (node, error) {
	if !p.word(":") {
		return node{}, p.fail(p.peek(), "want : and a name after %s", t.text)
	}
	name := p.next()
	n, ok := p.tax.Resolve(conceptKind(kind), name.text)
	if kind == profiles.ReqTitle && !ok {
		n, _, ok = p.tax.ParseTitle(name.text)
	}
	if !ok {
		return node{}, p.fail(name, "no %s is called %q", kind, name.text)
	}
	op, level, err := p.level(kind)
	if err != nil {
		return node{}, err
	}
	return p.having(kind, n, op, level), nil
}

func conceptKind(k profiles.RequirementKind) taxonomy.Kind {
	return [...]taxonomy.Kind{profiles.ReqSkill: taxonomy.Skill, profiles.ReqCertification: taxonomy.Certification,
		profiles.ReqTitle: taxonomy.Title, profiles.ReqExperience: taxonomy.Title, profiles.ReqIndustry: taxonomy.Industry,
		profiles.ReqLanguage: taxonomy.Language, profiles.ReqDegree: taxonomy.Degree}[k]
}

func (p *whereParser) level(kind profiles.RequirementKind) (func(a, b int64) bool, int64, error) {
	op, ok := operators[p.peek().text]
	if !ok || p.peek().quoted {
		return nil, 0, nil
	}
	p.next()
	t := p.next()
	if kind == profiles.ReqLanguage {
		var l profiles.CEFR
		if err := l.UnmarshalText([]byte(t.text)); err != nil || l == 0 {
			return nil, 0, p.fail(t, "%q is no level: want A1 to C2", t.text)
		}
		return op, int64(l), nil
	}
	n, err := strconv.ParseInt(t.text, 10, 8)
	if kind != profiles.ReqSkill || err != nil || n < 1 || n > 5 {
		return nil, 0, p.fail(t, "%q is no level of a %s: want 1 to 5, of a skill", t.text, kind)
	}
	return op, int64(p.tax.Strength().Targets[n]), nil
}

// has says whether a row has a concept, at a level where one is asked. A list that is not empty is closed.
func (p *whereParser) has(s subject, kind profiles.RequirementKind, n taxonomy.No, op func(a, b int64) bool, level int64) truth {
	if s.role != nil {
		return p.states(s.role, kind, n)
	}
	c := s.candidate
	if !c.Known.Has(kind) {
		return unknown
	}
	got, ok := int64(0), false
	switch kind {
	case profiles.ReqSkill:
		if i := slices.IndexFunc(c.Skills, func(x facts.Skill) bool { return x.No == n }); i >= 0 {
			got, ok = int64(c.Skills[i].Strength), true
		}
	case profiles.ReqLanguage:
		if i := slices.IndexFunc(c.Languages, func(x facts.Language) bool { return x.No == n }); i >= 0 {
			if op != nil && c.Languages[i].Assumed {
				return unknown
			}
			got, ok = int64(c.Languages[i].Level), true
		}
	case profiles.ReqCertification:
		if i := slices.IndexFunc(c.Certs, func(x facts.Cert) bool { return x.No == n }); i >= 0 {
			if c.Certs[i].Assumed {
				return unknown
			}
			ok = c.Certs[i].Valid
		}
	case profiles.ReqTitle:
		ok = slices.ContainsFunc(c.Titles, func(x facts.Title) bool { return x.No == n })
	case profiles.ReqIndustry:
		ok = slices.Contains(c.Industries, n)
	case profiles.ReqExperience, profiles.ReqEvidence, profiles.ReqDegree:
	}
	if op != nil {
		return known(op(got, level) && (ok || got == 0))
	}
	return known(ok)
}

// states says whether a role names a concept: as a requirement, its title, or the industry of its employer.
func (p *whereParser) states(r *facts.Role, kind profiles.RequirementKind, n taxonomy.No) truth {
	if kind == profiles.ReqTitle && r.Title == n || kind == profiles.ReqIndustry && r.Industry == n {
		return yes
	}
	for i := range r.Requirements {
		if q := &r.Requirements[i]; q.Kind == kind && (q.No == n || slices.Contains(q.AnyOf, n)) {
			return yes
		}
	}
	return no
}
