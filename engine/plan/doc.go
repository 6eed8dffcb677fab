// Package plan is the arithmetic of scoring.md: policy × role × taxonomy → [Plan], and what a plan says of a candidate.
//
// A plan can be run in five ways with the same integers: [Plan.Score] on the facts of one candidate, with every component named;
// [Scan] over all columns, for the exact top k; [ScanAll], many plans over each block, for those of each; [Pairs], many plans over
// rows, for the exact top k of every row; and [Seek], one candidate over compact requirement rows of all roles. The reference
// scorer in the tests is a sixth, written from the text of scoring.md alone, that all of them have to equal.
//
// A scan makes F of the rows of a block in turns, from what lists give to what every row has a code for. Between the turns those
// rows leave whom the most that is still to come cannot lift to the floor, the k-th best key so far. The first blocks are read together and
// their most promising rows ranked before any others, so that there is a floor worth having for most. Of few rows, such as pass a
// filter, what they hold is read instead of lists, and bounds from that say who of all tiles is ranked first. Loops over all rows of a
// block, and over all skills of few, are written a second and third time in AVX2 and AVX-512 ([instructions]): the processor is asked
// which it has, all give the same bits, and the build tag purego leaves the plain ones alone.
//
// Every block is read, however high the floor: of four thousand rows somebody has each of the skills that a role asks for, so that the
// most that a block could give is as good as everything. A scan of everybody takes what its lists take, one to two nanoseconds for each
// entry, and a role with few and rare skills half the time of one whose skills have dozens of neighbours.
package plan
