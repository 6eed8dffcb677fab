package resume_test

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tenon/profiles"
	"tenon/profiles/format/page"
	"tenon/profiles/format/reading"
	"tenon/profiles/format/resume"
	"tenon/profiles/format/text"
)

var (
	update = flag.Bool("update", false, "write the golden files anew")
	now    = profiles.NewMonth(2026, 11)
)

func read(t *testing.T, s string) *resume.Result {
	t.Helper()
	doc, err := text.Read(context.Background(), strings.NewReader(s), int64(len(s)), page.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return resume.Read(doc, reading.Options{Now: now})
}

// TestResumesAsPeopleWriteThem holds what is read of résumés in the forms that are common: exports, templates, tables, prose.
func TestResumesAsPeopleWriteThem(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) < 10 {
		t.Fatalf("%d résumés: %v", len(files), err)
	}
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		golden := strings.TrimSuffix(f, ".txt") + ".golden"
		got := summary(read(t, string(raw)))
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil || got != string(want) {
			t.Errorf("%s: %v: got\n%s", f, err, got)
		}
	}
}

// summary writes a candidate a line a fact.
func summary(r *resume.Result) string {
	var b strings.Builder
	c := r.Candidate
	fmt.Fprintf(&b, "language %s | headline %s | place %s\n", r.Language, c.Headline, place(c.Place))
	for _, j := range c.Jobs {
		end := j.End.String()
		if j.Current {
			end = "now"
		}
		fmt.Fprintf(&b, "job  %s – %s | %s | %s | %s | %.60q\n", j.Start, end, j.Title.Name, j.Employer, place(j.Place), j.Description)
	}
	for _, e := range c.Education {
		fmt.Fprintf(&b, "study  %s – %s | %s | %s | %s | %s\n", e.Start, e.End, e.Level, e.Degree.Name, e.Field, e.Institution)
	}
	for _, x := range c.Certificates {
		fmt.Fprintf(&b, "certificate  %s – %s | %s | %s\n", x.Issued, x.Expires, x.Concept, x.Name)
	}
	for _, l := range c.Languages {
		fmt.Fprintf(&b, "language  %s %s\n", l.Name, l.Level)
	}
	for _, e := range c.Evidence {
		fmt.Fprintf(&b, "evidence  %s | %s – %s | %s | %s\n", e.Kind, e.Start, e.End, e.Name, e.URL)
	}
	var known []string
	for _, s := range c.Skills {
		mark := ""
		if s.Concept == "" {
			mark = "?"
		}
		known = append(known, fmt.Sprintf("%s%s %d/%d", mark, s.Name, s.Level, s.Months))
	}
	fmt.Fprintf(&b, "skills  %s\n", strings.Join(known, ", "))
	if c.Preferences != nil {
		raw, _ := json.Marshal(c.Preferences)
		fmt.Fprintf(&b, "wants  %s\n", raw)
	}
	fmt.Fprintf(&b, "summary  %.80q\ntext  %.120q\nunread  %v\n", c.Summary, c.Text, r.Unread)
	if id := r.Identity; id != nil {
		fmt.Fprintf(&b, "apart  %s | %s | %s | %s | %s | %v\n", id.Name, id.Email, id.Phone, id.BirthDate, strings.ReplaceAll(id.Address, "\n", " / "), id.URLs)
	}
	return b.String()
}

func place(p *profiles.Place) string {
	if p == nil {
		return "–"
	}
	return p.City + " " + p.Country
}

func BenchmarkRead(b *testing.B) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil {
		b.Fatal(err)
	}
	var docs []*page.Document
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			b.Fatal(err)
		}
		doc, err := text.Read(context.Background(), strings.NewReader(string(raw)), int64(len(raw)), page.Limits{})
		if err != nil {
			b.Fatal(err)
		}
		docs = append(docs, doc)
	}
	for i := 0; b.Loop(); i++ {
		resume.Read(docs[i%len(docs)], reading.Options{Now: now})
	}
}
