package synthetic_test

import (
	"reflect"
	"testing"

	"tenon/profiles"
	"tenon/profiles/gazetteer"
	"tenon/profiles/synthetic"
	"tenon/profiles/taxonomy"
)

var asOf = profiles.NewMonth(2026, 6)

func corpus(seed uint64) *synthetic.Corpus {
	return synthetic.New(taxonomy.Default(), gazetteer.Default(), asOf, seed)
}

func TestASeedAndANumberAreARecord(t *testing.T) {
	a, b, other := corpus(1), corpus(1), corpus(2)
	b.Candidate(3) // what was drawn before does not matter
	if !reflect.DeepEqual(a.Candidate(7), b.Candidate(7)) || !reflect.DeepEqual(a.Role(7), b.Role(7)) {
		t.Error("the same seed and number give two records")
	}
	if reflect.DeepEqual(a.Candidate(7), other.Candidate(7)) || reflect.DeepEqual(a.Role(7).Requirements, a.Role(8).Requirements) {
		t.Error("another seed or number gives the same record")
	}
}

func TestRecordsAreValid(t *testing.T) {
	c := corpus(1)
	for i := range 500 {
		if err := c.Candidate(i).Validate(asOf); err != nil {
			t.Errorf("candidate %d: %v", i, err)
		}
		if err := c.Role(i).Validate(asOf); err != nil {
			t.Errorf("role %d: %v", i, err)
		}
	}
}

func TestAFewSkillsAreCommonAndMostAreRare(t *testing.T) {
	c, n := corpus(1), map[profiles.Ref]int{}
	for i := range 2000 {
		for _, s := range c.Candidate(i).Skills {
			n[s.Ref]++
		}
	}
	common, rare := 0, 0
	for _, k := range n {
		if k > 200 {
			common++
		}
		if k < 10 {
			rare++
		}
	}
	if common < 3 || common > 100 || rare < 300 {
		t.Errorf("of %d skills %d are common and %d rare", len(n), common, rare)
	}
}
