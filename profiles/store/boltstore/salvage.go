package boltstore

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"go.etcd.io/bbolt"

	"tenon/profiles"
)

// Salvaged says what has been saved of a store.
type Salvaged struct {
	Seq      profiles.Seq `json:"seq"`
	Records  int          `json:"records"`
	Erasures int          `json:"erasures"`
	LeftOut  []Fault      `json:"leftOut,omitempty"` // records, and entries of the log of erasures, that do not verify
}

// Salvage makes a store in another directory of the records of one whose feed of changes is damaged. Its feed has one change for each
// record, in the order in which they were written; the log of erasures is the same. It has an id of its own, since its numbers are
// others. What does not verify is left out and named. Which records were lost with the feed nobody can tell. then is called while the
// damaged store is still locked. profiles.ErrDamaged: its pages cannot be read.
func Salvage(ctx context.Context, from, to string, progress func(bytes int64), then func() error) (out Salvaged, err error) {
	c, err := newCodec()
	if err != nil {
		return out, fmt.Errorf("salvage: %w", err)
	}
	path := filepath.Join(from, File)
	db, err := openFile(path, from, checkBuckets)
	if err != nil {
		return out, err
	}
	src := &Store{file: handle{path: path, dir: from, check: checkBuckets, db: db}, codec: c}
	defer func() { err = errors.Join(err, src.Close()) }()
	o := options()
	o.NoSync = true
	made, err := bbolt.Open(filepath.Join(to, File), 0o600, o)
	if err != nil {
		return out, fmt.Errorf("salvage: %w", translate(err))
	}
	x := &salvage{src: src, f: &filler{db: made}, out: &out, progress: progress}
	if err = x.run(ctx); err == nil {
		err = made.Sync()
	}
	if err == nil {
		err = (&Store{file: handle{path: made.Path(), dir: to, check: checkFormat, db: made}, codec: c}).mustAgree(ctx)
	}
	if err = translate(errors.Join(err, made.Close())); err != nil {
		return out, fmt.Errorf("salvage: %w", errors.Join(err, os.Remove(made.Path())))
	}
	return out, then()
}

// saved is a record on its way from one store to the other.
type saved struct {
	kind profiles.Kind
	key  []byte
	was  profiles.Revision
	now  profiles.Seq
}

type salvage struct {
	src      *Store
	f        *filler
	out      *Salvaged
	all      []saved // in the order of the buckets
	progress func(int64)
	bytes    int64
}

func (x *salvage) run(ctx context.Context) error {
	if err := x.f.begin(); err != nil {
		return err
	}
	if err := fresh(x.f.tx); err != nil {
		return errors.Join(err, x.f.end(false))
	}
	err := x.each(ctx, x.look)
	if err == nil {
		x.number()
		at := 0
		err = x.each(ctx, func(kind profiles.Kind, k, v []byte) error {
			if at == len(x.all) || x.all[at].kind != kind || !bytes.Equal(x.all[at].key, k) {
				return nil // left out
			}
			at++
			v = bytes.Clone(v)
			seal(v, bucketOf(kind), k, x.all[at-1].now)
			return x.f.put(bucketOf(kind), k, v)
		})
	}
	if err == nil {
		err = x.feed()
	}
	if err == nil {
		err = x.erasures(ctx)
	}
	return errors.Join(err, x.f.end(err == nil))
}

// each gives every record to f.
func (x *salvage) each(ctx context.Context, f func(kind profiles.Kind, k, v []byte) error) error {
	for _, kind := range kinds {
		if !x.src.has(bucketOf(kind)) {
			continue // of an older format
		}
		var failed error
		err := x.src.pages(ctx, bucketOf(kind), func(k, v []byte) {
			if failed == nil {
				failed = f(kind, k, v)
			}
			if x.bytes += int64(len(k) + len(v)); x.progress != nil {
				x.progress(x.bytes / 2) // all is read twice
			}
		})
		if err = errors.Join(err, failed); err != nil {
			return err
		}
	}
	return nil
}

// look notes a record that verifies.
func (x *salvage) look(kind profiles.Kind, k, v []byte) error {
	key := keyOf(kind, k)
	_, rev, err := x.src.codec.open(v, bucketOf(kind), k, key)
	if err != nil {
		x.out.LeftOut = append(x.out.LeftOut, Fault{key, "does not verify"})
		return nil
	}
	x.all = append(x.all, saved{kind: kind, key: bytes.Clone(k), was: rev})
	return nil
}

// number gives the records the numbers of their changes.
func (x *salvage) number() {
	order := make([]*saved, len(x.all))
	for i := range x.all {
		order[i] = &x.all[i]
	}
	slices.SortStableFunc(order, func(a, b *saved) int { return cmp.Compare(a.was, b.was) })
	for i, s := range order {
		s.now = profiles.Seq(i + 1)
	}
	x.out.Records, x.out.Seq = len(order), profiles.Seq(len(order))
}

func (x *salvage) feed() error {
	byNumber := slices.Clone(x.all)
	slices.SortFunc(byNumber, func(a, b saved) int { return cmp.Compare(a.now, b.now) })
	for _, s := range byNumber {
		k, v := encodeChange(profiles.Change{Seq: s.now, Key: keyOf(s.kind, s.key)}, s.now-1)
		if err := x.f.put(changesBucket, k, v); err != nil {
			return err
		}
	}
	if len(byNumber) == 0 {
		return nil
	}
	return x.f.put(metaBucket, seqKey, seqBytes(x.out.Seq))
}

func (x *salvage) erasures(ctx context.Context) error {
	if !x.src.has(erasuresBucket) {
		return nil
	}
	var failed error
	err := x.src.pages(ctx, erasuresBucket, func(k, v []byte) {
		if _, err := decodeErasure(k, v); err != nil {
			x.out.LeftOut = append(x.out.LeftOut, Fault{profiles.Key{}, err.Error()})
		} else if failed == nil {
			x.out.Erasures++
			failed = x.f.put(erasuresBucket, k, v)
		}
	})
	return errors.Join(err, failed)
}

// has says whether there is a bucket.
func (s *Store) has(bucket []byte) (there bool) {
	err := s.file.read(func(tx *bbolt.Tx) error { there = tx.Bucket(bucket) != nil; return nil })
	return there && err == nil
}
