package pay

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"tenon/engine"
	"tenon/index/columns"
	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/gazetteer"
	"tenon/profiles/money"
	"tenon/profiles/taxonomy"
)

var (
	asOf    = profiles.NewMonth(2026, 11)
	tax     = taxonomy.Default()
	deriver = facts.NewDeriver(tax, money.Default())
)

// house has records that an estimator can ask for; its engine has the rest.
type house struct {
	engine.Records
	roles      map[string]*profiles.Role
	candidates map[string]*profiles.Candidate
}

func (h *house) put(e *Estimator, seq int, rs ...*profiles.Role) {
	var us []columns.Update
	for _, r := range rs {
		h.roles[r.ID] = r
		org := ""
		if strings.HasPrefix(r.ID, "other") {
			org = "other"
		}
		us = append(us, columns.Update{Key: profiles.Key{Kind: profiles.KindRole, ID: r.ID, Org: org}, Role: r})
	}
	e.Engine.Columns.Apply(us, profiles.Seq(seq))
}

func estimator(rs ...*profiles.Role) (*Estimator, *house) {
	h := &house{roles: map[string]*profiles.Role{}, candidates: map[string]*profiles.Candidate{}}
	e := &Estimator{Engine: &engine.Engine{Deriver: deriver, Cities: gazetteer.Default(), Columns: columns.New(deriver, asOf), Records: stored{h}}}
	h.put(e, 1, rs...)
	return e, h
}

func role(id, title string, level profiles.Seniority, city string, usd int64) *profiles.Role {
	c, ok := gazetteer.Default().Find(city, "", "")
	if !ok {
		panic(city)
	}
	return &profiles.Role{ID: id, Title: profiles.Ref{Name: title}, Seniority: level, Place: &profiles.Place{City: city, Country: c.Country, Geo: c.ID}, Posted: asOf,
		Pay: &profiles.Pay{Min: usd * 90, Max: usd * 110, Currency: "USD", Period: profiles.PerYear}}
}

func ask(t *testing.T, e *Estimator, q Question) *Estimate {
	t.Helper()
	x, err := e.Estimate(t.Context(), q)
	if err != nil {
		t.Fatalf("%+v: %v", q, err)
	}
	b := x.Base
	if b.Low80 <= 0 || b.Low80 > b.Low50 || b.Low50 > b.Median || b.Median > b.High50 || b.High50 > b.High80 {
		t.Errorf("%+v: %+v is no range", q, b)
	}
	if _, err := json.Marshal(x); err != nil {
		t.Errorf("%+v: %v", q, err)
	}
	return x
}

// references compares the four reference ranges of 2025 with what the survey alone gives.
func references(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile("../../testdata/sample/roles-reference.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Roles []*profiles.Role }
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	e, _ := estimator()
	var b strings.Builder
	fmt.Fprintf(&b, "The four reference ranges of 2025 beside the estimates, a year (the survey ends in 2023; skills and tax do not enter)\n")
	fmt.Fprintf(&b, "%-52s %3s %23s %11s %23s %23s  %s\n", "", "", "reference", "median", "half", "four of five", "the middle of the reference")
	for _, r := range file.Roles {
		x := ask(t, e, Question{RoleRecord: r})
		where := "outside of four of five"
		switch mid := (x.Stated.Min + x.Stated.Max) / 2; {
		case mid >= x.Base.Low50 && mid <= x.Base.High50:
			where = "within half"
		case mid >= x.Base.Low80 && mid <= x.Base.High80:
			where = "within four of five"
		}
		name := fmt.Sprintf("%s, %s, %s, %s", x.Of.Title, x.Of.Level, x.Of.Country, x.Of.Mode)
		fmt.Fprintf(&b, "%-52s %s %23s %11d %23s %23s  %s, percentile %d\n", name, x.Currency, span(x.Stated.Min, x.Stated.Max), whole(x.Base.Median), span(x.Base.Low50, x.Base.High50),
			span(x.Base.Low80, x.Base.High80), where, x.Stated.Percentile)
		for _, s := range x.Evidence.Steps {
			if s.Used {
				fmt.Fprintf(&b, "    from %d records: %s\n", x.Evidence.Records, s.What)
			}
		}
	}
	return b.String()
}

func whole(cents int64) int64        { return (cents + 5000) / 10000 * 100 }
func span(low, high int64) string    { return fmt.Sprintf("%d–%d", whole(low), whole(high)) }
func near(a, b int64, by int64) bool { return a-b <= by && b-a <= by }

func TestAnEstimateIsInTheCurrencyAndPeriodAskedFor(t *testing.T) {
	e, _ := estimator()
	q := Question{Title: "Data Scientist", Level: profiles.Senior, Place: "Berlin"}
	year := ask(t, e, q)
	if year.Currency != "EUR" || year.Period != profiles.PerYear || year.Of.City != "Berlin" || year.Of.Country != "DE" {
		t.Errorf("%+v: want euro a year, as in Germany", year)
	}
	q.Currency, q.Period = "usd", profiles.PerMonth
	month := ask(t, e, q)
	usd, ok := money.Default().YearlyUSD(year.Base.Median, "EUR", profiles.PerYear)
	if !ok || month.Currency != "USD" || !near(12*month.Base.Median, 100*usd, 1200) {
		t.Errorf("%d a month and %d a year are not the same", month.Base.Median, usd)
	}
}

func TestARoleIsNoEvidenceForItself(t *testing.T) {
	e, h := estimator(role("a", "Data Scientist", profiles.Senior, "Berlin", 90_000), role("b", "Data Scientist", profiles.Senior, "Berlin", 100_000))
	was := ask(t, e, Question{Role: "a"})
	h.put(e, 2, role("a", "Data Scientist", profiles.Senior, "Berlin", 900_000))
	is := ask(t, e, Question{Role: "a"})
	if !near(was.Base.Median, is.Base.Median, was.Base.Median/100) { // how far apart pay is in the region does change
		t.Errorf("the estimate moves from %d to %d with the pay of the role itself", was.Base.Median, is.Base.Median)
	}
	if was.Stated.Percentile > 80 || is.Stated.Percentile < 95 {
		t.Errorf("the pay stated is above %d, then %d of 100", was.Stated.Percentile, is.Stated.Percentile)
	}
	if slices.ContainsFunc(is.Evidence.Roles, func(c Comparable) bool { return c.ID == "a" }) {
		t.Error("the role is comparable to itself")
	}
}

func TestStoredRolesMoveTheEstimateAndAreItsEvidence(t *testing.T) {
	e, h := estimator()
	q := Question{Title: "Data Engineer", Level: profiles.Mid, Place: "Munich", Currency: "USD"}
	before := ask(t, e, q)
	var rs []*profiles.Role
	for i := range 60 {
		rs = append(rs, role(fmt.Sprint("r", i), "Data Engineer", profiles.Mid, "Munich", 200_000+int64(i)*100))
	}
	h.put(e, 2, rs...)
	after := ask(t, e, q)
	if after.Base.Median < 18_000_000 || after.Base.Median > 21_500_000 || before.Base.Median > 12_000_000 {
		t.Errorf("60 roles at 200,000 dollars move %d to %d", before.Base.Median, after.Base.Median)
	}
	v := after.Evidence
	if v.Own != 60 || v.Survey != 0 || !v.Steps[0].Used || v.Steps[0].What != "Data Engineer, mid, Munich" || len(v.Roles) != mostRoles {
		t.Errorf("%+v: want the 60 roles of the city", v)
	}
}

func TestRolesOfOtherOrganisationsAreNotSeenUnlessPublic(t *testing.T) {
	hidden, public := role("other-1", "Data Engineer", profiles.Mid, "Munich", 200_000), role("other-2", "Data Engineer", profiles.Mid, "Munich", 200_000)
	public.Visibility = profiles.VisiblePublic
	e, _ := estimator(hidden, public)
	q := Question{Title: "Data Engineer"}
	if x := ask(t, e, q); x.Evidence.AllOwn != 1 {
		t.Errorf("%d stored roles are fitted: want the public one", x.Evidence.AllOwn)
	}
	q.Org = "other"
	if x := ask(t, e, q); x.Evidence.AllOwn != 2 {
		t.Errorf("%d stored roles are fitted: want both", x.Evidence.AllOwn)
	}
}

func TestWideningGoesOnUntilThereIsEvidence(t *testing.T) {
	e, _ := estimator()
	for _, c := range []struct {
		q    Question
		used string
	}{
		{Question{Title: "Data Scientist", Level: profiles.Senior, Place: "US"}, "title, level, country"},
		{Question{Title: "Data Scientist", Level: profiles.Mid, Place: "Berlin"}, "title, level, country"},
		{Question{Title: "Data Scientist", Level: profiles.Senior, Place: "Austria"}, "family, level, region"},
		{Question{Title: "Nurse", Level: profiles.Mid, Place: "Berlin"}, "level, region"},
		{Question{Title: "Nurse", Level: profiles.Mid, Place: "Mongolia"}, "level"},
		{Question{Title: "Data Scientist"}, "title, level, country"},
		{Question{Place: "Berlin"}, "level, region"},
	} {
		x := ask(t, e, c.q)
		i := slices.IndexFunc(x.Evidence.Steps, func(s Step) bool { return s.Used })
		if got := x.Evidence.Steps[i]; got.Same != c.used || got.Records != x.Evidence.Records {
			t.Errorf("%+v: widened to %+v: want %s", c.q, got, c.used)
		}
		for k := 1; k < len(x.Evidence.Steps); k++ {
			if x.Evidence.Steps[k].Records < x.Evidence.Steps[k-1].Records {
				t.Errorf("%+v: a step has fewer records than a narrower one: %+v", c.q, x.Evidence.Steps)
			}
		}
	}
}

func TestLessThatIsKnownMakesAWiderRange(t *testing.T) {
	e, _ := estimator()
	wide := func(q Question) float64 {
		b := ask(t, e, q).Base
		return float64(b.High80) / float64(b.Low80)
	}
	all := wide(Question{Title: "Data Scientist", Level: profiles.Senior, Place: "US"})
	if w := wide(Question{Title: "Data Scientist"}); w < 1.5*all {
		t.Errorf("without level and place the range is %.2f wide, with them %.2f", w, all)
	}
	if w := wide(Question{Title: "Data Scientist", Level: profiles.Senior, Place: "Mongolia"}); w < 1.3*all {
		t.Errorf("in a country without records the range is %.2f wide, elsewhere %.2f", w, all)
	}
}

func TestTheTotalIsThereWhereABonusIsStated(t *testing.T) {
	with := func(id, beside string) *profiles.Role {
		r := role(id, "Data Engineer", profiles.Mid, "Munich", 80_000)
		r.Pay.Beside = beside
		return r
	}
	e, h := estimator(with("a", "bonus of up to 10 %"), with("b", "equity"))
	x := ask(t, e, Question{Role: "a"})
	if x.Total == nil || x.Total.From != "role" || x.Total.Low80 != x.Base.Low80 || !near(x.Total.High80, x.Base.High80*11/10, 2) || !near(x.Total.Median, x.Base.Median*105/100, 2) {
		t.Errorf("%+v of %+v: want up to a tenth more", x.Total, x.Base)
	}
	if x := ask(t, e, Question{Role: "b"}); x.Total != nil || x.Stated.Beside != "equity" {
		t.Errorf("%+v: want no total, and what is stated", x)
	}
	for i := range leastBonuses {
		h.put(e, 3+i, with(fmt.Sprint("c", i), "10–20 % bonus"))
	}
	if x := ask(t, e, Question{Title: "Data Engineer", Level: profiles.Mid, Place: "Munich"}); x.Total == nil || x.Total.Roles < leastBonuses || x.Total.BonusHigh != 200 {
		t.Errorf("%+v: want the usual bonus of comparable roles", x.Total)
	}
}

func TestACandidateIsEstimatedByTheLatestWork(t *testing.T) {
	e, h := estimator()
	h.candidates["c"] = &profiles.Candidate{ID: "c", Place: &profiles.Place{Country: "DE"}, Preferences: &profiles.Preferences{Pay: &profiles.PayWish{Min: profiles.Money{Cents: 9_500_000, Currency: "EUR", Period: profiles.PerYear}}},
		Jobs: []profiles.Job{{Title: profiles.Ref{Name: "Data Analyst"}, Start: asOf - 100, End: asOf - 50}, {Title: profiles.Ref{Name: "Data Engineer"}, Start: asOf - 49, Current: true}}}
	x := ask(t, e, Question{Candidate: "c"})
	if x.Of.Title != "Data Engineer" || x.Of.Level != profiles.Mid || x.Of.Country != "DE" || x.Stated == nil || x.Stated.Min != 9_500_000 || len(x.Of.Assumed) != 1 {
		t.Errorf("%+v, %+v", x.Of, x.Stated)
	}
	if y := ask(t, e, Question{Candidate: "c", Level: profiles.Senior}); y.Of.Level != profiles.Senior || y.Base.Median <= x.Base.Median {
		t.Errorf("%+v: want the level that is asked for", y.Of)
	}
}

func TestBadQuestionsAreRefusedAndBadDataIsSaid(t *testing.T) {
	e, h := estimator()
	for _, c := range []struct {
		q    Question
		want error
	}{
		{Question{}, profiles.ErrInvalid}, {Question{Title: "zzz"}, profiles.ErrInvalid}, {Question{Title: "Data Engineer", Currency: "XXX"}, profiles.ErrInvalid},
		{Question{Title: "Data Engineer", Place: "Nowhereville"}, profiles.ErrInvalid}, {Question{Title: "Data Engineer", Size: "XL"}, profiles.ErrInvalid},
		{Question{Role: "none"}, profiles.ErrNotFound}, {Question{Role: "a", Candidate: "b"}, profiles.ErrInvalid}, {Question{Mode: profiles.Remote}, profiles.ErrInvalid},
	} {
		if _, err := e.Estimate(t.Context(), c.q); !errors.Is(err, c.want) {
			t.Errorf("%+v: %v: want %v", c.q, err, c.want)
		}
	}
	var rs []*profiles.Role
	for i, currency := range []string{"USD", "EUR", "GBP", "CHF", "INR", "AED", "XXX"} {
		r := role(fmt.Sprint(i), "Data Engineer", profiles.Mid, "Munich", 80_000)
		r.Pay.Currency = currency
		rs = append(rs, r)
	}
	h.put(e, 2, rs...)
	x := ask(t, e, Question{Role: "6"})
	if x.Evidence.AllOwn != 6 || !slices.ContainsFunc(x.Notices, func(s string) bool { return strings.Contains(s, "1 stored roles are paid in XXX") }) {
		t.Errorf("%q: want the currency without a rate named", x.Notices)
	}
	if x.Currency != "USD" || x.Stated != nil {
		t.Errorf("%+v: want dollars, and nothing compared", x)
	}
}

func TestManyAskAtOnce(t *testing.T) {
	e, h := estimator(role("a", "Data Scientist", profiles.Senior, "Berlin", 90_000))
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for k := range 3 {
				if i == 0 {
					h.put(e, 10+k, role("a", "Data Scientist", profiles.Senior, "Berlin", int64(90_000+1000*k)))
				} else if _, err := e.Estimate(t.Context(), Question{Title: "Data Scientist", Level: profiles.Seniority(1 + i%8)}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
}

func BenchmarkEstimate(b *testing.B) {
	var rs []*profiles.Role
	cities := []string{"Berlin", "Munich", "London", "Paris", "New York City", "Bengaluru"}
	for i := range MostOwn {
		rs = append(rs, role(fmt.Sprint(i), "Data Engineer", profiles.Seniority(i%9), cities[i%len(cities)], int64(60_000+i%50_000)))
	}
	e, h := estimator(rs...)
	q := Question{Title: "Data Engineer", Level: profiles.Senior, Place: "Berlin"}
	b.Run("first", func(b *testing.B) {
		seq := 2
		for b.Loop() {
			b.StopTimer()
			h.put(e, seq, rs[0])
			seq++
			b.StartTimer()
			if _, err := e.Estimate(b.Context(), q); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("next", func(b *testing.B) {
		for b.Loop() {
			if _, err := e.Estimate(b.Context(), q); err != nil {
				b.Fatal(err)
			}
		}
	})
}
