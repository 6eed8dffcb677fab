package web

import (
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"strings"

	"tenon/api/web/chart"
	"tenon/engine/market"
)

// marketView is the market as charts.
type marketView struct {
	Answer  *market.Answer
	Where   string
	Month   template.HTML
	Demand  []template.HTML
	Cities  template.HTML
	Pay     template.HTML
	Bands   []market.PayRow
	Premium template.HTML
	Supply  template.HTML
	Fault   string
}

var marketPage = page("market.html")

func (p *Pages) market(w http.ResponseWriter, r *http.Request) {
	d := marketView{Where: strings.TrimSpace(r.URL.Query().Get("where"))}
	q := url.Values{"top": {"12"}}
	if d.Where != "" {
		q.Set("where", d.Where)
	}
	var a market.Answer
	if err := p.ask(r, http.MethodGet, "/v1/market?"+q.Encode(), nil, &a); err != nil {
		problem := problemOf(err)
		if problem == nil || problem.Status != http.StatusUnprocessableEntity {
			p.failed(w, r, err)
			return
		}
		d.Fault = told(problem)
	}
	d.Answer = &a
	d.draw(p.words(r))
	p.render(w, r, http.StatusOK, marketPage, "", "market.title", &d)
}

// words are those of the one who asks.
func (p *Pages) words(r *http.Request) *Words {
	return wordsFor(readSettings(r).Language, r.Header.Get("Accept-Language"))
}

// draw makes the charts.
func (d *marketView) draw(t *Words) {
	head := func(id, axis string) chart.Head {
		return chart.Head{ID: id, Title: t.T("market." + id), Axis: axis, Label: t.T("market.what"), More: t.T("market.table"), Empty: t.T("market.none"), Columns: []string{axis}}
	}
	roles := t.T("market.roles")
	d.Month = monthly(d.Answer.Months, head("month", roles), roles)
	for _, table := range d.Answer.Demand {
		if table.By == market.City || table.By == market.Level || len(table.Rows) == 0 {
			continue
		}
		c := chart.Bars{Head: head(table.By, roles)}
		for _, row := range table.Rows {
			c.Bars = append(c.Bars, chart.Bar{Label: row.Name, Value: float64(row.Roles), Note: growth(&row.Year)})
		}
		d.Demand = append(d.Demand, c.Draw())
	}
	d.Cities = cities(d.Answer.Demand, head("city", roles))
	year := t.T("market.year", d.Answer.Currency)
	if pay := d.Answer.Pay; pay != nil {
		c := chart.Ranges{Head: head("pay", year)}
		c.Label = t.T("market.family")
		for _, row := range pay.Families {
			c.Ranges = append(c.Ranges, chart.Range{Label: row.Family, Low: float64(row.Low), Mid: float64(row.Median), High: float64(row.High), Note: t.T("market.n", row.Roles)})
		}
		c.Ranges = c.Ranges[:min(len(c.Ranges), 14)]
		d.Pay, d.Bands = c.Draw(), pay.Groups
	}
	if premium := d.Answer.Premium; premium != nil {
		c := chart.Ranges{Head: head("premium", t.T("market.percent"))}
		c.Band = true
		for _, row := range premium.Rows {
			c.Ranges = append(c.Ranges, chart.Range{Label: row.Skill, Low: row.Low, Mid: row.Percent, High: row.High, Note: t.T("market.n", row.Roles)})
		}
		c.Ranges = c.Ranges[:min(len(c.Ranges), 14)]
		d.Premium = c.Draw()
	}
	if supply := d.Answer.Supply; supply != nil {
		c := chart.Bars{Head: head("supply", t.T("market.perRole"))}
		for _, row := range supply.Rows {
			c.Bars = append(c.Bars, chart.Bar{Label: row.Skill, Value: row.PerRole, Note: t.T("market.of", row.Candidates, row.Roles)})
		}
		d.Supply = c.Draw()
	}
}

// monthly is demand over time, the oldest month first; the present month, which is not over, is left out.
func monthly(months []market.MonthRow, h chart.Head, name string) template.HTML {
	c := chart.Lines{Head: h, Lines: []chart.Line{{Name: name}}}
	for i := len(months) - 1; i >= 0; i-- {
		if months[i].Current {
			continue
		}
		c.Steps = append(c.Steps, months[i].Month.String())
		c.Lines[0].Values = append(c.Lines[0].Values, float64(months[i].Roles))
	}
	return c.Draw()
}

// cities are where the roles are.
func cities(demand []market.Demand, h chart.Head) template.HTML {
	c := chart.Bars{Head: h}
	for _, table := range demand {
		if table.By != market.City {
			continue
		}
		for _, row := range table.Rows {
			c.Bars = append(c.Bars, chart.Bar{Label: row.Name, Value: float64(row.Roles), Note: growth(&row.Year)})
		}
	}
	return c.Draw()
}

// growth is that over the year, as +12 %.
func growth(g *market.Growth) string {
	if g.Percent == nil {
		return ""
	}
	return fmt.Sprintf("%+d %%", *g.Percent)
}
