// Package point names places in the program at which a test can end the process, as between two writes that belong together.
//
// Nothing happens at them in a program that has set no hook, and only tests set one.
package point

// hook is set once, before anything else runs.
var hook func(name string)

// The places. What comes before the dot is the part of the program.
const (
	StoreCommitted  = "store.committed"  // a commit is durable, and nobody knows
	StoreErasing    = "store.erasing"    // a person is deleted and not yet noted, in a transaction
	StoreMigrating  = "store.migrating"  // in the transaction of a step from one format to the next
	StoreCompacting = "store.compacting" // the new file is whole and has not its name yet
	StoreTrimming   = "store.trimming"   // changes leave the feed, in a transaction
	TextBatch       = "text.batch"       // before a batch of changes goes into the text
	TextMerge       = "text.merge"       // segments are merged and the merged one is not in use yet
	ColumnsSaving   = "columns.saving"   // a checkpoint is written and has not its name yet
	BackupWriting   = "backup.writing"   // the records of a backup are written, its manifest is not
	BackupNaming    = "backup.naming"    // a backup is whole and has no number yet
	RestorePlacing  = "restore.placing"  // a restored store is whole and not in its place yet
	KeptWriting     = "kept.writing"     // in the transaction of kept lists
)

// All lists the places.
var All = []string{StoreCommitted, StoreErasing, StoreMigrating, StoreCompacting, StoreTrimming, TextBatch, TextMerge, ColumnsSaving, BackupWriting,
	BackupNaming, RestorePlacing, KeptWriting}

// Here is called at a place.
func Here(name string) {
	if hook != nil {
		hook(name)
	}
}

// Set has h called at every place, by whatever goroutine comes there. It is for tests, before anything else runs.
func Set(h func(name string)) { hook = h }
