// Package plan is the arithmetic of scoring.md: policy × role × taxonomy → [Plan], and what a plan says of a candidate.
//
// A plan can be run in three ways with the same integers: [Plan.Score] on the facts of one candidate, with every component
// named; [Scan] over all columns, for the exact top k; and [Seek], one candidate over compact requirement rows of all roles. The
// reference scorer in the tests is a fourth, written from the text of scoring.md alone, that all three have to equal.
package plan
