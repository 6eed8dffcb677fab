package plan

import (
	"math/bits"

	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// Verdict is the outcome of a gate.
type Verdict uint8

// Unverified does not veto, unless the request is strict.
const (
	Passed Verdict = iota
	Unverified
	Vetoed
)

// Gate is the outcome of one gate: of a requirement (Req ≥ 0), of the countries of applicants (Req −1), or of a wish.
type Gate struct {
	Verdict    Verdict
	Req        int
	Wish       bool
	Preference facts.Preference
}

// Gates lists the gates of both sides that do not pass on exact facts.
func (p *Plan) Gates(c *facts.Candidate) []Gate {
	var out []Gate
	add := func(g Gate) {
		if g.Verdict != Passed {
			out = append(out, g)
		}
	}
	for i := range p.Reqs {
		if q := &p.Reqs[i]; q.Gate {
			add(Gate{Verdict: p.requirementGate(q, c), Req: i})
		}
	}
	if len(p.Role.Applicants) > 0 {
		add(Gate{Verdict: countryGate(p.Role.Applicants, c.Country), Req: -1})
	}
	for m := c.Wish.Only & c.Wish.Stated; m != 0; m &= m - 1 {
		k := facts.Preference(bits.TrailingZeros8(m))
		add(Gate{Verdict: p.wishGate(k, &c.Wish, c.Country), Req: -1, Wish: true, Preference: k})
	}
	return out
}

// Veto says whether a gate fails; under strict an unknown fact fails it too.
func Veto(gs []Gate, strict bool) bool {
	for _, g := range gs {
		if g.Verdict == Vetoed || strict {
			return true
		}
	}
	return false
}

func (p *Plan) requirementGate(q *Req, c *facts.Candidate) Verdict {
	met := p.Value(q, c).V == 100
	assumed := c.Unsure.Has(q.Kind) && !met || p.rests(q, c)
	return verdict(met, assumed)
}

func verdict(met, assumed bool) Verdict {
	switch {
	case assumed:
		return Unverified
	case met:
		return Passed
	}
	return Vetoed
}

// rests says whether a value rests on an assumed level of a language or an assumed date of a certificate that is asked for.
func (p *Plan) rests(q *Req, c *facts.Candidate) (yes bool) {
	switch q.Kind {
	case profiles.ReqLanguage:
		q.Each(func(n taxonomy.No) {
			for _, l := range c.Languages {
				yes = yes || l.No == n && l.Assumed
			}
		})
	case profiles.ReqCertification:
		q.Each(func(n taxonomy.No) {
			for _, x := range c.Certs {
				yes = yes || x.No == n && x.Assumed
			}
		})
	case profiles.ReqSkill, profiles.ReqTitle, profiles.ReqExperience, profiles.ReqEvidence, profiles.ReqIndustry, profiles.ReqDegree:
	}
	return yes
}

func countryGate(allowed []facts.Country, c facts.Country) Verdict {
	return verdict(contains(allowed, c), c == 0)
}

// wishGate judges a wish that is a must for the candidate. Pay is compared to the dollar, not in the units of the score.
func (p *Plan) wishGate(k facts.Preference, w *facts.Wish, country facts.Country) Verdict {
	v, known := p.Preference(k, w, country)
	if k == facts.PrefPay && known {
		return verdict(p.Role.PayUSD >= w.PayUSD, false)
	}
	return verdict(v == 100, !known)
}
