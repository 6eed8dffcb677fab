package format_test

import (
	"encoding/json"
	"errors"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"tenon/profiles"
	"tenon/profiles/format"
)

// tabled reads a table with options.
func tabled(t testing.TB, o format.Options, text string) ([]result, error) {
	t.Helper()
	o.Now = now
	var out []result
	err := format.Decode("x.csv", strings.NewReader(text), o, func(d format.Draft, err error) bool {
		r := result{Draft: d}
		if err != nil {
			r.Error = err.Error()
			if !errors.Is(err, profiles.ErrInvalid) {
				t.Errorf("not ErrInvalid: %v", err)
			}
		}
		out = append(out, r)
		return true
	})
	return out, err
}

// fact is the JSON of a part of a record, found by its path.
func fact(t *testing.T, rec any, path string) string {
	t.Helper()
	b, err := json.Marshal(rec)
	if err != nil {
		t.Fatal(err)
	}
	var v any
	if err := json.Unmarshal(b, &v); err != nil {
		t.Fatal(err)
	}
	for step := range strings.SplitSeq(path, ".") {
		switch x := v.(type) {
		case map[string]any:
			v = x[step]
		case []any:
			if i := int(step[0] - '0'); i < len(x) {
				v = x[i]
			} else {
				v = nil
			}
		}
	}
	out, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// Each row: a header, a cell under it, and what becomes of it.
func TestCellsOfCandidates(t *testing.T) {
	for _, c := range []struct{ header, cell, path, want string }{
		{"Full name", "Anna Muster", "identity.name", `"Anna Muster"`},
		{"First Name\tLast Name", "Anna\tMuster", "identity.name", `"Anna Muster"`},
		{"Vorname\tNachname", "Anna\tMuster", "identity.name", `"Anna Muster"`},
		{"Candidate: E-Mail", "a@example.org", "identity.email", `"a@example.org"`},
		{"Téléphone", "+33 1 23", "identity.phone", `"+33 1 23"`},
		{"Fecha de nacimiento", "01/02/1990", "identity.birthDate", `"01/02/1990"`},
		{"LinkedIn URL", "https://example.org/a", "identity.urls.0", `"https://example.org/a"`},
		{"Candidate ID", "17", "id", `"17"`},
		{"Candidate ID", "a@example.org", "id", `""`},
		{"Current position", "ML Engineer", "jobs.0.title.name", `"ML Engineer"`},
		{"Current position", "ML Engineer", "headline", `"ML Engineer"`},
		{"currentCompany", "Example AG", "jobs.0.employer", `"Example AG"`},
		{"Poste actuel", "Ingénieur", "jobs.0.title.name", `"Ingénieur"`},
		{"Previous company", "Old AG", "jobs.0.employer", `"Old AG"`},
		{"Current position\tIn position since", "ML Engineer\t03/2021", "jobs.0.start", `"2021-03"`},
		{"Current position\tIn position since", "ML Engineer\t03/2021", "jobs.0.current", `true`},
		{"Skills", "Python, Go; SQL", "skills.2.name", `"SQL"`},
		{"Key Skills", "['Python', 'SQL']", "skills.1.name", `"SQL"`},
		{"Skills", "AWS (EC2, S3), Go", "skills.0.name", `"AWS (EC2, S3)"`},
		{"Fähigkeiten", "Python: Experte", "skills.0.level", `4`},
		{"Compétences", "Python (5 ans)", "skills.0.months", `60`},
		{"Habilidades", "Python - avanzado", "skills.0.level", `4`},
		{"Skills", "Python = 4/5", "skills.0.level", `4`},
		{"Skills", "I have used Kubernetes for a long time", "text", `"I have used Kubernetes for a long time"`},
		{"Years of experience", "7", "text", `"7 years of experience"`},
		{"Education", "MSc Computer Science, Example University; BSc Physics", "education.1.degree.name", `"BSc Physics"`},
		{"University", "Example University", "education.0.institution", `"Example University"`},
		{"Graduation Year", "2015", "education.0.end", `"2015-12"`},
		{"Languages", "English (C1), German: native; French B2", "languages.1.level", `"C2"`},
		{"Languages", "English (C1), German", "languages.0.name", `"English"`},
		{"Sprachkenntnisse", "Deutsch (Muttersprache), Englisch fließend", "languages.1.level", `"C1"`},
		{"Certifications", "CKA (03/2024); AWS Certified Developer", "certificates.0.issued", `"2024-03"`},
		{"Location", "Berlin, Germany", "place.city", `"Berlin, Germany"`},
		{"Location", "Germany", "place.country", `"DE"`},
		{"Location", "Singapore", "place.city", `"Singapore"`},
		{"City\tCountry", "Lyon\tFrance", "place.country", `"France"`},
		{"Salary expectation (EUR)", "85.000", "preferences.pay.min.cents", `8500000`},
		{"Gehaltsvorstellung", "80k €", "preferences.pay.min.currency", `"EUR"`},
		{"Expected salary\tCurrency", "₹25L\tINR", "preferences.pay.min.cents", `250000000`},
		{"Prétentions salariales", "45 000 € par an", "preferences.pay.min.period", `"year"`},
		{"Current salary (EUR)", "85000", "preferences", `null`},
		{"Open to remote", "yes", "preferences.place.modes.0", `"remote"`},
		{"Willing to relocate", "Ja", "preferences.place.relocate", `true`},
		{"Preferred locations", "Berlin; Paris, France", "preferences.place.places.1.city", `"Paris, France"`},
		{"Desired employment type", "Freelance", "preferences.engagement.accept.0", `"contract"`},
		{"Summary", "Builds <b>models</b>", "summary", `"Builds models"`},
		{"Resume_str", "Long text", "text", `"Long text"`},
		{"Industry", "Healthcare", "industries.0.name", `"Healthcare"`},
		{"Language 1\tLanguage 2", "English\tFrench", "languages.1.name", `"French"`},
	} {
		got, err := tabled(t, format.Options{Kind: profiles.KindCandidate}, c.header+"\temail\tphone\n"+c.cell+"\tx@example.org\t1\n")
		if err != nil || len(got) != 1 || got[0].Error != "" {
			t.Errorf("%s, %s: %+v, %v", c.header, c.cell, got, err)
			continue
		}
		var rec any = got[0].Candidate
		path := c.path
		if p, ok := strings.CutPrefix(path, "identity."); ok {
			rec, path = got[0].Identity, p
		}
		if f := fact(t, rec, path); f != c.want {
			t.Errorf("%s, %s: %s is %s, want %s; notes %v", c.header, c.cell, c.path, f, c.want, got[0].Notes)
		}
	}
}

func TestCellsOfRoles(t *testing.T) {
	for _, c := range []struct{ header, cell, path, want string }{
		{"Job Title", "Data Engineer", "title.name", `"Data Engineer"`},
		{"Company", "Example AG", "employer.name", `"Example AG"`},
		{"Company Size", "L", "employer.size", `"L"`},
		{"Industry", "Finance", "employer.industry.name", `"Finance"`},
		{"Job ID", "J-7", "id", `"J-7"`},
		{"experience_level", "SE", "seniority", `"senior"`},
		{"Seniority level", "Entry level", "seniority", `"junior"`},
		{"Skills", "Python, Go", "requirements.1.name", `"Go"`},
		{"Required skills", "Python", "requirements.0.necessity", `"must"`},
		{"Nice-to-have skills", "Python", "requirements.0.necessity", `"nice"`},
		{"Required skills", "Python (3 years)", "requirements.0.months", `36`},
		{"Requirements", "5+ years of experience", "requirements.0.months", `60`},
		{"Anforderungen", "Kenntnisse in Kubernetes", "requirements.0.name", `"Kubernetes"`},
		{"Requirements", "Kubernetes", "description", `"Kubernetes"`},
		{"Berufserfahrung", "3", "requirements.0.months", `36`},
		{"Required experience", "2-5 years", "requirements.0.months", `24`},
		{"Education", "Bachelor's degree", "requirements.0.isced", `"bachelor"`},
		{"Sprachen", "Deutsch C1", "requirements.0.cefr", `"C1"`},
		{"Certifications", "CKA", "requirements.0.kind", `"certification"`},
		{"Location", "Remote", "modes.0", `"remote"`},
		{"Location", "Berlin (hybrid)", "place.city", `"Berlin"`},
		{"Location", "Berlin (hybrid)", "modes.0", `"hybrid"`},
		{"company_location", "DE", "place.country", `"DE"`},
		{"Remote", "No", "modes.0", `"on-site"`},
		{"remote_ratio", "50", "modes.0", `"hybrid"`},
		{"remote_allowed", "1.0", "modes.0", `"remote"`},
		{"Télétravail", "oui", "modes.0", `"remote"`},
		{"employment_type", "FT", "engagements.0", `"permanent"`},
		{"Beschäftigungsart", "unbefristet, Vollzeit", "engagements.0", `"permanent"`},
		{"Type de contrat", "CDD", "engagements.0", `"contract"`},
		{"Tipo de contrato", "Prácticas", "engagements.0", `"internship"`},
		{"Job type", "Full-time, Remote", "modes.0", `"remote"`},
		{"Salary", "$120,000 - $150,000 a year", "pay.maxCents", `15000000`},
		{"Salary Estimate", "$37K-$66K (Glassdoor est.)", "pay.minCents", `3700000`},
		{"Gehalt", "60.000 – 80.000 EUR", "pay.maxCents", `8000000`},
		{"Salaire", "45 000 € par an", "pay.minCents", `4500000`},
		{"salary\tsalary_currency\tsalary_in_usd", "80000\tEUR\t85847", "pay.currency", `"EUR"`},
		{"salary_in_usd", "85847", "pay.minCents", `8584700`},
		{"min_salary\tmax_salary\tpay_period\tcurrency", "17.0\t20.5\tHOURLY\tUSD", "pay.maxCents", `2050`},
		{"min_salary\tmax_salary\tpay_period\tcurrency", "17.0\t20.5\tHOURLY\tUSD", "pay.period", `"hour"`},
		{"med_salary\tcurrency", "50000\tUSD", "pay.minCents", `5000000`},
		{"Stundensatz (EUR)", "85", "pay.period", `"hour"`},
		{"Salary (GBP)", "up to 90k", "pay.minCents", `null`},
		{"Benefits", "Gym; Learning budget", "values.1.name", `"Learning budget"`},
		{"Posted", "May 5, 2024", "posted", `"2024-05"`},
		{"original_listed_time", "1712858714000.0", "posted", `"2024-04"`},
		{"Veröffentlicht am", "05.03.2024", "posted", `"2024-03"`},
		{"Date de publication", "5 mars 2024", "posted", `"2024-03"`},
		{"Publicado", "5 de marzo de 2024", "posted", `"2024-03"`},
		{"Posting Date", "2024-03-05T00:00:00.000", "posted", `"2024-03"`},
		{"Posting Date", "3/25/2024", "posted", `"2024-03"`},
		{"work_year", "2023", "posted", `"2023-01"`},
		{"Bewerbungsschluss", "31.12.2027", "validThrough", `"2027-12"`},
		{"Job Description", "<p>We use Kubernetes</p>", "requirements.0.name", `"Kubernetes"`},
		{"Name\tTitle", "x\tData Engineer", "title.name", `"Data Engineer"`},
		{"Candidate required location", "Germany, France", "applicantCountries.1", `"France"`},
	} {
		got, err := tabled(t, format.Options{Kind: profiles.KindRole}, c.header+"\tApply URL\tViews\n"+c.cell+"\tx\t1\n")
		if err != nil || len(got) != 1 || got[0].Error != "" {
			t.Errorf("%s, %s: %+v, %v", c.header, c.cell, got, err)
			continue
		}
		if f := fact(t, got[0].Role, c.path); f != c.want {
			t.Errorf("%s, %s: %s is %s, want %s; notes %v", c.header, c.cell, c.path, f, c.want, got[0].Notes)
		}
	}
}

func TestHeadersTellCandidatesFromRoles(t *testing.T) {
	for header, want := range map[string]profiles.Kind{
		"Name,E-Mail,Title,Skills,Years of experience,Location":                                              profiles.KindCandidate,
		"First Name,Last Name,URL,Email Address,Company,Position,Connected On":                               profiles.KindCandidate,
		"Vorname,Nachname,Aktuelle Position,Ort":                                                             profiles.KindCandidate,
		"ID,Resume_str,Category":                                                                             profiles.KindCandidate,
		"job_title,company,job_location,job_link,first_seen,search_city,search_country,job level,job_skills": profiles.KindRole,
		"work_year,experience_level,employment_type,job_title,salary,salary_currency,salary_in_usd":          profiles.KindRole,
		"Job Title,Salary Estimate,Job Description,Rating,Company Name,Location,Size,Industry":               profiles.KindRole,
		"Intitulé de l'offre,Entreprise,Lieu,Type de contrat,Salaire,Date de publication":                    profiles.KindRole,
		"Business Title,Agency,Salary Range From,Salary Range To,Salary Frequency,Posting Date":              profiles.KindRole,
		"Title,Company,Location":                           0,
		"Email,Job Title,Date Posted,Employment Type,Name": 0,
	} {
		got, err := tabled(t, format.Options{}, header+"\n"+strings.Repeat("1,", strings.Count(header, ","))+"1\n")
		switch {
		case want == 0:
			if err == nil || !strings.Contains(err.Error(), "--kind candidate or --kind role") {
				t.Errorf("%s: %+v, %v; want an error that says --kind", header, got, err)
			}
		case err != nil || len(got) != 1 || (got[0].Role != nil) != (want == profiles.KindRole) && got[0].Error == "":
			t.Errorf("%s: %+v, %v; want a %v", header, got, err, want)
		}
	}
}

func TestABadRowIsNamedWithItsLineAndItsColumnAndTheNextIsRead(t *testing.T) {
	const head = "Email;Current position;In position since;Skills\n"
	for row, want := range map[string]string{
		"x@example.org;Engineer":                                "line 3: 2 cells: want 4, as there are headers",
		"x@example.org;Engineer;2020;Go;more":                   "line 3: 5 cells: want 4, as there are headers",
		"\"x;Engineer;2020;Go":                                  "line 3: a quote is not closed",
		"x@example.org;Engineer;05/2031;Go":                     "line 3, column In position since: 2031-05 lies after 2026-11",
		"x@example.org;Engi\x00neer;2020;Go":                    "line 3: holds a NUL byte",
		strings.Repeat("x", 5000) + "@example.org;Engineer;;Go": "line 3, column Email: ",
		"x;y;;" + strings.Repeat("A1,", 600):                    "line 3, column Skills: 600 entries: want at most 512",
	} {
		got, err := tabled(t, format.Options{}, head+"a@example.org;Engineer;2020;Go\n"+row+"\nb@example.org;Engineer;2020;Go\n")
		if err != nil || len(got) != 3 || got[0].Candidate == nil || got[2].Candidate == nil || got[2].Index != 2 {
			t.Errorf("%.40q: %d records, %v: the rows beside it were lost", row, len(got), err)
			continue
		}
		if !strings.Contains(got[1].Error, want) || strings.Contains(got[1].Error, "example.org") {
			t.Errorf("%.40q: %q, want %q", row, got[1].Error, want)
		}
	}
}

func TestCellsThatAreNotUnderstoodAreNotedWithTheirLineAndColumn(t *testing.T) {
	got, err := tabled(t, format.Options{}, "Email,Skills,Started On,Favourite colour,Gender\na@example.org,Go,yesterday,red,x\nb@example.org,Go,tomorrow,blue,y\n")
	if err != nil || len(got) != 2 {
		t.Fatalf("%+v, %v", got, err)
	}
	var notes []string
	for _, r := range got {
		for _, n := range r.Notes {
			notes = append(notes, n.Path+": "+n.Msg)
		}
	}
	want := []string{
		"columns: “Favourite colour”: not a column that is known: left out; --columns can name its field",
		"columns: “Gender”: says who somebody is: left out",
		"line 2, column Started On: not a date that is understood, as 2024-05-31 or 05/2024: left unknown",
		"line 3, column Started On: not a date that is understood, as 2024-05-31 or 05/2024: left unknown",
	}
	if !slices.Equal(notes, want) {
		t.Errorf("%q, want %q", notes, want)
	}
}

func TestColumnsOfOnesOwn(t *testing.T) {
	o := format.Options{Columns: map[string]string{"tech STACK": "skills", "Ziel": "preferences.pay.min", "Waehrung": "preferences.pay.currency", "Spitzname": "identity.name",
		"Erste Stelle": "jobs[2].title", "E-Mail": "-", "Skills": "text", "Fehlt": "skills"}}
	if err := format.CheckColumns(o.Columns); err != nil {
		t.Fatal(err)
	}
	got, err := tabled(t, o, "Tech-Stack,Ziel,Waehrung,Spitzname,Erste Stelle,E-Mail,Skills\n\"Go, SQL\",70000,EUR,Nick,Tester,nick@example.org,prose\n")
	if err != nil || len(got) != 1 || got[0].Error != "" {
		t.Fatalf("%+v, %v", got, err)
	}
	c := got[0].Candidate
	if len(c.Skills) != 2 || c.Preferences.Pay.Min.Cents != 70_000_00 || got[0].Identity.Name != "Nick" || got[0].Identity.Email != "" || c.Jobs[0].Title.Name != "Tester" || c.Text != "prose" {
		t.Errorf("%+v, %+v", c, got[0].Identity)
	}
	if !noted(got[0].Draft, "columns") || !strings.Contains(got[0].Notes[0].Msg, "“Fehlt”") {
		t.Errorf("a named column that is not there is not noted: %v", got[0].Notes)
	}
	err = format.CheckColumns(map[string]string{"x": "skils"})
	if !errors.Is(err, profiles.ErrInvalid) || !strings.Contains(err.Error(), `x: no field "skils"`) || !strings.Contains(err.Error(), "place.city") {
		t.Errorf("a field that is not there: %v", err)
	}
}

func TestTablesThatCannotBeRead(t *testing.T) {
	for text, want := range map[string]string{
		"Email,Skills\n,\n\"\n\",\n":         "empty: headers and no row",
		"Email,Skills\n":                     "empty: headers and no row",
		"Anna Muster,a@example.org\nB,b@x\n": "no line of headers",
		"\n":                                 "empty",
		strings.Repeat("x,y\n", 50):          "no line of headers",
		"\xff\xfe\x00\xd8":                   "no line of headers",
		"Email,Date Posted,Job Title\n":      "--kind",
	} {
		got, err := tabled(t, format.Options{}, text)
		if err == nil || !errors.Is(err, profiles.ErrInvalid) || !strings.Contains(err.Error(), want) || len(got) != 0 || strings.Contains(err.Error(), "Muster") {
			t.Errorf("%.40q: %d records, %v; want %q", text, len(got), err, want)
		}
	}
}

func TestATableIsKnownByItsFirstLineWhereItsNameSaysNothing(t *testing.T) {
	for name, want := range map[string]bool{"people": true, "people.csv": true, "people.TSV": true, "people.dat": true, "people.json": false} {
		n := 0
		err := format.Decode(name, strings.NewReader("Name;E-Mail;Skills\nA;a@example.org;Go\n"), format.Options{Now: now}, func(d format.Draft, err error) bool { n++; return true })
		if (n == 1 && err == nil) != want {
			t.Errorf("%s: %d records, %v", name, n, err)
		}
	}
	if _, err := decode(t, "x.csv", `{"kind":"candidate","id":"a"}`); err != nil {
		t.Errorf("JSON under the name of a table: %v", err)
	}
}

func TestIdentityOfATableNeverReachesTheCandidate(t *testing.T) {
	b, err := os.ReadFile("headers.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(b)) {
		what, names, ok := strings.Cut(line, " : ")
		f := strings.Fields(what)
		if !ok || !strings.HasPrefix(f[1], "identity.") && f[1] != "who" {
			continue
		}
		for header := range strings.SplitSeq(strings.TrimSpace(names), ";") {
			got, err := tabled(t, format.Options{Kind: profiles.KindCandidate}, header+";Skills;City\nCANARY;Go;Berlin\n")
			if err != nil || len(got) != 1 {
				t.Fatalf("%s: %+v, %v", header, got, err)
			}
			if j, _ := json.Marshal([]any{got[0].Candidate, got[0].Notes, got[0].Error}); strings.Contains(string(j), "CANARY") {
				t.Errorf("%s: %s", header, j)
			}
		}
	}
}

func TestHeadersAreListedOnceAndNameFields(t *testing.T) {
	b, err := os.ReadFile("headers.txt")
	if err != nil {
		t.Fatal(err)
	}
	fields := map[string]bool{"who": true, "none": true}
	for _, k := range []profiles.Kind{profiles.KindCandidate, profiles.KindRole} {
		for _, p := range format.TablePaths(k) {
			fields[p] = true
		}
	}
	seen := map[string]bool{}
	for line := range strings.Lines(string(b)) {
		what, names, ok := strings.Cut(line, " : ")
		if !ok || line[0] == '#' {
			continue
		}
		for _, p := range strings.Fields(what)[1:] {
			if p = strings.TrimSuffix(strings.NewReplacer("[0]", "[]", "[1]", "[]").Replace(p), "?"); !fields[p] {
				t.Errorf("%s: no such field", p)
			}
		}
		for name := range strings.SplitSeq(strings.TrimSpace(names), ";") {
			if name = strings.TrimSpace(name); seen[name] || name == "" {
				t.Errorf("%q is listed twice", name)
			}
			seen[name] = true
		}
	}
	if len(seen) < 500 {
		t.Errorf("only %d headers", len(slices.Collect(maps.Keys(seen))))
	}
}

func FuzzCells(f *testing.F) {
	f.Add("Email,Skills,Salary\na,b,c\n", true)
	f.Add("Job Title;Posted;Salary (EUR)\n\"x\";1.2.2024;80-90k\n", false)
	f.Add("job_title\tmin_salary\tcurrency\tlanguages\nx\t1e9\tUSD\tFrench (\n", false)
	f.Fuzz(func(t *testing.T, text string, candidate bool) {
		o := format.Options{Kind: profiles.KindRole}
		if candidate {
			o.Kind = profiles.KindCandidate
		}
		got, err := tabled(t, o, text)
		if err != nil && !errors.Is(err, profiles.ErrInvalid) {
			t.Fatalf("not ErrInvalid: %v", err)
		}
		for _, r := range got {
			if r.Error == "" && (r.Candidate == nil) == (r.Role == nil) {
				t.Fatalf("want a candidate or a role: %+v", r)
			}
		}
	})
}

func BenchmarkRows(b *testing.B) {
	const n = 1000
	text := "Name;E-Mail;Current position;In position since;Skills;Languages;Location;Salary expectation (EUR);Summary\n" +
		strings.Repeat("Anna Muster;anna@example.org;ML Engineer;03/2021;\"Python (5 years), PyTorch: expert; Go, SQL, Kubernetes\";English C1, German;Berlin, Germany;85.000;\"Builds models,\nand serves them\"\n", n)
	decodeAgain(b, "x.csv", text, n)
}
