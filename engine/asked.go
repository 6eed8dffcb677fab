package engine

import "tenon/engine/plan"

// Asked writes a requirement of a plan as a person would.
func (e *Engine) Asked(q *plan.Req) string { return (&pair{e: e}).asked(q) }
