package engine

import (
	"strings"

	"tenon/engine/phrase"
	"tenon/profiles"
)

// tell says what the requirements of a role do, to whoever asks for them and to whoever reads them.
func (a *Linted) tell(e *Engine) Told {
	you, them := e.voices()
	if a.Pool == 0 {
		says := them.Say("There is nobody in the pool: nothing can be said of the requirements but what they say themselves.")
		if a.Vetoed > 0 {
			says = them.Say("Conditions keep out all {0}: nobody can be ranked.", them.Count(a.Vetoed, "candidate"))
		}
		return Told{Candidate: append([]string{says}, a.findings()...), Employer: append([]string{says}, a.findings()...)}
	}
	return Told{Candidate: a.toCandidate(you), Employer: a.toEmployer(them)}
}

func (a *Linted) toEmployer(v voice) []string {
	s := v.Say("Of {0}, {1} {2}", v.Count(a.Pool, "candidate"), a.reaching(v), v.overall(a.Threshold))
	if a.Vetoed > 0 {
		s += v.Say("; conditions keep out {0} more", a.Vetoed)
	}
	out := []string{s + "."}
	if a.Musts > 0 {
		out = append(out, v.Say("{0} all {1}.", a.passing(v), v.Count(a.Musts, "must-have")))
	}
	if r := a.rarest(); r != nil {
		out = append(out, v.Say("The rarest must-have is {0}: {1} of them pass it ({2} %){3}.", r.Requirement, r.Pass, v.points(int32(r.Share)), r.alone(v)))
	}
	told := 0
	for i := range a.Advice {
		if x := &a.Advice[i]; x.Adds > 0 && told < toldLifts {
			out = append(out, v.Say("{0} would bring {1} more to {2} or above.", x.does(v), x.Adds, v.overall(a.Threshold)))
			told++
		}
	}
	if told == 0 {
		out = append(out, v.Say("Dropping, softening or lowering any one requirement brings nobody more to {0}.", v.overall(a.Threshold)))
	}
	return append(append(out, a.Degree.sentences(v)...), a.findings()...)
}

func (a *Linted) toCandidate(v voice) []string {
	out := []string{v.Say("You are one of {0} whom the role considers; {1} {2}.", v.Count(a.Pool, "candidate"), a.reaching(v), v.overall(a.Threshold))}
	if a.Musts > 0 {
		out = append(out, v.Say("{0} all {1}: do not wait until you do.", a.passing(v), v.Count(a.Musts, "must-have")))
	}
	if r := a.rarest(); r != nil {
		out = append(out, v.Say("Its rarest must-have is {0}: {1} of the {2} pass it ({3} %).", r.Requirement, r.Pass, a.Pool, v.points(int32(r.Share))))
	}
	for i := range a.Advice {
		if x := &a.Advice[i]; x.Adds > 0 {
			out = append(out, v.Say("Ask how firm {0} is: without insisting on it the employer would have {1} more to choose from.", x.Requirement, x.Adds))
			break
		}
	}
	return append(append(out, a.Degree.sentences(v)...), a.findings()...)
}

// reaching says how many reach the threshold.
func (a *Linted) reaching(v voice) string {
	if a.Above == 1 {
		return v.Say("1 reaches")
	}
	return v.Say("{0} reach", a.Above)
}

// alone says how many fail by a must-have alone.
func (q *Asked) alone(v voice) string {
	switch q.Alone {
	case 0:
		return ""
	case 1:
		return v.Say(", and 1 fails by it alone")
	}
	return v.Say(", and {0} fail by it alone", q.Alone)
}

// passing says how many pass, as the beginning of a sentence.
func (a *Linted) passing(v voice) string {
	switch a.AllMusts {
	case 0:
		return v.Say("No candidate passes")
	case 1:
		return v.Say("One candidate passes")
	}
	return v.Say("{0} candidates pass", a.AllMusts)
}

// rarest is the must-have that fewest pass; nil where there is none.
func (a *Linted) rarest() (out *Asked) {
	for i := range a.Requirements {
		if q := &a.Requirements[i]; q.Necessity == profiles.Must.String() && (out == nil || q.Pass < out.Pass) {
			out = q
		}
	}
	return out
}

// does is an advice as the beginning of a sentence.
func (x *Advice) does(v voice) string {
	switch x.Do {
	case AdviceDrop:
		return v.Say("Dropping {0}", x.Requirement)
	case AdviceSoften:
		return v.Say("Softening {0} to {1}", x.Requirement, v.Say(x.To))
	}
	return v.Say("Lowering {0} to {1}", x.Requirement, x.less(v))
}

// less is what a requirement is lowered to. To is the same for all languages.
func (x *Advice) less(v voice) string {
	if level, ok := strings.CutPrefix(x.To, "level "); ok {
		return v.Say("level {0}", level)
	}
	if months, ok := strings.CutSuffix(x.To, " months"); ok {
		return v.Say("{0} months", months)
	}
	return v.Say(x.To)
}

func (d *DegreeCost) sentences(v voice) []string {
	if d == nil {
		return []string{v.Say("The role asks for no degree.")}
	}
	if d.Removes == 0 {
		return []string{v.say("As a filter, the degree ({0}) would remove none of the best {1} by skills.", "As a filter, the degree ({0}) removes none of the best {1} by skills.", d.Degree, d.Top)}
	}
	s := v.say("As a filter, the degree ({0}) would remove {1} of the best {2} by skills", "As a filter, the degree ({0}) removes {1} of the best {2} by skills", d.Degree, d.Removes, d.Top)
	var parts []string
	if d.Replaces > 0 {
		parts = append(parts, v.Say("{0} of them have the experience that stands for it", d.Replaces))
	}
	if d.Unknown > 0 {
		parts = append(parts, v.Say("of {0} nothing is known of education", d.Unknown))
	}
	if len(parts) > 0 {
		s += ": " + strings.Join(parts, ", ")
	}
	if s += "."; !v.employer {
		s += v.Say(" Show your experience in its place.")
	}
	return []string{s}
}

// findings are the contradictions and what nobody can meet, which concern both sides.
func (a *Linted) findings() []string {
	var out []string
	for _, f := range a.Findings {
		if f.Kind == FoundContradiction || f.Kind == FoundUnmeetable {
			out = append(out, phrase.Capital(f.Says)+".")
		}
	}
	return out
}
