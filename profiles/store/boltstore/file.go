package boltstore

import (
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
	"tenon/profiles/boltpages"
)

// FormatVersion is what this code writes; the package comment has its history.
const FormatVersion = 6

// File is the name of the store in its directory.
const File = "records.db"

// lockWait is how long Open waits for another process to let go.
const lockWait = time.Second

var (
	metaBucket     = []byte("meta")
	changesBucket  = []byte("changes")
	erasuresBucket = []byte("erasures")
	formatKey      = []byte("format")
	seqKey         = []byte("seq")
	idKey          = []byte("id")
	confirmedKey   = []byte("confirmed")
	droppedKey     = []byte("dropped")
	forgottenKey   = []byte("forgotten")
	kinds          = []profiles.Kind{profiles.KindCandidate, profiles.KindRole, profiles.KindIdentity, profiles.KindDemographics, profiles.KindCandidateCorrection, profiles.KindRoleCorrection, profiles.KindSearch,
		profiles.KindReview, profiles.KindConsents, profiles.KindAccess}
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

// openFile opens an existing file and checks that this program can read it. Where bbolt itself panics, its mapping of the file stays
// until the process ends.
func openFile(path, dir string, check func(tx *bbolt.Tx, dir string) error) (db *bbolt.DB, err error) {
	db, err = openLocked(path, dir)
	if err != nil {
		return nil, openError(dir, err)
	}
	err = guard(dir, func() error {
		if err := boltpages.Check(path, false); err != nil {
			return fmt.Errorf("store %s: %w", dir, err)
		}
		return db.View(func(tx *bbolt.Tx) error { return check(tx, dir) })
	})
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// openLocked opens a file and has its lock. A process that waited for another's lock may find that the other has put a new file in its
// place meanwhile, as a compaction does: what it has locked then is a file that nobody sees any more.
func openLocked(path, dir string) (db *bbolt.DB, err error) {
	for {
		var f *os.File
		o := options()
		o.OpenFile = func(name string, flag int, mode os.FileMode) (_ *os.File, err error) {
			f, err = os.OpenFile(name, flag, mode)
			return f, err
		}
		err := guard(dir, func() (err error) {
			db, err = bbolt.Open(path, 0o600, o)
			return err
		})
		if err != nil {
			if f != nil {
				_ = errors.Join(unlock(f), f.Close()) // after a panic nobody else does; the mapping stays, and would keep the lock
			}
			return nil, err
		}
		mine, err := f.Stat()
		if err != nil {
			return nil, errors.Join(err, db.Close())
		}
		now, err := os.Stat(path)
		if err == nil && os.SameFile(mine, now) {
			return db, nil
		}
		if err = errors.Join(err, db.Close()); err != nil {
			return nil, err
		}
	}
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
		return fmt.Errorf("open store %s: %w", dir, profiles.Storage(err))
	}
	return fmt.Errorf("%w: store %s: %w", profiles.ErrDamaged, dir, err) // what bbolt itself finds wrong with a file
}

// checkFormat says whether this program can work with a store.
func checkFormat(tx *bbolt.Tx, dir string) error {
	err := checkBuckets(tx, dir)
	if err == nil {
		_, err = lastSeq(tx)
	}
	return err
}

// checkBuckets says whether this program can read the records of a store.
func checkBuckets(tx *bbolt.Tx, dir string) error {
	meta := tx.Bucket(metaBucket)
	if meta == nil || len(meta.Get(formatKey)) != 4 {
		return fmt.Errorf("%w: store %s names no format", profiles.ErrDamaged, dir)
	}
	v := binary.BigEndian.Uint32(meta.Get(formatKey))
	switch {
	case v > FormatVersion:
		return fmt.Errorf("%w: store %s is of format %d, this program reads up to %d: use a newer one", profiles.ErrNewer, dir, v, FormatVersion)
	case v == 0:
		return fmt.Errorf("%w: store %s is of format 0, which never was", profiles.ErrDamaged, dir)
	}
	for _, b := range bucketsOf(int(v)) {
		if tx.Bucket(b) == nil {
			return fmt.Errorf("%w: store %s has no bucket %s", profiles.ErrDamaged, dir, b)
		}
	}
	return nil
}

// newSuffix is what the names of files end in that are not whole yet.
const newSuffix = ".new-*"

// removeLeft takes files away that a process has not made whole, of a file that this one has the lock of. What cannot be removed is in
// nobody's way.
func removeLeft(path string) {
	left, _ := filepath.Glob(path + newSuffix) // the pattern is right
	for _, f := range append(left, path+".new") {
		_ = os.Remove(f)
	}
}

// create makes a file with what write puts into it under a temporary name, and puts it in place once it is durable.
func create(path string, write func(*bbolt.Tx) error) (err error) {
	dir := filepath.Dir(path)
	tmp, err := os.CreateTemp(dir, filepath.Base(path)+newSuffix)
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
	if err := fill(tmp.Name(), write); err != nil {
		return err
	}
	// A link, other than a rename, never replaces a store that another process has put there meanwhile.
	err = os.Link(tmp.Name(), path)
	if err != nil && !errors.Is(err, fs.ErrExist) {
		err = os.Rename(tmp.Name(), path) // on a file system without links
	}
	if _, made := os.Stat(path); err != nil && made != nil { // or another process has it and has taken the temporary one away
		return err
	}
	return syncDir(dir)
}

// fill writes an empty file; bbolt syncs it before it returns.
func fill(path string, write func(*bbolt.Tx) error) error {
	db, err := bbolt.Open(path, 0o600, options())
	if err != nil {
		return err
	}
	return errors.Join(db.Update(write), db.Close())
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
