package command

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"tenon/profiles/format"
	"tenon/profiles/format/reading"
	"tenon/profiles/intake"
)

// dryRun reads and judges files, and writes nothing: no data directory is needed.
func (c *importCmd) dryRun(e *env, from []intake.Source, o intake.Options) error {
	var seen []intake.Understood
	if c.Show {
		o.Seen = func(file string, d format.Draft, fault error) {
			seen = append(seen, intake.NewUnderstood(file, d, fault))
		}
	}
	ref := e.reference()
	again, restore := frugal()
	defer restore()
	o.Progress = andThen(nil, again)
	report, err := intake.New(nil, ref.Taxonomy, ref.Cities, ref.Rates).Import(e.ctx, from, o)
	switch {
	case c.JSON && c.Show:
		err = errors.Join(err, e.json(map[string]any{"records": seen, "report": report}))
	case c.JSON:
		err = errors.Join(err, e.json(report))
	default:
		for _, s := range seen {
			printUnderstood(e.Out, s)
		}
		e.printReport(report, true)
	}
	if err == nil && report.Refused() > 0 {
		err = errRejected
	}
	return err
}

// languageNames are for people.
var languageNames = map[string]string{"en": "English", "de": "German", "fr": "French", "es": "Spanish", "": "language not told"}

func printUnderstood(w io.Writer, s intake.Understood) {
	st := newStyle(w)
	what := []string{s.Kind.String(), s.Format}
	if s.Facts != nil {
		name := languageNames[s.Language]
		if name == "" {
			name = "language " + s.Language
		}
		what = append(what, name)
	}
	fmt.Fprintf(w, "%s  %s\n", st.bold.Render(s.File), st.dim.Render(strings.Join(slices.DeleteFunc(what, func(x string) bool { return x == "" }), ", ")))
	if s.Fault != "" {
		fmt.Fprintf(w, "  %s %s\n", st.bad.Render("rejected"), s.Fault)
	}
	if len(s.Facts) > 0 {
		fmt.Fprintln(w, st.dim.Render(fmt.Sprintf("  %-28s %-44s %4s %5s  %5s  %s", "field", "understood", "page", "line", "sure", "from")))
	}
	for _, f := range s.Facts {
		fmt.Fprintf(w, "  %s %s %4s %5d  %s  %s\n", cut(f.Path, 28), cut(f.Value, 44), sheet(f.Page), f.Line, sure(st, f.Confidence), st.dim.Render("“"+strings.TrimRight(cut(f.Text, 48), " ")+"”"))
	}
	if len(s.Identity) > 0 {
		fmt.Fprintf(w, "  kept apart, never scored: %s\n", strings.Join(s.Identity, ", "))
	}
	for _, l := range s.Unread {
		fmt.Fprintf(w, "  %s page %s, line %d: %s\n", st.fair.Render("not understood"), sheet(l.Page), l.Line, cut(l.Text, 90))
	}
	fmt.Fprintln(w)
}

func sheet(n int) string {
	if n == 0 {
		return "–"
	}
	return fmt.Sprint(n)
}

// sure shows a confidence in per cent.
func sure(st style, percent int) string {
	text := fmt.Sprintf("%3d %%", percent)
	switch {
	case percent >= reading.Sure:
		return st.good.Render(text)
	case percent >= reading.Likely:
		return text
	}
	return st.fair.Render(text)
}
