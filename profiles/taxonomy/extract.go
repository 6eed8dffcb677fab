package taxonomy

import (
	"slices"
	"strings"
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
	r.fill(&t.listed)
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

// openStart says that a name written with a capital letter begins a sentence that goes on in small letters, as any word may:
// Airflow through the duct.
func (r *reading) openStart(h hit) bool {
	first, last := r.tokens[h.from], int(h.to)
	return first.end-first.start > 1 && r.capital(int(h.from)) && !isUpper(r.text[first.start+1]) && r.starts(int(h.from)) &&
		last < len(r.tokens) && r.tokens[last].before == gapSpace && !r.capital(last) && !r.digit(last)
}

func isUpper(c byte) bool { return c >= 'A' && c <= 'Z' }

// starts says that token i is the first of a sentence or of a line of its own.
func (r *reading) starts(i int) bool {
	if i == 0 || r.tokens[i].before == gapLine {
		return true
	}
	return r.tokens[i].before == gapBreak && strings.ContainsAny(r.text[r.tokens[i-1].end:r.tokens[i].start], ".!?:;\n\"“„«")
}

// sentenceReach is how many words a sentence is read on either side of a name.
const sentenceReach = 16

// technical says that the sentence of hit i names a sure skill or has a word of software.
func (r *reading) technical(i int) bool {
	h := r.hits[i]
	from, to := int(h.from), int(h.to)
	for from > max(0, int(h.from)-sentenceReach) && !r.ends(from) {
		from--
		if r.cue(from)&cueSoftware != 0 {
			return true
		}
	}
	for to < min(len(r.tokens), int(h.to)+sentenceReach) && !r.ends(to) {
		if r.cue(to)&cueSoftware != 0 {
			return true
		}
		to++
	}
	return i > 0 && r.hits[i-1].sure && int(r.hits[i-1].from) >= from || i+1 < len(r.hits) && r.hits[i+1].sure && int(r.hits[i+1].to) <= to
}

// ends says that a sentence ends before token i.
func (r *reading) ends(i int) bool {
	return r.tokens[i].before == gapBreak && strings.ContainsAny(r.text[r.tokens[i-1].end:r.tokens[i].start], ".!?\n|")
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
		node, end, _ := r.name(p, free, i)
		if node == 0 {
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
