package web

import (
	"net/http"
	"strconv"
	"strings"

	"tenon/api/wire"
	"tenon/engine/pay"
	"tenon/profiles"
)

// guessView is a small game: what does this role pay? The card hides the range that the role states.
type guessView struct {
	Role     *profiles.Role
	N, Of    int // which card
	Next     int
	Guess    int64 // whole units; 0: not yet
	Low      int64
	High     int64
	Estimate *pay.Estimate
	Verdict  string // key of the words
}

var guessPage = page("guess.html")

// guess shows a card, or what was guessed beside what the role states and what comparable roles pay.
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
	n := number(q.Get("n"), 0) % len(cards)
	if n < 0 {
		n = 0
	}
	d := guessView{Role: cards[n], N: n + 1, Of: len(cards), Next: (n + 1) % len(cards)}
	if g, err := strconv.ParseInt(strings.NewReplacer(",", "", ".", "", " ", "").Replace(q.Get("guess")), 10, 64); err == nil && g > 0 {
		d.Guess, d.Low, d.High = g, d.Role.Pay.Min/100, max(d.Role.Pay.Max, d.Role.Pay.Min)/100
		d.Verdict = "guess.inside"
		switch {
		case g < d.Low:
			d.Verdict = "guess.below"
		case g > d.High:
			d.Verdict = "guess.above"
		}
		d.Estimate = &pay.Estimate{}
		ask := wire.EstimateRequest{Question: pay.Question{Role: d.Role.ID, Currency: d.Role.Pay.Currency, Period: d.Role.Pay.Period}}
		if err := p.ask(r, http.MethodPost, "/v1/estimate", ask, d.Estimate); err != nil {
			p.failed(w, r, err)
			return
		}
	}
	p.render(w, r, http.StatusOK, guessPage, "", "guess.title", &d)
}

// cards are roles that state a range, the reference cards of the sample first.
func (p *Pages) cards(r *http.Request) ([]*profiles.Role, error) {
	var got wire.Roles
	if err := p.ask(r, http.MethodGet, "/v1/roles?limit=200", nil, &got); err != nil {
		return nil, err
	}
	var reference, own []*profiles.Role
	for _, role := range got.Roles {
		switch {
		case role.Pay == nil || role.Pay.Max == 0 || role.Pay.Min == 0:
		case strings.HasPrefix(role.ID, "r-ref-"):
			reference = append(reference, role)
		case len(own) < 20:
			own = append(own, role)
		}
	}
	return append(reference, own...), nil
}
