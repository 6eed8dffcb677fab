package boltstore

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"tenon/profiles"
	"tenon/profiles/store"
)

// FormatVersion is what this code writes; package doc has its history.
const FormatVersion = 1

// File is the name of the store in its directory.
const File = "records.db"

// lockWait is how long Open waits for another process to let go.
const lockWait = time.Second

var (
	metaBucket    = []byte("meta")
	changesBucket = []byte("changes")
	formatKey     = []byte("format")
	seqKey        = []byte("seq")
	kinds         = []profiles.Kind{profiles.KindCandidate, profiles.KindRole, profiles.KindIdentity, profiles.KindDemographics}
)

func bucketOf(k profiles.Kind) []byte { return []byte(k.String()) }

// Store is a store.Store in one bbolt file.
type Store struct {
	db    *bbolt.DB
	codec codec

	mu      sync.Mutex    // guards changed
	changed chan struct{} // closed at the next commit
}

var _ store.Store = (*Store)(nil)

// Open opens the store of a directory, or creates it. profiles.ErrLocked: another process has it; profiles.ErrDamaged: it
// cannot be read; profiles.ErrUnavailable: it is of a newer format.
func Open(dir string) (s *Store, err error) {
	defer recovered(&err, dir)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("open store: %w", err)
	}
	path := filepath.Join(dir, File)
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		if err := create(path); err != nil {
			return nil, fmt.Errorf("create store %s: %w", dir, err)
		}
	}
	c, err := newCodec()
	if err != nil {
		return nil, err
	}
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{Timeout: lockWait, FreelistType: bbolt.FreelistMapType})
	if err != nil {
		return nil, openError(dir, err)
	}
	if err := checkFormat(db, dir); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return &Store{db: db, codec: c, changed: make(chan struct{})}, nil
}

// recovered turns a panic of bbolt over damaged pages into an error.
func recovered(err *error, what string) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("%w: store %s: %v", profiles.ErrDamaged, what, r)
	}
}

func openError(dir string, err error) error {
	switch {
	case errors.Is(err, berrors.ErrTimeout):
		return fmt.Errorf("%w: %s is open in another process", profiles.ErrLocked, dir)
	case errors.Is(err, berrors.ErrInvalid), errors.Is(err, berrors.ErrChecksum), errors.Is(err, berrors.ErrVersionMismatch):
		return fmt.Errorf("%w: store %s: %v", profiles.ErrDamaged, dir, err)
	}
	return fmt.Errorf("open store %s: %w", dir, err)
}

// create makes an empty store under a temporary name and puts it in place once it is durable.
func create(path string) error {
	tmp := path + ".new"
	if err := os.Remove(tmp); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	db, err := bbolt.Open(tmp, 0o600, &bbolt.Options{Timeout: lockWait})
	if err != nil {
		return err
	}
	err = db.Update(func(tx *bbolt.Tx) error {
		for _, k := range kinds {
			if _, err := tx.CreateBucket(bucketOf(k)); err != nil {
				return err
			}
		}
		if _, err := tx.CreateBucket(changesBucket); err != nil {
			return err
		}
		meta, err := tx.CreateBucket(metaBucket)
		if err != nil {
			return err
		}
		return meta.Put(formatKey, binary.BigEndian.AppendUint32(nil, FormatVersion))
	})
	if err := errors.Join(err, db.Close()); err != nil {
		return err
	}
	if err := os.Rename(tmp, path); err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

func checkFormat(db *bbolt.DB, dir string) error {
	return db.View(func(tx *bbolt.Tx) error {
		meta := tx.Bucket(metaBucket)
		if meta == nil || len(meta.Get(formatKey)) != 4 {
			return fmt.Errorf("%w: store %s names no format", profiles.ErrDamaged, dir)
		}
		if v := binary.BigEndian.Uint32(meta.Get(formatKey)); v > FormatVersion {
			return fmt.Errorf("%w: store %s is of format %d, this program reads up to %d: use a newer one", profiles.ErrUnavailable, dir, v, FormatVersion)
		}
		for _, k := range append([][]byte{changesBucket}, bucketOf(kinds[0]), bucketOf(kinds[1]), bucketOf(kinds[2]), bucketOf(kinds[3])) {
			if tx.Bucket(k) == nil {
				return fmt.Errorf("%w: store %s has no bucket %s", profiles.ErrDamaged, dir, k)
			}
		}
		return nil
	})
}

// Close implements store.Store.
func (s *Store) Close() error { return s.db.Close() }

// Size is the length of the file in bytes.
func (s *Store) Size() (int64, error) {
	fi, err := os.Stat(s.db.Path())
	if err != nil {
		return 0, err
	}
	return fi.Size(), nil
}

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

func seqOf(tx *bbolt.Tx) profiles.Seq {
	if v := tx.Bucket(metaBucket).Get(seqKey); len(v) == 8 {
		return profiles.Seq(binary.BigEndian.Uint64(v))
	}
	return 0
}

// view runs a read transaction and turns panics over damaged pages into errors.
func (s *Store) view(ctx context.Context, f func(*bbolt.Tx) error) (err error) {
	if err := ctx.Err(); err != nil {
		return err
	}
	defer recovered(&err, s.db.Path())
	return s.db.View(f)
}
