// Package batch keeps, durably, the best candidates of every role and the best roles of every candidate.
//
// [Batch.Run] brings the kept lists up to date; [Kept] reads them, their events and what changed last. A run is full or
// incremental. A full run ranks both directions over one snapshot of the columns and writes its lists beside the old ones, block by
// block, each block durable; the swap at the end is one transaction. Killed at any moment it leaves the old lists, and a run that
// resumes passes over the lists that are written: it ends with the same lists.
//
// # Incremental runs
//
// Each list keeps a reserve of twice its length, and a horizon: nothing outside of the reserve ranks before it. An edit of a
// candidate is scored against all roles, which gives its own list and one new score for each role; that score is inserted into
// the role's reserve when it lies before the horizon, and is passed over otherwise, since then it lies behind the list. The lists
// of all roles are read for that as they lie, no further than whom they hold and where their horizon is. So pairs
// are scored that an edit touches, and no others, until a reserve holds fewer than the list needs: then that list is ranked anew.
// Edits of roles likewise, with the lists of all candidates. Another month, policy, λ, taxonomy, rates, cities or length is a full
// run, and so is a feed of changes that does not lead from the kept lists to the snapshot.
//
// # Tables
//
//	state         "state" → JSON: which table is current, what made it, what came before, the number of the last event
//	lists-0 … 2   side byte · organisation 0x00 id → list (see list.go). One is current, one holds what the last run replaced (all
//	              of it after a full run, else the lists that changed, empty for those that were not there), one is being written
//	events        uint64 number, big-endian → JSON; the last ones, see [KeepEvents]
//
// What will bite: kept lists are of the moment of their run. [Made] says which.
package batch
