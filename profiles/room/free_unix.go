//go:build linux || darwin || freebsd

package room

import "syscall"

// free is Free. A disk that says of itself that it has no blocks at all, as one in memory without a bound, tells nothing.
func free(dir string) (bytes int64, known bool) {
	var s syscall.Statfs_t
	if err := syscall.Statfs(dir, &s); err != nil || s.Blocks == 0 {
		return 0, false
	}
	return max(0, int64(s.Bavail)) * blockSize(&s), true
}
