package command

import (
	"context"
	"fmt"

	"tenon/api/wire"
	"tenon/cmd/tenon/app"
)

type personCmd struct {
	Show     personShowCmd     `cmd:"" help:"Print everything that is kept about a person, as one JSON document; the access is written down."`
	Accesses personAccessesCmd `cmd:"" help:"List who got to know who candidates are, when and what for."`
	Erase    personEraseCmd    `cmd:"" help:"Erase a person from everything; tenon compact takes the bytes out of the files."`
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

type personAccessesCmd struct {
	Data      string `required:"" placeholder:"DIR" help:"Data directory, which may be served meanwhile."`
	Org       string `placeholder:"NAME" help:"Organisation."`
	Candidate string `placeholder:"ID" help:"Of one candidate; default: of all."`
	Last      int    `default:"50" placeholder:"N" help:"The last so many; 0: all."`
	JSON      bool   `name:"json" help:"Print JSON."`
}

func (c *personAccessesCmd) Run(e *env) error {
	var out wire.Accesses
	in := app.Audited{Org: c.Org, Candidate: c.Candidate, Last: c.Last}
	err := e.operate(c.Data, "", "bytes", app.OpAccesses, in, &out, func(ctx context.Context, a *app.App, _ func(at, of int64)) error {
		made, err := a.Accesses(ctx, in)
		if err == nil {
			out = *made
		}
		return err
	})
	if err != nil {
		return err
	}
	if c.JSON {
		return e.json(&out)
	}
	const row = "%-20s  %-16s  %-9s  %-12s  %-20s  %-16s  %s\n"
	fmt.Fprintf(e.Out, row, "when", "who", "role", "of", "candidate", "purpose", "what")
	for _, x := range out.Accesses {
		fmt.Fprintf(e.Out, row, x.At, dash(x.Who), x.Role, dash(x.Org), whose(x.Candidate, x.Own, x.Erased), dash(x.Purpose), x.What+consented(x.Consented))
	}
	return nil
}

// whose is the candidate of an access as a line has it.
func whose(id string, own, erased bool) string {
	switch {
	case erased:
		return "(erased)"
	case own:
		return id + " (own)"
	}
	return id
}

// consented says of an access where the candidate had not agreed to it.
func consented(yes bool) string {
	if yes {
		return ""
	}
	return ", without consent"
}
