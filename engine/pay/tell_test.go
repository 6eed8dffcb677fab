package pay

import (
	"fmt"
	"strings"
	"testing"

	"tenon/profiles"
)

func TestBothSidesAreToldWhatIsPaid(t *testing.T) {
	e, h := estimator()
	h.candidates["c"] = &profiles.Candidate{ID: "c", Headline: "Senior Data Scientist", Place: &profiles.Place{Country: "US"},
		Preferences: &profiles.Preferences{Pay: &profiles.PayWish{Min: profiles.Money{Cents: 9_000_000, Currency: "USD", Period: profiles.PerYear}}}}
	h.put(e, 2, role("low", "Data Scientist", profiles.Senior, "New York City", 40_000), role("high", "Data Scientist", profiles.Senior, "New York City", 900_000))
	for _, c := range []struct {
		q                   Question
		candidate, employer string
	}{
		{Question{Role: "low"}, "The role states 36,000 to 44,000 USD a year", "You state 36,000 to 44,000 USD a year"},
		{Question{Role: "low"}, "even its upper end is less than three of four are paid", "even its upper end is less than"},
		{Question{Role: "high"}, "even its lower end is more than three of four are paid", "in the middle more than"},
		{Question{Candidate: "c"}, "You ask for at least 90,000 USD a year, more than", "The candidate asks for at least 90,000 USD a year"},
		{Question{Candidate: "c"}, "you can ask for more", "an offer in the middle meets it"},
		{Question{Title: "Data Scientist", Place: "Berlin", Period: profiles.PerHour}, "EUR an hour", "you pay more than three of four"},
		{Question{Title: "Data Scientist", Level: profiles.Senior, Place: "US"}, "comparable records (Data Scientist, senior, US)", "This rests on"},
	} {
		x := ask(t, e, c.q)
		for side, want := range map[string]string{strings.Join(x.Told.Candidate, "\n"): c.candidate, strings.Join(x.Told.Employer, "\n"): c.employer} {
			if !strings.Contains(side, want) {
				t.Errorf("%+v: %q is not told:\n%s", c.q, want, side)
			}
		}
	}
}

func TestWhatIsToldIsWhatTheEstimateHolds(t *testing.T) {
	e, h := estimator()
	for i := range 6 {
		r := role(fmt.Sprint("r", i), "Data Scientist", profiles.Senior, "Berlin", 90_000)
		r.Pay.Beside = "a bonus of 10 %"
		h.put(e, 2+i, r)
	}
	for _, q := range []Question{{Title: "Data Scientist", Level: profiles.Senior, Place: "Berlin"}, {Role: "r1"}, {Title: "Nurse", Place: "Kenya"}, {Place: "Berlin"}, {Level: profiles.Junior}} {
		x := ask(t, e, q)
		told := strings.Join(append(x.Told.Candidate, x.Told.Employer...), "\n")
		for _, cents := range []int64{x.Base.Low50, x.Base.Median, x.Base.High50} {
			if strings.Count(told, Amount(cents, x.Period)) < 2 {
				t.Errorf("%+v: %s is not told to both:\n%s", q, Amount(cents, x.Period), told)
			}
		}
		if (x.Total != nil) != strings.Contains(told, "With the bonus") {
			t.Errorf("%+v: total %+v and\n%s", q, x.Total, told)
		}
		for _, wrong := range []string{"NaN", "Inf", "%!", "()", ", ,"} {
			if strings.Contains(told, wrong) {
				t.Errorf("%+v: %s in\n%s", q, wrong, told)
			}
		}
	}
}
