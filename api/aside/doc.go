// Package aside keeps what the API has of its own beside the records: reports of imports and policies of organisations.
//
// [Reports] and [Policies] are the types to know. Each is one JSON file of a data directory, bounded, read once and replaced whole at a
// change: nothing here is large, and a process that is killed leaves the file as it was or as it is to be. Of one directory there may
// be one process that has them open, which is so where the store is open.
//
// What will bite: names of files that people send stand in reports, and may say who somebody is. They go with the report, after
// [MaxAge].
package aside
