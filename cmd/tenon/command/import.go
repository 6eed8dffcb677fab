package command

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"tenon/cmd/tenon/app"
	"tenon/profiles"
	"tenon/profiles/format"
	"tenon/profiles/intake"
)

type importCmd struct {
	Data    string   `placeholder:"DIR" help:"Data directory; made when it is not there. A dry run needs none."`
	Kind    string   `enum:"candidate,role," default:"" help:"Take only candidates, or only roles."`
	Columns string   `placeholder:"FILE|HEADER=FIELD,…" help:"What columns of tables are, beside the headers that are known: Stack=skills,Town=place.city; FIELD - leaves a column out. Or a JSON file: {\"Stack\": \"skills\"}. A field that is not there is answered with the list of all."`
	DryRun  bool     `help:"Read and judge, write nothing."`
	Show    bool     `help:"With --dry-run: print what was understood of each file, what was not, and from where."`
	AsOf    string   `placeholder:"YYYY-MM" help:"Month by which dates are judged; default: this month."`
	JSON    bool     `name:"json" help:"Print the report as JSON."`
	Files   []string `arg:"" name:"file" help:"Résumés and adverts as PDF, DOCX, HTML, text or e-mail; JSON Resume, JobPosting, Tenon's JSON or NDJSON, CSV, Parquet; - is standard input."`
}

func (c *importCmd) Run(e *env) (err error) {
	switch {
	case c.Data == "" && !c.DryRun:
		return fmt.Errorf("%w: --data DIR is missing: name a directory, or add --dry-run to write nothing", errUsage)
	case c.Show && !c.DryRun:
		return fmt.Errorf("%w: --show is for a dry run: add --dry-run", errUsage)
	}
	asOf, err := e.asOf(c.AsOf)
	if err != nil {
		return err
	}
	sources, total, err := sources(c.Files, e.In)
	if err != nil {
		return err
	}
	o := intake.Options{Now: asOf, DryRun: c.DryRun}
	if o.Columns, err = columnsOf(c.Columns); err != nil {
		return err
	}
	if c.Kind != "" {
		if err := o.Kind.UnmarshalText([]byte(c.Kind)); err != nil {
			return err
		}
	}
	if c.DryRun {
		return c.dryRun(e, sources, o)
	}
	a, err := e.openOrMake(c.Data, asOf)
	if err != nil {
		return err
	}
	defer closing(&err, a)
	var came []arrived
	o.Seen = func(file string, d format.Draft, fault error) {
		if fault == nil && len(came) <= shownLines {
			came = append(came, newArrived(file, d))
		}
	}
	report, err := e.importAll(a, sources, total, o)
	if c.JSON {
		err = errors.Join(err, e.json(report))
	} else {
		e.printReport(report, c.DryRun)
		if report.Accepted == len(came) && len(came) <= shownLines {
			for _, r := range came {
				fmt.Fprintf(e.Out, "   %s %s %s\n", newStyle(e.Out).dim.Render(r.kind.String()), r.id, r.file)
			}
		}
	}
	if err == nil && report.Refused() > 0 {
		err = errRejected
	}
	return err
}

// arrived is a record that came in, by the id under which it is found: a person who brings a few files wants to see it.
type arrived struct {
	file, id string
	kind     profiles.Kind
}

func newArrived(file string, d format.Draft) arrived {
	if d.Role != nil {
		return arrived{file, d.Role.ID, profiles.KindRole}
	}
	return arrived{file, d.Candidate.ID, profiles.KindCandidate}
}

// columnsOf reads --columns: pairs of a header and a field, or the name of a JSON file with them.
func columnsOf(flag string) (map[string]string, error) {
	if flag == "" {
		return nil, nil
	}
	if strings.Contains(flag, "=") {
		columns, err := format.ParseColumns(flag)
		if err != nil {
			return nil, fmt.Errorf("--%w", err)
		}
		return columns, nil
	}
	columns := map[string]string{}
	text, err := os.ReadFile(flag)
	if err != nil {
		return nil, fmt.Errorf("--columns: %w: %s: no such file: want one, or pairs as Stack=skills,Town=place.city", profiles.ErrNotFound, flag)
	}
	if err := json.Unmarshal(text, &columns); err != nil {
		return nil, fmt.Errorf("%w: --columns %s: want a JSON object of headers and fields, as {\"Stack\": \"skills\"}: %v", errUsage, flag, err)
	}
	if err := format.CheckColumns(columns); err != nil {
		return nil, fmt.Errorf("--columns: %w", err)
	}
	return columns, nil
}

// sources opens nothing yet; files that are not there are a usage error before anything is written. The file "-" is in.
func sources(files []string, in io.Reader) ([]intake.Source, int64, error) {
	var out []intake.Source
	var total int64
	for _, f := range files {
		if f == "-" && in != nil {
			out = append(out, intake.Source{Name: "stdin", Open: func() (io.ReadCloser, error) { return io.NopCloser(in), nil }})
			continue
		}
		fi, err := os.Stat(f)
		switch {
		case errors.Is(err, fs.ErrPermission):
			return nil, 0, fmt.Errorf("%w: %s: no permission to look at it", errUsage, f)
		case err != nil:
			return nil, 0, fmt.Errorf("%w: %s: no such file", profiles.ErrNotFound, quotedEmpty(f))
		case fi.IsDir():
			return nil, 0, fmt.Errorf("%w: %s is a directory: name its files", errUsage, f)
		}
		total += fi.Size()
		out = append(out, intake.Source{Name: filepath.Base(f), Open: func() (io.ReadCloser, error) { return os.Open(f) }})
	}
	return out, total, nil
}

func quotedEmpty(s string) string {
	if strings.TrimSpace(s) == "" {
		return strconv.Quote(s)
	}
	return s
}

// importAll imports while text and columns follow, and returns when both have what was acknowledged, also after Ctrl-C. Where
// Ctrl-C comes later than that, it ends the waiting: the next start catches up.
func (e *env) importAll(a *app.App, from []intake.Source, total int64, o intake.Options) (intake.Report, error) {
	bar, done := e.progress(total)
	again, restore := frugal()
	defer restore()
	o.Progress = andThen(bar, again)
	following, stop := context.WithCancel(context.WithoutCancel(e.ctx))
	ended := make(chan error, 1)
	go func() { ended <- a.Follower.Run(following) }()
	report, err := a.Intake.Import(e.ctx, from, o)
	if kept := keepReport(a, from, o, report, err); kept != nil {
		e.log().Warn("the report of this import is not kept", "error", kept)
	}
	stop()
	err = errors.Join(err, <-ended)
	done()
	waiting := e.ctx
	if err != nil {
		waiting = context.WithoutCancel(e.ctx)
	}
	return report, errors.Join(err, a.Follower.CatchUp(waiting))
}

// keepReport keeps what an import did, for the page of operations.
func keepReport(a *app.App, from []intake.Source, o intake.Options, report intake.Report, why error) error {
	names := make([]string, len(from))
	for i := range from {
		names[i] = from[i].Name
	}
	_, err := a.Reports.Keep(o.Org, names, report, why)
	return err
}

// progress draws a bar on a terminal and nothing elsewhere.
func (e *env) progress(total int64) (func(intake.Progress), func()) {
	if !terminal(e.Err) || total < 1<<20 {
		return nil, func() {}
	}
	p := mpb.New(mpb.WithOutput(e.Err), mpb.WithWidth(40))
	var last intake.Progress
	bar := p.AddBar(total,
		mpb.PrependDecorators(decor.Any(func(decor.Statistics) string { return fmt.Sprintf("%d records ", last.Records) })),
		mpb.AppendDecorators(decor.Percentage(), decor.Name(" "), decor.AverageETA(decor.ET_STYLE_GO)))
	return func(at intake.Progress) { last = at; bar.SetCurrent(at.Bytes) }, func() { bar.Abort(false); p.Wait() }
}

// shownLines is how many lines of a report a person gets; --json has more.
const shownLines = 20

func (e *env) printReport(r intake.Report, dry bool) {
	st := newStyle(e.Out)
	verb := "imported"
	if dry {
		verb = "would be imported"
	}
	mark := st.good.Render("✓")
	if r.Accepted == 0 && r.Refused() > 0 {
		mark = st.bad.Render("✗")
	}
	fmt.Fprintf(e.Out, "%s  %d of %s from %s %s", mark, r.Accepted, counted(r.Records, "record"), counted(r.Files, "file"), verb)
	if r.Refused() > 0 {
		fmt.Fprintf(e.Out, ", %s", st.bad.Render(fmt.Sprintf("%d rejected", r.Refused())))
	}
	fmt.Fprintln(e.Out)
	numbered := r.Records > r.Files
	e.lines(st, "rejected", r.Faults, r.Refused(), numbered)
	e.lines(st, "note", r.Notes, r.Noted, numbered)
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// lines prints lines of a report, with the numbers of the records where a file has several.
func (e *env) lines(st style, what string, ls []intake.Line, all int, numbered bool) {
	for i, l := range ls {
		if i == shownLines {
			fmt.Fprintf(e.Out, "   … and %d more; --json lists up to %d\n", all-i, intake.MaxLines)
			return
		}
		path := l.Path
		if path != "" {
			path += ": "
		}
		where := l.File
		switch {
		case l.Whole && l.Record > 0:
			where += fmt.Sprintf(", from record %d on", l.Record)
		case !l.Whole && (numbered || l.Record > 0):
			where += fmt.Sprintf(", record %d", l.Record)
		}
		fmt.Fprintf(e.Out, "   %s %s: %s%s\n", st.dim.Render(what), where, path, l.Reason)
	}
}
