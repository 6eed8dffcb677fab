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
	Feed    bool   `help:"The feed of changes, from the records, where it is damaged; the store that was there is kept in a directory beside."`
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
	if c.Feed {
		return c.feed(e)
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

// feed makes the feed anew. Records that are left out are named, and an error.
func (c *rebuildCmd) feed(e *env) error {
	if c.Columns || c.Text {
		return fmt.Errorf("%w: --feed makes text and columns anew, too: say it alone", errUsage)
	}
	tell, done := e.bar("bytes")
	r, err := app.Salvage(e.ctx, c.Data, e.now, tell)
	done()
	if err != nil {
		return err
	}
	if c.JSON {
		err = e.json(r)
	} else {
		st := newStyle(e.Out)
		fmt.Fprintf(e.Out, "%s  feed of changes of %d records; what was lost with the old one, a backup may have\n", st.good.Render("✓"), r.Records)
		for _, f := range r.LeftOut {
			fmt.Fprintf(e.Out, "   %s %s %s\n", st.bad.Render("left out"), f.Key, f.Reason)
		}
		fmt.Fprintf(e.Out, "   the damaged store is in %s: remove it when it is not needed; make a full backup next\n", r.Replaced)
		fmt.Fprintln(e.Out, st.dim.Render("   text, columns and kept lists are made at the next start and rescore"))
	}
	if len(r.LeftOut) > 0 && err == nil {
		return fmt.Errorf("%w: %d records do not verify and are left out", profiles.ErrDamaged, len(r.LeftOut))
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
