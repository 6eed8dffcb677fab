package boltstore

import (
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"syscall"
	"time"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"tenon/profiles"
)

// FormatVersion is what this code writes; the package comment has its history.
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
	idKey         = []byte("id")
	kinds         = []profiles.Kind{profiles.KindCandidate, profiles.KindRole, profiles.KindIdentity, profiles.KindDemographics, profiles.KindCandidateCorrection, profiles.KindRoleCorrection}
	// firstKinds are those of the first stores of this format; buckets of the others are made where they are missing.
	firstKinds = kinds[:4]
)

func bucketOf(k profiles.Kind) []byte { return []byte(k.String()) }

// guard turns what bbolt does over damaged pages into an error: panics, and faults where a file has been cut short.
func guard(what string, f func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: store %s: %v", profiles.ErrDamaged, what, r)
		}
	}()
	return f()
}

// openFile opens an existing file and checks that this program can read it. Where bbolt itself panics, its mapping of the
// file stays, and with it the lock, until the process ends.
func openFile(path, dir string, check func(tx *bbolt.Tx, dir string) error) (db *bbolt.DB, err error) {
	err = guard(dir, func() (err error) {
		db, err = bbolt.Open(path, 0o600, options())
		return err
	})
	if err != nil {
		return nil, openError(dir, err)
	}
	err = guard(dir, func() error {
		return db.View(func(tx *bbolt.Tx) error { return check(tx, dir) })
	})
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

func options() *bbolt.Options {
	return &bbolt.Options{Timeout: lockWait, FreelistType: bbolt.FreelistMapType}
}

func openError(dir string, err error) error {
	switch {
	case errors.Is(err, profiles.ErrDamaged):
		return err
	case errors.Is(err, berrors.ErrTimeout):
		return fmt.Errorf("%w: store %s is already open in another process", profiles.ErrLocked, dir)
	case errors.As(err, new(syscall.Errno)):
		return fmt.Errorf("open store %s: %w", dir, err)
	}
	return fmt.Errorf("%w: store %s: %w", profiles.ErrDamaged, dir, err) // what bbolt itself finds wrong with a file
}

// addLater makes the buckets of kinds that came later, and an id. A store that has them is not written to.
func addLater(db *bbolt.DB) error {
	missing := false
	err := db.View(func(tx *bbolt.Tx) error {
		missing = len(tx.Bucket(metaBucket).Get(idKey)) != idSize
		for _, b := range buckets(kinds) {
			missing = missing || tx.Bucket(b) == nil
		}
		return nil
	})
	if err != nil || !missing {
		return err
	}
	return db.Update(func(tx *bbolt.Tx) error {
		for _, b := range buckets(kinds) {
			if _, err := tx.CreateBucketIfNotExists(b); err != nil {
				return err
			}
		}
		return putID(tx)
	})
}

// idSize is the length of a store's id.
const idSize = 16

// putID gives a store without an id one.
func putID(tx *bbolt.Tx) error {
	meta := tx.Bucket(metaBucket)
	if len(meta.Get(idKey)) == idSize {
		return nil
	}
	id := make([]byte, idSize)
	if _, err := rand.Read(id); err != nil {
		return err
	}
	return meta.Put(idKey, id)
}

func checkFormat(tx *bbolt.Tx, dir string) error {
	meta := tx.Bucket(metaBucket)
	if meta == nil || len(meta.Get(formatKey)) != 4 {
		return fmt.Errorf("%w: store %s names no format", profiles.ErrDamaged, dir)
	}
	switch v := binary.BigEndian.Uint32(meta.Get(formatKey)); {
	case v > FormatVersion:
		return fmt.Errorf("%w: store %s is of format %d, this program reads up to %d: use a newer one", profiles.ErrUnavailable, dir, v, FormatVersion)
	case v < FormatVersion:
		return fmt.Errorf("%w: store %s is of format %d, which never was", profiles.ErrDamaged, dir, v)
	}
	for _, b := range buckets(firstKinds) {
		if tx.Bucket(b) == nil {
			return fmt.Errorf("%w: store %s has no bucket %s", profiles.ErrDamaged, dir, b)
		}
	}
	_, err := lastSeq(tx)
	return err
}

func buckets(kinds []profiles.Kind) [][]byte {
	bs := [][]byte{metaBucket, changesBucket}
	for _, k := range kinds {
		bs = append(bs, bucketOf(k))
	}
	return bs
}

// create makes an empty file with these buckets under a temporary name and puts it in place once it is durable.
func create(path string, buckets [][]byte) (err error) {
	dir := filepath.Dir(path)
	tmp, err := os.CreateTemp(dir, filepath.Base(path)+".new-*")
	if err != nil {
		return err
	}
	defer func() {
		if e := os.Remove(tmp.Name()); e != nil && !errors.Is(e, fs.ErrNotExist) {
			err = errors.Join(err, e)
		}
	}()
	if err := tmp.Close(); err != nil {
		return err
	}
	if err := fill(tmp.Name(), buckets); err != nil {
		return err
	}
	// A link, other than a rename, never replaces a store that another process has put there meanwhile.
	if err := os.Link(tmp.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		if err := os.Rename(tmp.Name(), path); err != nil { // a file system without links
			return err
		}
	}
	return syncDir(dir)
}

// fill writes the buckets of an empty file, meta among them; bbolt syncs the file before it returns.
func fill(path string, buckets [][]byte) error {
	db, err := bbolt.Open(path, 0o600, options())
	if err != nil {
		return err
	}
	err = db.Update(func(tx *bbolt.Tx) error {
		for _, b := range buckets {
			if _, err := tx.CreateBucket(b); err != nil {
				return err
			}
		}
		return tx.Bucket(metaBucket).Put(formatKey, binary.BigEndian.AppendUint32(nil, FormatVersion))
	})
	return errors.Join(err, db.Close())
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
