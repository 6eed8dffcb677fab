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
	"tenon/profiles"
)

// Build makes an index of all operations below a directory at once, for measurements beside it: bleve's offline builder, which
// takes minutes for a million, is several times faster than batches. It fails where there is an index. One that is interrupted leaves
// none.
func Build(ctx context.Context, dir string, ops iter.Seq[index.Op]) (err error) {
	path := filepath.Join(dir, Dir)
	if _, err := os.Stat(path); err == nil {
		return fmt.Errorf("build text index: %w", os.ErrExist)
	}
	unfinished, parts := path+".new", path+".parts" // parts are moved into the index: they have to be on its disk
	remove := func() error { return errors.Join(os.RemoveAll(unfinished), os.RemoveAll(parts)) }
	if err := errors.Join(remove(), os.Mkdir(parts, 0o700)); err != nil {
		return fmt.Errorf("build text index: %w", err)
	}
	defer func() {
		if err = errors.Join(err, os.RemoveAll(parts)); err != nil {
			err = errors.Join(fmt.Errorf("build text index: %w", profiles.Storage(err)), remove())
		}
	}()
	b, err := bleve.NewBuilder(unfinished, Mapping(), map[string]any{"batchSize": 5000, "buildPathPrefix": parts})
	if err != nil {
		return err
	}
	for op := range ops {
		if err := ctx.Err(); err != nil {
			return err // to close the builder merges all that it has, which takes minutes; it holds no file open
		}
		if err := b.Index(docID(op.Key), mapped(op)); err != nil {
			return errors.Join(err, b.Close())
		}
	}
	if err := errors.Join(ctx.Err(), b.Close()); err != nil {
		return err
	}
	return os.Rename(unfinished, path)
}

// mapped is a document in the form that the mapping reads.
func mapped(op index.Op) map[string]any {
	d := op.Doc
	return map[string]any{"title": d.Title, "body": d.Body, "names": d.Skills, "concepts": d.Concepts, "city": d.City, "country": d.Country,
		"kind": op.Key.Kind.String(), "org": orgTerm(op.Key.Org)}
}

// Built is an index that Build has made, open for searches.
type Built struct{ index bleve.Index }

// OpenBuilt opens the index of a directory. profiles.ErrDamaged.
func OpenBuilt(dir string) (*Built, error) {
	ix, err := bleve.OpenUsing(filepath.Join(dir, Dir), config())
	if err != nil {
		return nil, refusal(err)
	}
	return &Built{ix}, nil
}

// Any searches for documents with any of the concepts, the best k by BM25, and returns how many there are: what a search engine
// without our arithmetic does for a role.
func (b *Built) Any(ctx context.Context, concepts []string, k int) (uint64, error) {
	q := bleve.NewDisjunctionQuery()
	for _, c := range concepts {
		q.AddQuery(term("concepts", c))
	}
	res, err := b.index.SearchInContext(ctx, bleve.NewSearchRequestOptions(q, k, 0, false))
	if err != nil {
		return 0, fmt.Errorf("search: %w", err)
	}
	return res.Total, nil
}

// Close closes the index.
func (b *Built) Close() error { return b.index.Close() }
