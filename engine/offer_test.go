package engine_test

import (
	"context"
	"testing"

	"tenon/engine"
	"tenon/index/columns"
	"tenon/profiles"
	"tenon/profiles/gazetteer"
)

func TestRolesSayHowFarTheyAreAndWhatTheyPayInOnesOwnCurrency(t *testing.T) {
	berlin, _ := gazetteer.Default().Find("Berlin", "", "DE")
	at := &profiles.Place{City: "Berlin", Country: "DE", Geo: berlin.ID}
	roles := []*profiles.Role{
		{ID: "dollars", Place: at, Pay: &profiles.Pay{Min: 100_000_00, Max: 120_000_00, Currency: "USD", Period: profiles.PerYear}},
		{ID: "euros", Pay: &profiles.Pay{Min: 6_000_00, Currency: "EUR", Period: profiles.PerMonth}},
		{ID: "shells", Pay: &profiles.Pay{Min: 5_00, Currency: "XTS", Period: profiles.PerYear}},
		{ID: "nothing"},
	}
	e := newEngine(t, berliner())
	var us []columns.Update
	for _, r := range roles {
		us = append(us, columns.Update{Key: profiles.Key{Kind: profiles.KindRole, ID: r.ID}, Role: r})
	}
	e.Columns.Apply(us, 2)
	e.Records = market{records{berliner()}, roles}
	offers := func(currency string) map[string]*engine.Offer {
		out, err := e.Rank(t.Context(), engine.Request{Candidate: "b", Top: 10, Currency: currency, Lambda: 30})
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]*engine.Offer{}
		for _, r := range out.Results {
			got[r.ID] = r.Offer
		}
		if len(got) != len(roles) {
			t.Fatalf("%d roles of %d", len(got), len(roles))
		}
		return got
	}
	own := offers("")
	if o := own["dollars"]; o == nil || o.KM == nil || *o.KM < 20 || *o.KM > 35 { // Potsdam to Berlin
		t.Errorf("dollars: %+v", o)
	} else if o.Pay == nil || o.Pay.Currency != "EUR" || o.Pay.Period != profiles.PerYear || o.Pay.Min >= 100_000_00 || o.Pay.Min*12 != o.Pay.Max*10 && abs(o.Pay.Min*12-o.Pay.Max*10) > 2000 {
		t.Errorf("dollars: %+v", o.Pay)
	}
	if o := own["euros"]; o == nil || o.KM != nil || o.Pay == nil || o.Pay.Min != 6_000_00 || o.Pay.Max != 0 || o.Pay.Period != profiles.PerMonth {
		t.Errorf("euros: %+v", o)
	}
	if own["shells"] != nil || own["nothing"] != nil {
		t.Errorf("an offer of nothing: %+v, %+v", own["shells"], own["nothing"])
	}
	if o := offers("GBP")["euros"]; o == nil || o.Pay == nil || o.Pay.Currency != "GBP" || o.Pay.Min >= 6_000_00 {
		t.Errorf("in pounds: %+v", o)
	}
}

// market are the records of some candidates and roles.
type market struct {
	records
	roles []*profiles.Role
}

func (m market) Role(_ context.Context, k profiles.Key) (*profiles.Role, error) {
	for _, r := range m.roles {
		if r.ID == k.ID {
			return r, nil
		}
	}
	return nil, profiles.ErrNotFound
}

func abs(n int64) int64 {
	if n < 0 {
		return -n
	}
	return n
}
