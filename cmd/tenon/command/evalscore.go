package command

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"text/tabwriter"

	"tenon/engine/eval"
	"tenon/profiles"
)

type evalCmd struct {
	Run   evalRunCmd   `cmd:"" help:"Rank a corpus for every query and write a TREC run."`
	Score evalScoreCmd `cmd:"" help:"Measure a TREC run against judgements."`
}

type evalScoreCmd struct {
	RunFile  string   `name:"run" required:"" placeholder:"FILE" help:"The run: query Q0 document rank score tag."`
	Qrels    string   `required:"" placeholder:"FILE" help:"The judgements: query 0 document relevance."`
	Metric   []string `placeholder:"NAME" help:"Only these metrics; several with commas."`
	PerQuery bool     `help:"Print each query, too."`
	JSON     bool     `name:"json" help:"Print JSON."`
}

func (c *evalScoreCmd) Run(e *env) error {
	for _, m := range c.Metric {
		if !slices.Contains(eval.Metrics(), m) {
			return fmt.Errorf("%w: no metric is called %q: want one of %s", errUsage, m, strings.Join(eval.Metrics(), ", "))
		}
	}
	r, err := c.score()
	if err != nil {
		return err
	}
	if !c.PerQuery {
		r.Of = nil
	}
	if c.JSON {
		c.only(r)
		return e.json(r)
	}
	return c.print(e, r)
}

// only drops the metrics that the flag does not name.
func (c *evalScoreCmd) only(r *eval.Report) {
	if len(c.Metric) == 0 {
		return
	}
	other := func(m string, _ float64) bool { return !slices.Contains(c.Metric, m) }
	maps.DeleteFunc(r.Mean, other)
	for _, q := range r.Of {
		maps.DeleteFunc(q.Values, other)
	}
}

func (c *evalScoreCmd) score() (r *eval.Report, err error) {
	var qrels eval.Qrels
	if err := openFor(c.Qrels, func(f *os.File) (err error) { qrels, err = eval.ReadQrels(f, c.Qrels); return err }); err != nil {
		return nil, err
	}
	err = openFor(c.RunFile, func(f *os.File) (err error) { r, err = eval.ScoreFile(f, c.RunFile, qrels); return err })
	return r, err
}

func (c *evalScoreCmd) print(e *env, r *eval.Report) error {
	w := tabwriter.NewWriter(e.Out, 0, 0, 2, ' ', tabwriter.AlignRight)
	names := c.Metric
	if len(names) == 0 {
		names = eval.Metrics()
	}
	for _, q := range r.Of {
		for _, m := range names {
			fmt.Fprintf(w, "%s\t%s\t%s\t\n", q.Query, m, fourth(q.Values, m))
		}
	}
	for _, m := range names {
		fmt.Fprintf(w, "all\t%s\t%s\t\n", m, fourth(r.Mean, m))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(e.Out, "%d queries with a relevant document, %d of them not in the run; %d queries of the run without one\n", r.Queries, r.Missing, r.Ignored)
	return err
}

// fourth writes a value to four decimals, and a dash for none.
func fourth(values map[string]float64, metric string) string {
	v, ok := values[metric]
	if !ok {
		return "–"
	}
	return fmt.Sprintf("%.4f", v)
}

// openFor opens a file for f.
func openFor(path string, f func(*os.File) error) (err error) {
	file, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("%w: %s: no such file", profiles.ErrNotFound, path)
	}
	if err != nil {
		return err
	}
	defer closing(&err, file)
	if fi, err := file.Stat(); err == nil && fi.IsDir() {
		return fmt.Errorf("%w: %s is a directory: name a file", errUsage, path)
	}
	return f(file)
}
