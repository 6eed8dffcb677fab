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

	"tenon/profiles"
)

// Check reads every segment on disk and compares it with the checksum at its end, which bleve writes and never looks at.
// profiles.ErrDamaged names those that differ. Segments that a merge removes meanwhile are passed over.
func (t *Text) Check(ctx context.Context) error {
	files, err := filepath.Glob(filepath.Join(t.ix.Name(), "store", "*.zap"))
	if err != nil {
		return fmt.Errorf("check text index: %w", err)
	}
	var faults []error
	for _, f := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := verify(f); err != nil && !errors.Is(err, fs.ErrNotExist) {
			faults = append(faults, fmt.Errorf("check text index: segment %s: %w", filepath.Base(f), err))
		}
	}
	return errors.Join(faults...)
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
