package command

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"time"

	"github.com/alecthomas/kong"

	"tenon/cmd/tenon/app"
	"tenon/profiles"
)

// Streams are where a command reads and writes.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer
}

// env is what every command gets.
type env struct {
	Streams
	ctx     context.Context
	now     func() time.Time
	overlay string // a file of one's own on top of the taxonomy
	memory  uint64 // that may be used, 0 what is available
}

// cli lists the verbs.
type cli struct {
	Overlay string `placeholder:"FILE" env:"TENON_OVERLAY" help:"Taxonomy of your own on top of the shipped one; of a data directory its overlay.txt is read without it."`
	Memory  memory `placeholder:"SIZE" env:"TENON_MEMORY" help:"How much memory may be used, such as 12GB, in place of what the machine and the control group leave: what would not fit is refused."`

	Demo     demoCmd     `cmd:"" help:"Load the shipped sample, print a ranking with its explanation, serve the API."`
	Serve    serveCmd    `cmd:"" help:"Serve the API of a data directory."`
	Import   importCmd   `cmd:"" help:"Import candidates and roles from files."`
	Correct  correctCmd  `cmd:"" help:"Correct a record by a JSON patch that later imports of its file make again."`
	Export   exportCmd   `cmd:"" help:"Write candidates or roles as JSON Resume, JobPosting or Tenon's JSON."`
	Rank     rankCmd     `cmd:"" help:"Rank candidates for a role, or roles for a candidate."`
	Explain  explainCmd  `cmd:"" help:"Show how the score of a role and a candidate adds up."`
	Whatif   whatifCmd   `cmd:"" help:"Show what other weights, requirements or skills do to a ranking, and how steady it is."`
	Gaps     gapsCmd     `cmd:"" help:"Show which skills would make most open roles fit a candidate, and what those pay."`
	Lint     lintCmd     `cmd:"" help:"Judge the requirements of a role by what they do to its pool."`
	Score    scoreCmd    `cmd:"" help:"Score a role and a candidate of two files, without a store."`
	Search   searchCmd   `cmd:"" help:"Search the text of roles or candidates."`
	Rescore  rescoreCmd  `cmd:"" help:"Keep the best of every role and of every candidate; show what changed."`
	Alerts   alertsCmd   `cmd:"" help:"Standing searches and their events; who entered, left or moved in kept lists."`
	Market   marketCmd   `cmd:"" help:"Describe the stored roles: demand, growth, pay, what skills add to it, candidates per role."`
	Rebuild  rebuildCmd  `cmd:"" help:"Make the columns and the full text anew from the store."`
	Estimate estimateCmd `cmd:"" help:"Estimate what a role or a candidate is paid, with the evidence."`
	Check    checkCmd    `cmd:"" help:"Compare everything in a data directory with its checksums, and text and columns with the records."`
	Backup   backupCmd   `cmd:"" help:"Back a data directory up, in whole or what has changed."`
	Restore  restoreCmd  `cmd:"" help:"Make a data directory of a backup; who was erased since does not come back."`
	Compact  compactCmd  `cmd:"" help:"Write a data directory anew without what was deleted."`
	Policy   policyCmd   `cmd:"" help:"Show the preset policies and their weights."`
	Skills   skillsCmd   `cmd:"" help:"Link lines of text to skills; JSON lines."`
	Titles   titlesCmd   `cmd:"" help:"Link lines of titles to occupations; JSON lines."`
	Bench    benchCmd    `cmd:"" help:"Measure speed and size over a generated corpus, beside bleve alone."`
	Eval     evalCmd     `cmd:"" help:"Measure the quality of rankings."`
	Taxonomy taxonomyCmd `cmd:"" help:"Look at the taxonomy; check and compare an overlay of your own."`
	Person   personCmd   `cmd:"" help:"Show everything that is kept about a person; erase a person from everything."`
	Keys     keysCmd     `cmd:"" help:"Make, list, rotate and revoke API keys."`
	MCP      mcpCmd      `cmd:"" name:"mcp" help:"Give an assistant the tools search, rank, explain, gaps and market, by the Model Context Protocol over the standard streams."`
	OpenAPI  openapiCmd  `cmd:"" name:"openapi" help:"Print the OpenAPI 3.1 document of the API."`
	Version  versionCmd  `cmd:"" help:"Show the version of the program and of its data."`
}

// Main runs a command line and returns the exit code.
func Main(ctx context.Context, args []string, s Streams, now func() time.Time) (code int) {
	var c cli
	exited, status := false, 0
	p, err := kong.New(&c, kong.Name("tenon"), kong.Description("Matches candidates and roles in both directions, and shows the arithmetic."),
		kong.Writers(s.Out, s.Err), kong.UsageOnError(), kong.Exit(func(n int) { exited, status = true, n }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}))
	if err != nil {
		return fail(s, err)
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	k, err := p.Parse(args)
	if exited {
		return status
	}
	if err != nil {
		return fail(s, fmt.Errorf("%w: %v (see tenon --help)", errUsage, err))
	}
	return fail(s, k.Run(&env{Streams: s, ctx: ctx, now: now, overlay: c.Overlay, memory: uint64(c.Memory)}))
}

func fail(s Streams, err error) int {
	code := exitCode(err)
	switch {
	case err == nil, errors.Is(err, errRejected):
	case code == ExitInterrupted:
		fmt.Fprintln(s.Err, "tenon: interrupted")
	default:
		fmt.Fprintf(s.Err, "tenon: %v\n", err)
	}
	return code
}

// asOf is the month of a command: the flag's, else the current UTC month.
func (e *env) asOf(flag string) (profiles.Month, error) {
	if flag == "" {
		return profiles.MonthOf(e.now()), nil
	}
	m, err := profiles.ParseMonth(flag)
	if err != nil {
		return 0, fmt.Errorf("--as-of: %w", err)
	}
	return m, nil
}

func (e *env) log() *slog.Logger { return slog.New(slog.NewTextHandler(e.Err, nil)) }

// open opens a data directory that has to be there.
func (e *env) open(dir string, asOf profiles.Month) (*app.App, error) {
	if err := there(dir); err != nil {
		return nil, err
	}
	return e.openOrMake(dir, asOf)
}

// openOrMake opens a data directory, which is made where there is none.
func (e *env) openOrMake(dir string, asOf profiles.Month) (*app.App, error) {
	return app.OpenWithin(e.ctx, dir, asOf, e.taxonomy(), e.log(), e.memory)
}

// there says whether a data directory is.
func there(dir string) error {
	if _, err := os.Stat(dir); err != nil {
		return fmt.Errorf("data directory %s: %w: make one with tenon import --data %s FILE…", dir, profiles.ErrNotFound, dir)
	}
	return nil
}

func (e *env) json(v any) error {
	enc := json.NewEncoder(e.Out)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// closing joins the error of a close to a command's.
func closing(err *error, c io.Closer) { *err = errors.Join(*err, c.Close()) }
