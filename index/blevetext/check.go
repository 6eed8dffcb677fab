package blevetext

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/blevesearch/bleve/v2/index/scorch"
	segment "github.com/blevesearch/scorch_segment_api/v2"

	"tenon/profiles"
)

// Check reads every segment in use and compares it with the checksum at its end, which bleve writes and never looks at.
// profiles.ErrDamaged names those that differ, the family of profiles.ErrUnavailable those that cannot be read for now. Files that are being written are in no snapshot yet, and are passed over.
func (t *Text) Check(ctx context.Context) error {
	files, release, err := t.segments()
	if err != nil {
		return fmt.Errorf("check text index: %w", err)
	}
	defer release()
	return t.verified(ctx, files)
}

// verified compares files with their checksums. One that is not there is damage where the index needs it; bleve deletes those that it has
// merged also while somebody reads them.
func (t *Text) verified(ctx context.Context, files []string) error {
	var faults, missing []error
	var gone []string
	for _, f := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		err := verify(f)
		if err == nil {
			continue
		}
		fault := fmt.Errorf("check text index: segment %s: %w", filepath.Base(f), profiles.Storage(err))
		if errors.Is(err, fs.ErrNotExist) {
			gone, missing = append(gone, f), append(missing, fault)
			continue
		}
		faults = append(faults, fault)
	}
	if len(gone) == 0 {
		return errors.Join(faults...)
	}
	needed, release, err := t.segments()
	if err != nil {
		return errors.Join(append(faults, fmt.Errorf("check text index: %w", err))...)
	}
	defer release()
	for i, f := range gone {
		if slices.Contains(needed, f) {
			faults = append(faults, missing[i])
		}
	}
	return errors.Join(faults...)
}

// segments are the files of the snapshot that is served now; what is open of them stays until release is called.
func (t *Text) segments() (files []string, release func(), err error) {
	t.mu.RLock()
	defer t.mu.RUnlock()
	if t.closed {
		return nil, nil, fmt.Errorf("%w: the text index", profiles.ErrClosed)
	}
	snapshot, err := t.snapshot()
	if err != nil {
		return nil, nil, err
	}
	for _, s := range snapshot.Segments() {
		if p, ok := s.Segment().(segment.PersistedSegment); ok {
			files = append(files, p.Path())
		}
	}
	return files, func() { _ = snapshot.Close() }, nil // of a snapshot in memory
}

// Used is how many bytes the segments on the disk have for documents that are there, and for such as are not any more, taken to be as
// large as the others.
func (t *Text) Used() (used, free int64, err error) {
	t.mu.RLock()
	defer t.mu.RUnlock()
	if t.closed {
		return 0, 0, fmt.Errorf("%w: the text index", profiles.ErrClosed)
	}
	return t.used()
}

// used is Used; mu is held.
func (t *Text) used() (used, free int64, err error) {
	err = t.call(func() error {
		snapshot, err := t.snapshot()
		if err != nil {
			return err
		}
		defer func() { _ = snapshot.Close() }() // of a snapshot in memory
		for _, s := range snapshot.Segments() {
			p, ok := s.Segment().(segment.PersistedSegment)
			if !ok {
				continue
			}
			fi, err := os.Stat(p.Path())
			if errors.Is(err, fs.ErrNotExist) { // it has been merged meanwhile
				continue
			}
			if err != nil {
				return profiles.Storage(err)
			}
			live := int64(float64(fi.Size()) * float64(s.LiveSize()) / float64(max(s.FullSize(), 1)))
			used, free = used+live, free+fi.Size()-live
		}
		return nil
	})
	return used, free, err
}

// snapshot is the index as it is now. mu is held.
func (t *Text) snapshot() (*scorch.IndexSnapshot, error) {
	ix, err := t.ix.Advanced()
	if err != nil {
		return nil, translate(err)
	}
	reader, err := ix.Reader()
	if err != nil {
		return nil, translate(err)
	}
	s, ok := reader.(*scorch.IndexSnapshot)
	if !ok {
		return nil, errors.Join(fmt.Errorf("text index: an index of type %T", ix), reader.Close())
	}
	return s, nil
}

// Size is how many bytes the segments on the disk have.
func (t *Text) Size() (n int64) {
	files, _ := filepath.Glob(filepath.Join(t.ix.Name(), "store", "*.zap")) // the pattern is well formed
	for _, f := range files {
		if fi, err := os.Stat(f); err == nil {
			n += fi.Size()
		}
	}
	return n
}

// verify compares the last four bytes of a file with the checksum of all before.
func verify(file string) (err error) {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	fi, err := f.Stat()
	if err != nil {
		return err
	}
	if fi.Size() < crc32.Size {
		return fmt.Errorf("%w: %d bytes", profiles.ErrDamaged, fi.Size())
	}
	r, sum := bufio.NewReaderSize(f, 1<<20), crc32.NewIEEE()
	if _, err := io.CopyN(sum, r, fi.Size()-crc32.Size); err != nil {
		return err
	}
	var want [crc32.Size]byte
	if _, err := io.ReadFull(r, want[:]); err != nil {
		return err
	}
	if sum.Sum32() != binary.BigEndian.Uint32(want[:]) {
		return fmt.Errorf("%w: its checksum differs", profiles.ErrDamaged)
	}
	return nil
}
