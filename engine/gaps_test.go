package engine_test

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"tenon/engine"
	"tenon/engine/plan"
	"tenon/profiles"
)

func gaps(t *testing.T, e *engine.Engine, q engine.GapsRequest) *engine.Gaps {
	t.Helper()
	a, err := e.Gaps(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func of(id string, top int) engine.Request {
	return engine.Request{Candidate: id, Top: top, Lambda: 30}
}

// open is how many of all roles of the pool are open at the month.
func (p *pool) open(id string) bool {
	i := slices.IndexFunc(p.roles, func(r *profiles.Role) bool { return r.ID == id })
	return p.roles[i].ValidThrough == 0 || p.roles[i].ValidThrough >= asOf
}

// scores are the overall scores of the open roles that no gate closes, by a what-if with a skill more ("" none).
func (p *pool) scores(t *testing.T, e *engine.Engine, candidate, skill string) map[string]int32 {
	t.Helper()
	q := engine.WhatIfRequest{Request: of(candidate, 10_000)}
	if skill != "" {
		q.Change.AddSkills = []string{skill + ":3"}
	}
	out := map[string]int32{}
	for _, s := range whatIf(t, e, q).Results {
		if p.open(s.ID) {
			out[s.ID] = s.Now.Overall
		}
	}
	return out
}

func TestGapsAreWhatAWhatIfWithTheSkillFinds(t *testing.T) {
	p := draw(21, 30, 120)
	e := p.engine()
	lifted := 0
	for _, c := range p.candidates {
		a := gaps(t, e, engine.GapsRequest{Request: of(c.ID, 6), Threshold: 450_000})
		was := p.scores(t, e, c.ID, "")
		reached := 0
		for _, o := range was {
			if o >= 450_000 {
				reached++
			}
		}
		if a.Reached != reached || a.Roles+a.Closed != len(p.roles) {
			t.Errorf("%s: %d reached: want %d; %d open and %d closed of %d", c.ID, a.Reached, reached, a.Roles, a.Closed, len(p.roles))
		}
		for _, x := range a.Singles {
			lifts := 0
			for id, now := range p.scores(t, e, c.ID, x.Skill) {
				if o, had := was[id]; now >= 450_000 && (!had || o < 450_000) {
					lifts++
				}
			}
			if lifts != x.Lifts {
				t.Errorf("%s: %s lifts %d: want %d", c.ID, x.Skill, x.Lifts, lifts)
			}
			if x.Pay.Stated+x.Pay.NoPay+x.Pay.NoRate != x.Lifts {
				t.Errorf("%s: %s: pay of %+v for %d roles", c.ID, x.Skill, x.Pay, x.Lifts)
			}
			lifted += lifts
		}
	}
	if lifted < 30 {
		t.Errorf("only %d lifts were looked at", lifted)
	}
}

// keptBars are the last of the best n of every role.
func (p *pool) keptBars(t *testing.T, e *engine.Engine, n int) *engine.Bars {
	t.Helper()
	b := &engine.Bars{Top: n, Lambda: 30, AsOf: asOf, Seq: 1, Of: map[profiles.Key]plan.Hit{}}
	for _, r := range p.roles {
		x := rank(t, e, engine.Request{Role: r.ID, Top: n, Lambda: 30})
		b.Policy, b.Taxonomy = x.Policy, x.Taxonomy
		if len(x.Results) == n {
			last := x.Results[n-1]
			b.Of[profiles.Key{Kind: profiles.KindRole, ID: r.ID}] = plan.Hit{ID: last.ID, F: last.Forward, R: last.Reverse, Overall: last.Overall}
		}
	}
	return b
}

func TestTheAimOfTheTopIsToBeAmongTheBest(t *testing.T) {
	p := draw(22, 60, 60)
	e := p.engine()
	bars := p.keptBars(t, e, 5)
	for _, c := range p.candidates[:20] {
		a := gaps(t, e, engine.GapsRequest{Request: of(c.ID, 5), Bars: bars})
		reached := 0
		for _, r := range p.roles {
			all := rank(t, e, engine.Request{Role: r.ID, Top: 5, Lambda: 30})
			if p.open(r.ID) && slices.ContainsFunc(all.Results, func(x engine.Result) bool { return x.ID == c.ID }) {
				reached++
			}
		}
		if a.Aim != engine.AimTop || a.Top != 5 || a.Reached != reached {
			t.Errorf("%s: aim %s of %d, %d reached: want %d", c.ID, a.Aim, a.Top, a.Reached, reached)
		}
	}
	other := *bars
	other.Lambda = 31
	a := gaps(t, e, engine.GapsRequest{Request: of(p.candidates[5].ID, 1), Bars: &other})
	if a.Aim != engine.AimThreshold || len(a.Notices) != 1 || !strings.Contains(a.Notices[0], "λ 31") {
		t.Errorf("lists of another λ: aim %s, %q", a.Aim, a.Notices)
	}
	if _, err := e.Gaps(t.Context(), engine.GapsRequest{Request: of(p.candidates[5].ID, 1), Bars: &other, Aim: engine.AimTop}); !errors.Is(err, profiles.ErrInvalid) {
		t.Errorf("the top of lists that do not fit: %v", err)
	}
}

// wants is a role that asks for skills, with a pay.
func wants(id string, pay *profiles.Pay, skills ...string) *profiles.Role {
	r := &profiles.Role{ID: id, Title: profiles.Ref{Name: "Software Engineer"}, Pay: pay}
	for _, s := range skills {
		r.Requirements = append(r.Requirements, skill(s, profiles.Must))
	}
	return r
}

func yearly(usd int64, currency string) *profiles.Pay {
	return &profiles.Pay{Min: usd * 100, Max: usd * 100, Currency: currency, Period: profiles.PerYear}
}

func one(skills ...string) *profiles.Candidate {
	c := &profiles.Candidate{ID: "c"}
	for _, s := range skills {
		c.Skills = append(c.Skills, profiles.Skill{Ref: profiles.Ref{Name: s}})
	}
	return c
}

func TestPostedPayIsCountedAndNeverGuessed(t *testing.T) {
	var roles []*profiles.Role
	for i, currency := range []string{"USD", "EUR", "GBP", "CHF", "INR", "AED", "XTS"} {
		roles = append(roles, wants(string(rune('a'+i)), yearly(100_000, currency), "Terraform"))
	}
	for name, c := range map[string]struct {
		roles            []*profiles.Role
		stated, no, rate int
		median           bool
	}{
		"seven currencies, one without a rate": {roles, 6, 0, 1, true},
		"all pay missing":                      {[]*profiles.Role{wants("a", nil, "Terraform"), wants("b", nil, "Terraform")}, 0, 2, 0, false},
		"one role":                             {[]*profiles.Role{wants("a", yearly(90_000, "USD"), "Terraform")}, 1, 0, 0, true},
		"one role without a rate":              {[]*profiles.Role{wants("a", yearly(90_000, "XTS"), "Terraform")}, 0, 0, 1, false},
	} {
		e := (&pool{candidates: []*profiles.Candidate{one("Python")}, roles: c.roles}).engine()
		a := gaps(t, e, engine.GapsRequest{Request: of("c", 1)})
		if len(a.Singles) == 0 || a.Singles[0].Skill != "Terraform" || a.Singles[0].Lifts != len(c.roles) {
			t.Fatalf("%s: %+v", name, a.Singles)
		}
		if p := a.Singles[0].Pay; p.Stated != c.stated || p.NoPay != c.no || p.NoRate != c.rate || (p.MedianUSD > 0) != c.median {
			t.Errorf("%s: %+v", name, p)
		}
		if told := strings.Join(a.Told.Candidate, " "); strings.Contains(told, "NaN") || !c.median && !strings.Contains(told, "none of them states") {
			t.Errorf("%s: %s", name, told)
		}
	}
	e := (&pool{candidates: []*profiles.Candidate{one("Python")}, roles: []*profiles.Role{wants("a", yearly(90_000, "USD"), "Terraform"), wants("b", yearly(120_001, "USD"), "Terraform")}}).engine()
	if p := gaps(t, e, engine.GapsRequest{Request: of("c", 1)}).Singles[0].Pay; p.MedianUSD != 105_001 {
		t.Errorf("median of 90,000 and 120,001 is %d", p.MedianUSD)
	}
}

func TestNoAdviceLeadsWhereAConditionStaysClosed(t *testing.T) {
	abroad := wants("abroad", nil, "Terraform")
	abroad.ApplicantCountries = []string{"US"}
	gated := wants("gated", nil, "Terraform", "Rust")
	gated.Requirements[0].Gate = true
	c := one("Python")
	c.Place = &profiles.Place{Country: "DE"}
	a := gaps(t, (&pool{candidates: []*profiles.Candidate{c}, roles: []*profiles.Role{abroad, gated}}).engine(),
		engine.GapsRequest{Request: of("c", 5), Threshold: 400_000})
	lifts := map[string]int{}
	for _, x := range a.Singles {
		lifts[x.Skill] = x.Lifts
	}
	if a.Vetoed != 2 || lifts["Terraform"] != 1 || lifts["Rust"] != 0 {
		t.Errorf("%d vetoed, lifts %v: want the skill that the condition asks for, and nothing abroad", a.Vetoed, lifts)
	}
	for _, s := range a.Sets {
		for _, r := range s.Roles {
			if r.ID == "abroad" {
				t.Errorf("%v leads abroad", s.Skills)
			}
		}
	}
}

func TestAnEmptyMarketHasNoGaps(t *testing.T) {
	a := gaps(t, (&pool{candidates: []*profiles.Candidate{one("Python")}}).engine(), engine.GapsRequest{Request: of("c", 5)})
	if len(a.Singles) != 0 || len(a.Sets) != 0 || !strings.Contains(a.Told.Candidate[0], "no open roles") {
		t.Errorf("%+v", a)
	}
	closed := wants("a", nil, "Terraform")
	closed.ValidThrough = asOf - 1
	a = gaps(t, (&pool{candidates: []*profiles.Candidate{one("Python")}, roles: []*profiles.Role{closed}}).engine(), engine.GapsRequest{Request: of("c", 5)})
	if a.Roles != 0 || a.Closed != 1 || len(a.Singles) != 0 {
		t.Errorf("a role past its last day: %+v", a)
	}
}

func TestGapsThatAreRefused(t *testing.T) {
	p := draw(23, 3, 3)
	e := p.engine()
	for name, q := range map[string]engine.GapsRequest{
		"threshold":    {Request: of(p.candidates[0].ID, 1), Threshold: 1_000_001},
		"below":        {Request: of(p.candidates[0].ID, 1), Threshold: math.MinInt32},
		"level":        {Request: of(p.candidates[0].ID, 1), Level: 6},
		"skills":       {Request: of(p.candidates[0].ID, 1), Skills: 4},
		"aim":          {Request: of(p.candidates[0].ID, 1), Aim: "best"},
		"no lists":     {Request: of(p.candidates[0].ID, 1), Aim: engine.AimTop},
		"of a role":    {Request: engine.Request{Role: p.roles[0].ID}},
		"with a where": {Request: engine.Request{Candidate: p.candidates[0].ID, Where: "years >= 3"}},
	} {
		if _, err := e.Gaps(t.Context(), q); !errors.Is(err, profiles.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// BenchmarkGaps finds the gaps of a candidate over TENON_BENCH_ROLES roles.
func BenchmarkGaps(b *testing.B) {
	e := generated()
	for i := range b.N {
		c, err := e.Records.Candidate(b.Context(), profiles.Key{ID: "c" + strings.Repeat("0", 6) + string(rune('0'+i%10))})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := e.Gaps(b.Context(), engine.GapsRequest{Request: engine.Request{CandidateRecord: c, Top: 10, Lambda: 30}, Threshold: 600_000}); err != nil {
			b.Fatal(err)
		}
	}
}
