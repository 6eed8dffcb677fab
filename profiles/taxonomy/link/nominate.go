package link

import (
	"cmp"
	"slices"
)

// slight is the weight under which a word nominates no labels; it counts in the score of those that others nominate.
const slight = 0.2

// nearest are the labels that a word nominates, with the products of the vectors in steps.
type nearest struct {
	step   float32
	labels [listed]uint16
	codes  [listed]uint8
	count  int
}

// tally adds up numbers and remembers which were touched.
type tally struct {
	sums    []float32
	touched []uint32
}

func (t *tally) add(i uint32, x float32) {
	if t.sums[i] == 0 {
		t.touched = append(t.touched, i)
	}
	t.sums[i] += x
}

// most returns the n with the greatest sums, in no order, equal ones by number, and forgets all.
func (t *tally) most(n int) []uint32 {
	if len(t.touched) > n {
		selectFirst(t.touched, n, func(a, b uint32) bool {
			if t.sums[a] != t.sums[b] {
				return t.sums[a] > t.sums[b]
			}
			return a < b
		})
	}
	for _, i := range t.touched {
		t.sums[i] = 0
	}
	out := t.touched[:min(n, len(t.touched))]
	t.touched = t.touched[:0]
	return out
}

// selectFirst moves the n first of an order to the front.
func selectFirst(s []uint32, n int, less func(a, b uint32) bool) {
	lo, hi := 0, len(s)
	for hi-lo > 1 {
		pivot := s[lo+(hi-lo)/2]
		i, j := lo, hi-1
		for i <= j {
			for less(s[i], pivot) {
				i++
			}
			for less(pivot, s[j]) {
				j--
			}
			if i <= j {
				s[i], s[j] = s[j], s[i]
				i++
				j--
			}
		}
		switch {
		case n <= j:
			hi = j + 1
		case n >= i:
			lo = i
		default:
			return
		}
	}
}

// nominate puts the labels to be compared into hits.
func (l *Linker) nominate(q *query, n int) {
	q.hits = q.hits[:0]
	if n >= everything || len(l.labels) <= l.rules.byVector {
		for i := range l.labels {
			q.hits = append(q.hits, candidate{label: int32(i)})
		}
		return
	}
	for _, r := range q.rows {
		if l.weights[r] < slight {
			continue
		}
		near := l.nearest(r)
		for k, label := range near.labels[:near.count] {
			q.byVector.add(uint32(label), near.step*float32(1+int(near.codes[k])))
		}
	}
	first := q.byVector.most(max(l.rules.byVector, 2*n))
	for _, i := range first {
		q.hits = append(q.hits, candidate{label: int32(i)})
	}
	for _, i := range l.lexical(q, max(l.rules.byLexicon, n)) {
		if !slices.Contains(first, i) {
			q.hits = append(q.hits, candidate{label: int32(i)})
		}
	}
}

// lexical are the n labels whose names have most in common with the text.
func (l *Linker) lexical(q *query, n int) []uint32 {
	limit := max(commonTerm, l.lex.rarest(q.terms))
	for _, t := range q.terms {
		docs := l.lex.docs(t)
		if len(docs) > limit {
			continue
		}
		for _, d := range docs {
			q.byDoc.add(d, l.lex.idf2[t]*l.lex.norm[d])
		}
	}
	for _, d := range q.byDoc.touched {
		label, sum := uint32(l.lex.label[d]), q.byDoc.sums[d]
		if old := q.byLexicon.sums[label]; sum > old {
			q.byLexicon.add(label, sum-old)
		}
		q.byDoc.sums[d] = 0
	}
	q.byDoc.touched = q.byDoc.touched[:0]
	return q.byLexicon.most(n)
}

// nearest finds the labels nearest to a word, once.
func (l *Linker) nearest(row int32) *nearest {
	if near := l.near[row].Load(); near != nil {
		return near
	}
	near := &nearest{}
	type product struct{ label, dot int32 }
	best := make([]product, 0, 2*listed)
	order := func(a, b product) int { return cmp.Or(cmp.Compare(b.dot, a.dot), cmp.Compare(a.label, b.label)) }
	var least int32
	codes := l.wordCodes(row)
	for i := range (len(l.labels) + 3) / 4 {
		for k, d := range l.lanes.products(i, codes) {
			if d <= least {
				continue
			}
			if best = append(best, product{int32(4*i + k), d}); len(best) == cap(best) {
				slices.SortFunc(best, order)
				best, least = best[:listed], best[listed-1].dot
			}
		}
	}
	slices.SortFunc(best, order)
	best = best[:min(listed, len(best))]
	if len(best) > 0 {
		near.step = float32(best[0].dot) / 255
	}
	for k, p := range best {
		near.labels[k], near.codes[k] = uint16(p.label), uint8(float32(p.dot)/near.step)
	}
	near.count = len(best)
	near.step *= l.weights[row] / (laneLength * codeLength)
	l.near[row].Store(near)
	return near
}

// wordCodes are those of the direction of a word.
func (l *Linker) wordCodes(row int32) []int8 {
	v := make([]float32, l.table.dim)
	l.table.add(v, row)
	unit(v)
	codes := make([]int8, len(v))
	encode(codes, v)
	return codes
}
