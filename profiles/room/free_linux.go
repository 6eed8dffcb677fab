package room

import "syscall"

// blockSize is of what blocks are counted in: as df does, not the size that is best to write, which is larger on some disks.
func blockSize(s *syscall.Statfs_t) int64 {
	if s.Frsize > 0 {
		return int64(s.Frsize)
	}
	return int64(s.Bsize)
}
