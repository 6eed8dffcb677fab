package boltstore

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"

	"go.etcd.io/bbolt"

	"tenon/profiles"
	"tenon/profiles/point"
)

// request is one call of Apply on its way into a commit. The caller that commits it fills in seq, err and done.
type request struct {
	writes []write  // in the order of the caller, which numbers them
	sorted []*write // by bucket and key
	size   int      // bytes of keys and values

	seq  profiles.Seq
	err  error
	done bool // guarded by Store.committing
}

// maxGroup bounds the bytes that go into one transaction, as far as one request does not exceed it alone.
const maxGroup = 32 << 20

// errNothing ends a transaction in which no request had anything to write.
var errNothing = errors.New("nothing to write")

// commit queues a request and sees it through. Whoever finds the lock free commits for all that have queued up meanwhile, so
// that they share an fsync; the others find their request done.
func (s *Store) commit(r *request) {
	s.mu.Lock()
	s.queue = append(s.queue, r)
	s.mu.Unlock()
	s.committing.Lock()
	defer s.committing.Unlock()
	for !r.done {
		s.commitGroup(s.takeGroup())
	}
}

// takeGroup takes requests off the queue, oldest first.
func (s *Store) takeGroup() []*request {
	s.mu.Lock()
	defer s.mu.Unlock()
	n, size := 0, 0
	for n < len(s.queue) && (n == 0 || size+s.queue[n].size <= maxGroup) {
		size += s.queue[n].size
		n++
	}
	group := s.queue[:n:n]
	s.queue = s.queue[n:]
	return group
}

// commitGroup runs requests in one transaction. One that does not pass its checks leaves the others as they are; when the
// transaction fails, all have failed.
func (s *Store) commitGroup(group []*request) {
	err := s.write(func(tx *bbolt.Tx) error { return s.run(tx, group) })
	for _, r := range group {
		r.done = true
		if err != nil && !errors.Is(err, errNothing) {
			r.err = err
		}
	}
	if err == nil {
		point.Here(point.StoreCommitted)
		s.announce()
	}
}

// write runs a write transaction; committing is held. When it fails for another reason than having nothing to do, it may be visible
// all the same, and durable or not.
func (s *Store) write(f func(*bbolt.Tx) error) error {
	if err := s.confirm(); err != nil {
		return err
	}
	err := s.file.write(f)
	if err != nil && !errors.Is(err, errNothing) {
		s.suspect = true
		s.failed++
		s.file.probe()
	}
	return err
}

// confirm makes durable what a commit that failed may have left visible, before anything is built upon it: a commit of its own,
// which writes other pages and the other one of bbolt's two meta pages, and syncs the file. As long as that fails, every write does.
func (s *Store) confirm() error {
	if !s.suspect {
		return nil
	}
	if err := syncDir(s.file.dir); err != nil { // where a compaction has put another file
		return fmt.Errorf("the last write failed, and what it left cannot be made durable: %w", profiles.Storage(err))
	}
	err := s.file.write(func(tx *bbolt.Tx) error {
		seq, err := lastSeq(tx)
		if err != nil {
			return err
		}
		return tx.Bucket(metaBucket).Put(confirmedKey, seqBytes(seq))
	})
	if err != nil {
		s.file.probe()
		return fmt.Errorf("the last write failed, and what it left cannot be made durable: %w", err)
	}
	s.suspect = false
	return nil
}

func (s *Store) run(tx *bbolt.Tx, group []*request) error {
	first, err := lastSeq(tx)
	if err != nil {
		return err
	}
	seq := first
	for _, r := range group {
		if r.err = s.checkAll(tx, r); r.err != nil {
			continue
		}
		if err := r.do(tx, seq); err != nil {
			return err
		}
		seq = r.seq
	}
	if seq == first {
		return errNothing
	}
	return tx.Bucket(metaBucket).Put(seqKey, binary.BigEndian.AppendUint64(nil, uint64(seq)))
}

// checkAll comes before the first write of a request: that makes it all or nothing within a transaction that goes on.
func (s *Store) checkAll(tx *bbolt.Tx, r *request) error {
	for _, w := range r.sorted {
		if err := s.check(tx, w); err != nil {
			return err
		}
	}
	return nil
}

// do numbers and makes the writes of a request behind seq.
func (r *request) do(tx *bbolt.Tx, seq profiles.Seq) error {
	feed := tx.Bucket(changesBucket)
	feed.FillPercent = 1 // its keys only ever grow
	for i := range r.writes {
		w := &r.writes[i]
		seq++
		w.seq = seq
		k, v := encodeChange(profiles.Change{Seq: seq, Key: w.m.Key, Deleted: w.value == nil}, seq-1)
		if err := feed.Put(k, v); err != nil {
			return err
		}
	}
	r.seq = seq
	for i, w := range r.sorted {
		if i == 0 || w.m.Key.Kind != r.sorted[i-1].m.Key.Kind {
			setFill(tx.Bucket(bucketOf(w.m.Key.Kind)), w.key)
		}
		if err := w.do(tx); err != nil {
			return err
		}
	}
	return nil
}

// setFill packs pages tight when keys come in order, as from a sorted import, and leaves room in them when they do not.
func setFill(b *bbolt.Bucket, first []byte) {
	b.FillPercent = bbolt.DefaultFillPercent
	if last, _ := b.Cursor().Last(); bytes.Compare(first, last) > 0 {
		b.FillPercent = 0.9
	}
}
