// Package standing evaluates standing searches as records change, and keeps durably what they match and what became of it.
//
// [Standing] is the type to know: [Standing.CatchUp] brings the matches to the columns' snapshot, [Standing.Events] says what has been
// matched or is matched no more, [Standing.Matches] what is matched now. The searches themselves are records of the store.
//
// # What is told
//
// A search that is new or edited takes what it matches as known: events are about what changes from then on. A record that has changed
// since is told of even when it matched before the search was there. When the candidate or role that a search is scored for changes,
// and when the month, the taxonomy, the rates or the cities do, the whole search is judged anew, and the differences are told. Whoever
// removes a search, or erases the person, is told nothing more.
//
// # How
//
// Searches are compiled once and filed by the facts that their expressions cannot do without, so that a changed record is judged by
// those only that could match it. The feed is read from the change up to which all is judged, portion by portion. Of each portion the
// events, the matches and the number of its last change are one transaction: a process that is killed goes on from the last one, and
// no event is lost or told twice. Records are read when they are judged, and may be newer than the change that named them; the later
// change finds nothing new then.
//
// # Tables
//
//	state      "state" → JSON: up to which change all is judged, and under which month, taxonomy, rates, cities and store
//	searches   organisation 0x00 id → JSON: revision and change of creation, how many are matched
//	matches    organisation 0x00 search 0x00 kind byte · organisation 0x00 id → overall score, uvarint
//	matched    kind byte · organisation 0x00 id 0x00 organisation 0x00 search → nothing: the same the other way about
//	events     organisation 0x00 number uint64, big-endian → JSON; numbers of an organisation have no gaps
//	numbers    organisation → number of its last event, uint64
//
// What will bite: the first evaluation over a store that has searches already, as after the file was lost, takes all that is matched as
// known and numbers events from 1.
package standing
