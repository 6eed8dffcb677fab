package format_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tenon/profiles"
	"tenon/profiles/format"
)

// schema is as much of JSON Schema as the schema of JSON Resume uses.
type schema struct {
	Ref         string            `json:"$ref"`
	Type        string            `json:"type"`
	Format      string            `json:"format"`
	Pattern     string            `json:"pattern"`
	Properties  map[string]schema `json:"properties"`
	Items       *schema           `json:"items"`
	Additional  *bool             `json:"additionalProperties"`
	Definitions map[string]schema `json:"definitions"`
}

// faults lists where a value breaks the schema.
func (s schema) faults(root schema, path string, v any) []string {
	if s.Ref != "" {
		return root.Definitions[strings.TrimPrefix(s.Ref, "#/definitions/")].faults(root, path, v)
	}
	var out []string
	fail := func(msg string) { out = append(out, fmt.Sprintf("%s: %s: %v", path, msg, v)) }
	switch v := v.(type) {
	case map[string]any:
		if s.Type != "" && s.Type != "object" {
			fail("want " + s.Type)
		}
		for k, e := range v {
			p, ok := s.Properties[k]
			if !ok && s.Additional != nil && !*s.Additional {
				fail("no such field: " + k)
			}
			out = append(out, p.faults(root, path+"."+k, e)...)
		}
	case []any:
		if s.Type != "" && s.Type != "array" {
			fail("want " + s.Type)
		}
		for i, e := range v {
			if s.Items != nil {
				out = append(out, s.Items.faults(root, fmt.Sprintf("%s[%d]", path, i), e)...)
			}
		}
	case string:
		if s.Type != "" && s.Type != "string" {
			fail("want " + s.Type)
		}
		if s.Pattern != "" && !regexp.MustCompile(s.Pattern).MatchString(v) {
			fail("does not match " + s.Pattern)
		}
		if _, err := url.Parse(v); s.Format == "uri" && err != nil || s.Format == "email" && !strings.Contains(v, "@") {
			fail("not of the form " + s.Format)
		}
	}
	return out
}

func TestWhatIsWrittenKeepsTheSchemaOfJSONResume(t *testing.T) {
	b, err := os.ReadFile(samples + "/jsonresume/schema.txt")
	if err != nil {
		t.Fatal(err)
	}
	var root schema
	if err := json.Unmarshal(b, &root); err != nil || len(root.Properties) < 10 {
		t.Fatalf("%d properties, %v", len(root.Properties), err)
	}
	if f := root.faults(root, "", map[string]any{"work": []any{map[string]any{"startDate": "soon"}}, "basics": "x"}); len(f) != 2 {
		t.Fatalf("the check of the schema finds %q, want two faults", f)
	}
	rapid.Check(t, func(t *rapid.T) {
		var out bytes.Buffer
		if err := format.WriteJSONResume(&out, someCandidate(t), someIdentity(t)); err != nil {
			t.Fatal(err)
		}
		var v any
		if err := json.Unmarshal(out.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		if f := root.faults(root, "", v); len(f) > 0 {
			t.Fatalf("%q in %s", f, out.String())
		}
	})
}

func TestJobPostingsAreWrittenAsTheirReadersExpectThem(t *testing.T) {
	yes := true
	r := &profiles.Role{ID: "r-1", Title: profiles.Ref{Name: "Data Engineer"}, Employer: profiles.Employer{Name: "Example AG", Size: "M", Industry: profiles.Ref{Name: "Finance"}},
		Description: "Build <fast>\n& run it", Place: &profiles.Place{City: "Köln", Country: "DE"}, Modes: []profiles.Mode{profiles.Remote}, ApplicantCountries: []string{"DE"},
		Pay:         &profiles.Pay{Min: 60_000_00, Max: 70_000_50, Currency: "EUR", Period: profiles.PerYear, Beside: "Bonus"},
		Engagements: []profiles.Engagement{profiles.Permanent}, Values: []profiles.Ref{{Name: "Learning budget", Concept: "value/learning-budget"}},
		Posted: profiles.NewMonth(2026, 10), ValidThrough: profiles.NewMonth(2028, 2), ExperienceInPlaceOfEducation: &yes,
		Requirements: []profiles.Requirement{{Kind: profiles.ReqSkill, Ref: profiles.Ref{Name: "Python", Concept: "skill/python"}}, {Kind: profiles.ReqExperience, Months: 36},
			{Kind: profiles.ReqDegree, ISCED: profiles.ISCEDBachelor}, {Kind: profiles.ReqCertification, Ref: profiles.Ref{Name: "CKA"}}}}
	var b bytes.Buffer
	if err := format.WriteJobPosting(&b, r); err != nil {
		t.Fatal(err)
	}
	want := `{"@context":"https://schema.org/","@type":"JobPosting","title":"Data Engineer","description":"Build &lt;fast&gt;<br>\n&amp; run it",` +
		`"identifier":{"@type":"PropertyValue","name":"Example AG","value":"r-1"},"hiringOrganization":{"@type":"Organization","name":"Example AG","numberOfEmployees":{"@type":"QuantitativeValue","minValue":50}},` +
		`"industry":"Finance","jobLocation":{"@type":"Place","address":{"@type":"PostalAddress","addressLocality":"Köln","addressCountry":"DE"}},"jobLocationType":["TELECOMMUTE"],` +
		`"applicantLocationRequirements":[{"@type":"Country","name":"DE"}],"employmentType":["FULL_TIME"],` +
		`"baseSalary":{"@type":"MonetaryAmount","currency":"EUR","value":{"@type":"QuantitativeValue","minValue":60000,"maxValue":70000.50,"unitText":"YEAR"}},"incentiveCompensation":"Bonus",` +
		`"jobBenefits":[{"@type":"DefinedTerm","name":"Learning budget","termCode":"value/learning-budget"}],"experienceRequirements":[{"@type":"OccupationalExperienceRequirements","monthsOfExperience":36}],` +
		`"educationRequirements":{"@type":"EducationalOccupationalCredential","credentialCategory":"bachelor degree"},"experienceInPlaceOfEducation":true,` +
		`"qualifications":[{"@type":"EducationalOccupationalCredential","name":"CKA","credentialCategory":"professional certificate"}],` +
		`"skills":[{"@type":"DefinedTerm","name":"Python","termCode":"skill/python"}],"datePosted":"2026-10-01","validThrough":"2028-02-29"}` + "\n"
	if b.String() != want {
		t.Errorf("%s\nwant\n%s", b.String(), want)
	}
}

func TestIdentityIsWrittenOnlyWhereItIsGiven(t *testing.T) {
	c := &profiles.Candidate{ID: "c-1", Headline: "Engineer"}
	for _, as := range []string{format.JSONResume, format.Tenon} {
		for _, given := range []bool{true, false} {
			var who profiles.Record
			if given {
				who = someIdentityFixed()
			}
			var b bytes.Buffer
			if err := format.Write(&b, as, c, who); err != nil {
				t.Fatal(err)
			}
			if strings.Contains(b.String(), "CANARY") != given {
				t.Errorf("%s, identity given %v: %s", as, given, b.String())
			}
		}
	}
}

func TestARecordIsRefusedInAFormatThatIsNotForIt(t *testing.T) {
	for as, rec := range map[string]profiles.Record{format.JobPosting: &profiles.Candidate{}, format.JSONResume: &profiles.Role{}, format.CSV: &profiles.Role{}} {
		err := format.Write(&bytes.Buffer{}, as, rec, nil)
		if !errors.Is(err, profiles.ErrInvalid) || !strings.Contains(err.Error(), as) {
			t.Errorf("%s: %v", as, err)
		}
	}
}
