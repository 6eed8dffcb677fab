package command

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"tenon/cmd/tenon/app"
	"tenon/engine"
	"tenon/engine/plan"
	"tenon/profiles"
)

// reference is the shipped data, with the overlay of the flag.
func (e *env) reference() *app.Reference {
	if t := e.taxonomy(); t != nil {
		return app.ReferenceWith(t)
	}
	return app.LoadReference()
}

type policyCmd struct {
	JSON bool `name:"json" help:"Print JSON."`
}

type policyLine struct {
	Policy  string            `json:"policy"`
	Weights engine.Categories `json:"weights"`
}

func (c *policyCmd) Run(e *env) error {
	var lines []policyLine
	for _, p := range plan.Presets() {
		lines = append(lines, policyLine{p.Hash(), engine.Categories(p.Weights)})
	}
	if c.JSON {
		return e.json(lines)
	}
	fmt.Fprintf(e.Out, "%-16s", "")
	for _, l := range lines {
		fmt.Fprintf(e.Out, "%24s", l.Policy)
	}
	fmt.Fprintln(e.Out)
	for _, k := range profiles.RequirementKinds() {
		fmt.Fprintf(e.Out, "%-16s", plan.CategoryName(k))
		for _, l := range lines {
			fmt.Fprintf(e.Out, "%24d", l.Weights[k-1])
		}
		fmt.Fprintln(e.Out)
	}
	return nil
}

type versionCmd struct {
	JSON bool `name:"json" help:"Print JSON."`
}

func (c *versionCmd) Run(e *env) error {
	ref := e.reference()
	v := struct {
		Version  string `json:"version"`
		Go       string `json:"go"`
		Taxonomy string `json:"taxonomy"`
		Concepts int    `json:"concepts"`
	}{Version: revision(), Go: runtime.Version(), Taxonomy: ref.Taxonomy.Version(), Concepts: ref.Taxonomy.Len()}
	if c.JSON {
		return e.json(v)
	}
	fmt.Fprintf(e.Out, "tenon %s, %s\ntaxonomy %s, %d concepts\n", v.Version, v.Go, v.Taxonomy, v.Concepts)
	return nil
}

// revision is the commit that the program is built of, where that is known.
func revision() string {
	if b, ok := debug.ReadBuildInfo(); ok {
		for _, s := range b.Settings {
			if s.Key == "vcs.revision" {
				return s.Value
			}
		}
	}
	return "devel"
}
