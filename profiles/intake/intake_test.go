package intake_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tenon/profiles"
	"tenon/profiles/gazetteer"
	"tenon/profiles/intake"
	"tenon/profiles/money"
	"tenon/profiles/store/boltstore"
	"tenon/profiles/taxonomy"
)

var now = profiles.NewMonth(2026, 11)

func open(t *testing.T) (*boltstore.Store, *intake.Intake) {
	t.Helper()
	s, err := boltstore.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s, intake.New(s, taxonomy.Default(), gazetteer.Default(), money.Default())
}

func text(name, s string) intake.Source {
	return intake.Source{Name: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(s)), nil }}
}

func get[R profiles.Record](t *testing.T, s *boltstore.Store, kind profiles.Kind, id string) R {
	t.Helper()
	e, err := s.Get(context.Background(), profiles.Key{Kind: kind, ID: id})
	if err != nil {
		t.Fatal(err)
	}
	return e.Record.(R)
}

func TestEverySampleComesIn(t *testing.T) {
	files, err := filepath.Glob("../../testdata/formats/*/*json")
	if err != nil || len(files) < 8 {
		t.Fatalf("%d samples: %v", len(files), err)
	}
	var sources []intake.Source
	for _, f := range files {
		sources = append(sources, intake.Source{Name: f, Open: func() (io.ReadCloser, error) { return os.Open(f) }})
	}
	s, in := open(t)
	r, err := in.Import(context.Background(), sources, intake.Options{Now: now})
	if err != nil || r.Refused() != 0 || r.Accepted != r.Records || r.Accepted < 16 || r.Seq == 0 {
		t.Fatalf("%+v, %v", r, err)
	}
	if o := get[*profiles.Role](t, s, profiles.KindRole, "REQ-17"); o.Place.Geo != 2867714 || o.Place.Country != "DE" ||
		strings.Join(o.ApplicantCountries, " ") != "DE AT" || o.Source.File != "graph.json" {
		t.Errorf("%+v", o)
	}
	if o := get[*profiles.Role](t, s, profiles.KindRole, "n2"); len(o.Requirements) != 1 || o.Requirements[0].Kind != profiles.ReqTitle ||
		o.Requirements[0].Necessity != profiles.Must {
		t.Errorf("a title that is stated is no requirement: %+v", o)
	}
}

// bad is one faulty record a line, with what its line of the report has to say.
var bad = []struct{ record, path, reason string }{
	{`{"kind":"candidate","id":"x","skills":[{"name":"Go","level":NaN}]}`, "", "bad JSON"},
	{`{"kind":"candidate","id":"x","skills":[{"name":"Go","months":1e999}]}`, "skills[0].months", "want a whole number"},
	{`{"kind":"candidate","id":"x","skills":[{"name":"Go","level":9}]}`, "skills[0].level", "want 0 to 5"},
	{`{"kind":"candidate","id":"x","jobs":[{"start":"2026-12","current":true}]}`, "jobs[0].start", "2026-11"},
	{`{"kind":"candidate","id":"x`, "", "truncated JSON"},
	{"{\"kind\":\"candidate\",\"id\":\"\xff\xfe\"}", "", "wrong encoding"},
	{`{"id":` + strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000) + `}`, "", "nested more than 100 deep"},
	{`{"kind":"role","id":"x"}`, "requirements", "none"},
	{`{"kind":"candidate","id":"x","skills":[` + strings.Repeat(`{"name":"Go"},`, 9_999) + `{"name":"Go"}]}`, "skills", "10000 entries: want at most 512"},
	{`{"kind":"candidate","id":"x","place":{"city":"Berlin","country":"Atlantis"}}`, "place.country", "ISO 3166"},
}

func TestBadRecordsAreReportedAndTheGoodBesideThemComeIn(t *testing.T) {
	var lines []string
	for i, b := range bad {
		lines = append(lines, fmt.Sprintf(`{"kind":"candidate","id":"good%d","skills":[{"name":"Go"}]}`, i), b.record)
	}
	s, in := open(t)
	sources := []intake.Source{text("dir/bad.json", strings.Join(lines, "\n")), text("empty.json", ""), text("cut.json", `[{"kind":"candidate","id":"last"},{"id":`),
		{Name: "gone.json", Open: func() (io.ReadCloser, error) { return nil, os.ErrNotExist }}}
	r, err := in.Import(context.Background(), sources, intake.Options{Now: now, Batch: 3})
	if err != nil || r.Accepted != len(bad)+1 || r.Rejected != len(bad)+3 || len(r.Faults) != r.Rejected {
		t.Fatalf("accepted %d, rejected %d, %v: %+v", r.Accepted, r.Rejected, err, r.Faults)
	}
	for i, b := range bad {
		l := r.Faults[i]
		if l.File != "bad.json" || l.Record != 2*i+1 || l.Status != intake.Rejected || l.Path != b.path || !strings.Contains(l.Reason, b.reason) {
			t.Errorf("%.60s: %+v", b.record, l)
		}
		get[*profiles.Candidate](t, s, profiles.KindCandidate, fmt.Sprintf("good%d", i))
	}
	get[*profiles.Candidate](t, s, profiles.KindCandidate, "last")
	for i, want := range []string{"empty", "truncated JSON", "open"} {
		if l := r.Faults[len(bad)+i]; !strings.Contains(l.Reason, want) {
			t.Errorf("%+v, want %q", l, want)
		}
	}
}

func TestTheSecondOfAnIDIsADuplicateAndALaterImportReplaces(t *testing.T) {
	s, in := open(t)
	two := `{"kind":"candidate","id":"a","headline":"first"}` + "\n" + `{"kind":"candidate","id":"a","headline":"second"}` + "\n" + `{"kind":"role","id":"a","title":{"name":"X"}}`
	r, err := in.Import(context.Background(), []intake.Source{text("a.ndjson", two)}, intake.Options{Now: now})
	if err != nil || r.Accepted != 2 || r.Duplicates != 1 || r.Faults[0].Status != intake.DuplicateID || r.Faults[0].Record != 1 {
		t.Fatalf("%+v, %v", r, err)
	}
	if c := get[*profiles.Candidate](t, s, profiles.KindCandidate, "a"); c.Headline != "first" {
		t.Errorf("%q", c.Headline)
	}
	if _, err = in.Import(context.Background(), []intake.Source{text("a.ndjson", two[48:])}, intake.Options{Now: now}); err != nil {
		t.Fatal(err)
	}
	if c := get[*profiles.Candidate](t, s, profiles.KindCandidate, "a"); c.Headline != "second" {
		t.Errorf("%q", c.Headline)
	}
}

func TestIdentityIsKeptApart(t *testing.T) {
	s, in := open(t)
	resume := `{"basics":{"name":"Canary Bird","email":"canary@example.org","phone":"CANARY-555","url":"https://canary.example","summary":"Canary Bird builds. Write to canary@example.org."},
		"work":[{"position":"Engineer","startDate":"2027-01","summary":"Call CANARY-555"}],"skills":[{"name":"Go"},{"name":"Fermentation of quux"}]}`
	good := strings.Replace(resume, "2027-01", "2020-01", 1)
	r, err := in.Import(context.Background(), []intake.Source{text("r.json", resume), text("g.json", good)}, intake.Options{Now: now})
	if err != nil || r.Accepted != 1 || r.Rejected != 1 {
		t.Fatalf("%+v, %v", r, err)
	}
	report, _ := json.Marshal(r)
	if low := strings.ToLower(string(report)); strings.Contains(low, "canary") || !strings.Contains(low, "no concept for “fermentation of quux”") {
		t.Errorf("report: %s", report)
	}
	page, err := s.Scan(context.Background(), profiles.KindCandidate, profiles.Key{}, 10)
	if err != nil || len(page.Entries) != 1 || len(page.Entries[0].Key.ID) != 16 {
		t.Fatalf("%+v, %v", page, err)
	}
	kept, _ := json.Marshal(page.Entries[0].Record)
	if strings.Contains(strings.ToLower(string(kept)), "canary") {
		t.Errorf("candidate: %s", kept)
	}
	who, err := s.Get(context.Background(), profiles.Key{Kind: profiles.KindIdentity, ID: page.Entries[0].Key.ID})
	if err != nil {
		t.Fatal(err)
	}
	if b, _ := json.Marshal(who.Record); !strings.Contains(string(b), "canary@example.org") {
		t.Errorf("identity: %s", b)
	}
}

func TestADryRunWritesNothing(t *testing.T) {
	s, in := open(t)
	r, err := in.Import(context.Background(), []intake.Source{text("a.json", `{"kind":"candidate","id":"a"}`)}, intake.Options{Now: now, DryRun: true})
	seq, _ := s.Seq(context.Background())
	if err != nil || r.Accepted != 1 || r.Seq != 0 || seq != 0 {
		t.Errorf("%+v, seq %d, %v", r, seq, err)
	}
}

func TestOnlyTheWantedKindIsTaken(t *testing.T) {
	_, in := open(t)
	r, err := in.Import(context.Background(), []intake.Source{text("a.json", `{"@type":"JobPosting","title":"X"}`)},
		intake.Options{Now: now, Kind: profiles.KindCandidate})
	if err != nil || r.Rejected != 1 || r.Faults[0].Path != "kind" {
		t.Errorf("%+v, %v", r, err)
	}
}

// lines gives candidates without end.
type lines struct{ n int }

func (l *lines) Read(p []byte) (int, error) {
	l.n++
	return copy(p, fmt.Sprintf("{\"kind\":\"candidate\",\"id\":\"c%d\",\"headline\":\"x\"}\n", l.n)), nil
}

func TestCancellingKeepsWhatWasAcknowledged(t *testing.T) {
	s, in := open(t)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	endless := intake.Source{Name: "endless.ndjson", Open: func() (io.ReadCloser, error) { return io.NopCloser(&lines{}), nil }}
	r, err := in.Import(ctx, []intake.Source{endless}, intake.Options{Now: now, Batch: 10, Progress: func(p intake.Progress) {
		if p.Accepted >= 30 {
			cancel()
		}
	}})
	if !errors.Is(err, context.Canceled) || r.Accepted != 30 {
		t.Fatalf("accepted %d, %v", r.Accepted, err)
	}
	get[*profiles.Candidate](t, s, profiles.KindCandidate, "c30")
	page, err := s.Scan(context.Background(), profiles.KindCandidate, profiles.Key{}, 1000)
	if err != nil || len(page.Entries) != 30 {
		t.Errorf("%d in the store, %v", len(page.Entries), err)
	}
}

func TestTheReportIsBounded(t *testing.T) {
	_, in := open(t)
	const n = 3 * intake.MaxLines
	r, err := in.Import(context.Background(), []intake.Source{text("a.ndjson", strings.Repeat("{\"kind\":\"role\"}\n", n))}, intake.Options{Now: now})
	if err != nil || r.Rejected != n || len(r.Faults) != intake.MaxLines {
		t.Errorf("rejected %d, %d lines, %v", r.Rejected, len(r.Faults), err)
	}
}
