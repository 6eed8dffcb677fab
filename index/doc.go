// Package index is where to look: the contract of full text over records, and what of a record may be searched.
//
// [Text] is what a backend implements (blevetext); [CandidateDoc] and [RoleDoc] say which words of a record it sees. Nothing of
// identity can be among them: the types that hold it are out of this package's reach. Scores never depend on this index; a
// query narrows who is considered, or orders by relevance.
package index
