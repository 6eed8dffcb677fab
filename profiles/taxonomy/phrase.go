package taxonomy

import "unicode/utf8"

// strictness says when a phrase counts in running text.
type strictness uint8

const (
	plain   strictness = iota // however spelt
	cased                     // spelt exactly so
	guarded                   // spelt exactly so, where the context says that the thing is meant
	person                    // as guarded, and a name that people have
)

// phrases is a trie of names by words.
type phrases struct {
	words lexicon
	root  []uint32          // node by first word
	next  map[uint64]uint32 // node by node before and word
	ends  []ending          // by node, 0 is none
}

// ending is the concept whose name ends at a node.
type ending struct {
	no     No
	strict bool
	spelt  []spelling // when strict
}

// spelling is an exact form of a strict name.
type spelling struct {
	name   string
	strict strictness
}

// as is how strict the name is when it is spelt so; false when it does not count at all.
func (e *ending) as(name string) (strictness, bool) {
	for _, s := range e.spelt {
		if s.name == name {
			return s.strict, true
		}
	}
	return plain, !e.strict
}

func newPhrases() phrases {
	return phrases{words: lexicon{}, next: map[uint64]uint32{}, ends: make([]ending, 1)}
}

func step(node, word uint32) uint64 { return uint64(node)<<32 | uint64(word) }

// addDraft adds every name of a concept. Words that are listed as strict count in the strict spellings only.
func (p *phrases) addDraft(d *draft) {
	for _, s := range d.person {
		p.add(s, d.No, person)
	}
	for _, s := range d.guard {
		p.add(s, d.No, guarded)
	}
	for _, s := range d.cased {
		p.add(s, d.No, cased)
	}
	for _, s := range append([]string{d.Label}, d.Aliases...) {
		p.add(s, d.No, plain)
	}
}

// add files a name. Where words are strict, a plain listing of them adds nothing.
func (p *phrases) add(name string, no No, strict strictness) {
	node := p.grow(name)
	if node == 0 {
		return
	}
	e := &p.ends[node]
	if e.no == 0 {
		*e = ending{no: no, strict: strict != plain}
	}
	if _, known := e.as(name); e.no == no && strict != plain && !known {
		e.spelt = append(e.spelt, spelling{name, strict})
	}
}

// grow returns the node of a name, making it; 0 for a name without words.
func (p *phrases) grow(name string) uint32 {
	var node uint32
	var stack [stackTokens]token
	var buf [maxKey]byte
	for _, t := range (lexicon{}).scan(name, stack[:0]) {
		word := p.words.number(spell(name[t.start:t.end], buf[:0]))
		for int(word) >= len(p.root) {
			p.root = append(p.root, 0)
		}
		at := p.root[word]
		if node != 0 {
			at = p.next[step(node, word)]
		}
		if at == 0 {
			at = uint32(len(p.ends))
			p.ends = append(p.ends, ending{})
			if node == 0 {
				p.root[word] = at
			} else {
				p.next[step(node, word)] = at
			}
		}
		node = at
	}
	return node
}

// spell appends the word of a name as scan finds it in a text to b.
func spell(word string, b []byte) []byte {
	if word == "&" {
		return append(b, "and"...)
	}
	for _, r := range word {
		if f := fold(r); f != 0 {
			b = utf8.AppendRune(b, f)
		} else if r == '.' || r == '+' || r == '#' {
			b = append(b, byte(r))
		}
	}
	return stem(b)
}

// longest is the longest name that begins at tokens[i]: its node and the token after it. Without one, node is 0.
func (p *phrases) longest(tokens []token, i int) (node uint32, end int) {
	word := tokens[i].word
	if word == 0 || int(word) >= len(p.root) {
		return 0, i
	}
	at := p.root[word]
	for j := i; at != 0; {
		if p.ends[at].no != 0 {
			node, end = at, j+1
		}
		j++
		if tokens[i].loose || j == len(tokens) || tokens[j].word == 0 || tokens[j].loose || !tokens[j].before.joins() {
			break
		}
		at = p.next[step(at, tokens[j].word)]
	}
	return node, end
}

// whole is the concept whose name is exactly the tokens, whatever stands between them.
func (p *phrases) whole(tokens []token) No {
	var at uint32
	for i, t := range tokens {
		switch {
		case t.word == 0 || int(t.word) >= len(p.root):
			return 0
		case i == 0:
			at = p.root[t.word]
		default:
			at = p.next[step(at, t.word)]
		}
		if at == 0 {
			return 0
		}
	}
	return p.ends[at].no
}
