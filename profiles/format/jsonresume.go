package format

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"tenon/profiles"
	"tenon/profiles/format/reading"
)

// drafting is a draft of a foreign format on its way.
type drafting struct {
	*decoder
	Draft
}

func (d *drafting) note(path, msg string) { d.Notes = append(d.Notes, Note{path, msg}) }

func (d *drafting) ignored(n node, known ...string) {
	for _, f := range n.unknown(known...) {
		d.note(join(n.path, clipped(f)), "has no place in a record: ignored")
	}
}

func at(n node) *profiles.Position { return &profiles.Position{Path: n.path} }

// name shortens a name to what a record may hold.
func (d *drafting) name(n node) string {
	t := n.name()
	if len(t) > profiles.MaxName {
		d.note(n.path, "longer than "+strconv.Itoa(profiles.MaxName)+" bytes: cut")
		t = strings.ToValidUTF8(t[:profiles.MaxName], "")
	}
	return t
}

// objects are the elements of a list that are objects. Of others it is noted that they are not kept.
func (d *drafting) objects(n node) []node {
	return slices.DeleteFunc(n.list(), func(e node) bool { return !d.object(e) })
}

// object says whether a value is an object, and notes where it is something else.
func (d *drafting) object(n node) bool {
	if !n.isObject() && n.v != nil {
		d.note(n.path, "no object: not kept")
	}
	return n.isObject()
}

// resume reads a document of JSON Resume. One that says nothing is nobody's.
func (b *decoder) resume(v any) (Draft, error) {
	d := &drafting{b, Draft{Format: JSONResume}}
	n := node{v, ""}
	d.ignored(n, "basics", "work", "volunteer", "education", "awards", "certificates", "publications", "skills", "languages", "interests",
		"references", "projects", "meta", "id")
	c := &profiles.Candidate{ID: n.get("id").text()}
	d.Candidate = c
	if b := n.get("basics"); d.object(b) {
		d.basics(b)
	}
	for _, w := range d.objects(n.get("work")) {
		c.Jobs = append(c.Jobs, d.work(w))
	}
	d.evidence(n)
	for _, e := range d.objects(n.get("education")) {
		c.Education = append(c.Education, d.education(e))
	}
	for _, x := range n.get("certificates").list() {
		c.Certificates = append(c.Certificates, profiles.Certificate{Ref: profiles.Ref{Name: d.name(x)}, Issuer: d.name(x.get("issuer")),
			Issued: d.month(x.get("date")), Expires: d.plannedEnd(x.get("expires", "expiryDate", "validUntil")), At: at(x)})
	}
	for _, s := range n.get("skills").list() {
		c.Skills = append(c.Skills, d.skill(s)...)
	}
	for _, l := range n.get("languages").list() {
		c.Languages = append(c.Languages, d.language(l))
	}
	for _, f := range []string{"interests", "references"} {
		if x := n.get(f); len(x.list()) > 0 {
			d.note(x.path, "not kept: says nothing that a role asks for")
		}
	}
	if d.empty() {
		return Draft{Format: JSONResume}, d.nothing()
	}
	return d.Draft, nil
}

// empty says whether a résumé says nothing that is kept.
func (d *drafting) empty() bool {
	return d.Identity == nil && reflect.DeepEqual(*d.Candidate, profiles.Candidate{ID: d.Candidate.ID})
}

// nothing is the fault of a résumé that is empty, with why each of its fields is not kept.
func (d *drafting) nothing() profiles.FieldErrors {
	errs := profiles.FieldErrors{{Msg: "nothing was understood: want basics, work, education, skills or another section of JSON Resume"}}
	for _, n := range d.Notes[:min(len(d.Notes), maxFaults)] {
		errs = append(errs, &profiles.FieldError{Path: n.Path, Msg: n.Msg})
	}
	return errs
}

// basics parts who somebody is from what is known of the work.
func (d *drafting) basics(n node) {
	d.ignored(n, "name", "label", "image", "picture", "email", "phone", "url", "website", "summary", "location", "profiles", "birthDate", "dateOfBirth")
	d.Identity = who(n)
	c := d.Candidate
	c.Headline, c.Summary = d.name(n.get("label")), n.get("summary").text()
	if l := n.get("location"); l.isObject() { // a text is an address, see who
		c.Place = place(d.name(l.get("city")), d.name(l.get("region")), d.name(l.get("countryCode", "country")))
	}
}

func place(city, region, country string) *profiles.Place {
	if city == "" && region == "" && country == "" {
		return nil
	}
	return &profiles.Place{City: city, Region: region, Country: country}
}

func (d *drafting) work(n node) profiles.Job {
	d.ignored(n, "name", "company", "location", "description", "position", "url", "website", "startDate", "endDate", "summary", "highlights", "keywords")
	j := profiles.Job{Title: profiles.Ref{Name: d.name(n.get("position"))}, Employer: d.name(n.get("name", "company")), At: at(n)}
	j.Start, j.End, j.Current = d.dates(n)
	j.Skills = d.keywords(n)
	j.Description = lines(n.get("description").text(), n.get("summary").text(), lines(n.get("highlights").texts()...))
	if l := n.get("location"); l.v != nil {
		if m, ok := workMode(l.text()); !ok || m != profiles.Remote {
			j.Place = place(d.name(l), "", "")
		}
	}
	return j
}

// keywords are names of skills beside an entry.
func (d *drafting) keywords(n node) []profiles.Ref {
	var out []profiles.Ref
	for _, k := range n.get("keywords").list() {
		if t := d.name(k); t != "" {
			out = append(out, profiles.Ref{Name: t})
		}
	}
	return out
}

// dates reads an interval. A start without an end lasts.
func (d *drafting) dates(n node) (start, end profiles.Month, current bool) {
	start = d.month(n.get("startDate"))
	e := n.get("endDate")
	switch t := e.text(); {
	case reading.IsPresent(t):
		return start, 0, true
	case t == "":
		return start, 0, start != 0
	}
	return start, d.endMonth(e), false
}

// month reads a date; a year alone is its January.
func (d *drafting) month(n node) profiles.Month {
	t := n.text()
	if t == "" {
		return 0
	}
	year, month, ok := date(t)
	if !ok {
		d.note(n.path, "not a date of the form YYYY-MM-DD: left unknown")
		return 0
	}
	if month == 0 {
		month = 1
		d.note(n.path, "only a year: taken for its January")
	}
	return profiles.NewMonth(year, month)
}

// endMonth reads a date; a year alone is its December, or this month in the current year.
func (d *drafting) endMonth(n node) profiles.Month {
	year, month, ok := date(n.text())
	if !ok || month != 0 {
		return d.month(n)
	}
	if d.Now != 0 && year == d.Now.Year() {
		d.note(n.path, "only a year: taken for this month")
		return d.Now
	}
	d.note(n.path, "only a year: taken for its December")
	return profiles.NewMonth(year, 12)
}

func (d *drafting) education(n node) profiles.Education {
	d.ignored(n, "institution", "url", "area", "studyType", "startDate", "endDate", "score", "gpa", "courses")
	e := profiles.Education{Degree: profiles.Ref{Name: d.name(n.get("studyType"))}, Field: d.name(n.get("area")), Institution: d.name(n.get("institution")), At: at(n)}
	e.Start = d.month(n.get("startDate"))
	if x := n.get("endDate"); x.text() != "" {
		e.End = d.plannedEnd(x)
	}
	e.Description = lines(n.get("courses").texts()...)
	return e
}

// plannedEnd is as endMonth, but a year alone may lie ahead: a graduation, the end of an offer.
func (d *drafting) plannedEnd(n node) profiles.Month {
	if year, month, ok := date(n.text()); ok && month == 0 {
		d.note(n.path, "only a year: taken for its December")
		return profiles.NewMonth(year, 12)
	}
	return d.month(n)
}

// skill reads a skill with its keywords; the level holds for all of them.
func (d *drafting) skill(n node) []profiles.Skill {
	if t := n.text(); t != "" {
		return []profiles.Skill{{Ref: profiles.Ref{Name: d.name(n)}, At: at(n)}}
	}
	d.ignored(n, "name", "level", "keywords")
	level := d.level(n.get("level"))
	var out []profiles.Skill
	for _, x := range append(n.get("name").list(), n.get("keywords").list()...) {
		if t := d.name(x); t != "" {
			out = append(out, profiles.Skill{Ref: profiles.Ref{Name: t}, Level: level, At: at(x)})
		}
	}
	return out
}

func (d *drafting) level(n node) uint8 {
	l := skillLevel(n.text())
	if l == 0 && n.text() != "" {
		d.note(n.path, "not a word for a level: left unknown")
	}
	return l
}

func (d *drafting) language(n node) profiles.Language {
	l := profiles.Language{Ref: profiles.Ref{Name: d.name(n.get("language", "name"))}, At: at(n)}
	if l.Name == "" {
		l.Name = d.name(n)
	}
	f := n.get("fluency", "level")
	if l.Level = reading.Fluency(f.text()); l.Level == 0 && f.text() != "" {
		d.note(f.path, "not a word for a level of a language: left unknown")
	}
	return l
}
