package market

import (
	"cmp"
	"fmt"
	"slices"

	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/gazetteer"
	"tenon/profiles/taxonomy"
)

// growth compares two counts.
func growth(from, to int) Growth {
	g := Growth{From: from, To: to}
	if from > 0 {
		// (to − from) · 100 / from, half away from zero
		d := 200*(to-from) + from
		if to < from {
			d = 200*(to-from) - from
		}
		p := d / (2 * from)
		g.Percent = &p
	}
	return g
}

// months are the rows of the months asked for, the latest first.
func (c *counter) months(asOf profiles.Month, n int) []MonthRow {
	if c.Counted == c.Undated {
		return []MonthRow{}
	}
	out := make([]MonthRow, n)
	for i := range out {
		out[i] = MonthRow{Month: asOf - profiles.Month(i), Roles: c.byAge[i], Current: i == 0,
			Before: growth(c.byAge[i+1], c.byAge[i]), Year: growth(c.byAge[i+12], c.byAge[i])}
	}
	return out
}

// demand makes the tables of what roles are counted by.
func (p *pass) demand(a *Answer) {
	c := p.sum
	p.table(a, Family, p.concepts(c.family), c.family[0])
	p.table(a, Level, words(c.level[:], func(i int) string { return profiles.Seniority(i).String() }), c.level[0])
	p.table(a, City, p.cities(), *named(c.city, 0))
	p.table(a, Country, p.countries(), c.country[0])
	p.table(a, Employer, p.employers(), *named(c.employer, ""))
	p.table(a, Skill, p.concepts(c.skill), c.skill[0])
	p.table(a, Mode, words(c.mode[:], func(i int) string { return profiles.Mode(i).String() }), c.mode[0])
	p.table(a, Industry, p.concepts(c.industry), c.industry[0])
	p.table(a, Engagement, words(c.engagement[:], func(i int) string { return profiles.Engagement(i).String() }), c.engagement[0])
}

// line is a row before it is cut off and shown.
type line struct {
	name, id string
	tally
	point *Point
}

// table adds a table to the answer: most roles first, then by name.
func (p *pass) table(a *Answer, by string, lines []line, unknown tally) {
	if !p.wants[by] {
		return
	}
	lines = slices.DeleteFunc(lines, func(l line) bool { return l.roles == 0 })
	slices.SortFunc(lines, func(a, b line) int {
		return cmp.Or(cmp.Compare(b.roles, a.roles), cmp.Compare(a.name, b.name), cmp.Compare(a.id, b.id))
	})
	d := Demand{By: by, Distinct: len(lines), Unknown: int(unknown.roles), Rows: []Row{}}
	for _, l := range lines[:min(len(lines), p.q.Top)] {
		d.Rows = append(d.Rows, Row{Name: l.name, ID: l.id, Roles: int(l.roles), Share: (2000*int(l.roles) + p.sum.Counted) / (2 * p.sum.Counted),
			Month: growth(int(l.monthBefore), int(l.month)), Year: growth(int(l.yearBefore), int(l.year)), Point: l.point})
	}
	a.Demand = append(a.Demand, d)
}

func (p *pass) concepts(ts []tally) []line {
	var out []line
	for n := 1; n < len(ts); n++ {
		if ts[n].roles > 0 {
			x := p.Engine.Deriver.Taxonomy.Concept(taxonomy.No(n))
			out = append(out, line{name: x.Label, id: x.ID, tally: ts[n]})
		}
	}
	return out
}

func words(ts []tally, word func(int) string) []line {
	var out []line
	for i := 1; i < len(ts); i++ {
		out = append(out, line{name: word(i), tally: ts[i]})
	}
	return out
}

func (p *pass) cities() []line {
	var out []line
	for geo, t := range p.sum.city {
		if c, ok := p.Engine.Cities.ByID(geo); ok {
			lat, lon := c.Degrees()
			out = append(out, line{c.Name + ", " + c.Country, fmt.Sprint(geo), *t, &Point{lat, lon}})
		} else if geo != 0 {
			out = append(out, line{name: fmt.Sprint(geo), id: fmt.Sprint(geo), tally: *t})
		}
	}
	return out
}

func (p *pass) countries() []line {
	var out []line
	for i := 1; i < len(p.sum.country); i++ {
		if t := p.sum.country[i]; t.roles > 0 {
			n, _ := gazetteer.NationOf(facts.Country(i).String())
			out = append(out, line{name: n.Name, id: n.ISO, tally: t})
		}
	}
	return out
}

func (p *pass) employers() []line {
	var out []line
	for name, t := range p.sum.employer {
		if name != "" {
			out = append(out, line{name: name, tally: *t})
		}
	}
	return out
}
