package blevetext

import (
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/blevesearch/bleve/v2"

	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// freedTwice is a directory with an index of which a loss of power has left a state that lists a page as free which is in use: bleve's
// persister ends by a panic at the first thing it frees, and holds a lock.
func freedTwice(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	x, err := Open(dir, taxonomy.Default())
	do(t, err)
	do(t, x.Close())
	f, err := os.Open("testdata/freed-twice.bolt.gz")
	do(t, err)
	defer f.Close()
	z, err := gzip.NewReader(f)
	do(t, err)
	state, err := io.ReadAll(z)
	do(t, err)
	do(t, os.WriteFile(filepath.Join(dir, Dir, "store", "root.bolt"), state, 0o600))
	return dir
}

func TestAStateThatFreesAPageTwiceIsDamaged(t *testing.T) {
	if x, err := Open(freedTwice(t), taxonomy.Default()); !errors.Is(err, profiles.ErrDamaged) {
		t.Errorf("%v, %v: want damaged", x, err)
	}
}

// A goroutine of bleve's that ends while an index is being opened is not waited for either, by whoever writes or closes it.
func TestWhatEndsWhileAnIndexIsOpenedIsNotWaitedFor(t *testing.T) {
	path := filepath.Join(freedTwice(t), Dir)
	x, err := opened(path, taxonomy.Default(), func() (bleve.Index, error) { return bleve.OpenUsing(path, config()) })
	do(t, err)
	if err := x.setInternal([]byte("k"), []byte("v")); !errors.Is(err, profiles.ErrUnavailable) {
		t.Errorf("a batch: %v: want unavailable", err)
	}
	if err := x.Close(); !errors.Is(err, profiles.ErrDamaged) {
		t.Errorf("close: %v: want damaged", err)
	}
}
