package taxonomy

import (
	"strings"

	"tenon/profiles"
)

// stepRole says where a word of a title counts as a step of the career ladder.
type stepRole uint8

const (
	stepAnywhere stepRole = iota
	stepLeading           // only before another word: staff engineer, but not nursing staff
	stepTrailing          // only at the end, and when no word says a step: Engineer II
	stepOfField           // only with a field of work instead of a title: manager, data science
	stepWeak              // only when no other word says a step: associate
	stepNoise             // says nothing and is passed over: remote, m/w/d
	stepPlain             // looks like a step and is none: lead generation
	stepStop              // nothing after it is the title: at, for
)

var stepRoles = map[string]stepRole{"anywhere": stepAnywhere, "leading": stepLeading, "trailing": stepTrailing,
	"field": stepOfField, "weak": stepWeak, "noise": stepNoise, "plain": stepPlain, "stop": stepStop}

// stepWords is a line of seniority.txt.
type stepWords struct {
	role  stepRole
	step  profiles.Seniority
	names []string
}

// code packs role and step into the number that the trie of step words ends in.
func (w stepWords) code() No { return No(w.role)<<8 | No(w.step) | 1<<15 }

func stepOf(code No) (stepRole, profiles.Seniority) {
	return stepRole(code >> 8 & 0x7f), profiles.Seniority(code & 0xff)
}

// seniority reads seniority.txt: lines of "ROLE STEP: words | words" or "ROLE: words", the latter for the roles without step.
func (p *parser) seniority(file, content string) {
	for l := range lines(file, content) {
		head, names, ok := strings.Cut(l.text, ": ")
		roleName, stepName, _ := strings.Cut(head, " ")
		w := stepWords{names: list(names)}
		role, known := stepRoles[roleName]
		w.role = role
		err := w.step.UnmarshalText([]byte(stepName))
		hasStep := role < stepNoise
		if !ok || !known || err != nil || hasStep != (w.step != 0) {
			p.fault(l, "%q is not a role, a step and words", l.text)
			continue
		}
		p.steps = append(p.steps, w)
	}
}
