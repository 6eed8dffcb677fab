package command

import (
	"bufio"
	"fmt"

	"tenon/cmd/tenon/bench"
	"tenon/profiles"
)

type benchCmd struct {
	Candidates int    `default:"100000" help:"How many candidates to generate."`
	Roles      int    `default:"10000" help:"How many roles to generate."`
	Seed       uint64 `default:"1" help:"Another seed is another corpus."`
	Dir        string `placeholder:"DIR" help:"Measure bleve and the store too; what takes minutes to make of them is kept here."`
	Growth     []int  `placeholder:"N" help:"Measure only how the cost grows over these numbers of candidates, such as 100000,1000000,4000000."`
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

// The widths of the columns of figures: a line has 80 cells at most.
const (
	figureWidth = 41
	unitWidth   = 9
)

// printBench prints figures by number: what one is compared with is named by its own.
func (e *env) printBench(r *bench.Report) error {
	out := bufio.NewWriter(e.Out)
	fmt.Fprintf(out, "%d candidates, %d roles, seed %d, %d threads, %s instructions\n", r.Candidates, r.Roles, r.Seed, r.Threads, r.Instructions)
	fmt.Fprintf(out, "Medians over %d queries and of %d rounds. 2.00× [n] is twice as fast as line n.\n", r.Queries, r.Rounds)
	fmt.Fprintf(out, "Figures of one run: read the ratios.\n\n")
	number := map[string]int{}
	for i, f := range r.Figures {
		if number[f.Name] == 0 {
			number[f.Name] = i + 1
		}
	}
	for i, f := range r.Figures {
		lines := wrapped(f.Name, figureWidth-2)
		rest := f.Unit
		if f.Ratio > 0 {
			rest = fmt.Sprintf("%-*s %.2f× [%d]", unitWidth, f.Unit, f.Ratio, number[f.Against])
		}
		fmt.Fprintf(out, "%3d %-*s %11.3f %s\n", i+1, figureWidth, lines[0], f.Value, rest)
		for _, line := range lines[1:] {
			fmt.Fprintf(out, "      %s\n", line)
		}
	}
	fmt.Fprintf(out, "\n%d of %d answers are equal, place by place, to those of %s.\n", r.Verified, r.Verified, r.VerifiedBy)
	return out.Flush()
}
