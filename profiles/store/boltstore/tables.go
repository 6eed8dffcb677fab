package boltstore

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"sync"

	"go.etcd.io/bbolt"

	"tenon/profiles"
	"tenon/profiles/boltpages"
	"tenon/profiles/point"
)

// TablesFormat is what Tables writes: 1 (2026-11).
const TablesFormat = 1

// fileKey is the name that the file has: tables of one are never read for those of another.
var fileKey = []byte("file")

// sumSize is the checksum in front of every value of a table.
const sumSize = 4

// Tables are named tables of keys and values in a bbolt file of their own: what is made from records and is dear to make again.
// Every value carries a checksum over its key and itself. Safe for concurrent use.
type Tables struct {
	file    handle
	writing sync.Mutex // held by whoever writes, and while the file is compacted
}

// OpenTables opens a file of a directory, or creates it. profiles.ErrLocked: it is open already; profiles.ErrDamaged: it cannot be
// read; profiles.ErrNewer: it is of a newer format.
func OpenTables(dir, file string) (*Tables, error) {
	path := filepath.Join(dir, file)
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		fresh := func(tx *bbolt.Tx) error {
			return errors.Join(setFormat(tx, TablesFormat), tx.Bucket(metaBucket).Put(fileKey, []byte(file)))
		}
		if err := create(path, fresh); err != nil {
			return nil, fmt.Errorf("create %s: %w", path, profiles.Storage(err))
		}
	}
	db, err := openFile(path, path, checkTables)
	if err != nil {
		return nil, err
	}
	removeLeft(path)
	return &Tables{file: handle{path: path, dir: path, check: checkTables, db: db}}, nil
}

func checkTables(tx *bbolt.Tx, path string) error {
	meta := tx.Bucket(metaBucket)
	if meta == nil || len(meta.Get(formatKey)) != 4 {
		return fmt.Errorf("%w: %s names no format", profiles.ErrDamaged, path)
	}
	if v := binary.BigEndian.Uint32(meta.Get(formatKey)); v != TablesFormat {
		return fmt.Errorf("%w: %s is of format %d, this program reads %d: use a newer one", profiles.ErrNewer, path, v, TablesFormat)
	}
	if name := meta.Get(fileKey); name != nil && string(name) != filepath.Base(path) { // the first ones name none
		return fmt.Errorf("%w: %s has the tables of %s", profiles.ErrDamaged, path, name)
	}
	return nil
}

// Close waits for running calls.
func (t *Tables) Close() error { return t.file.close() }

// Used is as that of a Store.
func (t *Tables) Used() (used, free int64, err error) { return t.file.used() }

// Get returns the value of a key, which is the caller's. profiles.ErrNotFound, or profiles.ErrDamaged when it does not verify.
func (t *Tables) Get(ctx context.Context, table string, key []byte) (out []byte, err error) {
	err = t.view(ctx, func(tx *bbolt.Tx) error {
		b := tx.Bucket(tableName(table))
		if b == nil {
			return fmt.Errorf("%w: table %s", profiles.ErrNotFound, table)
		}
		v := b.Get(key)
		if v == nil {
			return fmt.Errorf("%w: %q of table %s", profiles.ErrNotFound, key, table)
		}
		v, err := verified(table, key, v)
		out = bytes.Clone(v)
		return err
	})
	return out, err
}

// Scan gives up to limit pairs behind a key to yield, ascending; both are yield's until it returns only. A table that is not
// there is empty.
func (t *Tables) Scan(ctx context.Context, table string, after []byte, limit int, yield func(key, value []byte) error) error {
	return t.view(ctx, func(tx *bbolt.Tx) error {
		b := tx.Bucket(tableName(table))
		if b == nil {
			return nil
		}
		c := b.Cursor()
		k, v := c.Seek(after)
		if after != nil && bytes.Equal(k, after) {
			k, v = c.Next()
		}
		for ; k != nil && limit > 0; k, v = c.Next() {
			x, err := verified(table, k, v)
			if err != nil {
				return err
			}
			if err := yield(k, x); err != nil {
				return err
			}
			limit--
		}
		return nil
	})
}

// Update makes all that write puts, or nothing when it returns an error; it survives a crash once Update returns. A nil value
// deletes, a nil key empties the table before anything that is put behind it.
func (t *Tables) Update(ctx context.Context, write func(put func(table string, key, value []byte) error) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	t.writing.Lock()
	defer t.writing.Unlock()
	return t.file.write(func(tx *bbolt.Tx) error {
		err := write(func(table string, key, value []byte) error { return putTable(tx, table, key, value) })
		point.Here(point.KeptWriting)
		return err
	})
}

func putTable(tx *bbolt.Tx, table string, key, value []byte) error {
	name := tableName(table)
	if key == nil {
		if tx.Bucket(name) == nil {
			return nil
		}
		return tx.DeleteBucket(name)
	}
	b, err := tx.CreateBucketIfNotExists(name)
	if err != nil {
		return err
	}
	if value == nil {
		return b.Delete(key)
	}
	v := make([]byte, sumSize, sumSize+len(value))
	v = append(v, value...)
	binary.BigEndian.PutUint32(v, tableSum(key, v))
	return b.Put(bytes.Clone(key), v)
}

// tableName keeps tables apart from meta.
func tableName(table string) []byte { return []byte("table:" + table) }

func tableSum(key, v []byte) uint32 {
	return crc32.Update(crc32.Update(0, castagnoli, key), castagnoli, v[sumSize:])
}

func verified(table string, key, v []byte) ([]byte, error) {
	if len(v) < sumSize || binary.BigEndian.Uint32(v) != tableSum(key, v) {
		return nil, fmt.Errorf("%w: %q of table %s does not verify", profiles.ErrDamaged, key, table)
	}
	return v[sumSize:], nil
}

// view runs a read transaction.
func (t *Tables) view(ctx context.Context, f func(*bbolt.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return t.file.read(f)
}

// Check verifies the pages of the file, without which values might be missing as if they had never been, and every value. The error is
// profiles.ErrDamaged where one does not. Writers wait while pages are read.
func (t *Tables) Check(ctx context.Context) error {
	t.writing.Lock()
	err := boltpages.Check(t.file.path, true)
	t.writing.Unlock()
	if err != nil {
		return fmt.Errorf("check %s: %w", t.file.path, err)
	}
	return t.checkValues(ctx)
}

func (t *Tables) checkValues(ctx context.Context) error {
	return t.view(ctx, func(tx *bbolt.Tx) error {
		return tx.ForEach(func(name []byte, b *bbolt.Bucket) error {
			table, ok := bytes.CutPrefix(name, tableName(""))
			if !ok {
				return nil
			}
			return b.ForEach(func(k, v []byte) error {
				if err := ctx.Err(); err != nil {
					return err
				}
				_, err := verified(string(table), k, v)
				return err
			})
		})
	})
}

// Compact writes what is in the tables into a new file, without the pages of what was deleted, and puts it in the place of the old one.
// Readers go on meanwhile, writers wait. profiles.ErrNoRoom: the disk is too small for both files, and nothing was begun.
func (t *Tables) Compact(ctx context.Context) (err error) {
	t.writing.Lock()
	defer t.writing.Unlock()
	tmp := t.file.path + ".new"
	if err := os.Remove(tmp); err != nil && !errors.Is(err, os.ErrNotExist) { // of a process that was killed
		return fmt.Errorf("compact %s: %w", t.file.path, profiles.Storage(err))
	}
	if err := t.file.roomForCopy(); err != nil {
		return fmt.Errorf("compact %s: %w", t.file.path, err)
	}
	defer func() {
		if e := os.Remove(tmp); e != nil && !errors.Is(e, os.ErrNotExist) {
			err = errors.Join(err, e)
		}
	}()
	err = boltpages.Check(t.file.path, true)
	if err == nil {
		err = t.checkValues(ctx)
	}
	if err == nil {
		err = t.copyTo(ctx, tmp)
	}
	if err != nil {
		return fmt.Errorf("compact %s: %w", t.file.path, err)
	}
	fresh, err := bbolt.Open(tmp, 0o600, options())
	if err != nil {
		return fmt.Errorf("compact %s: %w", t.file.path, translate(err))
	}
	if err := t.file.exchange(fresh, tmp); err != nil {
		return fmt.Errorf("compact %s: %w", t.file.path, err)
	}
	return nil
}

// CopyTo writes what is in the tables into a new file, without the pages of what was deleted, and syncs it.
func (t *Tables) CopyTo(ctx context.Context, path string) error {
	if err := t.Check(ctx); err != nil {
		return err
	}
	return t.copyTo(ctx, path)
}

func (t *Tables) copyTo(ctx context.Context, path string) error {
	db, err := bbolt.Open(path, 0o600, options())
	if err != nil {
		return translate(err)
	}
	err = t.view(ctx, func(tx *bbolt.Tx) error { return copyBuckets(ctx, db, tx, nil, nil) })
	return translate(errors.Join(err, db.Close()))
}
