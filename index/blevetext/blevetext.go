package blevetext

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/keyword"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"

	"tenon/index"
	"tenon/profiles"
	"tenon/profiles/boltpages"
	"tenon/profiles/point"
	"tenon/profiles/taxonomy"
)

// Dir is the directory of the index beside the store. A new mapping is a new name, and the index is made anew.
//
// History: text-1 had no field for names; text-2 has, and knows the taxonomy that its concepts
// are of; one of another mapping is made anew under the same name.
const Dir = "text-2"

// lockTimeout is how long bleve waits for another process to let go of the index; without it, for ever.
const lockTimeout = "1s"

// The keys of what is kept beside the documents: the number of the last change, the one of Begin, the taxonomy of the concepts, and the
// store that the documents are of.
var (
	seqKey      = []byte("tenon-seq")
	begunKey    = []byte("tenon-begun")
	taxonomyKey = []byte("tenon-taxonomy")
	storeKey    = []byte("tenon-store")
)

// Text is an index.Text.
type Text struct {
	ix  bleve.Index
	tax *taxonomy.Taxonomy
	writer

	// mu is held for reading by those who read the postings themselves, which bleve does not hold back from Close.
	mu     sync.RWMutex
	closed bool

	readOnly bool
	durable  atomic.Uint64 // see Durable

	*watch
}

var _ index.Text = (*Text)(nil)

// Open opens the index below a directory, or creates it. profiles.ErrLocked: it is open already. profiles.ErrDamaged: it
// cannot be read, or was made for another taxonomy; Remove it and fill a new one.
func Open(dir string, tax *taxonomy.Taxonomy) (*Text, error) {
	if _, err := os.Stat(filepath.Join(dir, Dir)); errors.Is(err, fs.ErrNotExist) {
		return create(filepath.Join(dir, Dir), tax)
	}
	return open(dir, tax, config())
}

// OpenReadOnly opens an index that is there to be searched, and writes nothing, as where nothing can be written. What would be applied
// to it is profiles.ErrUnavailable. The errors are those of Open.
func OpenReadOnly(dir string, tax *taxonomy.Taxonomy) (*Text, error) {
	c := config()
	c["read_only"] = true
	t, err := open(dir, tax, c)
	if err == nil {
		t.readOnly = true
	}
	return t, err
}

func open(dir string, tax *taxonomy.Taxonomy, c map[string]any) (t *Text, err error) {
	defer func() {
		if r := recover(); r != nil {
			t, err = nil, fmt.Errorf("%w: text index: %v", profiles.ErrDamaged, r)
		}
	}()
	path := filepath.Join(dir, Dir)
	if err := boltpages.Check(filepath.Join(path, "store", "root.bolt"), true); errors.Is(err, profiles.ErrDamaged) {
		return nil, fmt.Errorf("text index: %w", err)
	}
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true)) // of a segment that has been cut short
	t, err = opened(path, tax, func() (bleve.Index, error) { return bleve.OpenUsing(path, c) })
	if err != nil {
		return nil, refusal(err)
	}
	if err := errors.Join(sameTaxonomy(t.ix, tax), sameMapping(t.ix)); err != nil {
		return nil, errors.Join(err, t.Close())
	}
	seq, err := t.Seq(context.Background())
	if err != nil {
		return nil, errors.Join(err, t.Close())
	}
	t.durable.Store(uint64(seq))
	return t, nil
}

func sameTaxonomy(ix bleve.Index, tax *taxonomy.Taxonomy) error {
	made, err := ix.GetInternal(taxonomyKey)
	if err == nil && string(made) != tax.Version() {
		err = fmt.Errorf("%w: text index: its concepts are of taxonomy %q, not of %s", profiles.ErrDamaged, made, tax.Version())
	}
	return err
}

// sameMapping refuses an index whose mapping is not the one that documents are made by: queries are read by it, and a single bit of it
// changes what is found.
func sameMapping(ix bleve.Index) error {
	is, err := json.Marshal(ix.Mapping())
	if err != nil {
		return fmt.Errorf("text index: %w", err)
	}
	want, err := json.Marshal(Mapping())
	if err != nil {
		return fmt.Errorf("text index: %w", err)
	}
	if !bytes.Equal(is, want) {
		return fmt.Errorf("%w: text index: its mapping is another one", profiles.ErrDamaged)
	}
	return nil
}

// Claim says which store the index is of. profiles.ErrDamaged: it is of another one; Remove it and fill a new one. One that is of none has
// nothing in it; where it can only be read, it stays so.
func (t *Text) Claim(store string) error {
	of, err := t.ix.GetInternal(storeKey)
	if err != nil {
		return translate(err)
	}
	if of == nil && t.readOnly {
		return nil
	}
	if of == nil {
		return translate(t.setInternal(storeKey, []byte(store)))
	}
	if string(of) != store {
		return fmt.Errorf("%w: text index: it is of another store", profiles.ErrDamaged)
	}
	return nil
}

// Begin notes in an index that is empty up to which change deletions had left the feed by then: it does not need them. One that can only be
// read stays as it is.
func (t *Text) Begin(oldest profiles.Seq) error {
	if t.readOnly {
		return nil
	}
	return translate(t.setInternal(begunKey, sealedSeq(oldest)))
}

// Begun is what Begin has noted, or 0.
func (t *Text) Begun() (profiles.Seq, error) { return t.noted(begunKey) }

func config() map[string]any {
	return map[string]any{"bolt_timeout": lockTimeout, "asyncErrorCallbackName": asyncErrors, "eventCallbackName": asyncErrors}
}

// create makes an empty index under another name and puts it in place once it is whole: one that is cut short is never opened.
func create(path string, tax *taxonomy.Taxonomy) (*Text, error) {
	made := path + ".new"
	if err := os.RemoveAll(made); err != nil {
		return nil, fmt.Errorf("create text index: %w", profiles.Storage(err))
	}
	t, err := opened(made, tax, func() (bleve.Index, error) {
		return bleve.NewUsing(made, Mapping(), scorch.Name, scorch.Name, config())
	})
	if err == nil {
		err = errors.Join(t.setInternal(taxonomyKey, []byte(tax.Version())), t.Close())
	}
	if err == nil {
		err = os.Rename(made, path)
	}
	if err == nil {
		t, err = opened(path, tax, func() (bleve.Index, error) { return bleve.OpenUsing(path, config()) })
	}
	if err = profiles.Storage(err); err != nil && !errors.Is(err, profiles.ErrUnavailable) {
		err = fmt.Errorf("%w: %w", profiles.ErrUnavailable, err) // bleve does not tell why it could not read what it has just written
	}
	if err != nil {
		return nil, fmt.Errorf("create text index: %w", err)
	}
	return t, nil
}

// refusal says why bleve did not open an index. bbolt's own error for a lock is not reachable here, only its word.
func refusal(err error) error {
	switch {
	case strings.Contains(err.Error(), "timeout"):
		return fmt.Errorf("%w: the text index is open in another process", profiles.ErrLocked)
	case errors.Is(profiles.Storage(err), profiles.ErrUnavailable):
		return fmt.Errorf("open text index: %w", profiles.Storage(err))
	}
	return fmt.Errorf("%w: text index: %w", profiles.ErrDamaged, err)
}

// Remove deletes the index below a directory, one of an older mapping too.
func Remove(dir string) error {
	return profiles.Storage(errors.Join(os.RemoveAll(filepath.Join(dir, "text-1")), os.RemoveAll(filepath.Join(dir, Dir))))
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
	for _, f := range []string{"kind", "org", "public", "shared", "until"} {
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
	point.Here(point.TextBatch)
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
	b.SetInternal(seqKey, sealedSeq(seq))
	if err := t.batch(b); err != nil {
		return fmt.Errorf("index %d records: %w", len(ops), translate(err))
	}
	t.durable.Store(uint64(seq))
	return nil
}

// Durable is the number of a change that the index has durably, with all before it. Seq, which says what is visible, may be ahead: bleve
// shows a batch before it is on the disk.
func (t *Text) Durable() profiles.Seq { return profiles.Seq(t.durable.Load()) }

// Seq implements index.Text.
func (t *Text) Seq(context.Context) (profiles.Seq, error) { return t.noted(seqKey) }

// noted is a number that is kept beside the documents, 0 where there is none.
func (t *Text) noted(key []byte) (profiles.Seq, error) {
	var v []byte
	err := t.call(func() (err error) {
		v, err = t.ix.GetInternal(key)
		return err
	})
	if err != nil || v == nil {
		return 0, translate(err)
	}
	if len(v) < 8 || len(v) > 8 && !bytes.Equal(v, sealedSeq(profiles.Seq(binary.BigEndian.Uint64(v)))) {
		return 0, fmt.Errorf("%w: text index: its %s does not verify", profiles.ErrDamaged, bytes.TrimPrefix(key, []byte("tenon-")))
	}
	return profiles.Seq(binary.BigEndian.Uint64(v)), nil // the first indexes of this directory's name have no checksum
}

// sealedSeq is a number with a checksum: one that is too high would let changes be passed over.
func sealedSeq(seq profiles.Seq) []byte {
	v := binary.BigEndian.AppendUint64(nil, uint64(seq))
	return binary.BigEndian.AppendUint32(v, crc32.ChecksumIEEE(v))
}

func translate(err error) error {
	if errors.Is(err, bleve.ErrorIndexClosed) {
		return fmt.Errorf("%w: the text index", profiles.ErrClosed)
	}
	return profiles.Storage(err)
}

// Close implements index.Text.
func (t *Text) Close() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.closed {
		return nil
	}
	t.closed = true
	defer unwatch(t.ix.Name())
	return t.end()
}
