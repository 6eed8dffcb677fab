package command

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"tenon/cmd/tenon/app"
	"tenon/profiles"
)

type backupCmd struct {
	Data           string `required:"" placeholder:"DIR" help:"Data directory, which may be served meanwhile."`
	Incremental    bool   `help:"Only what has changed since the newest backup."`
	WithoutDamaged bool   `help:"Leave out damaged records instead of failing; they are named."`
	JSON           bool   `name:"json" help:"Print the manifest as JSON."`
	To             string `arg:"" name:"to" help:"Directory of backups; each gets a number in it."`
}

func (c *backupCmd) Run(e *env) error {
	to, err := filepath.Abs(c.To)
	if err != nil {
		return err
	}
	var m app.Manifest
	o := app.BackupOptions{Incremental: c.Incremental, WithoutDamaged: c.WithoutDamaged}
	err = e.operate(c.Data, "", "bytes", app.OpBackup, app.Backing{Dir: to, BackupOptions: o}, &m, func(ctx context.Context, a *app.App, tell func(at, of int64)) error {
		o.Progress, o.Now = tell, e.now
		made, err := a.Backup(ctx, to, o)
		if err == nil {
			m = *made
		}
		return err
	})
	if err != nil {
		return err
	}
	if c.JSON {
		return e.json(&m)
	}
	st := newStyle(e.Out)
	kind := "full"
	if m.Since > 0 {
		kind = fmt.Sprintf("since change %d", m.Since)
	}
	fmt.Fprintf(e.Out, "%s  backup %d of %d records, %s\n", st.good.Render("✓"), m.Number, m.Records, kind)
	for _, f := range m.LeftOut {
		fmt.Fprintf(e.Out, "   %s %s %s\n", st.bad.Render("left out"), f.Key, f.Reason)
	}
	for _, w := range m.Without {
		fmt.Fprintf(e.Out, "   %s %s\n", st.bad.Render("left out"), w)
	}
	fmt.Fprintln(e.Out, st.dim.Render(fmt.Sprintf("   as of change %d · %s", m.Seq, to)))
	return nil
}

type restoreCmd struct {
	Data   string   `placeholder:"DIR" help:"Data directory to make."`
	Number int      `placeholder:"N" help:"Number of the backup; default: the newest."`
	Over   bool     `help:"Put it in the place of the live data of the directory, which is kept in a directory beside."`
	Erased []string `placeholder:"DIR" help:"Other data directories: who was erased there does not come back either."`
	Verify bool     `help:"Read and verify the backups, or with --number one and those that it takes; write nothing."`
	JSON   bool     `name:"json" help:"Print the report as JSON."`
	From   string   `arg:"" name:"from" help:"Directory of backups."`
}

func (c *restoreCmd) Run(e *env) error {
	if c.Data == "" && !c.Verify {
		return fmt.Errorf("%w: --data DIR is missing: name a directory, or say --verify to write nothing", errUsage)
	}
	tell, done := e.bar("bytes")
	r, err := app.Restore(e.ctx, c.From, c.Data, app.RestoreOptions{Number: c.Number, Over: c.Over, Erased: c.Erased, Verify: c.Verify, Progress: tell, Now: e.now})
	done()
	if errors.Is(err, profiles.ErrConflict) {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	if err != nil {
		return err
	}
	if c.JSON {
		return e.json(r)
	}
	st := newStyle(e.Out)
	if c.Verify {
		fmt.Fprintf(e.Out, "%s  %d backups verify, up to number %d\n", st.good.Render("✓"), r.Backups, r.Number)
		return nil
	}
	fmt.Fprintf(e.Out, "%s  %d records restored from backup %d of %s\n", st.good.Render("✓"), r.Records, r.Number, r.Made.Format("2006-01-02 15:04"))
	if r.Replayed > 0 {
		fmt.Fprintf(e.Out, "   %d erasures since then replayed, %d persons erased again\n", r.Replayed, r.Erased)
	}
	if r.LeftOut > 0 {
		fmt.Fprintf(e.Out, "   %d damaged records had been left out\n", r.LeftOut)
	}
	if r.Replaced != "" {
		fmt.Fprintf(e.Out, "   the data that was there is in %s: remove it when it is not needed\n", r.Replaced)
	}
	fmt.Fprintln(e.Out, st.dim.Render(fmt.Sprintf("   at change %d; text and columns are made at the next start", r.Seq)))
	return nil
}

type compactCmd struct {
	Data string `required:"" placeholder:"DIR" help:"Data directory, which may be served meanwhile."`
	JSON bool   `name:"json" help:"Print the report as JSON."`
}

func (c *compactCmd) Run(e *env) error {
	var r app.Compacted
	err := e.operate(c.Data, "", "bytes", app.OpCompact, struct{}{}, &r, func(ctx context.Context, a *app.App, tell func(at, of int64)) error {
		made, err := a.Compact(ctx, tell)
		if err == nil {
			r = *made
		}
		return err
	})
	if err != nil {
		return err
	}
	if c.JSON {
		return e.json(&r)
	}
	st := newStyle(e.Out)
	fmt.Fprintf(e.Out, "%s  %.1f MB became %.1f MB in %.2f s\n", st.good.Render("✓"), float64(r.Before)/1e6, float64(r.After)/1e6, r.Seconds)
	return nil
}
