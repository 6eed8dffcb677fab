package standing_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"sync"

	"tenon/engine"
	"tenon/engine/standing"
	"tenon/index/columns"
	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/gazetteer"
	"tenon/profiles/money"
	"tenon/profiles/taxonomy"
)

var (
	asOf    = profiles.NewMonth(2026, 6)
	tax     = taxonomy.Default()
	deriver = facts.NewDeriver(tax, money.Default())
)

// house is a store in memory; its columns may be behind.
type house struct {
	mu        sync.Mutex // guards what follows
	log       []profiles.Change
	records   map[profiles.Key]profiles.Record
	revisions map[profiles.Key]profiles.Revision
	live      *columns.Live
	behind    []columns.Update // what the columns lack, with their changes
	at        []profiles.Seq
	oldest    profiles.Seq
}

func newHouse() *house {
	return &house{records: map[profiles.Key]profiles.Record{}, revisions: map[profiles.Key]profiles.Revision{}, live: columns.New(deriver, asOf)}
}

// put makes a change; nil deletes.
func (h *house) put(k profiles.Key, r profiles.Record) {
	h.mu.Lock()
	defer h.mu.Unlock()
	seq := profiles.Seq(len(h.log) + 1)
	h.log = append(h.log, profiles.Change{Seq: seq, Revision: seq, Key: k, Deleted: r == nil})
	h.revisions[k] = seq
	u := columns.Update{Key: k}
	if r == nil {
		delete(h.records, k)
	} else {
		h.records[k] = r
		u.Candidate, _ = r.(*profiles.Candidate)
		u.Role, _ = r.(*profiles.Role)
	}
	h.behind, h.at = append(h.behind, u), append(h.at, seq)
}

// follow brings the columns n changes further.
func (h *house) follow(n int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if n = min(n, len(h.behind)); n == 0 {
		return
	}
	var us []columns.Update
	for _, u := range h.behind[:n] {
		if u.Key.Kind != profiles.KindSearch {
			us = append(us, u)
		}
	}
	h.live.Apply(us, h.at[n-1])
	h.behind, h.at = h.behind[n:], h.at[n:]
}

func (h *house) followAll() { h.follow(1 << 30) }

// month moves the columns to another month.
func (h *house) month(m profiles.Month) {
	h.followAll()
	h.live.Reset(m)
	h.mu.Lock()
	defer h.mu.Unlock()
	var us []columns.Update
	for _, k := range slices.SortedFunc(maps.Keys(h.records), func(a, b profiles.Key) int { return int(a.Kind)*1000 - int(b.Kind)*1000 }) {
		u := columns.Update{Key: k}
		u.Candidate, _ = h.records[k].(*profiles.Candidate)
		u.Role, _ = h.records[k].(*profiles.Role)
		if k.Kind != profiles.KindSearch {
			us = append(us, u)
		}
	}
	h.live.Apply(us, profiles.Seq(len(h.log)))
}

func (h *house) Oldest(context.Context) (profiles.Seq, error) { return h.oldest, nil }

func (h *house) Changes(_ context.Context, since profiles.Seq, limit int) ([]profiles.Change, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Clone(h.log[since:min(len(h.log), int(since)+limit)]), nil
}

func (h *house) Seq(context.Context) (profiles.Seq, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return profiles.Seq(len(h.log)), nil
}

func get[R profiles.Record](h *house, k profiles.Key) (R, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	r, ok := h.records[k].(R)
	if !ok {
		return r, fmt.Errorf("%w: %s", profiles.ErrNotFound, k)
	}
	return r, nil
}

func (h *house) Role(_ context.Context, k profiles.Key) (*profiles.Role, error) {
	return get[*profiles.Role](h, k)
}

func (h *house) Candidate(_ context.Context, k profiles.Key) (*profiles.Candidate, error) {
	return get[*profiles.Candidate](h, k)
}

func (h *house) Candidates(context.Context, func(profiles.Key, *profiles.Candidate) error) error {
	return errors.ErrUnsupported
}

func (h *house) Roles(context.Context, func(profiles.Key, *profiles.Role) error) error {
	return errors.ErrUnsupported
}

func (h *house) revision(k profiles.Key) profiles.Revision {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.revisions[k]
}

func (h *house) Search(_ context.Context, k profiles.Key) (*profiles.Search, profiles.Revision, error) {
	s, err := get[*profiles.Search](h, k)
	return s, h.revision(k), err
}

func (h *house) Searches(_ context.Context, yield func(profiles.Key, profiles.Revision, *profiles.Search) error) error {
	for _, k := range h.searches() {
		s, err := get[*profiles.Search](h, k)
		if err == nil {
			err = yield(k, h.revision(k), s)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// searches are the keys of all searches.
func (h *house) searches() (out []profiles.Key) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for k := range h.records {
		if k.Kind == profiles.KindSearch {
			out = append(out, k)
		}
	}
	slices.SortFunc(out, func(a, b profiles.Key) int {
		if a.String() < b.String() {
			return -1
		}
		return 1
	})
	return out
}

func (h *house) engine() *engine.Engine {
	return &engine.Engine{Deriver: deriver, Cities: gazetteer.Default(), Columns: h.live, Records: h}
}

func (h *house) standing(t standing.Tables) *standing.Standing {
	return &standing.Standing{Engine: h.engine(), Feed: h, Searches: h, Tables: t, StoreID: "store"}
}

// gen draws records and searches from a small part of the taxonomy, so that they meet.
type gen struct{ *rand.Rand }

var (
	skillNames = []string{"Python", "Kubernetes", "PyTorch", "Terraform", "Docker", "SQL"}
	titleNames = []string{"MLOps Engineer", "Data Engineer", "Data Scientist"}
	cityNames  = []string{"Berlin", "Potsdam", "Munich", "Paris"}
	wheres     = []string{
		`skill:"Python"`, `skill:Kubernetes and mode = remote`, `skill:SQL or skill:Docker`, `not skill:Python`, `country = Germany`, `city within 30km of Berlin or mode = remote`,
		`pay >= 70000 EUR`, `(city within 30 km of Berlin or mode = remote) and pay >= 70k EUR`, `city = Munich and not skill:SQL`, `title:"Data Engineer"`, `seniority = senior`,
		`skill:"Terraform" >= 3`, `skill:"Terraform" < 3`, `engagement = permanent`, `skill:Python != 4`, `seniority >= mid and (skill:PyTorch or country = France)`,
	}
)

func (g gen) of(names []string) string { return names[g.IntN(len(names))] }

func (g gen) org() string { return []string{"", "", "acme"}[g.IntN(3)] }

func (g gen) seen() profiles.Visibility { return profiles.Visibility(g.IntN(4) / 3) }

func (g gen) place() *profiles.Place {
	if g.IntN(5) == 0 {
		return nil
	}
	c, _ := gazetteer.Default().Find(g.of(cityNames), "", "")
	return &profiles.Place{City: c.Name, Country: c.Country, Geo: c.ID}
}

func (g gen) candidate(id string) *profiles.Candidate {
	c := &profiles.Candidate{ID: id, Visibility: g.seen(), Place: g.place()}
	for range g.IntN(6) {
		c.Skills = append(c.Skills, profiles.Skill{Ref: profiles.Ref{Name: g.of(skillNames)}, Level: uint8(g.IntN(6))})
	}
	for range g.IntN(3) {
		from := asOf - profiles.Month(20+g.IntN(90))
		c.Jobs = append(c.Jobs, profiles.Job{Title: profiles.Ref{Name: g.of([]string{"", "Senior "}) + g.of(titleNames)}, Start: from, End: from + profiles.Month(g.IntN(20)),
			Skills: []profiles.Ref{{Name: g.of(skillNames)}}})
	}
	if g.IntN(2) == 0 {
		c.Preferences = &profiles.Preferences{Pay: &profiles.PayWish{Min: profiles.Money{Cents: int64(5+g.IntN(6)) * 1_000_000, Currency: "EUR", Period: profiles.PerYear}, Only: g.IntN(4) == 0},
			Place: &profiles.PlaceWish{Modes: []profiles.Mode{profiles.Mode(1 + g.IntN(3))}}}
	}
	return c
}

func (g gen) role(id string) *profiles.Role {
	r := &profiles.Role{ID: id, Title: profiles.Ref{Name: g.of(titleNames)}, Visibility: g.seen(), Place: g.place(), Seniority: profiles.Seniority(g.IntN(6)),
		Modes: []profiles.Mode{profiles.Mode(1 + g.IntN(3))}, Engagements: []profiles.Engagement{profiles.Engagement(1 + g.IntN(3))}}
	if g.IntN(4) > 0 {
		r.Pay = &profiles.Pay{Min: int64(5+g.IntN(6)) * 1_000_000, Currency: g.of([]string{"EUR", "USD", "XXX"}), Period: profiles.PerYear}
	}
	for range 1 + g.IntN(4) {
		r.Requirements = append(r.Requirements, profiles.Requirement{Kind: profiles.ReqSkill, Ref: profiles.Ref{Name: g.of(skillNames)}, Necessity: profiles.Necessity(1 + g.IntN(3)),
			Level: uint8(g.IntN(6)), Gate: g.IntN(10) == 0})
	}
	return r
}

func (g gen) search(id string, n int) *profiles.Search {
	s := &profiles.Search{ID: id, For: profiles.KindRole}
	if g.IntN(2) == 0 {
		s.For = profiles.KindCandidate
	}
	if g.IntN(4) > 0 {
		if s.For == profiles.KindRole {
			s.Candidate = fmt.Sprintf("c%d", g.IntN(n))
		} else {
			s.Role = fmt.Sprintf("r%d", g.IntN(n))
		}
		s.Above = int32(g.IntN(9)) * 50_000
	}
	if s.Candidate+s.Role == "" || g.IntN(2) == 0 {
		s.Where = g.of(wheres)
	}
	if s.Candidate+s.Role != "" && g.IntN(6) == 0 {
		s.Where = "musts >= 1"
	}
	if g.IntN(5) == 0 {
		s.Policy = "degree-first"
	}
	if g.IntN(5) == 0 {
		l := g.IntN(101)
		s.Lambda = &l
	}
	if g.IntN(5) == 0 {
		s.Weights = map[string]int{"degree": g.IntN(60), "title": g.IntN(40)}
	}
	return s
}

// step makes one change, of few ids, so that most are edits; some are deletions. No more than so many are of searches.
func (g gen) step(h *house, n int) {
	k := profiles.Key{Org: g.org(), Kind: profiles.KindCandidate, ID: fmt.Sprintf("c%d", g.IntN(n))}
	r := profiles.Record(g.candidate(k.ID))
	switch g.IntN(5) {
	case 0, 1:
		k.Kind, k.ID = profiles.KindRole, fmt.Sprintf("r%d", g.IntN(n))
		r = g.role(k.ID)
	case 2:
		k.Kind, k.ID = profiles.KindSearch, fmt.Sprintf("s%d", g.IntN(n))
		r = g.search(k.ID, n)
	}
	if g.IntN(4) == 0 {
		r = nil
	}
	h.put(k, r)
}
