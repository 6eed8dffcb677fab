package profiles_test

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"syscall"
	"testing"

	"tenon/profiles"
)

func TestStorageNamesTheCause(t *testing.T) {
	for _, c := range []struct{ err, want error }{
		{&fs.PathError{Op: "write", Path: "records.db", Err: syscall.ENOSPC}, profiles.ErrDiskFull},
		{fmt.Errorf("file resize error: %s", syscall.ENOSPC), profiles.ErrDiskFull}, // as bbolt says it
		{fmt.Errorf("sync: %w", syscall.EIO), profiles.ErrIO},
		{syscall.EROFS, profiles.ErrReadOnly},
		{syscall.EMFILE, profiles.ErrExhausted},
		{fmt.Errorf("mmap: %w", syscall.ENOMEM), profiles.ErrExhausted},
	} {
		if got := profiles.Storage(c.err); !errors.Is(got, c.want) || !errors.Is(got, profiles.ErrUnavailable) {
			t.Errorf("%v: %v: want %v", c.err, got, c.want)
		}
	}
	damaged := fmt.Errorf("%w: %w", profiles.ErrDamaged, syscall.EIO)
	for _, err := range []error{nil, io.EOF, damaged} {
		if got := profiles.Storage(err); got != err {
			t.Errorf("%v became %v", err, got)
		}
	}
}
