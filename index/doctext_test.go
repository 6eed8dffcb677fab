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

func TestRoleDocHoldsWhatTheRoleAsksFor(t *testing.T) {
	req := func(k profiles.RequirementKind, name, concept string, or ...string) profiles.Requirement {
		r := profiles.Requirement{Kind: k, Ref: profiles.Ref{Name: name, Concept: concept}, Necessity: profiles.Must}
		for _, o := range or {
			r.AnyOf = append(r.AnyOf, profiles.Ref{Name: o})
		}
		return r
	}
	d := index.RoleDoc(&profiles.Role{ID: "r", Title: profiles.Ref{Name: "ML Engineer"}, Seniority: profiles.Senior, Description: "Keeps Airflow running.",
		Employer: profiles.Employer{Name: "Kiln", Industry: profiles.Ref{Name: "Banking"}}, Place: &profiles.Place{City: "Delft", Country: "NL"},
		Modes: []profiles.Mode{profiles.Remote, profiles.Hybrid}, Visibility: profiles.VisiblePublic, Values: []profiles.Ref{{Name: "Mentoring"}},
		Requirements: []profiles.Requirement{req(profiles.ReqSkill, "Torch-like things", "", "k8s"), req(profiles.ReqSkill, "", "skill/pytorch"),
			req(profiles.ReqDegree, "BSc", ""), req(profiles.ReqExperience, "", "")}}, taxonomy.Default())
	for _, want := range []string{"skill/kubernetes", "skill/pytorch", "skill/airflow", "degree/bachelor"} {
		if !slices.Contains(d.Concepts, want) {
			t.Errorf("concepts %v: want %s", d.Concepts, want)
		}
	}
	for _, want := range []string{"Torch-like things", "k8s", "PyTorch", "BSc"} {
		if !slices.Contains(d.Skills, want) {
			t.Errorf("names %q: want %s", d.Skills, want)
		}
	}
	if !strings.Contains(d.Body, "Mentoring") || d.Employer != "Kiln" || d.Industry != "Banking" || d.City != "Delft" || d.Country != "NL" ||
		d.Level != "senior" || !slices.Equal(d.Modes, []string{"remote", "hybrid"}) || !d.Public || d.Title != "ML Engineer" {
		t.Errorf("%+v", d)
	}
}

func TestOnlyPublicRecordsArePublic(t *testing.T) {
	for v, want := range map[profiles.Visibility]bool{profiles.VisibleOrganisation: false, profiles.VisiblePublic: true} {
		c := index.CandidateDoc(&profiles.Candidate{ID: "c", Visibility: v}, taxonomy.Default(), nil)
		if r := index.RoleDoc(&profiles.Role{ID: "r", Visibility: v}, taxonomy.Default()); c.Public != want || r.Public != want {
			t.Errorf("%s: candidate %v, role %v: want %v", v, c.Public, r.Public, want)
		}
	}
}
