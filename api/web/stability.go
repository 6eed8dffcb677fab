package web

import (
	"net/http"
	"strconv"

	"tenon/api/wire"
	"tenon/engine"
	"tenon/profiles"
)

// shakes is how many changed weights say how stable an order is.
const shakes = 200

// stay says in how many per cent of them a row stays.
type stay struct {
	ID    string
	Share int
}

var staysPage = page("stays.html")

// stability marks the rows of a ranking with how often they stay when the weights are shaken. It comes after the ranking, by rank.
func (p *Pages) stability(w http.ResponseWriter, r *http.Request) {
	d := rankView{ID: r.URL.Query().Get("role"), Kind: profiles.KindRole}
	if d.ID == "" {
		d.ID, d.Kind = r.URL.Query().Get("candidate"), profiles.KindCandidate
	}
	rank, err := p.asked(r, &d)
	if err != nil {
		p.failed(w, r, err)
		return
	}
	size := pageSize
	ask := wire.WhatIfRequest{Sides: rank.Sides, Weighing: rank.Weighing, Top: &size, Where: rank.Where, Query: rank.Query, Shakes: shakes}
	if rank.Sort == engine.SortForward || rank.Sort == engine.SortReverse {
		ask.Sort = rank.Sort
	}
	var got engine.WhatIf
	if err := p.ask(r, http.MethodPost, "/v1/whatif", ask, &got); err != nil {
		p.failed(w, r, err)
		return
	}
	var marks []stay
	for i, s := range got.Results {
		marks = append(marks, stay{"stay-" + strconv.Itoa(i+1), s.Stays * 100 / shakes})
	}
	p.render(w, r, http.StatusOK, staysPage, "stays", "rank.results", marks)
}
