package aside_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tenon/api/aside"
	"tenon/profiles"
	"tenon/profiles/intake"
)

var start = time.Date(2026, 6, 15, 12, 0, 0, 0, time.UTC)

// clock stands still until it is moved.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

func reports(t *testing.T, dir string, c *clock) *aside.Reports {
	t.Helper()
	r, err := aside.OpenReports(dir, c.now)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestReportsOutliveTheProcess(t *testing.T) {
	dir, c := t.TempDir(), &clock{start}
	done := intake.Report{Files: 1, Records: 3, Accepted: 2, Rejected: 1, Faults: []intake.Line{{File: "a.csv", Record: 2, Path: "skills[0].name", Reason: "too long"}}}
	if _, err := reports(t, dir, c).Keep("", []string{`C:\data\a.csv`}, done, nil); err != nil {
		t.Fatal(err)
	}
	c.at = c.at.Add(time.Hour)
	r := reports(t, dir, c)
	if _, err := r.Keep("", []string{"b.csv"}, intake.Report{}, errors.New("the disk is full")); err != nil {
		t.Fatal(err)
	}
	all := r.List("")
	if len(all) != 2 || all[0].Fault != "the disk is full" || all[1].Files[0] != "a.csv" || all[1].Done.Faults[0].Reason != "too long" || !all[1].At.Equal(start) {
		t.Errorf("%+v", all)
	}
	if other := r.List("other"); len(other) != 0 {
		t.Errorf("another organisation sees %+v", other)
	}
}

// What was erased, or is too old, is not in the file any more.
func TestReportsForgetAllNamesOfAnOrganisation(t *testing.T) {
	dir, c := t.TempDir(), &clock{start}
	path := filepath.Join(dir, aside.ReportsFile)
	if err := reports(t, dir, c).Forget(""); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("where nothing is kept a file is made: %v", err)
	}
	r := reports(t, dir, c)
	for _, org := range []string{"", "other"} {
		done := intake.Report{Files: 1, Records: 3, Accepted: 2, Rejected: 1, Faults: []intake.Line{{File: org + "jana.pdf", ID: "jana", Reason: "wolff"}}}
		if _, err := r.Keep(org, []string{org + "jana.pdf"}, done, errors.New("jana")); err != nil {
			t.Fatal(err)
		}
	}
	if err := r.Forget(""); err != nil {
		t.Fatal(err)
	}
	x := reports(t, dir, c).List("")[0]
	if len(x.Files)+len(x.Done.Faults) > 0 || x.Done.Accepted != 2 || x.Done.Rejected != 1 || x.Fault == "" || strings.Contains(x.Fault, "jana") {
		t.Errorf("%+v", x)
	}
	if y := reports(t, dir, c).List("other")[0]; y.Files[0] != "otherjana.pdf" || y.Done.Faults[0].Reason != "wolff" {
		t.Errorf("of another organisation is gone: %+v", y)
	}
	c.at = c.at.Add(aside.MaxAge)
	reports(t, dir, c)
	if b, err := os.ReadFile(path); err != nil || strings.Contains(string(b), "jana") {
		t.Errorf("what is too old stays in the file: %s, %v", b, err)
	}
	if err := os.WriteFile(path, []byte(`{"all":[{"files":["jana.pdf"`), 0o600); err != nil {
		t.Fatal(err)
	}
	broken, err := aside.OpenReports(dir, c.now)
	if !errors.Is(err, profiles.ErrDamaged) {
		t.Fatal(err)
	}
	if err := broken.Forget(""); err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(path); err != nil || strings.Contains(string(b), "jana") {
		t.Errorf("what does not decode stays: %s, %v", b, err)
	}
}

func TestReportsAreBounded(t *testing.T) {
	dir, c := t.TempDir(), &clock{start}
	r := reports(t, dir, c)
	var lines []intake.Line
	for i := range 3 * aside.MaxFaults {
		lines = append(lines, intake.Line{Record: i, Reason: "x"})
	}
	names := make([]string, 3*aside.MaxFiles)
	for i := range names {
		names[i] = strings.Repeat("n", 1000)
	}
	for range aside.MaxReports + 5 {
		if _, err := r.Keep("", names, intake.Report{Rejected: len(lines), Faults: lines, Notes: lines}, nil); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := r.Keep("other", nil, intake.Report{}, nil); err != nil {
		t.Fatal(err)
	}
	all := r.List("")
	if x := all[0]; len(all) != aside.MaxReports || len(x.Done.Faults) != aside.MaxFaults || len(x.Done.Notes) != 0 || len(x.Files) != aside.MaxFiles || len(x.Files[0]) > 200 || x.Done.Rejected != len(lines) {
		t.Errorf("%d reports; %d faults, %d notes, %d files of %d bytes", len(all), len(x.Done.Faults), len(x.Done.Notes), len(x.Files), len(x.Files[0]))
	}
	c.at = c.at.Add(aside.MaxAge)
	if old := r.List(""); len(old) != 0 {
		t.Errorf("%d reports are too old", len(old))
	}
	if _, err := r.Keep("", nil, intake.Report{}, nil); err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(filepath.Join(dir, aside.ReportsFile)); err != nil || len(b) > 2000 {
		t.Errorf("the file still has %d bytes, %v", len(b), err)
	}
}

func TestWhatDoesNotDecodeIsDamage(t *testing.T) {
	for name, open := range map[string]func(string) error{
		aside.ReportsFile:  func(dir string) error { _, err := aside.OpenReports(dir, nil); return err },
		aside.PoliciesFile: func(dir string) error { _, err := aside.OpenPolicies(dir); return err },
	} {
		for text, want := range map[string]error{"{": profiles.ErrDamaged, `{"all":[]}`: profiles.ErrDamaged, `{"version":99,"all":[]}`: profiles.ErrNewer} {
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			if err := open(dir); !errors.Is(err, want) || !strings.Contains(err.Error(), name) {
				t.Errorf("%s %s: %v", name, text, err)
			}
		}
	}
}

func TestPoliciesAreOfOneOrganisationAndOutliveTheProcess(t *testing.T) {
	dir := t.TempDir()
	p, err := aside.OpenPolicies(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []aside.Policy{{Name: "b", Base: "balanced", Weights: map[string]int{"degree": 0}}, {Name: "a", Base: "balanced"}, {Org: "other", Name: "c", Base: "balanced"}, {Name: "b", Base: "skills-first", Weights: map[string]int{"degree": 5}}} {
		if err := p.Put(x); err != nil {
			t.Fatal(err)
		}
	}
	if p, err = aside.OpenPolicies(dir); err != nil {
		t.Fatal(err)
	}
	list := p.List("")
	if len(list) != 2 || list[0].Name != "a" || list[1].Base != "skills-first" || list[1].Weights["degree"] != 5 {
		t.Errorf("%+v", list)
	}
	list[1].Weights["degree"] = 99
	if x, err := p.Find("", "b"); err != nil || x.Weights["degree"] != 5 {
		t.Errorf("whoever reads a policy changes it: %+v, %v", x, err)
	}
	if err := p.Delete("", "c"); !errors.Is(err, profiles.ErrNotFound) {
		t.Errorf("that of another organisation: %v", err)
	}
	if err := p.Delete("", "b"); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Find("", "b"); !errors.Is(err, profiles.ErrNotFound) {
		t.Errorf("after it is deleted: %v", err)
	}
}

func TestNamesAndNumberOfPoliciesAreBounded(t *testing.T) {
	p, err := aside.OpenPolicies(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"", "A", "a b", "a/b", "-a", "<b>", strings.Repeat("a", 41)} {
		var faults profiles.FieldErrors
		if err := p.Put(aside.Policy{Name: name}); !errors.As(err, &faults) {
			t.Errorf("%q: %v", name, err)
		}
	}
	for i := range aside.MaxPolicies {
		if err := p.Put(aside.Policy{Name: fmt.Sprintf("p-%d", i)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := p.Put(aside.Policy{Name: "one-more"}); !errors.Is(err, profiles.ErrInvalid) {
		t.Errorf("one more: %v", err)
	}
	if err := p.Put(aside.Policy{Name: "p-1", Base: "balanced"}); err != nil {
		t.Errorf("in place of one: %v", err)
	}
}
