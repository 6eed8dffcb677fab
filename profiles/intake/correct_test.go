package intake_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"tenon/profiles"
	"tenon/profiles/intake"
)

const notes = "Jana Wolff\njana@example.org\n\nExperience\nMar 2021 – Present\nData Engineer, Acme GmbH, Berlin\n- Built pipelines in Spark\n\nSkills\nPython, SQL\n"

func TestACorrectionSurvivesTheNextImportOfTheFile(t *testing.T) {
	ctx := context.Background()
	s, in := open(t)
	load := func(text_ string) intake.Report {
		t.Helper()
		r, err := in.Import(ctx, []intake.Source{text("jana.txt", text_)}, intake.Options{Now: now})
		if err != nil || r.Accepted != 1 {
			t.Fatalf("%+v, %v", r, err)
		}
		return r
	}
	load(notes)
	page, err := s.Scan(ctx, profiles.KindCandidate, profiles.Key{}, 2)
	if err != nil || len(page.Entries) != 1 {
		t.Fatal(err)
	}
	id := page.Entries[0].Key.ID
	fix := func(patch string) error {
		_, err := in.Correct(ctx, "", &profiles.Correction{ID: id, Of: profiles.KindCandidate, Patch: patch}, now)
		return err
	}
	for _, bad := range []string{`{`, `[{"op":"replace","path":"/id","value":"x"}]`, `[{"op":"burn","path":"/headline"}]`, `[{"op":"replace","path":"/jobs/7/employer","value":"x"}]`,
		`[{"op":"add","path":"/salary","value":1}]`, `[{"op":"replace","path":"/jobs/0/start","value":"2027-01"}]`, `[{"op":"replace","path":"/jobs","value":3}]`} {
		if err := fix(bad); !errors.Is(err, profiles.ErrInvalid) {
			t.Errorf("%s: %v", bad, err)
		}
	}
	if err := fix(`[{"op":"replace","path":"/jobs/0/employer","value":"Acme Daten GmbH"},{"op":"add","path":"/place","value":{"city":"Potsdam","country":"DE"}}]`); err != nil {
		t.Fatal(err)
	}
	if err := fix(`[{"op":"add","path":"/skills/-","value":{"name":"dbt"}}]`); err != nil {
		t.Fatal(err)
	}
	check := func(when string) {
		t.Helper()
		c := get[*profiles.Candidate](t, s, profiles.KindCandidate, id)
		if c.Jobs[0].Employer != "Acme Daten GmbH" || c.Place.Geo != 2852458 || c.Skills[len(c.Skills)-1].Name != "dbt" {
			t.Errorf("%s: %+v %+v", when, c.Jobs[0], c.Place)
		}
	}
	check("corrected")
	r := load(strings.Replace(notes, "SQL", "SQL, Airflow", 1))
	check("imported again")
	if c := get[*profiles.Candidate](t, s, profiles.KindCandidate, id); len(c.Skills) != 4 {
		t.Errorf("what is new in the file is lost: %+v", c.Skills)
	}
	if !strings.Contains(r.Notes[len(r.Notes)-1].Reason+r.Notes[0].Reason, "corrections of a person were made again") {
		t.Errorf("notes %+v", r.Notes)
	}
	r = load("Jana Wolff\n\nSkills\nPython, SQL\n") // the job is gone
	if c := get[*profiles.Candidate](t, s, profiles.KindCandidate, id); c.Place == nil || len(c.Jobs) != 0 {
		t.Errorf("a correction that cannot be made stops the others: %+v", c)
	}
	many := `[` + strings.Repeat(`{"op":"test","path":"/headline","value":null},`, 254) + `{"op":"add","path":"/headline","value":"x"}]`
	if err := fix(many); !errors.Is(err, profiles.ErrInvalid) || !strings.Contains(err.Error(), "corrections that are kept") {
		t.Errorf("more than a record keeps: %v", err)
	}
	if err := fix(`[]`); err != nil {
		t.Fatal(err)
	}
	load(notes)
	if c := get[*profiles.Candidate](t, s, profiles.KindCandidate, id); c.Jobs[0].Employer != "Acme GmbH" || len(c.Skills) != 2 {
		t.Errorf("corrections that were forgotten are made: %+v", c)
	}
}
