package market_test

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tenon/engine/market"
	"tenon/profiles"
)

// block is n roles that are alike.
func block(id string, n, age int, title, skill string, usd int64) (out []*profiles.Role) {
	for i := range n {
		r := &profiles.Role{ID: fmt.Sprint(id, i), Title: profiles.Ref{Name: title}, Posted: asOf - profiles.Month(age), Modes: []profiles.Mode{profiles.Remote}}
		if skill != "" {
			r.Requirements = []profiles.Requirement{{Kind: profiles.ReqSkill, Ref: profiles.Ref{Name: skill}, Necessity: profiles.Must}}
		}
		if usd > 0 {
			r.Pay = &profiles.Pay{Min: (usd + int64(i)*1000) * 100, Currency: "USD", Period: profiles.PerYear}
		}
		out = append(out, r)
	}
	return out
}

func people(n int, skill string) (out []*profiles.Candidate) {
	for i := range n {
		out = append(out, &profiles.Candidate{ID: fmt.Sprint("c", skill, i), Skills: []profiles.Skill{{Ref: profiles.Ref{Name: skill}}}})
	}
	return out
}

func TestBothSidesAreToldWhatTheTablesHold(t *testing.T) {
	rs := slices.Concat(block("a", 12, 1, "Data Engineer", "Kubernetes", 100_000), block("b", 6, 14, "Data Engineer", "Kubernetes", 0), block("c", 5, 3, "Data Scientist", "Rust", 150_000),
		block("d", 4, 3, "Nurse", "Nursing", 900_000))
	a := describe(t, stored(rs, people(9, "Kubernetes")), market.Request{})
	for side, want := range map[string][]string{
		strings.Join(a.Told.Candidate, "\n"): {
			"27 roles are counted, posted from 2024-12 to 2026-11; the pay of 21 of them is known.",
			"The family with most roles is Data engineer (18 of 27 roles, 66.7 %), then Data scientist (5).",
			"The skill most asked for is Kubernetes (18 of 27 roles, 66.7 %), then Rust (5).",
			"Demand grows most in the family Data engineer: 12 roles in the last twelve whole months, 100 % more than the 6 of the twelve before.",
			"Data engineer: the middle half of 12 roles pays 102,750 to 108,250 USD a year, the median is 105,500.",
			"Of the 2 families that are shown, Data scientist pays most at the median: 152,000 USD.",
			"Supply is shortest of Rust (nobody for 5 roles) and Kubernetes (9 candidates for 18 roles, 0.50 a role).",
		},
		strings.Join(a.Told.Employer, "\n"): {
			"The family that most others look for is Data engineer (18 of 27 roles, 66.7 %)",
			"There are 9 candidates in all, 0.33 for each role that is counted.",
			"Competition grows most for Kubernetes: 12 roles",
			"Data engineer: post 105,500 USD a year to stand in the middle of 12 roles; above 108,250 you post more than three of four",
			"Of the 27 roles, 27 can be remote (100.0 %).",
			"Hardest to find: Rust (nobody for 5 roles)",
			"As a must-have, Rust leaves nobody of the 9 candidates.",
		},
	} {
		for _, w := range want {
			if !strings.Contains(side, w) {
				t.Errorf("%q is not told:\n%s", w, side)
			}
		}
		if strings.Contains(side, "Nurs") || strings.Contains(side, "Healthcare") {
			t.Errorf("what 4 roles state is told:\n%s", side)
		}
	}
}

func TestPremiumsAreToldWhereTheIntervalIsSure(t *testing.T) {
	rs := slices.Concat(block("a", 40, 1, "Data Engineer", "Kubernetes", 150_000), block("b", 40, 1, "Data Engineer", "Python", 100_000))
	for i := range rs { // and one that makes no difference
		if i%3 == 0 {
			rs[i].Requirements = append(rs[i].Requirements, profiles.Requirement{Kind: profiles.ReqSkill, Ref: profiles.Ref{Name: "Terraform"}})
		}
	}
	a := describe(t, stored(rs, nil), market.Request{By: []string{market.Premium}})
	if !slices.ContainsFunc(a.Premium.Rows, func(r market.PremiumRow) bool { return r.Low <= 0 }) || !slices.ContainsFunc(a.Premium.Rows, func(r market.PremiumRow) bool { return r.Low > 0 }) {
		t.Fatalf("%+v: want one that is sure and one that is not", a.Premium.Rows)
	}
	told := strings.Join(slices.Concat(a.Told.Candidate, a.Told.Employer), "\n")
	for _, r := range a.Premium.Rows {
		if sure := r.Low > 0; strings.Contains(told, "Roles that ask for "+r.Skill+" pay") != sure || strings.Contains(told, "Who asks for "+r.Skill+" competes") != sure {
			t.Errorf("%s, %.1f to %.1f %%, is told wrong:\n%s", r.Skill, r.Low, r.High, told)
		}
	}
}

func TestGrowthFromAlmostNothingIsNotTold(t *testing.T) {
	for was, want := range map[int]bool{4: false, 5: true} {
		a := describe(t, stored(slices.Concat(block("a", 9, 1, "Data Engineer", "", 0), block("b", was, 14, "Data Engineer", "", 0)), nil), market.Request{})
		if told := strings.Join(a.Told.Candidate, "\n"); strings.Contains(told, "grows most") != want {
			t.Errorf("from %d roles to 9:\n%s", was, told)
		}
	}
}

// counted finds the counts of a sentence.
var counted = regexp.MustCompile(`([\d,]+) (?:roles?|candidates?|can be)\b|\(([\d,]+)\)|the pay of ([\d,]+) of`)

func TestNothingIsToldOfFewerThanFive(t *testing.T) {
	check := func(a *market.Answer) {
		t.Helper()
		for _, s := range slices.Concat(a.Told.Candidate, a.Told.Employer) {
			if strings.Contains(s, "NaN") || strings.Contains(s, "Inf") || strings.Contains(s, "%!") {
				t.Errorf("%q", s)
			}
			for _, m := range counted.FindAllStringSubmatchIndex(s, -1) {
				for g := 2; g < len(m); g += 2 {
					if m[g] < 0 || strings.HasSuffix(s[:m[g]], "ewer than ") {
						continue
					}
					if n, err := strconv.Atoi(strings.ReplaceAll(s[m[g]:m[g+1]], ",", "")); err != nil || n < market.Least {
						t.Errorf("%q rests on %s", s, s[m[g]:m[g+1]])
					}
				}
			}
		}
	}
	for seed := range uint64(6) {
		rs := draw(seed, []int{0, 1, 4, 5, 30, 400}[seed])
		for _, n := range []int{0, 3, 40} {
			var cs []*profiles.Candidate
			for i := range n {
				cs = append(cs, corpus.Candidate(i))
			}
			a := describe(t, stored(rs, cs), market.Request{})
			if len(a.Told.Candidate) == 0 || len(a.Told.Employer) == 0 {
				t.Fatalf("%d roles: nobody is told anything", len(rs))
			}
			if a.Roles.Counted < market.Least && len(a.Told.Candidate)+len(a.Told.Employer) != 2 {
				t.Errorf("of %d roles is told %q", a.Roles.Counted, a.Told)
			}
			check(a)
		}
	}
}

func TestOnlyCandidatesThatAreSeenAreCounted(t *testing.T) {
	cs := people(3, "Python")
	cs = append(cs, &profiles.Candidate{ID: "other-hidden", Visibility: profiles.VisibleOrganisation}, &profiles.Candidate{ID: "other-open", Visibility: profiles.VisiblePublic})
	if a := describe(t, stored(nil, cs), market.Request{}); a.Candidates != 4 {
		t.Errorf("%d candidates: want 4", a.Candidates)
	}
}
