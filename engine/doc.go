// Package engine answers what fits, and why.
//
// [Engine] is the type to know. A [Request] names a role or a candidate, by id or as a record; [Engine.Rank] returns the exact
// top k of the other side with every contribution, [Engine.Score] the same for one pair. Each call pins one snapshot of the
// columns and scores everyone of it; what the answer rests on (sequence number, taxonomy, policy, month) is part of it.
//
// What will bite: a request for another month than the snapshot's is scored record by record and is slow.
package engine
