package command

import (
	"fmt"
	"strconv"
	"strings"

	"tenon/cmd/tenon/app"
	"tenon/engine"
	"tenon/profiles"
	"tenon/profiles/format"
	"tenon/profiles/intake"
)

// weighing are the flags that say how a score is made.
type weighing struct {
	Policy string   `placeholder:"NAME" help:"skills-first (default), balanced or degree-first."`
	Weight []string `placeholder:"CATEGORY=N" help:"Give a category exactly N points of 100; the others share the rest."`
	Lambda int      `default:"30" help:"How much what the candidate wants counts, 0 to 100."`
	Gate   []string `placeholder:"KIND[:NAME]" help:"Make what the role asks for a condition, as degree or skill:Python."`
	AsOf   string   `placeholder:"YYYY-MM" help:"Judge at this month; default: this month."`
	JSON   bool     `name:"json" help:"Print JSON."`
}

type rankCmd struct {
	Data      string `required:"" placeholder:"DIR" help:"Data directory."`
	Role      string `xor:"side" required:"" placeholder:"ID" help:"Rank candidates for this role."`
	Candidate string `xor:"side" required:"" placeholder:"ID" help:"Rank roles for this candidate."`
	File      string `xor:"side" required:"" placeholder:"F" help:"Rank for the first record of a file."`
	Top       int    `default:"10" help:"How many results."`
	Sort      string `default:"overall" help:"overall, forward, reverse, musts or relevance."`
	Where     string `placeholder:"EXPR" help:"Consider only those, as 'city within 50km of Berlin and years >= 3'."`
	Query     string `placeholder:"TEXT" help:"Consider only those whose text has these words."`
	Strict    bool   `help:"Let an unknown fact fail a condition."`
	Vetoed    bool   `help:"List the vetoed, with the score that they would have."`
	weighing  `embed:""`
}

func (c *rankCmd) Run(e *env) (err error) {
	q, asOf, err := c.request(e)
	if err != nil {
		return err
	}
	q.Role, q.Candidate, q.Top, q.Sort, q.Where, q.Query = c.Role, c.Candidate, c.Top, engine.Sort(c.Sort), c.Where, c.Query
	q.Strict, q.Vetoed = c.Strict, c.Vetoed
	now, err := e.asOf("")
	if err != nil {
		return err
	}
	a, err := e.open(c.Data, now)
	if err != nil {
		return err
	}
	defer closing(&err, a)
	if c.File != "" {
		if err := e.inline(a.Reference, c.File, asOf, &q, 0); err != nil {
			return err
		}
	}
	r, err := a.Engine.Rank(e.ctx, q)
	if err != nil {
		return err
	}
	if c.JSON {
		return e.json(r)
	}
	newPrinter(e.Out).ranking(r)
	return nil
}

// request reads the flags of weighing.
func (w *weighing) request(e *env) (engine.Request, profiles.Month, error) {
	q := engine.Request{Policy: w.Policy, Lambda: w.Lambda, Gates: w.Gate}
	asOf, err := e.asOf(w.AsOf)
	if err != nil {
		return q, 0, err
	}
	if w.AsOf != "" {
		q.AsOf = asOf
	}
	if q.Weights, err = weights(w.Weight); err != nil {
		return q, 0, err
	}
	return q, asOf, nil
}

// weights reads pairs CATEGORY=N; nil of none.
func weights(flags []string) (map[string]int, error) {
	var out map[string]int
	for _, s := range flags {
		k, v, ok := strings.Cut(s, "=")
		n, err := strconv.Atoi(v)
		if !ok || err != nil {
			return nil, fmt.Errorf("%w: --weight %s: want CATEGORY=N, as degree=20", errUsage, s)
		}
		if out == nil {
			out = map[string]int{}
		}
		if _, twice := out[k]; twice {
			return nil, fmt.Errorf("%w: --weight %s is given twice", errUsage, k)
		}
		out[k] = n
	}
	return out, nil
}

// inline reads the first record of a file into a request, normalised as an import would. Kind 0 takes either.
func (e *env) inline(ref *app.Reference, file string, asOf profiles.Month, q *engine.Request, kind profiles.Kind) error {
	from, _, err := sources([]string{file}, e.In)
	if err != nil {
		return err
	}
	_, restore := frugal()
	defer restore()
	in := intake.New(nil, ref.Taxonomy, ref.Cities, ref.Rates)
	var doubt string
	rec, err := in.First(e.ctx, from[0], intake.Options{Now: asOf, Kind: kind, Seen: func(_ string, d format.Draft, _ error) {
		for _, n := range d.Notes {
			if n.Path == "kind" && d.Index == 0 {
				doubt = n.Msg
			}
		}
	}})
	if doubt != "" {
		fmt.Fprintf(e.Err, "tenon: %s: %s: are the two files the right way round?\n", file, doubt)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	if kind != 0 && rec.RecordKind() != kind {
		return fmt.Errorf("%w: %s holds a %s: want a %s", profiles.ErrInvalid, file, rec.RecordKind(), kind)
	}
	switch r := rec.(type) {
	case *profiles.Role:
		q.RoleRecord = r
	case *profiles.Candidate:
		q.CandidateRecord = r
	}
	return nil
}
