package index

import (
	"context"

	"tenon/profiles"
)

// Doc is what text search sees of a record. Empty fields are not indexed.
type Doc struct {
	Title    string   // of the role, or the headline
	Body     string   // all running text
	Skills   []string // labels as written and labels of the concepts they resolve to
	Concepts []string // concept ids, for aliases and facets
	Employer string
	Industry string
	City     string
	Country  string
	Level    string // seniority
	Modes    []string
	Public   bool
}

// Op is one change of the index: a nil Doc deletes.
type Op struct {
	Key profiles.Key
	Doc *Doc
}

// Query asks for records whose text has all words of Text; "in quotes" is a phrase, -word excludes, an empty text matches all.
type Query struct {
	Org    string // records of this organisation and public ones
	Kind   profiles.Kind
	Text   string
	Limit  int // hits, at most MaxHits
	Offset int
	Facets bool
}

// MaxHits bounds Limit + Offset: so many are held in memory.
const MaxHits = 10_000

// MaxWords bounds the words of a query.
const MaxWords = 64

// Hit is one record found, with fragments in which «words» are marked.
type Hit struct {
	ID       string   `json:"id"`
	Kind     string   `json:"kind"`
	Title    string   `json:"title"`
	Score    float64  `json:"score"`
	Snippets []string `json:"snippets"`
}

// Count is one value of a facet.
type Count struct {
	Value string `json:"value"`
	Count int    `json:"count"`
}

// Result is the answer to a query.
type Result struct {
	Hits   []Hit              `json:"hits"`
	Total  int                `json:"total"`
	Facets map[string][]Count `json:"facets,omitempty"`
}

// Text is full text over records. Safe for concurrent use, Apply by one caller at a time.
type Text interface {
	// Search returns the best by BM25. profiles.ErrInvalid: the query is too long or has only exclusions.
	Search(ctx context.Context, q Query) (*Result, error)
	// Match returns the ids of all records that match, with their relevance.
	Match(ctx context.Context, org string, kind profiles.Kind, text string) (map[string]float64, error)
	// Apply makes the changes and records seq. Doing it again is harmless; after an error part of it may be visible, and it
	// has to be done again.
	Apply(ctx context.Context, ops []Op, seq profiles.Seq) error
	// Seq is the number of the last change that is in the index.
	Seq(ctx context.Context) (profiles.Seq, error)
	Close() error
}
