package aside

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"tenon/profiles"
	"tenon/profiles/durable"
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
	if f.Version > version {
		return nil, fmt.Errorf("%w: %s is of format %d, this program reads up to %d: use a newer one", profiles.ErrNewer, path, f.Version, version)
	}
	if f.Version != version {
		return nil, fmt.Errorf("%w: %s says no format: move it away, it is made anew", profiles.ErrDamaged, path)
	}
	return f.All, nil
}

// save replaces a file whole, durably.
func save[T any](path string, all []T) error {
	b, err := json.Marshal(struct {
		Version int `json:"version"`
		All     []T `json:"all"`
	}{version, all})
	if err != nil {
		return err
	}
	return durable.Replace(path, b)
}
