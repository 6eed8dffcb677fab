package format

import (
	"strings"
	"time"

	"tenon/profiles"
	"tenon/profiles/gazetteer"
)

// where reads places, modes and the countries that applicants may live in.
func (d *drafting) where(n node) {
	r := d.Role
	for _, l := range n.get("jobLocation").list() {
		if l.isObject() && strings.HasSuffix(l.get("@type").text(), "VirtualLocation") || isAnywhere(l.name()) {
			r.Modes = append(r.Modes, profiles.Remote)
			continue
		}
		switch p := d.location(l); {
		case p == nil:
		case r.Place == nil:
			r.Place = p
		default:
			d.note(l.path, "a second place: not kept")
		}
	}
	for _, t := range n.get("jobLocationType").list() {
		if m, ok := workMode(t.name()); ok {
			r.Modes = append(r.Modes, m)
		} else {
			d.note(t.path, "not a mode that is known: left unknown")
		}
	}
	r.Modes = distinct(r.Modes)
	for _, c := range n.get("applicantLocationRequirements").list() {
		d.applicants(c)
	}
	r.ApplicantCountries = distinct(r.ApplicantCountries)
}

// isAnywhere says whether the name of a place says that there is none.
func isAnywhere(name string) bool {
	switch strings.ToLower(strings.TrimSpace(name)) {
	case "anywhere", "worldwide", "remote", "fully remote", "global", "telecommute":
		return true
	}
	return false
}

// location reads a Place, an address or a text. An address may also stand in the Place itself.
func (d *drafting) location(l node) *profiles.Place {
	if !l.isObject() {
		return place(d.name(l), "", "")
	}
	for _, a := range l.get("address").list() {
		if !a.isObject() {
			return place(d.name(a), "", "")
		}
		if p := d.address(a); p != nil {
			return p
		}
	}
	if p := d.address(l); p != nil {
		return p
	}
	in := l.get("containedInPlace", "containedIn")
	return place(d.name(l), "", d.country(in))
}

func (d *drafting) address(a node) *profiles.Place {
	city := d.name(a.get("addressLocality"))
	if isAnywhere(city) {
		city = ""
	}
	return place(city, d.name(a.get("addressRegion")), d.country(a.get("addressCountry")))
}

// country is the name or the code of a country.
func (d *drafting) country(n node) string {
	for _, c := range n.list() {
		for _, x := range []node{c, c.get("identifier"), c.get("alternateName"), c.get("address").get("addressCountry")} {
			if t := d.name(x); t != "" {
				return t
			}
		}
	}
	return ""
}

// applicants reads one of the places that applicants may live in. A state or a city stands for its country, which is less.
func (d *drafting) applicants(c node) {
	kind := c.get("@type").text()
	text := d.country(c)
	switch {
	case isAnywhere(text):
	case !c.isObject() || kind == "" || strings.HasSuffix(kind, "Country"):
		if text != "" {
			d.Role.ApplicantCountries = append(d.Role.ApplicantCountries, text)
		}
	default:
		iso := d.countryOf(c, text)
		if iso == "" {
			d.note(c.path, "not a country, and none is stated that it is in: not kept")
			return
		}
		d.note(c.path, "not a country: the country that it is in is kept")
		d.Role.ApplicantCountries = append(d.Role.ApplicantCountries, iso)
	}
}

// countryOf is the country that a state or a city is in, as it says, else as the last part of its name or the gazetteer has it.
func (d *drafting) countryOf(c node, name string) string {
	g := gazetteer.Default()
	for _, in := range []node{c.get("address").get("addressCountry"), c.get("addressCountry"), c.get("containedInPlace"), c.get("containedIn")} {
		if iso, ok := g.Country(d.country(in)); ok {
			return iso
		}
	}
	if i := strings.LastIndexByte(name, ','); i >= 0 {
		if iso, ok := g.Country(name[i+1:]); ok {
			return iso
		}
	}
	if city, ok := g.Find(name, "", ""); ok && strings.HasSuffix(c.get("@type").text(), "City") {
		return city.Country
	}
	if iso, ok := g.Country(name); ok { // an AdministrativeArea may be a country
		return iso
	}
	return ""
}

// stamp reads a date, or the month in UTC of a moment with its time zone; so no moment that has been lies in a month to come.
func (d *drafting) stamp(n node, planned bool) profiles.Month {
	if l := n.list(); len(l) > 0 {
		n = l[0]
	}
	text := n.text()
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05Z0700", "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05Z07:00"} {
		if t, err := time.Parse(layout, text); err == nil {
			return within(d, n, profiles.MonthOf(t))
		}
	}
	if _, _, ok := date(text); !ok {
		if year, month, ok := cellDate(text); ok && month > 0 {
			return profiles.NewMonth(year, month)
		}
	}
	if planned {
		return d.plannedEnd(n)
	}
	return d.month(n)
}

// within leaves out what no calendar of a record has, as the year 0001 of systems that know no date.
func within(d *drafting, n node, m profiles.Month) profiles.Month {
	if m.Year() < profiles.FirstYear || m.Year() > profiles.LastYear {
		d.note(n.path, "not a year that can be: left unknown")
		return 0
	}
	return m
}
