package command

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"slices"
	"text/tabwriter"

	"tenon/cmd/tenon/app"
	"tenon/engine"
	"tenon/profiles"
	"tenon/profiles/intake"
	"tenon/profiles/taxonomy"
	"tenon/testdata/sample"
)

// sortEdges orders edges by sim, then by id.
func sortEdges(es []taxonomy.Edge) {
	slices.SortFunc(es, func(a, b taxonomy.Edge) int {
		return cmp.Or(cmp.Compare(b.Sim, a.Sim), cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	})
}

type taxonomyDiffCmd struct {
	File string `arg:"" help:"The overlay."`
	Data string `placeholder:"DIR" help:"Score the records of this data directory; default: the judged part of the shipped sample."`
	Most int    `default:"1000" help:"Score at most so many roles, and so many candidates."`
	Top  int    `default:"15" help:"How many changes of each sort to show."`
	JSON bool   `name:"json" help:"Print JSON."`
}

// difference is the answer of diff.
type difference struct {
	Before string `json:"before"`
	After  string `json:"after"`
	*taxonomy.Diff
	Scores *engine.Moves `json:"scores"`
}

func (c *taxonomyDiffCmd) Run(e *env) error {
	after, err := readOverlay(c.File)
	if err != nil {
		return err
	}
	r, asOf, err := c.records(e)
	if err != nil {
		return err
	}
	before := taxonomy.Default()
	d := difference{Before: before.Version(), After: after.Version(), Diff: taxonomy.Compare(before, after)}
	q := engine.Request{AsOf: asOf, Lambda: engine.DefaultLambda}
	d.Scores, err = engine.Compare(e.ctx, app.ReferenceWith(before).Engine(asOf), app.ReferenceWith(after).Engine(asOf), q, r.roles, r.candidates, c.Top)
	if err != nil {
		return err
	}
	if c.JSON {
		return e.json(d)
	}
	return d.print(e, c.Top)
}

// records opens the data directory, or the judged part of the sample in a temporary one.
func (c *taxonomyDiffCmd) records(e *env) (r *records, asOf profiles.Month, err error) {
	dir := c.Data
	if asOf, err = e.asOf(""); err != nil {
		return nil, 0, err
	}
	if dir == "" {
		if asOf, err = profiles.ParseMonth(sample.AsOf); err != nil {
			return nil, 0, err
		}
		if dir, err = os.MkdirTemp("", "tenon-diff-"); err != nil {
			return nil, 0, fmt.Errorf("diff: %w", err)
		}
		defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	} else if _, err := os.Stat(dir); err != nil {
		return nil, 0, fmt.Errorf("data directory %s: %w", dir, profiles.ErrNotFound)
	}
	a, err := app.OpenWithin(e.ctx, dir, asOf, nil, e.log(), e.memory)
	if err != nil {
		return nil, 0, err
	}
	defer closing(&err, a)
	if c.Data == "" {
		if _, err := e.importAll(a, JudgedSources(), 0, intake.Options{Now: asOf}); err != nil {
			return nil, 0, err
		}
	}
	r = &records{}
	err = r.add(e.ctx, app.Records{Store: a.Store}, c.Most)
	return r, asOf, err
}

func (d *difference) print(e *env, top int) error {
	st := newStyle(e.Out)
	w := tabwriter.NewWriter(e.Out, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "%s → %s\n", d.Before, d.After)
	list(w, "concepts added", d.Added, top, func(id string) string { return id })
	list(w, "concepts removed", d.Removed, top, func(id string) string { return id })
	list(w, "names", d.Names, top, func(x taxonomy.NameChange) string {
		return fmt.Sprintf("%s\t%s → %s", x.Name, orDash(x.From), orDash(x.To))
	})
	list(w, "edges", d.Edges, top, func(x taxonomy.EdgeChange) string {
		return fmt.Sprintf("%s\tfor %s\t%d %% → %d %%\t%s", x.Has, x.Asked, x.Before, x.After, x.Source)
	})
	fmt.Fprintf(w, "\n%s of %d pairs\n", st.bold.Render(fmt.Sprintf("scores: %d changed", d.Scores.Changed)), d.Scores.Pairs)
	if len(d.Scores.Moves) > 0 {
		fmt.Fprintf(w, "  role\tcandidate\tbefore\tafter\trank\n")
	}
	for _, m := range d.Scores.Moves {
		fmt.Fprintf(w, "  %s\t%s\t%s\t%s\t%d → %d\n", m.Role, m.Candidate, hundredths(m.Before.Overall), hundredths(m.After.Overall), m.RankBefore, m.RankAfter)
	}
	return w.Flush()
}

func orDash(s string) string {
	if s == "" {
		return "—"
	}
	return s
}

// hundredths writes an overall score as people see it: 0–100 with two decimals.
func hundredths(overall int32) string { return fmt.Sprintf("%.2f", float64(overall)/1e4) }

func list[T any](w *tabwriter.Writer, head string, items []T, top int, line func(T) string) {
	if len(items) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s: %d\n", head, len(items))
	for i, x := range items {
		if i == top {
			fmt.Fprintf(w, "  … and %d more; --json lists all\n", len(items)-top)
			return
		}
		fmt.Fprintf(w, "  %s\n", line(x))
	}
}
