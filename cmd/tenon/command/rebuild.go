package command

import (
	"fmt"

	"tenon/cmd/tenon/app"
	"tenon/profiles"
)

type rebuildCmd struct {
	Data    string `required:"" placeholder:"DIR" help:"Data directory."`
	Columns bool   `help:"Only the columns that scoring reads."`
	Text    bool   `help:"Only the full text."`
	AsOf    string `placeholder:"YYYY-MM" help:"Judge at this month; default: this month."`
	JSON    bool   `name:"json" help:"Print the report as JSON."`
}

func (c *rebuildCmd) Run(e *env) error {
	asOf, err := e.asOf(c.AsOf)
	if err != nil {
		return err
	}
	if err := there(c.Data); err != nil {
		return err
	}
	parts := app.Parts{Text: c.Text || !c.Columns, Columns: c.Columns || !c.Text}
	tell, done := e.bar("changes")
	told := func(at, of profiles.Seq) {
		if tell != nil {
			tell(int64(at), int64(of))
		}
	}
	r, err := app.Rebuild(e.ctx, c.Data, asOf, e.taxonomy(), parts, e.log(), e.memory, told)
	done()
	if err != nil {
		return err
	}
	if c.JSON {
		err = e.json(r)
	} else {
		e.printRebuilt(r, parts)
	}
	if r.Damaged > 0 && err == nil {
		return fmt.Errorf("%w: %d records do not verify and are left out", profiles.ErrDamaged, r.Damaged)
	}
	return err
}

func (e *env) printRebuilt(r *app.Rebuilt, parts app.Parts) {
	st := newStyle(e.Out)
	if parts.Columns {
		fmt.Fprintf(e.Out, "%s  columns of %d candidates and %d roles\n", st.good.Render("✓"), r.Candidates, r.Roles)
	}
	if parts.Text {
		fmt.Fprintf(e.Out, "%s  full text\n", st.good.Render("✓"))
	}
	fmt.Fprintln(e.Out, st.dim.Render(fmt.Sprintf("   made anew from the store up to change %d in %.2f s", r.Seq, r.Seconds)))
}
