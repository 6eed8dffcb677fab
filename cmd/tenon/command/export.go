package command

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"tenon/cmd/tenon/app"
	"tenon/profiles"
	"tenon/profiles/format"
)

type exportCmd struct {
	Data      string `required:"" placeholder:"DIR" help:"Data directory."`
	Format    string `required:"" enum:"jsonresume,jobposting,tenon" help:"jsonresume (candidates), jobposting (roles) or tenon (both; loses nothing)."`
	Candidate string `xor:"what" required:"" placeholder:"ID" help:"The candidate to write."`
	Role      string `xor:"what" required:"" placeholder:"ID" help:"The role to write."`
	Kind      string `xor:"what" required:"" placeholder:"candidate|role" help:"Write all candidates, or all roles, one a line."`
	Identity  bool   `help:"With name, contact and whatever else says who the candidate is; the access is written down."`
	Purpose   string `default:"administration" help:"What the identity is for; it is written into the log of access."`
	Out       string `placeholder:"FILE" help:"Write into this file, which must not be there yet; default: standard output."`
}

func (c *exportCmd) Run(e *env) (err error) {
	kind, id, err := c.what()
	if err != nil {
		return err
	}
	if c.Format == format.JSONResume && kind == profiles.KindRole || c.Format == format.JobPosting && kind == profiles.KindCandidate {
		return fmt.Errorf("%w: --format %s is not for a %s: candidates as jsonresume or tenon, roles as jobposting or tenon", errUsage, c.Format, kind)
	}
	asOf, err := e.asOf("")
	if err != nil {
		return err
	}
	a, err := e.open(c.Data, asOf)
	if err != nil {
		return err
	}
	defer closing(&err, a)
	x := app.Exporting{Kind: kind, ID: id, Identities: c.Identity, Purpose: c.Purpose, Now: e.now()}
	write := func(w io.Writer) error {
		return a.Export(e.ctx, x, func(rec, who profiles.Record) error { return writeRecord(w, c.Format, rec, who, id != "") })
	}
	if c.Out == "" {
		return buffered(e.Out, write)
	}
	return intoFile(c.Out, write)
}

// what is the kind of the records to write, and the id where it is one.
func (c *exportCmd) what() (profiles.Kind, string, error) {
	switch {
	case c.Candidate != "" || c.Kind == profiles.KindCandidate.String():
		return profiles.KindCandidate, c.Candidate, nil
	case c.Role != "" || c.Kind == profiles.KindRole.String():
		return profiles.KindRole, c.Role, nil
	}
	return 0, "", fmt.Errorf("%w: --kind %q: want candidate or role", errUsage, c.Kind)
}

// writeRecord writes a record on one line, or indented for a person where it is the only one.
func writeRecord(w io.Writer, as string, rec, who profiles.Record, alone bool) error {
	if !alone {
		return format.Write(w, as, rec, who)
	}
	var line, out bytes.Buffer
	if err := format.Write(&line, as, rec, who); err != nil {
		return err
	}
	if err := json.Indent(&out, line.Bytes(), "", "  "); err != nil {
		return err
	}
	_, err := out.WriteTo(w)
	return err
}

func buffered(w io.Writer, write func(io.Writer) error) error {
	b := bufio.NewWriter(w)
	return errors.Join(write(b), b.Flush())
}

// intoFile writes a new file that only its owner can read; it may hold who somebody is. What could not be written whole is removed.
func intoFile(name string, write func(io.Writer) error) error {
	f, err := newFile(name)
	if err != nil {
		return err
	}
	if err = errors.Join(buffered(f, write), f.Close()); err != nil {
		return errors.Join(err, os.Remove(name))
	}
	return nil
}

func newFile(name string) (*os.File, error) {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	switch {
	case errors.Is(err, os.ErrExist):
		return nil, fmt.Errorf("%w: %s is there already: name another file", errUsage, name)
	case errors.Is(err, os.ErrNotExist):
		return nil, fmt.Errorf("%w: %w: make the directory first", errUsage, err)
	}
	return f, profiles.Storage(err)
}

// canWrite says before work that takes long whether intoFile will find a name to write to at its end.
func canWrite(name string) error {
	f, err := newFile(name)
	if err != nil {
		return err
	}
	return errors.Join(f.Close(), os.Remove(name))
}
