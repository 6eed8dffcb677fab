// Package columns holds everything that scoring reads as columns in memory.
//
// [Snapshot] is one immutable state of it: candidates in tiles of at most [Rows] rows, roles as facts, everything at one
// month and one sequence number of the store. [Live] owns the pointer to the newest snapshot and is the only writer. A
// request loads the pointer once and keeps it; the collector frees old ones.
//
// A tile, drawn for n rows in blocks of [Block]; the numbers in postings are those of the block:
//
//	ids, orgs, shares                   outside names of the rows, whose they are and who else sees them: texts end to end
//	fixed      [n]Fixed                 months of dated jobs, families of these, roughly; degree, evidence, public, stated, asks: what
//	                                    a row is scored by, together; and where it begins in held
//	unresolved [n]uint16                months of jobs whose title does not resolve; none where nobody has any
//	held       []uint16                 by row: a byte of each title, then skills: place<<4 | strength, place among the concepts
//	                                    that the tile has
//	known, unsure [n]uint8              sets of kinds
//	places     []Place                  city and country from a row on, 0 unknown; rows are sorted by them within a build
//	skills     no, block → []uint16     postings local<<4 | strength
//	certs      no, block → []uint16     postings local<<4 | assumed<<3 | valid
//	languages  no, block → []uint16     postings local<<4 | assumed<<3 | CEFR
//	industries no, block → []uint16     postings local<<4
//	families   no, block → []uint32     postings local<<16 | months in the family
//	titles     no, block → []uint32     postings local<<16 | step<<10 | recency
//	stated [n]uint8                     which preferences a row states, and whether its place is pinned
//	asks [n]uint8                       what it asks of pay and mode, roughly
//	stating, roaming, firm [n]bit       whether it states any; and is not pinned; and has a condition
//	wishes     []Wish                   what those rows want, in order
//	dead       bitmap                   tombstones, copied on write with the snapshot, never with the tile
//
// A scan of everybody goes through the lists of the concepts that a role asks for, block by block, in arrays that fit the first
// cache; the lists of one concept in the sixteen blocks of a tile lie end to end, so that few of them are looked up and far memory
// is read in order. The arrays of a large tile are one allocation in large pages. A scan of few rows reads held, row by row, instead:
// what a row has comes in two or three lines of far memory then, and of titles, which are asked for by dozens, those lists alone are
// looked into of which the row has the byte.
//
// Common skills have lists as rare ones do, no column of four bits a row: that is smaller only where a quarter of all rows have a skill,
// and of the generated corpus a fifth have the commonest. The forty commonest would take 20 bytes a row instead of 8 (BenchmarkLists).
//
// A changed record leaves a tombstone in its old tile and a row in a new delta tile. The writer merges the smallest tiles, and
// [Live.Merge] larger ones beside it: it builds from tiles that cannot change, and publishes the result at once, with tombstones
// for what has been changed meanwhile. Roles stand in tiles of their own ([RoleTile]), which keep what is made of them. Row
// numbers mean nothing outside of their snapshot.
//
// A checkpoint ([Live.Save], [Load]) is these arrays one after the other, in sections with a checksum each that all processors read
// side by side. It names its layout, store, month, taxonomy and rates; one that does not verify or is of another is not served.
package columns
