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
	r.fill(&t.listed)
	spans := r.spans()
	r.text = ""
	return spans
}

// match fills hits and counts those that the context must decide.
func (r *reading) match(p *phrases) (unsure int) {
	r.hits = r.hits[:0]
	for i := 0; i < len(r.tokens); {
		node, end := p.longest(r.tokens, i)
		if node == 0 {
			i++
			continue
		}
		strict, ok := p.counts(node, r.text, r.tokens[i:end])
		if !ok {
			i++
			continue
		}
		if strict >= guarded {
			unsure++
		}
		r.hits = append(r.hits, hit{p.ends[node].no, int32(i), int32(end), strict < guarded, strict == person})
		i = end
	}
	return unsure
}

// fill adds the names of the open part where no name of the overlay is.
func (r *reading) fill(p *phrases) {
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
		node, end := p.longest(r.tokens[:free], i)
		if node == 0 {
			i++
			continue
		}
		if _, ok := p.counts(node, r.text, r.tokens[i:end]); !ok {
			i++
			continue
		}
		r.found = append(r.found, hit{no: p.ends[node].no, from: int32(i), to: int32(end), sure: true})
		i = end
	}
	if len(r.found) > 0 {
		r.hits = append(r.hits, r.found...)
		slices.SortFunc(r.hits, func(a, b hit) int { return int(a.from) - int(b.from) })
	}
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
