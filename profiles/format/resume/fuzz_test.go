package resume_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"tenon/profiles/format/page"
	"tenon/profiles/format/reading"
	"tenon/profiles/format/resume"
	"tenon/profiles/format/text"
)

// FuzzRead holds that any text is read without a fault, into a candidate that is valid, from places that are in the text.
func FuzzRead(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.txt")
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(raw))
	}
	f.Add("Skills\nGo, \n,R\nLanguages: \n–\nEducation\n(2019)\n)")
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 8<<10 {
			return
		}
		doc, err := text.Read(context.Background(), strings.NewReader(s), int64(len(s)), page.Limits{})
		if err != nil {
			return
		}
		r := resume.Read(doc, reading.Options{Now: now})
		r.Candidate.ID = "x"
		if err := r.Candidate.Validate(now); err != nil {
			t.Fatal(err)
		}
		for _, fact := range r.Facts {
			if fact.At.Start < 0 || fact.At.End < fact.At.Start || fact.At.End > len(doc.Text) || !utf8.ValidString(fact.Text) {
				t.Fatalf("%+v of %d bytes", fact, len(doc.Text))
			}
		}
	})
}
