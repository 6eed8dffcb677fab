package format_test

import (
	"encoding/json"
	"strings"
	"testing"

	"tenon/profiles"
	"tenon/profiles/format"
)

func one(t *testing.T, text string) format.Draft {
	t.Helper()
	got, err := decode(t, "x.json", text)
	if err != nil || len(got) != 1 || got[0].Error != "" {
		t.Fatalf("%s: %+v, %v", text, got, err)
	}
	return got[0].Draft
}

func noted(d format.Draft, path string) bool {
	for _, n := range d.Notes {
		if n.Path == path {
			return true
		}
	}
	return false
}

func TestResumeDates(t *testing.T) {
	for _, c := range []struct {
		start, end, wantStart, wantEnd string
		current, noted                 bool
	}{
		{"2019-03-05", "2020-01-31", "2019-03", "2020-01", false, false},
		{"2019", "2019", "2019-01", "2019-12", false, true},
		{"2019", "2026", "2019-01", "2026-11", false, true}, // not later than now
		{"2019-03", "", "2019-03", "", true, false},
		{"2019-03", "Present", "2019-03", "", true, false},
		{"2019-03", "2027-02", "2019-03", "2027-02", false, false}, // left for Validate to refuse
		{"", "", "", "", false, false},
		{"March 2019", "2019-13", "", "", false, true},
		{"2019-03-05T10:00:00Z", "1066", "2019-03", "", false, true},
	} {
		in, _ := json.Marshal(map[string]any{"work": []any{map[string]string{"startDate": c.start, "endDate": c.end}}})
		d := one(t, string(in))
		j := d.Candidate.Jobs[0]
		if j.Start.String() != c.wantStart || j.End.String() != c.wantEnd || j.Current != c.current || (len(d.Notes) > 0) != c.noted {
			t.Errorf("%s – %s: %s – %s, current %v, %v", c.start, c.end, j.Start, j.End, j.Current, d.Notes)
		}
	}
}

// What has another type than its place wants is named, not dropped; a certificate may be no more than its name.
func TestResumeOfOtherTypes(t *testing.T) {
	d := one(t, `{"basics":{"name":"Ann"},"work":["at a bank",{"position":"Data engineer"}],"education":7,"projects":[true],"certificates":["CKA"]}`)
	for _, path := range []string{"work[0]", "education", "projects[0]"} {
		if !noted(d, path) {
			t.Errorf("%s is not named: %v", path, d.Notes)
		}
	}
	c := d.Candidate
	if len(c.Jobs) != 1 || c.Jobs[0].Title.Name != "Data engineer" || len(c.Education)+len(c.Evidence) != 0 || len(c.Certificates) != 1 || c.Certificates[0].Name != "CKA" {
		t.Errorf("%+v", c)
	}
}

// The same holds for the job schema; a place may be no more than the name of a city.
func TestResumeJobOfOtherTypes(t *testing.T) {
	d := one(t, `{"title":"Data engineer","company":"Example","location":"Berlin","salary":{"min":1},"experience":["Senior"]}`)
	if !noted(d, "salary") || !noted(d, "experience") || noted(d, "location") || d.Role.Place == nil || d.Role.Place.City != "Berlin" {
		t.Errorf("%v, %+v", d.Notes, d.Role.Place)
	}
	if d := one(t, `{"title":"Data engineer","company":"Example","location":["Berlin"]}`); !noted(d, "location") {
		t.Errorf("%v", d.Notes)
	}
}

// A résumé that says nothing is refused, with the fields at which that lies.
func TestResumeThatSaysNothing(t *testing.T) {
	for text, want := range map[string]string{
		`{"basics":{}}`:                     "nothing was understood",
		`{"basics":5,"work":[]}`:            "basics: no object",
		`{"basics":null,"work":[null]}`:     "nothing was understood",
		`{"id":"ann","work":["at a bank"]}`: "work[0]: no object",
	} {
		got, err := decode(t, "x.json", text)
		if err != nil || len(got) != 1 || !strings.Contains(got[0].Error, want) || got[0].Draft.Candidate != nil {
			t.Errorf("%s: %+v, %v: want %q", text, got, err, want)
		}
	}
}

func TestResumeLevels(t *testing.T) {
	for word, want := range map[string]uint8{
		"Beginner": 1, "novice": 1, "Familiar": 2, "Basic knowledge": 2, "Intermediate": 3, "Proficient": 3, "Competent": 3, "Advanced": 4, "Expert": 4,
		"senior": 0, "Master": 5, "guru": 5, "4": 4, "9": 0, "wizard": 0,
	} {
		d := one(t, `{"basics":{},"skills":[{"name":"A","level":"`+word+`","keywords":["B","C"]}]}`)
		if len(d.Candidate.Skills) != 3 {
			t.Fatalf("%s: %+v", word, d.Candidate.Skills)
		}
		for _, s := range d.Candidate.Skills {
			if s.Level != want || noted(d, "skills[0].level") != (want == 0) {
				t.Errorf("%s: %s has level %d, want %d; notes %v", word, s.Name, s.Level, want, d.Notes)
			}
		}
	}
	for word, want := range map[string]profiles.CEFR{
		"Native speaker": profiles.C2, "Mother tongue": profiles.C2, "Bilingual": profiles.C2, "Fluent": profiles.C1, "Full professional proficiency": profiles.C1,
		"Professional working proficiency": profiles.B2, "Conversational": profiles.B1, "Intermediate": profiles.B1, "Elementary": profiles.A2, "b2": profiles.B2,
		"Level C1 (certified)": profiles.C1, "sort of": 0,
	} {
		d := one(t, `{"basics":{},"languages":[{"language":"X","fluency":"`+word+`"}]}`)
		if got := d.Candidate.Languages[0].Level; got != want {
			t.Errorf("%s: %v, want %v", word, got, want)
		}
	}
}

func TestResumeEvidence(t *testing.T) {
	d := one(t, `{"publications":[{"name":"P"}],
		"projects":[{"name":"R","url":"https://github.com/a/b"},{"name":"J"},{"name":"T","type":"talk"}],
		"volunteer":[{"organization":"PyData Berlin","position":"Organizer"},{"organization":"Food bank","position":"Helper"}],
		"awards":[{"title":"First place, AI hackathon"},{"title":"Employee of the month"}]}`)
	want := []profiles.EvidenceKind{profiles.EvidencePaper, profiles.EvidenceRepository, profiles.EvidenceProject, profiles.EvidenceTalk,
		profiles.EvidenceCommunity, profiles.EvidenceProject, profiles.EvidenceCompetition}
	if len(d.Candidate.Evidence) != len(want) || !noted(d, "awards[1]") {
		t.Fatalf("%+v, %v", d.Candidate.Evidence, d.Notes)
	}
	for i, e := range d.Candidate.Evidence {
		if e.Kind != want[i] {
			t.Errorf("%s: %v, want %v", e.Name, e.Kind, want[i])
		}
	}
}

func TestPostingPay(t *testing.T) {
	for _, c := range []struct {
		salary string
		want   *profiles.Pay
	}{
		{`"baseSalary":"100000","salaryCurrency":"USD"`, &profiles.Pay{Min: 100_000_00, Currency: "USD", Period: profiles.PerYear}},
		{`"baseSalary":100000.5,"salaryCurrency":"eur"`, &profiles.Pay{Min: 100_000_50, Currency: "EUR", Period: profiles.PerYear}},
		{`"baseSalary":"€80k – 90k per year"`, &profiles.Pay{Min: 80_000_00, Max: 90_000_00, Currency: "EUR", Period: profiles.PerYear}},
		{`"baseSalary":{"currency":"USD","value":{"value":55,"unitText":"HOUR"}}`, &profiles.Pay{Min: 55_00, Currency: "USD", Period: profiles.PerHour}},
		{`"baseSalary":{"currency":"GBP","value":"60,000","unitText":"YEAR"}`, &profiles.Pay{Min: 60_000_00, Currency: "GBP", Period: profiles.PerYear}},
		{`"baseSalary":[{"currency":"GBP","minValue":4000,"maxValue":5000,"unitText":"MONTH"}]`, &profiles.Pay{Min: 4000_00, Max: 5000_00, Currency: "GBP", Period: profiles.PerMonth}},
		{`"baseSalary":"100000"`, nil}, // in what?
		{`"baseSalary":{"currency":"USD","value":{"value":1e999}}`, nil},
		{`"baseSalary":{"currency":"USD","value":{"value":-5}}`, nil},
		{`"baseSalary":"competitive","salaryCurrency":"USD"`, nil},
	} {
		d := one(t, `{"@type":"JobPosting","title":"X",`+c.salary+`}`)
		got, _ := json.Marshal(d.Role.Pay)
		want, _ := json.Marshal(c.want)
		if string(got) != string(want) || c.want == nil && len(d.Notes) == 0 {
			t.Errorf("%s: %s, want %s; notes %v", c.salary, got, want, d.Notes)
		}
	}
}

func TestPostingExperienceAndDegree(t *testing.T) {
	for _, c := range []struct {
		fields        string
		months        int
		isced         profiles.ISCED
		inPlace, said bool
	}{
		{`"experienceRequirements":"Minimum 3 years experience as a software engineer"`, 36, 0, false, false},
		{`"experienceRequirements":"five years of work"`, 60, 0, false, false},
		{`"experienceRequirements":{"monthsOfExperience":18}`, 18, 0, false, false},
		{`"experienceRequirements":{"@type":"OccupationalExperienceRequirements","monthsOfExperience":"60"}`, 60, 0, false, false},
		{`"experienceRequirements":"some"`, 0, 0, false, false},
		{`"description":"10 years of experience and a PhD"`, 0, 0, false, false}, // running text asks for nothing of this
		{`"educationRequirements":"Bachelor's or Master's degree"`, 0, profiles.ISCEDBachelor, false, false},
		{`"educationRequirements":"PhD in physics or equivalent experience"`, 0, profiles.ISCEDDoctor, true, true},
		{`"educationRequirements":[{"credentialCategory":"high school"}],"experienceInPlaceOfEducation":false`, 0, profiles.ISCEDUpperSecondary, false, true},
	} {
		d := one(t, `{"@type":"JobPosting","title":"Engineer",`+c.fields+`}`)
		var months int
		var isced profiles.ISCED
		for _, q := range d.Role.Requirements {
			months, isced = max(months, q.Months), max(isced, q.ISCED)
			if (q.Months > 0 || q.ISCED > 0) && q.Necessity != profiles.Must || q.Gate {
				t.Errorf("%s: %+v", c.fields, q)
			}
		}
		in := d.Role.ExperienceInPlaceOfEducation
		if months != c.months || isced != c.isced || (in != nil) != c.said || in != nil && *in != c.inPlace {
			t.Errorf("%s: %d months, %v, in place %v", c.fields, months, isced, in)
		}
	}
}

func TestPostingTextNeverMakesAGateAndSkillsInItAreShould(t *testing.T) {
	d := one(t, `{"@type":"JobPosting","title":"X","description":"You must know Python. Python is required."}`)
	if len(d.Role.Requirements) != 2 {
		t.Fatalf("%+v", d.Role.Requirements)
	}
	if q := d.Role.Requirements[1]; q.Kind != profiles.ReqSkill || q.Necessity != profiles.Should || q.Gate || d.Role.Description[q.At.Start:q.At.End] != "Python" {
		t.Errorf("%+v", q)
	}
}

func TestIdentityNeverReachesTheCandidate(t *testing.T) {
	for name, text := range map[string]string{
		"jsonresume": `{"basics":{"name":"CANARY1","label":"Engineer","image":"https://CANARY2","email":"CANARY3@x","phone":"CANARY4","url":"https://CANARY5",
			"birthDate":"CANARY6","location":{"address":"CANARY7","postalCode":"CANARY8","city":"Berlin","countryCode":"DE"},
			"profiles":[{"network":"GitHub","username":"CANARY9","url":"https://github.com/CANARY10"},{"username":"CANARY11"}]},
			"references":[{"name":"CANARY12","reference":"CANARY13"}],"skills":[{"name":"Go"}]}`,
		"tenon": `{"kind":"candidate","id":"c","skills":[{"name":"Go"}],"identity":{"name":"CANARY1","email":"CANARY2","phone":"CANARY3","address":"CANARY4",
			"urls":["CANARY5"],"image":"CANARY6","birthDate":"CANARY7","consent":{"purpose":"CANARY8"}}}`,
	} {
		d := one(t, text)
		out, err := json.Marshal(d.Candidate)
		if err != nil || strings.Contains(string(out), "CANARY") {
			t.Errorf("%s: %s, %v", name, out, err)
		}
		if d.Identity == nil || d.Identity.Name != "CANARY1" || len(d.Candidate.Skills) != 1 {
			t.Errorf("%s: identity or skills were lost: %+v", name, d)
		}
		for _, n := range d.Notes {
			if strings.Contains(n.Path+n.Msg, "CANARY") {
				t.Errorf("%s: note %v", name, n)
			}
		}
	}
}
