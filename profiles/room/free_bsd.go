//go:build darwin || freebsd

package room

import "syscall"

// blockSize is of what blocks are counted in.
func blockSize(s *syscall.Statfs_t) int64 { return int64(s.Bsize) }
