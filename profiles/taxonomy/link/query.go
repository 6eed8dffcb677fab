package link

import (
	"math"
	"strings"
)

// maxText is how many bytes of a text are read.
const maxText = 10000

// windows are the lengths, in words, that parts of a text are compared in.
var windows = [...]int{2, 4, 7}

// query is a text in the terms of a linker, and room to work in.
type query struct {
	text  string
	scan  scanner
	words []placed
	terms []int32  // that documents have, each once
	has   []uint64 // by term: one of terms

	rows    []int32                 // words of the table that count, in the order of the text
	lanes   lanes                   // their unit vectors
	factors []float32               // from a product of lanes to one with the vector as it is
	sums    []float32               // of the first vectors, beginning with none
	vector  []float32               // scratch
	codes   []int8                  // of the unit vector of the text
	lengths [len(windows)][]float32 // of windows, reciprocals
	length  float32                 // of the text, reciprocal
	dots    []float32               // sums of the products of the first vectors with a label

	byVector, byDoc, byLexicon tally
	hits                       []candidate
}

// placed is a word of a text; id is -1 when no label and no table has it.
type placed struct {
	id         int32
	start, end int
}

type candidate struct {
	label int32
	score float32
	named bool // a name of it has all its terms in the text
}

func (l *Linker) newQuery() *query {
	q := &query{has: make([]uint64, (l.lex.count+63)/64),
		vector: make([]float32, l.table.dim), codes: make([]int8, l.table.dim)}
	q.byVector.sums = make([]float32, len(l.labels))
	q.byLexicon.sums = make([]float32, len(l.labels))
	q.byDoc.sums = make([]float32, len(l.lex.label))
	return q
}

// read takes the words of a text.
func (l *Linker) read(q *query, text string) {
	q.text = beginning(text)
	q.scan.text, q.scan.pos = q.text, 0
	q.words, q.rows = q.words[:0], q.rows[:0]
	for _, t := range q.terms {
		q.has[t>>6] = 0
	}
	q.terms = q.terms[:0]
	before, ids := int32(-1), q.scan.ids[:0]
	for {
		start, end, ok := q.scan.next()
		if !ok {
			break
		}
		id, known := l.ids[string(q.scan.buf)]
		word := placed{id, start, end}
		if !known {
			word.id, id = -1, l.alike(q.scan.buf)
		}
		q.words = append(q.words, word)
		if id >= 0 {
			ids = append(ids, id)
		}
		before = l.readTerm(q, id, before)
	}
	q.scan.ids = ids
	l.readRows(q, ids)
	q.weigh(l.table, l.weights)
}

// beginning is what is read of a text, cut at a blank if there is one.
func beginning(text string) string {
	if len(text) <= maxText {
		return text
	}
	if i := strings.LastIndexByte(text[:maxText], ' '); i > 0 {
		return text[:i]
	}
	return text[:maxText]
}

// readTerm adds the term of a word and its pair with the term before; it returns the term that is now the last.
func (l *Linker) readTerm(q *query, id, before int32) int32 {
	t := int32(-1)
	if id >= 0 {
		if t = l.terms[id]; t < 0 {
			return before
		}
		q.term(t)
	}
	if before >= 0 && t >= 0 {
		if p := l.lex.pairs.find(before, t); p >= 0 {
			q.term(p)
		}
	}
	return t
}

func (q *query) term(t int32) {
	if q.has[t>>6]&(1<<(t&63)) == 0 {
		q.has[t>>6] |= 1 << (t & 63)
		q.terms = append(q.terms, t)
	}
}

// alike is a word of the same stem as one that is not known, or -1. Short words are their own stems by chance: wir is not
// wire.
func (l *Linker) alike(word []byte) int32 {
	w := string(word)
	base := stem(w)
	if id, ok := l.stems[base]; ok && (base != w || len(w) > 4) {
		return id
	}
	return -1
}

// readRows takes the words that have a vector.
func (l *Linker) readRows(q *query, ids []int32) {
	if l.rules.title {
		q.rows = append(q.rows, l.telling(ids)...)
		return
	}
	for _, id := range ids {
		if int(id) < len(l.table.words) {
			q.rows = append(q.rows, id)
		}
	}
}

// telling are the rows of the words that tell titles apart; when there are none, of those that are more than functional.
func (l *Linker) telling(ids []int32) []int32 {
	var out, rest []int32
	for _, id := range ids {
		switch {
		case int(id) >= len(l.table.words) || l.terms[id] == functional:
		case l.terms[id] == silent:
			rest = append(rest, id)
		default:
			out = append(out, id)
		}
	}
	if len(out) == 0 {
		return rest
	}
	return out
}

// weigh fetches the vectors and measures windows.
func (q *query) weigh(t *table, weights []float32) {
	n, dim := len(q.rows), t.dim
	q.sums = resize(q.sums, (n+1)*dim)
	clear(q.sums[:dim])
	q.factors = resize(q.factors, n)
	q.lanes.reset(dim, n)
	for i, r := range q.rows {
		next := q.sums[(i+1)*dim : (i+2)*dim]
		clear(q.vector)
		t.add(q.vector, r)
		copy(next, q.sums[i*dim:(i+1)*dim])
		addTo(next, q.vector)
		unit(q.vector)
		q.lanes.put(i, q.vector)
		q.factors[i] = weights[r] / (laneLength * codeLength)
	}
	copy(q.vector, q.sums[n*dim:])
	unit(q.vector)
	encode(q.codes, q.vector)
	q.measure(dim)
}

// measure takes the reciprocals of the lengths of the text and of its windows.
func (q *query) measure(dim int) {
	n := len(q.rows)
	for s, size := range windows {
		size = min(size, n)
		q.lengths[s] = q.lengths[s][:0]
		for i := 0; i+size <= n && size > 0; i++ {
			q.lengths[s] = append(q.lengths[s], reciprocal(q.sums[i*dim:(i+1)*dim], q.sums[(i+size)*dim:(i+size+1)*dim]))
		}
	}
	q.length = reciprocal(q.sums[:dim], q.sums[n*dim:])
}

// reciprocal is 1 over the distance of two vectors, 0 when they are one.
func reciprocal(a, b []float32) float32 {
	var sum float32
	for k, x := range a {
		d := b[k] - x
		sum += float32(d * d)
	}
	if sum < 1e-12 {
		return 0
	}
	return 1 / float32(math.Sqrt(float64(sum)))
}

// resize makes s n long; what it holds is left over.
func resize(s []float32, n int) []float32 {
	if cap(s) < n {
		return make([]float32, n)
	}
	return s[:n]
}

// cosines are those of the text and of its best window with the label of codes.
func (q *query) cosines(codes []int8) (full, window float32) {
	n := len(q.rows)
	if n == 0 {
		return 0, 0
	}
	q.dots = resize(q.dots, n+4)
	var sum float32
	for g := 0; g < n; g += 4 {
		for i, p := range q.lanes.products(g/4, codes) {
			q.dots[g+i] = sum
			if g+i < n {
				sum += float32(float32(p) * q.factors[g+i])
			}
		}
	}
	dots := q.dots[:n+1]
	dots[n] = sum
	window = -1
	for s, size := range windows {
		size = min(size, n)
		for i, f := range q.lengths[s] {
			window = max(window, float32((dots[i+size]-dots[i])*f))
		}
	}
	return sum * q.length, window
}
