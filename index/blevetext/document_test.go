package blevetext

import (
	"cmp"
	"fmt"
	"slices"
	"testing"

	"github.com/blevesearch/bleve/v2/analysis/analyzer/keyword"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/document"

	"tenon/index"
	"tenon/profiles"
)

// fields are the fields of a document with their options and values, in one order.
func fields(d *document.Document) []string {
	var out []string
	for _, f := range d.Fields {
		out = append(out, fmt.Sprintf("%s %s %v %q", f.Name(), f.Options(), f.ArrayPositions(), f.Value()))
	}
	slices.SortFunc(out, cmp.Compare)
	return out
}

// Queries are read by the mapping and documents are made without it: both have to say the same of every field.
func TestDocumentsAreWhatTheMappingWouldMake(t *testing.T) {
	m := Mapping()
	w := &writer{m.AnalyzerNamed(en.AnalyzerName), m.AnalyzerNamed(keyword.Name)}
	k := profiles.Key{Org: "acme", Kind: profiles.KindRole, ID: "r"}
	got := w.document(k, &index.Doc{Title: "Potter", Body: "Clay.", Skills: []string{"Clay", "Fire"}, Concepts: []string{"skill/a", "skill/b"}, Employer: "Kiln",
		Industry: "Craft", City: "Delft", Country: "NL", Level: "senior", Modes: []string{"remote", "hybrid"}, Public: true, Shared: []string{"beta"}, Until: profiles.NewMonth(2026, 6)})
	want := document.NewDocument(docID(k))
	err := m.MapDocument(want, map[string]any{"title": "Potter", "body": "Clay.", "names": []string{"Clay", "Fire", "Kiln", "Craft", "Delft"},
		"concepts": []string{"skill/a", "skill/b"}, "city": "Delft", "country": "NL", "industry": "Craft", "employer": "Kiln", "level": "senior",
		"modes": []string{"remote", "hybrid"}, "kind": "role", "org": "oacme", "public": "yes", "shared": "obeta", "until": "2026-06"})
	if err != nil {
		t.Fatal(err)
	}
	if g, w := fields(got), fields(want); !slices.Equal(g, w) {
		t.Errorf("written %q\nmapped  %q", g, w)
	}
}

func TestADocumentIsNamedForItsRecord(t *testing.T) {
	for _, k := range []profiles.Key{{Kind: profiles.KindRole, ID: "r"}, {Org: "acme", Kind: profiles.KindCandidate, ID: "c/1"}} {
		if org, id := record(docID(k)); org != k.Org || id != k.ID {
			t.Errorf("%s: got %q of %q", k, id, org)
		}
	}
}
