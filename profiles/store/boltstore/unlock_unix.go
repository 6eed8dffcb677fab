//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package boltstore

import (
	"os"
	"syscall"
)

// unlock lets go of the lock that bbolt has on a file, which a mapping that was left behind keeps beyond the file's close. It fails
// where the file is closed already, and the lock is gone then, too.
func unlock(f *os.File) error {
	c, err := f.SyscallConn()
	if err != nil {
		return err
	}
	var failed error
	err = c.Control(func(fd uintptr) { failed = syscall.Flock(int(fd), syscall.LOCK_UN) })
	if err == nil {
		err = failed
	}
	return err
}
