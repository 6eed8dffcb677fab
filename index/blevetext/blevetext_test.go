package blevetext_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"tenon/index"
	"tenon/index/blevetext"
	"tenon/index/indextest"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

func open(t *testing.T, dir string) index.Text {
	t.Helper()
	x, err := blevetext.Open(dir, taxonomy.Default())
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func TestText(t *testing.T) { indextest.Run(t, open) }

func TestASecondOpenIsRefused(t *testing.T) {
	dir := t.TempDir()
	x := open(t, dir)
	if _, err := blevetext.Open(dir, taxonomy.Default()); !errors.Is(err, profiles.ErrLocked) {
		t.Errorf("second open: %v", err)
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestADamagedIndexIsSaidToBe(t *testing.T) {
	dir := t.TempDir()
	if err := open(t, dir).Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, blevetext.Dir, "index_meta.json"), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := blevetext.Open(dir, taxonomy.Default()); !errors.Is(err, profiles.ErrDamaged) {
		t.Errorf("damaged: %v", err)
	}
}

// filled makes an index with a few documents and closes it.
func filled(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	x := open(t, dir)
	ops := []index.Op{{Key: profiles.Key{Kind: profiles.KindRole, ID: "a"}, Doc: &index.Doc{Title: "Potter", Body: strings.Repeat("clay and fire ", 500)}}}
	if err := errors.Join(x.Apply(t.Context(), ops, 1), x.Close()); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestDamageIsRefusedAndMendedByANewIndex(t *testing.T) {
	for name, harm := range map[string]func(t *testing.T, path string){
		"no meta file":  func(t *testing.T, p string) { do(t, os.Remove(filepath.Join(p, "index_meta.json"))) },
		"empty meta":    func(t *testing.T, p string) { do(t, os.Truncate(filepath.Join(p, "index_meta.json"), 0)) },
		"cut root.bolt": func(t *testing.T, p string) { do(t, os.Truncate(filepath.Join(p, "store", "root.bolt"), 5000)) },
		"store is a file": func(t *testing.T, p string) {
			do(t, errors.Join(os.RemoveAll(filepath.Join(p, "store")), os.WriteFile(filepath.Join(p, "store"), nil, 0o600)))
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := filled(t)
			harm(t, filepath.Join(dir, blevetext.Dir))
			if x, err := blevetext.Open(dir, taxonomy.Default()); !errors.Is(err, profiles.ErrDamaged) {
				t.Fatalf("open: %v, %v: want damaged", x, err)
			}
			do(t, blevetext.Remove(dir))
			x := open(t, dir)
			if seq, err := x.Seq(t.Context()); seq != 0 || err != nil {
				t.Errorf("new index: seq %d, %v", seq, err)
			}
			do(t, x.Close())
		})
	}
}

// bleve goes back to an older state when a segment is lost. That is no damage as long as the seq goes back with it.
func TestALostSegmentTakesItsSeqAlong(t *testing.T) {
	for name, harm := range map[string]func(string) error{
		"none":  os.Remove,
		"empty": func(f string) error { return os.Truncate(f, 0) },
		"cut":   func(f string) error { return os.Truncate(f, 100) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := filled(t)
			each(t, filepath.Join(dir, blevetext.Dir), harm)
			x, err := blevetext.Open(dir, taxonomy.Default())
			if errors.Is(err, profiles.ErrDamaged) {
				return
			}
			do(t, err)
			seq, err := x.Seq(t.Context())
			do(t, err)
			n, err := x.Count()
			if err != nil || seq != 0 || n != 0 {
				t.Errorf("seq %d with %d documents, %v: want 0 and none", seq, n, err)
			}
			do(t, x.Close())
		})
	}
}

func TestCheckFindsAFlippedBit(t *testing.T) {
	dir := filled(t)
	for _, flip := range []bool{false, true} {
		if flip {
			each(t, filepath.Join(dir, blevetext.Dir), func(f string) error {
				b, err := os.ReadFile(f)
				if err == nil {
					b[len(b)/3] ^= 4
					err = os.WriteFile(f, b, 0o600)
				}
				return err
			})
		}
		x, err := blevetext.Open(dir, taxonomy.Default())
		do(t, err)
		if err := x.Check(t.Context()); errors.Is(err, profiles.ErrDamaged) != flip {
			t.Errorf("flipped %v: %v", flip, err)
		}
		do(t, x.Close())
	}
}

func do(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func each(t *testing.T, path string, f func(string) error) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(path, "store", "*.zap"))
	if err != nil || len(files) == 0 {
		t.Fatalf("segments %v, %v", files, err)
	}
	for _, file := range files {
		do(t, f(file))
	}
}

func TestAnIndexOfAnotherTaxonomyIsRefused(t *testing.T) {
	dir := filled(t)
	files := fstest.MapFS{}
	shipped := os.DirFS("../../profiles/taxonomy/data")
	names, err := fs.Glob(shipped, "*.txt")
	do(t, err)
	for _, n := range names {
		b, err := fs.ReadFile(shipped, n)
		do(t, err)
		files[n] = &fstest.MapFile{Data: b}
	}
	files["values.txt"].Data = append(files["values.txt"].Data, "\nvalue/only-of-a-test | Only of a test\n"...)
	other, err := taxonomy.Load(files)
	do(t, err)
	if _, err := blevetext.Open(dir, other); !errors.Is(err, profiles.ErrDamaged) || !strings.Contains(err.Error(), other.Version()) {
		t.Errorf("open: %v: want damaged, with the version", err)
	}
	do(t, open(t, dir).Close()) // it is not locked by the refusal
}

func BenchmarkApply(b *testing.B) {
	const n = 2000
	ops := make([]index.Op, n)
	for i := range ops {
		var body strings.Builder
		for w := range 120 {
			fmt.Fprintf(&body, "word%d ", (i*7919+w*w*31)%4000)
		}
		ops[i] = index.Op{Key: profiles.Key{Kind: profiles.KindCandidate, ID: fmt.Sprint(i)}, Doc: &index.Doc{Title: "Data engineer", Body: body.String(),
			City: "Berlin", Country: "DE", Skills: []string{"Python", "Kubernetes"}, Concepts: []string{"skill/kubernetes", "skill/python"}}}
	}
	x, err := blevetext.Open(b.TempDir(), taxonomy.Default())
	if err != nil {
		b.Fatal(err)
	}
	seq := profiles.Seq(0)
	for b.Loop() {
		seq += n
		for i := range ops {
			ops[i].Key.ID = fmt.Sprint(int(seq) + i)
		}
		if err := x.Apply(b.Context(), ops, seq); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(seq)/b.Elapsed().Seconds(), "documents/s")
	if err := x.Close(); err != nil {
		b.Fatal(err)
	}
}
