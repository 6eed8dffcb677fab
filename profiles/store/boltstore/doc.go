// Package boltstore keeps records in one bbolt file, records.db, of one directory and one process.
//
// Buckets and keys:
//
//	meta          "format" → uint32, FormatVersion;  "seq" → uint64, number of the last change
//	candidate, role, identity, demographics
//	              organisation 0x00 id → record
//	changes       uint64 seq → revision uint64 · deleted byte · kind byte · organisation 0x00 id
//
// A record is: version byte (1) · revision uint64 · CRC-32C uint32 over bucket, key, revision and payload · payload in CBOR
// with integer keys. All integers are big-endian. bbolt does not notice damaged data pages, so the checksum is verified on
// every read and what does not verify is profiles.ErrDamaged, never a record.
//
// FormatVersion history: 1 (2026-11) as above.
package boltstore
