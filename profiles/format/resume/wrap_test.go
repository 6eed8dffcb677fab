package resume_test

import (
	"testing"

	"tenon/profiles"
)

// The end of a line may break the dates of an entry, and a brand may say "at".
func TestDatesThatALineBreaks(t *testing.T) {
	jobs := read(t, "Jana Wolff\n\nExperience\n\nStaff Engineer – Harbour & Hall (September 2018 to\nOctober 2022)\n- Built pipelines in Spark.\n\nChef at The Kitchen at Fold Street, May 2012 –\nAug 2018\n- Ran a kitchen.\n").Candidate.Jobs
	if len(jobs) != 2 {
		t.Fatalf("%d jobs", len(jobs))
	}
	for i, want := range []profiles.Job{
		{Title: profiles.Ref{Name: "Staff Engineer"}, Employer: "Harbour & Hall", Start: profiles.NewMonth(2018, 9), End: profiles.NewMonth(2022, 10)},
		{Title: profiles.Ref{Name: "Chef"}, Employer: "The Kitchen at Fold Street", Start: profiles.NewMonth(2012, 5), End: profiles.NewMonth(2018, 8)},
	} {
		if j := jobs[i]; j.Title.Name != want.Title.Name || j.Employer != want.Employer || j.Start != want.Start || j.End != want.End {
			t.Errorf("%q at %q, %v to %v", j.Title.Name, j.Employer, j.Start, j.End)
		}
	}
}

// A table may have the years of use in a column of its own.
func TestYearsInAColumnOfATable(t *testing.T) {
	c := read(t, "Jana Wolff\n\nSkills\n\nSkill | Level | Years of experience\nPython | Expert | 7\nHTML | Basic | 3\n").Candidate
	if len(c.Skills) != 2 || c.Skills[0].Months != 84 || c.Skills[0].Level != 4 || c.Skills[1].Months != 36 || c.Skills[1].Level != 2 {
		t.Errorf("%+v", c.Skills)
	}
}
