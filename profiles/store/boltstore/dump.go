package boltstore

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"hash/maphash"
	"io"

	"go.etcd.io/bbolt"

	"tenon/profiles"
)

// A dump is a stream of frames: length uint32 · CRC-32C uint32 over the payload · payload, whose first byte says what it is:
//
//	h  format of the store uint32 · since uint64 · id of the store · [the last deletion that its feed has not uint64, since format 6]
//	r  kind byte · length of the key uint16 · key · record as it is kept
//	d  kind byte · key                                     what is not there any more
//	x  kind byte · key                                     a damaged record that was left out on demand
//	c  number uint64 · change as it is kept
//	e  id · entry of the log of erasures as it is kept
//	z  number of the last change uint64 · frames before this one uint64
//
// The last frame of a key counts. A dump since 0 has all records and changes; one since n those behind change n. The log of erasures
// is always whole.
const (
	frameHead    = 'h'
	frameRecord  = 'r'
	frameDeleted = 'd'
	frameLeftOut = 'x'
	frameChange  = 'c'
	frameErasure = 'e'
	frameEnd     = 'z'
	maxFrame     = maxRecord + 1<<16
	dumpChanges  = 1000 // changes that are followed within one transaction
)

// DumpOptions steer a dump.
type DumpOptions struct {
	Since       profiles.Seq // behind the last change of another dump of the same Store; 0: everything
	Store       string       // the id of the store that Since is a number of
	SkipDamaged bool         // leave out damaged records instead of failing
	Progress    func(bytes int64)
}

// Dumped says what is in a dump.
type Dumped struct {
	Store    string       `json:"store"` // its id
	Since    profiles.Seq `json:"since"`
	Seq      profiles.Seq `json:"seq"`
	Records  int          `json:"records"`
	Erasures int          `json:"erasures"`
	LeftOut  []Fault      `json:"leftOut,omitempty"` // damaged records
}

// Dump writes what is kept, as it is at the number of one change, which is returned. Writers go on meanwhile: records are read in
// short transactions, then the changes made meanwhile are followed until there are none. profiles.ErrDamaged: a record does not verify.
// profiles.ErrConflict: Since is of another store. profiles.ErrTooOld: what was deleted since is not known any more.
func (s *Store) Dump(ctx context.Context, out io.Writer, o DumpOptions) (Dumped, error) {
	defer s.Hold()()
	d := &dumper{s: s, o: o, out: out, d: Dumped{Since: o.Since}, seed: maphash.MakeSeed(), at: map[uint64]profiles.Seq{}, last: map[uint64]profiles.Change{}}
	if err := d.run(ctx); err != nil {
		return d.d, fmt.Errorf("dump: %w", err)
	}
	return d.d, nil
}

type dumper struct {
	s      *Store
	o      DumpOptions
	out    io.Writer
	d      Dumped
	buf    bytes.Buffer // frames of the transaction that is under way
	frames uint64
	bytes  int64

	seed maphash.Seed
	at   map[uint64]profiles.Seq    // revision of each record written
	last map[uint64]profiles.Change // of each key
}

func (d *dumper) run(ctx context.Context) error {
	start, err := d.head(ctx)
	if err != nil {
		return err
	}
	if d.o.Since == 0 {
		if err := d.everything(ctx, start); err != nil {
			return err
		}
	}
	at := start
	for done := false; !done; {
		err := d.s.view(ctx, func(tx *bbolt.Tx) (err error) {
			at, done, err = d.follow(tx, at)
			return err
		})
		if err != nil {
			return err
		}
		if err := d.flush(); err != nil {
			return err
		}
	}
	d.d.Seq = at
	if err := d.agree(); err != nil {
		return err
	}
	d.frame(frameEnd, seqBytes(at), binary.BigEndian.AppendUint64(nil, d.frames))
	return d.flush()
}

// head begins the dump and returns the change behind which the feed is followed.
func (d *dumper) head(ctx context.Context) (start profiles.Seq, err error) {
	err = d.s.view(ctx, func(tx *bbolt.Tx) error {
		id := tx.Bucket(metaBucket).Get(idKey)
		d.d.Store = hex.EncodeToString(id)
		if start, err = lastSeq(tx); err != nil {
			return err
		}
		if d.o.Since > 0 && (d.o.Store != d.d.Store || d.o.Since > start) {
			return fmt.Errorf("%w: change %d is of another store, or of this one before a restore: make a full backup", profiles.ErrConflict, d.o.Since)
		}
		dropped := metaSeq(tx, droppedKey)
		if d.o.Since > 0 && d.o.Since < dropped {
			return fmt.Errorf("%w: deletions up to change %d are in the feed no more, and the backup to go on from is of change %d: make a full one", profiles.ErrTooOld, dropped, d.o.Since)
		}
		head := binary.BigEndian.AppendUint32(nil, FormatVersion)
		d.frame(frameHead, head, seqBytes(d.o.Since), id, seqBytes(max(dropped, metaSeq(tx, forgottenKey))))
		return nil
	})
	if d.o.Since > 0 {
		start = d.o.Since
	}
	return start, err
}

// everything writes all records as they are now, and the changes up to start.
func (d *dumper) everything(ctx context.Context, start profiles.Seq) error {
	for _, kind := range kinds {
		var failed error
		err := d.s.pages(ctx, bucketOf(kind), func(k, v []byte) {
			if failed == nil {
				failed = errors.Join(d.record(kind, k, v), d.flushLarge())
			}
		})
		if err = errors.Join(err, failed); err != nil {
			return err
		}
	}
	for at := profiles.Seq(0); at < start; {
		err := d.s.view(ctx, func(tx *bbolt.Tx) error {
			c := tx.Bucket(changesBucket).Cursor()
			for k, v := c.Seek(seqBytes(at + 1)); at < start && d.buf.Len() < checkPage; k, v = c.Next() {
				x, err := nextChange(at, k, v)
				if err != nil {
					return err
				}
				if at = min(x.Seq, start); at == x.Seq { // another one is followed later
					d.change(x, k, v)
				}
			}
			return nil
		})
		if err = errors.Join(err, d.flush()); err != nil {
			return err
		}
	}
	return nil
}

// record writes a record that verifies.
func (d *dumper) record(kind profiles.Kind, k, v []byte) error {
	key := keyOf(kind, k)
	_, rev, err := d.s.codec.open(v, bucketOf(kind), k, key)
	if err != nil {
		return d.leaveOut(key, "does not verify")
	}
	d.at[d.hash(kind, k)] = rev
	d.frame(frameRecord, []byte{byte(kind)}, binary.BigEndian.AppendUint16(nil, uint16(len(k))), k, v)
	return nil
}

// follow writes some changes behind at with what their keys are now. When none are left it writes the log of erasures, which is of the
// same moment then.
func (d *dumper) follow(tx *bbolt.Tx, at profiles.Seq) (profiles.Seq, bool, error) {
	last, err := lastSeq(tx)
	if err != nil {
		return at, false, err
	}
	seen := map[string]bool{}
	c := tx.Bucket(changesBucket).Cursor()
	for k, v := c.Seek(seqBytes(at + 1)); at < last && len(seen) < dumpChanges; k, v = c.Next() {
		x, err := nextChange(at, k, v)
		if err != nil {
			return at, false, err
		}
		at = x.Seq
		d.change(x, k, v)
		key := keyBytes(x.Key)
		if name := string(rune(x.Key.Kind)) + string(key); !seen[name] {
			seen[name] = true
			if err := d.now(tx, x.Key.Kind, key); err != nil {
				return at, false, err
			}
		}
	}
	if at < last {
		return at, false, nil
	}
	all, err := erasures(tx)
	for i := range all {
		d.frame(frameErasure, all[i].ID[:], all[i].value())
	}
	d.d.Erasures = len(all)
	return at, true, err
}

// now writes what a key is in a transaction.
func (d *dumper) now(tx *bbolt.Tx, kind profiles.Kind, k []byte) error {
	b := tx.Bucket(bucketOf(kind))
	if b == nil {
		return fmt.Errorf("%w: a change of kind %d", profiles.ErrDamaged, kind)
	}
	if v := b.Get(k); v != nil {
		return d.record(kind, k, v)
	}
	delete(d.at, d.hash(kind, k))
	d.frame(frameDeleted, []byte{byte(kind)}, k)
	return nil
}

func (d *dumper) change(x profiles.Change, k, v []byte) {
	d.last[d.hash(x.Key.Kind, keyBytes(x.Key))] = x
	d.frame(frameChange, k, v)
}

func (d *dumper) hash(kind profiles.Kind, k []byte) uint64 {
	return maphash.Bytes(d.seed, append([]byte{byte(kind)}, k...))
}

// leaveOut fails, or notes that a record is left out where that was asked for.
func (d *dumper) leaveOut(key profiles.Key, reason string) error {
	if !d.o.SkipDamaged {
		return fmt.Errorf("%w: stored %s %s", profiles.ErrDamaged, key, reason)
	}
	h := d.hash(key.Kind, keyBytes(key))
	d.at[h] = 0
	d.d.LeftOut = append(d.d.LeftOut, Fault{key, reason})
	d.frame(frameLeftOut, []byte{byte(key.Kind)}, keyBytes(key))
	return nil
}

// agree compares what was written with the changes: a record that bbolt does not find any more would be missed by nobody else.
func (d *dumper) agree() error {
	for h, x := range d.last {
		rev, there := d.at[h]
		left := there && rev == 0 // left out already
		if !left && (there == x.Deleted || there && rev != x.Revision) {
			if err := d.leaveOut(x.Key, agreement(x, rev, there)); err != nil {
				return err
			}
		}
	}
	for _, rev := range d.at {
		if rev > 0 {
			d.d.Records++
		}
	}
	return nil
}

func (d *dumper) frame(what byte, parts ...[]byte) {
	payload := []byte{what}
	for _, p := range parts {
		payload = append(payload, p...)
	}
	head := binary.BigEndian.AppendUint32(nil, uint32(len(payload)))
	head = binary.BigEndian.AppendUint32(head, crc32.Checksum(payload, castagnoli))
	d.buf.Write(head)
	d.buf.Write(payload)
	d.frames++
}

func (d *dumper) flushLarge() error {
	if d.buf.Len() < 1<<20 {
		return nil
	}
	return d.flush()
}

func (d *dumper) flush() error {
	n, err := d.out.Write(d.buf.Bytes())
	d.buf.Reset()
	d.bytes += int64(n)
	if d.o.Progress != nil {
		d.o.Progress(d.bytes)
	}
	return profiles.Storage(err)
}
