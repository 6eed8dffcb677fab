package boltstore_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tenon/profiles"
	"tenon/profiles/room/roomtest"
	"tenon/profiles/store/boltstore"
)

// waitsForRoom holds that a compaction of a file begins nothing on a disk that has only half of what it needs, and works once there is more.
func waitsForRoom(t *testing.T, d *roomtest.Disk, file string, used int64, compact func() error) {
	t.Helper()
	path := filepath.Join(d.Dir, file)
	before, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	again := d.Leave(t, used/2)
	if err := compact(); !errors.Is(err, profiles.ErrNoRoom) || !strings.Contains(err.Error(), file) {
		t.Errorf("%v: want ErrNoRoom of %s", err, file)
	}
	names, err := os.ReadDir(d.Dir)
	if err != nil || len(names) != 2 { // the file, and what fills the disk
		t.Errorf("%v, %v: something is left of it", names, err)
	}
	again()
	if err := compact(); err != nil {
		t.Errorf("there is room: %v", err)
	}
	if now, err := os.Stat(path); err != nil || os.SameFile(before, now) {
		t.Errorf("the file has not been written anew: %v", err)
	}
}

func TestAStoreIsNotCompactedWhereTheDiskHasNoRoom(t *testing.T) {
	d := roomtest.New(t, 64<<10)
	s := large(t, d.Dir)
	defer closeStore(t, s)
	want := all(t, s)
	used, _, err := s.Used()
	if err != nil {
		t.Fatal(err)
	}
	waitsForRoom(t, d, boltstore.File, used, func() error { return s.Compact(ctx, 0, nil) })
	if d := cmp.Diff(want, all(t, s)); d != "" {
		t.Error(d)
	}
	apply(t, s, candidateOf("later", "later"))
}

// TestADiskThatFillsUpEndsACompaction: what is taken by others meanwhile was not foreseen. The store goes on, and nothing waits for the copy.
func TestADiskThatFillsUpEndsACompaction(t *testing.T) {
	d := roomtest.New(t, 64<<10)
	s := large(t, d.Dir)
	defer closeStore(t, s)
	want := all(t, s)
	var full sync.Once
	again := func() {}
	err := s.Compact(ctx, 0, func(int64) { full.Do(func() { again = d.Leave(t, 0) }) })
	if !errors.Is(err, profiles.ErrDiskFull) {
		t.Errorf("%v: want ErrDiskFull", err)
	}
	if d := cmp.Diff(want, all(t, s)); d != "" {
		t.Error(d)
	}
	again()
	apply(t, s, candidateOf("later", "later"))
	compact(t, s, 0)
	if r, err := s.Check(ctx, nil); err != nil || !r.OK() {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestTablesAreNotCompactedWhereTheDiskHasNoRoom(t *testing.T) {
	d := roomtest.New(t, 16<<10)
	x := openTables(t, d.Dir)
	defer func() { _ = x.Close() }()
	value := strings.Repeat("v", 100_000)
	for _, k := range strings.Fields("1 2 3 4 5 6 7 8 9") {
		putAll(t, x, "a", k, value)
	}
	used, _, err := x.Used()
	if err != nil {
		t.Fatal(err)
	}
	waitsForRoom(t, d, "kept.db", used, func() error { return x.Compact(t.Context()) })
	if v, err := x.Get(t.Context(), "a", []byte("9")); err != nil || string(v) != value {
		t.Errorf("%d bytes, %v", len(v), err)
	}
}
