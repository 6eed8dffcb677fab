package main

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A sentence is written as text with places to fill:
//
//	{Spark}         a skill by its name; {Spark|in memory} is the same skill in other words
//	[warehouse]     the member of a group of tools that the person or the team has
//	#20-90#         a number; #20-90/10# in steps of ten
//	<things>        a noun of the industry, or of the person
//
// and may end in ~cost, one of the kinds of results.
type sentence struct {
	pieces []piece
	result string
	senior bool // told of seniors only
}

type piece struct {
	kind         byte // 't' text, '{' skill, '[' group, '#' number, '<' noun
	text, skill  string
	lo, hi, step int
}

var places = regexp.MustCompile(`\{[^}]+\}|\[[a-z]+\]|#\d+-\d+(?:/\d+)?#|<\w+>`)

func parseSentence(s string) (sentence, error) {
	var out sentence
	s, out.result, _ = strings.Cut(s, "~")
	for at := places.FindStringIndex(s); at != nil; at = places.FindStringIndex(s) {
		if at[0] > 0 {
			out.pieces = append(out.pieces, piece{kind: 't', text: s[:at[0]]})
		}
		p, err := parsePlace(s[at[0]:at[1]])
		if err != nil {
			return sentence{}, err
		}
		out.pieces = append(out.pieces, p)
		s = s[at[1]:]
	}
	if s != "" {
		out.pieces = append(out.pieces, piece{kind: 't', text: s})
	}
	for _, p := range out.pieces {
		if p.kind == 't' && strings.ContainsAny(p.text, "{}[]#<>~") {
			return sentence{}, fmt.Errorf("%q: a place that is not closed", p.text)
		}
	}
	return out, nil
}

func parsePlace(s string) (piece, error) {
	p := piece{kind: s[0], text: s[1 : len(s)-1], step: 1}
	switch p.kind {
	case '{':
		name, words, _ := strings.Cut(p.text, "|")
		p.skill, p.text = name, name
		if words != "" {
			p.text = words
		}
	case '#':
		span, step, stepped := strings.Cut(p.text, "/")
		lo, hi, _ := strings.Cut(span, "-")
		p.lo, _ = strconv.Atoi(lo) // digits, as the expression says
		p.hi, _ = strconv.Atoi(hi)
		if stepped {
			p.step, _ = strconv.Atoi(step)
		}
		if p.hi < p.lo || p.step == 0 {
			return p, fmt.Errorf("%q: want a number from the smaller to the larger", s)
		}
	}
	return p, nil
}

// voice fills the places of sentences.
type voice struct {
	dice
	lib  *library
	tool func(group string) string // "" when there is none
	noun func(name string) string
}

// skills are those that the sentence names; false where a group has no tool here.
func (v *voice) skills(s sentence) ([]string, bool) {
	var out []string
	for _, p := range s.pieces {
		switch p.kind {
		case '{':
			out = append(out, p.skill)
		case '[':
			t := v.tool(p.text)
			if t == "" {
				return nil, false
			}
			out = append(out, t)
		}
	}
	return out, true
}

func (v *voice) write(s sentence) string {
	var b strings.Builder
	for _, p := range s.pieces {
		switch p.kind {
		case '[':
			b.WriteString(v.tool(p.text))
		case '{':
			b.WriteString(v.lib.spoken(p))
		case '#':
			b.WriteString(strconv.Itoa(p.lo + p.step*v.between(0, (p.hi-p.lo)/p.step)))
		case '<':
			b.WriteString(v.noun(p.text))
		default:
			b.WriteString(p.text)
		}
	}
	return b.String()
}

// proper are names of practices that are written with a capital within a sentence, too.
var proper = []string{"Bayesian statistics", "Kanban", "Scrum", "Data Vault", "Embedded Linux", "FinOps", "LoRA", "Kubernetes security"}

// spoken is a skill as it stands within a sentence: practices in small letters, names of things as they are.
func (l *library) spoken(p piece) string {
	if p.text != p.skill {
		return p.text
	}
	return l.inSentence(p.skill)
}

func (l *library) inSentence(skill string) string {
	t := l.tax.Concept(l.no(skill)).Type
	if (t == "practice" || t == "method") && !slices.Contains(proper, skill) && len(skill) > 1 && skill[1] >= 'a' && skill[1] <= 'z' {
		return strings.ToLower(skill[:1]) + skill[1:]
	}
	return skill
}
