package command

import (
	"context"
	"errors"
	"fmt"

	"tenon/cmd/tenon/app"
	"tenon/profiles"
)

type checkCmd struct {
	Data string `required:"" placeholder:"DIR" help:"Data directory, which may be served meanwhile."`
	Deep bool   `help:"Derive text and columns of every record anew and compare all of it, in place of samples."`
	AsOf string `placeholder:"YYYY-MM" help:"Month of the columns; default: this month."`
	JSON bool   `name:"json" help:"Print the report as JSON."`
}

func (c *checkCmd) Run(e *env) error {
	var r app.Checked
	o := app.CheckOptions{Deep: c.Deep, Pages: true}
	err := e.operate(c.Data, c.AsOf, "bytes", app.OpCheck, o, &r, func(ctx context.Context, a *app.App, tell func(at, of int64)) (err error) {
		o.Progress = tell
		found, err := a.Check(ctx, o)
		if err == nil {
			r = *found
		}
		return err
	})
	if err != nil {
		return err
	}
	if c.JSON {
		err = e.json(&r)
	} else {
		e.printChecked(&r)
	}
	if err == nil && !r.OK() {
		err = fmt.Errorf("%w: see the report; tenon rebuild makes text and columns anew, tenon restore brings records back", profiles.ErrDamaged)
	}
	return err
}

func (e *env) printChecked(r *app.Checked) {
	st := newStyle(e.Out)
	line := func(ok bool, format string, args ...any) {
		mark := st.good.Render("✓")
		if !ok {
			mark = st.bad.Render("✗")
		}
		fmt.Fprintf(e.Out, "%s  %s\n", mark, fmt.Sprintf(format, args...))
	}
	line(r.Store.OK(), "store    %d records, %d changes, seq %d", r.Store.Records, r.Store.Changes, r.Store.Seq)
	for i, f := range r.Store.Faults {
		if i == shownLines {
			fmt.Fprintf(e.Out, "   … and %d more; --json lists all\n", len(r.Store.Faults)-i)
			break
		}
		fmt.Fprintf(e.Out, "   %s %s\n", f.Key, f.Reason)
	}
	for _, what := range []string{r.Store.Feed, r.Store.Erasures, r.Store.Pages} {
		if what != "" {
			fmt.Fprintf(e.Out, "   %s\n", what)
		}
	}
	for i, p := range []*app.Part{&r.Text, &r.Columns} {
		line(len(p.Faults) == 0, "%s  %d records, %d compared with the store", []string{"text   ", "columns"}[i], p.Records, p.Compared)
		for _, f := range p.Faults {
			fmt.Fprintf(e.Out, "   %s\n", f)
		}
	}
	if r.Kept != "" {
		line(false, "kept lists  %s: make them anew with tenon rescore --full", r.Kept)
	}
	if r.Alerts != "" {
		line(false, "alerts  %s: with the next start of tenon serve all searches are judged anew", r.Alerts)
	}
	for _, m := range r.Mended {
		fmt.Fprintf(e.Out, "   %s %s\n", st.fair.Render("made anew"), m)
	}
	fmt.Fprintln(e.Out, st.dim.Render(fmt.Sprintf("   %.2f s", r.Seconds)))
}

// operate runs an operation on a data directory: in the process that serves it, where one does, and here otherwise.
func (e *env) operate(dir, month, unit, op string, in, out any, here func(context.Context, *app.App, func(at, of int64)) error) (err error) {
	asOf, err := e.asOf(month)
	if err != nil {
		return err
	}
	tell, done := e.bar(unit)
	defer func() { done() }()
	a, err := e.open(dir, asOf)
	if errors.Is(err, profiles.ErrLocked) {
		asked := app.Ask(e.ctx, dir, op, in, out, tell)
		if errors.Is(asked, profiles.ErrNotFound) {
			return err
		}
		return asked
	}
	if err != nil {
		return err
	}
	defer closing(&err, a)
	return here(e.ctx, a, tell)
}
