package crashtest

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"tenon/cmd/tenon/app"
	"tenon/profiles"
)

// TestBackupUnderLoad makes backups, full and incremental, while others write 500 records a second, restores each elsewhere and
// compares it with what was there at its number; a damaged one is refused.
func TestBackupUnderLoad(t *testing.T) {
	dir := t.TempDir()
	filled(t, dir, false)
	a, err := open(filepath.Join(dir, "data"))
	if err != nil {
		t.Fatal(err)
	}
	writing, stop := context.WithCancel(ctx)
	l := &ledger{at: map[profiles.Seq]map[string]version{}}
	var work sync.WaitGroup
	work.Go(func() { _ = a.Follower.Run(writing) }) // it ends by stop
	work.Go(func() { l.write(writing, t, a) })
	to := filepath.Join(dir, "backups")
	for n := range 2 * *backups {
		m, err := a.Backup(ctx, to, app.BackupOptions{Incremental: n%2 == 1})
		if err != nil {
			t.Fatal(err)
		}
		elsewhere := filepath.Join(dir, fmt.Sprint("restored", n))
		if _, err := app.Restore(ctx, to, elsewhere, app.RestoreOptions{}); err != nil {
			t.Fatal(err)
		}
		l.compare(t, elsewhere, m.Seq)
	}
	stop()
	work.Wait()
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	refused(t, to)
}

// ledger knows what every key was at every change, from one writer.
type ledger struct {
	mu sync.Mutex
	at map[profiles.Seq]map[string]version
}

func (l *ledger) write(ctx context.Context, t *testing.T, a *app.App) {
	r, now := rand.New(rand.NewPCG(*seed, 3)), map[string]version{}
	tick := time.NewTicker(20 * time.Millisecond) // ten records each: 500 a second
	defer tick.Stop()
	for v := version(1000); ; {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		var ms []profiles.Mutation
		for _, i := range r.Perm(60)[:10] {
			k := fmt.Sprintf("b%03d", i)
			v++
			if now[k] > 0 && r.IntN(5) == 0 {
				ms, now[k] = append(ms, profiles.Mutation{Key: candidateKey(k)}), 0
				continue
			}
			ms, now[k] = append(ms, profiles.Mutation{Key: candidateKey(k), Record: candidate(k, v)}), v
		}
		l.mu.Lock() // a backup of this number may be compared before it is noted otherwise
		seq, err := a.Store.Apply(context.WithoutCancel(ctx), ms)
		if err != nil {
			t.Error(err)
		}
		was := map[string]version{}
		for k, v := range now {
			was[k] = v
		}
		l.at[seq] = was
		l.mu.Unlock()
	}
}

// compare: a backup is of the end of a commit.
func (l *ledger) compare(t *testing.T, dir string, seq profiles.Seq) {
	t.Helper()
	l.mu.Lock()
	want := l.at[seq]
	l.mu.Unlock()
	a, err := open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	}()
	for i := range 60 {
		k := fmt.Sprintf("b%03d", i)
		if v, err := new(model).is(a, k); err != nil || v != want[k] {
			t.Errorf("restored at %d: %s is at %d, was at %d: %v", seq, k, v, want[k], err)
		}
	}
	c, err := a.Check(ctx, app.CheckOptions{Deep: true, Pages: true})
	if err != nil || !c.OK() {
		t.Errorf("restored at %d: %v %+v", seq, err, c)
	}
}

// refused damages a byte of every file of the backups, one at a time.
func refused(t *testing.T, to string) {
	t.Helper()
	all, err := files(to)
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(*seed, 4))
	for _, f := range all {
		whole, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		b := append([]byte(nil), whole...)
		at := r.IntN(len(b))
		if filepath.Base(f) == "manifest.sha256" {
			at = r.IntN(64) // behind the sum is only a name
		}
		b[at] ^= 1 << r.IntN(8)
		if err := os.WriteFile(f, b, 0o600); err != nil {
			t.Fatal(err)
		}
		number, err := strconv.Atoi(filepath.Base(filepath.Dir(f)))
		if err != nil {
			t.Fatal(err)
		}
		into := filepath.Join(t.TempDir(), "into")
		for _, o := range []app.RestoreOptions{{Number: number}, {Verify: true}} {
			if _, err := app.Restore(ctx, to, into, o); !errors.Is(err, profiles.ErrDamaged) {
				t.Errorf("byte %d of %s: %+v: %v: want damaged", at, f, o, err)
			}
		}
		if _, err := os.Stat(into); err == nil {
			t.Errorf("byte %d of %s: something was written", at, f)
		}
		if err := os.WriteFile(f, whole, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := app.Restore(ctx, to, "", app.RestoreOptions{Verify: true}); err != nil {
		t.Error(err)
	}
}
