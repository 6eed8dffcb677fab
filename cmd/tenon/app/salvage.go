package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"tenon/profiles"
	"tenon/profiles/store/boltstore"
)

// Salvaged says what has been saved of a directory whose feed of changes is damaged.
type Salvaged struct {
	boltstore.Salvaged
	Replaced string `json:"replaced"` // where the damaged store is
}

// Salvage makes the feed of changes of a directory anew from its records: see boltstore.Salvage. What standing searches have found stays;
// text, columns and kept lists are made anew afterwards.
func Salvage(ctx context.Context, dir string, now func() time.Time, tell func(at, of int64)) (*Salvaged, error) {
	r := &restorer{dir: dir, o: RestoreOptions{Now: now}, out: &Restored{}}
	var progress func(int64)
	if fi, err := os.Stat(filepath.Join(dir, boltstore.File)); err == nil && tell != nil {
		progress = func(n int64) { tell(n, max(n, fi.Size())) }
	}
	tmp := filepath.Join(dir, making)
	out := &Salvaged{}
	err := errors.Join(os.RemoveAll(tmp), os.MkdirAll(tmp, backupDirMode))
	if err == nil {
		out.Salvaged, err = boltstore.Salvage(ctx, dir, tmp, progress, func() error {
			if err := copyTo(filepath.Join(tmp, AlertsFile), filepath.Join(dir, AlertsFile)); err != nil {
				return err
			}
			return r.place(tmp)
		})
	}
	out.Replaced = r.out.Replaced
	if err = errors.Join(err, os.RemoveAll(tmp)); err != nil {
		return nil, fmt.Errorf("rebuild feed: %w", profiles.Storage(err))
	}
	return out, nil
}

// copyTo copies a file where it is there.
func copyTo(to, from string) error {
	if _, err := os.Stat(from); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return writeSynced(to, func(w io.Writer) error { return readInto(w, from) })
}
