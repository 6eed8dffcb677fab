// Package columns holds everything that scoring reads as columns in memory.
//
// [Snapshot] is one immutable state of it: candidates in tiles of at most [Rows] rows, roles as facts, everything at one
// month and one sequence number of the store. [Live] owns the pointer to the newest snapshot and is the only writer. A
// request loads the pointer once and keeps it; the collector frees old ones.
//
// A tile, drawn for n rows (local numbers 0 … n-1):
//
//	ids        []string                 outside names of the rows
//	months, unresolved  [n]uint16       months of dated jobs; of those whose title does not resolve
//	degree, evidence, known, unsure [n] small codes
//	geo [n]uint32, country [n]uint16    city and country, 0 unknown; rows are sorted by city within a build
//	skills     no → []uint16            postings local<<4 | strength
//	certs      no → []uint16            postings local<<4 | assumed<<3 | valid
//	languages  no → []uint16            postings local<<4 | assumed<<3 | CEFR
//	industries no → []uint16            postings local<<4
//	families   no → []uint32            postings local<<16 | months in the family
//	titles     no → []uint32            postings local<<16 | step<<12 | recency
//	wish [n]uint16 → Wishes             what the row wants, 0 nothing
//	stated [n]uint8                     which preferences that states
//	dead       bitmap                   tombstones, copied on write with the snapshot, never with the tile
//
// A changed record leaves a tombstone in its old tile and a row in a new delta tile. The writer merges the smallest tiles, and
// [Live.Merge] larger ones beside it: it builds from tiles that cannot change, and publishes the result at once, with tombstones
// for what has been changed meanwhile. Roles stand in blocks of their own ([RoleTile]), which keep what is made of them. Row
// numbers mean nothing outside of their snapshot.
//
// A checkpoint ([Live.Save], [Load]) is these arrays one after the other, in sections with a checksum each that all processors read
// side by side. It names its layout, store, month, taxonomy and rates; one that does not verify or is of another is not served.
package columns
