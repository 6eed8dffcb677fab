package link

import "math"

// lexicon finds the names of labels by their words: stems without stop words, and pairs of neighbouring stems. Each name is
// a document; what matches counts by idf², in relation to the length of the document's vector.
type lexicon struct {
	pairs pairs // two terms → term
	count int32 // of terms: stems and pairs

	first []uint32  // by label: its first document; one more at the end
	words []int32   // the terms of all documents
	from  []uint32  // by document: its first term in words; one more at the end
	norm  []float32 // by document: 1/length
	idf2  []float32 // by term: idf²

	label []uint16 // by document
	posts []uint32 // the documents of all terms
	post  []uint32 // by term: its first document in posts; one more at the end
}

// commonTerm is the number of documents above which a term nominates no candidates; it counts for those of other terms. The
// rarest term of a text nominates in any case.
const commonTerm = 500

// add makes a document of the stems of a name, unless the label at hand has the same already.
func (x *lexicon) add(stems []int32) {
	begin := len(x.words)
	for i, t := range stems {
		x.put(begin, t)
		if i > 0 {
			x.put(begin, x.pair(stems[i-1], t))
		}
	}
	if len(x.words) == begin {
		return
	}
	doc := x.words[begin:]
	for d := x.first[len(x.first)-1]; int(d) < len(x.from); d++ {
		end := begin
		if int(d)+1 < len(x.from) {
			end = int(x.from[d+1])
		}
		if sameTerms(x.words[x.from[d]:end], doc) {
			x.words = x.words[:begin]
			return
		}
	}
	x.from = append(x.from, uint32(begin))
	x.label = append(x.label, uint16(len(x.first)-1))
}

// put appends a term, once a document.
func (x *lexicon) put(begin int, t int32) {
	for _, old := range x.words[begin:] {
		if old == t {
			return
		}
	}
	x.words = append(x.words, t)
}

func sameTerms(a, b []int32) bool {
	if len(a) != len(b) {
		return false
	}
	for i, t := range a {
		if b[i] != t {
			return false
		}
	}
	return true
}

func (x *lexicon) pair(a, b int32) int32 { return x.pairs.put(a, b, x.next) }

// next is the number of a new term.
func (x *lexicon) next() int32 {
	x.count++
	return x.count - 1
}

// open begins the documents of the next label.
func (x *lexicon) open() { x.first = append(x.first, uint32(len(x.from))) }

// finish weighs the terms and turns documents by term.
func (x *lexicon) finish() {
	x.first = append(x.first, uint32(len(x.from)))
	docs := len(x.from)
	x.from = append(x.from, uint32(len(x.words)))
	x.post = make([]uint32, x.count+2)
	for _, t := range x.words {
		x.post[t+2]++
	}
	x.idf2 = make([]float32, x.count)
	for t := range x.idf2 {
		idf := math.Log(float64(1+docs)/float64(1+x.post[t+2])) + 1
		x.idf2[t] = float32(idf * idf)
	}
	for t := 2; t < len(x.post); t++ {
		x.post[t] += x.post[t-1]
	}
	x.posts = make([]uint32, len(x.words))
	x.norm = make([]float32, docs)
	for d := range docs {
		var sum float32
		for _, t := range x.words[x.from[d]:x.from[d+1]] {
			sum += x.idf2[t]
			x.posts[x.post[t+1]] = uint32(d)
			x.post[t+1]++
		}
		x.norm[d] = 1 / float32(math.Sqrt(float64(sum)))
	}
	x.post = x.post[:x.count+1]
	x.words, x.from, x.first, x.label = exact(x.words), exact(x.from), exact(x.first), exact(x.label)
}

// exact drops the room that growing left, for linkers live long.
func exact[T any](s []T) []T { return append(make([]T, 0, len(s)), s...) }

// docs are the documents that hold a term.
func (x *lexicon) docs(t int32) []uint32 { return x.posts[x.post[t]:x.post[t+1]] }

// rarest is the least number of documents that a term of a query is in.
func (x *lexicon) rarest(terms []int32) int {
	least := len(x.posts)
	for _, t := range terms {
		if n := len(x.docs(t)); n > 0 {
			least = min(least, n)
		}
	}
	return least
}

// score is the best of the label's documents against the terms of a query, and whether one is there in full.
func (x *lexicon) score(label int32, q *query) (best float32, full bool) {
	for d := x.first[label]; d < x.first[label+1]; d++ {
		var sum float32
		hits := uint32(0)
		for _, t := range x.words[x.from[d]:x.from[d+1]] {
			if q.has[t>>6]&(1<<(t&63)) != 0 {
				sum += x.idf2[t]
				hits++
			}
		}
		best = max(best, sum*x.norm[d])
		full = full || hits == x.from[d+1]-x.from[d]
	}
	return best, full
}
