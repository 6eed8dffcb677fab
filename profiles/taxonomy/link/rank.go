package link

import (
	"cmp"
	"math"
	"slices"
)

// Hit is a label for a text.
type Hit struct {
	Index int     // of the label
	Score float32 // 0–1, falling along the ranking; not a probability
	// Bytes of the text that name the label word for word, by its name or an alternative; 0, 0 when none do.
	Start, End int
}

// everything is the number of hits from which all labels are compared, not only those that are nominated.
const everything = 100

// Rank returns up to n labels for a text, the best first, equal ones by index. Of long texts the beginning is read. A text of
// which no word is known, or none that says more than "and", has no hits.
func (l *Linker) Rank(text string, n int) []Hit {
	if n <= 0 || len(l.labels) == 0 {
		return nil
	}
	q := l.pool.Get().(*query)
	defer l.release(q)
	l.read(q, text)
	if len(q.terms) == 0 && (!l.rules.title || len(q.rows) == 0) {
		return nil
	}
	l.nominate(q, n)
	l.score(q)
	keep := min(n, len(q.hits))
	slices.SortFunc(q.hits, byScore)
	out := make([]Hit, 0, keep)
	for _, c := range q.hits[:keep] {
		h := Hit{Index: int(c.label), Score: float32(1 - math.Exp(-l.rules.steep*float64(c.score)))}
		if c.named {
			h.Start, h.End = l.locate(q, &l.labels[c.label])
		}
		out = append(out, h)
	}
	return out
}

// release keeps the room of a query, not its text.
func (l *Linker) release(q *query) {
	q.scan.text = ""
	l.pool.Put(q)
}

func byScore(a, b candidate) int {
	return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.label, b.label))
}

// sentence is the number of words from which a text is taken for a sentence that has a title in it.
const sentence = 8

// score weighs the candidates and drops those that nothing speaks for.
func (l *Linker) score(q *query) {
	dim := l.table.dim
	for i := range q.hits {
		c := &q.hits[i]
		full, part := q.cosines(l.codes[int(c.label)*dim : (int(c.label)+1)*dim])
		if l.rules.title {
			name := l.names.best(c.label, q.codes)
			if part = max(part, name); len(q.rows) < sentence {
				part = name
			}
		}
		lexical, named := l.lex.score(c.label, q)
		c.score, c.named = full+part+float32(l.rules.lexical*lexical), named
	}
	q.hits = slices.DeleteFunc(q.hits, func(c candidate) bool { return c.score <= 0 })
}

// locate finds where words of the text are a name of the label: the longest place, of equal ones that of the first name.
func (l *Linker) locate(q *query, label *Label) (start, end int) {
	start, end = l.place(q, label.Name)
	for _, alt := range label.Alts {
		if !q.mayHold(alt) {
			continue
		}
		if s, e := l.place(q, alt); e-s > end-start {
			start, end = s, e
		}
	}
	return start, end
}

// mayHold says in a glance whether words of the text may be a name: one of them begins with the first letter of the name. Most
// names of an occupation fail it, and need not be taken apart.
func (q *query) mayHold(name string) bool {
	if name == "" {
		return false
	}
	c := name[0] | 0x20
	if c < 'a' || c > 'z' {
		return true
	}
	for _, w := range q.words {
		if q.text[w.start]|0x20 == c {
			return true
		}
	}
	return false
}

// place finds the first place where words of the text are a name.
func (l *Linker) place(q *query, name string) (start, end int) {
	q.scan.text, q.scan.pos = name, 0
	ids := q.scan.ids[:0]
	for {
		if _, _, ok := q.scan.next(); !ok {
			break
		}
		ids = append(ids, l.ids[string(q.scan.buf)])
	}
	q.scan.ids = ids
	if len(ids) == 0 {
		return 0, 0
	}
	for i := 0; i+len(ids) <= len(q.words); i++ {
		if begins(q.words[i:], ids) {
			return q.words[i].start, q.words[i+len(ids)-1].end
		}
	}
	return 0, 0
}

func begins(words []placed, ids []int32) bool {
	for k, id := range ids {
		if words[k].id != id {
			return false
		}
	}
	return true
}
