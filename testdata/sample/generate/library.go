package main

import (
	"embed"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tenon/profiles"
	"tenon/profiles/gazetteer"
	"tenon/profiles/money"
	"tenon/profiles/taxonomy"
)

//go:embed data salaries.csv.gz
var shipped embed.FS

// library is what the corpus is made from: the files of data, the salary records, and the shipped reference data.
type library struct {
	tax    *taxonomy.Taxonomy
	cities *gazetteer.Gazetteer
	rates  *money.Rates

	since      map[string]profiles.Month // of skills and certificates
	titled     map[string]profiles.Month // of titles
	industries []*industry
	groups     []group
	tracks     []*track
	byTrack    map[string]*track
	themes     map[string]*theme
	feeders    map[string]*theme // whose sentences an earlier title takes
	elsewhere  []*outside
	countries  map[string]*country
	hubs       []gazetteer.City // of all countries
	results    map[string][]sentence
	adverts    map[string][]sentence
	people     map[string][]sentence // "headline usual"
	works      map[string]*workKind  // kinds of evidence
	stems      []string
	given      []string
	family     []string
	wanted     []wantedRole
	most       map[string]int // roles of one title of the records
	records    []salary

	places map[string][]placeWeight
}

func readLibrary() (*library, error) {
	l := &library{tax: taxonomy.Default(), cities: gazetteer.Default(), rates: money.Default(), places: map[string][]placeWeight{}}
	for _, f := range []struct {
		name string
		read func([]*block) error
	}{
		{"years", l.readYears}, {"titleyears", l.readTitleYears}, {"results", l.readResults}, {"industries", l.readIndustries}, {"stacks", l.readStacks},
		{"themes", l.readThemes}, {"tracks-data", l.readTracks}, {"tracks-tech", l.readTracks}, {"feeders", l.readFeeders},
		{"elsewhere", l.readElsewhere}, {"titles", l.readTitles}, {"wanted", l.readWanted}, {"countries", l.readCountries},
		{"employers", l.readNames}, {"names", l.readNames}, {"adverts", l.readAdverts}, {"people", l.readPeople}, {"evidence", l.readEvidence},
	} {
		name := "data/" + f.name + ".txt"
		blocks, err := readBlocks(shipped, name)
		if err != nil {
			return nil, err
		}
		if err := f.read(blocks); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	var err error
	l.records, err = readSalaries(shipped, "salaries.csv.gz")
	return l, err
}

func (l *library) readYears(bs []*block) (err error) {
	l.since, err = months(bs)
	return err
}

func (l *library) readTitleYears(bs []*block) (err error) {
	l.titled, err = months(bs)
	return err
}

// months reads blocks of names under the month from which each is there.
func months(bs []*block) (map[string]profiles.Month, error) {
	out := map[string]profiles.Month{}
	for _, b := range bs {
		m, err := profiles.ParseMonth(b.name)
		if err != nil {
			return nil, err
		}
		for _, n := range b.list("names") {
			out[n] = m
		}
	}
	return out, nil
}

// skill checks that a name is a skill of the taxonomy and has a year.
func (l *library) skill(name string) error {
	if _, ok := l.tax.Resolve(taxonomy.Skill, name); !ok {
		return fmt.Errorf("no skill %q in the taxonomy", name)
	}
	if l.since[name] == 0 {
		return fmt.Errorf("skill %q has no year in years.txt", name)
	}
	return nil
}

// no is the concept of a skill whose name was checked.
func (l *library) no(name string) taxonomy.No {
	n, _ := l.tax.Resolve(taxonomy.Skill, name)
	return n
}

func (l *library) sentences(lines []string) ([]sentence, error) {
	var out []sentence
	for _, line := range lines {
		s, err := parseSentence(line)
		if err != nil {
			return nil, err
		}
		if err := l.check(s); err != nil {
			return nil, fmt.Errorf("%s: %w", line, err)
		}
		out = append(out, s)
	}
	return out, nil
}

func (l *library) check(s sentence) error {
	if s.result != "" && l.results[s.result] == nil {
		return fmt.Errorf("no results of the kind %q", s.result)
	}
	for _, p := range s.pieces {
		switch {
		case p.kind == '{':
			if err := l.skill(p.skill); err != nil {
				return err
			}
		case p.kind == '[' && !slices.ContainsFunc(l.groups, func(g group) bool { return g.name == p.text }):
			return fmt.Errorf("no group of tools %q", p.text)
		}
	}
	return nil
}

func (l *library) readResults(bs []*block) (err error) {
	l.results = map[string][]sentence{}
	for _, b := range bs {
		if l.results[b.name], err = l.sentences(b.lines["end"]); err != nil {
			return err
		}
	}
	return nil
}

// industry has the nouns of sentences: <things> and so on.
type industry struct {
	name   string
	weight int
	suffix []string
	nouns  map[string][]string
	pitch  []sentence
}

func (l *library) readIndustries(bs []*block) (err error) {
	for _, b := range bs {
		i := &industry{name: b.name, suffix: b.list("suffix"), nouns: map[string][]string{}}
		if i.weight, err = strconv.Atoi(b.one("weight")); err != nil {
			return err
		}
		for _, n := range []string{"things", "users", "task", "papers", "sight"} {
			if i.nouns[n] = b.list(n); len(i.nouns[n]) == 0 {
				return fmt.Errorf("%s: no %s", b.name, n)
			}
		}
		if i.pitch, err = l.sentences(b.list("pitch")); err != nil {
			return err
		}
		if _, ok := l.tax.Resolve(taxonomy.Industry, b.name); !ok {
			return fmt.Errorf("no industry %q in the taxonomy", b.name)
		}
		l.industries = append(l.industries, i)
	}
	return nil
}

func (l *library) readNames(bs []*block) error {
	for _, b := range bs {
		switch b.name {
		case "stems":
			l.stems = b.list("names")
		case "given":
			l.given = b.list("names")
		case "family":
			l.family = b.list("names")
		}
	}
	return nil
}

func (l *library) readAdverts(bs []*block) (err error) {
	l.adverts = map[string][]sentence{}
	for _, b := range bs {
		if l.adverts[b.name], err = l.sentences(b.lines["text"]); err != nil {
			return err
		}
	}
	return nil
}

func (l *library) readPeople(bs []*block) error {
	l.people = map[string][]sentence{}
	for _, b := range bs {
		for kind, lines := range b.lines {
			for _, line := range lines {
				for _, text := range strings.Split(line, " | ") {
					s, err := parseSentence(text)
					if err != nil {
						return err
					}
					l.people[b.name+" "+kind] = append(l.people[b.name+" "+kind], s)
				}
			}
		}
	}
	return nil
}
