package aside

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"tenon/profiles"
)

// version is of the format of both files. 1: the first.
const version = 1

// load reads a file that need not be there. profiles.ErrDamaged, profiles.ErrNewer.
func load[T any](path string) (out []T, err error) {
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.Base(path), err)
	}
	var f struct {
		Version int `json:"version"`
		All     []T `json:"all"`
	}
	if err := json.Unmarshal(b, &f); err != nil {
		return nil, fmt.Errorf("%w: %s does not decode: move it away, it is made anew: %w", profiles.ErrDamaged, path, err)
	}
	if f.Version != version {
		return nil, fmt.Errorf("%w: %s is of format %d: this program reads %d", profiles.ErrDamaged, path, f.Version, version)
	}
	return f.All, nil
}

// save replaces a file whole, durably.
func save[T any](path string, all []T) (err error) {
	b, err := json.Marshal(struct {
		Version int `json:"version"`
		All     []T `json:"all"`
	}{version, all})
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, f.Close(), os.Remove(f.Name()))
		}
	}()
	if _, err := f.Write(b); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return err
	}
	if err := syncDir(filepath.Dir(path)); err != nil {
		return err
	}
	return f.Close()
}

func syncDir(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
