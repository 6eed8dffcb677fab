package crashtest

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"tenon/cmd/tenon/app"
	"tenon/engine/batch"
	"tenon/profiles"
	"tenon/profiles/point"
)

// The environment of a child: what it does, where, and at which point it ends.
const (
	childJob   = "TENON_CRASHTEST_JOB"
	childDir   = "TENON_CRASHTEST_DIR"
	childRound = "TENON_CRASHTEST_ROUND"
	childPoint = "TENON_CRASHTEST_POINT" // name:n, the n-th time it is reached
	childSteps = "TENON_CRASHTEST_STEPS" // operations of each writer, where another number than the usual is wanted
)

const (
	writers = 4
	keysOf  = 60 // each writer's own
)

// tell prints a line for the parent, whole.
var telling sync.Mutex

func tell(format string, args ...any) {
	telling.Lock()
	defer telling.Unlock()
	if _, err := fmt.Printf(format+"\n", args...); err != nil {
		os.Exit(3) // the parent is gone
	}
}

func child(job string) int {
	if job == "program" {
		return program()
	}
	if at := os.Getenv(childPoint); at != "" {
		endAt(at)
	}
	round, err := strconv.Atoi(os.Getenv(childRound))
	if err != nil {
		tell("E %v", err)
		return 1
	}
	dir := os.Getenv(childDir)
	switch job {
	case "load":
		err = load(dir, round, 0)
	case "steps":
		steps, _ := strconv.Atoi(os.Getenv(childSteps)) // the parent wrote it
		err = load(dir, round, cmp.Or(steps, stepsOfFaults))
	case "power":
		err = load(dir, round, stepsOfPower, compacting)
	case "damage":
		err = damaged(dir, round)
	case "hang", "deaf":
		hang(job == "deaf")
	default:
		err = operation(job, dir)
	}
	switch {
	case errors.Is(err, profiles.ErrUnavailable): // said clearly, and the next start may work
		tell("U %v", err)
	case err != nil:
		tell("E %v", err)
	default:
		return 0
	}
	return 1
}

// endAt kills this process at a point.
func endAt(at string) {
	name, n, _ := strings.Cut(at, ":")
	left := new(atomic.Int64)
	count, _ := strconv.Atoi(n) // the parent wrote it
	left.Store(int64(count))
	point.Set(func(here string) {
		if here == name && left.Add(-1) == 0 {
			_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {}
		}
	})
}

// operation is one that a process makes and ends: a backup, a restore, a compaction.
func operation(job, dir string) error {
	if job == "restore" {
		_, err := app.Restore(ctx, filepath.Join(dir, "backups"), filepath.Join(dir, "restored"), app.RestoreOptions{Over: true})
		return err
	}
	a, err := open(filepath.Join(dir, "data"))
	if err != nil {
		return err
	}
	switch job {
	case "backup":
		_, err = a.Backup(ctx, filepath.Join(dir, "backups"), app.BackupOptions{})
	case "compact":
		_, err = a.Compact(ctx, nil)
	case "trim":
		err = trimmed(a)
	case "open":
	default:
		err = fmt.Errorf("no such job: %s", job)
	}
	return errors.Join(err, a.Close())
}

// trimmed writes the records that are there again and again, and has the feed trimmed, in more than one portion.
func trimmed(a *app.App) error {
	var ms []profiles.Mutation
	for i := range 120 {
		k := fmt.Sprintf("k%03d", i)
		ms = append(ms, profiles.Mutation{Key: candidateKey(k), Record: candidate(k, version(1+i))})
	}
	for range 40 {
		if _, err := a.Store.Apply(ctx, ms); err != nil {
			return err
		}
	}
	_, err := a.Store.Trim(ctx, 0, 0)
	return err
}

// load writes with all writers, re-scores, saves columns and merges, until it is killed, or so many operations of each writer. More
// goes on beside it until its context ends.
func load(dir string, round, steps int, more ...func(context.Context, *app.App)) error {
	a, err := open(dir)
	if err != nil {
		return err
	}
	running, stop := context.WithCancel(ctx)
	var all, work sync.WaitGroup
	all.Go(func() { _ = a.Follower.Run(running) }) // it ends by the kill or by stop
	all.Go(func() { upkeep(running, a) })
	all.Go(func() { rescore(running, a, dir) })
	for _, f := range more {
		all.Go(func() { f(running, a) })
	}
	tell("ready")
	for n := range writers {
		work.Go(func() {
			w := &writer{a: a, n: n, r: rand.New(rand.NewPCG(uint64(round), uint64(n))), next: version(round)*100_000 + version(n)*20_000 + 1, there: map[string]bool{}}
			w.run(steps)
		})
	}
	work.Wait()
	stop()
	all.Wait()
	return errors.Join(a.Follower.CatchUp(ctx), a.Close())
}

// upkeep saves the columns more often than a server does, merges, and writes the store anew.
func upkeep(ctx context.Context, a *app.App) {
	id, err := a.Store.ID(ctx)
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for n := 1; err == nil; n++ {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			_ = a.Tend() // a full disk is nothing to end for
			at := a.Columns.Snapshot().Seq
			if a.Columns.Save(a.Dir(), id) == nil { // likewise
				text, _ := a.Text.Durable(ctx) // nothing goes where it is not known
				_, _ = a.Store.Trim(ctx, min(at, text), 100)
			}
			_ = a.Text.Compact(ctx)   // likewise
			_ = a.Agree(ctx, quiet()) // likewise
			if n%4 == 0 {
				_ = a.Store.Compact(ctx, 0, nil) // likewise
			}
		}
	}
}

// compacting puts a new file in the place of the store again and again.
func compacting(ctx context.Context, a *app.App) {
	for ctx.Err() == nil {
		if err := a.Store.Compact(ctx, 0, nil); err != nil && ctx.Err() == nil {
			tell("E compact: %v", err)
		}
		time.Sleep(50 * time.Millisecond) // between compactions, which hold the writers up
	}
}

// rescore keeps the best of all, again and again.
func rescore(ctx context.Context, a *app.App, dir string) {
	for ctx.Err() == nil {
		k, err := app.OpenKept(dir)
		if err == nil {
			b, err := a.Batch(k)
			if err == nil {
				_, err = b.Run(ctx, batch.Settings{Top: 10, Lambda: 30}, batch.Options{})
			}
			_ = errors.Join(err, k.Close()) // it is caught up with by the next
		}
		time.Sleep(20 * time.Millisecond) // between runs, which would take a processor otherwise
	}
}

// writer changes keys that nobody else changes.
type writer struct {
	a     *app.App
	n     int
	r     *rand.Rand
	next  version
	id    int
	there map[string]bool // as far as this writer knows
}

func (w *writer) run(steps int) {
	for i := 0; steps == 0 || i < steps; i++ {
		w.step()
	}
	if steps > 0 {
		tell("done %d", w.n)
	}
}

func (w *writer) key() string { return fmt.Sprintf("w%d-k%03d", w.n, w.r.IntN(keysOf)) }

// step makes one operation and tells it before and after.
func (w *writer) step() {
	w.id++
	name := fmt.Sprintf("%d.%d", w.n, w.id)
	switch x := w.r.IntN(100); {
	case x < 75:
		w.put(name)
	case x < 90:
		k := w.key()
		tell("B %s delete %s=0", name, k)
		_, err := w.a.Store.Apply(ctx, []profiles.Mutation{{Key: candidateKey(k)}})
		w.end(name, err)
	default:
		k := w.key()
		tell("B %s erase %s=0", name, k)
		_, err := w.a.Store.Erase(ctx, "", k, time.Now())
		w.end(name, err)
	}
}

// put writes some keys at once, each with an identity; every other time it waits until all of it is searchable.
func (w *writer) put(name string) {
	keys := map[string]version{}
	for range 1 + w.r.IntN(30) {
		keys[w.key()] = w.next
		w.next++
	}
	var ms []profiles.Mutation
	var said strings.Builder
	for k, v := range keys {
		ms = append(ms, profiles.Mutation{Key: candidateKey(k), Record: candidate(k, v)}, profiles.Mutation{Key: identityKey(k), Record: person(k, v)})
		fmt.Fprintf(&said, " %s=%d", k, v)
	}
	tell("B %s put%s", name, said.String())
	seq, err := w.a.Store.Apply(ctx, ms)
	w.end(name, err)
	if err == nil && w.id%2 == 0 {
		waiting, cancel := context.WithTimeout(ctx, 5*time.Second)
		defer cancel()
		if w.a.Follower.WaitFor(waiting, seq) == nil {
			w.find(keys)
		} else {
			tell("T it is not searchable yet: %v", w.a.Degraded())
		}
	}
}

// find looks for one of the keys by its token, which has to be found once all is searchable.
func (w *writer) find(keys map[string]version) {
	for k, v := range keys {
		found, err := w.a.Text.Match(ctx, "", profiles.KindCandidate, token(k, v))
		if _, ok := found[candidateKey(k)]; !ok && err == nil && len(w.a.Degraded()) == 0 {
			tell("E %s at %d was said to be searchable and is not found", k, v)
		}
		return
	}
}

// end tells what became of an operation: acknowledged, refused, or neither.
func (w *writer) end(name string, err error) {
	switch {
	case err == nil:
		tell("A %s", name)
	case errors.Is(err, profiles.ErrNotFound), errors.Is(err, profiles.ErrConflict):
		tell("R %s", name)
	case errors.Is(err, profiles.ErrUnavailable):
		tell("I %s %s", name, strings.ReplaceAll(err.Error(), "\n", " "))
		time.Sleep(5 * time.Millisecond) // as a client does who is told to come again
	default:
		tell("E %s: %v", name, err)
	}
}

// lines reads what a child tells.
func lines(s *bufio.Scanner, each func(fields []string)) {
	s.Buffer(make([]byte, 1<<20), 1<<20)
	for s.Scan() {
		each(strings.Fields(s.Text()))
	}
}
