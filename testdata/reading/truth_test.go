package reading_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tenon/profiles"
	"tenon/profiles/format"
	"tenon/profiles/identity"
)

// now is the month in which the documents were written.
var now = profiles.NewMonth(2026, 11)

// truth is what a person reads in a document.
type truth struct {
	Language  string              `json:"language"`
	Candidate *profiles.Candidate `json:"candidate"`
	Role      *profiles.Role      `json:"role"`
	Identity  *identity.Identity  `json:"identity"`
	Visa      []string            `json:"visa"`      // lines on visas and clearances, to be kept as text
	Canaries  []string            `json:"canaries"`  // what says who somebody is and may stand in no candidate
	Extracted bool                `json:"extracted"` // the skills of texts are those that the taxonomy finds in them
}

// document is one file of a half with its truth.
type document struct {
	file, id, layout, ext string
	truth                 *truth
}

func documents(t testing.TB, half string) []document {
	t.Helper()
	files, err := filepath.Glob(half + "/*.*.*")
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]*truth{}
	var out []document
	for _, f := range files {
		parts := strings.Split(filepath.Base(f), ".")
		if len(parts) != 3 {
			t.Fatalf("a file of %s is not named ID.LAYOUT.EXT", half)
		}
		if known[parts[0]] == nil {
			known[parts[0]] = loadTruth(t, half, parts[0])
		}
		out = append(out, document{f, parts[0], parts[1], parts[2], known[parts[0]]})
	}
	return out
}

// loadTruth reads the truth beside the files of a lot, else that which the two halves share.
func loadTruth(t testing.TB, half, id string) *truth {
	t.Helper()
	folder := filepath.Join(half, "truth")
	if _, err := os.Stat(folder); half == "" || err != nil {
		folder = "truth"
	}
	raw, err := os.ReadFile(filepath.Join(folder, id+".json"))
	if err != nil {
		t.Fatal(err)
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	var out truth
	if err := d.Decode(&out); err != nil {
		t.Fatalf("truth/%s.json: %v", id, err)
	}
	return &out
}

// read decodes a document. What cannot be read is an empty draft.
func read(d document) (format.Draft, error) {
	raw, err := os.ReadFile(d.file)
	if err != nil {
		return format.Draft{}, err
	}
	var out format.Draft
	var fault error
	err = format.Decode(filepath.Base(d.file), bytes.NewReader(raw), format.Options{Now: now}, func(got format.Draft, err error) bool {
		out, fault = got, err
		return false
	})
	if err == nil {
		err = fault
	}
	return out, err
}

// family is the format that a file counts under: an e-mail is text.
func (d document) family() string {
	if d.ext == "eml" {
		return "txt"
	}
	return d.ext
}
