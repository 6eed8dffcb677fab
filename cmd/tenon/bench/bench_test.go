package bench_test

import (
	"errors"
	"strings"
	"testing"

	"tenon/cmd/tenon/bench"
	"tenon/profiles"
)

func options(t *testing.T) bench.Options {
	return bench.Options{Candidates: 3000, Roles: 300, Seed: 1, Dir: t.TempDir(), AsOf: profiles.NewMonth(2026, 6), Note: func(string, ...any) {}}
}

func TestARunMeasuresEverythingAndVerifiesItsAnswers(t *testing.T) {
	o := options(t)
	for run := range 2 { // the second finds bleve's index
		r, err := bench.Run(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		if r.Verified != 6 || r.Candidates != o.Candidates {
			t.Errorf("run %d: %d answers verified over %d candidates: want 6 over %d", run, r.Verified, r.Candidates, o.Candidates)
		}
		var names []string
		for _, f := range r.Figures {
			if f.Value <= 0 {
				t.Errorf("%s is %v", f.Name, f.Value)
			}
			names = append(names, f.Name)
		}
		for _, want := range []string{"role → candidates", "candidate → roles", "1 % of rows", "scored by itself", "build", "changed profile", "load checkpoint", "bleve", "memory read"} {
			if !strings.Contains(strings.Join(names, "\n"), want) {
				t.Errorf("no figure of %q", want)
			}
		}
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
}
