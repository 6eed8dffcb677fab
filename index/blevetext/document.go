package blevetext

import (
	"fmt"
	"strings"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/document"
	bleveindex "github.com/blevesearch/bleve_index_api"

	"tenon/index"
	"tenon/profiles"
)

// The options of the three sorts of fields; they say the same as the mapping, which queries are read by.
const (
	shown    = bleveindex.IndexField | bleveindex.IncludeTermVectors | bleveindex.StoreField
	analysed = bleveindex.IndexField | bleveindex.IncludeTermVectors
	facet    = bleveindex.IndexField | bleveindex.DocValues
	exact    = bleveindex.IndexField
)

const sep = "\x1f"

func docID(k profiles.Key) string { return k.Kind.String() + sep + k.Org + sep + k.ID }

// record is the organisation and the id that a document is named for.
func record(doc string) (org, id string) {
	_, rest, _ := strings.Cut(doc, sep)
	org, id, _ = strings.Cut(rest, sep)
	return org, id
}

// keyOf is the key that a document is named for.
func keyOf(doc string) (k profiles.Key, err error) {
	kind, rest, ok := strings.Cut(doc, sep)
	if err = k.Kind.UnmarshalText([]byte(kind)); err != nil || !ok {
		return k, fmt.Errorf("%w: text index: a document named %q", profiles.ErrDamaged, doc)
	}
	k.Org, k.ID, _ = strings.Cut(rest, sep)
	return k, nil
}

// writer makes bleve's documents field by field: the walk of the mapping over maps costs a third of the whole indexing.
type writer struct {
	english, keyword analysis.Analyzer
}

func (w *writer) document(k profiles.Key, d *index.Doc) *document.Document {
	b := &builder{w, document.NewDocument(docID(k))}
	b.text("title", shown, d.Title)
	b.text("body", shown, d.Body)
	b.text("names", analysed, append(append(make([]string, 0, len(d.Skills)+4), d.Skills...), d.Employer, d.Industry, d.City)...)
	b.word("concepts", facet, d.Concepts...)
	b.word("city", facet, d.City)
	b.word("country", facet, d.Country)
	b.word("industry", facet, d.Industry)
	b.word("employer", facet, d.Employer)
	b.word("level", facet, d.Level)
	b.word("modes", facet, d.Modes...)
	b.word("kind", exact, k.Kind.String())
	b.word("org", exact, orgTerm(k.Org))
	if d.Public {
		b.word("public", exact, "yes")
	}
	if d.Until != 0 {
		b.word("until", exact, d.Until.String())
	}
	for _, org := range d.Shared {
		b.word("shared", exact, orgTerm(org))
	}
	return b.doc
}

// orgTerm is a term for every organisation, the empty one too.
func orgTerm(org string) string { return "o" + org }

type builder struct {
	*writer
	doc *document.Document
}

func (b *builder) text(field string, o bleveindex.FieldIndexingOptions, values ...string) {
	b.add(field, o, words{b.english}, values)
}

func (b *builder) word(field string, o bleveindex.FieldIndexingOptions, values ...string) {
	b.add(field, o, b.keyword, values)
}

// add numbers the values of a field, so that no phrase runs from one into the next.
func (b *builder) add(field string, o bleveindex.FieldIndexingOptions, a analysis.Analyzer, values []string) {
	for i, v := range values {
		if v == "" {
			continue
		}
		var at []uint64
		if len(values) > 1 {
			at = []uint64{uint64(i)}
		}
		b.doc.AddField(document.NewTextFieldCustom(field, at, []byte(v), o, a))
	}
}
