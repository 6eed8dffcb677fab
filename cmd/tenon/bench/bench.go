package bench

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"sync"
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
	// Dir keeps what takes minutes to make, for later runs: a store of the corpus and bleve's index. "" leaves both out, and with them
	// what is measured of them.
	Dir    string
	AsOf   profiles.Month // of the facts
	Memory uint64         // that may be used, 0 what is available
	// Growth measures how the cost grows over these numbers of candidates, and nothing else.
	Growth []int
	// Edits, when set, measures what so many edits cost once the best of all candidates and roles are kept, and nothing else.
	Edits int

	Note func(msg string, a ...any) // is told what is going on
	// Bar draws how much of so many units is done, until done is called.
	Bar func(unit string) (tell func(at, total int64), done func())
}

// Report is what a run has seen.
type Report struct {
	Candidates int    `json:"candidates"`
	Roles      int    `json:"roles"`
	Seed       uint64 `json:"seed"`
	Threads    int    `json:"threads"`
	Rounds     int    `json:"rounds"`
	Queries    int    `json:"queries"`
	// Instructions are those of the processor that scans use: "plain" where it has none that work on many rows at a time.
	Instructions string   `json:"instructions"`
	Figures      []Figure `json:"figures"`
	Verified     int      `json:"verified"`   // answers that were compared, and were equal
	VerifiedBy   string   `json:"verifiedBy"` // with what
}

// The sizes of samples: rounds of queries that are timed, and answers that are verified, in each direction.
const (
	queries  = 20
	rounds   = 5
	verified = 3
	top      = 10

	tenSkills = 10
)

// besideBytes is what a run takes beside the columns, with the garbage of it: the memory that is read, records that are drawn, and what
// is built of them.
const besideBytes = 8*readWords + 240<<20

// bench is one run.
type bench struct {
	Options
	ref    *app.Reference
	corpus *synthetic.Corpus
	world  *plan.World
	live   *columns.Live
	out    Report
	asked  []int // the numbers of the roles that are asked for
	roles  []*profiles.Role
	plans  []*plan.Plan
	who    []*facts.Candidate
	naive  float64 // ns a pair
}

// Run measures. profiles.ErrUnavailable: there is not enough memory. An answer that differs from scoring pair by pair is an error.
func Run(ctx context.Context, o Options) (*Report, error) {
	b, err := newBench(&o)
	if err != nil {
		return nil, err
	}
	steps := []func(context.Context) error{b.memory, b.build, b.searches, b.batch, b.update, b.checkpoint, b.verify}
	switch {
	case len(o.Growth) > 0:
		steps = []func(context.Context) error{b.growth}
	case o.Edits > 0:
		steps = []func(context.Context) error{b.ready, b.kept}
	}
	for _, step := range steps {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := step(ctx); err != nil {
			return nil, fmt.Errorf("bench: %w", err)
		}
	}
	return &b.out, nil
}

func newBench(o *Options) (*bench, error) {
	for i, n := range o.Growth {
		if i == 0 {
			o.Candidates = n
		}
		o.Candidates = max(o.Candidates, n)
		if n < 1 || n < o.Growth[0] {
			return nil, fmt.Errorf("%w: growth %v: want numbers of candidates, the least first", profiles.ErrInvalid, o.Growth)
		}
	}
	if o.Candidates < 1 || o.Roles < 1 {
		return nil, fmt.Errorf("%w: %d candidates and %d roles: want at least one of each", profiles.ErrInvalid, o.Candidates, o.Roles)
	}
	what := fmt.Sprintf("to measure %d candidates and %d roles", o.Candidates, o.Roles)
	if err := app.CheckMemory(what, app.Need(o.Candidates, o.Roles)+besideBytes, o.Memory); err != nil {
		return nil, err
	}
	if err := writable(o.Dir); err != nil {
		return nil, err
	}
	if o.Bar == nil {
		o.Bar = func(string) (func(at, total int64), func()) { return nil, func() {} }
	}
	ref := app.LoadReference()
	policy, err := plan.Preset("")
	if err != nil {
		return nil, err
	}
	b := &bench{Options: *o, ref: ref, corpus: synthetic.New(ref.Taxonomy, ref.Cities, o.AsOf, o.Seed), live: columns.New(ref.Deriver, o.AsOf),
		world: &plan.World{Taxonomy: ref.Taxonomy, Cities: ref.Cities, Policy: policy, Lambda: 30},
		out: Report{Candidates: o.Candidates, Roles: o.Roles, Seed: o.Seed, Threads: runtime.GOMAXPROCS(0), Rounds: rounds,
			Queries: queries, Instructions: plan.Instructions(), VerifiedBy: "scoring pair by pair"}}
	b.asked = b.queried()
	for i := range queries {
		r := b.corpus.Role(b.asked[i])
		b.roles, b.plans = append(b.roles, r), append(b.plans, plan.Compile(b.world, ref.Deriver.Role(r)))
		b.who = append(b.who, ref.Deriver.Candidate(b.corpus.Candidate(i), o.AsOf, facts.AsIs))
	}
	return b, nil
}

// writable makes a directory and says whether files can be made in it, before anything is measured.
func writable(dir string) error {
	if dir == "" {
		return nil
	}
	err := os.MkdirAll(dir, 0o700)
	if err == nil {
		var f *os.File
		if f, err = os.CreateTemp(dir, "tenon-bench-"); err == nil {
			err = errors.Join(f.Close(), os.Remove(f.Name()))
		}
	}
	if err = profiles.Storage(err); err != nil && !errors.Is(err, profiles.ErrUnavailable) {
		err = fmt.Errorf("%w: %w: name a directory that can be written to", profiles.ErrInvalid, err)
	}
	return err
}

// queried are the numbers of roles to ask for: first those of ten skills, with which bleve is compared, then the others.
func (b *bench) queried() (all []int) {
	var others []int
	for i := 0; len(all) < queries || len(all)+len(others) < batched; i++ {
		if len(all) < queries && len(b.ref.Deriver.Role(b.corpus.Role(i)).Skills) == tenSkills {
			all = append(all, i)
		} else {
			others = append(others, i)
		}
	}
	return append(all, others...)
}

// told is how long nothing is said, at least, of what goes on where no bar can be drawn.
const told = 15 * time.Second

// bar draws a bar or, where there is no terminal, says now and then how far things are. It may be told by any goroutine.
func (b *bench) bar(unit string) (func(at, total int), func()) {
	tell, done := b.Bar(unit)
	if tell != nil {
		return func(at, total int) { tell(int64(at), int64(total)) }, done
	}
	var mu sync.Mutex
	last := time.Now()
	return func(at, total int) {
		mu.Lock()
		defer mu.Unlock()
		if total > 0 && at < total && time.Since(last) >= told {
			last = time.Now()
			b.Note("%3d %% of %d %s", int(100*float64(at)/float64(total)), total, unit)
		}
	}, done
}
