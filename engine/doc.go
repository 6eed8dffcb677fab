// Package engine answers what fits, and why.
//
// [Engine] is the type to know. A [Request] names a role or a candidate, by id or as a record; [Engine.Rank] returns the exact
// top k of the other side with every contribution, [Engine.Score] the same for one pair. Each call pins one snapshot of the
// columns and scores everyone of it; what the answer rests on (sequence number, taxonomy, policy, month) is part of it.
//
// Beside these: [Engine.Explain] with ranks, what is missing and what to ask; [Engine.WhatIf], a changed ranking beside the present
// one; [Engine.Gaps], what a candidate should learn next; [Engine.Lint], what the requirements of a role do to its pool. Each answer is
// told in sentences to both sides, see [Told], made from its own numbers.
//
// What will bite: a request for another month than the snapshot's is scored record by record and is slow.
package engine
