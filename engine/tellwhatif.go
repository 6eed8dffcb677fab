package engine

import (
	"fmt"
	"strings"

	"tenon/engine/phrase"
)

// tell says a what-if to both sides.
func (w *whatIf) tell() Told {
	who, top := "candidate", "candidates for the role"
	if w.now.who != nil {
		who, top = "role", "roles for %s"
	}
	say := func(v voice) []string {
		noun := top
		if strings.Contains(noun, "%s") {
			noun = fmt.Sprintf(noun, v.object)
		}
		return w.sentences(who, noun)
	}
	return Told{Candidate: say(toCandidate), Employer: say(toEmployer)}
}

func (w *whatIf) sentences(who, noun string) []string {
	a := w.out
	var out []string
	if len(a.Changes) > 0 {
		out = append(out, fmt.Sprintf("Suppose: %s.", strings.Join(a.Changes, "; ")))
	}
	if len(a.Results) == 0 {
		return append(out, fmt.Sprintf("There are no %s to rank.", noun))
	}
	entered, moved := 0, 0
	var up *Shift
	for i := range a.Results {
		s := &a.Results[i]
		switch {
		case s.Before == 0 || s.Before > len(a.Results):
			entered++
		case s.Before != s.Rank:
			moved++
		}
		if s.Before > s.Rank && (up == nil || s.Before-s.Rank > up.Before-up.Rank) {
			up = s
		}
	}
	top := fmt.Sprintf("the best %d %s", len(a.Results), noun)
	switch {
	case len(a.Changes) == 0:
	case entered+moved == 0:
		out = append(out, fmt.Sprintf("The order of %s stays as it is.", top))
	case entered == 0:
		out = append(out, fmt.Sprintf("Of %s, %s another rank and none is new.", top, has(moved)))
	default:
		out = append(out, fmt.Sprintf("Of %s, %s and %s another rank.", top, isAre(entered, "new"), has(moved)))
	}
	if up != nil {
		out = append(out, fmt.Sprintf("%s %s rises most, from %s to %s.", phrase.Capital(who), up.ID, phrase.Ordinal(up.Before), phrase.Ordinal(up.Rank)))
	}
	if s := a.Stability; s != nil {
		out = append(out, s.sentence(who))
	}
	if n := a.After.Vetoed - a.Before.Vetoed; n != 0 {
		out = append(out, fmt.Sprintf("Conditions keep out %s in place of %s.", phrase.Number(a.After.Vetoed), phrase.Number(a.Before.Vetoed)))
	}
	return out
}

func (s *Stability) sentence(who string) string {
	least := s.Stays[0]
	for _, x := range s.Stays {
		if x.Times < least.Times {
			least = x
		}
	}
	if least.Times == s.Shakes {
		return fmt.Sprintf("Under %d changes of the weights by up to a fifth, every one of the best %d stays among them.", s.Shakes, s.Top)
	}
	return fmt.Sprintf("Under %d changes of the weights by up to a fifth, %s %s is the least steady of the best %d: it stays in %d %% of them.", s.Shakes, who, least.ID, s.Top, least.Share)
}

func isAre(n int, what string) string {
	if n == 1 {
		return "1 is " + what
	}
	return fmt.Sprintf("%d are %s", n, what)
}

func has(n int) string {
	if n == 1 {
		return "1 has"
	}
	return fmt.Sprintf("%d have", n)
}
