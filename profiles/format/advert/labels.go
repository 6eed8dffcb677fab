package advert

import (
	"strings"
)

// label is what "Location:" or "Gehalt:" before a value says of it.
type label uint8

const (
	labelTitle label = iota + 1
	labelEmployer
	labelPlace
	labelMode
	labelEngagement
	labelPay
	labelPosted
	labelClosing
	labelIndustry
	labelSize
	labelSeniority
	labelExperience
	labelDegree
	labelLanguages
	labelSkills
	labelContact
	labelProcess
	labelOther
)

// labelNames are the labels as the file of words names them.
var labelNames = []string{"", "title", "employer", "place", "mode", "engagement", "pay", "posted", "closing", "industry", "size", "seniority", "experience",
	"degree", "languages", "skills", "contact", "process", "other"}

var labelForms = table("labels.txt", `^`, `$`)

var (
	labelLine = exact(`^\**([\p{L}][\p{L} /&.'’()-]{0,38}?)\s?\**\s?[::]\**\s*(\S.*)$`)
	onForm    = words(`^(?i:(posted on|published on|closes on|closes|apply by|apply before|application deadline|veröffentlicht am|publié le|` +
		`publicado el))\s+(.+)$`)
)

// labelOf is the label of a line "Label: value".
func labelOf(text string) label {
	l, _ := labelAt(text)
	return l
}

// labelAt is the label and where its value begins.
func labelAt(text string) (label, int) {
	m := labelLine.FindStringSubmatchIndex(text)
	if m == nil {
		if m = onForm.FindStringSubmatchIndex(text); m == nil {
			return 0, 0
		}
	}
	if l := bareLabel(text[m[2]:m[3]]); l != 0 {
		return l, m[4]
	}
	return 0, 0
}

// bareLabel is the label of a text that is one and nothing else.
func bareLabel(text string) label {
	if len(text) > 40 {
		return 0
	}
	name := plainHeading(text)
	for _, f := range labelForms {
		if f.form.MatchString(name) {
			return label(index(labelNames, f.name))
		}
	}
	return 0
}

// ask makes a unit one that asks if its label does. Plain facts such as a place stand anywhere, and in no section.
func (u *unit) ask() {
	switch asks := u.label >= labelExperience && u.label <= labelSkills; {
	case asks && !u.section.asking():
		u.section = should
	case !asks && u.label < labelContact:
		u.section = min(u.section, other)
	}
}

// labelled finds the label of a unit, or the heading that stands in the same line: "Nice to have: Go".
func (u *unit) labelled(at *sections) {
	if l, value := labelAt(u.text); l != 0 {
		u.label, u.value = l, value
		u.ask()
		return
	}
	m := labelLine.FindStringSubmatchIndex(u.text)
	if m == nil {
		return
	}
	name := u.text[m[2]:m[3]]
	if s, ok := (heading{text: name + ":"}).section(); ok && len(strings.Fields(name)) <= 5 {
		u.section, u.value = s, m[4]
		if s == should && at.last == must {
			u.section = must // "Skills: …" under "Requirements"
		}
	}
}
