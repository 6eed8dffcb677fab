package bench_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tenon/cmd/tenon/bench"
	"tenon/engine/plan"
	"tenon/profiles"
)

func options(t *testing.T) bench.Options {
	return bench.Options{Candidates: 1500, Roles: 100, Seed: 1, Dir: t.TempDir(), AsOf: profiles.NewMonth(2026, 6), Note: func(string, ...any) {}}
}

func measured(t *testing.T, o bench.Options, wants ...string) *bench.Report {
	t.Helper()
	r, err := bench.Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range r.Figures {
		if f.Value <= 0 {
			t.Errorf("%s is %v", f.Name, f.Value)
		}
		names = append(names, f.Name)
	}
	for _, want := range wants {
		if !strings.Contains(strings.Join(names, "\n"), want) {
			t.Errorf("no figure of %q", want)
		}
	}
	return r
}

func TestARunMeasuresEverythingAndVerifiesItsAnswers(t *testing.T) {
	o := options(t)
	wants := []string{"role → candidates", "all threads", "candidate → roles", "1 % of rows", "naive", "one thread, plain Go", "a pair of it, plain Go", "build columns from the store", "changed profile", "load checkpoint",
		"best 10 (10 terms)", "neighbours", "memory read, one", "memory read, all", "columns"}
	for run := range 2 { // the second finds the store and bleve's index
		r := measured(t, o, wants...)
		if r.Verified != 18 || r.Candidates != o.Candidates {
			t.Errorf("run %d: %d answers verified over %d candidates: want 18 over %d", run, r.Verified, r.Candidates, o.Candidates)
		}
		if r.Instructions != plan.Instructions() {
			t.Errorf("scans use %s instructions: want %s", r.Instructions, plan.Instructions())
		}
		left, err := filepath.Glob(filepath.Join(o.Dir, "*"))
		if err != nil || len(left) != 2 {
			t.Errorf("%v are left, %v: want a store and an index", left, err)
		}
	}
	o.Dir = ""
	for _, f := range measured(t, o, "build columns from records").Figures {
		if strings.Contains(f.Name, "bleve") {
			t.Errorf("%s is measured without a directory", f.Name)
		}
	}
}

func TestGrowthMeasuresTheSameThingsAtEverySize(t *testing.T) {
	o := options(t)
	o.Dir, o.Candidates, o.Growth = "", 1<<30, []int{1000, 2500}
	r := measured(t, o, "1000 candidates: batch", "2500 candidates: batch", "2500 candidates: role → candidates", "2500 candidates: build")
	ratios := 0
	for _, f := range r.Figures {
		if f.Ratio > 0 {
			ratios++
		}
		if f.Against != "" && !slices.ContainsFunc(r.Figures, func(o bench.Figure) bool { return o.Name == f.Against }) {
			t.Errorf("%s is compared with %q: there is no such line", f.Name, f.Against)
		}
	}
	if ratios != 3 || r.Verified == 0 || r.Candidates != 2500 {
		t.Errorf("%d ratios, %d verified, %d candidates: want 3, some, and the most", ratios, r.Verified, r.Candidates)
	}
	o.Growth = []int{5, 3}
	if _, err := bench.Run(t.Context(), o); !errors.Is(err, profiles.ErrInvalid) {
		t.Errorf("fewer than at first: %v", err)
	}
}

func TestAnEditOfKeptListsScoresFewPairs(t *testing.T) {
	o := options(t)
	o.Dir, o.Candidates, o.Edits = "", 1000, 5
	r := measured(t, o, "full run", "median of 5 edits", "so many times as many", "with what it writes")
	for _, f := range r.Figures {
		if strings.Contains(f.Name, "median of 5 edits") && f.Value != 100 {
			t.Errorf("%v pairs after an edit: want one for each role", f.Value)
		}
	}
	if r.Verified != 3 {
		t.Errorf("%d kept lists verified: want 3", r.Verified)
	}
}

func TestReScoringTakesTheColumnsOfARunBefore(t *testing.T) {
	o := options(t)
	o.Candidates, o.Roles, o.Edits = 300, 20, 1
	var said []string
	o.Note = func(msg string, _ ...any) { said = append(said, msg) }
	taken := func() bool {
		said = nil
		measured(t, o, "full run")
		return strings.Contains(strings.Join(said, "\n"), "taking the columns")
	}
	if taken() {
		t.Error("there was no run before")
	}
	if !taken() {
		t.Errorf("%q: want the columns of the run before", said)
	}
	if o.AsOf++; taken() {
		t.Error("the columns are of another month")
	}
}

// Ctrl-C at any moment leaves a directory with which the next run goes on.
func TestARunThatIsInterruptedLeavesNothingBroken(t *testing.T) {
	for _, at := range []string{"records", "documents", "queries"} {
		t.Run(at, func(t *testing.T) {
			o := options(t)
			ctx, stop := context.WithCancel(t.Context())
			o.Bar = func(unit string) (func(at, total int64), func()) {
				return func(int64, int64) {
					if unit == at {
						stop()
					}
				}, func() {}
			}
			if _, err := bench.Run(ctx, o); !errors.Is(err, context.Canceled) {
				t.Fatalf("%v: want canceled", err)
			}
			if left, err := filepath.Glob(filepath.Join(o.Dir, "tenon-bench-*")); err != nil || len(left) > 0 {
				t.Errorf("%v are left, %v", left, err)
			}
			o.Bar = nil
			if r := measured(t, o, "bleve"); r.Verified != 18 {
				t.Errorf("%d answers verified after an interruption: want 18", r.Verified)
			}
		})
	}
}

func TestWhatDoesNotFitIntoMemoryIsRefused(t *testing.T) {
	o := options(t)
	o.Candidates = 1 << 40
	if _, err := bench.Run(t.Context(), o); !errors.Is(err, profiles.ErrUnavailable) {
		t.Errorf("a million million candidates: %v", err)
	}
	o.Candidates = 0
	if _, err := bench.Run(t.Context(), o); !errors.Is(err, profiles.ErrInvalid) {
		t.Errorf("no candidates: %v", err)
	}
	if left, err := os.ReadDir(o.Dir); err != nil || len(left) > 0 {
		t.Errorf("%v are left of what was refused, %v", left, err)
	}
}
