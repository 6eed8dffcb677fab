package boltstore

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"

	"go.etcd.io/bbolt"

	"tenon/profiles"
	"tenon/profiles/store"
)

// What one call may read at most: it holds a transaction, and pages freed meanwhile make the file grow.
const (
	maxEntries = 10_000
	maxBytes   = 32 << 20
)

// Get implements store.Store.
func (s *Store) Get(ctx context.Context, key profiles.Key) (e store.Entry, err error) {
	err = s.view(ctx, func(tx *bbolt.Tx) error {
		e, err = s.get(tx, key)
		return err
	})
	e.Key, e.Err = key, err
	return e, err
}

// View implements store.Viewer.
func (s *Store) View(ctx context.Context, f func(store.Getter) error) error {
	return s.view(ctx, func(tx *bbolt.Tx) error { return f(moment{s, tx}) })
}

// moment reads in one transaction.
type moment struct {
	s  *Store
	tx *bbolt.Tx
}

// Get implements store.Getter. A page that is damaged spoils the records on it, and none of the others that are read.
func (m moment) Get(ctx context.Context, key profiles.Key) (e store.Entry, err error) {
	m.s.reads.calls.Add(1)
	if err = ctx.Err(); err == nil {
		err = translate(guard(m.s.file.path, func() error {
			e, err = m.s.get(m.tx, key)
			return err
		}))
	}
	e.Key, e.Err = key, err
	return e, err
}

func (s *Store) get(tx *bbolt.Tx, key profiles.Key) (e store.Entry, err error) {
	if blank(key.Kind) == nil {
		return e, fmt.Errorf("%w: kind %d of a key", profiles.ErrInvalid, key.Kind)
	}
	b, k := bucketOf(key.Kind), keyBytes(key)
	v := tx.Bucket(b).Get(k)
	if v == nil {
		return e, missing(key)
	}
	s.reads.records.Add(1)
	e.Record, e.Revision, err = s.codec.open(v, b, k, key)
	return e, err
}

// missing says that there is no record of a key. Most of those who ask whether there is one do not want to read that.
type missing profiles.Key

func (m missing) Error() string { return fmt.Sprintf("%v: %s", profiles.ErrNotFound, profiles.Key(m)) }
func (m missing) Unwrap() error { return profiles.ErrNotFound }

// Scan implements store.Store.
func (s *Store) Scan(ctx context.Context, kind profiles.Kind, after profiles.Key, limit int) (store.Page, error) {
	var p store.Page
	if blank(kind) == nil || limit <= 0 {
		return p, fmt.Errorf("%w: scan of kind %d, limit %d", profiles.ErrInvalid, kind, limit)
	}
	err := s.view(ctx, func(tx *bbolt.Tx) (err error) {
		if p.Seq, err = lastSeq(tx); err == nil {
			s.fillPage(&p, tx.Bucket(bucketOf(kind)), kind, after, min(limit, maxEntries))
		}
		return err
	})
	if err != nil {
		return store.Page{}, err
	}
	return p, nil
}

// fillPage ends a page only behind a record that verifies, whose key is the one that was written: each page starts behind the
// one before, whatever damaged keys lie between them.
func (s *Store) fillPage(p *store.Page, b *bbolt.Bucket, kind profiles.Kind, after profiles.Key, limit int) {
	var start []byte
	if after.Org != "" || after.ID != "" {
		start = keyBytes(after)
	}
	bucket, size, ended := bucketOf(kind), 0, false
	c := b.Cursor()
	for k, v := c.Seek(start); k != nil; k, v = c.Next() {
		if ended {
			p.More = true
			return
		}
		e := store.Entry{Key: keyOf(kind, k)}
		s.reads.records.Add(1)
		e.Record, e.Revision, e.Err = s.codec.open(v, bucket, k, e.Key)
		if e.Err == nil && bytes.Compare(k, start) <= 0 {
			continue
		}
		p.Entries = append(p.Entries, e)
		size += len(v)
		if e.Err == nil && (len(p.Entries) >= limit || size >= maxBytes) {
			p.Next, ended = e.Key, true
		}
	}
	p.Next = profiles.Key{}
}

// Changes implements store.Store.
func (s *Store) Changes(ctx context.Context, since profiles.Seq, limit int) ([]profiles.Change, error) {
	if limit <= 0 {
		return nil, fmt.Errorf("%w: %d changes", profiles.ErrInvalid, limit)
	}
	var out []profiles.Change
	err := s.view(ctx, func(tx *bbolt.Tx) error {
		last, err := lastSeq(tx)
		if err != nil || since >= last {
			return err
		}
		n := min(uint64(limit), maxEntries, uint64(last-since))
		out = make([]profiles.Change, 0, n)
		c := tx.Bucket(changesBucket).Cursor()
		k, v := c.Seek(seqBytes(since + 1))
		for ; uint64(len(out)) < n && since < last; k, v = c.Next() {
			x, err := nextChange(since, k, v)
			if err != nil {
				return err
			}
			out = append(out, x)
			since = x.Seq
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// Oldest implements store.Store.
func (s *Store) Oldest(ctx context.Context) (seq profiles.Seq, err error) {
	err = s.view(ctx, func(tx *bbolt.Tx) error {
		seq = max(metaSeq(tx, droppedKey), metaSeq(tx, forgottenKey))
		return nil
	})
	return seq, err
}

// metaSeq is a number of the meta bucket, 0 where it is not there.
func metaSeq(tx *bbolt.Tx, key []byte) profiles.Seq {
	if v := tx.Bucket(metaBucket).Get(key); len(v) == 8 {
		return profiles.Seq(binary.BigEndian.Uint64(v))
	}
	return 0
}

// Seq implements store.Store.
func (s *Store) Seq(ctx context.Context) (seq profiles.Seq, err error) {
	err = s.view(ctx, func(tx *bbolt.Tx) (err error) {
		seq, err = lastSeq(tx)
		return err
	})
	return seq, err
}

// lastSeq is the number of the last change. It is kept twice: a wrong one would let new changes overwrite old ones.
func lastSeq(tx *bbolt.Tx) (profiles.Seq, error) {
	k, _ := tx.Bucket(changesBucket).Cursor().Last()
	v := tx.Bucket(metaBucket).Get(seqKey)
	if !bytes.Equal(k, v) || k != nil && len(k) != 8 {
		return 0, fmt.Errorf("%w: the number of the last change does not verify%s", profiles.ErrDamaged, toSalvage)
	}
	if k == nil {
		return 0, nil
	}
	return profiles.Seq(binary.BigEndian.Uint64(k)), nil
}
