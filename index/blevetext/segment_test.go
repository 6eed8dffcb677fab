package blevetext

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/blevesearch/bleve/v2"

	"tenon/index"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// TestWhatCouldNotBeWrittenIsMergedLater has bleve fail to write two batches, so that it closes the segments of both, and then lets it
// write: it reads both for a merge.
func TestWhatCouldNotBeWrittenIsMergedLater(t *testing.T) {
	dir := t.TempDir()
	x, err := Open(dir, taxonomy.Default())
	if err != nil {
		t.Fatal(err)
	}
	var inTheWay []string // directories, where bleve wants to make files; it would remove an empty one
	for id := range 40 {
		d := filepath.Join(dir, Dir, "store", fmt.Sprintf("%012x.zap", id))
		if err := os.MkdirAll(filepath.Join(d, "full"), 0o700); err == nil {
			inTheWay = append(inTheWay, d)
		}
	}
	write := func(id string) error {
		b := x.ix.NewBatch()
		if err := b.IndexAdvanced(x.document(profiles.Key{Kind: profiles.KindRole, ID: id}, &index.Doc{Title: "Potter " + id})); err != nil {
			t.Fatal(err)
		}
		return x.ix.Batch(b) // and not x.batch: this index goes on after a failure
	}
	for _, id := range []string{"first", "second"} {
		if err := write(id); err == nil {
			t.Errorf("%s was written where nothing can be", id)
		}
	}
	for _, d := range inTheWay {
		if err := os.RemoveAll(d); err != nil {
			t.Fatal(err)
		}
	}
	if err := write("third"); err != nil {
		t.Error(err)
	}
	for _, word := range []string{"first", "second", "third", "potter"} {
		q := bleve.NewMatchQuery(word)
		q.SetField("title")
		r, err := x.ix.Search(bleve.NewSearchRequest(q))
		if want := map[bool]uint64{true: 3, false: 1}[word == "potter"]; err != nil || r.Total != want {
			t.Errorf("%s finds %v, %v: want %d", word, r, err, want)
		}
	}
	if x.Failed() == nil {
		t.Error("the index does not say that it has failed")
	}
	if err := x.Close(); err != nil {
		t.Error(err)
	}
}
