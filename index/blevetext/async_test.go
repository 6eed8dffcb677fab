package blevetext

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/blevesearch/bleve/v2/index/scorch"

	"tenon/index"
	"tenon/profiles"
	"tenon/profiles/point"
	"tenon/profiles/taxonomy"
)

// endMerger has bleve's merger end by a panic, as where a segment has been closed that it reads since no more files could be opened, at
// the first merge after somebody waits for one.
func endMerger(t *testing.T, x **Text) {
	point.Set(func(name string) {
		if name != point.TextMerge {
			return
		}
		ix, err := (*x).ix.Advanced()
		if err != nil {
			t.Error(err)
			return
		}
		for tick := time.NewTicker(time.Millisecond); ix.(*scorch.Scorch).StatsMap()["TotFileMergeForceOpsStarted"] == uint64(0); <-tick.C {
		}
		panic("a segment that is closed")
	})
	t.Cleanup(func() { point.Set(nil) })
}

func do(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// TestACompactionDoesNotWaitForAMergerThatEnded: whoever waits for it is told, and so is everybody later; the index closes, and what
// opens it anew finds all it had.
func TestACompactionDoesNotWaitForAMergerThatEnded(t *testing.T) {
	var x *Text
	endMerger(t, &x)
	dir := t.TempDir()
	x, err := Open(dir, taxonomy.Default())
	do(t, err)
	do(t, x.Apply(t.Context(), []index.Op{{Key: profiles.Key{Kind: profiles.KindRole, ID: "r"}, Doc: &index.Doc{Title: "Potter"}}}, 1))
	err = x.Compact(t.Context())
	if !errors.Is(err, profiles.ErrUnavailable) || !strings.Contains(err.Error(), "a segment that is closed") {
		t.Errorf("compaction: %v: want unavailable", err)
	}
	if err := x.Failed(); !errors.Is(err, profiles.ErrUnavailable) {
		t.Errorf("failed: %v", err)
	}
	if err := x.Apply(t.Context(), nil, 9); !errors.Is(err, profiles.ErrUnavailable) {
		t.Errorf("a batch: %v: want unavailable", err)
	}
	do(t, x.Close())
	point.Set(nil)
	again, err := Open(dir, taxonomy.Default())
	do(t, err)
	if n, err := again.Count(); n != 1 || err != nil {
		t.Errorf("%d documents, %v: want 1", n, err)
	}
	do(t, again.Close())
}

// TestWhatCanOnlyBeReadIsNotWaitedFor: bleve goes back to its first state where it cannot open a segment, and that is of no store yet.
func TestWhatCanOnlyBeReadIsNotWaitedFor(t *testing.T) {
	dir := t.TempDir()
	x, err := Open(dir, taxonomy.Default())
	do(t, err)
	do(t, x.Close())
	x, err = OpenReadOnly(dir, taxonomy.Default())
	do(t, err)
	do(t, x.Claim("a store"))
	if err := x.Apply(t.Context(), nil, 1); !errors.Is(err, profiles.ErrUnavailable) {
		t.Errorf("a batch: %v: want unavailable", err)
	}
	if err := x.Compact(t.Context()); !errors.Is(err, profiles.ErrUnavailable) {
		t.Errorf("compaction: %v: want unavailable", err)
	}
	do(t, x.Close())
	x, err = Open(dir, taxonomy.Default())
	do(t, err)
	do(t, x.Claim("another"))
	do(t, x.Close())
}
