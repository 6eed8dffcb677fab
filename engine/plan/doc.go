// Package plan is the arithmetic of scoring.md: policy × role × taxonomy → [Plan], and what a plan says of a candidate.
//
// A plan can be run in four ways with the same integers: [Plan.Score] on the facts of one candidate, with every component named;
// [Scan] over all columns, for the exact top k; [Pairs], many plans over each tile, for the exact top k of every row; and [Seek],
// one candidate over compact requirement rows of all roles. The reference scorer in the tests is a fifth, written from the text
// of scoring.md alone, that all of them have to equal.
package plan
