package taxonomy_test

import (
	"io/fs"
	"os"
	"runtime"
	"testing"

	"tenon/profiles/taxonomy"
)

// maxData is how much data the binary may carry in bytes: taxonomy, tables of linking, cities and rates.
const maxData = 15_000_000

func TestTheDataInTheBinaryIsBounded(t *testing.T) {
	total := int64(0)
	for _, dir := range []string{"data", "link/data", "../gazetteer", "../money"} {
		err := fs.WalkDir(os.DirFS(dir), ".", func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || len(p) > 3 && p[len(p)-3:] == ".go" {
				return err
			}
			fi, err := d.Info()
			if err == nil {
				total += fi.Size()
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%.1f MB", float64(total)/1e6)
	if total > maxData {
		t.Errorf("%d bytes: at most %d", total, maxData)
	}
}

// maxHeap is what the loaded taxonomy may keep in bytes.
const maxHeap = 60 << 20

func TestTheLoadedTaxonomyIsSmall(t *testing.T) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	tx, err := taxonomy.Load(os.DirFS("data"))
	if err != nil {
		t.Fatal(err)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	kept := int64(after.HeapAlloc) - int64(before.HeapAlloc)
	t.Logf("%d concepts keep %.1f MB", tx.Len(), float64(kept)/(1<<20))
	if kept > maxHeap {
		t.Errorf("%d bytes are kept: at most %d", kept, maxHeap)
	}
	runtime.KeepAlive(tx)
}
