package engine

import (
	"fmt"
	"strings"

	"tenon/engine/phrase"
)

// tell says the gaps to both sides.
func (g *gaps) tell() Told {
	return Told{Candidate: g.out.sentences(toCandidate), Employer: g.out.sentences(toEmployer)}
}

func (a *Gaps) sentences(v voice) []string {
	if a.Roles == 0 {
		return []string{"There are no open roles: nothing can be said of what to learn."}
	}
	out := []string{fmt.Sprintf("Of %s, %s %s already: %s.", phrase.Count(a.Roles, "open role"), phrase.Number(a.Reached), fit(a.Reached), a.means(v))}
	if a.Vetoed > 0 {
		out = append(out, fmt.Sprintf("Conditions close %s to %s; no advice leads where they would stay closed.", phrase.Count(a.Vetoed, "role"), v.object))
	}
	if len(a.Singles) == 0 {
		return append(out, fmt.Sprintf("No skill would bring %s nearer to another of them.", v.object))
	}
	best := &a.Singles[0]
	if best.Lifts == 0 {
		out = append(out, fmt.Sprintf("No single skill at level %d makes another role fit; %s would bring most of them nearer.", a.Level, best.Skill))
	} else {
		out = append(out, fmt.Sprintf("With %s at level %d, %s more would fit%s.", best.Skill, a.Level, phrase.Count(best.Lifts, "role"), best.Pay.says()))
	}
	out = append(out, best.howFar(v))
	for _, s := range a.Sets[min(1, len(a.Sets)):] {
		if s.Lifts == 0 {
			continue
		}
		out = append(out, fmt.Sprintf("With %s together, %s more%s.", phrase.Series(s.Skills), phrase.Count(s.Lifts, "role"), s.Pay.says()))
	}
	return out
}

// means says what fitting is.
func (a *Gaps) means(v voice) string {
	if a.Aim == AimTop {
		return fmt.Sprintf("%s %s among the best %d candidates there", v.subject, v.pick("are", "is"), a.Top)
	}
	return fmt.Sprintf("%s %s %s or more", v.subject, v.pick("score", "scores"), overallText(a.Threshold))
}

func fit(n int) string {
	if n == 1 {
		return "fits"
	}
	return "fit"
}

// says is the pay of roles in a subordinate clause.
func (p *PostedPay) says() string {
	switch {
	case p.Stated == 1 && p.NoRate == 0:
		return fmt.Sprintf("; one of them posts its pay, %s USD a year", phrase.Number(p.MedianUSD))
	case p.Stated > 0:
		s := fmt.Sprintf("; the median pay that %s of them post is %s USD a year", phrase.Number(p.Stated), phrase.Number(p.MedianUSD))
		if p.NoRate > 0 {
			s += fmt.Sprintf(", and %s in a currency without a rate", phrase.Count(p.NoRate, "role")+" pay")
		}
		return s
	case p.NoRate > 0:
		return "; none of them states a pay for which there is an exchange rate"
	case p.NoPay > 0:
		return "; none of them states its pay"
	}
	return ""
}

// howFar says what somebody has that is near, and what would prove the skill.
func (x *Gap) howFar(v voice) string {
	subject := phrase.Capital(v.subject)
	s := fmt.Sprintf("%s %s nothing near to it", subject, v.have)
	switch n := x.Nearest; {
	case n != nil && len(n.Steps) == 0:
		s = fmt.Sprintf("%s %s it already, at strength %d", subject, v.have, n.Strength)
	case n != nil && len(n.Steps) == 1:
		s = fmt.Sprintf("%s %s %s, which stands for it at %d %%", subject, v.have, n.Have, n.Sim)
	case n != nil:
		s = fmt.Sprintf("%s %s %s, %d steps away", subject, v.have, n.Have, len(n.Steps))
	}
	if len(x.Proofs) > 0 {
		var names []string
		for _, p := range x.Proofs[:min(2, len(x.Proofs))] {
			names = append(names, p.Certificate)
		}
		s += fmt.Sprintf("; %s would prove it", strings.Join(names, " or "))
	} else {
		s += "; no certificate is known that would prove it"
	}
	return s + "."
}
