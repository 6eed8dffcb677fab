// Package boltstore keeps records in one bbolt file, records.db, of one directory and one process.
//
// Buckets and keys:
//
//	meta          "format" → uint32, FormatVersion;  "seq" → uint64, number of the last change;
//	              "id" → 16 random bytes;  "confirmed" → uint64, see Store.confirm
//	              "dropped", "forgotten" → uint64, the last deletion that is in the feed no more, and the last that names nobody
//	candidate, role, identity, demographics, candidate correction, role correction, search, review, consents, access
//	              organisation 0x00 id → record
//	changes       uint64 seq → CRC-32C uint32 over seq and the rest · flags byte · kind byte · [uint64 seq before] · organisation 0x00 id
//	erasures      16 random bytes → CRC-32C uint32 over key and the rest · Unix seconds int64 · salt · keyed hash of a person
//
// A record is: version byte (1) · revision uint64 · CRC-32C uint32 over bucket, key, revision and payload · payload in CBOR
// with integer keys, deterministic core encoding. All integers are big-endian.
//
// Flag 1 of a change: it is a deletion; flag 2: it lies behind a gap in the feed, which [Store.Trim] has made, and names the change before.
//
// bbolt does not notice damaged data pages. So checksums are verified on every read, numbers of changes are checked to have no
// gap that is not accounted for, and whatever does not verify is profiles.ErrDamaged, never a record; a panic or a fault inside of bbolt is the same.
// One thing cannot be seen by Get: a record whose key is damaged is not found. Scan lists it under the key that it has now, and
// Check misses it, because it compares all records with the changes. Open looks at the branch pages of the file by itself first: what
// bbolt does over a page number that is off cannot always be recovered from.
//
// A commit that fails is not acknowledged. It may be visible all the same, so that the next write is preceded by a commit that makes
// it durable; as long as that fails, so do all writes, with an error of the family of profiles.ErrUnavailable, and reads go on.
//
// Calls of Apply that come while another is being committed share the next commit and its fsync. There is no goroutine
// behind a Store. Deleted bytes stay in the file until bbolt uses their pages again, and the file shrinks by Compact only. Compact takes
// the keys of persons who were erased out of the changes, too: each of these becomes the deletion of a key that nobody has.
//
// Dump and Load are what a backup is made of; the comment of frameHead has the layout of the stream.
//
// [Tables] is a second kind of file, for what is made from records: "meta" as above, with the name of the file under "file", and a bucket
// "table:NAME" for each table, key →
// CRC-32C uint32 over key and value · value.
//
// FormatVersion history: 1 (2026-11) without id and erasures; 2 (2026-11) without searches; 3 (2026-11) without reviews; 4 (2026-11) without consents and the
// log of access; 5 (2026-11) with all changes, without flag 2; 6 (2026-11) as above.
package boltstore
