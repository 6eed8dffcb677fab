package main

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"tenon/profiles/taxonomy"
)

const data = "../data"

func TestTheShippedFilesAreWhatTheGeneratorMakes(t *testing.T) {
	files, _, err := generate(os.DirFS(data))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range files {
		got, err := os.ReadFile(data + "/" + name)
		if err != nil || string(got) != want {
			t.Errorf("%s is not what go run ./profiles/taxonomy/generate makes (%v)", name, err)
		}
	}
}

func TestTheSameInputGivesTheSameBytes(t *testing.T) {
	a, _, err := generate(os.DirFS(data))
	if err != nil {
		t.Fatal(err)
	}
	b, _, err := generate(os.DirFS(data))
	if err != nil {
		t.Fatal(err)
	}
	for name := range a {
		if a[name] != b[name] {
			t.Errorf("%s differs from run to run", name)
		}
	}
}

// small makes a catalogue over a small overlay.
func small(t *testing.T) *catalogue {
	t.Helper()
	over, err := taxonomy.LoadOverlay(fstest.MapFS{
		"version.txt":   {Data: []byte("test-1\n")},
		"strength.txt":  {Data: shipped(t, "strength.txt")},
		"seniority.txt": {Data: shipped(t, "seniority.txt")},
		"skills.txt": {Data: []byte("skill/python Python\n  type language\n  alias Python3\n\nskill/ms-access Microsoft Access\n  type tool\n\n" +
			"skill/jira Jira\n  type tool\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	review := &reviewed{notes: map[string]bool{"computer programming": true}, same: map[string]string{"onet Access database": "skill/ms-access"},
		apart: map[string]bool{"py": true}, category: map[string]string{}, vendors: []string{"Atlassian"}}
	return newCatalogue(taxonomy.Skill, over, review)
}

func shipped(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(data + "/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestOneConceptIsThereOnce(t *testing.T) {
	c := small(t)
	for _, e := range []entry{
		{source: "esco", id: "esco:1", label: "Python (computer programming)", alts: []string{"py", "Python coding"}},
		{source: "esco", id: "esco:2", label: "manage database"},
		{source: "linguist", label: "Python", product: true},
		{source: "onet", label: "Manage databases", product: true},
		{source: "onet", label: "Access database", product: true},
		{source: "onet", label: "Atlassian JIRA", product: true},
		{source: "onet", label: "Atlassian Bamboo", product: true},
	} {
		c.add(e)
	}
	c.settle()
	ids := []string{}
	for _, x := range c.all {
		ids = append(ids, x.id)
	}
	want := "esco:2 skill/jira skill/ms-access skill/onet-atlassian-bamboo skill/python"
	if got := strings.Join(ids, " "); got != want {
		t.Errorf("concepts %s, want %s", got, want)
	}
	python := c.byID["skill/python"]
	if strings.Join(python.also, " ") != "esco:1" || strings.Join(python.names, "|") != "Python (computer programming)|Python coding" {
		t.Errorf("python has the ids %v and the names %q", python.also, python.names)
	}
}

func TestTheFirstHasAName(t *testing.T) {
	c := small(t)
	c.add(entry{source: "esco", id: "esco:1", label: "first thing", alts: []string{"second thing", "shared name", "Jira"}})
	c.add(entry{source: "esco", id: "esco:2", label: "second thing", alts: []string{"shared name"}})
	c.settle()
	a, b := c.byID["esco:1"], c.byID["esco:2"]
	if strings.Join(a.text, "|") != "first thing|shared name" || strings.Join(b.text, "|") != "second thing" || len(a.names)+len(b.names) > 0 {
		t.Errorf("%q %q and %q %q: a label is its concept's, the rest the first one's, and the overlay keeps its own", a.text, a.names, b.text, b.names)
	}
}

func TestTextualNames(t *testing.T) {
	for _, c := range []struct {
		name    string
		product bool
		want    string
	}{
		{"manage musical staff", false, "manage musical staff"},
		{"teamwork", false, ""},
		{"use it", false, ""},
		{"Adobe Photoshop", true, "Adobe Photoshop"},
		{"Point of sale software", true, ""},
		{"PostgreSQL", true, "=PostgreSQL"},
		{"QGIS", true, ""},
		{"AutoCAD", true, "=AutoCAD"},
		{"Maya", true, ""},
		{"Excel", true, ""},
	} {
		if got := textual(c.name, c.product); got != c.want {
			t.Errorf("%q: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestFaultsOfSourcesNameThePlace(t *testing.T) {
	if _, err := parse(strings.NewReader("a\tb\n1\t2\n3\n")); err == nil || !strings.Contains(err.Error(), "row 2") {
		t.Errorf("%v: want row 2", err)
	}
	_, err := readReviewed(fstest.MapFS{"reviewed.txt": {Data: []byte("# a\napart x\nsmae a = b\n")}})
	if err == nil || !strings.Contains(err.Error(), "reviewed.txt:3") {
		t.Errorf("%v: want line 3", err)
	}
}

func TestEveryReviewedDecisionIsUsed(t *testing.T) {
	over, err := taxonomy.LoadOverlay(os.DirFS(data))
	if err != nil {
		t.Fatal(err)
	}
	r, err := readReviewed(os.DirFS("sources"))
	if err != nil {
		t.Fatal(err)
	}
	for _, of := range []map[string]string{r.same, r.category} {
		for what, id := range of {
			if _, ok := over.ByID(id); !ok {
				t.Errorf("%s = %s: no such concept of the overlay", what, id)
			}
		}
	}
}
