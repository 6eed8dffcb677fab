package command

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"tenon/cmd/tenon/app"
	"tenon/engine"
	"tenon/engine/phrase"
	"tenon/profiles"
)

type gapsCmd struct {
	Data      string   `required:"" placeholder:"DIR" help:"Data directory."`
	Candidate string   `required:"" placeholder:"ID" help:"The candidate."`
	Top       int      `default:"10" help:"How many single skills are listed."`
	Skills    int      `default:"3" help:"How many skills are combined at most, 1 to 3."`
	Level     uint8    `default:"3" help:"At which level a skill counts as learned, 1 to 5."`
	Aim       string   `placeholder:"AIM" enum:",top,threshold" default:"" help:"top: be among the best of the role's kept list; threshold: score that much. Default: top where lists are kept."`
	Best      int      `default:"20" help:"Among how many of the kept list."`
	Threshold float64  `default:"70" help:"The overall score, 0 to 100, at which a role fits."`
	Policy    string   `placeholder:"NAME" help:"skills-first (default), balanced or degree-first."`
	Weight    []string `placeholder:"CATEGORY=N" help:"Give a category exactly N points of 100."`
	Lambda    int      `default:"30" help:"How much what the candidate wants counts, 0 to 100."`
	Strict    bool     `help:"Let an unknown fact fail a condition."`
	AsOf      string   `placeholder:"YYYY-MM" help:"Judge at this month; default: this month."`
	telling   `embed:""`
	JSON      bool `name:"json" help:"Print JSON."`
}

func (c *gapsCmd) Run(e *env) (err error) {
	q, err := c.request(e)
	if err != nil {
		return err
	}
	now, err := e.asOf("")
	if err != nil {
		return err
	}
	if c.Aim != engine.AimThreshold {
		if q.Bars, err = e.bars(c.Data, c.Best); err != nil {
			return err
		}
	}
	a, err := e.open(c.Data, now)
	if err != nil {
		return err
	}
	defer closing(&err, a)
	out, err := a.Engine.Gaps(e.ctx, *q)
	if err != nil {
		return err
	}
	if c.JSON {
		return e.json(out)
	}
	newPrinter(e.Out).gaps(out, c.For)
	return nil
}

func (c *gapsCmd) request(e *env) (*engine.GapsRequest, error) {
	q := &engine.GapsRequest{Level: c.Level, Skills: c.Skills, Aim: c.Aim}
	var err error
	if q.Threshold, err = threshold(c.Threshold); err != nil {
		return nil, err
	}
	q.Candidate, q.Top, q.Policy, q.Lambda, q.Strict = c.Candidate, c.Top, c.Policy, c.Lambda, c.Strict
	if q.Weights, err = weights(c.Weight); err != nil {
		return nil, err
	}
	if c.AsOf != "" {
		q.AsOf, err = e.asOf(c.AsOf)
	}
	return q, err
}

// threshold reads 0–100 as 0–1,000,000.
func threshold(v float64) (int32, error) {
	if !(v > 0 && v <= 100) {
		return 0, fmt.Errorf("%w: --threshold %v: want more than 0, up to 100", errUsage, v)
	}
	return int32(v*10000 + 0.5), nil
}

// bars reads what it takes to be among the best from the kept lists; nil where there are none.
func (e *env) bars(dir string, best int) (*engine.Bars, error) {
	if _, err := os.Stat(filepath.Join(dir, app.KeptFile)); err != nil {
		return nil, nil
	}
	k, err := app.OpenKept(dir)
	if err != nil {
		return nil, err
	}
	b, err := k.Bars(e.ctx, best)
	err = errors.Join(err, k.Close())
	if errors.Is(err, profiles.ErrNotFound) {
		return nil, nil
	}
	return b, err
}

// gaps prints what to learn.
func (p *printer) gaps(a *engine.Gaps, to string) {
	fmt.Fprintf(p.w, "%s %s\n", p.st.bold.Render("What to learn next: candidate"), a.Candidate)
	aim := "score " + score(a.Threshold) + " or more"
	if a.Aim == engine.AimTop {
		aim = fmt.Sprintf("are among the best %d of the role's kept list", a.Top)
	}
	fmt.Fprintf(p.w, "  %s: %s fit already (%s), %s closed by conditions, %s past their last day\n\n", phrase.Count(a.Roles, "open role"), thousands(int64(a.Reached)), aim,
		thousands(int64(a.Vetoed)), thousands(int64(a.Closed)))
	if len(a.Singles) > 0 {
		p.singles(a)
		p.gapSets(a)
	}
	fmt.Fprintln(p.w, p.st.dim.Render(fmt.Sprintf("exact over all open roles; a learned skill counts at level %d, strength %d; %s · as of %s · λ %d · seq %d", a.Level, a.Strength, a.Policy, a.AsOf, a.Lambda, a.Seq)))
	for _, n := range a.Notices {
		fmt.Fprintf(p.w, "%s %s\n", p.st.fair.Render("note"), n)
	}
	fmt.Fprintln(p.w)
	p.told(&a.Told, to)
}

func (p *printer) singles(a *engine.Gaps) {
	fmt.Fprintf(p.w, "%s\n", p.st.dim.Render(fmt.Sprintf("  %-30s %6s %s %13s  %-34s %s", "one skill", "roles", cut("", 10), "median USD", "how far", "proved by")))
	most := max(1, int32(a.Singles[0].Lifts))
	for _, x := range a.Singles {
		far := "nothing near"
		if x.Nearest != nil {
			far = near(x.Nearest)
		}
		proof := p.st.dim.Render("–")
		if len(x.Proofs) > 0 {
			proof = proofs(x.Proofs[:1])
			if n := len(x.Proofs) - 1; n > 0 {
				proof += fmt.Sprintf(" and %d more", n)
			}
		}
		fmt.Fprintf(p.w, "  %s %6s %s %13s  %s %s\n", cut(x.Skill, 30), "+"+thousands(int64(x.Lifts)), p.st.good.Render(bar(int32(x.Lifts), most, 10)), posted(&x.Pay), cut(far, 34), proof)
	}
	fmt.Fprintln(p.w)
}

// posted shows a median pay, and why there is none.
func posted(p *engine.PostedPay) string {
	switch {
	case p.Stated > 0:
		return thousands(p.MedianUSD)
	case p.NoRate > 0:
		return "no rate"
	case p.NoPay > 0:
		return "not stated"
	}
	return "–"
}

func (p *printer) gapSets(a *engine.Gaps) {
	fmt.Fprintf(p.w, "%s\n", p.st.dim.Render(fmt.Sprintf("  %-62s %6s %13s", "together", "roles", "median USD")))
	for _, s := range a.Sets {
		fmt.Fprintf(p.w, "  %s %6s %13s\n", cut(strings.Join(s.Skills, " + "), 62), "+"+thousands(int64(s.Lifts)), posted(&s.Pay))
		for _, r := range s.Roles[:min(3, len(s.Roles))] {
			fmt.Fprintf(p.w, "      %s\n", p.st.dim.Render(fmt.Sprintf("%s → %s  %s %s", score(r.Was), score(r.Now), cut(r.ID, 14), r.Title)))
		}
	}
	fmt.Fprintln(p.w)
}
