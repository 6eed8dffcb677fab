package intake_test

import (
	"context"
	"strings"
	"testing"

	"tenon/profiles"
	"tenon/profiles/intake"
)

func TestContactsAreTakenOutOfRunningTexts(t *testing.T) {
	s, in := open(t)
	record := `{"kind":"candidate","id":"c","summary":"Marlene builds in Marlenesk. Ask Dr Ray, ray@uni.example.edu or +49 (0)30 5550-1234; call (555) 555-0100 or 555-555-0100. 2019 - 2021, 10 000 000 rows, 1.234.567,89 EUR, +20 %.",` +
		`"education":[{"degree":{"name":"MSc"},"description":"Wolff-Dieter was best"}],"identity":{"name":"Marlene Wolff-Dieter","address":"Am Markt 7\n04109 Leipzig","birthDate":"1.2.1990"}}` + "\n" +
		`{"kind":"role","id":"r","title":{"name":"Engineer"},"description":"Write to jobs@acme.example."}`
	r, err := in.Import(context.Background(), []intake.Source{text("a.ndjson", record)}, intake.Options{Now: now})
	if err != nil || r.Accepted != 2 {
		t.Fatalf("%+v, %v", r, err)
	}
	c := get[*profiles.Candidate](t, s, profiles.KindCandidate, "c")
	if want := "[…] builds in Marlenesk. Ask Dr Ray, […] or […]; call […] or […]. 2019 - 2021, 10 000 000 rows, 1.234.567,89 EUR, +20 %."; c.Summary != want {
		t.Errorf("%q\nwant %q", c.Summary, want)
	}
	if d := c.Education[0].Description; d != "[…]-[…] was best" {
		t.Errorf("%q", d)
	}
	if o := get[*profiles.Role](t, s, profiles.KindRole, "r"); o.Description != "Write to […]." {
		t.Errorf("%q", o.Description)
	}
	if n := len(r.Notes); n < 3 || strings.Contains(r.Notes[0].Reason, "ray") {
		t.Errorf("%+v", r.Notes)
	}
}

func TestACountryIsNamedOnce(t *testing.T) {
	s, in := open(t)
	posting := `{"@type":"JobPosting","@id":"r","title":"Engineer","applicantLocationRequirements":[{"@type":"Country","name":"USA"},{"@type":"State","name":"Michigan, USA"}]}`
	if r, err := in.Import(context.Background(), []intake.Source{text("a.json", posting)}, intake.Options{Now: now}); err != nil || r.Accepted != 1 {
		t.Fatalf("%+v, %v", r, err)
	}
	if o := get[*profiles.Role](t, s, profiles.KindRole, "r"); len(o.ApplicantCountries) != 1 || o.ApplicantCountries[0] != "US" {
		t.Errorf("%v", o.ApplicantCountries)
	}
}
