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

// Get implements store.Store.
func (s *Store) Get(ctx context.Context, key profiles.Key) (store.Entry, error) {
	e := store.Entry{Key: key}
	if blank(key.Kind) == nil {
		return e, fmt.Errorf("%w: kind %d of a key", profiles.ErrInvalid, key.Kind)
	}
	err := s.view(ctx, func(tx *bbolt.Tx) error {
		b, k := bucketOf(key.Kind), keyBytes(key)
		v := tx.Bucket(b).Get(k)
		if v == nil {
			return fmt.Errorf("%w: %s", profiles.ErrNotFound, key)
		}
		var err error
		e.Record, e.Revision, err = s.codec.open(v, b, k, key)
		return err
	})
	e.Err = err
	return e, err
}

// Scan implements store.Store.
func (s *Store) Scan(ctx context.Context, kind profiles.Kind, after profiles.Key, limit int) (store.Page, error) {
	var p store.Page
	if blank(kind) == nil || limit <= 0 {
		return p, fmt.Errorf("%w: scan of kind %d, limit %d", profiles.ErrInvalid, kind, limit)
	}
	err := s.view(ctx, func(tx *bbolt.Tx) error {
		p.Seq = seqOf(tx)
		b := bucketOf(kind)
		c := tx.Bucket(b).Cursor()
		k, v := c.First()
		if after.ID != "" {
			start := keyBytes(after)
			if k, v = c.Seek(start); bytes.Equal(k, start) {
				k, v = c.Next()
			}
		}
		for ; k != nil; k, v = c.Next() {
			if len(p.Entries) == limit {
				p.More, p.Next = true, p.Entries[limit-1].Key
				return nil
			}
			e := store.Entry{Key: keyOf(kind, k)}
			e.Record, e.Revision, e.Err = s.codec.open(v, b, k, e.Key)
			p.Entries = append(p.Entries, e)
		}
		return nil
	})
	return p, err
}

// Changes implements store.Store.
func (s *Store) Changes(ctx context.Context, since profiles.Seq, limit int) ([]profiles.Change, error) {
	var out []profiles.Change
	err := s.view(ctx, func(tx *bbolt.Tx) error {
		c := tx.Bucket(changesBucket).Cursor()
		for k, v := c.Seek(binary.BigEndian.AppendUint64(nil, uint64(since)+1)); k != nil && len(out) < limit; k, v = c.Next() {
			x, err := decodeChange(profiles.Seq(binary.BigEndian.Uint64(k)), v)
			if err != nil {
				return err
			}
			out = append(out, x)
		}
		return nil
	})
	return out, err
}

// Seq implements store.Store.
func (s *Store) Seq(ctx context.Context) (seq profiles.Seq, err error) {
	err = s.view(ctx, func(tx *bbolt.Tx) error {
		seq = seqOf(tx)
		return nil
	})
	return seq, err
}
