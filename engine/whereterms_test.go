package engine_test

import (
	"math/rand/v2"
	"testing"

	"tenon/engine"
	"tenon/index/facts"
	"tenon/profiles/gazetteer"
	"tenon/profiles/money"
	"tenon/profiles/synthetic"
	"tenon/profiles/taxonomy"
)

// expressions are drawn from these, joined and negated.
var tests = []string{
	`country = Germany`, `country != Germany`, `city = Berlin`, `mode = remote`, `mode != remote`, `engagement = permanent`, `seniority = senior`, `seniority >= mid`, `pay >= 70000 EUR`,
	`title:"Data Engineer"`, `language:German`, `language:German >= B2`, `language:German < B2`, `industry:Software`, `value:"Learning budget"`, `years >= 3`, `city within 100km of Berlin`,
}

func expression(r *rand.Rand, skills []string, depth int) string {
	if depth == 0 || r.IntN(3) == 0 {
		if r.IntN(2) == 0 {
			return `skill:"` + skills[r.IntN(len(skills))] + `"` + []string{"", " >= 1", " < 3", " = 2", " != 4"}[r.IntN(5)]
		}
		return tests[r.IntN(len(tests))]
	}
	a, b := expression(r, skills, depth-1), expression(r, skills, depth-1)
	return []string{"(" + a + " and " + b + ")", "(" + a + " or " + b + ")", "not (" + a + ")"}[r.IntN(3)]
}

// Whoever files searches by their terms misses nothing: what an expression is true of has one of them.
func TestARecordThatPassesHasATermOfTheExpression(t *testing.T) {
	e, r := newEngine(t), rand.New(rand.NewPCG(1, 2))
	d := facts.NewDeriver(taxonomy.Default(), money.Default())
	corpus := synthetic.New(taxonomy.Default(), gazetteer.Default(), asOf, 4)
	var skills []string
	var roles []*facts.Role
	var people []*facts.Candidate
	for i := range 60 {
		roles, people = append(roles, d.Role(corpus.Role(i))), append(people, d.Candidate(corpus.Candidate(i), asOf, facts.AsIs))
		skills = append(skills, taxonomy.Default().Concept(roles[i].Skills[0]).Label)
	}
	passed, filed := 0, 0
	for range 400 {
		text := expression(r, skills, 3)
		w, err := e.ParseWhere(text)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		want := map[engine.Term]bool{}
		for _, term := range w.Terms() {
			want[term] = true
		}
		if len(want) == 0 {
			continue // nothing can be said
		}
		filed++
		for i := range roles {
			has := false
			mark := func(x engine.Term) { has = has || want[x] }
			if engine.RoleTerms(roles[i], mark); w.Role(roles[i], nil, nil) {
				if passed++; !has {
					t.Fatalf("%s is true of role %d, which has none of its terms %v", text, i, w.Terms())
				}
			}
			has = false
			if engine.CandidateTerms(people[i], mark); w.Candidate(people[i], nil) {
				if passed++; !has {
					t.Fatalf("%s is true of candidate %d, who has none of its terms %v", text, i, w.Terms())
				}
			}
		}
	}
	if passed < 500 || filed < 100 {
		t.Errorf("%d records passed %d expressions with terms: the test tries too little", passed, filed)
	}
}
