package boltstore

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"hash/maphash"

	"go.etcd.io/bbolt"

	"tenon/profiles"
	"tenon/profiles/boltpages"
)

// Fault is a record that does not verify, or that the feed of changes has and the store has not.
type Fault struct {
	Key    profiles.Key `json:"key"`
	Reason string       `json:"reason"`
}

// Report is what Check found.
type Report struct {
	Seq      profiles.Seq `json:"seq"`
	Records  int          `json:"records"` // that verify, of all kinds
	Changes  int          `json:"changes"`
	Faults   []Fault      `json:"faults,omitempty"`   // of single records
	Feed     string       `json:"feed,omitempty"`     // what is wrong with the feed of changes
	Erasures string       `json:"erasures,omitempty"` // or with the log of erasures
	Pages    string       `json:"pages,omitempty"`    // or with the pages of the file
}

// OK says that nothing is wrong.
func (r *Report) OK() bool {
	return len(r.Faults) == 0 && r.Feed == "" && r.Erasures == "" && r.Pages == ""
}

// checkPage is how many bytes of records are read within one transaction.
const checkPage = 4 << 20

// checker compares the records with the feed. Records are noted by a hash of their key, so that a million take some 40 MB.
type checker struct {
	s        *Store
	seed     maphash.Seed
	at       map[uint64]profiles.Seq // revision of each record that verifies
	named    map[profiles.Key]bool   // damaged ones
	r        *Report
	progress func(bytes int64)
	bytes    int64
}

// Check reads every record, verifies and decodes it, and compares all of them with the feed of changes. Writers go on meanwhile, and no
// transaction is held for long. progress, which may be nil, is given the bytes read; the file has about Size of them. The error is for
// what kept the check from ending; what is wrong is in the report.
func (s *Store) Check(ctx context.Context, progress func(bytes int64)) (*Report, error) {
	defer s.Hold()()
	c := &checker{s: s, seed: maphash.MakeSeed(), at: map[uint64]profiles.Seq{}, named: map[profiles.Key]bool{}, r: &Report{}, progress: progress}
	first, err := s.Seq(ctx)
	if err != nil {
		return nil, fmt.Errorf("check: %w", err)
	}
	for _, k := range kinds {
		if err := c.records(ctx, k); err != nil {
			return nil, fmt.Errorf("check: %w", err)
		}
	}
	if err := c.feed(ctx, first); err != nil {
		return nil, fmt.Errorf("check: %w", err)
	}
	err = s.view(ctx, func(tx *bbolt.Tx) error { _, err := erasures(tx); return err })
	if errors.Is(err, profiles.ErrDamaged) {
		c.r.Erasures, err = err.Error(), nil
	}
	return c.r, err
}

func (c *checker) hash(kind profiles.Kind, k []byte) uint64 {
	return maphash.Bytes(c.seed, append([]byte{byte(kind)}, k...))
}

func (c *checker) fault(key profiles.Key, reason string) {
	if !c.named[key] {
		c.named[key] = true
		c.r.Faults = append(c.r.Faults, Fault{key, reason})
	}
}

// records verifies all records of a kind.
func (c *checker) records(ctx context.Context, kind profiles.Kind) error {
	bucket := bucketOf(kind)
	return c.s.pages(ctx, bucket, func(k, v []byte) {
		key := keyOf(kind, k)
		if _, rev, err := c.s.codec.open(v, bucket, k, key); err != nil {
			c.fault(key, "does not verify")
		} else {
			c.r.Records++
			c.at[c.hash(kind, k)] = rev
		}
		c.bytes += int64(len(k) + len(v))
		if c.progress != nil {
			c.progress(c.bytes)
		}
	})
}

// pages gives all pairs of a bucket to each, which may keep nothing of them, with a transaction for some megabytes.
func (s *Store) pages(ctx context.Context, bucket []byte, each func(k, v []byte)) error {
	var after []byte
	for more := true; more; {
		err := s.view(ctx, func(tx *bbolt.Tx) error {
			c := tx.Bucket(bucket).Cursor()
			k, v := c.Seek(after)
			if after != nil && bytes.Equal(k, after) {
				k, v = c.Next()
			}
			size := 0
			for ; k != nil && size < checkPage; k, v = c.Next() {
				each(k, v)
				size += len(k) + len(v)
				after = append(after[:0], k...)
			}
			more = k != nil
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// feed reads all changes and compares the last of each key with its record. Keys that have changed since the check began are looked
// at by themselves.
func (c *checker) feed(ctx context.Context, first profiles.Seq) error {
	last, late := map[uint64]profiles.Change{}, map[profiles.Key]bool{}
	for {
		cs, err := c.s.Changes(ctx, c.r.Seq, maxEntries)
		if errors.Is(err, profiles.ErrDamaged) {
			c.r.Feed = err.Error()
			return nil
		}
		if err != nil {
			return err
		}
		if len(cs) == 0 {
			break
		}
		for _, x := range cs {
			c.r.Seq = x.Seq
			c.r.Changes++
			last[c.hash(x.Key.Kind, keyBytes(x.Key))] = x
			if x.Seq > first {
				late[x.Key] = true
			}
		}
	}
	for h, x := range last {
		rev, there := c.at[h]
		delete(c.at, h)
		if !late[x.Key] && !c.named[x.Key] && (there == x.Deleted || there && rev != x.Revision) {
			c.fault(x.Key, agreement(x, rev, there))
		}
	}
	if len(c.at) > 0 && len(late) == 0 {
		c.r.Feed = fmt.Sprintf("%d records are in no change%s", len(c.at), toSalvage)
	}
	for k := range late {
		if _, err := c.s.Get(ctx, k); errors.Is(err, profiles.ErrDamaged) {
			c.fault(k, "does not verify")
		}
	}
	return nil
}

func agreement(x profiles.Change, rev profiles.Revision, there bool) string {
	switch {
	case !there:
		return fmt.Sprintf("is missing: change %d wrote it", x.Seq)
	case x.Deleted:
		return fmt.Sprintf("is there: change %d deleted it", x.Seq)
	}
	return fmt.Sprintf("is of change %d, and the last is %d", rev, x.Seq)
}

// CheckPages reads the pages of the whole file, by itself and then with bbolt's own check, and says what is wrong with them, "" for
// nothing. Writers wait meanwhile.
func (s *Store) CheckPages(ctx context.Context) (string, error) {
	s.committing.Lock()
	defer s.committing.Unlock()
	var found error
	err := s.view(ctx, func(tx *bbolt.Tx) error {
		if found = boltpages.Check(s.file.path, true); found != nil {
			return nil // what bbolt would do over such pages ends the process
		}
		for err := range tx.Check() {
			if found == nil {
				found = err
			}
		}
		return nil
	})
	if err != nil {
		return "", fmt.Errorf("check pages: %w", err)
	}
	if found != nil {
		return found.Error(), nil
	}
	return "", nil
}
