package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

type taxonomyCmd struct {
	Check   taxonomyCheckCmd   `cmd:"" help:"Check an overlay of your own, line by line, against the shipped taxonomy."`
	Show    taxonomyShowCmd    `cmd:"" help:"Show a concept: its names, and what stands for what, how far and who says so."`
	Suggest taxonomySuggestCmd `cmd:"" help:"Complete what somebody types, through a typing error or two."`
	Diff    taxonomyDiffCmd    `cmd:"" help:"Show what an overlay changes: names, edges, and scores."`
}

// taxonomy is the one of the flag --overlay, nil without it. A broken overlay is refused, with its lines.
func (e *env) taxonomy() *taxonomy.Taxonomy {
	if e.overlay == "" {
		return nil
	}
	t, err := readOverlay(e.overlay)
	if err != nil {
		fmt.Fprintf(e.Err, "tenon: %v\ntenon: the overlay %s is refused; the shipped taxonomy stays in force\n", err, e.overlay)
		return nil
	}
	return t
}

// maxOverlay bounds the size of an overlay in bytes.
const maxOverlay = 16 << 20

func readOverlay(path string) (*taxonomy.Taxonomy, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("overlay: %w: %v", profiles.ErrNotFound, err)
	}
	b, err := io.ReadAll(io.LimitReader(f, maxOverlay+1))
	if err = errors.Join(err, f.Close()); err != nil {
		return nil, fmt.Errorf("overlay: %w", err)
	}
	if len(b) > maxOverlay {
		return nil, fmt.Errorf("overlay: %w: %s is larger than %d MB", profiles.ErrInvalid, path, maxOverlay>>20)
	}
	return taxonomy.With(taxonomy.File{Name: filepath.Base(path), Content: string(b)})
}

type taxonomyCheckCmd struct {
	File string `arg:"" help:"The overlay."`
	JSON bool   `name:"json" help:"Print JSON."`
}

func (c *taxonomyCheckCmd) Run(e *env) error {
	t, err := readOverlay(c.File)
	if errors.Is(err, profiles.ErrNotFound) {
		return err
	}
	faults := []string{}
	if err != nil {
		faults = strings.Split(strings.TrimPrefix(err.Error(), "load taxonomy: "), "\n")
	}
	if c.JSON {
		out := map[string]any{"file": c.File, "faults": faults}
		if t != nil {
			out["taxonomy"], out["concepts"] = t.Version(), t.Len()
		}
		err = errors.Join(e.json(out))
	} else {
		err = c.print(e, t, faults)
	}
	if err == nil && len(faults) > 0 {
		err = errRejected
	}
	return err
}

func (c *taxonomyCheckCmd) print(e *env, t *taxonomy.Taxonomy, faults []string) error {
	st := newStyle(e.Out)
	for _, f := range faults {
		fmt.Fprintf(e.Out, "%s %s\n", st.bad.Render("✗"), strings.TrimPrefix(f, profiles.ErrInvalid.Error()+": "))
	}
	if len(faults) > 0 {
		_, err := fmt.Fprintf(e.Out, "%s has %d faults; the shipped taxonomy stays in force\n", c.File, len(faults))
		return err
	}
	_, err := fmt.Fprintf(e.Out, "%s %s is sound: with it the taxonomy is %s, %d concepts\n", st.good.Render("✓"), c.File, t.Version(), t.Len())
	return err
}

type taxonomyShowCmd struct {
	Name []string `arg:"" help:"A name or an id, as k8s or skill/kubernetes."`
	Kind string   `enum:"skill,cert,title,family,degree,language,industry,value,any" default:"any" help:"What kind of thing."`
	Top  int      `default:"20" help:"How many edges of each direction."`
	JSON bool     `name:"json" help:"Print JSON."`
}

type taxonomySuggestCmd struct {
	Text []string `arg:"" help:"The beginning of a name."`
	Kind string   `enum:"skill,cert,title,family,degree,language,industry,value" default:"skill" help:"What kind of thing."`
	Top  int      `default:"10" help:"How many."`
	JSON bool     `name:"json" help:"Print JSON."`
}

func (c *taxonomySuggestCmd) Run(e *env) error {
	t := e.vocabulary()
	type suggestion struct {
		ID    string `json:"id"`
		Label string `json:"label"`
	}
	out := []suggestion{}
	for k := taxonomy.Skill; k <= taxonomy.Value; k++ {
		if k.String() != c.Kind {
			continue
		}
		for _, n := range t.Suggest(k, strings.Join(c.Text, " "), c.Top) {
			out = append(out, suggestion{t.Concept(n).ID, t.Concept(n).Label})
		}
	}
	if c.JSON {
		return e.json(out)
	}
	w := tabwriter.NewWriter(e.Out, 0, 0, 2, ' ', 0)
	for _, s := range out {
		fmt.Fprintf(w, "%s\t%s\n", s.Label, s.ID)
	}
	return w.Flush()
}

// shown is a concept as show prints it.
type shown struct {
	ID      string          `json:"id"`
	Kind    string          `json:"kind"`
	Label   string          `json:"label"`
	Type    string          `json:"type,omitempty"`
	Groups  []string        `json:"groups,omitempty"`
	Names   []string        `json:"names"`
	Issuer  string          `json:"issuer,omitempty"`
	Family  string          `json:"family,omitempty"`
	Skills  []string        `json:"skills,omitempty"`
	StandIn []taxonomy.Edge `json:"standIn"`   // what stands for it
	Stands  []taxonomy.Edge `json:"standsFor"` // what it stands for
}

func (c *taxonomyShowCmd) Run(e *env) error {
	t := e.vocabulary()
	name := strings.Join(c.Name, " ")
	n, ok := c.find(t, name)
	if !ok {
		return fmt.Errorf("%w: no concept is called %q%s", profiles.ErrNotFound, name, c.didYouMean(t, name))
	}
	s, err := describe(t, n)
	if err != nil {
		return err
	}
	if c.JSON {
		return e.json(s)
	}
	return s.print(e, t, c.Top)
}

func (c *taxonomyShowCmd) kinds() []taxonomy.Kind {
	all := []taxonomy.Kind{}
	for k := taxonomy.Skill; k <= taxonomy.Value; k++ {
		if c.Kind == "any" || c.Kind == k.String() {
			all = append(all, k)
		}
	}
	return all
}

func (c *taxonomyShowCmd) find(t *taxonomy.Taxonomy, name string) (taxonomy.No, bool) {
	if n, ok := t.ByID(name); ok {
		return n, true
	}
	for _, k := range c.kinds() {
		if n, ok := t.Named(k, name); ok {
			return n, true
		}
	}
	for _, k := range c.kinds() {
		if n, ok := t.Resolve(k, name); ok {
			return n, true
		}
	}
	return 0, false
}

func (c *taxonomyShowCmd) didYouMean(t *taxonomy.Taxonomy, name string) string {
	var labels []string
	for _, k := range c.kinds() {
		for _, n := range t.Suggest(k, name, 5) {
			labels = append(labels, t.Concept(n).Label)
		}
	}
	if len(labels) == 0 {
		return ""
	}
	return ": did you mean " + strings.Join(labels[:min(5, len(labels))], ", ") + "?"
}

func describe(t *taxonomy.Taxonomy, n taxonomy.No) (*shown, error) {
	x := t.Concept(n)
	s := &shown{ID: x.ID, Kind: x.Kind.String(), Label: x.Label, Type: x.Type, Groups: x.Groups.Names()}
	var err error
	if s.Names, err = t.Names(n); err != nil {
		return nil, err
	}
	if x.Cert != nil {
		s.Issuer = x.Cert.Issuer
		for _, k := range x.Cert.Skills {
			s.Skills = append(s.Skills, t.Concept(k).Label)
		}
	}
	if x.Family != 0 {
		s.Family = t.Concept(x.Family).Label
	}
	for _, k := range x.Skills {
		s.Skills = append(s.Skills, t.Concept(k).Label)
	}
	for other := taxonomy.No(1); int(other) <= t.Len(); other++ {
		if t.Concept(other).Kind != x.Kind || other == n {
			continue
		}
		if edge, ok := t.Similarity(n, other); ok {
			s.StandIn = append(s.StandIn, edge)
		}
		if edge, ok := t.Similarity(other, n); ok {
			s.Stands = append(s.Stands, edge)
		}
	}
	return s, nil
}

// shownNames is how many names a person gets; --json has all.
const shownNames = 12

func (s *shown) print(e *env, t *taxonomy.Taxonomy, top int) error {
	st := newStyle(e.Out)
	fmt.Fprintf(e.Out, "%s  %s  %s\n", st.bold.Render(s.Label), st.dim.Render(s.ID), strings.Join(append([]string{s.Kind, s.Type}, s.Groups...), " "))
	for _, row := range []struct {
		head string
		what []string
	}{{"also", s.Names}, {"issuer", []string{s.Issuer}}, {"family", []string{s.Family}}, {"skills", s.Skills}} {
		if text := strings.Join(row.what[:min(len(row.what), shownNames)], ", "); text != "" {
			if more := len(row.what) - shownNames; more > 0 {
				text += fmt.Sprintf(" … and %d more", more)
			}
			fmt.Fprintf(e.Out, "  %-7s %s\n", row.head, text)
		}
	}
	w := tabwriter.NewWriter(e.Out, 0, 0, 2, ' ', 0)
	edges(w, t, "Who has one of these has it in part", s.StandIn, top, func(x taxonomy.Edge) string { return x.From })
	edges(w, t, "Who has it has these in part", s.Stands, top, func(x taxonomy.Edge) string { return x.To })
	return w.Flush()
}

func edges(w io.Writer, t *taxonomy.Taxonomy, head string, es []taxonomy.Edge, top int, other func(taxonomy.Edge) string) {
	if len(es) == 0 {
		return
	}
	sortEdges(es)
	fmt.Fprintf(w, "\n%s\n", head)
	for i, x := range es {
		if i == top {
			fmt.Fprintf(w, "  … and %d more\n", len(es)-top)
			return
		}
		n, _ := t.ByID(other(x))
		fmt.Fprintf(w, "  %3d %%\t%s\t%s\t%s\n", x.Sim, x.Kind, t.Concept(n).Label, x.Source)
	}
}

// records are those that a comparison of taxonomies scores: of a data directory, or the sample.
type records struct {
	roles      []*profiles.Role
	candidates []*profiles.Candidate
}

func (r *records) add(ctx context.Context, from interface {
	Roles(context.Context, func(profiles.Key, *profiles.Role) error) error
	Candidates(context.Context, func(profiles.Key, *profiles.Candidate) error) error
}, most int) error {
	full := errors.New("enough")
	err := from.Roles(ctx, func(_ profiles.Key, x *profiles.Role) error {
		r.roles = append(r.roles, x)
		if len(r.roles) == most {
			return full
		}
		return nil
	})
	if err == nil || errors.Is(err, full) {
		err = from.Candidates(ctx, func(_ profiles.Key, x *profiles.Candidate) error {
			r.candidates = append(r.candidates, x)
			if len(r.candidates) == most {
				return full
			}
			return nil
		})
	}
	if errors.Is(err, full) {
		return nil
	}
	return err
}
