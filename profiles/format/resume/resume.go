// Package resume reads a candidate out of the text of a résumé: dated jobs, education, certificates, languages, skills and work to
// look at, each with its position and how sure the reader is of it.
//
// The one function to know is [Read]. It knows the headings, dates, degrees and levels of English, German, French and Spanish;
// of other languages it says so and reads what has no words. Who somebody is goes to the identity of the result and into no other
// field. What will bite: a résumé has no grammar. A name that could be an employer or a team is settled by what the other
// entries of the same résumé look like.
//
// The steps: line.go says what each line looks like, section.go divides them by headings, entry.go cuts a section at its dates,
// and a file a section reads the rest. Of jobs, segment.go cuts the heads, look.go weighs each piece by itself, head.go chooses title,
// employer and place, and votes.go lets the entries of a section agree on where these stand.
package resume

import (
	"strings"
	"unicode/utf8"

	"tenon/profiles"
	"tenon/profiles/format/page"
	"tenon/profiles/format/reading"
	"tenon/profiles/identity"
	"tenon/profiles/taxonomy"
)

// Result is what was read of one résumé.
type Result struct {
	Candidate *profiles.Candidate
	Identity  *identity.Identity // nil when nothing says who it is
	reading.Report
}

// reader is one résumé on its way.
type reader struct {
	doc *page.Document
	o   reading.Options
	c   *profiles.Candidate
	id  *identity.Identity
	*reading.Report
	looked    map[string]looks
	issuers   map[string]bool
	secret    []string // what says who it is, to be kept out of running text
	listed    map[string]bool
	extractOf string          // the text whose skills are in spans
	spans     []taxonomy.Span // of the last line that was looked through
	lastLine  int             // of the document, that the last skill was read from
	home      string          // the country that cities without one are looked for in first
}

// Read reads a résumé.
func Read(doc *page.Document, o reading.Options) *Result {
	res := &Result{Candidate: &profiles.Candidate{}}
	r := &reader{doc: doc, o: o.OrDefault(), c: res.Candidate, id: &identity.Identity{}, Report: &res.Report, listed: map[string]bool{}, looked: map[string]looks{}}
	r.Language = reading.Language(doc)
	ls := lines(doc, r.Language, r.o)
	parts := divide(ls, func(s string) bool { return len(r.mentions(s)) > 0 }, r.titleOfPage(ls))
	r.home = r.homeCountry(ls)
	parts = r.blocks(parts)
	r.language(parts)
	r.contact(parts)
	r.running(parts)
	for _, p := range parts {
		r.part(p)
		for _, l := range p.lines {
			r.wishOfPay(l)
		}
	}
	r.flags(ls)
	r.leftOver(parts)
	r.sweep()
	if !r.id.Empty() {
		res.Identity = r.id
	}
	return res
}

// part reads one section by what it is about. One of several subjects is read as each.
func (r *reader) part(p *part) {
	for _, s := range p.sections {
		switch s {
		case head:
			r.headline(p)
		case summary:
			r.c.Summary = joined(r.c.Summary, r.prose(p.lines))
		case jobs:
			r.jobs(p)
		case education:
			r.educations(p)
		case skills:
			r.skills(p)
		case certificates, courses:
			r.certificates(p)
		case languages:
			r.languages(p)
		case projects, papers, talks, awards, volunteer:
			r.evidence(p, s)
		case wishes:
			r.wishes(p)
		case links:
			r.links(p)
		case personal, interests, references:
			// said of the person, or nothing that a role asks for
		case other:
			r.c.Text = joined(r.c.Text, r.prose(p.lines))
		}
	}
}

// fact reports a segment.
func (r *reader) fact(s segment, path, value string, confidence int) *profiles.Position {
	s.l.used = true
	return r.Fact(r.doc, s.l.i, s.l.from+s.from, s.l.from+s.from+len(s.text), path, value, confidence)
}

// span reports bytes [from, to) of the text of a line.
func (r *reader) span(l *line, from, to int, path, value string, confidence int) *profiles.Position {
	l.used = true
	return r.Fact(r.doc, l.i, l.from+from, l.from+to, path, value, confidence)
}

// prose joins lines to running text, list entries each on its own line, without what says who somebody is.
func (r *reader) prose(ls []*line) string {
	var b strings.Builder
	for i, l := range ls {
		text := r.withoutSecrets(l)
		if text == "" || strings.Trim(durationForm.ReplaceAllString(text, ""), " ·|()") == "" {
			continue
		}
		l.used = true
		switch {
		case b.Len() == 0:
		case l.bullet || l.gap || i > 0 && !ls[i-1].full && !ls[i-1].bullet:
			b.WriteByte('\n')
		default:
			b.WriteByte(' ')
		}
		b.WriteString(text)
	}
	return clipText(b.String())
}

func joined(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return clipText(a + "\n" + b)
}

// clip cuts a name to what a record may hold.
func clip(s string) string { return cutAt(s, profiles.MaxName) }

func clipText(s string) string { return cutAt(s, profiles.MaxText) }

func cutAt(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// loose keeps the text of an entry that is no job.
func (r *reader) loose(e *entry) {
	r.c.Text = joined(r.c.Text, r.prose(append(append([]*line{}, e.head...), e.body...)))
}

// leftOver reports the lines of which nothing was read.
func (r *reader) leftOver(parts []*part) {
	for _, p := range parts {
		for _, l := range p.lines {
			if !l.used && !p.is(head) && !p.is(personal) {
				r.Unread = append(r.Unread, l.i+1)
			}
		}
	}
}
