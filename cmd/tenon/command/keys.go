package command

import (
	"fmt"
	"time"

	"tenon/api/auth"
)

type keysCmd struct {
	Create keysCreateCmd `cmd:"" help:"Make a key; its text is shown once."`
	List   keysListCmd   `cmd:"" help:"List keys, without their secrets."`
	Rotate keysRotateCmd `cmd:"" help:"Give a key a new secret; the old one counts for a while."`
	Revoke keysRevokeCmd `cmd:"" help:"End a key at once."`
}

// keysOf are the keys of a data directory that has to be there. A server that has it open need not end for it.
func (e *env) keysOf(dir string) (*auth.Keys, error) {
	if err := there(dir); err != nil {
		return nil, err
	}
	return auth.OpenKeys(dir, e.now)
}

type keysCreateCmd struct {
	Data      string        `required:"" placeholder:"DIR" help:"Data directory."`
	Role      auth.Role     `required:"" placeholder:"ROLE" enum:"admin,recruiter,candidate,batch,auditor" help:"admin, recruiter, candidate, batch or auditor."`
	Org       string        `placeholder:"NAME" help:"Organisation; default: the one that the command line writes for."`
	Candidate string        `placeholder:"ID" help:"The own record, of a key for a candidate."`
	Label     string        `placeholder:"WORDS" help:"What the key is for."`
	Valid     time.Duration `placeholder:"TIME" help:"For how long, such as 720h; default: until it is revoked."`
	JSON      bool          `name:"json" help:"Print JSON."`
}

// madeKey is a key with its text.
type madeKey struct {
	auth.Key
	Text string `json:"key"`
}

func (c *keysCreateCmd) Run(e *env) error {
	k, err := e.keysOf(c.Data)
	if err != nil {
		return err
	}
	x := auth.Key{Org: c.Org, Role: c.Role, Candidate: c.Candidate, Label: c.Label}
	if c.Valid != 0 {
		x.Expires = e.now().Add(c.Valid).UTC().Truncate(time.Second)
	}
	made, text, err := k.Create(x)
	if err != nil {
		return err
	}
	return e.showKey(made, text, c.JSON)
}

func (e *env) showKey(k auth.Key, text string, json bool) error {
	if json {
		return e.json(madeKey{k, text})
	}
	fmt.Fprintln(e.Out, text)
	fmt.Fprintf(e.Err, "key %s for the role %s: this is the only time that it is shown; send it as Authorization: Bearer KEY\n", k.ID, k.Role)
	return nil
}

type keysListCmd struct {
	Data string `required:"" placeholder:"DIR" help:"Data directory."`
	Org  string `placeholder:"NAME" help:"Organisation."`
	JSON bool   `name:"json" help:"Print JSON."`
}

func (c *keysListCmd) Run(e *env) error {
	k, err := e.keysOf(c.Data)
	if err != nil {
		return err
	}
	list, err := k.List(c.Org)
	if err != nil {
		return err
	}
	if c.JSON {
		return e.json(list)
	}
	fmt.Fprintf(e.Out, "%-16s  %-9s  %-12s  %-10s  %-10s  %-16s  %s\n", "id", "role", "candidate", "created", "expires", "last used", "label")
	for _, x := range list {
		fmt.Fprintf(e.Out, "%-16s  %-9s  %-12s  %-10s  %-10s  %-16s  %s\n", x.ID, x.Role, dash(x.Candidate), x.Created.Format(time.DateOnly), day(x.Expires, time.DateOnly),
			day(x.LastUsed, "2006-01-02 15:04"), x.Label)
	}
	return nil
}

func day(t time.Time, layout string) string {
	if t.IsZero() {
		return "–"
	}
	return t.Format(layout)
}

func dash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

type keysRotateCmd struct {
	Data  string        `required:"" placeholder:"DIR" help:"Data directory."`
	Org   string        `placeholder:"NAME" help:"Organisation."`
	Grace time.Duration `default:"24h" help:"For how long the old secret still counts."`
	JSON  bool          `name:"json" help:"Print JSON."`
	ID    string        `arg:"" help:"Id of the key."`
}

func (c *keysRotateCmd) Run(e *env) error {
	k, err := e.keysOf(c.Data)
	if err != nil {
		return err
	}
	made, text, err := k.Rotate(c.Org, c.ID, c.Grace)
	if err != nil {
		return err
	}
	return e.showKey(made, text, c.JSON)
}

type keysRevokeCmd struct {
	Data string `required:"" placeholder:"DIR" help:"Data directory."`
	Org  string `placeholder:"NAME" help:"Organisation."`
	ID   string `arg:"" help:"Id of the key."`
}

func (c *keysRevokeCmd) Run(e *env) error {
	k, err := e.keysOf(c.Data)
	if err != nil {
		return err
	}
	if err := k.Revoke(c.Org, c.ID); err != nil {
		return err
	}
	fmt.Fprintf(e.Err, "key %s is revoked\n", c.ID)
	return nil
}
