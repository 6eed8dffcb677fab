package columns_test

import (
	"bufio"
	"fmt"
	"os"
	"reflect"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unsafe"

	"golang.org/x/sys/unix"

	"tenon/index/columns"
)

const largePage = 2 << 20

// The arrays of a large tile are laid anew, and where they lie changes nothing that they say.
func TestArraysOfALargeTileAreInLargePages(t *testing.T) {
	x := largeTile(t)
	holds(t, x)
	large := map[uintptr]uintptr{} // by mapping
	for name, at := range arraysOf(x) {
		m := mappingAt(t, at)
		if large[m.from] = m.large; !m.advised {
			t.Errorf("%s: no large pages are asked for", name)
		}
	}
	size := (beginOf(x.Stating) - beginOf(x.Held)) &^ (largePage - 1)
	if err := collapse(t, size); err != nil {
		t.Skipf("skipped: the kernel gives no large pages: %v", err)
	}
	got := uintptr(0)
	for _, n := range large {
		got += n
	}
	if got < size {
		t.Errorf("%d bytes of the arrays are in large pages: want %d", got, size)
	}
}

func TestALargeTileIsTheSameWhereLargePagesAreRefused(t *testing.T) {
	want := largeTile(t)
	if err := unix.Prctl(unix.PR_SET_THP_DISABLE, 1, 0, 0, 0); err != nil {
		t.Skipf("skipped: the kernel cannot be told to refuse large pages: %v", err)
	}
	defer func() {
		if err := unix.Prctl(unix.PR_SET_THP_DISABLE, 0, 0, 0, 0); err != nil {
			t.Error(err)
		}
	}()
	if collapse(t, largePage) == nil {
		t.Fatal("the kernel gives large pages though it was told not to: the test says nothing")
	}
	got := largeTile(t)
	holds(t, got)
	if !reflect.DeepEqual(want, got) {
		t.Error("the tile is another where large pages are refused")
	}
}

// collapse asks for so much memory that is in use to be made large pages at once.
func collapse(t *testing.T, size uintptr) error {
	t.Helper()
	b, err := unix.Mmap(-1, 0, int(size)+largePage, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_PRIVATE|unix.MAP_ANON)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := unix.Munmap(b); err != nil {
			t.Error(err)
		}
	}()
	at := -beginOf(b) & (largePage - 1)
	part := b[at : at+size]
	for i := range part {
		part[i] = 1
	}
	return unix.Madvise(part, unix.MADV_COLLAPSE)
}

// largeTile is a tile of all rows that there is room for, whose facts are the variants in turn.
func largeTile(t *testing.T) *columns.Tile {
	t.Helper()
	us := make([]columns.Update, columns.Rows)
	for i := range us {
		us[i] = change(fmt.Sprint(i), i%len(variants))
	}
	l := columns.New(deriver, asOf)
	touch()
	l.Apply(us, 1)
	if n := len(l.Snapshot().Tiles); n != 1 {
		t.Fatalf("%d tiles: want one", n)
	}
	return l.Snapshot().Tiles[0]
}

// touch leaves the heap memory that was in use, and so is in small pages.
func touch() {
	used := make([]byte, 96<<20)
	for at := 0; at < len(used); at += os.Getpagesize() {
		used[at] = 1
	}
	runtime.KeepAlive(used)
	runtime.GC()
}

// holds checks that every row has the facts of its variant, as a tile of few rows has them, which is not laid anew.
func holds(t *testing.T, x *columns.Tile) {
	t.Helper()
	few := columns.New(deriver, asOf)
	few.Apply(variants, 1)
	want := facts2(few.Snapshot())
	for l, f := range x.Facts() {
		i, err := strconv.Atoi(x.ID(l))
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(f, want[variants[i%len(variants)].Key.ID]) {
			t.Fatalf("row %d: the facts are others", l)
		}
	}
}

// arraysOf are where arrays of a tile that scans read begin.
func arraysOf(x *columns.Tile) map[string]uintptr {
	return map[string]uintptr{
		"held": beginOf(x.Held), "skills": beginOf(x.Skills.Entries), "titles": beginOf(x.Titles.Entries), "certificates": beginOf(x.Certs.Entries),
		"languages": beginOf(x.Languages.Entries), "industries": beginOf(x.Industries.Entries), "families": beginOf(x.Families.Entries),
		"codes": beginOf(x.Fixed), "stated": beginOf(x.Stated), "asks": beginOf(x.Asks), "stating": beginOf(x.Stating), "roaming": beginOf(x.Roaming),
	}
}

func beginOf[E any](s []E) uintptr { return uintptr(unsafe.Pointer(unsafe.SliceData(s))) }

// mapping is a part of memory as the kernel has it.
type mapping struct {
	from, to uintptr
	large    uintptr // bytes of it in large pages
	advised  bool    // to be in large pages
}

// mappingAt is the one that an address lies in.
func mappingAt(t *testing.T, at uintptr) (m mapping) {
	t.Helper()
	f, err := os.Open("/proc/self/smaps")
	if err != nil {
		t.Skipf("skipped: the kernel does not tell its pages: %v", err)
	}
	defer func() { _ = f.Close() }() // it is only read
	within := false
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if _, err := fmt.Sscanf(lines.Text(), "%x-%x ", &m.from, &m.to); err == nil {
			within = at >= m.from && at < m.to
		}
		if !within {
			continue
		}
		if _, err := fmt.Sscanf(lines.Text(), "AnonHugePages: %d kB", &m.large); err == nil {
			m.large <<= 10
		}
		if flags, ok := strings.CutPrefix(lines.Text(), "VmFlags:"); ok {
			m.advised = slices.Contains(strings.Fields(flags), "hg")
			return m
		}
	}
	t.Fatalf("%x is in no mapping", at)
	return m
}
