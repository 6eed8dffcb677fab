package blevetext

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/keyword"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"

	"tenon/index"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// Dir is the directory of the index beside the store. A new mapping is a new name, and the index is made anew.
//
// History: text-1 had no field for names; text-2 has, and knows the taxonomy that its concepts are of.
const Dir = "text-2"

// lockTimeout is how long bleve waits for another process to let go of the index; without it, for ever.
const lockTimeout = "1s"

// The keys of what is kept beside the documents: the number of the last change, and the taxonomy of the concepts.
var (
	seqKey      = []byte("tenon-seq")
	taxonomyKey = []byte("tenon-taxonomy")
)

// Text is an index.Text.
type Text struct {
	ix  bleve.Index
	tax *taxonomy.Taxonomy
	writer

	// mu is held for reading by those who read the postings themselves, which bleve does not hold back from Close.
	mu     sync.RWMutex
	closed bool
}

var _ index.Text = (*Text)(nil)

// Open opens the index below a directory, or creates it. profiles.ErrLocked: it is open already. profiles.ErrDamaged: it
// cannot be read, or was made for another taxonomy; Remove it and fill a new one.
func Open(dir string, tax *taxonomy.Taxonomy) (t *Text, err error) {
	defer func() {
		if r := recover(); r != nil {
			t, err = nil, fmt.Errorf("%w: text index: %v", profiles.ErrDamaged, r)
		}
	}()
	path := filepath.Join(dir, Dir)
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return create(path, tax)
	}
	ix, err := bleve.OpenUsing(path, config())
	if err != nil {
		return nil, refusal(err)
	}
	made, err := ix.GetInternal(taxonomyKey)
	if err == nil && string(made) != tax.Version() {
		err = fmt.Errorf("%w: text index: its concepts are of taxonomy %q, not of %s", profiles.ErrDamaged, made, tax.Version())
	}
	if err != nil {
		return nil, errors.Join(err, ix.Close())
	}
	return wrap(ix, tax), nil
}

func config() map[string]any { return map[string]any{"bolt_timeout": lockTimeout} }

func create(path string, tax *taxonomy.Taxonomy) (*Text, error) {
	ix, err := bleve.NewUsing(path, Mapping(), scorch.Name, scorch.Name, config())
	if err != nil {
		return nil, fmt.Errorf("create text index: %w", err)
	}
	if err := ix.SetInternal(taxonomyKey, []byte(tax.Version())); err != nil {
		return nil, errors.Join(fmt.Errorf("create text index: %w", err), ix.Close())
	}
	return wrap(ix, tax), nil
}

func wrap(ix bleve.Index, tax *taxonomy.Taxonomy) *Text {
	m := ix.Mapping()
	return &Text{ix: ix, tax: tax, writer: writer{m.AnalyzerNamed(en.AnalyzerName), m.AnalyzerNamed(keyword.Name)}}
}

// refusal says why bleve did not open an index. bbolt's own error for a lock is not reachable here, only its word.
func refusal(err error) error {
	switch {
	case strings.Contains(err.Error(), "timeout"):
		return fmt.Errorf("%w: the text index is open in another process", profiles.ErrLocked)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("open text index: %w", err)
	}
	return fmt.Errorf("%w: text index: %w", profiles.ErrDamaged, err)
}

// Remove deletes the index below a directory, one of an older mapping too.
func Remove(dir string) error {
	return errors.Join(os.RemoveAll(filepath.Join(dir, "text-1")), os.RemoveAll(filepath.Join(dir, Dir)))
}

// Mapping is the mapping of the index, which queries are read by. The type writer makes documents to the same effect.
func Mapping() mapping.IndexMapping {
	m := bleve.NewIndexMapping()
	m.ScoringModel = "bm25"
	m.StoreDynamic, m.IndexDynamic, m.DocValuesDynamic = false, false, false
	m.DefaultAnalyzer = en.AnalyzerName
	doc := bleve.NewDocumentStaticMapping()
	doc.AddFieldMappingsAt("title", textField(true))
	doc.AddFieldMappingsAt("body", textField(true))
	doc.AddFieldMappingsAt("names", textField(false))
	for _, f := range []string{"concepts", "city", "country", "industry", "employer", "level", "modes"} {
		doc.AddFieldMappingsAt(f, keywordField(true))
	}
	for _, f := range []string{"kind", "org", "public"} {
		doc.AddFieldMappingsAt(f, keywordField(false))
	}
	m.DefaultMapping = doc
	return m
}

func textField(stored bool) *mapping.FieldMapping {
	f := bleve.NewTextFieldMapping()
	f.Analyzer, f.Store, f.IncludeTermVectors, f.IncludeInAll, f.DocValues = en.AnalyzerName, stored, true, false, false
	return f
}

func keywordField(facet bool) *mapping.FieldMapping {
	f := bleve.NewTextFieldMapping()
	f.Analyzer, f.Store, f.IncludeTermVectors, f.IncludeInAll, f.DocValues = keyword.Name, false, false, false, facet
	return f
}

// Apply implements index.Text. The documents and seq become visible, and durable, at once or not at all.
func (t *Text) Apply(ctx context.Context, ops []index.Op, seq profiles.Seq) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if at, err := t.Seq(ctx); err != nil || seq <= at && at > 0 {
		return err
	}
	b := t.ix.NewBatch()
	for i := range ops {
		if ops[i].Doc == nil {
			b.Delete(docID(ops[i].Key))
			continue
		}
		if err := b.IndexAdvanced(t.document(ops[i].Key, ops[i].Doc)); err != nil {
			return fmt.Errorf("index %s: %w", ops[i].Key, err)
		}
	}
	b.SetInternal(seqKey, binary.BigEndian.AppendUint64(nil, uint64(seq)))
	if err := t.ix.Batch(b); err != nil {
		return fmt.Errorf("index %d records: %w", len(ops), translate(err))
	}
	return nil
}

// Seq implements index.Text.
func (t *Text) Seq(context.Context) (profiles.Seq, error) {
	v, err := t.ix.GetInternal(seqKey)
	if err != nil || v == nil {
		return 0, translate(err)
	}
	if len(v) != 8 {
		return 0, fmt.Errorf("%w: text index: its seq has %d bytes", profiles.ErrDamaged, len(v))
	}
	return profiles.Seq(binary.BigEndian.Uint64(v)), nil
}

func translate(err error) error {
	if errors.Is(err, bleve.ErrorIndexClosed) {
		return fmt.Errorf("%w: the text index is closed", profiles.ErrUnavailable)
	}
	return err
}

// Count is the number of documents.
func (t *Text) Count() (uint64, error) { return t.ix.DocCount() }

// Close implements index.Text.
func (t *Text) Close() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.closed {
		return nil
	}
	t.closed = true
	return t.ix.Close()
}
