package taxonomy

// The sims of edges that follow from the family of titles and the parent of industries.
const (
	titleToHead   = 85 // has a special title of the family, asked is the one that the family is named after
	headToTitle   = 55 // the reverse
	titleSiblings = 50
	minTitle      = 25 // weaker edges between families are not derived
	sameParent    = 50

	sourceFamily = "tenon:title-family"
	sourceParent = "tenon:industry-parent"
)

// titles derives the edges between titles from their families. Edges that the files state stay where they are better.
func (g *graph) titles(t *Taxonomy) {
	members := make(map[No][]No)
	for _, n := range t.Of(Title) {
		f := t.Concept(n).Family
		members[f] = append(members[f], n)
	}
	for _, asked := range t.Of(Title) {
		own := t.Concept(asked).Family
		g.titlesOf(t, asked, members[own])
		for f := range g.towards[own-1] {
			g.titlesOf(t, asked, members[f])
		}
	}
}

func (g *graph) titlesOf(t *Taxonomy, asked No, titles []No) {
	for _, has := range titles {
		if asked == has {
			continue
		}
		if e := g.titleEdge(t, asked, has); e.sim > 0 {
			put(g.towards, asked, has, e)
		}
	}
}

func (g *graph) titleEdge(t *Taxonomy, asked, has No) edge {
	a, h := t.Concept(asked), t.Concept(has)
	aHead, hHead := t.isHead(a), t.isHead(h)
	if a.Family == h.Family {
		switch {
		case aHead:
			return edge{narrower, titleToHead, sourceFamily}
		case hHead:
			return edge{broader, headToTitle, sourceFamily}
		}
		return edge{related, titleSiblings, sourceFamily}
	}
	f, ok := g.towards[a.Family-1][h.Family]
	if !ok {
		return edge{}
	}
	sim := int(f.sim)
	for _, head := range []bool{aHead, hHead} {
		if !head {
			sim = sim * titleToHead / 100
		}
	}
	if sim < minTitle {
		return edge{}
	}
	return edge{related, uint8(sim), joinSources(sourceFamily, f.source)}
}

func (t *Taxonomy) isHead(c *Concept) bool { return headTitle(t.Concept(c.Family).ID) == c.ID }

// industries relates industries of one parent to each other and to the parent.
func (g *graph) industries(t *Taxonomy) {
	root := func(n No) No {
		if parent := t.Concept(n).Parent; parent != 0 {
			return parent
		}
		return n
	}
	for _, asked := range t.Of(Industry) {
		for _, has := range t.Of(Industry) {
			if asked != has && root(asked) == root(has) {
				put(g.towards, asked, has, edge{related, sameParent, sourceParent})
			}
		}
	}
}
