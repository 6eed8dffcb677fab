package link

import (
	"fmt"
	"math"
	"sync"
	"sync/atomic"

	"tenon/profiles"
)

// Label is a concept that text is linked to.
type Label struct {
	ID   string
	Name string
	Alts []string // other names
}

// Linker ranks one list of labels. It is immutable and safe for concurrent use.
type Linker struct {
	labels []Label
	rules  rules

	table   *table
	ids     map[string]int32 // word → id; those of the table come first and keep their number
	weights []float32        // by word of the table: the length of its vector
	stems   map[string]int32 // stem → the first word that has it
	terms   []int32          // by id: the term of its stem, or silent or functional
	lex     lexicon

	lanes lanes  // the unit vectors of labels, zeros when no word is known
	codes []int8 // the same
	names names
	near  []atomic.Pointer[nearest] // by word of the table, found when first asked for

	pool sync.Pool // of *query
}

// rules are what skills and titles differ in.
type rules struct {
	title               bool            // words by TitleWords, a vector a name, windows in sentences only
	silent              map[string]bool // words that the lexicon leaves out
	byVector, byLexicon int             // candidates, from the lists of words and from the lexicon; more when more are asked for
	lexical             float32         // weight of the lexical score
	steep               float64         // how fast the score shown nears 1
}

// Words without a term: those that no title differs by, and those that say nothing at all.
const (
	silent     = -1
	functional = -2
)

const (
	listed    = 48 // labels that a word nominates
	maxLabels = math.MaxUint16
)

// NewSkills makes a linker of skills. The tables are kept, not copied.
func NewSkills(tables []byte, labels []Label) (*Linker, error) {
	return newLinker(tables, labels, rules{silent: stopWords, byVector: 48, byLexicon: 20, lexical: 0.1, steep: 1})
}

// NewTitles makes a linker of titles or occupations: steps of the ladder (senior, lead, II) count for nothing, and each
// alternative label is compared on its own.
func NewTitles(tables []byte, labels []Label) (*Linker, error) {
	return newLinker(tables, labels, rules{title: true, silent: titleNoise, byVector: 16, byLexicon: 8, lexical: 0.01, steep: 2})
}

func newLinker(tables []byte, labels []Label, r rules) (*Linker, error) {
	if len(labels) > maxLabels {
		return nil, fmt.Errorf("link to %d labels, at most %d: %w", len(labels), maxLabels, profiles.ErrInvalid)
	}
	t, err := openTable(tables)
	if err != nil {
		return nil, err
	}
	l := &Linker{labels: labels, rules: r, table: t, near: make([]atomic.Pointer[nearest], len(t.words))}
	if err := l.readWords(); err != nil {
		return nil, err
	}
	l.readLabels()
	l.pool.New = func() any { return l.newQuery() }
	return l, nil
}

func (l *Linker) readWords() error {
	l.ids = make(map[string]int32, len(l.table.words)*5/4)
	l.stems = make(map[string]int32, len(l.table.words))
	l.weights = make([]float32, len(l.table.words))
	for i, w := range l.table.words {
		if int(l.id([]byte(w))) != i {
			return errTable
		}
		l.weights[i] = l.table.weight(int32(i))
	}
	return nil
}

// id is the number of a word, made when it is new.
func (l *Linker) id(word []byte) int32 {
	if id, ok := l.ids[string(word)]; ok {
		return id
	}
	w := string(word)
	id := int32(len(l.terms))
	l.ids[w] = id
	switch {
	case stopWords[w] && l.rules.silent[w]:
		l.terms = append(l.terms, functional)
	case l.rules.silent[w]:
		l.terms = append(l.terms, silent)
	default:
		l.terms = append(l.terms, l.term(stem(w), id))
	}
	return id
}

// term is the number of a stem, made when it is new.
func (l *Linker) term(stem string, id int32) int32 {
	if first, ok := l.stems[stem]; ok {
		return l.terms[first]
	}
	l.stems[stem] = id
	return l.lex.next()
}

func (l *Linker) readLabels() {
	dim := l.table.dim
	l.codes = make([]int8, len(l.labels)*dim)
	l.lanes.reset(dim, len(l.labels))
	if l.rules.title {
		l.names.reserve(dim, l.labels)
	}
	v := make([]float32, dim)
	var s scanner
	for i := range l.labels {
		l.lex.open()
		l.names.open()
		clear(v)
		l.readName(&s, v, l.labels[i].Name, true)
		for _, alt := range l.labels[i].Alts {
			l.readName(&s, v, alt, false)
		}
		unit(v)
		l.lanes.put(i, v)
		encode(l.codes[i*dim:(i+1)*dim], v)
	}
	l.names.open()
	l.names.lanes.cells, l.names.have = exact(l.names.lanes.cells), nil
	l.lex.finish()
}

// readName adds a name to the lexicon and, when it counts, to the vector of its label.
func (l *Linker) readName(s *scanner, v []float32, name string, main bool) {
	s.text, s.pos = name, 0
	ids := s.ids[:0]
	stems := s.stems[:0]
	for {
		if _, _, ok := s.next(); !ok {
			break
		}
		id := l.id(s.buf)
		ids = append(ids, id)
		if t := l.terms[id]; t >= 0 {
			stems = append(stems, t)
		}
	}
	s.ids, s.stems = ids, stems
	l.lex.add(stems)
	switch {
	case l.rules.title:
		l.names.add(l.table, l.telling(ids), v)
	case main:
		for _, id := range ids {
			if int(id) < len(l.table.words) {
				l.table.add(v, id)
			}
		}
	}
}

// Label is the label of a hit.
func (l *Linker) Label(i int) *Label { return &l.labels[i] }
