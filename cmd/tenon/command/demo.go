package command

import (
	"errors"
	"fmt"
	"io"
	"os"

	"tenon/api/auth"
	"tenon/cmd/tenon/app"
	"tenon/engine"
	"tenon/profiles"
	"tenon/profiles/intake"
	"tenon/testdata/sample"
)

type demoCmd struct {
	Data    string `placeholder:"DIR" help:"Keep the sample in this data directory; default: a temporary one."`
	NoServe bool   `help:"Print and end."`
	Addr    string `default:"127.0.0.1:8080" help:"Address to listen on."`
	JSON    bool   `name:"json" help:"Print the answers as JSON."`
}

func (c *demoCmd) Run(e *env) (err error) {
	asOf, err := profiles.ParseMonth(sample.GrownAsOf)
	if err != nil {
		return err
	}
	dir := c.Data
	if dir == "" {
		if dir, err = os.MkdirTemp("", "tenon-demo-"); err != nil {
			return fmt.Errorf("demo: %w", err)
		}
		defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	}
	a, err := e.openOrMake(dir, asOf)
	if err != nil {
		return err
	}
	defer closing(&err, a)
	if err := c.show(e, a, asOf); err != nil || c.NoServe {
		return err
	}
	k, err := app.OpenKept(dir)
	if err != nil {
		return err
	}
	defer closing(&err, k)
	l, err := listen(c.Addr, false)
	if err != nil {
		return err
	}
	w := newListening(l, e.log())
	defer w.end(&err)
	keys, err := e.keysOf(dir)
	if err != nil {
		return err
	}
	return e.serve(w, a, k, service{flags: &apiFlags{}, keys: keys, who: auth.NewSessions(auth.Closed{Keys: keys}, e.now)}) // at the month of the sample
}

// sampleSources are files of the shipped sample.
func sampleSources(names []string) []intake.Source {
	var out []intake.Source
	for _, n := range names {
		out = append(out, intake.Source{Name: n, Open: func() (io.ReadCloser, error) { return sample.Open(n) }})
	}
	return out
}

// JudgedSources are the files of the sample that the golden rankings rest on.
func JudgedSources() []intake.Source { return sampleSources(sample.Judged()) }

// SampleSources are all files of the sample.
func SampleSources() []intake.Source {
	return append(JudgedSources(), sampleSources(sample.Grown())...)
}

// show loads the sample and prints both directions and one explanation.
func (c *demoCmd) show(e *env, a *app.App, asOf profiles.Month) error {
	report, err := e.importAll(a, SampleSources(), 0, intake.Options{Now: asOf})
	if err != nil {
		return err
	}
	role, err := a.Engine.Rank(e.ctx, engine.Request{Role: sample.Role, Top: 8, Lambda: engine.DefaultLambda})
	if err != nil {
		return err
	}
	if len(role.Results) == 0 {
		return fmt.Errorf("demo: %w: nobody fits role %s", profiles.ErrNotFound, sample.Role)
	}
	best := role.Results[0].ID
	candidate, err := a.Engine.Rank(e.ctx, engine.Request{Candidate: best, Top: 8, Lambda: engine.DefaultLambda})
	if err != nil {
		return err
	}
	why, err := a.Engine.Explain(e.ctx, engine.Request{Role: sample.Role, Candidate: best, Lambda: engine.DefaultLambda})
	if err != nil {
		return err
	}
	if c.JSON {
		return e.json(map[string]any{"report": report, "candidates": role, "roles": candidate, "explanation": why})
	}
	p := newPrinter(e.Out)
	snap := a.Columns.Snapshot()
	fmt.Fprintf(e.Out, "%s\n%d candidates and %d roles loaded from the shipped sample, judged as of %s\n\n", p.st.bold.Render("Tenon"),
		snap.Candidates(), len(snap.Roles), asOf)
	p.ranking(role)
	fmt.Fprintln(e.Out)
	p.ranking(candidate)
	fmt.Fprintln(e.Out)
	p.explanation(why)
	fmt.Fprintln(e.Out)
	p.lifts(&why.Results[0])
	p.questions(&why.Results[0])
	return nil
}
