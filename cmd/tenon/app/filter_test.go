package app_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tenon/cmd/tenon/app/apptest"
	"tenon/cmd/tenon/command"
	"tenon/engine"
)

// Filters of all kinds together keep, in the order of the ranking and with its scores, whom each of them keeps: radius, mode, years, what the
// record has, the words of its text.
func TestFiltersTogetherKeepWhomEachKeeps(t *testing.T) {
	a, _ := apptest.Still(t, t.TempDir(), command.SampleSources()...)
	for _, side := range []struct {
		q      engine.Request
		wheres []string
		text   string
	}{
		{engine.Request{Role: "r-ref-mlops-berlin"}, []string{`city within 400km of "Berlin"`, `mode != remote`, `years >= 5`, `not language:"German" >= C1`}, "kubernetes -azure"},
		{engine.Request{Candidate: "c-014"}, []string{`city within 400km of "Berlin" or mode = remote`, `years <= 6`, `skill:"Python"`}, "platform"},
	} {
		kept := func(where, text string) *engine.Ranking {
			t.Helper()
			q := side.q
			q.Top, q.Lambda, q.OrderOnly, q.Where, q.Query = 5000, engine.DefaultLambda, true, where, text
			r, err := a.Engine.Rank(t.Context(), q)
			if err != nil {
				t.Fatalf("%s, %s: %v", where, text, err)
			}
			if r.Total != r.Scored+r.Skipped+r.Vetoed+r.Filtered {
				t.Errorf("%s, %s: %d are not %d + %d + %d + %d", where, text, r.Total, r.Scored, r.Skipped, r.Vetoed, r.Filtered)
			}
			return r
		}
		left, together := kept("", "").Results, ""
		meet := func(one, all *engine.Ranking) {
			t.Helper()
			is := map[string]bool{}
			for _, x := range one.Results {
				is[x.ID] = true
			}
			n := len(left)
			left = slices.DeleteFunc(slices.Clone(left), func(x engine.Result) bool { return !is[x.ID] })
			if d := cmp.Diff(left, all.Results); d != "" {
				t.Errorf("%s: whom each keeps (-) and together (+)\n%.500s", together, d)
			}
			if len(left) == n || len(left) == 0 {
				t.Errorf("%s: %d of %d are left: nothing is seen", together, len(left), n)
			}
		}
		one := kept("", side.text)
		meet(one, one)
		for _, where := range side.wheres {
			if together != "" {
				together += " and "
			}
			together += "(" + where + ")"
			meet(kept(where, ""), kept(together, side.text))
		}
	}
}
