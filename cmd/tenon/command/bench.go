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
	Dir        string `placeholder:"DIR" help:"Measure bleve too; its index, minutes for a million, is kept here."`
	JSON       bool   `name:"json" help:"Print JSON."`
}

// benchMonth is the month of the corpus: the same figures next year need the same facts.
var benchMonth = profiles.NewMonth(2026, 6)

func (c *benchCmd) Run(e *env) error {
	r, err := bench.Run(e.ctx, bench.Options{Candidates: c.Candidates, Roles: c.Roles, Seed: c.Seed, Dir: c.Dir, AsOf: benchMonth, Memory: e.memory,
		Note: func(msg string, a ...any) { fmt.Fprintf(e.Err, msg+"\n", a...) }})
	if err != nil {
		return err
	}
	if c.JSON {
		return e.json(r)
	}
	fmt.Fprintf(e.Out, "%d candidates, %d roles, seed %d, %d threads; medians of 5; one run: read the ratios\n\n", r.Candidates, r.Roles, r.Seed, r.Threads)
	w := tabwriter.NewWriter(e.Out, 0, 0, 2, ' ', 0)
	for _, f := range r.Figures {
		ratio := ""
		if f.Ratio > 0 {
			ratio = fmt.Sprintf("%.2f× as fast as: %s", f.Ratio, f.Against)
		}
		fmt.Fprintf(w, "%s\t%10.3f\t%s\t%s\n", f.Name, f.Value, f.Unit, ratio)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	fmt.Fprintf(e.Out, "\nequal to scoring pair by pair: %d of %d rankings that were compared\n", r.Verified, r.Verified)
	return nil
}
