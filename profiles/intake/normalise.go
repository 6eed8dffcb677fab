package intake

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"tenon/profiles"
	"tenon/profiles/format"
)

// normalise puts a draft in order and returns its record: spelling of places and countries, the title as a requirement, the source,
// the id. What it drops or cannot map is added to the notes of the draft.
func (r *reader) normalise(d *format.Draft) profiles.Record {
	source := &profiles.Source{File: r.file, Index: d.Index, Format: d.Format}
	if d.Role != nil {
		d.Role.Source = r.own.sourceOr(source)
		r.role(d, d.Role)
		if d.Role.ID == "" && d.Index == 0 {
			d.Role.ID = r.id
		}
		withoutContacts(d)
		if d.Role.ID == "" {
			d.Role.ID = newID(profiles.KindRole, source, r.o.Salt)
		}
		return d.Role
	}
	c := d.Candidate
	c.Source = r.own.sourceOr(source)
	r.candidate(d, c)
	if c.ID == "" && d.Index == 0 {
		c.ID = r.id
	}
	if c.ID == "" {
		c.ID = newID(profiles.KindCandidate, source, r.o.Salt)
	}
	if d.Identity != nil {
		d.Identity.ID = c.ID
	}
	withoutContacts(d)
	return c
}

// newID makes an id of the place of a record in its file, never of what the record says.
func newID(k profiles.Kind, s *profiles.Source, salt string) string {
	from := fmt.Appendf(nil, "%s\x00%s\x00%d", k, s.File, s.Index)
	if salt != "" {
		from = fmt.Appendf(from, "\x00%s", salt)
	}
	sum := sha256.Sum256(from)
	return hex.EncodeToString(sum[:8])
}

func note(d *format.Draft, path, msg string) {
	d.Notes = append(d.Notes, format.Note{Path: path, Msg: msg})
}

func (r *reader) candidate(d *format.Draft, c *profiles.Candidate) {
	c.ID, c.Headline = strings.TrimSpace(c.ID), strings.TrimSpace(c.Headline)
	r.place(d, "place", c.Place)
	for i := range c.Skills {
		trim(&c.Skills[i].Ref)
	}
	for i := range c.Jobs {
		trim(&c.Jobs[i].Title)
		trim(&c.Jobs[i].Industry)
		r.place(d, fmt.Sprintf("jobs[%d].place", i), c.Jobs[i].Place)
	}
	for i := range c.Certificates {
		trim(&c.Certificates[i].Ref)
	}
	for i := range c.Education {
		trim(&c.Education[i].Degree)
	}
	for i := range c.Languages {
		trim(&c.Languages[i].Ref)
	}
	if p := c.Preferences; p != nil {
		r.wishes(d, p)
	}
	r.beyondJobs(d, c)
}

func (r *reader) wishes(d *format.Draft, p *profiles.Preferences) {
	if p.Pay != nil {
		p.Pay.Min.Currency = strings.ToUpper(strings.TrimSpace(p.Pay.Min.Currency))
		r.rate(d, "preferences.pay.min.currency", p.Pay.Min.Currency)
	}
	if p.Place != nil {
		for i := range p.Place.Places {
			r.place(d, fmt.Sprintf("preferences.place.places[%d]", i), &p.Place.Places[i])
		}
	}
}

func (r *reader) role(d *format.Draft, o *profiles.Role) {
	o.ID = strings.TrimSpace(o.ID)
	trim(&o.Title)
	trim(&o.Employer.Industry)
	for i := range o.Requirements {
		trim(&o.Requirements[i].Ref)
	}
	r.place(d, "place", o.Place)
	o.RemoteCountries = r.countries(d, "remoteCountries", o.RemoteCountries)
	o.ApplicantCountries = r.countries(d, "applicantCountries", o.ApplicantCountries)
	if o.Pay != nil {
		o.Pay.Currency = strings.ToUpper(strings.TrimSpace(o.Pay.Currency))
		r.rate(d, "pay.currency", o.Pay.Currency)
	}
	r.title(d, o)
}

// title makes a title that is stated a requirement, because a role that has a title asks for it.
func (r *reader) title(d *format.Draft, o *profiles.Role) {
	if o.Title.Name == "" && o.Title.Concept == "" {
		return
	}
	for _, q := range o.Requirements {
		if q.Kind == profiles.ReqTitle {
			return
		}
	}
	if len(o.Requirements) == profiles.MaxRequirements {
		note(d, "title", fmt.Sprintf("not asked for: the role states %d requirements, as many as there may be", profiles.MaxRequirements))
		return
	}
	step := o.Seniority
	if step == 0 {
		_, step, _ = r.in.tax.ParseTitle(o.Title.Name)
	}
	o.Requirements = append(o.Requirements, profiles.Requirement{Kind: profiles.ReqTitle, Ref: o.Title, Necessity: profiles.Must, Seniority: step})
}

func (r *reader) rate(d *format.Draft, path, currency string) {
	if _, ok := r.in.rates.Rate(currency); !ok {
		note(d, path, "no exchange rate for this currency: shown, not compared")
	}
}

// place finds the city in the gazetteer. The country is taken from the city where none is stated.
func (r *reader) place(d *format.Draft, path string, p *profiles.Place) {
	if p == nil {
		return
	}
	p.City, p.Region, p.Country = strings.TrimSpace(p.City), strings.TrimSpace(p.Region), strings.TrimSpace(p.Country)
	if p.Country != "" {
		iso, ok := r.in.gaz.Country(p.Country)
		switch {
		case ok:
			p.Country = iso
		case d.Format != format.Tenon:
			note(d, path+".country", "not a country that is known: left unknown")
			p.Country = ""
		}
	}
	if p.Geo = 0; p.City == "" {
		return
	}
	c, ok := r.in.gaz.Find(p.City, p.Region, p.Country)
	if !ok {
		note(d, path+".city", "not a city that is known: no distances")
		return
	}
	p.Geo, p.Country = c.ID, c.Country
	if city, _, more := strings.Cut(p.City, ","); more { // "Austin, TX"
		p.City, p.Region = strings.TrimSpace(city), c.Region
	}
}

// countries spells each country as ISO 3166 has it. What is no country stays for Validate in Tenon's own format.
func (r *reader) countries(d *format.Draft, path string, in []string) []string {
	var out []string
	for i, s := range in {
		iso, ok := r.in.gaz.Country(s)
		switch {
		case ok && slices.Contains(out, iso): // a country and a state of it
		case ok:
			out = append(out, iso)
		case d.Format == format.Tenon:
			out = append(out, s)
		default:
			note(d, fmt.Sprintf("%s[%d]", path, i), "not a country that is known: not kept")
		}
	}
	return out
}

func trim(r *profiles.Ref) {
	r.Name, r.Concept = strings.TrimSpace(r.Name), strings.TrimSpace(r.Concept)
}
