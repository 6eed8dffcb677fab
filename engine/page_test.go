package engine_test

import (
	"errors"
	"slices"
	"testing"

	"tenon/engine"
	"tenon/profiles"
	"tenon/profiles/gazetteer"
	"tenon/profiles/synthetic"
	"tenon/profiles/taxonomy"
)

// pages follows a ranking to its end.
func pages(t *testing.T, e *engine.Engine, q engine.Request) (ids []string) {
	t.Helper()
	for {
		r, err := e.Rank(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range r.Results {
			ids = append(ids, x.ID)
		}
		if r.Next == nil {
			return ids
		}
		q.After = r.Next
	}
}

func TestPagesTogetherAreTheRanking(t *testing.T) {
	corpus := synthetic.New(taxonomy.Default(), gazetteer.Default(), asOf, 1)
	var cs []*profiles.Candidate
	for i := range 97 {
		cs = append(cs, corpus.Candidate(i))
	}
	e := newEngine(t, cs...)
	for _, sort := range []engine.Sort{engine.SortOverall, engine.SortForward, engine.SortReverse, engine.SortMusts} {
		for _, where := range []string{"", "years >= 3"} {
			q := engine.Request{RoleRecord: corpus.Role(1), Top: 500, Lambda: 30, Sort: sort, Where: where}
			all := pages(t, e, q)
			for _, top := range []int{1, 7, 10} {
				q.Top = top
				if got := pages(t, e, q); !slices.Equal(got, all) {
					t.Errorf("%s %q, pages of %d: %v: want %v", sort, where, top, got, all)
				}
			}
		}
	}
}

// What comes and goes before the position neither repeats nor hides a result.
func TestAPageGoesOnBehindItsPositionWhateverChangedBefore(t *testing.T) {
	corpus := synthetic.New(taxonomy.Default(), gazetteer.Default(), asOf, 1)
	var cs []*profiles.Candidate
	for i := range 40 {
		cs = append(cs, corpus.Candidate(i))
	}
	q := engine.Request{RoleRecord: corpus.Role(1), Top: 10, Lambda: 30}
	first, err := newEngine(t, cs...).Rank(t.Context(), q)
	if err != nil || first.Next == nil {
		t.Fatal(err, first)
	}
	q.Top, q.After = 100, first.Next
	rest := pages(t, newEngine(t, cs...), q)
	gone := first.Results[3].ID
	fewer := slices.DeleteFunc(slices.Clone(cs), func(c *profiles.Candidate) bool { return c.ID == gone })
	if got := pages(t, newEngine(t, fewer...), q); !slices.Equal(got, rest) {
		t.Errorf("after a deletion %v: want %v", got, rest)
	}
	q.After = &engine.Position{Seen: engine.MaxDepth}
	if _, err := newEngine(t, cs...).Rank(t.Context(), q); !errors.Is(err, profiles.ErrInvalid) {
		t.Errorf("a page beyond the bound: %v", err)
	}
}
