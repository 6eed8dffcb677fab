package command

import (
	"fmt"
	"strings"

	"tenon/engine"
)

type whatifCmd struct {
	Data           string   `required:"" placeholder:"DIR" help:"Data directory."`
	Role           string   `xor:"side" required:"" placeholder:"ID" help:"Candidates for this role."`
	Candidate      string   `xor:"side" required:"" placeholder:"ID" help:"Roles for this candidate."`
	Policy         string   `placeholder:"NAME" help:"Under this policy: skills-first, balanced or degree-first."`
	Weight         []string `placeholder:"CATEGORY=N" help:"With exactly N points of 100 for a category."`
	Suggested      bool     `help:"With the weights that the role's own text and requirements suggest."`
	Lambda         *int     `placeholder:"N" help:"With this much for what the candidate wants, 0 to 100."`
	Drop           []string `sep:"none" placeholder:"KIND[:NAME]" help:"Without what the role asks for, as degree or skill:Python."`
	Soften         []string `sep:"none" placeholder:"KIND[:NAME]" help:"With it one step less necessary, and no condition."`
	AddSkill       []string `sep:"none" placeholder:"NAME[:LEVEL]" help:"With a skill that the candidate learns, or that the role asks for besides."`
	AddCertificate []string `sep:"none" placeholder:"NAME" help:"With a certificate, likewise."`
	Top            int      `default:"10" help:"How many results."`
	Sort           string   `default:"overall" enum:"overall,forward,reverse" help:"overall, forward or reverse."`
	Where          string   `placeholder:"EXPR" help:"Consider only those, as in rank."`
	Gate           []string `placeholder:"KIND[:NAME]" help:"Make what the role asks for a condition."`
	Strict         bool     `help:"Let an unknown fact fail a condition."`
	AsOf           string   `placeholder:"YYYY-MM" help:"Judge at this month; default: this month."`
	Shakes         int      `default:"200" help:"By how many changes of the weights the order is tried, 0 for none."`
	Seed           uint64   `default:"1" help:"From which these are drawn."`
	For            string   `placeholder:"SIDE" enum:",candidate,employer" default:"" help:"Tell it to the candidate or to the employer; default: whoever the ranking is for."`
	JSON           bool     `name:"json" help:"Print JSON."`
}

func (c *whatifCmd) Run(e *env) (err error) {
	q, err := c.request(e)
	if err != nil {
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
	out, err := a.Engine.WhatIf(e.ctx, *q)
	if err != nil {
		return err
	}
	if c.JSON {
		return e.json(out)
	}
	newPrinter(e.Out).whatif(out, side(c.For, c.Role != ""))
	return nil
}

// side is to whom an answer is told: as asked, else to whom it is about.
func side(asked string, role bool) string {
	switch {
	case asked != "":
		return asked
	case role:
		return engine.ForEmployer
	}
	return engine.ForCandidate
}

func (c *whatifCmd) request(e *env) (*engine.WhatIfRequest, error) {
	q := &engine.WhatIfRequest{Shakes: c.Shakes, Seed: c.Seed, Change: engine.Change{Policy: c.Policy, Suggested: c.Suggested, Lambda: c.Lambda,
		Drop: c.Drop, Soften: c.Soften, AddSkills: c.AddSkill, AddCertificates: c.AddCertificate}}
	q.Role, q.Candidate, q.Top, q.Lambda, q.Sort = c.Role, c.Candidate, c.Top, engine.DefaultLambda, engine.Sort(c.Sort)
	q.Where, q.Gates, q.Strict = c.Where, c.Gate, c.Strict
	if c.AsOf != "" {
		m, err := e.asOf(c.AsOf)
		if err != nil {
			return nil, err
		}
		q.AsOf = m
	}
	var err error
	q.Change.Weights, err = weights(c.Weight)
	return q, err
}

// whatif prints the new order with what it was.
func (p *printer) whatif(a *engine.WhatIf, to string) {
	if a.Role != "" {
		fmt.Fprintf(p.w, "%s %s\n", p.st.bold.Render("What if: candidates for role"), a.Role)
	} else {
		fmt.Fprintf(p.w, "%s %s\n", p.st.bold.Render("What if: roles for candidate"), a.Candidate)
	}
	if len(a.Changes) == 0 {
		fmt.Fprintf(p.w, "  %s\n", p.st.dim.Render("nothing is changed"))
	}
	for _, c := range a.Changes {
		fmt.Fprintf(p.w, "  %s\n", c)
	}
	fmt.Fprintf(p.w, "\n%s\n", p.st.dim.Render(fmt.Sprintf("%4s  %-7s  %7s  %s  %7s  %7s  %6s  %s", "", "before", "overall", strings.Repeat(" ", barCells), "was", "", stays(a), "id")))
	for i := range a.Results {
		p.shift(&a.Results[i], a.Stability)
	}
	if len(a.Left) > 0 {
		fmt.Fprintf(p.w, "%s\n", p.st.dim.Render("no longer among them"))
		for i := range a.Left {
			p.shift(&a.Left[i], nil)
		}
	}
	fmt.Fprintln(p.w, p.st.dim.Render(fmt.Sprintf("exact over all %d; vetoed %d, before %d; %s, λ %d", a.After.Total, a.After.Vetoed, a.Before.Vetoed, a.After.Policy, a.After.Lambda)))
	p.suggestion(a.Suggested)
	for _, n := range a.Notices {
		fmt.Fprintf(p.w, "%s %s\n", p.st.fair.Render("note"), n)
	}
	fmt.Fprintln(p.w)
	p.told(&a.Told, to)
}

func stays(a *engine.WhatIf) string {
	if a.Stability == nil {
		return ""
	}
	return "stays"
}

func (p *printer) shift(s *engine.Shift, st *engine.Stability) {
	steady := ""
	if st != nil {
		steady = fmt.Sprintf("%d %%", 100*s.Stays/st.Shakes)
	}
	p.line("%4s  %s  %s  %s  %7s  %7s  %6s  %s %s", place(s.Rank), p.move(s), p.st.bold.Render(fmt.Sprintf("%7s", score(s.Now.Overall))),
		p.st.good.Render(bar(s.Now.Overall, 1_000_000, barCells)), score(s.Was.Overall), gain(s.Now.Overall/100*100-s.Was.Overall/100*100), steady, cut(s.ID, 14), cut(s.Title, 44))
}

func place(rank int) string {
	if rank == 0 {
		return "–"
	}
	return fmt.Sprint(rank)
}

// move shows the rank before with an arrow.
func (p *printer) move(s *engine.Shift) string {
	switch {
	case s.Before == 0:
		return p.st.good.Render(cut("vetoed", 7))
	case s.Rank == 0:
		return p.st.bad.Render(cut(fmt.Sprintf("%d veto", s.Before), 7))
	case s.Before > s.Rank:
		return p.st.good.Render(cut(fmt.Sprintf("%d ▲%d", s.Before, s.Before-s.Rank), 7))
	case s.Before < s.Rank:
		return p.st.bad.Render(cut(fmt.Sprintf("%d ▼%d", s.Before, s.Rank-s.Before), 7))
	}
	return cut(fmt.Sprint(s.Before), 7)
}

// gain shows the change of a score as it is shown, with its sign; nothing where there is none.
func gain(v int32) string {
	switch {
	case v > 0:
		return "+" + score(v)
	case v < 0:
		return "−" + score(-v)
	}
	return ""
}

// suggestion shows the weights that a role suggests beside the preset's.
func (p *printer) suggestion(s *engine.Suggestion) {
	if s == nil || len(s.Why) == 0 {
		return
	}
	fmt.Fprintf(p.w, "\n%s\n", p.st.bold.Render("Weights that the role suggests (--suggested)"))
	for _, w := range s.Why {
		fmt.Fprintf(p.w, "  %s\n", w)
	}
}
