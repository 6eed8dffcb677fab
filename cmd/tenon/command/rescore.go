package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"tenon/cmd/tenon/app"
	"tenon/engine/batch"
	"tenon/profiles"
	"tenon/profiles/format/parquet"
)

type rescoreCmd struct {
	Run  rescoreRunCmd  `cmd:"" default:"withargs" help:"Keep the best candidates of every role and the best roles of every candidate."`
	Diff rescoreDiffCmd `cmd:"" help:"Show who moved in the last run, and which contributions changed."`
}

type rescoreRunCmd struct {
	Data   string   `required:"" placeholder:"DIR" help:"Data directory."`
	Top    int      `default:"50" help:"How many to keep of each list."`
	Policy string   `placeholder:"NAME" help:"skills-first (default), balanced or degree-first."`
	Weight []string `placeholder:"CATEGORY=N" help:"Give a category exactly N points of 100; the others share the rest."`
	Lambda int      `default:"30" help:"How much what the candidate wants counts, 0 to 100."`
	AsOf   string   `placeholder:"YYYY-MM" help:"Judge at this month; default: this month."`
	Out    string   `placeholder:"F" help:"Write the kept lists to a new file: .ndjson, .csv or .parquet."`
	Resume bool     `help:"Go on with a run that was interrupted, under its settings."`
	Full   bool     `help:"Score everything anew."`
	JSON   bool     `name:"json" help:"Print the report as JSON."`
}

func (c *rescoreRunCmd) Run(e *env) (err error) {
	write, err := writerOf(c.Out)
	if err != nil {
		return err
	}
	asOf, err := e.asOf(c.AsOf)
	if err != nil {
		return err
	}
	weights, err := weights(c.Weight)
	if err != nil {
		return err
	}
	open := app.OpenKept
	if c.Full {
		open = func(dir string) (*app.Kept, error) { return app.OpenKeptAnew(dir, e.log()) }
	}
	k, err := open(c.Data)
	if err != nil {
		return err
	}
	defer closing(&err, k)
	if c.Out != "" {
		if err := canWrite(c.Out); err != nil {
			return err
		}
	}
	if asOf, err = c.month(e.ctx, k, asOf); err != nil {
		return err
	}
	a, err := e.open(c.Data, asOf)
	if err != nil {
		return err
	}
	defer closing(&err, a)
	if err := c.rescore(e, a, k, batch.Settings{Top: c.Top, Policy: c.Policy, Weights: weights, Lambda: c.Lambda}); err != nil {
		return err
	}
	if c.Out == "" {
		return nil
	}
	return intoFile(c.Out, func(w io.Writer) error { return write(e.ctx, &k.Kept, w) })
}

// month is that of the interrupted run where one is resumed.
func (c *rescoreRunCmd) month(ctx context.Context, k *app.Kept, asOf profiles.Month) (profiles.Month, error) {
	if !c.Resume || c.AsOf != "" {
		return asOf, nil
	}
	p, err := k.Pending(ctx)
	if p != nil {
		asOf = p.AsOf
	}
	return asOf, err
}

// rescored is a report with the time that it took.
type rescored struct {
	*batch.Report
	Seconds     float64 `json:"seconds"`
	PairsSecond int64   `json:"pairsPerSecond"`
}

func (c *rescoreRunCmd) rescore(e *env, a *app.App, k *app.Kept, s batch.Settings) error {
	b, err := a.Batch(k)
	if err != nil {
		return err
	}
	progress, done := e.pairsBar()
	start := time.Now()
	r, err := b.Run(e.ctx, s, batch.Options{Full: c.Full, Resume: c.Resume, Progress: progress})
	done()
	if errors.Is(err, context.Canceled) {
		fmt.Fprintf(e.Err, "tenon: the kept lists are as they were; to go on: tenon rescore --data %s --resume\n", c.Data)
	}
	if err != nil {
		return err
	}
	x := rescored{Report: r, Seconds: time.Since(start).Seconds()}
	x.PairsSecond = int64(float64(r.Pairs) / x.Seconds)
	if c.JSON {
		return e.json(x)
	}
	e.printRescored(&x)
	return nil
}

func (e *env) printRescored(r *rescored) {
	st := newStyle(e.Out)
	how := "incremental"
	if r.Full {
		how = "full: " + r.Why
	}
	fmt.Fprintf(e.Out, "%s  the best %d of %d roles and of %d candidates are kept (%s)\n", st.good.Render("✓"), r.Top, r.Roles, r.Candidates, how)
	fmt.Fprintf(e.Out, "   %d pairs scored in %.2f s, %d a second", r.Pairs, r.Seconds, r.PairsSecond)
	if !r.Full && r.Pairs > 0 {
		fmt.Fprintf(e.Out, "; a full run scores %d, %d times as many", r.FullPairs, r.FullPairs/r.Pairs)
	}
	fmt.Fprintf(e.Out, "\n   %d records edited, %d lists written, %d ranked anew, %d events\n", r.Edited, r.Lists, r.Reranked, r.Events)
	fmt.Fprintln(e.Out, st.dim.Render(fmt.Sprintf("   %s · %s · as of %s · λ %d · seq %d · run %d", r.Policy, r.Taxonomy, r.AsOf, r.Lambda, r.Seq, r.Generation)))
}

// pairsBar draws how far a run is.
func (e *env) pairsBar() (func(batch.Progress), func()) {
	tell, done := e.bar("pairs")
	if tell == nil {
		return nil, done
	}
	return func(at batch.Progress) { tell(at.Pairs, at.Total) }, done
}

// writerOf finds the format of a file of kept lists by its name.
func writerOf(name string) (func(context.Context, *batch.Kept, io.Writer) error, error) {
	switch ext := strings.ToLower(filepath.Ext(name)); {
	case name == "":
		return nil, nil
	case ext == ".ndjson" || ext == ".jsonl":
		return func(ctx context.Context, k *batch.Kept, w io.Writer) error { return k.WriteNDJSON(ctx, w) }, nil
	case ext == ".csv":
		return func(ctx context.Context, k *batch.Kept, w io.Writer) error { return k.WriteCSV(ctx, w) }, nil
	case ext == ".parquet":
		return writeParquet, nil
	}
	return nil, fmt.Errorf("%w: --out %s: want a name that ends in .ndjson, .csv or .parquet", errUsage, name)
}

func writeParquet(ctx context.Context, k *batch.Kept, w io.Writer) error {
	out := parquet.NewWriter[batch.Row](w)
	return errors.Join(k.Rows(ctx, out.Write), out.Close())
}

type rescoreDiffCmd struct {
	Data string `required:"" placeholder:"DIR" help:"Data directory."`
	JSON bool   `name:"json" help:"Print JSON."`
}

func (c *rescoreDiffCmd) Run(e *env) (err error) {
	k, err := app.OpenKept(c.Data)
	if err != nil {
		return err
	}
	defer closing(&err, k)
	m, err := k.Made(e.ctx)
	if err != nil {
		return err
	}
	a, err := e.open(c.Data, m.AsOf)
	if err != nil {
		return err
	}
	defer closing(&err, a)
	var all []batch.Move
	print := e.movePrinter()
	d, err := a.Explainer(k).Diff(e.ctx, func(m batch.Move) error {
		if c.JSON {
			all = append(all, m)
		} else {
			print(&m)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if c.JSON {
		d.Moves = append(d.Moves, all...)
		return e.json(d)
	}
	st := newStyle(e.Out)
	fmt.Fprintln(e.Out, st.dim.Render(fmt.Sprintf("run %d at seq %d, as of %s → run %d at seq %d, as of %s %s", d.Was.Generation, d.Was.Seq, d.Was.AsOf, d.Is.Generation, d.Is.Seq, d.Is.AsOf, d.Why)))
	return nil
}

// movePrinter prints moves, each list under its name.
func (e *env) movePrinter() func(*batch.Move) {
	st, last := newStyle(e.Out), ""
	return func(m *batch.Move) {
		if list := fmt.Sprintf("%s %s", m.List, m.ID); list != last {
			fmt.Fprintln(e.Out, st.bold.Render(list))
			last = list
		}
		fmt.Fprintf(e.Out, "   %4s → %-4s %-16s %s  %s\n", rank(m.From), rank(m.To), m.Match, totals(m), m.Because)
		for _, c := range m.Changes {
			fmt.Fprintf(e.Out, "       %-8s %-14s %s %6.2f → %6.2f\n", c.Side, c.Category, cut(c.Requirement, 40), float64(c.Before)/100, float64(c.After)/100)
		}
	}
}

func rank(n int) string {
	if n == 0 {
		return "–"
	}
	return fmt.Sprint(n)
}

func totals(m *batch.Move) string {
	show := func(t *batch.Totals) string {
		if t == nil {
			return "     –"
		}
		return fmt.Sprintf("%6.2f", float64(t.Overall)/10_000)
	}
	return show(m.Before) + " → " + show(m.After)
}
