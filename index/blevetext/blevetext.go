package blevetext

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

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
const Dir = "text-1"

// lockTimeout is how long bleve waits for another process to let go of the index.
const lockTimeout = "1s"

var seqKey = []byte("tenon-seq")

// Text is an index.Text.
type Text struct {
	ix  bleve.Index
	tax *taxonomy.Taxonomy
}

var _ index.Text = (*Text)(nil)

// Open opens the index below a directory, or creates it. profiles.ErrDamaged: it has to be removed and made anew.
func Open(dir string, tax *taxonomy.Taxonomy) (t *Text, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: text index: %v", profiles.ErrDamaged, r)
		}
	}()
	path := filepath.Join(dir, Dir)
	config := map[string]any{"bolt_timeout": lockTimeout}
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		ix, err := bleve.NewUsing(path, Mapping(), scorch.Name, scorch.Name, config)
		if err != nil {
			return nil, fmt.Errorf("create text index: %w", err)
		}
		return &Text{ix, tax}, nil
	}
	ix, err := bleve.OpenUsing(path, config)
	if err != nil {
		if strings.Contains(err.Error(), "timeout") {
			return nil, fmt.Errorf("%w: the text index is open in another process", profiles.ErrLocked)
		}
		return nil, fmt.Errorf("%w: text index: %v", profiles.ErrDamaged, err)
	}
	return &Text{ix, tax}, nil
}

// Remove deletes the index below a directory.
func Remove(dir string) error { return os.RemoveAll(filepath.Join(dir, Dir)) }

// Mapping is the mapping of the index.
func Mapping() mapping.IndexMapping {
	m := bleve.NewIndexMapping()
	m.ScoringModel = "bm25"
	m.StoreDynamic, m.IndexDynamic, m.DocValuesDynamic = false, false, false
	m.DefaultAnalyzer = en.AnalyzerName
	doc := bleve.NewDocumentStaticMapping()
	doc.AddFieldMappingsAt("title", textField(true))
	doc.AddFieldMappingsAt("body", textField(true))
	doc.AddFieldMappingsAt("skills", textField(false))
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

const sep = "\x1f"

func docID(k profiles.Key) string { return k.Kind.String() + sep + k.Org + sep + k.ID }

func recordID(doc string) string { return doc[strings.LastIndex(doc, sep)+1:] }

// Apply implements index.Text.
func (t *Text) Apply(ctx context.Context, ops []index.Op, seq profiles.Seq) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	b := t.ix.NewBatch()
	for i := range ops {
		id := docID(ops[i].Key)
		if ops[i].Doc == nil {
			b.Delete(id)
			continue
		}
		if err := b.Index(id, fields(ops[i].Key, ops[i].Doc)); err != nil {
			return fmt.Errorf("index %s: %w", ops[i].Key, err)
		}
	}
	b.SetInternal(seqKey, binary.BigEndian.AppendUint64(nil, uint64(seq)))
	if err := t.ix.Batch(b); err != nil {
		return fmt.Errorf("index %d records: %w", len(ops), err)
	}
	return nil
}

func fields(k profiles.Key, d *index.Doc) map[string]any {
	m := map[string]any{"kind": k.Kind.String(), "org": "o" + k.Org}
	if d.Public {
		m["public"] = "yes"
	}
	for f, v := range map[string]string{"title": d.Title, "body": d.Body, "employer": d.Employer, "industry": d.Industry,
		"city": d.City, "country": d.Country, "level": d.Level} {
		if v != "" {
			m[f] = v
		}
	}
	for f, v := range map[string][]string{"skills": d.Skills, "concepts": d.Concepts, "modes": d.Modes} {
		if len(v) > 0 {
			m[f] = v
		}
	}
	return m
}

// Seq implements index.Text.
func (t *Text) Seq(context.Context) (profiles.Seq, error) {
	v, err := t.ix.GetInternal(seqKey)
	if err != nil || len(v) != 8 {
		return 0, err
	}
	return profiles.Seq(binary.BigEndian.Uint64(v)), nil
}

// Count is the number of documents.
func (t *Text) Count() (uint64, error) { return t.ix.DocCount() }

// Close implements index.Text.
func (t *Text) Close() error { return t.ix.Close() }
