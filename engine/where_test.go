package engine_test

import (
	"errors"
	"strings"
	"testing"

	"tenon/engine"
	"tenon/index/columns"
	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/gazetteer"
	"tenon/profiles/money"
	"tenon/profiles/taxonomy"
)

var asOf = profiles.NewMonth(2026, 6)

func newEngine(t *testing.T, cs ...*profiles.Candidate) *engine.Engine {
	t.Helper()
	d := facts.NewDeriver(taxonomy.Default(), money.Default())
	e := &engine.Engine{Deriver: d, Cities: gazetteer.Default(), Columns: columns.New(d, asOf), Records: records(cs)}
	var us []columns.Update
	for _, c := range cs {
		us = append(us, columns.Update{Key: profiles.Key{Kind: profiles.KindCandidate, ID: c.ID}, Candidate: c})
	}
	e.Columns.Apply(us, 1)
	return e
}

func berliner() *profiles.Candidate {
	c, _ := gazetteer.Default().Find("Potsdam", "", "DE")
	return &profiles.Candidate{ID: "b", Place: &profiles.Place{City: c.Name, Country: "DE", Geo: c.ID},
		Skills:      []profiles.Skill{{Ref: profiles.Ref{Name: "PyTorch"}, Level: 4}},
		Languages:   []profiles.Language{{Ref: profiles.Ref{Name: "German"}, Level: profiles.B2}, {Ref: profiles.Ref{Name: "English"}}},
		Jobs:        []profiles.Job{{Title: profiles.Ref{Name: "Senior Data Scientist"}, Start: asOf - 59, Current: true, Skills: []profiles.Ref{{Name: "Python"}}}},
		Preferences: &profiles.Preferences{Pay: &profiles.PayWish{Min: profiles.Money{Cents: 9_000_000, Currency: "EUR", Period: profiles.PerYear}}}}
}

// passes ranks the berliner for a role under an expression.
func passes(t *testing.T, expr string) bool {
	t.Helper()
	e := newEngine(t, berliner())
	r := &profiles.Role{ID: "r", Requirements: []profiles.Requirement{{Kind: profiles.ReqSkill, Ref: profiles.Ref{Name: "Python"}, Necessity: profiles.Must}}}
	out, err := e.Rank(t.Context(), engine.Request{RoleRecord: r, Top: 5, Where: expr})
	if err != nil {
		t.Fatalf("%s: %v", expr, err)
	}
	if out.Scored+out.Filtered != 1 {
		t.Fatalf("%s: %d scored, %d filtered of one", expr, out.Scored, out.Filtered)
	}
	return out.Scored == 1
}

func TestWhereKeepsWhatIsTrue(t *testing.T) {
	for expr, want := range map[string]bool{
		`city within 50km of Berlin and years >= 3 and skill:"Python" >= 3`: true,
		`city within 50 km of Berlin`:                                       true,
		`city within 10km of Berlin`:                                        false,
		`city = Potsdam`:                                                    true,
		`country = Germany`:                                                 true,
		`country != DE`:                                                     false,
		`years >= 5`:                                                        true,
		`years > 5`:                                                         false,
		`months = 60`:                                                       true,
		`skill:PyTorch`:                                                     true,
		`skill:PyTorch >= 5`:                                                false, // claimed only
		`skill:Kubernetes`:                                                  false,
		`not skill:Kubernetes`:                                              true, // a list that is not empty is closed
		`language:German >= B2`:                                             true,
		`language:German >= C1`:                                             false,
		`language:English >= B1`:                                            false, // the level is not known
		`not language:English >= B1`:                                        false, // and unknown under not as well
		`degree >= bachelor`:                                                false,
		`not degree >= bachelor`:                                            false,
		`cert:CKA or years >= 5`:                                            true,
		`(cert:CKA or years >= 9) and country = DE`:                         false,
		`pay <= 120000 USD`:                                                 true,
		`musts >= 1`:                                                        true,
		`musts = all`:                                                       true,
		`musts > 1`:                                                         false,
		`not musts = all`:                                                   false,
		`pay <= 80k EUR`:                                                    false,
		`seniority >= senior`:                                               true,
		`title:"Data Scientist"`:                                            true,
		`mode = remote`:                                                     false, // no wish for a mode is known
		`NOT (years < 3) AND country = de`:                                  true,
	} {
		if got := passes(t, expr); got != want {
			t.Errorf("%s: %v, want %v", expr, got, want)
		}
	}
}

func TestWhereSaysWhereItWentWrong(t *testing.T) {
	e := newEngine(t)
	for expr, want := range map[string]string{
		`yeers > 3`:                     `column 1: unknown field "yeers": did you mean years?`,
		`years >= three`:                `column 10: "three" is no whole number`,
		`years`:                         `column 6: want = != < <= > or >= after years`,
		`years >=`:                      `column 9: want a value`,
		`skill "Go"`:                    `column 7: want : and a name`,
		`skill:"Unheard of"`:            `column 7: no skill is called "Unheard of"`,
		`skill:Go >= 9`:                 `column 13: "9" is no level`,
		`city within 50km of Nowhereia`: `column 21: no city is called "Nowhereia"`,
		`(years > 3`:                    `column 11: want )`,
		`years > 3 years > 4`:           `column 11: unexpected "years"`,
		`skill:"Go`:                     `column 7: the quote is not closed`,
		`mode < remote`:                 `column 6: mode has no order`,
		``:                              `column 1: the expression ends`,
		strings.Repeat("not ", 2000):    `the expression is too long`,
		strings.Repeat("(", 2000):       `the expression is too long`,
	} {
		_, err := e.ParseWhere(expr)
		if err == nil || !strings.Contains(err.Error(), want) || !errors.Is(err, profiles.ErrInvalid) {
			t.Errorf("%.40q: %v: want %s", expr, err, want)
		}
	}
}

func TestWhereKnowsWhatARoleOffers(t *testing.T) {
	e := newEngine(t)
	d := facts.NewDeriver(taxonomy.Default(), money.Default())
	r := d.Role(&profiles.Role{ID: "r", Employer: profiles.Employer{Name: "Kiln", Industry: profiles.Ref{Name: "Banking"}}, Values: []profiles.Ref{{Name: "Learning budget"}}})
	c := d.Candidate(&profiles.Candidate{ID: "c", Preferences: &profiles.Preferences{Values: &profiles.RefWish{Want: []profiles.Ref{{Name: "Equity"}}}}}, asOf, facts.AsIs)
	for expr, want := range map[string][2]bool{ // of the role, of the candidate
		`industry:Banking`:            {true, false},
		`industry:"Health care"`:      {false, false},
		`value:"Learning budget"`:     {true, false},
		`value:Equity`:                {false, true},
		`not value:"Learning budget"`: {false, true},
	} {
		w, err := e.ParseWhere(expr)
		if err != nil {
			t.Errorf("%s: %v", expr, err)
			continue
		}
		if got := [2]bool{w.Role(r, nil, nil), w.Candidate(c, nil)}; got != want {
			t.Errorf("%s: %v, want %v", expr, got, want)
		}
	}
	for expr, want := range map[string]string{`value Equity`: "want :", `value:Nothing-of-this`: `no value or benefit is called "Nothing-of-this"`} {
		if _, err := e.ParseWhere(expr); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", expr, err)
		}
	}
}
