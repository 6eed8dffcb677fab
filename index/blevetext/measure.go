package blevetext

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"

	"github.com/blevesearch/bleve/v2"

	"tenon/index"
	"tenon/profiles/taxonomy"
)

// Build makes an index of all operations below a directory at once, for measurements beside it: bleve's offline builder, which
// takes minutes for a million, is several times faster than batches. It fails where there is an index.
func Build(dir string, tax *taxonomy.Taxonomy, ops iter.Seq[index.Op]) (err error) {
	path := filepath.Join(dir, Dir)
	if _, err := os.Stat(path); err == nil {
		return fmt.Errorf("build text index: %w", os.ErrExist)
	}
	b, err := bleve.NewBuilder(path+".new", Mapping(), map[string]any{"batchSize": 5000})
	if err != nil {
		return fmt.Errorf("build text index: %w", err)
	}
	for op := range ops {
		if err := b.Index(docID(op.Key), mapped(op)); err != nil {
			return fmt.Errorf("build text index: %w", errors.Join(err, b.Close()))
		}
	}
	if err := b.Close(); err != nil {
		return fmt.Errorf("build text index: %w", err)
	}
	return os.Rename(path+".new", path)
}

// mapped is a document in the form that the mapping reads.
func mapped(op index.Op) map[string]any {
	d := op.Doc
	return map[string]any{"title": d.Title, "body": d.Body, "names": d.Skills, "concepts": d.Concepts, "city": d.City, "country": d.Country,
		"kind": op.Key.Kind.String(), "org": orgTerm(op.Key.Org)}
}

// Any searches for documents with any of the concepts, the best k by BM25, and returns how many there are: what a search engine
// without our arithmetic does for a role.
func Any(ctx context.Context, dir string, queries [][]string, k int, each func(query int, search func() (uint64, error)) error) (err error) {
	ix, err := bleve.OpenUsing(filepath.Join(dir, Dir), config())
	if err != nil {
		return refusal(err)
	}
	defer func() { err = errors.Join(err, ix.Close()) }()
	for i, concepts := range queries {
		q := bleve.NewDisjunctionQuery()
		for _, c := range concepts {
			q.AddQuery(term("concepts", c))
		}
		search := func() (uint64, error) {
			res, err := ix.SearchInContext(ctx, bleve.NewSearchRequestOptions(q, k, 0, false))
			if err != nil {
				return 0, fmt.Errorf("search: %w", err)
			}
			return res.Total, nil
		}
		if err := each(i, search); err != nil {
			return err
		}
	}
	return nil
}
