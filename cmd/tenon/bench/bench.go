package bench

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"time"

	"tenon/cmd/tenon/app"
	"tenon/engine/plan"
	"tenon/index/columns"
	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/synthetic"
)

// Options say what to measure.
type Options struct {
	Candidates, Roles int
	Seed              uint64
	Dir               string                     // of the checkpoint and of bleve's index, which is kept; "": bleve is left out
	AsOf              profiles.Month             // of the facts
	Memory            uint64                     // that may be used, 0 what is available
	Note              func(msg string, a ...any) // is told what is going on
}

// Figure is one line of the report. Ratio compares with the figure of the line named by Against: how many times as fast it is.
type Figure struct {
	Name    string  `json:"name"`
	Value   float64 `json:"value"`
	Unit    string  `json:"unit"`
	Against string  `json:"against,omitempty"`
	Ratio   float64 `json:"ratio,omitempty"`
}

// Report is what a run has seen.
type Report struct {
	Candidates int      `json:"candidates"`
	Roles      int      `json:"roles"`
	Seed       uint64   `json:"seed"`
	Threads    int      `json:"threads"`
	Figures    []Figure `json:"figures"`
	Verified   int      `json:"verified"` // answers that were compared with scoring pair by pair, and were equal
}

// The sizes of samples: queries that are timed, and answers that are verified, in each direction.
const (
	queries  = 20
	repeats  = 5
	verified = 3
	top      = 10
)

// bench is one run.
type bench struct {
	Options
	ref    *app.Reference
	corpus *synthetic.Corpus
	world  *plan.World
	live   *columns.Live
	out    Report
	roles  []*profiles.Role
	plans  []*plan.Plan
	who    []*facts.Candidate
}

// Run measures. profiles.ErrUnavailable: there is not enough memory. An answer that differs from scoring pair by pair is an error.
func Run(ctx context.Context, o Options) (*Report, error) {
	if o.Candidates < 1 || o.Roles < 1 {
		return nil, fmt.Errorf("%w: %d candidates and %d roles: want at least one of each", profiles.ErrInvalid, o.Candidates, o.Roles)
	}
	what := fmt.Sprintf("to measure %d candidates and %d roles", o.Candidates, o.Roles)
	if err := app.CheckMemory(what, app.Need(o.Candidates, o.Roles), o.Memory); err != nil {
		return nil, err
	}
	ref := app.LoadReference()
	policy, err := plan.Preset("")
	if err != nil {
		return nil, err
	}
	b := &bench{Options: o, ref: ref, corpus: synthetic.New(ref.Taxonomy, ref.Cities, o.AsOf, o.Seed), live: columns.New(ref.Deriver, o.AsOf),
		world: &plan.World{Taxonomy: ref.Taxonomy, Cities: ref.Cities, Policy: policy, Lambda: 30},
		out:   Report{Candidates: o.Candidates, Roles: o.Roles, Seed: o.Seed, Threads: runtime.GOMAXPROCS(0)}}
	for _, step := range []func(context.Context) error{b.build, b.scan, b.seek, b.update, b.checkpoint, b.bleve, b.verify, b.memory} {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := step(ctx); err != nil {
			return nil, fmt.Errorf("bench: %w", err)
		}
	}
	return &b.out, nil
}

// add books a figure; one that has another to be compared with is a time, and the ratio says how many times as fast it is.
func (b *bench) add(name string, value float64, unit, against string) {
	f := Figure{Name: name, Value: value, Unit: unit, Against: against}
	if i := slices.IndexFunc(b.out.Figures, func(f Figure) bool { return f.Name == against }); i >= 0 && value > 0 {
		f.Ratio = b.out.Figures[i].Value / value
	}
	b.out.Figures = append(b.out.Figures, f)
}

// timed is the median over the queries of the medians of repeats, in milliseconds.
func timed(n int, f func(i int) error) (float64, error) {
	var all []float64
	for i := range n {
		var one []float64
		for range repeats {
			start := time.Now()
			if err := f(i); err != nil {
				return 0, err
			}
			one = append(one, 1e3*time.Since(start).Seconds())
		}
		all = append(all, median(one))
	}
	return median(all), nil
}

func median(xs []float64) float64 {
	s := slices.Clone(xs)
	slices.Sort(s)
	return s[len(s)/2]
}
