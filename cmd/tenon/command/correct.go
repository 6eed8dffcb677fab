package command

import (
	"errors"
	"fmt"
	"io"
	"os"
	"syscall"

	"tenon/profiles"
)

type correctCmd struct {
	Data      string `required:"" placeholder:"DIR" help:"Data directory."`
	Candidate string `xor:"what" required:"" placeholder:"ID" help:"The candidate to correct."`
	Role      string `xor:"what" required:"" placeholder:"ID" help:"The role to correct."`
	AsOf      string `placeholder:"YYYY-MM" help:"Month by which dates are judged; default: this month."`
	JSON      bool   `name:"json" help:"Print the record as it is now as JSON."`
	Patch     string `arg:"" name:"patch" help:"JSON patch (RFC 6902) on the record's JSON, a file or - for standard input. [] forgets the corrections: the next import of the file undoes them."`
}

// maxPatch bounds a patch in bytes.
const maxPatch = 1 << 20

func (c *correctCmd) Run(e *env) (err error) {
	asOf, err := e.asOf(c.AsOf)
	if err != nil {
		return err
	}
	patch, err := e.patch(c.Patch)
	if err != nil {
		return err
	}
	fix := &profiles.Correction{ID: c.Candidate, Of: profiles.KindCandidate, Patch: patch}
	if c.Role != "" {
		fix.ID, fix.Of = c.Role, profiles.KindRole
	}
	a, err := e.open(c.Data, asOf)
	if err != nil {
		return err
	}
	defer closing(&err, a)
	if _, err := a.Intake.Correct(e.ctx, "", fix, asOf); err != nil {
		return fmt.Errorf("correct %s %s: %w", fix.Of, fix.ID, err)
	}
	if err := a.Follower.CatchUp(e.ctx); err != nil {
		return err
	}
	if !c.JSON {
		what := "corrected; the next import of its file makes the same changes"
		if ops, err := fix.Operations(); err == nil && len(ops) == 0 {
			what = "keeps no corrections; the next import of its file brings it as the file has it"
		}
		fmt.Fprintf(e.Out, "%s  %s %s %s\n", newStyle(e.Out).good.Render("✓"), fix.Of, fix.ID, what)
		return nil
	}
	kept, err := a.Store.Get(e.ctx, profiles.Key{Kind: fix.Of, ID: fix.ID})
	if err != nil {
		return err
	}
	return e.json(kept.Record)
}

// patch reads a file, or standard input for "-".
func (e *env) patch(name string) (string, error) {
	in := e.In
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return "", fmt.Errorf("%w: %s: no such file", profiles.ErrNotFound, name)
		}
		defer func() { _ = f.Close() }()
		in = f
	}
	raw, err := io.ReadAll(io.LimitReader(in, maxPatch+1))
	switch {
	case errors.Is(err, syscall.EISDIR):
		return "", fmt.Errorf("%w: %s is a directory: want a file with a JSON patch", errUsage, name)
	case err != nil:
		return "", fmt.Errorf("read %s: %w", name, err)
	case len(raw) > maxPatch:
		return "", fmt.Errorf("%w: %s has more than %d bytes", profiles.ErrInvalid, name, maxPatch)
	}
	return string(raw), nil
}
