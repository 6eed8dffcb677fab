package web

import (
	"html/template"
	"net/http"
	"slices"

	"tenon/api/web/chart"
	"tenon/api/wire"
	"tenon/engine"
	"tenon/profiles"
)

// learnView is what somebody should learn next, by the roles that it opens and what they pay.
type learnView struct {
	Candidate *profiles.Candidate
	Gaps      *engine.Gaps
	Threshold int
	Level     int
	Chart     template.HTML
}

var learnPage = page("learn.html")

func (p *Pages) learn(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	id := q.Get("candidate")
	if id == "" {
		p.choose(w, r, profiles.KindCandidate)
		return
	}
	d := learnView{Candidate: &profiles.Candidate{}, Gaps: &engine.Gaps{}, Threshold: min(100, max(1, number(q.Get("threshold"), 70))), Level: min(5, max(1, number(q.Get("level"), 3)))}
	if err := p.ask(r, http.MethodGet, record(profiles.KindCandidate, id), nil, d.Candidate); err != nil {
		p.failed(w, r, err)
		return
	}
	ask := wire.GapsRequest{Candidate: id, Threshold: int32(d.Threshold) * 10_000, Level: uint8(d.Level), Aim: engine.AimThreshold} //nolint:gosec // bounded above
	if err := p.ask(r, http.MethodPost, "/v1/gaps", ask, d.Gaps); err != nil {
		p.failed(w, r, err)
		return
	}
	t := wordsOf(r)
	c := chart.Bars{Head: chart.Head{ID: "singles", Title: t.T("learn.chart"), Axis: t.T("learn.axis"), Label: t.T("learn.skill"), More: t.T("market.table"), Empty: t.T("learn.none"), Format: t.Figure}}
	d.Gaps.Singles = slices.DeleteFunc(d.Gaps.Singles, func(g engine.Gap) bool { return g.Lifts == 0 })
	for i := range d.Gaps.Singles {
		g := &d.Gaps.Singles[i]
		b := chart.Bar{Label: g.Skill, Value: float64(g.Lifts)}
		c.Bars = append(c.Bars, b)
	}
	d.Chart = c.Draw()
	p.render(w, r, http.StatusOK, learnPage, "", "learn.title", &d)
}

// Levels are those of a skill.
func (view) Levels() []int { return []int{1, 2, 3, 4, 5} }
