package boltstore

import (
	"bytes"
	"cmp"
	"context"
	"encoding/binary"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"go.etcd.io/bbolt"

	"tenon/profiles"
)

// write is a mutation made ready outside of the transaction.
type write struct {
	m     *profiles.Mutation
	key   []byte
	value []byte // nil deletes
	seq   profiles.Seq
}

// Apply implements store.Store. Changes are numbered in the order of ms.
func (s *Store) Apply(ctx context.Context, ms []profiles.Mutation) (seq profiles.Seq, err error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	ws, err := s.prepare(ms)
	if err != nil {
		return 0, fmt.Errorf("apply: %w", err)
	}
	defer recovered(&err, s.db.Path())
	err = s.db.Update(func(tx *bbolt.Tx) error {
		seq = seqOf(tx)
		if len(ws) == 0 {
			return nil
		}
		for i := range ws {
			seq++
			ws[i].seq = seq
		}
		if err := feed(tx, ws); err != nil {
			return err
		}
		slices.SortFunc(ws, func(a, b write) int {
			return cmp.Or(cmp.Compare(a.m.Key.Kind, b.m.Key.Kind), bytes.Compare(a.key, b.key))
		})
		for i := range ws {
			if err := ws[i].do(tx); err != nil {
				return err
			}
		}
		return tx.Bucket(metaBucket).Put(seqKey, binary.BigEndian.AppendUint64(nil, uint64(seq)))
	})
	if err != nil {
		return 0, fmt.Errorf("apply: %w", err)
	}
	s.announce()
	return seq, nil
}

// prepare checks the keys and encodes the records, on all processors.
func (s *Store) prepare(ms []profiles.Mutation) ([]write, error) {
	ws := make([]write, len(ms))
	seen := make(map[profiles.Key]bool, len(ms))
	for i := range ms {
		m := &ms[i]
		if err := checkKey(m); err != nil {
			return nil, err
		}
		if seen[m.Key] {
			return nil, fmt.Errorf("%w: two changes for %s in one call", profiles.ErrInvalid, m.Key)
		}
		seen[m.Key] = true
		ws[i] = write{m: m, key: keyBytes(m.Key)}
	}
	errs := make([]error, len(ms))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(ms)/16+1) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(ws); i = int(next.Add(1)) - 1 {
				if r := ms[i].Record; r != nil {
					ws[i].value, errs[i] = s.codec.encode(r)
				}
			}
		})
	}
	wg.Wait()
	for i, err := range errs {
		if err != nil {
			return nil, fmt.Errorf("encode %s: %w", ms[i].Key, err)
		}
	}
	return ws, nil
}

func checkKey(m *profiles.Mutation) error {
	if err := profiles.CheckID(m.Key.ID); err != nil {
		return err
	}
	if blank(m.Key.Kind) == nil || strings.IndexByte(m.Key.Org, 0) >= 0 || len(m.Key.Org) > 128 {
		return fmt.Errorf("%w: key of kind %d with an organisation of %d bytes", profiles.ErrInvalid, m.Key.Kind, len(m.Key.Org))
	}
	if m.Record != nil && m.Record.RecordKind() != m.Key.Kind {
		return fmt.Errorf("%w: %s given for %s", profiles.ErrInvalid, m.Record.RecordKind(), m.Key)
	}
	return nil
}

func feed(tx *bbolt.Tx, ws []write) error {
	b := tx.Bucket(changesBucket)
	b.FillPercent = 1 // keys only ever grow
	for i := range ws {
		w := &ws[i]
		c := profiles.Change{Seq: w.seq, Key: w.m.Key, Revision: w.seq, Deleted: w.value == nil}
		if err := b.Put(binary.BigEndian.AppendUint64(nil, uint64(w.seq)), encodeChange(c)); err != nil {
			return err
		}
	}
	return nil
}

func (w *write) do(tx *bbolt.Tx) error {
	name := bucketOf(w.m.Key.Kind)
	b := tx.Bucket(name)
	if w.m.If != nil || w.value == nil {
		old := b.Get(w.key)
		if w.m.If != nil && revision(old) != *w.m.If {
			return fmt.Errorf("%w: %s is at revision %d, not %d", profiles.ErrConflict, w.m.Key, revision(old), *w.m.If)
		}
		if w.value == nil && old == nil {
			return fmt.Errorf("%w: %s", profiles.ErrNotFound, w.m.Key)
		}
	}
	if w.value == nil {
		return b.Delete(w.key)
	}
	seal(w.value, name, w.key, w.seq)
	return b.Put(w.key, w.value)
}

// revision reads the revision of a stored value, 0 of none.
func revision(v []byte) profiles.Revision {
	if len(v) < headerSize {
		return 0
	}
	return profiles.Revision(binary.BigEndian.Uint64(v[1:]))
}
