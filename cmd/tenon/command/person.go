package command

import (
	"context"
	"fmt"

	"tenon/api/wire"
	"tenon/cmd/tenon/app"
)

type personCmd struct {
	Show  personShowCmd  `cmd:"" help:"Print everything that is kept about a person, as one JSON document; the access is written down."`
	Erase personEraseCmd `cmd:"" help:"Erase a person from everything; tenon compact takes the bytes out of the files."`
}

type personShowCmd struct {
	Data      string `required:"" placeholder:"DIR" help:"Data directory, which may be served meanwhile."`
	Org       string `placeholder:"NAME" help:"Organisation."`
	Candidate string `required:"" placeholder:"ID" help:"Id of the candidate."`
	Purpose   string `default:"administration" help:"What for; it is written into the log of access."`
}

func (c *personShowCmd) Run(e *env) error {
	var p wire.Person
	in := app.Asked{Org: c.Org, ID: c.Candidate, Purpose: c.Purpose}
	err := e.operate(c.Data, "", "bytes", app.OpPerson, in, &p, func(ctx context.Context, a *app.App, _ func(at, of int64)) error {
		made, err := a.ShowPerson(ctx, in, e.now())
		if err == nil {
			p = *made
		}
		return err
	})
	if err != nil {
		return err
	}
	return e.json(&p)
}

type personEraseCmd struct {
	Data      string `required:"" placeholder:"DIR" help:"Data directory, which may be served meanwhile."`
	Org       string `placeholder:"NAME" help:"Organisation."`
	Candidate string `required:"" placeholder:"ID" help:"Id of the candidate."`
	JSON      bool   `name:"json" help:"Print the report as JSON."`
}

func (c *personEraseCmd) Run(e *env) error {
	var out wire.Erasure
	in := app.Asked{Org: c.Org, ID: c.Candidate}
	err := e.operate(c.Data, "", "bytes", app.OpErase, in, &out, func(ctx context.Context, a *app.App, _ func(at, of int64)) (err error) {
		out.Seq, err = a.Erase(ctx, c.Org, c.Candidate, e.now())
		return err
	})
	if err != nil {
		return err
	}
	out.Note = "The bytes leave the files with tenon compact; backups that were made before keep them, and a restore erases the person again."
	if c.JSON {
		return e.json(&out)
	}
	st := newStyle(e.Out)
	fmt.Fprintf(e.Out, "%s  erased, at change %d\n%s\n", st.good.Render("✓"), out.Seq, st.dim.Render("   "+out.Note))
	return nil
}
