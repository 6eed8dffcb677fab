package format_test

import (
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tenon/profiles"
	"tenon/profiles/format"
)

var update = flag.Bool("update", false, "write the golden files anew")

const samples = "../../testdata/formats"

var now = profiles.NewMonth(2026, 11)

// result is a draft as the golden files show it.
type result struct {
	format.Draft
	Error string `json:",omitempty"`
}

func decode(t rapid.TB, name, text string) ([]result, error) {
	t.Helper()
	var out []result
	err := format.Decode(name, strings.NewReader(text), format.Options{Now: now}, func(d format.Draft, err error) bool {
		r := result{Draft: d}
		if err != nil {
			if !errors.Is(err, profiles.ErrInvalid) {
				t.Errorf("%s: error is not ErrInvalid: %v", name, err)
			}
			r.Error = err.Error()
		}
		out = append(out, r)
		return true
	})
	return out, err
}

func TestSamplesDecodeToTheirGoldenFiles(t *testing.T) {
	var files []string
	for _, pattern := range []string{"/*/*json", "/*/*.csv", "/*/*.parquet"} {
		found, err := filepath.Glob(samples + pattern)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	if len(files) < 11 {
		t.Fatalf("%d samples", len(files))
	}
	for _, file := range files {
		dir, name := filepath.Base(filepath.Dir(file)), filepath.Base(file)
		if dir == "golden" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			drafts, err := decode(t, name, string(text))
			if err != nil {
				t.Fatal(err)
			}
			got, err := json.MarshalIndent(drafts, "", " ")
			if err != nil {
				t.Fatal(err)
			}
			compare(t, filepath.Join(samples, "golden", dir+"."+strings.TrimSuffix(name, filepath.Ext(name))+".txt"), string(got)+"\n")
		})
	}
}

func compare(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs (renew with -update); got\n%s", file, got)
	}
}
