package web

import (
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"tenon/api/web/chart"
	"tenon/engine/market"
)

// marketView is the market as charts.
type marketView struct {
	Answer   *market.Answer
	Where    string
	Months   int
	Currency string
	Told     []string // the market in words, to the perspective
	Month    template.HTML
	Map      template.HTML
	Demand   []template.HTML
	Pay      template.HTML
	Bands    template.HTML
	Premium  template.HTML
	Supply   template.HTML
	Scarce   template.HTML
	Fault    *Saying
}

// Spans are the months that the page can go back.
func (view) Spans() []int { return []int{12, 24, 60, 120} }

// Currencies are those that the page can count in.
func (view) Currencies() []string { return []string{"EUR", "USD", "GBP", "CHF"} }

// onMap is how many cities the map has, barsOf how many bars a chart.
const (
	onMap  = 150
	barsOf = 12
)

var marketPage = page("market.html")

func (p *Pages) market(w http.ResponseWriter, r *http.Request) {
	v := r.URL.Query()
	d := marketView{Where: strings.TrimSpace(v.Get("where")), Months: 24, Currency: "EUR", Answer: &market.Answer{}}
	if n := number(v.Get("months"), 24); slices.Contains(view{}.Spans(), n) {
		d.Months = n
	}
	if c := v.Get("currency"); slices.Contains(view{}.Currencies(), c) {
		d.Currency = c
	}
	q := url.Values{"top": {strconv.Itoa(barsOf)}, "months": {strconv.Itoa(d.Months)}, "currency": {d.Currency}}
	if d.Where != "" {
		q.Set("where", d.Where)
	}
	places := market.Answer{}
	err := p.ask(r, http.MethodGet, "/v1/market?"+q.Encode(), nil, d.Answer)
	if err == nil {
		q.Set("by", market.City)
		q.Set("top", strconv.Itoa(onMap))
		err = p.ask(r, http.MethodGet, "/v1/market?"+q.Encode(), nil, &places)
	}
	if err != nil {
		problem := problemOf(err)
		if problem == nil || problem.Status != http.StatusUnprocessableEntity {
			p.failed(w, r, err)
			return
		}
		d.Fault = wordsOf(r).Told(err)
	}
	if d.Told = d.Answer.Told.Candidate; readSettings(r).Perspective == perspectiveEmployer {
		d.Told = d.Answer.Told.Employer
	}
	for i, said := range d.Told {
		d.Told[i] = aMonth.ReplaceAllStringFunc(said, func(m string) string { return wordsOf(r).Month(m) })
	}
	d.draw(wordsOf(r), &places)
	p.render(w, r, http.StatusOK, marketPage, "", "market.title", &d)
}

// draw makes the charts.
func (d *marketView) draw(t *Words, places *market.Answer) {
	head := func(id, label, axis string) chart.Head {
		return chart.Head{ID: id, Title: t.T("market." + id), Axis: axis, Label: t.T("market." + label), More: t.T("market.table"), Empty: t.T("market.none"), Columns: []string{axis}, Format: t.Figure}
	}
	roles := t.T("market.roles")
	d.Month = monthly(t, d.Answer.Months, head("month", "monthOf", roles), roles)
	d.Map = onTheMap(t, places.Demand, head("map", "city1", roles))
	for _, table := range d.Answer.Demand {
		if len(table.Rows) > 0 {
			d.Demand = append(d.Demand, d.bars(t, table, head("by."+table.By, "what", t.T("market.growth"))))
		}
	}
	year := t.T("market.year", d.Answer.Currency)
	n := func(roles int) string { return t.T("market.n", roles) }
	if pay := d.Answer.Pay; pay != nil {
		d.Pay = quartiles(pay.Families, head("pay", "family", year), n, func(r *market.PayRow) string { return r.Family })
		d.Bands = quartiles(pay.Groups, head("bands", "group", year), n, func(r *market.PayRow) string {
			level := ""
			if r.Level != 0 {
				level = t.T("level." + r.Level.String())
			}
			return strings.Join(slices.DeleteFunc([]string{level, r.Family, r.City, r.Country}, func(s string) bool { return s == "" }), " · ")
		})
	}
	if premium := d.Answer.Premium; premium != nil {
		c := chart.Ranges{Head: head("premium", "skill1", t.T("market.percent")), Band: true}
		for _, row := range premium.Rows {
			c.Ranges = append(c.Ranges, chart.Range{Label: row.Skill, Low: row.Low, Mid: row.Percent, High: row.High, Note: n(row.Roles)})
		}
		c.Ranges = c.Ranges[:min(len(c.Ranges), barsOf)]
		d.Premium = c.Draw()
	}
	if supply := d.Answer.Supply; supply != nil {
		d.Supply = perRole(t, supply.Rows, head("supply", "skill1", t.T("market.perRole")))
		d.Scarce = perRole(t, supply.Scarce, head("scarce", "skill1", t.T("market.perRole")))
	}
}

// bars are how many roles there are by one thing. A skill, a family and an industry lead to the market of roles that have it.
func (d *marketView) bars(t *Words, table market.Demand, h chart.Head) template.HTML {
	noun := map[string]string{market.Skill: "skill", market.Family: "title", market.Industry: "industry"}[table.By]
	c := chart.Bars{Head: h}
	for _, row := range table.Rows {
		b := chart.Bar{Label: t.named(table.By, row.Name), Value: float64(row.Roles), Note: growth(&row.Year)}
		if noun != "" {
			where := noun + ":" + quote(row.Name)
			if d.Where != "" && d.Where != where {
				where = "(" + d.Where + ") and " + where
			}
			b.Href = "/market?" + url.Values{"where": {where}, "months": {strconv.Itoa(d.Months)}, "currency": {d.Currency}}.Encode()
		}
		c.Bars = append(c.Bars, b)
	}
	return c.Draw()
}

// quartiles are bands of pay, each called by what name says.
func quartiles(rows []market.PayRow, h chart.Head, n func(int) string, name func(*market.PayRow) string) template.HTML {
	c := chart.Ranges{Head: h}
	for i := range rows[:min(len(rows), 14)] {
		r := &rows[i]
		c.Ranges = append(c.Ranges, chart.Range{Label: name(r), Low: float64(r.Low), Mid: float64(r.Median), High: float64(r.High), Note: n(r.Roles)})
	}
	return c.Draw()
}

// perRole is how many candidates there are for a role that asks for a skill.
func perRole(t *Words, rows []market.SupplyRow, h chart.Head) template.HTML {
	c := chart.Bars{Head: h}
	for _, row := range rows[:min(len(rows), barsOf)] {
		c.Bars = append(c.Bars, chart.Bar{Label: row.Skill, Value: row.PerRole, Note: t.T("market.of", row.Candidates, row.Roles)})
	}
	return c.Draw()
}

// aMonth is one as answers write it.
var aMonth = regexp.MustCompile(`\b(?:19|20)\d{2}-(?:0[1-9]|1[0-2])\b`)

// monthly is demand over time, the oldest month first; the present month, which is not over, is left out.
func monthly(t *Words, months []market.MonthRow, h chart.Head, name string) template.HTML {
	c := chart.Lines{Head: h, Lines: []chart.Line{{Name: name}}}
	for i := len(months) - 1; i >= 0; i-- {
		if months[i].Current {
			continue
		}
		c.Steps = append(c.Steps, t.Month(months[i].Month))
		c.Lines[0].Values = append(c.Lines[0].Values, float64(months[i].Roles))
	}
	return c.Draw()
}

// onTheMap are the cities where the roles are.
func onTheMap(t *Words, demand []market.Demand, h chart.Head) template.HTML {
	c := chart.Places{Head: h, Compass: strings.Fields(t.T("market.compass"))}
	for _, table := range demand {
		for _, row := range table.Rows {
			if table.By == market.City && row.Point != nil {
				c.Places = append(c.Places, chart.Place{Label: row.Name, Lat: float64(row.Point.Lat) / 100, Lon: float64(row.Point.Lon) / 100, Value: float64(row.Roles)})
			}
		}
	}
	return c.Draw()
}

// named is a row of a table of demand: names stand as they are, words of the program in those of the page.
func (w *Words) named(by, name string) string {
	key := map[string]string{market.Level: "level.", market.Mode: "mode.", market.Engagement: "engagement."}[by] + name
	if words := w.T(key); words != key {
		return words
	}
	return name
}

// growth is that over the year, as +12 %.
func growth(g *market.Growth) string {
	if g.Percent == nil {
		return ""
	}
	return strings.Replace(fmt.Sprintf("%+d %%", *g.Percent), "-", "−", 1)
}
