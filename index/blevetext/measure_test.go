package blevetext_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"tenon/index"
	"tenon/index/blevetext"
	"tenon/profiles"
)

// documents are so many, each with one concept.
func documents(n int, after func(i int)) func(yield func(index.Op) bool) {
	return func(yield func(index.Op) bool) {
		for i := range n {
			op := index.Op{Key: profiles.Key{Kind: profiles.KindCandidate, ID: string(rune('a' + i))}, Doc: &index.Doc{Concepts: []string{"skill/python"}}}
			if !yield(op) {
				return
			}
			after(i)
		}
	}
}

// An index is built on its own disk alone: that of temporary files may be another one, or too small.
func TestAnIndexIsBuiltWithoutTheDirectoryOfTemporaryFiles(t *testing.T) {
	t.Setenv("TMPDIR", filepath.Join(t.TempDir(), "none"))
	dir := t.TempDir()
	ctx, stop := context.WithCancel(t.Context())
	if err := blevetext.Build(ctx, dir, documents(9, func(i int) {
		if i == 4 {
			stop()
		}
	})); !errors.Is(err, context.Canceled) {
		t.Fatalf("%v: want canceled", err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("%v are left of what was interrupted, %v", left, err)
	}
	if err := os.Mkdir(filepath.Join(dir, blevetext.Dir+".parts"), 0o700); err != nil { // of one that was killed
		t.Fatal(err)
	}
	do(t, blevetext.Build(t.Context(), dir, documents(9, func(int) {})))
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
		t.Errorf("%v are left, %v: want the index alone", left, err)
	}
	x, err := blevetext.OpenBuilt(dir)
	do(t, err)
	if n, err := x.Any(t.Context(), []string{"skill/python"}, 3); err != nil || n != 9 {
		t.Errorf("%d documents, %v: want 9", n, err)
	}
	do(t, x.Close())
}
