package engine

import (
	"fmt"
	"strings"

	"tenon/engine/phrase"
	"tenon/engine/plan"
)

// voice is who is spoken to about the candidate.
type voice struct{ subject, have, meet, possessive, object string }

var (
	toCandidate = voice{"you", "have", "meet", "your", "you"}
	toEmployer  = voice{"the candidate", "has", "meets", "the candidate's", "them"}
)

// tell says a score to both sides, from the lines of its tree.
func (x *pair) tell(r *Result) Told {
	return Told{Candidate: x.sentences(r, toCandidate), Employer: x.sentences(r, toEmployer)}
}

func (x *pair) sentences(r *Result, v voice) []string {
	out := []string{x.total(r, v)}
	if r.Rank != nil {
		out = append(out, fmt.Sprintf("%s %s %s of %s candidates for the role.", phrase.Capital(v.subject), v.pick("are", "is"), phrase.Ordinal(r.Rank.Rank), phrase.Number(r.Rank.Of)))
	}
	if r.RoleRank != nil {
		out = append(out, fmt.Sprintf("The role is %s of %s for %s.", phrase.Ordinal(r.RoleRank.Rank), phrase.Count(r.RoleRank.Of, "role"), v.object))
	}
	for _, g := range r.Vetoes {
		out = append(out, fmt.Sprintf("A condition is not met (%s): %s.", g.Gate, g.Reason))
	}
	for _, g := range r.Unverified {
		out = append(out, fmt.Sprintf("A condition has still to be verified (%s).", g.Gate))
	}
	if r.Musts.Of > 0 {
		out = append(out, fmt.Sprintf("%s %s %d of %s.", phrase.Capital(v.subject), v.meet, r.Musts.Met, phrase.Count(r.Musts.Of, "must-have")))
	}
	for i := range r.Tree {
		out = append(out, branch(r, &r.Tree[i], v))
	}
	if r.NotAsked > 0 {
		out = append(out, fmt.Sprintf("%s points are for nothing that the role asks, and nobody gets them.", percentText(r.NotAsked)))
	}
	return append(append(out, liftSentences(r, v)...), unknownSentence(r)...)
}

func (x *pair) total(r *Result, v voice) string {
	title := name(x.role.Title)
	if title == "" {
		title = x.role.ID
	}
	s := fmt.Sprintf("For “%s” %s %s %s of 100", title, v.subject, v.pick("score", "scores"), overallText(r.Overall))
	if r.Lambda == 0 {
		return s + ": what the role asks for is all that counts."
	}
	return s + fmt.Sprintf(": %s for what the role asks, which counts %d %%, and %s for what %s, which counts %d %%.", percentText(r.Forward), 100-r.Lambda,
		percentText(r.Reverse), v.pick("you want", "the candidate wants"), r.Lambda)
}

// branch is a sentence on a category: its points, and how its lines stand.
func branch(r *Result, b *Branch, v voice) string {
	by := map[string][]string{}
	for _, i := range b.Lines {
		c := &r.Contributions[i]
		by[c.State] = append(by[c.State], line(c))
	}
	var parts []string
	for _, s := range []struct {
		state plan.State
		says  string
	}{{plan.Met, "met"}, {plan.Partial, "in part"}, {plan.Missing, "missing"}, {plan.NoData, "not known"}} {
		if of := by[s.state.String()]; len(of) > 0 {
			parts = append(parts, fmt.Sprintf("%s: %s", s.says, strings.Join(of, ", ")))
		}
	}
	where := "the role asks"
	if b.Side == SideReverse {
		where = v.pick("you want", "the candidate wants")
	}
	return fmt.Sprintf("In %s, %s of %s points of what %s; %s.", b.Category, percentText(b.Points), percentText(b.Weight), where, strings.Join(parts, "; "))
}

// line names a line, with what stands in where that is something else.
func line(c *Contribution) string {
	s := strings.Replace(c.Requirement, ", level ", " at level ", 1)
	switch {
	case c.Side == SideReverse && c.Matched != "":
		s += fmt.Sprintf(" (offered: %s)", c.Matched)
	case c.Edge != nil:
		s += fmt.Sprintf(" (%s stands for it at %d %%)", c.Matched, c.Edge.Sim)
	case c.Strength != nil && c.Value < 100:
		s += fmt.Sprintf(" (strength %d of %d)", c.Strength.S, c.Strength.Target)
	case c.Months > 0 && c.Value < 100:
		s += fmt.Sprintf(" (%s)", c.Matched)
	}
	return s
}

// toldLifts is how many lifts are told.
const toldLifts = 3

func liftSentences(r *Result, v voice) []string {
	var out []string
	for i := range r.Missing {
		l := &r.Missing[i]
		if len(out) == toldLifts || l.Adds.Overall <= 0 {
			break
		}
		s := fmt.Sprintf("With %s, %s would gain %s", strings.Replace(l.Requirement, ", level ", " at level ", 1), v.subject, overallText(l.Adds.Overall))
		if l.Side == SideReverse {
			s = fmt.Sprintf("If the role offered %s (%s), the score would gain %s", l.Category, l.Requirement, overallText(l.Adds.Overall))
		}
		who := v.subject
		if l.Side == SideReverse {
			who = "the role"
		}
		switch {
		case l.Rank == nil:
		case l.RankBefore == nil:
			s += fmt.Sprintf(" and %s would be %s", who, phrase.Ordinal(l.Rank.Rank))
		case l.Rank.Rank < l.RankBefore.Rank:
			s += fmt.Sprintf(" and %s would rise from %s to %s", who, phrase.Ordinal(l.RankBefore.Rank), phrase.Ordinal(l.Rank.Rank))
		default:
			s += fmt.Sprintf(" and %s would stay %s", who, phrase.Ordinal(l.Rank.Rank))
		}
		out = append(out, s+".")
	}
	return out
}

func unknownSentence(r *Result) []string {
	n := 0
	for _, q := range r.NoData {
		if !q.Assumed {
			n++
		}
	}
	if r.Low.Overall == r.Overall && r.High.Overall == r.Overall {
		return nil
	}
	s := fmt.Sprintf("What is not known leaves the score between %s and %s", overallText(r.Low.Overall), overallText(r.High.Overall))
	if n > 0 {
		s += fmt.Sprintf("; there is no data on %s", phrase.Count(n, "line"))
	}
	return []string{s + "."}
}

func (v *voice) pick(candidate, employer string) string {
	if v.object == "you" {
		return candidate
	}
	return employer
}

// overallText shows 0–1,000,000 and percentText 0–10000 as 0–100 with two decimals.
func overallText(v int32) string {
	sign, n := "", int64(v)
	if n < 0 {
		sign, n = "−", -n
	}
	return fmt.Sprintf("%s%d.%02d", sign, n/10000, n/100%100)
}

func percentText(v int32) string { return overallText(v * 100) }
