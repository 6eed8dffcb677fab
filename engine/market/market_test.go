package market_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"tenon/engine"
	"tenon/engine/market"
	"tenon/index/columns"
	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/gazetteer"
	"tenon/profiles/money"
	"tenon/profiles/synthetic"
	"tenon/profiles/taxonomy"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var (
	asOf    = profiles.NewMonth(2026, 11)
	tax     = taxonomy.Default()
	rates   = money.Default()
	deriver = facts.NewDeriver(tax, rates)
	corpus  = synthetic.New(tax, gazetteer.Default(), asOf, 5)
)

// stored is a market over these records.
func stored(rs []*profiles.Role, cs []*profiles.Candidate) market.Market {
	l := columns.New(deriver, asOf)
	var us []columns.Update
	for _, r := range rs {
		us = append(us, columns.Update{Key: profiles.Key{Kind: profiles.KindRole, ID: r.ID, Org: orgOf(r.ID)}, Role: r})
	}
	for _, c := range cs {
		us = append(us, columns.Update{Key: profiles.Key{Kind: profiles.KindCandidate, ID: c.ID, Org: orgOf(c.ID)}, Candidate: c})
	}
	l.Apply(us, profiles.Seq(len(us)))
	return market.Market{Engine: &engine.Engine{Deriver: deriver, Cities: gazetteer.Default(), Columns: l}}
}

// orgOf puts what is called other… into another organisation.
func orgOf(id string) string {
	if strings.HasPrefix(id, "other") {
		return "other"
	}
	return ""
}

func describe(t *testing.T, m market.Market, q market.Request) *market.Answer {
	t.Helper()
	a, err := m.Describe(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	if b, err := json.Marshal(a); err != nil || strings.Contains(string(b), "NaN") {
		t.Fatalf("%v: the answer is no JSON: %s", err, b)
	}
	return a
}

// draw makes roles that differ in all that is counted.
func draw(seed uint64, n int) []*profiles.Role {
	r := rand.New(rand.NewPCG(seed, 1))
	out := make([]*profiles.Role, n)
	for i := range out {
		x := corpus.Role(i + int(seed)*1000)
		x.Posted = asOf - profiles.Month(r.IntN(60)) + 2
		if r.IntN(8) == 0 {
			x.Posted = 0
		}
		x.Employer = profiles.Employer{Name: fmt.Sprintf("Employer %d", r.IntN(9)), Industry: profiles.Ref{Name: []string{"Software", "Retail", "none such", ""}[r.IntN(4)]}}
		x.Seniority = profiles.Seniority(r.IntN(9))
		switch r.IntN(6) {
		case 0:
			x.Pay = nil
		case 1:
			x.Pay = &profiles.Pay{Min: 1_000_000, Currency: []string{"XXX", "YYY"}[r.IntN(2)], Period: profiles.PerYear}
		case 2:
			x.Pay = &profiles.Pay{Min: int64(30+r.IntN(50)) * 100, Currency: "USD", Period: profiles.PerHour}
		}
		if r.IntN(5) == 0 {
			x.ID, x.Visibility = "other-"+x.ID, profiles.Visibility(r.IntN(2))
		}
		if r.IntN(10) == 0 {
			x.Place, x.Modes, x.Title = nil, nil, profiles.Ref{Name: "zzz"}
		}
		out[i] = x
	}
	return out
}

// seen are the roles that an organisation sees and that are in the months, by hand.
func seen(rs []*profiles.Role, months int) (out []*profiles.Role) {
	for _, r := range rs {
		age := int(asOf - r.Posted)
		if (orgOf(r.ID) == "" || r.Visibility == profiles.VisiblePublic) && (r.Posted == 0 || age >= 0 && age < months) {
			out = append(out, r)
		}
	}
	return out
}

// by counts roles by words, by hand.
func by(rs []*profiles.Role, words func(*facts.Role, *profiles.Role) []string) map[string]int {
	out := map[string]int{}
	for _, r := range rs {
		for _, w := range words(deriver.Role(r), r) {
			out[w]++
		}
	}
	return out
}

func label(n taxonomy.No) []string {
	if n == 0 {
		return nil
	}
	return []string{tax.Concept(n).ID}
}

func TestDemandIsWhatCountingByHandGives(t *testing.T) {
	for seed := range uint64(4) {
		rs := draw(seed, 600)
		m := stored(rs, nil)
		for _, months := range []int{6, 24, 48} {
			a := describe(t, m, market.Request{Months: months, Top: market.MaxTop})
			in := seen(rs, months)
			if a.Roles.Counted != len(in) {
				t.Fatalf("%d roles are counted: want %d", a.Roles.Counted, len(in))
			}
			want := map[string]map[string]int{
				market.Family: by(in, func(f *facts.Role, _ *profiles.Role) []string { return label(f.Family) }),
				market.Skill: by(in, func(f *facts.Role, _ *profiles.Role) (out []string) {
					for _, n := range f.Skills {
						out = append(out, label(n)...)
					}
					return out
				}),
				market.Country:  by(in, func(f *facts.Role, _ *profiles.Role) []string { return []string{f.Country.String()} }),
				market.City:     by(in, func(f *facts.Role, _ *profiles.Role) []string { return []string{fmt.Sprint(f.Geo)} }),
				market.Employer: by(in, func(_ *facts.Role, r *profiles.Role) []string { return []string{r.Employer.Name} }),
				market.Level:    by(in, func(f *facts.Role, _ *profiles.Role) []string { return []string{f.Step.String()} }),
				market.Mode: by(in, func(_ *facts.Role, r *profiles.Role) (out []string) {
					for _, x := range r.Modes {
						out = append(out, x.String())
					}
					return out
				}),
			}
			for _, d := range a.Demand {
				if w := want[d.By]; w != nil {
					delete(w, "")
					delete(w, "0")
					check(t, d, w)
				}
			}
		}
	}
}

func check(t *testing.T, d market.Demand, want map[string]int) {
	t.Helper()
	if len(d.Rows) != len(want) || d.Distinct != len(want) {
		t.Fatalf("by %s: %d rows: want %d", d.By, len(d.Rows), len(want))
	}
	for i, r := range d.Rows {
		id := r.ID
		if id == "" {
			id = r.Name
		}
		if r.Roles != want[id] {
			t.Errorf("by %s: %s has %d roles: want %d", d.By, id, r.Roles, want[id])
		}
		if i > 0 && d.Rows[i-1].Roles < r.Roles {
			t.Errorf("by %s: row %d is out of order", d.By, i)
		}
	}
}

func TestGrowthComparesWholeMonthsAndYears(t *testing.T) {
	var rs []*profiles.Role
	add := func(age, n int) {
		for range n {
			rs = append(rs, &profiles.Role{ID: fmt.Sprint(len(rs)), Title: profiles.Ref{Name: "Data Engineer"}, Posted: asOf - profiles.Month(age)})
		}
	}
	add(0, 7) // the current month is in no growth of a row
	add(1, 6)
	add(2, 4)
	add(13, 3)
	add(24, 2)
	add(25, 50)
	a := describe(t, stored(rs, nil), market.Request{By: []string{market.Month, market.Family}, Months: 12})
	r := a.Demand[0].Rows[0]
	if r.Roles != 17 || r.Month.From != 4 || r.Month.To != 6 || *r.Month.Percent != 50 || r.Year.From != 5 || r.Year.To != 10 || *r.Year.Percent != 100 {
		t.Errorf("%+v", r)
	}
	if x := a.Months[0]; !x.Current || x.Roles != 7 || *x.Before.Percent != 17 || x.Year.Percent != nil {
		t.Errorf("%+v", x)
	}
	if x := a.Months[1]; x.Roles != 6 || x.Year.From != 3 || *x.Year.Percent != 100 {
		t.Errorf("%+v", x)
	}
	if a.Roles.Older != 55 {
		t.Errorf("%d older: want 55", a.Roles.Older)
	}
}

func TestQuartilesRestOnFiveRolesAndAreThoseOfTheSortedAmounts(t *testing.T) {
	var rs []*profiles.Role
	add := func(city string, pays ...int64) {
		for _, p := range pays {
			rs = append(rs, &profiles.Role{ID: fmt.Sprint(len(rs)), Title: profiles.Ref{Name: "Data Engineer"}, Seniority: profiles.Senior, Place: place(city),
				Pay: &profiles.Pay{Min: p * 100, Currency: "USD", Period: profiles.PerYear}})
		}
	}
	add("Berlin", 90_000, 60_000, 70_000, 80_000, 101_000)
	add("Munich", 50_000, 51_000, 52_000, 53_000)
	p := describe(t, stored(rs, nil), market.Request{By: []string{market.Pay}}).Pay
	if len(p.Groups) != 2 || p.Hidden != 1 || len(p.Families) != 1 {
		t.Fatalf("%+v: want Germany and Berlin, Munich hidden", p)
	}
	if r := p.Groups[0]; r.Roles != 9 || r.Country != "Germany" || r.City != "" || r.Low != 52_000 || r.Median != 60_000 || r.High != 80_000 {
		t.Errorf("%+v", r)
	}
	if r := p.Groups[1]; r.Roles != 5 || r.City != "Berlin" || r.Level != profiles.Senior || r.Low != 70_000 || r.Median != 80_000 || r.High != 90_000 {
		t.Errorf("%+v", r)
	}
	add("Berlin", 102_000)
	r := describe(t, stored(rs, nil), market.Request{By: []string{market.Pay}, Currency: "aed"}).Pay.Groups[1]
	if r.Median != 312_163 || r.Low != 266_256 { // 85,000 and 72,500 dollars, between two amounts each
		t.Errorf("in dirham: %+v", r)
	}
}

func place(city string) *profiles.Place {
	c, ok := gazetteer.Default().Find(city, "", "")
	if !ok {
		panic(city)
	}
	return &profiles.Place{City: city, Country: c.Country, Geo: c.ID}
}

func TestSupplyCountsWhoIsSeen(t *testing.T) {
	ref := func(s string) profiles.Ref { return profiles.Ref{Name: s} }
	var rs []*profiles.Role
	for i := range 6 {
		r := &profiles.Role{ID: fmt.Sprint(i), Requirements: []profiles.Requirement{{Kind: profiles.ReqSkill, Ref: ref("Rust")}}}
		if i < 5 {
			r.Requirements = append(r.Requirements, profiles.Requirement{Kind: profiles.ReqSkill, Ref: ref("Python"), AnyOf: []profiles.Ref{ref("COBOL")}})
		}
		rs = append(rs, r)
	}
	var cs []*profiles.Candidate
	for i := range 9 {
		cs = append(cs, &profiles.Candidate{ID: fmt.Sprint(i), Skills: []profiles.Skill{{Ref: ref("Python")}}})
	}
	cs = append(cs, &profiles.Candidate{ID: "other", Skills: []profiles.Skill{{Ref: ref("Rust")}}},
		&profiles.Candidate{ID: "other-public", Visibility: profiles.VisiblePublic, Skills: []profiles.Skill{{Ref: ref("COBOL")}}})
	s := describe(t, stored(rs, cs), market.Request{By: []string{market.Supply}}).Supply
	got := fmt.Sprint(s.Rows, s.Scarce)
	if want := "[{Rust skill/rust 6 0 0} {COBOL skill/cobol 5 1 0.2} {Python skill/python 5 9 1.8}] [{Rust skill/rust 6 0 0} {COBOL skill/cobol 5 1 0.2} {Python skill/python 5 9 1.8}]"; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}

func TestAnAnswerDoesNotDependOnTheOrderOfRecords(t *testing.T) {
	rs := draw(7, 400)
	shuffled := slices.Clone(rs)
	rand.New(rand.NewPCG(1, 1)).Shuffle(len(rs), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	a, _ := json.Marshal(describe(t, stored(rs, nil), market.Request{}))
	for range 5 {
		if b, _ := json.Marshal(describe(t, stored(shuffled, nil), market.Request{})); string(a) != string(b) {
			t.Fatalf("%s\n%s", a, b)
		}
	}
}

func TestTheFilterIsTheGrammarOfWhere(t *testing.T) {
	rs := draw(3, 300)
	m := stored(rs, nil)
	all, de := describe(t, m, market.Request{}), describe(t, m, market.Request{Where: "country = Germany"})
	for _, d := range all.Demand {
		for _, r := range d.Rows {
			if d.By == market.Country && r.ID == "DE" && (r.Roles != de.Roles.Counted || r.Roles == 0) {
				t.Errorf("%d roles are in Germany, %d pass the filter", r.Roles, de.Roles.Counted)
			}
		}
	}
	if de.Roles.Filtered == 0 || de.Roles.Filtered+de.Roles.Counted+de.Roles.Older+de.Roles.Later != len(visible(rs)) {
		t.Errorf("%+v: not all of %d roles are accounted for", de.Roles, len(visible(rs)))
	}
	for _, q := range []market.Request{{Where: "musts = all"}, {Where: "contry = DE"}, {By: []string{"weather"}}, {Months: -1}, {Months: 999}, {Top: -1}, {Currency: "XXX"}} {
		if _, err := m.Describe(t.Context(), q); !errors.Is(err, profiles.ErrInvalid) {
			t.Errorf("%+v: %v: want ErrInvalid", q, err)
		}
	}
}

func visible(rs []*profiles.Role) (out []*profiles.Role) {
	for _, r := range rs {
		if orgOf(r.ID) == "" || r.Visibility == profiles.VisiblePublic {
			out = append(out, r)
		}
	}
	return out
}

func TestWhatIsNotKnownIsSaidPlainly(t *testing.T) {
	role := func(id, currency string) *profiles.Role {
		r := &profiles.Role{ID: id, Title: profiles.Ref{Name: "Data Engineer"}, Posted: asOf}
		if currency != "" {
			r.Pay = &profiles.Pay{Min: 9_000_000, Currency: currency, Period: profiles.PerYear}
		}
		return r
	}
	var seven []*profiles.Role
	for i, c := range []string{"USD", "EUR", "GBP", "CHF", "INR", "AED", "XXX"} {
		seven = append(seven, role(fmt.Sprint(i), c))
	}
	for _, c := range []struct {
		name  string
		roles []*profiles.Role
		say   string
	}{
		{"an empty market", nil, "no roles are stored"},
		{"one role", []*profiles.Role{role("a", "USD")}, "pay of 1 role is known: nothing is shown that rests on fewer than 5"},
		{"all pay missing", []*profiles.Role{role("a", ""), role("b", "")}, "no role states pay that can be compared"},
		{"seven currencies, one without a rate", seven, "1 role paid in XXX, which has no exchange rate"},
	} {
		a := describe(t, stored(c.roles, nil), market.Request{})
		if !strings.Contains(strings.Join(a.Notices, "\n"), c.say) {
			t.Errorf("%s: %q: want %q", c.name, a.Notices, c.say)
		}
		if a.Premium.Reason == "" || len(a.Premium.Rows) > 0 {
			t.Errorf("%s: %+v: want a reason in place of premiums", c.name, a.Premium)
		}
	}
}
