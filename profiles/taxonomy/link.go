package taxonomy

import (
	"maps"
	"slices"
	"strings"
)

// reach is what a concept leads to along edges of one kind, with the best sim and its sources.
type reach map[No]edge

func (r reach) add(to No, e edge) {
	if old, ok := r[to]; !ok || e.better(old) {
		r[to] = e
	}
}

// put adds an edge to what the concept of rs[of-1] leads to. Most concepts lead nowhere and have no map.
func put(rs []reach, of, to No, e edge) {
	if rs[of-1] == nil {
		rs[of-1] = reach{}
	}
	rs[of-1].add(to, e)
}

// graph holds the edges while they are made; towards[asked-1] is the result.
type graph struct {
	narrow  []reach // by has: direct edges to the broader
	wide    []reach // by asked: direct edges from the broader
	towards []reach // by asked
}

// The least sims of edges that are products of others. A chain of narrower edges that is hardly better than a related edge
// may be says too little to be kept; without the limit most skills would stand for machine learning.
const (
	minNarrower = 65
	minBroader  = 25
)

// widened is the sim of the reverse of a narrower edge when the files give none: who knows the broader thing only may know
// the narrower, the less so the looser it belongs.
func widened(sim uint8) uint8 { return uint8(int(broader.limit()) * int(sim) * int(sim) / 10000) }

func (p *parser) link(t *Taxonomy) {
	g := &graph{}
	n := len(t.concepts)
	g.narrow, g.wide, g.towards = make([]reach, n), make([]reach, n), make([]reach, n)
	for _, d := range p.order {
		p.draftEdges(t, d, g)
	}
	p.openEdges(t, g)
	p.acyclic(t, g.narrow, narrower, "%s implies %s, which implies it")
	if len(p.faults) == 0 {
		g.reverse()
		p.acyclic(t, g.wide, broader, "%s has %s as broader, which has it as broader")
	}
	if len(p.faults) > 0 {
		return // chains would not end, and titles without a family have no edges
	}
	g.chain(t)
	g.titles(t)
	g.industries(t)
	g.publish(t)
}

func (p *parser) draftEdges(t *Taxonomy, d *draft, g *graph) {
	for _, de := range d.edges {
		to := p.find(t, de.to, d.Kind)
		if to == 0 {
			continue
		}
		if to == d.No {
			p.fault(de.to.at, "%s has an edge to itself", d.ID)
			continue
		}
		g.draftEdge(d.No, to, edge{de.kind, de.sim, de.source}, de.oneWay)
	}
}

// draftEdge adds an edge that a file states.
func (g *graph) draftEdge(from, to No, e edge, oneWay bool) {
	switch e.kind {
	case narrower:
		put(g.narrow, from, to, e)
	case broader:
		put(g.wide, from, to, e)
	default:
		put(g.towards, to, from, e)
		if !oneWay {
			put(g.towards, from, to, e)
		}
	}
}

// acyclic reports the edges of a kind that lead back to where they began, in the words of format.
func (p *parser) acyclic(t *Taxonomy, direct []reach, kind edgeKind, format string) {
	const open, done = 1, 2
	state := make([]uint8, len(direct))
	var visit func(n No)
	visit = func(n No) {
		state[n-1] = open
		for _, to := range slices.Sorted(maps.Keys(direct[n-1])) {
			switch state[to-1] {
			case open:
				from, back := t.Concept(n).ID, t.Concept(to).ID
				p.fault(p.saidAt(from, back, kind), format, from, back)
			case 0:
				visit(to)
			}
		}
		state[n-1] = done
	}
	for _, n := range t.all {
		if state[n-1] == 0 && direct[n-1] != nil {
			visit(n)
		}
	}
}

// saidAt is where a says its edge to b, and where a begins when the edge is only derived.
func (p *parser) saidAt(from, to string, kind edgeKind) line {
	a := p.drafts[from]
	if a == nil {
		return line{file: openDir}
	}
	for _, e := range a.edges {
		if e.to.id == to && e.kind == kind {
			return e.to.at
		}
	}
	return a.at
}

// reverse adds the reverse of every narrower edge whose files do not say it.
func (g *graph) reverse() {
	for i, direct := range g.narrow {
		for to, e := range direct {
			if _, said := g.wide[i][to]; !said {
				put(g.wide, No(i+1), to, edge{broader, widened(e.sim), e.source})
			}
		}
	}
}

// chain adds the closure of the narrower edges and of their reverses to what is asked.
func (g *graph) chain(t *Taxonomy) {
	up, down := newClosure(g.narrow, minNarrower), newClosure(g.wide, minBroader)
	for _, n := range t.all {
		for to, e := range up.of(n) {
			put(g.towards, to, n, e)
		}
		for from, e := range down.of(n) {
			put(g.towards, n, from, e)
		}
	}
}

type closure struct {
	direct []reach
	memo   []reach
	least  int
}

func newClosure(direct []reach, least int) *closure {
	return &closure{direct, make([]reach, len(direct)), least}
}

// of follows edges, which must have no cycle, as far as their product stays above the least.
func (c *closure) of(n No) reach {
	if c.memo[n-1] != nil || c.direct[n-1] == nil {
		return c.memo[n-1]
	}
	r := reach{}
	for _, mid := range slices.Sorted(maps.Keys(c.direct[n-1])) {
		first := c.direct[n-1][mid]
		r.add(mid, first)
		far := c.of(mid)
		for _, to := range slices.Sorted(maps.Keys(far)) {
			sim := int(first.sim) * int(far[to].sim) / 100
			if sim >= c.least {
				r.add(to, edge{first.kind, uint8(sim), joinSources(first.source, far[to].source)})
			}
		}
	}
	c.memo[n-1] = r
	return r
}

// joinSources names every source once.
func joinSources(a, b string) string {
	for _, s := range strings.Split(b, "; ") {
		if !slices.Contains(strings.Split(a, "; "), s) {
			a += "; " + s
		}
	}
	return a
}

func (g *graph) publish(t *Taxonomy) {
	defer t.answer()
	t.near = make([][]Near, len(t.concepts))
	t.edges = make([][]edge, len(t.concepts))
	alone, itself := make([]Near, len(t.concepts)), []edge{{same, 100, "same concept"}}
	for i, r := range g.towards {
		if r == nil {
			alone[i] = Near{No(i + 1), 100}
			t.near[i], t.edges[i] = alone[i:i+1:i+1], itself
			continue
		}
		r[No(i+1)] = itself[0]
		for _, n := range slices.Sorted(maps.Keys(r)) {
			t.near[i] = append(t.near[i], Near{n, r[n].sim})
			t.edges[i] = append(t.edges[i], r[n])
		}
	}
}

// answer makes answers of near. Most concepts have nobody but themselves there: those are shared.
func (t *Taxonomy) answer() {
	t.answers = make([][]Near, len(t.concepts))
	for i, near := range t.near {
		for _, n := range near {
			if a := &t.answers[n.No-1]; *a == nil && len(near) == 1 && int(n.No) == i+1 {
				*a = near[:1:1]
			} else {
				*a = append(*a, Near{No(i + 1), n.Sim})
			}
		}
	}
}
