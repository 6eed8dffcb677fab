package blevetext

import (
	"context"
	"errors"
	"fmt"

	bleveindex "github.com/blevesearch/bleve_index_api"

	"tenon/profiles"
)

// Content is what the index shows of a document.
type Content struct {
	Key         profiles.Key
	Title, Body string
}

// Each gives every document to yield, with title and body only where shown wants them of a key. A document that is there twice comes
// twice.
func (t *Text) Each(ctx context.Context, shown func(profiles.Key) bool, yield func(Content) error) error {
	t.mu.RLock()
	defer t.mu.RUnlock()
	if t.closed {
		return fmt.Errorf("%w: the text index", profiles.ErrClosed)
	}
	return t.call(func() error { return t.each(ctx, shown, yield) })
}

func (t *Text) each(ctx context.Context, shown func(profiles.Key) bool, yield func(Content) error) (err error) {
	ix, err := t.ix.Advanced()
	if err != nil {
		return translate(err)
	}
	reader, err := ix.Reader()
	if err != nil {
		return translate(err)
	}
	defer func() { err = errors.Join(err, reader.Close()) }()
	ids, err := reader.DocIDReaderAll()
	if err != nil {
		return translate(err)
	}
	defer func() { err = errors.Join(err, ids.Close()) }()
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		id, err := ids.Next()
		if err != nil || id == nil {
			return translate(err)
		}
		name, err := reader.ExternalID(id)
		if err != nil {
			return fmt.Errorf("%w: text index: a document without a name: %w", profiles.ErrDamaged, err)
		}
		if name == pad {
			continue
		}
		c, err := content(reader, name, shown)
		if err != nil {
			return err
		}
		if err := yield(c); err != nil {
			return err
		}
	}
}

func content(reader bleveindex.IndexReader, name string, shown func(profiles.Key) bool) (Content, error) {
	key, err := keyOf(name)
	c := Content{Key: key}
	if err != nil || !shown(key) {
		return c, err
	}
	doc, err := reader.Document(name)
	if err != nil || doc == nil {
		return c, fmt.Errorf("%w: text index: document %s cannot be read: %v", profiles.ErrDamaged, key, err)
	}
	doc.VisitFields(func(f bleveindex.Field) {
		switch f.Name() {
		case "title":
			c.Title = string(f.Value())
		case "body":
			c.Body = string(f.Value())
		}
	})
	return c, nil
}
