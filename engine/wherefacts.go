package engine

import (
	"tenon/engine/plan"
	"tenon/index/columns"
	"tenon/index/facts"
)

// AsksPair says whether the expression asks for something of a pair, as musts does: it then needs the plan of the pair.
func (w *Where) AsksPair() bool { return w.musts }

// Role says whether the expression is true of a role. p is its plan and who the candidate, both nil unless it [Where.AsksPair].
func (w *Where) Role(r *facts.Role, p *plan.Plan, who *facts.Candidate) bool {
	return w.eval(subject{role: r, plan: p, who: who}) == yes
}

// Candidate says whether the expression is true of a candidate, under the plan of a role, nil unless it [Where.AsksPair].
func (w *Where) Candidate(c *facts.Candidate, p *plan.Plan) bool {
	return w.eval(subject{candidate: c, plan: p, who: c}) == yes
}

// Rows adds the rows of a tile of which the expression is true to a set.
func (w *Where) Rows(t *columns.Tile, p *plan.Plan, set *columns.RowSet) {
	w.keep(&tileView{Tile: t, plan: p}, set)
}
