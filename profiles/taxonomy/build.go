package taxonomy

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// build numbers the concepts, binds what they say of each other and makes the look-ups.
func (p *parser) build(t *Taxonomy) {
	p.number(t)
	if len(p.faults) > 0 {
		return // numbers would mislead the checks that follow
	}
	for _, d := range p.order {
		p.bind(t, d)
	}
	for _, d := range p.order {
		if d.Parent != 0 && t.Concept(d.Parent).Parent != 0 {
			p.fault(d.parent.at, "the parent %s of %s has a parent itself", d.parent.id, d.ID)
		}
	}
	p.name(t)
	p.link(t)
	p.read(t)
}

func (p *parser) number(t *Taxonomy) {
	if len(p.order) > math.MaxUint16 {
		p.fault(p.order[math.MaxUint16].at, "more than %d concepts", math.MaxUint16)
		return
	}
	slices.SortFunc(p.order, func(a, b *draft) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), strings.Compare(a.ID, b.ID))
	})
	t.concepts = make([]Concept, len(p.order))
	t.all = make([]No, len(p.order))
	t.byID = make(map[string]No, len(p.order))
	for i, d := range p.order {
		d.No = No(i + 1)
		t.all[i] = d.No
		t.byID[d.ID] = d.No
	}
	for k := range t.first {
		n, _ := slices.BinarySearchFunc(p.order, Kind(k), func(d *draft, k Kind) int { return cmp.Compare(d.Kind, k) })
		t.first[k] = No(n + 1)
	}
}

// bind turns the ids that a draft names into numbers.
func (p *parser) bind(t *Taxonomy, d *draft) {
	d.Family = p.find(t, d.family, Family)
	d.Parent = p.find(t, d.parent, Industry)
	for _, r := range d.skills {
		if n := p.find(t, r, Skill); n != 0 {
			d.Cert.Skills = append(d.Cert.Skills, n)
		}
	}
	switch d.Kind {
	case Skill:
		p.must(d, d.Type != "", "type")
	case Title:
		p.must(d, d.Family != 0, "family")
	case Degree:
		p.must(d, d.ISCED != 0, "isced")
	case Certification:
		p.must(d, d.Cert != nil && d.Cert.Issuer != "" && d.Cert.Level != 0, "issuer and level")
		if d.Cert != nil {
			slices.Sort(d.Cert.Skills)
		}
	case Family:
		_, ok := t.byID[headTitle(d.ID)]
		p.must(d, ok, "title "+headTitle(d.ID))
	}
	names := slices.Concat(d.Aliases, d.cased, d.guard, d.person)
	d.Aliases = slices.DeleteFunc(names, func(s string) bool { return s == d.Label })
	t.concepts[d.No-1] = d.Concept
}

func (p *parser) must(d *draft, ok bool, what string) {
	if !ok {
		p.fault(d.at, "%s has no %s", d.ID, what)
	}
}

// headTitle is the id of the title that a family is named after.
func headTitle(family string) string {
	return Title.String() + strings.TrimPrefix(family, Family.String())
}

// find is the number of a named concept of a kind, 0 when none is named.
func (p *parser) find(t *Taxonomy, r ref, k Kind) No {
	if r.id == "" {
		return 0
	}
	n, ok := t.byID[r.id]
	switch {
	case !ok:
		p.fault(r.at, "%s is no concept", r.id)
	case p.order[n-1].Kind != k:
		p.fault(r.at, "%s is not a %s", r.id, k)
		return 0
	}
	return n
}

// name files every spelling under its key; two concepts of a kind cannot share one.
func (p *parser) name(t *Taxonomy) {
	var buf [maxKey]byte
	for k := range t.names {
		t.names[k] = map[string]No{}
	}
	for _, d := range p.order {
		for _, s := range append([]string{d.Label}, t.concepts[d.No-1].Aliases...) {
			b := key(s, &buf)
			if len(b) == 0 {
				p.fault(d.at, "alias %q of %s has no letters or too many", s, d.ID)
				continue
			}
			if other, ok := t.names[d.Kind][string(b)]; ok && other != d.No {
				o := p.order[other-1]
				p.fault(d.at, "alias %q of %s is one of %s at %s:%d", s, d.ID, o.ID, o.at.file, o.at.no)
				continue
			}
			t.names[d.Kind][string(b)] = d.No
		}
	}
}

// read makes the readers of running text.
func (p *parser) read(t *Taxonomy) {
	t.skills, t.certs, t.values, t.degrees = newPhrases(), newPhrases(), newPhrases(), newPhrases()
	t.titles = newTitleReader(p.steps)
	for _, d := range p.order {
		switch d.Kind {
		case Skill:
			t.skills.addDraft(d)
		case Certification:
			t.certs.addDraft(d)
		case Value:
			t.values.addDraft(d)
		case Degree:
			t.degrees.addDraft(d)
		case Title:
			t.titles.titles.addDraft(d)
		case Family:
			for _, f := range d.fields {
				t.titles.fields.add(f, d.No, plain)
			}
		}
	}
	for _, d := range p.order {
		if d.Kind == Family {
			t.titles.head[d.No] = t.byID[headTitle(d.ID)]
		}
	}
}
