package boltstore

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"go.etcd.io/bbolt"

	"tenon/profiles"
	"tenon/profiles/point"
)

// batchBytes is how much is written in one transaction into a file that nobody reads yet.
const batchBytes = 8 << 20

// Compact writes what is kept into a new file, without the pages of what was deleted, and puts it in the place of the old one. Readers
// go on meanwhile, writers wait. What is in the new file is compared with the feed before the old one goes: profiles.ErrDamaged, and
// nothing is changed, where they differ. Changes of persons who were erased name nobody any more, unless one lies behind reached: whoever
// follows the feed has to have seen, durably, the changes up to that one.
func (s *Store) Compact(ctx context.Context, reached profiles.Seq, progress func(bytes int64)) (err error) {
	s.committing.Lock()
	defer s.committing.Unlock()
	if err := s.confirm(); err != nil {
		return fmt.Errorf("compact: %w", err)
	}
	tmp, err := os.CreateTemp(s.file.dir, File+".new-*")
	if err != nil {
		return fmt.Errorf("compact: %w", profiles.Storage(err))
	}
	defer func() {
		if e := os.Remove(tmp.Name()); e != nil && !errors.Is(e, fs.ErrNotExist) {
			err = errors.Join(err, e)
		}
	}()
	if err := tmp.Close(); err != nil {
		return fmt.Errorf("compact: %w", profiles.Storage(err))
	}
	fresh, err := s.copyInto(ctx, tmp.Name(), reached, progress)
	if err != nil {
		return fmt.Errorf("compact: %w", translate(err))
	}
	point.Here(point.StoreCompacting)
	if err := s.file.exchange(fresh, tmp.Name()); err != nil {
		s.suspect = true // the new file may not have its name for good
		return fmt.Errorf("compact: %w", err)
	}
	return nil
}

// copyInto copies all buckets into an empty file and checks the copy. The file is synced and open, and has the lock of its own.
func (s *Store) copyInto(ctx context.Context, path string, reached profiles.Seq, progress func(int64)) (*bbolt.DB, error) {
	o := options()
	o.NoSync = true
	db, err := bbolt.Open(path, 0o600, o)
	if err != nil {
		return nil, err
	}
	err = s.view(ctx, func(tx *bbolt.Tx) error {
		f, err := newForgetter(tx, reached)
		if err != nil {
			return err
		}
		if err := copyBuckets(ctx, db, tx, f.pair, progress); err != nil || f.forgotten == 0 {
			return err
		}
		return db.Update(func(tx *bbolt.Tx) error { return tx.Bucket(metaBucket).Put(forgottenKey, seqBytes(f.forgotten)) })
	})
	if err == nil {
		err = db.Sync()
	}
	if err == nil {
		db.NoSync = false
		copied := &Store{file: handle{path: path, dir: s.file.dir, check: checkFormat, db: db}, codec: s.codec}
		err = copied.mustAgree(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// mustAgree is an error unless every record verifies and agrees with the feed.
func (s *Store) mustAgree(ctx context.Context) error {
	r, err := s.Check(ctx, nil)
	switch {
	case err != nil:
		return err
	case len(r.Faults) > 0:
		return fmt.Errorf("%w: %s %s, and %d more faults: see tenon check", profiles.ErrDamaged, r.Faults[0].Key, r.Faults[0].Reason, len(r.Faults)-1)
	case !r.OK():
		return fmt.Errorf("%w: %s%s", profiles.ErrDamaged, r.Feed, r.Erasures)
	}
	return nil
}

// copyBuckets copies everything; change, which may be nil, says what becomes of the value of a pair.
func copyBuckets(ctx context.Context, dst *bbolt.DB, src *bbolt.Tx, change func(bucket, k, v []byte) ([]byte, error), progress func(int64)) error {
	f := &filler{db: dst}
	var done int64
	err := src.ForEach(func(name []byte, b *bbolt.Bucket) error {
		if err := f.bucket(name); err != nil {
			return err
		}
		return b.ForEach(func(k, v []byte) error {
			done += int64(len(k) + len(v))
			if progress != nil {
				progress(done)
			}
			if err := ctx.Err(); err != nil {
				return err
			}
			if change != nil {
				var err error
				if v, err = change(name, k, v); err != nil {
					return err
				}
			}
			return f.put(name, k, v)
		})
	})
	return errors.Join(err, f.end(err == nil))
}

// filler writes pairs into a file, some megabytes in a transaction. Pairs that come in order make full pages.
type filler struct {
	db   *bbolt.DB
	tx   *bbolt.Tx
	size int
}

func (f *filler) begin() (err error) {
	if f.tx == nil {
		f.tx, err = f.db.Begin(true)
	}
	return err
}

func (f *filler) bucket(name []byte) error {
	if err := f.begin(); err != nil {
		return err
	}
	_, err := f.tx.CreateBucketIfNotExists(name)
	return err
}

// put writes a pair; a nil value deletes.
func (f *filler) put(bucket, k, v []byte) error {
	if err := f.begin(); err != nil {
		return err
	}
	b := f.tx.Bucket(bucket)
	b.FillPercent = 0.95
	if v == nil {
		if err := b.Delete(k); err != nil {
			return err
		}
	} else if err := b.Put(k, v); err != nil {
		return err
	}
	if f.size += len(k) + len(v); f.size < batchBytes {
		return nil
	}
	return f.end(true)
}

// end commits what has been put so far, or drops it.
func (f *filler) end(commit bool) error {
	if f.tx == nil {
		return nil
	}
	tx := f.tx
	f.tx, f.size = nil, 0
	if commit {
		return tx.Commit()
	}
	return tx.Rollback()
}

// exchange puts a file that is open under another name in the place of the one in use. The new one is locked before it gets the name.
func (h *handle) exchange(fresh *bbolt.DB, name string) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		return errors.Join(fmt.Errorf("%w: store %s", profiles.ErrClosed, h.dir), fresh.Close())
	}
	if err := os.Rename(name, h.path); err != nil {
		return errors.Join(profiles.Storage(err), fresh.Close())
	}
	err := h.release()
	h.db = fresh
	return errors.Join(err, profiles.Storage(syncDir(filepath.Dir(h.path))))
}
