package batch_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"pgregory.net/rapid"

	"tenon/engine/batch"
	"tenon/engine/plan"
	"tenon/index/columns"
	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/money"
	"tenon/profiles/store/tablestest"
	"tenon/profiles/taxonomy"
)

var usual = batch.Settings{Top: 3, Lambda: 30}

// After any history of edits, an incremental run keeps what a full run keeps, byte for byte, its events lead from the lists before
// to the lists now, and their numbers have no gap.
func TestIncrementalRunsKeepWhatFullRunsKeep(t *testing.T) {
	defer batch.SetFlushEvents(20)()
	runs := map[bool]int{}
	events := 0
	rapid.Check(t, func(t *rapid.T) {
		h, m := newHouse(), tablestest.New()
		g := gen{rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 9))}
		s := batch.Settings{Top: rapid.IntRange(1, 3).Draw(t, "top"), Lambda: 10 * rapid.IntRange(0, 10).Draw(t, "lambda")}
		n := rapid.IntRange(2, 60).Draw(t, "records")
		for range 3 * n {
			g.step(h, n)
		}
		rescore(t, h, m, s, batch.Options{})
		for _, edits := range rapid.SliceOfN(rapid.IntRange(0, 9), 1, 8).Draw(t, "edits") {
			for range edits {
				g.step(h, n)
			}
			was, last := lists(t, m), lastEvent(t, m)
			r := rescore(t, h, m, s, batch.Options{})
			runs[r.Full]++
			events += r.Events
			fresh := tablestest.New()
			rescore(t, h, fresh, s, batch.Options{})
			if got, want := rows(t, m), rows(t, fresh); got != want {
				t.Fatalf("%d edits, full %v: kept\n%s\nwant\n%s", edits, r.Full, got, want)
			}
			replay(t, m, was, last, r.Events)
		}
	})
	if runs[false] < 20 || events < 100 {
		t.Errorf("%d incremental runs, %d events: the histories try too little", runs[false], events)
	}
}

// A run is of the records at its start; what comes later is of the next one.
func TestARunWhileRecordsChangeIsOfThoseAtItsStart(t *testing.T) {
	for seed := range uint64(40) {
		h, g := filled(t, seed, 30)
		m := tablestest.New()
		rescore(t, h, m, usual, batch.Options{})
		for range 4 {
			g.step(h, 30)
		}
		before, fresh := len(h.log), tablestest.New()
		rescore(t, h, fresh, usual, batch.Options{})
		h.during = func() { g.step(h, 30) }
		r := rescore(t, h, m, usual, batch.Options{})
		if r.Full || int(r.Seq) != before || len(h.log) != before+1 {
			t.Fatalf("seed %d: full %v at %d of %d: want an incremental run at %d", seed, r.Full, r.Seq, len(h.log), before)
		}
		if got, want := rows(t, m), rows(t, fresh); got != want {
			t.Fatalf("seed %d: kept\n%s\nwant\n%s", seed, got, want)
		}
	}
}

func TestAListIsRankedAnewOnlyWhenItsReserveRunsOut(t *testing.T) {
	h, _ := filled(t, 5, 40)
	m := tablestest.New()
	rescore(t, h, m, usual, batch.Options{})
	reranked := 0
	for i := range 12 { // the best of role r1 leave one by one
		best, _, _ := strings.Cut(lists(t, m)["role /r1"], " ")
		h.put(profiles.Key{Kind: profiles.KindCandidate, ID: strings.TrimPrefix(best, "/")}, nil, nil)
		r := rescore(t, h, m, usual, batch.Options{})
		if r.Full || i < usual.Top && r.Reranked > 0 {
			t.Fatalf("deletion %d: %+v: want no list ranked anew within the reserve", i, r)
		}
		reranked += r.Reranked
		fresh := tablestest.New()
		rescore(t, h, fresh, usual, batch.Options{})
		if rows(t, m) != rows(t, fresh) {
			t.Fatalf("deletion %d: what is kept is not what a full run keeps", i)
		}
	}
	if reranked == 0 {
		t.Error("no reserve ran out")
	}
}

func lastEvent(t tb, m batch.Tables) int64 {
	t.Helper()
	es, err := (&batch.Kept{Tables: m}).Events(context.Background(), 0, 1<<30)
	if err != nil {
		t.Fatal(err)
	}
	return int64(len(es))
}

// replay makes the events behind a number happen to lists, and compares them with what is kept.
func replay(t tb, m batch.Tables, was map[string]string, since int64, count int) {
	t.Helper()
	es, err := (&batch.Kept{Tables: m}).Events(context.Background(), since, 1<<30)
	if err != nil || len(es) != count {
		t.Fatalf("%d events, %v: want %d", len(es), err, count)
	}
	ranks := map[string]map[string]int{}
	for l, line := range was {
		ranks[l] = map[string]int{}
		for i, match := range strings.Fields(line) {
			ranks[l][match] = i + 1
		}
	}
	for i, e := range es {
		l, match := fmt.Sprintf("%s %s/%s", e.List, e.Org, e.ID), e.MatchOrg+"/"+e.Match
		if e.Number != since+int64(i)+1 || ranks[l][match] != e.From {
			t.Fatalf("%+v: %s was at %d", e, match, ranks[l][match])
		}
		if ranks[l] == nil {
			ranks[l] = map[string]int{}
		}
		if delete(ranks[l], match); e.To > 0 {
			ranks[l][match] = e.To
		}
	}
	now := lists(t, m)
	for l, by := range ranks {
		line := make([]string, len(by))
		for match, at := range by {
			line[at-1] = match
		}
		if strings.Join(line, " ") != now[l] {
			t.Fatalf("events lead %s to %v: kept is %s", l, line, now[l])
		}
		delete(now, l)
	}
	if len(now) > 0 {
		t.Fatalf("no event led to %v", now)
	}
}

func TestAnEditScoresOnlyThePairsThatItTouches(t *testing.T) {
	h, g := filled(t, 1, 60)
	m := tablestest.New()
	first := rescore(t, h, m, usual, batch.Options{})
	if !first.Full || first.Why != "the first run" || first.Pairs != 2*60*60 || first.Events != 0 {
		t.Fatalf("%+v: want a full first run without events", first)
	}
	h.put(profiles.Key{Kind: profiles.KindCandidate, ID: "c7"}, g.candidate("c7"), nil)
	if r := rescore(t, h, m, usual, batch.Options{}); r.Full || r.Pairs != 60+60*int64(r.Reranked) || r.Edited != 1 || r.FullPairs != 2*60*60 {
		t.Errorf("%+v: want 60 pairs of one candidate, and no more than lists ranked anew", r)
	}
	h.put(profiles.Key{Kind: profiles.KindRole, ID: "r7"}, nil, g.role("r7"))
	if r := rescore(t, h, m, usual, batch.Options{}); r.Full || r.Pairs != 2*60-1+1+60*int64(r.Reranked) || r.Edited != 1 {
		t.Errorf("%+v: want the pairs of one role, heard by both sides", r)
	}
	if r := rescore(t, h, m, usual, batch.Options{}); r.Full || r.Pairs != 0 || r.Lists != 0 || r.Events != 0 {
		t.Errorf("%+v: want nothing done", r)
	}
}

func TestAnotherWorldIsAFullRun(t *testing.T) {
	h, g := filled(t, 2, 20)
	m := tablestest.New()
	rescore(t, h, m, usual, batch.Options{})
	for _, c := range []struct {
		why string
		s   batch.Settings
		o   batch.Options
	}{
		{"the policy is another", batch.Settings{Top: 3, Lambda: 30, Policy: "balanced"}, batch.Options{}},
		{"the policy is another", batch.Settings{Top: 3, Lambda: 30, Weights: map[string]int{"title": 70}}, batch.Options{}},
		{"lambda is another", batch.Settings{Top: 3, Lambda: 31, Weights: map[string]int{"title": 70}}, batch.Options{}},
		{"the length of the lists is another", batch.Settings{Top: 4, Lambda: 31, Weights: map[string]int{"title": 70}}, batch.Options{}},
		{"asked for", batch.Settings{Top: 4, Lambda: 31, Weights: map[string]int{"title": 70}}, batch.Options{Full: true}},
		{"lambda is another", usual, batch.Options{}},
	} {
		if c.why == "lambda is another" && c.s.Weights == nil {
			c.why = "the policy is another"
		}
		if r := rescore(t, h, m, c.s, c.o); !r.Full || r.Why != c.why {
			t.Errorf("full %v because %q: want %q", r.Full, r.Why, c.why)
		}
	}
	for i := range 15 {
		id := fmt.Sprintf("c%d", i)
		h.put(profiles.Key{Kind: profiles.KindCandidate, ID: id}, g.candidate(id), nil)
	}
	if r := rescore(t, h, m, usual, batch.Options{}); !r.Full || r.Why != "too much has changed" {
		t.Errorf("full %v because %q: want too much", r.Full, r.Why)
	}
}

// forget makes as if the last change, a deletion, had left the feed.
func (h *house) forget() {
	last := &h.log[len(h.log)-1]
	last.Key.ID, h.oldest = "nobody", last.Seq
}

func TestListsOfBeforeADeletionThatIsNotToldAreMadeAnew(t *testing.T) {
	h, g := filled(t, 2, 60)
	m := tablestest.New()
	rescore(t, h, m, usual, batch.Options{})
	h.put(profiles.Key{Kind: profiles.KindCandidate, ID: "c7"}, nil, nil)
	h.forget()
	if r := rescore(t, h, m, usual, batch.Options{}); !r.Full {
		t.Errorf("%+v: want a full run", r)
	}
	for of, l := range lists(t, m) {
		if strings.Contains(of, "c7") || slices.Contains(strings.Fields(l), "c7") {
			t.Errorf("%s has %s: c7 is gone", of, l)
		}
	}
	h.put(profiles.Key{Kind: profiles.KindCandidate, ID: "c8"}, g.candidate("c8"), nil)
	if r := rescore(t, h, m, usual, batch.Options{}); r.Full {
		t.Errorf("%+v: lists that are new enough are made anew", r)
	}
}

// Events are kept for those of the last run and as many more as are to be, or as there are lists; who comes later is told.
func TestEventsAreBounded(t *testing.T) {
	defer batch.SetKeepEvents(10)()
	h, g := filled(t, 2, 10)
	m := tablestest.New()
	rescore(t, h, m, usual, batch.Options{})
	k := batch.NewKept(m)
	var last, before int64
	for i := range 60 {
		id := fmt.Sprint("c", i%10)
		h.put(profiles.Key{Kind: profiles.KindCandidate, ID: id}, g.candidate(id), nil)
		r := rescore(t, h, m, usual, batch.Options{Full: i%7 == 0})
		before = last
		var err error
		if last, err = k.Last(t.Context()); err != nil || last-before != int64(r.Events) {
			t.Fatalf("%d events behind %d, %v: %+v", last, before, err, r)
		}
	}
	const kept = 20 // lists, which are more than 10
	if last < 5*kept {
		t.Fatalf("%d events: too few to show anything", last)
	}
	all, err := k.Events(t.Context(), 0, 10_000)
	if err != nil || len(all) == 0 || all[len(all)-1].Number != last || all[0].Number != before-kept+1 || len(all) != int(last-all[0].Number)+1 {
		t.Errorf("%d events up to %d, %v: want those behind %d", len(all), last, err, before-kept)
	}
	if es, err := k.Events(t.Context(), all[0].Number-1, 3); err != nil || len(es) == 0 || es[0].Number != all[0].Number {
		t.Errorf("%v, %v", es, err)
	}
	if _, err := k.Events(t.Context(), all[0].Number-2, 3); !errors.Is(err, profiles.ErrTooOld) {
		t.Errorf("events behind one that is kept no more: %v", err)
	}
}

// The same records, but judged at another month, by another taxonomy, other rates or cities: nothing of the lists holds any more.
func TestTheSameRecordsOfAnotherMonthOrTaxonomyAreAFullRun(t *testing.T) {
	own, err := taxonomy.With(taxonomy.File{Name: "mine.txt", Content: "skill/acme-forge Acme Forge\n  type platform\n"})
	if err != nil {
		t.Fatal(err)
	}
	rates, err := money.Load(strings.NewReader("currency,year,units_per_usd\nEUR,2026,0.5\nUSD,2026,1\n"))
	if err != nil {
		t.Fatal(err)
	}
	h, _ := filled(t, 2, 20)
	for why, live := range map[string]*columns.Live{
		"the month is another":          columns.New(deriver, asOf+1),
		"the taxonomy is another":       columns.New(facts.NewDeriver(own, money.Default()), asOf),
		"the exchange rates are others": columns.New(facts.NewDeriver(tax, rates), asOf),
	} {
		m := tablestest.New()
		rescore(t, h, m, usual, batch.Options{})
		other := &house{live: live}
		other.fill(2, 20)
		if r := rescore(t, other, m, usual, batch.Options{}); !r.Full || r.Why != why {
			t.Errorf("full %v because %q: want %q", r.Full, r.Why, why)
		}
	}
	m := tablestest.New()
	rescore(t, h, m, usual, batch.Options{})
	b := h.batch(m)
	b.CitiesVersion = "own"
	if r, err := b.Run(t.Context(), usual, batch.Options{}); err != nil || !r.Full || r.Why != "the cities are others" {
		t.Errorf("%+v, %v: want a full run for other cities", r, err)
	}
}

func TestAStoreWithAnotherHistoryIsAFullRun(t *testing.T) {
	h, g := filled(t, 10, 20)
	m := tablestest.New()
	rescore(t, h, m, usual, batch.Options{})
	restored, _ := filled(t, 10, 19) // as a backup from before the last two changes, with three made since
	for _, id := range []string{"c1", "c2", "c3"} {
		restored.put(profiles.Key{Kind: profiles.KindCandidate, ID: id}, g.candidate(id), nil)
	}
	if r := rescore(t, restored, m, usual, batch.Options{}); !r.Full || r.Why != "the store has another history" {
		t.Errorf("full %v because %q", r.Full, r.Why)
	}
	behind, _ := filled(t, 10, 5)
	if r := rescore(t, behind, m, usual, batch.Options{}); !r.Full || r.Why != "the kept lists are ahead of the store" {
		t.Errorf("full %v because %q", r.Full, r.Why)
	}
}

func TestSettingsThatAreRefused(t *testing.T) {
	h, _ := filled(t, 3, 2)
	for name, s := range map[string]batch.Settings{
		"top 0": {Lambda: 30}, "top above all bounds": {Top: batch.MaxTop + 1}, "lambda": {Top: 1, Lambda: 101}, "policy": {Top: 1, Policy: "best"},
		"weight": {Top: 1, Weights: map[string]int{"hope": 1}},
	} {
		m := tablestest.New()
		if _, err := h.batch(m).Run(t.Context(), s, batch.Options{}); !errors.Is(err, profiles.ErrInvalid) || !m.Empty() {
			t.Errorf("%s: %v: want ErrInvalid and nothing written", name, err)
		}
	}
	k := batch.Kept{Tables: tablestest.New()}
	if _, err := k.Made(t.Context()); !errors.Is(err, profiles.ErrNotFound) {
		t.Errorf("%v: want ErrNotFound", err)
	}
}

func TestDamagedListsAreRefused(t *testing.T) {
	h, g := filled(t, 4, 10)
	m := tablestest.New()
	rescore(t, h, m, usual, batch.Options{})
	for k, v := range m.All("lists-0") {
		m.Set("lists-0", k, v[:len(v)-1])
	}
	h.put(profiles.Key{Kind: profiles.KindCandidate, ID: "c1"}, g.candidate("c1"), nil)
	if _, err := h.batch(m).Run(t.Context(), usual, batch.Options{}); !errors.Is(err, profiles.ErrDamaged) {
		t.Errorf("%v: want ErrDamaged", err)
	}
	fresh := tablestest.New()
	rescore(t, h, fresh, usual, batch.Options{})
	for name, harm := range map[string]func(){"lists": func() {}, "state": func() { m.Set("state", "state", "{") }} {
		harm()
		if r := rescore(t, h, m, usual, batch.Options{Full: true}); r.Lists != 20 || r.Events != 0 || rows(t, m) != rows(t, fresh) {
			t.Errorf("%s: %+v: want everything made anew", name, r)
		}
		if r := rescore(t, h, m, usual, batch.Options{}); r.Full || r.Pairs != 0 {
			t.Errorf("%s: %+v: want nothing left to do", name, r)
		}
	}
}

func explainer(m batch.Tables) *batch.Explainer {
	return &batch.Explainer{Kept: batch.Kept{Tables: m}, Taxonomy: tax, Cities: cities, Asked: func(q *plan.Req) string { return tax.Concept(q.No).Label }}
}

func diff(t *testing.T, m batch.Tables) (out []batch.Move) {
	t.Helper()
	if _, err := explainer(m).Diff(t.Context(), func(x batch.Move) error { out = append(out, x); return nil }); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestADiffSaysWhichContributionChanged(t *testing.T) {
	h := newHouse()
	asks := func(names ...string) *profiles.Role {
		r := &profiles.Role{ID: "r"}
		for _, n := range names {
			r.Requirements = append(r.Requirements, profiles.Requirement{Kind: profiles.ReqSkill, Ref: profiles.Ref{Name: n}, Necessity: profiles.Must})
		}
		return r
	}
	knows := func(id string, names ...string) {
		c := &profiles.Candidate{ID: id}
		for _, n := range names {
			c.Skills = append(c.Skills, profiles.Skill{Ref: profiles.Ref{Name: n}})
		}
		h.put(profiles.Key{Kind: profiles.KindCandidate, ID: id}, c, nil)
	}
	for i := range 8 {
		knows(fmt.Sprint(i), "Cooking")
	}
	knows("a", "Python", "Terraform")
	knows("b", "Python")
	h.put(profiles.Key{Kind: profiles.KindRole, ID: "r"}, nil, asks("Python", "Terraform", "Kubernetes"))
	m := tablestest.New()
	rescore(t, h, m, usual, batch.Options{})
	if _, err := explainer(m).Diff(t.Context(), nil); !errors.Is(err, profiles.ErrNotFound) {
		t.Errorf("%v: want ErrNotFound before a second run", err)
	}
	knows("b", "Python", "Terraform", "Kubernetes")
	for _, full := range []bool{false, true} {
		if r := rescore(t, h, m, usual, batch.Options{Full: full}); r.Full != full {
			t.Fatalf("%+v", r)
		}
		if full { // nothing has changed between these two
			if got := diff(t, m); len(got) > 0 {
				t.Errorf("%+v: want no moves", got)
			}
			continue
		}
		moves := diff(t, m)
		i := slices.IndexFunc(moves, func(x batch.Move) bool { return x.List == profiles.KindRole && x.Match == "b" })
		j := slices.IndexFunc(moves, func(x batch.Move) bool { return x.List == profiles.KindRole && x.Match == "a" })
		if i < 0 || j < 0 {
			t.Fatalf("%+v: want moves of a and b", moves)
		}
		b, a := moves[i], moves[j]
		if b.From != 2 || b.To != 1 || b.Because != batch.BecauseScore || len(b.Changes) != 2 || b.Changes[0].Requirement != "Kubernetes" ||
			b.Changes[0].Before != 0 || b.Changes[0].After == 0 || b.Changes[1].Requirement != "Terraform" {
			t.Errorf("%+v: want b to rise by Kubernetes and Terraform", b)
		}
		if sum := b.After.Forward - b.Before.Forward; sum != b.Changes[0].After-b.Changes[0].Before+b.Changes[1].After-b.Changes[1].Before {
			t.Errorf("the changes of %+v do not sum to %d", b.Changes, sum)
		}
		if a.From != 1 || a.To != 2 || a.Because != batch.BecauseOthers || len(a.Changes) > 0 {
			t.Errorf("%+v: want a to fall by others", a)
		}
	}
}

// A longer list begins with the shorter one: whatever the heaps of either do.
func TestShortListsBeginLongOnes(t *testing.T) {
	h, g := newHouse(), gen{rand.New(rand.NewPCG(8, 3))}
	for i := range 400 {
		id := fmt.Sprint(i)
		h.put(profiles.Key{Kind: profiles.KindRole, ID: "r" + id}, nil, g.role("r"+id))
		if i < 20 {
			h.put(profiles.Key{Kind: profiles.KindCandidate, ID: "c" + id}, g.candidate("c"+id), nil)
		}
	}
	short, long := tablestest.New(), tablestest.New()
	rescore(t, h, short, batch.Settings{Top: 15, Lambda: 30}, batch.Options{})
	rescore(t, h, long, batch.Settings{Top: 1000, Lambda: 30}, batch.Options{})
	all := lists(t, long)
	for l, line := range lists(t, short) {
		if !strings.HasPrefix(all[l]+" ", line+" ") {
			t.Errorf("the best of %s are %s: want them to begin %.200s", l, line, all[l])
		}
	}
}

func TestADiffNamesThoseWhoCameAndWent(t *testing.T) {
	for _, full := range []bool{false, true} {
		h, g := filled(t, 9, 12)
		m, all := tablestest.New(), batch.Settings{Top: 100, Lambda: 30}
		rescore(t, h, m, all, batch.Options{})
		h.put(profiles.Key{Kind: profiles.KindCandidate, ID: "new"}, g.candidate("new"), nil)
		h.put(profiles.Key{Kind: profiles.KindCandidate, ID: "c3"}, nil, nil)
		rescore(t, h, m, all, batch.Options{Full: full})
		came, went := 0, 0
		for _, x := range diff(t, m) {
			switch {
			case x.Match == "new" || x.ID == "new":
				if x.Because != batch.BecauseNew || x.From != 0 || x.Before != nil || x.After == nil {
					t.Errorf("full %v: %+v: want a newcomer", full, x)
				}
				came++
			case x.Match == "c3" || x.ID == "c3":
				if x.Because != batch.BecauseGone || x.To != 0 || x.Before == nil || x.After != nil {
					t.Errorf("full %v: %+v: want one who is gone", full, x)
				}
				went++
			case x.Because != batch.BecauseOthers:
				t.Errorf("full %v: %+v: want it to move by others", full, x)
			}
		}
		if came < 2 || went < 2 {
			t.Errorf("full %v: %d came, %d went", full, came, went)
		}
	}
}

// counted counts the lists that are asked for one by one.
type counted struct {
	*tablestest.Memory
	asked atomic.Int64
}

func (c *counted) Get(ctx context.Context, table string, key []byte) ([]byte, error) {
	if strings.HasPrefix(table, "lists-") {
		c.asked.Add(1)
	}
	return c.Memory.Get(ctx, table, key)
}

// The lists that an edited role cannot come into are read as they lie, and are not asked for.
func TestAnEditedRoleAsksForFewListsOfCandidates(t *testing.T) {
	h, g := filled(t, 8, 300)
	m := &counted{Memory: tablestest.New()}
	rescore(t, h, m, usual, batch.Options{})
	for i := range 10 {
		id := fmt.Sprint("r", 7*i)
		h.put(profiles.Key{Kind: profiles.KindRole, ID: id}, nil, g.role(id))
		m.asked.Store(0)
		r := rescore(t, h, m, usual, batch.Options{})
		if n := int(m.asked.Load()); r.Full || n >= r.Candidates/2 {
			t.Errorf("%s: %d lists asked for of %d, full %v: want few", id, n, r.Candidates, r.Full)
		}
	}
}

// A run is incremental until one of six roles, or one of four candidates, has changed and one more.
func TestHowManyMayHaveChanged(t *testing.T) {
	for kind, most := range map[profiles.Kind]int{profiles.KindRole: 60/6 + 1, profiles.KindCandidate: 60/4 + 1} {
		for _, edited := range []int{most, most + 1} {
			h, g := filled(t, 14, 60)
			m := tablestest.New()
			rescore(t, h, m, usual, batch.Options{})
			for i := range edited {
				if kind == profiles.KindRole {
					h.put(profiles.Key{Kind: kind, ID: fmt.Sprint("r", i)}, nil, g.role(fmt.Sprint("r", i)))
				} else {
					h.put(profiles.Key{Kind: kind, ID: fmt.Sprint("c", i)}, g.candidate(fmt.Sprint("c", i)), nil)
				}
			}
			if r := rescore(t, h, m, usual, batch.Options{}); r.Full != (edited > most) {
				t.Errorf("%d of 60 of kind %v have changed, and the run is full %v: %s", edited, kind, r.Full, r.Why)
			}
		}
	}
}

// What does not find a list that it may touch makes all of them anew, also where there is nothing to score.
func TestListsThatAreMissingAreMadeAnew(t *testing.T) {
	for gone, missing := range map[profiles.Key]string{
		{Kind: profiles.KindRole, ID: "r1"}:      string(rune(profiles.KindCandidate)) + "\x00c20",
		{Kind: profiles.KindCandidate, ID: "c1"}: string(rune(profiles.KindRole)) + "\x00r20",
	} {
		h, _ := filled(t, 12, 30)
		m := tablestest.New()
		rescore(t, h, m, usual, batch.Options{})
		if _, ok := m.All("lists-0")[missing]; !ok {
			t.Fatalf("no list %q to take away", missing)
		}
		err := m.Update(t.Context(), func(put func(string, []byte, []byte) error) error { return put("lists-0", []byte(missing), nil) })
		if err != nil {
			t.Fatal(err)
		}
		h.put(gone, nil, nil)
		if r := rescore(t, h, m, usual, batch.Options{}); !r.Full || r.Why != "too much has changed" {
			t.Errorf("the list %q is missing, and the run is full %v: %s", missing, r.Full, r.Why)
		}
	}
}

// A run tells how far it is, up to all of its pairs; what is ranked anew comes on top.
func TestARunTellsHowFarItIs(t *testing.T) {
	h, g := filled(t, 13, 40)
	m := tablestest.New()
	for _, full := range []bool{true, false} {
		var mu sync.Mutex
		var most batch.Progress
		told := func(p batch.Progress) {
			mu.Lock()
			defer mu.Unlock()
			most.Pairs, most.Total = max(most.Pairs, p.Pairs), max(most.Total, p.Total)
		}
		r := rescore(t, h, m, usual, batch.Options{Progress: told})
		if r.Full != full || most.Pairs != r.Pairs || most.Pairs-most.Total != 40*int64(r.Reranked) {
			t.Errorf("full %v: told of %+v, and %d pairs were scored, %d lists ranked anew", r.Full, most, r.Pairs, r.Reranked)
		}
		h.put(profiles.Key{Kind: profiles.KindCandidate, ID: "c3"}, g.candidate("c3"), nil)
	}
}
