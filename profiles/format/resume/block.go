package resume

import (
	"slices"
	"strings"
)

// blocks lifts the lines that say how to reach the person out of parts about other things, where the columns of a page or its foot
// have put them: around a mail address or a phone number, as far as the lines are of that kind.
func (r *reader) blocks(parts []*part) []*part {
	for _, p := range parts {
		if p.is(head) || p.is(personal) || p.is(references) || p.is(papers) {
			continue
		}
		taken := make([]bool, len(p.lines))
		for i, l := range p.lines {
			if r.reaches(l) && !(p.is(jobs) && numbered(l)) {
				taken[i] = true
				r.spread(p.lines, taken, i, -1)
				r.spread(p.lines, taken, i, 1)
			}
		}
		block := &part{sections: []section{personal}}
		kept := p.lines[:0:0]
		for i, l := range p.lines {
			if taken[i] {
				block.lines = append(block.lines, l)
			} else {
				kept = append(kept, l)
			}
		}
		if len(block.lines) > 0 {
			p.lines = kept
			parts = append(parts, block)
		}
	}
	return parts
}

// reaches says that a short line is a mail address or a phone number.
func (r *reader) reaches(l *line) bool {
	if len(l.text) > 120 || l.sentence() {
		return false
	}
	if _, ok := l.interval(); ok {
		return false
	}
	return mailForm.MatchString(l.text) || phoneLine.MatchString(l.text) || r.address(l.text)
}

// numbered says that a line names an employer that begins with a number and its city, rather than a house: "7 Oaks Brewing, Leeds".
func numbered(l *line) bool {
	return houseStart.MatchString(l.text) && !streetForm.MatchString(l.text) && !postalForm.MatchString(l.text)
}

// spread takes the lines on one side that speak of the person, too.
func (r *reader) spread(ls []*line, taken []bool, i, step int) {
	for n := 0; n < 6; n++ {
		if i += step; i < 0 || i >= len(ls) || taken[i] || !r.ofPerson(ls[i]) {
			return
		}
		taken[i] = true
	}
}

// ofPerson says that a line is an address, a place, a page of the person or a label of such.
func (r *reader) ofPerson(l *line) bool {
	if len(l.text) > 70 || l.sentence() || len(l.dates) > 0 && !personLabel.MatchString(l.text) {
		return false
	}
	label := personLabel.FindString(l.text)
	return r.reaches(l) || profileForm.MatchString(l.text) || r.address(l.text) || postalForm.MatchString(l.text) || houseStart.MatchString(l.text) || houseEnd.MatchString(l.text) && len(l.text) < 40 || r.isPlace(l.text) ||
		strings.ContainsAny(label, ":|") || urlForm.MatchString(l.text) && len(strings.Fields(l.text)) == 1 && !repoForm.MatchString(l.text)
}

// running takes the running head of the pages out of the parts: short lines with the name of the person, which say nothing of the
// work they stand beside.
func (r *reader) running(parts []*part) {
	if r.id.Name == "" {
		return
	}
	for _, p := range parts {
		if p.is(head) || p.is(papers) || p.is(talks) {
			continue
		}
		p.lines = slices.DeleteFunc(slices.Clone(p.lines), func(l *line) bool {
			_, dated := l.interval()
			if len(l.text) > 100 || dated || l.sentence() || replaceFold(l.text, r.id.Name) == l.text {
				return false
			}
			l.used = true
			return true
		})
	}
}
