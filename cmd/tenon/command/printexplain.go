package command

import (
	"fmt"
	"strings"

	"charm.land/lipgloss/v2"

	"tenon/engine"
)

// explanation prints the lines that add up to the score of the only result.
func (p *printer) explanation(r *engine.Ranking) {
	x := &r.Results[0]
	fmt.Fprintf(p.w, "%s %s   %s %s\n\n", p.st.bold.Render("Role"), r.Role, p.st.bold.Render("Candidate"), x.ID)
	p.side("What the role asks for", x, engine.SideForward, x.Forward, x.NotAsked)
	if len(x.Of(engine.SideReverse)) > 0 {
		p.side("What the candidate wants", x, engine.SideReverse, x.Reverse, 0)
	}
	fmt.Fprintf(p.w, "%s  %s × %d %% + %s × %d %% = %s   (low %s, high %s, data on %d %%)\n", p.st.bold.Render("Overall"), percent(x.Forward), 100-x.Lambda,
		percent(x.Reverse), x.Lambda, p.st.bold.Render(score(x.Overall)), score(x.Low.Overall), score(x.High.Overall), x.Coverage.Overall)
	fmt.Fprintf(p.w, "Must-haves met: %d of %d\n", x.Musts.Met, x.Musts.Of)
	for _, f := range x.Flags {
		fmt.Fprintf(p.w, "%s %s\n", p.st.fair.Render("flag"), f)
	}
	for _, v := range x.Vetoes {
		fmt.Fprintf(p.w, "%s %s: %s\n", p.st.bad.Render("veto"), v.Gate, v.Reason)
	}
	for _, v := range x.Unverified {
		fmt.Fprintf(p.w, "%s %s: %s\n", p.st.fair.Render("unverified"), v.Gate, v.Reason)
	}
	p.world(r)
	for _, n := range r.Notices {
		fmt.Fprintf(p.w, "%s %s\n", p.st.fair.Render("note"), n)
	}
}

func (p *printer) side(title string, x *engine.Result, side string, total, notAsked int32) {
	fmt.Fprintf(p.w, "%s\n", p.st.bold.Render(title))
	category, sums := "", p.sums(x, side)
	for _, c := range x.Of(side) {
		if c.Category != category {
			category = c.Category
			fmt.Fprintf(p.w, " %s\n", p.st.dim.Render(strings.TrimRight(cut(category, 56)+sums[category], " ")))
		}
		st := p.st.state(c.State)
		fmt.Fprintf(p.w, "  %s %s %s %7s of %s  %s  %s\n", cut(c.Requirement, 38), cut(c.Necessity, 6), st.Render(bar(c.Points, max(c.Weight, 1), 10)),
			percent(c.Points), fmt.Sprintf("%-6s", percent(c.Weight)), st.Render(cut(c.State, 7)), because(&c))
	}
	if notAsked > 0 {
		fmt.Fprintf(p.w, "  %s %7s of %s  %s\n", cut("not asked for: nobody gets it", 56), "0.00", fmt.Sprintf("%-6s", percent(notAsked)), p.st.dim.Render("not_asked"))
	}
	fmt.Fprintf(p.w, "  %s %s\n\n", cut("sum", 56), p.st.bold.Render(fmt.Sprintf("%7s", percent(total))))
}

// because says in a few words what a line rests on.
func because(c *engine.Contribution) string {
	var out []string
	if c.Matched != "" && c.Matched != c.Requirement {
		out = append(out, c.Matched)
	}
	if c.Edge != nil {
		out = append(out, fmt.Sprintf("%s %d %% (%s)", c.Edge.Kind, c.Edge.Sim, c.Edge.Source))
	}
	if s := c.Strength; s != nil {
		out = append(out, fmt.Sprintf("strength %d of %d (L %d, E %d, R %d), %s", s.S, s.Target, s.L, s.E, s.R, s.From))
	}
	if c.Level != "" && c.Matched != c.Level {
		out = append(out, c.Level)
	}
	if c.Found != "" {
		out = append(out, c.Found)
	}
	if len(c.Assumed) > 0 {
		out = append(out, "assumed: "+strings.Join(c.Assumed, ", "))
	}
	return strings.Join(out, "; ")
}

// sums are the points and weights of the categories of a side that have several lines.
func (p *printer) sums(x *engine.Result, side string) map[string]string {
	out := map[string]string{}
	if x.Reasons == nil {
		return out
	}
	for _, b := range x.Tree {
		if b.Side == side && len(b.Lines) > 1 {
			out[b.Category] = fmt.Sprintf("%8s of %s", percent(b.Points), percent(b.Weight))
		}
	}
	return out
}

// reasons prints what an explanation says beside the score.
func (p *printer) reasons(x *engine.Result, to string) {
	fmt.Fprintln(p.w)
	p.lifts(x)
	p.questions(x)
	p.told(&x.Told, to)
}

// told prints what a side is told.
func (p *printer) told(t *engine.Told, to string) {
	fmt.Fprintf(p.w, "%s\n", p.st.bold.Render("In words, to the "+to))
	for _, s := range t.To(to) {
		for i, line := range wrapped(s, 108) {
			fmt.Fprintf(p.w, "  %s %s\n", [...]string{"·", " "}[min(i, 1)], line)
		}
	}
}

// wrapped breaks text into lines of at most n cells.
func wrapped(s string, n int) []string {
	return strings.Split(lipgloss.Wrap(s, n, ""), "\n")
}

// lifts prints what each thing that is missing would add.
func (p *printer) lifts(x *engine.Result) {
	if len(x.Missing) == 0 {
		return
	}
	fmt.Fprintf(p.w, "%s\n%s\n", p.st.bold.Render("What would add most"), p.st.dim.Render(fmt.Sprintf("  %-38s %-8s %s %8s  %8s   %s", "", "state", cut("", 10), "adds", "overall", "rank")))
	most := max(1, x.Missing[0].Adds.Overall)
	for _, l := range x.Missing {
		what := l.Requirement
		if l.Side == engine.SideReverse {
			what = "offer: " + what
		}
		st := p.st.state(l.State)
		fmt.Fprintf(p.w, "  %s %s %s %8s  %8s   %s\n", cut(what, 38), st.Render(cut(l.State, 8)), p.st.good.Render(bar(l.Adds.Overall, most, 10)),
			"+"+score(l.Adds.Overall), score(l.After.Overall), rankChange(l.RankBefore, l.Rank))
		if s := closest(&l); s != "" {
			fmt.Fprintf(p.w, "  %s\n", p.st.dim.Render("  "+s))
		}
	}
	fmt.Fprintln(p.w)
}

// rankChange writes a rank as it is and as it would be.
func rankChange(before, after *engine.Place) string {
	switch {
	case after == nil:
		return "–"
	case before == nil:
		return fmt.Sprintf("vetoed → %d of %d", after.Rank, after.Of)
	case before.Rank == after.Rank:
		return fmt.Sprintf("%d of %d", after.Rank, after.Of)
	}
	return fmt.Sprintf("%d → %d of %d", before.Rank, after.Rank, after.Of)
}

// closest says what somebody has that comes near to a skill, and what would prove it.
func closest(l *engine.Lift) string {
	var out []string
	if n := l.Nearest; n != nil {
		out = append(out, near(n))
	}
	if len(l.Proofs) > 0 {
		out = append(out, "proved by "+proofs(l.Proofs))
	}
	return strings.Join(out, "; ")
}

// near says how far what somebody has is from a skill.
func near(n *engine.Nearest) string {
	if len(n.Steps) == 0 {
		return fmt.Sprintf("has it at strength %d", n.Strength)
	}
	if len(n.Steps) == 1 {
		return fmt.Sprintf("has %s, %s at %d %%", n.Have, n.Steps[0].Kind, n.Sim)
	}
	return fmt.Sprintf("has %s, %d edges away", n.Have, len(n.Steps))
}

// proofs names up to two certificates.
func proofs(ps []engine.Proof) string {
	var out []string
	for _, x := range ps[:min(2, len(ps))] {
		out = append(out, x.Certificate)
	}
	if more := len(ps) - len(out); more > 0 {
		out = append(out, fmt.Sprintf("%d more", more))
	}
	return strings.Join(out, ", ")
}

// questions prints what to ask.
func (p *printer) questions(x *engine.Result) {
	if len(x.NoData) == 0 {
		return
	}
	fmt.Fprintf(p.w, "%s\n", p.st.bold.Render("What to ask"))
	for _, q := range x.NoData {
		why := "no data"
		if q.Assumed {
			why = "assumed"
		}
		fmt.Fprintf(p.w, "  %s %s %8s  %s\n", cut(q.Requirement, 38), p.st.dim.Render(cut(why, 8)), "≤ "+percent(q.Points), q.To+": "+q.Question)
	}
	fmt.Fprintln(p.w)
}
