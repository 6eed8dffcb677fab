// Package store is the contract of the one place where records are kept; everything else is a cache of it.
//
// [Store] is what a backend implements; the package storetest holds the suite that every backend passes.
package store

import (
	"context"

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

// Store keeps records durably. Safe for concurrent use. Records that it returns belong to the caller.
type Store interface {
	// Get returns the record of a key: profiles.ErrNotFound, or profiles.ErrDamaged when its bytes do not verify.
	Get(ctx context.Context, key profiles.Key) (Entry, error)
	// Apply makes all changes or none, and they survive a crash once it returns. It returns the number of the last change.
	// profiles.ErrConflict: a record is not at the revision asked for; ErrNotFound: a record to delete is not there;
	// ErrInvalid: a key or a kind is not well formed, or two changes are for one key. Records are not validated.
	Apply(ctx context.Context, ms []profiles.Mutation) (profiles.Seq, error)
	// Scan returns up to limit records of a kind behind a key, ordered by organisation and id; the zero key starts. No
	// transaction outlives the call: a scan of a whole kind is made consistent by replaying Changes from the first page's Seq.
	Scan(ctx context.Context, kind profiles.Kind, after profiles.Key, limit int) (Page, error)
	// Changes returns up to limit changes after since, in order. Change n is never visible before n-1.
	Changes(ctx context.Context, since profiles.Seq, limit int) ([]profiles.Change, error)
	// Seq is the number of the last change.
	Seq(ctx context.Context) (profiles.Seq, error)
	// Close waits for running calls. The store must not be used afterwards.
	Close() error
}

// Notifier is an optional part of a store: Changed returns a channel that is closed at the next commit.
type Notifier interface {
	Changed() <-chan struct{}
}
