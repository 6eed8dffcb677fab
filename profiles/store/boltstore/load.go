package boltstore

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"

	"go.etcd.io/bbolt"

	"tenon/profiles"
)

// LoadOptions steer a load.
type LoadOptions struct {
	Erased   []*Store // such as the one that is replaced: their logs of erasures are replayed, too
	Progress func(bytes int64)
}

// Loaded says what a load has made.
type Loaded struct {
	Seq      profiles.Seq `json:"seq"`
	Records  int          `json:"records"`
	Erased   int          `json:"erased"`   // persons who were in the dumps and have been erased since
	Replayed int          `json:"replayed"` // entries of the log of erasures that the dumps did not have
	LeftOut  int          `json:"leftOut"`  // damaged records that the dumps had left out

	// Persons are those of the replayed entries who were ever in the dumps, and Searches the standing searches on their behalf that were:
	// what was made from records may still name them.
	Persons, Searches []profiles.Key `json:"-"`
}

// Load makes the store of a directory that has none, from dumps: the first since 0, each other since the last change of the one before.
// later are dumps of which only the log of erasures is read: whoever was erased after the dumps were made is erased again. The new
// store is compared with its feed before it gets its name, and has an id of its own. profiles.ErrDamaged: a dump does not verify.
func Load(ctx context.Context, dir string, dumps, later []io.Reader, o LoadOptions) (l Loaded, err error) {
	c, err := newCodec()
	if err != nil {
		return l, fmt.Errorf("load: %w", err)
	}
	path := filepath.Join(dir, File)
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		return l, fmt.Errorf("load: %w: there is a store in %s", profiles.ErrConflict, dir)
	}
	tmp := path + ".loading"
	if err := os.Remove(tmp); err != nil && !errors.Is(err, os.ErrNotExist) {
		return l, fmt.Errorf("load: %w", profiles.Storage(err))
	}
	bo := options()
	bo.NoSync = true
	db, err := bbolt.Open(tmp, 0o600, bo)
	if err != nil {
		return l, fmt.Errorf("load: %w", translate(err))
	}
	x := &loader{s: &Store{file: handle{path: tmp, dir: dir, check: checkFormat, db: db}, codec: c, changed: make(chan struct{})}, o: o, leftOut: map[profiles.Key]bool{}}
	if err = x.run(ctx, dumps, later); err == nil {
		x.l.Seq, err = x.s.Seq(ctx)
	}
	if err == nil {
		err = db.Sync()
	}
	if err = translate(errors.Join(err, db.Close())); err != nil {
		return l, fmt.Errorf("load: %w", errors.Join(err, os.Remove(tmp)))
	}
	if err := errors.Join(os.Rename(tmp, path), syncDir(dir)); err != nil {
		return l, fmt.Errorf("load: %w", profiles.Storage(err))
	}
	return x.l, nil
}

type loader struct {
	s       *Store
	o       LoadOptions
	l       Loaded
	f       *filler
	store   string       // id of the store that the dumps are of
	dropped profiles.Seq // the last deletion that its feed had no more
	seq     profiles.Seq // of the last change loaded
	bytes   int64
	leftOut map[profiles.Key]bool
	known   map[[16]byte]bool // entries of the log that the dumps have
	late    []erasure         // entries that they have not
	between []newErasures
}

// newErasures are the entries of the log that one dump has and the one before, of change since, has not.
type newErasures struct {
	since profiles.Seq
	log   []erasure
}

func (x *loader) run(ctx context.Context, dumps, later []io.Reader) error {
	x.f = &filler{db: x.s.file.db}
	err := x.f.begin()
	if err == nil {
		err = fresh(x.f.tx)
	}
	for _, d := range dumps {
		if err == nil {
			err = x.dump(ctx, d)
		}
	}
	if err == nil {
		err = x.f.begin()
	}
	if err == nil {
		meta := x.f.tx.Bucket(metaBucket)
		err = errors.Join(meta.Put(seqKey, seqBytes(x.seq)), meta.Put(droppedKey, seqBytes(x.dropped)))
	}
	if err = errors.Join(err, x.f.end(err == nil)); err != nil {
		return err
	}
	if err := x.dropLeftOut(ctx); err != nil {
		return err
	}
	if err := x.dropErased(ctx); err != nil {
		return err
	}
	for _, d := range later {
		if err := x.laterErasures(ctx, d); err != nil {
			return err
		}
	}
	for _, s := range x.o.Erased {
		if err := x.erasuresOf(ctx, s); err != nil {
			return err
		}
	}
	if err := x.replay(ctx); err != nil {
		return err
	}
	r, err := x.s.Check(ctx, nil)
	if err != nil {
		return err
	}
	x.l.Records = r.Records
	if !r.OK() {
		return x.s.mustAgree(ctx)
	}
	return nil
}

// dump loads one dump.
func (x *loader) dump(ctx context.Context, r io.Reader) error {
	before, n := x.known, newErasures{since: x.seq}
	x.known = map[[16]byte]bool{} // the log of the newest dump is that of the moment to which is restored
	err := x.frames(ctx, r, func(what byte, p []byte) error {
		switch what {
		case frameHead:
			return x.head(p)
		case frameRecord:
			return x.record(p)
		case frameDeleted:
			return x.f.put(bucketOf(profiles.Kind(p[0])), p[1:], nil)
		case frameLeftOut:
			x.leftOut[keyOf(profiles.Kind(p[0]), p[1:])] = true
		case frameChange:
			c, err := nextChange(x.seq, p[:8], p[8:])
			if err != nil {
				return err
			}
			k, v := encodeChange(c, x.seq) // the dump before may have one that was overtaken when this one was made
			x.seq = c.Seq
			return x.f.put(changesBucket, k, v)
		case frameErasure:
			e, err := decodeErasure(p[:16], p[16:])
			if err != nil {
				return err
			}
			if x.known[e.ID] = true; !before[e.ID] {
				n.log = append(n.log, e)
			}
			return x.f.put(erasuresBucket, p[:16], p[16:])
		}
		return nil
	})
	if n.since > 0 {
		x.between = append(x.between, n)
	}
	return err
}

func (x *loader) head(p []byte) error {
	since, store := profiles.Seq(binary.BigEndian.Uint64(p[4:])), string(p[12:])
	if len(p) > 12+idSize {
		store = string(p[12 : 12+idSize])
		x.dropped = profiles.Seq(binary.BigEndian.Uint64(append(p[12+idSize:], make([]byte, 8)...)))
	}
	if since != x.seq || since > 0 && store != x.store {
		return fmt.Errorf("%w: a backup since change %d does not go on from change %d", profiles.ErrDamaged, since, x.seq)
	}
	x.store = store
	return nil
}

func (x *loader) record(p []byte) error {
	kind, n := profiles.Kind(p[0]), int(binary.BigEndian.Uint16(p[1:]))
	if blank(kind) == nil || len(p) < 3+n {
		return fmt.Errorf("%w: a record of the backup", profiles.ErrDamaged)
	}
	k, v := p[3:3+n], p[3+n:]
	key := keyOf(kind, k)
	if _, _, err := x.s.codec.open(v, bucketOf(kind), k, key); err != nil {
		return err
	}
	delete(x.leftOut, key)
	return x.f.put(bucketOf(kind), k, v)
}

// laterErasures reads the log of erasures of a dump and nothing else of it.
func (x *loader) laterErasures(ctx context.Context, r io.Reader) error {
	return x.frames(ctx, r, func(what byte, p []byte) error {
		if what != frameErasure {
			return nil
		}
		e, err := decodeErasure(p[:16], p[16:])
		x.late = append(x.late, e)
		return err
	})
}

// erasuresOf reads the log of another store.
func (x *loader) erasuresOf(ctx context.Context, s *Store) error {
	err := s.view(ctx, func(tx *bbolt.Tx) error {
		all, err := erasures(tx)
		x.late = append(x.late, all...)
		return err
	})
	if err != nil {
		return fmt.Errorf("read the log of erasures of %s: %w", s.file.dir, err)
	}
	return nil
}

// shortest are the bytes that a frame of each kind has at least.
var shortest = map[byte]int{frameHead: 12, frameRecord: 3, frameDeleted: 1, frameLeftOut: 1, frameChange: 8, frameErasure: 16, frameEnd: 16}

// frames gives every frame of a dump to each, verified, and sees that the dump is whole.
func (x *loader) frames(ctx context.Context, r io.Reader, each func(what byte, payload []byte) error) error {
	in := bufio.NewReaderSize(r, 1<<20)
	head, first := make([]byte, 8), true
	for n := uint64(0); ; n++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		if _, err := io.ReadFull(in, head); err != nil {
			return fmt.Errorf("%w: the backup ends before its end: %w", profiles.ErrDamaged, err)
		}
		size := binary.BigEndian.Uint32(head)
		if size == 0 || size > maxFrame {
			return fmt.Errorf("%w: frame %d of the backup has %d bytes", profiles.ErrDamaged, n, size)
		}
		p := make([]byte, size)
		if _, err := io.ReadFull(in, p); err != nil {
			return fmt.Errorf("%w: the backup ends before its end: %w", profiles.ErrDamaged, err)
		}
		what := p[0]
		least, known := shortest[what]
		if crc32.Checksum(p, castagnoli) != binary.BigEndian.Uint32(head[4:]) || !known || len(p)-1 < least || first != (what == frameHead) {
			return fmt.Errorf("%w: frame %d of the backup does not verify", profiles.ErrDamaged, n)
		}
		if first && binary.BigEndian.Uint32(p[1:]) > FormatVersion { // before a frame that only later versions know
			return fmt.Errorf("%w: a backup of format %d, this program reads up to %d: use a newer one", profiles.ErrNewer, binary.BigEndian.Uint32(p[1:]), FormatVersion)
		}
		first = false
		if x.bytes += int64(size) + 8; x.o.Progress != nil {
			x.o.Progress(x.bytes)
		}
		if what == frameEnd {
			if binary.BigEndian.Uint64(p[9:]) != n {
				return fmt.Errorf("%w: the backup has %d frames and should have %d", profiles.ErrDamaged, n, binary.BigEndian.Uint64(p[9:]))
			}
			return nil
		}
		if err := each(what, p[1:]); err != nil {
			return err
		}
	}
}

// dropLeftOut deletes, as a change of its own, what the feed has and the dumps left out.
func (x *loader) dropLeftOut(ctx context.Context) error {
	x.l.LeftOut = len(x.leftOut)
	return x.drop(ctx, x.leftOut)
}

// drop deletes records, there or not, in changes of their own.
func (x *loader) drop(ctx context.Context, keys map[profiles.Key]bool) error {
	return x.update(ctx, func(tx *bbolt.Tx, seq profiles.Seq) (profiles.Seq, error) {
		r := &request{seq: seq}
		for key := range keys {
			r.writes = append(r.writes, write{m: &profiles.Mutation{Key: key}, key: keyBytes(key)})
		}
		for i := range r.writes {
			r.sorted = append(r.sorted, &r.writes[i])
		}
		return r.seq, r.do(tx, seq)
	})
}

// update runs a write and keeps the number of the last change that it returns.
func (x *loader) update(ctx context.Context, f func(*bbolt.Tx, profiles.Seq) (profiles.Seq, error)) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return x.s.file.write(func(tx *bbolt.Tx) error {
		seq, err := lastSeq(tx)
		if err != nil {
			return err
		}
		if seq, err = f(tx, seq); err != nil || seq == 0 {
			return err
		}
		return tx.Bucket(metaBucket).Put(seqKey, seqBytes(seq))
	})
}
