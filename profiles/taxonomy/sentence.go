package taxonomy

import "strings"

// named says that a hit is written as a name in the middle of a sentence about software: "our Scala monolith".
func (r *reading) named(i int) bool {
	h := r.hits[i]
	switch {
	case h.person:
		return r.near(h, -1) && strings.EqualFold(r.word(int(h.from)-1), "on") && i > 0 && r.hits[i-1].sure && r.hits[i-1].to == h.from-1
	case r.shaped(h):
		return !r.properName(i) && (r.technical(i) || r.beside(i))
	}
	return r.purposed(h) && r.technical(i)
}

// purposed finds "R for modelling, Excel for the rest" but at the start of a sentence and behind a name.
func (r *reading) purposed(h hit) bool {
	first := int(h.from)
	return !r.starts(first) && r.near(h, +1) && r.cue(int(h.to))&cuePurpose != 0 && !(r.near(h, -1) && r.capital(first-1))
}

// shaped says that a hit has a capital letter that the sentence does not ask for, and is no part of a longer name.
func (r *reading) shaped(h hit) bool {
	before := int(h.from) - 1
	if h.letter(r) || h.person || h.doubtful || !r.near(h, -1) || r.starts(int(h.from)) || !r.capital(int(h.from)) ||
		r.capital(before) && !r.verb(before) {
		return false
	}
	return r.cue(before)&cueStranger == 0 || r.movedTo(h) ||
		strings.EqualFold(r.word(before), "the") && r.near(h, +1) && !r.capital(int(h.to)) && r.cue(int(h.to))&cueIs == 0
}

// beside says that another skill is named in the sentence as hit i is: "Vault for secrets and Consul for discovery".
func (r *reading) beside(i int) bool {
	for _, j := range [...]int{i - 1, i + 1} {
		if j < 0 || j == len(r.hits) || r.hits[j].no == r.hits[i].no || !r.shaped(r.hits[j]) || r.properName(j) {
			continue
		}
		a, b := r.hits[min(i, j)], r.hits[max(i, j)]
		if b.from-a.to < sentenceReach && !r.endsWithin(int(a.to), int(b.from)) {
			return true
		}
	}
	return false
}

// endsWithin says that a sentence ends before one of the tokens from to to.
func (r *reading) endsWithin(from, to int) bool {
	for i := from; i <= to; i++ {
		if r.ends(i) {
			return true
		}
	}
	return false
}

// movedTo finds "ported it to Go".
func (r *reading) movedTo(h hit) bool {
	if !r.near(h, -1) || !strings.EqualFold(r.word(int(h.from)-1), "to") {
		return false
	}
	for i := int(h.from) - 2; i >= max(0, int(h.from)-sentenceReach); i-- {
		if r.cue(i)&cueMove != 0 {
			return true
		}
		if r.starts(i) {
			return false
		}
	}
	return false
}

// verb says that a word that begins a sentence is a form as "replaced" or "moving".
func (r *reading) verb(i int) bool {
	w := r.word(i)
	return r.starts(i) && (strings.HasSuffix(w, "ed") || strings.HasSuffix(w, "ing"))
}

// subject says that a hit begins a sentence about software as a noun does: "Go is our language".
func (r *reading) subject(i int) bool {
	h := r.hits[i]
	if h.person || !r.near(h, +1) || !r.starts(int(h.from)) {
		return false
	}
	noun := h.doubtful || !r.capital(int(h.from)) || r.cue(int(h.to))&cueIs != 0 && r.cue(int(h.to)+1)&cueNews == 0
	return noun && r.technical(i)
}

// openStart says that a name written with a capital letter begins a sentence that goes on in small letters, as any word may:
// Airflow through the duct.
func (r *reading) openStart(h hit) bool {
	first, last := r.tokens[h.from], int(h.to)
	if first.end-first.start == 1 || !r.capital(int(h.from)) || !r.starts(int(h.from)) || last == len(r.tokens) {
		return false
	}
	second := r.text[first.start+1]
	return (second < 'A' || second > 'Z') && r.tokens[last].before == gapSpace && !r.capital(last) && !r.digit(last)
}

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
