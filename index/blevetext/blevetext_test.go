package blevetext_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

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
