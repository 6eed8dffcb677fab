package boltstore

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"go.etcd.io/bbolt"

	"tenon/profiles"
	"tenon/profiles/point"
	"tenon/profiles/room"
)

// batchBytes is how much is written in one transaction into a file that nobody reads yet.
const batchBytes = 8 << 20

// Compact writes what is kept into a new file, without the pages of what was deleted, and puts it in the place of the old one. Readers
// and writers go on meanwhile; writers wait while the last changes are brought over, which are few. What is in the new file is compared
// with the feed before the old one goes: profiles.ErrDamaged, and nothing is changed, where they differ. Changes of persons who were
// erased before it began name nobody any more, unless one lies behind reached: whoever follows the feed has to have seen, durably, the
// changes up to that one. profiles.ErrNoRoom: the disk is too small for both files, and nothing was begun.
func (s *Store) Compact(ctx context.Context, reached profiles.Seq, progress func(bytes int64)) (err error) {
	s.compacting.Lock()
	defer s.compacting.Unlock()
	defer s.Hold()() // what leaves the feed would have to leave the copy, too
	if err := s.file.roomForCopy(); err != nil {
		return fmt.Errorf("compact: %w", err)
	}
	tmp, err := os.CreateTemp(s.file.dir, File+newSuffix)
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
	if err := s.compact(ctx, tmp.Name(), reached, progress); err != nil {
		return fmt.Errorf("compact: %w", translate(err))
	}
	return nil
}

// roomForCopy is profiles.ErrNoRoom unless the disk has room for another file with all that is in this one, and an eighth more: for pages
// that are changed while it is filled, and for what changes meanwhile.
func (h *handle) roomForCopy() error {
	used, _, err := h.used()
	if err != nil {
		return err
	}
	return room.For(filepath.Dir(h.path), filepath.Base(h.path), used+used/8)
}

// fewChanges are brought over in one transaction, and while writers wait.
const fewChanges = 1000

// compact makes the copy in an empty file, and exchanges it.
func (s *Store) compact(ctx context.Context, path string, reached profiles.Seq, progress func(int64)) error {
	c := &copying{s: s}
	if err := c.settle(); err != nil {
		return err
	}
	o := options()
	o.NoSync = true
	db, err := bbolt.Open(path, 0o600, o)
	if err != nil {
		return err
	}
	c.db = db
	discard := (&handle{path: path, dir: path, db: db}).close // which waits for nobody for ever
	if err := c.all(ctx, path, reached, progress); err != nil {
		return errors.Join(err, discard())
	}
	s.committing.Lock()
	defer s.committing.Unlock()
	if err := c.last(ctx); err != nil {
		return errors.Join(err, discard())
	}
	point.Here(point.StoreCompacting)
	if err := s.file.exchange(db, path); err != nil {
		s.suspect = true // the new file may not have its name for good
		return err
	}
	return nil
}

// copying brings a store into another file.
type copying struct {
	s      *Store
	db     *bbolt.DB
	at     profiles.Seq // of the last change that is durable in the store and in the copy
	failed uint64       // commits of the store when the copy began
	copied int64        // bytes
}

// settle notes up to where the store is durable.
func (c *copying) settle() error {
	c.s.committing.Lock()
	defer c.s.committing.Unlock()
	if err := c.s.confirm(); err != nil {
		return err
	}
	c.failed = c.s.failed
	return c.s.file.read(func(tx *bbolt.Tx) (err error) {
		c.at, err = lastSeq(tx)
		return err
	})
}

// all copies everything, and checks the copy. The store goes on meanwhile, and no transaction is held for long: what is copied is of more
// than one moment, until it has followed the store.
func (c *copying) all(ctx context.Context, path string, reached profiles.Seq, progress func(int64)) error {
	var f *forgetter
	var buckets [][]byte
	err := c.s.view(ctx, func(tx *bbolt.Tx) (err error) {
		if f, err = newForgetter(tx, reached); err != nil {
			return err
		}
		return tx.ForEach(func(name []byte, _ *bbolt.Bucket) error {
			buckets = append(buckets, bytes.Clone(name))
			return nil
		})
	})
	for _, b := range buckets {
		if err == nil {
			err = c.bucket(ctx, b, f, progress)
		}
	}
	if err == nil && f.forgotten > 0 {
		err = c.db.Update(func(tx *bbolt.Tx) error { return tx.Bucket(metaBucket).Put(forgottenKey, seqBytes(f.forgotten)) })
	}
	if err == nil { // what failed may have made half of it
		err = c.catchUp(ctx)
	}
	if err != nil {
		return err
	}
	copied := &Store{file: handle{path: path, dir: c.s.file.dir, check: checkFormat, db: c.db}, codec: c.s.codec}
	if err := copied.mustAgree(ctx); err != nil {
		return err
	}
	return errors.Join(c.catchUp(ctx), c.db.Sync())
}

// bucket copies a bucket, some megabytes of it in a transaction.
func (c *copying) bucket(ctx context.Context, name []byte, f *forgetter, progress func(int64)) (err error) {
	to := &filler{db: c.db}
	defer func() { err = errors.Join(err, to.end(false)) }()
	if err := errors.Join(to.bucket(name), to.end(true)); err != nil {
		return err
	}
	var after []byte
	for more := true; more; {
		var size int64
		err := c.s.view(ctx, func(tx *bbolt.Tx) error {
			f.tx = tx
			cur := tx.Bucket(name).Cursor()
			k, v := cur.Seek(after)
			if after != nil && bytes.Equal(k, after) {
				k, v = cur.Next()
			}
			for ; k != nil && size < checkPage; k, v = cur.Next() {
				v, err := f.pair(name, k, v)
				if err == nil {
					err = to.put(name, k, v)
				}
				if err != nil {
					return err
				}
				size += int64(len(k) + len(v))
				after = append(after[:0], k...)
			}
			more = k != nil
			return to.end(true)
		})
		if err != nil {
			return err
		}
		if c.copied += size; progress != nil {
			progress(c.copied)
		}
	}
	return nil
}

// catchUp follows the store until little is left.
func (c *copying) catchUp(ctx context.Context) error {
	for more := true; more; {
		var err error
		if more, err = c.follow(ctx); err != nil {
			return err
		}
	}
	return nil
}

// last brings the rest over; committing is held. A commit that failed meanwhile may have been visible, and copied, and be gone again.
func (c *copying) last(ctx context.Context) error {
	if err := c.s.confirm(); err != nil {
		return err
	}
	if c.failed != c.s.failed {
		return fmt.Errorf("%w: a write has failed meanwhile", profiles.ErrUnavailable)
	}
	if err := c.catchUp(ctx); err != nil {
		return err
	}
	c.db.NoSync = false
	return c.db.Sync()
}

// follow brings some changes that the store has made since at, and says whether there are more. All that changes is in the feed, but for
// the log of erasures, which only grows, and for what is noted of the store itself: the two are brought with the last changes.
func (c *copying) follow(ctx context.Context) (more bool, err error) {
	f, at := &filler{db: c.db}, c.at
	defer func() { err = errors.Join(err, f.end(false)) }()
	err = c.s.view(ctx, func(tx *bbolt.Tx) error {
		var pairs []located
		if pairs, at, err = changedSince(tx, c.at); err != nil {
			return err
		}
		last, err := lastSeq(tx)
		if more = at < last; err == nil && !more {
			pairs, err = besideRecords(tx, pairs)
		}
		if err != nil {
			return err
		}
		for i := range pairs {
			if err := f.put(pairs[i].bucket, pairs[i].k, pairs[i].v); err != nil {
				return err
			}
		}
		if err := f.end(true); err != nil {
			return err
		}
		return c.db.View(func(tx *bbolt.Tx) error { return mustHave(tx, pairs) })
	})
	if err == nil {
		c.at = at
	}
	return more, err
}

// located is a pair of a bucket, as long as its transaction is open; a nil value is none.
type located struct{ bucket, k, v []byte }

// changedSince is some of what is otherwise than it was at a change, and the last change that is about it.
func changedSince(tx *bbolt.Tx, at profiles.Seq) (out []located, _ profiles.Seq, err error) {
	keys := map[profiles.Key]bool{}
	cur := tx.Bucket(changesBucket).Cursor()
	for k, v := cur.Seek(seqBytes(at + 1)); k != nil && len(out) < fewChanges; k, v = cur.Next() {
		x, err := nextChange(at, k, v)
		if err != nil {
			return nil, 0, err
		}
		at, keys[x.Key] = x.Seq, true
		out = append(out, located{changesBucket, k, v})
	}
	for key := range keys {
		bucket, k := bucketOf(key.Kind), keyBytes(key)
		out = append(out, located{bucket, k, tx.Bucket(bucket).Get(k)})
	}
	return out, at, nil
}

// besideRecords adds the log of erasures and what is noted of the store; of what is forgotten the copy knows better.
func besideRecords(tx *bbolt.Tx, out []located) ([]located, error) {
	var err error
	for _, b := range [][]byte{erasuresBucket, metaBucket} {
		err = errors.Join(err, tx.Bucket(b).ForEach(func(k, v []byte) error {
			if !bytes.Equal(k, forgottenKey) {
				out = append(out, located{b, k, v})
			}
			return nil
		}))
	}
	return out, err
}

func mustHave(tx *bbolt.Tx, pairs []located) error {
	for _, p := range pairs {
		if !bytes.Equal(tx.Bucket(p.bucket).Get(p.k), p.v) {
			return fmt.Errorf("%w: %q of %s is not what was copied", profiles.ErrDamaged, p.k, p.bucket)
		}
	}
	return nil
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
func copyBuckets(ctx context.Context, dst *bbolt.DB, src *bbolt.Tx, change func(bucket, k, v []byte) ([]byte, error), progress func(int64)) (err error) {
	f := &filler{db: dst}
	defer func() { err = errors.Join(err, f.end(false)) }()
	var done int64
	err = src.ForEach(func(name []byte, b *bbolt.Bucket) error {
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
	if err == nil {
		err = f.end(true)
	}
	return err
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

// end commits what has been put so far, or drops it. It leaves no transaction open even where bbolt panics: the file could not be closed.
func (f *filler) end(commit bool) error {
	if f.tx == nil {
		return nil
	}
	tx := f.tx
	f.tx, f.size = nil, 0
	if !commit {
		return tx.Rollback()
	}
	defer func() { _ = tx.Rollback() }() // of one that is not committed
	return tx.Commit()
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
