package engine

import (
	"slices"
	"strings"
	"sync"

	"tenon/engine/plan"
	"tenon/index/facts"
	"tenon/profiles"
)

// pair is a role and a candidate with everything that an explanation needs.
type pair struct {
	e    *Engine
	plan *plan.Plan
	role *profiles.Role
	*person

	plain       bool // totals alone
	strict      bool
	preferences []facts.Preference // of the reverse lines
	ranks       map[string]*Place  // by side
}

// person is a candidate as pairs read one: as the record says, and as little and as much as it can be where it says nothing.
type person struct {
	candidate          *profiles.Candidate
	asOf               profiles.Month
	facts, worst, best *facts.Candidate
	mentions           func() []facts.Mention // made when a line is described
}

// person reads a candidate, once for all pairs. Safe for concurrent use.
func (e *Engine) person(c *profiles.Candidate, asOf profiles.Month) *person {
	d := e.Deriver
	return &person{candidate: c, asOf: asOf, facts: d.Candidate(c, asOf, facts.AsIs), worst: d.Candidate(c, asOf, facts.Worst), best: d.Candidate(c, asOf, facts.Best),
		mentions: sync.OnceValue(func() []facts.Mention { return d.Mentions(c, asOf, facts.AsIs) })}
}

func (e *Engine) pair(p *plan.Plan, role *profiles.Role, who *person) *pair {
	return &pair{e: e, plan: p, role: role, person: who, ranks: map[string]*Place{}}
}

// result describes a pair from the very components that make its score.
func (x *pair) result() Result {
	s := x.plan.Score(x.facts)
	r := Result{Overall: s.Overall, Forward: s.F, Reverse: s.R, Lambda: s.Lambda, NotAsked: plan.Full - x.plan.Total,
		Musts: Musts{s.MustsMet, s.MustsOf}, AboveAsked: x.above(), Flags: flags(x.role.Flags, x.candidate.Flags)}
	x.lines(&r, s)
	low := x.plan.Score(x.worst)
	r.Low = Triple{low.F, low.R, low.Overall}
	r.High.Forward, r.High.Reverse, r.High.Overall = x.plan.Best(x.best)
	r.Coverage = coverage(s, x.plan.Total)
	for _, g := range x.plan.Gates(x.facts) {
		v := Veto{Gate: x.gateName(g), Reason: x.reason(g)}
		if g.Verdict == plan.Vetoed {
			r.Vetoes = append(r.Vetoes, v)
		} else {
			r.Unverified = append(r.Unverified, v)
		}
	}
	return r
}

// lines describes the components of a score, unless totals alone are asked for.
func (x *pair) lines(r *Result, s *plan.Score) {
	if r.Contributions = []Contribution{}; x.plain {
		return
	}
	r.Contributions = make([]Contribution, 0, len(s.Forward)+len(s.Reverse))
	for _, c := range s.Forward {
		r.Contributions = append(r.Contributions, x.forward(c))
	}
	for _, c := range s.Reverse {
		r.Contributions = append(r.Contributions, x.reverse(c))
		x.preferences = append(x.preferences, c.Preference)
	}
}

func flags(sets ...[]profiles.Flag) []string {
	var out []string
	for _, fs := range sets {
		for _, f := range fs {
			out = append(out, f.String())
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// above: some level or step of the candidate's lies over the one that is asked.
func (x *pair) above() bool {
	for i := range x.plan.Reqs {
		q := &x.plan.Reqs[i]
		if q.Kind == profiles.ReqTitle && q.Asked != 0 {
			for _, t := range x.facts.Titles {
				if uint8(t.Step) > q.Asked+1 {
					return true
				}
			}
		}
	}
	return false
}

// coverage is the share of the asked weight on which there is data, whole per cent, rounded down.
func coverage(s *plan.Score, total int32) Triple {
	var f, r int64
	for _, c := range s.Forward {
		if c.State != plan.NoData {
			f += int64(c.W)
		}
	}
	for _, c := range s.Reverse {
		if c.State != plan.NoData {
			r += int64(c.W)
		}
	}
	asked, wished := int64(total), int64(0)
	if len(s.Reverse) > 0 {
		wished = plan.Full
	}
	l := int64(s.Lambda)
	return Triple{percent(f, asked), percent(r, wished), percent(f*(100-l)+r*l, asked*(100-l)+wished*l)}
}

func percent(part, whole int64) int32 {
	if whole == 0 {
		return 0
	}
	return int32(100 * part / whole)
}

func (x *pair) forward(c plan.Component) Contribution {
	q := &x.plan.Reqs[c.Req]
	out := Contribution{Side: "forward", Category: plan.CategoryName(q.Kind), Requirement: x.asked(q), Necessity: q.Necessity.String(),
		Weight: c.W, Value: c.V, Points: c.Points, State: c.State.String()}
	tax := x.e.Deriver.Taxonomy
	if c.Matched != 0 {
		out.Matched = tax.Concept(c.Matched).Label
		if e, ok := tax.Similarity(c.Asked, c.Matched); ok && c.Asked != c.Matched {
			out.Edge = &e
		}
	}
	switch q.Kind {
	case profiles.ReqSkill:
		x.strength(&out, c, q)
	case profiles.ReqTitle:
		if c.Matched != 0 {
			out.Level = profiles.Seniority(c.Level).String()
		}
	case profiles.ReqLanguage:
		out.Level = profiles.CEFR(c.Level).String()
	case profiles.ReqDegree:
		out.Level = profiles.ISCED(c.Level).String()
		if c.Stands {
			out.Months = int(c.Months)
			out.Matched = x.e.words.Say("{0} months of work in place of a degree", c.Months)
		} else if c.Level != 0 {
			out.Matched = x.e.words.Say(out.Level)
		}
	case profiles.ReqExperience:
		out.Months = int(c.Months)
		if c.Months > 0 {
			out.Matched = x.e.words.Say("{0} months", c.Months)
		}
	case profiles.ReqEvidence:
		out.Matched = x.evidence(q)
	case profiles.ReqCertification, profiles.ReqIndustry:
	}
	if q.Kind != profiles.ReqSkill && c.V > 0 {
		out.Source = x.stated(c, q)
	}
	out.Assumed = append(out.Assumed, x.assumed(c, q)...)
	return out
}

// strength adds the mention that a skill's strength rests on.
func (x *pair) strength(out *Contribution, c plan.Component, q *plan.Req) {
	mentions := x.mentions()
	i := slices.IndexFunc(mentions, func(m facts.Mention) bool { return m.No == c.Matched })
	if i < 0 || c.Matched == 0 {
		return
	}
	m := &mentions[i]
	out.Strength = &Strength{S: m.S, Target: q.Target, L: m.L, E: m.E, R: m.R, From: m.Kind.String()}
	out.Source = x.mentioned(m)
	out.Found = out.Source.String()
	if m.NoLevel && m.Kind != facts.MentionCertificate && m.Kind != facts.MentionJob {
		out.Assumed = append(out.Assumed, "level")
	}
	if m.NoDate {
		out.Assumed = append(out.Assumed, "recency")
	}
}

func (x *pair) evidence(q *plan.Req) string {
	var out []string
	for k := profiles.EvidenceRepository; k <= profiles.EvidenceCommunity; k++ {
		if q.Asked&x.facts.Evidence>>(k-1)&1 == 1 {
			out = append(out, x.e.words.Say(k.String()))
		}
	}
	return strings.Join(out, ", ")
}

// assumed names what a value takes for granted beside the skill's own assumptions.
func (x *pair) assumed(c plan.Component, q *plan.Req) []string {
	if c.V == 0 {
		return nil
	}
	switch q.Kind {
	case profiles.ReqTitle:
		if c.Matched != 0 && x.facts.Unsure.Has(q.Kind) {
			return []string{"dates or titles of some jobs"}
		}
	case profiles.ReqExperience:
		if x.facts.Unsure.Has(q.Kind) {
			return []string{"jobs whose title is not in the taxonomy count"}
		}
	case profiles.ReqLanguage:
		if slices.ContainsFunc(x.facts.Languages, func(l facts.Language) bool { return l.No == c.Matched && l.Assumed }) {
			return []string{"level B1"}
		}
	case profiles.ReqCertification:
		if slices.ContainsFunc(x.facts.Certs, func(y facts.Cert) bool { return y.No == c.Matched && y.Assumed }) {
			return []string{"validity"}
		}
	case profiles.ReqSkill, profiles.ReqEvidence, profiles.ReqIndustry, profiles.ReqDegree:
	}
	return nil
}

// asked writes a requirement as a person would.
func (x *pair) asked(q *plan.Req) string {
	w := x.e.words
	s := x.e.names(q.Requirement)
	switch q.Kind {
	case profiles.ReqSkill:
		if q.Asked > 0 {
			s = w.Say("{0}, level {1}", s, q.Asked)
		}
		if q.Months > 0 {
			s = w.Say("{0}, {1} months", s, q.Months)
		}
	case profiles.ReqTitle:
		if q.Asked > 0 {
			s += ", " + w.Say(profiles.Seniority(q.Asked).String())
		}
	case profiles.ReqExperience:
		if s == "" {
			s = w.Say("any work")
		}
		s = w.Say("{0} months as {1}", q.Months, s)
	case profiles.ReqLanguage:
		if q.Asked > 0 {
			s += " " + profiles.CEFR(q.Asked).String()
		}
	case profiles.ReqDegree:
		s = w.Say(profiles.ISCED(q.Asked).String())
	case profiles.ReqEvidence:
		s = x.e.evidenceKinds(q.Asked)
	case profiles.ReqCertification, profiles.ReqIndustry:
	}
	return s
}

func (e *Engine) evidenceKinds(set uint8) string {
	var out []string
	for k := profiles.EvidenceRepository; k <= profiles.EvidenceCommunity; k++ {
		if set>>(k-1)&1 == 1 {
			out = append(out, e.words.Say(k.String()))
		}
	}
	if len(out) == int(profiles.EvidenceCommunity-profiles.EvidenceProject) {
		return e.words.Say("work that others can see")
	}
	return strings.Join(out, ", ")
}

func (x *pair) reverse(c plan.Component) Contribution {
	return Contribution{Side: "reverse", Category: c.Preference.String(), Requirement: x.wish(c.Preference), Matched: x.offer(c.Preference),
		Weight: c.W, Value: c.V, Points: c.Points, State: c.State.String()}
}

func (x *pair) gateName(g plan.Gate) string {
	w := x.e.words
	switch {
	case g.Wish:
		return w.Say("candidate: {0}", g.Preference)
	case g.Req >= 0:
		return w.Say("role: {0} {1}", x.plan.Reqs[g.Req].Kind, x.asked(&x.plan.Reqs[g.Req]))
	}
	return w.Say("role: country of applicants")
}

func (x *pair) reason(g plan.Gate) string {
	w := x.e.words
	switch {
	case g.Verdict == plan.Unverified:
		return w.Say("not known")
	case g.Wish:
		offer := x.offer(g.Preference)
		if offer == "" {
			offer = w.Say("something else")
		}
		return w.Say("wants {0}, offered {1}", x.wish(g.Preference), offer)
	case g.Req >= 0:
		return w.Say("not met")
	}
	return w.Say("lives in {0}, only {1} may apply", x.facts.Country, strings.Join(x.role.ApplicantCountries, ", "))
}
