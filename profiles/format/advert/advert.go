package advert

import (
	"slices"

	"tenon/profiles"
	"tenon/profiles/format/page"
	"tenon/profiles/format/reading"
)

// Result is a role as an advert states it. Its ID is not set, and its text is that of the visible lines without contacts.
type Result struct {
	Role *profiles.Role
	reading.Report
}

// Read reads the role of one advert. It never fails: what cannot be understood is in the report, as lines that nothing was read
// from.
func Read(doc *page.Document, o reading.Options) *Result {
	r := &reader{Options: o.OrDefault(), doc: doc, role: &profiles.Role{}, res: &Result{}, used: make([]bool, len(doc.Lines))}
	r.res.Role = r.role
	r.res.Language = reading.Language(doc)
	r.split()
	r.hidden()
	r.title()
	r.employer()
	r.where()
	r.terms()
	r.pay()
	r.dates()
	r.requirements()
	r.values()
	r.interviews()
	r.describe()
	r.unread()
	return r.res
}

// reader is the reading of one advert.
type reader struct {
	reading.Options
	doc   *page.Document
	role  *profiles.Role
	res   *Result
	units []unit
	used  []bool // lines of the document that something was read from
	asks  []ask
	kept  []ask // that the requirements of the role are, in their order
	apart bool  // a section of its own says what is nice to have
}

// fact reports bytes [start, end) of a unit. A unit may be of several lines: the part on the first of them is the place.
func (r *reader) fact(u *unit, start, end int, path, value string, confidence int) *profiles.Position {
	for _, p := range u.parts {
		if start >= p.at+p.n || start < p.at {
			continue
		}
		r.used[p.line] = true
		end = min(end, p.at+p.n)
		if l := r.doc.Lines[p.line]; l.Hidden != "" && l.At < 0 {
			break
		}
		return r.res.Fact(r.doc, p.line, p.from+start-p.at, p.from+end-p.at, path, value, confidence)
	}
	return nil
}

// whole reports a unit from its value on.
func (r *reader) whole(u *unit, path, value string, confidence int) *profiles.Position {
	return r.fact(u, u.value, len(u.text), path, value, confidence)
}

// note adds a sentence on the first line of a unit.
func (r *reader) note(u *unit, path, msg string) {
	if len(u.parts) > 0 {
		r.res.Note(u.parts[0].line, path, msg)
	}
}

// read marks the lines of a unit as understood.
func (r *reader) read(u *unit) {
	for _, p := range u.parts {
		r.used[p.line] = true
	}
}

// hidden flags lines that a reader of the page would not see. They are never read.
func (r *reader) hidden() {
	for _, l := range r.doc.Lines {
		if l.Hidden != "" {
			r.role.Flags = []profiles.Flag{profiles.FlagHiddenText}
			return
		}
	}
}

// unread lists the visible lines that nothing was read from.
func (r *reader) unread() {
	for i, l := range r.doc.Lines {
		if !r.used[i] && l.At >= 0 {
			r.res.Unread = append(r.res.Unread, i+1)
		}
	}
}

// add appends what is not in a list yet.
func add[T comparable](list []T, v ...T) []T {
	for _, x := range v {
		if !slices.Contains(list, x) {
			list = append(list, x)
		}
	}
	return list
}
