package plan

import (
	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// Value is what a candidate is worth to one requirement.
type Value struct {
	V       uint8       // per cent
	Matched taxonomy.No // what of the candidate's it rests on, 0 none
	Asked   taxonomy.No // which of the requirement's concepts it answers
	Sim     uint8
	// Strength is the skill's, Months the experience's, Level the language's or the degree's; others 0.
	Strength uint8
	Months   uint16
	Level    uint8
	Stands   bool // experience stands for the degree
}

// Value computes v of one requirement: the table of scoring.md, "Value of a requirement".
func (p *Plan) Value(q *Req, c *facts.Candidate) Value {
	if c.Open.Has(q.Kind) {
		return Value{V: 100}
	}
	var best Value
	take := func(v Value) {
		if better(v, best) {
			best = v
		}
	}
	switch q.Kind {
	case profiles.ReqSkill:
		q.Each(func(n taxonomy.No) { p.skill(q, n, c, take) })
	case profiles.ReqCertification:
		q.Each(func(n taxonomy.No) { p.certification(n, c, take) })
	case profiles.ReqTitle:
		q.Each(func(n taxonomy.No) { p.title(q, n, c, take) })
	case profiles.ReqExperience:
		q.Each(func(n taxonomy.No) {
			m := c.MonthsIn(n)
			take(Value{V: experience(m, q.Months), Asked: n, Months: m})
		})
	case profiles.ReqEvidence:
		return Value{V: evidence(q.Asked & c.Evidence)}
	case profiles.ReqIndustry:
		q.Each(func(n taxonomy.No) { p.industry(n, c, take) })
	case profiles.ReqLanguage:
		q.Each(func(n taxonomy.No) { p.language(q, n, c, take) })
	case profiles.ReqDegree:
		return p.degree(q, c)
	}
	return best
}

// better: the larger v, then the higher similarity, then the smaller concept.
func better(a, b Value) bool {
	if a.V != b.V {
		return a.V > b.V
	}
	if a.Sim != b.Sim {
		return a.Sim > b.Sim
	}
	return b.Matched != 0 && a.Matched != 0 && a.Matched < b.Matched
}

func (p *Plan) skill(q *Req, n taxonomy.No, c *facts.Candidate, take func(Value)) {
	near, i := p.World.Taxonomy.Near(n), 0
	for _, s := range c.Skills {
		for i < len(near) && near[i].No < s.No {
			i++
		}
		if i < len(near) && near[i].No == s.No {
			take(Value{V: skillValue(near[i].Sim, s.Strength, q.Target), Matched: s.No, Asked: n, Sim: near[i].Sim, Strength: s.Strength})
		}
	}
}

// skillValue is (2·sim·min(s,t) + t) div (2t): similarity stays outside of the minimum.
func skillValue(sim, s, t uint8) uint8 {
	if s >= t {
		return sim
	}
	return uint8((2*uint32(sim)*uint32(s) + uint32(t)) / (2 * uint32(t)))
}

func (p *Plan) certification(n taxonomy.No, c *facts.Candidate, take func(Value)) {
	for _, x := range c.Certs {
		if e, ok := p.World.Taxonomy.Similarity(n, x.No); ok {
			take(Value{V: certValue(x.No == n, x.Valid), Matched: x.No, Asked: n, Sim: e.Sim})
		}
	}
}

// certValue: the same certificate valid 100, expired 50; a related one 60, and half of that expired.
func certValue(same, valid bool) uint8 {
	switch {
	case same && valid:
		return 100
	case same:
		return 50
	case valid:
		return 60
	}
	return 30
}

func (p *Plan) title(q *Req, n taxonomy.No, c *facts.Candidate, take func(Value)) {
	for _, t := range c.Titles {
		if e, ok := p.World.Taxonomy.Similarity(n, t.No); ok {
			take(Value{V: titleValue(e.Sim, profiles.Seniority(q.Asked), t.Step, t.Recency), Matched: t.No, Asked: n, Sim: e.Sim, Level: uint8(t.Step)})
		}
	}
}

func titleValue(sim uint8, asked, has profiles.Seniority, recency uint16) uint8 {
	return recent(uint32(sim)*seniority(asked, has), recency)
}

// recent is what a title worth 0–10000 is worth when it was held recency ‰ recently.
func recent(worth uint32, recency uint16) uint8 {
	return uint8((worth*uint32(recency) + 50_000) / 100_000)
}

// seniority: the asked step or above 100, one step below 80, two 50, more 0.
func seniority(asked, has profiles.Seniority) uint32 {
	if has >= asked {
		return 100
	}
	switch asked - has {
	case 1:
		return 80
	case 2:
		return 50
	}
	return 0
}

// experience is linear in the months asked, rounded down.
func experience(months, asked uint16) uint8 {
	if months >= asked {
		return 100
	}
	return uint8(100 * uint32(months) / uint32(asked))
}

// evidence: 60, 80, 100 for one, two, three kinds.
func evidence(set uint8) uint8 {
	n := 0
	for ; set != 0; set &= set - 1 {
		n++
	}
	if n == 0 {
		return 0
	}
	return uint8(40 + 20*min(n, 3))
}

func (p *Plan) industry(n taxonomy.No, c *facts.Candidate, take func(Value)) {
	for _, x := range c.Industries {
		if v := p.World.industryValue(n, x); v > 0 {
			take(Value{V: v, Matched: x, Asked: n, Sim: v})
		}
	}
}

// industryValue: the same 100, the same parent (or one the parent of the other) 50.
func (w *World) industryValue(asked, has taxonomy.No) uint8 {
	if asked == has {
		return 100
	}
	if w.sector(asked) == w.sector(has) {
		return 50
	}
	return 0
}

func (w *World) sector(n taxonomy.No) taxonomy.No {
	if p := w.Taxonomy.Concept(n).Parent; p != 0 {
		return p
	}
	return n
}

func (p *Plan) language(q *Req, n taxonomy.No, c *facts.Candidate, take func(Value)) {
	for _, l := range c.Languages {
		if l.No == n {
			take(Value{V: languageValue(q.Asked, uint8(l.Level)), Matched: n, Asked: n, Sim: 100, Level: uint8(l.Level)})
		}
	}
}

// languageValue: level met 100, one CEFR step below 50.
func languageValue(asked, has uint8) uint8 {
	switch {
	case has >= asked:
		return 100
	case has+1 == asked:
		return 50
	}
	return 0
}

// substituteMonths is n of scoring.md, "degree", by missing levels.
var substituteMonths = [4]uint32{0, 36, 72, 120}

func (p *Plan) degree(q *Req, c *facts.Candidate) Value {
	m := c.MonthsIn(p.Role.Family)
	if c.Open.Has(profiles.ReqExperience) {
		m = profiles.MaxMonths
	}
	has := uint8(c.Degree)
	v := Value{V: degreeValue(q.Asked, has, m, p.substitution, p.holdsAsked(c)), Level: has}
	if v.V > levelValue(q.Asked, has) {
		v.Months, v.Stands = m, true
	}
	return v
}

// degreeValue is the larger of the level's own worth and, where it is allowed, of experience in its place.
func degreeValue(asked, has uint8, months uint16, substitution, cert bool) uint8 {
	v := levelValue(asked, has)
	if v == 100 || !substitution {
		return v
	}
	return max(v, substitute(missing(asked, has), months, cert))
}

// levelValue: level met 100, one level below 50.
func levelValue(asked, has uint8) uint8 {
	switch {
	case has >= asked:
		return 100
	case has != 0 && has+1 == asked:
		return 50
	}
	return 0
}

// missing is the number of levels below the one asked, 1 to 3; an unknown degree is three below.
func missing(asked, has uint8) int {
	if has == 0 {
		return 3
	}
	return min(3, int(asked)-int(has))
}

func substitute(missing int, months uint16, cert bool) uint8 {
	v := min(90, 90*uint32(months)/substituteMonths[missing])
	if cert {
		v = min(100, v+10)
	}
	return uint8(v)
}

// holdsAsked says whether the candidate has a valid certificate that the role asks for.
func (p *Plan) holdsAsked(c *facts.Candidate) bool {
	for i := range p.Reqs {
		q := &p.Reqs[i]
		if q.Kind != profiles.ReqCertification {
			continue
		}
		if c.Open.Has(q.Kind) {
			return true
		}
		held := false
		q.Each(func(n taxonomy.No) {
			for _, x := range c.Certs {
				held = held || x.No == n && x.Valid
			}
		})
		if held {
			return true
		}
	}
	return false
}
