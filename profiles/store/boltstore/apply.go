package boltstore

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"go.etcd.io/bbolt"

	"tenon/profiles"
)

// write is a mutation made ready outside of the transaction.
type write struct {
	m     *profiles.Mutation
	key   []byte
	value []byte // without revision and checksum; nil deletes
	seq   profiles.Seq
}

// Apply implements store.Store.
func (s *Store) Apply(ctx context.Context, ms []profiles.Mutation) (profiles.Seq, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	if len(ms) == 0 {
		return s.Seq(ctx)
	}
	r, err := s.prepare(ms)
	if err != nil {
		return 0, fmt.Errorf("apply: %w", err)
	}
	s.commit(r)
	if r.err != nil {
		return 0, fmt.Errorf("apply: %w", r.err)
	}
	return r.seq, nil
}

// prepare checks the keys, encodes the records and sorts, which bbolt likes, all before the lock is taken.
func (s *Store) prepare(ms []profiles.Mutation) (*request, error) {
	r := &request{writes: make([]write, len(ms)), sorted: make([]*write, len(ms))}
	for i := range ms {
		if err := checkMutation(&ms[i]); err != nil {
			return nil, err
		}
		r.writes[i] = write{m: &ms[i], key: keyBytes(ms[i].Key)}
		r.sorted[i] = &r.writes[i]
	}
	slices.SortFunc(r.sorted, func(a, b *write) int {
		return cmp.Or(cmp.Compare(a.m.Key.Kind, b.m.Key.Kind), bytes.Compare(a.key, b.key))
	})
	for i := 1; i < len(r.sorted); i++ {
		if k := r.sorted[i].m.Key; k == r.sorted[i-1].m.Key {
			return nil, fmt.Errorf("%w: two changes for %s in one call", profiles.ErrInvalid, k)
		}
	}
	if err := s.encode(r.writes); err != nil {
		return nil, err
	}
	for i := range r.writes {
		r.size += len(r.writes[i].key) + len(r.writes[i].value)
	}
	return r, nil
}

// encode fills in the values, a large batch on all processors.
func (s *Store) encode(ws []write) error {
	errs := make([]error, len(ws))
	var next atomic.Int64
	work := func() {
		for i := int(next.Add(1)) - 1; i < len(ws); i = int(next.Add(1)) - 1 {
			if r := ws[i].m.Record; r != nil {
				ws[i].value, errs[i] = s.codec.encode(r)
			}
		}
	}
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(ws)/16) {
		wg.Go(work)
	}
	work()
	wg.Wait()
	for i, err := range errs {
		if err != nil {
			return fmt.Errorf("encode %s: %w", ws[i].m.Key, err)
		}
	}
	return nil
}

func checkMutation(m *profiles.Mutation) error {
	if err := checkKey(m.Key); err != nil {
		return err
	}
	if r := m.Record; r != nil && (r.RecordKind() != m.Key.Kind || r.RecordID() != m.Key.ID) {
		return fmt.Errorf("%w: a record of kind %s and another id or kind than %s", profiles.ErrInvalid, r.RecordKind(), m.Key)
	}
	return nil
}

func checkKey(k profiles.Key) error {
	if blank(k.Kind) == nil {
		return fmt.Errorf("%w: kind %d of a key", profiles.ErrInvalid, k.Kind)
	}
	if k.Org != "" {
		if err := profiles.CheckID(k.Org); err != nil {
			return fmt.Errorf("organisation: %w", err)
		}
	}
	return profiles.CheckID(k.ID)
}

// check says whether a write may be made on top of what the transaction holds.
func (s *Store) check(tx *bbolt.Tx, w *write) error {
	if w.m.If == nil && w.value != nil {
		return nil
	}
	bucket := bucketOf(w.m.Key.Kind)
	old := tx.Bucket(bucket).Get(w.key)
	if w.m.If != nil {
		at, err := revision(old, bucket, w.key)
		if err != nil {
			return fmt.Errorf("%w: stored %s does not verify", err, w.m.Key)
		}
		if at != *w.m.If {
			return fmt.Errorf("%w: %s is at revision %d, not %d", profiles.ErrConflict, w.m.Key, at, *w.m.If)
		}
	}
	if w.value == nil && old == nil {
		return fmt.Errorf("%w: %s", profiles.ErrNotFound, w.m.Key)
	}
	return nil
}

// do makes a write that has been checked and numbered.
func (w *write) do(tx *bbolt.Tx) error {
	bucket := bucketOf(w.m.Key.Kind)
	b := tx.Bucket(bucket)
	if w.value == nil {
		return b.Delete(w.key)
	}
	seal(w.value, bucket, w.key, w.seq)
	return b.Put(w.key, w.value)
}
