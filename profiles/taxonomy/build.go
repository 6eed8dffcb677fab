package taxonomy

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"sync"
)

// build numbers the concepts, binds what they say of each other and makes the look-ups.
func (p *parser) build(t *Taxonomy) {
	p.groupFamilies()
	p.number(t)
	if len(p.faults) > 0 {
		return // numbers would mislead the checks that follow
	}
	for _, d := range p.order {
		p.bind(t, d)
	}
	p.settleOpen(t)
	for _, d := range p.order {
		if d.Parent != 0 && t.Concept(d.Parent).Parent != 0 {
			p.fault(d.parent.at, "the parent %s of %s has a parent itself", d.parent.id, d.ID)
		}
	}
	p.name(t)
	if len(p.faults) > 0 {
		return // an edge of a concept that is not there leads nowhere
	}
	var wg sync.WaitGroup
	wg.Go(func() { p.read(t) }) // as long as link takes, and neither needs the other
	p.link(t)
	wg.Wait()
}

// number gives the concepts of the overlay and of the open part, each sorted, their numbers.
func (p *parser) number(t *Taxonomy) {
	slices.SortFunc(p.order, func(a, b *draft) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), strings.Compare(a.ID, b.ID))
	})
	total := len(p.order)
	for k := range p.opened {
		for i := range p.opened[k] {
			if p.opened[k][i].own {
				total++
			}
		}
	}
	if total > math.MaxUint16 {
		p.fault(line{file: versionFile, no: 1}, "%d concepts are more than %d", total, math.MaxUint16)
		return
	}
	t.concepts = make([]Concept, total)
	t.all = make([]No, total)
	t.byID = make(map[string]No, total+total/4)
	next, drafts := No(0), p.order
	take := func(id string, n *No) {
		next++
		*n = next
		t.all[next-1] = next
		t.byID[id] = next
	}
	for k := Kind(1); int(k) <= kinds; k++ {
		t.first[k] = next + 1
		lines := p.opened[k]
		for len(drafts) > 0 && drafts[0].Kind == k || len(lines) > 0 {
			switch {
			case len(lines) > 0 && !lines[0].own:
				lines = lines[1:]
			case len(lines) == 0 || len(drafts) > 0 && drafts[0].Kind == k && drafts[0].ID < lines[0].id:
				take(drafts[0].ID, &drafts[0].No)
				drafts = drafts[1:]
			default:
				take(lines[0].id, &lines[0].no)
				lines = lines[1:]
			}
		}
	}
	t.first[kinds+1] = next + 1
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
	case kindOf(r.id) != k:
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
		if p.hashes[k] != nil {
			t.open[k] = newNameTable(p.hashes[k], p.opened[k])
		}
	}
	for _, d := range p.order {
		for _, s := range append([]string{d.Label}, t.concepts[d.No-1].Aliases...) {
			b := key(s, &buf)
			if len(b) == 0 {
				p.fault(d.at, "alias %q of %s has no letters or too many", s, d.ID)
				continue
			}
			if other, ok := t.names[d.Kind][string(b)]; ok && other != d.No {
				o := p.drafts[t.Concept(other).ID]
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
	p.listOpen(t)
	for _, d := range p.order {
		if d.Kind == Family {
			t.titles.head[d.No] = t.byID[headTitle(d.ID)]
		}
	}
}
