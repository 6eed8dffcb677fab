package sample_test

import (
	"bufio"
	"encoding/json"
	"io"
	"log/slog"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"tenon/cmd/tenon/app"
	"tenon/cmd/tenon/command"
	"tenon/profiles"
	"tenon/profiles/gazetteer"
	"tenon/profiles/intake"
	"tenon/profiles/money"
	"tenon/profiles/taxonomy"
	"tenon/testdata/sample"
)

// The size of the grown part that the sample promises, on top of the judged part.
const (
	leastCandidates = 1000
	leastRoles      = 300
	leastTitles     = 40
	postedMonths    = 24
)

// grown reads the grown part once; a test must not change it.
var grown = sync.OnceValues(func() (records, error) {
	var all records
	for _, name := range sample.Grown() {
		f, err := sample.Open(name)
		if err != nil {
			return all, err
		}
		in := bufio.NewScanner(f)
		in.Buffer(nil, 1<<20)
		for in.Scan() {
			if err := all.add(in.Bytes()); err != nil {
				return all, err
			}
		}
		if err := f.Close(); err != nil {
			return all, err
		}
	}
	return all, nil
})

func (all *records) add(line []byte) error {
	var head struct{ Kind string }
	if err := json.Unmarshal(line, &head); err != nil {
		return err
	}
	if head.Kind == "role" {
		var r profiles.Role
		err := json.Unmarshal(line, &r)
		all.Roles = append(all.Roles, r)
		return err
	}
	var p person
	err := json.Unmarshal(line, &p)
	all.Candidates = append(all.Candidates, p)
	return err
}

func readGrown(t *testing.T) records {
	t.Helper()
	all, err := grown()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// open imports the whole sample.
func open(t *testing.T) (*app.App, intake.Report) {
	t.Helper()
	now, err := profiles.ParseMonth(sample.GrownAsOf)
	if err != nil {
		t.Fatal(err)
	}
	a, err := app.Open(t.Context(), t.TempDir(), now, nil, slog.New(slog.NewTextHandler(io.Discard, nil)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	report, err := a.Intake.Import(t.Context(), command.SampleSources(), intake.Options{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Follower.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	return a, report
}

func TestTheWholeSampleIsTakenInWithoutARemarkOnTheGrownPart(t *testing.T) {
	_, report := open(t)
	for _, l := range report.Faults {
		t.Errorf("%+v", l)
	}
	for _, l := range report.Notes {
		if strings.HasSuffix(l.File, ".ndjson") {
			t.Errorf("%+v", l)
		}
	}
	all := readGrown(t)
	if len(all.Candidates) < leastCandidates || len(all.Roles) < leastRoles {
		t.Errorf("%d candidates and %d roles: want at least %d and %d", len(all.Candidates), len(all.Roles), leastCandidates, leastRoles)
	}
}

func TestNamesOfTheGrownPartResolve(t *testing.T) {
	all, tax := readGrown(t), taxonomy.Default()
	check := func(id string, k taxonomy.Kind, rs ...profiles.Ref) {
		for _, r := range rs {
			if _, ok := tax.Resolve(k, r.Name); !ok {
				t.Errorf("%s: no %s %q in the taxonomy", id, k, r.Name)
			}
		}
	}
	for _, r := range all.Roles {
		check(r.ID, taxonomy.Industry, r.Employer.Industry)
		check(r.ID, taxonomy.Value, r.Values...)
		if _, _, ok := tax.ParseTitle(r.Title.Name); !ok {
			t.Errorf("%s: no title %q in the taxonomy", r.ID, r.Title.Name)
		}
	}
	for _, c := range all.Candidates {
		for _, j := range c.Jobs {
			check(c.ID, taxonomy.Industry, j.Industry)
			check(c.ID, taxonomy.Skill, j.Skills...)
		}
		for _, e := range c.Evidence {
			check(c.ID, taxonomy.Skill, e.Skills...)
		}
		if p := c.Preferences; p != nil && p.Values != nil {
			check(c.ID, taxonomy.Value, p.Values.Want...)
		}
	}
}

func TestIDsOfTheSampleAreUnique(t *testing.T) {
	all, judged, seen := readGrown(t), read(t), map[string]bool{}
	for _, c := range append(judged.Candidates, all.Candidates...) {
		if seen[c.ID] {
			t.Errorf("candidate %s comes twice", c.ID)
		}
		seen[c.ID] = true
	}
	for _, r := range append(judged.Roles, all.Roles...) {
		if seen[r.ID] {
			t.Errorf("role %s comes twice", r.ID)
		}
		seen[r.ID] = true
	}
	form := regexp.MustCompile(`^(c-[12]\d{3}|r-1\d{3})$`)
	for id := range seen {
		if !form.MatchString(id) && !regexp.MustCompile(`^(c-\d{3}|r-(\d{3}|ref-[a-z-]+))$`).MatchString(id) {
			t.Errorf("id %q", id)
		}
	}
	for _, c := range all.Candidates {
		if c.Identity == nil || c.Identity.Name == "" || !strings.HasSuffix(c.Identity.Email, "@example.com") {
			t.Errorf("%s: an invented person has a name and an address of example.com", c.ID)
		}
	}
}

func TestRolesAreSpreadOverMonthsTitlesAndEmployers(t *testing.T) {
	now, err := profiles.ParseMonth(sample.GrownAsOf)
	if err != nil {
		t.Fatal(err)
	}
	months, titles, industries := map[profiles.Month]int{}, map[string]int{}, map[string]int{}
	for _, r := range readGrown(t).Roles {
		months[r.Posted]++
		titles[bare(r.Title.Name)]++
		industries[r.Employer.Industry.Name]++
		if r.Employer.Name == "" || !slices.Contains([]string{"S", "M", "L"}, r.Employer.Size) || r.Employer.Industry.Name == "" {
			t.Errorf("%s: employer %+v: want a name, an industry and a size", r.ID, r.Employer)
		}
		if r.ValidThrough != 0 && r.ValidThrough < r.Posted {
			t.Errorf("%s: valid until %s, posted in %s", r.ID, r.ValidThrough, r.Posted)
		}
		if len(r.Requirements) < 5 || len(r.Description) < 200 {
			t.Errorf("%s: %d requirements, %d bytes of text", r.ID, len(r.Requirements), len(r.Description))
		}
	}
	for m := now - postedMonths + 1; m <= now; m++ {
		if months[m] < 5 {
			t.Errorf("%d roles were posted in %s: want 5 at least", months[m], m)
		}
	}
	if len(months) != postedMonths {
		t.Errorf("roles were posted in %d months: want the %d up to %s", len(months), postedMonths, now)
	}
	if len(titles) < leastTitles || len(industries) < 20 {
		t.Errorf("%d titles in %d industries: want %d and 20 at least", len(titles), len(industries), leastTitles)
	}
	for title, n := range titles {
		if n > 30 {
			t.Errorf("%d roles are called %s: want 30 at most", n, title)
		}
	}
}

// bare is a title without the word of its step.
func bare(title string) string {
	for _, w := range []string{"Junior ", "Senior ", "Lead ", "Staff ", "Principal "} {
		title = strings.TrimPrefix(title, w)
	}
	return title
}

func TestMoneyAndPlacesAreKnown(t *testing.T) {
	all := readGrown(t)
	rate := func(id, currency string) {
		if _, ok := money.Default().Rate(currency); !ok {
			t.Errorf("%s: no rate of %s", id, currency)
		}
	}
	countries := map[string]int{}
	for _, r := range all.Roles {
		rate(r.ID, r.Pay.Currency)
		countries[r.Place.Country]++
		if _, ok := gazetteer.Default().Find(r.Place.City, r.Place.Region, r.Place.Country); !ok {
			t.Errorf("%s: no city %+v", r.ID, *r.Place)
		}
		if usd, ok := money.Default().YearlyUSD(r.Pay.Max, r.Pay.Currency, r.Pay.Period); !ok || usd < 8_000 || usd > 450_000 || r.Pay.Min >= r.Pay.Max {
			t.Errorf("%s: pay %+v is %d dollars a year", r.ID, *r.Pay, usd)
		}
	}
	if len(countries) < 20 {
		t.Errorf("%d countries: want 20 at least", len(countries))
	}
	for _, c := range all.Candidates {
		if c.Preferences != nil && c.Preferences.Pay != nil {
			rate(c.ID, c.Preferences.Pay.Min.Currency)
		}
	}
}

// The market differentiates by these groups of skills, so the sample has to show them.
func TestGroupsOfSkillsThatDifferentiateAreWellRepresented(t *testing.T) {
	tax, n := taxonomy.Default(), map[string]int{}
	roles := readGrown(t).Roles
	for _, r := range roles {
		groups := map[string]bool{}
		for _, q := range r.Requirements {
			if no, ok := tax.Resolve(taxonomy.Skill, q.Name); ok && q.Kind == profiles.ReqSkill {
				for _, g := range tax.Concept(no).Groups.Names() {
					groups[g] = true
				}
			}
		}
		for g := range groups {
			n[g]++
		}
	}
	t.Logf("of %d roles ask for GenAI %d, MLOps %d, responsible AI %d", len(roles), n["GenAI"], n["MLOps"], n["ResponsibleAI"])
	for _, g := range []string{"GenAI", "MLOps", "ResponsibleAI"} {
		if n[g]*100 < 20*len(roles) {
			t.Errorf("%d of %d roles ask for %s: want a fifth at least", n[g], len(roles), g)
		}
	}
}

func TestTextsAreFilledIn(t *testing.T) {
	left := regexp.MustCompile(`[<>\[\]{}#~|]|  |\.\.|\bplain tools\b|\b1 [a-z]+s\b| , `)
	check := func(id, text string) {
		if at := left.FindStringIndex(strings.ReplaceAll(text, "C#", "C sharp")); at != nil {
			t.Errorf("%s: “%s”", id, text[max(0, at[0]-30):min(len(text), at[1]+30)])
		}
	}
	all := readGrown(t)
	for _, r := range all.Roles {
		check(r.ID, r.Description)
	}
	for _, c := range all.Candidates {
		check(c.ID, c.Headline)
		check(c.ID, c.Summary)
		for _, j := range c.Jobs {
			check(c.ID, j.Description)
		}
		for _, e := range c.Evidence {
			check(c.ID, e.Name+" "+e.Description)
		}
	}
}
