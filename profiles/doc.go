// Package profiles holds what is recorded: candidates, roles and the words that both are described in.
//
// The two types to know are [Candidate] and [Role]. Both hold job-related facts only; who a person is (name, contact,
// photo, birth date) and voluntary demographics live in the package identity, under other keys, and nothing that indexes or
// scores can import it.
//
// Facts are kept as they were stated. A skill, a title or a certificate is a [Ref]: the words of the source and, where the
// source names one, a concept id of the taxonomy. Strengths, months of use and scores are derived from a record at a given
// month and never stored in it, so that a new taxonomy or a new month needs no change of the record.
//
// What will bite: the zero value of an enum, of a [Month] and of a level means "not stated". It is never a default.
package profiles
