package pay

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"tenon/engine"
	"tenon/engine/phrase"
	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/gazetteer"
)

// asked is a question as a record without pay, with what the answer is to be in.
type asked struct {
	record
	kind         profiles.Kind // of what it is asked of; 0: of a title
	self         profiles.Key  // of a stored role, which is no evidence for itself
	currency     string
	period       profiles.Period
	stated       *profiles.Pay
	bonus        [2]int
	bonusStated  bool
	assumed      []string
	unknownTitle string
	noRate       string           // the currency that the answer would be in
	words        *phrase.Language // in which the answer is told
}

func (a *asked) assume(english string, values ...any) {
	a.assumed = append(a.assumed, a.words.Say(english, values...))
}

// ask reads a question.
func (e *Estimator) ask(ctx context.Context, q *Question) (*asked, error) {
	n := 0
	for _, set := range []bool{q.Role != "", q.Candidate != "", q.RoleRecord != nil, q.CandidateRecord != nil} {
		n += b2i(set)
	}
	if n > 1 {
		return nil, fmt.Errorf("%w: want one role or one candidate to estimate for, not %d", profiles.ErrInvalid, n)
	}
	if q.Size != "" && q.Size != "S" && q.Size != "M" && q.Size != "L" {
		return nil, fmt.Errorf("%w: size %q: want S, M or L", profiles.ErrInvalid, q.Size)
	}
	a := &asked{words: phrase.Of(ctx)}
	if err := e.record(ctx, q, a); err != nil {
		return nil, err
	}
	if err := e.override(q, a); err != nil {
		return nil, err
	}
	return a, e.unit(q, a)
}

// record takes what a role or a candidate says.
func (e *Estimator) record(ctx context.Context, q *Question, a *asked) error {
	role, candidate := q.RoleRecord, q.CandidateRecord
	var err error
	switch {
	case q.Role != "":
		a.self = engine.KeyIn(q.Org, q.RoleOrg, profiles.KindRole, q.Role)
		role, err = e.Engine.Role(ctx, a.self, q.Org, q.Roles)
	case q.Candidate != "":
		candidate, err = e.Engine.Candidate(ctx, engine.KeyIn(q.Org, q.CandidateOrg, profiles.KindCandidate, q.Candidate), q.Org)
	}
	switch {
	case err != nil:
		return fmt.Errorf("estimate: %w", err)
	case role != nil:
		a.kind = profiles.KindRole
		e.ofRole(role, a)
	case candidate != nil:
		a.kind = profiles.KindCandidate
		e.ofCandidate(candidate, a)
	}
	return nil
}

// The months of experience from which somebody is no beginner any more, and senior; see market.md of hiring practice: entry 0–2
// years, mid 3–5, senior 5 and more.
const (
	middleMonths = 36
	seniorMonths = 60
)

// byMonths is the level that so many months of experience usually are.
func byMonths(m int) profiles.Seniority {
	switch {
	case m >= seniorMonths:
		return profiles.Senior
	case m >= middleMonths:
		return profiles.Mid
	}
	return profiles.Junior
}

func (e *Estimator) ofRole(role *profiles.Role, a *asked) {
	f, p := e.Engine.Deriver.Role(role), e.Engine.Deriver.Posting(role)
	a.record = roleRecord(f, p)
	if a.family == 0 {
		a.unknownTitle = role.Title.Name
	}
	if a.band == noBand {
		for i := range f.Requirements {
			if x := &f.Requirements[i]; x.Kind == profiles.ReqExperience && x.Months > 0 {
				a.level(byMonths(int(x.Months)), 0)
				a.assume("level {0}, from the {1} months of experience that are asked for", a.words.Say(bandWords[a.band]), x.Months)
			}
		}
	}
	if a.country == 0 && len(f.RemoteIn) == 1 {
		a.place(f.RemoteIn[0].String())
		a.assume("country {0}, the only one from which the work may be done", f.RemoteIn[0])
	}
	a.stated, a.bonus, a.bonusStated = role.Pay, p.Bonus, p.BonusStated
	if a.stated != nil && max(a.stated.Min, a.stated.Max) <= 0 {
		a.stated = nil
	}
}

// ofCandidate takes the latest title, the place and the wishes of a candidate.
func (e *Estimator) ofCandidate(c *profiles.Candidate, a *asked) {
	asOf := e.Engine.Columns.Snapshot().AsOf
	f := e.Engine.Deriver.Candidate(c, asOf, facts.AsIs)
	e.latestTitle(c, a)
	if a.band == noBand && f.Known.Has(profiles.ReqExperience) {
		months := int(f.Months)
		if a.family != 0 {
			months = int(f.MonthsIn(a.family))
		}
		a.level(byMonths(months), 0)
		a.assume("level {0}, from {1} months of such work", a.words.Say(bandWords[a.band]), months)
	}
	if c.Place != nil {
		a.city = c.Place.Geo
		if c.Place.Country != "" {
			a.place(c.Place.Country)
		}
	}
	if w := c.Preferences; w != nil {
		if w.Place != nil && len(w.Place.Modes) == 1 {
			a.mode = w.Place.Modes[0]
		}
		if w.Pay != nil {
			a.stated = &profiles.Pay{Min: w.Pay.Min.Cents, Max: w.Pay.Min.Cents, Currency: w.Pay.Min.Currency, Period: w.Pay.Min.Period}
		}
	}
}

func (e *Estimator) latestTitle(c *profiles.Candidate, a *asked) {
	var best *profiles.Job
	for i := range c.Jobs {
		j := &c.Jobs[i]
		if _, _, ok := e.Engine.Deriver.Title(j.Title); ok && (best == nil || j.Current && !best.Current || j.Current == best.Current && j.End > best.End) {
			best = j
		}
	}
	switch {
	case best != nil:
		e.titled(best.Title, a)
	case c.Headline != "":
		e.titled(profiles.Ref{Name: c.Headline}, a)
	case len(c.Jobs) > 0:
		a.unknownTitle = c.Jobs[0].Title.Name
	}
}

func (e *Estimator) titled(t profiles.Ref, a *asked) {
	no, step, ok := e.Engine.Deriver.Title(t)
	a.title, a.family, a.unknownTitle = 0, 0, ""
	if ok {
		a.title, a.family = no, e.Engine.Deriver.Taxonomy.Concept(no).Family
	} else {
		a.unknownTitle = t.Name
	}
	a.level(step, 0)
}

// override takes what the question states by itself.
func (e *Estimator) override(q *Question, a *asked) error {
	if q.Title != "" {
		e.titled(profiles.Ref{Name: q.Title}, a)
	}
	if q.Level != 0 {
		step := a.step
		if a.level(q.Level, 0); a.step == 0 && q.Title != "" {
			a.step = step // "Lead Data Engineer" stays one at the level senior
		}
	}
	a.mode, a.size = cmp.Or(q.Mode, a.mode), cmp.Or(q.Size, a.size)
	if q.Place == "" {
		return nil
	}
	a.city, a.country = 0, 0
	g := e.Engine.Cities
	if iso, ok := g.Country(q.Place); ok {
		a.place(iso)
	} else if c, ok := g.Find(q.Place, "", ""); ok {
		a.city = c.ID
		a.place(c.Country)
	} else {
		return fmt.Errorf("%w: place %q: no city and no country is called that", profiles.ErrInvalid, q.Place)
	}
	return nil
}

// unit is what the amounts of the answer are in.
func (e *Estimator) unit(q *Question, a *asked) (err error) {
	rates := e.Engine.Deriver.Rates
	a.period = cmp.Or(q.Period, profiles.PerYear)
	if q.Currency != "" {
		a.currency, err = rates.Known(q.Currency)
		return err
	}
	nation, _ := gazetteer.NationOf(a.country.String())
	if a.stated != nil {
		a.currency = a.stated.Currency
	}
	a.currency = strings.ToUpper(cmp.Or(a.currency, nation.Currency, "USD"))
	if _, ok := rates.Rate(a.currency); !ok {
		a.noRate, a.currency = a.currency, "USD"
	}
	return nil
}

// describe is what the estimate is made from.
func (e *Estimator) describe(a *asked) Facts {
	f := Facts{Title: e.label(a.title), Family: e.label(a.family), Mode: a.mode, Size: a.size, Contract: a.contract, Country: a.country.String(), Assumed: a.assumed}
	if a.title != 0 {
		f.TitleID, f.FamilyID = e.Engine.Deriver.Taxonomy.Concept(a.title).ID, e.Engine.Deriver.Taxonomy.Concept(a.family).ID
	}
	f.Level = cmp.Or(a.step, [...]profiles.Seniority{noBand: 0, entry: profiles.Junior, middle: profiles.Mid, senior: profiles.Senior, executive: profiles.Director}[a.band])
	if c, ok := e.Engine.Cities.ByID(a.city); ok {
		f.City = c.Name
	}
	return f
}

// what says in words what records of a step have in common with the question.
func (e *Estimator) what(a *asked, same string) string {
	d := e.describe(a)
	nation, _ := gazetteer.NationOf(d.Country)
	var out []string
	for part := range strings.SplitSeq(same, ", ") {
		word := map[string]string{"title": d.Title, "family": d.Family, "level": a.words.Say(bandWords[a.band]), "city": d.City, "country": nation.Name, "region": nation.Region, "nothing": a.words.Say("all records")}[part]
		if part == "family" && strings.EqualFold(d.Family, d.Title) {
			word = a.words.Say("{0} and near to it", word)
		}
		if word != "" {
			out = append(out, word)
		}
	}
	return strings.Join(out, ", ")
}
