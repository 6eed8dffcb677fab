package engine

import (
	"strings"

	"tenon/engine/phrase"
)

// tell says a what-if to both sides.
func (w *whatIf) tell() Told {
	say := func(v voice) []string {
		who, noun := v.Say("candidate"), v.Say("candidates for the role")
		if w.now.who != nil {
			who, noun = v.Say("role"), v.say("roles for you", "roles for them")
		}
		return w.sentences(v, who, noun)
	}
	you, them := w.e.voices()
	return Told{Candidate: say(you), Employer: say(them)}
}

func (w *whatIf) sentences(v voice, who, noun string) []string {
	a := w.out
	var out []string
	if len(a.Changes) > 0 {
		out = append(out, v.Say("Suppose: {0}.", strings.Join(a.Changes, "; ")))
	}
	if len(a.Results) == 0 {
		return append(out, v.Say("There are no {0} to rank.", noun))
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
	top := v.Say("the best {0} {1}", len(a.Results), noun)
	switch {
	case len(a.Changes) == 0:
	case entered+moved == 0:
		out = append(out, v.Say("The order of {0} stays as it is.", top))
	case entered == 0:
		out = append(out, v.Say("Of {0}, {1} another rank and none is new.", top, has(v, moved)))
	default:
		out = append(out, v.Say("Of {0}, {1} and {2} another rank.", top, areNew(v, entered), has(v, moved)))
	}
	if up != nil {
		out = append(out, v.Say("{0} {1} rises most, from {2} to {3}.", phrase.Capital(who), up.ID, v.Ordinal(up.Before), v.Ordinal(up.Rank)))
	}
	if s := a.Stability; s != nil {
		out = append(out, s.sentence(v, who))
	}
	if n := a.After.Vetoed - a.Before.Vetoed; n != 0 {
		out = append(out, v.Say("Conditions keep out {0} in place of {1}.", a.After.Vetoed, a.Before.Vetoed))
	}
	return out
}

func (s *Stability) sentence(v voice, who string) string {
	least := s.Stays[0]
	for _, x := range s.Stays {
		if x.Times < least.Times {
			least = x
		}
	}
	if least.Times == s.Shakes {
		return v.Say("Under {0} changes of the weights by up to a fifth, every one of the best {1} stays among them.", s.Shakes, s.Top)
	}
	return v.Say("Under {0} changes of the weights by up to a fifth, {1} {2} is the least steady of the best {3}: it stays in {4} % of them.", s.Shakes, who, least.ID, s.Top, least.Share)
}

func areNew(v voice, n int) string {
	if n == 1 {
		return v.Say("1 is new")
	}
	return v.Say("{0} are new", n)
}

func has(v voice, n int) string {
	if n == 1 {
		return v.Say("1 has")
	}
	return v.Say("{0} have", n)
}
