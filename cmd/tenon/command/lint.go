package command

import (
	"fmt"
	"strings"

	"tenon/engine"
	"tenon/profiles"
)

type lintCmd struct {
	Data      string   `required:"" placeholder:"DIR" help:"Data directory with the pool of candidates."`
	Role      string   `xor:"role" required:"" placeholder:"ID" help:"The role."`
	File      string   `xor:"role" required:"" placeholder:"F" help:"The role of a file."`
	Threshold float64  `default:"70" help:"The overall score, 0 to 100, that candidates should reach."`
	Policy    string   `placeholder:"NAME" help:"skills-first (default), balanced or degree-first."`
	Weight    []string `placeholder:"CATEGORY=N" help:"Give a category exactly N points of 100."`
	Lambda    int      `default:"30" help:"How much what the candidate wants counts, 0 to 100."`
	Where     string   `placeholder:"EXPR" help:"Only these candidates are the pool, as in rank."`
	Strict    bool     `help:"Let an unknown fact fail a condition."`
	For       string   `default:"employer" enum:"candidate,employer" help:"Tell it to the candidate or to the employer."`
	JSON      bool     `name:"json" help:"Print JSON."`
}

func (c *lintCmd) Run(e *env) (err error) {
	q := engine.LintRequest{}
	if q.Threshold, err = threshold(c.Threshold); err != nil {
		return err
	}
	q.Role, q.Policy, q.Lambda, q.Where, q.Strict = c.Role, c.Policy, c.Lambda, c.Where, c.Strict
	if q.Weights, err = weights(c.Weight); err != nil {
		return err
	}
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
		if err := e.inline(a.Reference, c.File, now, &q.Request, profiles.KindRole); err != nil {
			return err
		}
	}
	out, err := a.Engine.Lint(e.ctx, q)
	if err != nil {
		return err
	}
	if c.JSON {
		return e.json(out)
	}
	newPrinter(e.Out).lint(out, c.For)
	return nil
}

// mostAdvice is how much advice is printed.
const mostAdvice = 8

// lint prints how the pool stands to a role's requirements.
func (p *printer) lint(a *engine.Linted, to string) {
	fmt.Fprintf(p.w, "%s %s  %s\n", p.st.bold.Render("Requirements of role"), a.Role, a.Title)
	fmt.Fprintf(p.w, "  %s candidates, and %s whom conditions keep out; %s score %s or more", thousands(int64(a.Pool)), thousands(int64(a.Vetoed)), thousands(int64(a.Above)), score(a.Threshold))
	if a.Musts > 0 {
		fmt.Fprintf(p.w, "; %s pass all %d must-haves", thousands(int64(a.AllMusts)), a.Musts)
	}
	fmt.Fprintf(p.w, "\n\n%s\n", p.st.dim.Render(fmt.Sprintf("  %-40s %-6s %6s  %-14s %7s %8s %7s %9s", "", "", "weight", "pass", "", "no data", "met", "fail only")))
	category := ""
	for i := range a.Requirements {
		if q := &a.Requirements[i]; q.Category != category {
			category = q.Category
			fmt.Fprintf(p.w, " %s\n", p.st.dim.Render(category))
		}
		p.askedOf(&a.Requirements[i], a.Pool)
	}
	fmt.Fprintln(p.w)
	p.advice(a)
	p.degreeCost(a.Degree)
	if len(a.Findings) > 0 {
		fmt.Fprintln(p.w, p.st.bold.Render("What is odd"))
	}
	for _, f := range a.Findings {
		for i, line := range wrapped(f.Says, 96) {
			kind := cut("", 13)
			if i == 0 {
				kind = p.finding(f.Kind)
			}
			fmt.Fprintf(p.w, "  %s %s\n", kind, line)
		}
	}
	if len(a.Findings) > 0 {
		fmt.Fprintln(p.w)
	}
	fmt.Fprintln(p.w, p.st.dim.Render(fmt.Sprintf("exact over all candidates; %s · as of %s · λ %d · seq %d", a.Policy, a.AsOf, a.Lambda, a.Seq)))
	for _, n := range a.Notices {
		fmt.Fprintf(p.w, "%s %s\n", p.st.fair.Render("note"), n)
	}
	fmt.Fprintln(p.w)
	p.told(&a.Told, to)
}

func (p *printer) askedOf(q *engine.Asked, pool int) {
	st, must := p.st.good, q.Necessity == profiles.Must.String()
	switch {
	case q.Share < 500 && must:
		st = p.st.bad
	case q.Share < 2000 && must:
		st = p.st.fair
	}
	name, alone := q.Requirement, ""
	if q.Gate {
		name += " (condition)"
	}
	if must {
		alone = thousands(int64(q.Alone))
	}
	p.line("  %s %s %6s  %s %6s%% %8s %7s %9s", cut(name, 40), cut(q.Necessity, 6), percent(q.Weight), st.Render(bar(int32(q.Pass), int32(max(1, pool)), 14)), percent(int32(q.Share)),
		thousands(int64(q.NoData)), thousands(int64(q.Met)), alone)
}

func (p *printer) advice(a *engine.Linted) {
	n, most := 0, int32(1)
	for _, x := range a.Advice {
		if x.Adds <= 0 || n == mostAdvice {
			break
		}
		if n == 0 {
			most = int32(x.Adds)
			fmt.Fprintln(p.w, p.st.dim.Render(fmt.Sprintf("  %-58s %10s %s", "what would bring more above the threshold", "", "candidates")))
		}
		what := x.Do + " " + x.Requirement
		if x.To != "" {
			what += " → " + x.To
		}
		fmt.Fprintf(p.w, "  %s %s %6s  %s\n", cut(what, 58), p.st.good.Render(bar(int32(x.Adds), most, 10)), "+"+thousands(int64(x.Adds)), p.st.dim.Render(fmt.Sprintf("%s in all", thousands(int64(x.Above)))))
		n++
	}
	if n > 0 {
		fmt.Fprintln(p.w)
	}
}

func (p *printer) degreeCost(d *engine.DegreeCost) {
	if d == nil {
		return
	}
	fmt.Fprintf(p.w, "%s\n", p.st.bold.Render("What the degree costs"))
	fmt.Fprintf(p.w, "  %s %s %s\n", cut(fmt.Sprintf("of the best %d by skills, without %s", d.Top, d.Degree), 58), p.st.bad.Render(bar(int32(d.Removes), int32(max(1, d.Top)), 10)), fmt.Sprintf("%6d", d.Removes))
	fmt.Fprintf(p.w, "  %s %10s %6d\n", cut("  of these with the experience that stands for it", 58), "", d.Replaces)
	fmt.Fprintf(p.w, "  %s %10s %6d\n", cut("  of these nothing is known of education", 58), "", d.Unknown)
	if len(d.IDs) > 0 {
		shown := d.IDs[:min(6, len(d.IDs))]
		more := ""
		if n := len(d.IDs) - len(shown); n > 0 {
			more = fmt.Sprintf(" and %d more", n)
		}
		fmt.Fprintf(p.w, "  %s\n", p.st.dim.Render(strings.Join(shown, ", ")+more))
	}
	fmt.Fprintln(p.w)
}

func (p *printer) finding(kind string) string {
	switch kind {
	case engine.FoundContradiction, engine.FoundUnmeetable:
		return p.st.bad.Render(cut(kind, 13))
	}
	return p.st.fair.Render(cut(kind, 13))
}
