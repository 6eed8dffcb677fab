package engine_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tenon/engine"
	"tenon/profiles"
	"tenon/profiles/gazetteer"
	"tenon/profiles/synthetic"
	"tenon/profiles/taxonomy"
)

// crowd is an engine over generated candidates, with the corpus.
func crowd(t *testing.T, n int) (*engine.Engine, *synthetic.Corpus) {
	t.Helper()
	corpus := synthetic.New(taxonomy.Default(), gazetteer.Default(), asOf, 1)
	var cs []*profiles.Candidate
	for i := range n {
		cs = append(cs, corpus.Candidate(i))
	}
	return newEngine(t, cs...), corpus
}

func TestAPageFromARankIsThatPartOfTheRanking(t *testing.T) {
	e, corpus := crowd(t, 97)
	for _, q := range []engine.Request{{Lambda: 30}, {Lambda: 70, Sort: engine.SortMusts}, {Lambda: 30, Where: "years >= 3"}, {Lambda: 30, Vetoed: true}} {
		q.RoleRecord, q.Top = corpus.Role(1), 500
		all, err := e.Rank(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		n := len(all.Results)
		for _, from := range []int{0, 1, 2, 17, n - 3, n, n + 1, n + 500} {
			if from < 0 {
				continue
			}
			q.Top, q.From = 10, from
			got, err := e.Rank(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			first := min(n, max(0, from-1))
			end := min(n, first+10)
			if d := cmp.Diff(all.Results[first:end], got.Results); d != "" {
				t.Errorf("%+v from %d: %s", q.Sort, from, d)
			}
			if more := end < n && end > first; (got.Next != nil) != more {
				t.Errorf("from %d of %d: next %v", from, n, got.Next)
			}
			if got.Next != nil {
				q.From, q.After = 0, got.Next
				rest, err := e.Rank(t.Context(), q)
				if err != nil || len(rest.Results) == 0 || rest.Results[0].ID != all.Results[end].ID {
					t.Errorf("behind the page from %d: %v %v", from, rest, err)
				}
				q.After = nil
			}
		}
	}
	for field, q := range map[string]engine.Request{"from: a page": {From: 3, After: &engine.Position{Seen: 2}}, "from -1": {From: -1}, "from: pages go up": {From: engine.MaxDepth, Top: 2}} {
		q.RoleRecord, q.Lambda = corpus.Role(1), 30
		if _, err := e.Rank(t.Context(), q); !errors.Is(err, profiles.ErrInvalid) || !strings.Contains(err.Error(), field) {
			t.Errorf("%s: %v", field, err)
		}
	}
}

// The results of a stream are those of the ranking, to the bit, however many are asked for at a time.
func TestAStreamIsTheRanking(t *testing.T) {
	e, corpus := crowd(t, 130)
	for _, q := range []engine.Request{{Lambda: 30}, {Lambda: 0, Weights: map[string]int{"degree": 60}}, {Lambda: 30, Plain: true, Where: "years >= 2"}, {Lambda: 30, Vetoed: true}} {
		q.RoleRecord, q.Top = corpus.Role(2), 1000
		want, err := e.Rank(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		for _, size := range []int{1, 9, 1000} {
			q.Top = 0
			s, err := e.Stream(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			got := *s.Ranking
			for {
				some, err := s.Next(t.Context(), size)
				if err != nil {
					t.Fatal(err)
				}
				if len(some) == 0 {
					break
				}
				got.Results = append(got.Results, some...)
			}
			if d := cmp.Diff(want, &got); d != "" {
				t.Errorf("%d at a time: %s", size, d)
			}
		}
	}
}

// Without contributions the totals are the same.
func TestPlainResultsHaveTheSameTotals(t *testing.T) {
	e, corpus := crowd(t, 60)
	q := engine.Request{RoleRecord: corpus.Role(1), Top: 60, Lambda: 30}
	whole, err := e.Rank(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	q.Plain = true
	plain, err := e.Rank(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	for i := range whole.Results {
		if len(whole.Results[i].Contributions) == 0 {
			t.Fatalf("%s has no contributions to leave out", whole.Results[i].ID)
		}
		whole.Results[i].Contributions = []engine.Contribution{}
	}
	if d := cmp.Diff(whole, plain); d != "" {
		t.Error(d)
	}
}

func TestAStreamEndsWithItsContext(t *testing.T) {
	e, corpus := crowd(t, 30)
	s, err := e.Stream(t.Context(), engine.Request{RoleRecord: corpus.Role(1), Lambda: 30})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := s.Next(ctx, 10); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}
