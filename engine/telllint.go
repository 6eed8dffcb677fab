package engine

import (
	"fmt"
	"strings"

	"tenon/engine/phrase"
	"tenon/profiles"
)

// tell says what the requirements of a role do, to whoever asks for them and to whoever reads them.
func (a *Linted) tell() Told {
	if a.Pool == 0 {
		says := "There is nobody in the pool: nothing can be said of the requirements but what they say themselves."
		if a.Vetoed > 0 {
			says = fmt.Sprintf("Conditions keep out all %s: nobody can be ranked.", phrase.Count(a.Vetoed, "candidate"))
		}
		return Told{Candidate: append([]string{says}, a.findings()...), Employer: append([]string{says}, a.findings()...)}
	}
	return Told{Candidate: a.toCandidate(), Employer: a.toEmployer()}
}

func (a *Linted) toEmployer() []string {
	s := fmt.Sprintf("Of %s, %s %s", phrase.Count(a.Pool, "candidate"), a.reaching(), overallText(a.Threshold))
	if a.Vetoed > 0 {
		s += fmt.Sprintf("; conditions keep out %s more", phrase.Number(a.Vetoed))
	}
	out := []string{s + "."}
	if a.Musts > 0 {
		out = append(out, fmt.Sprintf("%s all %s.", a.passing("candidate"), phrase.Count(a.Musts, "must-have")))
	}
	if r := a.rarest(); r != nil {
		out = append(out, fmt.Sprintf("The rarest must-have is %s: %s of them pass it (%s %%)%s.", r.Requirement, phrase.Number(r.Pass), percentText(int32(r.Share)), r.alone()))
	}
	told := 0
	for i := range a.Advice {
		if x := &a.Advice[i]; x.Adds > 0 && told < toldLifts {
			out = append(out, fmt.Sprintf("%s would bring %s more to %s or above.", x.does(), phrase.Number(x.Adds), overallText(a.Threshold)))
			told++
		}
	}
	if told == 0 {
		out = append(out, fmt.Sprintf("Dropping, softening or lowering any one requirement brings nobody more to %s.", overallText(a.Threshold)))
	}
	return append(append(out, a.Degree.sentences("removes", "")...), a.findings()...)
}

func (a *Linted) toCandidate() []string {
	out := []string{fmt.Sprintf("You are one of %s whom the role considers; %s %s.", phrase.Count(a.Pool, "candidate"), a.reaching(), overallText(a.Threshold))}
	if a.Musts > 0 {
		out = append(out, fmt.Sprintf("%s all %s: do not wait until you do.", a.passing("candidate"), phrase.Count(a.Musts, "must-have")))
	}
	if r := a.rarest(); r != nil {
		out = append(out, fmt.Sprintf("Its rarest must-have is %s: %s of the %s pass it (%s %%).", r.Requirement, phrase.Number(r.Pass), phrase.Number(a.Pool), percentText(int32(r.Share))))
	}
	for i := range a.Advice {
		if x := &a.Advice[i]; x.Adds > 0 {
			out = append(out, fmt.Sprintf("Ask how firm %s is: without insisting on it the employer would have %s more to choose from.", x.Requirement, phrase.Number(x.Adds)))
			break
		}
	}
	return append(append(out, a.Degree.sentences("would remove", " Show your experience in its place.")...), a.findings()...)
}

// reaching says how many reach the threshold.
func (a *Linted) reaching() string {
	if a.Above == 1 {
		return "1 reaches"
	}
	return phrase.Number(a.Above) + " reach"
}

// alone says how many fail by a must-have alone.
func (q *Asked) alone() string {
	switch q.Alone {
	case 0:
		return ""
	case 1:
		return ", and 1 fails by it alone"
	}
	return fmt.Sprintf(", and %s fail by it alone", phrase.Number(q.Alone))
}

// passing says how many pass, as the beginning of a sentence.
func (a *Linted) passing(noun string) string {
	switch a.AllMusts {
	case 0:
		return "No " + noun + " passes"
	case 1:
		return "One " + noun + " passes"
	}
	return phrase.Number(a.AllMusts) + " " + noun + "s pass"
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
func (x *Advice) does() string {
	switch x.Do {
	case AdviceDrop:
		return "Dropping " + x.Requirement
	case AdviceSoften:
		return fmt.Sprintf("Softening %s to %s", x.Requirement, x.To)
	}
	return fmt.Sprintf("Lowering %s to %s", x.Requirement, x.To)
}

func (d *DegreeCost) sentences(removes, then string) []string {
	if d == nil {
		return []string{"The role asks for no degree."}
	}
	if d.Removes == 0 {
		return []string{fmt.Sprintf("As a filter, the degree (%s) %s none of the best %d by skills.", d.Degree, removes, d.Top)}
	}
	s := fmt.Sprintf("As a filter, the degree (%s) %s %d of the best %d by skills", d.Degree, removes, d.Removes, d.Top)
	var parts []string
	if d.Replaces > 0 {
		parts = append(parts, fmt.Sprintf("%d of them have the experience that stands for it", d.Replaces))
	}
	if d.Unknown > 0 {
		parts = append(parts, fmt.Sprintf("of %d nothing is known of education", d.Unknown))
	}
	if len(parts) > 0 {
		s += ": " + strings.Join(parts, ", ")
	}
	return []string{s + "." + then}
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
