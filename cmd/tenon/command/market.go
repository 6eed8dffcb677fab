package command

import (
	"fmt"
	"slices"
	"strings"

	"tenon/engine/market"
	"tenon/engine/phrase"
)

type marketCmd struct {
	Data     string   `required:"" placeholder:"DIR" help:"Data directory."`
	By       []string `placeholder:"TABLE" help:"Only these tables: month, family, level, city, country, employer, skill, mode, industry, engagement, pay, premium, supply."`
	Where    string   `placeholder:"EXPR" help:"Only these roles, as 'country = Germany and skill:Kubernetes'."`
	Months   int      `default:"24" help:"How many months are counted."`
	Top      int      `default:"10" help:"How many rows of a table."`
	Currency string   `default:"USD" help:"Currency of amounts."`
	AsOf     string   `placeholder:"YYYY-MM" help:"The last month that is counted; default: this month."`
	telling  `embed:""`
	JSON     bool `name:"json" help:"Print JSON."`
}

func (c *marketCmd) Run(e *env) (err error) {
	if c.Months < 1 || c.Top < 1 {
		return fmt.Errorf("%w: --months and --top want 1 or more", errUsage)
	}
	asOf, err := e.asOf(c.AsOf)
	if err != nil {
		return err
	}
	a, err := e.open(c.Data, asOf)
	if err != nil {
		return err
	}
	defer closing(&err, a)
	m := market.Market{Engine: a.Engine}
	x, err := m.Describe(e.ctx, market.Request{By: c.By, Where: c.Where, Months: c.Months, Top: c.Top, Currency: c.Currency})
	if err != nil {
		return err
	}
	if c.JSON {
		return e.json(x)
	}
	(&marketPrinter{newPrinter(e.Out), x}).print(c.For)
	return nil
}

// marketPrinter prints a description of the market for people.
type marketPrinter struct {
	*printer
	a *market.Answer
}

func (p *marketPrinter) print(to string) {
	c := &p.a.Roles
	fmt.Fprintf(p.w, "%s  %s posted %s to %s; pay of %s is known\n", p.st.bold.Render("Market"), phrase.Count(c.Counted, "role"), p.a.From, p.a.AsOf, thousands(int64(c.Paid)))
	for _, n := range p.a.Notices {
		fmt.Fprintf(p.w, "%s %s\n", p.st.fair.Render("note"), n)
	}
	p.months()
	for i := range p.a.Demand {
		p.demand(&p.a.Demand[i])
	}
	if p.a.Pay != nil {
		p.pay()
	}
	if p.a.Premium != nil {
		p.premium()
	}
	if p.a.Supply != nil {
		p.supply("Candidates for the skills in most demand", p.a.Supply.Rows)
		p.supply("The scarcest skills", p.a.Supply.Scarce)
	}
	fmt.Fprintln(p.w)
	p.told(&p.a.Told, to)
	out := fmt.Sprintf("%d older and %d later roles are left out, %d are filtered", c.Older, c.Later, c.Filtered)
	fmt.Fprintln(p.w, p.st.dim.Render(fmt.Sprintf("\n%s\n%s · rates %s · as of %s · seq %d", out, p.a.Taxonomy, p.a.Rates, p.a.AsOf, p.a.Seq)))
}

// head prints the name of a table and its columns.
func (p *marketPrinter) head(title, columns string) {
	fmt.Fprintf(p.w, "\n%s\n", p.st.bold.Render(title))
	if columns != "" {
		fmt.Fprintln(p.w, p.st.dim.Render(columns))
	}
}

// marketName is how many cells a name gets.
const marketName = 34

func (p *marketPrinter) months() {
	if len(p.a.Months) == 0 {
		return
	}
	p.head("By month", fmt.Sprintf("  %-8s %7s  %s %16s %16s", "", "roles", strings.Repeat(" ", barCells), "month on month", "year on year"))
	most := 0
	for _, m := range p.a.Months {
		most = max(most, m.Roles)
	}
	for _, m := range p.a.Months {
		mark := " "
		if m.Current {
			mark = "…" // it is not over
		}
		fmt.Fprintf(p.w, "  %s%s %7s  %s %s %s\n", m.Month, mark, thousands(int64(m.Roles)), p.st.good.Render(bar(int32(m.Roles), int32(most), barCells)),
			p.growth(m.Before), p.growth(m.Year))
	}
}

// growth shows "+89 % of 66" in 16 cells.
func (p *marketPrinter) growth(g market.Growth) string {
	switch {
	case g.Percent == nil && g.To == 0:
		return p.st.dim.Render(fmt.Sprintf("%16s", "–"))
	case g.Percent == nil:
		return p.st.dim.Render(fmt.Sprintf("%16s", fmt.Sprintf("%s from none", thousands(int64(g.To)))))
	}
	st := p.st.dim
	if *g.Percent > 0 {
		st = p.st.good
	} else if *g.Percent < 0 {
		st = p.st.bad
	}
	return st.Render(fmt.Sprintf("%16s", fmt.Sprintf("%+d %% of %s", *g.Percent, thousands(int64(g.From)))))
}

func (p *marketPrinter) demand(d *market.Demand) {
	title := "By " + d.By
	if d.Distinct > len(d.Rows) {
		title += p.st.dim.Render(fmt.Sprintf("  the first %d of %d", len(d.Rows), d.Distinct))
	}
	columns := ""
	if len(d.Rows) > 0 {
		columns = fmt.Sprintf("  %s %7s  %s %6s %16s %16s", cut("", marketName), "roles", strings.Repeat(" ", barCells), "share", "month on month", "year on year")
	}
	p.head(title, columns)
	for _, r := range d.Rows {
		fmt.Fprintf(p.w, "  %s %7s  %s %4d.%d%% %s %s\n", cut(r.Name, marketName), thousands(int64(r.Roles)), p.st.good.Render(bar(int32(r.Roles), int32(d.Rows[0].Roles), barCells)),
			r.Share/10, r.Share%10, p.growth(r.Month), p.growth(r.Year))
	}
	if d.Unknown > 0 {
		fmt.Fprintln(p.w, p.st.dim.Render(fmt.Sprintf("  %s %7s", cut("not stated", marketName), thousands(int64(d.Unknown)))))
	} else if len(d.Rows) == 0 {
		fmt.Fprintln(p.w, p.st.dim.Render("  nothing to count"))
	}
}

func (p *marketPrinter) pay() {
	t := p.a.Pay
	head := fmt.Sprintf("  %s %-9s %s %6s %11s %11s %11s", cut("", 26), "level", cut("place", 24), "roles", "quartile 1", "median", "quartile 3")
	rows := func(title string, rows []market.PayRow, most int64) {
		p.head(title, head)
		for _, r := range rows {
			place := strings.TrimPrefix(r.City+", "+r.Country, ", ")
			level := r.Level.String()
			if r.Country == "" {
				place, level = "everywhere", "all"
			} else if level == "" {
				level = "–"
			}
			fmt.Fprintf(p.w, "  %s %-9s %s %6s %11s %11s %11s  %s\n", cut(r.Family, 26), level, cut(place, 24), thousands(int64(r.Roles)), thousands(r.Low), p.st.bold.Render(fmt.Sprintf("%11s", thousands(r.Median))), thousands(r.High),
				p.spread(r.Low, r.Median, r.High, most))
		}
		if len(rows) == 0 {
			fmt.Fprintln(p.w, p.st.dim.Render(fmt.Sprintf("  nothing rests on %d roles", market.Least)))
		}
	}
	most := int64(1)
	for _, r := range slices.Concat(t.Families, t.Groups) {
		most = max(most, r.High)
	}
	rows(fmt.Sprintf("Pay by family, %s a year", p.a.Currency), t.Families, most)
	rows(fmt.Sprintf("Pay by family, level and place, %s a year", p.a.Currency), t.Groups, most)
	fmt.Fprintln(p.w, p.st.dim.Render(fmt.Sprintf("  %d of %d groups that rest on %d roles or more; %d rest on fewer and are not shown", len(t.Groups), t.Distinct, market.Least, t.Hidden)))
}

// spread draws a range from 0 to most: a line from low to high with a mark at the middle.
func (p *marketPrinter) spread(low, mid, high, most int64) string {
	at := func(v int64) int { return int(v * (barCells - 1) / max(most, 1)) }
	cells := []rune(strings.Repeat(" ", barCells))
	for i := at(low); i <= at(high); i++ {
		cells[i] = '─'
	}
	cells[at(mid)] = '●'
	return p.st.good.Render(string(cells))
}

func (p *marketPrinter) premium() {
	t := p.a.Premium
	p.head("What a skill adds to pay", "")
	if t.Reason != "" {
		fmt.Fprintf(p.w, "  %s\n", p.st.dim.Render(t.Reason))
		return
	}
	fmt.Fprintln(p.w, p.st.dim.Render(fmt.Sprintf("  %s %6s %10s %10s   %s", cut("", marketName), "roles", "raw", "premium", "95 % interval")))
	show := t.Rows
	if n := len(p.a.Premium.Rows); n > 20 {
		show = slices.Concat(t.Rows[:10], t.Rows[n-10:]) // the ends are what people look for
	}
	for i, r := range show {
		if i == 10 && len(t.Rows) > 20 {
			fmt.Fprintln(p.w, p.st.dim.Render(fmt.Sprintf("  … %d between", len(t.Rows)-20)))
		}
		st := p.st.dim
		if r.Low > 0 {
			st = p.st.good
		} else if r.High < 0 {
			st = p.st.bad
		}
		fmt.Fprintf(p.w, "  %s %6s %8.1f %% %s   %+.1f to %+.1f %%\n", cut(r.Skill, marketName), thousands(int64(r.Roles)), r.Raw, st.Render(fmt.Sprintf("%+8.1f %%", r.Percent)), r.Low, r.High)
	}
	fmt.Fprintln(p.w, p.st.dim.Render(fmt.Sprintf("  least squares of log pay over %s roles, %d.%d %% explained; held equal: %s", thousands(int64(t.Roles)), t.R2/10, t.R2%10, strings.Join(t.Controls, ", "))))
	if len(t.Excluded) > 0 {
		fmt.Fprintln(p.w, p.st.dim.Render("  cannot be told from others: "+strings.Join(t.Excluded, ", ")))
	}
}

func (p *marketPrinter) supply(title string, rows []market.SupplyRow) {
	if len(rows) == 0 {
		return
	}
	p.head(title, fmt.Sprintf("  %s %7s %11s %9s", cut("", marketName), "roles", "candidates", "a role"))
	for _, r := range rows {
		candidates := thousands(int64(r.Candidates))
		if r.Candidates == 0 {
			candidates = "nobody"
		}
		fmt.Fprintf(p.w, "  %s %7s %11s %9.2f\n", cut(r.Skill, marketName), thousands(int64(r.Roles)), candidates, r.PerRole)
	}
}
