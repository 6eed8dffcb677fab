package boltpages_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"go.etcd.io/bbolt"

	"tenon/profiles"
	"tenon/profiles/boltpages"
)

// file makes a bbolt file with branches, free pages, a value that is longer than a page, and buckets within their parents.
func file(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x.db")
	db, err := bbolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	for round := range 4 {
		err = errors.Join(err, db.Update(func(tx *bbolt.Tx) error {
			for _, name := range []string{"a", "b"} {
				b, err := tx.CreateBucketIfNotExists([]byte(name))
				if err != nil {
					return err
				}
				for i := range 1500 {
					if err := b.Put(fmt.Appendf(nil, "key%05d", i*(round+1)), bytes.Repeat([]byte{byte(round)}, 10+i%90)); err != nil {
						return err
					}
				}
				if err := b.Put([]byte("long"), make([]byte, 20_000)); err != nil {
					return err
				}
			}
			few, err := tx.CreateBucketIfNotExists([]byte("few"))
			if err != nil {
				return err
			}
			_, err = tx.CreateBucketIfNotExists([]byte("empty"))
			return errors.Join(err, few.Put([]byte("one"), []byte("1")), few.Put([]byte("two"), []byte("2")))
		}))
	}
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAWholeFilePasses(t *testing.T) {
	path := file(t)
	for _, leaves := range []bool{false, true} {
		if err := boltpages.Check(path, leaves); err != nil {
			t.Errorf("leaves %v: %v", leaves, err)
		}
	}
}

// Whatever number of a page is off, it is noticed, and in no case followed round in a circle.
func TestAPageNumberThatIsOffIsNoticed(t *testing.T) {
	path := file(t)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	page, tried := os.Getpagesize(), 0
	for _, p := range counted(t, path, whole) {
		at := p.at
		if p.kind != "branch" {
			continue
		}
		own := binary.NativeEndian.Uint64(whole[at:])
		for _, to := range []uint64{own, 0, 1, 1 << 40, uint64(len(whole)/page) + 1} {
			b := bytes.Clone(whole)
			binary.NativeEndian.PutUint64(b[at+16+8:], to) // where its first element goes
			if err := os.WriteFile(path, b, 0o600); err != nil {
				t.Fatal(err)
			}
			if err := boltpages.Check(path, false); !errors.Is(err, profiles.ErrDamaged) {
				t.Errorf("page %d goes to %d: %v", own, to, err)
			}
			tried++
		}
	}
	if tried == 0 {
		t.Error("the file has no branch")
	}
}

// Without its last elements a page reads as if they had never been: in a branch, in a leaf, and in a bucket within a leaf.
func TestAWrongNumberOfElementsIsNoticed(t *testing.T) {
	path := file(t)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	of := map[string]int{}
	for i, p := range counted(t, path, whole) {
		if p.kind == "leaf" && i%8 > 0 { // most are leaves
			continue
		}
		for bit := range uint16(8) {
			b := bytes.Clone(whole)
			count := binary.NativeEndian.Uint16(b[p.at+10:])
			binary.NativeEndian.PutUint16(b[p.at+10:], count^1<<bit)
			if err := os.WriteFile(path, b, 0o600); err != nil {
				t.Fatal(err)
			}
			if err := boltpages.Check(path, true); !errors.Is(err, profiles.ErrDamaged) {
				t.Errorf("%s at %d of %d elements says that it has %d: %v", p.kind, p.at, count, count^1<<bit, err)
			}
			of[p.kind]++
		}
	}
	if of["branch"] == 0 || of["leaf"] == 0 || of["within"] == 0 {
		t.Errorf("tried: %v: want all kinds", of)
	}
}

// headed is a page with elements in use, and where its head stands in the file.
type headed struct {
	kind string
	at   int
}

// counted are the branches and leaves in use, and the bucket that lies within another page.
func counted(t *testing.T, path string, whole []byte) (out []headed) {
	t.Helper()
	db, err := bbolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	err = db.View(func(tx *bbolt.Tx) error {
		for n := 2; ; n++ {
			p, err := tx.Page(n)
			if err != nil || p == nil {
				return err
			}
			if p.Count > 0 && (p.Type == "branch" || p.Type == "leaf") {
				out = append(out, headed{p.Type, n * db.Info().PageSize})
			}
			n += p.OverflowCount
		}
	})
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	for _, p := range out { // the bucket "few" holds so little that it lies within the page of the buckets
		for at := p.at + 16; p.kind == "leaf" && at < p.at+16+16*int(binary.NativeEndian.Uint16(whole[p.at+10:])); at += 16 {
			key := at + int(binary.NativeEndian.Uint32(whole[at+4:]))
			if bytes.HasPrefix(whole[key:], []byte("few")) {
				return append(out, headed{"within", key + len("few") + 16})
			}
		}
	}
	return out
}

func TestAFileThatIsCutIsNoticed(t *testing.T) {
	path := file(t)
	fi, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	for size := fi.Size() / 3; size > 0; size /= 3 {
		if err := os.Truncate(path, size); err != nil {
			t.Fatal(err)
		}
		if err := boltpages.Check(path, false); !errors.Is(err, profiles.ErrDamaged) {
			t.Errorf("%d bytes: %v", size, err)
		}
	}
}
