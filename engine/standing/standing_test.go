package standing_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"tenon/engine"
	"tenon/engine/standing"
	"tenon/profiles"
	"tenon/profiles/store/tablestest"
)

// scratch is what a search matches now, by a ranking of everything where it is scored, else by one that only its conditions narrow.
func scratch(t *testing.T, h *house, k profiles.Key) map[string]int32 {
	t.Helper()
	s, err := get[*profiles.Search](h, k)
	if err != nil {
		t.Fatal(err)
	}
	q := engine.Request{Org: k.Org, Candidate: s.Candidate, Role: s.Role, Top: 1 << 20, Where: s.Where, Policy: s.Policy, Weights: s.Weights, Lambda: engine.DefaultLambda}
	if s.Lambda != nil {
		q.Lambda = *s.Lambda
	}
	scored := s.Candidate+s.Role != ""
	switch {
	case scored:
	case s.For == profiles.KindRole:
		q.CandidateRecord = &profiles.Candidate{ID: "nobody", Place: &profiles.Place{Country: "DE"}}
	default:
		q.RoleRecord = &profiles.Role{ID: "none"}
	}
	out := map[string]int32{}
	r, err := h.engine().Rank(t.Context(), q)
	if errors.Is(err, profiles.ErrNotFound) {
		return out
	}
	if err != nil {
		t.Fatalf("%+v: %v", s, err)
	}
	for i := range r.Results {
		switch x := &r.Results[i]; {
		case !scored:
			out[x.ID] = 0
		case x.Overall >= s.Above:
			out[x.ID] = x.Overall
		}
	}
	return out
}

func matches(t *testing.T, s *standing.Standing, k profiles.Key) map[string]int32 {
	t.Helper()
	ms, n, err := s.Matches(t.Context(), k.Org, k.ID, 1<<20)
	if err != nil || n != len(ms) {
		t.Fatalf("%d of %d matches: %v", len(ms), n, err)
	}
	out := map[string]int32{}
	for _, m := range ms {
		out[m.ID] = m.Overall
	}
	st, err := s.Status(t.Context(), k.Org, k.ID)
	if err != nil || st.Matches != n {
		t.Fatalf("%+v, %v: want %d matches", st, err, n)
	}
	return out
}

// ids that two organisations use name two records; a ranking does not say which, so that the ids of the house are apart by organisation.
func apart(k profiles.Key) profiles.Key {
	if k.Kind != profiles.KindSearch && k.Org != "" {
		k.ID += "-" + k.Org
	}
	return k
}

// follower folds the events of all organisations into what is matched.
type follower struct {
	since map[string]int64
	is    map[string]map[string]bool // search → matched, without what was known before
}

// fold reads the new events: their numbers have no gap, and each changes something.
func (f *follower) fold(t *testing.T, s *standing.Standing, known map[string]map[string]int32) {
	t.Helper()
	for _, org := range []string{"", "acme"} {
		for {
			es, err := s.Events(t.Context(), org, f.since[org], 7)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range es {
				if e.Number != f.since[org]+1 {
					t.Fatalf("event %d comes behind %d", e.Number, f.since[org])
				}
				f.since[org] = e.Number
				search := org + "/" + e.Search
				if known[search] == nil {
					continue // of a search that is new, edited or gone by now
				}
				if f.is[search][e.ID] == (e.Event == standing.Matched) {
					t.Fatalf("%+v: it was so before", e)
				}
				f.is[search][e.ID] = e.Event == standing.Matched
			}
			if len(es) == 0 {
				last, err := s.Last(t.Context(), org)
				if err != nil || last != f.since[org] {
					t.Fatalf("the last event is %d, %v: read up to %d", last, err, f.since[org])
				}
				break
			}
		}
	}
}

func TestMatchesAndEventsAreThoseOfJudgingEverythingFromScratch(t *testing.T) {
	for seed := range uint64(24) {
		if seed == 12 { // the other half scores by the columns
			defer standing.SetManyScores(1)()
		}
		h, m, g := newHouse(), tablestest.New(), gen{rand.New(rand.NewPCG(seed, 8))}
		s := h.standing(m)
		s.Portion = 1 + g.IntN(20)
		known, revision := map[string]map[string]int32{}, map[string]profiles.Revision{}
		f := &follower{map[string]int64{}, map[string]map[string]bool{}}
		now, told := asOf, 0
		for round := range 40 {
			for range g.IntN(12) {
				g.stepApart(h, 8)
			}
			switch g.IntN(8) {
			case 0:
				s = h.standing(m) // a restart
				s.Portion = 1 + g.IntN(20)
			case 1:
				m.Fail(1 + g.IntN(2))
			case 2:
				now++
				h.month(now)
			}
			h.follow(g.IntN(14)) // the columns are behind the store
			for range 4 {
				if _, err := s.CatchUp(t.Context()); err == nil {
					break
				} else if !errors.Is(err, tablestest.ErrDisk) {
					t.Fatal(err)
				}
			}
			if round%3 > 0 {
				continue // nobody looks
			}
			h.followAll()
			m.Fail(0)
			if _, err := s.CatchUp(t.Context()); err != nil {
				t.Fatal(err)
			}
			if rep, err := s.CatchUp(t.Context()); err != nil || rep.Events+rep.Changes != 0 {
				t.Fatalf("%+v, %v: want nothing to do", rep, err)
			}
			is := map[string]map[string]int32{}
			for _, k := range h.searches() {
				name := k.Org + "/" + k.ID
				want := scratch(t, h, k)
				if is[name] = matches(t, s, k); !maps.Equal(is[name], want) {
					x, _ := get[*profiles.Search](h, k)
					t.Fatalf("seed %d, round %d: search %s %+v matches %v: want %v", seed, round, k, x, is[name], want)
				}
				if revision[name] != h.revision(k) {
					delete(known, name) // it is another search
				}
				revision[name] = h.revision(k)
			}
			maps.DeleteFunc(known, func(name string, _ map[string]int32) bool { return is[name] == nil })
			for name, was := range known {
				f.is[name] = map[string]bool{}
				for id := range was {
					f.is[name][id] = true
				}
			}
			before := f.since[""]
			f.fold(t, s, known)
			told += int(f.since[""] - before)
			for name := range known {
				for id, in := range f.is[name] {
					if _, want := is[name][id]; in != want {
						t.Fatalf("seed %d, round %d: by its events search %s matches %s: %v, want %v", seed, round, name, id, in, want)
					}
				}
				if n := len(is[name]); n != countTrue(f.is[name]) {
					t.Fatalf("seed %d, round %d: by its events search %s matches %d: want %d", seed, round, name, countTrue(f.is[name]), n)
				}
			}
			known = is
		}
		if told < 10 {
			t.Errorf("seed %d: only %d events", seed, told)
		}
	}
}

// stepApart is step with ids of records that differ by organisation.
func (g gen) stepApart(h *house, n int) {
	x := newHouse()
	g.step(x, n)
	k, r := x.log[0].Key, profiles.Record(nil)
	if len(x.records) > 0 {
		r = x.records[k]
	}
	switch v := r.(type) {
	case *profiles.Candidate:
		v.ID = apart(k).ID
	case *profiles.Role:
		v.ID = apart(k).ID
	case *profiles.Search:
		if k.Org != "" && v.Candidate != "" {
			v.Candidate += "-" + k.Org
		}
		if k.Org != "" && v.Role != "" {
			v.Role += "-" + k.Org
		}
	}
	h.put(apart(k), r)
}

func countTrue(m map[string]bool) (n int) {
	for _, v := range m {
		if v {
			n++
		}
	}
	return n
}

func role(id string, pay int64, mode profiles.Mode) *profiles.Role {
	return &profiles.Role{ID: id, Title: profiles.Ref{Name: "Data Engineer"}, Modes: []profiles.Mode{mode}, Pay: &profiles.Pay{Min: pay * 100, Currency: "EUR", Period: profiles.PerYear},
		Requirements: []profiles.Requirement{{Kind: profiles.ReqSkill, Ref: profiles.Ref{Name: "Python"}, Necessity: profiles.Must}}}
}

func roleKey(id string) profiles.Key { return profiles.Key{Kind: profiles.KindRole, ID: id} }

func key(id string) profiles.Key { return profiles.Key{Kind: profiles.KindSearch, ID: id} }

func catchUp(t *testing.T, h *house, s *standing.Standing) standing.Report {
	t.Helper()
	h.followAll()
	r, err := s.CatchUp(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// told are the events behind a number in short.
func told(t *testing.T, s *standing.Standing, since int64) string {
	t.Helper()
	es, err := s.Events(t.Context(), "", since, 100)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range es {
		out = append(out, fmt.Sprintf("%d %s %s %s %s", e.Number, e.Search, e.Event, e.ID, e.Cause))
	}
	return strings.Join(out, ", ")
}

func TestWhatIsThereWhenASearchIsMadeIsKnownAndWhatComesIsTold(t *testing.T) {
	h := newHouse()
	s := h.standing(tablestest.New())
	catchUp(t, h, s)
	h.put(roleKey("old"), role("old", 80_000, profiles.Remote))
	h.put(key("s"), &profiles.Search{ID: "s", For: profiles.KindRole, Where: `mode = remote and pay >= 70000 EUR`})
	h.put(roleKey("before"), role("before", 90_000, profiles.Remote)) // changed before anybody looked, but behind the search
	h.put(roleKey("poor"), role("poor", 60_000, profiles.Remote))
	catchUp(t, h, s)
	if got := told(t, s, 0); got != "1 s matched before record" {
		t.Errorf("%s", got)
	}
	h.put(roleKey("poor"), role("poor", 75_000, profiles.Remote))
	h.put(roleKey("old"), role("old", 80_000, profiles.OnSite))
	h.put(roleKey("before"), nil)
	catchUp(t, h, s)
	if got := told(t, s, 1); got != "2 s unmatched before record, 3 s unmatched old record, 4 s matched poor record" {
		t.Errorf("%s", got)
	}
	st, err := s.Status(t.Context(), "", "s")
	if err != nil || st.Created != 2 || st.Matches != 1 || st.Fault != "" {
		t.Errorf("%+v, %v", st, err)
	}
	h.put(key("s"), nil)
	catchUp(t, h, s)
	if got := told(t, s, 4); got != "" {
		t.Errorf("a search that is removed says %s", got)
	}
}

func TestEverythingIsJudgedWhereDeletionsHaveLeftTheFeed(t *testing.T) {
	h := newHouse()
	s := h.standing(tablestest.New())
	h.put(key("s"), &profiles.Search{ID: "s", For: profiles.KindRole, Where: `mode = remote`})
	h.put(roleKey("r"), role("r", 80_000, profiles.Remote))
	h.put(roleKey("stays"), role("stays", 80_000, profiles.Remote))
	catchUp(t, h, s)
	before := told(t, s, 0)
	h.put(roleKey("r"), nil)
	last := &h.log[len(h.log)-1]
	last.Key, h.oldest = roleKey("nobody"), last.Seq
	if rep := catchUp(t, h, s); rep.Whole != 1 {
		t.Errorf("%+v: want the search judged on everything", rep)
	}
	if got := strings.TrimPrefix(told(t, s, 0), before); !strings.Contains(got, "unmatched r") || strings.Contains(got, "stays") {
		t.Errorf("%q: want that r matches no more", got)
	}
	h.put(roleKey("new"), role("new", 80_000, profiles.Remote))
	if rep := catchUp(t, h, s); rep.Whole != 0 {
		t.Errorf("%+v: the search is judged on everything again", rep)
	}
}

func TestEventsAreBounded(t *testing.T) {
	defer standing.SetKeepEvents(10)()
	h := newHouse()
	s := h.standing(tablestest.New())
	h.put(key("s"), &profiles.Search{ID: "s", For: profiles.KindRole, Where: `mode = remote`})
	h.put(profiles.Key{Org: "other", Kind: profiles.KindSearch, ID: "s"}, &profiles.Search{ID: "s", For: profiles.KindRole, Where: `mode = remote`})
	for i := range 61 { // the first time is not told
		h.put(roleKey("r"), role("r", 80_000, []profiles.Mode{profiles.Remote, profiles.OnSite}[i%2]))
		catchUp(t, h, s)
	}
	last, err := s.Last(t.Context(), "")
	if err != nil || last != 60 {
		t.Fatalf("%d, %v", last, err)
	}
	es, err := s.Events(t.Context(), "", 0, 1000)
	if err != nil || len(es) != 11 || es[0].Number != 50 || es[10].Number != 60 {
		t.Errorf("%d events, %v: want the 10 before the last, and it", len(es), err)
	}
	if _, err := s.Events(t.Context(), "", 48, 1000); !errors.Is(err, profiles.ErrTooOld) {
		t.Errorf("events behind one that is kept no more: %v", err)
	}
	if es, err := s.Events(t.Context(), "", 49, 1); err != nil || len(es) != 1 || es[0].Number != 50 {
		t.Errorf("%v, %v", es, err)
	}
}

func TestTheWholeSearchIsJudgedWhenTheCandidateChanges(t *testing.T) {
	h := newHouse()
	s := h.standing(tablestest.New())
	c := profiles.Key{Kind: profiles.KindCandidate, ID: "c"}
	person := func(skills ...string) *profiles.Candidate {
		p := &profiles.Candidate{ID: "c"}
		for _, name := range skills {
			p.Skills = append(p.Skills, profiles.Skill{Ref: profiles.Ref{Name: name}, Level: 5, Months: 60, LastUsed: asOf})
		}
		return p
	}
	h.put(c, person("Go"))
	h.put(roleKey("r"), role("r", 80_000, profiles.Remote))
	h.put(key("s"), &profiles.Search{ID: "s", For: profiles.KindRole, Candidate: "c", Above: 50_000})
	catchUp(t, h, s)
	h.put(c, person("Python"))
	if rep := catchUp(t, h, s); rep.Whole != 1 || told(t, s, 0) != "1 s matched r subject" {
		t.Errorf("%+v: %s", rep, told(t, s, 0))
	}
	h.put(c, nil)
	catchUp(t, h, s)
	st, err := s.Status(t.Context(), "", "s")
	if err != nil || told(t, s, 1) != "2 s unmatched r subject" || st.Fault == "" || st.Matches != 0 {
		t.Errorf("%s; %+v, %v: want a search for nobody that matches nothing", told(t, s, 1), st, err)
	}
}

func TestASearchThatCannotBeReadIsRefused(t *testing.T) {
	s := newHouse().standing(tablestest.New())
	for _, x := range []profiles.Search{
		{ID: "s", For: profiles.KindRole, Where: "contry = DE"}, {ID: "s", For: profiles.KindRole, Where: "musts = all"}, {ID: "s", For: profiles.KindRole},
		{ID: "s", For: profiles.KindRole, Where: "mode = remote", Policy: "no such"}, {ID: "s", For: profiles.KindRole, Candidate: "c", Weights: map[string]int{"charm": 10}}, {ID: "s", For: profiles.KindRole, Candidate: "c", Weights: map[string]int{"degree": 80, "title": 30}}, {ID: "s", For: profiles.KindRole, Candidate: "c", Weights: map[string]int{"degree": -1}}, {ID: "s", For: profiles.KindRole, Candidate: "c", Above: -1},
	} {
		if err := standing.Check(s.Engine, &x); !errors.Is(err, profiles.ErrInvalid) {
			t.Errorf("%+v: %v: want ErrInvalid", x, err)
		} else if f := profiles.FieldErrors(nil); !errors.As(err, &f) || f[0].Path == "" {
			t.Errorf("%+v: %v: want the field", x, err)
		}
	}
	if err := standing.Check(s.Engine, &profiles.Search{ID: "s", For: profiles.KindRole, Candidate: "c", Where: "musts = all"}); err != nil {
		t.Error(err)
	}
}

func TestASearchIsJudgedOnlyOnRecordsThatCouldMatchIt(t *testing.T) {
	h := newHouse()
	s := h.standing(tablestest.New())
	for i, name := range []string{"Rust", "Terraform", "COBOL", "Python", "Kubernetes"} {
		h.put(key(fmt.Sprint("s", i)), &profiles.Search{ID: fmt.Sprint("s", i), For: profiles.KindRole, Where: `skill:"` + name + `" and pay >= 50k EUR`})
	}
	h.put(key("all"), &profiles.Search{ID: "all", For: profiles.KindRole, Where: `pay >= 50k EUR`})
	h.put(key("people"), &profiles.Search{ID: "people", For: profiles.KindCandidate, Where: `skill:Python`})
	catchUp(t, h, s)
	h.put(roleKey("r"), role("r", 80_000, profiles.Remote))
	if rep := catchUp(t, h, s); rep.Judged != 2 || rep.Events != 2 {
		t.Errorf("%+v: want the search for Python and the one without a name judged", rep)
	}
}

func TestReadersAndTheWriterDoNotMeet(t *testing.T) {
	h, m := newHouse(), tablestest.New()
	g := gen{rand.New(rand.NewPCG(5, 5))}
	s := h.standing(m)
	var wg sync.WaitGroup
	ctx, stop := context.WithCancel(t.Context())
	for range 3 {
		wg.Go(func() {
			for ctx.Err() == nil {
				changed := s.Changed()
				if _, err := s.Events(ctx, "", 0, 50); err != nil && ctx.Err() == nil {
					t.Error(err)
				}
				if _, err := s.List(ctx, ""); err != nil && ctx.Err() == nil && !errors.Is(err, profiles.ErrNotFound) {
					t.Error(err)
				}
				select {
				case <-changed:
				case <-ctx.Done():
				}
			}
		})
	}
	for range 40 {
		for range 5 {
			g.step(h, 6)
		}
		catchUp(t, h, s)
	}
	stop()
	wg.Wait()
	last, err := s.Last(t.Context(), "")
	es, err2 := s.Events(t.Context(), "", 0, 1<<20)
	if err != nil || err2 != nil || int64(len(es)) != last || !slices.IsSortedFunc(es, func(a, b standing.Event) int { return int(a.Number - b.Number) }) {
		t.Errorf("%d events up to %d: %v %v", len(es), last, err, err2)
	}
}
