package taxonomy

import (
	"embed"
	"io/fs"
	"slices"
	"sync"

	"tenon/profiles"
)

// Taxonomy is one version of the vocabulary. It is immutable and safe for concurrent use.
type Taxonomy struct {
	version  string
	concepts []Concept // by No - 1
	first    [kinds + 2]No
	all      []No
	byID     map[string]No
	names    [kinds + 1]map[string]No // of the overlay, by spelling key: see key
	open     [kinds + 1]*nameTable    // of the open part
	near     [][]Near                 // by No - 1, ascending
	edges    [][]edge                 // beside near
	answers  [][]Near                 // near the other way round
	skills   phrases
	listed   phrases // skills of the open part, with the words of skills
	certs    phrases
	values   phrases
	degrees  phrases
	titles   titleReader
	strength Strength

	// made when they are first needed
	alts        func() (map[No]string, error)
	suggestions func() [kinds + 1][]suggestion
	texts       map[No]string // names of the open part in running text
}

//go:embed data
var shipped embed.FS

var shippedOnce = sync.OnceValue(func() *Taxonomy {
	dir, err := fs.Sub(shipped, "data")
	if err != nil {
		panic(err)
	}
	t, err := Load(dir)
	if err != nil {
		panic(err)
	}
	return t
})

// Default returns the taxonomy that is shipped with the program. It is read at the first call.
func Default() *Taxonomy { return shippedOnce() }

// Version names the taxonomy and the content of its files, the strength table included, as "tenon-2026.11-1a2b3c4d".
func (t *Taxonomy) Version() string { return t.version }

// Len is the number of concepts and the largest [No].
func (t *Taxonomy) Len() int { return len(t.concepts) }

// Concept returns the concept of a number; it panics when n is 0 or above Len. Do not modify.
func (t *Taxonomy) Concept(n No) *Concept { return &t.concepts[n-1] }

// Of returns the concepts of a kind, ascending. The slice is shared: do not modify.
func (t *Taxonomy) Of(k Kind) []No {
	if k == 0 || int(k) > kinds {
		return nil
	}
	return slices.Clip(t.all[t.first[k]-1 : t.first[k+1]-1])
}

// ByID returns the concept of an id.
func (t *Taxonomy) ByID(id string) (No, bool) {
	n, ok := t.byID[id]
	return n, ok
}

// Ref returns the concept that a record names: by its id if that is one of the kind, else by its words.
func (t *Taxonomy) Ref(k Kind, r profiles.Ref) (No, bool) {
	if n, ok := t.byID[r.Concept]; ok && t.Concept(n).Kind == k {
		return n, true
	}
	return t.Resolve(k, r.Name)
}

// Strength returns the strength table of this version.
func (t *Taxonomy) Strength() *Strength { return &t.strength }

// Near lists every concept that stands for the asked one, itself included, ascending. The slice is shared: do not modify.
func (t *Taxonomy) Near(asked No) []Near { return t.near[asked-1] }

// Answers lists every concept that a concept stands for, itself included, ascending: [Taxonomy.Near] the other way round. The slice is
// shared: do not modify.
func (t *Taxonomy) Answers(has No) []Near { return t.answers[has-1] }

// Similarity returns the edge by which what somebody has stands for what is asked; false when there is none.
func (t *Taxonomy) Similarity(asked, has No) (Edge, bool) {
	i, ok := slices.BinarySearchFunc(t.near[asked-1], has, func(n Near, no No) int { return int(n.No) - int(no) })
	if !ok {
		return Edge{}, false
	}
	e := t.edges[asked-1][i]
	return Edge{Kind: e.kind.String(), From: t.Concept(has).ID, To: t.Concept(asked).ID, Sim: e.sim, Source: e.source}, true
}
