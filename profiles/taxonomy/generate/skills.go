package main

import (
	"fmt"
	"io/fs"
	"strings"

	"tenon/profiles/taxonomy"
)

// The sims of edges that sources state without a number: "is a kind of", "is filed under", "is related to".
const (
	simBroader  = 65
	simCategory = 60
	simRelated  = 45
)

// skills makes the catalogue of skills.
func skills(fsys fs.FS, over *taxonomy.Taxonomy, review *reviewed) (*catalogue, error) {
	c := newCatalogue(taxonomy.Skill, over, review)
	for _, add := range []func(*catalogue, fs.FS) error{escoSkills, languages, landscapes, technologies, spellings, escoBroader, topics} {
		if err := add(c, fsys); err != nil {
			return nil, err
		}
	}
	c.settle()
	return c, nil
}

func escoSkills(c *catalogue, fsys fs.FS) error {
	t, err := read(fsys, "esco_skills")
	if err != nil {
		return err
	}
	digital, err := read(fsys, "esco_digital_skills")
	if err != nil {
		return err
	}
	isDigital := map[string]bool{}
	for _, r := range digital.rows {
		isDigital[digital.cell(r, "uri")] = true
	}
	for _, r := range t.rows {
		id := t.cell(r, "uri")
		c.add(entry{source: "esco", id: id, label: t.cell(r, "label"), alts: t.list(r, "alts"), typ: "practice", listed: !isDigital[id]})
	}
	return nil
}

func languages(c *catalogue, fsys fs.FS) error {
	t, err := read(fsys, "linguist_languages")
	if err != nil {
		return err
	}
	for _, r := range t.rows {
		c.add(entry{source: "linguist", label: t.cell(r, "name"), alts: t.list(r, "aliases"), typ: "language", product: true})
	}
	return nil
}

// companies are the parts of a landscape that name firms, not things.
var companies = map[string]bool{"Hosting Companies": true}

func landscapes(c *catalogue, fsys fs.FS) error {
	t, err := read(fsys, "landscapes")
	if err != nil {
		return err
	}
	for _, r := range t.rows {
		if companies[t.cell(r, "category")] {
			continue
		}
		name, alts := t.cell(r, "name"), []string(nil)
		if bare, acronym, ok := strings.Cut(strings.TrimSuffix(name, ")"), " ("); ok {
			name, alts = bare, []string{acronym}
		}
		x := c.add(entry{source: "landscapes", label: name, alts: alts, typ: "tool", product: true})
		c.filed(x, "landscapes "+t.cell(r, "category")+"/"+t.cell(r, "subcategory"), t.cell(r, "source"))
	}
	return nil
}

func technologies(c *catalogue, fsys fs.FS) error {
	t, err := read(fsys, "onet_technology_skills")
	if err != nil {
		return err
	}
	for _, r := range t.rows {
		x := c.add(entry{source: "onet", label: t.cell(r, "name"), alts: ownWord(t.cell(r, "name")), typ: "tool", product: true})
		c.filed(x, "onet "+t.cell(r, "commodity"), "O*NET, UNSPSC "+t.cell(r, "commodity"))
	}
	return nil
}

// filed adds the edge to the concept that a category of a source is.
func (c *catalogue) filed(x *concept, category, source string) {
	if id, ok := c.review.category[category]; ok && x != nil {
		c.edge(x, "implies", simCategory, id, source)
	}
}

// edge adds an edge to the concept of an id. Between two concepts of the overlay the overlay says what holds.
func (c *catalogue) edge(x *concept, kind string, sim int, id, source string) {
	to := c.byID[id]
	if to == nil {
		n, ok := c.over.ByID(id)
		if !ok {
			return
		}
		to = c.overlay(n)
	}
	if to == x || x.overlay && to.overlay {
		return
	}
	for _, e := range x.edges {
		if f := strings.Fields(e); f[0] == kind && f[2] == to.id {
			return
		}
	}
	x.edges = append(x.edges, fmt.Sprintf("%s %d %s %s", kind, sim, to.id, source))
}

// spellings adds how products write themselves.
func spellings(c *catalogue, fsys fs.FS) error {
	t, err := read(fsys, "simple_icons")
	if err != nil {
		return err
	}
	for _, r := range t.rows {
		names := append([]string{t.cell(r, "title")}, t.list(r, "aka")...)
		if x := c.named(names); x != nil {
			for _, n := range names {
				x.waiting = append(x.waiting, waiting{name: n, product: true})
			}
		}
	}
	return nil
}

// named is the concept that has one of the names, nil when none has.
func (c *catalogue) named(names []string) *concept {
	for _, name := range names {
		if n, ok := c.over.Named(c.kind, name); ok {
			return c.overlay(n)
		}
		if x := c.owner[stemmed(name)]; x != nil {
			return x
		}
	}
	return nil
}

func escoBroader(c *catalogue, fsys fs.FS) error {
	t, err := read(fsys, "esco_digital_skills")
	if err != nil {
		return err
	}
	for _, r := range t.rows {
		x := c.byID[t.cell(r, "uri")]
		if x == nil {
			continue
		}
		for _, b := range t.list(r, "broader") {
			c.edge(x, "implies", simBroader, b, "ESCO v1.2, broader")
		}
	}
	return nil
}

// topics adds aliases and related terms of the topics that are concepts already: many others are no skills.
func topics(c *catalogue, fsys fs.FS) error {
	t, err := read(fsys, "github_topics")
	if err != nil {
		return err
	}
	of := map[string]*concept{}
	for _, r := range t.rows {
		topic, name := t.cell(r, "topic"), t.cell(r, "name")
		if x := c.named([]string{name, topic}); x != nil {
			of[topic] = x
			for _, a := range t.list(r, "aliases") {
				x.waiting = append(x.waiting, waiting{name: strings.ReplaceAll(a, "-", " "), product: true})
			}
		}
	}
	for _, r := range t.rows {
		x := of[t.cell(r, "topic")]
		for _, other := range t.list(r, "related") {
			if y := of[other]; x != nil && y != nil {
				c.edge(x, "related", simRelated, y.id, "github.com/topics/"+t.cell(r, "topic"))
			}
		}
	}
	return nil
}
