package boltstore

import "sync/atomic"

// Reads is how much has been read since the store was opened.
type Reads struct {
	Calls   uint64 // of whatever kind; of a view, each record that is asked for, too
	Records uint64 // that were found and decoded
}

// reads are the counters behind [Reads].
type reads struct{ calls, records atomic.Uint64 }

// Reads says how much has been read. What looks for a record that is not there makes a call and finds none: whoever is told the same of
// two keys can be shown to have had the same work done.
func (s *Store) Reads() Reads {
	return Reads{Calls: s.reads.calls.Load(), Records: s.reads.records.Load()}
}
