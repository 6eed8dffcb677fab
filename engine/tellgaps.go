package engine

// tell says the gaps to both sides.
func (g *gaps) tell() Told {
	you, them := g.e.voices()
	return Told{Candidate: g.out.sentences(you), Employer: g.out.sentences(them)}
}

func (a *Gaps) sentences(v voice) []string {
	if a.Roles == 0 {
		return []string{v.Say("There are no open roles: nothing can be said of what to learn.")}
	}
	fit := v.Say("Of {0}, {1} fit already: {2}.", v.Count(a.Roles, "open role"), a.Reached, a.means(v))
	if a.Reached == 1 {
		fit = v.Say("Of {0}, 1 fits already: {1}.", v.Count(a.Roles, "open role"), a.means(v))
	}
	out := []string{fit}
	if a.Vetoed > 0 {
		out = append(out, v.say("Conditions close {0} to you; no advice leads where they would stay closed.",
			"Conditions close {0} to them; no advice leads where they would stay closed.", v.Count(a.Vetoed, "role")))
	}
	if len(a.Singles) == 0 {
		return append(out, v.say("No skill would bring you nearer to another of them.", "No skill would bring them nearer to another of them."))
	}
	best := &a.Singles[0]
	if best.Lifts == 0 {
		out = append(out, v.Say("No single skill at level {0} makes another role fit; {1} would bring most of them nearer.", a.Level, best.Skill))
	} else {
		out = append(out, v.Say("With {0} at level {1}, {2} more would fit{3}.", best.Skill, a.Level, v.Count(best.Lifts, "role"), best.Pay.says(v)))
	}
	out = append(out, best.howFar(v))
	for _, s := range a.Sets[min(1, len(a.Sets)):] {
		if s.Lifts == 0 {
			continue
		}
		out = append(out, v.Say("With {0} together, {1} more{2}.", v.Series(s.Skills), v.Count(s.Lifts, "role"), s.Pay.says(v)))
	}
	return out
}

// means says what fitting is.
func (a *Gaps) means(v voice) string {
	if a.Aim == AimTop {
		return v.say("you are among the best {0} candidates there", "the candidate is among the best {0} candidates there", a.Top)
	}
	return v.say("you score {0} or more", "the candidate scores {0} or more", v.overall(a.Threshold))
}

// says is the pay of roles in a subordinate clause.
func (p *PostedPay) says(v voice) string {
	switch {
	case p.Stated == 1 && p.NoRate == 0:
		return v.Say("; one of them posts its pay, {0} USD a year", p.MedianUSD)
	case p.Stated > 0:
		s := v.Say("; the median pay that {0} of them post is {1} USD a year", p.Stated, p.MedianUSD)
		if p.NoRate > 0 {
			s += v.Say(", and {0} pay in a currency without a rate", v.Count(p.NoRate, "role"))
		}
		return s
	case p.NoRate > 0:
		return v.Say("; none of them states a pay for which there is an exchange rate")
	case p.NoPay > 0:
		return v.Say("; none of them states its pay")
	}
	return ""
}

// howFar says what somebody has that is near, and what would prove the skill.
func (x *Gap) howFar(v voice) string {
	s := v.say("You have nothing near to it", "The candidate has nothing near to it")
	switch n := x.Nearest; {
	case n != nil && len(n.Steps) == 0:
		s = v.say("You have it already, at strength {0}", "The candidate has it already, at strength {0}", n.Strength)
	case n != nil && len(n.Steps) == 1:
		s = v.say("You have {0}, which stands for it at {1} %", "The candidate has {0}, which stands for it at {1} %", n.Have, n.Sim)
	case n != nil:
		s = v.say("You have {0}, {1} steps away", "The candidate has {0}, {1} steps away", n.Have, len(n.Steps))
	}
	if len(x.Proofs) > 0 {
		var names []string
		for _, p := range x.Proofs[:min(2, len(x.Proofs))] {
			names = append(names, p.Certificate)
		}
		s += v.Say("; {0} would prove it", v.Choice(names))
	} else {
		s += v.Say("; no certificate is known that would prove it")
	}
	return s + "."
}
