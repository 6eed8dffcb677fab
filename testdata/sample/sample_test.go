package sample_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tenon/profiles"
	"tenon/profiles/taxonomy"
	"tenon/testdata/sample"
)

// ownFiles are the files in Tenon's own JSON; the others are foreign formats, which the golden files of format test.
var ownFiles = []string{"candidates.json", "roles-reference.json", "roles.json"}

// unknown are the names that no concept stands for. They are meant: real files have such names, and an import has to cope.
var unknown = map[taxonomy.Kind][]string{
	taxonomy.Industry: {"Sports and fitness"},
}

// person is a candidate as it stands in a file. Who the person is stays unread here, as index and engine may not know it.
type person struct {
	profiles.Candidate
	Identity *struct {
		Name, Email, Phone, Address, BirthDate string
		URLs                                   []string
		Consent                                *struct{ Purpose, Since string }
	} `json:"identity"`
}

type records struct {
	Candidates []person        `json:"candidates"`
	Roles      []profiles.Role `json:"roles"`
}

// read decodes the own files, refusing every field that the model does not have.
func read(t *testing.T) records {
	t.Helper()
	var all records
	for _, name := range ownFiles {
		b, err := fs.ReadFile(sample.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		d := json.NewDecoder(bytes.NewReader(b))
		d.DisallowUnknownFields()
		var one records
		if err := d.Decode(&one); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		all.Candidates = append(all.Candidates, one.Candidates...)
		all.Roles = append(all.Roles, one.Roles...)
	}
	return all
}

func asOf(t *testing.T) profiles.Month {
	t.Helper()
	m, err := profiles.ParseMonth(sample.AsOf)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestRecordsAreValidInTheMonthOfTheSample(t *testing.T) {
	all, now := read(t), asOf(t)
	for i := range all.Candidates {
		if err := all.Candidates[i].Validate(now); err != nil {
			t.Errorf("%s: %v", all.Candidates[i].ID, err)
		}
	}
	for i := range all.Roles {
		if err := all.Roles[i].Validate(now); err != nil {
			t.Errorf("%s: %v", all.Roles[i].ID, err)
		}
	}
}

// An id made from a name or an address would tell who somebody is wherever the id is shown.
func TestIDsAreUniqueAndSayNothingOfAPerson(t *testing.T) {
	all, seen := read(t), map[string]bool{}
	check := func(id string, form *regexp.Regexp) {
		if !form.MatchString(id) || seen[id] {
			t.Errorf("id %q: want a new one like %s", id, form)
		}
		seen[id] = true
	}
	candidate, role := regexp.MustCompile(`^c-\d{3}$`), regexp.MustCompile(`^r-(\d{3}|ref-[a-z-]+)$`)
	for _, c := range all.Candidates {
		check(c.ID, candidate)
		if c.Identity != nil && !strings.HasSuffix(c.Identity.Email, "@example.com") {
			t.Errorf("%s: the address of an invented person has to be of example.com", c.ID)
		}
	}
	for _, r := range all.Roles {
		check(r.ID, role)
	}
}

func TestReferenceRolesHaveTheirPublishedPay(t *testing.T) {
	want := map[string]profiles.Pay{
		"r-ref-mle-us":        {Min: 150_000_00, Max: 190_000_00, Currency: "USD"},
		"r-ref-mlops-berlin":  {Min: 90_000_00, Max: 120_000_00, Currency: "EUR"},
		"r-ref-as-dubai":      {Min: 420_000_00, Max: 550_000_00, Currency: "AED"},
		"r-ref-mlr-bengaluru": {Min: 2_500_000_00, Max: 4_000_000_00, Currency: "INR"},
	}
	for _, r := range read(t).Roles {
		w, ok := want[r.ID]
		if !ok {
			continue
		}
		delete(want, r.ID)
		if r.Pay == nil || r.Pay.Min != w.Min || r.Pay.Max != w.Max || r.Pay.Currency != w.Currency || r.Pay.Period != profiles.PerYear {
			t.Errorf("%s: pay %+v: want %+v a year", r.ID, r.Pay, w)
		}
	}
	if len(want) > 0 {
		t.Errorf("reference roles that are missing: %v", want)
	}
}

func TestNamesResolveInTheTaxonomy(t *testing.T) {
	all, tax := read(t), taxonomy.Default()
	check := func(id string, k taxonomy.Kind, rs ...profiles.Ref) {
		for _, r := range rs {
			if r == (profiles.Ref{}) {
				continue
			}
			if _, ok := tax.Ref(k, r); ok == slices.Contains(unknown[k], r.Name) {
				t.Errorf("%s: %q resolves: %t", id, r.Name, ok)
			}
		}
	}
	title := func(id string, r profiles.Ref) {
		if _, _, ok := tax.ParseTitle(r.Name); r.Name != "" && !ok {
			t.Errorf("%s: no concept for the title %q", id, r.Name)
		}
	}
	for _, c := range all.Candidates {
		for _, s := range c.Skills {
			check(c.ID, taxonomy.Skill, s.Ref)
		}
		for _, j := range c.Jobs {
			title(c.ID, j.Title)
			check(c.ID, taxonomy.Industry, j.Industry)
			check(c.ID, taxonomy.Skill, j.Skills...)
		}
		for _, e := range c.Evidence {
			check(c.ID, taxonomy.Skill, e.Skills...)
		}
		for _, x := range c.Certificates {
			check(c.ID, taxonomy.Certification, x.Ref)
		}
		for _, e := range c.Education {
			check(c.ID, taxonomy.Degree, e.Degree)
		}
		for _, l := range c.Languages {
			check(c.ID, taxonomy.Language, l.Ref)
		}
		check(c.ID, taxonomy.Industry, c.Industries...)
		if p := c.Preferences; p != nil && p.Skills != nil {
			check(c.ID, taxonomy.Skill, p.Skills.Want...)
		}
		if p := c.Preferences; p != nil && p.Values != nil {
			check(c.ID, taxonomy.Value, p.Values.Want...)
		}
	}
	kinds := map[profiles.RequirementKind]taxonomy.Kind{
		profiles.ReqSkill: taxonomy.Skill, profiles.ReqCertification: taxonomy.Certification, profiles.ReqIndustry: taxonomy.Industry,
		profiles.ReqLanguage: taxonomy.Language, profiles.ReqDegree: taxonomy.Degree,
	}
	for _, r := range all.Roles {
		title(r.ID, r.Title)
		check(r.ID, taxonomy.Industry, r.Employer.Industry)
		check(r.ID, taxonomy.Value, r.Values...)
		for _, q := range r.Requirements {
			if k, ok := kinds[q.Kind]; ok {
				check(r.ID, k, append(slices.Clone(q.AnyOf), q.Ref)...)
			} else if q.Kind == profiles.ReqTitle {
				title(r.ID, q.Ref)
			}
		}
	}
}

// usage counts, over all records, the fields that are stated and the words of enums that occur.
type usage struct {
	fields map[string]bool
	words  map[reflect.Type]map[uint64]bool
}

func (u *usage) walk(path string, v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			u.walk(path, v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			u.walk(path, v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			name := path + "." + v.Type().Field(i).Name
			u.fields[name] = u.fields[name] || !v.Field(i).IsZero()
			u.walk(name, v.Field(i))
		}
	case reflect.Uint8:
		if u.words[v.Type()] == nil {
			u.words[v.Type()] = map[uint64]bool{}
		}
		u.words[v.Type()][v.Uint()] = true
	}
}

func used(t *testing.T) *usage {
	t.Helper()
	u, all := &usage{map[string]bool{}, map[reflect.Type]map[uint64]bool{}}, read(t)
	for _, c := range all.Candidates {
		u.walk("Candidate", reflect.ValueOf(c.Candidate))
	}
	for _, r := range all.Roles {
		u.walk("Role", reflect.ValueOf(r))
	}
	return u
}

func TestEveryFieldOfTheModelOccurs(t *testing.T) {
	u := used(t)
	// Set by Tenon and never written by hand: the source, the number of a city, with whom consents share somebody.
	byImport := func(f string) bool {
		return strings.Contains(f, ".Source") || strings.HasSuffix(f, ".Geo") || f == "Candidate.SharedWith"
	}
	// Positions and concept ids are the same type everywhere: once is enough.
	once := func(f string) bool {
		return strings.Contains(f, ".At") || strings.HasSuffix(f, ".Concept")
	}
	for f, ok := range u.fields {
		if !ok && !byImport(f) && !once(f) {
			t.Errorf("%s is stated in no record", f)
		}
	}
	for _, f := range []string{"Candidate.Skills.At.Start", "Role.Requirements.At.Path", "Role.Title.Concept", "Candidate.Skills.Ref.Concept"} {
		if !u.fields[f] {
			t.Errorf("%s is stated in no record", f)
		}
	}
}

func TestEveryWordOfTheEnumsOccurs(t *testing.T) {
	u := used(t)
	for _, e := range []struct {
		sample      any
		first, last uint64
	}{
		{profiles.Intern, 1, 8}, {profiles.B1, 1, 6}, {profiles.ISCEDMaster, 4, 9}, {profiles.Remote, 1, 3}, {profiles.Trial, 1, 4},
		{profiles.InterviewRemote, 1, 5}, {profiles.EvidencePaper, 1, 7}, {profiles.ReqSkill, 1, 8}, {profiles.Must, 1, 3},
		{profiles.PerYear, 1, 5}, {profiles.VisiblePublic, 1, 1}, {profiles.FlagPastedAdvert, 1, 3},
	} {
		ty := reflect.TypeOf(e.sample)
		for w := e.first; w <= e.last; w++ {
			if !u.words[ty][w] {
				t.Errorf("%s: word %d occurs in no record", ty, w)
			}
		}
	}
}
