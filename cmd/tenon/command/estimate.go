package command

import (
	"fmt"
	"strings"

	"tenon/engine"
	"tenon/engine/pay"
	"tenon/profiles"
)

type estimateCmd struct {
	Data      string `required:"" placeholder:"DIR" help:"Data directory: its roles with pay count, beside the shipped survey."`
	Role      string `xor:"of" placeholder:"ID" help:"Of a stored role."`
	Candidate string `xor:"of" placeholder:"ID" help:"Of a stored candidate."`
	File      string `xor:"of" placeholder:"F" help:"Of the first record of a file."`
	Title     string `placeholder:"T" help:"Title, as 'Senior MLOps Engineer'."`
	Level     string `placeholder:"L" help:"intern, junior, mid, senior, staff, principal, lead or director."`
	Place     string `placeholder:"P" help:"A city or a country."`
	Mode      string `placeholder:"M" help:"remote, hybrid or on-site."`
	Size      string `placeholder:"S" help:"Size of the employer: S, M or L."`
	Currency  string `placeholder:"CUR" help:"Currency of the answer; default: that of the record, else of the country."`
	Period    string `default:"year" help:"year, month, week, day or hour."`
	telling   `embed:""`
	JSON      bool `name:"json" help:"Print JSON."`
}

func (c *estimateCmd) Run(e *env) (err error) {
	q, err := c.question()
	if err != nil {
		return err
	}
	asOf, err := e.asOf("")
	if err != nil {
		return err
	}
	a, err := e.open(c.Data, asOf)
	if err != nil {
		return err
	}
	defer closing(&err, a)
	if c.File != "" {
		var r engine.Request
		if err := e.inline(a.Reference, c.File, asOf, &r, 0); err != nil {
			return err
		}
		q.RoleRecord, q.CandidateRecord = r.RoleRecord, r.CandidateRecord
	}
	estimator := pay.Estimator{Engine: a.Engine}
	x, err := estimator.Estimate(e.ctx, q)
	if err != nil {
		return err
	}
	if c.JSON {
		return e.json(x)
	}
	newPrinter(e.Out).estimate(x, c.For)
	return nil
}

func (c *estimateCmd) question() (pay.Question, error) {
	q := pay.Question{Role: c.Role, Candidate: c.Candidate, Title: c.Title, Place: c.Place, Size: strings.ToUpper(c.Size), Currency: c.Currency}
	for _, f := range []struct {
		flag, text string
		read       func([]byte) error
	}{{"level", c.Level, q.Level.UnmarshalText}, {"mode", c.Mode, q.Mode.UnmarshalText}, {"period", c.Period, q.Period.UnmarshalText}} {
		if err := f.read([]byte(strings.ToLower(f.text))); err != nil {
			return q, fmt.Errorf("--%s: %w", f.flag, err)
		}
	}
	if c.Role+c.Candidate+c.File+c.Title+c.Level+c.Place == "" {
		return q, fmt.Errorf("%w: want --role, --candidate, --file, or --title, --level, --place", errUsage)
	}
	return q, nil
}

// estimate prints an estimate with its evidence.
func (p *printer) estimate(x *pay.Estimate, to string) {
	var of []string
	for _, s := range []string{x.Role, x.Candidate, x.Of.Title, x.Of.Level.String(), strings.TrimPrefix(x.Of.City+", "+x.Of.Country, ", "), x.Of.Mode.String()} {
		if s = strings.TrimSuffix(s, ", "); s != "" {
			of = append(of, s)
		}
	}
	fmt.Fprintf(p.w, "%s  %s\n", p.st.bold.Render("Pay"), strings.Join(of, " · "))
	for _, s := range x.Of.Assumed {
		fmt.Fprintf(p.w, "%s %s\n", p.st.dim.Render("assumed"), s)
	}
	for _, s := range x.Notices {
		fmt.Fprintf(p.w, "%s %s\n", p.st.fair.Render("note"), s)
	}
	fmt.Fprintf(p.w, "\n%s %s %s %s %s\n", cut("", 12), p.st.dim.Render(fmt.Sprintf("%12s", "median")), p.st.dim.Render(cut("  half of them", 24)), p.st.dim.Render(cut("four of five", 24)), p.st.dim.Render(x.Unit()))
	most := x.Base.High80
	if x.Total != nil {
		most = max(most, x.Total.High80)
	}
	if x.Stated != nil {
		most = max(most, x.Stated.Max)
	}
	p.payRange("base", &x.Base, x.Period, most)
	if t := x.Total; t != nil {
		p.payRange("total", &t.Range, x.Period, most)
		from := "as the role states"
		if t.Roles > 0 {
			from = fmt.Sprintf("as %d comparable roles state", t.Roles)
		}
		fmt.Fprintln(p.w, p.st.dim.Render(fmt.Sprintf("%s with a bonus of %s, %s", cut("", 12), pay.Bonus(t.BonusLow, t.BonusHigh), from)))
	}
	if s := x.Stated; s != nil {
		text := pay.Amount(s.Min, x.Period)
		if s.Max > s.Min {
			text += " – " + pay.Amount(s.Max, x.Period)
		}
		fmt.Fprintf(p.w, "%s %s  %s\n", cut("stated", 12), cut(text, 37), fmt.Sprintf("more than %d of 100 such are paid", s.Percentile))
		if s.Beside != "" {
			fmt.Fprintf(p.w, "%s %s\n", cut("", 12), p.st.dim.Render("beside it: "+s.Beside))
		}
	}
	p.payEvidence(x)
	fmt.Fprintln(p.w)
	p.told(&x.Told, to)
	fmt.Fprintln(p.w, p.st.dim.Render(fmt.Sprintf("fitted over %s records, %s of them stored roles · %s\n%s · rates %s · as of %s · seq %d", thousands(int64(x.Evidence.All)), thousands(int64(x.Evidence.AllOwn)), x.Evidence.Source,
		x.Taxonomy, x.Rates, x.AsOf, x.Seq)))
}

func (p *printer) payRange(name string, r *pay.Range, per profiles.Period, most int64) {
	span := func(low, high int64) string { return cut(pay.Amount(low, per)+" – "+pay.Amount(high, per), 24) }
	fmt.Fprintf(p.w, "%s %s   %s %s %s\n", cut(name, 12), p.st.bold.Render(fmt.Sprintf("%12s", pay.Amount(r.Median, per))), span(r.Low50, r.High50), span(r.Low80, r.High80), p.st.good.Render(box(r, most)))
}

// box draws the ranges from 0 to most: thin the one of four of five, thick that of half, a mark at the median.
func box(r *pay.Range, most int64) string {
	at := func(v int64) int { return int(v * (boxCells - 1) / max(most, 1)) }
	cells := []rune(strings.Repeat(" ", boxCells))
	for i := at(r.Low80); i <= at(r.High80); i++ {
		cells[i] = '─'
	}
	for i := at(r.Low50); i <= at(r.High50); i++ {
		cells[i] = '━'
	}
	cells[at(r.Median)] = '●'
	return string(cells)
}

const boxCells = 40

func (p *printer) payEvidence(x *pay.Estimate) {
	v := &x.Evidence
	fmt.Fprintf(p.w, "\n%s  %s comparable records: %s of the survey, %s stored roles\n", p.st.bold.Render("Evidence"), thousands(int64(v.Records)), thousands(int64(v.Survey)), thousands(int64(v.Own)))
	for _, s := range v.Steps {
		line := fmt.Sprintf("  %7s  %s", thousands(int64(s.Records)), s.What)
		if s.Used {
			line = p.st.bold.Render(line) + p.st.good.Render("  ← comparable")
		} else {
			line = p.st.dim.Render(line)
		}
		fmt.Fprintln(p.w, line)
	}
	if v.Paid != nil {
		fmt.Fprintf(p.w, "%s\n", p.st.dim.Render(fmt.Sprintf("  as they are: median %s, half %s – %s", pay.Amount(v.Paid.Median, x.Period), pay.Amount(v.Paid.Low50, x.Period), pay.Amount(v.Paid.High50, x.Period))))
	}
	for _, r := range v.Roles {
		fmt.Fprintf(p.w, "  %s %s %s %s – %s\n", cut(r.ID, 14), cut(r.Title, 30), cut(r.Place, 18), pay.Amount(r.Min, x.Period), pay.Amount(r.Max, x.Period))
	}
}
