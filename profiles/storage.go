package profiles

import (
	"errors"
	"fmt"
	"strings"
	"syscall"
)

// causes are the errors of the operating system that have a name here.
var causes = []struct {
	errno syscall.Errno
	err   error
}{
	{syscall.ENOSPC, ErrDiskFull},
	{syscall.EDQUOT, ErrDiskFull},
	{syscall.EFBIG, ErrDiskFull},
	{syscall.EROFS, ErrReadOnly},
	{syscall.EACCES, ErrReadOnly},
	{syscall.EPERM, ErrReadOnly},
	{syscall.EIO, ErrIO},
	{syscall.EMFILE, ErrExhausted},
	{syscall.ENFILE, ErrExhausted},
	{syscall.ENOMEM, ErrExhausted},
}

// Storage names what keeps storage from working: [ErrDiskFull] and the others of its family. An error of another cause comes back as
// it is. Libraries that print the error of the system into a text of their own are understood by its end.
func Storage(err error) error {
	if err == nil || errors.Is(err, ErrNotFound) || errors.Is(err, ErrUnavailable) || errors.Is(err, ErrDamaged) || errors.Is(err, ErrLocked) {
		return err
	}
	for _, c := range causes {
		if errors.Is(err, c.errno) || strings.HasSuffix(err.Error(), c.errno.Error()) {
			return fmt.Errorf("%w: %w", c.err, err)
		}
	}
	return err
}
