package engine

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

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
	what := x.e.names(q.Requirement)
	switch q.Kind {
	case profiles.ReqSkill:
		if c.Value > 0 {
			return x.askSkill(c)
		}
		return fmt.Sprintf("Have you worked with %s: at what level, where, and until when?", what)
	case profiles.ReqCertification:
		if c.Value > 0 {
			return fmt.Sprintf("When was your certificate %s issued, and until when is it valid?", c.Matched)
		}
		return fmt.Sprintf("Do you hold %s, since when, and until when is it valid?", what)
	case profiles.ReqTitle:
		return fmt.Sprintf("From when to when did you hold which titles, and was one of them %s?", what)
	case profiles.ReqExperience:
		return fmt.Sprintf("From when to when was each of your jobs, and what was its title? The role asks for %s.", c.Requirement)
	case profiles.ReqEvidence:
		return fmt.Sprintf("Is there work that others can see: %s?", evidenceKinds(q.Asked))
	case profiles.ReqIndustry:
		return fmt.Sprintf("In which industries have you worked, and was one of them %s?", what)
	case profiles.ReqLanguage:
		if c.Value > 0 || slices.Contains(c.Assumed, "level B1") {
			return fmt.Sprintf("How well do you speak %s, from A1 to C2?", what)
		}
		return fmt.Sprintf("Do you speak %s, and how well, from A1 to C2?", what)
	case profiles.ReqDegree:
		return "Which is your highest finished degree?"
	}
	return ""
}

// askSkill asks for what the strength of a skill takes for granted.
func (x *pair) askSkill(c *Contribution) string {
	var parts []string
	if slices.Contains(c.Assumed, "level") {
		parts = append(parts, "at what level do you know")
	}
	if slices.Contains(c.Assumed, "recency") {
		parts = append(parts, "when did you last use")
	}
	if len(parts) == 0 {
		parts = []string{"where did you use"}
	}
	s := strings.Join(parts, ", and ")
	return fmt.Sprintf("%s%s %s?", strings.ToUpper(s[:1]), s[1:], c.Matched)
}

// askBack is the question about a wish, and whom to ask it: the employer where the role is silent, else the candidate.
func (x *pair) askBack(k facts.Preference) (to, question string) {
	r := x.plan.Role
	switch k {
	case facts.PrefPay:
		switch {
		case x.facts.Wish.NoRate:
			return ForCandidate, fmt.Sprintf("There is no exchange rate for %s: how much do you want in another currency?", x.candidate.Preferences.Pay.Min.Currency)
		case r.NoRate:
			return ForEmployer, fmt.Sprintf("There is no exchange rate for %s: what does the role pay in another currency?", x.role.Pay.Currency)
		}
		return ForEmployer, "What does the role pay?"
	case facts.PrefPlace:
		switch {
		case r.Modes == 0:
			return ForEmployer, "Is the role remote, hybrid or on site, and where?"
		case len(r.RemoteIn) > 0 && x.facts.Country == 0:
			return ForCandidate, "In which country do you live?"
		case r.Geo == 0:
			return ForEmployer, "In which city is the role?"
		}
		return ForCandidate, "In which city do you live, or want to work?"
	case facts.PrefSkills:
		return ForEmployer, "Which skills will the work use?"
	case facts.PrefSeniority:
		return ForEmployer, "At which step of the ladder is the role?"
	case facts.PrefEngagement:
		return ForEmployer, "Is the role permanent, a contract, or a project trial?"
	case facts.PrefValues:
		return ForEmployer, "What does the role offer beside pay: learning, leave, equity, a purpose?"
	case facts.PrefInterview:
		return ForEmployer, "How are the interviews held: on site, by video, as a task?"
	case facts.Preferences:
	}
	return ForEmployer, ""
}
