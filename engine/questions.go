package engine

import (
	"cmp"
	"slices"

	"tenon/engine/plan"
	"tenon/index/facts"
	"tenon/profiles"
)

// questions are what to ask about the lines without data, and then about those that take something for granted.
func (x *pair) questions(r *Result) []Question {
	out := []Question{}
	for i := range r.Contributions {
		c := &r.Contributions[i]
		if c.State != plan.NoData.String() && len(c.Assumed) == 0 || c.Weight == 0 {
			continue
		}
		q := Question{Line: i, To: ForCandidate, Requirement: c.Requirement, Assumed: c.State != plan.NoData.String(), Points: c.Weight - c.Points}
		if c.Side == SideForward {
			q.Question = x.ask(&x.plan.Reqs[i], c)
		} else {
			q.To, q.Question = x.askBack(x.preferences[i-len(x.plan.Reqs)])
		}
		out = append(out, q)
	}
	slices.SortStableFunc(out, func(a, b Question) int {
		return cmp.Or(cmp.Compare(b2i(a.Assumed), b2i(b.Assumed)), cmp.Compare(b.Points, a.Points))
	})
	return out
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// ask is the question to a candidate about a requirement.
func (x *pair) ask(q *plan.Req, c *Contribution) string {
	w := x.e.words
	what := x.e.names(q.Requirement)
	switch q.Kind {
	case profiles.ReqSkill:
		if c.Value > 0 {
			return x.askSkill(c)
		}
		return w.Say("Have you worked with {0}: at what level, where, and until when?", what)
	case profiles.ReqCertification:
		if c.Value > 0 {
			return w.Say("When was your certificate {0} issued, and until when is it valid?", c.Matched)
		}
		return w.Say("Do you hold {0}, since when, and until when is it valid?", what)
	case profiles.ReqTitle:
		return w.Say("From when to when did you hold which titles, and was one of them {0}?", what)
	case profiles.ReqExperience:
		return w.Say("From when to when was each of your jobs, and what was its title? The role asks for {0}.", c.Requirement)
	case profiles.ReqEvidence:
		return w.Say("Is there work that others can see: {0}?", x.e.evidenceKinds(q.Asked))
	case profiles.ReqIndustry:
		return w.Say("In which industries have you worked, and was one of them {0}?", what)
	case profiles.ReqLanguage:
		if c.Value > 0 || slices.Contains(c.Assumed, "level B1") {
			return w.Say("How well do you speak {0}, from A1 to C2?", what)
		}
		return w.Say("Do you speak {0}, and how well, from A1 to C2?", what)
	case profiles.ReqDegree:
		return w.Say("Which is your highest finished degree?")
	}
	return ""
}

// askSkill asks for what the strength of a skill takes for granted.
func (x *pair) askSkill(c *Contribution) string {
	w := x.e.words
	level, recency := slices.Contains(c.Assumed, "level"), slices.Contains(c.Assumed, "recency")
	switch {
	case level && recency:
		return w.Say("At what level do you know, and when did you last use {0}?", c.Matched)
	case level:
		return w.Say("At what level do you know {0}?", c.Matched)
	case recency:
		return w.Say("When did you last use {0}?", c.Matched)
	}
	return w.Say("Where did you use {0}?", c.Matched)
}

// askBack is the question about a wish, and whom to ask it: the employer where the role is silent, else the candidate.
func (x *pair) askBack(k facts.Preference) (to, question string) {
	r, w := x.plan.Role, x.e.words
	switch k {
	case facts.PrefPay:
		switch {
		case x.facts.Wish.NoRate:
			return ForCandidate, w.Say("There is no exchange rate for {0}: how much do you want in another currency?", x.candidate.Preferences.Pay.Min.Currency)
		case r.NoRate:
			return ForEmployer, w.Say("There is no exchange rate for {0}: what does the role pay in another currency?", x.role.Pay.Currency)
		}
		return ForEmployer, w.Say("What does the role pay?")
	case facts.PrefPlace:
		switch {
		case r.Modes == 0:
			return ForEmployer, w.Say("Is the role remote, hybrid or on site, and where?")
		case len(r.RemoteIn) > 0 && x.facts.Country == 0:
			return ForCandidate, w.Say("In which country do you live?")
		case r.Geo == 0:
			return ForEmployer, w.Say("In which city is the role?")
		}
		return ForCandidate, w.Say("In which city do you live, or want to work?")
	case facts.PrefSkills:
		return ForEmployer, w.Say("Which skills will the work use?")
	case facts.PrefSeniority:
		return ForEmployer, w.Say("At which step of the ladder is the role?")
	case facts.PrefEngagement:
		return ForEmployer, w.Say("Is the role permanent, a contract, or a project trial?")
	case facts.PrefValues:
		return ForEmployer, w.Say("What does the role offer beside pay: learning, leave, equity, a purpose?")
	case facts.PrefInterview:
		return ForEmployer, w.Say("How are the interviews held: on site, by video, as a task?")
	case facts.Preferences:
	}
	return ForEmployer, ""
}
