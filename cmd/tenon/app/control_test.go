package app_test

import (
	"bytes"
	"context"
	"errors"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"tenon/cmd/tenon/app"
	"tenon/profiles"
	"tenon/profiles/store/boltstore"
)

// controlled serves the control socket of a directory until the test ends, and returns it, and what ends it.
func controlled(t *testing.T, dir string) (*app.App, func()) {
	t.Helper()
	a, err := app.Open(t.Context(), dir, month, nil, quiet())
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	var all sync.WaitGroup
	all.Go(func() {
		if err := a.Control(ctx, quiet()); err != nil {
			t.Error(err)
		}
	})
	end := sync.OnceFunc(func() {
		stop()
		all.Wait()
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(end)
	for { // until somebody listens: a socket that a kill has left is there before
		c, err := net.Dial("unix", filepath.Join(dir, app.ControlFile))
		if err == nil {
			_ = c.Close()
			return a, end
		}
	}
}

// What a second process asks of the one that has the directory is what that one would do itself, with its typed errors.
func TestTheControlSocketChecksBacksUpAndCompacts(t *testing.T) {
	dir, to := three(t), t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, app.ControlFile), nil, 0o600); err != nil { // as a kill leaves it
		t.Fatal(err)
	}
	controlled(t, dir)
	fi, err := os.Stat(filepath.Join(dir, app.ControlFile))
	if err != nil || fi.Mode().Perm() != 0o600 {
		t.Errorf("the socket: %v, %v", fi.Mode(), err)
	}
	var c app.Checked
	if err := app.Ask(t.Context(), dir, app.OpCheck, app.CheckOptions{Deep: true, Pages: true}, &c, nil); err != nil || !c.OK() || !c.Deep || c.Text.Compared != 4 {
		t.Errorf("check: %v, %+v", err, c)
	}
	var m app.Manifest
	incremental := app.Backing{Dir: to, BackupOptions: app.BackupOptions{Incremental: true}}
	if err := app.Ask(t.Context(), dir, app.OpBackup, incremental, &m, nil); !errors.Is(err, profiles.ErrNotFound) || !strings.Contains(err.Error(), "make a full one first") {
		t.Errorf("an incremental one without a full one: %v", err)
	}
	if err := app.Ask(t.Context(), dir, app.OpBackup, app.Backing{Dir: "backups"}, &m, nil); !errors.Is(err, profiles.ErrInvalid) {
		t.Errorf("a relative directory: %v", err)
	}
	if err := app.Ask(t.Context(), dir, app.OpBackup, app.Backing{Dir: to}, &m, nil); err != nil || m.Number != 1 || m.Records != 4 {
		t.Errorf("backup: %v, %+v", err, m)
	}
	if err := app.Ask(t.Context(), dir, app.OpBackup, incremental, &m, nil); err != nil || m.Number != 2 {
		t.Errorf("incremental backup: %v, %+v", err, m)
	}
	if _, err := app.Restore(t.Context(), to, filepath.Join(t.TempDir(), "again"), app.RestoreOptions{}); err != nil {
		t.Errorf("restore: %v", err)
	}
	var x app.Compacted
	if err := app.Ask(t.Context(), dir, app.OpCompact, struct{}{}, &x, nil); err != nil || x.After == 0 {
		t.Errorf("compact: %v, %+v", err, x)
	}
	if err := app.Ask(t.Context(), dir, "erase-everything", struct{}{}, &x, nil); err == nil {
		t.Error("an operation that there is not")
	}
}

// Damage that is found through the socket is damage to whoever asked.
func TestTheControlSocketTellsDamage(t *testing.T) {
	dir := three(t)
	edit(t, filepath.Join(dir, boltstore.File), func(b []byte) []byte {
		return bytes.ReplaceAll(b, []byte("headline of beta"), []byte("headline of bet!"))
	})
	controlled(t, dir)
	var c app.Checked
	if err := app.Ask(t.Context(), dir, app.OpCheck, app.CheckOptions{}, &c, nil); err != nil || c.OK() || len(c.Store.Faults) != 1 {
		t.Errorf("check: %v, %+v", err, c)
	}
	err := app.Ask(t.Context(), dir, app.OpBackup, app.Backing{Dir: t.TempDir()}, &app.Manifest{}, nil)
	if !errors.Is(err, profiles.ErrDamaged) || !strings.Contains(err.Error(), "beta") {
		t.Errorf("backup: %v", err)
	}
}

// Several who ask at once are served one after the other, each backup under a number of its own.
func TestTheControlSocketServesOneAfterTheOther(t *testing.T) {
	dir, to := three(t), t.TempDir()
	controlled(t, dir)
	var all sync.WaitGroup
	numbers := make([]int, 4)
	for i := range numbers {
		all.Go(func() {
			var m app.Manifest
			if err := app.Ask(t.Context(), dir, app.OpBackup, app.Backing{Dir: to}, &m, nil); err != nil {
				t.Error(err)
			}
			numbers[i] = m.Number
		})
	}
	all.Wait()
	seen := map[int]bool{}
	for _, n := range numbers {
		seen[n] = true
	}
	if len(seen) != 4 || !seen[1] || !seen[4] {
		t.Errorf("numbers %v", numbers)
	}
}

// Whoever asks a process that ends, or has ended, is told so.
func TestTheControlSocketEndsWithItsProcess(t *testing.T) {
	dir := three(t)
	if err := app.Ask(t.Context(), dir, app.OpCheck, app.CheckOptions{}, &app.Checked{}, nil); !errors.Is(err, profiles.ErrNotFound) {
		t.Errorf("nobody has it open: %v", err)
	}
	_, end := controlled(t, dir)
	end()
	err := app.Ask(t.Context(), dir, app.OpCheck, app.CheckOptions{}, &app.Checked{}, nil)
	if err == nil {
		t.Error("somebody answers whose process has ended")
	}
	l, err := net.Listen("unix", filepath.Join(dir, "other.sock"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(filepath.Join(dir, "other.sock"), filepath.Join(dir, app.ControlFile)); err != nil {
		t.Fatal(err)
	}
	cut := &http.Server{Handler: http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })}
	ended := make(chan struct{})
	go func() { _ = cut.Serve(l); close(ended) }()
	defer func() { _ = cut.Close(); <-ended }()
	if err := app.Ask(t.Context(), dir, app.OpCheck, app.CheckOptions{}, &app.Checked{}, nil); err == nil || !strings.Contains(err.Error(), "the process that has") {
		t.Errorf("one that ends before it answers: %v", err)
	}
}
