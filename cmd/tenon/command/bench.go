package command

import (
	"fmt"
	"text/tabwriter"

	"tenon/cmd/tenon/bench"
	"tenon/profiles"
)

type benchCmd struct {
	Candidates int    `default:"100000" help:"How many candidates to generate."`
	Roles      int    `default:"10000" help:"How many roles to generate."`
	Seed       uint64 `default:"1" help:"Another seed is another corpus."`
	Dir        string `placeholder:"DIR" help:"Measure bleve and the store too; what takes minutes to make of them is kept here."`
	Growth     []int  `placeholder:"N,…" help:"Measure only how the cost grows over these numbers of candidates, such as 100000,1000000,4000000."`
	Kept       bool   `help:"Measure only re-scoring: everything once, then after each of --edits edits of one profile."`
	Edits      int    `default:"1000" help:"How many edits --kept makes."`
	JSON       bool   `name:"json" help:"Print JSON."`
}

// benchMonth is the month of the corpus: the same figures next year need the same facts.
var benchMonth = profiles.NewMonth(2026, 6)

func (c *benchCmd) Run(e *env) error {
	o := bench.Options{Candidates: c.Candidates, Roles: c.Roles, Seed: c.Seed, Dir: c.Dir, AsOf: benchMonth, Memory: e.memory, Growth: c.Growth, Bar: e.bar,
		Note: func(msg string, a ...any) { fmt.Fprintf(e.Err, msg+"\n", a...) }}
	if c.Kept {
		if o.Edits = c.Edits; c.Edits < 1 {
			return fmt.Errorf("%w: --edits %d: want at least one", errUsage, c.Edits)
		}
	}
	r, err := bench.Run(e.ctx, o)
	if err != nil {
		return err
	}
	if c.JSON {
		return e.json(r)
	}
	return e.printBench(r)
}

func (e *env) printBench(r *bench.Report) error {
	fmt.Fprintf(e.Out, "%d candidates, %d roles, seed %d, %d threads, %s instructions; medians over %d queries and of %d rounds; one run: read the ratios\n\n",
		r.Candidates, r.Roles, r.Seed, r.Threads, r.Instructions, r.Queries, r.Rounds)
	w := tabwriter.NewWriter(e.Out, 0, 0, 2, ' ', 0)
	for _, f := range r.Figures {
		ratio := ""
		if f.Ratio > 0 {
			ratio = fmt.Sprintf("%.2f× as fast as: %s", f.Ratio, f.Against)
		}
		fmt.Fprintf(w, "%s\t%12.3f\t%s\t%s\n", f.Name, f.Value, f.Unit, ratio)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	fmt.Fprintf(e.Out, "\nequal to what they were compared with, place by place: %d of %d answers\n", r.Verified, r.Verified)
	return nil
}
