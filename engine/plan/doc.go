// Package plan is the arithmetic of scoring.md: policy × role × taxonomy → [Plan], and what a plan says of a candidate.
//
// A plan can be run in five ways with the same integers: [Plan.Score] on the facts of one candidate, with every component named;
// [Scan] over all columns, for the exact top k; [ScanAll], many plans over each block, for those of each; [Pairs], many plans over
// rows, for the exact top k of every row; and [Seek], one candidate over compact requirement rows of all roles. The reference
// scorer in the tests is a sixth, written from the text of scoring.md alone, that all of them have to equal.
//
// A scan makes F of the rows of a block in steps, from what lists give to what every row has a code for. Between the steps those
// rows leave whom the most that is still to come cannot lift to the floor, the k-th best key so far. Loops over all rows of a block
// are written a second and third time in AVX2 and AVX-512 ([instructions]): the processor is asked which it has, all give the same
// bits, and the build tag purego leaves the plain ones alone.
package plan
