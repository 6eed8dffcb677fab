package web

import (
	"html/template"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"tenon/api/web/chart"
	"tenon/api/wire"
	"tenon/engine/pay"
	"tenon/profiles"
)

// guessView is a small game: what does this role pay? The card hides the range that the role states.
type guessView struct {
	Role      *profiles.Role
	N, Of     int // which card
	Low, High string
	Guessed   bool
	Fault     string
	Points    int // of 100, for this card
	Total     int // of all cards that were played
	Played    int
	Chart     template.HTML
	Estimate  *pay.Estimate
	Next      string // query of the next card
}

// referenceCards are the roles of the sample whose pay is known from elsewhere; they come first where they are.
var referenceCards = []string{"r-ref-mlops-berlin", "r-ref-mle-us", "r-ref-mlr-bengaluru", "r-ref-as-dubai"}

// ownCards is how many others a game has at most.
const ownCards = 20

var guessPage = page("guess.html")

// guess shows a card, or the range that was guessed beside what the role states and what comparable roles pay.
func (p *Pages) guess(w http.ResponseWriter, r *http.Request) {
	cards, err := p.cards(r)
	if err != nil {
		p.failed(w, r, err)
		return
	}
	if len(cards) == 0 {
		p.render(w, r, http.StatusOK, guessPage, "", "guess.title", &guessView{})
		return
	}
	q := r.URL.Query()
	n := max(0, number(q.Get("n"), 0)) % len(cards)
	d := guessView{Role: cards[n], N: n + 1, Of: len(cards), Low: q.Get("low"), High: q.Get("high"), Total: max(0, number(q.Get("total"), 0)), Played: max(0, number(q.Get("played"), 0))}
	if d.Low+d.High != "" {
		low, high := amountOf(d.Low), amountOf(d.High)
		if low <= 0 || high < low {
			d.Fault = wordsOf(r).T("guess.fault")
		} else if err := p.judge(r, &d, low, high); err != nil {
			p.failed(w, r, err)
			return
		}
	}
	next := url.Values{"n": {strconv.Itoa((n + 1) % len(cards))}}
	if d.Played > 0 && n+1 < len(cards) { // behind the last card a new game begins
		next.Set("total", strconv.Itoa(d.Total))
		next.Set("played", strconv.Itoa(d.Played))
	}
	d.Next = "?" + next.Encode()
	p.render(w, r, http.StatusOK, guessPage, "", "guess.title", &d)
}

// judge says how much of the guess and of the range that the role states they have in common.
func (p *Pages) judge(r *http.Request, d *guessView, low, high int64) error {
	states := d.Role.Pay
	from, to := states.Min/100, states.Max/100
	d.Guessed, d.Points = true, overlap(low, high, from, to)
	d.Total, d.Played = d.Total+d.Points, d.Played+1
	t := wordsOf(r)
	c := chart.Ranges{Head: chart.Head{ID: "guess", Title: t.T("guess.chart"), Axis: t.T("guess.axis", states.Currency, t.T("guess.per."+states.Period.String())), Label: t.T("guess.whose"), More: t.T("market.table"), Format: t.Figure}, Band: true, Ends: true}
	add := func(key string, low, high int64, note string) {
		c.Ranges = append(c.Ranges, chart.Range{Label: t.T(key), Low: float64(low), Mid: float64(low+high) / 2, High: float64(high), Note: note})
	}
	add("guess.yours", low, high, "")
	add("guess.stated", from, to, "")
	var x pay.Estimate
	ask := wire.EstimateRequest{Question: pay.Question{Role: d.Role.ID, Currency: states.Currency, Period: states.Period}}
	if err := p.ask(r, http.MethodPost, "/v1/estimate", ask, &x); err != nil && problemOf(err) == nil {
		return err
	} else if err == nil { // else there is nothing to compare with, and the game goes on without it
		d.Estimate = &x
		add("guess.others", x.Base.Low50/100, x.Base.High50/100, t.T("market.n", x.Evidence.Records))
	}
	d.Chart = c.Draw()
	return nil
}

// overlap is what two ranges have in common, per cent of what they cover together. A guess of a point counts as one unit wide.
func overlap(low, high, from, to int64) int {
	both := min(high, to) - max(low, from) + 1
	if both <= 0 {
		return 0
	}
	return int(100 * both / (max(high, to) - min(low, from) + 1))
}

// amountOf reads a sum as people write it; what is none is -1.
func amountOf(s string) int64 {
	n, err := strconv.ParseInt(strings.NewReplacer(",", "", ".", "", " ", "", "'", "").Replace(strings.TrimSpace(s)), 10, 64)
	if err != nil || n > 1e12 {
		return -1
	}
	return n
}

// cards are roles that state a range, the reference cards of the sample first.
func (p *Pages) cards(r *http.Request) (out []*profiles.Role, err error) {
	reference := map[string]bool{}
	for _, id := range referenceCards {
		var x profiles.Role
		if p.ask(r, http.MethodGet, record(profiles.KindRole, id), nil, &x) == nil && statesRange(&x) {
			out = append(out, &x)
			reference[id] = true
		}
	}
	var got wire.Roles
	if err := p.ask(r, http.MethodGet, "/v1/roles?limit=200", nil, &got); err != nil {
		return nil, err
	}
	for _, x := range got.Roles {
		if statesRange(x) && !reference[x.ID] && len(out) < len(reference)+ownCards {
			out = append(out, x)
		}
	}
	return out, nil
}

func statesRange(x *profiles.Role) bool {
	return x.Pay != nil && x.Pay.Min > 0 && x.Pay.Max > x.Pay.Min
}
