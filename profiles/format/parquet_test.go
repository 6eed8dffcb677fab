package format_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tenon/profiles"
	"tenon/profiles/format"
)

const parquetSample = samples + "/table/roles.parquet"

// titles reads a file of roles and returns their titles.
func titles(t *testing.T, r io.Reader, o format.Options) (out []string, err error) {
	t.Helper()
	o.Now = now
	err = format.Decode("roles.parquet", r, o, func(d format.Draft, err error) bool {
		if err != nil {
			t.Error(err)
			return true
		}
		out = append(out, d.Role.Title.Name)
		return true
	})
	return out, err
}

func TestParquetIsReadFromAFileAndFromAStreamAndLeavesNoFileBehind(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	for name, wrap := range map[string]func(*os.File) io.Reader{"file": func(f *os.File) io.Reader { return f }, "stream": func(f *os.File) io.Reader { return io.MultiReader(f) }} {
		f, err := os.Open(parquetSample)
		if err != nil {
			t.Fatal(err)
		}
		got, err := titles(t, wrap(f), format.Options{})
		if err != nil || strings.Join(got, "|") != "Data Engineer|ML Engineer|" {
			t.Errorf("%s: %q, %v", name, got, err)
		}
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	}
	if left, err := filepath.Glob(filepath.Join(os.TempDir(), "*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %q, %v", left, err)
	}
}

func TestParquetThatIsCutIsOneError(t *testing.T) {
	whole, err := os.ReadFile(parquetSample)
	if err != nil {
		t.Fatal(err)
	}
	for i := 1; i < 10; i++ {
		got, err := titles(t, strings.NewReader(string(whole[:len(whole)*i/10])), format.Options{})
		if !errors.Is(err, profiles.ErrInvalid) || !strings.Contains(err.Error(), "truncated") || len(got) > 0 {
			t.Errorf("%d tenths: %q, %v", i, got, err)
		}
	}
}

func TestColumnsOfParquetCanBeNamed(t *testing.T) {
	f, err := os.Open(parquetSample)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	got, err := titles(t, f, format.Options{Columns: map[string]string{"company": "title", "title": "-"}})
	if err != nil || strings.Join(got, "|") != "A|B|C" {
		t.Errorf("%q, %v", got, err)
	}
}
