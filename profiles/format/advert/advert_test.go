package advert_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"tenon/profiles"
	"tenon/profiles/format/advert"
	"tenon/profiles/format/page"
	"tenon/profiles/format/reading"
	"tenon/profiles/gazetteer"
	"tenon/profiles/taxonomy"
)

const whole = `Senior Data Engineer (m/w/d)
Acme Rockets GmbH
Berlin, Germany · hybrid · permanent

About us
Acme Rockets is a logistics company of 120 people.

Requirements
- 5+ years of Python
- Kafka

What we offer
- €70k–90k
- 30 days of leave

Contact
Jane Roe, jane.roe@acme.example, +49 30 5550 1234
`

func TestEveryFactStandsWhereItSays(t *testing.T) {
	files, _ := filepath.Glob("testdata/*/*.txt")
	for _, file := range append(files, "") {
		text := whole
		if file != "" {
			b, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			text = string(b)
		}
		doc := document(text)
		res := advert.Read(doc, reading.Options{Now: now})
		for _, f := range res.Facts {
			if doc.Text[f.At.Start:f.At.End] != f.Text || f.Line < 1 || f.Line > len(doc.Lines) || f.Confidence < reading.Guess || f.Confidence > 100 {
				t.Errorf("%s: %+v: the text has %q there", file, f, doc.Text[f.At.Start:f.At.End])
			}
			if slices.Contains(res.Unread, f.Line) {
				t.Errorf("%s: line %d is unread, but %s was read from it", file, f.Line, f.Path)
			}
		}
		for i, q := range res.Role.Requirements {
			if q.At == nil {
				t.Errorf("%s: requirements[%d] has no place", file, i)
			}
		}
	}
}

func TestWhomToAskIsNotInTheRole(t *testing.T) {
	for _, c := range []struct{ text, secret string }{
		{whole, "Roe"},
		{whole, "5550"},
		{"Data Engineer\nPlease send your CV to jane.roe@acme.example or call Jane Roe on 020 7946 0000.", "7946"},
		{"Data Engineer\nPlease send your CV to jane.roe@acme.example or call Jane Roe on 020 7946 0000.", "Jane"},
		{"Data Engineer\nYou will report to Jane Roe, our CTO.", "Jane"},
		{"Data Engineer\nIhre Ansprechpartnerin: Frau Erika Muster, Tel. 030 555 0100", "Muster"},
		{"Data Engineer\nRequirements\nPython\n\nKind regards,\nJane Roe\nTalent Partner", "Jane"},
		{"From: Jane Roe <jane@acme.example>\nSubject: Data Engineer at Acme\nHi John,\nPython is required.", "John"},
		{"From: Jane Roe <jane@acme.example>\nSubject: Data Engineer at Acme\nHi John,\nPython is required.", "Jane"},
		{"Data Engineer\nQuestions? https://www.linkedin.com/in/jane-roe-12345", "jane-roe"},
	} {
		role, err := json.Marshal(read(c.text))
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(role), c.secret) {
			t.Errorf("%q: %q is in %s", c.text, c.secret, role)
		}
	}
}

func TestHiddenLinesAreFlaggedAndNotRead(t *testing.T) {
	b := page.NewBuilder(page.Limits{})
	for _, l := range []page.Line{{Text: "Data Engineer"}, {Text: "Requirements"}, {Text: "Python"}, {Text: "Kubernetes is required, salary €500k a year", Hidden: page.White}} {
		b.Add(l)
	}
	role := advert.Read(b.Document(), reading.Options{Now: now}).Role
	if !slices.Equal(role.Flags, []profiles.Flag{profiles.FlagHiddenText}) {
		t.Errorf("flags %v", role.Flags)
	}
	if len(role.Requirements) != 2 || role.Pay != nil || strings.Contains(role.Description, "Kubernetes") {
		t.Errorf("read from a hidden line: %+v", role)
	}
	if f := read(whole).Role.Flags; f != nil {
		t.Errorf("nothing is hidden, but flags are %v", f)
	}
}

func TestTheSameTextIsReadTheSameWay(t *testing.T) {
	first := read(whole)
	for range 5 {
		if again := read(whole); !reflect.DeepEqual(first, again) {
			t.Fatalf("read otherwise:\n%+v\n%+v", first.Role, again.Role)
		}
	}
}

func TestATextMakesNoGate(t *testing.T) {
	res := read("Data Engineer\nFully remote. Candidates must be based in Germany or Austria.\nRequirements\nPython")
	if got := res.Role.ApplicantCountries; got != nil {
		t.Errorf("a gate by text: %v", got)
	}
	if got := res.Role.RemoteCountries; !slices.Equal(got, []string{"AT", "DE"}) {
		t.Errorf("remote work is possible from %v", got)
	}
	if !slices.ContainsFunc(res.Notes, func(n reading.Note) bool { return n.Path == "applicantCountries" && n.Line == 2 }) {
		t.Errorf("not noted: %+v", res.Notes)
	}
}

func TestLinesOnPapersAreKeptAsTextAndNoted(t *testing.T) {
	for _, line := range []string{"Visa sponsorship is not available for this position.", "An active Secret clearance is required.", "You must have the right to work in the UK.", "Eine gültige Arbeitserlaubnis ist Voraussetzung.",
		"Permis de travail valide exigé.", "Imprescindible permiso de trabajo en la UE."} {
		res := read("Data Engineer\nRequirements\nPython\n" + line)
		if !strings.Contains(res.Role.Description, line) {
			t.Errorf("%q is not in the description", line)
		}
		if len(res.Role.Requirements) != 2 {
			t.Errorf("%q: %+v", line, res.Role.Requirements)
		}
		if !slices.ContainsFunc(res.Notes, func(n reading.Note) bool { return n.Line == 4 }) {
			t.Errorf("%q is not noted", line)
		}
	}
}

func TestLinesThatNothingWasReadFromAreListed(t *testing.T) {
	res := read("Data Engineer\nWe have a nice view of the river.\nRequirements\nPython")
	if !slices.Equal(res.Unread, []int{2}) {
		t.Errorf("unread lines %v, want 2", res.Unread)
	}
}

func TestAnEmptyDocumentIsAnEmptyRole(t *testing.T) {
	if got := read("").Role; !reflect.DeepEqual(got, &profiles.Role{}) {
		t.Errorf("%+v", got)
	}
}

func TestPlacesModesAndCountries(t *testing.T) {
	for _, c := range []struct{ text, place, modes, from string }{
		{"Location: Berlin, Germany", "Berlin DE", "", ""},
		{"Berlin · hybrid", "Berlin DE", "hybrid", ""},
		{"Standort: 80331 München", "Munich DE", "", ""},
		{"Lieu : Paris 9e, télétravail partiel", "Paris FR", "hybrid", ""},
		{"Ubicación: Ciudad de México (presencial)", "Mexico City MX", "on-site", ""},
		{"Location: Austin, TX or Remote (US)", "Austin US", "remote", "US"},
		{"Cambridge, MA / On-site", "Cambridge US", "on-site", ""},
		{"Cambridge, UK / On-site", "Cambridge GB", "on-site", ""},
		{"Fully remote within the EU", "", "remote", "27"},
		{"Remote (Germany, Austria or Switzerland)", "", "remote", "AT CH DE"},
		{"100 % remote innerhalb Deutschlands", "", "remote", "DE"},
		{"You work three days a week in our office in Hamburg.", "Hamburg DE", "hybrid", ""},
		{"Two days a week from home, the rest in the Oslo office.", "Oslo NO", "hybrid", ""},
		{"This is an on-site role at our Seattle office.", "Seattle US", "on-site", ""},
		{"Remote-first culture and a remote stipend", "", "", ""},
		{"The on-site interview takes place in April.", "", "", ""},
		{"Location: Singapore", "Singapore SG", "", ""},
		{"Location | Oslo, Norway\nWork model | Hybrid", "Oslo NO", "hybrid", ""},
		{"Work from anywhere in the United States", "", "remote", "US"},
		{"Remote role, US-based candidates only", "", "remote", "US"},
		{"Lyon, télétravail deux jours", "Lyon FR", "hybrid", ""},
		{"100 % télétravail", "", "remote", ""},
		{"Standort\nHamburg\nArbeitsmodell\nremote", "Hamburg DE", "remote", ""},
		{"Location: Reading, UK", "Reading GB", "", ""},
	} {
		r := read("Data Engineer\n" + c.text).Role
		place := ""
		if r.Place != nil {
			g, _ := gazetteer.Default().Find(r.Place.City, r.Place.Region, r.Place.Country)
			place = r.Place.City + " " + r.Place.Country
			if g.Name == "Köln" || g.Name == "Munich" {
				place = g.Name + " " + g.Country
			}
		}
		from := strings.Join(r.RemoteCountries, " ")
		if len(r.RemoteCountries) > 20 {
			from = itoa(len(r.RemoteCountries))
		}
		if modes := strings.Join(texts(r.Modes), " "); place != c.place || modes != c.modes || from != c.from {
			t.Errorf("%q: place %q, modes %q, from %q; want %q, %q, %q", c.text, place, modes, from, c.place, c.modes, c.from)
		}
	}
}

func TestTitlesEmployersAndTerms(t *testing.T) {
	for _, c := range []struct{ text, title, employer, terms string }{
		{"Senior ML Engineer (m/w/d)", "Senior ML Engineer", "", ""},
		{"Job title: Data Scientist\nCompany: Acme Labs", "Data Scientist", "Acme Labs", ""},
		{"We are hiring a Senior Data Engineer to build our platform.", "Senior Data Engineer", "", ""},
		{"Acme Labs is looking for a DevOps Engineer in Berlin.", "DevOps Engineer", "Acme Labs", ""},
		{"Data Engineer at Acme Labs (Berlin)", "Data Engineer", "Acme Labs", ""},
		{"Data Engineer\nAbout Acme Labs\nWe build things.", "Data Engineer", "Acme Labs", ""},
		{"Data Engineer\nAcme Labs GmbH", "Data Engineer", "Acme Labs GmbH", ""},
		{"Data Engineer H/F - CDI - Lyon", "Data Engineer", "", "permanent"},
		{"Data Engineer (Freelance)", "Data Engineer (Freelance)", "", "contract"},
		{"Data Engineer\n6 month fixed-term contract", "Data Engineer", "", "contract"},
		{"Data Engineer\nEmployment type: Full-time", "Data Engineer", "", "permanent"},
		{"Data Engineer\nunbefristet, Vollzeit", "Data Engineer", "", "permanent"},
		{"Data Engineer\nDie Stelle ist auf zwei Jahre befristet.", "Data Engineer", "", "contract"},
		{"Machine Learning Intern\nBoston, MA", "Machine Learning Intern", "", "internship"},
		{"Data Engineer\nPaid trial project of four weeks, then a full-time offer", "Data Engineer", "", "trial"},
		{"Data Engineer\nContrato indefinido", "Data Engineer", "", "permanent"},
		{"Subject: Opportunity: Data Engineer at Acme Labs, Oslo", "Data Engineer", "Acme Labs", ""},
	} {
		r := read(c.text).Role
		if terms := strings.Join(texts(r.Engagements), " "); r.Title.Name != c.title || r.Employer.Name != c.employer || terms != c.terms {
			t.Errorf("%q: %q, %q, %q; want %q, %q, %q", c.text, r.Title.Name, r.Employer.Name, terms, c.title, c.employer, c.terms)
		}
	}
}

// FuzzRead holds that no text makes the reader panic, and that what it reads can be stored and stands where it says.
func FuzzRead(f *testing.F) {
	files, _ := filepath.Glob("testdata/*/*.txt")
	for _, file := range files {
		if text, err := os.ReadFile(file); err == nil {
			f.Add(string(text))
		}
	}
	f.Add(whole)
	f.Add("Poste : \n– \nProfil recherché\n€ 1,€ 1 to $ 2k\n5+ years of\n(or)\n")
	f.Add("\xff(\n**[x](y)**:\n€1k–\n5+ years of")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 20_000 {
			t.Skip()
		}
		doc := document(text)
		res := advert.Read(doc, reading.Options{Now: now})
		for _, x := range res.Facts {
			if doc.Text[x.At.Start:x.At.End] != x.Text {
				t.Fatalf("%+v is not there", x)
			}
		}
		role := res.Role
		if len(role.Requirements) == 0 {
			return
		}
		role.ID = "x"
		if err := role.Validate(now); err != nil {
			t.Fatal(err)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	text, err := os.ReadFile("testdata/seen/de-stepstone-data.txt")
	if err != nil {
		b.Fatal(err)
	}
	doc := document(string(text))
	o := reading.Options{Now: now, Taxonomy: taxonomy.Default(), Gazetteer: gazetteer.Default()}
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		advert.Read(doc, o)
	}
}
