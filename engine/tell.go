package engine

import (
	"strings"

	"tenon/engine/phrase"
	"tenon/engine/plan"
)

// voice is who is spoken to about the candidate, in which language.
type voice struct {
	*phrase.Language
	employer bool
}

// voices are those of the two sides.
func (e *Engine) voices() (candidate, employer voice) {
	return voice{e.words, false}, voice{e.words, true}
}

// say is what is said to the candidate, or else of the candidate.
func (v voice) say(you, them string, values ...any) string {
	if v.employer {
		return v.Say(them, values...)
	}
	return v.Say(you, values...)
}

// overall shows 0–1,000,000 and points 0–10000 as 0–100 with two decimals.
func (v voice) overall(n int32) string { return overallIn(v.Language, n) }
func (v voice) points(n int32) string  { return overallIn(v.Language, 100*n) }

// tell says a score to both sides, from the lines of its tree.
func (x *pair) tell(r *Result) Told {
	you, them := x.e.voices()
	return Told{Candidate: x.sentences(r, you), Employer: x.sentences(r, them)}
}

func (x *pair) sentences(r *Result, v voice) []string {
	out := []string{x.total(r, v)}
	if p := r.Rank; p != nil {
		out = append(out, v.say("You are {0} of {1} candidates for the role.", "The candidate is {0} of {1} candidates for the role.", v.Ordinal(p.Rank), p.Of))
	}
	if p := r.RoleRank; p != nil {
		out = append(out, v.say("The role is {0} of {1} for you.", "The role is {0} of {1} for them.", v.Ordinal(p.Rank), v.Count(p.Of, "role")))
	}
	for _, g := range r.Vetoes {
		out = append(out, v.Say("A condition is not met ({0}): {1}.", g.Gate, g.Reason))
	}
	for _, g := range r.Unverified {
		out = append(out, v.Say("A condition has still to be verified ({0}).", g.Gate))
	}
	if r.Musts.Of > 0 {
		out = append(out, v.say("You meet {0} of {1}.", "The candidate meets {0} of {1}.", r.Musts.Met, v.Count(r.Musts.Of, "must-have")))
	}
	for i := range r.Tree {
		out = append(out, branch(r, &r.Tree[i], v))
	}
	if r.NotAsked > 0 {
		out = append(out, v.Say("{0} points are for nothing that the role asks, and nobody gets them.", v.points(r.NotAsked)))
	}
	return append(append(out, liftSentences(r, v)...), unknownSentence(r, v)...)
}

func (x *pair) total(r *Result, v voice) string {
	title := name(x.role.Title)
	if title == "" {
		title = x.role.ID
	}
	if r.Lambda == 0 {
		return v.say("For “{0}” you score {1} of 100: what the role asks for is all that counts.",
			"For “{0}” the candidate scores {1} of 100: what the role asks for is all that counts.", title, v.overall(r.Overall))
	}
	return v.say("For “{0}” you score {1} of 100: {2} for what the role asks, which counts {3} %, and {4} for what you want, which counts {5} %.",
		"For “{0}” the candidate scores {1} of 100: {2} for what the role asks, which counts {3} %, and {4} for what the candidate wants, which counts {5} %.",
		title, v.overall(r.Overall), v.points(r.Forward), 100-r.Lambda, v.points(r.Reverse), r.Lambda)
}

// branch is a sentence on a category: its points, and how its lines stand.
func branch(r *Result, b *Branch, v voice) string {
	by := map[string][]string{}
	for _, i := range b.Lines {
		c := &r.Contributions[i]
		by[c.State] = append(by[c.State], line(c, v))
	}
	var parts []string
	for _, s := range []struct {
		state plan.State
		says  string
	}{{plan.Met, v.Say("met")}, {plan.Partial, v.Say("in part")}, {plan.Missing, v.Say("missing")}, {plan.NoData, v.Say("not known")}} {
		if of := by[s.state.String()]; len(of) > 0 {
			parts = append(parts, s.says+": "+strings.Join(of, ", "))
		}
	}
	values := []any{v.Say(b.Category), v.points(b.Points), v.points(b.Weight), strings.Join(parts, "; ")}
	if b.Side == SideReverse {
		return v.say("In {0}, {1} of {2} points of what you want; {3}.", "In {0}, {1} of {2} points of what the candidate wants; {3}.", values...)
	}
	return v.Say("In {0}, {1} of {2} points of what the role asks; {3}.", values...)
}

// inSentence is a requirement as it stands in a sentence.
func inSentence(requirement string) string {
	return strings.Replace(requirement, ", level ", " at level ", 1)
}

// line names a line, with what stands in where that is something else.
func line(c *Contribution, v voice) string {
	s := inSentence(c.Requirement)
	switch {
	case c.Side == SideReverse && c.Matched != "":
		s += v.Say(" (offered: {0})", c.Matched)
	case c.Edge != nil:
		s += v.Say(" ({0} stands for it at {1} %)", c.Matched, c.Edge.Sim)
	case c.Strength != nil && c.Value < 100:
		s += v.Say(" (strength {0} of {1})", c.Strength.S, c.Strength.Target)
	case c.Months > 0 && c.Value < 100:
		s += " (" + c.Matched + ")"
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
		out = append(out, l.sentence(v))
	}
	return out
}

// sentence says what a lift would gain, and which rank it would bring.
func (l *Lift) sentence(v voice) string {
	s := ""
	if l.Side == SideReverse {
		s = v.Say("If the role offered {0} ({1}), the score would gain {2}", v.Say(l.Category), l.Requirement, v.overall(l.Adds.Overall))
	} else {
		s = v.say("With {0}, you would gain {1}", "With {0}, the candidate would gain {1}", inSentence(l.Requirement), v.overall(l.Adds.Overall))
	}
	return s + l.newRank(v) + "."
}

// newRank says of whom a lift would change the rank, and to which.
func (l *Lift) newRank(v voice) string {
	if l.Rank == nil {
		return ""
	}
	to := v.Ordinal(l.Rank.Rank)
	ofRole := l.Side == SideReverse
	switch {
	case l.RankBefore == nil && ofRole:
		return v.Say(" and the role would be {0}", to)
	case l.RankBefore == nil:
		return v.say(" and you would be {0}", " and the candidate would be {0}", to)
	case l.Rank.Rank < l.RankBefore.Rank && ofRole:
		return v.Say(" and the role would rise from {0} to {1}", v.Ordinal(l.RankBefore.Rank), to)
	case l.Rank.Rank < l.RankBefore.Rank:
		return v.say(" and you would rise from {0} to {1}", " and the candidate would rise from {0} to {1}", v.Ordinal(l.RankBefore.Rank), to)
	case ofRole:
		return v.Say(" and the role would stay {0}", to)
	}
	return v.say(" and you would stay {0}", " and the candidate would stay {0}", to)
}

func unknownSentence(r *Result, v voice) []string {
	n := 0
	for _, q := range r.NoData {
		if !q.Assumed {
			n++
		}
	}
	if r.Low.Overall == r.Overall && r.High.Overall == r.Overall {
		return nil
	}
	low, high := v.overall(r.Low.Overall), v.overall(r.High.Overall)
	if n == 0 {
		return []string{v.Say("What is not known leaves the score between {0} and {1}.", low, high)}
	}
	return []string{v.Say("What is not known leaves the score between {0} and {1}; there is no data on {2}.", low, high, v.Count(n, "line"))}
}

// overallText is an overall score in English, for what is no sentence.
func overallText(n int32) string { return overallIn(nil, n) }

func overallIn(l *phrase.Language, n int32) string { return l.Hundredths(int64(n) / 100) }
