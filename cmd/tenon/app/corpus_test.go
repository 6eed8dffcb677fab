package app_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"testing"

	"tenon/profiles"
	"tenon/profiles/gazetteer"
	"tenon/profiles/intake"
	"tenon/profiles/taxonomy"
)

// corpus makes candidates and roles from a seed: skills, titles and cities are drawn with the frequencies 1/(rank + 10), so that
// a few are common and most are rare; 12 to 18 skills, 1 to 4 dated jobs, 120 words of text, wishes of half the candidates.
type corpus struct {
	tax    *taxonomy.Taxonomy
	cities []gazetteer.City
	words  []string
	own    map[taxonomy.Kind][]taxonomy.No
	asOf   profiles.Month
}

func newCorpus(asOf profiles.Month) *corpus {
	c := &corpus{tax: taxonomy.Default(), asOf: asOf, own: map[taxonomy.Kind][]taxonomy.No{}}
	for _, n := range []string{"Berlin", "Munich", "Hamburg", "London", "Paris", "Madrid", "Warsaw", "Vienna", "Zurich", "Amsterdam", "Dublin", "Lisbon",
		"New York", "San Francisco", "Seattle", "Austin", "Boston", "Toronto", "Bengaluru", "Singapore", "Dubai", "Sydney", "Tokyo", "Oslo"} {
		if city, ok := gazetteer.Default().Find(n, "", ""); ok {
			c.cities = append(c.cities, city)
		}
	}
	r := rand.New(rand.NewPCG(7, 7))
	for range 20_000 {
		b := make([]byte, 3+r.IntN(8))
		for i := range b {
			b[i] = byte('a' + r.IntN(26))
		}
		c.words = append(c.words, string(b))
	}
	return c
}

// pick draws an index below n, small ones more often.
func pick(r *rand.Rand, n int) int {
	f := r.Float64()
	return min(n-1, int(10*(math.Pow(float64(n)/10+1, f)-1)))
}

func (c *corpus) some(r *rand.Rand, k taxonomy.Kind) profiles.Ref {
	of := c.overlay(k)
	return profiles.Ref{Name: c.tax.Concept(of[(pick(r, len(of))*7919)%len(of)]).Label}
}

// overlay are the concepts of a kind that are Tenon's own: those have names of today's work, and edges to each other.
func (c *corpus) overlay(k taxonomy.Kind) []taxonomy.No {
	if c.own[k] == nil {
		for _, n := range c.tax.Of(k) {
			if !c.tax.Concept(n).Open {
				c.own[k] = append(c.own[k], n)
			}
		}
	}
	return c.own[k]
}

func (c *corpus) text(r *rand.Rand) string {
	var b bytes.Buffer
	for range 120 {
		b.WriteString(c.words[pick(r, len(c.words))])
		b.WriteByte(' ')
	}
	return b.String()
}

func (c *corpus) candidate(i int) *profiles.Candidate {
	r := rand.New(rand.NewPCG(uint64(i), 777))
	p := &profiles.Candidate{ID: fmt.Sprintf("g%07d", i), Headline: c.some(r, taxonomy.Title).Name, Summary: c.text(r)}
	for range 12 + r.IntN(7) {
		p.Skills = append(p.Skills, profiles.Skill{Ref: c.some(r, taxonomy.Skill), Level: uint8(1 + r.IntN(5))})
	}
	end := c.asOf
	for range 1 + r.IntN(4) {
		n := profiles.Month(6 + r.IntN(60))
		p.Jobs = append(p.Jobs, profiles.Job{Title: c.some(r, taxonomy.Title), Start: end - n, End: end, Skills: []profiles.Ref{p.Skills[r.IntN(8)].Ref, p.Skills[r.IntN(8)].Ref}})
		end -= n + profiles.Month(r.IntN(12))
	}
	for range r.IntN(3) {
		p.Certificates = append(p.Certificates, profiles.Certificate{Ref: c.some(r, taxonomy.Certification), Issued: c.asOf - profiles.Month(r.IntN(60))})
	}
	if r.IntN(4) > 0 {
		p.Education = []profiles.Education{{Level: profiles.ISCED(4 + r.IntN(6)), End: 0}}
	}
	p.Languages = []profiles.Language{{Ref: c.some(r, taxonomy.Language), Level: profiles.CEFR(r.IntN(7))}}
	city := c.cities[pick(r, len(c.cities))]
	p.Place = &profiles.Place{City: city.Name, Country: city.Country, Geo: city.ID}
	if r.IntN(2) == 0 {
		p.Preferences = &profiles.Preferences{Pay: &profiles.PayWish{Min: profiles.Money{Cents: int64(40+r.IntN(120)) * 100_000, Currency: "EUR", Period: profiles.PerYear}},
			Place: &profiles.PlaceWish{Modes: []profiles.Mode{profiles.Mode(1 + r.IntN(3))}}}
	}
	return p
}

func (c *corpus) role(i int) *profiles.Role {
	r := rand.New(rand.NewPCG(uint64(i), 4242))
	title := c.some(r, taxonomy.Title)
	p := &profiles.Role{ID: fmt.Sprintf("r%05d", i), Title: title, Modes: []profiles.Mode{profiles.Mode(1 + r.IntN(3))},
		Pay:          &profiles.Pay{Min: 6_000_000, Max: int64(70+r.IntN(60)) * 100_000, Currency: "EUR", Period: profiles.PerYear},
		Requirements: []profiles.Requirement{{Kind: profiles.ReqTitle, Ref: title, Necessity: profiles.Must}, {Kind: profiles.ReqExperience, Necessity: profiles.Must, Months: 36}}}
	for range 10 {
		p.Requirements = append(p.Requirements, profiles.Requirement{Kind: profiles.ReqSkill, Ref: c.some(r, taxonomy.Skill), Necessity: profiles.Necessity(1 + r.IntN(3)), Level: uint8(r.IntN(5))})
	}
	p.Requirements = append(p.Requirements, profiles.Requirement{Kind: profiles.ReqDegree, ISCED: profiles.ISCEDBachelor, Necessity: profiles.Nice})
	city := c.cities[pick(r, len(c.cities))]
	p.Place = &profiles.Place{City: city.Name, Country: city.Country, Geo: city.ID}
	return p
}

// ndjson is n candidates as a source of an import.
func (c *corpus) ndjson(tb testing.TB, n int) intake.Source {
	tb.Helper()
	var b bytes.Buffer
	for i := range n {
		line, err := json.Marshal(c.candidate(i))
		if err != nil {
			tb.Fatal(err)
		}
		b.WriteString(`{"kind":"candidate",`)
		b.Write(line[1:])
		b.WriteByte('\n')
	}
	data := b.Bytes()
	return intake.Source{Name: "generated.ndjson", Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }}
}
