package crashtest

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tenon/cmd/tenon/app"
	"tenon/profiles"
	"tenon/profiles/point"
	"tenon/testdata/directories"
)

// TestKillAtPoints ends the program at every named point, some time after it began, and goes on with the same directory.
func TestKillAtPoints(t *testing.T) {
	for _, at := range []string{point.StoreCommitted, point.StoreErasing, point.TextBatch, point.TextMerge, point.ColumnsSaving, point.KeptWriting} {
		t.Run(at, func(t *testing.T) {
			dir, m, r := t.TempDir(), newModel(), rand.New(rand.NewPCG(*seed, 2))
			for n := 1; n <= *each && !t.Failed(); n++ {
				run(t, command("load", dir, n, fmt.Sprintf("%s:%d", at, 1+r.IntN(8))), m, nil)
				mustBeKilled(t, m)
				m.verify(t, dir)
			}
		})
	}
}

// mustBeKilled: a point that is not reached proves nothing.
func mustBeKilled(t *testing.T, m *model) {
	t.Helper()
	if !m.killed {
		t.Fatal("the child ended by itself: the point was not reached")
	}
}

// content is every record of a directory with what is in its columns and its text, as far as all agree.
func content(t *testing.T, dir string) map[string]profiles.Record {
	t.Helper()
	a, err := open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	}()
	out := map[string]profiles.Record{}
	for _, kind := range []profiles.Kind{profiles.KindCandidate, profiles.KindRole, profiles.KindIdentity} {
		p, err := a.Store.Scan(ctx, kind, profiles.Key{}, 10_000)
		if err != nil || p.More {
			t.Fatalf("scan: %v", err)
		}
		for _, e := range p.Entries {
			out[e.Key.String()] = e.Record
		}
	}
	if err := a.Follower.CatchUp(ctx); err != nil {
		t.Fatal(err)
	}
	c, err := a.Check(ctx, app.CheckOptions{Deep: true, Pages: true})
	if err != nil || !c.OK() {
		t.Fatalf("check: %v %+v %+v", err, c, c.Store)
	}
	return out
}

// filled makes a directory below dir with some records, and a backup of it where that is wanted.
func filled(t *testing.T, dir string, backup bool) {
	t.Helper()
	a, err := open(filepath.Join(dir, "data"))
	if err != nil {
		t.Fatal(err)
	}
	var ms []profiles.Mutation
	for i := range 120 {
		k := fmt.Sprintf("k%03d", i)
		ms = append(ms, profiles.Mutation{Key: candidateKey(k), Record: candidate(k, version(1+i))}, profiles.Mutation{Key: identityKey(k), Record: person(k, version(1+i))})
	}
	if _, err := a.Store.Apply(ctx, ms); err != nil {
		t.Fatal(err)
	}
	err = a.Follower.CatchUp(ctx)
	if backup && err == nil {
		_, err = a.Backup(ctx, filepath.Join(dir, "backups"), app.BackupOptions{})
	}
	if err := errors.Join(err, a.Close()); err != nil {
		t.Fatal(err)
	}
}

// TestKilledOperations ends a backup, a restore and a compaction at their points: what there was is there, and the next one works.
func TestKilledOperations(t *testing.T) {
	for _, c := range []struct{ job, at string }{{"backup", point.BackupWriting}, {"backup", point.BackupNaming}, {"restore", point.RestorePlacing}, {"compact", point.StoreCompacting}, {"trim", point.StoreTrimming}} {
		t.Run(c.at, func(t *testing.T) {
			dir := t.TempDir()
			filled(t, dir, true)
			want := content(t, filepath.Join(dir, "data"))
			for n := range *each {
				m, reached := newModel(), 1
				if c.job == "trim" {
					reached += n % 2 // within the first portion, or the next
				}
				run(t, command(c.job, dir, 0, fmt.Sprint(c.at, ":", reached)), m, nil)
				mustBeKilled(t, m)
				if d := cmp.Diff(want, content(t, filepath.Join(dir, "data"))); d != "" {
					t.Fatalf("the data is another:\n%s", d)
				}
				if said := run(t, command(c.job, dir, 0, ""), m, nil); said != "" {
					t.Fatal(said)
				}
				if _, err := app.Restore(ctx, filepath.Join(dir, "backups"), "", app.RestoreOptions{Verify: true}); err != nil {
					t.Fatal(err)
				}
				if c.job == "restore" {
					if d := cmp.Diff(want, content(t, filepath.Join(dir, "restored"))); d != "" {
						t.Fatalf("restored is another:\n%s", d)
					}
				}
			}
		})
	}
}

// TestKilledMigration ends the first start with a store of an older format within each step to the next.
func TestKilledMigration(t *testing.T) {
	newest := directories.Formats[len(directories.Formats)-1]
	for _, format := range directories.Formats[:len(directories.Formats)-1] {
		for step := 1; step <= newest-format; step++ {
			t.Run(fmt.Sprintf("from %d, step %d", format, step), func(t *testing.T) {
				for n := 0; n < *each && !t.Failed(); n++ {
					dir := t.TempDir()
					m := newModel()
					older(t, format, dir)
					run(t, command("open", dir, 0, fmt.Sprintf("%s:%d", point.StoreMigrating, step)), m, nil)
					mustBeKilled(t, m)
					migrated(t, format, dir)
				}
			})
		}
	}
}

// TestMigrationKilledAtEveryCall ends it before each system call that writes or syncs the store.
func TestMigrationKilledAtEveryCall(t *testing.T) {
	strace, err := exec.LookPath("strace")
	if err != nil {
		required(t, "strace", err.Error())
	}
	for _, format := range directories.Formats[:len(directories.Formats)-1] {
		kills := 0
		for n := 1; ; n++ {
			dir := t.TempDir()
			m := newModel()
			older(t, format, dir)
			under := []string{strace, "-f", "-qq", "-o", os.DevNull, "-P", filepath.Join(dir, "data", "records.db"), "-e", "trace=pwrite64,fdatasync,fsync,ftruncate",
				"-e", fmt.Sprintf("inject=pwrite64,fdatasync,fsync,ftruncate:signal=KILL:when=%d", n)}
			run(t, command("open", dir, 0, "", under...), m, nil)
			if !m.killed {
				break
			}
			kills++
			migrated(t, format, dir)
		}
		if kills < 4 { // each step syncs twice
			t.Errorf("from format %d: %d kills", format, kills)
		}
		t.Logf("from format %d: killed at %d calls", format, kills)
	}
}

// older unpacks a directory of an older format.
func older(t *testing.T, format int, dir string) {
	t.Helper()
	if err := directories.Unpack(format, filepath.Join(dir, "data")); err != nil {
		t.Fatal(err)
	}
}

// migrated: the next start goes on where the one before was cut short, and every record is there.
func migrated(t *testing.T, format int, dir string) {
	t.Helper()
	want, err := directories.Records(format)
	if err != nil {
		t.Fatal(err)
	}
	if got := len(content(t, filepath.Join(dir, "data"))); got < len(want) {
		t.Errorf("%d records after a migration that was cut short, of %d", got, len(want))
	}
}
