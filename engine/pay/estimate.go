package pay

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"math"
	"slices"
	"sync"

	"tenon/engine"
	"tenon/engine/regress"
	"tenon/index/columns"
	"tenon/profiles"
	"tenon/profiles/gazetteer"
	"tenon/profiles/taxonomy"
)

// Estimator estimates pay by the survey and by what an engine has in its columns. Its fits are kept until the records change. Safe for
// concurrent use; do not copy.
type Estimator struct {
	Engine *engine.Engine

	mu     sync.Mutex // guards what follows, and is held while a fit is made
	survey []record
	of     *columns.Snapshot
	known  map[string]*records // by organisation
}

// records are those that one organisation sees of a snapshot, with the fits of them.
type records struct {
	all    []record
	own    int
	noRate map[string]int // stored roles that are left out, by currency
	year   int            // of the newest
	models map[mask]*model
}

// maxOrgs is of how many organisations the records are kept.
const maxOrgs = 16

// modelOf returns the fit of the newest records by the facts that a question states.
func (e *Estimator) modelOf(snap *columns.Snapshot, org string, q *record) (*records, *model, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.survey == nil {
		rs, err := surveyRecords(e.Engine.Deriver.Taxonomy)
		if err != nil {
			return nil, nil, err
		}
		e.survey = rs
	}
	if e.of != snap || len(e.known) >= maxOrgs {
		e.of, e.known = snap, map[string]*records{}
	}
	k := e.known[org]
	if k == nil {
		k = newRecords(e.survey, snap, org)
		e.known[org] = k
	}
	m := k.models[q.mask()]
	if m == nil {
		var ok bool
		if m, ok = newModel(q.mask(), k.all); !ok {
			return nil, nil, fmt.Errorf("%w: the records with pay determine no fit", profiles.ErrDamaged)
		}
		k.models[q.mask()] = m
	}
	return k, m, nil
}

func newRecords(survey []record, snap *columns.Snapshot, org string) *records {
	own := ownRecords(snap, org)
	k := &records{all: slices.Concat(survey, own), own: len(own), noRate: map[string]int{}, models: map[mask]*model{}}
	for i := range snap.Roles {
		if r := &snap.Roles[i]; (r.Org == org || r.Facts.Public) && r.Posting != nil && r.Posting.Currency != "" && !r.Posting.Pays() {
			k.noRate[r.Posting.Currency]++
		}
	}
	for i := range k.all {
		k.year = max(k.year, k.all[i].year)
	}
	return k
}

// Estimate answers a question. profiles.ErrNotFound: no such record; profiles.ErrInvalid: a part of the question, named, or one that says
// nothing that pay could be told by.
func (e *Estimator) Estimate(ctx context.Context, q Question) (*Estimate, error) {
	a, err := e.ask(ctx, &q)
	if err != nil {
		return nil, err
	}
	if a.mask()&^byMode&^bySize == 0 {
		return nil, fmt.Errorf("%w: nothing to estimate by: want a title that is known, a level or a place", profiles.ErrInvalid)
	}
	snap := e.Engine.Columns.Snapshot()
	k, m, err := e.modelOf(snap, q.Org, &a.record)
	if err != nil {
		return nil, err
	}
	a.year = k.year
	if k.own > 0 {
		a.role = &columns.Role{} // asked of the stored roles, which are newer than the survey
	}
	usd, c, s := m.predict(&a.record, k.find(&a.self))
	out := &Estimate{Role: q.Role, Candidate: q.Candidate, Of: e.describe(a), Currency: a.currency, Period: a.period, Seq: snap.Seq, AsOf: snap.AsOf,
		Taxonomy: snap.Taxonomy, Rates: snap.Rates}
	out.Base = e.rangeOf(usd, a)
	out.Evidence = e.evidence(&q, a, m, k, c)
	out.Total = total(out.Base, a, m, c)
	e.stated(out, a, s)
	e.notices(out, a, k, c)
	out.Told = out.tell(a.words, a.kind)
	return out, nil
}

// find is the index of a stored role among the records, -1 when it is none of them.
func (k *records) find(key *profiles.Key) int {
	return slices.IndexFunc(k.all, func(r record) bool {
		return key.ID != "" && r.role != nil && r.role.ID == key.ID && r.role.Org == key.Org
	})
}

// quantiles that make a Range, in its order.
var quantiles = [5]float64{0.10, 0.25, 0.50, 0.75, 0.90}

// predicted is a distribution of pay: its middle, and the unit of how far others are off.
type predicted struct {
	*spread
	mid, unit float64
}

// share is the share of pay below an amount.
func (p *predicted) share(usd float64) float64 {
	return p.less((math.Log(usd) - math.Log(regress.Pay(p.mid))) / p.unit)
}

// predict is the range of a question, in US dollars a year; self is as in comparable.
func (m *model) predict(q *record, self int) (usd [5]float64, c *comparable, p *predicted) {
	c = m.comparable(q, self)
	row := m.row(q, nil)
	p = &predicted{m.spread(c), m.ridge.Predict(row), m.scaleOf(q) * m.ridge.Doubt(row, m.unseen(q))}
	if self >= 0 {
		p.mid = m.ridge.Without(row, m.row(&m.rs[self], nil), m.rs[self].y)
	}
	for i, share := range quantiles {
		usd[i] = regress.Pay(p.mid + p.unit*p.at(share))
	}
	return usd, c, p
}

// rangeOf brings amounts to the currency and period that are asked for.
func (e *Estimator) rangeOf(usd [5]float64, a *asked) (r Range) {
	for i, to := range []*int64{&r.Low80, &r.Low50, &r.Median, &r.High50, &r.High80} {
		*to = e.cents(int64(math.Round(usd[i])), a)
	}
	return r
}

func (e *Estimator) cents(usd int64, a *asked) int64 {
	cents, _ := e.Engine.Deriver.Rates.FromYearlyUSD(usd, a.currency, a.period) // the currency has been checked
	return cents
}

// total is the base pay with the bonus that the role states, else with the usual one of comparable roles that state one.
func total(base Range, a *asked, m *model, c *comparable) *Total {
	t := &Total{From: "role", BonusLow: a.bonus[0], BonusHigh: a.bonus[1]}
	if !a.bonusStated {
		var lows, highs []int
		for i := range m.rs {
			if r := &m.rs[i]; c.at[i] >= 0 && c.at[i] <= c.used() && r.role != nil && r.role.Posting.BonusStated {
				lows, highs = append(lows, r.role.Posting.Bonus[0]), append(highs, r.role.Posting.Bonus[1])
			}
		}
		if len(lows) < leastBonuses {
			return nil
		}
		slices.Sort(lows)
		slices.Sort(highs)
		t.From, t.Roles, t.BonusLow, t.BonusHigh = "comparable roles", len(lows), lows[len(lows)/2], highs[len(highs)/2]
	}
	with := func(cents int64, bonus int) int64 { return cents + (cents*int64(bonus)+500)/1000 }
	mid := (t.BonusLow + t.BonusHigh) / 2
	t.Range = Range{with(base.Low80, t.BonusLow), with(base.Low50, t.BonusLow), with(base.Median, mid), with(base.High50, t.BonusHigh), with(base.High80, t.BonusHigh)}
	return t
}

// leastBonuses is how many comparable roles have to state a bonus for it to be called usual.
const leastBonuses = 5

// stated compares what the record says with the estimate.
func (e *Estimator) stated(out *Estimate, a *asked, p *predicted) {
	if a.stated == nil {
		return
	}
	rates := e.Engine.Deriver.Rates
	low, ok1 := rates.YearlyUSD(cmp.Or(a.stated.Min, a.stated.Max), a.stated.Currency, a.stated.Period)
	high, ok2 := rates.YearlyUSD(max(a.stated.Min, a.stated.Max), a.stated.Currency, a.stated.Period)
	if !ok1 || !ok2 || high <= 0 {
		out.Notices = append(out.Notices, a.words.Say("the record states pay in {0}, which has no exchange rate: it is not compared", a.stated.Currency))
		return
	}
	mid := max(1, float64(low+high)/2)
	out.Stated = &Stated{Min: e.cents(low, a), Max: e.cents(high, a), Beside: a.stated.Beside, Percentile: int(math.Round(100 * p.share(mid)))}
	if a.stated.Currency == a.currency && a.stated.Period == a.period { // not by way of dollars
		out.Stated.Min, out.Stated.Max = cmp.Or(a.stated.Min, a.stated.Max), max(a.stated.Min, a.stated.Max)
	}
}

// mostRoles is how many comparable roles are named.
const mostRoles = 5

// evidence counts all that an organisation sees, public roles of others too, as the market does, and names what is there for who asks.
func (e *Estimator) evidence(q *Question, a *asked, m *model, k *records, c *comparable) Evidence {
	used := c.used()
	v := Evidence{All: len(k.all), AllOwn: k.own, Source: Source}
	for i, s := range c.steps {
		v.Steps = append(v.Steps, Step{Same: s.same, What: e.what(a, s.same), Records: c.n[i], Used: i == used})
	}
	var paid []int64
	var own []int
	for i := range m.rs {
		if c.at[i] < 0 || c.at[i] > used {
			continue
		}
		v.Records++
		paid = append(paid, m.rs[i].usd)
		if m.rs[i].role != nil {
			own = append(own, i)
		}
	}
	v.Own, v.Survey = len(own), v.Records-len(own)
	if len(paid) > 0 {
		slices.Sort(paid)
		var usd [5]float64
		for i, q := range quantiles {
			usd[i] = float64(paid[int(math.Round(q*float64(len(paid)-1)))])
		}
		r := e.rangeOf(usd, a)
		v.Paid = &r
	}
	far := func(r *record) int {
		return b2i(r.family != a.family) + b2i(r.country != a.country) + b2i(r.band != a.band)
	}
	slices.SortStableFunc(own, func(x, y int) int {
		return cmp.Or(cmp.Compare(c.at[x], c.at[y]), cmp.Compare(far(&m.rs[x]), far(&m.rs[y])), cmp.Compare(m.rs[y].role.Facts.Posted, m.rs[x].role.Facts.Posted))
	})
	asOf := e.Engine.Columns.Snapshot().AsOf
	own = slices.DeleteFunc(own, func(i int) bool { return q.Roles.Hides(m.rs[i].role, q.Org, asOf) })
	for _, i := range own[:min(len(own), mostRoles)] {
		v.Roles = append(v.Roles, e.comparableRole(m.rs[i].role, q.Org, a))
	}
	return v
}

func (e *Estimator) comparableRole(r *columns.Role, org string, a *asked) Comparable {
	x := Comparable{ID: r.ID, Title: e.label(r.Facts.Title), Min: e.cents(r.Posting.Low, a), Max: e.cents(r.Posting.High, a)}
	if r.Org != org {
		x.Org = &r.Org
	}
	if c, ok := e.Engine.Cities.ByID(r.Facts.Geo); ok {
		x.Place = c.Name
	} else if r.Facts.Country != 0 {
		x.Place = r.Facts.Country.String()
	}
	return x
}

func (e *Estimator) label(n taxonomy.No) string {
	if n == 0 {
		return ""
	}
	return e.Engine.Deriver.Taxonomy.Concept(n).Label
}

// notices says what weakens the estimate.
func (e *Estimator) notices(out *Estimate, a *asked, k *records, c *comparable) {
	say := func(english string, values ...any) {
		out.Notices = append(out.Notices, a.words.Say(english, values...))
	}
	if a.unknownTitle != "" {
		say("no title of the taxonomy is called “{0}”: the estimate is one without a title", a.unknownTitle)
	}
	if a.family != 0 && !slices.ContainsFunc(k.all, func(r record) bool { return r.family == a.family }) {
		say("no record is of a {0}: the estimate is from other families", e.label(a.family))
	}
	if a.country != 0 && !slices.ContainsFunc(k.all, func(r record) bool { return r.country == a.country }) {
		n, _ := gazetteer.NationOf(a.country.String())
		say("no record is from {0}: the estimate is from elsewhere, and may be far off", n.Name)
	}
	if used := c.used(); used > 0 && (c.steps[used].same == "level" || c.steps[used].same == "nothing") {
		say("fewer than {0} records are near: the range is that of records of every title and place", LeastComparable)
	}
	if k.own == 0 {
		say("no stored role states pay: the records are of 2020 to 2023, and nothing is added for the years since")
	}
	for _, currency := range slices.Sorted(maps.Keys(k.noRate)) {
		say("{0} stored roles are paid in {1}, which has no exchange rate: left out", k.noRate[currency], currency)
	}
	if a.noRate != "" {
		say("{0} has no exchange rate: amounts are in USD", a.noRate)
	}
}
