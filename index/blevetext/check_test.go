package blevetext

import (
	"fmt"
	"os"
	"slices"
	"testing"

	"tenon/index"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// TestACheckPassesOverWhatHasBeenMerged: a file that was served when the check began, and is deleted since bleve has merged it, is no
// damage; one that is served and not there is.
func TestACheckPassesOverWhatHasBeenMerged(t *testing.T) {
	x, err := Open(t.TempDir(), taxonomy.Default())
	do(t, err)
	defer func() { _ = x.Close() }() // with a file missing it may say so
	for i := range 3 {
		do(t, x.Apply(t.Context(), []index.Op{{Key: profiles.Key{Kind: profiles.KindRole, ID: fmt.Sprint(i)}, Doc: &index.Doc{Title: "Potter"}}}, profiles.Seq(i+1)))
	}
	files := func() []string {
		files, release, err := x.segments()
		do(t, err)
		release()
		return files
	}
	before := files()
	do(t, x.Compact(t.Context()))
	after := files()
	merged := 0
	for _, f := range before {
		if slices.Contains(after, f) {
			continue
		}
		merged++
		if err := os.Remove(f); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
	if merged == 0 || len(after) == 0 {
		t.Fatalf("nothing was merged: %v, then %v", before, after)
	}
	if err := x.verified(t.Context(), before); err != nil {
		t.Errorf("what has been merged: %v", err)
	}
	do(t, os.Remove(after[0]))
	if err := x.Check(t.Context()); err == nil {
		t.Error("a file that is served is missing, and nothing is said")
	}
}
