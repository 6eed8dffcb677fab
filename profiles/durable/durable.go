// Package durable replaces small files whole: what was there is there until the new one is, through crashes and losses of power.
package durable

import (
	"errors"
	"os"
	"path/filepath"

	"tenon/profiles"
)

// Replace puts a file of these bytes, for its owner alone, in the place of another, which need not be there. After an error the file is
// the one of before, or the new one; nothing else is left. profiles.ErrDiskFull and its family.
func Replace(path string, b []byte) error { return profiles.Storage(replace(path, b)) }

func replace(path string, b []byte) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".")
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return SyncDir(filepath.Dir(path))
}

// SyncDir makes names in a directory durable.
func SyncDir(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
