package taxonomy

import (
	"slices"
	"sync"
)

// hit is a name found in a text, at tokens [from, to).
type hit struct {
	no       No
	from, to int32
	sure     bool
	person   bool // an unsure name that people have
	doubtful bool // an unsure name that only its place, the start of a sentence, leaves open
	out      bool // means something else
}

// reading is the memory of one extraction, kept for the next.
type reading struct {
	text   string
	tokens []token
	hits   []hit
	found  []hit
}

// A reading begins with room for a paragraph.
var readings = sync.Pool{New: func() any { return &reading{tokens: make([]token, 0, 256)} }}

// Extract returns the skills that a text names, in order of position: the longest names, as whole words. A name that is
// also an ordinary word (Go, R, Spark) counts where it is spelt exactly and the context says that the skill is meant. The
// same skill is returned as often as it is named.
func (t *Taxonomy) Extract(text string) []Span {
	r := readings.Get().(*reading)
	defer readings.Put(r)
	r.text = text
	r.tokens = t.skills.words.scan(text, r.tokens[:0])
	unsure := r.match(&t.skills)
	if unsure > 0 {
		r.judge()
	}
	r.fill(t)
	spans := r.spans()
	r.text = ""
	return spans
}

// match fills hits and counts those that the context must decide.
func (r *reading) match(p *phrases) (unsure int) {
	r.hits = r.hits[:0]
	for i := 0; i < len(r.tokens); {
		node, end, strict := r.name(p, len(r.tokens), i)
		if node == 0 {
			i++
			continue
		}
		h := hit{no: p.ends[node].no, from: int32(i), to: int32(end), person: strict == person}
		h.doubtful = strict == cased && r.openStart(h)
		h.sure = strict < guarded && !h.doubtful
		if !h.sure {
			unsure++
		}
		r.hits = append(r.hits, h)
		i = end
	}
	return unsure
}

// name is the longest name that begins at token i, ends at most at token free and counts as it is spelt. Without one, node
// is 0.
func (r *reading) name(p *phrases, free, i int) (node uint32, end int, strict strictness) {
	for free > i {
		node, end = p.longest(r.tokens[:free], i)
		if node == 0 {
			break
		}
		if strict, ok := p.counts(node, r.text, r.tokens[i:end]); ok {
			return node, end, strict
		}
		free = end - 1
	}
	return 0, i, plain
}

// fill adds the names of the open part where no name of the overlay is.
func (r *reading) fill(t *Taxonomy) {
	r.found = r.found[:0]
	own, i := 0, 0
	for i < len(r.tokens) {
		for own < len(r.hits) && (!r.hits[own].sure || int(r.hits[own].to) <= i) {
			own++
		}
		free := len(r.tokens)
		if own < len(r.hits) {
			free = int(r.hits[own].from)
		}
		if i >= free {
			i = int(r.hits[own].to)
			continue
		}
		node, end, _ := r.name(&t.listed, free, i)
		if node == 0 || !r.product(t.Concept(t.listed.ends[node].no), i, end) {
			i++
			continue
		}
		r.found = append(r.found, hit{no: t.listed.ends[node].no, from: int32(i), to: int32(end), sure: true})
		i = end
	}
	if len(r.found) > 0 {
		r.hits = append(r.hits, r.found...)
		slices.SortFunc(r.hits, func(a, b hit) int { return int(a.from) - int(b.from) })
	}
}

// product says that a tool of the open part is written as names are: Front Desk, not front desk.
func (r *reading) product(c *Concept, from, to int) bool {
	named := func(i int) bool { return r.capital(i) || r.digit(i) }
	return !c.Open || c.Type != "tool" || named(from) && (to-from != 2 || named(to-1))
}

func (r *reading) spans() []Span {
	n := 0
	for _, h := range r.hits {
		if h.sure {
			n++
		}
	}
	if n == 0 {
		return nil
	}
	spans := make([]Span, 0, n)
	for _, h := range r.hits {
		if h.sure {
			spans = append(spans, Span{h.no, int(r.tokens[h.from].start), int(r.tokens[h.to-1].end)})
		}
	}
	return spans
}
