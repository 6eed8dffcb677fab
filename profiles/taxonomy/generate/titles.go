package main

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"tenon/profiles/taxonomy"
)

// The sims of O*NET's nearer tiers of related occupations, and of two concepts that have a title in common.
var tierSims = map[string]int{"Primary-Short": 50, "Primary-Long": 40}

const simShared = 55

// titles makes the catalogue of titles: the occupations of ESCO and O*NET.
func titles(fsys fs.FS, over *taxonomy.Taxonomy, review *reviewed, skills *catalogue) (*catalogue, error) {
	c := newCatalogue(taxonomy.Title, over, review)
	for _, add := range []func(*catalogue, fs.FS) error{escoOccupations, onetOccupations, alternateTitles, relatedOccupations} {
		if err := add(c, fsys); err != nil {
			return nil, err
		}
	}
	if err := usualSkills(c, fsys, skills); err != nil {
		return nil, err
	}
	c.settle()
	return c, nil
}

func escoOccupations(c *catalogue, fsys fs.FS) error {
	t, err := read(fsys, "esco_occupations")
	if err != nil {
		return err
	}
	for _, r := range t.rows {
		x := c.add(entry{source: "esco", id: t.cell(r, "uri"), label: t.cell(r, "label"), alts: t.list(r, "alts")})
		if x != nil && x.family == "" {
			x.family = "isco:" + t.cell(r, "isco")
		}
	}
	return nil
}

// socGroup is the family of an O*NET code: its minor group.
func socGroup(soc string) string { return "soc:" + soc[:4] }

func onetOccupations(c *catalogue, fsys fs.FS) error {
	t, err := read(fsys, "onet_occupations")
	if err != nil {
		return err
	}
	for _, r := range t.rows {
		soc := t.cell(r, "soc")
		x := c.add(entry{source: "onet", id: "onet:" + soc, label: t.cell(r, "title")})
		if x != nil && x.family == "" {
			x.family = socGroup(soc)
		}
	}
	return nil
}

// alternateTitles gives out O*NET's other titles. One that is a label or a name elsewhere relates the two.
func alternateTitles(c *catalogue, fsys fs.FS) error {
	t, err := read(fsys, "onet_alternate_titles")
	if err != nil {
		return err
	}
	for _, r := range t.rows {
		x := c.byID["onet:"+t.cell(r, "soc")]
		if x == nil {
			continue
		}
		for _, name := range []string{t.cell(r, "title"), t.cell(r, "short")} {
			bare, _, _ := strings.Cut(name, " (")
			if other := c.named([]string{bare}); other != nil {
				c.edge(x, "related", simShared, other.id, "O*NET, alternate title")
			} else if bare != "" {
				x.waiting = append(x.waiting, waiting{name: bare})
			}
		}
	}
	return nil
}

func relatedOccupations(c *catalogue, fsys fs.FS) error {
	t, err := read(fsys, "onet_related_occupations")
	if err != nil {
		return err
	}
	for _, r := range t.rows {
		x, tier := c.byID["onet:"+t.cell(r, "soc")], t.cell(r, "tier")
		if x == nil || tierSims[tier] == 0 {
			continue
		}
		c.edge(x, "related", tierSims[tier], "onet:"+t.cell(r, "related"), "O*NET, "+tier)
	}
	return nil
}

// usualSkills notes the skills that ESCO says an ICT occupation has.
func usualSkills(c *catalogue, fsys fs.FS, skills *catalogue) error {
	t, err := read(fsys, "esco_ict_occupation_skills")
	if err != nil {
		return err
	}
	for _, r := range t.rows {
		x := c.byID[t.cell(r, "uri")]
		if x == nil {
			continue
		}
		for _, name := range t.list(r, "skills") {
			if s := skills.named([]string{name}); s != nil && !slices.Contains(x.skills, s.id) {
				x.skills = append(x.skills, s.id)
			}
		}
	}
	return nil
}

// line is a concept as one line of a file; the package comment of taxonomy has the columns.
func (x *concept) line(kind taxonomy.Kind) string {
	fields := []string{x.id, x.label, x.typ}
	if kind == taxonomy.Title {
		fields[2] = x.family
	}
	slices.Sort(x.also)
	slices.Sort(x.edges)
	slices.Sort(x.skills)
	return strings.Join(append(fields, strings.Join(x.also, "|"), strings.Join(x.text, "|"), strings.Join(x.edges, "|"),
		strings.Join(x.skills, "|")), "\t")
}

// String says what a catalogue holds.
func (c *catalogue) String() string {
	own, names, text := 0, 0, 0
	for _, x := range c.all {
		if !x.overlay {
			own++
		}
		names += len(x.names)
		text += len(x.text)
	}
	return fmt.Sprintf("%s: %d concepts, %d more of the overlay with names, %d names to list, %d in text", c.kind, own, len(c.all)-own, names, text)
}
