package app

import (
	"log/slog"
	"os"
	"path/filepath"
	"testing"

	"tenon/index/blevetext"
	"tenon/index/columns"
	"tenon/profiles"
)

// What a killed server lacks is little, and is caught up with what there is; text and columns that are made anew need more, up to a bound.
func TestWhatIsLackingNeedsMemory(t *testing.T) {
	const many = 100_000
	if n := (lacking{littleLacking, littleLacking}).butLittle().need(many); n != 0 {
		t.Errorf("%d bytes for little", n)
	}
	one, both := lacking{columns: many}.need(many), lacking{many, many}.need(many)
	if one < columnsMost || both != one+textMost || (lacking{text: many}).butLittle().need(many) != textMost {
		t.Errorf("%d bytes for columns, %d for both", one, both)
	}
	if more := (lacking{10 * many, 10 * many}).need(10 * many); more != columnsMost+textMost+10*many*builtBytes {
		t.Errorf("%d bytes for ten times as many", more)
	}
}

// A directory says what it lacks by what is there: of another month, or of none, all of it.
func TestADirectorySaysWhatItLacks(t *testing.T) {
	dir, asOf := t.TempDir(), profiles.NewMonth(2026, 6)
	a, err := Open(t.Context(), dir, asOf, nil, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	var ms []profiles.Mutation
	for i := range littleLacking + 1 {
		id := string(rune('a'+i%26)) + string(rune('a'+i/26%26)) + string(rune('a'+i/676))
		ms = append(ms, profiles.Mutation{Key: profiles.Key{Kind: profiles.KindCandidate, ID: id}, Record: &profiles.Candidate{ID: id}})
	}
	seq, err := a.Store.Apply(t.Context(), ms)
	if err != nil {
		t.Fatal(err)
	}
	lacks := func(month profiles.Month) lacking {
		t.Helper()
		l, err := a.lacks(t.Context(), month)
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	if l := lacks(asOf); l != (lacking{seq, seq}) {
		t.Errorf("%+v: want all of %d", l, seq)
	}
	if err := a.Follower.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := a.save(); err != nil {
		t.Fatal(err)
	}
	if l := lacks(asOf); l != (lacking{}) {
		t.Errorf("%+v: want nothing", l)
	}
	if l := lacks(asOf + 1); l != (lacking{columns: seq}) {
		t.Errorf("in another month %+v: want the columns", l)
	}
	if err := os.Remove(filepath.Join(dir, columns.CheckpointFile)); err != nil {
		t.Fatal(err)
	}
	if l := lacks(asOf); l != (lacking{columns: seq}) {
		t.Errorf("without a checkpoint %+v: want the columns", l)
	}
	if err := a.save(); err != nil {
		t.Fatal(err)
	}
	ms[0].Record = nil
	if seq, err = a.Store.Apply(t.Context(), ms[:2]); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Store.Trim(t.Context(), seq, 0); err != nil {
		t.Fatal(err)
	}
	if l := lacks(asOf); l != (lacking{seq, seq}) {
		t.Errorf("without a deletion that nobody tells of %+v: want all of %d", l, seq)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(filepath.Join(dir, blevetext.Dir)); err != nil {
		t.Fatal(err)
	}
	need := Need(int(seq), 0)
	if a, err := OpenWithin(t.Context(), dir, asOf, nil, slog.New(slog.DiscardHandler), need+textMost/2); err == nil {
		t.Errorf("%d bytes are enough to make all text anew", need+textMost/2)
		_ = a.Close()
	}
}
