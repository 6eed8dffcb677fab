package engine

import (
	"cmp"
	"context"
	"slices"

	"tenon/engine/plan"
	"tenon/index/facts"
	"tenon/profiles"
)

// Move is a pair that two engines score otherwise, with the rank of the candidate among all of the comparison.
type Move struct {
	Role       string `json:"role"`
	Candidate  string `json:"candidate"`
	Before     Totals `json:"before"`
	After      Totals `json:"after"`
	RankBefore int    `json:"rankBefore"`
	RankAfter  int    `json:"rankAfter"`
}

// Totals are the three scores of a pair: 0–10000, 0–10000 and 0–1,000,000.
type Totals struct {
	Forward int32 `json:"forward"`
	Reverse int32 `json:"reverse"`
	Overall int32 `json:"overall"`
}

// Moves says what became of all pairs.
type Moves struct {
	Pairs   int    `json:"pairs"`
	Changed int    `json:"changed"`
	Moves   []Move `json:"moves"` // the largest changes of overall first
}

// Compare scores every pair of the records with two engines, which may differ in taxonomy, and returns the k largest changes.
// The request's policy, weights and lambda count for both.
func Compare(ctx context.Context, before, after *Engine, q Request, roles []*profiles.Role, candidates []*profiles.Candidate, k int) (*Moves, error) {
	a, err := before.scores(ctx, q, roles, candidates)
	if err != nil {
		return nil, err
	}
	b, err := after.scores(ctx, q, roles, candidates)
	if err != nil {
		return nil, err
	}
	out := &Moves{Moves: []Move{}}
	for i, r := range roles {
		was, is := ranks(r.ID, candidates, a[i]), ranks(r.ID, candidates, b[i])
		for j, c := range candidates {
			out.Pairs++
			if a[i][j] != b[i][j] {
				out.Changed++
				out.Moves = append(out.Moves, Move{r.ID, c.ID, a[i][j], b[i][j], was[j], is[j]})
			}
		}
	}
	slices.SortStableFunc(out.Moves, func(a, b Move) int { return cmp.Compare(b.size(), a.size()) })
	out.Moves = out.Moves[:min(k, len(out.Moves))]
	return out, nil
}

func (m *Move) size() int32 {
	return max(m.After.Overall-m.Before.Overall, m.Before.Overall-m.After.Overall)
}

// scores are those of every role (first index) and candidate.
func (e *Engine) scores(ctx context.Context, q Request, roles []*profiles.Role, candidates []*profiles.Candidate) ([][]Totals, error) {
	w, _, err := e.world(&q)
	if err != nil {
		return nil, err
	}
	derived := make([]*facts.Candidate, len(candidates))
	for j, c := range candidates {
		derived[j] = e.Deriver.Candidate(c, q.AsOf, facts.AsIs)
	}
	out := make([][]Totals, len(roles))
	for i, r := range roles {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		p := plan.Compile(w, e.Deriver.Role(r))
		out[i] = make([]Totals, len(candidates))
		for j, c := range derived {
			s := p.Score(c)
			out[i][j] = Totals{s.F, s.R, s.Overall}
		}
	}
	return out, nil
}

// ranks are the places of the candidates for a role, from 1, equals as a ranking orders them.
func ranks(role string, candidates []*profiles.Candidate, scores []Totals) []int {
	order := make([]int, len(candidates))
	for j := range order {
		order[j] = j
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(scores[b].Overall, scores[a].Overall),
			cmp.Compare(plan.Tie(role, candidates[a].ID), plan.Tie(role, candidates[b].ID)), cmp.Compare(candidates[a].ID, candidates[b].ID))
	})
	out := make([]int, len(candidates))
	for place, j := range order {
		out[j] = place + 1
	}
	return out
}
