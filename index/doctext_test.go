package index_test

import (
	"slices"
	"strings"
	"testing"

	"tenon/index"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

func TestCandidateDocNamesConceptsHoweverTheyAreWritten(t *testing.T) {
	d := index.CandidateDoc(&profiles.Candidate{ID: "c", Headline: "Engineer", Skills: []profiles.Skill{{Ref: profiles.Ref{Name: "k8s"}}},
		Jobs: []profiles.Job{{Title: profiles.Ref{Name: "SRE"}, Description: "Moved everything to Postgres."}}}, taxonomy.Default(), nil)
	for _, want := range []string{"skill/kubernetes", "skill/postgresql"} {
		if !slices.Contains(d.Concepts, want) {
			t.Errorf("concepts %v: want %s", d.Concepts, want)
		}
	}
	if d.Title != "Engineer" || !strings.Contains(d.Body, "Postgres") || !slices.IsSorted(d.Concepts) {
		t.Errorf("%+v", d)
	}
}
