package api_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/jsonschema-go/jsonschema"

	"tenon/api"
	"tenon/cmd/tenon/app/apptest"
	"tenon/profiles/format"
	"tenon/profiles/intake"
)

// uploads are a file of each format that import knows, by the format of their first record.
var uploads = map[string]string{
	format.Tenon: "formats/tenon/lines.ndjson", format.JSONResume: "formats/jsonresume/sample.resume.json", format.JSONResumeJob: "formats/jsonresume/sample.job.json",
	format.JobPosting: "formats/jobposting/schemaorg.json", format.CSV: "formats/table/people.csv", format.Parquet: "formats/table/roles.parquet",
	format.PDF: "reading/dev/en-mlops.classic.pdf", format.DOCX: "reading/dev/fr-data.tablelo.docx", format.HTML: "reading/dev/en-prof.page.html",
	format.Text: "cv.txt", format.Email: "application.eml",
}

// written are those that are not on disk.
var written = map[string]string{
	"cv.txt":          resume,
	"application.eml": "From: jana.wolff@example.org\r\nTo: jobs@example.org\r\nSubject: Application\r\nDate: Mon, 01 Jun 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + strings.ReplaceAll(resume, "\n", "\r\n"),
}

func uploaded(t *testing.T, file string) []byte {
	t.Helper()
	if text, ok := written[file]; ok {
		return []byte(text)
	}
	b, err := os.ReadFile(filepath.Join("../testdata", file))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// A file of every format that import knows is taken as one body and as a part of a form, whatever type it is sent as, and the report and
// what was understood are those of the import.
func TestEveryFormatIsUploadedWithTheReportOfTheImport(t *testing.T) {
	for _, as := range slices.Sorted(maps.Keys(uploads)) {
		t.Run(as, func(t *testing.T) {
			file := uploads[as]
			body, name := uploaded(t, file), path.Base(file)
			direct, _ := apptest.Still(t, t.TempDir())
			var want struct {
				Report  intake.Report
				Records []intake.Understood
			}
			var err error
			want.Report, err = direct.Intake.Import(t.Context(), []intake.Source{{Name: name, Open: func() (io.ReadCloser, error) { return opened{bytes.NewReader(body)}, nil }}},
				intake.Options{Now: apptest.AsOf, Salt: saltOf(body), Seen: func(file string, d format.Draft, fault error) {
					want.Records = append(want.Records, intake.NewUnderstood(file, d, fault))
				}})
			if err != nil {
				t.Fatal(err)
			}
			if want.Report.Accepted == 0 || want.Records[0].Format != as {
				t.Fatalf("%s is read as %s: %+v", file, want.Records[0].Format, want.Report)
			}
			part, media := form(t, name, string(body))
			for how, send := range map[string][2]string{"/v1/imports?show=true&name=" + url.QueryEscape(name): {string(body), "application/octet-stream"}, "/v1/imports?show=true": {part, media}} {
				a, k := apptest.Still(t, t.TempDir())
				w := ask(t, apptest.API(t, a, k, api.Options{}), "POST", how, send[0], "Content-Type", send[1])
				got := imported(t, w.Body.Bytes())
				if d := cmp.Diff(plain(t, want.Report), plain(t, got.Report)); w.Code != 200 || d != "" {
					t.Errorf("%s: %d, the report is another: %s", how, w.Code, d)
				}
				if d := cmp.Diff(plain(t, want.Records), plain(t, got.Records)); d != "" {
					t.Errorf("%s: what was understood is another: %s", how, d)
				}
			}
		})
	}
}

// saltOf makes, of what is uploaded, the ids of records without one.
func saltOf(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:8])
}

// opened is a file in memory, which some formats read from its end.
type opened struct{ *bytes.Reader }

func (opened) Close() error { return nil }

// plain is a value as JSON has it.
func plain(t *testing.T, v any) (out any) {
	t.Helper()
	b, err := json.Marshal(v)
	if err == nil {
		err = json.Unmarshal(b, &out)
	}
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Every candidate of the sample, with and without identity, goes out as what the schema of JSON Resume asks for, by the library that
// judges schemas.
func TestCandidatesGoOutByTheSchemaOfJSONResume(t *testing.T) {
	b, err := os.ReadFile("../testdata/formats/jsonresume/schema.txt")
	if err != nil {
		t.Fatal(err)
	}
	var s jsonschema.Schema
	if err := json.Unmarshal(b, &s); err != nil {
		t.Fatal(err)
	}
	s.ID = ""
	judge, err := s.Resolve(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{`{"basics":"x"}`, `{"work":[{"startDate":"soon"}]}`, `{"skills":{}}`} {
		if judge.Validate(plain(t, json.RawMessage(bad))) == nil {
			t.Fatalf("the schema takes %s", bad)
		}
	}
	h := handler(t, api.Options{})
	ask(t, h, "POST", "/v1/candidates", `{"id":"c-new","headline":"Weaver","identity":{"name":"Jana Wolff","email":"jana@wolff.example","urls":["https://wolff.example"]}}`)
	all := ask(t, h, "GET", "/v1/bulk/candidates?format=jsonresume&identity=true&purpose=placement", "").Body.String()
	if n := strings.Count(all, "\n"); n < 30 || !strings.Contains(all, "Jana Wolff") {
		t.Fatalf("%d candidates", n)
	}
	for line := range strings.Lines(all + ask(t, h, "GET", "/v1/candidates/c-001/jsonresume", "").Body.String()) {
		if err := judge.Validate(plain(t, json.RawMessage(line))); err != nil {
			t.Errorf("%v: %s", err, line)
		}
	}
}

// vocabulary is schema.org's of what a JobPosting can hold, as far as it is written: by type, its properties with the types of their
// values; "" is a text, "#" a number, "?" a truth, "@" a day.
var vocabulary = map[string]map[string]string{
	"JobPosting": {"title": "", "description": "", "identifier": "PropertyValue", "hiringOrganization": "Organization", "industry": "", "jobLocation": "Place", "jobLocationType": "",
		"applicantLocationRequirements": "Country", "employmentType": "", "baseSalary": "MonetaryAmount", "incentiveCompensation": "", "jobBenefits": "DefinedTerm",
		"experienceRequirements": "OccupationalExperienceRequirements", "educationRequirements": "EducationalOccupationalCredential", "experienceInPlaceOfEducation": "?",
		"qualifications": "EducationalOccupationalCredential", "skills": "DefinedTerm", "datePosted": "@", "validThrough": "@"},
	"PropertyValue":                      {"name": "", "value": ""},
	"Organization":                       {"name": "", "numberOfEmployees": "QuantitativeValue"},
	"QuantitativeValue":                  {"value": "#", "minValue": "#", "maxValue": "#", "unitText": ""},
	"Place":                              {"address": "PostalAddress"},
	"PostalAddress":                      {"addressLocality": "", "addressRegion": "", "addressCountry": ""},
	"Country":                            {"name": ""},
	"MonetaryAmount":                     {"currency": "", "value": "QuantitativeValue"},
	"DefinedTerm":                        {"name": "", "termCode": "", "url": ""},
	"OccupationalExperienceRequirements": {"monthsOfExperience": "#"},
	"EducationalOccupationalCredential":  {"name": "", "credentialCategory": ""},
}

var day = regexp.MustCompile(`^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$`)

// vocabularyFaults lists what in a value is not of a type of the vocabulary.
func vocabularyFaults(of string, v any, at string) (out []string) {
	fail := func(what string) []string { return append(out, fmt.Sprintf("%s: %v: %s", at, v, what)) }
	switch v := v.(type) {
	case []any:
		for i, e := range v {
			out = append(out, vocabularyFaults(of, e, fmt.Sprintf("%s[%d]", at, i))...)
		}
		return out
	case map[string]any:
		if v["@type"] != of || vocabulary[of] == nil {
			return fail("want a " + of)
		}
		for name, e := range v {
			as, known := vocabulary[of][name]
			switch {
			case name == "@type", name == "@context" && at == "":
			case !known:
				out = append(out, fmt.Sprintf("%s: a %s has no %s", at, of, name))
			default:
				out = append(out, vocabularyFaults(as, e, at+"."+name)...)
			}
		}
		return out
	case string:
		if of != "" && (of != "@" || !day.MatchString(v)) || v == "" {
			return fail("want " + of)
		}
	case float64:
		if of != "#" {
			return fail("want " + of)
		}
	case bool:
		if of != "?" {
			return fail("want " + of)
		}
	default:
		return fail("nothing")
	}
	return nil
}

// Every role of the sample goes out as a JobPosting with the words of schema.org alone, and with what its readers cannot do without.
func TestRolesGoOutInTheVocabularyOfSchemaOrg(t *testing.T) {
	for _, bad := range []string{`{"@type":"Job"}`, `{"@type":"JobPosting","datePosted":"2026-06"}`, `{"@type":"JobPosting","salary":1}`, `{"@type":"JobPosting","skills":[{"@type":"Skill"}]}`, `{"@type":"JobPosting","title":7}`} {
		if len(vocabularyFaults("JobPosting", plain(t, json.RawMessage(bad)), "")) != 1 {
			t.Fatalf("the vocabulary takes %s", bad)
		}
	}
	h := handler(t, api.Options{})
	all := ask(t, h, "GET", "/v1/bulk/roles?format=jobposting", "").Body.String()
	one := ask(t, h, "GET", "/v1/roles/r-001/jobposting", "")
	if one.Header().Get("Content-Type") != "application/ld+json" || strings.Count(all, "\n") < 20 {
		t.Fatalf("%v, %d roles", one.Header(), strings.Count(all, "\n"))
	}
	seen := map[string]bool{}
	for line := range strings.Lines(all + one.Body.String()) {
		v, _ := plain(t, json.RawMessage(line)).(map[string]any)
		for _, f := range vocabularyFaults("JobPosting", v, "") {
			t.Errorf("%s in %s", f, line)
		}
		for _, name := range []string{"@context", "title", "hiringOrganization", "datePosted"} {
			if v[name] == nil {
				t.Errorf("no %s: %s", name, line)
			}
		}
		for name := range v {
			seen[name] = true
		}
	}
	for name := range vocabulary["JobPosting"] {
		if !seen[name] && name != "experienceInPlaceOfEducation" && name != "incentiveCompensation" {
			t.Errorf("no role of the sample has %s: nothing was held against the vocabulary", name)
		}
	}
}
