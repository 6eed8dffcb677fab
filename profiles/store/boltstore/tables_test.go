package boltstore_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.etcd.io/bbolt"

	"tenon/profiles"
	"tenon/profiles/store/boltstore"
)

type putter = func(table string, key, value []byte) error

func openTables(t *testing.T, dir string) *boltstore.Tables {
	t.Helper()
	x, err := boltstore.OpenTables(dir, "kept.db")
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func putAll(t *testing.T, x *boltstore.Tables, pairs ...string) {
	t.Helper()
	err := x.Update(t.Context(), func(put putter) error {
		for i := 0; i < len(pairs); i += 3 {
			if err := put(pairs[i], []byte(pairs[i+1]), []byte(pairs[i+2])); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func keys(t *testing.T, x *boltstore.Tables, table, after string, limit int) (out string) {
	t.Helper()
	var from []byte
	if after != "" {
		from = []byte(after)
	}
	err := x.Scan(t.Context(), table, from, limit, func(k, v []byte) error { out += string(k) + "=" + string(v) + " "; return nil })
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestTablesKeepWhatIsPutAndScanInOrder(t *testing.T) {
	dir := t.TempDir()
	x := openTables(t, dir)
	putAll(t, x, "a", "2", "two", "a", "1", "one", "b", "1", "other", "a", "3", "")
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	x = openTables(t, dir)
	defer func() { _ = x.Close() }()
	if got := keys(t, x, "a", "", 9); got != "1=one 2=two 3= " {
		t.Error(got)
	}
	if got := keys(t, x, "a", "1", 1); got != "2=two " {
		t.Error(got)
	}
	if _, err := x.Get(t.Context(), "a", []byte("4")); !errors.Is(err, profiles.ErrNotFound) {
		t.Error(err)
	}
	err := x.Update(t.Context(), func(put putter) error {
		return errors.Join(put("a", nil, nil), put("a", []byte("9"), []byte("new")), put("b", []byte("1"), nil))
	})
	if err != nil || keys(t, x, "a", "", 9) != "9=new " || keys(t, x, "b", "", 9) != "" {
		t.Errorf("%v %s %s", err, keys(t, x, "a", "", 9), keys(t, x, "b", "", 9))
	}
}

func TestTablesWriteAllOrNothing(t *testing.T) {
	x := openTables(t, t.TempDir())
	defer func() { _ = x.Close() }()
	putAll(t, x, "a", "1", "one")
	enough := errors.New("enough")
	err := x.Update(t.Context(), func(put putter) error {
		return errors.Join(put("a", nil, nil), put("a", []byte("2"), []byte("two")), enough)
	})
	if !errors.Is(err, enough) || keys(t, x, "a", "", 9) != "1=one " {
		t.Errorf("%v %s", err, keys(t, x, "a", "", 9))
	}
}

func TestTablesAreForOneProcessAndDamageIsSeen(t *testing.T) {
	dir := t.TempDir()
	x := openTables(t, dir)
	putAll(t, x, "a", "1", "a value that is easy to find")
	if _, err := boltstore.OpenTables(dir, "kept.db"); !errors.Is(err, profiles.ErrLocked) {
		t.Errorf("%v: want ErrLocked", err)
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "kept.db")
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, bytes.ReplaceAll(b, []byte("easy"), []byte("hard")), 0o600); err != nil {
		t.Fatal(err)
	}
	x = openTables(t, dir)
	defer func() { _ = x.Close() }()
	if _, err := x.Get(t.Context(), "a", []byte("1")); !errors.Is(err, profiles.ErrDamaged) {
		t.Errorf("%v: want ErrDamaged", err)
	}
}

// TestTablesOfANewerFormatAreRefusedWithIt and stay as they are.
func TestTablesOfANewerFormatAreRefusedWithIt(t *testing.T) {
	dir := t.TempDir()
	x := openTables(t, dir)
	putAll(t, x, "a", "1", "one")
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "kept.db")
	db, err := bbolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	err = db.Update(func(tx *bbolt.Tx) error { return tx.Bucket([]byte("meta")).Put([]byte("format"), []byte{0, 0, 0, 99}) })
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := boltstore.OpenTables(dir, "kept.db"); !errors.Is(err, profiles.ErrNewer) || !strings.Contains(err.Error(), "format 99") {
			t.Errorf("%v: want ErrNewer", err)
		}
	}
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the file was written to: %v", err)
	}
}

func TestACompactionLeavesNothingOfWhatWasDeleted(t *testing.T) {
	dir := t.TempDir()
	x := openTables(t, dir)
	putAll(t, x, "a", "kept", "1", "a", "qxbird", strings.Repeat("qxbird", 4000))
	if err := x.Update(t.Context(), func(put putter) error { return put("a", []byte("qxbird"), nil) }); err != nil {
		t.Fatal(err)
	}
	has := func() bool {
		t.Helper()
		b, err := os.ReadFile(filepath.Join(dir, "kept.db"))
		if err != nil {
			t.Fatal(err)
		}
		return bytes.Contains(b, []byte("qxbird"))
	}
	if !has() {
		t.Fatal("the deleted bytes are gone by themselves: the test says nothing")
	}
	if err := x.Compact(t.Context()); err != nil {
		t.Fatal(err)
	}
	if has() {
		t.Error("the file still has what was deleted")
	}
	putAll(t, x, "a", "later", "2")
	if got := keys(t, x, "a", "", 9); got != "kept=1 later=2 " {
		t.Errorf("%q", got)
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	x = openTables(t, dir)
	defer func() { _ = x.Close() }()
	if got := keys(t, x, "a", "", 9); got != "kept=1 later=2 " {
		t.Errorf("opened again: %q", got)
	}
}
