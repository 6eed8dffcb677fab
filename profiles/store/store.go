// Package store is the contract of the one place where records are kept; everything else is a cache of it.
//
// [Store] is what a backend implements; the package storetest holds the suite that every backend passes. A store keeps what
// it is given: records are judged before, by the intake. What it acknowledges survives a crash, and what it returns is what
// was written or an error, never something else.
//
// A consumer that wants all records of a kind scans page by page, keeps the Seq of the first page, and then reads Changes from
// it on, reading each changed key anew. Both may bring the same record twice, or a record that is newer than the change that
// named it: taking the latest of each key gives the state at the last change read.
package store

import (
	"context"
	"time"

	"tenon/profiles"
)

// Entry is a record as it is kept. Err is set, and Record nil, where its bytes do not verify.
type Entry struct {
	Key      profiles.Key
	Revision profiles.Revision
	Record   profiles.Record
	Err      error
}

// Page is a part of a scan, consistent at Seq.
type Page struct {
	Entries []Entry
	Seq     profiles.Seq
	Next    profiles.Key // pass as after, when More
	More    bool
}

// Store keeps records durably. It is safe for concurrent use. It keeps no record that it is given and none that it returns:
// either may be changed afterwards. A method whose ctx is done when it is called returns the error of ctx and does nothing.
type Store interface {
	// Get returns the record of a key: profiles.ErrNotFound, or profiles.ErrDamaged when its bytes do not verify.
	Get(ctx context.Context, key profiles.Key) (Entry, error)

	// Apply makes all changes or none, and they survive a crash once it returns. Changes are numbered in the order of ms;
	// the number of the last one is returned, that of the store's last change when ms is empty. After an error other than
	// these the changes are made or not: ask for the keys.
	//
	// profiles.ErrConflict: a record is not at the revision asked for. profiles.ErrNotFound: a record to delete is not there.
	// profiles.ErrInvalid: an organisation or id is not as profiles.CheckID wants it (an organisation may be empty), a record
	// is not of the kind and id of its key, or too large to be kept, or two changes are for one key. profiles.ErrDamaged: the
	// record whose revision is asked for does not verify; a change without If replaces or deletes such a one.
	Apply(ctx context.Context, ms []profiles.Mutation) (profiles.Seq, error)

	// Scan returns up to limit records of a kind behind a key, ordered by organisation and id, both bytewise; the zero key
	// starts, and one without id starts its organisation. A page may be shorter while there are More, and longer by entries
	// that are damaged: those have an Err and never end a scan. A page is consistent at its Seq and no transaction outlives
	// the call, so that a slow consumer costs nothing; the package comment says how pages become one state.
	Scan(ctx context.Context, kind profiles.Kind, after profiles.Key, limit int) (Page, error)

	// Changes returns up to limit changes behind since, in order; none when there are none yet, it does not wait. Change n is
	// never visible before n-1. The last change of every key is always there, a deletion too; one that a later change of the
	// same key has overtaken may be gone, and so may deletions up to Oldest. profiles.ErrDamaged: the feed cannot be followed; start
	// again from Scan.
	Changes(ctx context.Context, since profiles.Seq, limit int) ([]profiles.Change, error)

	// Oldest is the number of the last change that is missing in the feed though no later one of its key is there: a deletion; 0 of
	// none. Who has what a feed told up to a lower number, and asks for this after reading on, has to read all again, unless that
	// reading began at 0 and Oldest was the same then: who began at 0 has not heard of what was deleted.
	Oldest(ctx context.Context) (profiles.Seq, error)

	// Seq is the number of the last change, 0 of a new store.
	Seq(ctx context.Context) (profiles.Seq, error)

	// Close waits for running calls. Later ones return profiles.ErrUnavailable.
	Close() error
}

// Notifier is an optional part of a store. Changed returns a channel that is closed at the next commit. Take it first and
// read Changes to their end then: no change is missed, and waiting for the channel needs no clock.
type Notifier interface {
	Changed() <-chan struct{}
}

// Getter reads records as [Store] does.
type Getter interface {
	Get(ctx context.Context, key profiles.Key) (Entry, error)
}

// Viewer is an optional part of a store. View calls f once with what reads all records at one moment, which costs less than to read
// each at its own. Keep it short, and write nothing meanwhile: a write can wait for the end of what is read.
type Viewer interface {
	View(ctx context.Context, f func(Getter) error) error
}

// Eraser is an optional part of a store. Erase deletes all that is kept of a person, damaged or not: candidate, identity, demographics,
// corrections, consents, standing searches, reviews; of the log of access stays what does not name them. In the same commit it notes, under a keyed hash that names nobody, that the person was erased, so that a restore of an
// older backup does not bring them back; that is noted too where nothing is kept of them. The number of the last change is returned.
// The bytes leave the file only when it is compacted.
type Eraser interface {
	Erase(ctx context.Context, org, id string, at time.Time) (profiles.Seq, error)
}
