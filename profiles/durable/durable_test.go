package durable_test

import (
	"os"
	"path/filepath"
	"testing"

	"tenon/profiles/durable"
)

func TestReplaceIsWholeAndForItsOwner(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys.json")
	for _, want := range []string{"first", "a second, longer one", ""} {
		if err := durable.Replace(path, []byte(want)); err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(path)
		if err != nil || string(b) != want {
			t.Errorf("%q, %v; want %q", b, err, want)
		}
	}
	fi, err := os.Stat(path)
	if err != nil || fi.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v: others can read it", fi.Mode(), err)
	}
	alone(t, path)
}

func TestWhatCannotBeReplacedIsLeftAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys.json")
	if err := os.MkdirAll(filepath.Join(path, "full"), 0o700); err != nil { // a directory in the way, which no file replaces
		t.Fatal(err)
	}
	if err := durable.Replace(path, []byte("x")); err == nil {
		t.Error("a directory was replaced")
	}
	if _, err := os.Stat(filepath.Join(path, "full")); err != nil {
		t.Error(err)
	}
	alone(t, path)
	if err := durable.Replace(filepath.Join(t.TempDir(), "none", "keys.json"), []byte("x")); err == nil {
		t.Error("a directory that is not there")
	}
}

// alone holds that nothing unfinished lies beside a file.
func alone(t *testing.T, path string) {
	t.Helper()
	all, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(all) != 1 {
		t.Errorf("%v, %v: want %s alone", all, err, filepath.Base(path))
	}
}
