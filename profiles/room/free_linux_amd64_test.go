package room

import (
	"syscall"
	"testing"
)

// A disk that is best written to in large pieces, as one that a host shares with its machines, does not have the more room for that.
func TestRoomIsCountedInBlocksOfTheDisk(t *testing.T) {
	for _, x := range []struct{ best, fragment, want int64 }{{1 << 20, 4096, 4096}, {4096, 4096, 4096}, {4096, 0, 4096}} {
		s := syscall.Statfs_t{Bsize: x.best, Frsize: x.fragment}
		if got := blockSize(&s); got != x.want {
			t.Errorf("blocks of %d, best written in %d: counted as %d", x.fragment, x.best, got)
		}
	}
}
