package link

import "math"

// maxText is how many bytes of a text are read.
const maxText = 10000

// windows are the lengths, in words, that parts of a text are compared in.
var windows = [...]int{2, 4, 7}

// query is a text in the terms of a linker, and room to work in.
type query struct {
	scan  scanner
	words []placed
	terms []int32  // that documents have, each once
	has   []uint64 // by term: one of terms

	rows    []int32   // words of the table that count, in the order of the text
	vectors []float32 // their vectors
	sums    []float32 // of the first vectors, beginning with none
	full    []float32 // unit vector of the text
	codes   []int8    // full in steps of 1/127
	lengths [len(windows)][]float32
	dots    []float32 // sums of the products of the first vectors with a label

	byVector, byDoc, byLexicon tally
	hits                       []candidate
	spread                     []float32
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
	q := &query{has: make([]uint64, (l.lex.count+63)/64), full: make([]float32, l.table.dim), codes: make([]int8, l.table.dim)}
	q.byVector.sums = make([]float32, len(l.labels))
	q.byLexicon.sums = make([]float32, len(l.labels))
	q.byDoc.sums = make([]float32, len(l.lex.label))
	return q
}

// read takes the words of a text. The text is cut between words.
func (l *Linker) read(q *query, text string) {
	if len(text) > maxText {
		text = text[:maxText]
	}
	q.scan = scanner{text: text, buf: q.scan.buf}
	q.words, q.rows = q.words[:0], q.rows[:0]
	for _, t := range q.terms {
		q.has[t>>6] = 0
	}
	q.terms = q.terms[:0]
	before := int32(-1)
	for {
		start, end, ok := q.scan.next()
		if !ok {
			break
		}
		id, known := l.ids[string(q.scan.buf)]
		if !known {
			id = -1
		}
		q.words = append(q.words, placed{id, start, end})
		before = l.readTerm(q, id, before)
	}
	l.readRows(q)
	q.weigh(l.table)
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

func (l *Linker) readRows(q *query) {
	ids := q.scan.ids[:0]
	for _, w := range q.words {
		if w.id >= 0 {
			ids = append(ids, w.id)
		}
	}
	q.scan.ids = ids
	if l.rules.title {
		q.rows = append(q.rows, l.telling(ids)...)
		return
	}
	for _, id := range ids {
		if int(id) < len(l.table.words) && l.weights[id] >= l.rules.least {
			q.rows = append(q.rows, id)
		}
	}
	if len(q.rows) == 0 {
		q.rows = append(q.rows, l.telling(ids)...)
	}
}

// telling are the rows of the words that are not silent, or of all when none is left. It works in place.
func (l *Linker) telling(ids []int32) []int32 {
	out, rest := ids[:0:0], ids[:0:0]
	for _, id := range ids {
		switch {
		case int(id) >= len(l.table.words):
		case l.terms[id] >= 0:
			out = append(out, id)
		default:
			rest = append(rest, id)
		}
	}
	if len(out) == 0 && l.rules.title {
		return rest
	}
	return out
}

// weigh fetches the vectors and measures windows.
func (q *query) weigh(t *table) {
	n, dim := len(q.rows), t.dim
	q.vectors, q.sums = zeros(q.vectors, n*dim), zeros(q.sums, (n+1)*dim)
	for i, r := range q.rows {
		v := q.vectors[i*dim : (i+1)*dim]
		t.add(v, r)
		for k, x := range v {
			q.sums[(i+1)*dim+k] = q.sums[i*dim+k] + x
		}
	}
	copy(q.full, q.sums[n*dim:])
	unit(q.full)
	for k, x := range q.full {
		q.codes[k] = int8(math.Round(float64(x * 127)))
	}
	for s, size := range windows {
		size = min(size, n)
		q.lengths[s] = q.lengths[s][:0]
		for i := 0; i+size <= n && size > 0; i++ {
			q.lengths[s] = append(q.lengths[s], reciprocal(q.sums[i*dim:(i+1)*dim], q.sums[(i+size)*dim:(i+size+1)*dim]))
		}
	}
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

func zeros(s []float32, n int) []float32 {
	if cap(s) < n {
		return make([]float32, n)
	}
	s = s[:n]
	clear(s)
	return s
}

// cosines are those of the text and of its best window with the unit vector of a label.
func (q *query) cosines(label []float32) (full, window float32) {
	n, dim := len(q.rows), len(label)
	if n == 0 {
		return 0, 0
	}
	q.dots = zeros(q.dots, n+1)
	for i := range n {
		q.dots[i+1] = q.dots[i] + dot(label, q.vectors[i*dim:(i+1)*dim])
	}
	window = -1
	for s, size := range windows {
		size = min(size, n)
		for i, f := range q.lengths[s] {
			window = max(window, float32((q.dots[i+size]-q.dots[i])*f))
		}
	}
	return dot(label, q.full), window
}
