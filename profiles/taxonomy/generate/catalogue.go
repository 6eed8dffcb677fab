package main

import (
	"cmp"
	"slices"
	"strings"

	"tenon/profiles/taxonomy"
)

// concept is one on its way into a file. One of the overlay has neither label nor type: it only gains names.
type concept struct {
	id      string
	label   string
	typ     string // of a skill
	family  string // of a title: isco:2512 or soc:15-2
	also    []string
	names   []string // that a person may list
	text    []string // that count in running text, too
	edges   []string // "60 id kind source"
	skills  []string // that a title usually has
	overlay bool
	waiting []waiting
}

// waiting is an alternative label that is given out once all labels are known.
type waiting struct {
	name    string
	product bool
	listed  bool // counts where it is listed only, never in running text
}

// catalogue holds the concepts of one kind.
type catalogue struct {
	kind   taxonomy.Kind
	over   *taxonomy.Taxonomy
	review *reviewed
	all    []*concept
	byID   map[string]*concept
	owner  map[string]*concept // by stemmed key of a name
}

func newCatalogue(kind taxonomy.Kind, over *taxonomy.Taxonomy, review *reviewed) *catalogue {
	return &catalogue{kind: kind, over: over, review: review, byID: map[string]*concept{}, owner: map[string]*concept{}}
}

// stemmed is the spelling key without the s of a plural.
func stemmed(name string) string {
	k := taxonomy.Key(name)
	if len(k) > 4 && strings.HasSuffix(k, "s") && !strings.HasSuffix(k, "ss") && !strings.HasSuffix(k, "us") && !strings.HasSuffix(k, "is") {
		k = k[:len(k)-1]
	}
	return k
}

// entry is what a source says of one concept.
type entry struct {
	source  string // as reviewed.txt names it
	id      string // "" where the source has none
	label   string
	alts    []string
	typ     string
	product bool
	listed  bool // the alternative labels count only where they are listed
}

// add files an entry and returns its concept, nil for a label without letters.
func (c *catalogue) add(e entry) *concept {
	labels := []string{e.label}
	if bare, ok := c.withoutNote(e.label); ok {
		labels = append(labels, bare)
	}
	if e.product {
		labels = append(labels, c.productNames(e.label)...)
	}
	k := stemmed(e.label)
	if k == "" {
		return nil
	}
	x := c.find(e, labels)
	if x == nil && len(k) < 2 {
		return nil // the languages J and K: too short to be meant
	}
	if x == nil {
		x = &concept{id: c.idOf(e), label: e.label, typ: e.typ}
		if c.byID[x.id] != nil {
			return nil // two names of one slug: the first has it
		}
		c.all = append(c.all, x)
		c.byID[x.id] = x
	} else if e.id != "" {
		x.also = append(x.also, e.id)
		c.byID[e.id] = x
	}
	for _, l := range labels {
		c.claim(x, waiting{l, e.product, false})
	}
	for _, a := range e.alts {
		x.waiting = append(x.waiting, waiting{a, e.product, e.listed})
	}
	return x
}

// find is the concept that an entry is one with.
func (c *catalogue) find(e entry, labels []string) *concept {
	if id, ok := c.review.same[e.source+" "+e.label]; ok {
		if n, ok := c.over.ByID(id); ok {
			return c.overlay(n)
		}
	}
	for _, l := range labels {
		if n, ok := c.over.Named(c.kind, l); ok {
			return c.overlay(n)
		}
		if x := c.owner[stemmed(l)]; x != nil {
			return x
		}
	}
	return nil
}

// overlay is the entry of a concept of the overlay.
func (c *catalogue) overlay(n taxonomy.No) *concept {
	id := c.over.Concept(n).ID
	if x := c.byID[id]; x != nil {
		return x
	}
	x := &concept{id: id, overlay: true}
	c.all = append(c.all, x)
	c.byID[id] = x
	return x
}

// claim gives a name to a concept unless somebody has it.
func (c *catalogue) claim(x *concept, w waiting) {
	name := w.name
	k := stemmed(name)
	if len(k) < 2 || c.owner[k] != nil || c.review.apart[strings.ToLower(name)] || strings.ContainsAny(name, "|\t") {
		return
	}
	if _, ok := c.over.Named(c.kind, name); ok {
		return
	}
	c.owner[k] = x
	if name == x.label && x.overlay {
		return
	}
	switch spelt := textual(name, w.product); {
	case c.kind == taxonomy.Skill && !x.overlay && !w.listed && !c.review.listed[strings.ToLower(name)] && spelt != "":
		x.text = append(x.text, spelt)
	case name != x.label:
		x.names = append(x.names, name)
	}
}

// settle gives out the alternative labels and sorts the concepts by id.
func (c *catalogue) settle() {
	for _, x := range c.all {
		for _, w := range x.waiting {
			c.claim(x, w)
		}
	}
	slices.SortFunc(c.all, func(a, b *concept) int {
		return cmp.Compare(taxonomy.FullID(c.kind, a.id), taxonomy.FullID(c.kind, b.id))
	})
}

func (c *catalogue) withoutNote(label string) (string, bool) {
	open := strings.LastIndex(label, " (")
	if open < 0 || !strings.HasSuffix(label, ")") || !c.review.notes[label[open+2:len(label)-1]] {
		return "", false
	}
	return label[:open], true
}

func (c *catalogue) idOf(e entry) string {
	if e.id != "" {
		return e.id
	}
	return c.kind.String() + "/" + e.source + "-" + slug(e.label)
}

// slug writes a name in small letters, digits and hyphens.
func slug(name string) string {
	var b strings.Builder
	for _, w := range strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return taxonomy.Key(string(r)) == "" && r != '+' && r != '#' }) {
		if b.Len() > 0 {
			b.WriteByte('-')
		}
		for _, r := range w {
			switch r {
			case '+':
				b.WriteByte('p')
			case '#':
				b.WriteString("sharp")
			default:
				b.WriteString(taxonomy.Key(string(r)))
			}
		}
	}
	return b.String()
}
