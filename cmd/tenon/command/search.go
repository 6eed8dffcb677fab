package command

import (
	"fmt"
	"slices"
	"strings"

	"tenon/index"
	"tenon/profiles"
)

type searchCmd struct {
	Data string   `required:"" placeholder:"DIR" help:"Data directory."`
	Kind string   `enum:"role,candidate" default:"role" help:"role or candidate."`
	Top  int      `default:"10" help:"How many hits."`
	JSON bool     `name:"json" help:"Print JSON."`
	Text []string `arg:"" optional:"" help:"Words that all have to be there; \"a phrase\"; -without."`
}

func (c *searchCmd) Run(e *env) (err error) {
	asOf, err := e.asOf("")
	if err != nil {
		return err
	}
	a, err := e.open(c.Data, asOf)
	if err != nil {
		return err
	}
	defer closing(&err, a)
	q := index.Query{Text: strings.Join(c.Text, " "), Limit: c.Top, Facets: true}
	if err := q.Kind.UnmarshalText([]byte(c.Kind)); err != nil {
		return err
	}
	r, err := a.Text.Search(e.ctx, q)
	if err != nil {
		return err
	}
	if c.JSON {
		return e.json(r)
	}
	e.printHits(r, q.Kind)
	return nil
}

func (e *env) printHits(r *index.Result, kind profiles.Kind) {
	st := newStyle(e.Out)
	fmt.Fprintf(e.Out, "%d %ss\n", r.Total, kind)
	for i, h := range r.Hits {
		fmt.Fprintf(e.Out, "\n%3d  %s  %s  %s\n", i+1, st.bold.Render(h.Title), st.dim.Render(h.ID), st.dim.Render(fmt.Sprintf("%.2f", h.Score)))
		for _, s := range h.Snippets {
			fmt.Fprintf(e.Out, "     %s\n", st.marked(s))
		}
	}
	fields := make([]string, 0, len(r.Facets))
	for f := range r.Facets {
		fields = append(fields, f)
	}
	slices.Sort(fields)
	fmt.Fprintln(e.Out)
	for _, f := range fields {
		var vs []string
		for _, v := range r.Facets[f] {
			vs = append(vs, fmt.Sprintf("%s %s", v.Value, st.dim.Render(fmt.Sprint(v.Count))))
		}
		fmt.Fprintf(e.Out, "%-10s %s\n", f, strings.Join(vs, "  "))
	}
}
