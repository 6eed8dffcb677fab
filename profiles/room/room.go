// Package room looks whether a disk has room for a file before it is written: one that is given up halfway, because the disk is full, has
// kept everybody else from writing until then.
package room

import (
	"fmt"

	"tenon/profiles"
)

// For is an error where the disk of a directory has less room than a file of about so many bytes takes: profiles.ErrNoRoom, with what is
// needed and what there is. It reserves nothing, and what the disk does not tell, as quotas, is met by who writes.
func For(dir, file string, bytes int64) error {
	free, known := Free(dir)
	if !known || bytes <= free {
		return nil
	}
	return fmt.Errorf("%w: to write %s takes about %s, and %s are free", profiles.ErrNoRoom, file, megabytes(bytes), megabytes(free))
}

// Free is how many bytes more whoever is not root can write to the disk of a directory. False where the disk does not tell.
func Free(dir string) (bytes int64, known bool) { return free(dir) }

func megabytes(n int64) string { return fmt.Sprintf("%.1f MB", float64(n)/1e6) }
