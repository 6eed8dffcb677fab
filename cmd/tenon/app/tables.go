package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"tenon/profiles"
	"tenon/profiles/store/boltstore"
)

// tableFiles are the files beside the store with what is made from records and is dear to make again.
var tableFiles = []string{KeptFile, AlertsFile}

// opened are the tables of a file that this process has open; nil where it has not.
func (a *App) opened(file string) *boltstore.Tables {
	switch {
	case file == KeptFile && a.kept != nil:
		return a.kept.tables
	case file == AlertsFile && a.alerts.Load() != nil:
		return a.alerts.Load().tables
	}
	return nil
}

// withTables gives the tables of a file to f, where there is such a file. profiles.ErrLocked: another process has it.
func (a *App) withTables(file string, f func(*boltstore.Tables) error) error {
	if t := a.opened(file); t != nil {
		return f(t)
	}
	if _, err := os.Stat(filepath.Join(a.dir, file)); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	t, err := boltstore.OpenTables(a.dir, file)
	if err != nil {
		return err
	}
	return errors.Join(f(t), t.Close())
}

// tablesPatience is how long is waited for another process that reads tables.
const tablesPatience = 20 * time.Second

// waitForTables is withTables, but for a while it waits for another process. profiles.ErrLocked: that goes on.
func (a *App) waitForTables(ctx context.Context, file string, f func(*boltstore.Tables) error) error {
	ctx, cancel := context.WithTimeout(ctx, tablesPatience)
	defer cancel()
	for {
		err := a.withTables(file, f) // it waits for the lock, each time
		if !errors.Is(err, profiles.ErrLocked) || ctx.Err() != nil {
			return err
		}
	}
}

// anew opens the tables of a file, and removes a damaged one first: what is in it is made from records. why says what was wrong.
func anew(dir, file string) (t *boltstore.Tables, why string, err error) {
	t, err = boltstore.OpenTables(dir, file)
	if err == nil {
		err = verifySmall(t, filepath.Join(dir, file))
	}
	if !errors.Is(err, profiles.ErrDamaged) {
		return t, "", err
	}
	why = fmt.Sprintf("%s: %v", file, err)
	if err := os.Remove(filepath.Join(dir, file)); err != nil {
		return nil, why, fmt.Errorf("remove damaged %s: %w", file, profiles.Storage(err))
	}
	t, err = boltstore.OpenTables(dir, file)
	return t, why, err
}

// verifySmall verifies every value of tables that take no time, and closes those that it does not pass.
func verifySmall(t *boltstore.Tables, path string) error {
	fi, err := os.Stat(path)
	if err == nil && fi.Size() <= verifiedAtOnce {
		err = t.Check(context.Background())
	}
	if err != nil {
		return errors.Join(err, t.Close())
	}
	return nil
}
