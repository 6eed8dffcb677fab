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
	Until    profiles.Month // the last month in which a role is open; 0 always
	Shared   []string       // organisations beside the own and the public that see the record
}

// Op is one change of the index: a nil Doc deletes.
type Op struct {
	Key profiles.Key
	Doc *Doc
}

// Query asks for records whose text has all words of Text, in any form of theirs; "in quotes" is a phrase, -word excludes. A
// word, or several in a row, that names a skill or certification also finds records that name it otherwise: k8s finds
// Kubernetes. Words that say nothing, as "the", ask for nothing; a text without any other matches all.
type Query struct {
	Org    string         // records of this organisation, public ones, and those that are shared with it
	Own    bool           // of this organisation alone
	Open   profiles.Month // without roles whose last month lies before; 0: with them
	Kind   profiles.Kind
	Text   string
	Has    map[string]string // values of facets that a record has to have, by the names of Result.Facets; skills are asked for in Text
	Limit  int               // hits, at most MaxHits
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
	Org      *string  `json:"org,omitempty"` // whose record it is, where it is another organisation's
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
	// Degraded says why records may be missing: damaged ones are left out, or a damaged index is being made anew.
	Degraded []string `json:"degraded,omitempty"`
}

// Text is full text over records. Safe for concurrent use, Apply by one caller at a time.
type Text interface {
	// Search returns the best by BM25, equals by id. profiles.ErrInvalid: the query is too long, the page lies too deep,
	// or there is no such facet.
	Search(ctx context.Context, q Query) (*Result, error)
	// Match returns the keys of all records that match, with the score that Search gives them.
	Match(ctx context.Context, org string, kind profiles.Kind, text string) (map[profiles.Key]float64, error)
	// Apply makes the changes and records seq; a seq that the index has reached does nothing. No key may come twice. After an
	// error part of it may be visible, or become so later, and it has to be done again.
	Apply(ctx context.Context, ops []Op, seq profiles.Seq) error
	// Seq is the number of the last change that is in the index.
	Seq(ctx context.Context) (profiles.Seq, error)
	// Close waits for running calls. Later ones return profiles.ErrUnavailable.
	Close() error
}

// Stepper is an optional part of a Text that can go back while it is in use, as one that is opened anew from what it has on the disk.
// Step is Apply of what follows since. profiles.ErrUnavailable, and nothing is done: the index is behind since; begin again at its Seq.
type Stepper interface {
	Step(ctx context.Context, ops []Op, since, seq profiles.Seq) error
}
