package reading_test

import (
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tenon/profiles"
	"tenon/profiles/format"
	"tenon/profiles/format/reading"
	"tenon/profiles/taxonomy"
)

// draft is the draft that a reader without fault would give: the truth, in a copy.
func draft(t *testing.T, want *truth) format.Draft {
	t.Helper()
	raw, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var w truth
	if err := json.Unmarshal(raw, &w); err != nil {
		t.Fatal(err)
	}
	out := format.Draft{Candidate: w.Candidate, Role: w.Role, Identity: w.Identity, Report: &reading.Report{Language: w.Language}}
	for _, v := range w.Visa {
		out.Notes = append(out.Notes, format.Note{Msg: v})
	}
	return out
}

func count(f findings, field string) (c counts) {
	for _, x := range f {
		if field == "" || x.field == field {
			c.add(x)
		}
	}
	return c
}

func truths(t *testing.T) map[string]*truth {
	t.Helper()
	files, err := filepath.Glob("truth/*.json")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]*truth{}
	for _, f := range files {
		id := strings.TrimSuffix(filepath.Base(f), ".json")
		out[id] = loadTruth(t, "", id)
	}
	return out
}

// Skills that the taxonomy finds in the texts and a person would not are made up even by a reader without fault.
func TestTheTruthItselfHasNoFaultButSkillsOfItsTexts(t *testing.T) {
	for id, want := range truths(t) {
		for _, f := range compare(want, draft(t, want)) {
			if !f.right() && (f.field != "skills" || f.got == "") {
				t.Errorf("%s: %s", id, f)
			}
		}
	}
}

func TestFaultsCountWhereTheyBelong(t *testing.T) {
	want := truths(t)["en-mlops"]
	for _, c := range []struct {
		name   string
		spoil  func(*format.Draft)
		field  string
		missed int
		madeUp int
	}{
		{"a job that is not found", func(d *format.Draft) { d.Candidate.Jobs = d.Candidate.Jobs[1:] }, "dates", 2, 0},
		{"a job that is made up", func(d *format.Draft) {
			d.Candidate.Jobs = append(d.Candidate.Jobs, profiles.Job{Employer: "Nobody", Start: now})
		}, "dates", 0, 1},
		{"a month beside", func(d *format.Draft) { d.Candidate.Jobs[0].Start++ }, "dates", 1, 1},
		{"an end for a job that lasts", func(d *format.Draft) { d.Candidate.Jobs[0].Current, d.Candidate.Jobs[0].End = false, now }, "dates", 1, 1},
		{"jobs in another order", func(d *format.Draft) { slices.Reverse(d.Candidate.Jobs) }, "", 0, 0},
		{"title and employer that changed places", func(d *format.Draft) {
			j := &d.Candidate.Jobs[2]
			j.Title.Name, j.Employer = j.Employer, j.Title.Name
		}, "titles", 1, 1},
		{"a place by another name", func(d *format.Draft) { d.Candidate.Jobs[2].Place.Country = "Germany" }, "", 0, 0},
		{"a degree by its name alone", func(d *format.Draft) { d.Candidate.Education[0].Level = 0 }, "", 0, 0},
		{"a level of a language that is not read", func(d *format.Draft) { d.Candidate.Languages[1].Level = 0 }, "languages", 1, 1},
		{"a skill by an alias", func(d *format.Draft) { d.Candidate.Skills[4].Name = "k8s" }, "", 0, 0},
		{"nothing at all", func(d *format.Draft) { *d = format.Draft{} }, "employers", 3, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := draft(t, want)
			c.spoil(&got)
			n := count(compare(want, got), c.field)
			if n.missed != c.missed || n.madeUp != c.madeUp {
				t.Errorf("%d missed, %d made up: want %d and %d", n.missed, n.madeUp, c.missed, c.madeUp)
			}
		})
	}
}

func TestFaultsInRolesCountWhereTheyBelong(t *testing.T) {
	want := truths(t)["ad-mle-nyc"]
	for _, c := range []struct {
		name   string
		spoil  func(*profiles.Role)
		field  string
		missed int
		madeUp int
	}{
		{"the title asked for too", func(r *profiles.Role) {
			r.Requirements = append(r.Requirements, profiles.Requirement{Kind: profiles.ReqTitle, Ref: r.Title, Necessity: profiles.Must})
		}, "", 0, 0},
		{"one of several made two", func(r *profiles.Role) {
			q := r.Requirements[2]
			r.Requirements[2].AnyOf = nil
			r.Requirements = append(r.Requirements, profiles.Requirement{Kind: q.Kind, Ref: q.AnyOf[0], Necessity: q.Necessity})
		}, "requirements", 1, 2},
		{"one of several in another order", func(r *profiles.Role) {
			q := &r.Requirements[2]
			q.Ref, q.AnyOf[0] = q.AnyOf[0], q.Ref
		}, "", 0, 0},
		{"a must that is read as nice", func(r *profiles.Role) { r.Requirements[3].Necessity = profiles.Nice }, "requirements", 1, 1},
		{"years that are not read", func(r *profiles.Role) { r.Requirements[1].Months = 0 }, "months asked", 1, 0},
		{"pay for another period", func(r *profiles.Role) { r.Pay.Period = profiles.PerMonth }, "pay", 1, 1},
		{"the upper end of the pay alone", func(r *profiles.Role) { r.Pay.Min = 0 }, "pay", 1, 1},
		{"a value by an alias", func(r *profiles.Role) { r.Values[0].Name = "401(k)" }, "", 0, 0},
		{"a mode too many", func(r *profiles.Role) { r.Modes = append(r.Modes, profiles.Remote) }, "modes", 0, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := draft(t, want)
			c.spoil(got.Role)
			n := count(compare(want, got), c.field)
			if n.missed != c.missed || n.madeUp != c.madeUp {
				t.Errorf("%d missed, %d made up: want %d and %d", n.missed, n.madeUp, c.missed, c.madeUp)
			}
		})
	}
}

func TestAVisaLineThatIsNotKeptIsMissed(t *testing.T) {
	want := truths(t)["ad-mle-nyc"]
	got := draft(t, want)
	got.Notes = nil
	if n := count(compare(want, got), "visa notes"); n.missed != 1 {
		t.Errorf("%d missed, want 1", n.missed)
	}
}

func TestLeaksAreFound(t *testing.T) {
	want := truths(t)["en-mlops"]
	for _, c := range []struct {
		name  string
		spoil func(*format.Draft)
	}{
		{"a name in a description", func(d *format.Draft) { d.Candidate.Jobs[0].Description += " by MAREN  Okonkwo-Lind." }},
		{"a telephone number in another form", func(d *format.Draft) { d.Candidate.Text = "+44 (7700) 900-142" }},
		{"an address in a note", func(d *format.Draft) { d.Notes = append(d.Notes, format.Note{Msg: "14 Wharfside Lane"}) }},
		{"a name in a fact of the report", func(d *format.Draft) {
			d.Report.Facts = append(d.Report.Facts, reading.Fact{Text: "Maren Okonkwo-Lind"})
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := draft(t, want)
			if l := leaks(t, want, got); len(l) > 0 {
				t.Fatalf("the truth leaks %d strings", len(l))
			}
			c.spoil(&got)
			if len(leaks(t, want, got)) == 0 {
				t.Error("not found")
			}
		})
	}
}

// Names that nobody knows could not be compared as concepts, and records that intake refuses could never be read.
func TestTheTruthIsOfKnownNamesAndValid(t *testing.T) {
	for id, w := range truths(t) {
		if w.Role != nil {
			if err := w.Role.Validate(now); err != nil {
				t.Errorf("%s: %v", id, err)
			}
			for _, q := range w.Role.Requirements {
				if k := kindsOfConcepts[q.Kind]; k != 0 {
					known(t, id, k, append([]profiles.Ref{q.Ref}, q.AnyOf...))
				}
			}
			known(t, id, taxonomy.Value, w.Role.Values)
			continue
		}
		if err := w.Candidate.Validate(now); err != nil {
			t.Errorf("%s: %v", id, err)
		}
		for _, s := range w.Candidate.Skills {
			known(t, id, taxonomy.Skill, []profiles.Ref{s.Ref})
		}
		for _, j := range w.Candidate.Jobs {
			known(t, id, taxonomy.Skill, j.Skills)
		}
		for _, e := range w.Candidate.Evidence {
			known(t, id, taxonomy.Skill, e.Skills)
		}
		for _, c := range w.Candidate.Certificates {
			known(t, id, taxonomy.Certification, []profiles.Ref{c.Ref})
		}
		for _, l := range w.Candidate.Languages {
			known(t, id, taxonomy.Language, []profiles.Ref{l.Ref})
		}
	}
}

func known(t *testing.T, id string, k taxonomy.Kind, names []profiles.Ref) {
	t.Helper()
	for _, r := range names {
		if _, ok := tax.Ref(k, r); !ok {
			t.Errorf("%s: the taxonomy has no %s %q", id, k, r.Name)
		}
	}
}

func TestTheHalvesShareNoLayoutAndFewPeople(t *testing.T) {
	layouts, people := map[string]bool{}, map[string]bool{}
	for _, d := range documents(t, "dev") {
		layouts[d.layout], people[d.id] = true, true
	}
	aside, same := documents(t, "aside"), 0
	for _, d := range aside {
		if layouts[d.layout] {
			t.Errorf("layout %s is in both halves", d.layout)
		}
		if people[d.id] {
			same++
		}
	}
	if 2*same > len(aside) {
		t.Errorf("%d of %d documents set aside are of people of the other half", same, len(aside))
	}
}
