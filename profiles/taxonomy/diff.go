package taxonomy

import (
	"cmp"
	"slices"
)

// Diff is what one taxonomy has otherwise than another. Concepts are named by their ids.
type Diff struct {
	Added   []string     `json:"added"`
	Removed []string     `json:"removed"`
	Names   []NameChange `json:"names"`
	Edges   []EdgeChange `json:"edges"`
}

// NameChange is a name that means another concept; "" where it meant or means none.
type NameChange struct {
	Kind string `json:"kind"`
	Name string `json:"name"`
	From string `json:"from,omitempty"`
	To   string `json:"to,omitempty"`
}

// EdgeChange is an edge that has another sim; 0 where there was or is none.
type EdgeChange struct {
	Has    string `json:"has"`
	Asked  string `json:"asked"`
	Before uint8  `json:"before"`
	After  uint8  `json:"after"`
	Source string `json:"source"`
}

// Compare says what after has otherwise than before. Names and edges of concepts that only one of them has are not listed one
// by one where both their ends are new.
func Compare(before, after *Taxonomy) *Diff {
	d := &Diff{Added: []string{}, Removed: []string{}, Names: []NameChange{}, Edges: []EdgeChange{}}
	d.Added, d.Removed = missing(before, after), missing(after, before)
	d.names(before, after)
	d.edges(before, after)
	return d
}

// missing are the concepts of b that a does not have.
func missing(a, b *Taxonomy) []string {
	out := []string{}
	for i := range b.concepts {
		if _, ok := a.byID[b.concepts[i].ID]; !ok {
			out = append(out, b.concepts[i].ID)
		}
	}
	return out
}

func (d *Diff) names(before, after *Taxonomy) {
	seen := map[NameChange]bool{}
	for _, t := range []*Taxonomy{before, after} {
		for i := range t.concepts {
			c := &t.concepts[i]
			if c.Open {
				continue
			}
			for _, name := range append([]string{c.Label}, c.Aliases...) {
				x := NameChange{c.Kind.String(), name, before.idOf(c.Kind, name), after.idOf(c.Kind, name)}
				if x.From != x.To && !seen[x] {
					seen[x] = true
					d.Names = append(d.Names, x)
				}
			}
		}
	}
}

func (t *Taxonomy) idOf(k Kind, name string) string {
	if n, ok := t.Named(k, name); ok {
		return t.Concept(n).ID
	}
	return ""
}

func (d *Diff) edges(before, after *Taxonomy) {
	for i := range after.concepts {
		id := after.concepts[i].ID
		if asked, ok := before.byID[id]; ok {
			d.edgesOf(before, after, asked, after.concepts[i].No)
			continue
		}
		for _, n := range after.near[i] {
			if has := after.Concept(n.No).ID; has != id {
				if _, old := before.byID[has]; old {
					d.edge(before, after, has, id)
				}
			}
		}
	}
	slices.SortFunc(d.Edges, func(a, b EdgeChange) int { return cmp.Or(cmp.Compare(a.Asked, b.Asked), cmp.Compare(a.Has, b.Has)) })
}

// edgesOf compares what stands for a concept that both have, by its numbers in each.
func (d *Diff) edgesOf(before, after *Taxonomy, was, is No) {
	id := after.Concept(is).ID
	has := map[string]bool{}
	for _, n := range before.Near(was) {
		has[before.Concept(n.No).ID] = true
	}
	for _, n := range after.Near(is) {
		has[after.Concept(n.No).ID] = true
	}
	for h := range has {
		d.edge(before, after, h, id)
	}
}

func (d *Diff) edge(before, after *Taxonomy, has, asked string) {
	b, a := before.between(has, asked), after.between(has, asked)
	if b.Sim == a.Sim {
		return
	}
	x := EdgeChange{has, asked, b.Sim, a.Sim, a.Source}
	if a.Sim == 0 {
		x.Source = b.Source
	}
	d.Edges = append(d.Edges, x)
}

// between is the edge by which has stands for asked, the zero Edge when there is none.
func (t *Taxonomy) between(has, asked string) Edge {
	h, ok1 := t.byID[has]
	a, ok2 := t.byID[asked]
	if !ok1 || !ok2 {
		return Edge{}
	}
	e, _ := t.Similarity(a, h)
	return e
}
