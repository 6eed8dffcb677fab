package app_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/blevesearch/bleve/v2"

	"tenon/cmd/tenon/app"
	"tenon/index"
	"tenon/index/blevetext"
	"tenon/index/columns"
	"tenon/profiles"
	"tenon/profiles/intake"
)

// birds makes canaries: words that stand for who somebody is, each another, in a field of a file.
type birds struct{ where map[string]string }

// canary begins every bird and stands in no other word.
const canary = "qxbird"

// word is a new canary. Its letters are its number.
func (b *birds) word(where string) string {
	const letters = "bcdfghjklmnpqrtvwxz" // no endings that are taken off words
	n, k := len(b.where), len(letters)
	w := canary + string([]byte{letters[n/k/k%k], letters[n/k%k], letters[n%k]})
	b.where[w] = where
	return "Q" + w[1:]
}

func (b *birds) mail(where string) string { return b.word(where) + "@example.org" }

func (b *birds) name(where string) string { return b.word(where) + " " + b.word(where) }

// found lists where the canaries are from that stand in a text.
func (b *birds) found(text []byte) (out []string) {
	low := bytes.ToLower(text)
	for at := bytes.Index(low, []byte(canary)); at >= 0; {
		w := string(low[at:min(at+len(canary)+3, len(low))])
		out = append(out, b.where[w]+" ("+w+")")
		next := bytes.Index(low[at+1:], []byte(canary))
		if next < 0 {
			break
		}
		at += 1 + next
	}
	return out
}

// Who somebody is comes in by every field of every format that can say so, through the whole of an import, and is afterwards in no
// record, no term or stored text of the index, no column, no report and no log.
func TestNobodyIsInTheTextTheColumnsTheReportOrTheLog(t *testing.T) {
	b := &birds{map[string]string{}}
	files := b.files(t)
	var log bytes.Buffer
	dir := t.TempDir()
	a, err := app.Open(t.Context(), dir, month, nil, slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})))
	if err != nil {
		t.Fatal(err)
	}
	var reports []intake.Report
	for name, data := range files {
		o := intake.Options{Now: month}
		if strings.HasPrefix(name, "people.") { // the headers of both kinds, which speak for neither
			o.Kind = profiles.KindCandidate
		} else if strings.HasPrefix(name, "jobs.") {
			o.Kind = profiles.KindRole
		}
		report, err := a.Intake.Import(t.Context(), []intake.Source{{Name: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }}}, o)
		if err != nil || report.Accepted != 1 {
			t.Errorf("%s: %d accepted: %v, %+v", name, report.Accepted, err, report.Faults)
		}
		reports = append(reports, report)
	}
	if err := a.Follower.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	said, err := json.Marshal(reports)
	if err != nil {
		t.Fatal(err)
	}
	look := func(what string, text []byte) {
		t.Helper()
		found := b.found(text)
		slices.Sort(found)
		for _, f := range slices.Compact(found) {
			t.Errorf("%s: %s", what, f)
		}
	}
	look("report", said)
	identities := b.records(t, a, look)
	if len(identities) < 5 {
		t.Errorf("%d identities were kept", len(identities))
	}
	b.searched(t, a)
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	look("log", log.Bytes())
	indexed(t, dir, look)
	checkpoint, err := os.ReadFile(filepath.Join(dir, columns.CheckpointFile))
	if err != nil {
		t.Fatal(err)
	}
	look("columns", checkpoint)
}

// records looks at every candidate and role, and returns the identities.
func (b *birds) records(t *testing.T, a *app.App, look func(string, []byte)) (identities []string) {
	t.Helper()
	for _, kind := range []profiles.Kind{profiles.KindCandidate, profiles.KindRole, profiles.KindIdentity} {
		page, err := a.Store.Scan(t.Context(), kind, profiles.Key{}, 1000)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range page.Entries {
			text, err := json.Marshal(e.Record)
			if err != nil || e.Err != nil {
				t.Fatal(err, e.Err)
			}
			if kind == profiles.KindIdentity {
				identities = append(identities, string(text))
				continue
			}
			look(fmt.Sprintf("%s %s", kind, e.Key.ID), text)
		}
	}
	return identities
}

// searched looks for every canary as somebody would.
func (b *birds) searched(t *testing.T, a *app.App) {
	t.Helper()
	for w, where := range b.where {
		for _, kind := range []profiles.Kind{profiles.KindCandidate, profiles.KindRole} {
			r, err := a.Text.Search(t.Context(), index.Query{Kind: kind, Text: w, Limit: 1})
			if err != nil || r.Total > 0 {
				t.Errorf("search for a %s by %s: %d hits, %v", kind, where, r.Total, err)
			}
		}
	}
}

// indexed looks at every term of every field of the text index, at every stored field, and at the bytes of its files.
func indexed(t *testing.T, dir string, look func(string, []byte)) {
	t.Helper()
	ix, err := bleve.Open(filepath.Join(dir, blevetext.Dir))
	if err != nil {
		t.Fatal(err)
	}
	names, err := ix.Fields()
	if err != nil || len(names) < 8 {
		t.Fatalf("fields %v: %v", names, err)
	}
	terms := 0
	for _, name := range names {
		d, err := ix.FieldDict(name)
		if err != nil {
			t.Fatal(err)
		}
		for e, err := d.Next(); e != nil && err == nil; e, err = d.Next() {
			terms++
			look("term of "+name, []byte(e.Term))
		}
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	}
	r, err := ix.SearchInContext(context.Background(), &bleve.SearchRequest{Query: bleve.NewMatchAllQuery(), Size: 1000, Fields: []string{"*"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range r.Hits {
		look("stored fields of "+h.ID, fmt.Appendf(nil, "%v", h.Fields))
	}
	if terms < 40 || len(r.Hits) < 5 {
		t.Errorf("%d terms and %d documents: too few to say anything", terms, len(r.Hits))
	}
	if err := ix.Close(); err != nil {
		t.Error(err)
	}
	err = filepath.WalkDir(filepath.Join(dir, blevetext.Dir), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		look("bytes of "+d.Name(), data)
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// files are one of every format, with canaries wherever it can say who somebody is.
func (b *birds) files(t *testing.T) map[string][]byte {
	return map[string][]byte{
		"people.csv": b.candidateTable(t), "jobs.csv": b.roleTable(t), "people.parquet": b.parquet(t), "own.ndjson": b.own(),
		"resume.json": b.jsonResume(), "posting.json": b.posting(), "application.eml": b.mail1(), "cv.docx": b.docx(t), "cv.pdf": b.pdf(), "cv.html": b.page(),
		"cv.txt": []byte(b.cv("cv.txt")),
	}
}
