// Package reading holds what the readers of résumés and of adverts have in common: a [Fact] with its place in the document and
// how sure the reader is of it, the languages in which headings and dates are understood, dates and intervals, and the finding
// of places.
//
// The two types to know are [Report] and [Fact]. What will bite: nothing here knows who somebody is. Lines that say so are the
// business of package resume, and no Fact of them may be made.
package reading

import (
	"tenon/profiles"
	"tenon/profiles/format/page"
	"tenon/profiles/gazetteer"
	"tenon/profiles/taxonomy"
)

// Degrees of confidence, in per cent: what a heading and the form of the line both say, what one of them says, and a guess.
const (
	Sure   = 95
	Likely = 80
	Guess  = 60
)

// Options are what a reader looks words up in. All but Now have a default.
type Options struct {
	Now       profiles.Month // the month of "present" and the latest that may have been; required
	Taxonomy  *taxonomy.Taxonomy
	Gazetteer *gazetteer.Gazetteer
}

// OrDefault fills in what is shipped.
func (o Options) OrDefault() Options {
	if o.Taxonomy == nil {
		o.Taxonomy = taxonomy.Default()
	}
	if o.Gazetteer == nil {
		o.Gazetteer = gazetteer.Default()
	}
	return o
}

// Fact is one thing that was understood, for a person to check.
type Fact struct {
	Path       string            `json:"path"`       // of the field in the record, as jobs[0].start
	Value      string            `json:"value"`      // what was understood
	Text       string            `json:"text"`       // the words that it was read from
	At         profiles.Position `json:"at"`         // bytes of the text of the document
	Page       int               `json:"page"`       // from 1; 0: the format has no pages
	Line       int               `json:"line"`       // of the document, from 1
	Confidence int               `json:"confidence"` // per cent
}

// Note says what was not understood or was assumed. It never quotes an identity. Line is 0 for the whole document.
type Note struct {
	Path string `json:"path,omitempty"`
	Line int    `json:"line,omitempty"`
	Msg  string `json:"message"`
}

// Report is what a reader says of its reading.
type Report struct {
	Language string `json:"language"` // ISO 639-1; "" when there is too little text to tell
	Facts    []Fact `json:"facts"`
	Notes    []Note `json:"notes,omitempty"`
	Unread   []int  `json:"unread,omitempty"` // lines, from 1, that nothing was read from
}

// Fact adds what was read from bytes [start, end) of line i of the document and returns its position.
func (r *Report) Fact(doc *page.Document, i, start, end int, path, value string, confidence int) *profiles.Position {
	l := doc.Lines[i]
	at := profiles.Position{Start: l.At + start, End: l.At + end}
	r.Facts = append(r.Facts, Fact{Path: path, Value: value, Text: l.Text[start:end], At: at, Page: l.Page, Line: i + 1, Confidence: confidence})
	return &at
}

// Note adds a note on line i of the document, counted from 0; -1 is the whole document.
func (r *Report) Note(i int, path, msg string) {
	r.Notes = append(r.Notes, Note{Path: path, Line: i + 1, Msg: msg})
}
