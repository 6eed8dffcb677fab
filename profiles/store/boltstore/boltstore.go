package boltstore

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"go.etcd.io/bbolt"

	"tenon/profiles"
	"tenon/profiles/store"
)

// Store is a store.Store and a store.Notifier in one bbolt file.
type Store struct {
	file  handle
	codec codec
	reads reads

	compacting sync.Mutex // held while the file is written anew; taken before reading

	committing sync.Mutex // held by the caller that commits for all; taken before mu; guards suspect and failed
	suspect    bool       // the last commit failed and may be visible all the same; see confirm
	failed     uint64     // commits so far

	reading sync.RWMutex // held for writing while the feed is trimmed, for reading by who must not miss a deletion; taken before committing

	mu      sync.Mutex    // guards what follows
	queue   []*request    // not yet taken into a commit
	changed chan struct{} // closed at the next commit
}

var (
	_ store.Store    = (*Store)(nil)
	_ store.Notifier = (*Store)(nil)
	_ store.Eraser   = (*Store)(nil)
)

// Open opens the store of a directory, or creates it. profiles.ErrLocked: it is open already; profiles.ErrDamaged: it cannot
// be read; profiles.ErrNewer: it is of a newer format; profiles.ErrDiskFull and its family.
func Open(dir string) (*Store, error) {
	c, err := newCodec()
	if err != nil {
		return nil, fmt.Errorf("open store: %w", err)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("open store: %w", profiles.Storage(err))
	}
	path := filepath.Join(dir, File)
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		if err := create(path, fresh); err != nil {
			return nil, fmt.Errorf("create store %s: %w", dir, profiles.Storage(err))
		}
	}
	db, err := openFile(path, dir, checkFormat)
	if err != nil {
		return nil, err
	}
	removeLeft(path)
	if err := guard(dir, func() error { return migrate(db) }); err != nil {
		return nil, errors.Join(fmt.Errorf("bring store %s to format %d: %w", dir, FormatVersion, translate(err)), db.Close())
	}
	return &Store{file: handle{path: path, dir: dir, check: checkFormat, db: db}, codec: c, changed: make(chan struct{})}, nil
}

// ID names the store, other than any other one; what is made from a store keeps it, so that it is not taken for another's. A
// copy of the file has it, too.
func (s *Store) ID(ctx context.Context) (id string, err error) {
	err = s.view(ctx, func(tx *bbolt.Tx) error {
		id = hex.EncodeToString(tx.Bucket(metaBucket).Get(idKey))
		return nil
	})
	return id, err
}

// Close implements store.Store.
func (s *Store) Close() error { return s.file.close() }

// Size is the length of the file in bytes.
func (s *Store) Size() (int64, error) {
	fi, err := os.Stat(s.file.path)
	if err != nil {
		return 0, err
	}
	return fi.Size(), nil
}

// Used is how many bytes of the file have something, and how many have nothing any more, which Compact takes out.
func (s *Store) Used() (used, free int64, err error) { return s.file.used() }

// Changed implements store.Notifier.
func (s *Store) Changed() <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.changed
}

func (s *Store) announce() {
	s.mu.Lock()
	defer s.mu.Unlock()
	close(s.changed)
	s.changed = make(chan struct{})
}

// view runs a read transaction.
func (s *Store) view(ctx context.Context, f func(*bbolt.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.reads.calls.Add(1)
	return s.file.read(f)
}
